/* SPDX-License-Identifier: Apache-2.0 */
/* A model file: first its waves and groups, then the data of each group, then the model over them,
 * then the algorithm. Every key is checked before any file is opened. */
#include "dynamics/model_file.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/bytes.h"
#include "base/number.h"

enum { WAVES_MAX = 1000, GROUPS_MAX = 1000, BLOCK = 1 << 14 };

/* ---- words and values ---- */

ent_status saom_words_read(saom_words *words, const char *text, ent_error *err) {
    char *rest = NULL;
    *words = (saom_words){.text = strdup(text)};
    if (words->text == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    for (char *word = strtok_r(words->text, ", \t", &rest); word != NULL;
         word = strtok_r(NULL, ", \t", &rest)) {
        ent_status status = ent_array_reserve((void **)&words->word, &words->room, words->count + 1,
                                              sizeof *words->word, err);
        if (status != ENT_OK) {
            saom_words_free(words);
            return status;
        }
        words->word[words->count++] = word;
    }
    return ENT_OK;
}

void saom_words_free(saom_words *words) {
    free(words->text);
    free(words->word);
    *words = (saom_words){0};
}

ent_status saom_read_flag(const saom_reading *own, const saom_item *item, bool *out,
                          ent_error *err) {
    if (item == NULL) return ENT_OK;
    *out = strcmp(item->value, "yes") == 0;
    if (*out || strcmp(item->value, "no") == 0) return ENT_OK;
    return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err, "expected yes or no, found '%.40s'",
                        item->value);
}

ent_status saom_read_whole(const saom_reading *own, const saom_item *item, int64_t low,
                           int64_t high, int64_t *out, ent_error *err) {
    if (item == NULL) return ENT_OK;
    if (ent_integer_read(item->value, out) && *out >= low && *out <= high) return ENT_OK;
    return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                        "expected a whole number from %lld to %lld, found '%.40s'", (long long)low,
                        (long long)high, item->value);
}

static ent_status read_real(const saom_reading *own, const saom_item *item, double *out,
                            ent_error *err) {
    if (item == NULL || (ent_number_read(item->value, out) && *out > 0)) return ENT_OK;
    return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                        "expected a number above 0, found '%.40s'", item->value);
}

void saom_hash(saom_reading *own, const void *bytes, size_t size) {
    const uint64_t prime = 0x100000001b3;
    const unsigned char *byte = bytes;
    for (size_t k = 0; k < size; k++)
        own->hash = (own->hash ^ byte[k]) * prime;
}

/* ---- what may stand where ---- */

static const char *const data_keys[] = {"waves", "dates", "groups", "actors", "presence", NULL};
static const char *const network_keys[] = {"files",    "format", "missing",    "store",
                                           "directed", "type",   "symmetrise", NULL};
static const char *const behaviour_keys[] = {"file", "columns", "store", NULL};
static const char *const covariate_keys[] = {"file",     "columns", "store",
                                             "constant", "centre",  NULL};
static const char *const dyadic_keys[] = {"files",    "format", "directed", "store",
                                          "constant", "centre", NULL};
static const char *const algorithm_keys[] = {"seed",     "conditional", "finite_differences",
                                             "n3",       "subphases",   "gain",
                                             "restarts", "threads",     NULL};
static const char *const kinds[] = {"data",   "network", "behaviour", "covariate",
                                    "dyadic", "effects", "algorithm", NULL};

static const char *const *keys_of(const char *kind) {
    static const char *const *const keys[] = {
        data_keys, network_keys, behaviour_keys, covariate_keys, dyadic_keys, NULL, algorithm_keys};
    for (size_t k = 0; kinds[k] != NULL; k++)
        if (strcmp(kinds[k], kind) == 0) return keys[k];
    return NULL;
}

static ent_status check_names(const saom_reading *own, const saom_item *item, ent_error *err) {
    bool named = strcmp(item->kind, "data") != 0 && strcmp(item->kind, "algorithm") != 0;
    if (!named && item->name[0] != '\0')
        return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err, "expected [%s], found [%s %s]",
                            item->kind, item->kind, item->name);
    if (named && item->name[0] == '\0' && strcmp(item->kind, "effects") != 0)
        return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err, "expected a name: [%s NAME]",
                            item->kind);
    for (const char *c = item->name; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                                "expected a name of letters, digits and _, found '%s'", item->name);
    return ENT_OK;
}

static ent_status check_items(const saom_reading *own, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < own->ini.count && status == ENT_OK; k++) {
        const saom_item *item = &own->ini.item[k];
        status = saom_ini_known(&own->ini, item, "section", item->kind, kinds, err);
        if (status == ENT_OK) status = check_names(own, item, err);
        const char *const *keys = keys_of(item->kind);
        if (status == ENT_OK && keys != NULL)
            status = saom_ini_known(&own->ini, item, "key", item->key, keys, err);
    }
    return status;
}

/* ---- waves and groups ---- */

static ent_status add_name(char ***list, size_t *count, size_t most, const char *name,
                           ent_error *err) {
    if (*count == most) return ent_fail(err, ENT_ERR_LIMIT, "more than %zu names", most);
    (*list)[*count] = strdup(name);
    if ((*list)[*count] == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    (*count)++;
    return ENT_OK;
}

/* "1980-2010/5": first, last, step. */
static bool is_range(const char *word, int range[3]) {
    int length = 0;
    range[2] = 1;
    if (sscanf(word, "%d-%d%n", &range[0], &range[1], &length) < 2) return false;
    int step = 0;
    if (word[length] == '/' && sscanf(word + length, "/%d%n", &range[2], &step) < 1) return false;
    return word[length + step] == '\0' && range[2] > 0 && range[0] < range[1];
}

static ent_status read_waves(saom_reading *own, ent_error *err) {
    ent_saom_setup *setup = own->setup;
    const saom_item *item = saom_ini_find(&own->ini, "data", "", "waves");
    if (item == NULL)
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s: expected waves = NAME, NAME, … in [data], found none", own->ini.path);
    saom_words words;
    ent_status status = ent_array_new((void **)&setup->wave, WAVES_MAX, sizeof(char *), err);
    if (status == ENT_OK) status = saom_words_read(&words, item->value, err);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < words.count && status == ENT_OK; k++) {
        int range[3];
        char name[24];
        if (!is_range(words.word[k], range)) {
            status = add_name(&setup->wave, &setup->waves, WAVES_MAX, words.word[k], err);
            continue;
        }
        for (long year = range[0]; year <= range[1] && status == ENT_OK; year += range[2]) {
            snprintf(name, sizeof name, "%ld", year);
            status = add_name(&setup->wave, &setup->waves, WAVES_MAX, name, err);
        }
    }
    saom_words_free(&words);
    if (status == ENT_OK && setup->waves < 2)
        status = ent_fail(err, ENT_ERR_FORMAT, "expected two waves or more");
    return saom_ini_where(&own->ini, item, status, err);
}

static ent_status read_dates(saom_reading *own, ent_error *err) {
    const saom_item *item = saom_ini_find(&own->ini, "data", "", "dates");
    if (item == NULL) return ENT_OK;
    saom_words words;
    size_t waves = own->setup->waves;
    ent_status status = ent_array_new((void **)&own->date, waves, sizeof *own->date, err);
    if (status == ENT_OK) status = saom_words_read(&words, item->value, err);
    if (status != ENT_OK) return status;
    if (words.count != waves)
        status = saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                              "expected %zu dates, one a wave, found %zu", waves, words.count);
    for (size_t w = 0; w < waves && status == ENT_OK; w++) {
        const char *word = words.word != NULL ? words.word[w] : "";
        bool valid = ent_date_parse(word, &own->date[w]);
        if (valid && w > 0)
            valid = ent_date_days(own->date[w], false) > ent_date_days(own->date[w - 1], false);
        if (!valid)
            status = saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                                  "expected ascending dates (YYYY-MM-DD), found '%.40s'", word);
    }
    saom_words_free(&words);
    return status;
}

static ent_status read_group_names(saom_reading *own, ent_error *err) {
    ent_saom_setup *setup = own->setup;
    const saom_item *item = saom_ini_find(&own->ini, "data", "", "groups");
    saom_words words;
    ent_status status = ent_array_new((void **)&setup->group, GROUPS_MAX, sizeof(char *), err);
    if (status == ENT_OK) status = saom_words_read(&words, item != NULL ? item->value : "", err);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < words.count && status == ENT_OK; k++)
        status = add_name(&setup->group, &setup->groups, GROUPS_MAX, words.word[k], err);
    if (status == ENT_OK && setup->groups == 0)
        status = add_name(&setup->group, &setup->groups, GROUPS_MAX, "", err);
    saom_words_free(&words);
    if (status == ENT_OK)
        status = ent_array_new((void **)&setup->data, setup->groups, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&setup->label, setup->groups, sizeof(void *), err);
    return status;
}

/* ---- algorithm ---- */

static ent_status read_algorithm(saom_reading *own, ent_error *err) {
    ent_saom_options *options = &own->setup->options;
    const saom_ini *ini = &own->ini;
    int64_t seed = 1;
    int64_t n3 = 0;
    int64_t subphases = 0;
    int64_t restarts = 10;
    int64_t threads = 0;
    ent_saom_parameter last =
        ent_saom_parameter_at(own->setup->model, ent_saom_parameter_count(own->setup->model) - 1);
    ent_saom_parameter first = ent_saom_parameter_at(own->setup->model, 0);
    bool network = false;
    for (size_t k = 0; k < ini->count; k++)
        network = network || (strcmp(ini->item[k].kind, "network") == 0 &&
                              strcmp(ini->item[k].name, first.variable) == 0);
    /* as is usual: conditional when there is one dependent variable */
    options->conditional = network && !own->comings && strcmp(first.variable, last.variable) == 0;
    struct {
        const char *key;
        int64_t low, high, *value;
    } whole[] = {{"seed", 0, INT64_MAX, &seed},
                 {"n3", 10, 1000000, &n3},
                 {"subphases", 1, 10, &subphases},
                 {"restarts", 0, 1000, &restarts},
                 {"threads", 0, 4096, &threads}};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof whole / sizeof whole[0] && status == ENT_OK; k++)
        status = saom_read_whole(own, saom_ini_find(ini, "algorithm", "", whole[k].key),
                                 whole[k].low, whole[k].high, whole[k].value, err);
    if (status == ENT_OK)
        status = saom_read_flag(own, saom_ini_find(ini, "algorithm", "", "conditional"),
                                &options->conditional, err);
    if (status == ENT_OK)
        status = saom_read_flag(own, saom_ini_find(ini, "algorithm", "", "finite_differences"),
                                &options->finite_differences, err);
    if (status == ENT_OK)
        status = read_real(own, saom_ini_find(ini, "algorithm", "", "gain"), &options->gain, err);
    options->seed = (uint64_t)seed;
    options->n3 = (size_t)n3;
    options->subphases = (int)subphases;
    options->rounds = restarts == 0 ? -1 : (int)restarts;
    options->threads = (int)threads;
    return status;
}

/* ---- the whole ---- */

static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == NULL) return strdup(".");
    return strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

static ent_status take_text(const ent_saom_input *input, ent_saom_setup *setup, size_t *size,
                            ent_error *err) {
    ent_bytes *bytes = NULL;
    ent_text text = {0};
    char block[BLOCK];
    size_t length = 1;
    enum { MOST = 2 << 20 };
    ent_status status = ent_bytes_open(&bytes, input->path, input->text, input->size, err);
    while (status == ENT_OK && length > 0 && text.length < MOST) {
        status = ent_bytes_read(bytes, block, sizeof block, &length, err);
        if (status == ENT_OK) status = ent_text_add(&text, block, length, err);
    }
    ent_bytes_close(bytes);
    *size = text.length;
    setup->text = text.bytes;
    setup->path = strdup(input->path);
    setup->folder = input->folder != NULL ? strdup(input->folder) : folder_of(input->path);
    if (status == ENT_OK && (setup->path == NULL || setup->folder == NULL || setup->text == NULL))
        status = ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", input->path);
    return status;
}

static ent_status read_all(saom_reading *own, ent_error *err) {
    ent_saom_setup *setup = own->setup;
    ent_status status = check_items(own, err);
    if (status == ENT_OK) status = read_waves(own, err);
    if (status == ENT_OK) status = read_dates(own, err);
    if (status == ENT_OK) status = read_group_names(own, err);
    for (own->group = 0; own->group < setup->groups && status == ENT_OK; own->group++)
        status = saom_read_group(own, err);
    if (status == ENT_OK) {
        status = ent_saom_model_new(&setup->model, (const ent_saom_data *const *)setup->data,
                                    setup->groups, err);
        if (status != ENT_OK && err != NULL) {
            char said[ENT_ERROR_TEXT];
            memcpy(said, err->text, sizeof said);
            ent_fail(err, status, "%s: %s", own->ini.path, said);
        }
    }
    if (status == ENT_OK) status = saom_read_effects(own, err);
    if (status == ENT_OK) status = read_algorithm(own, err);
    return status;
}

ent_status ent_saom_setup_read(ent_saom_setup **out, const ent_saom_input *input, ent_error *err) {
    saom_reading own = {.input = input, .hash = 0xcbf29ce484222325};
    size_t size = 0;
    *out = NULL;
    ent_status status = ent_array_new((void **)&own.setup, 1, sizeof *own.setup, err);
    if (status != ENT_OK) return status;
    status = take_text(input, own.setup, &size, err);
    if (status == ENT_OK)
        status = saom_ini_read(&own.ini, own.setup->path, own.setup->text, size, err);
    if (status == ENT_OK) status = read_all(&own, err);
    own.setup->fingerprint = own.hash;
    saom_names_free(&own.names);
    free(own.roster);
    free(own.date);
    saom_ini_free(&own.ini);
    if (status == ENT_OK)
        *out = own.setup;
    else
        ent_saom_setup_free(own.setup);
    return status;
}

void ent_saom_setup_free(ent_saom_setup *setup) {
    if (setup == NULL) return;
    ent_saom_model_free(setup->model);
    for (size_t g = 0; g < setup->groups; g++) {
        size_t n =
            setup->data != NULL && setup->data[g] != NULL ? ent_saom_actors(setup->data[g]) : 0;
        for (size_t i = 0; i < n && setup->label != NULL && setup->label[g] != NULL; i++)
            free(setup->label[g][i]);
        if (setup->label != NULL) free(setup->label[g]);
        if (setup->data != NULL) ent_saom_data_free(setup->data[g]);
        free(setup->group[g]);
    }
    for (size_t w = 0; w < setup->waves; w++)
        free(setup->wave[w]);
    free(setup->wave);
    free(setup->group);
    free(setup->data);
    free(setup->label);
    free(setup->path);
    free(setup->folder);
    free(setup->text);
    free(setup);
}
