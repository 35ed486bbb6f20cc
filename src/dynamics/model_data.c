/* SPDX-License-Identifier: Apache-2.0 */
/* The data of a model file: for each group its actors, then its networks, behaviours and covariates
 * in the order of their sections. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "dynamics/model_file.h"

static ent_status no_supplier(const saom_reading *own, const saom_item *item, ent_error *err) {
    return saom_ini_bad(&own->ini, item, ENT_ERR_USAGE, err,
                        "there is no store to read '%.60s' from here", item->value);
}

/* A path of the model file with {wave} and {group} put in, below its folder. */
static ent_status make_path(const saom_reading *own, const saom_item *item, const char *pattern,
                            const char *wave, char path[PATH_MAX], ent_error *err) {
    size_t used = 0;
    const char *group = own->setup->group[own->group];
    if (pattern[0] != '/') used = (size_t)snprintf(path, PATH_MAX, "%s/", own->setup->folder);
    for (const char *c = pattern; *c != '\0' && used < PATH_MAX - 1;) {
        const char *put = NULL;
        if (strncmp(c, "{wave}", 6) == 0) put = wave;
        if (strncmp(c, "{group}", 7) == 0) put = group;
        if (put == NULL) {
            path[used++] = *c++;
            continue;
        }
        c = strchr(c, '}') + 1;
        used += (size_t)snprintf(path + used, PATH_MAX - used, "%s", put);
    }
    if (used >= PATH_MAX - 1)
        return saom_ini_bad(&own->ini, item, ENT_ERR_LIMIT, err, "a path that is too long");
    path[used] = '\0';
    return ENT_OK;
}

/* The file of a wave among the words of a list: one for all, one with {wave}, or one a wave. */
static ent_status wave_path(const saom_reading *own, const saom_item *item, const saom_words *words,
                            size_t wave, char path[PATH_MAX], ent_error *err) {
    size_t waves = own->setup->waves;
    if (words->count != 1 && words->count != waves && words->count + 1 != waves)
        return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                            "expected one file with {wave} in its name, or %zu files, found %zu",
                            waves, words->count);
    const char *pattern = words->word[words->count == 1 ? 0 : wave];
    return make_path(own, item, pattern, own->setup->wave[wave], path, err);
}

/* ---- actors ---- */

static ent_status names_from_table(saom_reading *own, const saom_item *item, ent_error *err) {
    char path[PATH_MAX];
    saom_table table;
    const char **label = NULL;
    size_t column = 0;
    ent_status status = make_path(own, item, item->value, "", path, err);
    saom_source_file file = {.path = path};
    if (status == ENT_OK) status = saom_table_read(&table, &file, NULL, err);
    if (status != ENT_OK) return status;
    if (table.rows > ENT_SAOM_ACTORS_MAX)
        status = ent_fail(err, ENT_ERR_LIMIT, "expected at most %d actors, found %zu",
                          ENT_SAOM_ACTORS_MAX, table.rows);
    if (table.header && saom_table_column(&table, "actor", &column, NULL) != ENT_OK) column = 0;
    if (status == ENT_OK) status = ent_array_new((void **)&label, table.rows, sizeof *label, err);
    for (size_t r = 0; r < table.rows && status == ENT_OK; r++)
        label[r] = saom_table_cell(&table, r, column);
    if (status == ENT_OK) status = saom_names_new(&own->names, label, table.rows, err);
    free(label);
    saom_table_free(&table);
    return status;
}

/* Actors a model does not name are as many as the first matrix has columns. */
static ent_status infer_actors(saom_reading *own, ent_error *err) {
    for (size_t k = 0; k < own->ini.count; k++) {
        const saom_item *item = &own->ini.item[k];
        if (strcmp(item->kind, "network") != 0 || strcmp(item->key, "files") != 0) continue;
        const saom_item *format = saom_ini_find(&own->ini, "network", item->name, "format");
        if (format != NULL && strcmp(format->value, "edges") == 0) continue;
        static const char *const any[] = {"9", "NA", NULL};
        saom_words words;
        saom_entries entries = {0};
        char path[PATH_MAX];
        size_t n = 0;
        ent_status status = saom_words_read(&words, item->value, err);
        if (status == ENT_OK) status = wave_path(own, item, &words, 0, path, err);
        saom_source_file file = {.path = path};
        /* a cell it cannot read is told when the wave is; here the number of columns counts */
        if (status == ENT_OK && saom_read_adjacency(&file, any, &n, &entries, err) != ENT_OK &&
            n == 0)
            status = saom_ini_where(&own->ini, item, ENT_ERR_FORMAT, err);
        free(entries.entry);
        saom_words_free(&words);
        if (status != ENT_OK) return status;
        if (n > ENT_SAOM_ACTORS_MAX) return saom_ini_where(&own->ini, item, ENT_ERR_LIMIT, err);
        return saom_names_number(&own->names, n, err);
    }
    return ent_fail(err, ENT_ERR_FORMAT,
                    "%s: expected actors = NUMBER or FILE in [data]: no network is a matrix",
                    own->ini.path);
}

static ent_status read_actors(saom_reading *own, ent_error *err) {
    const saom_item *item = saom_ini_find(&own->ini, "data", "", "actors");
    int64_t number = 0;
    saom_names_free(&own->names);
    if (item == NULL) return infer_actors(own, err);
    if (!ent_integer_read(item->value, &number)) {
        if (strchr(item->value, ':') == NULL)
            return saom_ini_where(&own->ini, item, names_from_table(own, item, err), err);
        if (own->input->supplier == NULL) return no_supplier(own, item, err);
        return saom_read_roster(own, item, err);
    }
    if (number < 2 || number > ENT_SAOM_ACTORS_MAX)
        return saom_ini_bad(&own->ini, item, ENT_ERR_LIMIT, err,
                            "expected 2 to %d actors, found %lld", ENT_SAOM_ACTORS_MAX,
                            (long long)number);
    return saom_names_number(&own->names, (size_t)number, err);
}

/* What a supplier knows nothing of at a wave is no data: it would pass for a constant. */
static ent_status check_known(const saom_reading *own, const saom_item *item, const double *value,
                              size_t count, size_t wave, ent_error *err) {
    for (size_t k = 0; k < count; k++)
        if (!ent_is_missing(value[k])) return ENT_OK;
    return saom_ini_bad(&own->ini, item, ENT_ERR_NOT_FOUND, err,
                        "nothing is known of '%.60s' at wave %s", item->value,
                        own->setup->wave[wave]);
}

/* ---- networks ---- */

typedef struct network {
    const char *name;
    bool directed, edges, both;
    saom_words missing, files;
    const saom_item *item; /* files or store */
} network;

static ent_status read_format(const saom_reading *own, const saom_item *item, bool *edges,
                              ent_error *err) {
    *edges = item != NULL && strcmp(item->value, "edges") == 0;
    if (item == NULL || *edges || strcmp(item->value, "matrix") == 0) return ENT_OK;
    return saom_ini_bad(&own->ini, item, ENT_ERR_FORMAT, err,
                        "expected matrix or edges, found '%.40s'", item->value);
}

static ent_status network_keys(const saom_reading *own, network *net, ent_error *err) {
    const saom_ini *ini = &own->ini;
    const saom_item *format = saom_ini_find(ini, "network", net->name, "format");
    const saom_item *missing = saom_ini_find(ini, "network", net->name, "missing");
    const saom_item *store = saom_ini_find(ini, "network", net->name, "store");
    const saom_item *symmetry = saom_ini_find(ini, "network", net->name, "symmetrise");
    net->directed = true;
    net->item = saom_ini_find(ini, "network", net->name, "files");
    ent_status status = saom_read_flag(own, saom_ini_find(ini, "network", net->name, "directed"),
                                       &net->directed, err);
    if (status != ENT_OK) return status;
    status = read_format(own, format, &net->edges, err);
    if (status != ENT_OK) return status;
    if (symmetry != NULL && strcmp(symmetry->value, "either") != 0 &&
        strcmp(symmetry->value, "both") != 0)
        return saom_ini_bad(ini, symmetry, ENT_ERR_FORMAT, err,
                            "expected either or both, found '%.40s'", symmetry->value);
    net->both = symmetry != NULL && strcmp(symmetry->value, "both") == 0;
    if ((net->item == NULL) == (store == NULL))
        return ent_fail(err, ENT_ERR_FORMAT, "%s: expected either files or store in [network %s]",
                        ini->path, net->name);
    if (store != NULL) net->item = store;
    status = saom_words_read(&net->missing, missing != NULL ? missing->value : "9 NA", err);
    if (status == ENT_OK) /* ends the list with NULL */
        status = ent_array_reserve((void **)&net->missing.word, &net->missing.room,
                                   net->missing.count + 1, sizeof(char *), err);
    if (status == ENT_OK) net->missing.word[net->missing.count] = NULL;
    if (status == ENT_OK) status = saom_words_read(&net->files, net->item->value, err);
    return status;
}

static ent_status wave_from_files(const saom_reading *own, const network *net, size_t wave,
                                  saom_entries *entries, ent_error *err) {
    char path[PATH_MAX];
    size_t n = own->names.n;
    bool one = net->files.count == 1 && strstr(net->files.word[0], "{wave}") == NULL;
    if (net->files.count != own->setup->waves && (net->files.count != 1 || (one && !net->edges)))
        return ent_fail(err, ENT_ERR_FORMAT,
                        "expected one file with {wave} in its name, or %zu files, found %zu",
                        own->setup->waves, net->files.count);
    ent_status status = wave_path(own, net->item, &net->files, wave, path, err);
    saom_source_file file = {.path = path};
    const char *const *missing = (const char *const *)net->missing.word;
    if (status != ENT_OK) return status;
    if (!net->edges) return saom_read_adjacency(&file, missing, &n, entries, err);
    return saom_read_edges(&file, &own->names, missing, own->setup->wave[wave], net->directed,
                           entries, err);
}

/* What either actor reports, or only what both do; missing where that cannot be told. */
static double agree(double a, double b, bool both) {
    double settles = both ? 0 : 1;
    bool known = !ent_is_missing(a) && !ent_is_missing(b);
    if ((a != 0) == (settles != 0) && !ent_is_missing(a)) return settles;
    if ((b != 0) == (settles != 0) && !ent_is_missing(b)) return settles;
    return known ? 1 - settles : ent_missing();
}

static void symmetrise(double *value, size_t n, bool both) {
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            value[i * n + j] = value[j * n + i] = agree(value[i * n + j], value[j * n + i], both);
}

static ent_status wave_from_store(const saom_reading *own, const network *net, size_t wave,
                                  saom_entries *entries, ent_error *err) {
    size_t n = own->names.n;
    double *value = NULL;
    ent_status status = ent_array_new((void **)&value, n * n, sizeof *value, err);
    if (status == ENT_OK)
        status = own->input->supplier->dyads(own->input->supplier->context, net->item->value, wave,
                                             value, err);
    if (status == ENT_OK) status = check_known(own, net->item, value, n * n, wave, err);
    if (status == ENT_OK && !net->directed) symmetrise(value, n, net->both);
    for (size_t k = 0; k < n * n && status == ENT_OK; k++) {
        if (k / n == k % n || value[k] == 0) continue;
        status = ent_array_reserve((void **)&entries->entry, &entries->room, entries->count + 1,
                                   sizeof *entries->entry, err);
        if (status != ENT_OK) break;
        entries->entry[entries->count++] =
            (ent_saom_entry){(uint32_t)(k / n), (uint32_t)(k % n),
                             ent_is_missing(value[k]) ? ENT_TIE_MISSING : ENT_TIE_PRESENT};
    }
    free(value);
    return status;
}

static ent_status add_network(saom_reading *own, ent_saom_data *data, const network *net,
                              ent_error *err) {
    size_t waves = own->setup->waves;
    saom_entries *entries = NULL;
    ent_saom_wave *wave = NULL;
    bool store = strcmp(net->item->key, "store") == 0;
    if (store && own->input->supplier == NULL) return no_supplier(own, net->item, err);
    ent_status status = ent_array_new((void **)&entries, waves, sizeof *entries, err);
    if (status == ENT_OK) status = ent_array_new((void **)&wave, waves, sizeof *wave, err);
    for (size_t w = 0; w < waves && status == ENT_OK; w++) {
        status = store ? wave_from_store(own, net, w, &entries[w], err)
                       : wave_from_files(own, net, w, &entries[w], err);
        if (status == ENT_OK && w + 1 == waves)
            status = saom_change_ties(own, net->name, net->directed, &entries[w], err);
        if (status == ENT_OK) saom_drop_absent(data, w, &entries[w]);
        wave[w] = (ent_saom_wave){entries[w].count, entries[w].entry};
        saom_hash(own, entries[w].entry, entries[w].count * sizeof *entries[w].entry);
    }
    if (status == ENT_OK) status = ent_saom_add_network(data, net->name, net->directed, wave, err);
    for (size_t w = 0; w < waves && entries != NULL; w++)
        free(entries[w].entry);
    free(entries);
    free(wave);
    return saom_ini_where(&own->ini, net->item, status, err);
}

static ent_status read_network(saom_reading *own, ent_saom_data *data, const char *name,
                               ent_error *err) {
    network net = {.name = name};
    ent_status status = network_keys(own, &net, err);
    if (status == ENT_OK) status = add_network(own, data, &net, err);
    saom_words_free(&net.missing);
    saom_words_free(&net.files);
    return status;
}

/* ---- values of actors ---- */

/* Which columns of the table: those named, else all but "actor". */
static ent_status choose_columns(const saom_reading *own, const saom_item *columns,
                                 const saom_table *table, size_t *chosen, size_t *count,
                                 ent_error *err) {
    saom_words words = {0};
    size_t actor = SIZE_MAX;
    if (table->header) (void)saom_table_column(table, "actor", &actor, NULL);
    *count = 0;
    if (columns == NULL) {
        for (size_t c = 0; c < table->columns; c++)
            if (c != actor) chosen[(*count)++] = c;
        return ENT_OK;
    }
    ent_status status = saom_words_read(&words, columns->value, err);
    if (status == ENT_OK && words.count > table->columns)
        status = ent_fail(err, ENT_ERR_FORMAT, "expected at most %zu columns, found %zu",
                          table->columns, words.count);
    for (size_t k = 0; k < words.count && status == ENT_OK; k++)
        status = saom_table_column(table, words.word[k], &chosen[(*count)++], err);
    saom_words_free(&words);
    return saom_ini_where(&own->ini, columns, status, err);
}

/* columns × actors. Rows stand in the order of actors, or name them in a column "actor". */
static ent_status place_values(const saom_reading *own, const saom_table *table,
                               const size_t *chosen, size_t count, double *value, ent_error *err) {
    size_t n = own->names.n;
    size_t actor = SIZE_MAX;
    ent_status status = ENT_OK;
    if (table->header) (void)saom_table_column(table, "actor", &actor, NULL);
    if (actor == SIZE_MAX && table->rows != n)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: expected %zu rows, one an actor, found %zu",
                        table->path, n, table->rows);
    for (size_t k = 0; k < count * n; k++)
        value[k] = ent_missing();
    for (size_t r = 0; r < table->rows && status == ENT_OK; r++) {
        size_t i =
            actor == SIZE_MAX ? r : saom_names_find(&own->names, saom_table_cell(table, r, actor));
        if (i == SIZE_MAX) return saom_table_bad(table, r, actor, "an actor", err);
        for (size_t c = 0; c < count && status == ENT_OK; c++)
            status = saom_table_number(table, r, chosen[c], &value[c * n + i], err);
    }
    return status;
}

static ent_status values_from_file(const saom_reading *own, const saom_item *item,
                                   const saom_item *columns, double **value, size_t *count,
                                   ent_error *err) {
    char path[PATH_MAX];
    saom_table table;
    size_t *chosen = NULL;
    ent_status status = make_path(own, item, item->value, "", path, err);
    saom_source_file file = {.path = path};
    if (status == ENT_OK) status = saom_table_read(&table, &file, NULL, err);
    if (status != ENT_OK) return status;
    status = ent_array_new((void **)&chosen, table.columns, sizeof *chosen, err);
    if (status == ENT_OK) status = choose_columns(own, columns, &table, chosen, count, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)value, *count * own->names.n, sizeof **value, err);
    if (status == ENT_OK) status = place_values(own, &table, chosen, *count, *value, err);
    free(chosen);
    saom_table_free(&table);
    return status;
}

static ent_status values_from_store(const saom_reading *own, const saom_item *item, bool constant,
                                    bool dyads, double **value, size_t *count, ent_error *err) {
    size_t size = dyads ? own->names.n * own->names.n : own->names.n;
    const ent_saom_supplier *supplier = own->input->supplier;
    *count = constant ? 1 : own->setup->waves;
    if (supplier == NULL) return no_supplier(own, item, err);
    ent_status status = ent_array_new((void **)value, *count * size, sizeof **value, err);
    for (size_t w = 0; w < *count && status == ENT_OK; w++) {
        status = (dyads ? supplier->dyads : supplier->values)(supplier->context, item->value, w,
                                                              *value + w * size, err);
        bool used = constant || w + 1 < *count; /* a covariate at the last wave has no part */
        if (status == ENT_OK && used)
            status = check_known(own, item, *value + w * size, size, w, err);
    }
    return status;
}

static ent_status either(const saom_reading *own, const char *kind, const char *name,
                         const char *key, const saom_item **file, const saom_item **store,
                         ent_error *err) {
    *file = saom_ini_find(&own->ini, kind, name, key);
    *store = saom_ini_find(&own->ini, kind, name, "store");
    if ((*file == NULL) != (*store == NULL)) return ENT_OK;
    return ent_fail(err, ENT_ERR_FORMAT, "%s: expected either %s or store in [%s %s]",
                    own->ini.path, key, kind, name);
}

static ent_status read_behaviour(saom_reading *own, ent_saom_data *data, const char *name,
                                 ent_error *err) {
    const saom_item *file = NULL;
    const saom_item *store = NULL;
    double *value = NULL;
    size_t count = 0;
    ent_status status = either(own, "behaviour", name, "file", &file, &store, err);
    if (status != ENT_OK) return status;
    const saom_item *columns = saom_ini_find(&own->ini, "behaviour", name, "columns");
    status = file != NULL ? values_from_file(own, file, columns, &value, &count, err)
                          : values_from_store(own, store, false, false, &value, &count, err);
    if (status == ENT_OK && count != own->setup->waves)
        status = ent_fail(err, ENT_ERR_FORMAT, "expected %zu columns, one a wave, found %zu",
                          own->setup->waves, count);
    if (status == ENT_OK) status = saom_change_behaviour(own, name, value, count, err);
    if (status == ENT_OK) saom_hash(own, value, count * own->names.n * sizeof *value);
    if (status == ENT_OK) status = ent_saom_add_behaviour(data, name, value, err);
    free(value);
    return saom_ini_where(&own->ini, file != NULL ? file : store, status, err);
}

static ent_status read_covariate(saom_reading *own, ent_saom_data *data, const char *name,
                                 ent_error *err) {
    const saom_item *file = NULL;
    const saom_item *store = NULL;
    double *value = NULL;
    size_t count = 0;
    bool centre = true;
    bool constant = false;
    const saom_ini *ini = &own->ini;
    ent_status status = either(own, "covariate", name, "file", &file, &store, err);
    if (status == ENT_OK)
        status = saom_read_flag(own, saom_ini_find(ini, "covariate", name, "centre"), &centre, err);
    if (status == ENT_OK)
        status =
            saom_read_flag(own, saom_ini_find(ini, "covariate", name, "constant"), &constant, err);
    if (status != ENT_OK) return status;
    const saom_item *columns = saom_ini_find(ini, "covariate", name, "columns");
    status = file != NULL ? values_from_file(own, file, columns, &value, &count, err)
                          : values_from_store(own, store, constant, false, &value, &count, err);
    if (status == ENT_OK) status = saom_change_values(own, name, value, count, err);
    if (status == ENT_OK) saom_hash(own, value, count * own->names.n * sizeof *value);
    if (status == ENT_OK) status = ent_saom_add_covariate(data, name, value, count, centre, err);
    free(value);
    return saom_ini_where(ini, file != NULL ? file : store, status, err);
}

/* ---- dyadic covariates ---- */

typedef struct dyadic {
    const saom_item *files, *store;
    bool edges, directed, constant, centre;
} dyadic;

static ent_status dyadic_keys(const saom_reading *own, const char *name, dyadic *out,
                              ent_error *err) {
    const saom_ini *ini = &own->ini;
    const saom_item *directed = saom_ini_find(ini, "dyadic", name, "directed");
    *out = (dyadic){.centre = true, .directed = true};
    ent_status status = either(own, "dyadic", name, "files", &out->files, &out->store, err);
    if (status == ENT_OK)
        status = read_format(own, saom_ini_find(ini, "dyadic", name, "format"), &out->edges, err);
    if (status == ENT_OK) status = saom_read_flag(own, directed, &out->directed, err);
    if (status == ENT_OK && directed != NULL && !out->edges)
        status = saom_ini_bad(ini, directed, ENT_ERR_USAGE, err,
                              "directed goes with format = edges: a matrix has both directions");
    if (status == ENT_OK)
        status =
            saom_read_flag(own, saom_ini_find(ini, "dyadic", name, "centre"), &out->centre, err);
    if (status == ENT_OK)
        status = saom_read_flag(own, saom_ini_find(ini, "dyadic", name, "constant"), &out->constant,
                                err);
    return status;
}

/* How many matrices there are: a list with a column of waves has one a wave. */
static ent_status count_dyads(const saom_reading *own, const dyadic *what, const saom_words *words,
                              size_t *count, ent_error *err) {
    bool waves = words->count == 1 && strstr(words->word[0], "{wave}") != NULL;
    char path[PATH_MAX];
    ent_status status = ENT_OK;
    if (what->edges && words->count == 1 && !waves) {
        status = wave_path(own, what->files, words, 0, path, err);
        saom_source_file file = {.path = path};
        if (status == ENT_OK) status = saom_edges_have_waves(&file, &waves, err);
    }
    *count = waves ? own->setup->waves : words->count;
    return status;
}

static ent_status dyads_from_files(const saom_reading *own, const dyadic *what, double **value,
                                   size_t *count, ent_error *err) {
    saom_words words;
    char path[PATH_MAX];
    size_t size = own->names.n * own->names.n;
    ent_status status = saom_words_read(&words, what->files->value, err);
    if (status != ENT_OK) return status;
    status = count_dyads(own, what, &words, count, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)value, *count * size, sizeof **value, err);
    for (size_t w = 0; status == ENT_OK && w < *count; w++) {
        double *out = *value + w * size;
        status = wave_path(own, what->files, &words, w, path, err);
        saom_source_file file = {.path = path};
        if (status != ENT_OK) break;
        status = what->edges ? saom_read_dyad_edges(&file, &own->names, own->setup->wave[w],
                                                    what->directed, out, err)
                             : saom_read_dyads(&file, own->names.n, out, err);
    }
    saom_words_free(&words);
    return status;
}

static ent_status read_dyadic(saom_reading *own, ent_saom_data *data, const char *name,
                              ent_error *err) {
    dyadic what;
    double *value = NULL;
    size_t count = 0;
    ent_status status = dyadic_keys(own, name, &what, err);
    if (status != ENT_OK) return status;
    status = what.files != NULL
                 ? dyads_from_files(own, &what, &value, &count, err)
                 : values_from_store(own, what.store, what.constant, true, &value, &count, err);
    if (status == ENT_OK) status = saom_change_dyads(own, name, value, count, err);
    if (status == ENT_OK)
        saom_hash(own, value, count * own->names.n * own->names.n * sizeof *value);
    if (status == ENT_OK) status = ent_saom_add_dyadic(data, name, value, count, what.centre, err);
    free(value);
    return saom_ini_where(&own->ini, what.files != NULL ? what.files : what.store, status, err);
}

/* ---- a group ---- */

static bool is_first(const saom_ini *ini, size_t k) {
    for (size_t l = 0; l < k; l++)
        if (strcmp(ini->item[l].kind, ini->item[k].kind) == 0 &&
            strcmp(ini->item[l].name, ini->item[k].name) == 0)
            return false;
    return true;
}

static ent_status read_section(saom_reading *own, ent_saom_data *data, const saom_item *item,
                               ent_error *err) {
    if (strcmp(item->kind, "network") == 0) return read_network(own, data, item->name, err);
    if (strcmp(item->kind, "behaviour") == 0) return read_behaviour(own, data, item->name, err);
    if (strcmp(item->kind, "covariate") == 0) return read_covariate(own, data, item->name, err);
    if (strcmp(item->kind, "dyadic") == 0) return read_dyadic(own, data, item->name, err);
    return ENT_OK;
}

/* The labels pass to the setup. */
static ent_status keep_labels(saom_reading *own, ent_error *err) {
    char ***label = &own->setup->label[own->group];
    ent_status status = ent_array_new((void **)label, own->names.n, sizeof **label, err);
    for (size_t i = 0; i < own->names.n && status == ENT_OK; i++) {
        (*label)[i] = strdup(own->names.label[i]);
        if ((*label)[i] == NULL) status = ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    }
    return status;
}

ent_status saom_read_group(saom_reading *own, ent_error *err) {
    ent_saom_data *data = NULL;
    ent_status status = read_actors(own, err);
    if (status == ENT_OK) status = ent_saom_data_new(&data, own->names.n, own->setup->waves, err);
    own->setup->data[own->group] = data;
    if (status == ENT_OK) status = keep_labels(own, err);
    if (status == ENT_OK)
        status = ent_saom_name(data, (const char *const *)own->setup->wave,
                               (const char *const *)own->names.label, err);
    if (status == ENT_OK) status = saom_read_presence(own, data, err);
    if (status == ENT_OK) status = saom_change_actors(own, data, err);
    for (size_t k = 0; k < own->ini.count && status == ENT_OK; k++)
        if (is_first(&own->ini, k)) status = read_section(own, data, &own->ini.item[k], err);
    return status;
}
