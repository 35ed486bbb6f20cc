/* SPDX-License-Identifier: Apache-2.0 */
/* Edits of a candidate, as a person types them. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "entente/mention.h"
#include "entente/reader_model.h"
#include "read/review.h"

static const char *const modalities[] = {"asserted", "denied", "expected", "hypothetical", "asked"};

static const char *text_of(const json_t *object, const char *field) {
    const char *text = json_string_value(json_object_get(object, field));
    return text != NULL ? text : "";
}

static ent_status set(json_t *object, const char *field, json_t *value, ent_error *err) {
    return json_object_set_new(object, field, value) == 0
               ? ENT_OK
               : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
}

/* ---- kind, modality, direction ---- */

/* The kind chosen comes first and is certain; what the model thought of the others stays. */
static ent_status edit_kind(json_t *candidate, const char *text, ent_error *err) {
    size_t class_index = 0;
    ent_kind kind = ENT_KINDS;
    if (!ent_class_from_name(ENT_HEAD_SUBJECT, text, &class_index) &&
        (!ent_kind_from_name(text, &kind) || kind >= ENT_EVIDENCE_KINDS))
        return ent_fail(err, ENT_ERR_FORMAT,
                        "expected alliance, agreement, exercise, transfer, deployment, exchange, "
                        "dispute, rivalry, sanction, trade, threat, trust, interest or none, found "
                        "'%.40s'",
                        text);
    const json_t *before = json_object_get(candidate, "kinds");
    if (strcmp(text_of(json_array_get(before, 0), "kind"), text) == 0) return ENT_OK;
    json_t *kinds = json_pack("[{s:s, s:f}]", "kind", text, "p", 1.0);
    for (size_t k = 0; k < json_array_size(before) && kinds != NULL; k++)
        if (strcmp(text_of(json_array_get(before, k), "kind"), text) != 0)
            json_array_append(kinds, json_array_get(before, k));
    return set(candidate, "kinds", kinds, err);
}

static ent_status edit_modality(json_t *candidate, const char *text, ent_error *err) {
    for (size_t m = 0; m < sizeof modalities / sizeof modalities[0]; m++)
        if (strcmp(modalities[m], text) == 0)
            return set(candidate, "modality", json_string(text), err);
    return ent_fail(err, ENT_ERR_FORMAT,
                    "expected asserted, denied, expected, hypothetical or asked, found '%.40s'",
                    text);
}

static ent_status edit_directed(json_t *candidate, const char *text, ent_error *err) {
    bool yes = strcasecmp(text, "yes") == 0 || strcasecmp(text, "y") == 0;
    bool no = strcasecmp(text, "no") == 0 || strcasecmp(text, "n") == 0;
    if (!yes && !no)
        return ent_fail(err, ENT_ERR_FORMAT, "expected yes or no, found '%.40s'", text);
    return set(candidate, "directed", json_boolean(yes), err);
}

/* ---- actors ---- */

/* The year a name is read in: of the claim, of the document, or the present. */
static int year_of(const json_t *candidate) {
    enum { PRESENT = 2100 };
    ent_date date = {0};
    const json_t *when = json_object_get(candidate, "when");
    const json_t *page = json_object_get(candidate, "document");
    if (ent_date_parse(text_of(when, "last"), &date) && date.year != 0) return date.year;
    if (ent_date_parse(text_of(page, "date"), &date) && date.year != 0) return date.year;
    return PRESENT;
}

static const char *bloc_of(const char *text) {
    for (int b = 1; b <= ent_bloc_total(); b++)
        if (strcasecmp(ent_bloc_word(b), text) == 0) return ent_bloc_word(b);
    return NULL;
}

/* The candidate's own mention of the actor, which says where it is named; NULL if it has none. */
static json_t *mention_of(const json_t *candidate, ent_actor actor, const char *bloc) {
    static const char *const sides[] = {"source", "target"};
    for (size_t s = 0; s < 2; s++) {
        const json_t *list = json_object_get(candidate, sides[s]);
        for (size_t i = 0; i < json_array_size(list); i++) {
            json_t *who = json_array_get(list, i);
            bool same = bloc != NULL ? strcmp(text_of(who, "bloc"), bloc) == 0
                                     : json_integer_value(json_object_get(who, "code")) == actor;
            if (same) return json_incref(who);
        }
    }
    return NULL;
}

static json_t *make_mention(const ent_actors *actors, ent_actor actor, const char *bloc, int year) {
    const char *iso3 = bloc == NULL ? ent_actor_iso3(actors, actor, year) : "";
    const char *name = bloc == NULL ? ent_actor_name(actors, actor, ENT_EN, year) : bloc;
    return json_pack("{s:s, s:s, s:i, s:s, s:s, s:i, s:i, s:b, s:s}", "actor", iso3, "bloc",
                     bloc != NULL ? bloc : "", "code", (int)actor, "name", name, "text", "",
                     "begin", 0, "end", 0, "inferred", 0, "kind", bloc == NULL ? "state" : "bloc");
}

static ent_status find_actor(const json_t *candidate, const ent_actors *actors, const char *text,
                             json_t **who, ent_error *err) {
    ent_actor_ref ref = {0};
    ent_error why = {0};
    ent_actor actor = 0;
    int year = year_of(candidate);
    const char *bloc = bloc_of(text);
    if (bloc == NULL && ent_actor_find(actors, text, &ref, &why) != ENT_OK)
        return ent_fail(err, ENT_ERR_FORMAT, "%s", why.text);
    if (bloc == NULL) {
        actor = ent_actor_ref_at(actors, ENT_COW, &ref, year);
        if (actor == 0) actor = ref.actor[0];
    }
    *who = mention_of(candidate, actor, bloc);
    if (*who == NULL) *who = make_mention(actors, actor, bloc, year);
    return *who != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
}

static ent_status edit_actors(json_t *candidate, const ent_actors *actors, const char *side,
                              const char *text, ent_error *err) {
    char *copy = strdup(text);
    json_t *list = json_array();
    char *rest = copy;
    ent_status status =
        copy != NULL && list != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    for (char *name = strsep(&rest, ",;"); name != NULL && status == ENT_OK;
         name = strsep(&rest, ",;")) {
        json_t *who = NULL;
        name += strspn(name, " ");
        for (size_t length = strlen(name); length > 0 && name[length - 1] == ' '; length--)
            name[length - 1] = '\0';
        if (name[0] == '\0') continue;
        status = find_actor(candidate, actors, name, &who, err);
        if (status == ENT_OK) json_array_append_new(list, who);
    }
    free(copy);
    if (status == ENT_OK && json_array_size(list) == 0)
        status = ent_fail(err, ENT_ERR_FORMAT, "expected states or blocs, separated by commas");
    if (status == ENT_OK) return set(candidate, side, list, err);
    json_decref(list);
    return status;
}

/* ---- date ---- */

static const char *precision_of(ent_date first, ent_date last) {
    if (first.month == 0 || last.month == 0) return "year";
    return first.day == 0 || last.day == 0 ? "month" : "day";
}

static ent_status edit_date(json_t *candidate, const char *text, ent_error *err) {
    char part[ENT_DATE_TEXT];
    char days[2][ENT_DATE_TEXT];
    ent_date first = {0};
    const char *slash = strchr(text, '/');
    size_t length = slash != NULL ? (size_t)(slash - text) : strlen(text);
    if (strcmp(text, "none") == 0) return set(candidate, "when", json_null(), err);
    if (length >= sizeof part) length = sizeof part - 1;
    memcpy(part, text, length);
    part[length] = '\0';
    bool good = ent_date_parse(part, &first) && first.year != 0;
    ent_date last = first;
    if (good && slash != NULL) good = ent_date_parse(slash + 1, &last) && last.year != 0;
    if (!good || ent_date_days(first, false) > ent_date_days(last, true))
        return ent_fail(err, ENT_ERR_FORMAT,
                        "expected a date (2018, 2018-09 or 2018-09-11), two of them "
                        "(2018-09-11/2018-09-17) or none, found '%.40s'",
                        text);
    const char *precision = precision_of(first, last);
    ent_date_format(ent_date_from_days(ent_date_days(first, false)), days[0]);
    ent_date_format(ent_date_from_days(ent_date_days(last, true)), days[1]);
    const char *words = text_of(json_object_get(candidate, "when"), "text");
    return set(candidate, "when",
               json_pack("{s:s, s:s, s:s, s:s}", "first", days[0], "last", days[1], "precision",
                         precision, "text", words),
               err);
}

ent_status ent_candidate_edit(json_t *candidate, const ent_actors *actors, ent_review_field field,
                              const char *text, ent_error *err) {
    switch (field) {
    case ENT_REVIEW_KIND:
        return edit_kind(candidate, text, err);
    case ENT_REVIEW_SOURCE:
        return edit_actors(candidate, actors, "source", text, err);
    case ENT_REVIEW_TARGET:
        return edit_actors(candidate, actors, "target", text, err);
    case ENT_REVIEW_DIRECTED:
        return edit_directed(candidate, text, err);
    case ENT_REVIEW_MODALITY:
        return edit_modality(candidate, text, err);
    case ENT_REVIEW_DATE:
        return edit_date(candidate, text, err);
    default:
        return ent_fail(err, ENT_ERR_USAGE, "no such field");
    }
}

/* ---- values as they would be typed ---- */

static ent_status value_actors(const json_t *list, ent_text *out, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < json_array_size(list) && status == ENT_OK; i++) {
        const json_t *who = json_array_get(list, i);
        const char *bloc = text_of(who, "bloc");
        const char *name = bloc[0] != '\0' ? bloc : text_of(who, "name");
        status = ent_text_format(out, err, "%s%s", i > 0 ? ", " : "",
                                 name[0] != '\0' ? name : text_of(who, "actor"));
    }
    return status;
}

ent_status ent_candidate_value(const json_t *candidate, ent_review_field field, ent_text *out,
                               ent_error *err) {
    const json_t *when = json_object_get(candidate, "when");
    switch (field) {
    case ENT_REVIEW_KIND:
        return ent_text_format(
            out, err, "%s",
            text_of(json_array_get(json_object_get(candidate, "kinds"), 0), "kind"));
    case ENT_REVIEW_SOURCE:
        return value_actors(json_object_get(candidate, "source"), out, err);
    case ENT_REVIEW_TARGET:
        return value_actors(json_object_get(candidate, "target"), out, err);
    case ENT_REVIEW_DIRECTED:
        return ent_text_format(out, err, "%s",
                               json_is_true(json_object_get(candidate, "directed")) ? "yes" : "no");
    case ENT_REVIEW_MODALITY:
        return ent_text_format(out, err, "%s", text_of(candidate, "modality"));
    case ENT_REVIEW_DATE:
        return json_is_object(when) ? ent_text_format(out, err, "%s/%s", text_of(when, "first"),
                                                      text_of(when, "last"))
                                    : ent_text_format(out, err, "none");
    default:
        return ent_fail(err, ENT_ERR_USAGE, "no such field");
    }
}
