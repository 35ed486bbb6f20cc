/* SPDX-License-Identifier: Apache-2.0 */
/* A small model as files, for the tests of the commands on models. */
#ifndef ENTENTE_TESTS_SUPPORT_SAOM_H
#define ENTENTE_TESTS_SUPPORT_SAOM_H

#include "cli/support_program.h"
#include "dynamics/support_model.h"

/* Path of the model file, in the scratch folder with its data. */
static inline const char *small_model_file(void) {
    write_small_data(true);
    return write_text("model.ini", SMALL_DATA SMALL_X
                      "[effects net]\ndensity =\nrecip =\nsimX x = test\n" SMALL_ALGORITHM);
}

/* A command on a file of the scratch folder: "%s" in @p pattern is the folder. */
static inline const char *in_scratch(const char *pattern) {
    static char command[4][1024];
    static unsigned next;
    char *own = command[next++ % 4];
    size_t used = 0;
    for (const char *c = pattern; *c != '\0' && used + 600 < sizeof command[0]; c++)
        if (*c == '@')
            used += (size_t)snprintf(own + used, sizeof command[0] - used, "%s/", scratch_folder());
        else
            own[used++] = *c;
    own[used] = '\0';
    return own;
}

/* A fit of it, made once. */
static inline const char *small_fit_file(void) {
    static char path[512];
    if (path[0] != '\0') return path;
    small_model_file();
    free(assert_done(in_scratch("fit @model.ini -o @small.json")));
    snprintf(path, sizeof path, "%s/small.json", scratch_folder());
    return path;
}

static inline json_t *parse_json(const char *text) {
    json_error_t problem;
    json_t *root = json_loads(text, 0, &problem);
    if (root == NULL) fail_msg("%d: %s", problem.line, problem.text);
    return root;
}

#endif
