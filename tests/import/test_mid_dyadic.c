/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/array.h"
#include "base/csv.h"
#include "import/support_import.h"

#define HEADER                                                                                     \
    "disno,statea,stateb,strtday,strtmnth,strtyr,endday,endmnth,endyear,year,outcome,settlmnt,"    \
    "fatlev,hihost,hihosta,hihostb,sideaa,sideab,rolea,roleb\n"

/* One line for each record. */
static ent_status keep(void *context, const ent_evidence *row, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    assert_int_equal(row->kind, ENT_DISPUTE);
    assert_int_equal(row->participant_count, 2);
    const ent_participant *who = row->participants;
    return ent_text_format(context, err, "%s %s/%s %s %g: %d %s %g, %d %s %g\n", row->ref,
                           ent_date_format(row->first, first), ent_date_format(row->last, last),
                           row->category, row->magnitude, (int)who[0].actor, who[0].role,
                           who[0].level, (int)who[1].actor, who[1].role, who[1].level);
}

static void assert_records(const char *rows, const char *expected) {
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("records.db");
    assert_ok(import_text(store, "mid-dyadic", rows, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_DISPUTE, 0, 0, 1816, 2014, keep, &text, &err), &err);
    assert_string_equal(text.bytes, expected);
    ent_text_free(&text);
    ent_store_close(store);
}

static void both_rows_of_each_year_make_one_record(void **state) {
    (void)state;
    assert_records(HEADER "2,2,200,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n"
                          "2,2,200,1,7,1902,24,1,1903,1903,6,1,0,3,3,1,1,0,1,3\n"
                          "2,200,2,1,7,1902,24,1,1903,1902,0,0,0,3,1,3,0,1,3,1\n"
                          "2,200,2,1,7,1902,24,1,1903,1903,6,1,0,3,1,3,0,1,3,1\n",
                   "2 1902-07-01/1903-01-24 display 3: 2 side1 initiator 3, 200 side2 target 1\n");
}

static void a_change_of_hostility_cuts_a_dispute_at_the_year(void **state) {
    (void)state;
    assert_records(HEADER "50,710,713,3,9,1954,15,6,1956,1954,0,0,6,4,4,4,1,0,1,3\n"
                          "50,713,710,3,9,1954,15,6,1956,1954,0,0,6,4,4,4,0,1,3,1\n"
                          "50,710,713,3,9,1954,15,6,1956,1955,0,0,6,5,5,5,1,0,1,3\n"
                          "50,713,710,3,9,1954,15,6,1956,1955,0,0,6,5,5,5,0,1,3,1\n"
                          "50,710,713,3,9,1954,15,6,1956,1956,5,3,6,4,4,4,1,0,1,3\n"
                          "50,713,710,3,9,1954,15,6,1956,1956,5,3,6,4,4,4,0,1,3,1\n",
                   "50 1954-09-03/1954-12-31 force 4: 710 side1 initiator 4, 713 side2 target 4\n"
                   "50 1956-01-01/1956-06-15 force 4: 710 side1 initiator 4, 713 side2 target 4\n"
                   "50 1955-01-01/1955-12-31 war 5: 710 side1 initiator 5, 713 side2 target 5\n");
}

static void each_states_own_row_counts_where_the_two_differ(void **state) {
    (void)state;
    /* Another hostility, an end two weeks later, and a year in place of the other's side, as they
     * stand in the official file. */
    assert_records(HEADER "51,20,731,29,6,1953,13,7,1953,1953,5,1,6,3,3,1,0,1969,4,1\n"
                          "51,731,20,29,6,1953,27,7,1953,1953,5,1,6,3,3,1,1,0,1,4\n",
                   "51 1953-06-29/1953-07-27 display 3: 20 side2 joiner 3, 731 side1 initiator "
                   "3\n");
}

static void opponents_stand_on_different_sides(void **state) {
    (void)state;
    assert_records(HEADER "4718,703,704,17,7,2012,17,7,2012,2012,8,3,1,4,4,4,0,0,3,1\n"
                          "4718,704,703,17,7,2012,17,7,2012,2012,8,3,1,4,4,4,1,1,1,3\n"
                          "2882,365,740,11,6,1961,-9,7,1961,1961,0,0,0,4,4,1,1,0,1,3\n"
                          "2882,740,365,11,6,1961,-9,7,1961,1961,0,0,0,4,1,4,1,0,1,3\n",
                   "2882 1961-06-11/1961-07 force 4: 365 side1 initiator 4, 740 side2 initiator 1\n"
                   "4718 2012-07-17/2012-07-17 force 4: 703 side2 target 4, 704 side1 initiator "
                   "4\n");
}

static void repeated_rows_and_years_beyond_the_dates_are_set_right(void **state) {
    (void)state;
    assert_records(HEADER "4182,652,666,22,5,1995,30,10,1996,1996,5,3,1,4,4,4,0,1,2,1\n"
                          "4182,652,666,22,5,1995,30,10,1996,1996,5,3,1,4,4,4,0,1,2,1\n"
                          "4182,652,666,22,5,1995,30,10,1996,1997,5,3,1,4,4,4,0,1,2,1\n"
                          "4182,666,652,22,5,1995,30,10,1996,1996,5,3,1,4,4,4,1,0,1,2\n"
                          "4182,666,652,22,5,1995,30,10,1996,1997,5,3,1,4,4,4,1,0,1,2\n",
                   "4182 1996-01-01/1996-10-30 force 4: 652 side2 joiner 4, 666 side1 initiator 4\n"
                   "4182 1997/1997 force 4: 652 side2 joiner 4, 666 side1 initiator 4\n");
}

static void a_row_without_its_reverse_stands_for_both(void **state) {
    (void)state;
    assert_records(HEADER "7,200,2,1,7,1902,24,7,1902,1902,0,0,0,3,1,3,0,1,3,1\n",
                   "7 1902-07-01/1902-07-24 display 3: 2 side1 initiator 3, 200 side2 target 1\n");
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *part;
    } cases[] = {
        {HEADER "2,2,999,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n",
         "input.csv:2: column 'stateb': expected a known CoW country code, found '999'"},
        {HEADER "2,2,2,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n",
         "column 'stateb': expected another state than statea, found '2'"},
        {HEADER "2,2,200,1,7,1904,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n",
         "column 'endyear': expected an end on or after the beginning, found '1903'"},
        {HEADER "2,2,200,31,6,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n",
         "column 'strtday': expected a day of that month, found '31'"},
        {HEADER "2,2,200,1,7,1902,24,1,1903,1902,0,0,0,3,6,1,1,0,1,3\n",
         "column 'hihosta': expected a whole number from 1 to 5, found '6'"},
        {HEADER "2,2,200,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,2,0,1,3\n",
         "column 'sideaa': expected a whole number from 0 to 1, found '2'"},
        {HEADER "x,2,200,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n",
         "column 'disno': expected a dispute number, found 'x'"},
        {"disno,statea\n2,2\n", "expected a column 'stateb', found: disno, statea"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ent_error err = {0};
        ent_store *store = fresh_store("bad.db");
        assert_error(import_text(store, "mid-dyadic", cases[i].text, NULL, NULL, &err),
                     ENT_ERR_FORMAT, &err, cases[i].part);
        ent_store_close(store);
    }
}

/* ---- the official file ---- */

/* A dyad-year packed into one number: a dispute's own level of a state toward another. */
static int64_t packed(int64_t dispute, int64_t actor, int64_t other, int64_t year, int64_t level) {
    return (((dispute * 1000 + actor) * 1000 + other) * 1000 + (year - 1500)) * 10 + level;
}

struct numbers {
    int64_t *list;
    size_t count, capacity;
};

static void add_number(struct numbers *numbers, int64_t number) {
    assert_ok(ent_array_reserve((void **)&numbers->list, &numbers->capacity, numbers->count + 1,
                                sizeof *numbers->list, NULL),
              NULL);
    numbers->list[numbers->count++] = number;
}

static int by_number(const void *a, const void *b) {
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void sort_unique(struct numbers *numbers) {
    size_t kept = 0;
    assert_non_null(numbers->list);
    qsort(numbers->list, numbers->count, sizeof *numbers->list, by_number);
    for (size_t i = 0; i < numbers->count; i++)
        if (kept == 0 || numbers->list[kept - 1] != numbers->list[i])
            numbers->list[kept++] = numbers->list[i];
    numbers->count = kept;
}

static ent_status unfold(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    const ent_participant *who = row->participants;
    for (int year = row->first.year; year <= row->last.year; year++)
        for (int i = 0; i < 2; i++)
            add_number(context, packed(strtol(row->ref, NULL, 10), who[i].actor, who[!i].actor,
                                       year, (int64_t)who[i].level));
    return ENT_OK;
}

static void read_file(const char *path, struct numbers *numbers) {
    static const char *const names[] = {"disno", "statea", "stateb", "year", "hihosta", NULL};
    ent_error err = {0};
    ent_csv *csv = NULL;
    int columns[5];
    bool more = true;
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    assert_ok(ent_csv_require_all(csv, names, columns, &err), &err);
    for (;;) {
        int64_t value[5];
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        for (int i = 0; i < 5; i++)
            assert_ok(ent_csv_integer(csv, columns[i], 0, 9999, NULL, &value[i], &err), &err);
        add_number(numbers, packed(value[0], value[1], value[2], value[3], value[4]));
    }
    ent_csv_close(csv);
}

/* Unfolded year by year, the records are the file: every dyad-year, every state's own hostility. */
static void the_official_files_dyad_years_are_the_records(void **state) {
    (void)state;
    const char *path = shared_path("data/disputes/dyadic_mid_4.02.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    struct numbers file = {0};
    struct numbers records = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "mid-dyadic", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 3635);
    read_file(path, &file);
    assert_int_equal(file.count, 10358);
    assert_ok(ent_store_evidence(store, ENT_DISPUTE, 0, 0, 1816, 2014, unfold, &records, &err),
              &err);
    sort_unique(&file);
    sort_unique(&records);
    assert_int_equal(records.count, file.count);
    assert_memory_equal(records.list, file.list, file.count * sizeof *file.list);
    free(file.list);
    free(records.list);
    ent_store_close(store);
}

static void china_and_the_soviet_union_fought_at_the_ussuri(void **state) {
    (void)state;
    const char *path = shared_path("data/disputes/dyadic_mid_4.02.csv");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_text text = {0};
    ent_store *store = fresh_store("ussuri.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "mid-dyadic", &input, 1, NULL, NULL, &err), &err);
    assert_ok(ent_store_evidence(store, ENT_DISPUTE, 710, 365, 1969, 1969, keep, &text, &err),
              &err);
    assert_string_equal(text.bytes, "349 1969-03-02/1969-10-20 force 4: 365 side2 target 4, 710 "
                                    "side1 initiator 4\n");
    ent_text_free(&text);
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_rows_of_each_year_make_one_record),
        cmocka_unit_test(a_change_of_hostility_cuts_a_dispute_at_the_year),
        cmocka_unit_test(each_states_own_row_counts_where_the_two_differ),
        cmocka_unit_test(opponents_stand_on_different_sides),
        cmocka_unit_test(repeated_rows_and_years_beyond_the_dates_are_set_right),
        cmocka_unit_test(a_row_without_its_reverse_stands_for_both),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_files_dyad_years_are_the_records),
        cmocka_unit_test(china_and_the_soviet_union_fought_at_the_ussuri),
    };
    return RUN_TESTS(tests);
}
