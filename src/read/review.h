/* SPDX-License-Identifier: Apache-2.0 */
/* A list of candidates under review: what was decided on each, with edits, so far. */
#ifndef ENTENTE_READ_REVIEW_H
#define ENTENTE_READ_REVIEW_H

#include <jansson.h>

#include "base/array.h"
#include "entente/confirm.h"

typedef struct ent_review ent_review;

/* Candidates of a file of JSON lines; @p decided is the file of those decided on before, whose
 * lines must be candidates of the first (it need not exist). The same candidate twice counts once.
 * Errors: IO, FORMAT, LIMIT, MEMORY. */
ent_status ent_review_open(ent_review **out, const ent_actors *actors, const char *path,
                           const char *decided, ent_error *err);
void ent_review_free(ent_review *review);

size_t ent_review_count(const ent_review *review);
/* How many have the decision. */
size_t ent_review_decided(const ent_review *review, ent_claim_decision decision);
/* The first without a decision at @p from or after it; the count if there is none. */
size_t ent_review_next(const ent_review *review, size_t from);
/* The last with a decision before @p from; the count if there is none. */
size_t ent_review_last(const ent_review *review, size_t from);
/* A candidate as edited so far. */
const json_t *ent_review_candidate(const ent_review *review, size_t index);
/* Whether it was edited. */
bool ent_review_changed(const ent_review *review, size_t index);

/* Decide: ACCEPTED becomes EDITED if the candidate was changed. Errors: FORMAT (what is accepted
 * has no kind but none), MEMORY. */
ent_status ent_review_decide(ent_review *review, size_t index, ent_claim_decision decision,
                             const char *reviewer, ent_date today, ent_error *err);
/* Back to the candidate as it was read, without a decision. Errors: MEMORY. */
ent_status ent_review_reset(ent_review *review, size_t index, ent_error *err);

/* What can be edited. */
typedef enum ent_review_field {
    ENT_REVIEW_KIND,     /* a kind */
    ENT_REVIEW_SOURCE,   /* states by name or code, or blocs by word, separated by commas */
    ENT_REVIEW_TARGET,   /* the same */
    ENT_REVIEW_DIRECTED, /* "yes" or "no" */
    ENT_REVIEW_MODALITY, /* "asserted" … */
    ENT_REVIEW_DATE,     /* "2018-09", "2018-09-01/2018-09-17", "none" */
    ENT_REVIEW_FIELDS
} ent_review_field;

/* Errors: FORMAT (what was expected; the candidate is left as it was), MEMORY. */
ent_status ent_review_edit(ent_review *review, size_t index, ent_review_field field,
                           const char *text, ent_error *err);
/* The value of a field as it would be typed. */
ent_status ent_review_value(const ent_review *review, size_t index, ent_review_field field,
                            ent_text *out, ent_error *err);

/* Those decided on, a line each, in the order of the candidates. */
ent_status ent_review_lines(const ent_review *review, ent_text *out, ent_error *err);

/* ---- review_edit.c ---- */

/* The edit on a candidate's object. */
ent_status ent_candidate_edit(json_t *candidate, const ent_actors *actors, ent_review_field field,
                              const char *text, ent_error *err);
ent_status ent_candidate_value(const json_t *candidate, ent_review_field field, ent_text *out,
                               ent_error *err);

#endif
