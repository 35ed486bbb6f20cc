/* SPDX-License-Identifier: Apache-2.0 */
/* Who acts on whom in a unit. Mentions that a list or a hyphen joins ("China, Russia and Iran",
 * "Sino-Russian", 中俄) are one group. Two actors that are such a group act on each other; else the
 * chain of roles tells source and target. One actor alone is taken with the other of the pair in
 * discussion, which is marked as inferred. */
#include <string.h>
#include <strings.h>

#include "read/finding.h"
#include "read/roles.h"

/* Mentions first … last − 1 that stand together. A bond says they act on each other:
 * "Sino-Russian", 中俄, "each other". */
struct group {
    bool bond;
    size_t first, last;
    ent_finding_actor actors[ENT_FINDING_ACTORS];
    size_t count;
};

struct grouping {
    struct group list[ENT_FINDING_MENTIONS];
    size_t count;
};

static bool same(const ent_finding_actor *a, const ent_finding_actor *b) {
    return a->actor == b->actor && a->bloc == b->bloc;
}

static bool has(const struct group *group, const ent_finding_actor *actor) {
    for (size_t i = 0; i < group->count; i++)
        if (same(&group->actors[i], actor)) return true;
    return false;
}

static void add_actors(struct group *group, const ent_mention *mention) {
    int number = mention->bloc > 0 ? 1 : mention->count;
    for (int k = 0; k < number; k++) {
        ent_finding_actor actor = {.actor = mention->bloc > 0 ? 0 : mention->actor[k],
                                   .bloc = mention->bloc,
                                   .span = mention->span,
                                   .kind = mention->kind,
                                   .inferred = mention->inferred};
        if (group->count < ENT_FINDING_ACTORS && !has(group, &actor))
            group->actors[group->count++] = actor;
    }
}

/* Text between two members of a list. */
static bool joins(const char *text, size_t begin, size_t end) {
    static const char *const joints[] = {"-",  "–",    "—",  "/",  ",",   "、", "和", "与",
                                         "及", "以及", "同", "跟", "and", "or", "&",  "the"};
    while (begin < end) {
        size_t length = text[begin] == ' ' ? 1 : 0;
        for (size_t k = 0; k < sizeof joints / sizeof *joints && length == 0; k++) {
            size_t size = strlen(joints[k]);
            if (size <= end - begin && strncmp(text + begin, joints[k], size) == 0) length = size;
        }
        if (length == 0) return false;
        begin += length;
    }
    return true;
}

static bool begins(const char *text, ent_text_span span, const char *word) {
    size_t length = strlen(word);
    return span.end - span.begin >= length && strncasecmp(text + span.begin, word, length) == 0;
}

static bool is_bond(const char *text, const ent_mention *mention) {
    return mention->kind == ENT_MENTION_PAIR || begins(text, mention->span, "each other") ||
           begins(text, mention->span, "one another") || begins(text, mention->span, "彼此") ||
           begins(text, mention->span, "相互") || begins(text, mention->span, "互相");
}

/* Only a hyphen or dash between two mentions, or the end of "Sino-". */
static bool is_hyphen(const char *text, size_t begin, size_t end) {
    static const char *const hyphens[] = {"-", "–", "—"};
    if (begin == end) return text[begin - 1] == '-';
    for (size_t k = 0; k < sizeof hyphens / sizeof *hyphens; k++)
        if (end - begin == strlen(hyphens[k]) && memcmp(text + begin, hyphens[k], end - begin) == 0)
            return true;
    return false;
}

static bool is_named(const ent_finding_sentence *s, const ent_finding_unit *unit, ent_actor actor) {
    for (size_t m = unit->first; m < unit->last; m++)
        for (int k = 0; s->mentions[m].kind != ENT_MENTION_PRONOUN && k < s->mentions[m].count; k++)
            if (s->mentions[m].actor[k] == actor) return true;
    return false;
}

/* True for a pronoun all of whose actors the unit names. */
static bool is_needless(const ent_finding_sentence *s, const ent_finding_unit *unit,
                        const ent_mention *pronoun) {
    if (pronoun->kind != ENT_MENTION_PRONOUN || is_bond(s->document->text, pronoun)) return false;
    for (int k = 0; k < pronoun->count; k++)
        if (!is_named(s, unit, pronoun->actor[k])) return false;
    return true;
}

static void find_groups(const ent_finding_sentence *s, const ent_finding_unit *unit,
                        struct grouping *groups) {
    groups->count = 0;
    for (size_t m = unit->first; m < unit->last; m++) {
        struct group *last = groups->count > 0 ? &groups->list[groups->count - 1] : NULL;
        const ent_mention *mention = &s->mentions[m];
        const char *text = s->document->text;
        if (is_needless(s, unit, mention)) continue;
        bool joined = last != NULL && last->last == m && mention->kind != ENT_MENTION_PRONOUN &&
                      s->mentions[m - 1].kind != ENT_MENTION_PRONOUN &&
                      joins(text, s->mentions[m - 1].span.end, mention->span.begin);
        if (!joined) {
            last = &groups->list[groups->count++];
            *last = (struct group){.first = m};
        }
        last->bond = last->bond || is_bond(text, mention) ||
                     (joined && is_hyphen(text, s->mentions[m - 1].span.end, mention->span.begin));
        last->last = m + 1;
        add_actors(last, mention);
    }
}

static bool disjoint(const struct group *a, const struct group *b) {
    for (size_t i = 0; i < a->count; i++)
        if (has(b, &a->actors[i])) return false;
    return true;
}

static ent_text_span span_of(const ent_finding_sentence *s, const struct group *group) {
    return (ent_text_span){s->mentions[group->first].span.begin,
                           s->mentions[group->last - 1].span.end};
}

/* ---- sides ---- */

static void set_side(ent_finding_actor *side, size_t *count, const ent_finding_actor *actors,
                     size_t number) {
    memcpy(side, actors, number * sizeof *side);
    *count = number;
}

/* The two marks of a group that is both sides: its first two mentions, or the first and the last
 * character of one mention such as 中俄. */
static void mark_mutual(ent_finding_sides *sides) {
    ent_text_span first = sides->source[0].span;
    ent_text_span second = sides->target[0].span;
    enum { HAN = 3 };
    bool one_word = first.begin == second.begin;
    bool pair = one_word && first.end - first.begin == (size_t)2 * HAN &&
                sides->source[0].kind == ENT_MENTION_PAIR;
    if (pair) {
        first.end = first.begin + HAN;
        second.begin = second.end - HAN;
    } else if (one_word) {
        second = (ent_text_span){0, 0};
    }
    sides->source_mark = first;
    sides->target_mark = second;
}

static void set_mutual(const struct group *group, ent_finding_sides *sides) {
    set_side(sides->source, &sides->source_count, group->actors, 1);
    set_side(sides->target, &sides->target_count, group->actors + 1, group->count - 1);
    sides->directed = false;
    mark_mutual(sides);
}

static void set_directed(const ent_finding_sentence *s, const struct group *source,
                         const struct group *target, ent_finding_sides *sides) {
    set_side(sides->source, &sides->source_count, source->actors, source->count);
    set_side(sides->target, &sides->target_count, target->actors, target->count);
    sides->source_mark = span_of(s, source);
    sides->target_mark = span_of(s, target);
    sides->directed = true;
}

static void score_groups(const ent_reader_model *model, const ent_finding_sentence *s,
                         const ent_finding_unit *unit, const struct grouping *groups,
                         ent_role_score *scores) {
    ent_text_span spans[ENT_FINDING_MENTIONS];
    for (size_t g = 0; g < groups->count; g++) {
        ent_text_span span = span_of(s, &groups->list[g]);
        spans[g] = (ent_text_span){span.begin - unit->span.begin, span.end - unit->span.begin};
    }
    ent_roles_score(model, s->document->text + unit->span.begin, unit->span.end - unit->span.begin,
                    spans, groups->count, scores);
}

/* Where two states are named, a bloc is more often the place than a party ("in Central Asia"). */
static float weight_of(const struct group *group, size_t states) {
    return group->actors[0].bloc > 0 && states > 1 ? 0.25F : 1;
}

/* The pair of groups most likely source and target; false when all name the same. */
static bool choose_pair(const ent_finding_sentence *s, const struct grouping *groups,
                        const ent_role_score *scores, ent_finding_sides *sides) {
    const struct group *list = groups->list;
    size_t states = 0;
    for (size_t g = 0; g < groups->count; g++)
        states += list[g].actors[0].bloc == 0;
    float best = -1;
    size_t source = 0;
    size_t target = 0;
    for (size_t a = 0; a < groups->count; a++)
        for (size_t b = 0; b < groups->count; b++) {
            float score = (scores[a].acts + scores[a].both / 2 + 1e-6F) *
                          (scores[b].bears + scores[b].both / 2 + 1e-6F);
            score *= weight_of(&list[a], states) * weight_of(&list[b], states);
            if (a == b || score <= best || !disjoint(&list[a], &list[b])) continue;
            best = score;
            source = a;
            target = b;
        }
    if (best < 0) return false;
    set_directed(s, &list[source], &list[target], sides);
    float one_way = scores[source].acts + scores[target].bears;
    if (scores[source].both + scores[target].both <= one_way) return true;
    sides->directed = false;
    return true;
}

/* The group of several that acts within itself rather than on another; NULL for none. */
static const struct group *find_mutual(const struct grouping *groups, size_t actors,
                                       const ent_role_score *scores) {
    for (size_t g = 0; g < groups->count; g++) {
        const struct group *group = &groups->list[g];
        if (group->count < 2) continue;
        if (group->count >= actors || (scores == NULL && group->bond)) return group;
        if (scores != NULL && scores[g].both >= scores[g].acts && scores[g].both >= scores[g].bears)
            return group;
    }
    return NULL;
}

/* One actor, and the other of the pair in discussion. */
static bool set_inferred(const ent_reader_model *model, const ent_finding_sentence *s,
                         const ent_finding_unit *unit, const struct grouping *groups,
                         ent_finding_sides *sides) {
    ent_role_score scores[ENT_FINDING_MENTIONS];
    const ent_finding_actor *named = &groups->list[0].actors[0];
    if (s->pair[1] == 0 || named->actor == 0 || named->kind == ENT_MENTION_PRONOUN) return false;
    if (named->actor != s->pair[0] && named->actor != s->pair[1]) return false;
    ent_finding_actor other = {.actor = named->actor == s->pair[0] ? s->pair[1] : s->pair[0],
                               .kind = ENT_MENTION_PRONOUN,
                               .inferred = true};
    score_groups(model, s, unit, groups, scores);
    bool acts = scores[0].acts >= scores[0].bears;
    set_side(sides->source, &sides->source_count, acts ? named : &other, 1);
    set_side(sides->target, &sides->target_count, acts ? &other : named, 1);
    sides->source_mark = sides->source[0].span;
    sides->target_mark = sides->target[0].span;
    sides->directed = scores[0].both < scores[0].acts + scores[0].bears;
    return true;
}

/* "A bought fighters from B", A从B购买: true if the words by the span say that B gives. */
static bool is_giver(const char *text, ent_text_span unit, ent_text_span span) {
    static const char *const before[] = {"from ", "from the ", "从", "自"};
    static const char *const after[] = {"购买", "采购", "订购", "进口", "引进"};
    for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
        size_t length = strlen(before[k]);
        if (span.begin - unit.begin >= length &&
            memcmp(text + span.begin - length, before[k], length) == 0)
            return true;
    }
    for (size_t k = 0; k < sizeof after / sizeof *after; k++)
        if (unit.end - span.end >= strlen(after[k]) &&
            memcmp(text + span.end, after[k], strlen(after[k])) == 0)
            return true;
    return false;
}

void ent_finding_turn_to_supplier(const ent_document *document, ent_finding *finding) {
    ent_text_span span = finding->target[0].span;
    if (!finding->directed || span.end == 0 ||
        !is_giver(document->text, finding->quotes[0].span, span))
        return;
    ent_finding_actor side[ENT_FINDING_ACTORS];
    size_t count = finding->source_count;
    memcpy(side, finding->source, sizeof side);
    memcpy(finding->source, finding->target, sizeof side);
    memcpy(finding->target, side, sizeof side);
    finding->source_count = finding->target_count;
    finding->target_count = count;
}

bool ent_finding_find_sides(const ent_reader_model *model, const ent_finding_sentence *sentence,
                            const ent_finding_unit *unit, ent_finding_sides *sides) {
    struct grouping groups;
    ent_role_score scores[ENT_FINDING_MENTIONS];
    find_groups(sentence, unit, &groups);
    if (groups.count == 0) return false;
    if (unit->actors < 2) return set_inferred(model, sentence, unit, &groups, sides);
    const struct group *mutual = find_mutual(&groups, unit->actors, NULL);
    if (mutual == NULL) {
        score_groups(model, sentence, unit, &groups, scores);
        mutual = find_mutual(&groups, unit->actors, scores);
    }
    if (mutual != NULL) {
        set_mutual(mutual, sides);
        return true;
    }
    return choose_pair(sentence, &groups, scores, sides);
}
