/* SPDX-License-Identifier: Apache-2.0 */
/* Counter-based random streams: a stream is named by a seed and three numbers (what it is for: a
 * unit, a time, a sweep), so that the same work draws the same numbers on any number of threads. */
#ifndef ENTENTE_BASE_RANDOM_H
#define ENTENTE_BASE_RANDOM_H

#include <stdint.h>

/* A position in one stream. It belongs to one thread; copying it copies the draws to come. */
typedef struct ent_random {
    uint32_t key[2];
    uint32_t counter[4]; /* the stream's three numbers, then the block */
    uint32_t block[4];
    unsigned used; /* words of the block already handed out */
} ent_random;

/* The stream (a, b, c) of a seed, at its beginning. A stream holds 2^34 words. */
ent_random ent_random_stream(uint64_t seed, uint32_t a, uint32_t b, uint32_t c);

uint32_t ent_random_word(ent_random *random);
/* Uniform on the open interval (0, 1): 53 bits, two words. */
double ent_random_uniform(ent_random *random);
/* Uniform whole number in 0…count − 1, count > 0, without bias (Lemire 2019). */
uint32_t ent_random_below(ent_random *random, uint32_t count);
/* Standard normal, by inversion. */
double ent_random_normal(ent_random *random);
/* Exponential with mean 1. */
double ent_random_exponential(ent_random *random);
/* Gamma with a shape > 0 and scale 1 (Marsaglia & Tsang 2000). */
double ent_random_gamma(ent_random *random, double shape);
/* Standard normal given lower < x < upper (either may be infinite, lower < upper), by inversion in
 * the tail that is not rounded away. */
double ent_random_normal_between(ent_random *random, double lower, double upper);

#endif
