/* SPDX-License-Identifier: Apache-2.0 */
/* Examples for the model from what a person decided: an accepted candidate is of its kind, a
 * rejected one of none. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "read/lines.h"

enum { OTHERS = 16 };

/* A rejected candidate may be wrong in its actors or its words, and of a kind all the same. */
static const float rejected_weight = 0.5F;

struct example {
    char *text;
    ent_text_span source, target, others[OTHERS];
    size_t other_count;
    size_t subject;
    bool rejected;
};

struct learning {
    const ent_actors *actors;
    ent_confirm_learnt *learnt;
    struct example *list;
    size_t count, capacity;
};

/* Where a mention lies in a quote; false: not in it. */
static bool place(const json_t *who, const ent_claim_quote *quote, ent_text_span *span) {
    int64_t begin = json_integer_value(json_object_get(who, "begin")) - quote->begin;
    int64_t end = json_integer_value(json_object_get(who, "end")) - quote->begin;
    *span = (ent_text_span){0};
    if (begin < 0 || end <= begin || (size_t)end > strlen(quote->text)) return false;
    *span = (ent_text_span){(size_t)begin, (size_t)end};
    return true;
}

static bool apart(ent_text_span a, ent_text_span b) {
    return a.end <= b.begin || b.end <= a.begin;
}

/* The first mention of a side is marked, the rest are others. */
static void mark_side(struct example *example, const json_t *side, const ent_claim_quote *quote,
                      ent_text_span *marked) {
    for (size_t i = 0; i < json_array_size(side); i++) {
        ent_text_span span;
        if (!place(json_array_get(side, i), quote, &span)) continue;
        if (marked->end == 0)
            *marked = span;
        else if (example->other_count < OTHERS)
            example->others[example->other_count++] = span;
    }
}

static int by_begin(const void *a, const void *b) {
    size_t left = ((const ent_text_span *)a)->begin;
    size_t right = ((const ent_text_span *)b)->begin;
    return (left > right) - (left < right);
}

/* Others that overlap nothing, in order. */
static void settle_others(struct example *example) {
    size_t kept = 0;
    qsort(example->others, example->other_count, sizeof *example->others, by_begin);
    for (size_t i = 0; i < example->other_count; i++) {
        ent_text_span span = example->others[i];
        if (apart(span, example->source) && apart(span, example->target) &&
            (kept == 0 || apart(span, example->others[kept - 1])))
            example->others[kept++] = span;
    }
    example->other_count = kept;
}

/* Both sides marked in the quote, and apart. */
static bool mark(struct example *example, const json_t *root, const ent_claim_quote *quote) {
    example->source = example->target = (ent_text_span){0};
    example->other_count = 0;
    mark_side(example, json_object_get(root, "source"), quote, &example->source);
    mark_side(example, json_object_get(root, "target"), quote, &example->target);
    if (example->source.end == 0 || example->target.end == 0 ||
        !apart(example->source, example->target))
        return false;
    settle_others(example);
    return true;
}

static ent_status add_quotes(struct learning *learning, const ent_confirmation *read,
                             const json_t *root, ent_error *err) {
    struct example example = {.rejected = read->review.decision == ENT_CLAIM_REJECTED};
    const char *kind = example.rejected ? "none" : read->claim.kind;
    size_t before = learning->count;
    ent_status status = ENT_OK;
    bool known = ent_class_from_name(ENT_HEAD_SUBJECT, kind, &example.subject);
    for (size_t q = 0; q < read->review.quote_count && known && status == ENT_OK; q++) {
        if (!mark(&example, root, &read->review.quotes[q])) continue;
        status = ent_array_reserve((void **)&learning->list, &learning->capacity,
                                   learning->count + 1, sizeof *learning->list, err);
        example.text = status == ENT_OK ? strdup(read->review.quotes[q].text) : NULL;
        if (status == ENT_OK && example.text == NULL)
            status = ent_fail(err, ENT_ERR_MEMORY, "out of memory");
        if (status == ENT_OK) learning->list[learning->count++] = example;
    }
    if (status != ENT_OK) return status;
    bool used = learning->count > before;
    learning->learnt->left_out += !used;
    learning->learnt->rejected += used && example.rejected;
    learning->learnt->accepted += used && !example.rejected;
    return ENT_OK;
}

static ent_status read_line(void *context, const char *where, const char *line, size_t size,
                            ent_error *err) {
    static const ent_confirm_options options = {.reviewer = "?", .today = {2000, 1, 1}};
    struct learning *learning = context;
    ent_confirmation read = {0};
    ent_status status =
        ent_confirmation_read(&read, learning->actors, where, line, size, &options, err);
    if (status != ENT_OK) return status;
    if (read.decided) {
        json_t *root = json_loads(read.review.line, 0, NULL);
        status = root != NULL ? add_quotes(learning, &read, root, err)
                              : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
        json_decref(root);
    }
    ent_confirmation_free(&read);
    return status;
}

static ent_status fit(const struct learning *learning, ent_reader_model *model,
                      const ent_reader_train_options *options, ent_error *err) {
    ent_reader_example *examples = NULL;
    ent_status status = ent_array_new((void **)&examples, learning->count, sizeof *examples, err);
    for (size_t e = 0; e < learning->count && status == ENT_OK; e++) {
        const struct example *from = &learning->list[e];
        examples[e] = (ent_reader_example){.input = {.text = from->text,
                                                     .length = strlen(from->text),
                                                     .source = from->source,
                                                     .target = from->target,
                                                     .others = from->others,
                                                     .other_count = from->other_count},
                                           .label = {-1, -1, -1, -1},
                                           .weight = from->rejected ? rejected_weight : 1,
                                           .group = (uint32_t)e};
        examples[e].label[ENT_HEAD_SUBJECT] = (int)from->subject;
    }
    if (status == ENT_OK && learning->count == 0)
        status = ent_fail(err, ENT_ERR_FORMAT,
                          "nothing to learn from: expected decided candidates with both actors "
                          "marked");
    if (status == ENT_OK) status = ent_reader_adapt(model, examples, learning->count, options, err);
    free(examples);
    return status;
}

ent_status ent_confirm_learn(ent_reader_model *model, const ent_actors *actors,
                             const char *const *paths, size_t count,
                             const ent_reader_train_options *options, ent_confirm_learnt *learnt,
                             ent_error *err) {
    struct learning learning = {.actors = actors, .learnt = learnt};
    ent_status status = ENT_OK;
    for (size_t p = 0; p < count && status == ENT_OK; p++)
        status = ent_lines_read(paths[p], NULL, 0, read_line, &learning, err);
    if (status == ENT_OK) status = fit(&learning, model, options, err);
    for (size_t e = 0; e < learning.count; e++)
        free(learning.list[e].text);
    free(learning.list);
    return status;
}
