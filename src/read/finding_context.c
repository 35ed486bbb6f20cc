/* SPDX-License-Identifier: Apache-2.0 */
/* How a unit is meant, who says so, when and how much. */
#include <string.h>

#include "read/finding.h"

static bool inside(ent_text_span inner, ent_text_span outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

/* ---- who says ---- */

static ent_text_span both_marks(const ent_finding_unit *unit, const ent_finding_sides *sides) {
    ent_text_span span = sides->source_mark;
    ent_text_span other = sides->target_mark;
    if (span.end == span.begin) span = other;
    if (other.end > other.begin) {
        if (other.begin < span.begin) span.begin = other.begin;
        if (other.end > span.end) span.end = other.end;
    }
    return span.end > span.begin ? span : unit->span;
}

/* Attributions around the unit, the innermost first; returns how many. */
static size_t find_chain(const ent_finding_sentence *s, ent_text_span words, int *chain) {
    size_t count = 0;
    int at = ent_attribution_of(s->attributions, s->attribution_count, words);
    while (at >= 0 && count + 1 < ENT_FINDING_VOICES) {
        chain[count++] = at;
        at = s->attributions[at].parent;
    }
    return count;
}

static ent_modality modality_of(ent_attitude attitude) {
    switch (attitude) {
    case ENT_ATTITUDE_DENIES:
        return ENT_MODALITY_DENIED;
    case ENT_ATTITUDE_ASKS:
        return ENT_MODALITY_ASKED;
    case ENT_ATTITUDE_EXPECTS:
        return ENT_MODALITY_EXPECTED;
    default:
        return ENT_MODALITY_ASSERTED;
    }
}

/* "I", "we", 我: the author or commenter again. */
static bool is_self(const char *text, ent_text_span source) {
    static const char *const words[] = {"I", "we", "We", "我", "我们", "笔者"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (source.end - source.begin == strlen(words[k]) &&
            memcmp(text + source.begin, words[k], strlen(words[k])) == 0)
            return true;
    return false;
}

/* "said that it would": the future as a past sees it. */
static bool reports_future(const ent_finding_sentence *s, ent_text_span words) {
    static const char would[] = "would";
    for (size_t c = 0; c < s->modality_count; c++) {
        ent_text_span cue = s->modality[c].cue;
        if (s->modality[c].modality != ENT_MODALITY_HYPOTHETICAL || cue.begin < words.begin)
            continue;
        return cue.end - cue.begin == sizeof would - 1 &&
               memcmp(s->document->text + cue.begin, would, sizeof would - 1) == 0;
    }
    return false;
}

static void set_voices(const ent_finding_sentence *s, ent_text_span words, ent_finding *finding) {
    int chain[ENT_FINDING_VOICES];
    size_t count = find_chain(s, words, chain);
    size_t paragraph = s->document->sentences[s->index].paragraph;
    bool comment = s->document->paragraphs[paragraph].section == ENT_PART_COMMENT;
    finding->voices[finding->voice_count++] =
        (ent_finding_voice){.kind = comment ? ENT_VOICE_COMMENTER : ENT_VOICE_AUTHOR};
    if (count > 0 && finding->modality == ENT_MODALITY_HYPOTHETICAL && reports_future(s, words))
        finding->modality = ENT_MODALITY_EXPECTED;
    while (count-- > 0) {
        const ent_attribution *said = &s->attributions[chain[count]];
        if (modality_of(said->attitude) != ENT_MODALITY_ASSERTED)
            finding->modality = modality_of(said->attitude);
        if (is_self(s->document->text, said->source)) continue;
        finding->voices[finding->voice_count++] =
            (ent_finding_voice){ENT_VOICE_NAMED, said->source, said->cue};
    }
}

/* ---- how it is meant ---- */

/* Where the main clause ends: at the first mark, or word that opens another clause, after the last
 * of the two actors that stands before it. */
static size_t main_clause_end(const ent_finding_sentence *s, const ent_finding_unit *unit,
                              ent_text_span words) {
    for (size_t t = 0; t < s->token_count; t++) {
        const ent_token *token = &s->tokens[t];
        if (token->span.begin < words.end) continue;
        if (token->span.begin >= unit->span.end) break;
        if (token->mark == ',' || token->mark == ';' || token->mark == ':' ||
            ent_token_is(token, ENT_CUE_RELATIVE) || ent_token_is(token, ENT_CUE_THAT) ||
            ent_token_is(token, ENT_CUE_SUBORDINATOR))
            return token->span.begin;
    }
    return unit->span.end;
}

/* "with potentially grave consequences": an adverb behind a preposition bears on a word only. */
static bool is_aside(const ent_finding_sentence *s, const ent_modality_cue *cue) {
    const char *text = s->document->text;
    if (cue->cue.end - cue->cue.begin < 3 || memcmp(text + cue->cue.end - 2, "ly", 2) != 0)
        return false;
    for (size_t t = 1; t < s->token_count; t++)
        if (s->tokens[t].span.begin == cue->cue.begin)
            return ent_token_is(&s->tokens[t - 1], ENT_CUE_PREPOSITION) ||
                   ent_token_is(&s->tokens[t - 1], ENT_CUE_DETERMINER);
    return false;
}

static ent_modality find_modality(const ent_finding_sentence *s, const ent_finding_unit *unit,
                                  ent_text_span words) {
    static const ent_modality order[] = {ENT_MODALITY_ASKED, ENT_MODALITY_DENIED,
                                         ENT_MODALITY_HYPOTHETICAL, ENT_MODALITY_EXPECTED};
    size_t end = main_clause_end(s, unit, words);
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t c = 0; c < s->modality_count; c++) {
            const ent_modality_cue *cue = &s->modality[c];
            bool here = cue->cue.begin >= unit->span.begin && cue->cue.begin < end;
            if (is_aside(s, cue)) continue;
            bool over = cue->scope.begin <= words.begin && cue->scope.end >= end;
            if (cue->modality == order[k] && (here || over)) return order[k];
        }
    return ENT_MODALITY_ASSERTED;
}

/* ---- when and how much ---- */

static void set_when(const ent_finding_sentence *s, const ent_finding_unit *unit,
                     ent_finding *finding) {
    for (size_t w = 0; w < s->when_count; w++) {
        const ent_when *when = &s->when[w];
        if (!inside(when->span, unit->span)) continue;
        if (finding->dated && (finding->when.precision != ENT_PRECISION_VAGUE ||
                               when->precision == ENT_PRECISION_VAGUE))
            continue;
        finding->when = *when;
        finding->dated = true;
    }
}

static void set_amounts(const ent_finding_sentence *s, const ent_finding_unit *unit,
                        ent_finding *finding) {
    for (size_t a = 0; a < s->amount_count && finding->amount_count < ENT_FINDING_AMOUNTS; a++)
        if (inside(s->amounts[a].span, unit->span))
            finding->amounts[finding->amount_count++] = s->amounts[a];
}

void ent_finding_circumstances(const ent_finding_sentence *sentence, const ent_finding_unit *unit,
                               const ent_finding_sides *sides, ent_finding *finding) {
    ent_text_span words = both_marks(unit, sides);
    finding->modality = find_modality(sentence, unit, words);
    set_voices(sentence, words, finding);
    set_when(sentence, unit, finding);
    set_amounts(sentence, unit, finding);
}
