/* SPDX-License-Identifier: Apache-2.0 */
/* Effects on behaviour z (centred). level() is s_i as a function of ego's own value.
 *
 * Snijders, T. A. B., Steglich, C. E. G. & Schweinberger, M. 2007, "Modeling the coevolution of
 * networks and behavior", in Longitudinal Models in the Behavioral and Related Sciences; Steglich,
 * C., Snijders, T. A. B. & Pearson, M. 2010, "Dynamic networks and behavior: separating selection
 * from influence", Sociological Methodology 40, 329–393. */
#include "dynamics/effect.h"

static double linear(const saom_view *view, const saom_term *term, size_t i, double z) {
    (void)view, (void)term, (void)i;
    return z;
}

static double quad(const saom_view *view, const saom_term *term, size_t i, double z) {
    (void)view, (void)term, (void)i;
    return z * z;
}

static const saom_row *alters(const saom_view *view, const saom_term *term, size_t i) {
    return &view->net[term->covariate.index]->out[i];
}

static double alters_sum(const saom_view *view, const saom_term *term, size_t i) {
    const saom_row *row = alters(view, term, i);
    const double *value = view->value[term->variable];
    double sum = 0;
    for (uint32_t k = 0; k < row->count; k++)
        sum += value[row->at[k]];
    return sum;
}

static double tot_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    return z * alters_sum(view, term, i);
}

/* Ego without alters has 0: the mean. */
static double av_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    uint32_t degree = alters(view, term, i)->count;
    return degree > 0 ? z * alters_sum(view, term, i) / degree : 0;
}

static double indeg(const saom_view *view, const saom_term *term, size_t i, double z) {
    return z * saom_in(view->net[term->covariate.index], i);
}

static double outdeg(const saom_view *view, const saom_term *term, size_t i, double z) {
    return z * saom_out(view->net[term->covariate.index], i);
}

const saom_effect_def saom_effects_behaviour[] = {
    {.name = "linear",
     .label = "linear shape",
     .formula = "z_i",
     .citation = "Snijders, Steglich & Schweinberger 2007",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .level = linear},
    {.name = "quad",
     .label = "quadratic shape",
     .formula = "z_i²",
     .citation = "Snijders, Steglich & Schweinberger 2007",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .level = quad},
    {.name = "avAlt",
     .label = "average of alters",
     .formula = "z_i Σ_j x_ij z_j / x_i+",
     .citation = "Steglich, Snijders & Pearson 2010",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = av_alt},
    {.name = "totAlt",
     .label = "total of alters",
     .formula = "z_i Σ_j x_ij z_j",
     .citation = "Steglich, Snijders & Pearson 2010",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = tot_alt},
    {.name = "indeg",
     .label = "indegree",
     .formula = "z_i x_+i",
     .citation = "Snijders, Steglich & Schweinberger 2007",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = indeg},
    {.name = "outdeg",
     .label = "outdegree",
     .formula = "z_i x_i+",
     .citation = "Snijders, Steglich & Schweinberger 2007",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = outdeg},
    {.name = NULL}};
