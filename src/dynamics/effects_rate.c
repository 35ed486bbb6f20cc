/* SPDX-License-Identifier: Apache-2.0 */
/* Effects on the rate of change: λ_i = ρ exp(Σ_k α_k r_ki), ρ the basic rate of the period
 * (Snijders 2001, "The statistical evaluation of social network dynamics", Sociological Methodology
 * 31, 361–395). A degree is of the network the rate belongs to, or of the one named. */
#include "dynamics/effect.h"

static const saom_net *network(const saom_view *view, const saom_term *term) {
    return view->net[term->covariate.kind == SAOM_SOURCE_VARIABLE ? term->covariate.index
                                                                  : term->variable];
}

static double rate_x(const saom_view *view, const saom_term *term, size_t i) {
    return saom_values(view, term)[i];
}

static double out_rate(const saom_view *view, const saom_term *term, size_t i) {
    return saom_out(network(view, term), i);
}

static double in_rate(const saom_view *view, const saom_term *term, size_t i) {
    return saom_in(network(view, term), i);
}

/* Linear for large degrees the rate is not: this one levels off. */
static double out_rate_inv(const saom_view *view, const saom_term *term, size_t i) {
    return 1 / (saom_out(network(view, term), i) + 1.0);
}

const saom_effect_def saom_effects_rate[] = {{.name = "RateX",
                                              .label = "covariate on rate",
                                              .formula = "v_i",
                                              .citation = "Snijders 2001",
                                              .kind = SAOM_RATE_EFFECT,
                                              .covariate = SAOM_MONADIC,
                                              .rate = rate_x},
                                             {.name = "outRate",
                                              .label = "outdegree on rate",
                                              .formula = "x_i+",
                                              .citation = "Snijders 2001",
                                              .kind = SAOM_RATE_EFFECT,
                                              .covariate = SAOM_NETWORK,
                                              .rate = out_rate},
                                             {.name = "inRate",
                                              .label = "indegree on rate",
                                              .formula = "x_+i",
                                              .citation = "Snijders 2001",
                                              .kind = SAOM_RATE_EFFECT,
                                              .covariate = SAOM_NETWORK,
                                              .rate = in_rate},
                                             {.name = "outRateInv",
                                              .label = "inverse outdegree on rate",
                                              .formula = "1 / (x_i+ + 1)",
                                              .citation = "Snijders 2001",
                                              .kind = SAOM_RATE_EFFECT,
                                              .covariate = SAOM_NETWORK,
                                              .rate = out_rate_inv},
                                             {.name = NULL}};
