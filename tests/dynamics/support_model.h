/* SPDX-License-Identifier: Apache-2.0 */
/* A small model for tests of what is built on the engine: twelve actors, three waves, made up. */
#ifndef ENTENTE_TESTS_SUPPORT_MODEL_H
#define ENTENTE_TESTS_SUPPORT_MODEL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "entente/fit.h"
#include "support.h"

enum { SMALL_N = 12, SMALL_WAVES = 3 };

static inline const char *write_text(const char *name, const char *text) {
    return scratch_file(name, text, strlen(text));
}

/* Waves that change little by little: small1.txt … small3.txt; x.txt holds a covariate. */
static inline void write_small_data(bool directed) {
    bool tie[SMALL_N][SMALL_N] = {{false}};
    ent_random random = ent_random_stream(7, 1, 2, 3);
    for (int w = 1; w <= SMALL_WAVES; w++) {
        char text[SMALL_N * (2 * SMALL_N + 1) + 1];
        char name[32];
        size_t used = 0;
        for (int k = 0; k < (w == 1 ? 30 : 12); k++) {
            uint32_t i = ent_random_below(&random, SMALL_N);
            uint32_t j = ent_random_below(&random, SMALL_N);
            if (i == j) continue;
            tie[i][j] = !tie[i][j];
            if (!directed) tie[j][i] = tie[i][j];
        }
        for (size_t i = 0; i < SMALL_N; i++) {
            for (size_t j = 0; j < SMALL_N; j++) {
                text[used++] = tie[i][j] ? '1' : '0';
                text[used++] = ' ';
            }
            text[used - 1] = '\n';
        }
        text[used] = '\0';
        snprintf(name, sizeof name, "small%d.txt", w);
        write_text(name, text);
    }
    write_text("x.txt", "1\n2\n3\n1\n2\n3\n1\n2\n3\n1\n2\n5\n");
}

static inline ent_saom_setup *read_model_with(const char *text, ent_saom_change *changes,
                                              size_t count) {
    ent_saom_setup *setup = NULL;
    ent_error err = {0};
    ent_saom_input input = {.path = "model.ini",
                            .text = text,
                            .size = strlen(text),
                            .folder = scratch_folder(),
                            .changes = changes,
                            .change_count = count};
    assert_ok(ent_saom_setup_read(&setup, &input, &err), &err);
    return setup;
}

static inline ent_saom_setup *read_model(const char *text) {
    return read_model_with(text, NULL, 0);
}

/* Assert that the text is refused with a message that holds @p part. */
static inline void assert_refused(const char *text, const char *part) {
    ent_saom_setup *setup = NULL;
    ent_error err = {0};
    ent_saom_input input = {
        .path = "model.ini", .text = text, .size = strlen(text), .folder = scratch_folder()};
    ent_status status = ent_saom_setup_read(&setup, &input, &err);
    if (status == ENT_OK || strstr(err.text, part) == NULL)
        fail_msg("expected '%s', found '%s'", part, err.text);
    assert_null(setup);
}

#define SMALL_DATA "[data]\nwaves = 1 2 3\n[network net]\nfiles = small{wave}.txt\n"
#define SMALL_X "[covariate x]\nfile = x.txt\n"
#define SMALL_ALGORITHM "[algorithm]\nseed = 3\nn3 = 200\nthreads = 1\n"

static inline ent_saom_setup *small_model(void) {
    write_small_data(true);
    return read_model(SMALL_DATA SMALL_X "[effects net]\ndensity =\nrecip =\nsimX x = test\n"
                                         "transTrip = fixed 0\n" SMALL_ALGORITHM);
}

static inline ent_saom_fit *fit_of(const ent_saom_setup *setup) {
    ent_saom_fit *fit = NULL;
    ent_error err = {0};
    assert_ok(ent_saom_estimate(setup->model, &setup->options, &fit, &err), &err);
    return fit;
}

/* The place of a parameter by its label. */
static inline size_t parameter_named(const ent_saom_model *model, const char *label) {
    for (size_t k = 0; k < ent_saom_parameter_count(model); k++) {
        char own[ENT_SAOM_PARAMETER_LABEL];
        ent_saom_label(model, k, own);
        if (strcmp(own, label) == 0) return k;
    }
    fail_msg("no parameter %s", label);
    return 0;
}

#endif
