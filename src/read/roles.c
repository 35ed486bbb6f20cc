/* SPDX-License-Identifier: Apache-2.0 */
/* Who acts on whom: the likeliest path of the chain gives spans; its marginals tell which of the
 * mentions already known is the source and which the target. */
#include "read/roles.h"

#include <math.h>

#include "read/reader_model.h"
#include "read/role_features.h"

void ent_roles_free(ent_role_weights *weights) {
    ent_weight_table_free(weights->linear);
    weights->linear = NULL;
}

struct chain {
    ent_stem tokens[ENT_STEMS];
    size_t count;
    double emission[ENT_STEMS * ENT_STATES];
};

/* Emission of a state: the weights of its label and its own. */
static void set_emissions(const ent_reader_model *model, const char *text, size_t length,
                          struct chain *chain) {
    ent_role_features features;
    const ent_weight_table *linear = model->roles.linear;
    chain->count = ent_stems_read(text, length, chain->tokens);
    ent_role_features_of(&model->lexicon, &model->classes, chain->tokens, chain->count, &features);
    for (size_t t = 0; t < chain->count; t++) {
        int32_t sums[ENT_WEIGHT_ROW];
        double score[ENT_ROLE_WEIGHTS];
        ent_weight_table_sum(linear, features.id[t], features.count[t], sums);
        for (size_t k = 0; k < ENT_ROLE_WEIGHTS; k++)
            score[k] = (double)linear->bias[k] + (double)linear->scale[k] * sums[k];
        for (size_t s = 0; s < ENT_STATES; s++)
            chain->emission[t * ENT_STATES + s] =
                score[ent_state_label((ent_role_state)s)] + score[ENT_ROLE_LABELS + s];
    }
}

static ent_role role_of(ent_role_label label) {
    return label <= ENT_ROLE_SOURCE_INSIDE   ? ENT_ROLE_SOURCE
           : label <= ENT_ROLE_TARGET_INSIDE ? ENT_ROLE_TARGET
                                             : ENT_ROLE_MUTUAL;
}

static double word_has(const ent_role_lattice *lattice, size_t t, ent_role role) {
    double sum = 0;
    for (size_t s = 0; s < ENT_STATES; s++) {
        ent_role_label label = ent_state_label((ent_role_state)s);
        if (label != ENT_ROLE_OUTSIDE && role_of(label) == role)
            sum += ent_role_marginal(lattice, t, (ent_role_state)s);
    }
    return sum;
}

static float mean_over(const ent_role_lattice *lattice, size_t begin, size_t end, ent_role role) {
    double sum = 0;
    for (size_t t = begin; t < end; t++)
        sum += word_has(lattice, t, role);
    return end > begin ? (float)(sum / (double)(end - begin)) : 0;
}

size_t ent_reader_roles(const ent_reader_model *model, const char *text, size_t length,
                        ent_role_span spans[ENT_ROLE_SPANS]) {
    struct chain chain;
    ent_role_lattice lattice;
    uint8_t states[ENT_STEMS];
    size_t found = 0;
    if (model->roles.linear == NULL) return 0;
    set_emissions(model, text, length, &chain);
    ent_role_best(&model->roles.steps, chain.emission, chain.count, states);
    ent_role_sum(&model->roles.steps, chain.emission, chain.count, &lattice);
    for (size_t t = 0; t < chain.count && found < ENT_ROLE_SPANS;) {
        ent_role_label label = ent_state_label((ent_role_state)states[t]);
        size_t end = t + 1;
        if (label == ENT_ROLE_OUTSIDE) {
            t = end;
            continue;
        }
        while (end < chain.count &&
               (int)ent_state_label((ent_role_state)states[end]) == (int)(label | 1) + 1)
            end++;
        spans[found++] = (ent_role_span){{chain.tokens[t].begin, chain.tokens[end - 1].end},
                                         role_of(label),
                                         mean_over(&lattice, t, end, role_of(label))};
        t = end;
    }
    return found;
}

/* The words of a mention. */
static void words_of(const struct chain *chain, ent_text_span mention, size_t *begin, size_t *end) {
    size_t t = 0;
    while (t < chain->count && chain->tokens[t].end <= mention.begin)
        t++;
    *begin = t;
    while (t < chain->count && chain->tokens[t].begin < mention.end)
        t++;
    *end = t;
}

void ent_roles_score(const ent_reader_model *model, const char *text, size_t length,
                     const ent_text_span *mentions, size_t count, ent_role_score *scores) {
    struct chain chain;
    ent_role_lattice lattice;
    for (size_t m = 0; m < count; m++)
        scores[m] = (ent_role_score){0, 0, 0};
    if (model->roles.linear == NULL) return;
    set_emissions(model, text, length, &chain);
    ent_role_sum(&model->roles.steps, chain.emission, chain.count, &lattice);
    for (size_t m = 0; m < count; m++) {
        size_t begin;
        size_t end;
        words_of(&chain, mentions[m], &begin, &end);
        scores[m] = (ent_role_score){mean_over(&lattice, begin, end, ENT_ROLE_SOURCE),
                                     mean_over(&lattice, begin, end, ENT_ROLE_TARGET),
                                     mean_over(&lattice, begin, end, ENT_ROLE_MUTUAL)};
    }
}

float ent_reader_direction(const ent_reader_model *model, const char *text, size_t length,
                           const ent_text_span *mentions, size_t count, size_t *source,
                           size_t *target) {
    enum { MENTIONS = 64 };
    ent_role_score scores[MENTIONS];
    double total = 0;
    double best = -1;
    *source = 0;
    *target = 1;
    if (count > MENTIONS) count = MENTIONS;
    if (model->roles.linear == NULL || count < 2) return 0;
    ent_roles_score(model, text, length, mentions, count, scores);
    for (size_t s = 0; s < count; s++)
        for (size_t t = 0; t < count; t++) {
            if (s == t) continue;
            double acts = (double)scores[s].acts + (double)scores[s].both / 2 + 1e-6;
            double bears = (double)scores[t].bears + (double)scores[t].both / 2 + 1e-6;
            total += acts * bears;
            if (acts * bears <= best) continue;
            best = acts * bears;
            *source = s;
            *target = t;
        }
    return (float)(best / total);
}

ent_status ent_reader_train_roles(ent_reader_model *model, const ent_role_example *examples,
                                  size_t count, const ent_reader_train_options *options,
                                  ent_error *err) {
    ent_role_weights weights = {0};
    ent_status status = ent_roles_train(&weights, &model->lexicon, examples, count, options, err);
    if (status != ENT_OK) return status;
    ent_roles_free(&model->roles);
    model->roles = weights;
    return ENT_OK;
}
