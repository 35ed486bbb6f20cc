/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps from page to candidates share: a sentence with what is found in it, the part of it
 * that makes one claim, and the scratch of a reader. */
#ifndef ENTENTE_READ_FINDING_H
#define ENTENTE_READ_FINDING_H

#include "base/array.h"
#include "entente/attribution.h"
#include "entente/finding.h"

enum {
    ENT_FINDING_MENTIONS = 64,      /* of a sentence */
    ENT_FINDING_TOKENS = 512,       /* of a sentence */
    ENT_FINDING_ATTRIBUTIONS = 256, /* of a paragraph */
    ENT_FINDING_CUES = 32,          /* of a sentence: modality, dates, amounts each */
    ENT_FINDING_UNITS = 16          /* of a sentence */
};

/* A sentence, its mentions in order and apart, pronouns among them. */
typedef struct ent_finding_sentence {
    const ent_document *document;
    size_t index;
    ent_text_span span;
    ent_mention mentions[ENT_FINDING_MENTIONS];
    size_t mention_count;
    ent_token tokens[ENT_FINDING_TOKENS];
    size_t token_count;
    ent_actor pair[2];                   /* in discussion in the paragraph; 0 for none */
    const ent_attribution *attributions; /* the paragraph's */
    size_t attribution_count;
    ent_modality_cue modality[ENT_FINDING_CUES];
    size_t modality_count;
    ent_when when[ENT_FINDING_CUES];
    size_t when_count;
    ent_amount amounts[ENT_FINDING_CUES];
    size_t amount_count;
} ent_finding_sentence;

/* Words that make one claim, and the mentions in them. */
typedef struct ent_finding_unit {
    ent_text_span span;
    size_t first, last; /* mentions, the last one not included */
    size_t actors;      /* different ones */
} ent_finding_unit;

/* Cut a sentence into units of at least two actors, or of one with the pair in discussion: what a
 * source says, clauses. Writes at most ENT_FINDING_UNITS and returns how many. O(tokens ·
 * mentions).
 */
size_t ent_finding_units(const ent_finding_sentence *sentence, ent_finding_unit *units);
/* How many different actors and blocs are among mentions first … last − 1. */
size_t ent_finding_count_actors(const ent_mention *mentions, size_t first, size_t last);

/* Spans of the two sides for the classifier, and the sides. */
typedef struct ent_finding_sides {
    ent_finding_actor source[ENT_FINDING_ACTORS], target[ENT_FINDING_ACTORS];
    size_t source_count, target_count;
    ent_text_span source_mark, target_mark; /* empty: not named */
    bool directed;
} ent_finding_sides;

/* Who acts on whom in a unit; false when there are no two sides. O(length + mentions²). */
bool ent_finding_find_sides(const ent_reader_model *model, const ent_finding_sentence *sentence,
                            const ent_finding_unit *unit, ent_finding_sides *sides);

/* Make who gives the source of a transfer, where the words say "from". */
void ent_finding_turn_to_supplier(const ent_document *document, ent_finding *finding);

/* Fill in how the unit is meant, who says so, when and how much. */
void ent_finding_circumstances(const ent_finding_sentence *sentence, const ent_finding_unit *unit,
                               const ent_finding_sides *sides, ent_finding *finding);

/* Candidates while they are made. */
typedef struct ent_finding_list {
    ent_finding *list;
    size_t count, capacity;
    size_t
        *index; /* scratch of ent_finding_merge(): links by sentence, then findings by identity */
    size_t index_capacity;
} ent_finding_list;

/* Make a statement and its translation one candidate, give each its identity, and make repetitions
 * one. Errors: MEMORY. O(candidates + sentences). */
ent_status ent_finding_merge(ent_finding_list *findings, const ent_document *document,
                             const ent_alignment *alignment, ent_error *err);
/* Make what has the same identity one. Errors: MEMORY. */
uint64_t ent_finding_identity(const ent_document *document, const ent_finding *finding);

struct ent_reader {
    ent_reader_tables tables;
    ent_aligner *aligner; /* made when first needed */
    ent_finding_list found;
    ent_findings findings;
    ent_finding_sentence sentence;
    ent_attribution attributions[ENT_FINDING_ATTRIBUTIONS];
    ent_topic topic;
    ent_text line;
};

#endif
