/* SPDX-License-Identifier: Apache-2.0 */
/* Anderson acceleration. With f_k = G(x_k) − x_k and differences of the last few iterations in the
 * columns of F and of G,
 *
 *   x_{k+1} = G(x_k) − (differences of G) γ,   γ = argmin |f_k − F γ|²,
 *
 * lengths being measured in how well each number is known. Anderson, D. G. (1965), "Iterative
 * procedures for nonlinear integral equations", Journal of the ACM 12(4), 547–560; for EM, with the
 * restarts and the damping: Henderson, N. C. & Varadhan, R. (2019), "Damped Anderson acceleration
 * with restarts and monotonicity control for accelerating EM and EM-like algorithms", Journal of
 * Computational and Graphical Statistics 28(4), 834–846. */
#include "latent/accelerate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Share of the squares' mean added to each: γ stays sensible when differences are alike. */
static const double damping = 1e-6;

ent_status ent_accelerator_new(ent_accelerator *accelerator, size_t size, ent_error *err) {
    double **const parts[] = {&accelerator->from,      &accelerator->plain,
                              &accelerator->weight,    &accelerator->to,
                              &accelerator->residual,  &accelerator->last_residual,
                              &accelerator->last_plain};
    enum { PARTS = sizeof parts / sizeof parts[0] };
    *accelerator = (ent_accelerator){.size = size};
    ent_status status = ent_array_new((void **)&accelerator->block,
                                      (PARTS + 2 * ENT_HISTORY) * size, sizeof(double), err);
    if (status != ENT_OK) return status;
    double *at = accelerator->block;
    for (size_t p = 0; p < PARTS; p++, at += size)
        *parts[p] = at;
    for (size_t h = 0; h < ENT_HISTORY; h++, at += 2 * size) {
        accelerator->residuals[h] = at;
        accelerator->plains[h] = at + size;
    }
    return ENT_OK;
}

void ent_accelerator_free(ent_accelerator *accelerator) {
    free(accelerator->block);
    *accelerator = (ent_accelerator){0};
}

void ent_accelerator_forget(ent_accelerator *accelerator) {
    accelerator->count = 0;
    accelerator->next = 0;
    accelerator->begun = false;
    accelerator->leapt = false;
}

static void remember(ent_accelerator *a) {
    for (size_t i = 0; i < a->size; i++)
        a->residual[i] = a->plain[i] - a->from[i];
    if (a->begun) {
        for (size_t i = 0; i < a->size; i++) {
            a->residuals[a->next][i] = a->residual[i] - a->last_residual[i];
            a->plains[a->next][i] = a->plain[i] - a->last_plain[i];
        }
        a->next = (a->next + 1) % ENT_HISTORY;
        if (a->count < ENT_HISTORY) a->count++;
    }
    memcpy(a->last_residual, a->residual, a->size * sizeof *a->residual);
    memcpy(a->last_plain, a->plain, a->size * sizeof *a->plain);
    a->begun = true;
}

static double product(const ent_accelerator *a, const double *x, const double *y) {
    double sum = 0;
    for (size_t i = 0; i < a->size; i++)
        sum += a->weight[i] * x[i] * y[i];
    return sum;
}

/* γ by Cholesky on the damped normal equations; false where they are singular. */
static bool solve(const ent_accelerator *a, double gamma[ENT_HISTORY]) {
    double l[ENT_HISTORY][ENT_HISTORY] = {{0}};
    double mean = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j <= i; j++)
            l[i][j] = product(a, a->residuals[i], a->residuals[j]);
        mean += l[i][i] / (double)a->count;
        gamma[i] = product(a, a->residuals[i], a->residual);
    }
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = l[i][j] + (i == j ? damping * mean : 0);
            for (size_t k = 0; k < j; k++)
                sum -= l[i][k] * l[j][k];
            if (i == j && !(sum > 0)) return false;
            l[i][j] = i == j ? sqrt(sum) : sum / l[j][j];
        }
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < i; k++)
            gamma[i] -= l[i][k] * gamma[k];
        gamma[i] /= l[i][i];
    }
    for (size_t i = a->count; i-- > 0;) {
        for (size_t k = i + 1; k < a->count; k++)
            gamma[i] -= l[k][i] * gamma[k];
        gamma[i] /= l[i][i];
    }
    return true;
}

void ent_accelerator_leap(ent_accelerator *accelerator) {
    double gamma[ENT_HISTORY] = {0};
    remember(accelerator);
    memcpy(accelerator->to, accelerator->plain, accelerator->size * sizeof *accelerator->to);
    accelerator->leapt = accelerator->count > 0 && solve(accelerator, gamma);
    if (!accelerator->leapt) return;
    for (size_t h = 0; h < accelerator->count; h++)
        for (size_t i = 0; i < accelerator->size; i++)
            accelerator->to[i] -= gamma[h] * accelerator->plains[h][i];
}
