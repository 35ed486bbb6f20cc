/* SPDX-License-Identifier: Apache-2.0 */
/* The standard normal distribution. */
#ifndef ENTENTE_BASE_NORMAL_H
#define ENTENTE_BASE_NORMAL_H

double ent_normal_density(double x);
/* P(X < x), accurate to a few units in the last place in the lower tail too. */
double ent_normal_cdf(double x);
/* log P(X < x), finite for every finite x. */
double ent_normal_log_cdf(double x);
/* The x with P(X < x) = p: relative error below 1e-15; −∞ at 0, ∞ at 1. */
double ent_normal_quantile(double p);

#endif
