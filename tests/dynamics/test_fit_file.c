/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "dynamics/support_model.h"

static void a_fit_reads_back_as_it_was(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    ent_saom_fit *fit = fit_of(setup);
    char *json = NULL;
    ent_saom_saved *saved = NULL;
    size_t matched = 0;
    ent_error err = {0};
    assert_ok(ent_saom_fit_json(setup, fit, "{\"more\": 1}", &json, &err), &err);
    assert_non_null(strstr(json, "\"more\": 1"));
    assert_ok(ent_saom_saved_read(&saved, write_text("fit.json", json), &err), &err);
    assert_true(saved->fingerprint == setup->fingerprint);
    assert_string_equal(saved->text, setup->text);
    assert_int_equal(saved->count, fit->parameters);
    for (size_t k = 0; k < fit->parameters; k++) {
        assert_true(saved->estimate[k] == fit->estimate[k]);
        for (size_t l = 0; l < fit->parameters; l++)
            assert_true(saved->fit->covariance[k * fit->parameters + l] ==
                        fit->covariance[k * fit->parameters + l]);
    }
    assert_ok(ent_saom_saved_apply(saved, setup->model, &matched, &err), &err);
    assert_int_equal(matched, fit->parameters);
    size_t recip = parameter_named(setup->model, "recip");
    assert_true(ent_saom_parameter_at(setup->model, recip).value == fit->estimate[recip]);
    free(json);
    ent_saom_saved_free(saved);
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

static void what_is_no_fit_is_named(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "x",
                                        "[]",
                                        "{\"kind\": \"other\"}",
                                        "{\"kind\": \"entente fit\"}",
                                        "{\"kind\": \"entente fit\", \"parameters\": [1]}",
                                        "{\"kind\": \"entente fit\", \"parameters\": [{\"variable\""
                                        ": \"a\", \"label\": \"b\", \"estimate\": 1}]}",
                                        NULL};
    for (size_t k = 0; texts[k] != NULL; k++) {
        ent_saom_saved *saved = NULL;
        ent_error err = {0};
        ent_status status = ent_saom_saved_read(&saved, write_text("bad.json", texts[k]), &err);
        assert_error(status, ENT_ERR_FORMAT, &err, "bad.json");
        assert_null(saved);
    }
    ent_saom_saved *saved = NULL;
    ent_error err = {0};
    assert_error(ent_saom_saved_read(&saved, "/nosuch", &err), ENT_ERR_IO, &err, "cannot open");
}

static void tables_hold_estimates_seed_data_and_version(void **state) {
    (void)state;
    ent_saom_setup *setup = small_model();
    ent_saom_fit *fit = fit_of(setup);
    const ent_saom_format form[] = {ENT_SAOM_TEXT, ENT_SAOM_JSON, ENT_SAOM_LATEX, ENT_SAOM_MARKDOWN,
                                    ENT_SAOM_CSV};
    char fingerprint[32];
    snprintf(fingerprint, sizeof fingerprint, "%016llx", (unsigned long long)setup->fingerprint);
    for (size_t f = 0; f < 5; f++) {
        char *text = NULL;
        ent_error err = {0};
        assert_ok(ent_saom_fit_table(setup, fit, form[f], &text, &err), &err);
        assert_non_null(strstr(text, "recip"));
        assert_non_null(strstr(text, "simX x"));
        assert_non_null(strstr(text, fingerprint));
        assert_non_null(strstr(text, ent_version()));
        assert_null(strstr(text, "nan"));
        free(text);
    }
    ent_saom_fit_free(fit);
    ent_saom_setup_free(setup);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fit_reads_back_as_it_was), cmocka_unit_test(what_is_no_fit_is_named),
        cmocka_unit_test(tables_hold_estimates_seed_data_and_version)};
    return RUN_TESTS(tests);
}
