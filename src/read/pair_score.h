/* SPDX-License-Identifier: Apache-2.0 */
/* How likely two stretches of text are to translate each other. */
#ifndef ENTENTE_READ_PAIR_SCORE_H
#define ENTENTE_READ_PAIR_SCORE_H

#include "read/unit.h"

/* What a pair is judged by. */
enum {
    ENT_PAIR_CONSTANT,
    ENT_PAIR_FORWARD,      /* log likelihood ratio of the Chinese words given the English */
    ENT_PAIR_BACKWARD,     /* and the other way round */
    ENT_PAIR_FORWARD_MEAN, /* by word */
    ENT_PAIR_BACKWARD_MEAN,
    ENT_PAIR_NUMBERS,       /* numbers and months both have */
    ENT_PAIR_NUMBERS_ALONE, /* those only one has */
    ENT_PAIR_LATIN,         /* Latin words of the Chinese text that the English has */
    ENT_PAIR_LATIN_ALONE,   /* those it lacks */
    ENT_PAIR_LENGTH,        /* squared distance from the usual ratio of lengths */
    ENT_PAIR_SHORT,         /* 1 / number of Chinese words */
    ENT_PAIR_FEATURES
};

/* Units [en, en + en_count) beside units [zh, zh + zh_count). */
typedef struct ent_pair {
    size_t en, en_count, zh, zh_count;
    double log_odds; /* that they translate each other */
    bool moved;      /* linked out of the order of the text */
} ent_pair;

typedef struct ent_pair_scorer ent_pair_scorer; /* a glossary and scratch */

ent_status ent_pair_scorer_new(ent_pair_scorer **out, const ent_glossary *glossary, ent_error *err);
void ent_pair_scorer_free(ent_pair_scorer *scorer);
void ent_pair_features(ent_pair_scorer *scorer, const ent_units *en, const ent_units *zh,
                       const ent_pair *pair, double features[ENT_PAIR_FEATURES]);
/* Set the log odds of the pair. O(words × translations). */
void ent_pair_score(ent_pair_scorer *scorer, const ent_units *en, const ent_units *zh,
                    ent_pair *pair);
/* Whether two units of one side belong together in the pair: each alone shares words with the other
 * side, and the lengths fit better with both than with either. */
bool ent_pair_is_joint(ent_pair_scorer *scorer, const ent_units *en, const ent_units *zh,
                       const ent_pair *pair);

#endif
