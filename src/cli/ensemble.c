/* SPDX-License-Identifier: Apache-2.0 */
/* Ensembles for `entente simulate` and `entente whatif`: run block by block, written in order. */
#include "cli/ensemble.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

enum { BLOCK = 64 };
/* Ties of all pairs of more actors than this take too much memory. */
static const size_t pairs_max = (size_t)5000 * 5000;
static const size_t bits_max = (size_t)1 << 31; /* bytes */

ent_status cli_variables(const ent_saom_model *model, const char ***name, size_t *count,
                         ent_error *err) {
    size_t parameters = ent_saom_parameter_count(model);
    ent_status status = ent_array_new((void **)name, parameters, sizeof **name, err);
    *count = 0;
    for (size_t k = 0; k < parameters && status == ENT_OK; k++) {
        const char *own = ent_saom_parameter_at(model, k).variable;
        if (*count == 0 || strcmp((*name)[*count - 1], own) != 0) (*name)[(*count)++] = own;
    }
    return status;
}

static size_t place(const cli_ensemble *own, size_t simulation, size_t period, size_t variable) {
    return (simulation * own->periods + period) * own->variables + variable;
}

size_t cli_ensemble_group(const cli_ensemble *own, size_t period) {
    return own->forward > 0 ? own->setup->groups - 1 : period / (own->setup->waves - 1);
}

void cli_ensemble_period(const cli_ensemble *own, size_t period,
                         char text[ENT_SAOM_PARAMETER_LABEL]) {
    size_t first = own->forward > 0 ? ent_saom_periods(own->setup->model) : 0;
    ent_saom_period_label(own->setup, first + period, text);
}

static const char *label(const cli_ensemble *own, size_t period, size_t actor) {
    return own->setup->label[cli_ensemble_group(own, period)][actor];
}

/* The edge list of an outcome, or its values: simulation,period,variable,from,to,value. */
static void write_edges(cli_ensemble *own, const ent_saom_outcome *outcome, const char *name) {
    size_t at = place(own, outcome->simulation - own->first, outcome->period, outcome->variable);
    ent_text *text = &own->text[at];
    for (size_t t = 0; t < outcome->ties && own->status == ENT_OK; t++)
        own->status = ent_text_format(text, own->err, "%zu,%zu,%s,%s,%s,1\n",
                                      outcome->simulation + 1, outcome->period + 1, name,
                                      label(own, outcome->period, outcome->from[t]),
                                      label(own, outcome->period, outcome->to[t]));
    for (size_t i = 0; outcome->value != NULL && i < outcome->actors && own->status == ENT_OK;
         i++) {
        char number[ENT_NUMBER_TEXT];
        ent_number_write(outcome->value[i], number);
        own->status =
            ent_text_format(text, own->err, "%zu,%zu,%s,%s,,%s\n", outcome->simulation + 1,
                            outcome->period + 1, name, label(own, outcome->period, i), number);
    }
}

static void count_ties(cli_ensemble *own, const ent_saom_outcome *outcome) {
    size_t n = own->n;
    uint32_t *ties = own->ties + (outcome->period * own->variables + outcome->variable) * n * n;
    for (size_t t = 0; t < outcome->ties; t++)
        ties[outcome->from[t] * n + outcome->to[t]]++;
}

static void mark_bits(cli_ensemble *own, const ent_saom_outcome *outcome) {
    uint64_t *bits =
        own->bits + (outcome->simulation * own->variables + outcome->variable) * own->words;
    for (size_t t = 0; t < outcome->ties; t++) {
        size_t pair = outcome->from[t] * own->n + outcome->to[t];
        bits[pair / 64] |= 1ull << (pair % 64);
    }
}

static bool take_outcome(void *context, const ent_saom_outcome *told) {
    cli_ensemble *own = context;
    ent_saom_outcome numbered = *told;
    const ent_saom_outcome *outcome = &numbered;
    if (own->forward > 0) numbered.period -= ent_saom_periods(own->setup->model);
    size_t at = place(own, outcome->simulation, outcome->period, outcome->variable);
    const char **name = NULL;
    size_t count = 0;
    if (own->status != ENT_OK || cli_interrupted()) return false;
    own->status = ent_saom_describe(own->setup->model, outcome,
                                    own->figure + at * ENT_SAOM_DESCRIPTIONS, own->err);
    if (own->ties != NULL) count_ties(own, outcome);
    if (own->bits != NULL && outcome->period + 1 == own->periods) mark_bits(own, outcome);
    if (own->edges == NULL || own->status != ENT_OK) return own->status == ENT_OK;
    own->status = cli_variables(own->setup->model, &name, &count, own->err);
    if (own->status == ENT_OK) write_edges(own, outcome, name[outcome->variable]);
    free(name);
    return own->status == ENT_OK;
}

static bool take_observed(void *context, const ent_saom_outcome *outcome) {
    cli_ensemble *own = context;
    double *figure =
        own->observed + place(own, 0, outcome->period, outcome->variable) * ENT_SAOM_DESCRIPTIONS;
    own->status = ent_saom_describe(own->setup->model, outcome, figure, own->err);
    return own->status == ENT_OK;
}

static ent_status observe(cli_ensemble *own, ent_error *err) {
    if (own->forward > 0) return ENT_OK;
    ent_status status =
        ent_array_new((void **)&own->observed,
                      own->periods * own->variables * ENT_SAOM_DESCRIPTIONS, sizeof(double), err);
    if (status == ENT_OK) status = ent_saom_observed(own->setup->model, take_observed, own, err);
    return status == ENT_OK ? own->status : status;
}

static ent_status flush(cli_ensemble *own, size_t size, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < size * own->periods * own->variables && own->edges != NULL; k++) {
        ent_text *text = &own->text[k];
        if (status == ENT_OK && text->length > 0)
            status = ent_output_write(own->edges, text->bytes, text->length, err);
        ent_text_clear(text);
    }
    return status;
}

static ent_status run_block(cli_ensemble *own, size_t size, ent_error *err) {
    ent_saom_simulation how = {.seed = own->seed,
                               .first = own->first,
                               .count = size,
                               .conditional = own->setup->options.conditional,
                               .threads = own->threads,
                               .beyond = own->forward,
                               .outcome = take_outcome,
                               .context = own};
    ent_status status =
        ent_saom_simulate(own->setup->model, own->value, &how, NULL, NULL, NULL, err);
    if (status == ENT_OK) status = own->status;
    return status == ENT_OK && !cli_interrupted() ? flush(own, size, err) : status;
}

static ent_status prepare(cli_ensemble *own, ent_error *err) {
    const char **name = NULL;
    own->n = 0;
    for (size_t g = 0; g < own->setup->groups; g++) {
        size_t n = ent_saom_actors(own->setup->data[g]);
        own->n = n > own->n ? n : own->n;
    }
    size_t pairs = own->n * own->n;
    own->periods = own->forward > 0 ? own->forward : ent_saom_periods(own->setup->model);
    ent_status status = cli_variables(own->setup->model, &name, &own->variables, err);
    free(name);
    size_t outcomes = own->periods * own->variables;
    own->words = (pairs + 63) / 64;
    if (status == ENT_OK && own->want_ties && pairs > pairs_max)
        status = ent_fail(err, ENT_ERR_LIMIT,
                          "probabilities of ties are for at most 5,000 actors, found %zu", own->n);
    if (status == ENT_OK)
        status = ent_array_new((void **)&own->figure, own->count * outcomes * ENT_SAOM_DESCRIPTIONS,
                               sizeof(double), err);
    if (status == ENT_OK && own->want_ties)
        status = ent_array_new((void **)&own->ties, outcomes * pairs, sizeof(uint32_t), err);
    bool fits = own->count * own->variables * own->words * 8 <= bits_max;
    if (status == ENT_OK && own->want_bits && fits)
        status = ent_array_new((void **)&own->bits, own->count * own->variables * own->words,
                               sizeof(uint64_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&own->text, BLOCK * outcomes, sizeof(ent_text), err);
    return status == ENT_OK ? observe(own, err) : status;
}

ent_status cli_ensemble_run(cli_ensemble *own, ent_error *err) {
    static const char header[] = "simulation,period,variable,from,to,value\n";
    own->err = err;
    cli_catch_interrupt();
    ent_status status = prepare(own, err);
    if (status == ENT_OK && own->edges != NULL)
        status = ent_output_write(own->edges, header, sizeof header - 1, err);
    while (own->done < own->count && status == ENT_OK && !own->stopped) {
        size_t size = own->count - own->done < BLOCK ? own->count - own->done : BLOCK;
        own->first = own->done;
        status = run_block(own, size, err);
        own->stopped = cli_interrupted();
        if (!own->stopped) own->done += size;
        if (cli_shows_progress())
            fprintf(stderr, "\r%zu of %zu simulations\033[K", own->done, own->count);
    }
    if (cli_shows_progress()) fputs("\r\033[K", stderr);
    for (size_t k = 0; own->text != NULL && k < BLOCK * own->periods * own->variables; k++)
        ent_text_free(&own->text[k]);
    free(own->text);
    own->text = NULL;
    if (status == ENT_OK && own->stopped)
        status = ent_fail(err, ENT_ERR_IO, "interrupted after %zu simulations", own->done);
    return status;
}

void cli_ensemble_free(cli_ensemble *own) {
    free(own->figure);
    free(own->observed);
    free(own->ties);
    free(own->bits);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

size_t cli_ensemble_figure(const cli_ensemble *own, size_t period, size_t variable, size_t figure,
                           double *sorted) {
    size_t count = 0;
    for (size_t s = 0; s < own->done; s++) {
        double x = own->figure[place(own, s, period, variable) * ENT_SAOM_DESCRIPTIONS + figure];
        if (!ent_is_missing(x)) sorted[count++] = x;
    }
    qsort(sorted, count, sizeof *sorted, by_value);
    return count;
}

double cli_ensemble_observed(const cli_ensemble *own, size_t period, size_t variable,
                             size_t figure) {
    if (own->observed == NULL) return ent_missing();
    return own->observed[place(own, 0, period, variable) * ENT_SAOM_DESCRIPTIONS + figure];
}

double cli_quantile(const double *sorted, size_t count, double p) {
    double at = p * (double)(count - 1);
    size_t below = (size_t)at;
    size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}
