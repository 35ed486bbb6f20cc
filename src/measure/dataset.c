/* SPDX-License-Identifier: Apache-2.0 */
/* A panel as a file: slice, columns and rows of one year after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/measure.h"

enum { KEYS_MAX = 3 }; /* year, actor1, actor2 */

/* One dataset being written. */
struct job {
    const ent_dataset *dataset;
    const ent_actors *actors;
    ent_writer *writer;
    ent_field *fields;
    size_t keys;
    size_t rows, rows_written;
    /* Columns of one year, keys first; memory for `room` rows. */
    double **values;
    const char **text[KEYS_MAX]; /* codes that are text */
    const char *const **texts;
    size_t room;
    double **computed; /* values past the keys */
};

static bool codes_are_text(const struct job *job) {
    return job->dataset->codes == ENT_CODES_ISO3;
}

static bool is_state(const struct job *job) {
    return job->dataset->unit == ENT_UNIT_STATE;
}

static ent_status prepare_fields(struct job *job, ent_error *err) {
    const ent_dataset *dataset = job->dataset;
    static const char *const state_keys[] = {"year", "actor"};
    static const char *const dyad_keys[] = {"year", "actor1", "actor2"};
    static const char *const code_labels[] = {"Correlates of War code", "Gleditsch-Ward code",
                                              "ISO 3166-1 alpha-3 code"};
    job->keys = is_state(job) ? 2 : 3;
    size_t count = job->keys + dataset->column_count;
    ent_status status = ent_array_new((void **)&job->fields, count, sizeof *job->fields, err);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < job->keys; k++) {
        bool text = k > 0 && codes_are_text(job);
        job->fields[k] = (ent_field){.name = is_state(job) ? state_keys[k] : dyad_keys[k],
                                     .label = k == 0 ? "Year" : code_labels[dataset->codes],
                                     .type = text ? ENT_FIELD_TEXT : ENT_FIELD_INTEGER,
                                     .width = text ? 3 : 0};
    }
    for (size_t c = 0; c < dataset->column_count; c++) {
        const ent_column *column = ent_column_at(dataset->unit, dataset->columns[c]);
        job->fields[job->keys + c] = (ent_field){
            .name = column->name,
            .label = column->label,
            .note = column->note,
            .type = column->type == ENT_COLUMN_INTEGER ? ENT_FIELD_INTEGER : ENT_FIELD_REAL};
    }
    return ENT_OK;
}

static bool wanted(const ent_dataset *dataset, ent_actor actor) {
    if (dataset->actors == NULL) return true;
    for (size_t a = 0; a < dataset->actor_count; a++)
        if (dataset->actors[a] == actor) return true;
    return false;
}

/* Rows of a year; the most actors of any year in *most. */
static ent_status count_rows(struct job *job, ent_loader *loader, size_t *most, ent_error *err) {
    const ent_dataset *dataset = job->dataset;
    *most = 0;
    for (int year = dataset->year1; year <= dataset->year2; year++) {
        const ent_slice *slice = NULL;
        ent_pairs pairs = {0};
        size_t rows = 0;
        ent_status status = ent_loader_year(loader, year, &slice, err);
        if (status != ENT_OK) return status;
        if (is_state(job)) {
            for (size_t i = 0; i < slice->n; i++)
                rows += wanted(dataset, slice->actor[i]);
        } else {
            status = ent_pairs_of(slice, dataset->unit, dataset->actors, dataset->actor_count,
                                  &pairs, err);
            rows = pairs.count;
            ent_pairs_free(&pairs);
        }
        if (status != ENT_OK) return status;
        job->rows += rows;
        size_t room = is_state(job) ? slice->n : rows;
        if (room > *most) *most = room;
    }
    return ENT_OK;
}

static ent_status make_room(struct job *job, size_t rows, ent_error *err) {
    size_t fields = job->keys + job->dataset->column_count;
    job->room = rows;
    ent_status status = ent_array_new((void **)&job->values, fields, sizeof *job->values, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&job->texts, fields, sizeof *job->texts, err);
    for (size_t f = 0; f < fields && status == ENT_OK; f++)
        status = ent_array_new((void **)&job->values[f], rows, sizeof(double), err);
    for (size_t k = 1; k < job->keys && codes_are_text(job) && status == ENT_OK; k++) {
        status = ent_array_new((void **)&job->text[k], rows, sizeof(char *), err);
        job->texts[k] = job->text[k];
    }
    if (status == ENT_OK) job->computed = job->values + job->keys;
    return status;
}

static void put_actor(struct job *job, size_t key, size_t row, ent_actor actor, int year) {
    switch (job->dataset->codes) {
    case ENT_CODES_ISO3:
        job->text[key][row] = ent_actor_iso3(job->actors, actor, year);
        break;
    case ENT_CODES_GW:
        job->values[key][row] = ent_actor_gw(job->actors, actor, year);
        break;
    case ENT_CODES_COW:
    default:
        job->values[key][row] = ent_actor_cow(actor);
        break;
    }
    /* A state without a code in the scheme has none: missing, not 0. */
    if (job->text[key] == NULL && job->values[key][row] == 0) job->values[key][row] = ent_missing();
}

static ent_status write_dyads(struct job *job, const ent_slice *slice, ent_error *err) {
    const ent_dataset *dataset = job->dataset;
    ent_pairs pairs = {0};
    ent_status status =
        ent_pairs_of(slice, dataset->unit, dataset->actors, dataset->actor_count, &pairs, err);
    for (size_t p = 0; p < pairs.count; p++) {
        job->values[0][p] = slice->year;
        put_actor(job, 1, p, slice->actor[pairs.i[p]], slice->year);
        put_actor(job, 2, p, slice->actor[pairs.j[p]], slice->year);
    }
    if (status == ENT_OK)
        status = ent_columns_compute(slice, dataset->unit, &pairs, dataset->columns,
                                     dataset->column_count, job->computed, err);
    if (status == ENT_OK)
        status = ent_writer_rows(job->writer, pairs.count, (const double *const *)job->values,
                                 job->texts, err);
    job->rows_written += pairs.count;
    ent_pairs_free(&pairs);
    return status;
}

/* Columns are computed for all states of the year; rows not wanted are then closed up. */
static ent_status write_states(struct job *job, const ent_slice *slice, ent_error *err) {
    const ent_dataset *dataset = job->dataset;
    ent_status status = ent_columns_compute(slice, dataset->unit, NULL, dataset->columns,
                                            dataset->column_count, job->computed, err);
    size_t rows = 0;
    for (size_t i = 0; i < slice->n && status == ENT_OK; i++) {
        if (!wanted(dataset, slice->actor[i])) continue;
        job->values[0][rows] = slice->year;
        put_actor(job, 1, rows, slice->actor[i], slice->year);
        for (size_t c = 0; c < dataset->column_count; c++)
            job->computed[c][rows] = job->computed[c][i];
        rows++;
    }
    if (status == ENT_OK)
        status =
            ent_writer_rows(job->writer, rows, (const double *const *)job->values, job->texts, err);
    job->rows_written += rows;
    return status;
}

static ent_status write_years(struct job *job, ent_loader *loader, ent_error *err) {
    const ent_dataset *dataset = job->dataset;
    for (int year = dataset->year1; year <= dataset->year2; year++) {
        const ent_slice *slice = NULL;
        ent_status status = ent_loader_year(loader, year, &slice, err);
        if (status == ENT_OK)
            status = is_state(job) ? write_states(job, slice, err) : write_dyads(job, slice, err);
        if (status != ENT_OK) return status;
        if (dataset->on_progress != NULL)
            dataset->on_progress(dataset->context, year, job->rows_written, job->rows);
    }
    return ENT_OK;
}

static ent_status open_writer(struct job *job, const char *path, ent_error *err) {
    const ent_dataset *dataset = job->dataset;
    static const char *const units[] = {"Dyad-years", "Directed dyad-years", "State-years"};
    char title[80];
    char note[200];
    snprintf(title, sizeof title, "%s %d-%d, %s system", units[dataset->unit], dataset->year1,
             dataset->year2, dataset->system == ENT_GW ? "Gleditsch-Ward" : "Correlates of War");
    snprintf(note, sizeof note,
             "Written by entente %s. Missing outside the coverage of the sources, 0 inside it.",
             ent_version());
    const char *const notes[] = {note, NULL};
    return ent_writer_open(&job->writer, path, job->fields, job->keys + dataset->column_count,
                           job->rows, title, notes, err);
}

static void release(struct job *job) {
    size_t fields = job->keys + job->dataset->column_count;
    for (size_t f = 0; job->values != NULL && f < fields; f++)
        free(job->values[f]);
    for (size_t k = 0; k < KEYS_MAX; k++)
        free((void *)job->text[k]);
    free(job->values);
    free((void *)job->texts);
    free(job->fields);
}

static unsigned needs_of(const ent_dataset *dataset) {
    unsigned needs = 0;
    for (size_t c = 0; c < dataset->column_count; c++)
        needs |= ent_column_at(dataset->unit, dataset->columns[c])->needs;
    return needs;
}

ent_status ent_dataset_write(ent_store *store, const ent_actors *actors, const ent_dataset *dataset,
                             const char *path, size_t *rows, ent_error *err) {
    struct job job = {.dataset = dataset, .actors = actors};
    ent_loader *counting = NULL;
    ent_loader *loader = NULL;
    size_t most = 0;
    if (dataset->year1 > dataset->year2)
        return ent_fail(err, ENT_ERR_USAGE, "years are reversed: %d-%d", dataset->year1,
                        dataset->year2);
    ent_status status = prepare_fields(&job, err);
    if (status == ENT_OK)
        status = ent_loader_new(&counting, store, actors, dataset->system, 0, err);
    if (status == ENT_OK) status = count_rows(&job, counting, &most, err);
    if (status == ENT_OK) status = make_room(&job, most, err);
    if (status == ENT_OK)
        status = ent_loader_new(&loader, store, actors, dataset->system, needs_of(dataset), err);
    if (status == ENT_OK) status = open_writer(&job, path, err);
    if (status == ENT_OK) {
        status = write_years(&job, loader, err);
        if (status == ENT_OK)
            status = ent_writer_close(job.writer, err);
        else
            ent_writer_discard(job.writer);
    }
    if (status == ENT_OK && rows != NULL) *rows = job.rows_written;
    ent_loader_free(counting);
    ent_loader_free(loader);
    release(&job);
    return status;
}
