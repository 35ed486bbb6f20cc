/* SPDX-License-Identifier: Apache-2.0 */
/* More effects of monadic covariates v (behaviour counts as one) on ties: differences, squares and
 * those of reciprocated ties. Covariates are centred.
 *
 * Snijders, T. A. B. & Lomi, A. 2019, "Beyond homophily: incorporating actor variables in
 * statistical network models", Network Science 7, 1–19; names as in Ripley et al., Manual for
 * Siena. */
#include <math.h>

#include "dynamics/effect.h"

static void diff_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = v[alter[k]] - own;
}

static void abs_diff_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                       size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = fabs(v[alter[k]] - own);
}

static void diff_sq_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = (v[alter[k]] - own) * (v[alter[k]] - own);
}

static void higher(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own > v[alter[k]] ? 1 : (own < v[alter[k]] ? 0 : 0.5);
}

static void ego_sq_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    (void)alter;
    double own = saom_values(ego->view, term)[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own * own;
}

static void alt_sq_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    for (size_t k = 0; k < count; k++)
        out[k] = v[alter[k]] * v[alter[k]];
}

static void ego_plus_alt_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own + v[alter[k]];
}

static void ego_plus_alt_sq_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                              size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i] * v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own + v[alter[k]] * v[alter[k]];
}

static void ego_diff_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                       size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = own * (v[alter[k]] - own);
}

static void unequal_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    double own = v[ego->i];
    for (size_t k = 0; k < count; k++)
        out[k] = fabs(v[alter[k]] - own) > 0;
}

static void sim_recip_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count, double *out) {
    const saom_attribute *own = saom_attribute_of(ego->view, term->covariate);
    const double *v = saom_values(ego->view, term);
    double base = 1 - own->sim_mean;
    for (size_t k = 0; k < count; k++)
        out[k] =
            saom_tied_back(ego, alter[k]) * (base - fabs(v[ego->i] - v[alter[k]]) / own->range);
}

static void same_recip_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    for (size_t k = 0; k < count; k++)
        out[k] = saom_tied_back(ego, alter[k]) * !(fabs(v[ego->i] - v[alter[k]]) > 0);
}

static void ego_alt_recip_x(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                            size_t count, double *out) {
    const double *v = saom_values(ego->view, term);
    for (size_t k = 0; k < count; k++)
        out[k] = saom_tied_back(ego, alter[k]) * v[ego->i] * v[alter[k]];
}

const saom_effect_def saom_effects_attribute[] = {
    {.name = "diffX",
     .label = "covariate of alter less that of ego",
     .formula = "Σ_j x_ij (v_j − v_i)",
     .citation = "Snijders & Lomi 2019",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = diff_x},
    {.name = "absDiffX",
     .label = "absolute difference in covariate",
     .formula = "Σ_j x_ij |v_j − v_i|",
     .citation = "Snijders & Lomi 2019",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = abs_diff_x},
    {.name = "diffSqX",
     .label = "squared difference in covariate",
     .formula = "Σ_j x_ij (v_j − v_i)²",
     .citation = "Snijders & Lomi 2019",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = diff_sq_x},
    {.name = "higher",
     .label = "covariate of ego higher than that of alter",
     .formula = "Σ_j x_ij (1{v_i > v_j} + 1{v_i = v_j} / 2)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = higher},
    {.name = "egoSqX",
     .label = "squared covariate of ego",
     .formula = "v_i² Σ_j x_ij",
     .citation = "Snijders & Lomi 2019",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_EGO,
     .change = ego_sq_x},
    {.name = "altSqX",
     .label = "squared covariate of alter",
     .formula = "Σ_j x_ij v_j²",
     .citation = "Snijders & Lomi 2019",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = alt_sq_x},
    {.name = "egoPlusAltX",
     .label = "covariate of ego and alter",
     .formula = "Σ_j x_ij (v_i + v_j)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = ego_plus_alt_x},
    {.name = "egoPlusAltSqX",
     .label = "squared covariate of ego and alter",
     .formula = "Σ_j x_ij (v_i² + v_j²)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = ego_plus_alt_sq_x},
    {.name = "egoDiffX",
     .label = "covariate of ego times difference",
     .formula = "Σ_j x_ij v_i (v_j − v_i)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = ego_diff_x},
    {.name = "unequalX",
     .label = "different value of covariate",
     .formula = "Σ_j x_ij 1{v_i ≠ v_j}",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = unequal_x},
    {.name = "simRecipX",
     .label = "similarity in covariate, reciprocated",
     .formula = "Σ_j x_ij x_ji (sim_ij − mean sim)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .change = sim_recip_x},
    {.name = "sameXRecip",
     .label = "same value of covariate, reciprocated",
     .formula = "Σ_j x_ij x_ji 1{v_i = v_j}",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .change = same_recip_x},
    {.name = "egoXaltXRecip",
     .label = "product of ego's and alter's covariate, reciprocated",
     .formula = "v_i Σ_j x_ij x_ji v_j",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .covariate = SAOM_MONADIC,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .change = ego_alt_recip_x},
    {.name = NULL}};
