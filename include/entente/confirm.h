/* SPDX-License-Identifier: Apache-2.0 */
/** @file confirm.h
 * Candidates that a person has decided on, from JSON lines into the store (docs/accept.md). A
 * program finds and quotes; a person confirms.
 */
#ifndef ENTENTE_CONFIRM_H
#define ENTENTE_CONFIRM_H

#include "entente/actor.h"
#include "entente/claim.h"
#include "entente/reader_model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Longest line that is read, bytes. */
#define ENT_CONFIRM_LINE (16 * 1024 * 1024)

typedef struct ent_confirm_options {
    bool all;             /**< lines without a decision are accepted */
    const char *reviewer; /**< of lines that name none; NULL: each must name one */
    ent_date today;       /**< date of reviews that have none */
} ent_confirm_options;

/** A candidate's line, read and checked. Strings live until it is freed. */
typedef struct ent_confirmation {
    bool decided;            /**< false: nobody decided on it, and all below is empty */
    ent_claim_record claim;  /**< kind: the first that is not "none"; "" if there is no other */
    ent_claim_review review; /**< with the line as it is kept: with decision, reviewer and date */
    struct ent_confirmation_memory *memory;
} ent_confirmation;

/** Read a line. @p where ("FILE:LINE") begins messages. Errors: FORMAT (says what was expected and
 * found), MEMORY. O(size). */
ent_status ent_confirmation_read(ent_confirmation *out, const ent_actors *actors, const char *where,
                                 const char *line, size_t size, const ent_confirm_options *options,
                                 ent_error *err);
void ent_confirmation_free(ent_confirmation *confirmation);

typedef struct ent_confirm_counts {
    size_t accepted, edited, rejected, undecided;
} ent_confirm_counts;

/** Read all lines of a file (@p data NULL; gzip or not) or of memory, and put those decided on
 * into a session (NULL: only check). Adds to @p counts. The caller commits, or rolls back after an
 * error. Errors: FORMAT, LIMIT (a line of more than ENT_CONFIRM_LINE bytes), IO, and those of
 * ent_claims_put(). */
ent_status ent_confirm_file(ent_claim_session *session, const ent_actors *actors, const char *path,
                            const void *data, size_t size, const ent_confirm_options *options,
                            ent_confirm_counts *counts, ent_error *err);

/** What there was to learn from. */
typedef struct ent_confirm_learnt {
    size_t accepted; /**< examples of their kind, edited ones included */
    size_t rejected; /**< examples of none */
    size_t left_out; /**< decided on, but without both actors marked in a quote, or of a kind that
                          the model has no class for */
} ent_confirm_learnt;

/** Adapt a model to the decided candidates of files of JSON lines: what was accepted is an example
 * of its kind, what was rejected of none. Adds to @p learnt. Errors: those of ent_confirm_file()
 * and ent_reader_adapt(); FORMAT: nothing to learn from. */
ent_status ent_confirm_learn(ent_reader_model *model, const ent_actors *actors,
                             const char *const *paths, size_t count,
                             const ent_reader_train_options *options, ent_confirm_learnt *learnt,
                             ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
