/* SPDX-License-Identifier: Apache-2.0 */
/* Triads of ties x and of another network w, h running over third actors:
 *
 *   s_i = Σ_j x_ij f(Σ_h a_ih b_hj),   f the identity (p = 1), square root (p = 2) or 1{> 0} (p =
 * 3),
 *
 * with a and b each x or w in one direction. Where w is rivalry, `from` counts shared enemies,
 * `closure` enemies of enemies, `to` friends of enemies and cl.XWX enemies of friends.
 *
 * Snijders, T. A. B., Lomi, A. & Torló, V. J. 2013, "A model for the multiplex dynamics of two-mode
 * and one-mode networks", Social Networks 35, 265–276; names as in Ripley et al., Manual for Siena.
 * Heider, F. 1946, "Attitudes and cognitive organization", Journal of Psychology 21, 107–112. */
#include <math.h>

#include "dynamics/effect.h"

typedef enum way { OUT, IN, MUTUAL } way;

/* A tie h → j in @p direction of the row it was met in. */
static bool counts(const saom_net *net, size_t h, size_t j, way direction) {
    return direction != MUTUAL || saom_net_has(net, j, h);
}
static const saom_row *row_of(const saom_net *net, size_t h, way direction) {
    return direction == IN ? &net->in[h] : &net->out[h];
}

/* scratch[j] += Σ_h a_ih b_hj */
static void walk(saom_ego *ego, const saom_net *first, way a, const saom_net *second, way b,
                 double *scratch) {
    const saom_row *own = row_of(first, ego->i, a);
    for (uint32_t k = 0; k < own->count; k++) {
        uint32_t h = own->at[k];
        if (!counts(first, ego->i, h, a)) continue;
        const saom_row *row = row_of(second, h, b);
        for (uint32_t m = 0; m < row->count; m++) {
            uint32_t j = row->at[m];
            if (j == ego->i || !counts(second, h, j, b)) continue;
            scratch[j]++;
            saom_touch(ego, j);
        }
    }
}

static void from_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *w = saom_other(ego->view, term);
    walk(ego, w, OUT, w, IN, scratch);
}
static void from_mutual_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *w = saom_other(ego->view, term);
    walk(ego, w, MUTUAL, w, MUTUAL, scratch);
}
static void closure_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *w = saom_other(ego->view, term);
    walk(ego, w, OUT, w, OUT, scratch);
}
static void cy_closure_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *w = saom_other(ego->view, term);
    walk(ego, w, IN, w, IN, scratch);
}
static void shared_in_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *w = saom_other(ego->view, term);
    walk(ego, w, IN, w, OUT, scratch);
}
static void to_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    walk(ego, saom_other(ego->view, term), OUT, ego->net, OUT, scratch);
}
static void to_back_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    walk(ego, saom_other(ego->view, term), IN, ego->net, OUT, scratch);
}
static void to_recip_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    walk(ego, saom_other(ego->view, term), MUTUAL, ego->net, OUT, scratch);
}
static void mixed_in_xw_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    walk(ego, ego->net, IN, saom_other(ego->view, term), OUT, scratch);
}
static void xwx1_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    walk(ego, ego->net, OUT, saom_other(ego->view, term), OUT, scratch);
}
static void xwx2_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    walk(ego, ego->net, OUT, saom_other(ego->view, term), IN, scratch);
}
static void xwx_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    xwx1_prepare(ego, term, scratch);
    xwx2_prepare(ego, term, scratch);
}

static void mixed(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                  double *out) {
    const double *paths = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = paths[alter[k]];
    for (size_t k = 0; k < count && term->parameter == 2; k++)
        out[k] = sqrt(out[k]);
    for (size_t k = 0; k < count && term->parameter == 3; k++)
        out[k] = out[k] > 0;
}
static void mixed_any(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    const double *paths = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = paths[alter[k]] > 0;
}
/* Every path is met from both of the ties it is between. */
static double xwx_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count) {
    const double *paths = ego->scratch[term->slot];
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += paths[alter[k]];
    return sum / 2;
}

static void mixed_geometric(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                            size_t count, double *out) {
    const double *paths = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = paths[alter[k]];
    saom_geometric(term, count, out);
}

/* What the number of shared w-choices is measured from: p = 3, 4. */
static double shared_to_centre(const saom_view *view, const saom_term *term) {
    double mean = view->group->look[term->covariate.index].in_two_star;
    if (term->parameter < 3) return 0;
    return term->parameter == 4 ? sqrt(mean) : mean;
}
/* Σ_k x_kj f(Σ_h w_ih w_kh): how many each k shares goes to the second half of the scratch. */
static void shared_to_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const saom_net *w = saom_other(ego->view, term);
    double *shared = scratch + ego->view->group->data->n;
    bool root = term->parameter == 2 || term->parameter == 4;
    walk(ego, w, OUT, w, IN, shared);
    size_t reached = ego->count;
    for (size_t t = 0; t < reached; t++) {
        uint32_t k = ego->touched[t];
        if (shared[k] == 0) continue;
        const saom_row *row = &ego->net->out[k];
        for (uint32_t m = 0; m < row->count; m++) {
            if (row->at[m] == ego->i) continue;
            scratch[row->at[m]] += root ? sqrt(shared[k]) : shared[k];
            saom_touch(ego, row->at[m]);
        }
        shared[k] = 0;
    }
}
static void shared_to(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    const double *sum = ego->scratch[term->slot];
    double centre = shared_to_centre(ego->view, term);
    for (size_t k = 0; k < count; k++)
        out[k] = sum[alter[k]] - centre * saom_in_without(ego, alter[k]);
}
static double shared_to_alter(const saom_view *view, const saom_term *term, size_t j) {
    return -shared_to_centre(view, term) * saom_in(view->net[term->variable], j);
}
static saom_rest shared_to_rest(const saom_term *term) {
    return term->parameter < 3 ? SAOM_LOCAL : SAOM_ALTER;
}

const saom_effect_def saom_effects_mixed[] = {
    {.name = "from",
     .label = "agreement in another network",
     .formula = "Σ_j x_ij f(Σ_h w_ih w_jh)",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 3,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = from_prepare,
     .change = mixed},
    {.name = "fromMutual",
     .label = "agreement in mutual ties of another network",
     .formula = "Σ_j x_ij f(Σ_h w_ih w_hi w_jh w_hj)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 3,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = from_mutual_prepare,
     .change = mixed},
    {.name = "fromAny",
     .label = "any agreement in another network",
     .formula = "Σ_j x_ij 1{Σ_h w_ih w_jh > 0}",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = from_prepare,
     .change = mixed_any},
    {.name = "closure",
     .label = "closure of another network",
     .formula = "Σ_jh x_ij w_ih w_hj",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = closure_prepare,
     .change = mixed},
    {.name = "cyClosure",
     .label = "cyclic closure of another network",
     .formula = "Σ_jh x_ij w_jh w_hi",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = cy_closure_prepare,
     .change = mixed},
    {.name = "sharedIn",
     .label = "shared incoming ties of another network",
     .formula = "Σ_jh x_ij w_hi w_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = shared_in_prepare,
     .change = mixed},
    {.name = "to",
     .label = "another network leads to agreement",
     .formula = "Σ_j x_ij f(Σ_h w_ih x_hj)",
     .citation = "Snijders, Lomi & Torló 2013",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 3,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = to_prepare,
     .change = mixed},
    {.name = "toBack",
     .label = "incoming ties of another network lead to agreement",
     .formula = "Σ_j x_ij f(Σ_h w_hi x_hj)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 3,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = to_back_prepare,
     .change = mixed},
    {.name = "toRecip",
     .label = "mutual ties of another network lead to agreement",
     .formula = "Σ_j x_ij f(Σ_h w_ih w_hi x_hj)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 3,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = to_recip_prepare,
     .change = mixed},
    {.name = "mixedInXW",
     .label = "shared incoming ties of both networks",
     .formula = "Σ_j x_ij f(Σ_h x_hi w_hj)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 3,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = mixed_in_xw_prepare,
     .change = mixed},
    {.name = "cl.XWX",
     .label = "closure of ties and another network",
     .formula = "Σ_jh x_ij x_ih w_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .share = 2,
     .share_undirected = 2,
     .statistic = xwx_sum,
     .prepare = xwx_prepare,
     .change = mixed},
    {.name = "cl.XWX1",
     .label = "closure of ties and another network: the tie that closes",
     .formula = "Σ_jh x_ij x_ih w_hj, the tie i → j alone",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .elementary = true,
     .evaluation_only = true,
     .prepare = xwx1_prepare,
     .change = mixed},
    {.name = "cl.XWX2",
     .label = "closure of ties and another network: the tie that opens",
     .formula = "Σ_jh x_ij x_ih w_jh, the tie i → j alone",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .rest = SAOM_LOCAL,
     .elementary = true,
     .evaluation_only = true,
     .prepare = xwx2_prepare,
     .change = mixed},
    {.name = "gwespFFMix",
     .label = "geometrically weighted shared partners i → h → j of another network",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h w_ih w_hj, α = p / 100",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = closure_prepare,
     .change = mixed_geometric},
    {.name = "gwespBBMix",
     .label = "geometrically weighted shared partners i ← h ← j of another network",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h w_hi w_jh, α = p / 100",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = cy_closure_prepare,
     .change = mixed_geometric},
    {.name = "gwespFBMix",
     .label = "geometrically weighted shared partners i → h ← j of another network",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h w_ih w_jh, α = p / 100",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = from_prepare,
     .change = mixed_geometric},
    {.name = "gwespBFMix",
     .label = "geometrically weighted shared partners i ← h → j of another network",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h w_hi w_hj, α = p / 100",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = shared_in_prepare,
     .change = mixed_geometric},
    {.name = "gwespRRMix",
     .label = "geometrically weighted shared partners i ↔ h ↔ j of another network",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h w_ih w_hi w_jh w_hj, α = p / 100",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = from_mutual_prepare,
     .change = mixed_geometric},
    {.name = "sharedTo",
     .label = "shared ties of another network lead to agreement",
     .formula =
         "Σ_jk x_ij x_kj (f(Σ_h w_ih w_kh) − f(c)), f the square root if p = 2, 4, c its mean if "
         "p = 3, 4, else 0",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_NETWORK,
     .parameter = 1,
     .parameter_most = 4,
     .rest = SAOM_LOCAL,
     .rest_of = shared_to_rest,
     .product = SAOM_PRODUCT_DYAD,
     .wide = true,
     .prepare = shared_to_prepare,
     .change = shared_to,
     .alter = shared_to_alter},
    {.name = NULL}};
