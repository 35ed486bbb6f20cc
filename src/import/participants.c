/* SPDX-License-Identifier: Apache-2.0 */
/* Names in columns become the members of the system they meant at the time of the record. */
#include "import/participants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"

/* One row being read. */
struct row {
    const ent_reading *reading;
    const ent_csv *csv;
    ent_date first, last;
    ent_left_out left_out;
};

static ent_status add(ent_participants *participants, ent_actor actor, ent_error *err) {
    ent_status status = ent_array_reserve((void **)&participants->list, &participants->capacity,
                                          participants->count + 1, sizeof *participants->list, err);
    if (status != ENT_OK) return status;
    participants->list[participants->count++] =
        (ent_participant){.actor = actor, .role = "", .level = ent_missing()};
    return ENT_OK;
}

ent_status ent_participants_begin(ent_participants *participants, ent_actor actor, ent_error *err) {
    participants->count = 0;
    participants->unknown = 0;
    return actor != 0 ? add(participants, actor, err) : ENT_OK;
}

static bool has(const ent_participants *participants, ent_actor actor) {
    for (size_t i = 0; i < participants->count; i++)
        if (participants->list[i].actor == actor) return true;
    return false;
}

static bool in_a_system(const struct row *row, ent_actor actor) {
    int32_t first = ent_date_days(row->first, false);
    int32_t last = ent_date_days(row->last, true);
    return ent_actor_member(row->reading->actors, ENT_COW, actor, first, last) ||
           ent_actor_member(row->reading->actors, ENT_GW, actor, first, last);
}

/* Add what a name or code means. */
static ent_status add_named(ent_participants *participants, struct row *row, int column,
                            const char *text, ent_error *err) {
    size_t index = 0;
    ent_status status =
        ent_names_index(&participants->names, row->reading->actors, text, &index, err);
    if (status != ENT_OK) return status;
    ent_actor actor =
        ent_name_during(&participants->names.list[index], row->reading->actors, row->first);
    if (actor == 0) return ent_csv_bad(row->csv, column, "the name of a state", err);
    if (has(participants, actor)) {
        row->left_out.repeated++;
        return ENT_OK;
    }
    if (in_a_system(row, actor)) return add(participants, actor, err);
    row->left_out.outside++;
    return ENT_OK;
}

/* Add the states an alias stands for. */
static ent_status add_codes(ent_participants *participants, struct row *row, int column,
                            const char *codes, ent_error *err) {
    ent_status status = ENT_OK;
    if (codes[0] == '\0') row->left_out.no_state++;
    while (codes[0] != '\0' && status == ENT_OK) {
        char code[8];
        size_t length = strcspn(codes, " ");
        snprintf(code, sizeof code, "%.*s", (int)length, codes);
        status = add_named(participants, row, column, code, err);
        codes += length;
        codes += strspn(codes, " ");
    }
    return status;
}

static ent_status read_field(ent_participants *participants, struct row *row, int column,
                             ent_error *err) {
    const char *text = ent_csv_text(row->csv, column);
    if (text[0] == '\0') return ENT_OK;
    if (strcmp(text, "-9") == 0) {
        row->left_out.unknown++;
        return ENT_OK;
    }
    for (const ent_alias *alias = participants->aliases; alias != NULL && alias->name != NULL;
         alias++)
        if (strcasecmp(text, alias->name) == 0)
            return add_codes(participants, row, column, alias->codes, err);
    if (ent_name_of_no_state(text)) {
        row->left_out.no_state++;
        return ENT_OK;
    }
    return add_named(participants, row, column, text, err);
}

ent_status ent_participants_read(ent_participants *participants, const ent_reading *reading,
                                 const ent_csv *csv, const char *prefix, ent_date first,
                                 ent_date last, ent_error *err) {
    struct row row = {.reading = reading, .csv = csv, .first = first, .last = last};
    size_t length = strlen(prefix);
    ent_status status = ENT_OK;
    for (size_t c = 0; c < ent_csv_columns(csv) && status == ENT_OK; c++)
        if (strncasecmp(ent_csv_column_name(csv, c), prefix, length) == 0)
            status = read_field(participants, &row, (int)c, err);
    if (status != ENT_OK) return status;
    participants->unknown = row.left_out.unknown;
    participants->left_out.unknown += row.left_out.unknown;
    participants->left_out.no_state += row.left_out.no_state;
    participants->left_out.outside += row.left_out.outside;
    participants->left_out.repeated += row.left_out.repeated;
    return ENT_OK;
}

void ent_participants_report(const ent_participants *participants, const ent_reading *reading,
                             const char *source) {
    const struct {
        int64_t count;
        const char *words;
    } notices[] = {
        {participants->left_out.unknown, "participants marked unknown (-9)"},
        {participants->left_out.no_state, "participants that are no states left out"},
        {participants->left_out.outside,
         "participants left out that were in no system of states at the time"},
        {participants->left_out.repeated, "participants that stand twice in a record, taken once"}};
    for (size_t i = 0; i < sizeof notices / sizeof notices[0]; i++)
        if (notices[i].count > 0)
            ent_reading_notice(reading, "%s: %lld %s", source, (long long)notices[i].count,
                               notices[i].words);
}

void ent_participants_free(ent_participants *participants) {
    free(participants->list);
    ent_names_free(&participants->names);
    *participants = (ent_participants){0};
}
