/* SPDX-License-Identifier: Apache-2.0 */
/* A source of the store as a folder of compressed CSV files. */
#include <limits.h>
#include <string.h>

#include "base/array.h"
#include "base/csv_write.h"
#include "entente/import.h"
#include "import/tidy.h"

/* What the callbacks write to. */
struct export {
    const char *source;
    const ent_actor *only;
    size_t only_count;
    bool found;
    int64_t evidence;            /* rows written, and the id of the last */
    ent_csv_out *first, *second; /* evidence has a second table, of participants */
    ent_text text;
};

static bool of_source(const struct export *export, const char *source) {
    return strcmp(export->source, source) == 0;
}

static bool among(const struct export *export, ent_actor actor) {
    if (export->only == NULL) return true;
    for (size_t a = 0; a < export->only_count; a++)
        if (export->only[a] == actor) return true;
    return false;
}

static ent_status write_source(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, row->source.name)) return ENT_OK;
    export->found = true;
    ent_csv_out_text(export->first, row->source.name);
    ent_csv_out_text(export->first, row->source.version);
    ent_csv_out_text(export->first, row->source.title);
    ent_csv_out_text(export->first, row->source.licence);
    ent_csv_out_text(export->first, row->source.url);
    ent_csv_out_text(export->first, row->source.citation);
    ent_csv_out_integer(export->first, row->source.order);
    ent_csv_out_end(export->first);
    return ENT_OK;
}

/* Cut to a set of actors, coverage of directed flows is of the pairs whose giver was covered. */
static ent_status write_coverage(void *context, const ent_coverage *row, ent_error *err) {
    static const char *const scopes[] = {"all", "from", "one", "both"};
    struct export *export = context;
    ent_status status = ENT_OK;
    if (!of_source(export, row->source)) return ENT_OK;
    bool cut = export->only != NULL;
    bool all = row->scope == ENT_SCOPE_ALL;
    const ent_actor *list = cut && all ? export->only : row->actors;
    size_t count = cut && all ? export->only_count : row->actor_count;
    ent_text_clear(&export->text);
    for (size_t a = 0; a < count && status == ENT_OK; a++)
        if (among(export, list[a]))
            status = ent_text_format(&export->text, err, "%s%d", export->text.length ? " " : "",
                                     (int)list[a]);
    if (status != ENT_OK) return status;
    ent_csv_out_text(export->first, ent_kind_name(row->kind));
    ent_csv_out_integer(export->first, row->year1);
    ent_csv_out_integer(export->first, row->year2);
    ent_csv_out_text(export->first, cut ? "both" : scopes[row->scope]);
    ent_csv_out_text(export->first, export->text.length > 0 ? export->text.bytes : "");
    ent_csv_out_end(export->first);
    return ENT_OK;
}

static void write_participant(ent_csv_out *out, int64_t evidence, const ent_participant *who) {
    ent_csv_out_integer(out, evidence);
    ent_csv_out_integer(out, who->actor);
    ent_csv_out_text(out, who->role != NULL ? who->role : "");
    ent_csv_out_date(out, who->first);
    ent_csv_out_date(out, who->last);
    ent_csv_out_real(out, who->level);
    ent_csv_out_end(out);
}

/* Ids are numbered anew, so that they do not depend on what else the store held. */
static ent_status write_evidence(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, row->source)) return ENT_OK;
    int64_t id = ++export->evidence;
    ent_csv_out_integer(export->first, id);
    ent_csv_out_text(export->first, ent_kind_name(row->kind));
    ent_csv_out_text(export->first, row->ref);
    ent_csv_out_date(export->first, row->first);
    ent_csv_out_date(export->first, row->last);
    ent_csv_out_text(export->first, row->category);
    ent_csv_out_real(export->first, row->magnitude);
    ent_csv_out_text(export->first, row->unit);
    ent_csv_out_text(export->first, row->title);
    ent_csv_out_text(export->first, row->quote);
    ent_csv_out_text(export->first, row->detail);
    ent_csv_out_integer(export->first, (int64_t)row->participant_count);
    ent_csv_out_end(export->first);
    for (size_t p = 0; p < row->participant_count; p++)
        write_participant(export->second, id, &row->participants[p]);
    return ENT_OK;
}

static ent_status write_flow(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, row->source) || !among(export, row->actor1) ||
        !among(export, row->actor2))
        return ENT_OK;
    ent_csv_out_text(export->first, row->series);
    ent_csv_out_integer(export->first, row->actor1);
    ent_csv_out_integer(export->first, row->actor2);
    ent_csv_out_integer(export->first, row->year);
    ent_csv_out_real(export->first, row->value);
    ent_csv_out_end(export->first);
    return ENT_OK;
}

static ent_status write_point(void *context, const ent_point *row, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, row->source) || !among(export, row->actor)) return ENT_OK;
    ent_csv_out_text(export->first, row->series);
    ent_csv_out_integer(export->first, row->actor);
    ent_csv_out_integer(export->first, row->year);
    ent_csv_out_real(export->first, row->value);
    ent_csv_out_end(export->first);
    return ENT_OK;
}

static ent_status write_span(void *context, const ent_span *row, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, row->source)) return ENT_OK;
    ent_csv_out_text(export->first, row->series);
    ent_csv_out_integer(export->first, row->actor1);
    ent_csv_out_integer(export->first, row->actor2);
    ent_csv_out_date(export->first, row->first);
    ent_csv_out_date(export->first, row->last);
    ent_csv_out_real(export->first, row->value);
    ent_csv_out_end(export->first);
    return ENT_OK;
}

static ent_status write_place(void *context, const ent_place *row, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, row->source)) return ENT_OK;
    ent_csv_out_integer(export->first, row->actor);
    ent_csv_out_date(export->first, row->first);
    ent_csv_out_date(export->first, row->last);
    ent_csv_out_text(export->first, row->name);
    ent_csv_out_real(export->first, row->latitude);
    ent_csv_out_real(export->first, row->longitude);
    ent_csv_out_end(export->first);
    return ENT_OK;
}

static ent_status write_term(void *context, ent_system system, const ent_term *row,
                             const char *source, ent_error *err) {
    (void)err;
    struct export *export = context;
    if (!of_source(export, source)) return ENT_OK;
    ent_csv_out_text(export->first, system == ENT_GW ? "gw" : "cow");
    ent_csv_out_integer(export->first, row->code);
    ent_csv_out_date(export->first, ent_date_from_days(row->first));
    if (row->last == INT32_MAX)
        ent_csv_out_text(export->first, "");
    else
        ent_csv_out_date(export->first, ent_date_from_days(row->last));
    ent_csv_out_end(export->first);
    return ENT_OK;
}

/* The actors that gave one answer, separated by blanks. */
static ent_status write_answer(struct export *export, const ent_roll_call *row, uint8_t vote,
                               ent_error *err) {
    ent_text_clear(&export->text);
    for (size_t b = 0; b < row->ballot_count; b++) {
        if (row->ballots[b].vote != vote) continue;
        ent_status status =
            ent_text_format(&export->text, err, "%s%d", export->text.length > 0 ? " " : "",
                            (int)row->ballots[b].actor);
        if (status != ENT_OK) return status;
    }
    ent_csv_out_text(export->first, export->text.length > 0 ? export->text.bytes : "");
    return ENT_OK;
}

static ent_status write_roll_call(void *context, const ent_roll_call *row, ent_error *err) {
    static const uint8_t answers[] = {1, 2, 3, 8};
    struct export *export = context;
    ent_status status = ENT_OK;
    if (!of_source(export, row->source)) return ENT_OK;
    ent_csv_out_integer(export->first, row->number);
    ent_csv_out_integer(export->first, row->session);
    ent_csv_out_integer(export->first, row->year);
    ent_csv_out_date(export->first, row->date);
    ent_csv_out_text(export->first, row->title);
    for (size_t a = 0; a < sizeof answers && status == ENT_OK; a++)
        status = write_answer(export, row, answers[a], err);
    ent_csv_out_end(export->first);
    return status;
}

/* ---- the tables one after the other ---- */

/* Close the table that is open and keep the first failure. */
static ent_status close_tables(struct export *export, ent_status status, ent_error *err) {
    ent_csv_out *const open[] = {export->first, export->second};
    export->first = export->second = NULL;
    for (size_t t = 0; t < 2; t++) {
        ent_status closed = ent_csv_out_close(open[t], status == ENT_OK ? err : NULL);
        if (status == ENT_OK) status = closed;
    }
    return status;
}

static ent_status export_evidence(struct export *export, ent_store *store, const char *folder,
                                  ent_error *err) {
    ent_status status =
        ent_csv_out_open(&export->first, folder, "evidence.csv.gz", TIDY_EVIDENCE, err);
    if (status == ENT_OK)
        status =
            ent_csv_out_open(&export->second, folder, "participant.csv.gz", TIDY_PARTICIPANT, err);
    if (status == ENT_OK)
        status = ent_store_evidence(store, ENT_EVIDENCE_KINDS, 0, 0, INT_MIN, INT_MAX,
                                    write_evidence, export, err);
    return close_tables(export, status, err);
}

static ent_status export_flows(struct export *export, ent_store *store, const char *folder,
                               ent_error *err) {
    static const char *const series[] = {"arms", "trade", "troops"};
    ent_status status = ent_csv_out_open(&export->first, folder, "flow.csv.gz", TIDY_FLOW, err);
    for (size_t s = 0; s < sizeof series / sizeof series[0] && status == ENT_OK; s++)
        status = ent_store_flows(store, series[s], 0, 0, INT_MIN, INT_MAX, write_flow, export, err);
    return close_tables(export, status, err);
}

static ent_status export_header(struct export *export, ent_store *store, const char *folder,
                                ent_error *err) {
    ent_status status = ent_csv_out_open(&export->first, folder, "source.csv.gz", TIDY_SOURCE, err);
    if (status == ENT_OK) status = ent_store_sources(store, write_source, export, err);
    if (status == ENT_OK && !export->found)
        status = ent_fail(err, ENT_ERR_NOT_FOUND, "the store holds no source '%s'", export->source);
    status = close_tables(export, status, err);
    if (status != ENT_OK) return status;
    status = ent_csv_out_open(&export->first, folder, "coverage.csv.gz", TIDY_COVERAGE, err);
    if (status == ENT_OK)
        status = ent_store_coverage(store, ENT_KINDS, write_coverage, export, err);
    return close_tables(export, status, err);
}

static ent_status export_points(struct export *export, ent_store *store, const char *folder,
                                ent_error *err) {
    ent_status status = ent_csv_out_open(&export->first, folder, "point.csv.gz", TIDY_POINT, err);
    if (status == ENT_OK)
        status = ent_store_points(store, NULL, INT_MIN, INT_MAX, write_point, export, err);
    return close_tables(export, status, err);
}

static ent_status export_rest(struct export *export, ent_store *store, const char *folder,
                              ent_error *err) {
    ent_status status = ent_csv_out_open(&export->first, folder, "span.csv.gz", TIDY_SPAN, err);
    if (status == ENT_OK) status = ent_store_spans(store, "contiguity", write_span, export, err);
    status = close_tables(export, status, err);
    if (status == ENT_OK)
        status = ent_csv_out_open(&export->first, folder, "place.csv.gz", TIDY_PLACE, err);
    if (status == ENT_OK) status = ent_store_places(store, write_place, export, err);
    status = close_tables(export, status, err);
    if (status == ENT_OK)
        status = ent_csv_out_open(&export->first, folder, "term.csv.gz", TIDY_TERM, err);
    if (status == ENT_OK) status = ent_store_terms(store, write_term, export, err);
    status = close_tables(export, status, err);
    if (status == ENT_OK)
        status = ent_csv_out_open(&export->first, folder, "roll_call.csv.gz", TIDY_ROLL_CALL, err);
    if (status == ENT_OK)
        status = ent_store_roll_calls(store, INT_MIN, INT_MAX, write_roll_call, export, err);
    return close_tables(export, status, err);
}

ent_status ent_tidy_write(ent_store *store, const char *source, const char *folder,
                          const ent_actor *only, size_t only_count, ent_error *err) {
    static const char *const tables[] = {"source.csv.gz",      "coverage.csv.gz", "evidence.csv.gz",
                                         "participant.csv.gz", "flow.csv.gz",     "point.csv.gz",
                                         "span.csv.gz",        "place.csv.gz",    "term.csv.gz",
                                         "roll_call.csv.gz"};
    struct export export = {.source = source, .only = only, .only_count = only_count};
    ent_status status = export_header(&export, store, folder, err);
    if (status == ENT_OK) status = export_evidence(&export, store, folder, err);
    if (status == ENT_OK) status = export_flows(&export, store, folder, err);
    if (status == ENT_OK) status = export_points(&export, store, folder, err);
    if (status == ENT_OK) status = export_rest(&export, store, folder, err);
    ent_text_free(&export.text);
    return ent_csv_out_settle(folder, tables, sizeof tables / sizeof tables[0], status, err);
}
