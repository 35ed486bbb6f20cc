/* SPDX-License-Identifier: Apache-2.0 */
/* P(χ²_k > x) = Q(k/2, x/2), the regularised incomplete gamma function: by the series of its
 * complement below a + 1, by Legendre's continued fraction above, evaluated from the front (Lentz
 * 1976, "Generating Bessel functions in Mie scattering calculations using continued fractions",
 * Applied Optics 15). */
#include "base/chi_square.h"

#include <float.h>
#include <math.h>

enum { TERMS = 10000 };

static double log_gamma(double a) {
    int sign = 0;
    return lgamma_r(a, &sign);
}

/* x^a e^−x / Γ(a) */
static double scale(double a, double x) {
    return exp(a * log(x) - x - log_gamma(a));
}

static double lower_series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int k = 1; k < TERMS && term > sum * DBL_EPSILON / 4; k++) {
        term *= x / (a + k);
        sum += term;
    }
    return sum * scale(a, x);
}

static double upper_fraction(double a, double x) {
    const double tiny = DBL_MIN / DBL_EPSILON;
    double b = x + 1 - a;
    double c = 1 / tiny;
    double d = 1 / b;
    double value = d;
    for (int k = 1; k < TERMS; k++) {
        double numerator = -k * (k - a);
        b += 2;
        d = numerator * d + b;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = b + numerator / c;
        if (fabs(c) < tiny) c = tiny;
        value *= c * d;
        if (fabs(c * d - 1) < DBL_EPSILON) break;
    }
    return value * scale(a, x);
}

double ent_chi_square_above(double x, size_t df) {
    double a = (double)df / 2;
    if (isnan(x)) return x;
    if (x <= 0) return 1;
    if (df == 0 || isinf(x)) return 0;
    return x / 2 < a + 1 ? 1 - lower_series(a, x / 2) : upper_fraction(a, x / 2);
}
