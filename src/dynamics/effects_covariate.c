/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of monadic covariates v (behaviour counts as one) and of dyadic covariates w on ties.
 * Covariates are centred; similarity is 1 − |v_i − v_j| / range, less its mean.
 *
 * Snijders, T. A. B. 2001, "The statistical evaluation of social network dynamics", Sociological
 * Methodology 31, 361–395; Snijders, T. A. B. & Lomi, A. 2019, "Beyond homophily: incorporating
 * actor variables in statistical network models", Network Science 7, 1–19. */
#include <math.h>

#include "dynamics/effect.h"

static void ego_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                  double *out) {
    (void)alter;
    double own = saom_values(ego->view, term)[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own;
}

static void alt_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                  double *out) {
    const double *v = saom_values(ego->view, term);
    for (size_t k = 0; k < count; k++)
        out[k] = v[alter[k]];
}

static void sim_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                  double *out) {
    const saom_attribute *own = saom_attribute_of(ego->view, term->covariate);
    const double *v = saom_values(ego->view, term);
    double at = v[ego->i];
    double scale = 1 / own->range;
    double base = 1 - own->sim_mean;
    for (size_t k = 0; k < count; k++)
        out[k] = base - fabs(at - v[alter[k]]) * scale;
}

static void same_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = !(fabs(v[alter[k]] - own) > 0); /* no branch: which are alike is hard to foresee */
}

static void ego_alt_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own * v[alter[k]];
}

static void dyad_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    const double *w = saom_dyads(ego->view, term, ego->i);
    for (size_t k = 0; k < count; k++)
        out[k] = w[alter[k]];
}

const saom_effect_def saom_effects_covariate[] = {
    {.name = "egoX",
     .label = "covariate of ego",
     .formula = "v_i Σ_j x_ij",
     .citation = "Snijders 2001",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_EGO,
     .change = ego_x},
    {.name = "altX",
     .label = "covariate of alter",
     .formula = "Σ_j x_ij v_j",
     .citation = "Snijders 2001",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = alt_x},
    {.name = "simX",
     .label = "similarity in covariate",
     .formula = "Σ_j x_ij (sim_ij − mean sim)",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = sim_x},
    {.name = "sameX",
     .label = "same value of covariate",
     .formula = "Σ_j x_ij 1{v_i = v_j}",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = same_x},
    {.name = "egoXaltX",
     .label = "product of ego's and alter's covariate",
     .formula = "v_i Σ_j x_ij v_j",
     .citation = "Snijders & Lomi 2019",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = ego_alt_x},
    {.name = "X",
     .label = "dyadic covariate",
     .formula = "Σ_j x_ij w_ij",
     .citation = "Snijders 2001",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = dyad_x},
    {.name = NULL}};
