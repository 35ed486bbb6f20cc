/* SPDX-License-Identifier: Apache-2.0 */
/* One year: who is in the system, who shares a day with whom, and the parts asked for. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "panel/loader.h"

static ent_status grow(void **memory, size_t count, size_t size, ent_error *err) {
    free(*memory);
    *memory = NULL;
    return ent_array_new(memory, count, size, err);
}

/* Room for n actors in every matrix. */
static ent_status make_room(ent_loader *loader, size_t n, ent_error *err) {
    if (n <= loader->room && loader->actor != NULL) return ENT_OK;
    loader->room = 0;
    ent_status status = grow((void **)&loader->actor, n, sizeof *loader->actor, err);
    if (status == ENT_OK) status = grow((void **)&loader->together, n * n, 1, err);
    if (status == ENT_OK) status = grow((void **)&loader->obligation, n * n, 1, err);
    if (status == ENT_OK) status = grow((void **)&loader->cover, n * n, 1, err);
    if (status == ENT_OK)
        status = grow((void **)&loader->listed_row, n, sizeof *loader->listed_row, err);
    for (size_t i = 0; i < M_COUNT && status == ENT_OK; i++)
        status = grow((void **)&loader->matrix[i], n * n, sizeof(double), err);
    for (size_t i = 0; i < V_COUNT && status == ENT_OK; i++)
        status = grow((void **)&loader->vector[i], n, sizeof(double), err);
    if (status == ENT_OK && (loader->needs & ENT_NEED_DEPTH))
        status = grow((void **)&loader->depth, n * n * ENT_DEPTH_FIELDS, sizeof(float), err);
    if (status == ENT_OK) loader->room = n;
    return status;
}

/* Whether the actor was a member on every day of the year. */
static bool whole_year(const ent_loader *loader, ent_actor actor, int year) {
    int code = loader->system == ENT_GW ? ent_actor_gw(loader->actors, actor, year) : actor;
    int32_t first = ent_date_days((ent_date){(int16_t)year, 0, 0}, false);
    int32_t last = ent_date_days((ent_date){(int16_t)year, 0, 0}, true);
    const ent_term *terms = NULL;
    size_t count = ent_actors_terms(loader->actors, loader->system, &terms);
    for (size_t t = 0; t < count; t++)
        if (terms[t].code == code && terms[t].first <= first && terms[t].last >= last) return true;
    return false;
}

/* Two members of the whole year share its days; only the others need a closer look. */
static ent_status fill_together(ent_loader *loader, ent_error *err) {
    const ent_slice *slice = &loader->slice;
    size_t n = slice->n;
    bool *whole = NULL;
    ent_status status = ent_array_new((void **)&whole, n, sizeof *whole, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < n; i++)
        whole[i] = whole_year(loader, loader->actor[i], slice->year);
    for (size_t i = 0; i < n; i++) {
        loader->together[i * n + i] = 0;
        for (size_t j = i + 1; j < n; j++) {
            bool shared = (whole[i] && whole[j]) ||
                          ent_actors_together(loader->actors, loader->system, loader->actor[i],
                                              loader->actor[j], slice->year);
            loader->together[i * n + j] = loader->together[j * n + i] = shared;
        }
    }
    free(whole);
    return ENT_OK;
}

static ent_status fill_parts(ent_loader *loader, ent_error *err) {
    unsigned needs = loader->needs;
    ent_status status = ENT_OK;
    if (needs & ENT_NEED_ALLIANCE) status = ent_slice_alliances(loader, err);
    if (needs & ENT_NEED_AGREEMENT) ent_slice_agreements(loader);
    if (needs & ENT_NEED_EXERCISE) ent_slice_exercises(loader);
    if (needs & ENT_NEED_CLASS) {
        ent_slice_agreement_classes(loader);
        ent_slice_exercise_classes(loader);
    }
    if (needs & ENT_NEED_DEPTH) ent_slice_depth(loader);
    if (needs & ENT_NEED_DISPUTE) ent_slice_disputes(loader);
    if (needs & ENT_NEED_RIVALRY) ent_slice_rivalries(loader);
    if (needs & ENT_NEED_CONTIGUITY) ent_slice_contiguity(loader);
    if (needs & ENT_NEED_PLACE) ent_slice_capitals(loader);
    if (status == ENT_OK && (needs & ENT_NEED_ARMS)) status = ent_slice_arms(loader, err);
    if (status == ENT_OK && (needs & ENT_NEED_TROOPS)) status = ent_slice_troops(loader, err);
    if (status == ENT_OK && (needs & ENT_NEED_TRADE)) status = ent_slice_trade(loader, err);
    if (status == ENT_OK && (needs & (ENT_NEED_CAPABILITY | ENT_NEED_IDEAL | ENT_NEED_ARMS)))
        status = ent_slice_points(loader, err);
    if (status == ENT_OK && (needs & ENT_NEED_VOTE)) status = ent_slice_votes(loader, err);
    return status;
}

ent_status ent_loader_year(ent_loader *loader, int year, const ent_slice **slice, ent_error *err) {
    *slice = NULL;
    size_t n = ent_actors_in_year(loader->actors, loader->system, year, NULL, 0);
    if (n > UINT16_MAX) return ent_fail(err, ENT_ERR_LIMIT, "%d: more than 65535 actors", year);
    ent_status status = make_room(loader, n, err);
    if (status != ENT_OK) return status;
    ent_actors_in_year(loader->actors, loader->system, year, loader->actor, n);
    loader->slice = (ent_slice){.year = year,
                                .system = loader->system,
                                .n = n,
                                .actor = loader->actor,
                                .together = loader->together};
    status = fill_together(loader, err);
    if (status == ENT_OK) status = fill_parts(loader, err);
    if (status == ENT_OK) *slice = &loader->slice;
    return status;
}

size_t ent_slice_find(const ent_slice *slice, ent_actor actor) {
    size_t low = 0;
    size_t high = slice->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (slice->actor[middle] < actor)
            low = middle + 1;
        else
            high = middle;
    }
    return low < slice->n && slice->actor[low] == actor ? low : SIZE_MAX;
}
