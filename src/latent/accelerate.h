/* SPDX-License-Identifier: Apache-2.0 */
/* Acceleration of a fixed-point iteration. */
#ifndef ENTENTE_LATENT_ACCELERATE_H
#define ENTENTE_LATENT_ACCELERATE_H

#include "entente/base.h"

enum { ENT_HISTORY = 8 };

/* The caller fills from, plain (what the iteration makes of from) and weight, then leaps. */
typedef struct ent_accelerator {
    size_t size, count, next; /* numbers; kept differences; where the next goes */
    double *from, *plain, *weight, *to;
    double *residual, *last_residual, *last_plain;
    double *residuals[ENT_HISTORY], *plains[ENT_HISTORY]; /* differences */
    bool begun, leapt;
    double *block; /* owns all of them */
} ent_accelerator;

ent_status ent_accelerator_new(ent_accelerator *accelerator, size_t size, ent_error *err);
void ent_accelerator_free(ent_accelerator *accelerator);
void ent_accelerator_forget(ent_accelerator *accelerator);
/* Where to go from here: in accelerator->to. */
void ent_accelerator_leap(ent_accelerator *accelerator);

#endif
