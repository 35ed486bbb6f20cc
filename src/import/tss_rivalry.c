/* SPDX-License-Identifier: Apache-2.0 */
/* Strategic rivalries: pairs of states whose leaders regarded each other as competitors, sources of
 * threat, and enemies. Thompson, W. R., Sakuwa, K. & Suhas, P. H. (2021), Analyzing Strategic
 * Rivalries in World Politics. Rows end with the year in which the rivalry ended; the data's last
 * year means that it had not. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "import/importers.h"

enum {
    FIRST_YEAR = 1494,
    LAST_YEAR = 2020,
    SYSTEM_BEGINS = 1816 /* states that vanished before need not be known */
};
enum { TYPES = 4 };
static const char *const type_name[TYPES] = {"positional", "spatial", "ideological",
                                             "interventionary"};

struct columns {
    int ref, name, code1, code2, start, end;
    int type[TYPES];
    int principal, aprin;
    int64_t vanished;
};

static ent_status find_columns(const ent_csv *csv, struct columns *columns, ent_error *err) {
    static const char *const names[] = {"tssr_id", "rivalry", "ccode1", "ccode2",
                                        "start",   "end",     NULL};
    int found[6];
    ent_status status = ent_csv_require_all(csv, names, found, err);
    if (status != ENT_OK) return status;
    *columns = (struct columns){found[0], found[1], found[2], found[3], found[4],
                                found[5], {0},      -1,       -1,       0};
    for (int i = 0; i < TYPES && status == ENT_OK; i++)
        status = ent_csv_require(csv, type_name[i], &columns->type[i], err);
    if (status == ENT_OK) status = ent_csv_require(csv, "principal", &columns->principal, err);
    if (status == ENT_OK) status = ent_csv_require(csv, "aprin", &columns->aprin, err);
    return status;
}

/* 1 or blank. */
static ent_status read_flag(const ent_csv *csv, int column, bool *flag, ent_error *err) {
    static const char *const marks[] = {"NA", NULL};
    int value = 0;
    ent_status status = ent_csv_int_or(csv, column, 0, 1, marks, 0, &value, err);
    *flag = value == 1;
    return status;
}

/* An unknown code is none of ours to know if the rivalry ended before the system of states began
 * (Venice); then *out is 0. */
static ent_status read_actor(const ent_reading *reading, const ent_csv *csv, int column,
                             int64_t end, ent_actor *out, ent_error *err) {
    ent_error why = {0};
    *out = 0;
    ent_status status = ent_reading_cow(reading, csv, column, out, &why);
    int64_t code = 0;
    if (status == ENT_ERR_FORMAT && end < SYSTEM_BEGINS &&
        ent_csv_integer(csv, column, 1, 999, NULL, &code, NULL) == ENT_OK)
        return ENT_OK;
    if (status != ENT_OK && err != NULL) *err = why;
    return status;
}

static ent_status read_types(const ent_csv *csv, const struct columns *columns, char *words,
                             size_t size, ent_error *err) {
    size_t used = 0;
    ent_status status = ENT_OK;
    words[0] = '\0';
    for (int i = 0; i < TYPES && status == ENT_OK; i++) {
        bool is = false;
        status = read_flag(csv, columns->type[i], &is, err);
        if (status == ENT_OK && is)
            used += (size_t)snprintf(words + used, size - used, "%s%s", used > 0 ? " " : "",
                                     type_name[i]);
    }
    return status;
}

static ent_status write_rivalry(ent_reading *reading, const ent_csv *csv,
                                const struct columns *columns, ent_evidence evidence,
                                ent_error *err) {
    bool principal = false;
    bool asymmetric = false;
    ent_status status = read_flag(csv, columns->principal, &principal, err);
    if (status == ENT_OK) status = read_flag(csv, columns->aprin, &asymmetric, err);
    if (status != ENT_OK) return status;
    json_t *object = json_pack("{s:b, s:b}", "principal", (int)principal, "asymmetric_principal",
                               (int)asymmetric);
    char *detail = object != NULL ? json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    char title[300];
    snprintf(title, sizeof title, "Strategic rivalry: %.200s", ent_csv_text(csv, columns->name));
    evidence.title = title;
    evidence.detail = detail;
    status = detail != NULL ? ent_import_evidence(reading->session, &evidence, err)
                            : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    json_decref(object);
    free(detail);
    return status;
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    struct columns *columns = context;
    int64_t start = 0;
    int64_t end = 0;
    ent_participant who[2] = {{.role = "", .level = ent_missing()},
                              {.role = "", .level = ent_missing()}};
    char words[64];
    ent_status status =
        ent_csv_integer(csv, columns->start, FIRST_YEAR, LAST_YEAR, NULL, &start, err);
    if (status == ENT_OK)
        status = ent_csv_integer(csv, columns->end, start, LAST_YEAR, NULL, &end, err);
    if (status == ENT_OK)
        status = read_actor(reading, csv, columns->code1, end, &who[0].actor, err);
    if (status == ENT_OK)
        status = read_actor(reading, csv, columns->code2, end, &who[1].actor, err);
    if (status == ENT_OK) status = read_types(csv, columns, words, sizeof words, err);
    if (status != ENT_OK) return status;
    if (who[0].actor == 0 || who[1].actor == 0) {
        columns->vanished++;
        return ENT_OK;
    }
    if (who[0].actor == who[1].actor)
        return ent_csv_bad(csv, columns->code2, "another state than ccode1", err);
    ent_evidence evidence = {
        .kind = ENT_RIVALRY,
        .ref = ent_csv_text(csv, columns->ref),
        .first = {(int16_t)start, 0, 0},
        .last = {(int16_t)(end == LAST_YEAR ? ENT_OPEN : end), 0, 0},
        .category = words,
        .magnitude = ent_missing(),
        .unit = "",
        .quote = "",
        .participants = who,
        .participant_count = 2,
    };
    return write_rivalry(reading, csv, columns, evidence, err);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    (void)count;
    ent_csv *csv = NULL;
    struct columns columns = {0};
    ent_status status = ent_reading_open(&csv, &inputs[0], NULL, err);
    if (status == ENT_OK) status = find_columns(csv, &columns, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, &columns, err);
    ent_csv_close(csv);
    if (status != ENT_OK) return status;
    if (columns.vanished > 0)
        ent_reading_notice(reading,
                           "tss-rivalry: %lld rivalries left out: they ended before %d, with a "
                           "state that was gone by then",
                           (long long)columns.vanished, (int)SYSTEM_BEGINS);
    return ent_import_coverage(
        reading->session,
        &(ent_coverage){
            .kind = ENT_RIVALRY, .year1 = FIRST_YEAR, .year2 = LAST_YEAR, .scope = ENT_SCOPE_ALL},
        err);
}

const ent_importer_def ent_importer_tss_rivalry = {
    .info = {"tss-rivalry", "tss_rivalries.csv (Thompson, Sakuwa and Suhas)", false},
    .source = {.name = "tss-rivalry",
               .version = "2021",
               .title = "Strategic rivalries, 1494-2020",
               .licence = "free for research with citation (Thompson, Sakuwa and Suhas)",
               .url = "https://doi.org/10.1007/978-981-16-6671-1",
               .citation = "@book{thompson2021analyzing,\n"
                           "  author = {Thompson, William R. and Sakuwa, Kentaro and Suhas, "
                           "Prashant Hosur},\n"
                           "  title = {Analyzing Strategic Rivalries in World Politics: Types of "
                           "Rivalry, Regional Variation, and Escalation/De-escalation},\n"
                           "  publisher = {Springer},\n"
                           "  address = {Singapore},\n"
                           "  year = {2021}\n"
                           "}",
               .order = 2021},
    .read = read_all};
