/* SPDX-License-Identifier: Apache-2.0 */
/* Building a registry, and its terms of membership. */
#include "actor/registry.h"

#include <stdlib.h>

#include "base/array.h"

const ent_actor_row *ent_actor_row_of(ent_actor actor) {
    size_t at = ent_rows_from(ent_actor_rows, ent_actor_count, sizeof *ent_actor_rows, actor);
    bool found = at < ent_actor_count && ent_actor_rows[at].actor == actor;
    return found ? &ent_actor_rows[at] : NULL;
}

const ent_mapping_row *ent_mapping_of(int32_t gw, size_t *count) {
    size_t at = ent_rows_from(ent_mapping_rows, ent_mapping_count, sizeof *ent_mapping_rows, gw);
    size_t end = at;
    while (end < ent_mapping_count && ent_mapping_rows[end].gw == gw)
        end++;
    *count = end - at;
    return &ent_mapping_rows[at];
}

static int16_t calendar_year(int year) {
    return (int16_t)(year < -9999 ? -9999 : (year > 9999 ? 9999 : year));
}

int32_t ent_year_first(int year) {
    return ent_date_days((ent_date){calendar_year(year), 1, 1}, false);
}

int32_t ent_year_last(int year) {
    return ent_date_days((ent_date){calendar_year(year), 12, 31}, true);
}

static int by_code_and_day(const void *left, const void *right) {
    const ent_term *a = left;
    const ent_term *b = right;
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static int by_actor_and_day(const void *left, const void *right) {
    const ent_stay *a = left;
    const ent_stay *b = right;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static int by_actor_and_year(const void *left, const void *right) {
    const ent_gw_run *a = left;
    const ent_gw_run *b = right;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return (a->year1 > b->year1) - (a->year1 < b->year1);
}

/* Write the stays a GW term means: one for each run of years in which its code is one actor. The
 * first run also reaches back and each run on to the next, so that no day is lost. */
static size_t stays_of_gw(const ent_term *term, ent_stay *stays) {
    size_t runs = 0;
    size_t count = 0;
    const ent_mapping_row *run = ent_mapping_of(term->code, &runs);
    for (size_t i = 0; i < runs; i++) {
        int32_t from = i == 0 ? INT32_MIN : ent_year_first(run[i].year1);
        int32_t to = i + 1 == runs ? INT32_MAX : ent_year_first(run[i + 1].year1) - 1;
        int32_t first = term->first > from ? term->first : from;
        int32_t last = term->last < to ? term->last : to;
        if (first <= last) stays[count++] = (ent_stay){run[i].actor, first, last};
    }
    return count;
}

static ent_status check_terms(ent_system system, const ent_term *terms, size_t count,
                              size_t *stay_count, ent_error *err) {
    *stay_count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t runs = 0;
        if (system == ENT_GW)
            ent_mapping_of(terms[i].code, &runs);
        else
            runs = terms[i].code < ENT_GW_ONLY && ent_actor_row_of(terms[i].code) != NULL;
        if (runs == 0)
            return ent_fail(err, ENT_ERR_USAGE, "term %zu: %d is no %s code", i + 1, terms[i].code,
                            system == ENT_GW ? "Gleditsch-Ward" : "CoW");
        if (terms[i].first > terms[i].last)
            return ent_fail(err, ENT_ERR_USAGE, "term %zu: code %d ends before it begins", i + 1,
                            terms[i].code);
        *stay_count += runs;
    }
    return ENT_OK;
}

ent_status ent_actors_set_terms(ent_actors *actors, ent_system system, const ent_term *terms,
                                size_t count, ent_error *err) {
    ent_membership made = {NULL, count, NULL, 0};
    size_t capacity = 0;
    ent_status status = check_terms(system, terms, count, &capacity, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&made.terms, count, sizeof *made.terms, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&made.stays, capacity, sizeof *made.stays, err);
    if (status != ENT_OK) {
        free(made.terms);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        made.terms[i] = terms[i];
        if (system == ENT_GW)
            made.stay_count += stays_of_gw(&terms[i], made.stays + made.stay_count);
        else
            made.stays[made.stay_count++] =
                (ent_stay){terms[i].code, terms[i].first, terms[i].last};
    }
    qsort(made.terms, count, sizeof *made.terms, by_code_and_day);
    qsort(made.stays, made.stay_count, sizeof *made.stays, by_actor_and_day);
    free(actors->system[system].terms);
    free(actors->system[system].stays);
    actors->system[system] = made;
    return ENT_OK;
}

static ent_status set_builtin_terms(ent_actors *actors, ent_system system, ent_error *err) {
    ent_term *terms = NULL;
    ent_status status = ent_array_new((void **)&terms, ent_term_count, sizeof *terms, err);
    if (status != ENT_OK) return status;
    size_t count = 0;
    for (size_t i = 0; i < ent_term_count; i++) {
        const ent_term_row *row = &ent_term_rows[i];
        if (row->system != system) continue;
        int32_t last = row->last.year == 0 ? INT32_MAX : ent_date_days(row->last, true);
        terms[count++] = (ent_term){row->code, ent_date_days(row->first, false), last};
    }
    status = ent_actors_set_terms(actors, system, terms, count, err);
    free(terms);
    return status;
}

static ent_status list_actors(ent_actors *actors, ent_error *err) {
    ent_status status =
        ent_array_new((void **)&actors->list, ent_actor_count, sizeof *actors->list, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < ent_actor_count; i++)
        actors->list[i] = ent_actor_rows[i].actor;
    actors->count = ent_actor_count;
    return ENT_OK;
}

static ent_status invert_mapping(ent_actors *actors, ent_error *err) {
    ent_status status =
        ent_array_new((void **)&actors->gw_runs, ent_mapping_count, sizeof *actors->gw_runs, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < ent_mapping_count; i++) {
        const ent_mapping_row *row = &ent_mapping_rows[i];
        if (!row->micro)
            actors->gw_runs[actors->gw_run_count++] =
                (ent_gw_run){row->actor, row->gw, row->year1, row->year2};
    }
    qsort(actors->gw_runs, actors->gw_run_count, sizeof *actors->gw_runs, by_actor_and_year);
    return ENT_OK;
}

ent_status ent_actors_new(ent_actors **out, ent_error *err) {
    *out = NULL;
    ent_actors *actors = NULL;
    ent_status status = ent_array_new((void **)&actors, 1, sizeof *actors, err);
    if (status != ENT_OK) return status;
    status = list_actors(actors, err);
    if (status == ENT_OK) status = invert_mapping(actors, err);
    if (status == ENT_OK) status = set_builtin_terms(actors, ENT_COW, err);
    if (status == ENT_OK) status = set_builtin_terms(actors, ENT_GW, err);
    if (status == ENT_OK) status = ent_keys_build(&actors->keys, err);
    if (status != ENT_OK) {
        ent_actors_free(actors);
        return status;
    }
    *out = actors;
    return ENT_OK;
}

void ent_actors_free(ent_actors *actors) {
    if (actors == NULL) return;
    for (int i = 0; i < ENT_SYSTEMS; i++) {
        free(actors->system[i].terms);
        free(actors->system[i].stays);
    }
    ent_keys_free(&actors->keys);
    free(actors->gw_runs);
    free(actors->list);
    free(actors);
}

size_t ent_actors_terms(const ent_actors *actors, ent_system system, const ent_term **terms) {
    *terms = actors->system[system].terms;
    return actors->system[system].term_count;
}

size_t ent_actors_all(const ent_actors *actors, const ent_actor **list) {
    *list = actors->list;
    return actors->count;
}
