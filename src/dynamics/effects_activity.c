/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of degrees beyond the usual ones of effects_degree.c: how much an actor sends, how much
 * those it chooses send, and whether it sends or gets anything at all.
 *
 * Snijders, T. A. B., van de Bunt, G. G. & Steglich, C. E. G. 2010, "Introduction to stochastic
 * actor-based models for network dynamics", Social Networks 32, 44–60; names and definitions as in
 * Ripley et al., Manual for Siena. */
#include <math.h>

#include "dynamics/effect.h"

static void out_pop(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    (void)term;
    for (size_t k = 0; k < count; k++)
        out[k] = saom_out(ego->net, alter[k]);
}
static double out_pop_alter(const saom_view *view, const saom_term *term, size_t j) {
    return saom_out(view->net[term->variable], j);
}

static void out_pop_sqrt(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    (void)term;
    for (size_t k = 0; k < count; k++)
        out[k] = sqrt(saom_out(ego->net, alter[k]));
}
static double out_pop_sqrt_alter(const saom_view *view, const saom_term *term, size_t j) {
    return sqrt(saom_out(view->net[term->variable], j));
}

/* (d + 1)^1.5 − d^1.5 */
static double power_step(double d) {
    return (d + 1) * sqrt(d + 1) - d * sqrt(d);
}
static void out_act_sqrt(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    (void)term;
    double degree = saom_out(ego->net, ego->i);
    double absent = power_step(degree);
    double there = degree > 0 ? power_step(degree - 1) : 0;
    for (size_t k = 0; k < count; k++)
        out[k] = saom_tied(ego, alter[k]) > 0 ? there : absent;
}
static double out_act_sqrt_ego(const saom_ego *ego, const saom_term *term) {
    (void)term;
    return power_step(saom_out(ego->net, ego->i));
}
static double out_act_sqrt_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                               size_t count) {
    (void)term, (void)alter;
    return (double)count * sqrt(saom_out(ego->net, ego->i));
}

static void repeat(double value, size_t count, double *out) {
    for (size_t k = 0; k < count; k++)
        out[k] = value;
}

static double in_act_ego(const saom_ego *ego, const saom_term *term) {
    (void)term;
    return saom_in(ego->net, ego->i);
}
static void in_act(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    (void)alter;
    repeat(in_act_ego(ego, term), count, out);
}

static double in_act_sqrt_ego(const saom_ego *ego, const saom_term *term) {
    return sqrt(in_act_ego(ego, term));
}
static void in_act_sqrt(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count, double *out) {
    (void)alter;
    repeat(in_act_sqrt_ego(ego, term), count, out);
}

static double in_is_degree_ego(const saom_ego *ego, const saom_term *term) {
    (void)term;
    return saom_in(ego->net, ego->i) == 0;
}
static void in_is_degree(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    (void)alter;
    repeat(in_is_degree_ego(ego, term), count, out);
}

static void out_trunc(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    for (size_t k = 0; k < count; k++)
        out[k] = saom_out_without(ego, alter[k]) < term->parameter;
}
static double out_trunc_ego(const saom_ego *ego, const saom_term *term) {
    return saom_out(ego->net, ego->i) < term->parameter;
}
static double out_trunc_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                            size_t count) {
    (void)ego, (void)alter;
    return fmin((double)count, term->parameter);
}

/* In-degree of ego not counting what is the tie i → j itself when not directed. */
static double others_in(const saom_ego *ego, size_t j) {
    return saom_in(ego->net, ego->i) - (ego->net->directed ? 0 : saom_tied(ego, j));
}
static void isolate_net(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count, double *out) {
    (void)term;
    for (size_t k = 0; k < count; k++)
        out[k] = saom_out_without(ego, alter[k]) + others_in(ego, alter[k]) > 0 ? 0 : -1;
}
static double isolate_net_ego(const saom_ego *ego, const saom_term *term) {
    (void)term;
    return saom_out(ego->net, ego->i) + saom_in(ego->net, ego->i) > 0 ? 0 : -1;
}
static double isolate_net_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                              size_t count) {
    (void)alter, (void)term;
    return count == 0 && saom_in(ego->net, ego->i) == 0;
}

/* Ties of ego that are returned. */
static double returned(const saom_ego *ego) {
    const saom_row *own = &ego->net->out[ego->i];
    double sum = 0;
    for (uint32_t k = 0; k < own->count; k++)
        sum += saom_tied_back(ego, own->at[k]);
    return sum;
}
static double root(const saom_term *term, double x) {
    return term->parameter == 2 ? sqrt(x) : x;
}
/* With d ties and r returned ones besides: (d + 1) f(r + x_ji) − d f(r). */
static void reci_act(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    double all = returned(ego);
    for (size_t k = 0; k < count; k++) {
        double back = saom_tied_back(ego, alter[k]);
        double degree = saom_out_without(ego, alter[k]);
        double rest = all - back * saom_tied(ego, alter[k]);
        out[k] = (degree + 1) * root(term, rest + back) - degree * root(term, rest);
    }
}
static double reci_act_ego(const saom_ego *ego, const saom_term *term) {
    return root(term, returned(ego));
}
static double reci_act_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count) {
    (void)alter;
    return (double)count * root(term, returned(ego));
}

const saom_effect_def saom_effects_activity[] = {
    {.name = "outPop",
     .label = "outdegree popularity",
     .formula = "Σ_j x_ij x_j+",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_ALTER,
     .even = true,
     .product = SAOM_PRODUCT_DYAD,
     .change = out_pop,
     .alter = out_pop_alter},
    {.name = "outPopSqrt",
     .label = "outdegree popularity, square root",
     .formula = "Σ_j x_ij √x_j+",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_ALTER,
     .even = true,
     .product = SAOM_PRODUCT_DYAD,
     .change = out_pop_sqrt,
     .alter = out_pop_sqrt_alter},
    {.name = "outActSqrt",
     .label = "outdegree activity, square root",
     .formula = "x_i+ √x_i+",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .rest = SAOM_EGO,
     .even = true,
     .change = out_act_sqrt,
     .ego = out_act_sqrt_ego,
     .statistic = out_act_sqrt_sum},
    {.name = "inAct",
     .label = "indegree activity",
     .formula = "x_i+ x_+i",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_EGO,
     .even = true,
     .product = SAOM_PRODUCT_EGO,
     .change = in_act,
     .ego = in_act_ego},
    {.name = "inActSqrt",
     .label = "indegree activity, square root",
     .formula = "x_i+ √x_+i",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_EGO,
     .even = true,
     .product = SAOM_PRODUCT_EGO,
     .change = in_act_sqrt,
     .ego = in_act_sqrt_ego},
    {.name = "inIsDegree",
     .label = "outdegree of those without ties to them",
     .formula = "x_i+ 1{x_+i = 0}",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_EGO,
     .even = true,
     .product = SAOM_PRODUCT_EGO,
     .change = in_is_degree,
     .ego = in_is_degree_ego},
    {.name = "outTrunc",
     .label = "outdegree up to p",
     .formula = "min(x_i+, p)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .parameter = 1,
     .parameter_most = 1e6,
     .rest = SAOM_EGO,
     .even = true,
     .change = out_trunc,
     .ego = out_trunc_ego,
     .statistic = out_trunc_sum},
    {.name = "isolateNet",
     .label = "isolate",
     .formula = "1{x_i+ = x_+i = 0}",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_ANY,
     .evaluation_only = true,
     .rest = SAOM_EGO,
     .even = true,
     .change = isolate_net,
     .ego = isolate_net_ego,
     .statistic = isolate_net_sum},
    {.name = "reciAct",
     .label = "reciprocal degree activity",
     .formula = "x_i+ (Σ_j x_ij x_ji)^(1/p)",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .parameter = 1,
     .parameter_most = 2,
     .rest = SAOM_EGO,
     .change = reci_act,
     .ego = reci_act_ego,
     .statistic = reci_act_sum},
    {.name = NULL}};
