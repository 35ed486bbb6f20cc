/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/support_model.h"

#include <math.h>

#define EFFECTS "[effects net]\ndensity =\n"

static void a_model_file_says_everything(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_setup *setup =
        read_model(SMALL_DATA SMALL_X
                   "[effects net]\ndensity = start -1.5\nrecip = endowment\nsimX x = test\n"
                   "egoX x =\negoX x * density = fixed 0.5\noutRate = rate\n"
                   "[algorithm]\nseed = 9\nconditional = no\nn3 = 50\nsubphases = 3\ngain = 0.1\n"
                   "restarts = 0\nthreads = 2\n");
    const ent_saom_model *model = setup->model;
    assert_int_equal(ent_saom_actors(setup->data[0]), SMALL_N);
    assert_int_equal(ent_saom_periods(model), 2);
    assert_int_equal(ent_saom_parameter_count(model), 8);
    assert_true(ent_saom_parameter_at(model, parameter_named(model, "density")).value == -1.5);
    assert_int_equal(
        ent_saom_parameter_at(model, parameter_named(model, "recip (endowment)")).function,
        ENT_ENDOWMENT);
    assert_true(ent_saom_parameter_at(model, parameter_named(model, "simX x")).test);
    ent_saom_parameter product =
        ent_saom_parameter_at(model, parameter_named(model, "egoX x * density"));
    assert_true(product.fixed && product.value == 0.5);
    parameter_named(model, "outRate (rate)");
    assert_int_equal(setup->options.seed, 9);
    assert_false(setup->options.conditional);
    assert_int_equal(setup->options.n3, 50);
    assert_int_equal(setup->options.subphases, 3);
    assert_true(setup->options.gain == 0.1);
    assert_true(setup->options.rounds < 0);
    assert_int_equal(setup->options.threads, 2);
    ent_saom_setup_free(setup);
}

static void one_network_is_conditional_by_default(void **state) {
    (void)state;
    write_small_data(true);
    ent_saom_setup *setup = read_model(SMALL_DATA EFFECTS);
    assert_true(setup->options.conditional);
    assert_int_equal(setup->options.seed, 1);
    ent_saom_setup_free(setup);
}

/* 238, 160, 225 and 72 by the reference; a sum of thirds rounds. */
static void s50_has_the_reference_targets(void **state) {
    (void)state;
    const char *path = shared_path("reference/saom/s50/s501.txt");
    if (path == NULL) skip();
    char text[2048];
    double target[8];
    const double want[] = {238, 160, 225, 72};
    ent_error err = {0};
    snprintf(text, sizeof text,
             "[data]\nwaves = 1 2 3\n[network net]\nfiles = %.*s{wave}.txt\n[effects net]\n"
             "density =\nrecip =\ntransTrip =\ncycle3 =\n",
             (int)(strlen(path) - 5), path);
    ent_saom_setup *setup = read_model(text);
    assert_ok(ent_saom_targets(setup->model, target, &err), &err);
    for (size_t k = 0; k < 4; k++)
        assert_true(fabs(target[2 + k] - want[k]) < 1e-12 * want[k]);
    ent_saom_setup_free(setup);
}

static void matrices_and_edge_lists_are_the_same_data(void **state) {
    (void)state;
    write_text("m1.txt", "0 1 0\n0 0 0\n0 0 0\n");
    write_text("m2.txt", "0 1 0\n0 0 1\n0 0 0\n");
    write_text("edges.csv", "from,to,wave\n1,2,1\n1,2,2\n2,3,2\n");
    ent_saom_setup *matrix =
        read_model("[data]\nwaves = 1 2\n[network net]\nfiles = m1.txt m2.txt\n" EFFECTS);
    ent_saom_setup *edges =
        read_model("[data]\nwaves = 1 2\nactors = 3\n[network net]\nfiles = edges.csv\n"
                   "format = edges\n" EFFECTS);
    assert_true(matrix->fingerprint == edges->fingerprint);
    ent_saom_setup_free(matrix);
    ent_saom_setup_free(edges);
}

/* The same numbers as a matrix and as a list, with a column of waves and without. */
static void dyads_are_matrices_or_lists(void **state) {
    (void)state;
    static const char data[] = "[data]\nwaves = 1 2\nactors = 3\n[network net]\n"
                               "files = net{wave}.txt\n[dyadic w]\n";
    static const char *const form[] = {
        "files = w.txt\n", "files = w.csv\nformat = edges\ndirected = no\n",
        "files = w1.txt w2.txt\n", "files = waves.csv\nformat = edges\n"};
    uint64_t fingerprint[4];
    write_text("net1.txt", "0 1 0\n0 0 0\n0 0 0\n");
    write_text("net2.txt", "0 1 0\n0 0 1\n0 0 0\n");
    write_text("w.txt", "0 2 0\n2 0 0\n0 0 0\n");
    write_text("w.csv", "from,to,value\n1,2,2\n");
    write_text("w1.txt", "0 2 0\n0 0 0\n0 0 0\n");
    write_text("w2.txt", "0 0 3\n0 0 0\n0 0 0\n");
    write_text("waves.csv", "from,to,value,wave\n1,2,2,1\n1,3,3,2\n");
    for (size_t k = 0; k < 4; k++) {
        char text[512];
        snprintf(text, sizeof text, "%s%s%sX w =\n", data, form[k], EFFECTS);
        ent_saom_setup *setup = read_model(text);
        fingerprint[k] = setup->fingerprint;
        ent_saom_setup_free(setup);
    }
    assert_true(fingerprint[0] == fingerprint[1] && fingerprint[2] == fingerprint[3]);
    assert_true(fingerprint[0] != fingerprint[2]);
    assert_refused("[data]\nwaves = 1 2\nactors = 3\n[network net]\nfiles = net{wave}.txt\n"
                   "[dyadic w]\nfiles = w.txt\ndirected = no\n" EFFECTS,
                   "directed goes with format = edges");
}

static void waves_may_be_a_range(void **state) {
    (void)state;
    write_text("edges.csv", "from,to,wave\n1,2,1980\n2,3,1985\n1,3,1990\n");
    ent_saom_setup *setup =
        read_model("[data]\nwaves = 1980-1990/5\nactors = 3\n[network net]\nfiles = edges.csv\n"
                   "format = edges\n" EFFECTS);
    assert_int_equal(setup->waves, 3);
    assert_string_equal(setup->wave[2], "1990");
    ent_saom_setup_free(setup);
}

static void groups_share_parameters(void **state) {
    (void)state;
    write_text("a1.txt", "0 1 0\n0 0 0\n0 0 0\n");
    write_text("a2.txt", "0 1 0\n0 0 1\n0 0 0\n");
    write_text("b1.txt", "0 1\n0 0\n");
    write_text("b2.txt", "0 1\n1 0\n");
    ent_saom_setup *setup = read_model("[data]\nwaves = 1 2\ngroups = a b\n[network net]\n"
                                       "files = {group}{wave}.txt\n" EFFECTS);
    assert_int_equal(setup->groups, 2);
    assert_int_equal(ent_saom_actors(setup->data[1]), 2);
    assert_int_equal(ent_saom_periods(setup->model), 2);
    ent_saom_setup_free(setup);
}

static void behaviour_and_tables_by_actor_are_read(void **state) {
    (void)state;
    write_small_data(true);
    write_text("b.csv", "1,2,2\n1,1,1\n2,2,3\n1,1,1\n1,2,1\n1,1,1\n3,3,3\n1,1,1\n1,1,1\n2,2,2\n"
                        "1,1,1\n1,1,NA\n");
    write_text("t.csv", "actor,gdp\n3,7\n1,5\n");
    ent_saom_setup *setup = read_model(
        SMALL_DATA "[behaviour b]\nfile = b.csv\n[covariate g]\nfile = t.csv\ncolumns = gdp\n"
                   "[effects net]\ndensity =\negoX b =\naltX g =\n[effects b]\nlinear =\n"
                   "avAlt net =\n");
    assert_false(setup->options.conditional);
    assert_int_equal(ent_saom_parameter_count(setup->model), 9);
    ent_saom_setup_free(setup);
}

static void presence_is_in_waves_or_dates(void **state) {
    (void)state;
    write_small_data(true);
    write_text("p.csv", "1,1.5,3\n2,1,2\n");
    write_text("d.csv", "1,2001-07-02,2003-01-01\n");
    ent_saom_setup *setup = read_model("[data]\nwaves = 1 2 3\npresence = p.csv\n[network net]\n"
                                       "files = small{wave}.txt\n" EFFECTS);
    assert_false(setup->options.conditional);
    ent_saom_setup_free(setup);
    setup = read_model("[data]\nwaves = 1 2 3\ndates = 2001-01-01 2002-01-01 2003-01-01\n"
                       "presence = d.csv\n[network net]\nfiles = small{wave}.txt\n" EFFECTS);
    ent_saom_setup_free(setup);
    write_text("p.csv", "1,0.5,3\n");
    assert_refused("[data]\nwaves = 1 2 3\npresence = p.csv\n[network net]\n"
                   "files = small{wave}.txt\n" EFFECTS,
                   "model.ini:3: presence: ");
}

static void errors_name_line_and_key(void **state) {
    (void)state;
    write_small_data(true);
    assert_refused("[data]\nwawes = 1 2\n", "model.ini:2: no key 'wawes' here; nearest: waves");
    assert_refused("[date]\nwaves = 1 2\n", "model.ini:2: no section 'date'");
    assert_refused("[network]\nfiles = x\n", "expected a name: [network NAME]");
    assert_refused("[network a.b]\nfiles = x\n", "letters, digits and _");
    assert_refused("[effects n]\ndensity =\n", "expected waves =");
    assert_refused("[data]\nwaves = 1\n" EFFECTS, "model.ini:2: waves: expected two waves");
    assert_refused(SMALL_DATA "directed = maybe\n" EFFECTS, "model.ini:5: directed: expected yes");
    assert_refused(SMALL_DATA "format = xml\n" EFFECTS, "expected matrix or edges");
    assert_refused(SMALL_DATA "type = 2\n" EFFECTS, "model.ini:5: type: net: expected model type");
    assert_refused(SMALL_DATA, "expected [effects NAME]");
    assert_refused(SMALL_DATA "[effects net]\ndensty =\n",
                   "model.ini:6: densty: no network effect densty; nearest: density");
    assert_refused(SMALL_DATA "[effects nat]\ndensity =\n", "model.ini:6: density: no dependent");
    assert_refused(SMALL_DATA "[effects net]\nsimX y =\n", "model.ini:6: simX y: ");
    assert_refused(SMALL_DATA "[effects net]\nrecip = creaton\n", "nearest: creation");
    assert_refused(SMALL_DATA "[effects net]\nrecip = start\n", "expected a number after start");
    assert_refused(SMALL_DATA "[effects net]\ndensity * recip =\n", "is not among the effects");
    assert_refused(SMALL_DATA "[effects net]\ndensity =\ndensity =\n", "in the model twice");
    assert_refused(SMALL_DATA EFFECTS "[algorithm]\nn3 = 2\n",
                   "model.ini:8: n3: expected a whole number from 10 to 1000000, found '2'");
    assert_refused(SMALL_DATA EFFECTS "[algorithm]\ngain = -1\n", "gain: expected a number above");
    assert_refused("[data]\nwaves = 1 2\nactors = system:cow\n" EFFECTS,
                   "model.ini:3: actors: there is no store");
}

#define TWO "[data]\nwaves = 1 2\n[network net]\nfiles = w{wave}.txt\n"

static void bad_data_are_named(void **state) {
    (void)state;
    write_text("w1.txt", "0 1 0\n0 0 0\n0 0 0\n");
    write_text("w2.txt", "0 1\n0 0\n");
    assert_refused(TWO EFFECTS, "model.ini:4: files: ");
    assert_refused(TWO EFFECTS, "w2.txt:1: expected 3 columns, one an actor, found 2");
    write_text("w2.txt", "0 1 0\n0 0 1\n");
    assert_refused(TWO EFFECTS, "expected a square matrix of 3 rows, found 2");
    write_text("w2.txt", "0 1 0\n0 0 1\n0 0 0\n");
    assert_refused(TWO "directed = no\n" EFFECTS,
                   "wave 1, from 1 to 2: not directed, but the other direction differs");
    write_text("w2.txt", "0 1 0\n0 0 0\n0 0 0\n");
    assert_refused(TWO EFFECTS, "model.ini: net: nothing changes between waves 1 and 2");
    write_text("w2.txt", "0 0 1\n1 0 1\n1 1 0\n");
    assert_refused(TWO EFFECTS, "everything changes between waves 1 and 2");
    write_text("w2.txt", "0 12 1\n1 0 1\n1 1 0\n");
    assert_refused(TWO EFFECTS, "w2.txt:1: column 2: expected 0, 1, 10 or 11");
    remove(scratch_path("w2.txt"));
    assert_refused(TWO EFFECTS, "w2.txt: cannot open");
    assert_refused("[data]\nwaves = 1 2\nactors = 100001\n[network net]\nfiles = e\n" EFFECTS,
                   "model.ini:3: actors: expected 2 to 100000 actors, found 100001");
    write_small_data(true);
    assert_refused("[data]\nwaves = 1 2\n[network net]\nfiles = small1.txt\n" EFFECTS,
                   "expected one file with {wave} in its name, or 2 files, found 1");
    write_text("c.txt", "1\n2\n");
    assert_refused(SMALL_DATA "[covariate c]\nfile = c.txt\n" EFFECTS, "model.ini:6: file: ");
    assert_refused(SMALL_DATA "[covariate c]\nfile = c.txt\n" EFFECTS,
                   "c.txt: expected 12 rows, one an actor, found 2");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_model_file_says_everything),
                                       cmocka_unit_test(one_network_is_conditional_by_default),
                                       cmocka_unit_test(s50_has_the_reference_targets),
                                       cmocka_unit_test(matrices_and_edge_lists_are_the_same_data),
                                       cmocka_unit_test(dyads_are_matrices_or_lists),
                                       cmocka_unit_test(waves_may_be_a_range),
                                       cmocka_unit_test(groups_share_parameters),
                                       cmocka_unit_test(behaviour_and_tables_by_actor_are_read),
                                       cmocka_unit_test(presence_is_in_waves_or_dates),
                                       cmocka_unit_test(errors_name_line_and_key),
                                       cmocka_unit_test(bad_data_are_named)};
    return RUN_TESTS(tests);
}
