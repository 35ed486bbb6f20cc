/* SPDX-License-Identifier: Apache-2.0 */
#include "read/review.h"

#include <stdlib.h>
#include <string.h>

#include "read/lines.h"

struct candidate {
    json_t *read; /* as it came */
    json_t *now;  /* as edited */
    bool decided;
    ent_claim_decision decision;
};

struct ent_review {
    const ent_actors *actors;
    const char *path;
    struct candidate *list;
    size_t count, capacity;
    json_t *place; /* of a candidate by what tells it from others */
    ent_text key;
};

/* ---- reading ---- */

static const char *text_of(const json_t *object, const char *field) {
    const char *text = json_string_value(json_object_get(object, field));
    return text != NULL ? text : "";
}

/* A page may say the same twice: the place tells. */
static ent_status make_key(ent_review *review, const json_t *object, ent_error *err) {
    const json_t *page = json_object_get(object, "document");
    const json_t *quote = json_array_get(json_object_get(object, "quotes"), 0);
    ent_text_clear(&review->key);
    return ent_text_format(&review->key, err, "%s %s %s %lld", text_of(object, "id"),
                           text_of(page, "id"), text_of(page, "url"),
                           (long long)json_integer_value(json_object_get(quote, "begin")));
}

/* A line as an object, checked as a rejected one is: it may be of no kind. */
static ent_status read_object(ent_review *review, const char *where, const char *line, size_t size,
                              json_t **out, ent_error *err) {
    const ent_confirm_options options = {.reviewer = "?", .today = {2000, 1, 1}};
    ent_confirmation checked = {0};
    json_error_t why;
    json_t *object = json_loadb(line, size, JSON_REJECT_DUPLICATES, &why);
    *out = NULL;
    if (!json_is_object(object)) {
        json_decref(object);
        return ent_fail(err, ENT_ERR_FORMAT, "%s: expected a JSON object%s%s", where,
                        object == NULL ? ": " : "", object == NULL ? why.text : "");
    }
    json_t *copy = json_copy(object);
    json_object_set_new(copy, "decision", json_string("rejected"));
    char *text = json_dumps(copy, JSON_COMPACT);
    json_decref(copy);
    ent_status status = text != NULL ? ent_confirmation_read(&checked, review->actors, where, text,
                                                             strlen(text), &options, err)
                                     : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_confirmation_free(&checked);
    free(text);
    if (status == ENT_OK) status = make_key(review, object, err);
    if (status == ENT_OK)
        *out = object;
    else
        json_decref(object);
    return status;
}

static ent_status add_line(void *context, const char *where, const char *line, size_t size,
                           ent_error *err) {
    ent_review *review = context;
    json_t *object = NULL;
    ent_status status = read_object(review, where, line, size, &object, err);
    if (status != ENT_OK) return status;
    bool known = json_object_get(review->place, review->key.bytes) != NULL;
    if (!known)
        status = ent_array_reserve((void **)&review->list, &review->capacity, review->count + 1,
                                   sizeof *review->list, err);
    if (known || status != ENT_OK) {
        json_decref(object);
        return status;
    }
    review->list[review->count] = (struct candidate){.read = object, .now = json_deep_copy(object)};
    int failed = json_object_set_new(review->place, review->key.bytes,
                                     json_integer((json_int_t)review->count));
    bool whole = failed == 0 && review->list[review->count].now != NULL;
    review->count++;
    return whole ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
}

static ent_status add_decided(void *context, const char *where, const char *line, size_t size,
                              ent_error *err) {
    ent_review *review = context;
    json_t *object = NULL;
    ent_status status = read_object(review, where, line, size, &object, err);
    if (status != ENT_OK) return status;
    const json_t *place = json_object_get(review->place, review->key.bytes);
    ent_claim_decision decision = ENT_CLAIM_ACCEPTED;
    if (place == NULL)
        status =
            ent_fail(err, ENT_ERR_FORMAT, "%s: expected a candidate of %s", where, review->path);
    else if (!ent_claim_decision_from_name(text_of(object, "decision"), &decision))
        status = ent_fail(err, ENT_ERR_FORMAT,
                          "%s: field 'decision': expected accepted, edited or rejected", where);
    if (status != ENT_OK) {
        json_decref(object);
        return status;
    }
    struct candidate *candidate = &review->list[json_integer_value(place)];
    json_decref(candidate->now);
    candidate->now = object;
    candidate->decided = true;
    candidate->decision = decision;
    return ENT_OK;
}

static bool exists(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file != NULL) fclose(file);
    return file != NULL;
}

ent_status ent_review_open(ent_review **out, const ent_actors *actors, const char *path,
                           const char *decided, ent_error *err) {
    *out = NULL;
    ent_review *review = calloc(1, sizeof *review);
    if (review == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    review->actors = actors;
    review->path = path;
    review->place = json_object();
    ent_status status = review->place != NULL ? ent_lines_read(path, NULL, 0, add_line, review, err)
                                              : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK && exists(decided))
        status = ent_lines_read(decided, NULL, 0, add_decided, review, err);
    if (status == ENT_OK)
        *out = review;
    else
        ent_review_free(review);
    return status;
}

void ent_review_free(ent_review *review) {
    if (review == NULL) return;
    for (size_t i = 0; i < review->count; i++) {
        json_decref(review->list[i].read);
        json_decref(review->list[i].now);
    }
    json_decref(review->place);
    ent_text_free(&review->key);
    free(review->list);
    free(review);
}

/* ---- looking ---- */

size_t ent_review_count(const ent_review *review) {
    return review->count;
}

size_t ent_review_decided(const ent_review *review, ent_claim_decision decision) {
    size_t count = 0;
    for (size_t i = 0; i < review->count; i++)
        count += review->list[i].decided && review->list[i].decision == decision;
    return count;
}

size_t ent_review_next(const ent_review *review, size_t from) {
    while (from < review->count && review->list[from].decided)
        from++;
    return from;
}

size_t ent_review_last(const ent_review *review, size_t from) {
    while (from > 0 && from <= review->count)
        if (review->list[--from].decided) return from;
    return review->count;
}

const json_t *ent_review_candidate(const ent_review *review, size_t index) {
    return review->list[index].now;
}

bool ent_review_changed(const ent_review *review, size_t index) {
    const struct candidate *candidate = &review->list[index];
    return !candidate->decided && json_equal(candidate->read, candidate->now) == 0;
}

/* ---- deciding ---- */

static bool has_kind(const json_t *candidate) {
    const json_t *kinds = json_object_get(candidate, "kinds");
    for (size_t k = 0; k < json_array_size(kinds); k++)
        if (strcmp(text_of(json_array_get(kinds, k), "kind"), "none") != 0) return true;
    return false;
}

ent_status ent_review_decide(ent_review *review, size_t index, ent_claim_decision decision,
                             const char *reviewer, ent_date today, ent_error *err) {
    struct candidate *candidate = &review->list[index];
    char date[ENT_DATE_TEXT];
    if (decision != ENT_CLAIM_REJECTED && !has_kind(candidate->now))
        return ent_fail(err, ENT_ERR_FORMAT, "no kind but none: edit the kind, or reject");
    if (decision == ENT_CLAIM_ACCEPTED && ent_review_changed(review, index))
        decision = ENT_CLAIM_EDITED;
    int failed = json_object_set_new(candidate->now, "decision",
                                     json_string(ent_claim_decision_name(decision)));
    failed |= json_object_set_new(candidate->now, "reviewer", json_string(reviewer));
    failed |=
        json_object_set_new(candidate->now, "reviewed", json_string(ent_date_format(today, date)));
    if (failed != 0)
        return ent_fail(err, ENT_ERR_MEMORY, "out of memory, or a name that is not UTF-8");
    candidate->decided = true;
    candidate->decision = decision;
    return ENT_OK;
}

ent_status ent_review_reset(ent_review *review, size_t index, ent_error *err) {
    struct candidate *candidate = &review->list[index];
    json_t *copy = json_deep_copy(candidate->read);
    if (copy == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    json_decref(candidate->now);
    candidate->now = copy;
    candidate->decided = false;
    return ENT_OK;
}

ent_status ent_review_edit(ent_review *review, size_t index, ent_review_field field,
                           const char *text, ent_error *err) {
    return ent_candidate_edit(review->list[index].now, review->actors, field, text, err);
}

ent_status ent_review_value(const ent_review *review, size_t index, ent_review_field field,
                            ent_text *out, ent_error *err) {
    return ent_candidate_value(review->list[index].now, field, out, err);
}

ent_status ent_review_lines(const ent_review *review, ent_text *out, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < review->count && status == ENT_OK; i++) {
        if (!review->list[i].decided) continue;
        char *line = json_dumps(review->list[i].now, JSON_COMPACT);
        status = line != NULL ? ent_text_add(out, line, strlen(line), err)
                              : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
        if (status == ENT_OK) status = ent_text_add(out, "\n", 1, err);
        free(line);
    }
    return status;
}
