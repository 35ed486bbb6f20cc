/* SPDX-License-Identifier: Apache-2.0 */
/* Effects on behaviour z (centred) of those an actor is tied to and of covariates v. level() is s_i
 * as a function of ego's own value. sim_ij is 1 − |z_i − z_j| / range, less its mean.
 *
 * Steglich, C., Snijders, T. A. B. & Pearson, M. 2010, "Dynamic networks and behavior: separating
 * selection from influence", Sociological Methodology 40, 329–393; names as in Ripley et al.,
 * Manual for Siena. */
#include <math.h>

#include "dynamics/effect.h"

static const saom_net *network(const saom_view *view, const saom_term *term) {
    return saom_other(view, term);
}

static double tot_sim(const saom_view *view, const saom_term *term, size_t i, double z) {
    const saom_row *row = &network(view, term)->out[i];
    const saom_attribute *own = &view->group->behaviour[term->variable];
    const double *value = view->value[term->variable];
    double sum = 0;
    for (uint32_t k = 0; k < row->count; k++)
        sum += 1 - fabs(z - value[row->at[k]]) / own->range - own->sim_mean;
    return sum;
}
static double av_sim(const saom_view *view, const saom_term *term, size_t i, double z) {
    uint32_t degree = saom_out(network(view, term), i);
    return degree > 0 ? tot_sim(view, term, i, z) / degree : 0;
}

static double eff_from(const saom_view *view, const saom_term *term, size_t i, double z) {
    return z * saom_values(view, term)[i];
}

static double isolate(const saom_view *view, const saom_term *term, size_t i, double z) {
    return saom_in(network(view, term), i) == 0 ? z : 0;
}
static double out_isolate(const saom_view *view, const saom_term *term, size_t i, double z) {
    return saom_out(network(view, term), i) == 0 ? z : 0;
}

/* Sum of values over a row, of those who return the tie only if asked. */
static double row_sum(const saom_net *net, const saom_row *row, size_t i, bool returned,
                      const double *value, double *number) {
    double sum = 0;
    *number = 0;
    for (uint32_t k = 0; k < row->count; k++) {
        if (returned && !saom_net_has(net, row->at[k], i)) continue;
        sum += value[row->at[k]];
        ++*number;
    }
    return sum;
}
static double mean_of(double sum, double number, double otherwise) {
    return number > 0 ? sum / number : otherwise;
}

static double tot_in_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    const saom_net *net = network(view, term);
    double number = 0;
    return z * row_sum(net, &net->in[i], i, false, view->value[term->variable], &number);
}
static double av_in_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    return mean_of(tot_in_alt(view, term, i, z), saom_in(network(view, term), i), 0);
}
static double rec_alt(const saom_view *view, const saom_term *term, size_t i, double *number) {
    const saom_net *net = network(view, term);
    return row_sum(net, &net->out[i], i, true, view->value[term->variable], number);
}
static double tot_rec_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    double number = 0;
    return z * rec_alt(view, term, i, &number);
}
static double av_rec_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    double number = 0;
    double sum = rec_alt(view, term, i, &number);
    return z * mean_of(sum, number, 0);
}
static double recip_deg(const saom_view *view, const saom_term *term, size_t i, double z) {
    double number = 0;
    rec_alt(view, term, i, &number);
    return z * number;
}

/* The covariate of alters: `with` names the network. */
static double tot_x_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    const saom_net *net = view->net[term->with.index];
    double number = 0;
    return z * row_sum(net, &net->out[i], i, false, saom_values(view, term), &number);
}
static double av_x_alt(const saom_view *view, const saom_term *term, size_t i, double z) {
    const saom_net *net = view->net[term->with.index];
    double number = 0;
    double sum = row_sum(net, &net->out[i], i, false, saom_values(view, term), &number);
    return z * mean_of(sum, number, saom_attribute_of(view, term->covariate)->average);
}

const saom_effect_def saom_effects_influence[] = {
    {.name = "avSim",
     .label = "average similarity to alters",
     .formula = "Σ_j x_ij (sim_ij − mean sim) / x_i+",
     .citation = "Steglich, Snijders & Pearson 2010",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = av_sim},
    {.name = "totSim",
     .label = "total similarity to alters",
     .formula = "Σ_j x_ij (sim_ij − mean sim)",
     .citation = "Steglich, Snijders & Pearson 2010",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = tot_sim},
    {.name = "effFrom",
     .label = "effect of a covariate or another behaviour",
     .formula = "z_i v_i",
     .citation = "Snijders, Steglich & Schweinberger 2007",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_MONADIC,
     .level = eff_from},
    {.name = "isolate",
     .label = "actors without ties to them",
     .formula = "z_i 1{x_+i = 0}",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = isolate},
    {.name = "outIsolate",
     .label = "actors without ties from them",
     .formula = "z_i 1{x_i+ = 0}",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = out_isolate},
    {.name = "avInAlt",
     .label = "average of those who choose ego",
     .formula = "z_i Σ_j x_ji z_j / x_+i",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = av_in_alt},
    {.name = "totInAlt",
     .label = "total of those who choose ego",
     .formula = "z_i Σ_j x_ji z_j",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = tot_in_alt},
    {.name = "avRecAlt",
     .label = "average of reciprocated alters",
     .formula = "z_i Σ_j x_ij x_ji z_j / Σ_j x_ij x_ji",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = av_rec_alt},
    {.name = "totRecAlt",
     .label = "total of reciprocated alters",
     .formula = "z_i Σ_j x_ij x_ji z_j",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = tot_rec_alt},
    {.name = "recipDeg",
     .label = "reciprocated degree",
     .formula = "z_i Σ_j x_ij x_ji",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_NETWORK,
     .level = recip_deg},
    {.name = "avXAlt",
     .label = "average covariate of alters",
     .formula = "z_i Σ_j x_ij v_j / x_i+, the mean of v if x_i+ = 0",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_MONADIC,
     .with = SAOM_NETWORK,
     .level = av_x_alt},
    {.name = "totXAlt",
     .label = "total covariate of alters",
     .formula = "z_i Σ_j x_ij v_j",
     .citation = "Ripley et al., Manual for Siena",
     .kind = SAOM_BEHAVIOUR_EFFECT,
     .covariate = SAOM_MONADIC,
     .with = SAOM_NETWORK,
     .level = tot_x_alt},
    {.name = NULL}};
