/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of degree assortativity, Σ_j x_ij f(degree of i) f(degree of j), f the identity (p = 1)
 * or the square root (p = 2). Ego's outdegree changes with its ties, so every tie of ego does.
 *
 * Snijders, T. A. B., van de Bunt, G. G. & Steglich, C. E. G. 2010, "Introduction to stochastic
 * actor-based models for network dynamics", Social Networks 32, 44–60. */
#include <math.h>

#include "dynamics/effect.h"

static double shape(const saom_term *term, double degree) {
    return term->parameter == 2 ? sqrt(degree) : degree;
}

/* f of the degree of a chosen alter: the indegree counts ego's tie. */
typedef double degree_of(const saom_net *net, size_t j);
static double in_of(const saom_net *net, size_t j) {
    return saom_in(net, j);
}
static double out_of(const saom_net *net, size_t j) {
    return saom_out(net, j);
}

static double chosen_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, degree_of *degree) {
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += shape(term, degree(ego->net, alter[k]));
    return sum;
}

/* With d other ties, whose alters' f add up to S: S (f(d + 1) − f(d)) + f(d + 1) f(degree of j).
 * @p gain is what the tie adds to that degree. */
static void out_ass(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    degree_of *degree, double gain, double *out) {
    const saom_row *own = &ego->net->out[ego->i];
    double all = chosen_sum(ego, term, own->at, own->count, degree);
    double f[3];
    for (int step = -1; step <= 1; step++)
        f[step + 1] = shape(term, fmax(0, own->count + (double)step));
    for (size_t k = 0; k < count; k++) {
        double now = degree(ego->net, alter[k]);
        bool tie = saom_tied(ego, alter[k]) > 0;
        double with = shape(term, tie ? now : now + gain);
        double others = tie ? all - with : all;
        const double *of = tie ? f : f + 1;
        out[k] = others * (of[1] - of[0]) + of[1] * with;
    }
}
static double out_ass_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                          size_t count, degree_of *degree) {
    return shape(term, saom_out(ego->net, ego->i)) * chosen_sum(ego, term, alter, count, degree);
}

/* Ego's indegree does not change with its ties. */
static void in_ass(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   degree_of *degree, double gain, double *out) {
    double own = shape(term, saom_in(ego->net, ego->i));
    for (size_t k = 0; k < count; k++) {
        double missing = saom_tied(ego, alter[k]) > 0 ? 0 : gain;
        out[k] = own * shape(term, degree(ego->net, alter[k]) + missing);
    }
}

static void out_out(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    out_ass(ego, term, alter, count, out_of, 0, out);
}
static double out_out_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                          size_t count) {
    return out_ass_sum(ego, term, alter, count, out_of);
}
static void out_in(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    out_ass(ego, term, alter, count, in_of, 1, out);
}
static double out_in_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count) {
    return out_ass_sum(ego, term, alter, count, in_of);
}
static void in_out(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    in_ass(ego, term, alter, count, out_of, 0, out);
}
static void in_in(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                  double *out) {
    in_ass(ego, term, alter, count, in_of, 1, out);
}

const saom_effect_def saom_effects_assortativity[] = {
    {.name = "outOutAss",
     .label = "out-outdegree assortativity",
     .formula = "Σ_j x_ij x_i+^(1/p) x_j+^(1/p)",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_DENSE,
     .change = out_out,
     .statistic = out_out_sum},
    {.name = "outInAss",
     .label = "out-indegree assortativity; degree assortativity when not directed",
     .formula = "Σ_j x_ij x_i+^(1/p) x_+j^(1/p)",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_ANY,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_DENSE,
     .change = out_in,
     .statistic = out_in_sum},
    {.name = "inOutAss",
     .label = "in-outdegree assortativity",
     .formula = "Σ_j x_ij x_+i^(1/p) x_j+^(1/p)",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_DENSE,
     .product = SAOM_PRODUCT_DYAD,
     .change = in_out},
    {.name = "inInAss",
     .label = "in-indegree assortativity",
     .formula = "Σ_j x_ij x_+i^(1/p) x_+j^(1/p)",
     .citation = "Snijders, van de Bunt & Steglich 2010",
     .sorts = SAOM_DIRECTED,
     .parameter = 2,
     .parameter_most = 2,
     .rest = SAOM_DENSE,
     .change = in_in},
    {.name = NULL}};
