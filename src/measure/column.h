/* SPDX-License-Identifier: Apache-2.0 */
/* The registry of columns: families compute several columns of a year at once. */
#ifndef ENTENTE_MEASURE_COLUMN_H
#define ENTENTE_MEASURE_COLUMN_H

#include "entente/measure.h"

enum { ENT_FAMILY_MAX = 12 };

/* What a family is asked for: out[k] receives its k-th column, or is NULL. */
typedef struct ent_request {
    const ent_slice *slice;
    ent_unit unit;
    const ent_pairs *pairs; /* NULL for states */
    double *out[ENT_FAMILY_MAX];
} ent_request;

typedef struct ent_family {
    const ent_column *columns;
    size_t count;
    ent_status (*compute)(const ent_request *request, ent_error *err);
} ent_family;

/* Families of a unit, in the order of a default panel (column_dyad.c, column_state.c). */
size_t ent_dyad_families(const ent_family *const **families);
size_t ent_state_families(const ent_family *const **families);

/* CINC of the slice's actors (n values), by the material capabilities of all actors listed. */
ent_status ent_slice_cinc(const ent_slice *slice, double *cinc, ent_error *err);
/* Value of one of the six components for each of the slice's actors. */
void ent_slice_capability(const ent_slice *slice, ent_capability component, double *out);

#endif
