/* SPDX-License-Identifier: Apache-2.0 */
/* A source from the folder that ent_tidy_write() made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/array.h"
#include "import/importer.h"
#include "import/tidy.h"

enum { COLUMNS_MAX = 12 };

/* A table being read: the columns of its header, in order. */
struct table {
    ent_import_session *session;
    ent_csv *csv;
    int column[COLUMNS_MAX];
    /* Participants stand in a second table, in the order of the evidence. */
    struct table *participants;
    ent_participant *list;
    ent_text *roles;
    size_t capacity, roles_capacity;
    ent_ballot *ballots;
    size_t ballot_capacity;
};

static const char *text_of(const struct table *table, size_t column) {
    return ent_csv_text(table->csv, table->column[column]);
}

static ent_status integer_of(const struct table *table, size_t column, int64_t *out,
                             ent_error *err) {
    return ent_csv_integer(table->csv, table->column[column], INT32_MIN, INT32_MAX,
                           "a whole number", out, err);
}

static ent_status int_of(const struct table *table, size_t column, int *out, ent_error *err) {
    int64_t value = 0;
    ent_status status = integer_of(table, column, &value, err);
    *out = (int)value;
    return status;
}

static ent_status real_of(const struct table *table, size_t column, double *out, ent_error *err) {
    static const char *const empty[] = {"", NULL};
    return ent_csv_real(table->csv, table->column[column], empty, out, err);
}

static ent_status date_of(const struct table *table, size_t column, ent_date *out, ent_error *err) {
    *out = (ent_date){0};
    if (text_of(table, column)[0] == '\0') return ENT_OK;
    return ent_csv_date(table->csv, table->column[column], out, err);
}

/* Open FOLDER/NAME and find the columns of @header; a table that is not there has csv NULL. */
static ent_status open_table(struct table *table, const char *folder, const char *name,
                             const char *header, char *path, size_t size, ent_error *err) {
    char names[256];
    char *rest = NULL;
    snprintf(path, size, "%s/%s", folder, name);
    if (access(path, F_OK) != 0) return ENT_OK;
    ent_status status = ent_csv_open(&table->csv, path, NULL, 0, NULL, err);
    snprintf(names, sizeof names, "%s", header);
    size_t column = 0;
    for (char *field = strtok_r(names, ",", &rest); field != NULL && status == ENT_OK;
         field = strtok_r(NULL, ",", &rest))
        status = ent_csv_require(table->csv, field, &table->column[column++], err);
    return status;
}

/* ---- rows ---- */

typedef ent_status (*row_fn)(struct table *table, ent_error *err);

static ent_status read_flow(struct table *table, ent_error *err) {
    ent_flow row = {.series = text_of(table, 0)};
    ent_status status = int_of(table, 1, &row.actor1, err);
    if (status == ENT_OK) status = int_of(table, 2, &row.actor2, err);
    if (status == ENT_OK) status = int_of(table, 3, &row.year, err);
    if (status == ENT_OK) status = real_of(table, 4, &row.value, err);
    return status == ENT_OK ? ent_import_flow(table->session, &row, err) : status;
}

static ent_status read_point(struct table *table, ent_error *err) {
    ent_point row = {.series = text_of(table, 0)};
    ent_status status = int_of(table, 1, &row.actor, err);
    if (status == ENT_OK) status = int_of(table, 2, &row.year, err);
    if (status == ENT_OK) status = real_of(table, 3, &row.value, err);
    return status == ENT_OK ? ent_import_point(table->session, &row, err) : status;
}

static ent_status read_span(struct table *table, ent_error *err) {
    ent_span row = {.series = text_of(table, 0)};
    ent_status status = int_of(table, 1, &row.actor1, err);
    if (status == ENT_OK) status = int_of(table, 2, &row.actor2, err);
    if (status == ENT_OK) status = date_of(table, 3, &row.first, err);
    if (status == ENT_OK) status = date_of(table, 4, &row.last, err);
    if (status == ENT_OK) status = real_of(table, 5, &row.value, err);
    return status == ENT_OK ? ent_import_span(table->session, &row, err) : status;
}

static ent_status read_place(struct table *table, ent_error *err) {
    ent_place row = {.name = text_of(table, 3)};
    ent_status status = int_of(table, 0, &row.actor, err);
    if (status == ENT_OK) status = date_of(table, 1, &row.first, err);
    if (status == ENT_OK) status = date_of(table, 2, &row.last, err);
    if (status == ENT_OK) status = real_of(table, 4, &row.latitude, err);
    if (status == ENT_OK) status = real_of(table, 5, &row.longitude, err);
    return status == ENT_OK ? ent_import_place(table->session, &row, err) : status;
}

static ent_status read_term(struct table *table, ent_error *err) {
    ent_term row = {.last = INT32_MAX};
    ent_date first = {0};
    ent_date last = {0};
    ent_system system = strcmp(text_of(table, 0), "gw") == 0 ? ENT_GW : ENT_COW;
    ent_status status = int_of(table, 1, &row.code, err);
    if (status == ENT_OK) status = date_of(table, 2, &first, err);
    if (status == ENT_OK) status = date_of(table, 3, &last, err);
    row.first = ent_date_days(first, false);
    if (last.year != 0) row.last = ent_date_days(last, true);
    return status == ENT_OK ? ent_import_term(table->session, system, &row, err) : status;
}

/* Codes separated by blanks, each with the same vote. */
static ent_status add_ballots(struct table *table, size_t column, uint8_t vote, size_t *count,
                              ent_error *err) {
    const char *cursor = text_of(table, column);
    while (*cursor != '\0') {
        char *end = NULL;
        long code = strtol(cursor, &end, 10);
        if (end == cursor || code <= 0 || code > INT32_MAX)
            return ent_csv_bad(table->csv, table->column[column], "codes separated by blanks", err);
        ent_status status = ent_array_reserve((void **)&table->ballots, &table->ballot_capacity,
                                              *count + 1, sizeof *table->ballots, err);
        if (status != ENT_OK) return status;
        table->ballots[(*count)++] = (ent_ballot){(ent_actor)code, vote};
        cursor = end + strspn(end, " ");
    }
    return ENT_OK;
}

static int by_actor(const void *a, const void *b) {
    const ent_ballot *x = a;
    const ent_ballot *y = b;
    return (x->actor > y->actor) - (x->actor < y->actor);
}

static ent_status read_roll_call(struct table *table, ent_error *err) {
    static const uint8_t votes[] = {1, 2, 3, 8};
    ent_roll_call row = {.title = text_of(table, 4)};
    size_t count = 0;
    ent_status status = integer_of(table, 0, &row.number, err);
    if (status == ENT_OK) status = int_of(table, 1, &row.session, err);
    if (status == ENT_OK) status = int_of(table, 2, &row.year, err);
    if (status == ENT_OK) status = date_of(table, 3, &row.date, err);
    for (size_t v = 0; v < sizeof votes && status == ENT_OK; v++)
        status = add_ballots(table, 5 + v, votes[v], &count, err);
    if (status != ENT_OK) return status;
    if (count > 0) qsort(table->ballots, count, sizeof *table->ballots, by_actor);
    row.ballots = table->ballots;
    row.ballot_count = count;
    return ent_import_roll_call(table->session, &row, err);
}

static ent_status read_coverage(struct table *table, ent_error *err) {
    static const char *const scopes[] = {"all", "from", "one", "both"};
    ent_coverage row = {0};
    size_t count = 0;
    if (!ent_kind_from_name(text_of(table, 0), &row.kind))
        return ent_csv_bad(table->csv, table->column[0], "a kind of evidence", err);
    size_t scope = 0;
    while (scope < 4 && strcmp(scopes[scope], text_of(table, 3)) != 0)
        scope++;
    if (scope == 4) return ent_csv_bad(table->csv, table->column[3], "all, from, one or both", err);
    row.scope = (ent_scope)scope;
    ent_status status = int_of(table, 1, &row.year1, err);
    if (status == ENT_OK) status = int_of(table, 2, &row.year2, err);
    if (status == ENT_OK) status = add_ballots(table, 4, 0, &count, err);
    if (status != ENT_OK) return status;
    ent_actor *actors = NULL;
    status = ent_array_new((void **)&actors, count, sizeof *actors, err);
    for (size_t a = 0; a < count && status == ENT_OK; a++)
        actors[a] = table->ballots[a].actor;
    row.actors = actors;
    row.actor_count = count;
    if (status == ENT_OK) status = ent_import_coverage(table->session, &row, err);
    free(actors);
    return status;
}

/* The next row of the participants' table as the list's entry @index. */
static ent_status read_participant(struct table *table, int64_t evidence, size_t index,
                                   ent_error *err) {
    struct table *from = table->participants;
    bool more = false;
    int64_t of = 0;
    ent_participant *who = &table->list[index];
    ent_text *role = &table->roles[index];
    *who = (ent_participant){0};
    ent_status status = ent_csv_next(from->csv, &more, err);
    if (status == ENT_OK && !more)
        status = ent_csv_bad_row(table->csv, err, "expected its participants, found the end of %s",
                                 ent_csv_path(from->csv));
    if (status == ENT_OK) status = integer_of(from, 0, &of, err);
    if (status == ENT_OK && of != evidence)
        status =
            ent_csv_bad(from->csv, from->column[0], "the evidence in the order of its table", err);
    if (status == ENT_OK) status = int_of(from, 1, &who->actor, err);
    if (status == ENT_OK) status = date_of(from, 3, &who->first, err);
    if (status == ENT_OK) status = date_of(from, 4, &who->last, err);
    if (status == ENT_OK) status = real_of(from, 5, &who->level, err);
    ent_text_clear(role);
    if (status == ENT_OK)
        status = ent_text_add(role, text_of(from, 2), strlen(text_of(from, 2)), err);
    who->role = role->bytes;
    return status;
}

static ent_status room_for_participants(struct table *table, size_t count, ent_error *err) {
    size_t had = table->roles_capacity;
    ent_status status =
        ent_array_reserve((void **)&table->list, &table->capacity, count, sizeof *table->list, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&table->roles, &table->roles_capacity, count,
                                   sizeof *table->roles, err);
    if (status == ENT_OK && table->roles_capacity > had)
        memset(table->roles + had, 0, (table->roles_capacity - had) * sizeof *table->roles);
    return status;
}

static ent_status read_evidence(struct table *table, ent_error *err) {
    enum { PARTICIPANTS_MAX = 4096 };
    ent_evidence row = {.ref = text_of(table, 2),
                        .category = text_of(table, 5),
                        .unit = text_of(table, 7),
                        .title = text_of(table, 8),
                        .quote = text_of(table, 9),
                        .detail = text_of(table, 10)};
    int64_t count = 0;
    if (!ent_kind_from_name(text_of(table, 1), &row.kind) || row.kind >= ENT_EVIDENCE_KINDS)
        return ent_csv_bad(table->csv, table->column[1], "a kind of evidence", err);
    ent_status status = integer_of(table, 0, &row.id, err);
    if (status == ENT_OK) status = date_of(table, 3, &row.first, err);
    if (status == ENT_OK) status = date_of(table, 4, &row.last, err);
    if (status == ENT_OK) status = real_of(table, 6, &row.magnitude, err);
    if (status == ENT_OK)
        status =
            ent_csv_integer(table->csv, table->column[11], 0, PARTICIPANTS_MAX, NULL, &count, err);
    if (status == ENT_OK && count > 0 && table->participants->csv == NULL)
        status = ent_csv_bad_row(table->csv, err, "expected participant.csv.gz beside this file");
    if (status == ENT_OK) status = room_for_participants(table, (size_t)count, err);
    for (size_t p = 0; p < (size_t)count && status == ENT_OK; p++)
        status = read_participant(table, row.id, p, err);
    row.participants = table->list;
    row.participant_count = (size_t)count;
    return status == ENT_OK ? ent_import_evidence(table->session, &row, err) : status;
}

/* ---- tables ---- */

static void release(struct table *table) {
    ent_csv_close(table->csv);
    for (size_t r = 0; r < table->roles_capacity; r++)
        ent_text_free(&table->roles[r]);
    free(table->roles);
    free(table->list);
    free(table->ballots);
}

static ent_status read_table(ent_import_session *session, const char *folder, const char *name,
                             const char *header, row_fn row, ent_error *err) {
    char path[4096];
    char second[4096];
    struct table participants = {0};
    struct table table = {.session = session, .participants = &participants};
    bool more = true;
    ent_status status = open_table(&table, folder, name, header, path, sizeof path, err);
    if (status == ENT_OK && row == read_evidence)
        status = open_table(&participants, folder, "participant.csv.gz", TIDY_PARTICIPANT, second,
                            sizeof second, err);
    while (status == ENT_OK && table.csv != NULL && more) {
        status = ent_csv_next(table.csv, &more, err);
        if (status == ENT_OK && more) status = row(&table, err);
    }
    release(&table);
    release(&participants);
    return status;
}

static const struct {
    const char *name, *header;
    row_fn row;
} tables[] = {{"coverage.csv.gz", TIDY_COVERAGE, read_coverage},
              {"evidence.csv.gz", TIDY_EVIDENCE, read_evidence},
              {"flow.csv.gz", TIDY_FLOW, read_flow},
              {"point.csv.gz", TIDY_POINT, read_point},
              {"span.csv.gz", TIDY_SPAN, read_span},
              {"place.csv.gz", TIDY_PLACE, read_place},
              {"term.csv.gz", TIDY_TERM, read_term},
              {"roll_call.csv.gz", TIDY_ROLL_CALL, read_roll_call}};

/* Length and checksum of each table's file as it lies on disk. */
static ent_status fingerprint(const char *folder, ent_text *print, ent_error *err) {
    ent_status status = ent_text_format(print, err, "tidy");
    for (size_t t = 0; t < sizeof tables / sizeof tables[0] && status == ENT_OK; t++) {
        char path[4096];
        unsigned char block[8192];
        snprintf(path, sizeof path, "%s/%s", folder, tables[t].name);
        FILE *file = fopen(path, "rb");
        if (file == NULL) continue;
        uLong crc = crc32(0, NULL, 0);
        unsigned long long total = 0;
        for (size_t got = 0; (got = fread(block, 1, sizeof block, file)) > 0; total += got)
            crc = crc32(crc, block, (uInt)got);
        fclose(file);
        status = ent_text_format(print, err, " %llu:%08lx", total, crc);
    }
    return status;
}

static ent_status read_source(struct table *table, const char *folder, ent_source *source,
                              ent_error *err) {
    char path[4096];
    bool more = false;
    ent_status status =
        open_table(table, folder, "source.csv.gz", TIDY_SOURCE, path, sizeof path, err);
    if (status == ENT_OK && table->csv == NULL)
        status = ent_fail(err, ENT_ERR_IO, "%s: expected a folder with source.csv.gz", folder);
    if (status == ENT_OK) status = ent_csv_next(table->csv, &more, err);
    if (status == ENT_OK && !more)
        status = ent_fail(err, ENT_ERR_FORMAT, "%s/source.csv.gz: expected a row", folder);
    if (status != ENT_OK) return status;
    *source = (ent_source){.name = text_of(table, 0),
                           .version = text_of(table, 1),
                           .title = text_of(table, 2),
                           .licence = text_of(table, 3),
                           .url = text_of(table, 4),
                           .citation = text_of(table, 5)};
    return integer_of(table, 6, &source->order, err);
}

ent_status ent_tidy_read(ent_store *store, const char *folder, ent_import_result *result,
                         ent_error *err) {
    struct table header = {0};
    ent_import_session *session = NULL;
    ent_source source = {0};
    ent_text print = {0};
    *result = (ent_import_result){0};
    ent_status status = read_source(&header, folder, &source, err);
    if (status == ENT_OK) status = fingerprint(folder, &print, err);
    if (status == ENT_OK)
        status = ent_import_begin(&session, store, &source, print.bytes, &result->unchanged, err);
    for (size_t t = 0; t < sizeof tables / sizeof tables[0] && status == ENT_OK && session; t++)
        status = read_table(session, folder, tables[t].name, tables[t].header, tables[t].row, err);
    if (status == ENT_OK && session != NULL) {
        result->rows = ent_import_rows(session);
        status = ent_import_commit(session, err);
    } else {
        ent_import_rollback(session);
    }
    release(&header);
    ent_text_free(&print);
    return status;
}
