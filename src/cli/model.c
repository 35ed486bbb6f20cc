/* SPDX-License-Identifier: Apache-2.0 */
/* Opening models and fits, for the commands on them. */
#include "cli/model.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "entente/network.h"
#include "panel/output.h"

static bool ends_in_json(const char *path) {
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

/* Whether the text of a model file names a store. */
static bool wants_store(const char *text) {
    if (text != NULL && strstr(text, "system:") != NULL) return true;
    for (const char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += strspn(line, "\n \t");
        if (strncmp(line, "store", 5) == 0) return true;
    }
    return false;
}

static ent_status open_store(cli_model *model, const cli_common *common, ent_error *err) {
    if (model->source != NULL) return ENT_OK;
    ent_status status = cli_open(common, &model->store, &model->actors, err);
    if (status == ENT_OK)
        status = ent_network_source_new(&model->source, model->store, model->actors, err);
    if (status == ENT_OK) model->supplier = ent_network_source_supplier(model->source);
    return status;
}

/* Text of a file of at most 2 MiB, to see whether it names a store; NULL when it cannot be read:
 * reading the model will say why. */
static char *peek(const char *path) {
    enum { MOST = 1 << 21 };
    FILE *file = fopen(path, "rb");
    char *text = file != NULL ? calloc(1, MOST + 1) : NULL;
    if (text != NULL) text[fread(text, 1, MOST, file)] = '\0';
    if (file != NULL) fclose(file);
    return text;
}

static ent_saom_input input_of(const cli_model *model, const char *path) {
    ent_saom_input input = {.path = path,
                            .supplier = model->source != NULL ? &model->supplier : NULL};
    if (model->saved == NULL) return input;
    input.path = model->saved->path;
    input.text = model->saved->text;
    input.size = strlen(model->saved->text);
    input.folder = model->saved->folder;
    return input;
}

static ent_status check_saved(const cli_model *model, const char *path, ent_error *err) {
    size_t matched = 0;
    ent_status status = ent_saom_saved_apply(model->saved, model->setup->model, &matched, err);
    if (status != ENT_OK) return status;
    if (model->saved->fingerprint != model->setup->fingerprint)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s: the data of %s have changed since this fit: estimate anew", path,
                        model->saved->path);
    if (matched != ent_saom_parameter_count(model->setup->model))
        return ent_fail(err, ENT_ERR_FORMAT, "%s: parameters do not match the model in it", path);
    model->setup->options.seed = model->saved->options.seed;
    model->setup->options.conditional = model->saved->options.conditional;
    return ENT_OK;
}

ent_status cli_model_open(cli_model *model, const cli_common *common, const char *path,
                          ent_error *err) {
    *model = (cli_model){0};
    ent_status status = ENT_OK;
    if (ends_in_json(path)) status = ent_saom_saved_read(&model->saved, path, err);
    char *text = model->saved == NULL ? peek(path) : NULL;
    if (status == ENT_OK && wants_store(model->saved != NULL ? model->saved->text : text))
        status = open_store(model, common, err);
    free(text);
    if (status != ENT_OK) return status;
    ent_saom_input input = input_of(model, path);
    status = cli_model_failure(ent_saom_setup_read(&model->setup, &input, err), err);
    if (status == ENT_OK && model->saved != NULL) status = check_saved(model, path, err);
    return status;
}

ent_status cli_model_changed(const cli_model *model, ent_saom_change *changes, size_t count,
                             ent_saom_setup **out, ent_error *err) {
    ent_saom_input input = input_of(model, model->setup->path);
    input.changes = changes;
    input.change_count = count;
    input.text = model->setup->text;
    input.size = strlen(model->setup->text);
    input.folder = model->setup->folder;
    return ent_saom_setup_read(out, &input, err);
}

void cli_model_close(cli_model *model) {
    ent_saom_setup_free(model->setup);
    ent_saom_saved_free(model->saved);
    ent_network_source_free(model->source);
    ent_actors_free(model->actors);
    ent_store_close(model->store);
    *model = (cli_model){0};
}

ent_status cli_model_values(const cli_model *model, double **value, ent_error *err) {
    size_t count = ent_saom_parameter_count(model->setup->model);
    ent_status status = ent_array_new((void **)value, count, sizeof **value, err);
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        (*value)[k] = ent_saom_parameter_at(model->setup->model, k).value;
    return status;
}

ent_status cli_model_failure(ent_status status, ent_error *err) {
    if (status == ENT_ERR_USAGE) err->status = ENT_ERR_FORMAT;
    return status == ENT_ERR_USAGE ? ENT_ERR_FORMAT : status;
}

ent_status cli_whole(const char *option, const char *text, int64_t low, int64_t high, int64_t *out,
                     ent_error *err) {
    if (text == NULL) return ENT_OK;
    if (ent_integer_read(text, out) && *out >= low && *out <= high) return ENT_OK;
    return ent_fail(err, ENT_ERR_USAGE,
                    "--%s: expected a whole number from %lld to %lld, found '%.40s'", option,
                    (long long)low, (long long)high, text);
}

ent_status cli_check_writable(const char *path, ent_error *err) {
    ent_output *output = NULL;
    if (path == NULL || strcmp(path, "-") == 0) return ENT_OK;
    ent_status status = ent_output_open(&output, path, err);
    if (status == ENT_OK) ent_output_discard(output);
    return status;
}

ent_status cli_write(const char *path, const char *text, ent_error *err) {
    ent_output *output = NULL;
    if (strcmp(path, "-") == 0) {
        fputs(text, stdout);
        return ENT_OK;
    }
    ent_status status = ent_output_open(&output, path, err);
    if (status != ENT_OK) return status;
    status = ent_output_write(output, text, strlen(text), err);
    if (status == ENT_OK) return ent_output_close(output, err);
    ent_output_discard(output);
    return status;
}

static volatile sig_atomic_t interrupts;

static void note_interrupt(int signal_number) {
    (void)signal_number;
    interrupts = 1;
}

void cli_catch_interrupt(void) {
    struct sigaction action = {.sa_handler = note_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action,
              NULL); /* what mpirun makes of Ctrl-C, and batch systems of an end */
}

bool cli_interrupted(void) {
    return interrupts != 0;
}
