/* SPDX-License-Identifier: Apache-2.0 */
/* Dyadic militarised interstate disputes, version 4.02: who threatened, displayed or used force
 * against whom. Maoz, Z., Johnson, P. L., Kaplan, J., Ogunkoya, F. & Shreve, A. P. (2019), "The
 * Dyadic Militarized Interstate Disputes (MIDs) Dataset Version 3.0".
 *
 * The file is directed: each year of each pair stands twice, once from either side. The two rows
 * are joined, each state's own hostility, side and role being taken from the row in which it stands
 * first; consecutive years of a dispute with the same dates, hostility and sides become one record,
 * cut to the years the file has, so that the years a record touches are the file's. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "import/importers.h"

enum {
    DISPUTE,
    STATE_A,
    STATE_B,
    FIRST_DAY,
    FIRST_MONTH,
    FIRST_YEAR,
    LAST_DAY,
    LAST_MONTH,
    LAST_YEAR,
    YEAR,
    OUTCOME,
    SETTLEMENT,
    FATALITY,
    HOSTILITY,
    HOSTILITY_A,
    HOSTILITY_B,
    SIDE_A,
    SIDE_B,
    ROLE_A,
    ROLE_B,
    COLUMNS
};
static const char *const column_name[COLUMNS + 1] = {
    "disno",   "statea",  "stateb", "strtday", "strtmnth", "strtyr", "endday",
    "endmnth", "endyear", "year",   "outcome", "settlmnt", "fatlev", "hihost",
    "hihosta", "hihostb", "sideaa", "sideab",  "rolea",    "roleb",  NULL};
static const char *const missing_marks[] = {"-9", NULL};

enum { ROWS_MAX = 1 << 20, UNKNOWN = -9, INITIATING_SIDE = 1 };

/* What a dispute says of one state. */
struct party {
    int8_t hostility; /* 1 none … 5 war */
    int8_t side;      /* 1 that of the initiator, 0 that of the target */
    int8_t role;      /* 1 initiator, 2 joined it, 3 target, 4 joined it */
};

/* One row or, after joining, both rows of a dyad-year. */
struct dyad_year {
    int32_t dispute;
    ent_actor low, high;
    int32_t line;
    ent_date first, last;
    int16_t year;
    bool back; /* the higher code stood first */
    struct party party[2];
    int8_t outcome, settlement, fatality, hostility; /* as seen by the lower code */
};

struct rows {
    int column[COLUMNS];
    struct dyad_year *list;
    size_t count, capacity;
    int first_year, last_year;
    int64_t repeated, alone, differing, outside;
};

/* ---- reading rows ---- */

/* The other state's fields only back up its own row: what is no code there is unknown. */
static int8_t code_or_unknown(const ent_csv *csv, int column, int high) {
    int value = UNKNOWN;
    if (ent_csv_int_or(csv, column, 0, high, missing_marks, UNKNOWN, &value, NULL) != ENT_OK)
        value = UNKNOWN;
    return (int8_t)value;
}

static ent_status read_code(const ent_csv *csv, int column, int low, int high, int8_t *out,
                            ent_error *err) {
    int value = UNKNOWN;
    ent_status status = ent_csv_int_or(csv, column, low, high, missing_marks, UNKNOWN, &value, err);
    *out = (int8_t)value;
    return status;
}

static ent_status read_parties(const struct rows *rows, const ent_csv *csv, struct dyad_year *row,
                               ent_error *err) {
    const int *column = rows->column;
    struct party *own = &row->party[row->back];
    struct party *other = &row->party[!row->back];
    ent_status status = read_code(csv, column[HOSTILITY_A], 1, 5, &own->hostility, err);
    if (status == ENT_OK) status = read_code(csv, column[SIDE_A], 0, 1, &own->side, err);
    if (status == ENT_OK) status = read_code(csv, column[ROLE_A], 1, 4, &own->role, err);
    if (status == ENT_OK) status = read_code(csv, column[HOSTILITY], 1, 5, &row->hostility, err);
    if (status == ENT_OK) status = read_code(csv, column[OUTCOME], 0, 9, &row->outcome, err);
    if (status == ENT_OK) status = read_code(csv, column[SETTLEMENT], 0, 4, &row->settlement, err);
    if (status == ENT_OK) status = read_code(csv, column[FATALITY], 0, 6, &row->fatality, err);
    other->hostility = code_or_unknown(csv, column[HOSTILITY_B], 5);
    other->side = code_or_unknown(csv, column[SIDE_B], 1);
    other->role = code_or_unknown(csv, column[ROLE_B], 4);
    return status;
}

static ent_status read_dates(const struct rows *rows, const ent_csv *csv, struct dyad_year *row,
                             ent_error *err) {
    const int *column = rows->column;
    int64_t year = 0;
    ent_status status = ent_csv_date_parts(csv, column[FIRST_YEAR], column[FIRST_MONTH],
                                           column[FIRST_DAY], missing_marks, &row->first, err);
    if (status == ENT_OK)
        status = ent_csv_date_parts(csv, column[LAST_YEAR], column[LAST_MONTH], column[LAST_DAY],
                                    missing_marks, &row->last, err);
    if (status == ENT_OK && ent_date_days(row->first, false) > ent_date_days(row->last, true))
        status = ent_csv_bad(csv, column[LAST_YEAR], "an end on or after the beginning", err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, column[YEAR], 1816, 2100, "a year", &year, err);
    row->year = (int16_t)year;
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct rows *rows = context;
    struct dyad_year row = {.line = (int32_t)ent_csv_line(csv)};
    int64_t dispute = 0;
    ent_actor a = 0;
    ent_actor b = 0;
    ent_status status = ent_csv_integer(csv, rows->column[DISPUTE], 1, INT32_MAX,
                                        "a dispute number", &dispute, err);
    if (status == ENT_OK) status = ent_reading_cow(reading, csv, rows->column[STATE_A], &a, err);
    if (status == ENT_OK) status = ent_reading_cow(reading, csv, rows->column[STATE_B], &b, err);
    if (status == ENT_OK && a == b)
        status = ent_csv_bad(csv, rows->column[STATE_B], "another state than statea", err);
    row.dispute = (int32_t)dispute;
    row.back = a > b;
    row.low = row.back ? b : a;
    row.high = row.back ? a : b;
    if (status == ENT_OK) status = read_dates(rows, csv, &row, err);
    if (status == ENT_OK) status = read_parties(rows, csv, &row, err);
    if (status == ENT_OK && rows->count == ROWS_MAX)
        status = ent_fail(err, ENT_ERR_LIMIT, "%s:%lld: expected at most %d rows",
                          ent_csv_path(csv), (long long)ent_csv_line(csv), (int)ROWS_MAX);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&rows->list, &rows->capacity, rows->count + 1,
                                   sizeof *rows->list, err);
    if (status == ENT_OK) rows->list[rows->count++] = row;
    return status;
}

/* ---- joining the two rows of a dyad-year ---- */

static int compare_integers(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int compare_dyads(const struct dyad_year *a, const struct dyad_year *b) {
    int order = compare_integers(a->dispute, b->dispute);
    if (order == 0) order = compare_integers(a->low, b->low);
    return order != 0 ? order : compare_integers(a->high, b->high);
}

static int compare_dates(const struct dyad_year *a, const struct dyad_year *b) {
    int order = compare_integers(ent_date_days(a->first, false), ent_date_days(b->first, false));
    return order != 0
               ? order
               : compare_integers(ent_date_days(a->last, true), ent_date_days(b->last, true));
}

/* Dyad by dyad, year by year, the rows of the lower code before those of the higher. */
static int by_year(const void *left, const void *right) {
    const struct dyad_year *a = left;
    const struct dyad_year *b = right;
    int order = compare_dyads(a, b);
    if (order == 0) order = compare_integers(a->year, b->year);
    if (order == 0) order = compare_integers(a->back, b->back);
    if (order == 0) order = compare_dates(a, b);
    return order != 0 ? order : compare_integers(a->line, b->line);
}

static bool same_party(const struct party *a, const struct party *b) {
    return a->hostility == b->hostility && a->side == b->side && a->role == b->role;
}

/* The same in everything a record keeps but the year and what is only known at the end. */
static bool same_record(const struct dyad_year *a, const struct dyad_year *b) {
    return compare_dyads(a, b) == 0 && compare_dates(a, b) == 0 && a->hostility == b->hostility &&
           same_party(&a->party[0], &b->party[0]) && same_party(&a->party[1], &b->party[1]);
}

static bool repeats(const struct dyad_year *a, const struct dyad_year *b) {
    return a->year == b->year && a->back == b->back && a->outcome == b->outcome &&
           a->settlement == b->settlement && same_record(a, b);
}

/* Opponents stand on different sides: where the two rows put both on one, the first row's word for
 * the pair is taken, then the second's; failing both, no side is stated. */
static void oppose(struct party party[2], const struct dyad_year *forth,
                   const struct dyad_year *back) {
    const struct dyad_year *rows[2] = {forth, back};
    for (int i = 0; i < 2 && party[0].side == party[1].side; i++) {
        party[0].side = rows[i]->party[0].side;
        party[1].side = rows[i]->party[1].side;
    }
    if (party[0].side == party[1].side) party[0].side = party[1].side = UNKNOWN;
}

static struct dyad_year join(struct rows *rows, const struct dyad_year *forth,
                             const struct dyad_year *back) {
    struct dyad_year joined = *forth;
    if (!same_record(forth, back)) rows->differing++;
    if (ent_date_days(back->first, false) < ent_date_days(forth->first, false))
        joined.first = back->first;
    if (ent_date_days(back->last, true) > ent_date_days(forth->last, true))
        joined.last = back->last;
    joined.party[1] = back->party[1];
    oppose(joined.party, forth, back);
    return joined;
}

/* Remove rows that repeat the one before; sorted rows stay sorted. */
static void drop_repeated(struct rows *rows) {
    size_t kept = 0;
    for (size_t i = 0; i < rows->count; i++) {
        if (kept > 0 && repeats(&rows->list[kept - 1], &rows->list[i]))
            rows->repeated++;
        else
            rows->list[kept++] = rows->list[i];
    }
    rows->count = kept;
}

/* Join the k-th row of the lower code with the k-th of the higher; a row left alone stands for
 * both. */
static void join_rows(struct rows *rows) {
    size_t joined = 0;
    for (size_t i = 0, next = 0; i < rows->count; i = next) {
        const struct dyad_year *list = rows->list;
        size_t back = i;
        while (back < rows->count && !list[back].back &&
               compare_dyads(&list[i], &list[back]) == 0 && list[back].year == list[i].year)
            back++;
        next = back;
        while (next < rows->count && list[next].back && compare_dyads(&list[i], &list[next]) == 0 &&
               list[next].year == list[i].year)
            next++;
        for (size_t k = 0; i + k < back || back + k < next; k++) {
            bool has_forth = i + k < back;
            bool has_back = back + k < next;
            struct dyad_year row = has_forth ? list[i + k] : list[back + k];
            rows->alone += has_forth != has_back;
            if (has_forth && has_back)
                row = join(rows, &list[i + k], &list[back + k]);
            else
                oppose(row.party, &row, &row);
            row.back = false;
            rows->list[joined++] = row; /* never ahead of what is still to be read */
        }
    }
    rows->count = joined;
}

/* ---- writing records ---- */

/* Records first, their years in order. */
static int by_record(const void *left, const void *right) {
    const struct dyad_year *a = left;
    const struct dyad_year *b = right;
    int order = compare_dyads(a, b);
    if (order == 0) order = compare_dates(a, b);
    if (order == 0) order = memcmp(a->party, b->party, sizeof a->party);
    if (order == 0) order = compare_integers(a->hostility, b->hostility);
    if (order == 0) order = compare_integers(a->year, b->year);
    return order != 0 ? order : compare_integers(a->line, b->line);
}

static bool within_dates(const struct dyad_year *row) {
    return row->first.year <= row->year && row->year <= row->last.year;
}

static json_t *outcome_text(const ent_reading *reading, const struct dyad_year *row) {
    static const char *const plain[] = {NULL,      NULL,          NULL,         NULL,
                                        NULL,      "stalemate",   "compromise", "released",
                                        "unclear", "joined a war"};
    if (row->outcome < 1) return NULL;
    if (row->outcome >= 5) return json_string(plain[row->outcome]);
    ent_actor who = row->outcome % 2 == 1 ? row->low : row->high;
    return json_sprintf("%s %s", row->outcome <= 2 ? "victory of" : "yield by",
                        ent_actor_name(reading->actors, who, ENT_EN, row->year));
}

static char *detail_text(const ent_reading *reading, const struct dyad_year *row) {
    static const char *const settlement[] = {"negotiated", "imposed", "none", "unclear"};
    json_t *object = json_object();
    if (row->outcome >= 1) json_object_set_new(object, "outcome", outcome_text(reading, row));
    if (row->settlement >= 1)
        json_object_set_new(object, "settlement", json_string(settlement[row->settlement - 1]));
    if (row->fatality >= 0)
        json_object_set_new(object, "fatality_level", json_integer(row->fatality));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return text;
}

static ent_participant participant(ent_actor actor, const struct party *party, char role[32]) {
    static const char *const part[] = {"", " initiator", " joiner", " target", " joiner"};
    const char *side = "";
    if (party->side != UNKNOWN) side = party->side == INITIATING_SIDE ? "side1" : "side2";
    const char *words = part[party->role > 0 ? party->role : 0];
    snprintf(role, 32, "%s%s", side, side[0] == '\0' && words[0] != '\0' ? words + 1 : words);
    return (ent_participant){.actor = actor,
                             .role = role,
                             .level = party->hostility > 0 ? party->hostility : ent_missing()};
}

/* A run of years of one record. */
static ent_status write_run(ent_reading *reading, const struct dyad_year *begin,
                            const struct dyad_year *end, ent_error *err) {
    static const char *const category[] = {"", "none", "threat", "display", "force", "war"};
    static const char *const words[] = {
        "", "no militarised action", "threat of force", "display of force", "use of force", "war"};
    int level = begin->hostility > 0 ? begin->hostility : 0;
    ent_date first = {begin->year, 1, 1};
    ent_date last = {end->year, 12, 31};
    if (begin->year == begin->first.year) first = begin->first;
    if (end->year == end->last.year) last = end->last;
    if (!within_dates(begin)) {
        first = (ent_date){begin->year, 0, 0};
        last = (ent_date){end->year, 0, 0};
    }
    char ref[16];
    char title[300];
    char role[2][32];
    ent_participant who[2] = {participant(begin->low, &begin->party[0], role[0]),
                              participant(begin->high, &begin->party[1], role[1])};
    snprintf(ref, sizeof ref, "%d", (int)begin->dispute);
    snprintf(title, sizeof title, "Militarised dispute %s: %s and %s%s%s", ref,
             ent_actor_name(reading->actors, begin->low, ENT_EN, begin->year),
             ent_actor_name(reading->actors, begin->high, ENT_EN, begin->year),
             level > 0 ? ", " : "", words[level]);
    char *detail = detail_text(reading, end);
    if (detail == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_status status =
        ent_import_evidence(reading->session,
                            &(ent_evidence){.kind = ENT_DISPUTE,
                                            .ref = ref,
                                            .first = first,
                                            .last = last,
                                            .category = category[level],
                                            .magnitude = level > 0 ? level : ent_missing(),
                                            .unit = level > 0 ? "hostility level" : "",
                                            .title = title,
                                            .quote = "",
                                            .detail = detail,
                                            .participants = who,
                                            .participant_count = 2},
                            err);
    free(detail);
    return status;
}

static ent_status write_records(ent_reading *reading, struct rows *rows, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0, next = 0; i < rows->count && status == ENT_OK; i = next) {
        const struct dyad_year *list = rows->list;
        for (next = i + 1; next < rows->count && same_record(&list[i], &list[next]) &&
                           list[next].year - list[next - 1].year <= 1 &&
                           within_dates(&list[i]) == within_dates(&list[next]);)
            next++;
        if (!within_dates(&list[i])) rows->outside += (int64_t)(next - i);
        status = write_run(reading, &list[i], &list[next - 1], err);
    }
    return status;
}

static void report(const ent_reading *reading, const struct rows *rows) {
    if (rows->differing > 0)
        ent_reading_notice(
            reading,
            "mid-dyadic: %lld dyad-years whose two rows differ: each state's own row "
            "is taken, and the longer period",
            (long long)rows->differing);
    if (rows->repeated > 0)
        ent_reading_notice(reading, "mid-dyadic: %lld rows left out that repeat another",
                           (long long)rows->repeated);
    if (rows->outside > 0)
        ent_reading_notice(reading,
                           "mid-dyadic: %lld dyad-years outside the dates in their own row: kept "
                           "with the year alone",
                           (long long)rows->outside);
    if (rows->alone > 0)
        ent_reading_notice(reading, "mid-dyadic: %lld dyad-years that stand in one order only",
                           (long long)rows->alone);
}

static ent_status write_all(ent_reading *reading, struct rows *rows, ent_error *err) {
    if (rows->count == 0) return ENT_OK;
    qsort(rows->list, rows->count, sizeof *rows->list, by_year);
    drop_repeated(rows);
    join_rows(rows);
    qsort(rows->list, rows->count, sizeof *rows->list, by_record);
    ent_coverage coverage = {
        .kind = ENT_DISPUTE, .year1 = INT16_MAX, .year2 = INT16_MIN, .scope = ENT_SCOPE_ALL};
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->list[i].year < coverage.year1) coverage.year1 = rows->list[i].year;
        if (rows->list[i].year > coverage.year2) coverage.year2 = rows->list[i].year;
    }
    ent_status status = write_records(reading, rows, err);
    if (status != ENT_OK) return status;
    report(reading, rows);
    return ent_import_coverage(reading->session, &coverage, err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct rows rows = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = ent_csv_require_all(csv, column_name, rows.column, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &rows, err);
    ent_csv_close(csv);
    if (status == ENT_OK) status = write_all(reading, &rows, err);
    free(rows.list);
    return status;
}

const ent_importer_def ent_importer_mid_dyadic = {
    .info = {"mid-dyadic", "dyadic_mid_4.02.csv (Maoz et al., Correlates of War)", false},
    .source = {.name = "mid-dyadic",
               .version = "4.02",
               .title = "Dyadic Militarized Interstate Disputes",
               .licence = "free for research with citation (Correlates of War)",
               .url = "https://correlatesofwar.org/data-sets/mids/",
               .citation = "@article{maoz2019dyadic,\n"
                           "  author = {Maoz, Zeev and Johnson, Paul L. and Kaplan, Jasper and "
                           "Ogunkoya, Fiona and Shreve, Aaron P.},\n"
                           "  title = {The Dyadic Militarized Interstate Disputes ({MID}s) Dataset "
                           "Version 3.0: Logic, Characteristics, and Comparisons to Alternative "
                           "Datasets},\n"
                           "  journal = {Journal of Conflict Resolution},\n"
                           "  volume = {63},\n"
                           "  number = {3},\n"
                           "  pages = {811--835},\n"
                           "  year = {2019}\n"
                           "}",
               .order = 4020},
    .read = read_all};
