/* SPDX-License-Identifier: Apache-2.0 */
/* Who is there when: from a table of spans, or from the supplier of actors. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "dynamics/data.h"
#include "dynamics/model_file.h"

ent_status saom_read_roster(saom_reading *own, const saom_item *item, ent_error *err) {
    const ent_saom_supplier *supplier = own->input->supplier;
    const char **label = NULL;
    free(own->roster);
    own->roster = NULL;
    if (own->setup->groups > 1)
        return saom_ini_bad(&own->ini, item, ENT_ERR_USAGE, err,
                            "expected one group with actors of a store");
    ent_status status =
        supplier->actors(supplier->context, item->value, (const char *const *)own->setup->wave,
                         own->setup->waves, &own->roster, &own->roster_count, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&label, own->roster_count, sizeof *label, err);
    for (size_t i = 0; i < own->roster_count && status == ENT_OK; i++)
        label[i] = own->roster[i].label;
    if (status == ENT_OK) status = saom_names_new(&own->names, label, own->roster_count, err);
    free(label);
    return saom_ini_where(&own->ini, item, status, err);
}

/* A date or wave number as a time in waves, 0 the first. */
static ent_status read_time(const saom_reading *own, const saom_table *table, size_t row,
                            size_t column, double *time, ent_error *err) {
    ent_date date;
    size_t waves = own->setup->waves;
    const char *text = saom_table_cell(table, row, column);
    if (own->date == NULL) {
        if (!ent_number_read(text, time) || *time < 1 || *time > (double)waves)
            return saom_table_bad(table, row, column, "a time from 1 to the number of waves", err);
        *time -= 1;
        return ENT_OK;
    }
    if (!ent_date_parse(text, &date))
        return saom_table_bad(table, row, column, "a date (YYYY-MM-DD)", err);
    double day = ent_date_days(date, column == 2);
    for (size_t w = 0; w + 1 < waves; w++) {
        double from = ent_date_days(own->date[w], false);
        double to = ent_date_days(own->date[w + 1], false);
        if (day > to && w + 2 < waves) continue;
        *time = fmin(fmax((double)w + (day - from) / (to - from), 0), (double)waves - 1);
        return ENT_OK;
    }
    return ENT_OK;
}

typedef struct span_row {
    size_t actor;
    double span[2];
} span_row;

static int by_actor(const void *a, const void *b) {
    const span_row *x = a;
    const span_row *y = b;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    return x->span[0] < y->span[0] ? -1 : x->span[0] > y->span[0];
}

static ent_status set_spans(ent_saom_data *data, const span_row *row, size_t rows, ent_error *err) {
    enum { MOST = 64 };
    double span[MOST][2];
    ent_status status = ENT_OK;
    for (size_t r = 0; r < rows && status == ENT_OK;) {
        size_t count = 0;
        size_t actor = row[r].actor;
        for (; r < rows && row[r].actor == actor; r++) {
            if (count == MOST)
                return ent_fail(err, ENT_ERR_LIMIT, "an actor with more than %d spans", MOST);
            memcpy(span[count++], row[r].span, sizeof row[r].span);
        }
        status = ent_saom_set_presence(data, actor, (const double(*)[2])span, count, err);
    }
    return status;
}

static ent_status presence_from_table(const saom_reading *own, const saom_table *table,
                                      ent_saom_data *data, ent_error *err) {
    span_row *row = NULL;
    if (table->columns != 3)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s: expected columns actor, from, to, found %zu columns", table->path,
                        table->columns);
    ent_status status = ent_array_new((void **)&row, table->rows, sizeof *row, err);
    for (size_t r = 0; r < table->rows && status == ENT_OK; r++) {
        row[r].actor = saom_names_find(&own->names, saom_table_cell(table, r, 0));
        if (row[r].actor == SIZE_MAX) status = saom_table_bad(table, r, 0, "an actor", err);
        for (size_t e = 0; e < 2 && status == ENT_OK; e++)
            status = read_time(own, table, r, 1 + e, &row[r].span[e], err);
        if (status == ENT_OK && row[r].span[0] > row[r].span[1])
            status = saom_table_bad(table, r, 2, "a time after the one before it", err);
    }
    if (status == ENT_OK) qsort(row, table->rows, sizeof *row, by_actor);
    if (status == ENT_OK) status = set_spans(data, row, table->rows, err);
    free(row);
    return status;
}

ent_status saom_read_presence(saom_reading *own, ent_saom_data *data, ent_error *err) {
    const saom_item *item = saom_ini_find(&own->ini, "data", "", "presence");
    ent_status status = ENT_OK;
    for (size_t i = 0; i < own->roster_count && status == ENT_OK; i++) {
        const ent_saom_actor *actor = &own->roster[i];
        double last = (double)own->setup->waves - 1;
        if (actor->spans == 1 && actor->span[0][0] <= 0 && actor->span[0][1] >= last) continue;
        own->comings = true;
        status = ent_saom_set_presence(data, i, (const double(*)[2])actor->span, actor->spans, err);
    }
    if (item == NULL || status != ENT_OK) return status;
    char path[PATH_MAX];
    saom_table table;
    int length =
        snprintf(path, sizeof path, "%s%s%s", item->value[0] == '/' ? "" : own->setup->folder,
                 item->value[0] == '/' ? "" : "/", item->value);
    if (length < 0 || length >= PATH_MAX)
        return saom_ini_bad(&own->ini, item, ENT_ERR_LIMIT, err, "a path that is too long");
    own->comings = true;
    saom_source_file file = {.path = path};
    status = saom_table_read(&table, &file, NULL, err);
    if (status == ENT_OK) {
        status = presence_from_table(own, &table, data, err);
        saom_table_free(&table);
    }
    return saom_ini_where(&own->ini, item, status, err);
}

void saom_drop_absent(const ent_saom_data *data, size_t wave, saom_entries *entries) {
    size_t kept = 0;
    if (data->presence == NULL) return;
    for (size_t e = 0; e < entries->count; e++) {
        const ent_saom_entry *own = &entries->entry[e];
        bool there = own->from < data->n && own->to < data->n &&
                     saom_present(data, own->from, (double)wave) &&
                     saom_present(data, own->to, (double)wave);
        if (there) entries->entry[kept++] = *own;
    }
    entries->count = kept;
}
