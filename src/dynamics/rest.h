/* SPDX-License-Identifier: Apache-2.0 */
/* The untouched alters of a ministep: their weight together, the expected statistics over them, and
 * a draw among them. */
#ifndef ENTENTE_DYNAMICS_REST_H
#define ENTENTE_DYNAMICS_REST_H

#include "base/random.h"
#include "dynamics/ego.h"
#include "dynamics/kernel.h"

/* Weights of all alters for the egos of a class, as covariates alone make them. */
typedef struct saom_static_row {
    uint64_t stamp; /* of the coefficients and covariates it was made with; 0 never */
    uint64_t known; /* of the covariates its changes were made with; 0 never */
    uint32_t class; /* of ego */
    double *weight; /* n */
    double *record; /* n × 4 groups: weight, weight × change by lane; NULL where changes are kept */
    double *sum;    /* 4 groups: sums of the records */
    double *prefix; /* n + 1: sums of weights before an alter; NULL where weights do not last */
    double *change; /* lanes × n; NULL where they are not kept */
} saom_static_row;

typedef struct saom_rest_part {
    const saom_dependent *variable;
    const saom_kernel *kernel;
    size_t n_max, n;
    const double *beta;
    size_t statics, alters; /* terms of either sort */
    size_t *static_slot, *alter_slot;
    size_t *lane; /* by static term: its place in a record, 0 where the change is 1 */
    size_t lanes, groups;
    bool by_ego;             /* every actor is a class of its own */
    bool evolving;           /* some row depends on behaviour */
    bool varying;            /* some row depends on the period */
    bool failed;             /* out of memory for a row: what follows is no simulation */
    const saom_group *group; /* whose rows and classes are held */
    size_t period;
    uint32_t *class_of; /* by actor */
    uint32_t *member;   /* by class: an actor of it, while behaviour moves them */
    uint32_t *members;  /* by class: how many */
    saom_static_row *row;
    size_t rows;
    uint64_t stamp, known;
    bool keeps_changes;
    struct saom_rest_memo {
        double x, exp_x;
    } * memo;
    uint32_t *everybody; /* 0 … n − 1 */
    double *factor;      /* by alter: exp Σ β alter(j) */
    double *alter_value; /* alter terms × n */
    double *change;      /* lanes × n, while a row is made */
    double *exponent;    /* rows, while they are mended */
    /* of the ministep */
    const saom_static_row *now;
    double scale;        /* of ego: exp Σ β ego() */
    double *ego_value;   /* by term */
    double *mixed;       /* n: weight × factor */
    const double **part; /* what mixed is summed with: changes by lane, values by alter term */
    double *part_sum;    /* 1 + parts */
    double *sum;         /* 4 groups: Σ factor × record over all, or over the untouched */
    double *alter_total; /* by alter term: Σ mixed × value, likewise */
    bool one_by_one;     /* … over the untouched: the difference would lose digits */
    double total;        /* weight of the untouched */
} saom_rest_part;

ent_status saom_rest_new(saom_rest_part *rest, const ent_saom_model *model, size_t variable,
                         const double *beta, ent_error *err);
void saom_rest_free(saom_rest_part *rest);
/* Coefficients changed: rows are made anew when they are next asked for. */
void saom_rest_stale(saom_rest_part *rest);
ent_status saom_rest_begin(saom_rest_part *rest, const saom_view *view, ent_error *err);
void saom_rest_toggled(saom_rest_part *rest, const saom_view *view, size_t j);
/* Behaviour of actor i changed: rows are mended at i. O(rows). */
void saom_rest_moved(saom_rest_part *rest, const saom_view *view, size_t i);

/* The row of ego, made if need be; NULL when out of memory. */
const saom_static_row *saom_rest_look(saom_rest_part *rest, const saom_ego *ego);
/* Records of the row looked at, where it keeps changes instead: count × 4 groups, of which what no
 * lane has is not written. */
void saom_rest_records(const saom_rest_part *rest, const uint32_t *at, size_t count, double *out);
/* Weight of all alters that ego has not touched. @p held: Σ factor × record over the touched; set
 * to 0 where sums were made of the untouched only. */
double saom_rest_weigh(saom_rest_part *rest, const saom_ego *ego, double *held);
/* Add to @p expected, by term slot, Σ weight × change over the untouched. */
void saom_rest_expect(const saom_rest_part *rest, const saom_ego *ego, const double *held,
                      double *expected);
/* Draw one of the untouched by weight, u uniform on (0, 1), and its changes by term slot. */
size_t saom_rest_draw(const saom_rest_part *rest, const saom_ego *ego, double u, ent_random *random,
                      double *chosen);
/* Add the changes at alter j, by term slot: of static terms, times @p sign; of terms of ego's ties
 * and of degrees, where the tie is absent. */
void saom_rest_changes(const saom_rest_part *rest, size_t j, double sign, double *chosen);
void saom_rest_degrees(const saom_rest_part *rest, size_t j, double *chosen);

/* static_row.c */
ent_status saom_row_new(saom_static_row *row, const saom_rest_part *rest, ent_error *err);
void saom_row_make(const saom_rest_part *rest, const saom_ego *ego, saom_static_row *row);
/* Weight and record of alter j, @p change by lane each @p stride apart. */
void saom_row_set(const saom_rest_part *rest, saom_static_row *row, size_t j, double weight,
                  const double *change, size_t stride);
/* Add @p scale times the record of alter j to @p sum (4 groups). */
void saom_row_add(const saom_rest_part *rest, const saom_static_row *row, size_t j, double scale,
                  double *sum);
/* Changes of the static terms of an ego at alters, by lane, unless @p known, and in @p exponent
 * Σ β × change. */
void saom_row_changes(const saom_rest_part *rest, const saom_ego *ego, const uint32_t *alter,
                      size_t count, double *change, size_t stride, bool known, double *exponent);

#endif
