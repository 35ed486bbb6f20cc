/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters in words. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "dynamics/model.h"
#include "entente/fit.h"

static const char *source_name(const ent_saom_model *model, saom_source source) {
    if (source.kind == SAOM_SOURCE_NONE) return NULL;
    return source.kind == SAOM_SOURCE_VARIABLE ? model->variable[source.index].name
                                               : model->group[0].data->covariate[source.index].name;
}

static void add_words(char text[ENT_SAOM_PARAMETER_LABEL], const char *separator,
                      const char *word) {
    size_t used = strlen(text);
    if (word != NULL)
        snprintf(text + used, ENT_SAOM_PARAMETER_LABEL - used, "%s%.40s", separator, word);
}

static void add_term(char text[ENT_SAOM_PARAMETER_LABEL], const ent_saom_model *model,
                     const saom_term *term) {
    for (size_t f = 0; f < term->factors; f++) {
        if (f > 0) add_words(text, "", " * ");
        add_term(text, model, term->factor[f]);
    }
    if (term->factors > 0) return;
    add_words(text, "", term->def->name);
    add_words(text, " ", source_name(model, term->covariate));
    add_words(text, " ", source_name(model, term->with));
    if (term->parameter != 0 && term->parameter != term->def->parameter) {
        size_t used = strlen(text);
        snprintf(text + used, ENT_SAOM_PARAMETER_LABEL - used, " #%g", term->parameter);
    }
}

void ent_saom_label(const ent_saom_model *model, size_t parameter,
                    char text[ENT_SAOM_PARAMETER_LABEL]) {
    static const char *const function[] = {NULL, "(creation)", "(endowment)", "(rate)"};
    ent_saom_parameter own = ent_saom_parameter_at(model, parameter);
    text[0] = '\0';
    if (own.basic) {
        snprintf(text, ENT_SAOM_PARAMETER_LABEL, "Rate period %zu", own.period + 1);
        return;
    }
    for (size_t k = 0; k < model->terms; k++)
        if (model->added[k]->parameter_index == parameter) add_term(text, model, model->added[k]);
    add_words(text, " ", function[own.function]);
}

enum { YEARS_MAX = 1000000 }; /* no sum of steps overflows */

static void label_beyond(const ent_saom_setup *setup, size_t steps,
                         char text[ENT_SAOM_PARAMETER_LABEL]) {
    const char *last = setup->wave[setup->waves - 1];
    int64_t to = 0;
    int64_t from = 0;
    bool whole =
        ent_integer_read(last, &to) && ent_integer_read(setup->wave[setup->waves - 2], &from);
    whole = whole && from > -YEARS_MAX && to < YEARS_MAX && from < to;
    int64_t step = whole ? to - from : 0;
    to += step * (int64_t)steps;
    if (whole)
        snprintf(text, ENT_SAOM_PARAMETER_LABEL, "%" PRId64 "-%" PRId64, to, to + step);
    else
        snprintf(text, ENT_SAOM_PARAMETER_LABEL, "%.60s+%zu", last, steps + 1);
}

void ent_saom_period_label(const ent_saom_setup *setup, size_t period,
                           char text[ENT_SAOM_PARAMETER_LABEL]) {
    size_t each = setup->waves - 1;
    size_t observed = setup->groups * each;
    if (period >= observed) {
        label_beyond(setup, period - observed, text);
        return;
    }
    const char *group = setup->group[period / each];
    snprintf(text, ENT_SAOM_PARAMETER_LABEL, "%.60s%s%.60s-%.60s", group,
             group[0] != '\0' ? " " : "", setup->wave[period % each],
             setup->wave[period % each + 1]);
}
