/* SPDX-License-Identifier: Apache-2.0 */
/* Multinomial logistic regression on sparse rows. */
#ifndef ENTENTE_READ_LOGIT_H
#define ENTENTE_READ_LOGIT_H

#include "entente/base.h"

/* Examples as rows of a sparse matrix. */
typedef struct ent_sparse {
    size_t count;          /* examples */
    size_t columns;        /* features */
    const size_t *start;   /* count + 1 */
    const uint32_t *index; /* features of example e: start[e] … start[e + 1] − 1; may repeat */
    const float *value;
} ent_sparse;

typedef struct ent_logit {
    const ent_sparse *rows;
    const int *label;    /* of an example; negative: not used */
    const float *weight; /* of an example */
    size_t classes;      /* at most ENT_LOGIT_CLASSES */
    double penalty;
    const double *offset; /* scores to begin with, count × classes; NULL: 0 */
} ent_logit;
enum { ENT_LOGIT_CLASSES = 16 };

/* λ/2 ‖W‖² − Σ weight · log P(label | x) and its gradient; @p w: columns × classes. */
double ent_logit_loss(const ent_logit *logit, const double *w, double *gradient);
/* Fit, from 0; @p w: columns × classes. Errors: MEMORY. */
ent_status ent_logit_fit(const ent_logit *logit, unsigned iterations, double *w, ent_error *err);
/* Scores of example @p e: classes. */
void ent_logit_scores(const ent_logit *logit, const double *w, size_t e, double *scores);
/* exp(score) / Σ exp(score), in place; returns log Σ exp. */
double ent_softmax(double *scores, size_t classes);
/* The T > 0 that makes softmax(score / T) likeliest, by golden section on log T within [−3, 3];
 * @p scores: count × classes, label negative: left out. */
double ent_temperature(const double *scores, const int *label, size_t count, size_t classes);

#endif
