/* SPDX-License-Identifier: Apache-2.0 */
/* Specification of a model: which effects, of which variable, over which groups. */
#include "dynamics/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/prepare.h"

static ent_status alike(const ent_saom_data *a, const ent_saom_data *b, ent_error *err) {
    bool same = a->variables == b->variables && a->covariates == b->covariates;
    for (size_t v = 0; same && v < a->variables; v++)
        same = strcmp(a->variable[v].name, b->variable[v].name) == 0 &&
               a->variable[v].network == b->variable[v].network &&
               a->variable[v].directed == b->variable[v].directed;
    for (size_t c = 0; same && c < a->covariates; c++)
        same = strcmp(a->covariate[c].name, b->covariate[c].name) == 0 &&
               a->covariate[c].dyadic == b->covariate[c].dyadic &&
               a->covariate[c].centre == b->covariate[c].centre;
    return same ? ENT_OK
                : ent_fail(err, ENT_ERR_USAGE,
                           "groups differ: each needs the same variables and covariates in the "
                           "same order");
}

/* Starting values of basic rates: the observed change an actor, which understates the rate
 * because changes are undone, but not by much in data worth modelling. */
static void start_rates(ent_saom_model *model) {
    for (size_t v = 0; v < model->variables; v++)
        for (size_t p = 0; p < model->periods; p++) {
            const saom_period *period = &model->period[p];
            double own = period->span[v].distance / (double)period->group->data->n;
            model->variable[v].basic[p] = fmax(0.1, own * (model->variable[v].network ? 1.2 : 1));
        }
}

static void number_parameters(ent_saom_model *model) {
    size_t next = 0;
    for (size_t v = 0; v < model->variables; v++) {
        model->variable[v].first = next;
        next += model->periods;
        for (size_t k = 0; k < model->terms; k++)
            if (model->added[k]->variable == v) model->added[k]->parameter_index = next++;
    }
    model->parameters = next;
}

static ent_status take_groups(ent_saom_model *model, const ent_saom_data *const *groups,
                              size_t count, ent_error *err) {
    ent_status status = ent_array_new((void **)&model->group, count, sizeof *model->group, err);
    if (status != ENT_OK) return status;
    model->groups = count;
    for (size_t g = 0; g < count && status == ENT_OK; g++) {
        model->group[g].data = groups[g];
        if (groups[g]->n > model->n_max) model->n_max = groups[g]->n;
        status = alike(groups[0], groups[g], err);
    }
    if (status == ENT_OK)
        status = ent_array_new((void **)&model->variable, groups[0]->variables,
                               sizeof *model->variable, err);
    if (status != ENT_OK) return status;
    model->variables = groups[0]->variables;
    for (size_t v = 0; v < model->variables; v++) {
        const saom_variable *given = &groups[0]->variable[v];
        model->variable[v] = (saom_dependent){.name = given->name,
                                              .network = given->network,
                                              .directed = given->directed,
                                              .type = given->directed ? 1 : 2};
    }
    return ENT_OK;
}

ent_status ent_saom_model_new(ent_saom_model **out, const ent_saom_data *const *groups,
                              size_t count, ent_error *err) {
    *out = NULL;
    if (count == 0 || groups[0]->variables == 0)
        return ent_fail(err, ENT_ERR_USAGE, "a model needs a dependent network or behaviour");
    ent_saom_model *model = NULL;
    ent_status status = ent_array_new((void **)&model, 1, sizeof *model, err);
    if (status != ENT_OK) return status;
    status = take_groups(model, groups, count, err);
    if (status == ENT_OK) status = saom_prepare_groups(model, err);
    if (status == ENT_OK) status = saom_prepare_networks(model, err);
    if (status == ENT_OK) status = saom_prepare_periods(model, err);
    for (size_t v = 0; v < model->variables && status == ENT_OK; v++)
        status =
            ent_array_new((void **)&model->variable[v].basic, model->periods, sizeof(double), err);
    if (status != ENT_OK) {
        ent_saom_model_free(model);
        return status;
    }
    start_rates(model);
    number_parameters(model);
    *out = model;
    return ENT_OK;
}

void ent_saom_model_free(ent_saom_model *model) {
    if (model == NULL) return;
    saom_periods_free(model);
    for (size_t k = 0; k < model->terms; k++)
        free(model->added[k]);
    free(model->added);
    for (size_t v = 0; v < model->variables; v++) {
        free(model->variable[v].basic);
        free(model->variable[v].term);
        free(model->variable[v].rate);
    }
    saom_groups_free(model);
    free(model->variable);
    free(model);
}

static ent_status find_variable(const ent_saom_model *model, const char *name, size_t *found,
                                ent_error *err) {
    for (size_t v = 0; v < model->variables; v++)
        if (name != NULL && strcmp(model->variable[v].name, name) == 0) {
            *found = v;
            return ENT_OK;
        }
    return ent_fail(err, ENT_ERR_NOT_FOUND, "no dependent variable %s; the first is %s",
                    name != NULL ? name : "(none given)", model->variable[0].name);
}

/* What a name stands for where an effect needs a covariate, a dyadic one, or a network. */
static ent_status find_source(const ent_saom_model *model, const char *effect, const char *name,
                              saom_need need, saom_source *out, ent_error *err) {
    static const char *const wanted[] = {"nothing", "a covariate or behaviour",
                                         "a dyadic covariate", "a network"};
    const ent_saom_data *data = model->group[0].data;
    *out = (saom_source){0};
    if (name == NULL && need == SAOM_NO_SOURCE) return ENT_OK;
    if (name == NULL)
        return ent_fail(err, ENT_ERR_USAGE, "%s: expected the name of %s", effect, wanted[need]);
    for (size_t v = 0; v < data->variables; v++)
        if (strcmp(data->variable[v].name, name) == 0 &&
            need == (data->variable[v].network ? SAOM_NETWORK : SAOM_MONADIC)) {
            *out = (saom_source){SAOM_SOURCE_VARIABLE, v};
            return ENT_OK;
        }
    for (size_t c = 0; c < data->covariates; c++)
        if (strcmp(data->covariate[c].name, name) == 0 &&
            need == (data->covariate[c].dyadic ? SAOM_DYADIC : SAOM_MONADIC)) {
            *out = (saom_source){SAOM_SOURCE_COVARIATE, c};
            return ENT_OK;
        }
    return ent_fail(err, ENT_ERR_NOT_FOUND, "%s: expected %s, found %s", effect, wanted[need],
                    name);
}

static bool is_evolving(const ent_saom_model *model, const saom_term *term) {
    return (term->covariate.kind == SAOM_SOURCE_VARIABLE &&
            !model->variable[term->covariate.index].network) ||
           (term->with.kind == SAOM_SOURCE_VARIABLE && !model->variable[term->with.index].network);
}

static ent_status check_kind(const saom_dependent *variable, const ent_saom_term *given,
                             const saom_effect_def *def, ent_error *err) {
    if (def->kind == SAOM_NETWORK_EFFECT &&
        (def->sorts & (variable->directed ? SAOM_DIRECTED : SAOM_UNDIRECTED)) == 0)
        return ent_fail(err, ENT_ERR_USAGE, "%s is for networks that are %s, and %s is not",
                        def->name, variable->directed ? "not directed" : "directed",
                        variable->name);
    if (def->evaluation_only && given->function != ENT_EVALUATION)
        return ent_fail(err, ENT_ERR_USAGE, "%s is for the evaluation function only", def->name);
    if (!isfinite(given->parameter) || !isfinite(given->value))
        return ent_fail(err, ENT_ERR_USAGE, "%s: parameter and value must be finite", def->name);
    return ENT_OK;
}

static ent_status check_parameter(const saom_effect_def *def, double parameter, ent_error *err) {
    bool given = parameter != 0 && parameter != def->parameter;
    if (given && def->parameter == 0)
        return ent_fail(err, ENT_ERR_USAGE, "%s has no internal parameter, found %g", def->name,
                        parameter);
    if (given && parameter < 0)
        return ent_fail(err, ENT_ERR_USAGE, "%s: expected a positive internal parameter, found %g",
                        def->name, parameter);
    if (given && def->parameter_most > 0 &&
        (parameter != floor(parameter) || parameter > def->parameter_most))
        return ent_fail(err, ENT_ERR_USAGE,
                        "%s: expected an internal parameter of 1 to %g, found %g", def->name,
                        def->parameter_most, parameter);
    return ENT_OK;
}

static ent_status append(ent_saom_model *model, const saom_term *made, ent_error *err) {
    saom_dependent *variable = &model->variable[made->variable];
    bool rate = made->function == ENT_RATE;
    saom_term ***list = rate ? &variable->rate : &variable->term;
    size_t *count = rate ? &variable->rates : &variable->terms;
    size_t *room = rate ? &variable->rate_room : &variable->term_room;
    if (*count >= ENT_SAOM_EFFECTS_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: more than %d effects", variable->name,
                        ENT_SAOM_EFFECTS_MAX);
    ent_status status = ent_array_reserve((void **)list, room, *count + 1, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&model->added, &model->term_room, model->terms + 1,
                                   sizeof(void *), err);
    saom_term *term = NULL;
    if (status == ENT_OK) status = ent_array_new((void **)&term, 1, sizeof *term, err);
    if (status != ENT_OK) return status;
    *term = *made;
    term->slot = *count;
    (*list)[(*count)++] = term;
    model->added[model->terms++] = term;
    number_parameters(model);
    return ENT_OK;
}

static bool same_term(const saom_term *a, const saom_term *b) {
    return a->def == b->def && a->variable == b->variable && a->function == b->function &&
           a->factors == 0 && b->factors == 0 && a->covariate.kind == b->covariate.kind &&
           a->covariate.index == b->covariate.index && a->with.kind == b->with.kind &&
           a->with.index == b->with.index && a->parameter == b->parameter;
}

static saom_kind kind_of(const saom_dependent *variable, ent_saom_function function) {
    if (function == ENT_RATE) return SAOM_RATE_EFFECT;
    return variable->network ? SAOM_NETWORK_EFFECT : SAOM_BEHAVIOUR_EFFECT;
}

/* A rate effect of degree names its network only where its variable is a behaviour. */
static saom_need needed(const ent_saom_model *model, size_t variable, const saom_effect_def *def,
                        const char *name) {
    bool own = def->kind == SAOM_RATE_EFFECT && def->covariate == SAOM_NETWORK && name == NULL &&
               model->variable[variable].network;
    return own ? SAOM_NO_SOURCE : def->covariate;
}

ent_status ent_saom_add_effect(ent_saom_model *model, const ent_saom_term *given, ent_error *err) {
    saom_term term = {.function = given->function,
                      .value = given->value,
                      .fixed = given->fixed || given->test,
                      .test = given->test};
    ent_status status = find_variable(model, given->variable, &term.variable, err);
    if (status != ENT_OK) return status;
    const char *name = given->effect != NULL ? given->effect : "";
    saom_kind kind = kind_of(&model->variable[term.variable], given->function);
    const saom_effect_def *def = saom_effect_find(name, kind);
    if (def == NULL) return saom_effect_unknown(name, kind, err);
    term.def = def;
    term.parameter = given->parameter != 0 ? given->parameter : def->parameter;
    term.rest = def->rest_of != NULL ? def->rest_of(&term) : def->rest;
    term.counts = def->counts;
    status = check_kind(&model->variable[term.variable], given, def, err);
    if (status == ENT_OK) status = check_parameter(def, given->parameter, err);
    if (status == ENT_OK)
        status =
            find_source(model, name, given->covariate,
                        needed(model, term.variable, def, given->covariate), &term.covariate, err);
    if (status == ENT_OK)
        status = find_source(model, name, given->with, def->with, &term.with, err);
    if (status == ENT_OK && def->derived != 0)
        status = saom_prepare_dyadic(model, term.covariate.index, def->derived, err);
    if (status != ENT_OK) return status;
    term.evolving = is_evolving(model, &term);
    for (size_t k = 0; k < model->terms; k++)
        if (same_term(model->added[k], &term))
            return ent_fail(err, ENT_ERR_USAGE, "%s of %s is in the model twice", name,
                            given->variable);
    return append(model, &term, err);
}

static const saom_term *term_at(const ent_saom_model *model, size_t parameter) {
    for (size_t k = 0; k < model->terms; k++)
        if (model->added[k]->parameter_index == parameter) return model->added[k];
    return NULL;
}

/* A product is 0 where a factor is, depends on covariates alone if all do, else visits everybody.
 */
static saom_rest product_rest(const saom_term *term) {
    bool all_static = true;
    for (size_t f = 0; f < term->factors; f++) {
        if (term->factor[f]->rest == SAOM_LOCAL) return SAOM_LOCAL;
        all_static = all_static && term->factor[f]->rest == SAOM_STATIC;
    }
    return all_static ? SAOM_STATIC : SAOM_DENSE;
}

/* At most one factor may be of any sort, and then the others must be properties of ego. */
static bool product_allowed(const saom_term *term) {
    size_t any = 0;
    size_t dyad = 0;
    for (size_t f = 0; f < term->factors; f++) {
        any += term->factor[f]->def->product == SAOM_PRODUCT_ANY;
        dyad += term->factor[f]->def->product == SAOM_PRODUCT_DYAD;
    }
    return any == 0 || (any == 1 && dyad == 0);
}

ent_status ent_saom_add_interaction(ent_saom_model *model, const size_t *parameters, size_t count,
                                    const ent_saom_term *given, ent_error *err) {
    if (count < 2 || count > SAOM_FACTORS_MAX)
        return ent_fail(err, ENT_ERR_USAGE, "expected an interaction of 2 or 3 effects, found %zu",
                        count);
    saom_term term = {.def = &saom_effect_product,
                      .function = given->function,
                      .value = given->value,
                      .fixed = given->fixed || given->test,
                      .test = given->test,
                      .factors = count};
    for (size_t f = 0; f < count; f++) {
        const saom_term *factor = term_at(model, parameters[f]);
        if (factor == NULL || factor->function == ENT_RATE || factor->factors > 0)
            return ent_fail(err, ENT_ERR_USAGE,
                            "interaction: parameter %zu is not an effect to multiply",
                            parameters[f] + 1);
        if (f > 0 && factor->variable != term.variable)
            return ent_fail(err, ENT_ERR_USAGE, "interaction: its effects are of two variables");
        term.variable = factor->variable;
        term.factor[f] = factor;
        term.counts |= factor->counts;
        term.evolving = term.evolving || factor->evolving;
    }
    if (model->variable[term.variable].network && !product_allowed(&term))
        return ent_fail(err, ENT_ERR_USAGE,
                        "interaction: a structural effect can be multiplied by properties of ego "
                        "only");
    term.rest = product_rest(&term);
    return append(model, &term, err);
}

ent_status ent_saom_set_type(ent_saom_model *model, const char *variable, int type,
                             ent_error *err) {
    size_t v = 0;
    ent_status status = find_variable(model, variable, &v, err);
    if (status != ENT_OK) return status;
    saom_dependent *own = &model->variable[v];
    bool valid = own->network && (own->directed ? type == 1 : type >= 2 && type <= 6);
    if (!valid)
        return ent_fail(err, ENT_ERR_USAGE, "%s: expected model type %s, found %d", variable,
                        own->directed ? "1" : "2 to 6", type);
    own->type = type;
    return ENT_OK;
}

size_t ent_saom_parameter_count(const ent_saom_model *model) {
    return model->parameters;
}

static const char *source_name(const ent_saom_model *model, saom_source source) {
    if (source.kind == SAOM_SOURCE_NONE) return "";
    return source.kind == SAOM_SOURCE_VARIABLE ? model->variable[source.index].name
                                               : model->group[0].data->covariate[source.index].name;
}

/* Place among the parameters of a factor of a product. */
static size_t place(const saom_term *term, size_t factor) {
    return factor < term->factors ? term->factor[factor]->parameter_index : 0;
}

ent_saom_parameter ent_saom_parameter_at(const ent_saom_model *model, size_t index) {
    const saom_term *term = term_at(model, index);
    if (term != NULL)
        return (ent_saom_parameter){.variable = model->variable[term->variable].name,
                                    .effect = term->def->name,
                                    .covariate = source_name(model, term->covariate),
                                    .with = source_name(model, term->with),
                                    .function = term->function,
                                    .parameter = term->parameter,
                                    .value = term->value,
                                    .fixed = term->fixed,
                                    .test = term->test,
                                    .factors = term->factors,
                                    .factor = {place(term, 0), place(term, 1), place(term, 2)}};
    for (size_t v = 0; v < model->variables; v++) {
        const saom_dependent *own = &model->variable[v];
        if (index >= own->first && index < own->first + model->periods)
            return (ent_saom_parameter){.variable = own->name,
                                        .effect = "Rate",
                                        .covariate = "",
                                        .with = "",
                                        .function = ENT_RATE,
                                        .basic = true,
                                        .period = index - own->first,
                                        .value = own->basic[index - own->first]};
    }
    return (ent_saom_parameter){.variable = "", .effect = "", .covariate = "", .with = ""};
}

ent_status ent_saom_set_value(ent_saom_model *model, size_t index, double value, ent_error *err) {
    if (index >= model->parameters || !isfinite(value))
        return ent_fail(err, ENT_ERR_USAGE, "parameter %zu: expected one of %zu and a finite value",
                        index + 1, model->parameters);
    for (size_t k = 0; k < model->terms; k++)
        if (model->added[k]->parameter_index == index) {
            model->added[k]->value = value;
            return ENT_OK;
        }
    for (size_t v = 0; v < model->variables; v++) {
        saom_dependent *own = &model->variable[v];
        if (index < own->first || index >= own->first + model->periods) continue;
        if (value <= 0)
            return ent_fail(err, ENT_ERR_USAGE, "parameter %zu: a basic rate must be positive",
                            index + 1);
        own->basic[index - own->first] = value;
    }
    return ENT_OK;
}

size_t ent_saom_periods(const ent_saom_model *model) {
    return model->periods;
}
