/* SPDX-License-Identifier: Apache-2.0 */
/* A reviewed candidate from its line (docs/accept.md describes the fields). Nothing is guessed: a
 * line that is not fully understood is refused. */
#include "entente/confirm.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/reader_model.h"

enum { ACTORS_MAX = 64 };

struct ent_confirmation_memory {
    json_t *root;
    char *line;
    ent_claim_actor actors[ACTORS_MAX];
    ent_claim_quote *quotes;
    ent_claim_speaker *speakers;
    ent_claim_amount *amounts;
};

/* A line being read. */
struct reading {
    const char *where;
    const ent_actors *actors;
    const ent_confirm_options *options;
    ent_confirmation *out;
    ent_error *err;
};

/* ---- values ---- */

/* "FILE:LINE: field 'kinds': expected …, found …" */
static ent_status bad(const struct reading *reading, const char *field, const char *expected,
                      const json_t *found) {
    char *text = found != NULL ? json_dumps(found, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    ent_fail(reading->err, ENT_ERR_FORMAT, "%s: field '%s': expected %s, found %.60s",
             reading->where, field, expected, text != NULL ? text : "none");
    free(text);
    return ENT_ERR_FORMAT;
}

/* Whether a text could command a terminal. */
static bool has_controls(const char *text) {
    for (; *text != '\0'; text++)
        if (((unsigned char)*text < ' ' && strchr("\t\n\r", *text) == NULL) || *text == 0x7F)
            return true;
    return false;
}

/* A string; @p needed: not empty. Absent or null is "". */
static ent_status read_text(const struct reading *reading, const json_t *object, const char *field,
                            bool needed, const char **out) {
    const json_t *value = json_object_get(object, field);
    *out = json_is_string(value) ? json_string_value(value) : "";
    bool absent = value == NULL || json_is_null(value);
    if ((!json_is_string(value) && !absent) || (needed && (*out)[0] == '\0'))
        return bad(reading, field, "a string", value);
    if (has_controls(*out))
        return bad(reading, field, "a string without control characters", value);
    return ENT_OK;
}

static ent_status read_date(const struct reading *reading, const json_t *object, const char *field,
                            bool needed, ent_date *out) {
    const char *text = NULL;
    ent_status status = read_text(reading, object, field, needed, &text);
    *out = (ent_date){0};
    if (status != ENT_OK || text[0] == '\0') return status;
    if (ent_date_parse(text, out) && out->year != 0) return ENT_OK;
    return bad(reading, field, "a date, YYYY, YYYY-MM or YYYY-MM-DD",
               json_object_get(object, field));
}

static ent_status read_among(const struct reading *reading, const json_t *object, const char *field,
                             const char *const *words, const char *expected, const char **out) {
    ent_status status = read_text(reading, object, field, true, out);
    for (; *words != NULL && status == ENT_OK; words++)
        if (strcmp(*words, *out) == 0) return ENT_OK;
    return status == ENT_OK ? bad(reading, field, expected, json_object_get(object, field))
                            : status;
}

/* A list; absent is an empty one. */
static ent_status read_list(const struct reading *reading, const json_t *object, const char *field,
                            bool needed, const json_t **out) {
    *out = json_object_get(object, field);
    bool absent = *out == NULL || json_is_null(*out);
    if (absent && !needed) return ENT_OK;
    if (!json_is_array(*out) || (needed && json_array_size(*out) == 0))
        return bad(reading, field, needed ? "a list that is not empty" : "a list", *out);
    for (size_t i = 0; i < json_array_size(*out); i++)
        if (!json_is_object(json_array_get(*out, i)))
            return bad(reading, field, "a list of objects", json_array_get(*out, i));
    return ENT_OK;
}

static ent_status read_count(const struct reading *reading, const json_t *object, const char *field,
                             int64_t most, int64_t *out) {
    const json_t *value = json_object_get(object, field);
    *out = json_integer_value(value);
    if (value == NULL || json_is_null(value)) return ENT_OK;
    if (!json_is_integer(value) || *out < 0 || *out > most)
        return bad(reading, field, "a whole number that is not negative", value);
    return ENT_OK;
}

/* ---- who ---- */

static bool in_lineage(const ent_actor_ref *ref, ent_actor actor) {
    for (int i = 0; i < ref->count; i++)
        if (ref->actor[i] == actor) return true;
    return false;
}

/* By the ISO3 code or name alone: the actor of that lineage at the claim's date, or the latest. */
static ent_actor actor_at(const struct reading *reading, const ent_actor_ref *ref) {
    enum { LATEST = 2100 };
    int year = reading->out->claim.last.year != 0 ? reading->out->claim.last.year
                                                  : reading->out->review.page.date.year;
    ent_actor actor = ent_actor_ref_at(reading->actors, ENT_COW, ref, year != 0 ? year : LATEST);
    return actor != 0 ? actor : ref->actor[0];
}

static ent_status read_state(const struct reading *reading, const json_t *object,
                             ent_claim_actor *who) {
    const char *name = NULL;
    int64_t code = 0;
    ent_actor_ref ref = {0};
    ent_status status = read_text(reading, object, "actor", false, &name);
    if (status == ENT_OK) status = read_count(reading, object, "code", INT32_MAX, &code);
    if (status != ENT_OK) return status;
    if (code != 0 && !ent_actor_known(reading->actors, (ent_actor)code))
        return bad(reading, "code", "the number of a state", json_object_get(object, "code"));
    if (code == 0 && name[0] == '\0')
        return bad(reading, "actor", "a state or a bloc", json_object_get(object, "actor"));
    if (name[0] != '\0' && ent_actor_find(reading->actors, name, &ref, NULL) != ENT_OK)
        return bad(reading, "actor", "an ISO3 code or name", json_object_get(object, "actor"));
    if (code != 0 && name[0] != '\0' && !in_lineage(&ref, (ent_actor)code))
        return bad(reading, "actor", "the state that field 'code' is of",
                   json_object_get(object, "actor"));
    who->actor = code != 0 ? (ent_actor)code : actor_at(reading, &ref);
    return ENT_OK;
}

static ent_status read_actor(const struct reading *reading, const json_t *object, bool target) {
    ent_claim_record *claim = &reading->out->claim;
    ent_claim_actor *who = &reading->out->memory->actors[claim->actor_count];
    if (claim->actor_count == ACTORS_MAX)
        return ent_fail(reading->err, ENT_ERR_FORMAT, "%s: expected at most %d actors",
                        reading->where, (int)ACTORS_MAX);
    *who = (ent_claim_actor){.target = target};
    ent_status status = read_text(reading, object, "bloc", false, &who->bloc);
    if (status == ENT_OK && who->bloc[0] == '\0') status = read_state(reading, object, who);
    if (json_is_true(json_object_get(object, "inferred"))) reading->out->review.inferred = true;
    claim->actor_count += status == ENT_OK;
    return status;
}

static ent_status read_actors(const struct reading *reading, const json_t *root) {
    static const char *const sides[] = {"source", "target"};
    ent_claim_record *claim = &reading->out->claim;
    ent_status status = ENT_OK;
    for (size_t s = 0; s < 2 && status == ENT_OK; s++) {
        const json_t *list = NULL;
        status = read_list(reading, root, sides[s], false, &list);
        for (size_t i = 0; i < json_array_size(list) && status == ENT_OK; i++)
            status = read_actor(reading, json_array_get(list, i), s == 1);
    }
    if (status == ENT_OK && claim->actor_count == 0)
        return bad(reading, "source", "a state or bloc here or in 'target'",
                   json_object_get(root, "source"));
    claim->actors = reading->out->memory->actors;
    claim->directed = json_is_true(json_object_get(root, "directed"));
    return status;
}

/* ---- what and when ---- */

static bool kind_known(const char *name) {
    size_t subject = 0;
    ent_kind kind = ENT_KINDS;
    return ent_class_from_name(ENT_HEAD_SUBJECT, name, &subject) ||
           (ent_kind_from_name(name, &kind) && kind < ENT_EVIDENCE_KINDS);
}

/* The first kind that is one: a person who accepts says that there is a claim. */
static ent_status read_kind(const struct reading *reading, const json_t *root) {
    ent_claim_record *claim = &reading->out->claim;
    const json_t *list = NULL;
    claim->kind = "";
    ent_status status = read_list(reading, root, "kinds", true, &list);
    for (size_t i = 0; i < json_array_size(list) && status == ENT_OK; i++) {
        const char *name = NULL;
        status = read_text(reading, json_array_get(list, i), "kind", true, &name);
        if (status == ENT_OK && !kind_known(name))
            return bad(reading, "kind",
                       "alliance, agreement, exercise, transfer, deployment, exchange, dispute, "
                       "rivalry, sanction, trade, threat, trust, interest or none",
                       json_object_get(json_array_get(list, i), "kind"));
        if (status == ENT_OK && claim->kind[0] == '\0' && strcmp(name, "none") != 0)
            claim->kind = name;
    }
    if (status == ENT_OK && claim->kind[0] == '\0' &&
        reading->out->review.decision != ENT_CLAIM_REJECTED)
        return bad(reading, "kinds", "a kind other than none in what is accepted", list);
    return status;
}

static ent_status read_when(const struct reading *reading, const json_t *root) {
    static const char *const precisions[] = {"day", "month", "year", "decade", "vague", NULL};
    ent_claim_record *claim = &reading->out->claim;
    const json_t *when = json_object_get(root, "when");
    reading->out->review.when = "";
    claim->precision = "";
    if (when == NULL || json_is_null(when)) return ENT_OK;
    if (!json_is_object(when)) return bad(reading, "when", "an object or null", when);
    ent_status status = read_date(reading, when, "first", true, &claim->first);
    if (status == ENT_OK) status = read_date(reading, when, "last", true, &claim->last);
    if (status == ENT_OK && ent_date_days(claim->first, false) > ent_date_days(claim->last, true))
        return bad(reading, "last", "a date that is not before 'first'",
                   json_object_get(when, "last"));
    /* "2018-09" and its first and last day are one date: claims are compared by it. */
    if (status == ENT_OK) claim->first = ent_date_from_days(ent_date_days(claim->first, false));
    if (status == ENT_OK) claim->last = ent_date_from_days(ent_date_days(claim->last, true));
    if (status == ENT_OK)
        status = read_among(reading, when, "precision", precisions,
                            "day, month, year, decade or vague", &claim->precision);
    if (status == ENT_OK)
        status = read_text(reading, when, "text", false, &reading->out->review.when);
    return status;
}

static ent_status read_amounts(const struct reading *reading, const json_t *root) {
    ent_confirmation *out = reading->out;
    const json_t *list = NULL;
    ent_status status = read_list(reading, root, "amounts", false, &list);
    size_t count = json_array_size(list);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->memory->amounts, count, sizeof(ent_claim_amount),
                               reading->err);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const json_t *object = json_array_get(list, i);
        const json_t *value = json_object_get(object, "value");
        ent_claim_amount *amount = &out->memory->amounts[i];
        amount->value = json_is_number(value) ? json_number_value(value) : ent_missing();
        if (value != NULL && !json_is_null(value) && !json_is_number(value))
            return bad(reading, "value", "a number", value);
        status = read_text(reading, object, "unit", false, &amount->unit);
        if (status == ENT_OK) status = read_text(reading, object, "text", false, &amount->text);
    }
    out->review.amounts = out->memory->amounts;
    out->review.amount_count = count;
    return status;
}

/* ---- words and who says them ---- */

static ent_status read_quote(const struct reading *reading, const json_t *object,
                             ent_claim_quote *quote) {
    static const char *const languages[] = {"en", "zh", NULL};
    static const char *const parts[] = {"title", "byline", "body", "comment", NULL};
    int64_t comment = 0;
    ent_status status = read_text(reading, object, "text", true, &quote->text);
    if (status == ENT_OK) status = read_count(reading, object, "begin", INT64_MAX, &quote->begin);
    if (status == ENT_OK) status = read_count(reading, object, "end", INT64_MAX, &quote->end);
    if (status == ENT_OK && quote->end < quote->begin)
        return bad(reading, "end", "a place that is not before 'begin'",
                   json_object_get(object, "end"));
    if (status == ENT_OK)
        status = read_among(reading, object, "language", languages, "en or zh", &quote->language);
    if (status == ENT_OK)
        status = read_among(reading, object, "part", parts, "title, byline, body or comment",
                            &quote->part);
    if (status == ENT_OK) status = read_count(reading, object, "comment", INT32_MAX, &comment);
    quote->comment = (int)comment;
    return status;
}

static ent_status read_quotes(const struct reading *reading, const json_t *root) {
    ent_confirmation *out = reading->out;
    const json_t *list = NULL;
    ent_status status = read_list(reading, root, "quotes", true, &list);
    size_t count = json_array_size(list);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->memory->quotes, count, sizeof(ent_claim_quote),
                               reading->err);
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = read_quote(reading, json_array_get(list, i), &out->memory->quotes[i]);
    out->review.quotes = out->memory->quotes;
    out->review.quote_count = count;
    return status;
}

static ent_status read_speakers(const struct reading *reading, const json_t *root) {
    static const char *const kinds[] = {"author", "commenter", "named", NULL};
    ent_confirmation *out = reading->out;
    const json_t *list = NULL;
    ent_status status = read_list(reading, root, "attribution", true, &list);
    size_t count = json_array_size(list);
    if (status == ENT_OK)
        status = ent_array_new((void **)&out->memory->speakers, count, sizeof(ent_claim_speaker),
                               reading->err);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const json_t *object = json_array_get(list, i);
        ent_claim_speaker *speaker = &out->memory->speakers[i];
        status = read_among(reading, object, "kind", kinds, "author, commenter or named",
                            &speaker->kind);
        if (status == ENT_OK)
            status = read_text(reading, object, "source", false, &speaker->source);
        if (status == ENT_OK) status = read_text(reading, object, "cue", false, &speaker->cue);
    }
    out->review.speakers = out->memory->speakers;
    out->review.speaker_count = count;
    return status;
}

/* ---- the line as a whole ---- */

static ent_status read_page(const struct reading *reading, const json_t *root) {
    const json_t *document = json_object_get(root, "document");
    ent_claim_page *page = &reading->out->review.page;
    if (!json_is_object(document)) return bad(reading, "document", "an object", document);
    ent_status status = read_text(reading, document, "id", false, &page->id);
    if (status == ENT_OK) status = read_text(reading, document, "title", false, &page->title);
    if (status == ENT_OK) status = read_text(reading, document, "url", false, &page->url);
    if (status == ENT_OK) status = read_date(reading, document, "date", false, &page->date);
    return status;
}

static ent_status read_id(const struct reading *reading, const json_t *root) {
    const char *id = NULL;
    ent_status status = read_text(reading, root, "id", true, &id);
    reading->out->review.ref = id;
    if (status != ENT_OK || (strlen(id) == 16 && strspn(id, "0123456789abcdef") == 16))
        return status;
    return bad(reading, "id", "16 hexadecimal digits", json_object_get(root, "id"));
}

/* Who decided what, and when; what options say is written into the line. */
static ent_status read_decision(const struct reading *reading, json_t *root) {
    ent_claim_review *review = &reading->out->review;
    const ent_confirm_options *options = reading->options;
    const char *decision = NULL;
    char today[ENT_DATE_TEXT];
    ent_status status = read_text(reading, root, "decision", false, &decision);
    if (status != ENT_OK) return status;
    if (decision[0] == '\0' && !options->all) return ENT_OK;
    if (decision[0] == '\0') {
        json_object_set_new(root, "decision", json_string("accepted"));
        decision = "accepted";
    }
    if (!ent_claim_decision_from_name(decision, &review->decision))
        return bad(reading, "decision", "accepted, edited or rejected",
                   json_object_get(root, "decision"));
    reading->out->decided = true;
    status = read_text(reading, root, "reviewer", false, &review->reviewer);
    if (status == ENT_OK && review->reviewer[0] == '\0' && options->reviewer != NULL) {
        json_object_set_new(root, "reviewer", json_string(options->reviewer));
        json_object_set_new(root, "reviewed", json_string(ent_date_format(options->today, today)));
    }
    if (status == ENT_OK) status = read_text(reading, root, "reviewer", true, &review->reviewer);
    return status == ENT_OK ? read_date(reading, root, "reviewed", true, &review->reviewed)
                            : status;
}

static ent_status read_modality(const struct reading *reading, const json_t *root) {
    static const char *const modalities[] = {"asserted",     "denied", "expected",
                                             "hypothetical", "asked",  NULL};
    return read_among(reading, root, "modality", modalities,
                      "asserted, denied, expected, hypothetical or asked",
                      &reading->out->claim.modality);
}

static ent_status read_all(const struct reading *reading, json_t *root) {
    static ent_status (*const parts[])(const struct reading *, const json_t *) = {
        read_id,       read_page,    read_when,   read_kind,    read_actors,
        read_modality, read_amounts, read_quotes, read_speakers};
    ent_status status = read_decision(reading, root);
    if (status != ENT_OK || !reading->out->decided) return status;
    for (size_t p = 0; p < sizeof parts / sizeof parts[0] && status == ENT_OK; p++)
        status = parts[p](reading, root);
    if (status != ENT_OK) return status;
    reading->out->memory->line = json_dumps(root, JSON_COMPACT);
    reading->out->review.line = reading->out->memory->line;
    return reading->out->memory->line != NULL
               ? ENT_OK
               : ent_fail(reading->err, ENT_ERR_MEMORY, "out of memory");
}

ent_status ent_confirmation_read(ent_confirmation *out, const ent_actors *actors, const char *where,
                                 const char *line, size_t size, const ent_confirm_options *options,
                                 ent_error *err) {
    json_error_t why;
    struct reading reading = {where, actors, options, out, err};
    *out = (ent_confirmation){0};
    ent_status status = ent_array_new((void **)&out->memory, 1, sizeof *out->memory, err);
    if (status != ENT_OK) return status;
    json_t *root = json_loadb(line, size, JSON_REJECT_DUPLICATES, &why);
    out->memory->root = root;
    if (root == NULL)
        status = ent_fail(err, ENT_ERR_FORMAT, "%s: expected a JSON object: %s (byte %d)", where,
                          why.text, why.position);
    else if (!json_is_object(root))
        status = ent_fail(err, ENT_ERR_FORMAT, "%s: expected a JSON object", where);
    else
        status = read_all(&reading, root);
    if (status != ENT_OK) ent_confirmation_free(out);
    return status;
}

void ent_confirmation_free(ent_confirmation *confirmation) {
    struct ent_confirmation_memory *memory = confirmation->memory;
    if (memory != NULL) {
        json_decref(memory->root);
        free(memory->line);
        free(memory->quotes);
        free(memory->speakers);
        free(memory->amounts);
        free(memory);
    }
    *confirmation = (ent_confirmation){0};
}
