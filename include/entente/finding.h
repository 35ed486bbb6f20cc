/* SPDX-License-Identifier: Apache-2.0 */
/** @file finding.h
 * Candidate evidence: who, says a page, did what to (or with) whom, when, how much, in which words.
 * A finding is what somebody claims; whether it is so is for a person to decide.
 */
#ifndef ENTENTE_FINDING_H
#define ENTENTE_FINDING_H

#include "entente/align.h"
#include "entente/amount.h"
#include "entente/mention.h"
#include "entente/modality.h"
#include "entente/reader_model.h"
#include "entente/when.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most of each that a candidate holds; what is beyond is left out. */
enum {
    ENT_FINDING_ACTORS = 6,
    ENT_FINDING_QUOTES = 8,
    ENT_FINDING_VOICES = 5,
    ENT_FINDING_AMOUNTS = 6
};

/** A party to what is claimed. */
typedef struct ent_finding_actor {
    ent_actor actor;    /**< 0 for a bloc */
    int bloc;           /**< 0 for a state */
    ent_text_span span; /**< empty: not named in the quote, inferred */
    ent_mention_kind kind;
    bool inferred;
} ent_finding_actor;

/** Words of the page that make the claim. */
typedef struct ent_finding_quote {
    ent_text_span span;
    size_t sentence; /**< index into the document's sentences */
} ent_finding_quote;

/** Who says so. Values are stable. */
typedef enum ent_voice_kind {
    ENT_VOICE_AUTHOR,
    ENT_VOICE_COMMENTER, /**< the reader whose comment the quote is in */
    ENT_VOICE_NAMED,     /**< somebody the page names */
} ent_voice_kind;

typedef struct ent_finding_voice {
    ent_voice_kind kind;
    ent_text_span source, cue; /**< empty where not stated */
} ent_finding_voice;

typedef struct ent_finding {
    uint64_t id; /**< the same for the same claim in the same words, whatever the page */
    ent_finding_quote
        quotes[ENT_FINDING_QUOTES]; /**< in more than one: translations, repetitions */
    size_t quote_count;
    ent_finding_actor source[ENT_FINDING_ACTORS], target[ENT_FINDING_ACTORS];
    size_t source_count, target_count; /**< at least 1 each */
    bool directed;                     /**< false: both sides alike */
    float subject[ENT_SUBJECTS];       /**< probabilities, none included; their sum is 1 */
    float root[ENT_ROOTS];             /**< probabilities; with no_event their sum is 1 */
    float no_event;
    const char *cameo; /**< code of the likeliest root; static text */
    ent_modality modality;
    ent_finding_voice voices[ENT_FINDING_VOICES]; /**< outermost first: the author or a commenter */
    size_t voice_count;
    bool dated;
    ent_when when; /**< if dated */
    ent_amount amounts[ENT_FINDING_AMOUNTS];
    size_t amount_count;
} ent_finding;

/** Candidates of a page, by where their first quote begins. */
typedef struct ent_findings {
    const ent_finding *list;
    size_t count;
    size_t
        left_out;   /**< sentences about two actors that most likely tell of nothing between them */
    size_t foreign; /**< paragraphs in a third language, not read */
} ent_findings;

/** What a reader needs; all of it read-only, shared by threads, and outliving the reader. */
typedef struct ent_reader_tables {
    const ent_actors *actors;
    const ent_namer *namer;
    const ent_lexicon *lexicon;
    const ent_reader_model *model;
} ent_reader_tables;

typedef struct ent_read_options {
    bool all;       /**< keep what most likely tells of nothing */
    double nothing; /**< P(no kind) above which a candidate is left out */
} ent_read_options;
ent_read_options ent_read_defaults(void);

/** Scratch for reading. A thread needs its own. */
typedef struct ent_reader ent_reader;

/** Errors: MEMORY. */
ent_status ent_reader_new(ent_reader **out, const ent_reader_tables *tables, ent_error *err);
void ent_reader_free(ent_reader *reader);
/** The candidates of a document: one for each clause and pair or group of actors. They belong to
 * the reader until its next call. Errors: MEMORY. O(bytes); memory O(sentences of the longest
 * document). */
ent_status ent_read(ent_reader *reader, const ent_document *document,
                    const ent_read_options *options, const ent_findings **findings, ent_error *err);
/** A candidate as one line of JSON, without the line's end (docs/read.md). The text belongs to the
 * reader until its next call. Errors: MEMORY. O(length). */
ent_status ent_finding_json(ent_reader *reader, const ent_document *document,
                            const ent_finding *finding, const char **text, size_t *length,
                            ent_error *err);

/** The likeliest kinds, best first; returns how many there are: ENT_SUBJECTS. */
size_t ent_finding_subjects(const ent_finding *finding, ent_ranked ranked[ENT_CLASSES]);
/** The likeliest roots, best first; class ENT_ROOTS is no event. Returns ENT_ROOTS + 1. */
size_t ent_finding_roots(const ent_finding *finding, ent_ranked ranked[ENT_CLASSES]);
/** "state", "demonym", "bloc", … */
const char *ent_mention_kind_name(ent_mention_kind kind);
/** "day", "month", … */
const char *ent_precision_name(ent_precision precision);

#ifdef __cplusplus
}
#endif
#endif
