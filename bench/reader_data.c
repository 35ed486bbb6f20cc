/* SPDX-License-Identifier: Apache-2.0 */
#include "reader_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/csv.h"
#include "read/dictionary.h"
#include "read/stems.h"

static void must(ent_status status, const ent_error *err) {
    if (status == ENT_OK) return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void fail(const char *path, const char *what) {
    fprintf(stderr, "%s: %s\n", path, what);
    exit(1);
}

static ent_reader_example *new_example(reader_set *set, char *text) {
    ent_error err;
    must(ent_array_reserve((void **)&set->examples, &set->room, set->count + 1,
                           sizeof *set->examples, &err),
         &err);
    ent_reader_example *example = &set->examples[set->count];
    memset(example, 0, sizeof *example);
    example->input.text = text;
    example->input.length = strlen(text);
    for (int head = 0; head < ENT_HEADS; head++)
        example->label[head] = -1;
    example->weight = 1;
    example->group = (uint32_t)set->count++;
    return example;
}

static ent_role_example *new_role(reader_set *set, char *text) {
    ent_error err;
    must(ent_array_reserve((void **)&set->roles, &set->role_room, set->role_count + 1,
                           sizeof *set->roles, &err),
         &err);
    ent_role_example *example = &set->roles[set->role_count++];
    memset(example, 0, sizeof *example);
    example->text = text;
    example->length = strlen(text);
    example->weight = 1;
    return example;
}

/* ---- marks ---- */

struct mark {
    const char *open, *close;
};

/* Text without its marks; the first span of each. */
static char *unmark(const char *text, const struct mark marks[2], ent_text_span spans[2]) {
    char *out = malloc(strlen(text) + 1);
    size_t n = 0;
    spans[0] = spans[1] = (ent_text_span){0, 0};
    bool open[2] = {false, false};
    while (out != NULL && *text != '\0') {
        bool mark = false;
        for (size_t m = 0; m < 2 && !mark; m++) {
            size_t opening = strlen(marks[m].open);
            size_t closing = strlen(marks[m].close);
            if (strncmp(text, marks[m].open, opening) == 0) {
                if (spans[m].end == 0) spans[m].begin = n, open[m] = true;
                text += opening;
                mark = true;
            } else if (strncmp(text, marks[m].close, closing) == 0) {
                if (open[m]) spans[m].end = n;
                open[m] = false;
                text += closing;
                mark = true;
            }
        }
        if (!mark) out[n++] = *text++;
    }
    if (out != NULL) out[n] = '\0';
    return out;
}

static void set_labels(ent_reader_example *example, const char *root, const char *path) {
    size_t index = 0;
    if (strcmp(root, "none") == 0) {
        example->label[ENT_HEAD_EVENT] = ENT_QUAD_NONE;
        return;
    }
    if (!ent_class_from_name(ENT_HEAD_ROOT, root, &index)) fail(path, root);
    example->label[ENT_HEAD_ROOT] = (int)index;
    example->label[ENT_HEAD_QUAD] = (int)ent_root_quad((ent_root)index);
    example->label[ENT_HEAD_EVENT] = example->label[ENT_HEAD_QUAD];
}

/* ---- tables ---- */

static ent_csv *open_table(const char *path, char delimiter) {
    ent_csv *csv = NULL;
    ent_error err;
    ent_csv_options options = {.delimiter = delimiter, .unquoted = delimiter == '\t'};
    must(ent_csv_open(&csv, path, NULL, 0, &options, &err), &err);
    return csv;
}

static bool next_row(ent_csv *csv) {
    ent_error err;
    bool more = false;
    must(ent_csv_next(csv, &more, &err), &err);
    return more;
}

void reader_add_plover(reader_set *set, const char *path) {
    static const struct mark marks[2] = {{"<s>", "</s>"}, {"<t>", "</t>"}};
    ent_csv *csv = open_table(path, '\t');
    while (next_row(csv)) {
        ent_text_span spans[2];
        char *text = unmark(ent_csv_text(csv, ent_csv_find(csv, "marked_sentence")), marks, spans);
        ent_reader_example *example = new_example(set, text);
        example->input.source = spans[0];
        example->input.target = spans[1];
        set_labels(example, ent_csv_text(csv, ent_csv_find(csv, "root")), path);
        example->label[ENT_HEAD_QUAD] = atoi(ent_csv_text(csv, ent_csv_find(csv, "quad")));
        example->label[ENT_HEAD_EVENT] = example->label[ENT_HEAD_QUAD];
    }
    ent_csv_close(csv);
}

void reader_add_cameo(reader_set *set, const char *path) {
    char line[1 << 16];
    FILE *file = fopen(path, "r");
    if (file == NULL) fail(path, "cannot be opened");
    while (fgets(line, sizeof line, file) != NULL) {
        char *tab = strrchr(line, '\t');
        if (tab == NULL) fail(path, "expected a tab");
        *tab = '\0';
        ent_reader_example *example = new_example(set, strdup(line));
        example->label[ENT_HEAD_EVENT] = atoi(tab + 1);
    }
    fclose(file);
}

void reader_add_own(reader_set *set, const char *path) {
    static const struct mark marks[2] = {{"{", "}"}, {"[", "]"}};
    ent_csv *csv = open_table(path, ',');
    while (next_row(csv)) {
        ent_text_span spans[2];
        size_t topic = 0;
        const char *name = ent_csv_text(csv, ent_csv_find(csv, "kind"));
        char *text = unmark(ent_csv_text(csv, ent_csv_find(csv, "sentence")), marks, spans);
        ent_reader_example *example = new_example(set, text);
        example->input.source = spans[0];
        example->input.target = spans[1];
        set_labels(example, ent_csv_text(csv, ent_csv_find(csv, "root")), path);
        if (!ent_class_from_name(ENT_HEAD_SUBJECT, name, &topic)) fail(path, name);
        example->label[ENT_HEAD_SUBJECT] = (int)topic;
        ent_role_example *roles = new_role(set, strdup(text));
        bool swapped = spans[1].begin < spans[0].begin;
        roles->spans[swapped] = (ent_role_span){spans[0], ENT_ROLE_SOURCE, 1};
        roles->spans[!swapped] = (ent_role_span){spans[1], ENT_ROLE_TARGET, 1};
        roles->span_count = 2;
    }
    ent_csv_close(csv);
}

/* ---- spans by word ---- */

/* Whether a blank goes between two words of a tokenised sentence. */
static bool apart(const char *before, const char *word) {
    static const char *const close[] = {",", ".", ";",  ":", "!", "?",
                                        ")", "%", "'s", "’", "-", "\""};
    static const char *const open[] = {"(", "-", "$", "’"};
    if (before == NULL) return false;
    for (size_t k = 0; k < sizeof close / sizeof close[0]; k++)
        if (strcmp(word, close[k]) == 0) return strcmp(word, "\"") == 0;
    for (size_t k = 0; k < sizeof open / sizeof open[0]; k++)
        if (strcmp(before, open[k]) == 0) return false;
    return true;
}

struct builder {
    ent_text text;
    char before[256];
    bool any;
    ent_role_example spans;
};

static void add_word(struct builder *b, const char *word, const char *tag) {
    ent_error err;
    if (apart(b->any ? b->before : NULL, word)) must(ent_text_add(&b->text, " ", 1, &err), &err);
    size_t begin = b->text.length;
    must(ent_text_add(&b->text, word, strlen(word), &err), &err);
    snprintf(b->before, sizeof b->before, "%s", word);
    b->any = true;
    if (tag[0] == 'B' && b->spans.span_count < ENT_ROLE_SPANS) {
        ent_role role = tag[2] == 'S'   ? ENT_ROLE_SOURCE
                        : tag[2] == 'T' ? ENT_ROLE_TARGET
                                        : ENT_ROLE_MUTUAL;
        b->spans.spans[b->spans.span_count++] = (ent_role_span){{begin, b->text.length}, role, 1};
    } else if (tag[0] == 'I' && b->spans.span_count > 0)
        b->spans.spans[b->spans.span_count - 1].span.end = b->text.length;
}

static void finish(reader_set *set, struct builder *b) {
    if (!b->any) return;
    ent_role_example *example = new_role(set, b->text.bytes);
    memcpy(example->spans, b->spans.spans, sizeof example->spans);
    example->span_count = b->spans.span_count;
    memset(b, 0, sizeof *b);
}

void reader_add_spans(reader_set *set, const char *path) {
    char line[4096];
    struct builder builder = {0};
    FILE *file = fopen(path, "r");
    if (file == NULL) fail(path, "cannot be opened");
    while (fgets(line, sizeof line, file) != NULL) {
        char *word = strtok(line, " \t\n");
        char *tag = word == NULL ? NULL : strtok(NULL, " \t\n");
        if (tag == NULL)
            finish(set, &builder);
        else
            add_word(&builder, word, tag);
    }
    finish(set, &builder);
    fclose(file);
}

/* ---- unit tests of PETRARCH ---- */

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) fail(path, "cannot be opened");
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = calloc((size_t)size + 1, 1);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size)
        fail(path, "cannot be read");
    fclose(file);
    return bytes;
}

/* The quad class of all events between begin and end; -1: several, or codes that are no event. */
static int quad_of_events(const char *begin, const char *end) {
    static const int of[21] = {-1, -1, 3, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4};
    int quad = -1;
    const char *at = strstr(begin, "<EventCoding");
    if (at == NULL || at > end) return -1;
    for (; at != NULL && at < end; at = strstr(at + 1, "<EventCoding")) {
        const char *code = strstr(at, "eventcode=\"");
        const char *no = strstr(at, "noevents");
        const char *close = strchr(at, '>');
        int family = code != NULL && code < close ? (code[11] - '0') * 10 + code[12] - '0' : -1;
        int now = no != NULL && no < close ? 0 : family < 0 || family > 20 ? -1 : of[family];
        if (now < 0 || (quad >= 0 && now != quad)) return -1;
        quad = now;
    }
    return quad;
}

void reader_add_petrarch(reader_set *set, const char *path) {
    char *bytes = read_file(path);
    for (char *at = strstr(bytes, "<Sentence "); at != NULL; at = strstr(at + 1, "<Sentence ")) {
        char *text = strstr(at, "<Text>");
        char *end = text == NULL ? NULL : strstr(text, "</Text>");
        if (end == NULL) break;
        int quad = quad_of_events(at, text);
        if (quad < 0) continue;
        new_example(set, strndup(text + 6, (size_t)(end - text - 6)))->label[ENT_HEAD_EVENT] = quad;
    }
    free(bytes);
}

void reader_add_text(reader_set *set, const char *text) {
    new_example(set, strdup(text));
}

void reader_set_free(reader_set *set) {
    for (size_t e = 0; e < set->count; e++)
        free((char *)set->examples[e].input.text);
    for (size_t e = 0; e < set->role_count; e++)
        free((char *)set->roles[e].text);
    free(set->examples);
    free(set->roles);
    memset(set, 0, sizeof *set);
}

/* ---- groups ---- */

struct bag {
    uint32_t stem[ENT_STEMS];
    size_t count;
};

static bool touches(const ent_stem *token, ent_text_span span) {
    return token->begin < span.end && token->end > span.begin;
}

static void fill_bag(struct bag *bag, const ent_reader_input *input) {
    ent_stem tokens[ENT_STEMS];
    size_t count = ent_stems_read(input->text, input->length, tokens);
    size_t kept = 0;
    bag->count = 0;
    for (size_t t = 0; t < count; t++)
        if (tokens[t].kind != ENT_STEM_MARK && !touches(&tokens[t], input->source) &&
            !touches(&tokens[t], input->target))
            bag->stem[bag->count++] = tokens[t].stem;
    ent_features_sort(bag->stem, bag->count);
    for (size_t k = 0; k < bag->count; k++)
        if (k == 0 || bag->stem[k] != bag->stem[k - 1]) bag->stem[kept++] = bag->stem[k];
    bag->count = kept;
}

static double overlap(const struct bag *a, const struct bag *b) {
    size_t i = 0;
    size_t j = 0;
    size_t both = 0;
    while (i < a->count && j < b->count) {
        both += a->stem[i] == b->stem[j];
        if (a->stem[i] < b->stem[j])
            i++;
        else if (a->stem[i] > b->stem[j])
            j++;
        else
            i++, j++;
    }
    size_t all = a->count + b->count - both;
    return all > 0 ? (double)both / (double)all : 0;
}

static uint32_t root_of(uint32_t *parent, uint32_t e) {
    while (parent[e] != e)
        e = parent[e] = parent[parent[e]];
    return e;
}

size_t reader_group(reader_set *set, double share) {
    struct bag *bags = calloc(set->count, sizeof *bags);
    uint32_t *parent = calloc(set->count, sizeof *parent);
    size_t groups = 0;
    if (bags == NULL || parent == NULL) fail("memory", "none left");
    for (uint32_t e = 0; e < set->count; e++) {
        parent[e] = e;
        fill_bag(&bags[e], &set->examples[e].input);
        for (uint32_t f = 0; f < e; f++)
            if (overlap(&bags[e], &bags[f]) >= share)
                parent[root_of(parent, e)] = root_of(parent, f);
    }
    for (uint32_t e = 0; e < set->count; e++) {
        set->examples[e].group = root_of(parent, e);
        groups += set->examples[e].group == e;
    }
    free(bags);
    free(parent);
    return groups;
}
