/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of another network w on ties: the same dyad, and degrees in it, centred by the mean
 * degree w̄ over all waves. f is the identity (p = 1) or the square root (p = 2).
 *
 * Snijders, T. A. B., Lomi, A. & Torló, V. J. 2013, "A model for the multiplex dynamics of two-mode
 * and one-mode networks, with an application to employment preference, friendship, and advice",
 * Social Networks 35, 265–276. */
#include <math.h>

#include "dynamics/effect.h"

static void scratch_change(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count, double *out) {
    const double *tie = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = tie[alter[k]];
}

static void mark(saom_ego *ego, const saom_row *row, double *scratch) {
    for (uint32_t k = 0; k < row->count; k++) {
        scratch[row->at[k]] = 1;
        saom_touch(ego, row->at[k]);
    }
}
static void crprod_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    mark(ego, &saom_other(ego->view, term)->out[ego->i], scratch);
}
static void crprod_recip_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    mark(ego, &saom_other(ego->view, term)->in[ego->i], scratch);
}
static void crprod_mutual_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *other = saom_other(ego->view, term);
    const saom_row *row = &other->out[ego->i];
    for (uint32_t k = 0; k < row->count; k++) {
        if (!saom_net_has(other, row->at[k], ego->i)) continue;
        scratch[row->at[k]] = 1;
        saom_touch(ego, row->at[k]);
    }
}

static double shape(const saom_term *term, double degree) {
    return term->parameter == 2 ? sqrt(degree) : degree;
}
/* f(degree) − f(w̄) */
static double centred(const saom_view *view, const saom_term *term, double degree) {
    return shape(term, degree) - shape(term, view->group->look[term->covariate.index].degree);
}
static double in_degree(const saom_view *view, const saom_term *term, size_t j) {
    return centred(view, term, saom_in(saom_other(view, term), j));
}
static double out_degree(const saom_view *view, const saom_term *term, size_t j) {
    return centred(view, term, saom_out(saom_other(view, term), j));
}

static void in_pop_intn(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count, double *out) {
    for (size_t k = 0; k < count; k++)
        out[k] = in_degree(ego->view, term, alter[k]);
}
static void out_pop_intn(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    for (size_t k = 0; k < count; k++)
        out[k] = out_degree(ego->view, term, alter[k]);
}
static double in_act_intn_ego(const saom_ego *ego, const saom_term *term) {
    return in_degree(ego->view, term, ego->i);
}
static void in_act_intn(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count, double *out) {
    (void)alter;
    double own = in_act_intn_ego(ego, term);
    for (size_t k = 0; k < count; k++)
        out[k] = own;
}
static double out_act_intn_ego(const saom_ego *ego, const saom_term *term) {
    return out_degree(ego->view, term, ego->i);
}
static void out_act_intn(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    (void)alter;
    double own = out_act_intn_ego(ego, term);
    for (size_t k = 0; k < count; k++)
        out[k] = own;
}
static void both(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                 double *out) {
    double own = in_act_intn_ego(ego, term);
    for (size_t k = 0; k < count; k++)
        out[k] = own * in_degree(ego->view, term, alter[k]);
}
static void abs_out_diff_intn(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                              size_t count, double *out) {
    double own = out_act_intn_ego(ego, term);
    for (size_t k = 0; k < count; k++)
        out[k] = fabs(own - out_degree(ego->view, term, alter[k]));
}

const saom_effect_def saom_effects_network[] = {
    {.name = "crprod",
     .label = "tie in another network",
     .formula = "Σ_j x_ij w_ij",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = crprod_prepare,
     .change = scratch_change},
    {.name = "crprodRecip",
     .label = "incoming tie in another network",
     .formula = "Σ_j x_ij w_ji",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = crprod_recip_prepare,
     .change = scratch_change},
    {.name = "crprodMutual",
     .label = "mutual tie in another network",
     .formula = "Σ_j x_ij w_ij w_ji",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = crprod_mutual_prepare,
     .change = scratch_change},
    {.name = "inPopIntn",
     .label = "indegree in another network: popularity",
     .formula = "Σ_j x_ij (w_+j^(1/p) − w̄^(1/p))",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_ALTER,
     .product = SAOM_PRODUCT_DYAD,
     .change = in_pop_intn,
     .alter = in_degree},
    {.name = "inActIntn",
     .label = "indegree in another network: activity",
     .formula = "x_i+ (w_+i^(1/p) − w̄^(1/p))",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_EGO,
     .product = SAOM_PRODUCT_EGO,
     .change = in_act_intn,
     .ego = in_act_intn_ego},
    {.name = "outPopIntn",
     .label = "outdegree in another network: popularity",
     .formula = "Σ_j x_ij (w_j+^(1/p) − w̄^(1/p))",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_ALTER,
     .product = SAOM_PRODUCT_DYAD,
     .change = out_pop_intn,
     .alter = out_degree},
    {.name = "outActIntn",
     .label = "outdegree in another network: activity",
     .formula = "x_i+ (w_i+^(1/p) − w̄^(1/p))",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_EGO,
     .product = SAOM_PRODUCT_EGO,
     .change = out_act_intn,
     .ego = out_act_intn_ego},
    {.name = "both",
     .label = "indegrees of both in another network",
     .formula = "Σ_j x_ij (w_+i^(1/p) − w̄^(1/p)) (w_+j^(1/p) − w̄^(1/p))",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_DENSE,
     .product = SAOM_PRODUCT_DYAD,
     .change = both},
    {.name = "absOutDiffIntn",
     .label = "absolute difference of outdegrees in another network",
     .formula = "Σ_j x_ij |w_i+^(1/p) − w_j+^(1/p)|",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 2,
     .rest = SAOM_DENSE,
     .product = SAOM_PRODUCT_DYAD,
     .change = abs_out_diff_intn},
    {.name = NULL}};
