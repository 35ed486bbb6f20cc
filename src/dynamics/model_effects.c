/* SPDX-License-Identifier: Apache-2.0 */
/* Model types, effects and their products from a model file. A key names an effect with what it
 * needs ("simX drink"), or a product ("egoX drink * recip"); its value says the rest. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "dynamics/model_file.h"

/* "effect covariate with" as words. */
typedef struct named {
    saom_words words;
    const char *effect, *covariate, *with;
} named;

static ent_status read_named(const char *text, named *out, ent_error *err) {
    ent_status status = saom_words_read(&out->words, text, err);
    if (status != ENT_OK) return status;
    if (out->words.count == 0 || out->words.count > 3)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "expected an effect and at most two names, found '%.60s'", text);
    out->effect = out->words.word[0];
    out->covariate = out->words.count > 1 ? out->words.word[1] : NULL;
    out->with = out->words.count > 2 ? out->words.word[2] : NULL;
    return ENT_OK;
}

static ent_status number_after(const saom_words *words, size_t *k, double *out, ent_error *err) {
    const char *word = words->word[*k];
    if (*k + 1 < words->count && ent_number_read(words->word[*k + 1], out)) {
        (*k)++;
        return ENT_OK;
    }
    return ent_fail(err, ENT_ERR_FORMAT, "expected a number after %s", word);
}

/* What the value says of an effect. */
static ent_status read_value(const saom_reading *own, const saom_item *item, ent_saom_term *term,
                             ent_error *err) {
    static const char *const known[] = {"evaluation", "creation",  "endowment", "rate", "fixed",
                                        "test",       "parameter", "start",     NULL};
    saom_words words;
    ent_status status = saom_words_read(&words, item->value, err);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < words.count && status == ENT_OK; k++) {
        size_t which = 0;
        while (known[which] != NULL && strcmp(known[which], words.word[k]) != 0)
            which++;
        if (which < 4) {
            term->function = (ent_saom_function)which;
        } else if (which == 6) {
            status = number_after(&words, &k, &term->parameter, err);
        } else if (known[which] == NULL) {
            status = saom_ini_known(&own->ini, item, "word", words.word[k], known, err);
            saom_words_free(&words);
            return status;
        } else {
            double ignored = 0;
            bool number = k + 1 < words.count && ent_number_read(words.word[k + 1], &ignored);
            term->fixed = term->fixed || which == 4;
            term->test = term->test || which == 5;
            if (which == 7 || number) status = number_after(&words, &k, &term->value, err);
        }
    }
    saom_words_free(&words);
    return saom_ini_where(&own->ini, item, status, err);
}

static bool same(const char *a, const char *b) {
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* The place of a factor among the parameters, by name. */
static ent_status find_factor(const saom_reading *own, const char *variable,
                              ent_saom_function function, const named *factor, size_t *place,
                              ent_error *err) {
    const ent_saom_model *model = own->setup->model;
    for (size_t k = 0; k < ent_saom_parameter_count(model); k++) {
        ent_saom_parameter at = ent_saom_parameter_at(model, k);
        if (at.basic || at.function != function || strcmp(at.variable, variable) != 0) continue;
        if (!same(at.effect, factor->effect) || !same(at.covariate, factor->covariate) ||
            !same(at.with, factor->with))
            continue;
        *place = k;
        return ENT_OK;
    }
    return ent_fail(err, ENT_ERR_NOT_FOUND,
                    "'%s%s%s' is not among the effects above: add it (fixed at 0 if need be)",
                    factor->effect, factor->covariate != NULL ? " " : "",
                    factor->covariate != NULL ? factor->covariate : "");
}

static ent_status add_product(const saom_reading *own, const saom_item *item, ent_saom_term *term,
                              ent_error *err) {
    enum { MOST = 3 };
    size_t place[MOST];
    size_t count = 0;
    char *rest = NULL;
    char *key = strdup(item->key);
    ent_status status = key != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    for (char *part = key != NULL ? strtok_r(key, "*", &rest) : NULL;
         part != NULL && status == ENT_OK; part = strtok_r(NULL, "*", &rest)) {
        named factor = {0};
        if (count == MOST) {
            status = ent_fail(err, ENT_ERR_FORMAT, "expected a product of two or three effects");
            break;
        }
        status = read_named(part, &factor, err);
        if (status == ENT_OK)
            status =
                find_factor(own, term->variable, term->function, &factor, &place[count++], err);
        saom_words_free(&factor.words);
    }
    free(key);
    if (status == ENT_OK)
        status = ent_saom_add_interaction(own->setup->model, place, count, term, err);
    return status;
}

static ent_status add_item(const saom_reading *own, const saom_item *item, const char *variable,
                           ent_error *err) {
    ent_saom_term term = {.variable = variable};
    ent_status status = read_value(own, item, &term, err);
    if (status != ENT_OK) return status;
    if (strchr(item->key, '*') != NULL) {
        status = add_product(own, item, &term, err);
    } else {
        named effect = {0};
        status = read_named(item->key, &effect, err);
        term.effect = effect.effect;
        term.covariate = effect.covariate;
        term.with = effect.with;
        if (status == ENT_OK) status = ent_saom_add_effect(own->setup->model, &term, err);
        saom_words_free(&effect.words);
    }
    return saom_ini_where(&own->ini, item, status, err);
}

/* The variable of "[effects NAME]"; without a name there must be one only. */
static ent_status effect_variable(const saom_reading *own, const saom_item *item,
                                  const char **variable, ent_error *err) {
    const ent_saom_model *model = own->setup->model;
    size_t count = ent_saom_parameter_count(model);
    const char *first = ent_saom_parameter_at(model, 0).variable;
    *variable = item->name[0] != '\0' ? item->name : first;
    if (item->name[0] != '\0' ||
        strcmp(first, ent_saom_parameter_at(model, count - 1).variable) == 0)
        return ENT_OK;
    return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                        "there are several variables: expected [effects NAME]");
}

static ent_status read_type(const saom_reading *own, const saom_item *item, ent_error *err) {
    int64_t type = 0;
    ent_status status = saom_read_whole(own, item, 1, 6, &type, err);
    if (status != ENT_OK) return status;
    return saom_ini_where(&own->ini, item,
                          ent_saom_set_type(own->setup->model, item->name, (int)type, err), err);
}

ent_status saom_read_effects(saom_reading *own, ent_error *err) {
    ent_status status = ENT_OK;
    size_t effects = 0;
    for (size_t k = 0; k < own->ini.count && status == ENT_OK; k++) {
        const saom_item *item = &own->ini.item[k];
        const char *variable = NULL;
        if (strcmp(item->kind, "network") == 0 && strcmp(item->key, "type") == 0)
            status = read_type(own, item, err);
        if (strcmp(item->kind, "effects") != 0 || status != ENT_OK) continue;
        status = effect_variable(own, item, &variable, err);
        if (status == ENT_OK) status = add_item(own, item, variable, err);
        effects++;
    }
    if (status == ENT_OK && effects == 0)
        status =
            ent_fail(err, ENT_ERR_FORMAT,
                     "%s: expected [effects NAME] with an effect in it, found none", own->ini.path);
    return status;
}
