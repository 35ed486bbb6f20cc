/* SPDX-License-Identifier: Apache-2.0 */
/* More effects of a dyadic covariate w on ties. That of reciprocated ties takes it centred, as X
 * does; those of triads take it as a weighted network, not centred, h running over third actors
 * (Ripley et al., Manual for Siena; Snijders, T. A. B., Lomi, A. & Torló, V. J. 2013, "A model for
 * the multiplex dynamics of two-mode and one-mode networks", Social Networks 35, 265–276). */
#include "dynamics/effect.h"

static void x_recip(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    const double *w = saom_dyads(ego->view, term, ego->i);
    for (size_t k = 0; k < count; k++)
        out[k] = saom_tied_back(ego, alter[k]) * w[alter[k]];
}

static void product(const saom_ego *ego, const saom_term *term, int of, const uint32_t *alter,
                    size_t count, double *out) {
    const double *row = saom_product_row(ego->view, term, of, ego->i);
    for (size_t k = 0; k < count; k++)
        out[k] = row[alter[k]];
}
static void wwx(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                double *out) {
    product(ego, term, SAOM_WW, alter, count, out);
}
static void in_wwx(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    product(ego, term, SAOM_IN_WW, alter, count, out);
}
static void out_wwx(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    product(ego, term, SAOM_OUT_WW, alter, count, out);
}
static void cy_wwx(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    for (size_t k = 0; k < count; k++)
        out[k] = saom_product_row(ego->view, term, SAOM_WW, alter[k])[ego->i];
}

static void scratch_change(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count, double *out) {
    const double *sum = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = sum[alter[k]];
}

/* Add @p weight at the actors of a row of the network. */
static void add_row(saom_ego *ego, const saom_row *row, double weight, double *scratch) {
    for (uint32_t b = 0; b < row->count; b++) {
        if (row->at[b] == ego->i) continue;
        scratch[row->at[b]] += weight;
        saom_touch(ego, row->at[b]);
    }
}
static void wxx_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const uint32_t *at = NULL;
    const double *value = NULL;
    size_t count = saom_weights_of(ego->view, term, 0, ego->i, &at, &value);
    for (size_t a = 0; a < count; a++)
        add_row(ego, &ego->net->out[at[a]], value[a], scratch);
}
static void xxw_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    const uint32_t *at = NULL;
    const double *value = NULL;
    size_t count = saom_weights_of(ego->view, term, 0, ego->i, &at, &value);
    for (size_t a = 0; a < count; a++)
        add_row(ego, &ego->net->in[at[a]], value[a], scratch);
}

/* Σ_h x_ih w_hj (way 0) or Σ_h x_ih w_jh (way 1). */
static void add_weights(saom_ego *ego, const saom_term *term, int way, double *scratch) {
    const saom_row *own = &ego->net->out[ego->i];
    for (uint32_t a = 0; a < own->count; a++) {
        const uint32_t *at = NULL;
        const double *value = NULL;
        size_t count = saom_weights_of(ego->view, term, way, own->at[a], &at, &value);
        for (size_t b = 0; b < count; b++) {
            if (at[b] == ego->i) continue;
            scratch[at[b]] += value[b];
            saom_touch(ego, at[b]);
        }
    }
}
static void xwx1_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    add_weights(ego, term, 0, scratch);
}
static void xwx2_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    add_weights(ego, term, 1, scratch);
}
/* i → j closes i → h → j and is the first leg of i → j → h. */
static void xwx_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    add_weights(ego, term, 0, scratch);
    add_weights(ego, term, 1, scratch);
}
/* Weights from those ego chooses to the alters given. */
static double xwx_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count) {
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        const uint32_t *at = NULL;
        const double *value = NULL;
        size_t entries = saom_weights_of(ego->view, term, 1, alter[k], &at, &value);
        for (size_t a = 0; a < entries; a++)
            sum += saom_tied(ego, at[a]) * value[a];
    }
    return sum;
}

const saom_effect_def saom_effects_dyadic[] = {
    {.name = "XRecip",
     .label = "dyadic covariate, reciprocated",
     .formula = "Σ_j x_ij x_ji w_ij",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .covariate = SAOM_DYADIC,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .change = x_recip},
    {.name = "WWX",
     .label = "closure of dyadic covariate",
     .formula = "Σ_jh x_ij w_ih w_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = 1 << SAOM_WW,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = wwx},
    {.name = "cyWWX",
     .label = "cyclic closure of dyadic covariate",
     .formula = "Σ_jh x_ij w_jh w_hi",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = 1 << SAOM_WW,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = cy_wwx},
    {.name = "InWWX",
     .label = "incoming shared dyadic covariate",
     .formula = "Σ_jh x_ij w_hi w_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = 1 << SAOM_IN_WW,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = in_wwx},
    {.name = "OutWWX",
     .label = "outgoing shared dyadic covariate",
     .formula = "Σ_jh x_ij w_ih w_jh",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = 1 << SAOM_OUT_WW,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_DYAD,
     .change = out_wwx},
    {.name = "WXX",
     .label = "mixed closure, dyadic covariate first",
     .formula = "Σ_jh x_ij w_ih x_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = SAOM_WEIGHTS,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = wxx_prepare,
     .change = scratch_change},
    {.name = "XWX",
     .label = "mixed closure, dyadic covariate second",
     .formula = "Σ_jh x_ij x_ih w_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = SAOM_WEIGHTS,
     .rest = SAOM_LOCAL,
     .prepare = xwx_prepare,
     .change = scratch_change,
     .statistic = xwx_sum},
    {.name = "XWX1",
     .label = "mixed closure, dyadic covariate second: the tie that closes",
     .formula = "Σ_jh x_ij x_ih w_hj, the tie i → j alone",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = SAOM_WEIGHTS,
     .rest = SAOM_LOCAL,
     .elementary = true,
     .evaluation_only = true,
     .prepare = xwx1_prepare,
     .change = scratch_change},
    {.name = "XWX2",
     .label = "mixed closure, dyadic covariate second: the tie that opens",
     .formula = "Σ_jh x_ij x_ih w_jh, the tie i → j alone",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = SAOM_WEIGHTS,
     .rest = SAOM_LOCAL,
     .elementary = true,
     .evaluation_only = true,
     .prepare = xwx2_prepare,
     .change = scratch_change},
    {.name = "XXW",
     .label = "two-paths weighted by dyadic covariate",
     .formula = "Σ_jh x_ij x_jh w_ih",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .covariate = SAOM_DYADIC,
     .derived = SAOM_WEIGHTS,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .prepare = xxw_prepare,
     .change = scratch_change},
    {.name = NULL}};
