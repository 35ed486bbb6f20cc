/* SPDX-License-Identifier: Apache-2.0 */
/* Poisson log-normal counts,
 *
 *   P(y | η) = ∫ Poisson(y; exp(η + ω ε)) φ(ε) dε,
 *
 * by Gauss–Hermite quadrature centred and scaled at the integrand's mode: Liu, Q. & Pierce, D. A.
 * (1994), "A note on Gauss–Hermite quadrature", Biometrika 81(3), 624–629. The model: Aitchison, J.
 * & Ho, C. H. (1989), "The multivariate Poisson-log normal distribution", Biometrika 76(4). */
#include <math.h>

#include "latent/part.h"

enum { NODES = 12 };

/* Positive nodes of the 12-point rule and log(weight) + node², for the weight exp(−x²). */
static const double node[NODES / 2] = {0.314240376254359111, 0.947788391240163744,
                                       1.597682635152605096, 2.279507080501059900,
                                       3.020637025120889772, 3.889724897869781919};
static const double weight[NODES / 2] = {0.5701352362624796,   0.2604923102641611,
                                         0.05160798561588393,  0.003905390584629062,
                                         8.573687043587859e-5, 2.658551684356302e-7};

/* ε at which y(η + ωε) − exp(η + ωε) − ε²/2 is highest; concave, so Newton's steps, cut short where
 * the exponential runs away, find it. */
static double mode_of(double count, double eta, double omega) {
    double epsilon = 0;
    if (count > 0 && omega > 0) { /* between the prior's mode and that of the Poisson */
        double wanted = (log(count) - eta) / omega;
        double share = omega * omega * count / (1 + omega * omega * count);
        epsilon = wanted * share;
    } else if (eta > 2) {
        epsilon = -eta / (omega + 1);
    }
    for (int i = 0; i < 30; i++) {
        double rate = exp(fmin(eta + omega * epsilon, 300));
        double step = (omega * (count - rate) - epsilon) / (1 + omega * omega * rate);
        epsilon += step;
        if (fabs(step) < 1e-8) break;
    }
    return epsilon;
}

struct sums {
    double p, g, h, gg, gh, hh, rate, rate_e, rate_ee;
};

/* g = y − λ and h = (y − λ) ε, and what their derivatives need. */
static void add_node(struct sums *sums, double w, double count, double rate, double epsilon) {
    double g = count - rate;
    double h = g * epsilon;
    sums->p += w;
    sums->g += w * g;
    sums->h += w * h;
    sums->gg += w * g * g;
    sums->gh += w * g * h;
    sums->hh += w * h * h;
    sums->rate += w * rate;
    sums->rate_e += w * rate * epsilon;
    sums->rate_ee += w * rate * epsilon * epsilon;
}

ent_density ent_count_density(double count, double eta, double omega) {
    double centre = mode_of(count, eta, omega);
    double at_mode = eta + omega * centre;
    double rate_mode = exp(fmin(at_mode, 300));
    double spread = sqrt(2 / (1 + omega * omega * rate_mode));
    double top = count * at_mode - rate_mode - centre * centre / 2;
    struct sums sums = {0};
    for (int i = 0; i < NODES; i++) {
        double x = i < NODES / 2 ? node[i] : -node[i - NODES / 2];
        double epsilon = centre + spread * x;
        double log_rate = eta + omega * epsilon;
        double rate = exp(fmin(log_rate, 300));
        double height = count * log_rate - rate - epsilon * epsilon / 2 - top;
        add_node(&sums, weight[i % (NODES / 2)] * exp(height + x * x), count, rate, epsilon);
    }
    double mean = sums.g / sums.p;
    double mean_h = sums.h / sums.p;
    ent_density at = {.log_p =
                          top + log(sums.p * spread) - lgamma(count + 1) - 0.91893853320467274178};
    at.first[0] = mean;
    at.first[1] = mean_h;
    at.second[0] = sums.gg / sums.p - mean * mean - sums.rate / sums.p;
    at.second[1] = sums.gh / sums.p - mean * mean_h - sums.rate_e / sums.p;
    at.second[2] = sums.hh / sums.p - mean_h * mean_h - sums.rate_ee / sums.p;
    return at;
}
