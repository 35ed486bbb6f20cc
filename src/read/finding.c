/* SPDX-License-Identifier: Apache-2.0 */
/* From page to candidates: sentences that name two actors are cut into units, each unit gets its
 * two sides, its probabilities and its circumstances; translations and repetitions become one. What
 * names nobody costs a search for names and no more. */
#include "read/finding.h"

#include <stdlib.h>
#include <string.h>

ent_read_options ent_read_defaults(void) {
    /* A person confirms: one more to reject costs less than one missed. */
    return (ent_read_options){.nothing = 0.6};
}

ent_status ent_reader_new(ent_reader **out, const ent_reader_tables *tables, ent_error *err) {
    void *memory = NULL;
    ent_status status = ent_array_new(&memory, 1, sizeof(ent_reader), err);
    if (status != ENT_OK) return status;
    *out = memory;
    (*out)->tables = *tables;
    return ENT_OK;
}

void ent_reader_free(ent_reader *reader) {
    if (reader == NULL) return;
    ent_aligner_free(reader->aligner);
    free(reader->found.list);
    free(reader->found.index);
    ent_text_free(&reader->line);
    free(reader);
}

/* ---- a sentence ---- */

/* "NATO-like", "a Soviet-style force", "a NATO member", 类似北约的: what something is like, or
 * belongs to, takes no part. */
static bool is_likened(const char *text, const ent_mention *mention, size_t end) {
    static const char *const after[] = {"-like", "-type", "-style", "-esque", " member", "式"};
    static const char *const before[] = {"类似", "如同", "像"};
    for (size_t k = 0; k < sizeof after / sizeof *after; k++) {
        size_t length = strlen(after[k]);
        bool fits = end - mention->span.end > length &&
                    memcmp(text + mention->span.end, after[k], length) == 0;
        if (fits && text[mention->span.end + length] != 's') return true;
    }
    for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
        size_t length = strlen(before[k]);
        if (mention->span.begin >= length &&
            memcmp(text + mention->span.begin - length, before[k], length) == 0)
            return true;
    }
    return false;
}

static size_t drop_likened(const char *text, ent_text_span sentence, ent_mention *mentions,
                           size_t count) {
    size_t kept = 0;
    for (size_t m = 0; m < count; m++)
        if (!is_likened(text, &mentions[m], sentence.end)) mentions[kept++] = mentions[m];
    return kept;
}

/* Put pronouns among the names, in order of the text. */
static void merge_mentions(ent_finding_sentence *sentence, const ent_mention *more, size_t count) {
    size_t kept = sentence->mention_count;
    while (kept + count > ENT_FINDING_MENTIONS)
        count--;
    sentence->mention_count = kept + count;
    for (size_t at = sentence->mention_count; at > 0 && count > 0; at--) {
        bool later =
            kept == 0 || more[count - 1].span.begin >= sentence->mentions[kept - 1].span.begin;
        sentence->mentions[at - 1] = later ? more[--count] : sentence->mentions[--kept];
    }
}

/* Names, and what pronouns stand for. False when it can hold no claim. */
static bool find_mentions(ent_reader *reader, size_t paragraph, int32_t day) {
    ent_finding_sentence *s = &reader->sentence;
    const char *text = s->document->text;
    ent_mention pronouns[ENT_FINDING_MENTIONS];
    s->mention_count =
        ent_namer_find(reader->tables.namer, text, s->span, day, s->mentions, ENT_FINDING_MENTIONS);
    s->mention_count = drop_likened(text, s->span, s->mentions, s->mention_count);
    bool spoken_of = reader->topic.pairs[0].sentences > 0 || reader->topic.recent[0] != 0;
    if (s->mention_count == 0 && !spoken_of) return false;
    s->token_count =
        ent_tokens(reader->tables.lexicon, text, s->span, s->tokens, ENT_FINDING_TOKENS);
    size_t count =
        ent_refer(&reader->topic, reader->tables.lexicon, s->tokens, s->token_count, paragraph,
                  s->mentions, s->mention_count, pronouns, ENT_FINDING_MENTIONS);
    merge_mentions(s, pronouns, count);
    memcpy(s->pair, reader->topic.here, sizeof s->pair);
    return s->mention_count > 0;
}

static void find_circumstances(ent_reader *reader) {
    ent_finding_sentence *s = &reader->sentence;
    const char *text = s->document->text;
    const ent_lexicon *lexicon = reader->tables.lexicon;
    s->modality_count =
        ent_modality_cues(text, s->tokens, s->token_count, s->modality, ENT_FINDING_CUES);
    s->when_count = ent_when_find(lexicon, text, s->tokens, s->token_count, s->document->date,
                                  s->when, ENT_FINDING_CUES);
    s->amount_count =
        ent_amounts(lexicon, text, s->tokens, s->token_count, s->amounts, ENT_FINDING_CUES);
}

/* Attributions of a paragraph. One with a source of more than a line is a mistake of the rules: its
 * content is taken for nobody's. */
static size_t find_attributions(ent_reader *reader, const ent_paragraph *paragraph) {
    enum { LINE = 100 };
    const ent_document *document = reader->sentence.document;
    ent_attribution *list = reader->attributions;
    size_t count = ent_attributions(reader->tables.lexicon, document->text,
                                    document->sentences + paragraph->first_sentence,
                                    paragraph->sentence_count, list, ENT_FINDING_ATTRIBUTIONS);
    for (size_t i = 0; i < count; i++)
        if (list[i].source.end - list[i].source.begin > LINE)
            list[i].content = list[i].more = (ent_text_span){0, 0};
    return count;
}

/* ---- a unit ---- */

static ent_text_span shifted(ent_text_span span, ent_text_span unit) {
    if (span.begin < unit.begin || span.end > unit.end) return (ent_text_span){0, 0};
    return (ent_text_span){span.begin - unit.begin, span.end - unit.begin};
}

static bool overlaps(ent_text_span a, ent_text_span b) {
    return a.begin < b.end && b.begin < a.end;
}

static void classify(const ent_reader_model *model, const ent_finding_sentence *sentence,
                     const ent_finding_unit *unit, const ent_finding_sides *sides,
                     ent_finding *finding) {
    ent_text_span others[ENT_FINDING_MENTIONS];
    ent_reading reading;
    ent_reader_input input = {.text = sentence->document->text + unit->span.begin,
                              .length = unit->span.end - unit->span.begin,
                              .source = shifted(sides->source_mark, unit->span),
                              .target = shifted(sides->target_mark, unit->span),
                              .others = others};
    for (size_t m = unit->first; m < unit->last; m++) {
        ent_text_span span = sentence->mentions[m].span;
        if (!overlaps(span, sides->source_mark) && !overlaps(span, sides->target_mark))
            others[input.other_count++] = shifted(span, unit->span);
    }
    ent_reader_predict(model, &input, &reading);
    memcpy(finding->subject, reading.probability[ENT_HEAD_SUBJECT], sizeof finding->subject);
    finding->no_event = reading.probability[ENT_HEAD_EVENT][ENT_QUAD_NONE];
    for (size_t r = 0; r < ENT_ROOTS; r++)
        finding->root[r] = reading.probability[ENT_HEAD_ROOT][r] * (1 - finding->no_event);
    finding->cameo = reading.cameo;
}

static size_t best_of(const ent_finding *finding) {
    ent_ranked ranked[ENT_CLASSES];
    ent_finding_subjects(finding, ranked);
    return ranked[0].class_index;
}

static ent_status add_finding(ent_reader *reader, const ent_finding_unit *unit, ent_error *err) {
    const ent_finding_sentence *s = &reader->sentence;
    ent_finding_sides sides = {0};
    if (!ent_finding_find_sides(reader->tables.model, s, unit, &sides)) return ENT_OK;
    ent_finding_list *found = &reader->found;
    ent_status status = ent_array_reserve((void **)&found->list, &found->capacity, found->count + 1,
                                          sizeof *found->list, err);
    if (status != ENT_OK) return status;
    ent_finding *finding = &found->list[found->count++];
    memset(finding, 0, sizeof *finding);
    finding->quotes[finding->quote_count++] = (ent_finding_quote){unit->span, s->index};
    memcpy(finding->source, sides.source, sizeof finding->source);
    memcpy(finding->target, sides.target, sizeof finding->target);
    finding->source_count = sides.source_count;
    finding->target_count = sides.target_count;
    finding->directed = sides.directed;
    classify(reader->tables.model, s, unit, &sides, finding);
    ent_finding_circumstances(s, unit, &sides, finding);
    if (best_of(finding) == ENT_SUBJECT_TRANSFER)
        ent_finding_turn_to_supplier(s->document, finding);
    return ENT_OK;
}

/* ---- a page ---- */

static ent_status read_paragraph(ent_reader *reader, const ent_document *document, size_t index,
                                 int32_t day, ent_error *err) {
    const ent_paragraph *paragraph = &document->paragraphs[index];
    ent_finding_sentence *s = &reader->sentence;
    ent_status status = ENT_OK;
    bool attributed = false; /* attributions are looked for when a sentence first needs them */
    s->document = document;
    for (size_t k = 0; k < paragraph->sentence_count && status == ENT_OK; k++) {
        s->index = paragraph->first_sentence + k;
        s->span = document->sentences[s->index].span;
        if (!find_mentions(reader, index, day)) continue;
        if (ent_finding_count_actors(s->mentions, 0, s->mention_count) < 2 && s->pair[1] == 0)
            continue;
        if (!attributed) s->attribution_count = find_attributions(reader, paragraph);
        attributed = true;
        s->attributions = reader->attributions;
        ent_finding_unit units[ENT_FINDING_UNITS];
        size_t count = ent_finding_units(s, units);
        if (count > 0) find_circumstances(reader);
        for (size_t u = 0; u < count && status == ENT_OK; u++)
            status = add_finding(reader, &units[u], err);
    }
    return status;
}

static bool has_both_languages(const ent_document *document) {
    bool seen[2] = {false, false};
    for (size_t p = 0; p < document->paragraph_count; p++) {
        if (document->paragraphs[p].tongue == ENT_TONGUE_ENGLISH) seen[0] = true;
        if (document->paragraphs[p].tongue == ENT_TONGUE_CHINESE) seen[1] = true;
    }
    return seen[0] && seen[1];
}

static ent_status merge(ent_reader *reader, const ent_document *document, ent_error *err) {
    const ent_alignment none = {0};
    const ent_alignment *alignment = &none;
    ent_status status = ENT_OK;
    if (reader->found.count == 0) return ENT_OK;
    if (has_both_languages(document)) {
        if (reader->aligner == NULL) status = ent_aligner_new(&reader->aligner, err);
        if (status == ENT_OK) status = ent_align(reader->aligner, document, &alignment, err);
    }
    if (status != ENT_OK) return status;
    return ent_finding_merge(&reader->found, document, alignment, err);
}

/* A side that no word of the quote stands for. */
static bool is_guessed(const ent_finding *finding) {
    return finding->source[0].span.end == 0 || finding->target[0].span.end == 0;
}

/* Leave out what most likely tells of nothing, and what names one actor alone unless
 * its kind is clear. */
static void leave_out(ent_reader *reader, double nothing) {
    static const float clear = 0.35F;
    ent_finding_list *found = &reader->found;
    size_t kept = 0;
    for (size_t i = 0; i < found->count; i++) {
        const ent_finding *finding = &found->list[i];
        ent_ranked ranked[ENT_CLASSES];
        ent_finding_subjects(finding, ranked);
        bool unclear = is_guessed(finding) && ranked[0].probability < clear;
        if (unclear || (double)finding->subject[ENT_SUBJECT_NONE] > nothing)
            reader->findings.left_out++;
        else
            found->list[kept++] = found->list[i];
    }
    found->count = kept;
}

ent_status ent_read(ent_reader *reader, const ent_document *document,
                    const ent_read_options *options, const ent_findings **findings,
                    ent_error *err) {
    ent_status status = ENT_OK;
    int32_t day = document->date.year == 0 ? INT32_MAX : ent_date_days(document->date, true);
    reader->found.count = 0;
    reader->findings = (ent_findings){0};
    reader->topic = (ent_topic){0};
    for (size_t p = 0; p < document->paragraph_count && status == ENT_OK; p++) {
        reader->findings.foreign += document->paragraphs[p].tongue == ENT_TONGUE_OTHER;
        status = read_paragraph(reader, document, p, day, err);
    }
    if (status == ENT_OK) status = merge(reader, document, err);
    if (status != ENT_OK) return status;
    if (!options->all) leave_out(reader, options->nothing);
    reader->findings.list = reader->found.list;
    reader->findings.count = reader->found.count;
    *findings = &reader->findings;
    return ENT_OK;
}
