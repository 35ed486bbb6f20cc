/* SPDX-License-Identifier: Apache-2.0 */
/* MILINST: each condition of the rule, role words, terms that meet or miss, and ATOP 5.1. */
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/measure.h"

static int grade_of(const char *role) {
    ent_milinst_fields fields = ent_milinst_fields_read(role);
    return ent_milinst(&fields);
}

static void each_condition_gives_its_grade(void **unused) {
    (void)unused;
    static const struct {
        const char *role;
        int grade;
    } want[] = {
        {"milcon:3", 2},   {"intcom:1", 2},   {"base:1", 2},     {"base:2", 2},
        {"base:3", 2},     {"milcon:2", 1},   {"milaid:3", 1},   {"milaid:4", 1},
        {"subord:1", 1},   {"subord:2", 1},   {"contrib:1", 1},  {"orgpurp1:1", 1},
        {"orgpurp1:4", 1}, {"orgpurp2:1", 1}, {"orgpurp2:4", 1}, {"milcon:1", 0},
        {"milcon:0", 0},   {"milaid:1", 0},   {"milaid:2", 0},   {"intcom:0", 0},
        {"base:0", 0},     {"subord:0", 0},   {"contrib:0", 0},  {"orgpurp1:2", 0},
        {"orgpurp1:3", 0}, {"orgpurp1:5", 0}, {"orgpurp2:3", 0}, {"orgpurp2:5", 0},
    };
    for (size_t k = 0; k < sizeof want / sizeof want[0]; k++)
        if (grade_of(want[k].role) != want[k].grade)
            fail_msg("%s: %d", want[k].role, grade_of(want[k].role));
    assert_int_equal(grade_of("milcon:2 contrib:1 base:3"), 2);
    assert_int_equal(grade_of("milaid:4 orgpurp1:1 subord:2 contrib:1 milcon:2 intcom:0"), 1);
}

static void fields_are_read_among_other_words(void **unused) {
    (void)unused;
    ent_milinst_fields f = ent_milinst_fields_read(
        "  defense consultation milcon:2 milaid:4 intcom:0 base:3 subord:2  contrib:1 orgpurp1:5 "
        "orgpurp2:12 ");
    assert_true(f.milcon == 2 && f.milaid == 4 && f.intcom == 0 && f.base == 3);
    assert_true(f.subord == 2 && f.contrib == 1 && f.orgpurp1 == 5 && f.orgpurp2 == 12);
}

static void what_is_absent_or_no_code_is_missing(void **unused) {
    (void)unused;
    static const char *const roles[] = {NULL,
                                        "",
                                        "   ",
                                        "milcon",
                                        "milcon:",
                                        "milcon:x",
                                        "milcon:-9",
                                        "milcon:3x",
                                        "xmilcon:3",
                                        "milcon=3",
                                        "milcon:100",
                                        "milcon:99999999999999999999999",
                                        "bases:3 basement:1 :3"};
    for (size_t k = 0; k < sizeof roles / sizeof roles[0]; k++) {
        ent_milinst_fields f = ent_milinst_fields_read(roles[k]);
        assert_true(f.milcon == -1 && f.milaid == -1 && f.intcom == -1 && f.base == -1);
        assert_true(f.subord == -1 && f.contrib == -1 && f.orgpurp1 == -1 && f.orgpurp2 == -1);
        assert_int_equal(ent_milinst(&f), 0);
    }
}

/* Every ordered pair of five actors. */
static void pairs_of_five(const ent_slice *slice, double got[25]) {
    uint16_t i[25];
    uint16_t j[25];
    for (unsigned p = 0; p < 25; p++) {
        i[p] = (uint16_t)(p / 5);
        j[p] = (uint16_t)(p % 5);
    }
    ent_pairs pairs = {25, i, j};
    ent_error err = {0};
    assert_ok(ent_milinst_pairs(slice, &pairs, got, &err), &err);
}

static void the_highest_alliance_counts_if_its_terms_share_a_day(void **unused) {
    (void)unused;
    static const ent_membership memberships[] = {
        {7, 0, ENT_DEFENSE, 0, 364, "milcon:2"},
        {7, 1, ENT_DEFENSE, 0, 364, "milcon:2"},
        {8, 0, ENT_DEFENSE, 0, 100, "base:1"}, /* the fields of 0 are higher than those of 1 */
        {8, 1, ENT_DEFENSE, 100, 364, "base:0"},
        {8, 2, ENT_DEFENSE, 101, 364, "base:1"}, /* shares no day with 0 */
        {9, 3, ENT_NONAGGRESSION, 0, 364, "milcon:0"},
        {9, 4, ENT_NONAGGRESSION, 0, 364, ""},
        {10, 3, ENT_DEFENSE, 0, 10, "milcon:3"}, /* a member twice is no pair with itself */
        {10, 3, ENT_DEFENSE, 10, 20, "milcon:3"},
    };
    ent_slice slice = {.n = 5,
                       .alliance_covered = true,
                       .membership_count = sizeof memberships / sizeof memberships[0],
                       .memberships = memberships};
    double got[25];
    pairs_of_five(&slice, got);
    static const double want[25] = {0, 2, 0, 0, 0, 2, 0, 2, 0, 0, 0, 2, 0,
                                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    for (size_t p = 0; p < 25; p++)
        assert_true(got[p] == want[p]);
}

static void is_zero_within_coverage_and_missing_outside(void **unused) {
    (void)unused;
    ent_slice slice = {.n = 5, .alliance_covered = true};
    double got[25];
    pairs_of_five(&slice, got);
    for (size_t p = 0; p < 25; p++)
        assert_true(got[p] == 0);
    slice.alliance_covered = false;
    pairs_of_five(&slice, got);
    for (size_t p = 0; p < 25; p++)
        assert_true(isnan(got[p]));
}

/* One member row of ATOP as role words. */
enum { FIELDS = 8, COLUMNS = 256 };
static const char *const field_names[FIELDS] = {"milcon", "milaid",  "intcom",   "base",
                                                "subord", "contrib", "orgpurp1", "orgpurp2"};

static size_t split(char *line, char *field[COLUMNS]) {
    size_t count = 0;
    for (char *text = strsep(&line, ",\r\n"); text != NULL && count < COLUMNS;
         text = strsep(&line, ",\r\n"))
        field[count++] = text;
    return count;
}

static size_t column_of(char *const *header, size_t count, const char *name) {
    size_t column = 0;
    while (column < count && strcmp(header[column], name) != 0)
        column++;
    assert_true(column < count);
    return column;
}

static int grade_row(char *const *field, const size_t *column) {
    char role[512] = "defense";
    for (size_t f = 0; f < FIELDS; f++) {
        if (field[column[f]][0] == '\0') continue; /* missing */
        size_t length = strlen(role);
        snprintf(role + length, sizeof role - length, " %s:%s", field_names[f], field[column[f]]);
    }
    return grade_of(role);
}

/* Grades of alliances known from their treaties. */
static int known_grade(const char *atopid, const char *phase) {
    if (strcmp(atopid, "4810") == 0) return 0; /* the Shanghai Five, 1996, 2001 */
    if (strcmp(atopid, "3200") == 0) return 0; /* China and the Soviet Union, 1950 */
    if (strcmp(atopid, "4980") == 0) return 0; /* China and Russia, 2001 */
    if (strcmp(atopid, "3285") == 0) return 2; /* Warsaw Pact: integrated command */
    if (strcmp(atopid, "3180") == 0) return phase[0] == '1' ? 1 : 2; /* NATO, bases from 1951 */
    return -1;
}

static void grades_atop_5_1(void **unused) {
    (void)unused;
    const char *path = shared_path("data/alliances/atop5_1m.csv");
    if (path == NULL) skip();
    static char first[8192];
    static char line[8192];
    char *header[COLUMNS];
    char *field[COLUMNS];
    size_t column[FIELDS];
    size_t grades[3] = {0};
    size_t known = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(first, sizeof first, file));
    size_t count = split(first, header);
    for (size_t f = 0; f < FIELDS; f++)
        column[f] = column_of(header, count, field_names[f]);
    size_t phase = column_of(header, count, "phase");
    while (fgets(line, sizeof line, file) != NULL) {
        assert_int_equal(split(line, field), count);
        int grade = grade_row(field, column);
        int want = known_grade(field[0], field[phase]);
        if (want >= 0) assert_int_equal(grade, want);
        known += want >= 0;
        grades[grade]++;
    }
    fclose(file);
    assert_int_equal(grades[0], 1466);
    assert_int_equal(grades[1], 741);
    assert_int_equal(grades[2], 303);
    assert_true(known >= 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_condition_gives_its_grade),
        cmocka_unit_test(fields_are_read_among_other_words),
        cmocka_unit_test(what_is_absent_or_no_code_is_missing),
        cmocka_unit_test(the_highest_alliance_counts_if_its_terms_share_a_day),
        cmocka_unit_test(is_zero_within_coverage_and_missing_outside),
        cmocka_unit_test(grades_atop_5_1),
    };
    return RUN_TESTS(tests);
}
