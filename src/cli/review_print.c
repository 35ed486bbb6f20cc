/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/review_print.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *field) {
    const char *text = json_string_value(json_object_get(object, field));
    return text != NULL ? text : "";
}

static int64_t number_of(const json_t *object, const char *field) {
    return (int64_t)json_integer_value(json_object_get(object, field));
}

/* Text of a page commands no terminal. */
static void put(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        putchar((unsigned char)text[i] < ' ' || text[i] == 0x7F ? ' ' : text[i]);
}

static void put_text(const char *text) {
    put(text, strlen(text));
}

/* ---- quotes ---- */

enum { MARKS = 32 };

struct mark {
    size_t begin, end; /* bytes of the quote */
};

/* Mentions of one side that lie in the quote. */
static size_t find_marks(const json_t *list, const json_t *quote, struct mark *marks,
                         size_t count) {
    int64_t begin = number_of(quote, "begin");
    int64_t end = begin + (int64_t)json_string_length(json_object_get(quote, "text"));
    for (size_t i = 0; i < json_array_size(list) && count < MARKS; i++) {
        int64_t first = number_of(json_array_get(list, i), "begin");
        int64_t last = number_of(json_array_get(list, i), "end");
        if (first < begin || last <= first || last > end) continue;
        marks[count++] = (struct mark){(size_t)(first - begin), (size_t)(last - begin)};
    }
    return count;
}

static void sort_marks(struct mark *marks, size_t count) {
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && marks[k].begin < marks[k - 1].begin; k--) {
            struct mark swap = marks[k];
            marks[k] = marks[k - 1];
            marks[k - 1] = swap;
        }
}

static void print_quote(const json_t *candidate, const json_t *quote, bool bold) {
    struct mark marks[MARKS];
    const char *text = text_of(quote, "text");
    size_t length = strlen(text);
    size_t at = 0;
    size_t count = find_marks(json_object_get(candidate, "source"), quote, marks, 0);
    count = find_marks(json_object_get(candidate, "target"), quote, marks, count);
    sort_marks(marks, count);
    printf("  “");
    for (size_t m = 0; m < count; m++) {
        if (marks[m].begin < at || marks[m].end > length) continue;
        put(text + at, marks[m].begin - at);
        fputs(bold ? "\033[1m" : "[", stdout);
        put(text + marks[m].begin, marks[m].end - marks[m].begin);
        fputs(bold ? "\033[0m" : "]", stdout);
        at = marks[m].end;
    }
    put(text + at, length - at);
    printf("”  (%s", text_of(quote, "part"));
    if (number_of(quote, "comment") > 0) printf(" %d", (int)number_of(quote, "comment"));
    puts(")");
}

/* ---- the rest ---- */

static void print_page(const json_t *page) {
    static const char *const fields[] = {"title", "date", "url"};
    bool begun = false;
    const char *id = text_of(page, "id");
    for (size_t f = 0; f < 3; f++) {
        const char *text = text_of(page, fields[f]);
        if (f == 0 && text[0] == '\0') text = id;
        if (text[0] == '\0') continue;
        fputs(begun ? ", " : "", stdout);
        put_text(text);
        begun = true;
    }
    puts("");
}

static void print_speakers(const json_t *list) {
    fputs("  says   ", stdout);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        fputs(i > 0 ? ", citing " : "", stdout);
        put_text(text_of(one, "source"));
        if (text_of(one, "cue")[0] != '\0') fputs(" (“", stdout);
        put_text(text_of(one, "cue"));
        if (text_of(one, "cue")[0] != '\0') fputs("”)", stdout);
    }
    puts("");
}

static void print_inferred(const json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *who = json_array_get(list, i);
        if (!json_is_true(json_object_get(who, "inferred"))) continue;
        fputs("; “", stdout);
        put_text(text_of(who, "text"));
        fputs("” taken for ", stdout);
        put_text(text_of(who, text_of(who, "name")[0] != '\0' ? "name" : "actor"));
    }
}

static void print_actors(const json_t *candidate) {
    ent_text sides[2] = {{0}, {0}};
    ent_candidate_value(candidate, ENT_REVIEW_SOURCE, &sides[0], NULL);
    ent_candidate_value(candidate, ENT_REVIEW_TARGET, &sides[1], NULL);
    fputs("  who    ", stdout);
    put_text(sides[0].bytes != NULL ? sides[0].bytes : "");
    fputs(json_is_true(json_object_get(candidate, "directed")) ? " → " : " – ", stdout);
    put_text(sides[1].bytes != NULL ? sides[1].bytes : "");
    print_inferred(json_object_get(candidate, "source"));
    print_inferred(json_object_get(candidate, "target"));
    puts("");
    ent_text_free(&sides[0]);
    ent_text_free(&sides[1]);
}

static void print_kinds(const json_t *candidate) {
    enum { MOST = 5 };
    const json_t *kinds = json_object_get(candidate, "kinds");
    fputs("  what   ", stdout);
    for (size_t k = 0; k < json_array_size(kinds) && k < MOST; k++) {
        const json_t *kind = json_array_get(kinds, k);
        printf("%s%s %.2f", k > 0 ? ", " : "", text_of(kind, "kind"),
               json_number_value(json_object_get(kind, "p")));
    }
    printf("; %s\n", text_of(candidate, "modality"));
}

static void print_when(const json_t *when) {
    fputs("  when   ", stdout);
    if (!json_is_object(when)) {
        puts("no date");
        return;
    }
    bool one = strcmp(text_of(when, "first"), text_of(when, "last")) == 0;
    printf("%s%s%s, by %s", text_of(when, "first"), one ? "" : " to ",
           one ? "" : text_of(when, "last"), text_of(when, "precision"));
    if (text_of(when, "text")[0] != '\0') fputs(": ", stdout);
    put_text(text_of(when, "text"));
    puts("");
}

static void print_amounts(const json_t *list) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        fputs(i == 0 ? "  amount " : ", ", stdout);
        put_text(text_of(json_array_get(list, i), "text"));
    }
    if (json_array_size(list) > 0) puts("");
}

void cli_print_candidate(const ent_review *review, size_t index, bool bold) {
    const json_t *candidate = ent_review_candidate(review, index);
    const json_t *quotes = json_object_get(candidate, "quotes");
    printf("\n%zu of %zu  ", index + 1, ent_review_count(review));
    print_page(json_object_get(candidate, "document"));
    for (size_t q = 0; q < json_array_size(quotes); q++)
        print_quote(candidate, json_array_get(quotes, q), bold);
    print_speakers(json_object_get(candidate, "attribution"));
    print_actors(candidate);
    print_kinds(candidate);
    print_when(json_object_get(candidate, "when"));
    print_amounts(json_object_get(candidate, "amounts"));
}
