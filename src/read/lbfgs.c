/* SPDX-License-Identifier: Apache-2.0 */
/* L-BFGS (Nocedal 1980; Nocedal & Wright 2006, algorithm 7.5): the search direction is −H g, where
 * H is built from the last M steps s and changes of gradient y by two loops; steps are halved until
 * f falls by 1e-4 of what its slope promises (Armijo). A pair with s·y ≤ 0 is not kept. */
#include "read/lbfgs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { MEMORY = 6, HALVINGS = 30 };

struct search {
    size_t count;
    double *block;
    double *gradient, *trial, *trial_gradient, *direction;
    double *s[MEMORY], *y[MEMORY];
    double rho[MEMORY];
    unsigned kept; /* pairs ever kept; the newest is kept − 1, modulo MEMORY */
};

static double dot(const double *a, const double *b, size_t count) {
    double sum[4] = {0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += a[i + k] * b[i + k];
    for (; i < count; i++)
        sum[0] += a[i] * b[i];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

static void axpy(double scale, const double *x, double *y, size_t count) {
    for (size_t i = 0; i < count; i++)
        y[i] += scale * x[i];
}

static ent_status search_new(struct search *search, size_t count, ent_error *err) {
    void *block = NULL;
    ent_status status = ent_array_new(&block, count * (4 + 2 * MEMORY), sizeof(double), err);
    if (status != ENT_OK) return status;
    search->count = count;
    search->block = block;
    search->gradient = search->block;
    search->trial = search->block + count;
    search->trial_gradient = search->block + 2 * count;
    search->direction = search->block + 3 * count;
    for (size_t k = 0; k < MEMORY; k++) {
        search->s[k] = search->block + (4 + k) * count;
        search->y[k] = search->block + (4 + MEMORY + k) * count;
    }
    search->kept = 0;
    return ENT_OK;
}

static void set_direction(struct search *search) {
    size_t n = search->count;
    double alpha[MEMORY];
    double *d = search->direction;
    unsigned pairs = search->kept < MEMORY ? search->kept : MEMORY;
    for (size_t i = 0; i < n; i++)
        d[i] = -search->gradient[i];
    for (unsigned p = 1; p <= pairs; p++) {
        unsigned k = (search->kept - p) % MEMORY;
        alpha[k] = search->rho[k] * dot(search->s[k], d, n);
        axpy(-alpha[k], search->y[k], d, n);
    }
    if (pairs > 0) {
        unsigned k = (search->kept - 1) % MEMORY;
        double scale = 1 / (search->rho[k] * dot(search->y[k], search->y[k], n));
        for (size_t i = 0; i < n; i++)
            d[i] *= scale;
    }
    for (unsigned p = pairs; p >= 1; p--) {
        unsigned k = (search->kept - p) % MEMORY;
        double beta = search->rho[k] * dot(search->y[k], d, n);
        axpy(alpha[k] - beta, search->s[k], d, n);
    }
}

static void keep_pair(struct search *search, const double *x) {
    unsigned k = search->kept % MEMORY;
    for (size_t i = 0; i < search->count; i++) {
        search->s[k][i] = search->trial[i] - x[i];
        search->y[k][i] = search->trial_gradient[i] - search->gradient[i];
    }
    double product = dot(search->s[k], search->y[k], search->count);
    if (!(product > 1e-300)) return;
    search->rho[k] = 1 / product;
    search->kept++;
}

static double largest(const double *x, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++)
        if (fabs(x[i]) > most) most = fabs(x[i]);
    return most;
}

/* One step along the direction; false when none makes f smaller. */
static bool step(struct search *search, ent_lbfgs_fn function, void *context, double *x,
                 double *value) {
    size_t n = search->count;
    double slope = dot(search->direction, search->gradient, n);
    double length =
        search->kept == 0 ? 1 / sqrt(dot(search->gradient, search->gradient, n) + 1e-300) : 1;
    if (!(slope < 0)) return false;
    for (int k = 0; k < HALVINGS; k++, length /= 2) {
        for (size_t i = 0; i < n; i++)
            search->trial[i] = x[i] + length * search->direction[i];
        double next = function(context, search->trial, search->trial_gradient);
        if (!(next <= *value + 1e-4 * length * slope)) continue;
        keep_pair(search, x);
        memcpy(x, search->trial, n * sizeof *x);
        memcpy(search->gradient, search->trial_gradient, n * sizeof *x);
        *value = next;
        return true;
    }
    return false;
}

ent_status ent_lbfgs(ent_lbfgs_fn function, void *context, double *x, size_t count,
                     unsigned iterations, double tolerance, ent_lbfgs_result *result,
                     ent_error *err) {
    struct search search = {0};
    ent_status status = search_new(&search, count, err);
    if (status != ENT_OK) return status;
    result->value = function(context, x, search.gradient);
    result->iterations = 0;
    while (result->iterations < iterations && largest(search.gradient, count) > tolerance) {
        set_direction(&search);
        if (!step(&search, function, context, x, &result->value)) break;
        result->iterations++;
    }
    result->gradient = largest(search.gradient, count);
    free(search.block);
    return ENT_OK;
}
