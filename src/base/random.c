/* SPDX-License-Identifier: Apache-2.0 */
/* Philox 4×32 with ten rounds: block n of a stream is a keyed bijection of the counter
 * (a, b, c, n). Salmon, J. K., Moraes, M. A., Dror, R. O. & Shaw, D. E. (2011), "Parallel random
 * numbers: as easy as 1, 2, 3", SC '11.
 *
 * Bounded whole numbers: Lemire, D. (2019), "Fast random integer generation in an interval", ACM
 * Transactions on Modeling and Computer Simulation 29(1). Gamma: Marsaglia, G. & Tsang, W. W.
 * (2000), "A simple method for generating gamma variables", ACM Transactions on Mathematical
 * Software 26(3). */
#include "base/random.h"

#include <Random123/philox.h>
#include <math.h>
#include <string.h>

#include "base/normal.h"

ent_random ent_random_stream(uint64_t seed, uint32_t a, uint32_t b, uint32_t c) {
    return (ent_random){
        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)}, .counter = {a, b, c, 0}, .used = 4};
}

uint32_t ent_random_word(ent_random *random) {
    if (random->used == 4) {
        philox4x32_ctr_t counter;
        philox4x32_key_t key;
        memcpy(counter.v, random->counter, sizeof counter.v);
        memcpy(key.v, random->key, sizeof key.v);
        counter = philox4x32(counter, key);
        memcpy(random->block, counter.v, sizeof random->block);
        random->counter[3]++;
        random->used = 0;
    }
    return random->block[random->used++];
}

double ent_random_uniform(ent_random *random) {
    uint64_t high = ent_random_word(random) >> 5;
    uint64_t low = ent_random_word(random) >> 6;
    return ((double)(high << 26 | low) + 0.5) * 0x1p-53;
}

uint32_t ent_random_below(ent_random *random, uint32_t count) {
    uint64_t product = (uint64_t)ent_random_word(random) * count;
    if ((uint32_t)product < count) {
        uint32_t biased = -count % count;
        while ((uint32_t)product < biased)
            product = (uint64_t)ent_random_word(random) * count;
    }
    return (uint32_t)(product >> 32);
}

double ent_random_normal(ent_random *random) {
    return ent_normal_quantile(ent_random_uniform(random));
}

double ent_random_exponential(ent_random *random) {
    return -log(ent_random_uniform(random));
}

double ent_random_gamma(ent_random *random, double shape) {
    if (shape < 1) /* Gamma(shape) is Gamma(shape + 1) times a power of a uniform */
        return ent_random_gamma(random, shape + 1) * pow(ent_random_uniform(random), 1 / shape);
    double d = shape - 1.0 / 3;
    double c = 1 / sqrt(9 * d);
    for (;;) {
        double x = ent_random_normal(random);
        double root = 1 + c * x;
        if (root <= 0) continue;
        double v = root * root * root;
        if (log(ent_random_uniform(random)) < x * x / 2 + d - d * v + d * log(v)) return d * v;
    }
}

double ent_random_normal_between(ent_random *random, double lower, double upper) {
    if (lower > 0) return -ent_random_normal_between(random, -upper, -lower);
    double from = ent_normal_cdf(lower);
    double to = ent_normal_cdf(upper);
    double u = ent_random_uniform(random);
    double x = 0;
    if (to > 0x1p-1000) {
        x = ent_normal_quantile(from + u * (to - from));
    } else { /* both ends so far out that their probabilities vanish: the tail is exponential there
              */
        x = upper + log(u) / -upper;
    }
    return fmin(fmax(x, lower), upper);
}
