/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of triads. Counts of two-paths are those of effect.h; none of them depends on the tie
 * i → j itself.
 *
 * Snijders, T. A. B. 2001, "The statistical evaluation of social network dynamics", Sociological
 * Methodology 31, 361–395; Snijders, T. A. B., van de Bunt, G. G. & Steglich, C. E. G. 2010,
 * "Introduction to stochastic actor-based models for network dynamics", Social Networks 32, 44–60.
 */
#include "dynamics/effect.h"

/* i → j closes i → h → j, and is the first leg of i → j → h where i → h. */
static void trans_trip(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                       size_t count, double *out) {
    (void)term;
    const int32_t *two_path = ego->two_path;
    const int32_t *in_star = ego->in_star;
    for (size_t k = 0; k < count; k++)
        out[k] = two_path[alter[k]] + in_star[alter[k]];
}
static double trans_trip_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                             size_t count) {
    (void)term;
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += ego->two_path[alter[k]];
    return sum;
}

static void cycle3(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    (void)term;
    const int32_t *cycle = ego->cycle;
    for (size_t k = 0; k < count; k++)
        out[k] = cycle[alter[k]];
}
/* Each cycle is counted once over its three members. */
static double cycle3_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count) {
    (void)term;
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += ego->cycle[alter[k]];
    return sum;
}

static void trans_triads(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count, double *out) {
    (void)term;
    const int32_t *two_path = ego->two_path;
    for (size_t k = 0; k < count; k++)
        out[k] = two_path[alter[k]];
}
/* Ego's triads: each is met from both of the other two. */
static double trans_triads_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                               size_t count) {
    return trans_trip_sum(ego, term, alter, count) / 2;
}

/* With i → j, a tie i → h that had no intermediary has one if j → h. */
static void trans_ties_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    (void)term;
    const saom_row *own = &ego->net->out[ego->i];
    for (uint32_t a = 0; a < own->count; a++) {
        uint32_t h = own->at[a];
        const saom_row *in = &ego->net->in[h];
        for (uint32_t b = 0; b < in->count; b++) {
            uint32_t j = in->at[b];
            if (j == ego->i) continue;
            int others = ego->two_path[h] - (ego->tie[j] & SAOM_TIE_OUT ? 1 : 0);
            if (others == 0) scratch[j]++;
        }
    }
}
static void trans_ties(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                       size_t count, double *out) {
    const double *opened = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = (ego->two_path[alter[k]] > 0) + opened[alter[k]];
}
static double trans_ties_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                             size_t count) {
    (void)term;
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += ego->two_path[alter[k]] > 0;
    return sum;
}

const saom_effect_def saom_effects_triadic[] = {{.name = "transTrip",
                                                 .label = "transitive triplets",
                                                 .formula = "Σ_jh x_ij x_ih x_hj",
                                                 .citation = "Snijders 2001",
                                                 .sorts = SAOM_DIRECTED,
                                                 .rest = SAOM_LOCAL,
                                                 .counts = SAOM_TWO_PATH | SAOM_IN_STAR,
                                                 .change = trans_trip,
                                                 .statistic = trans_trip_sum,
                                                 .tally = SAOM_TWO_PATH | SAOM_IN_STAR},
                                                {.name = "cycle3",
                                                 .label = "three-cycles",
                                                 .formula = "Σ_jh x_ij x_jh x_hi",
                                                 .citation = "Snijders 2001",
                                                 .sorts = SAOM_DIRECTED,
                                                 .rest = SAOM_LOCAL,
                                                 .counts = SAOM_CYCLE,
                                                 .share = 1.0 / 3,
                                                 .change = cycle3,
                                                 .statistic = cycle3_sum,
                                                 .tally = SAOM_CYCLE},
                                                {.name = "transTriads",
                                                 .label = "transitive triads",
                                                 .formula = "Σ_{j<h} x_ij x_ih x_jh",
                                                 .citation = "Snijders & Pickup 2017",
                                                 .sorts = SAOM_UNDIRECTED,
                                                 .rest = SAOM_LOCAL,
                                                 .counts = SAOM_TWO_PATH,
                                                 .share_undirected = 1.0 / 3,
                                                 .change = trans_triads,
                                                 .statistic = trans_triads_sum,
                                                 .tally = SAOM_TWO_PATH},
                                                {.name = "transTies",
                                                 .label = "transitive ties",
                                                 .formula = "Σ_j x_ij max_h(x_ih x_hj)",
                                                 .citation = "Snijders 2001",
                                                 .sorts = SAOM_ANY,
                                                 .rest = SAOM_LOCAL,
                                                 .counts = SAOM_TWO_PATH | SAOM_IN_STAR,
                                                 .prepare = trans_ties_prepare,
                                                 .change = trans_ties,
                                                 .statistic = trans_ties_sum},
                                                {.name = NULL}};
