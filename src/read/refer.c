/* SPDX-License-Identifier: Apache-2.0 */
/* What pronouns and "both sides" stand for: the pair or actor last named, nearest first. */
#include "entente/mention.h"

/* An actor that a mention names as a state; blocs and pronouns are none. */
static void name_one(ent_topic *topic, ent_actor actor) {
    if (actor == 0 || topic->recent[0] == actor) return;
    topic->recent[1] = topic->recent[0];
    topic->recent[0] = actor;
}

static void set_pair(ent_actor pair[2], ent_actor a, ent_actor b) {
    pair[0] = a;
    pair[1] = b;
}

/* Count the pair and move it to the front; what was named longest ago makes room. */
static void count_pair(ent_topic *topic, const ent_actor pair[2]) {
    ent_topic_pair counted = {{pair[0], pair[1]}, 1};
    size_t at = 0;
    for (; at < ENT_TOPIC_PAIRS - 1; at++) {
        const ent_actor *known = topic->pairs[at].actor;
        if ((known[0] == pair[0] && known[1] == pair[1]) ||
            (known[0] == pair[1] && known[1] == pair[0])) {
            counted.sentences += topic->pairs[at].sentences;
            break;
        }
    }
    for (; at > 0; at--)
        topic->pairs[at] = topic->pairs[at - 1];
    topic->pairs[0] = counted;
}

/* The pair the document speaks of most; NULL for none. */
static const ent_actor *pair_of_document(const ent_topic *topic) {
    size_t best = 0;
    for (size_t k = 1; k < ENT_TOPIC_PAIRS; k++)
        if (topic->pairs[k].sentences > topic->pairs[best].sentences) best = k;
    return topic->pairs[best].sentences > 0 ? topic->pairs[best].actor : NULL;
}

/* Two actors named in one sentence, or by one word, are a pair; of three the first two are not. */
static void note_pair(ent_topic *topic, const ent_mention *mentions, size_t count) {
    ent_actor found[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        if (mentions[i].bloc) continue;
        for (int k = 0; k < mentions[i].count; k++) {
            ent_actor actor = mentions[i].actor[k];
            if (actor == found[0] || actor == found[1]) continue;
            if (found[1]) return; /* three: no pair */
            found[found[0] != 0] = actor;
        }
    }
    if (!found[1]) return;
    count_pair(topic, found);
    set_pair(topic->here, found[0], found[1]);
}

static void enter(ent_topic *topic, size_t paragraph) {
    if (topic->paragraph == paragraph + 1) return;
    topic->paragraph = paragraph + 1;
    set_pair(topic->here, 0, 0);
    set_pair(topic->recent, 0, 0);
    topic->subject = 0;
}

/* The pair meant: of the paragraph, else the two it named last, else (unless @p near) the
 * document's. */
static const ent_actor *pair_meant(const ent_topic *topic, bool near) {
    if (topic->here[1]) return topic->here;
    if (topic->recent[1]) return topic->recent;
    return near ? NULL : pair_of_document(topic);
}

/* The actor named last, or at a sentence's beginning the one the sentence before began with: "it",
 * and "they" where no pair is spoken of ("the Chinese … they"). */
static bool resolve_one(const ent_topic *topic, bool first, ent_mention *out) {
    ent_actor actor = first && topic->subject ? topic->subject : topic->recent[0];
    if (!actor) return false;
    out->count = 1;
    out->actor[0] = actor;
    return true;
}

static bool resolve(const ent_topic *topic, const ent_lexicon *lexicon, const ent_token *token,
                    bool first, ent_mention *out) {
    *out = (ent_mention){.span = token->span, .kind = ENT_MENTION_PRONOUN, .inferred = true};
    if (ent_token_is(token, ENT_CUE_PAIR)) {
        bool near = ent_cue_value(lexicon, token, ENT_CUE_PAIR) == 2;
        const ent_actor *pair = pair_meant(topic, near);
        if (!pair && !near) return false;
        if (!pair) return resolve_one(topic, first, out);
        out->count = 2;
        out->actor[0] = pair[0];
        out->actor[1] = pair[1];
        return true;
    }
    return resolve_one(topic, first, out);
}

static bool overlaps(ent_text_span a, ent_text_span b) {
    return a.begin < b.end && b.begin < a.end;
}

size_t ent_refer(ent_topic *topic, const ent_lexicon *lexicon, const ent_token *tokens,
                 size_t token_count, size_t paragraph, const ent_mention *mentions, size_t count,
                 ent_mention *list, size_t capacity) {
    enter(topic, paragraph);
    size_t made = 0;
    size_t next = 0;
    bool pair_meant_here = false;
    for (size_t i = 0; i < token_count && made < capacity; i++) {
        for (; next < count && mentions[next].span.end <= tokens[i].span.begin; next++)
            for (int k = 0; k < mentions[next].count; k++)
                name_one(topic, mentions[next].actor[k]);
        bool pronoun =
            ent_token_is(&tokens[i], ENT_CUE_PAIR) || ent_token_is(&tokens[i], ENT_CUE_ONE);
        if (!pronoun || (next < count && overlaps(mentions[next].span, tokens[i].span))) continue;
        if (next > 0 && made == 0) note_pair(topic, mentions, next);
        if (!resolve(topic, lexicon, &tokens[i], next == 0, &list[made])) continue;
        pair_meant_here = pair_meant_here || list[made].count == 2;
        made++;
    }
    for (; next < count; next++)
        for (int k = 0; k < mentions[next].count; k++)
            name_one(topic, mentions[next].actor[k]);
    if (!pair_meant_here) note_pair(topic, mentions, count);
    if (count > 0 && mentions[0].count > 0) topic->subject = mentions[0].actor[0];
    return made;
}
