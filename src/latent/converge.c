/* SPDX-License-Identifier: Apache-2.0 */
/* R̂ and effective sample size of split chains after rank normalisation: Vehtari, A., Gelman, A.,
 * Simpson, D., Carpenter, B. & Bürkner, P.-C. (2021), "Rank-normalization, folding, and
 * localization: an improved R̂ for assessing convergence of MCMC", Bayesian Analysis 16(2), 667–718.
 * R̂ is the larger of that of the values and that of their distances from the median. Sums of
 * autocorrelations end by Geyer's initial monotone sequence. */
#include <math.h>
#include <stdlib.h>

#include "base/normal.h"
#include "latent/gibbs.h"

/* Values split into halves: 2 · chains pieces of draws / 2; an odd middle one is left out. */
struct pieces {
    size_t count, length;
    const double *values;
};

struct ranked {
    double value;
    size_t place;
};

static int by_value(const void *left, const void *right) {
    const struct ranked *a = left;
    const struct ranked *b = right;
    return (a->value > b->value) - (a->value < b->value);
}

/* Replace values by the normal quantiles of their mean ranks. @p sorted: room for n. */
static void normalise_ranks(double *values, struct ranked *sorted, size_t n) {
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct ranked){values[i], i};
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && sorted[end].value == sorted[i].value)
            end++;
        double rank = (double)(i + 1 + end) / 2;
        for (; i < end; i++)
            values[sorted[i].place] = ent_normal_quantile((rank - 0.375) / ((double)n + 0.25));
    }
}

static double mean_of(const double *values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum / (double)n;
}

/* Mean over pieces of the autocovariance at a lag, over n. */
static double autocovariance(const struct pieces *pieces, size_t lag) {
    double total = 0;
    for (size_t m = 0; m < pieces->count; m++) {
        const double *x = pieces->values + m * pieces->length;
        double mean = mean_of(x, pieces->length);
        double sum = 0;
        for (size_t i = 0; i + lag < pieces->length; i++)
            sum += (x[i] - mean) * (x[i + lag] - mean);
        total += sum / (double)pieces->length;
    }
    return total / (double)pieces->count;
}

/* Within variance and the pooled estimate var⁺. */
static void variances(const struct pieces *pieces, double *within, double *pooled) {
    double n = (double)pieces->length;
    double grand = mean_of(pieces->values, pieces->count * pieces->length);
    double between = 0;
    for (size_t m = 0; m < pieces->count; m++) {
        double apart = mean_of(pieces->values + m * pieces->length, pieces->length) - grand;
        between += apart * apart;
    }
    *within = autocovariance(pieces, 0) * n / (n - 1);
    *pooled = *within * (n - 1) / n + between / ((double)pieces->count - 1);
}

static double rhat_of(const struct pieces *pieces) {
    double within = 0;
    double pooled = 0;
    variances(pieces, &within, &pooled);
    return within > 0 ? sqrt(pooled / within) : 1;
}

static double ess_of(const struct pieces *pieces) {
    double within = 0;
    double pooled = 0;
    variances(pieces, &within, &pooled);
    double all = (double)(pieces->count * pieces->length);
    if (!(within > 0)) return all;
    double sum = 0;
    double last = INFINITY;
    for (size_t lag = 0; lag + 1 < pieces->length; lag += 2) {
        double even = 1 - (within - autocovariance(pieces, lag)) / pooled;
        double odd = 1 - (within - autocovariance(pieces, lag + 1)) / pooled;
        double pair = fmin(lag == 0 ? 1 + odd : even + odd, last);
        if (pair < 0) break;
        sum += pair;
        last = pair;
    }
    return fmin(all / fmax(2 * sum - 1, 1 / log10(all)), all * log10(all));
}

void ent_converge(const float *values, size_t stride, size_t chains, size_t draws, double *room,
                  double *rhat, double *ess) {
    struct pieces pieces = {2 * chains, draws / 2, room};
    size_t n = pieces.count * pieces.length;
    struct ranked *sorted = (struct ranked *)(void *)(room + n);
    for (size_t m = 0; m < pieces.count; m++) {
        size_t chain = m / 2;
        size_t from = m % 2 == 0 ? 0 : draws - pieces.length;
        for (size_t i = 0; i < pieces.length; i++)
            room[m * pieces.length + i] = (double)values[(chain * draws + from + i) * stride];
    }
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct ranked){room[i], i};
    qsort(sorted, n, sizeof *sorted, by_value);
    double median = (sorted[(n - 1) / 2].value + sorted[n / 2].value) / 2;
    normalise_ranks(room, sorted, n);
    double bulk = rhat_of(&pieces);
    *ess = ess_of(&pieces);
    for (size_t m = 0; m < pieces.count; m++) {
        size_t from = m % 2 == 0 ? 0 : draws - pieces.length;
        for (size_t i = 0; i < pieces.length; i++)
            room[m * pieces.length + i] =
                fabs((double)values[(m / 2 * draws + from + i) * stride] - median);
    }
    normalise_ranks(room, sorted, n);
    *rhat = fmax(bulk, rhat_of(&pieces));
}
