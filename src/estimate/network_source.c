/* SPDX-License-Identifier: Apache-2.0 */
/* States and figures for model files, from the store. An expression is a column of the panel, a
 * comparison of one, a function of one, or comparisons joined by "or". */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "entente/network.h"

enum { WORD = 64 };

struct ent_network_source {
    ent_store *store;
    const ent_actors *registry;
    ent_system system;
    ent_loader *loader; /* of the needs last asked for */
    unsigned needs;
    size_t waves, n;
    int *year;
    ent_actor *actor;
};

ent_status ent_network_source_new(ent_network_source **out, ent_store *store,
                                  const ent_actors *actors, ent_error *err) {
    ent_status status = ent_array_new((void **)out, 1, sizeof **out, err);
    if (status != ENT_OK) return status;
    (*out)->store = store;
    (*out)->registry = actors;
    return ENT_OK;
}

void ent_network_source_free(ent_network_source *source) {
    if (source == NULL) return;
    ent_loader_free(source->loader);
    free(source->year);
    free(source->actor);
    free(source);
}

/* ---- who ---- */

static ent_status read_years(ent_network_source *own, const char *const *wave, size_t waves,
                             ent_error *err) {
    free(own->year);
    own->waves = waves;
    ent_status status = ent_array_new((void **)&own->year, waves, sizeof *own->year, err);
    for (size_t w = 0; w < waves && status == ENT_OK; w++) {
        int64_t year = 0;
        bool valid = ent_integer_read(wave[w], &year) && year >= 1800 && year <= 2200 &&
                     (w == 0 || year > own->year[w - 1]);
        if (!valid)
            return ent_fail(err, ENT_ERR_USAGE,
                            "with a store, waves are years from 1800 on, ascending; found '%.40s'",
                            wave[w]);
        own->year[w] = (int)year;
    }
    return status;
}

static int32_t last_day(int year) {
    return ent_date_days((ent_date){(int16_t)year, 12, 31}, false);
}

/* A day as a time in waves, straight between the last days of the years. */
static double time_of(const ent_network_source *own, int32_t day) {
    size_t w = 0;
    while (w + 2 < own->waves && day > last_day(own->year[w + 1]))
        w++;
    double from = last_day(own->year[w]);
    double to = last_day(own->year[w + 1]);
    return (double)w + ((double)day - from) / (to - from);
}

static ent_status add_span(const ent_network_source *own, const ent_term *term, ent_saom_actor *out,
                           ent_error *err) {
    double most = (double)own->waves - 1;
    double from = fmax(time_of(own, term->first), 0);
    double to = term->last >= last_day(own->year[own->waves - 1])
                    ? most
                    : fmin(time_of(own, term->last + 1), most);
    if (out->spans == ENT_SAOM_SPANS)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: more than %d terms of membership", out->label,
                        ENT_SAOM_SPANS);
    out->span[out->spans][0] = from;
    out->span[out->spans++][1] = to;
    return ENT_OK;
}

static ent_status actor_of_code(const ent_network_source *own, int32_t code, int year,
                                ent_actor *out, ent_error *err) {
    if (own->system == ENT_COW) return ent_actor_from_cow(own->registry, code, out, err);
    return ent_actor_from_gw(own->registry, code, year, out, err);
}

/* The ISO3 code of the actor at the end, or its number; told apart where two would be alike. */
static void name_actor(const ent_network_source *own, ent_actor actor, const ent_saom_actor *list,
                       size_t count, char label[ENT_SAOM_LABEL]) {
    const char *code = ent_actor_iso3(own->registry, actor, own->year[own->waves - 1]);
    if (code[0] == '\0')
        snprintf(label, ENT_SAOM_LABEL, "%d", (int)actor);
    else
        snprintf(label, ENT_SAOM_LABEL, "%s", code);
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].label, label) == 0)
            snprintf(label, ENT_SAOM_LABEL, "%s-%d", code, (int)actor);
}

/* The actors of the words after the first; none: all. */
static ent_status read_only(const ent_network_source *own, const char *what, ent_actor **only,
                            size_t *count, ent_error *err) {
    char *rest = NULL;
    char *text = strdup(what);
    ent_status status = text != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    size_t room = 0;
    *only = NULL;
    *count = 0;
    if (text != NULL) strtok_r(text, ", ", &rest);
    for (char *word = text != NULL ? strtok_r(NULL, ", ", &rest) : NULL;
         word != NULL && status == ENT_OK; word = strtok_r(NULL, ", ", &rest)) {
        ent_actor_ref reference;
        status = ent_actor_find(own->registry, word, &reference, err);
        for (int k = 0; status == ENT_OK && k < reference.count; k++) {
            status = ent_array_reserve((void **)only, &room, *count + 1, sizeof **only, err);
            if (status == ENT_OK) (*only)[(*count)++] = reference.actor[k];
        }
    }
    free(text);
    return status;
}

static bool is_wanted(ent_actor actor, const ent_actor *only, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (only[k] == actor) return true;
    return count == 0;
}

static ent_status add_term(ent_network_source *own, const ent_term *term, const ent_actor *only,
                           size_t only_count, ent_saom_actor *list, ent_error *err) {
    ent_actor actor = 0;
    int32_t begin = last_day(own->year[0]);
    int32_t end = last_day(own->year[own->waves - 1]);
    if (term->last < begin || term->first > end) return ENT_OK;
    int32_t at = term->first > begin ? term->first : begin;
    ent_status status = actor_of_code(own, term->code, ent_date_from_days(at).year, &actor, err);
    if (status != ENT_OK || !is_wanted(actor, only, only_count)) return status;
    size_t i = 0;
    while (i < own->n && own->actor[i] != actor)
        i++;
    if (i == own->n) {
        name_actor(own, actor, list, own->n, list[i].label);
        own->actor[own->n++] = actor;
    }
    return add_span(own, term, &list[i], err);
}

static ent_status supply_actors(void *context, const char *what, const char *const *wave,
                                size_t waves, ent_saom_actor **actors, size_t *count,
                                ent_error *err) {
    ent_network_source *own = context;
    const ent_term *terms = NULL;
    ent_actor *only = NULL;
    size_t only_count = 0;
    size_t length = strcspn(what, ", ");
    bool cow = strncmp(what, "system:cow", length) == 0 && length == 10;
    bool gw = strncmp(what, "system:gw", length) == 0 && length == 9;
    if (!cow && !gw)
        return ent_fail(err, ENT_ERR_USAGE, "expected system:cow or system:gw, found '%.40s'",
                        what);
    own->system = gw ? ENT_GW : ENT_COW;
    ent_status status = read_years(own, wave, waves, err);
    if (status == ENT_OK) status = read_only(own, what, &only, &only_count, err);
    size_t most = ent_actors_terms(own->registry, own->system, &terms);
    free(own->actor);
    own->actor = NULL;
    own->n = 0;
    if (status == ENT_OK)
        status = ent_array_new((void **)&own->actor, most, sizeof *own->actor, err);
    if (status == ENT_OK) status = ent_array_new((void **)actors, most, sizeof **actors, err);
    for (size_t t = 0; t < most && status == ENT_OK; t++)
        status = add_term(own, &terms[t], only, only_count, *actors, err);
    if (status == ENT_OK && own->n < 2)
        status = ent_fail(err, ENT_ERR_USAGE, "expected two actors or more, found %zu", own->n);
    *count = own->n;
    free(only);
    return status;
}

/* ---- what ---- */

typedef enum form { FORM_PLAIN, FORM_LOG, FORM_LOG1P, FORM_SHARED } form;

/* A column, perhaps compared. */
typedef struct part {
    size_t column;
    unsigned needs;
    form form;
    char compare[3]; /* "" for none */
    double than;
} part;

static ent_status not_understood(const char *text, ent_error *err) {
    return ent_fail(err, ENT_ERR_USAGE,
                    "expected COLUMN, COLUMN > NUMBER, alliance:COLUMN, log(COLUMN), log1p(COLUMN) "
                    "or shared(COLUMN), found '%.80s'",
                    text);
}

/* Take "log(x)" apart; the name is left in @p word. */
static form take_form(char word[WORD]) {
    static const char *const names[] = {NULL, "log(", "log1p(", "shared("};
    size_t length = strlen(word);
    for (size_t k = 1; k < 4; k++) {
        size_t begin = strlen(names[k]);
        if (strncmp(word, names[k], begin) != 0 || word[length - 1] != ')') continue;
        word[length - 1] = '\0';
        memmove(word, word + begin, length - begin);
        return (form)k;
    }
    return FORM_PLAIN;
}

static ent_status read_part(const char *text, ent_unit unit, part *out, ent_error *err) {
    static const char *const compares[] = {">", ">=", "<", "<=", "=", "!="};
    static const char alliance[] = "alliance:";
    char word[WORD] = "";
    char compare[3] = "";
    char number[WORD] = "";
    int used = 0;
    *out = (part){0};
    int found = sscanf(text, " %63[^<>=! ] %2[<>=!] %63s %n", word, compare, number, &used);
    if (found == 1) (void)sscanf(text, " %63[^<>=! ] %n", word, &used);
    if ((found != 1 && found != 3) || text[used] != '\0') return not_understood(text, err);
    for (size_t k = 0; found == 3 && k < sizeof compares / sizeof compares[0]; k++)
        if (strcmp(compares[k], compare) == 0) memcpy(out->compare, compare, sizeof compare);
    if (found == 3 && (out->compare[0] == '\0' || !ent_number_read(number, &out->than)))
        return not_understood(text, err);
    if (strncmp(word, alliance, sizeof alliance - 1) == 0)
        memmove(word, word + sizeof alliance - 1, strlen(word) - sizeof alliance + 2);
    out->form = take_form(word);
    ent_status status = ent_column_find(unit, word, &out->column, err);
    if (status == ENT_OK) out->needs = ent_column_at(unit, out->column)->needs;
    return status;
}

static double value_of(const part *own, double x) {
    if (own->form == FORM_LOG) x = x > 0 ? log(x) : ent_missing();
    if (own->form == FORM_LOG1P) x = x > -1 ? log1p(x) : ent_missing();
    if (own->compare[0] == '\0' || ent_is_missing(x)) return x;
    bool equal = own->compare[1] == '=';
    switch (own->compare[0]) {
    case '>':
        return equal ? x >= own->than : x > own->than;
    case '<':
        return equal ? x <= own->than : x < own->than;
    case '=':
        return x == own->than;
    default:
        return x != own->than;
    }
}

static ent_status slice_of(ent_network_source *own, unsigned needs, size_t wave,
                           const ent_slice **slice, ent_error *err) {
    if (own->year == NULL)
        return ent_fail(err, ENT_ERR_USAGE,
                        "expected actors = system:cow (or gw) in [data] where a store is read");
    if (own->loader == NULL || own->needs != needs) {
        ent_loader_free(own->loader);
        own->loader = NULL;
        ent_status status =
            ent_loader_new(&own->loader, own->store, own->registry, own->system, needs, err);
        if (status != ENT_OK) return status;
        own->needs = needs;
    }
    return ent_loader_year(own->loader, own->year[wave], slice, err);
}

/* Row of each actor in the slice; SIZE_MAX when it was no member that year. */
static ent_status find_rows(const ent_network_source *own, const ent_slice *slice, size_t **place,
                            ent_error *err) {
    ent_status status = ent_array_new((void **)place, slice->n, sizeof **place, err);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < slice->n; k++)
        (*place)[k] = SIZE_MAX;
    for (size_t i = 0; i < own->n; i++) {
        size_t row = ent_slice_find(slice, own->actor[i]);
        if (row != SIZE_MAX) (*place)[row] = i;
    }
    return ENT_OK;
}

static ent_status one_dyadic(ent_network_source *own, const part *one, size_t wave, double *value,
                             ent_error *err) {
    const ent_slice *slice = NULL;
    ent_pairs pairs = {0};
    size_t *place = NULL;
    double *column = NULL;
    size_t n = own->n;
    ent_status status = slice_of(own, one->needs, wave, &slice, err);
    if (status == ENT_OK) status = ent_pairs_of(slice, ENT_UNIT_DIRECTED, NULL, 0, &pairs, err);
    if (status == ENT_OK) status = find_rows(own, slice, &place, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&column, pairs.count, sizeof *column, err);
    if (status == ENT_OK)
        status =
            ent_columns_compute(slice, ENT_UNIT_DIRECTED, &pairs, &one->column, 1, &column, err);
    for (size_t k = 0; k < n * n && status == ENT_OK; k++)
        value[k] = ent_missing();
    for (size_t k = 0; k < pairs.count && status == ENT_OK; k++) {
        size_t i = place[pairs.i[k]];
        size_t j = place[pairs.j[k]];
        if (i != SIZE_MAX && j != SIZE_MAX) value[i * n + j] = value_of(one, column[k]);
    }
    free(column);
    free(place);
    ent_pairs_free(&pairs);
    return status;
}

/* How many third actors two have in common; missing counts as none, unless nothing is known. */
static ent_status count_shared(double *value, size_t n, ent_error *err) {
    double *from = NULL;
    bool known = false;
    for (size_t k = 0; k < n * n && !known; k++)
        known = !ent_is_missing(value[k]);
    if (!known) return ENT_OK;
    ent_status status = ent_array_new((void **)&from, n * n, sizeof *from, err);
    if (status != ENT_OK) return status;
    memcpy(from, value, n * n * sizeof *from);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            value[i * n + j] = 0;
            for (size_t h = 0; h < n; h++)
                value[i * n + j] += from[i * n + h] > 0 && from[j * n + h] > 0;
        }
    free(from);
    return ENT_OK;
}

/* Join by "or": one if any is, missing if none is and any is missing. */
static double either(double a, double b) {
    if (a > 0 || b > 0) return 1;
    return ent_is_missing(a) || ent_is_missing(b) ? ent_missing() : 0;
}

static ent_status supply_dyads(void *context, const char *what, size_t wave, double *value,
                               ent_error *err) {
    ent_network_source *own = context;
    size_t cells = own->n * own->n;
    double *more = NULL;
    bool first = true;
    char *text = strdup(what);
    ent_status status = text != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK) status = ent_array_new((void **)&more, cells, sizeof *more, err);
    for (char *at = text; at != NULL && status == ENT_OK;) {
        part one;
        char *end = strstr(at, " or ");
        if (end != NULL) *end = '\0';
        status = read_part(at, ENT_UNIT_DIRECTED, &one, err);
        if (status == ENT_OK) status = one_dyadic(own, &one, wave, more, err);
        if (status == ENT_OK && one.form == FORM_SHARED) status = count_shared(more, own->n, err);
        for (size_t k = 0; k < cells && status == ENT_OK; k++)
            value[k] = first ? more[k] : either(value[k], more[k]);
        first = false;
        at = end != NULL ? end + 4 : NULL;
    }
    free(more);
    free(text);
    return status;
}

static ent_status supply_values(void *context, const char *what, size_t wave, double *value,
                                ent_error *err) {
    ent_network_source *own = context;
    const ent_slice *slice = NULL;
    size_t *place = NULL;
    double *column = NULL;
    part one;
    ent_status status = read_part(what, ENT_UNIT_STATE, &one, err);
    if (status == ENT_OK && one.form == FORM_SHARED) status = not_understood(what, err);
    if (status == ENT_OK) status = slice_of(own, one.needs, wave, &slice, err);
    if (status != ENT_OK || slice == NULL) return status;
    status = find_rows(own, slice, &place, err);
    if (status == ENT_OK) status = ent_array_new((void **)&column, slice->n, sizeof *column, err);
    if (status == ENT_OK)
        status = ent_columns_compute(slice, ENT_UNIT_STATE, NULL, &one.column, 1, &column, err);
    for (size_t i = 0; i < own->n && status == ENT_OK; i++)
        value[i] = ent_missing();
    for (size_t k = 0; status == ENT_OK && k < slice->n; k++)
        if (place[k] != SIZE_MAX) value[place[k]] = value_of(&one, column[k]);
    free(column);
    free(place);
    return status;
}

ent_saom_supplier ent_network_source_supplier(ent_network_source *source) {
    return (ent_saom_supplier){source, supply_actors, supply_values, supply_dyads};
}
