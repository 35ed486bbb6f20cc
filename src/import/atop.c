/* SPDX-License-Identifier: Apache-2.0 */
/* Alliance Treaty Obligations and Provisions, member-level file. Leeds, B. A., Ritter, J. M.,
 * Mitchell, S. M. & Long, A. G. (2002), "Alliance Treaty Obligations and Provisions, 1815–1944",
 * International Interactions 28(3), 237–260.
 *
 * One evidence per phase of an alliance; its participants are the member terms of that phase, each
 * with its own dates, the obligations it took on, and the fields MILINST rests on, as role words.
 * Where it is known that obligations differ from partner to partner, one evidence per pair.
 */
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "import/atop_partner.h"
#include "import/importers.h"

enum { OBLIGATIONS = ATOP_OBLIGATIONS, FIELDS = 8, FIRST_YEAR = 1815, COW_MAX = 999 };
static const char *const obligation_columns[OBLIGATIONS] = {"defense", "offense", "neutral",
                                                            "nonagg", "consul"};
static const char *const obligation_words[OBLIGATIONS] = {"defense", "offense", "neutrality",
                                                          "nonaggression", "consultation"};
static const char *const field_columns[FIELDS] = {"milcon", "milaid",  "intcom",   "base",
                                                  "subord", "contrib", "orgpurp1", "orgpurp2"};
/* Missing: a blank, or a negative code. Dates know 0 as well. */
static const char *const missing_marks[] = {"NA", "-1", "-9", "-8", "-7", NULL};
static const char *const unknown_marks[] = {"0", "NA", "-9", NULL};

/* The file's columns. */
struct columns {
    int atopid, member, phase, bilat, secrart, organ1, wartime, version;
    int entry[3], leave[3]; /* year, month, day */
    int obligation[OBLIGATIONS], field[FIELDS];
};

/* One member term. */
struct term {
    int atopid, phase;
    int64_t line;
    ent_actor actor;
    ent_date first, last;
    bool obligation[OBLIGATIONS];
    int field[FIELDS]; /* INT_MIN: missing */
    int bilat, secret, organ, wartime;
};

struct table {
    struct columns columns;
    struct term *terms;
    size_t count, capacity;
    int last_year;
    int64_t outside; /* member terms of what is no state of the system */
};

static ent_status find_columns(const ent_csv *csv, struct columns *columns, ent_error *err) {
    const struct {
        const char *name;
        int *column;
    } named[] = {{"atopid", &columns->atopid},   {"member", &columns->member},
                 {"phase", &columns->phase},     {"bilat", &columns->bilat},
                 {"secrart", &columns->secrart}, {"organ1", &columns->organ1},
                 {"wartime", &columns->wartime}, {"version", &columns->version},
                 {"yrent", &columns->entry[0]},  {"moent", &columns->entry[1]},
                 {"dayent", &columns->entry[2]}, {"yrexit", &columns->leave[0]},
                 {"moexit", &columns->leave[1]}, {"dayexit", &columns->leave[2]}};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < sizeof named / sizeof named[0] && status == ENT_OK; i++)
        status = ent_csv_require(csv, named[i].name, named[i].column, err);
    for (size_t i = 0; i < OBLIGATIONS && status == ENT_OK; i++)
        status = ent_csv_require(csv, obligation_columns[i], &columns->obligation[i], err);
    for (size_t i = 0; i < FIELDS && status == ENT_OK; i++)
        status = ent_csv_require(csv, field_columns[i], &columns->field[i], err);
    return status;
}

/* The release stands in each row: "5.1". */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct columns columns;
    bool more = true;
    double number = 0;
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &columns, err);
    while (status == ENT_OK && more && !(number >= 1 && number < 100)) {
        if (ent_csv_next(csv, &more, NULL) != ENT_OK) /* the reading of rows reports it */
            more = ent_csv_can_continue(csv);
        else if (more && !ent_number_read(ent_csv_text(csv, columns.version), &number))
            number = 0;
    }
    *order = llround(number * 1000);
    if (status == ENT_OK && *order > 0) snprintf(version, ENT_RELEASE_TEXT, "%.1f", number);
    ent_csv_close(csv);
    return status;
}

/* ---- one row ---- */

static ent_status read_dates(const ent_csv *csv, const struct columns *columns, struct term *term,
                             ent_error *err) {
    ent_status status = ent_csv_date_parts(csv, columns->entry[0], columns->entry[1],
                                           columns->entry[2], unknown_marks, &term->first, err);
    if (status != ENT_OK) return status;
    term->last = (ent_date){ENT_OPEN, 0, 0}; /* year of exit 0: in effect at the end of the data */
    if (!ent_csv_missing(csv, columns->leave[0], unknown_marks))
        status = ent_csv_date_parts(csv, columns->leave[0], columns->leave[1], columns->leave[2],
                                    unknown_marks, &term->last, err);
    if (status == ENT_OK && ent_date_days(term->last, true) < ent_date_days(term->first, false))
        status = ent_csv_bad(csv, columns->leave[0], "an exit no earlier than the entry", err);
    return status;
}

static ent_status read_codes(const ent_csv *csv, const struct columns *columns, struct term *term,
                             ent_error *err) {
    const struct {
        int column;
        int *code;
    } facts[] = {{columns->bilat, &term->bilat},
                 {columns->secrart, &term->secret},
                 {columns->organ1, &term->organ},
                 {columns->wartime, &term->wartime}};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < OBLIGATIONS && status == ENT_OK; i++) {
        int64_t owed = 0;
        status = ent_csv_integer(csv, columns->obligation[i], 0, 1, "0 or 1", &owed, err);
        term->obligation[i] = owed == 1;
    }
    for (size_t i = 0; i < FIELDS && status == ENT_OK; i++)
        status = ent_csv_int_or(csv, columns->field[i], 0, 99, missing_marks, INT_MIN,
                                &term->field[i], err);
    for (size_t i = 0; i < sizeof facts / sizeof facts[0] && status == ENT_OK; i++)
        status =
            ent_csv_int_or(csv, facts[i].column, 0, 99, missing_marks, INT_MIN, facts[i].code, err);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    const struct columns *columns = &table->columns;
    struct term term = {.line = ent_csv_line(csv)};
    int64_t id = 0;
    int64_t phase = 0;
    int64_t member = 0;
    ent_status status =
        ent_csv_integer(csv, columns->atopid, 1, 99999, "an ATOP identifier", &id, err);
    if (status == ENT_OK) status = ent_csv_integer(csv, columns->phase, 0, 99, NULL, &phase, err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, columns->member, 1, 99999, "a country code", &member, err);
    if (status == ENT_OK && member > COW_MAX) { /* ATOP's own codes: no states of the system */
        table->outside++;
        return ENT_OK;
    }
    if (status == ENT_OK) status = ent_reading_cow(reading, csv, columns->member, &term.actor, err);
    if (status == ENT_OK) status = read_dates(csv, columns, &term, err);
    if (status == ENT_OK) status = read_codes(csv, columns, &term, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&table->terms, &table->capacity, table->count + 1,
                                   sizeof term, err);
    if (status != ENT_OK) return status;
    term.atopid = (int)id;
    term.phase = (int)phase;
    if (term.first.year > table->last_year) table->last_year = term.first.year;
    table->terms[table->count++] = term;
    return ENT_OK;
}

/* ---- one phase of an alliance ---- */

static int by_phase(const void *a, const void *b) {
    const struct term *x = a;
    const struct term *y = b;
    if (x->atopid != y->atopid) return x->atopid < y->atopid ? -1 : 1;
    if (x->phase != y->phase) return x->phase < y->phase ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* "defense consultation milcon:2 intcom:0 …" */
static ent_status say_role(const struct term *term, ent_text *role, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < OBLIGATIONS && status == ENT_OK; i++)
        if (term->obligation[i])
            status = ent_text_format(role, err, "%s%s", role->length > 0 ? " " : "",
                                     obligation_words[i]);
    for (size_t i = 0; i < FIELDS && status == ENT_OK; i++)
        if (term->field[i] != INT_MIN)
            status = ent_text_format(role, err, "%s%s:%d", role->length > 0 ? " " : "",
                                     field_columns[i], term->field[i]);
    return status;
}

/* "China – Russia, 2001: nonaggression, consultation" */
static ent_status say_title(const ent_actors *actors, const struct term *terms, size_t count,
                            ent_text *title, ent_error *err) {
    enum { NAMED = 4 };
    ent_status status = ENT_OK;
    const char *mark = ": ";
    for (size_t t = 0; t < count && t < NAMED && status == ENT_OK; t++)
        status =
            ent_text_format(title, err, "%s%s", t > 0 ? " – " : "",
                            ent_actor_name(actors, terms[t].actor, ENT_EN, terms[t].first.year));
    if (status == ENT_OK && count > NAMED)
        status = ent_text_format(title, err, " and %zu others", count - NAMED);
    if (status == ENT_OK) status = ent_text_format(title, err, ", %d", terms[0].first.year);
    for (size_t i = 0; i < OBLIGATIONS && status == ENT_OK; i++) {
        bool owed = false;
        for (size_t t = 0; t < count; t++)
            owed = owed || terms[t].obligation[i];
        if (!owed) continue;
        status = ent_text_format(title, err, "%s%s", mark, obligation_words[i]);
        mark = ", ";
    }
    return status;
}

static char *say_detail(const struct term *term) {
    json_t *detail = json_object();
    json_object_set_new(detail, "phase", json_integer(term->phase));
    const struct {
        const char *key;
        int code;
    } facts[] = {{"organ1", term->organ}, {"secrart", term->secret}, {"wartime", term->wartime}};
    for (size_t f = 0; f < sizeof facts / sizeof facts[0]; f++)
        if (facts[f].code != INT_MIN)
            json_object_set_new(detail, facts[f].key, json_integer(facts[f].code));
    char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(detail);
    return text;
}

static ent_status fill_participants(const struct term *terms, size_t count, ent_text *roles,
                                    ent_participant *participants, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t t = 0; t < count && status == ENT_OK; t++) {
        status = say_role(&terms[t], &roles[t], err);
        participants[t] = (ent_participant){.actor = terms[t].actor,
                                            .role = roles[t].bytes,
                                            .first = terms[t].first,
                                            .last = terms[t].last,
                                            .level = ent_missing()};
    }
    return status;
}

static bool share_a_day(const struct term *a, const struct term *b) {
    return ent_date_days(a->first, false) <= ent_date_days(b->last, true) &&
           ent_date_days(b->first, false) <= ent_date_days(a->last, true);
}

/* An alliance begins with its first member's entry and ends with its last one's exit. */
static void find_span(const struct term *terms, size_t count, ent_evidence *row) {
    row->first = terms[0].first;
    row->last = terms[0].last;
    for (size_t t = 1; t < count; t++) {
        if (ent_date_days(terms[t].first, false) < ent_date_days(row->first, false))
            row->first = terms[t].first;
        if (ent_date_days(terms[t].last, true) > ent_date_days(row->last, true))
            row->last = terms[t].last;
    }
}

static ent_status write_phase(ent_reading *reading, const struct term *terms, size_t count,
                              ent_error *err) {
    ent_text title = {0};
    ent_text *roles = NULL;
    ent_participant *participants = NULL;
    char ref[16];
    char *detail = say_detail(&terms[0]);
    ent_status status = detail != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK) status = ent_array_new((void **)&roles, count, sizeof *roles, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&participants, count, sizeof *participants, err);
    if (status == ENT_OK) status = fill_participants(terms, count, roles, participants, err);
    if (status == ENT_OK) status = say_title(reading->actors, terms, count, &title, err);
    if (status == ENT_OK) {
        snprintf(ref, sizeof ref, "%d", terms[0].atopid);
        ent_evidence row = {.kind = ENT_ALLIANCE,
                            .ref = ref,
                            .category = terms[0].bilat == 1 ? "bilateral" : "multilateral",
                            .magnitude = ent_missing(),
                            .title = title.bytes,
                            .detail = detail,
                            .participants = participants,
                            .participant_count = count};
        find_span(terms, count, &row);
        status = ent_import_evidence(reading->session, &row, err);
    }
    for (size_t t = 0; t < count && roles != NULL; t++)
        ent_text_free(&roles[t]);
    free(roles);
    free(participants);
    free(detail);
    ent_text_free(&title);
    return status;
}

/* What a member owes to some partners only can be told of pairs alone: one record each. */
static ent_status write_pairs(ent_reading *reading, const struct term *terms, size_t count,
                              ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count && status == ENT_OK; b++) {
            struct term pair[2] = {terms[a], terms[b]};
            if (pair[0].actor == pair[1].actor || !share_a_day(&pair[0], &pair[1])) continue;
            for (int o = 0; o < OBLIGATIONS; o++)
                for (int m = 0; m < 2; m++)
                    if (ent_atop_withholds(pair[m].atopid, pair[m].actor, pair[1 - m].actor,
                                           (enum atop_obligation)o))
                        pair[m].obligation[o] = false;
            status = write_phase(reading, pair, 2, err);
        }
    return status;
}

static ent_status write_all(ent_reading *reading, struct table *table, ent_error *err) {
    ent_status status = ENT_OK;
    if (table->count == 0) return ENT_OK;
    if (table->outside > 0)
        ent_reading_notice(reading,
                           "atop: %lld member terms of what is no state of the system left out",
                           (long long)table->outside);
    qsort(table->terms, table->count, sizeof *table->terms, by_phase);
    size_t end = 0;
    for (size_t begin = 0; begin < table->count && status == ENT_OK; begin = end) {
        const struct term *terms = &table->terms[begin];
        for (end = begin; end < table->count && table->terms[end].atopid == terms->atopid &&
                          table->terms[end].phase == terms->phase;)
            end++;
        status = ent_atop_varies(terms->atopid) ? write_pairs(reading, terms, end - begin, err)
                                                : write_phase(reading, terms, end - begin, err);
    }
    if (status != ENT_OK) return status;
    /* The codebook dates the data 1815–2018 (5.0 and 5.1 alike); a later release reaches further.
     */
    int last = table->last_year > 2018 ? table->last_year : 2018;
    return ent_import_coverage(
        reading->session,
        &(ent_coverage){
            .kind = ENT_ALLIANCE, .year1 = FIRST_YEAR, .year2 = last, .scope = ENT_SCOPE_ALL},
        err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &table.columns, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &table, err);
    ent_csv_close(csv);
    if (status == ENT_OK) status = write_all(reading, &table, err);
    free(table.terms);
    return status;
}

const ent_importer_def ent_importer_atop = {
    .info = {"atop", "atop5_1m.csv, the member-level file (ATOP)", false},
    .source = {.name = "atop",
               .version = "",
               .title = "Alliance Treaty Obligations and Provisions",
               .licence = "free for research with citation (ATOP)",
               .url = "http://www.atopdata.org/",
               .citation =
                   "@article{leeds2002alliance,\n"
                   "  author = {Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara "
                   "McLaughlin and Long, Andrew G.},\n"
                   "  title = {Alliance Treaty Obligations and Provisions, 1815--1944},\n"
                   "  journal = {International Interactions},\n"
                   "  volume = {28},\n"
                   "  number = {3},\n"
                   "  pages = {237--260},\n"
                   "  year = {2002}\n"
                   "}",
               .order = 0},
    .release = release,
    .read = read_all};
