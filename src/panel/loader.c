/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence in memory: what a loader reads once, before any year is asked for. */
#include "panel/loader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Which part of a slice each kind of evidence serves. */
static const struct {
    unsigned need;
    ent_kind kind;
} evidence_of[] = {{ENT_NEED_ALLIANCE, ENT_ALLIANCE},
                   {ENT_NEED_AGREEMENT | ENT_NEED_CLASS, ENT_AGREEMENT},
                   {ENT_NEED_EXERCISE | ENT_NEED_CLASS, ENT_EXERCISE},
                   {ENT_NEED_DISPUTE, ENT_DISPUTE},
                   {ENT_NEED_RIVALRY, ENT_RIVALRY}};

ent_status ent_loader_source(ent_loader *loader, const char *name, ent_source_index *out,
                             ent_error *err) {
    for (size_t i = 1; i <= loader->source_count; i++) {
        if (strcmp(loader->source_name[i], name) != 0) continue;
        *out = (ent_source_index)i;
        return ENT_OK;
    }
    if (loader->source_count == ENT_SOURCES_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "the store has more than %d sources", ENT_SOURCES_MAX);
    char *copy = strdup(name);
    if (copy == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    loader->source_name[++loader->source_count] = copy;
    *out = (ent_source_index)loader->source_count;
    return ENT_OK;
}

static int by_actor(const void *a, const void *b) {
    ent_actor x = *(const ent_actor *)a;
    ent_actor y = *(const ent_actor *)b;
    return (x > y) - (x < y);
}

static ent_status keep_statement(void *context, const ent_coverage *row, ent_error *err) {
    ent_loader *loader = context;
    ent_source_index source = 0;
    ent_status status = ent_loader_source(loader, row->source, &source, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&loader->statement, &loader->statement_capacity,
                                   loader->statement_count + 1, sizeof *loader->statement, err);
    if (status == ENT_OK)
        status =
            ent_array_reserve((void **)&loader->covered_actor, &loader->covered_capacity,
                              loader->covered_count + row->actor_count, sizeof(ent_actor), err);
    if (status != ENT_OK) return status;
    ent_actor *actors = loader->covered_actor + loader->covered_count;
    if (row->actor_count > 0) {
        memcpy(actors, row->actors, row->actor_count * sizeof *actors);
        qsort(actors, row->actor_count, sizeof *actors, by_actor);
    }
    loader->statement[loader->statement_count++] = (struct statement){
        row->kind,       row->year1, row->year2, row->scope, source, loader->covered_count,
        row->actor_count};
    loader->covered_count += row->actor_count;
    return ENT_OK;
}

static uint8_t obligations(const char *role) {
    static const char *const words[] = {"defense", "offense", "neutrality", "nonaggression",
                                        "consultation"};
    unsigned flags = 0;
    for (unsigned i = 0; i < 5; i++)
        if (ent_has_word(role, words[i])) flags |= 1u << i;
    return (uint8_t)flags;
}

static int32_t last_day(ent_date date) {
    return date.year >= ENT_OPEN ? INT32_MAX : ent_date_days(date, true);
}

static ent_status keep_participant(ent_loader *loader, const struct record *record,
                                   const ent_participant *from, ent_error *err) {
    const char *role = from->role != NULL ? from->role : "";
    size_t length = strlen(role) + 1;
    ent_status status =
        ent_array_reserve((void **)&loader->participant, &loader->participant_capacity,
                          loader->participant_count + 1, sizeof *loader->participant, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&loader->text, &loader->text_capacity,
                                   loader->text_length + length, 1, err);
    if (status != ENT_OK) return status;
    memcpy(loader->text + loader->text_length, role, length);
    loader->participant[loader->participant_count++] = (struct participant){
        .actor = from->actor,
        .first = from->first.year != 0 ? ent_date_days(from->first, false) : record->first,
        .last = from->last.year != 0 ? last_day(from->last) : record->last,
        .level = from->level,
        .obligation = obligations(role),
        .side = (uint8_t)(ent_has_word(role, "side1")   ? 1
                          : ent_has_word(role, "side2") ? 2
                                                        : 0),
        .role = loader->text_length};
    loader->text_length += length;
    return ENT_OK;
}

static ent_status keep_record(void *context, const ent_evidence *row, ent_error *err) {
    ent_loader *loader = context;
    struct records *records = &loader->kind[row->kind];
    struct record record = {.id = row->id,
                            .first = ent_date_days(row->first, false),
                            .last = row->last.year != 0 ? last_day(row->last)
                                                        : ent_date_days(row->first, true),
                            .year_begun = row->first.year,
                            .classes = ent_record_classes(row->kind, row->category),
                            .participant_begin = loader->participant_count,
                            .participant_count = row->participant_count};
    ent_status status = ent_loader_source(loader, row->source, &record.source, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&records->record, &records->capacity,
                                   records->count + 1, sizeof record, err);
    for (size_t i = 0; i < row->participant_count && status == ENT_OK; i++)
        status = keep_participant(loader, &record, &row->participants[i], err);
    if (status == ENT_OK) records->record[records->count++] = record;
    return status;
}

static ent_status keep_capital(void *context, const ent_place *row, ent_error *err) {
    ent_loader *loader = context;
    ent_status status = ent_array_reserve((void **)&loader->capital, &loader->capital_capacity,
                                          loader->capital_count + 1, sizeof *loader->capital, err);
    if (status == ENT_OK)
        loader->capital[loader->capital_count++] =
            (struct capital){row->actor, ent_date_days(row->first, false), last_day(row->last),
                             row->latitude, row->longitude};
    return status;
}

static ent_status keep_contact(void *context, const ent_span *row, ent_error *err) {
    ent_loader *loader = context;
    ent_source_index source = 0;
    ent_status status = ent_loader_source(loader, row->source, &source, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&loader->contact, &loader->contact_capacity,
                                   loader->contact_count + 1, sizeof *loader->contact, err);
    if (status == ENT_OK)
        loader->contact[loader->contact_count++] =
            (struct contact){row->actor1,         row->actor2, ent_date_days(row->first, false),
                             last_day(row->last), row->value,  source};
    return status;
}

static ent_status read_store(ent_loader *loader, ent_error *err) {
    ent_status status = ent_store_coverage(loader->store, ENT_KINDS, keep_statement, loader, err);
    for (size_t i = 0; i < sizeof evidence_of / sizeof evidence_of[0] && status == ENT_OK; i++)
        if (loader->needs & evidence_of[i].need)
            status = ent_store_evidence(loader->store, evidence_of[i].kind, 0, 0, INT_MIN, INT_MAX,
                                        keep_record, loader, err);
    if (status == ENT_OK && (loader->needs & ENT_NEED_PLACE))
        status = ent_store_places(loader->store, keep_capital, loader, err);
    if (status == ENT_OK && (loader->needs & ENT_NEED_CONTIGUITY))
        status = ent_store_spans(loader->store, "contiguity", keep_contact, loader, err);
    if (status == ENT_OK && (loader->needs & ENT_NEED_DEPTH))
        status = ent_loader_read_depth(loader, err);
    return status;
}

ent_status ent_loader_new(ent_loader **out, ent_store *store, const ent_actors *actors,
                          ent_system system, unsigned needs, ent_error *err) {
    *out = NULL;
    ent_loader *loader = calloc(1, sizeof *loader);
    if (loader == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    loader->store = store;
    loader->actors = actors;
    loader->system = system;
    loader->needs = needs;
    ent_status status = read_store(loader, err);
    if (status != ENT_OK) {
        ent_loader_free(loader);
        return status;
    }
    *out = loader;
    return ENT_OK;
}

void ent_loader_free(ent_loader *loader) {
    if (loader == NULL) return;
    for (size_t i = 1; i <= loader->source_count; i++)
        free(loader->source_name[i]);
    for (size_t i = 0; i < ENT_EVIDENCE_KINDS; i++)
        free(loader->kind[i].record);
    for (size_t i = 0; i < M_COUNT; i++)
        free(loader->matrix[i]);
    for (size_t i = 0; i < V_COUNT; i++)
        free(loader->vector[i]);
    for (size_t i = 0; i < 6; i++)
        free(loader->capability[i]);
    void *const owned[] = {loader->statement,  loader->covered_actor, loader->participant,
                           loader->text,       loader->capital,       loader->contact,
                           loader->actor,      loader->together,      loader->obligation,
                           loader->cover,      loader->membership,    loader->voter,
                           loader->ballot,     loader->votes,         loader->capability_actor,
                           loader->listed_row, loader->depth,         loader->depth_spell,
                           loader->depth_value};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    free(loader);
}
