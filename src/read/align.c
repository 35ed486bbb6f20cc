/* SPDX-License-Identifier: Apache-2.0 */
/* Alignment of a page, in two steps as hunalign's (Varga, D. et al. (2005), "Parallel corpora for
 * medium density languages", RANLP): paragraphs of the whole page, then sentences inside paragraphs
 * that are linked. Each step is a chain with free skips, and a second look for what is out of
 * place. */
#include "read/align.h"

#include <math.h>
#include <stdlib.h>

#include "read/candidate.h"

/* Units of one language and where in the document each is. */
struct side {
    ent_units units;
    size_t *index;
    bool *joins;
    size_t index_capacity, joins_capacity;
};

struct ent_aligner {
    ent_glossary *glossary;
    ent_pair_scorer *scorer;
    ent_chain_options options;
    struct side en, zh;
    ent_candidates candidates;
    ent_alignment alignment;
    size_t paragraph_capacity, sentence_capacity;
};

ent_chain_options ent_align_defaults(void) {
    return (ent_chain_options){.least = -3, .neighbour = 1, .moved = -1};
}

ent_status ent_aligner_with(ent_aligner **out, ent_glossary *glossary,
                            const ent_chain_options *options, ent_error *err) {
    ent_status status = ent_array_new((void **)out, 1, sizeof **out, err);
    if (status != ENT_OK) {
        ent_glossary_free(glossary);
        return status;
    }
    (*out)->glossary = glossary;
    (*out)->options = *options;
    status = ent_pair_scorer_new(&(*out)->scorer, glossary, err);
    if (status != ENT_OK) {
        ent_aligner_free(*out);
        *out = NULL;
    }
    return status;
}

ent_status ent_aligner_new(ent_aligner **out, ent_error *err) {
    ent_glossary *glossary = NULL;
    ent_chain_options options = ent_align_defaults();
    *out = NULL;
    ent_status status = ent_glossary_usual(&glossary, NULL, 0, true, err);
    return status == ENT_OK ? ent_aligner_with(out, glossary, &options, err) : status;
}

static void free_side(struct side *side) {
    ent_units_free(&side->units);
    free(side->index);
    free(side->joins);
}

void ent_aligner_free(ent_aligner *aligner) {
    if (aligner == NULL) return;
    ent_glossary_free(aligner->glossary);
    ent_pair_scorer_free(aligner->scorer);
    free_side(&aligner->en);
    free_side(&aligner->zh);
    ent_candidates_free(&aligner->candidates);
    free(aligner->alignment.paragraphs);
    free(aligner->alignment.sentences);
    free(aligner);
}

/* ---- units ---- */

static void clear_sides(ent_aligner *aligner) {
    ent_units_clear(&aligner->en.units);
    ent_units_clear(&aligner->zh.units);
}

static ent_status add_unit(ent_aligner *aligner, const ent_document *document, ent_text_span span,
                           size_t index, bool chinese, ent_error *err) {
    struct side *side = chinese ? &aligner->zh : &aligner->en;
    size_t unit = side->units.count;
    ent_status status = ent_array_reserve((void **)&side->index, &side->index_capacity, unit + 1,
                                          sizeof *side->index, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&side->joins, &side->joins_capacity, unit + 1,
                                   sizeof *side->joins, err);
    if (status != ENT_OK) return status;
    side->index[unit] = index;
    side->joins[unit] = false;
    if (unit > 0) side->joins[unit - 1] = side->index[unit - 1] + 1 == index;
    return ent_units_add(&side->units, aligner->glossary, document->text, span, chinese, err);
}

static ent_status add_paragraphs(ent_aligner *aligner, const ent_document *document,
                                 ent_error *err) {
    ent_status status = ENT_OK;
    clear_sides(aligner);
    for (size_t p = 0; p < document->paragraph_count && status == ENT_OK; p++) {
        const ent_paragraph *paragraph = &document->paragraphs[p];
        bool chinese = paragraph->tongue == ENT_TONGUE_CHINESE;
        if (chinese || paragraph->tongue == ENT_TONGUE_ENGLISH)
            status = add_unit(aligner, document, paragraph->span, p, chinese, err);
    }
    return status;
}

static ent_status add_sentences(ent_aligner *aligner, const ent_document *document, size_t first,
                                size_t count, bool chinese, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t p = first; p < first + count; p++) {
        const ent_paragraph *paragraph = &document->paragraphs[p];
        for (size_t k = 0; k < paragraph->sentence_count && status == ENT_OK; k++) {
            size_t s = paragraph->first_sentence + k;
            status = add_unit(aligner, document, document->sentences[s].span, s, chinese, err);
        }
    }
    return status;
}

/* ---- links ---- */

/* Align the units that are there; links are added to a list. */
static ent_status link_units(ent_aligner *aligner, ent_link **links, size_t *count,
                             size_t *capacity, ent_error *err) {
    ent_side en = {&aligner->en.units, aligner->en.joins};
    ent_side zh = {&aligner->zh.units, aligner->zh.joins};
    size_t chosen = 0;
    if (en.units->count == 0 || zh.units->count == 0) return ENT_OK;
    ent_status status = ent_candidates_find(&aligner->candidates, aligner->scorer,
                                            aligner->glossary, &en, &zh, err);
    if (status == ENT_OK)
        status = ent_chain(aligner->candidates.pairs, aligner->candidates.count, &aligner->options,
                           &chosen, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)links, capacity, *count + chosen, sizeof **links, err);
    for (size_t i = 0; i < chosen && status == ENT_OK; i++) {
        const ent_pair *pair = &aligner->candidates.pairs[i];
        (*links)[(*count)++] = (ent_link){.en = aligner->en.index[pair->en],
                                          .en_count = pair->en_count,
                                          .zh = aligner->zh.index[pair->zh],
                                          .zh_count = pair->zh_count,
                                          .log_odds = pair->log_odds,
                                          .moved = pair->moved};
    }
    return status;
}

static ent_status link_sentences(ent_aligner *aligner, const ent_document *document,
                                 const ent_link *link, ent_error *err) {
    ent_alignment *alignment = &aligner->alignment;
    clear_sides(aligner);
    ent_status status = add_sentences(aligner, document, link->en, link->en_count, false, err);
    if (status == ENT_OK)
        status = add_sentences(aligner, document, link->zh, link->zh_count, true, err);
    return status == ENT_OK ? link_units(aligner, &alignment->sentences, &alignment->sentence_count,
                                         &aligner->sentence_capacity, err)
                            : status;
}

ent_status ent_align(ent_aligner *aligner, const ent_document *document, const ent_alignment **out,
                     ent_error *err) {
    ent_alignment *alignment = &aligner->alignment;
    alignment->paragraph_count = alignment->sentence_count = 0;
    *out = NULL;
    ent_status status = add_paragraphs(aligner, document, err);
    if (status == ENT_OK)
        status = link_units(aligner, &alignment->paragraphs, &alignment->paragraph_count,
                            &aligner->paragraph_capacity, err);
    for (size_t i = 0; i < alignment->paragraph_count && status == ENT_OK; i++)
        status = link_sentences(aligner, document, &alignment->paragraphs[i], err);
    if (status == ENT_OK) *out = alignment;
    return status;
}
