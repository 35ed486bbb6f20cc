/* SPDX-License-Identifier: Apache-2.0 */
/** @file claim.h
 * Claims: what a page says of states or blocs, confirmed by a person. They lie in the store beside
 * the evidence of store.h and are never read with it: no panel, measure or estimate sees them.
 */
#ifndef ENTENTE_CLAIM_H
#define ENTENTE_CLAIM_H

#include "entente/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The source that claims are listed under. No import may have this name. */
#define ENT_CLAIM_SOURCE "claims"

/** A state, or a bloc, which is nobody's state. */
typedef struct ent_claim_actor {
    ent_actor actor;  /**< 0 for a bloc */
    const char *bloc; /**< its word; "" for a state */
    bool target;      /**< on the side of those acted on; of no meaning when undirected */
} ent_claim_actor;

/** Words of the page. A statement and its translation are two quotes of one candidate. */
typedef struct ent_claim_quote {
    const char *text;
    int64_t begin, end;   /**< bytes of the document's decoded text */
    const char *language; /**< "en", "zh" */
    const char *part;     /**< "title", "byline", "body", "comment" */
    int comment;          /**< number of the reader's comment; 0 outside comments */
} ent_claim_quote;

/** Who says so, one link of the chain. */
typedef struct ent_claim_speaker {
    const char *kind;   /**< "author", "commenter", "named" */
    const char *source; /**< the name */
    const char *cue;    /**< "emphasized"; may be "" */
} ent_claim_speaker;

typedef struct ent_claim_amount {
    double value;
    const char *unit, *text;
} ent_claim_amount;

typedef struct ent_claim_page {
    const char *id, *title, *url; /**< "" where not known */
    ent_date date;                /**< {0}: not known */
} ent_claim_page;

typedef enum ent_claim_decision {
    ENT_CLAIM_ACCEPTED,
    ENT_CLAIM_EDITED, /**< accepted with changes */
    ENT_CLAIM_REJECTED
} ent_claim_decision;
/** "accepted", "edited", "rejected". */
const char *ent_claim_decision_name(ent_claim_decision decision);
bool ent_claim_decision_from_name(const char *name, ent_claim_decision *decision);

/** One candidate of one page with a person's decision. */
typedef struct ent_claim_review {
    const char *ref; /**< the candidate's id */
    ent_claim_page page;
    ent_claim_decision decision;
    const char *reviewer;
    ent_date reviewed;
    const char *when; /**< words that date it, "" if none */
    bool inferred;    /**< an actor stands for a pronoun or the like */
    const ent_claim_quote *quotes;
    size_t quote_count;
    const ent_claim_speaker *speakers; /**< outermost first */
    size_t speaker_count;
    const ent_claim_amount *amounts;
    size_t amount_count;
    const char *line; /**< the whole candidate as JSON: what learning and export read */
} ent_claim_review;

/** What is claimed, by one page or several. */
typedef struct ent_claim_record {
    int64_t id;            /**< set when read */
    const char *kind;      /**< of evidence, or "threat", "trust", "interest" */
    ent_date first, last;  /**< {0}: no date */
    const char *precision; /**< "day", "month", "year", "decade", "vague"; "" without a date */
    bool directed;
    const char *modality; /**< "asserted", "denied", "expected", "hypothetical", "asked" */
    const ent_claim_actor *actors;
    size_t actor_count;
    const ent_claim_review *reviews; /**< set when read: the pages that make it, in the order in
                                          which they were accepted */
    size_t review_count;
} ent_claim_record;

/* ---- Writing: one session is one transaction ---- */

typedef struct ent_claim_session ent_claim_session;

/** What a session did so far. */
typedef struct ent_claim_counts {
    size_t accepted, rejected; /**< reviews written */
    size_t unchanged;          /**< reviews the store already held as they are */
    int64_t claims, added;     /**< claims in the store, and those that were not there before; set
                                    by ent_claims_commit() */
} ent_claim_counts;

/** Begin. Errors: USAGE (the store imports), BUSY, STORE, IO, MEMORY. */
ent_status ent_claims_begin(ent_claim_session **out, ent_store *store, ent_error *err);
/** Write a review, in place of an earlier one of the same candidate of the same page. An accepted
 * one is of @p claim: that of the store with the same kind, modality, direction, actors and dates
 * (without a date: and the same candidate's id) if there is one, else a new one. @p claim is NULL
 * for a rejected one. O(log reviews). */
ent_status ent_claims_put(ent_claim_session *session, const ent_claim_record *claim,
                          const ent_claim_review *review, ent_error *err);
/** Make it visible. Frees the session whatever the result. @p counts may be NULL. */
ent_status ent_claims_commit(ent_claim_session *session, ent_claim_counts *counts, ent_error *err);
/** Undo everything. Frees the session. NULL is fine. */
void ent_claims_rollback(ent_claim_session *session);

/* ---- Reading ---- */

/** Claims with all their strings. */
typedef struct ent_claims ent_claims;
struct ent_claims {
    ent_claim_record *list;
    size_t count;
    struct ent_claim_memory *memory; /**< under the strings and lists */
};

/** Claims in which an actor of @p a and one of @p b take part, by date and number, those without
 * date last; of years year1…year2 or without a date. NULL @p a: all. */
ent_status ent_store_claims(ent_claims *out, ent_store *store, const ent_actor_ref *a,
                            const ent_actor_ref *b, int year1, int year2, ent_error *err);
void ent_claims_free(ent_claims *claims);

typedef ent_status (*ent_claim_line_fn)(void *context, const char *line, ent_error *err);
/** Every review as the JSON line it came as, rejected ones included, in the order in which they
 * came. */
ent_status ent_store_claim_lines(ent_store *store, ent_claim_line_fn fn, void *context,
                                 ent_error *err);
typedef ent_status (*ent_claim_page_fn)(void *context, const ent_claim_page *page, ent_error *err);
/** Pages that make claims, in the order in which they came. */
ent_status ent_store_claim_pages(ent_store *store, ent_claim_page_fn fn, void *context,
                                 ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
