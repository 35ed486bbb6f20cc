/* SPDX-License-Identifier: Apache-2.0 */
/* Every name of a state in the official files is known. */
#include "support.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "entente/actor.h"

static ent_actors *actors;

static int make_registry(void **state) {
    (void)state;
    return ent_actors_new(&actors, NULL) == ENT_OK ? 0 : -1;
}

static int drop_registry(void **state) {
    (void)state;
    ent_actors_free(actors);
    return 0;
}

/* What the files name beside states of either system: territories, organisations, entities that
 * are in neither list, marks for unknown; and the two names that several states bear. */
static const char *const no_state[] = {
    "",
    "-9",
    "NA",
    "Aden",
    "American Samoa",
    "Antarctica",
    "Aruba",
    "Ascension Island",
    "Azores",
    "Baltic States",
    "Bermuda",
    "Biafra",
    "British Virgin Islands",
    "British West Indies",
    "Congo",
    "Diego Garcia",
    "Easter Island",
    "Eniwetok (J.T.F. 7",
    "Fiji and Tonga",
    "Gibraltar",
    "Greenland",
    "Guam",
    "Holy See",
    "Hong Kong",
    "Hong Kong SAR China",
    "Johnston Island",
    "Kashmir",
    "Katanga",
    "Korea",
    "Line Islands",
    "Mariana Islands",
    "Midway Islands",
    "NATO",
    "Netherlands Antilles",
    "New Caledonia",
    "Northern Cyprus",
    "Occupied Palestinian Territory",
    "Palestine",
    "Puerto Rico",
    "Sarawak",
    "St. Helena",
    "Total",
    "Turks and Caicos Islands",
    "US Virgin Islands",
    "Unknown recipient(s)",
    "Unknown supplier(s)",
    "Vatican City",
    "Wake Island",
    "Western Sahara",
};

static bool is_no_state(const char *text) {
    for (size_t i = 0; i < sizeof no_state / sizeof *no_state; i++)
        if (strcmp(no_state[i], text) == 0) return true;
    return strchr(text, '*') != NULL; /* SIPRI's mark for what is no state */
}

static void check(const char *text, ent_actor_ref *ref) {
    ent_error err = {0};
    ent_status status = ent_actor_find(actors, text, ref, &err);
    if (is_no_state(text))
        assert_int_not_equal(status, ENT_OK);
    else if (status != ENT_OK)
        fail_msg("%s", err.text);
}

static bool begins_and_ends(const char *text, const char *prefix, bool letters_follow) {
    size_t length = strlen(prefix);
    if (strncasecmp(text, prefix, length) != 0) return false;
    return letters_follow ? strlen(text) > length : text[length] == '\0';
}

/* Check all columns whose name is @p prefix, or, with @p several, begins with it. */
static void check_columns(const char *path, char delimiter, const char *header, const char *prefix,
                          bool several) {
    ent_csv_options options = {.delimiter = delimiter,
                               .ragged = true,
                               .encoding = ENT_CSV_UTF8_OR_LATIN1,
                               .header_begins = header};
    ent_csv *csv = NULL;
    ent_error err = {0};
    ent_actor_ref ref = {0};
    size_t checked = 0;
    assert_ok(ent_csv_open(&csv, path, NULL, 0, &options, &err), &err);
    for (;;) {
        bool more = false;
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        for (size_t i = 0; i < ent_csv_columns(csv); i++) {
            if (!begins_and_ends(ent_csv_column_name(csv, i), prefix, several)) continue;
            check(ent_csv_text(csv, (int)i), &ref);
            checked++;
        }
    }
    ent_csv_close(csv);
    assert_int_not_equal(checked, 0);
}

static void names_in_comma_separated_files_are_known(void **state) {
    (void)state;
    static const struct {
        const char *file, *column;
        bool several;
        char delimiter;
    } files[] = {
        {"data/exercises/mme_v7.csv", "State", true, ','},
        {"data/exercises/russia_joint_exercises_2009_2018.csv", "part", true, ','},
        {"data/events/icews_events_2018_sample.tab", "Source Country", false, '\t'},
        {"data/events/icews_events_2018_sample.tab", "Target Country", false, '\t'},
        {"data/deployments/troopdata-rebuild-country-year.csv", "countryname", false, ','},
        {"data/votes/IdealpointestimatesAll_Jul2023.csv", "Countryname", false, ','},
        {"data/states/cow_states.csv", "statenme", false, ','},
        {"data/states/gw_states.csv", "statename", false, ','},
        {"data/states/cow_capitals.csv", "statenme", false, ','},
        {"data/states/gw_capitals.csv", "statenme", false, ','},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = shared_path(files[i].file);
        if (path == NULL) skip();
        check_columns(path, files[i].delimiter, NULL, files[i].column, files[i].several);
    }
}

static void suppliers_and_recipients_of_arms_are_known(void **state) {
    (void)state;
    const char *folder = shared_path("data/arms/sipri_tiv_exports");
    if (folder == NULL) skip();
    char pattern[1200];
    glob_t found = {0};
    snprintf(pattern, sizeof pattern, "%s/*.csv", folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_int_equal(found.gl_pathc, 134);
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_columns(found.gl_pathv[i], ',', "", "", false);
    globfree(&found);
}

static bool intersect(const ent_actor_ref *a, const ent_actor_ref *b) {
    for (int i = 0; i < a->count; i++)
        for (int j = 0; j < b->count; j++)
            if (a->actor[i] == b->actor[j]) return true;
    return false;
}

static void two_letter_codes_and_names_of_voters_agree(void **state) {
    (void)state;
    const char *path = shared_path("data/votes/un_votes_1946_2019.csv.gz");
    if (path == NULL) skip();
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = true;
    int column[2] = {0};
    ent_actor_ref code = {0};
    ent_actor_ref name = {0};
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    assert_ok(ent_csv_require_all(csv, (const char *const[]){"country_code", "country", NULL},
                                  column, &err),
              &err);
    for (;;) {
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        const char *letters = ent_csv_text(csv, column[0]);
        check(ent_csv_text(csv, column[1]), &name);
        char told[32];
        if (letters[0] == '\0') continue; /* the Yemen Arab Republic, West Germany, Zanzibar */
        snprintf(told, sizeof told, "iso2:%s", letters); /* NA is Namibia here */
        check(told, &code);
        if (!intersect(&code, &name))
            fail_msg("%s is not %s", letters, ent_csv_text(csv, column[1]));
    }
    ent_csv_close(csv);
}

/* Every abbreviation of a system's list, written "cow:USA" or "gw:USA", is its state. */
static void check_abbreviations(const char *path, const char *code_column, const char *prefix) {
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = true;
    int column[2] = {0};
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    assert_ok(ent_csv_require_all(csv, (const char *const[]){"stateabb", code_column, NULL}, column,
                                  &err),
              &err);
    for (;;) {
        ent_actor_ref by_letters = {0};
        ent_actor_ref by_number = {0};
        char text[64];
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        snprintf(text, sizeof text, "%s:%s", prefix, ent_csv_text(csv, column[0]));
        assert_ok(ent_actor_find(actors, text, &by_letters, &err), &err);
        snprintf(text, sizeof text, "%s:%s", prefix, ent_csv_text(csv, column[1]));
        assert_ok(ent_actor_find(actors, text, &by_number, &err), &err);
        assert_int_equal(by_letters.count, by_number.count);
        assert_memory_equal(by_letters.actor, by_number.actor, sizeof by_letters.actor);
    }
    ent_csv_close(csv);
}

static void abbreviations_of_both_systems_are_known(void **state) {
    (void)state;
    const char *cow = shared_path("data/states/cow_states.csv");
    const char *gw = shared_path("data/states/gw_states.csv");
    if (cow == NULL || gw == NULL) skip();
    check_abbreviations(cow, "ccode", "cow");
    check_abbreviations(gw, "gwcode", "gw");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_in_comma_separated_files_are_known),
        cmocka_unit_test(suppliers_and_recipients_of_arms_are_known),
        cmocka_unit_test(two_letter_codes_and_names_of_voters_agree),
        cmocka_unit_test(abbreviations_of_both_systems_are_known),
    };
    return cmocka_run_group_tests(tests, make_registry, drop_registry);
}
