/* SPDX-License-Identifier: Apache-2.0 */
/* Observed data of one group. Missing ties are carried forward from the last wave that has them and
 * are 0 before; missing behaviour likewise, before that the mode of the wave that follows (Ripley
 * et al., Manual for Siena, on missing data; Huisman & Steglich 2008, "Treatment of non-response in
 * longitudinal network studies", Social Networks 30(4)). */
#include "dynamics/data.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Behaviour is ordinal with few values; this bounds it so that every step is exact. */
static const double behaviour_bound = 1e6;

ent_status ent_saom_data_new(ent_saom_data **out, size_t actors, size_t waves, ent_error *err) {
    *out = NULL;
    if (actors < 2 || actors > ENT_SAOM_ACTORS_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "expected 2 to %d actors, found %zu",
                        ENT_SAOM_ACTORS_MAX, actors);
    if (waves < 2 || waves > 1000)
        return ent_fail(err, ENT_ERR_LIMIT, "expected 2 to 1000 waves, found %zu", waves);
    ent_status status = ent_array_new((void **)out, 1, sizeof **out, err);
    if (status != ENT_OK) return status;
    (*out)->n = actors;
    (*out)->waves = waves;
    return ENT_OK;
}

static void names_free(char **name, size_t count) {
    for (size_t k = 0; k < count && name != NULL; k++)
        free(name[k]);
    free(name);
}

static ent_status names_copy(const char *const *name, size_t count, char ***out, ent_error *err) {
    ent_status status = ent_array_new((void **)out, count, sizeof **out, err);
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        (*out)[k] = strdup(name[k]);
        if ((*out)[k] == NULL) status = ent_fail(err, ENT_ERR_MEMORY, "out of memory for names");
    }
    return status;
}

ent_status ent_saom_name(ent_saom_data *data, const char *const *wave, const char *const *actor,
                         ent_error *err) {
    names_free(data->wave_name, data->waves);
    names_free(data->actor_name, data->n);
    data->wave_name = data->actor_name = NULL;
    ent_status status = names_copy(wave, data->waves, &data->wave_name, err);
    return status == ENT_OK ? names_copy(actor, data->n, &data->actor_name, err) : status;
}

const char *saom_wave_name(const ent_saom_data *data, size_t wave, char out[SAOM_NAME]) {
    if (data->wave_name != NULL) return data->wave_name[wave];
    snprintf(out, SAOM_NAME, "%zu", wave + 1);
    return out;
}

const char *saom_actor_name(const ent_saom_data *data, size_t actor, char out[SAOM_NAME]) {
    if (data->actor_name != NULL) return data->actor_name[actor];
    snprintf(out, SAOM_NAME, "%zu", actor);
    return out;
}

static void variable_free(saom_variable *variable, size_t waves) {
    for (size_t w = 0; w < waves && variable->wave != NULL; w++) {
        saom_net_free(&variable->wave[w].tie);
        saom_net_free(&variable->wave[w].fixed);
        saom_net_free(&variable->wave[w].missing);
    }
    free(variable->wave);
    free(variable->value);
    free(variable->missing);
    free(variable->name);
}

void ent_saom_data_free(ent_saom_data *data) {
    if (data == NULL) return;
    for (size_t v = 0; v < data->variables; v++)
        variable_free(&data->variable[v], data->waves);
    for (size_t c = 0; c < data->covariates; c++) {
        free(data->covariate[c].name);
        free(data->covariate[c].value);
    }
    for (size_t i = 0; i < data->n && data->presence != NULL; i++)
        free(data->presence[i].span);
    free(data->variable);
    free(data->covariate);
    free(data->presence);
    names_free(data->wave_name, data->waves);
    names_free(data->actor_name, data->n);
    free(data);
}

size_t ent_saom_actors(const ent_saom_data *data) {
    return data->n;
}

size_t ent_saom_waves(const ent_saom_data *data) {
    return data->waves;
}

static ent_status take_name(const ent_saom_data *data, const char *name, char **copy,
                            ent_error *err) {
    *copy = NULL;
    if (name == NULL || name[0] == '\0')
        return ent_fail(err, ENT_ERR_USAGE, "expected a name for a variable or covariate");
    for (size_t v = 0; v < data->variables; v++)
        if (strcmp(data->variable[v].name, name) == 0)
            return ent_fail(err, ENT_ERR_USAGE, "the name %s is taken", name);
    for (size_t c = 0; c < data->covariates; c++)
        if (strcmp(data->covariate[c].name, name) == 0)
            return ent_fail(err, ENT_ERR_USAGE, "the name %s is taken", name);
    *copy = strdup(name);
    return *copy != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory for a name");
}

/* Fail about a pair of actors at a wave: @p what says what is wrong. */
static ent_status pair_error(const ent_saom_data *data, const char *name, size_t wave,
                             const ent_saom_entry *entry, const char *what, ent_error *err) {
    char when[SAOM_NAME];
    char from[SAOM_NAME];
    char to[SAOM_NAME];
    return ent_fail(err, ENT_ERR_USAGE, "%s, wave %.40s, from %.60s to %.60s: %s", name,
                    saom_wave_name(data, wave, when), saom_actor_name(data, entry->from, from),
                    saom_actor_name(data, entry->to, to), what);
}

static ent_status check_entry(const ent_saom_data *data, const char *name, size_t wave,
                              const ent_saom_entry *entry, ent_error *err) {
    size_t n = data->n;
    char what[96];
    if (entry->from >= n || entry->to >= n || entry->from == entry->to)
        return ent_fail(err, ENT_ERR_USAGE,
                        "%s, wave %zu: expected two different actors below %zu, found %u and %u",
                        name, wave + 1, n, entry->from, entry->to);
    if (entry->value > ENT_TIE_PRESENT && entry->value != ENT_TIE_MISSING &&
        entry->value != ENT_TIE_NEVER && entry->value != ENT_TIE_ALWAYS)
        snprintf(what, sizeof what, "expected 0, 1, 9 (missing), 10 or 11 (structural), found %u",
                 entry->value);
    else
        return ENT_OK;
    return pair_error(data, name, wave, entry, what, err);
}

static int entry_order(const void *a, const void *b) {
    const ent_saom_entry *x = a;
    const ent_saom_entry *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    if (x->to != y->to) return x->to < y->to ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* The entries sorted, once each; when not directed, the reverse of each must be among them. */
static ent_status sort_entries(const ent_saom_data *data, const saom_variable *variable,
                               size_t wave, ent_saom_entry *entry, size_t *count, ent_error *err) {
    size_t kept = 0;
    char what[96];
    qsort(entry, *count, sizeof *entry, entry_order);
    for (size_t e = 0; e < *count; e++) {
        const ent_saom_entry *last = kept > 0 ? &entry[kept - 1] : NULL;
        bool again = last != NULL && last->from == entry[e].from && last->to == entry[e].to;
        if (again && last->value != entry[e].value) {
            snprintf(what, sizeof what, "given as %u and as %u", last->value, entry[e].value);
            return pair_error(data, variable->name, wave, last, what, err);
        }
        if (!again && entry[e].value != ENT_TIE_NONE) entry[kept++] = entry[e];
    }
    *count = kept;
    for (size_t e = 0; e < kept && !variable->directed; e++) {
        ent_saom_entry reverse = {entry[e].to, entry[e].from, entry[e].value};
        if (bsearch(&reverse, entry, kept, sizeof *entry, entry_order) == NULL)
            return pair_error(data, variable->name, wave, &entry[e],
                              "not directed, but the other direction differs", err);
    }
    return ENT_OK;
}

static ent_status set_entry(saom_variable *variable, size_t wave, const ent_saom_entry *entry,
                            ent_error *err) {
    saom_observed *now = &variable->wave[wave];
    bool tie = entry->value == ENT_TIE_PRESENT || entry->value == ENT_TIE_ALWAYS;
    if (entry->value == ENT_TIE_MISSING && wave > 0)
        tie = saom_net_has(&variable->wave[wave - 1].tie, entry->from, entry->to);
    ent_status status = ENT_OK;
    if (tie) status = saom_net_set(&now->tie, entry->from, entry->to, true, err);
    if (status == ENT_OK && entry->value == ENT_TIE_MISSING)
        status = saom_net_set(&now->missing, entry->from, entry->to, true, err);
    if (status == ENT_OK && (entry->value == ENT_TIE_NEVER || entry->value == ENT_TIE_ALWAYS))
        status = saom_net_set(&now->fixed, entry->from, entry->to, true, err);
    return status;
}

static ent_status read_wave(const ent_saom_data *data, saom_variable *variable, size_t wave,
                            const ent_saom_wave *given, ent_error *err) {
    size_t n = data->n;
    saom_observed *now = &variable->wave[wave];
    size_t count = given->count;
    ent_saom_entry *entry = NULL;
    ent_status status = saom_net_new(&now->tie, n, variable->directed, err);
    if (status == ENT_OK) status = saom_net_spread(&now->tie, err);
    if (status == ENT_OK) status = saom_net_new(&now->fixed, n, variable->directed, err);
    if (status == ENT_OK) status = saom_net_new(&now->missing, n, variable->directed, err);
    if (status == ENT_OK) status = ent_array_new((void **)&entry, count, sizeof *entry, err);
    if (status == ENT_OK && count > 0) memcpy(entry, given->entries, count * sizeof *entry);
    for (size_t e = 0; e < count && status == ENT_OK; e++)
        status = check_entry(data, variable->name, wave, &entry[e], err);
    if (status == ENT_OK) status = sort_entries(data, variable, wave, entry, &count, err);
    for (size_t e = 0; e < count && status == ENT_OK; e++)
        status = set_entry(variable, wave, &entry[e], err);
    free(entry);
    return status;
}

static ent_status new_variable(ent_saom_data *data, const char *name, saom_variable *variable,
                               ent_error *err) {
    *variable = (saom_variable){0};
    ent_status status = ent_array_reserve((void **)&data->variable, &data->variable_room,
                                          data->variables + 1, sizeof *data->variable, err);
    return status == ENT_OK ? take_name(data, name, &variable->name, err) : status;
}

ent_status ent_saom_add_network(ent_saom_data *data, const char *name, bool directed,
                                const ent_saom_wave *waves, ent_error *err) {
    saom_variable variable;
    ent_status status = new_variable(data, name, &variable, err);
    if (status != ENT_OK) return status;
    variable.network = true;
    variable.directed = directed;
    status = ent_array_new((void **)&variable.wave, data->waves, sizeof *variable.wave, err);
    for (size_t w = 0; w < data->waves && status == ENT_OK; w++)
        status = read_wave(data, &variable, w, &waves[w], err);
    if (status == ENT_OK)
        data->variable[data->variables++] = variable;
    else
        variable_free(&variable, data->waves);
    return status;
}

/* The most frequent value of a wave, the lowest of several; missing if there is none. */
static double mode(const double *value, size_t n) {
    double best = ent_missing();
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        size_t seen = 0;
        for (size_t j = 0; j < n; j++)
            seen += value[j] == value[i];
        if (seen > most || (seen > 0 && seen == most && value[i] < best)) {
            most = seen;
            best = value[i];
        }
    }
    return best;
}

static ent_status fill_behaviour(const ent_saom_data *data, saom_variable *variable,
                                 ent_error *err) {
    size_t n = data->n;
    size_t waves = data->waves;
    char when[SAOM_NAME];
    char who[SAOM_NAME];
    variable->lowest = INFINITY;
    variable->highest = -INFINITY;
    for (size_t k = 0; k < waves * n; k++) {
        double x = variable->value[k];
        variable->missing[k] = isnan(x);
        if (isnan(x)) continue;
        if (x != floor(x) || fabs(x) > behaviour_bound)
            return ent_fail(err, ENT_ERR_USAGE,
                            "%s, wave %.40s, actor %.60s: expected a whole number, found %g",
                            variable->name, saom_wave_name(data, k / n, when),
                            saom_actor_name(data, k % n, who), x);
        variable->lowest = fmin(variable->lowest, x);
        variable->highest = fmax(variable->highest, x);
    }
    for (size_t w = 0; w < waves; w++) {
        double usual = mode(variable->value + w * n, n);
        if (isnan(usual) && w == 0)
            return ent_fail(err, ENT_ERR_USAGE, "%s: the first wave has no value", variable->name);
        for (size_t i = 0; i < n; i++)
            if (variable->missing[w * n + i])
                variable->value[w * n + i] = w > 0 ? variable->value[(w - 1) * n + i] : usual;
    }
    return ENT_OK;
}

ent_status ent_saom_add_behaviour(ent_saom_data *data, const char *name, const double *value,
                                  ent_error *err) {
    saom_variable variable;
    size_t count = data->waves * data->n;
    ent_status status = new_variable(data, name, &variable, err);
    if (status != ENT_OK) return status;
    status = ent_array_new((void **)&variable.value, count, sizeof *variable.value, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&variable.missing, count, sizeof *variable.missing, err);
    if (status == ENT_OK) {
        memcpy(variable.value, value, count * sizeof *value);
        status = fill_behaviour(data, &variable, err);
    }
    if (status == ENT_OK)
        data->variable[data->variables++] = variable;
    else
        variable_free(&variable, data->waves);
    return status;
}

static ent_status add_covariate(ent_saom_data *data, const char *name, const double *value,
                                size_t columns, bool dyadic, bool centre, ent_error *err) {
    saom_covariate covariate = {.dyadic = dyadic, .centre = centre, .columns = columns};
    if (columns != 1 && columns != data->waves && columns + 1 != data->waves)
        return ent_fail(err, ENT_ERR_USAGE,
                        "%s: expected 1, %zu (periods) or %zu (waves) columns, found %zu", name,
                        data->waves - 1, data->waves, columns);
    size_t count = columns * data->n * (dyadic ? data->n : 1);
    for (size_t k = 0; k < count; k++)
        if (isinf(value[k]))
            return ent_fail(err, ENT_ERR_USAGE, "%s: an infinite value (entry %zu)", name, k + 1);
    ent_status status = ent_array_reserve((void **)&data->covariate, &data->covariate_room,
                                          data->covariates + 1, sizeof *data->covariate, err);
    if (status == ENT_OK) status = take_name(data, name, &covariate.name, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&covariate.value, count, sizeof *covariate.value, err);
    if (status != ENT_OK) {
        free(covariate.name);
        return status;
    }
    memcpy(covariate.value, value, count * sizeof *value);
    data->covariate[data->covariates++] = covariate;
    return ENT_OK;
}

ent_status ent_saom_add_covariate(ent_saom_data *data, const char *name, const double *value,
                                  size_t columns, bool centre, ent_error *err) {
    return add_covariate(data, name, value, columns, false, centre, err);
}

ent_status ent_saom_add_dyadic(ent_saom_data *data, const char *name, const double *value,
                               size_t columns, bool centre, ent_error *err) {
    return add_covariate(data, name, value, columns, true, centre, err);
}

ent_status ent_saom_set_presence(ent_saom_data *data, size_t actor, const double (*span)[2],
                                 size_t count, ent_error *err) {
    if (actor >= data->n)
        return ent_fail(err, ENT_ERR_USAGE, "expected an actor below %zu, found %zu", data->n,
                        actor);
    for (size_t s = 0; s < count; s++)
        if (!(span[s][0] < span[s][1]) || (s > 0 && !(span[s - 1][1] <= span[s][0])))
            return ent_fail(err, ENT_ERR_USAGE,
                            "actor %zu: expected ascending spans of time, found %g to %g",
                            actor + 1, span[s][0], span[s][1]);
    ent_status status = ENT_OK;
    if (data->presence == NULL)
        status = ent_array_new((void **)&data->presence, data->n, sizeof *data->presence, err);
    if (status != ENT_OK) return status;
    saom_presence *own = &data->presence[actor];
    double(*copy)[2] = NULL;
    status = ent_array_new((void **)&copy, count, sizeof *copy, err);
    if (status != ENT_OK) return status;
    if (count > 0) memcpy(copy, span, count * sizeof *copy);
    free(own->span);
    *own = (saom_presence){copy, count, true};
    return ENT_OK;
}

bool saom_present(const ent_saom_data *data, size_t actor, double time) {
    if (data->presence == NULL || !data->presence[actor].given) return true;
    const saom_presence *own = &data->presence[actor];
    double last = (double)(data->waves - 1);
    for (size_t s = 0; s < own->count; s++) {
        if (own->span[s][0] <= time && time < own->span[s][1]) return true;
        if (time >= last && own->span[s][1] >= last && own->span[s][0] <= last) return true;
    }
    return false;
}
