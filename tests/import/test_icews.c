/* SPDX-License-Identifier: Apache-2.0 */
#include "import/support_figures.h"

#define HEADER                                                                                     \
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"  \
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher" \
    "\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
#define EVENT(id, date, from, code, intensity, to)                                                 \
    id "\t" date "\tArmy (" from ")\tMilitary\t" from "\tConsult\t" code "\t" intensity            \
       "\tNavy (" to ")\tNA\t" to "\t77\t2\tTASS\tMinsk\tNA\tNA\tBelarus\t53.9\t27.5\n"

struct event {
    int count;
    ent_date date;
    double magnitude;
    ent_actor actor[2];
    char text[600], role[32];
};

static ent_status keep_event(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    struct event *event = context;
    event->count++;
    event->date = row->first;
    event->magnitude = row->magnitude;
    assert_int_equal(row->participant_count, 2);
    event->actor[0] = row->participants[0].actor;
    event->actor[1] = row->participants[1].actor;
    snprintf(event->role, sizeof event->role, "%s %s", row->participants[0].role,
             row->participants[1].role);
    snprintf(event->text, sizeof event->text, "%s|%s|%s|%s|%s", row->ref, row->category, row->unit,
             row->title, row->detail);
    return ENT_OK;
}

static struct event events_of(ent_store *store, ent_actor a, ent_actor b) {
    ent_error err = {0};
    struct event event = {0};
    assert_ok(ent_store_evidence(store, ENT_EVENT, a, b, 1900, 2100, keep_event, &event, &err),
              &err);
    return event;
}

static void an_event_keeps_its_code_intensity_and_parties(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("event.db");
    assert_ok(
        import_text(store, "icews",
                    HEADER EVENT("5", "2018-06-01", "Russian Federation", "040", "1.5", "Belarus"),
                    NULL, NULL, &err),
        &err);
    struct event event = events_of(store, 365, 370);
    assert_int_equal(event.count, 1);
    assert_int_equal(event.date.day, 1);
    assert_true(event.magnitude == 1.5);
    assert_int_equal(event.actor[0], 365);
    assert_string_equal(event.role, "source target");
    assert_string_equal(
        event.text,
        "5|040|Goldstein|Consult: Army (Russian Federation) to Navy (Belarus)|"
        "{\"city\":\"Minsk\",\"country\":\"Belarus\",\"publisher\":\"TASS\",\"sentence\":\"2\","
        "\"source\":\"Army (Russian Federation)\",\"source_sectors\":\"Military\",\"story\":\"77\","
        "\"target\":\"Navy (Belarus)\"}");
    ent_store_close(store);
}

static void quotation_marks_are_ordinary_characters(void **state) {
    (void)state;
    ent_error err = {0};
    ent_store *store = fresh_store("quote.db");
    assert_ok(import_text(store, "icews",
                          HEADER "5\t2018-06-01\t\"Army\tMilitary\tRussia\tSay \"no\"\t010\tNA\tX\t"
                                 "NA\tChina\t7\t2\tP\tC\tD\tP\tC\t0\t0\n",
                          NULL, NULL, &err),
              &err);
    struct event event = events_of(store, 365, 710);
    assert_int_equal(event.count, 1);
    assert_true(ent_is_missing(event.magnitude));
    assert_non_null(strstr(event.text, "|Say \"no\": \"Army to X|"));
    ent_store_close(store);
}

static void only_events_between_two_states_are_kept(void **state) {
    (void)state;
    ent_error err = {0};
    ent_import_result result = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    ent_store *store = fresh_store("pairs.db");
    assert_ok(import_text(store, "icews",
                          HEADER EVENT("1", "2018-06-01", "China", "010", "0", "China")
                              EVENT("2", "2018-06-01", "NA", "010", "0", "China")
                                  EVENT("3", "2018-06-01", "China", "010", "0", "Hong Kong")
                                      EVENT("4", "2018-06-01", "Congo", "010", "0",
                                            "Democratic Republic of Congo"),
                          &options, &result, &err),
              &err);
    assert_int_equal(result.rows, 1);
    assert_int_equal(events_of(store, 484, 490).count, 1);
    assert_non_null(strstr(notices.text, "3 events that are not between two different states"));
    ent_store_close(store);
}

static void a_year_is_covered_when_all_its_months_have_events(void **state) {
    (void)state;
    char text[20000] = HEADER;
    ent_error err = {0};
    struct notices notices = {""};
    ent_import_options options = {.on_notice = notices_keep, .context = &notices};
    for (int month = 1; month <= 13; month++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used,
                 "%d\t%d-%02d-03\tA\tNA\tChina\tSay\t010\t0\tB\tNA\tIndia\t1\t1\tP\tC\tD\tP\tC\t0"
                 "\t0\n",
                 month, month == 13 ? 2018 : 2017, month == 13 ? 1 : month);
    }
    ent_store *store = fresh_store("coverage.db");
    assert_ok(import_text(store, "icews", text, &options, NULL, &err), &err);
    assert_string_equal(coverage_of(store, ENT_EVENT).text, "2017-2017 all");
    assert_non_null(strstr(notices.text, "some months only: 1 (not covered)"));
    ent_store_close(store);
}

static void bad_rows_are_named(void **state) {
    (void)state;
    static const struct refusal cases[] = {
        {HEADER EVENT("1", "2018-06", "China", "010", "0", "India"),
         "input.csv:2: column 'Event Date': expected a day, YYYY-MM-DD, found '2018-06'"},
        {HEADER EVENT("1", "June", "China", "010", "0", "India"), "column 'Event Date': expected"},
        {HEADER EVENT("1", "2018-06-01", "China", "x", "0", "India"),
         "column 'CAMEO Code': expected a CAMEO code"},
        {HEADER EVENT("1", "2018-06-01", "China", "010", "high", "India"),
         "column 'Intensity': expected a number"},
        {HEADER EVENT("1", "2018-06-01", "China", "010", "0", "Atlantis"),
         "column 'Target Country': expected the name of a state, found 'Atlantis'"},
        {"Event ID,Event Date\n1,2018-06-01\n", "fields must be separated by tabs"},
        {HEADER "1\t2018-06-01\tChina\n", "input.csv:2: expected 20 fields, found 3"},
    };
    assert_refused("icews", cases, sizeof cases / sizeof cases[0]);
}

static void the_official_sample_is_read_whole(void **state) {
    (void)state;
    const char *path = shared_path("data/events/icews_events_2018_sample.tab");
    if (path == NULL) skip();
    ent_error err = {0};
    ent_import_result result = {0};
    ent_store *store = fresh_store("official.db");
    ent_input input = {path, NULL, 0};
    assert_ok(ent_import(store, "icews", &input, 1, NULL, &result, &err), &err);
    assert_int_equal(result.rows, 1673);
    assert_int_equal(events_of(store, 0, 0).count, 1673);
    assert_int_equal(events_of(store, 771, 816).count, 2);
    assert_string_equal(coverage_of(store, ENT_EVENT).text, "");
    ent_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_keeps_its_code_intensity_and_parties),
        cmocka_unit_test(quotation_marks_are_ordinary_characters),
        cmocka_unit_test(only_events_between_two_states_are_kept),
        cmocka_unit_test(a_year_is_covered_when_all_its_months_have_events),
        cmocka_unit_test(bad_rows_are_named),
        cmocka_unit_test(the_official_sample_is_read_whole),
    };
    return RUN_TESTS(tests);
}
