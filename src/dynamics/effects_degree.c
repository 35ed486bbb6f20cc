/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of ties alone and of degrees. x_i+ is ego's out-degree, x_+j the in-degree of j.
 *
 * Snijders, T. A. B. 2001, "The statistical evaluation of social network dynamics", Sociological
 * Methodology 31, 361–395; Snijders, T. A. B., van de Bunt, G. G. & Steglich, C. E. G. 2010,
 * "Introduction to stochastic actor-based models for network dynamics", Social Networks 32, 44–60;
 * names and definitions as in Ripley et al., Manual for Siena. */
#include <math.h>

#include "dynamics/effect.h"

static double tied(const saom_ego *ego, size_t j) {
    return ego->tie[j] & SAOM_TIE_OUT ? 1 : 0;
}

/* Out-degree of ego, in-degree of j, without the tie i → j. */
static double out_without(const saom_ego *ego, size_t j) {
    return saom_out(ego->net, ego->i) - tied(ego, j);
}
static double in_without(const saom_ego *ego, size_t j) {
    return saom_in(ego->net, j) - tied(ego, j);
}

static void density(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    (void)ego, (void)term, (void)alter;
    for (size_t k = 0; k < count; k++)
        out[k] = 1;
}

static void recip(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                  double *out) {
    (void)term;
    const uint8_t *tie = ego->tie;
    for (size_t k = 0; k < count; k++)
        out[k] = (tie[alter[k]] & SAOM_TIE_IN) != 0;
}

static void in_pop(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    (void)term;
    for (size_t k = 0; k < count; k++)
        out[k] = in_without(ego, alter[k]) + 1;
}
static double in_pop_alter(const saom_view *view, const saom_term *term, size_t j) {
    return saom_in(view->net[term->variable], j) + 1.0;
}
static double in_pop_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count) {
    (void)term;
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += saom_in(ego->net, alter[k]);
    return sum;
}

static void in_pop_sqrt(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count, double *out) {
    (void)term;
    for (size_t k = 0; k < count; k++)
        out[k] = sqrt(in_without(ego, alter[k]) + 1);
}
static double in_pop_sqrt_alter(const saom_view *view, const saom_term *term, size_t j) {
    return sqrt(saom_in(view->net[term->variable], j) + 1.0);
}
static double in_pop_sqrt_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                              size_t count) {
    (void)term;
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += sqrt(saom_in(ego->net, alter[k]));
    return sum;
}

static void out_act(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    (void)term;
    for (size_t k = 0; k < count; k++)
        out[k] = 2 * out_without(ego, alter[k]) + 1;
}
static double out_act_ego(const saom_ego *ego, const saom_term *term) {
    (void)term;
    return 2.0 * saom_out(ego->net, ego->i) + 1;
}
static double out_act_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                          size_t count) {
    (void)term, (void)alter;
    return (double)count * saom_out(ego->net, ego->i);
}

/* p = 1: degrees; p = 2: their square roots. */
static double deg_plus_ego(const saom_ego *ego, const saom_term *term) {
    double degree = saom_out(ego->net, ego->i);
    return term->parameter == 2 ? (degree + 1) * sqrt(degree + 1) - degree * sqrt(degree)
                                : 2 * degree + 1;
}
static double deg_plus_alter(const saom_view *view, const saom_term *term, size_t j) {
    return term->parameter == 2 ? in_pop_sqrt_alter(view, term, j) : in_pop_alter(view, term, j);
}
static void deg_plus(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    double degree = saom_out(ego->net, ego->i);
    for (size_t k = 0; k < count; k++)
        out[k] = in_without(ego, alter[k]) + 2 * out_without(ego, alter[k]) + 2;
    if (term->parameter != 2) return;
    double absent = deg_plus_ego(ego, term);
    double there = degree > 0 ? degree * sqrt(degree) - (degree - 1) * sqrt(degree - 1) : 0;
    for (size_t k = 0; k < count; k++)
        out[k] = sqrt(in_without(ego, alter[k]) + 1) + (tied(ego, alter[k]) > 0 ? there : absent);
}
static double deg_plus_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count) {
    if (term->parameter == 2)
        return in_pop_sqrt_sum(ego, term, alter, count) +
               (double)count * sqrt(saom_out(ego->net, ego->i));
    return in_pop_sum(ego, term, alter, count) + out_act_sum(ego, term, alter, count);
}

const saom_effect_def saom_effects_degree[] = {
    {.name = "density",
     .label = "outdegree (density); degree when not directed",
     .formula = "Σ_j x_ij",
     .citation = "Snijders 2001",
     .sorts = SAOM_ANY,
     .rest = SAOM_STATIC,
     .product = SAOM_PRODUCT_EGO,
     .share_undirected = 0.5,
     .change = density,
     .unit = true},
    {.name = "recip",
     .label = "reciprocity",
     .formula = "Σ_j x_ij x_ji",
     .citation = "Snijders 2001",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_LOCAL,
     .product = SAOM_PRODUCT_DYAD,
     .change = recip,
     .tally = SAOM_BACK},
    {.name = "inPop",
     .label = "indegree popularity",
     .formula = "Σ_j x_ij x_+j",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .rest = SAOM_ALTER,
     .change = in_pop,
     .alter = in_pop_alter,
     .statistic = in_pop_sum,
     .even = true},
    {.name = "inPopSqrt",
     .label = "indegree popularity, square root",
     .formula = "Σ_j x_ij √x_+j",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .rest = SAOM_ALTER,
     .change = in_pop_sqrt,
     .alter = in_pop_sqrt_alter,
     .statistic = in_pop_sqrt_sum,
     .even = true},
    {.name = "outAct",
     .label = "outdegree activity",
     .formula = "x_i+²",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .rest = SAOM_EGO,
     .change = out_act,
     .ego = out_act_ego,
     .statistic = out_act_sum,
     .even = true},
    {.name = "degPlus",
     .label = "degree activity and popularity",
     .formula = "Σ_j x_ij (x_+j^(1/p) + x_i+^(1/p))",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_UNDIRECTED,
     .parameter = 1,
     .parameter_most = 2,
     .rest = SAOM_ALTER,
     .change = deg_plus,
     .ego = deg_plus_ego,
     .alter = deg_plus_alter,
     .statistic = deg_plus_sum,
     .even = true},
    {.name = NULL}};
