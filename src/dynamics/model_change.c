/* SPDX-License-Identifier: Apache-2.0 */
/* Changes for asking what if, made in the data as they are read and in the coefficients. Centring
 * and similarity stay those of the baseline: a covariate raised everywhere would otherwise be
 * centred back to where it was. */
#include <math.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/model.h"
#include "dynamics/model_file.h"

static double changed(const ent_saom_change *change, double before) {
    if (change->operation == '+') return before + change->value;
    return change->operation == '*' ? before * change->value : change->value;
}

/* Actors an index stands for: from *first up to *end; false when there is none. */
static bool actors_of(const saom_names *names, const char *index, size_t *first, size_t *end) {
    *first = 0;
    *end = names->n;
    if (strcmp(index, "*") == 0) return true;
    *first = saom_names_find(names, index);
    *end = *first + 1;
    return *first != SIZE_MAX;
}

bool saom_changes(const saom_reading *own, const char *name) {
    for (size_t k = 0; k < own->input->change_count; k++)
        if (own->input->changes[k].indices > 0 && strcmp(own->input->changes[k].name, name) == 0)
            return true;
    return false;
}

static ent_status wrong_indices(const ent_saom_change *change, size_t want, ent_error *err) {
    return ent_fail(err, ENT_ERR_USAGE, "%s: expected %s in brackets, found %zu", change->name,
                    want == 1 ? "one actor" : "two actors", change->indices);
}

ent_status saom_change_values(const saom_reading *own, const char *name, double *value,
                              size_t columns, ent_error *err) {
    size_t n = own->names.n;
    for (size_t k = 0; k < own->input->change_count; k++) {
        ent_saom_change *change = &own->input->changes[k];
        size_t first = 0;
        size_t end = 0;
        if (change->indices == 0 || strcmp(change->name, name) != 0) continue;
        if (change->indices != 1) return wrong_indices(change, 1, err);
        if (!actors_of(&own->names, change->index[0], &first, &end)) continue;
        change->used = true;
        for (size_t c = 0; c < columns; c++)
            for (size_t i = first; i < end; i++)
                value[c * n + i] = changed(change, value[c * n + i]);
    }
    return ENT_OK;
}

ent_status saom_change_behaviour(const saom_reading *own, const char *name, double *value,
                                 size_t waves, ent_error *err) {
    size_t n = own->names.n;
    double *last = value + (waves - 1) * n;
    double low = INFINITY;
    double high = -INFINITY;
    for (size_t k = 0; k < waves * n; k++) {
        low = fmin(low, value[k]); /* of a missing one and another number fmin gives the number */
        high = fmax(high, value[k]);
    }
    for (size_t k = 0; k < own->input->change_count; k++) {
        const ent_saom_change *change = &own->input->changes[k];
        bool own_one = change->indices == 1 && strcmp(change->name, name) == 0;
        if (own_one && change->operation == '=' &&
            (!(change->value >= low && change->value <= high) ||
             change->value != floor(change->value)))
            return ent_fail(err, ENT_ERR_USAGE, "%s: expected a whole number from %g to %g", name,
                            low, high);
    }
    ent_status status = saom_change_values(own, name, last, 1, err);
    for (size_t i = 0; i < n && status == ENT_OK && saom_changes(own, name); i++)
        if (!isnan(last[i])) last[i] = fmin(fmax(round(last[i]), low), high);
    return status;
}

ent_status saom_change_dyads(const saom_reading *own, const char *name, double *value,
                             size_t columns, ent_error *err) {
    size_t n = own->names.n;
    for (size_t k = 0; k < own->input->change_count; k++) {
        ent_saom_change *change = &own->input->changes[k];
        size_t first[2];
        size_t end[2];
        if (change->indices == 0 || strcmp(change->name, name) != 0) continue;
        if (change->indices != 2) return wrong_indices(change, 2, err);
        if (!actors_of(&own->names, change->index[0], &first[0], &end[0]) ||
            !actors_of(&own->names, change->index[1], &first[1], &end[1]))
            continue;
        change->used = true;
        for (size_t c = 0; c < columns; c++)
            for (size_t i = first[0]; i < end[0]; i++)
                for (size_t j = first[1]; j < end[1]; j++) {
                    double *cell = &value[(c * n + i) * n + j];
                    *cell = changed(change, *cell);
                }
    }
    return ENT_OK;
}

static bool covers(const ent_saom_entry *entry, const size_t first[2], const size_t end[2],
                   bool directed) {
    bool forth = entry->from >= first[0] && entry->from < end[0] && entry->to >= first[1] &&
                 entry->to < end[1];
    bool back = entry->to >= first[0] && entry->to < end[0] && entry->from >= first[1] &&
                entry->from < end[1];
    return forth || (!directed && back);
}

static ent_status put_ties(const ent_saom_change *change, const size_t first[2],
                           const size_t end[2], bool directed, saom_entries *entries,
                           ent_error *err) {
    size_t kept = 0;
    for (size_t e = 0; e < entries->count; e++)
        if (!covers(&entries->entry[e], first, end, directed))
            entries->entry[kept++] = entries->entry[e];
    entries->count = kept;
    for (size_t i = first[0]; i < end[0] && change->value != 0; i++)
        for (size_t j = first[1]; j < end[1]; j++) {
            if (i == j) continue;
            ent_status status = ent_array_reserve((void **)&entries->entry, &entries->room,
                                                  entries->count + 2, sizeof *entries->entry, err);
            if (status != ENT_OK) return status;
            uint32_t value = (uint32_t)change->value;
            entries->entry[entries->count++] = (ent_saom_entry){(uint32_t)i, (uint32_t)j, value};
            if (!directed)
                entries->entry[entries->count++] =
                    (ent_saom_entry){(uint32_t)j, (uint32_t)i, value};
        }
    return ENT_OK;
}

ent_status saom_change_ties(const saom_reading *own, const char *name, bool directed,
                            saom_entries *entries, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < own->input->change_count && status == ENT_OK; k++) {
        ent_saom_change *change = &own->input->changes[k];
        size_t first[2];
        size_t end[2];
        if (change->indices == 0 || strcmp(change->name, name) != 0) continue;
        if (change->indices != 2) return wrong_indices(change, 2, err);
        double value = change->value;
        bool valid =
            change->operation == '=' && (value == ENT_TIE_NONE || value == ENT_TIE_PRESENT ||
                                         value == ENT_TIE_NEVER || value == ENT_TIE_ALWAYS);
        if (!valid)
            return ent_fail(err, ENT_ERR_USAGE,
                            "%s: expected = 0, 1, 10 (never) or 11 (always) for a tie",
                            change->name);
        if (!actors_of(&own->names, change->index[0], &first[0], &end[0]) ||
            !actors_of(&own->names, change->index[1], &first[1], &end[1]))
            continue;
        change->used = true;
        status = put_ties(change, first, end, directed, entries, err);
    }
    return status;
}

ent_status saom_change_actors(const saom_reading *own, ent_saom_data *data, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < own->input->change_count && status == ENT_OK; k++) {
        ent_saom_change *change = &own->input->changes[k];
        size_t first = 0;
        size_t end = 0;
        if (!change->absent || !actors_of(&own->names, change->index[0], &first, &end)) continue;
        change->used = true;
        /* away from the last wave on: earlier waves stay as they were observed */
        const double span[1][2] = {{0, (double)own->setup->waves - 1.5}};
        for (size_t i = first; i < end && status == ENT_OK; i++)
            status = ent_saom_set_presence(data, i, span, 1, err);
    }
    return status;
}

/* ---- after the model is made ---- */

static void keep_scale(saom_attribute *own, const saom_attribute *base, size_t size) {
    for (size_t k = 0; k < size && own->value != NULL; k++)
        own->value[k] += own->mean - base->mean;
    own->mean = base->mean;
    own->range = base->range;
    own->sim_mean = base->sim_mean;
}

static ent_status change_parameter(const ent_saom_model *model, ent_saom_change *change,
                                   double *value, ent_error *err) {
    for (size_t k = 0; k < ent_saom_parameter_count(model); k++) {
        ent_saom_parameter own = ent_saom_parameter_at(model, k);
        if (strcmp(own.variable, change->name) != 0 || strcmp(own.effect, change->effect) != 0 ||
            (change->covariate[0] != '\0' && strcmp(own.covariate, change->covariate) != 0))
            continue;
        value[k] = changed(change, value[k]);
        change->used = true;
        if (own.basic && value[k] <= 0)
            return ent_fail(err, ENT_ERR_USAGE, "%s.%s: a basic rate must stay above 0",
                            change->name, change->effect);
    }
    return ENT_OK;
}

static bool is_actor(const ent_saom_setup *setup, const char *index) {
    if (index[0] == '\0' || strcmp(index, "*") == 0) return true;
    for (size_t g = 0; g < setup->groups; g++)
        for (size_t i = 0; i < ent_saom_actors(setup->data[g]); i++)
            if (strcmp(setup->label[g][i], index) == 0) return true;
    return false;
}

static ent_status unanswered(const ent_saom_setup *setup, const ent_saom_change *change,
                             ent_error *err) {
    if (change->indices == 0)
        return ent_fail(err, ENT_ERR_NOT_FOUND, "no parameter %s.%s%s%s in this model",
                        change->name, change->effect, change->covariate[0] != '\0' ? "." : "",
                        change->covariate);
    for (size_t k = 0; k < change->indices; k++)
        if (!is_actor(setup, change->index[k]))
            return ent_fail(err, ENT_ERR_NOT_FOUND,
                            "no actor is named '%s': expected names such as %s and %s",
                            change->index[k], setup->label[0][0], setup->label[0][1]);
    return ent_fail(err, ENT_ERR_NOT_FOUND, "no covariate, network or actor answers to %s[%s%s%s]",
                    change->name, change->index[0], change->indices == 2 ? "," : "",
                    change->index[1]);
}

ent_status ent_saom_setup_change(ent_saom_setup *setup, const ent_saom_setup *baseline,
                                 ent_saom_change *changes, size_t count, double *value,
                                 ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t g = 0; g < setup->groups; g++) {
        const ent_saom_data *data = setup->data[g];
        for (size_t c = 0; c < data->covariates; c++) {
            const saom_covariate *covariate = &data->covariate[c];
            keep_scale(&setup->model->group[g].covariate[c],
                       &baseline->model->group[g].covariate[c],
                       covariate->columns * data->n * (covariate->dyadic ? data->n : 1));
        }
        for (size_t v = 0; v < data->variables; v++)
            keep_scale(&setup->model->group[g].behaviour[v],
                       &baseline->model->group[g].behaviour[v], 0);
    }
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        ent_saom_change *change = &changes[k];
        if (change->indices == 0) status = change_parameter(setup->model, change, value, err);
        if (status == ENT_OK && !change->used) status = unanswered(setup, change, err);
    }
    return status;
}
