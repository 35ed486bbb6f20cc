/* SPDX-License-Identifier: Apache-2.0 */
/* Bilateral defence cooperation agreements, 1980–2010. Kinne, B. J. (2020), "The Defense
 * Cooperation Agreement Dataset (DCAD)", Journal of Conflict Resolution 64(4), 729–755.
 *
 * One record per agreement. It begins on the day of signature; the participants' own terms begin
 * when the agreement enters into force, so that what is signed and what is in force can be told
 * apart. The rules for the end stand in docs/sources/dcad.md. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "import/importers.h"

enum {
    ID,
    CODE_1,
    NAME_1,
    CODE_2,
    NAME_2,
    SIGN_DAY,
    SIGN_MONTH,
    SIGN_YEAR,
    FORCE_DAY,
    FORCE_MONTH,
    FORCE_YEAR,
    TYPE,
    CATEGORY_1,
    CATEGORY_2,
    CATEGORY_3,
    SPAN,
    RENEW_TYPE,
    RENEW_YEARS,
    TERMINATED,
    DURATION,
    END_YEAR,
    ASYMMETRY,
    CONFIDENCE,
    UNTS,
    FULL_TEXT,
    SOURCE_TYPE,
    SOURCE,
    PRESS_CONFIDENCE,
    PRESS_SIGNED,
    PRESS_FORCE,
    COLUMNS
};
static const char *const column_name[COLUMNS + 1] = {
    "DCAid",      "ccode1",         "cowName1",        "ccode2",      "cowName2",     "signDay",
    "signMonth",  "signYear",       "EIFDay",          "EIFMonth",    "EIFYear",      "type",
    "category1",  "category2",      "category3",       "span",        "renewType",    "renewYears",
    "terminated", "durationActual", "endYearEstimate", "asymmetry",   "categoryConf", "UNTS",
    "fullText",   "sourceType",     "source",          "factivaConf", "factivaSign",  "factivaEIF",
    NULL};
static const char *const missing_marks[] = {"-88", "-99", NULL};

/* Signatures lie within these years; the year an agreement ends is not followed beyond the last. */
enum { FIRST_YEAR = 1980, LAST_YEAR = 2010, UNKNOWN = -88, INDEFINITE = -77, IDS = 10000 };

/* Codes that contradict the state's name beside them, where the name is right. */
static const struct {
    int code;
    const char *name;
    ent_actor means;
} slips[] = {{145, "VEN", 101}, {652, "EGY", 651}};

/* Categories in the file, and as words of a record (docs/ladder.md says what each claims). */
static const struct {
    const char *code, *word;
} categories[] = {{"DCA", "dca"},
                  {"DIC", "dic"},
                  {"TREX", "trex"},
                  {"PROCUREMENT", "procurement"},
                  {"COMMISSION", "commission"},
                  {"RESEARCH", "research"}};
enum { CATEGORIES = sizeof categories / sizeof categories[0], CATEGORIES_EACH = 3 };

struct table {
    int column[COLUMNS];
    bool seen[IDS];
    int64_t slips, alone, early, yearless;
};

struct agreement {
    int number;
    ent_actor actor[2];
    ent_date signature;
    ent_date force; /* as in the file; {0}: unknown */
    ent_date last;
    int category[CATEGORIES_EACH];
    size_t category_count;
    int span, renew_type, renew_years, terminated, duration, end_year, asymmetry;
    int press_confidence, press_signed, press_force;
    bool slipped, yearless;
};

/* ---- reading a row ---- */

static ent_status read_id(const struct table *table, const ent_csv *csv, int *number,
                          ent_error *err) {
    static const char prefix[] = "DCADv1.0-";
    enum { PREFIX = sizeof prefix - 1, DIGITS = 4 };
    const char *text = ent_csv_text(csv, table->column[ID]);
    if (strncmp(text, prefix, PREFIX) != 0 || strlen(text) != PREFIX + DIGITS ||
        strspn(text + PREFIX, "0123456789") != DIGITS)
        return ent_csv_bad(csv, table->column[ID], "an identifier DCADv1.0-NNNN", err);
    *number = (int)strtol(text + PREFIX, NULL, 10);
    if (table->seen[*number])
        return ent_csv_bad(csv, table->column[ID], "an identifier that stands once", err);
    return ENT_OK;
}

static ent_status read_state(const ent_reading *reading, const struct table *table,
                             const ent_csv *csv, int side, struct agreement *row, ent_error *err) {
    const char *name = ent_csv_text(csv, table->column[side == 0 ? NAME_1 : NAME_2]);
    int column = table->column[side == 0 ? CODE_1 : CODE_2];
    int64_t code = 0;
    ent_status status = ent_reading_cow(reading, csv, column, &row->actor[side], err);
    if (status == ENT_OK) status = ent_csv_integer(csv, column, 1, 999, NULL, &code, err);
    for (size_t s = 0; s < sizeof slips / sizeof slips[0] && status == ENT_OK; s++) {
        if (slips[s].code != code || strcmp(slips[s].name, name) != 0) continue;
        row->actor[side] = slips[s].means;
        row->slipped = true;
    }
    return status;
}

static ent_status read_dates(const struct table *table, const ent_csv *csv, struct agreement *row,
                             ent_error *err) {
    const int *column = table->column;
    int64_t year = 0;
    ent_status status = ent_csv_integer(csv, column[SIGN_YEAR], FIRST_YEAR, LAST_YEAR,
                                        "a year from 1980 to 2010", &year, err);
    if (status == ENT_OK)
        status = ent_csv_date_parts(csv, column[SIGN_YEAR], column[SIGN_MONTH], column[SIGN_DAY],
                                    missing_marks, &row->signature, err);
    if (status != ENT_OK) return status;
    if (ent_csv_missing(csv, column[FORCE_YEAR], missing_marks)) {
        row->yearless = !ent_csv_missing(csv, column[FORCE_MONTH], missing_marks);
        return ENT_OK;
    }
    status = ent_csv_integer(csv, column[FORCE_YEAR], 1900, 2100, "a year", &year, err);
    if (status == ENT_OK)
        status = ent_csv_date_parts(csv, column[FORCE_YEAR], column[FORCE_MONTH], column[FORCE_DAY],
                                    missing_marks, &row->force, err);
    return status;
}

static ent_status read_categories(const struct table *table, const ent_csv *csv,
                                  struct agreement *row, ent_error *err) {
    const char *type = ent_csv_text(csv, table->column[TYPE]);
    if (strcmp(type, "general") != 0 && strcmp(type, "sector") != 0)
        return ent_csv_bad(csv, table->column[TYPE], "general or sector", err);
    for (int c = 0; c < CATEGORIES_EACH; c++) {
        int column = table->column[CATEGORY_1 + c];
        if (c > 0 && ent_csv_missing(csv, column, NULL)) continue;
        int category = 0;
        while (category < CATEGORIES &&
               strcmp(categories[category].code, ent_csv_text(csv, column)) != 0)
            category++;
        if (category == CATEGORIES)
            return ent_csv_bad(csv, column, "DCA, DIC, TREX, PROCUREMENT, COMMISSION or RESEARCH",
                               err);
        bool repeated = false;
        for (size_t k = 0; k < row->category_count; k++)
            repeated = repeated || row->category[k] == category;
        if (!repeated) row->category[row->category_count++] = category;
    }
    return ENT_OK;
}

static ent_status read_codes(const struct table *table, const ent_csv *csv, struct agreement *row,
                             ent_error *err) {
    const struct {
        int column, low, high;
        int *code;
    } facts[] = {{SPAN, INDEFINITE, 999, &row->span},
                 {RENEW_TYPE, -99, 0, &row->renew_type},
                 {RENEW_YEARS, -99, 999, &row->renew_years},
                 {TERMINATED, 0, 1, &row->terminated},
                 {DURATION, 0, 999, &row->duration},
                 {END_YEAR, FIRST_YEAR, LAST_YEAR, &row->end_year},
                 {ASYMMETRY, 0, 2, &row->asymmetry},
                 {PRESS_CONFIDENCE, 1, 5, &row->press_confidence},
                 {PRESS_SIGNED, 0, 1, &row->press_signed},
                 {PRESS_FORCE, 0, 1, &row->press_force}};
    ent_status status = ENT_OK;
    for (size_t f = 0; f < sizeof facts / sizeof facts[0] && status == ENT_OK; f++)
        status = ent_csv_int_or(csv, table->column[facts[f].column], facts[f].low, facts[f].high,
                                missing_marks, UNKNOWN, facts[f].code, err);
    return status;
}

/* When it ended. Years are counted from the signature, as the file's own are. */
static ent_status find_end(const struct table *table, const ent_csv *csv, struct agreement *row,
                           ent_error *err) {
    int ended = row->signature.year + row->duration;
    if (row->end_year < row->signature.year)
        return ent_csv_bad(csv, table->column[END_YEAR],
                           "a year from that of the signature to 2010", err);
    row->last = (ent_date){(int16_t)row->end_year, 0, 0};
    if (row->terminated == 1 && row->duration != UNKNOWN) {
        if ((ended < LAST_YEAR ? ended : LAST_YEAR) != row->end_year)
            return ent_csv_bad(csv, table->column[END_YEAR],
                               "signYear plus durationActual, 2010 at most", err);
        row->last.year = (int16_t)ended;
    } else if (row->end_year == LAST_YEAR) {
        row->last.year = ENT_OPEN;
    }
    if (row->force.year > row->last.year)
        return ent_csv_bad(csv, table->column[FORCE_YEAR], "a year no later than the end", err);
    return ENT_OK;
}

/* ---- writing a record ---- */

static void set_integer(json_t *object, const char *key, int value) {
    if (value != UNKNOWN) json_object_set_new(object, key, json_integer(value));
}

static void set_date(json_t *object, const char *key, ent_date date) {
    char text[ENT_DATE_TEXT];
    if (date.year != 0) json_object_set_new(object, key, json_string(ent_date_format(date, text)));
}

/* Further fields under the file's own names; what is unknown is left out. */
static char *detail_text(const struct table *table, const ent_csv *csv,
                         const struct agreement *row) {
    static const int texts[] = {TYPE, CONFIDENCE, UNTS, FULL_TEXT, SOURCE_TYPE, SOURCE};
    json_t *object = json_object();
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
        if (!ent_csv_missing(csv, table->column[texts[t]], missing_marks))
            json_object_set_new(object, column_name[texts[t]],
                                json_string(ent_csv_text(csv, table->column[texts[t]])));
    set_date(object, "EIF", row->force);
    if (row->span == INDEFINITE)
        json_object_set_new(object, column_name[SPAN], json_string("indefinite"));
    else
        set_integer(object, column_name[SPAN], row->span);
    set_integer(object, column_name[RENEW_TYPE], row->renew_type);
    set_integer(object, column_name[RENEW_YEARS], row->renew_years);
    set_integer(object, column_name[TERMINATED], row->terminated);
    set_integer(object, column_name[DURATION], row->duration);
    set_integer(object, column_name[END_YEAR], row->end_year);
    set_integer(object, column_name[ASYMMETRY], row->asymmetry);
    set_integer(object, column_name[PRESS_CONFIDENCE], row->press_confidence);
    set_integer(object, column_name[PRESS_SIGNED], row->press_signed);
    set_integer(object, column_name[PRESS_FORCE], row->press_force);
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return text;
}

static bool in_force_before_signed(const struct agreement *row) {
    return row->force.year != 0 &&
           ent_date_days(row->force, true) < ent_date_days(row->signature, false);
}

/* In force from entry into force, from the signature where that is unknown or would come first. */
static ent_date force_of(const struct agreement *row) {
    return row->force.year == 0 || in_force_before_signed(row) ? row->signature : row->force;
}

static ent_status say_categories(const struct agreement *row, ent_text *text, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t c = 0; c < row->category_count && status == ENT_OK; c++)
        status =
            ent_text_format(text, err, "%s%s", c > 0 ? " " : "", categories[row->category[c]].word);
    return status;
}

static ent_status write_agreement(ent_reading *reading, const struct table *table,
                                  const ent_csv *csv, const struct agreement *row, ent_error *err) {
    char title[64];
    ent_text category = {0};
    ent_participant who[2];
    for (size_t i = 0; i < 2; i++)
        who[i] = (ent_participant){.actor = row->actor[i],
                                   .role = "",
                                   .first = force_of(row),
                                   .last = row->last,
                                   .level = ent_missing()};
    snprintf(title, sizeof title, "Defence cooperation agreement, %d", row->signature.year);
    char *detail = detail_text(table, csv, row);
    ent_status status = detail != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK) status = say_categories(row, &category, err);
    if (status == ENT_OK)
        status = ent_import_evidence(
            reading->session,
            &(ent_evidence){.kind = ENT_AGREEMENT,
                            .ref = ent_csv_text(csv, table->column[ID]),
                            .first = row->signature,
                            .last = row->last,
                            .category = category.bytes,
                            .magnitude = ent_missing(),
                            .unit = "",
                            .title = title,
                            .quote = "",
                            .detail = detail,
                            .participants = who,
                            .participant_count = row->actor[0] == row->actor[1] ? 1 : 2},
            err);
    free(detail);
    ent_text_free(&category);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct table *table = context;
    struct agreement row = {0};
    ent_status status = read_id(table, csv, &row.number, err);
    for (int side = 0; side < 2 && status == ENT_OK; side++)
        status = read_state(reading, table, csv, side, &row, err);
    if (status == ENT_OK) status = read_dates(table, csv, &row, err);
    if (status == ENT_OK) status = read_categories(table, csv, &row, err);
    if (status == ENT_OK) status = read_codes(table, csv, &row, err);
    if (status == ENT_OK) status = find_end(table, csv, &row, err);
    if (status == ENT_OK) status = write_agreement(reading, table, csv, &row, err);
    if (status != ENT_OK) return status;
    table->seen[row.number] = true;
    table->slips += row.slipped;
    table->alone += row.actor[0] == row.actor[1];
    table->yearless += row.yearless;
    table->early +=
        row.force.year != 0 && ent_date_days(row.force, true) < ent_date_days(row.signature, false);
    return ENT_OK;
}

static void report(const ent_reading *reading, const struct table *table) {
    const struct {
        int64_t count;
        const char *one, *several;
    } remarks[] = {
        {table->slips, "with a code that contradicts the state's name: the name is taken", NULL},
        {table->alone, "of a state with itself: kept with that state alone, the other unknown",
         NULL},
        {table->early, "that enters into force before it is signed: in force from signature",
         "that enter into force before they are signed: in force from signature"},
        {table->yearless,
         "with a day and month of entry into force but no year: in force from signature", NULL}};
    for (size_t r = 0; r < sizeof remarks / sizeof remarks[0]; r++) {
        bool several = remarks[r].count > 1;
        const char *words = several && remarks[r].several ? remarks[r].several : remarks[r].one;
        if (remarks[r].count > 0)
            ent_reading_notice(reading, "dcad: %lld agreement%s %s", (long long)remarks[r].count,
                               several ? "s" : "", words);
    }
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct table table = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = ent_csv_require_all(csv, column_name, table.column, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &table, err);
    ent_csv_close(csv);
    if (status != ENT_OK) return status;
    report(reading, &table);
    return ent_import_coverage(
        reading->session,
        &(ent_coverage){
            .kind = ENT_AGREEMENT, .year1 = FIRST_YEAR, .year2 = LAST_YEAR, .scope = ENT_SCOPE_ALL},
        err);
}

const ent_importer_def ent_importer_dcad = {
    .info = {"dcad", "DCAD-v1.0-main.csv (Kinne)", false},
    .source = {.name = "dcad",
               .version = "1.0",
               .title = "Defense Cooperation Agreement Dataset",
               .licence = "free for research with citation (hosted by the Correlates of War)",
               .url = "https://correlatesofwar.org/data-sets/"
                      "defense-cooperation-agreement-dataset/",
               .citation = "@article{kinne2020defense,\n"
                           "  author = {Kinne, Brandon J.},\n"
                           "  title = {The Defense Cooperation Agreement Dataset ({DCAD})},\n"
                           "  journal = {Journal of Conflict Resolution},\n"
                           "  volume = {64},\n"
                           "  number = {4},\n"
                           "  pages = {729--755},\n"
                           "  year = {2020}\n"
                           "}",
               .order = 1000},
    .read = read_all};
