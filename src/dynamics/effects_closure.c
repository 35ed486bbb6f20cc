/* SPDX-License-Identifier: Apache-2.0 */
/* Effects of shared partners: geometrically weighted ones, reciprocated triplets, four-cycles,
 * structural equivalence (balance) and distance two. Counts of two-paths are those of effect.h.
 *
 * Geometric weights, with k the number of third actors h and α the internal parameter / 100:
 * e^α (1 − (1 − e^−α)^k) (Snijders, T. A. B., Pattison, P. E., Robins, G. L. & Handcock, M. S.
 * 2006, "New specifications for exponential random graph models", Sociological Methodology 36,
 * 99–153; Robins, G., Pattison, P. & Wang, P. 2009, "Closure, connectivity and degree
 * distributions", Social Networks 31, 105–117). They weigh the tie i → j alone: ties of ego that i
 * → j helps to close are not counted as its doing. */
#include <math.h>

#include "dynamics/effect.h"

static double whole_power(double base, unsigned k) {
    double power = 1;
    for (; k > 0; k /= 2) {
        if (k % 2 == 1) power *= base;
        base *= base;
    }
    return power;
}

void saom_geometric(const saom_term *term, size_t count, double *partners) {
    double most = exp(term->parameter / 100);
    double base = 1 - 1 / most;
    for (size_t k = 0; k < count; k++)
        if (partners[k] > 1) partners[k] = most * (1 - whole_power(base, (unsigned)partners[k]));
}

static void gwesp(const saom_term *term, const int32_t *partners, const uint32_t *alter,
                  size_t count, double *out) {
    for (size_t k = 0; k < count; k++)
        out[k] = partners[alter[k]];
    saom_geometric(term, count, out);
}
static void gwesp_ff(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    gwesp(term, ego->two_path, alter, count, out);
}
static void gwesp_bb(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    gwesp(term, ego->cycle, alter, count, out);
}
static void gwesp_fb(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    gwesp(term, ego->in_star, alter, count, out);
}
static void gwesp_bf(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                     size_t count, double *out) {
    gwesp(term, ego->out_star, alter, count, out);
}

/* The first tie of i → j → h, h ↔ i: each h that ego has a mutual tie with, from those who choose
 * it. */
static void trans_rec_trip_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    (void)term;
    const saom_row *own = &ego->net->out[ego->i];
    for (uint32_t a = 0; a < own->count; a++) {
        if (saom_tied_back(ego, own->at[a]) == 0) continue;
        const saom_row *in = &ego->net->in[own->at[a]];
        for (uint32_t b = 0; b < in->count; b++) {
            if (in->at[b] == ego->i) continue;
            scratch[in->at[b]]++;
            saom_touch(ego, in->at[b]);
        }
    }
}
static void trans_rec_trip(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count, double *out) {
    const double *opened = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = saom_tied_back(ego, alter[k]) * ego->two_path[alter[k]] + opened[alter[k]];
}
static double trans_rec_trip_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                                 size_t count) {
    (void)term;
    double sum = 0;
    for (size_t k = 0; k < count; k++)
        sum += saom_tied_back(ego, alter[k]) * ego->two_path[alter[k]];
    return sum;
}

/* Three-paths i → h ← k → j with all different: for each k as many as in-stars, less the one
 * through j itself. */
static void cycle4_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    (void)term;
    size_t reached = ego->count;
    for (size_t t = 0; t < reached; t++) {
        uint32_t k = ego->touched[t];
        int32_t stars = ego->in_star[k];
        if (stars == 0 || k == ego->i) continue;
        const saom_row *row = &ego->net->out[k];
        for (uint32_t b = 0; b < row->count; b++) {
            if (row->at[b] == ego->i) continue;
            scratch[row->at[b]] += stars;
            saom_touch(ego, row->at[b]);
        }
    }
}
static void cycle4(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out) {
    const double *paths = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++)
        out[k] = paths[alter[k]] - saom_tied(ego, alter[k]) * saom_in_without(ego, alter[k]);
}
/* A cycle of ego has two of its ties. */
static double cycle4_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                         size_t count) {
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        double own = 0;
        cycle4(ego, term, alter + k, 1, &own);
        sum += own;
    }
    return sum / 2;
}

static double balance_base(const saom_view *view, const saom_term *term) {
    return ((double)view->group->data->n - 2) * view->group->look[term->variable].balance;
}
/* |x_ih − x_jh| over h is the sum of both outdegrees less twice what is shared; a tie i → j adds
 * that of j and changes that of ego's other alters by one each. */
static void balance(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                    double *out) {
    double base = balance_base(ego->view, term);
    for (size_t k = 0; k < count; k++) {
        uint32_t j = alter[k];
        out[k] = base - 2 * saom_out_without(ego, j) - saom_out(ego->net, j) +
                 saom_tied_back(ego, j) + 2.0 * (ego->in_star[j] + ego->two_path[j]);
    }
}
static double balance_ego(const saom_ego *ego, const saom_term *term) {
    return balance_base(ego->view, term) - 2.0 * saom_out(ego->net, ego->i);
}
static double balance_alter(const saom_view *view, const saom_term *term, size_t j) {
    return -(double)saom_out(view->net[term->variable], j);
}
static double balance_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                          size_t count) {
    double base = balance_base(ego->view, term);
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        uint32_t j = alter[k];
        sum += base - saom_out_without(ego, j) - saom_out(ego->net, j) + saom_tied_back(ego, j) +
               2.0 * ego->in_star[j];
    }
    return sum;
}

/* Whether ego is tied to h directly or through somebody. */
static bool reaches(const saom_ego *ego, size_t h) {
    return h != ego->i && (saom_tied(ego, h) > 0 || ego->two_path[h] > 0);
}
/* For j with a tie from ego: whom ego reaches through j only. For any other: how many of those whom
 * j chooses ego reaches already. */
static void nbr_dist2_prepare(saom_ego *ego, const saom_term *term, double *scratch) {
    (void)term;
    size_t reached = ego->count;
    for (size_t t = 0; t < reached; t++) {
        if (!reaches(ego, ego->touched[t])) continue;
        const saom_row *in = &ego->net->in[ego->touched[t]];
        for (uint32_t b = 0; b < in->count; b++) {
            uint32_t j = in->at[b];
            if (j == ego->i || saom_tied(ego, j) > 0) continue;
            scratch[j]++;
            saom_touch(ego, j);
        }
    }
    const saom_row *own = &ego->net->out[ego->i];
    for (uint32_t a = 0; a < own->count; a++) {
        const saom_row *row = &ego->net->out[own->at[a]];
        for (uint32_t b = 0; b < row->count; b++) {
            uint32_t h = row->at[b];
            if (h != ego->i && saom_tied(ego, h) == 0 && ego->two_path[h] == 1)
                scratch[own->at[a]]++;
        }
    }
}
static void nbr_dist2(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                      size_t count, double *out) {
    const double *reached = ego->scratch[term->slot];
    for (size_t k = 0; k < count; k++) {
        uint32_t j = alter[k];
        double gained = saom_tied(ego, j) > 0
                            ? reached[j]
                            : saom_out(ego->net, j) - saom_tied_back(ego, j) - reached[j];
        out[k] = gained - (ego->two_path[j] > 0);
    }
}
static double nbr_dist2_alter(const saom_view *view, const saom_term *term, size_t j) {
    return saom_out(view->net[term->variable], j);
}
static double nbr_dist2_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                            size_t count) {
    (void)term, (void)alter, (void)count;
    double sum = 0;
    for (size_t t = 0; t < ego->count; t++) {
        uint32_t h = ego->touched[t];
        sum += h != ego->i && saom_tied(ego, h) == 0 && ego->two_path[h] > 0;
    }
    return sum;
}

const saom_effect_def saom_effects_closure[] = {
    {.name = "gwespFF",
     .label = "geometrically weighted shared partners i → h → j",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h x_ih x_hj, α = p / 100",
     .citation = "Snijders, Pattison, Robins & Handcock 2006",
     .sorts = SAOM_DIRECTED,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .counts = SAOM_TWO_PATH,
     .product = SAOM_PRODUCT_DYAD,
     .elementary = true,
     .change = gwesp_ff},
    {.name = "gwespBB",
     .label = "geometrically weighted shared partners i ← h ← j",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h x_hi x_jh, α = p / 100",
     .citation = "Robins, Pattison & Wang 2009",
     .sorts = SAOM_DIRECTED,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .counts = SAOM_CYCLE,
     .product = SAOM_PRODUCT_DYAD,
     .elementary = true,
     .change = gwesp_bb},
    {.name = "gwespFB",
     .label = "geometrically weighted shared partners i → h ← j",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h x_ih x_jh, α = p / 100",
     .citation = "Robins, Pattison & Wang 2009",
     .sorts = SAOM_DIRECTED,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .counts = SAOM_IN_STAR,
     .product = SAOM_PRODUCT_DYAD,
     .elementary = true,
     .change = gwesp_fb},
    {.name = "gwespBF",
     .label = "geometrically weighted shared partners i ← h → j",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h x_hi x_hj, α = p / 100",
     .citation = "Robins, Pattison & Wang 2009",
     .sorts = SAOM_DIRECTED,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .counts = SAOM_OUT_STAR,
     .product = SAOM_PRODUCT_DYAD,
     .elementary = true,
     .change = gwesp_bf},
    {.name = "gwesp",
     .label = "geometrically weighted shared partners",
     .formula = "Σ_j x_ij e^α (1 − (1 − e^−α)^k), k = Σ_h x_ih x_hj, α = p / 100",
     .citation = "Snijders, Pattison, Robins & Handcock 2006",
     .sorts = SAOM_UNDIRECTED,
     .parameter = 69,
     .rest = SAOM_LOCAL,
     .counts = SAOM_TWO_PATH,
     .product = SAOM_PRODUCT_DYAD,
     .elementary = true,
     .change = gwesp_ff},
    {.name = "transRecTrip",
     .label = "transitive reciprocated triplets",
     .formula = "Σ_jh x_ij x_ji x_ih x_hj",
     .citation = "Ripley et al., Manual for Siena",
     .sorts = SAOM_DIRECTED,
     .rest = SAOM_LOCAL,
     .counts = SAOM_TWO_PATH,
     .prepare = trans_rec_trip_prepare,
     .change = trans_rec_trip,
     .statistic = trans_rec_trip_sum},
    {.name = "cycle4",
     .label = "four-cycles",
     .formula = "1/2 Σ_jkh x_ij x_ik x_hj x_hk, all different",
     .citation = "Robins, Pattison & Wang 2009",
     .sorts = SAOM_ANY,
     .parameter = 1,
     .parameter_most = 1,
     .rest = SAOM_LOCAL,
     .counts = SAOM_IN_STAR,
     .share = 0.5,
     .share_undirected = 0.5,
     .prepare = cycle4_prepare,
     .change = cycle4,
     .statistic = cycle4_sum},
    {.name = "balance",
     .label = "balance: structural equivalence of outgoing ties",
     .formula = "Σ_j x_ij Σ_h (b − |x_ih − x_jh|), b its mean over the data, h ≠ i, j",
     .citation = "Snijders 2001",
     .sorts = SAOM_ANY,
     .rest = SAOM_ALTER,
     .counts = SAOM_TWO_PATH | SAOM_IN_STAR,
     .change = balance,
     .ego = balance_ego,
     .alter = balance_alter,
     .statistic = balance_sum},
    {.name = "nbrDist2",
     .label = "number of actors at distance two",
     .formula = "#{j: x_ij = 0, max_h x_ih x_hj > 0}",
     .citation = "Snijders 2001",
     .sorts = SAOM_ANY,
     .evaluation_only = true,
     .rest = SAOM_ALTER,
     .counts = SAOM_TWO_PATH,
     .share_undirected = 0.5,
     .prepare = nbr_dist2_prepare,
     .change = nbr_dist2,
     .alter = nbr_dist2_alter,
     .statistic = nbr_dist2_sum},
    {.name = NULL}};
