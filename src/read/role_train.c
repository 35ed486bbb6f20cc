/* SPDX-License-Identifier: Apache-2.0 */
/* Weights of the chain: max Σ_e c_e log P(states_e | words_e) − λ/2 ‖w‖², where P is the
 * conditional random field of role_chain.c. The gradient is observed less expected counts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "read/dictionary.h"
#include "read/lbfgs.h"
#include "read/role_features.h"
#include "read/roles.h"

/* All words of all examples. */
struct corpus {
    size_t *first; /* examples + 1: first word */
    size_t examples;
    float *weight;  /* of an example */
    uint8_t *state; /* of a word */
    size_t words;
    size_t *start;   /* words + 1: first feature */
    uint32_t *index; /* features: hashes, then columns */
    size_t features;
    size_t feature_room;
    ent_dictionary dictionary;
    double penalty;
    ent_role_lattice *lattice;
    ent_word_classes classes;
    double *emission; /* ENT_STEMS × ENT_STATES */
};

static void corpus_free(struct corpus *corpus) {
    free(corpus->first);
    free(corpus->weight);
    free(corpus->state);
    free(corpus->start);
    free(corpus->index);
    free(corpus->lattice);
    free(corpus->emission);
    ent_dictionary_free(&corpus->dictionary);
}

static ent_role_label label_at(const ent_role_example *example, const ent_stem *token,
                               bool *begins) {
    static const uint8_t begin_of[] = {ENT_ROLE_SOURCE_BEGIN, ENT_ROLE_TARGET_BEGIN,
                                       ENT_ROLE_BOTH_BEGIN};
    for (size_t s = 0; s < example->span_count; s++) {
        const ent_role_span *span = &example->spans[s];
        if (token->begin >= span->span.end || token->end <= span->span.begin) continue;
        *begins = token->begin <= span->span.begin;
        return (ent_role_label)begin_of[span->role];
    }
    *begins = false;
    return ENT_ROLE_OUTSIDE;
}

/* The states of an example's words; false when its spans make no path. */
static bool set_states(const ent_role_example *example, const ent_stem *tokens, size_t count,
                       uint8_t *states) {
    ent_role_state state = ENT_STATE_NONE;
    for (size_t t = 0; t < count; t++) {
        bool begins = false;
        ent_role_label label = label_at(example, &tokens[t], &begins);
        if (label != ENT_ROLE_OUTSIDE && !begins && t > 0) label++;
        state = ent_state_next(state, label);
        if (state == ENT_STATES) return false;
        states[t] = (uint8_t)state;
    }
    return count > 0;
}

static ent_status add_example(struct corpus *corpus, const ent_verbs *lexicon,
                              const ent_role_example *example, ent_role_features *features,
                              ent_error *err) {
    ent_stem tokens[ENT_STEMS];
    size_t count = ent_stems_read(example->text, example->length, tokens);
    if (!set_states(example, tokens, count, corpus->state + corpus->words)) return ENT_OK;
    ent_role_features_of(lexicon, &corpus->classes, tokens, count, features);
    ent_status status =
        ent_array_reserve((void **)&corpus->index, &corpus->feature_room,
                          corpus->features + count * ENT_ROLE_FEATURES, sizeof(uint32_t), err);
    if (status != ENT_OK) return status;
    for (size_t t = 0; t < count; t++) {
        memcpy(corpus->index + corpus->features, features->id[t],
               features->count[t] * sizeof(uint32_t));
        corpus->features += features->count[t];
        corpus->start[++corpus->words] = corpus->features;
    }
    corpus->weight[corpus->examples] = example->weight;
    corpus->first[++corpus->examples] = corpus->words;
    return ENT_OK;
}

static ent_status gather(struct corpus *corpus, const ent_verbs *lexicon,
                         const ent_role_example *examples, size_t count, ent_error *err) {
    void *features = NULL;
    size_t most = count * ENT_STEMS;
    ent_status status = ent_array_new(&features, 1, sizeof(ent_role_features), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus->first, count + 1, sizeof(size_t), err);
    if (status == ENT_OK) status = ent_array_new((void **)&corpus->weight, count, 4, err);
    if (status == ENT_OK) status = ent_array_new((void **)&corpus->state, most, 1, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus->start, most + 1, sizeof(size_t), err);
    for (size_t e = 0; status == ENT_OK && e < count; e++)
        status = add_example(corpus, lexicon, &examples[e], features, err);
    if (status == ENT_OK && corpus->examples == 0)
        status = ent_fail(err, ENT_ERR_USAGE, "no examples to learn roles from");
    free(features);
    return status;
}

/* Hashes to columns of the dictionary; rare ones go. */
static ent_status make_columns(struct corpus *corpus, unsigned least, ent_error *err) {
    void *all = NULL;
    ent_status status = ent_array_new(&all, corpus->features, sizeof(uint32_t), err);
    if (status != ENT_OK) return status;
    memcpy(all, corpus->index, corpus->features * sizeof(uint32_t));
    ent_dictionary_take(&corpus->dictionary, all, corpus->features, least);
    size_t n = 0;
    size_t begin = 0;
    for (size_t w = 0; w < corpus->words; w++) {
        size_t end = corpus->start[w + 1];
        for (size_t i = begin; i < end; i++) {
            size_t column = ent_dictionary_find(&corpus->dictionary, corpus->index[i]);
            if (column != SIZE_MAX) corpus->index[n++] = (uint32_t)column;
        }
        begin = end;
        corpus->start[w + 1] = n;
    }
    corpus->features = n;
    status = ent_array_new((void **)&corpus->lattice, 1, sizeof(ent_role_lattice), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&corpus->emission, (size_t)ENT_STEMS * ENT_STATES,
                               sizeof(double), err);
    return status;
}

/* The unknowns: columns × ENT_ROLE_WEIGHTS, then starts, then steps. */
static size_t start_at(const struct corpus *corpus) {
    return corpus->dictionary.count * ENT_ROLE_WEIGHTS;
}

static bool can_step(size_t from, size_t to) {
    return ent_state_next((ent_role_state)from, ent_state_label((ent_role_state)to)) ==
           (ent_role_state)to;
}

static void set_steps(const struct corpus *corpus, const double *w, ent_role_steps *steps) {
    const double *start = w + start_at(corpus);
    const double *step = start + ENT_STATES;
    for (size_t s = 0; s < ENT_STATES; s++) {
        bool first = can_step(ENT_STATE_NONE, s);
        steps->start[s] = first ? start[s] : -HUGE_VAL;
        for (size_t r = 0; r < ENT_STATES; r++)
            steps->step[r][s] = can_step(r, s) ? step[r * ENT_STATES + s] : -HUGE_VAL;
    }
}

static void word_emission(const struct corpus *corpus, const double *w, size_t word, double *out) {
    double score[ENT_ROLE_WEIGHTS] = {0};
    for (size_t i = corpus->start[word]; i < corpus->start[word + 1]; i++) {
        const double *at = w + (size_t)corpus->index[i] * ENT_ROLE_WEIGHTS;
        for (size_t k = 0; k < ENT_ROLE_WEIGHTS; k++)
            score[k] += at[k];
    }
    for (size_t s = 0; s < ENT_STATES; s++)
        out[s] = score[ent_state_label((ent_role_state)s)] + score[ENT_ROLE_LABELS + s];
}

/* Expected less observed counts of a word's states, to the gradient of its features. */
static void add_word(const struct corpus *corpus, size_t word, size_t t, double weight,
                     double *gradient) {
    double change[ENT_ROLE_WEIGHTS] = {0};
    for (size_t s = 0; s < ENT_STATES; s++) {
        double p = ent_role_marginal(corpus->lattice, t, (ent_role_state)s) -
                   (corpus->state[word] == s ? 1 : 0);
        change[ent_state_label((ent_role_state)s)] += weight * p;
        change[ENT_ROLE_LABELS + s] = weight * p;
    }
    for (size_t i = corpus->start[word]; i < corpus->start[word + 1]; i++) {
        double *at = gradient + (size_t)corpus->index[i] * ENT_ROLE_WEIGHTS;
        for (size_t k = 0; k < ENT_ROLE_WEIGHTS; k++)
            at[k] += change[k];
    }
}

static void add_steps(const struct corpus *corpus, const ent_role_steps *steps, size_t first,
                      size_t count, double weight, double *gradient) {
    const ent_role_lattice *lattice = corpus->lattice;
    double *start = gradient + start_at(corpus);
    double *step = start + ENT_STATES;
    for (size_t s = 0; s < ENT_STATES; s++)
        start[s] += weight * ent_role_marginal(lattice, 0, (ent_role_state)s);
    start[corpus->state[first]] -= weight;
    for (size_t t = 1; t < count; t++) {
        for (size_t r = 0; r < ENT_STATES; r++)
            for (size_t s = 0; s < ENT_STATES; s++)
                if (can_step(r, s))
                    step[r * ENT_STATES + s] += weight * lattice->forward[t - 1][r] *
                                                exp(steps->step[r][s]) * lattice->local[t][s] *
                                                lattice->backward[t][s] / lattice->scale[t];
        step[corpus->state[first + t - 1] * ENT_STATES + corpus->state[first + t]] -= weight;
    }
}

static double path_score(const struct corpus *corpus, const ent_role_steps *steps, size_t first,
                         size_t count) {
    double score = steps->start[corpus->state[first]];
    for (size_t t = 0; t < count; t++) {
        score += corpus->emission[t * ENT_STATES + corpus->state[first + t]];
        if (t > 0) score += steps->step[corpus->state[first + t - 1]][corpus->state[first + t]];
    }
    return score;
}

static double loss_of(void *context, const double *w, double *gradient) {
    const struct corpus *corpus = context;
    size_t size = start_at(corpus) + ENT_STATES + (size_t)ENT_STATES * ENT_STATES;
    ent_role_steps steps;
    double loss = 0;
    for (size_t i = 0; i < size; i++) {
        loss += corpus->penalty / 2 * w[i] * w[i];
        gradient[i] = corpus->penalty * w[i];
    }
    set_steps(corpus, w, &steps);
    for (size_t e = 0; e < corpus->examples; e++) {
        size_t first = corpus->first[e];
        size_t count = corpus->first[e + 1] - first;
        double weight = (double)corpus->weight[e];
        for (size_t t = 0; t < count; t++)
            word_emission(corpus, w, first + t, corpus->emission + t * ENT_STATES);
        double sum = ent_role_sum(&steps, corpus->emission, count, corpus->lattice);
        loss += weight * (sum - path_score(corpus, &steps, first, count));
        for (size_t t = 0; t < count; t++)
            add_word(corpus, first + t, t, weight, gradient);
        add_steps(corpus, &steps, first, count, weight, gradient);
    }
    return loss;
}

static ent_status keep(const struct corpus *corpus, const double *w, ent_role_weights *out,
                       ent_error *err) {
    void *weights = NULL;
    size_t count = corpus->dictionary.count;
    ent_status status = ent_array_new(&weights, count * ENT_WEIGHT_CLASSES, sizeof(float), err);
    if (status != ENT_OK) return status;
    for (size_t f = 0; f < count; f++)
        for (size_t k = 0; k < ENT_ROLE_WEIGHTS; k++)
            ((float *)weights)[f * ENT_WEIGHT_CLASSES + k] = (float)w[f * ENT_ROLE_WEIGHTS + k];
    set_steps(corpus, w, &out->steps);
    status = ent_weight_table_new(&out->linear, corpus->dictionary.feature, weights, count, err);
    free(weights);
    return status;
}

ent_status ent_roles_train(ent_role_weights *out, const ent_verbs *lexicon,
                           const ent_role_example *examples, size_t count,
                           const ent_reader_train_options *options, ent_error *err) {
    struct corpus corpus = {.penalty = options->role_penalty};
    void *w = NULL;
    ent_lbfgs_result result;
    ent_word_classes_fill(&corpus.classes);
    ent_status status = gather(&corpus, lexicon, examples, count, err);
    if (status == ENT_OK) status = make_columns(&corpus, options->least, err);
    size_t size = start_at(&corpus) + ENT_STATES + (size_t)ENT_STATES * ENT_STATES;
    if (status == ENT_OK) status = ent_array_new(&w, size, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_lbfgs(loss_of, &corpus, w, size, options->iterations, 1e-2, &result, err);
    if (status == ENT_OK) status = keep(&corpus, w, out, err);
    free(w);
    corpus_free(&corpus);
    return status;
}
