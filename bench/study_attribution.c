/* SPDX-License-Identifier: Apache-2.0 */
/* Attributions against the annotations of PolNeAR (Newell, Margolin & Ruths 2018, LREC), in brat's
 * format: documents in order of name, even ones for development, odd ones for the report.
 * A predicted attribution is matched with the annotated one whose cue it overlaps; of several, the
 * one whose content it overlaps most. Exact: the same words, punctuation left aside. Partial: words
 * shared over words predicted (precision) and annotated (recall), the unmatched counting as missed.
 *   study_attribution [even|odd|all] [-v]      -v prints what was missed and what is wrong */
#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/attribution.h"
#include "support.h"

enum { ROLES = 3, SPANS = 8, MOST = 2048, SOURCE = 0, CUE = 1, CONTENT = 2 };

typedef struct role {
    ent_text_span span[SPANS];
    size_t count;
} role;

typedef struct item {
    role role[ROLES];
    bool matched;
} item;

typedef struct tally {
    double exact, shared, predicted, annotated, words_predicted, words_annotated;
} tally;

typedef struct page {
    char *text;
    size_t length;
    ent_text_span words[16384];
    size_t word_count;
    ent_sentence sentences[4096];
    size_t sentence_count;
    item gold[MOST], made[MOST];
    size_t gold_count, made_count;
} page;

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc((size_t)size + 1, 1);
    *length = fread(text, 1, (size_t)size, file);
    fclose(file);
    return text;
}

static bool in_role(const role *r, ent_text_span word) {
    for (size_t i = 0; i < r->count; i++)
        if (word.begin < r->span[i].end && word.end > r->span[i].begin) return true;
    return false;
}

static double common(const page *p, const role *a, const role *b) {
    double n = 0;
    for (size_t i = 0; i < p->word_count; i++)
        n += in_role(a, p->words[i]) && in_role(b, p->words[i]);
    return n;
}

static bool touch(const role *a, const role *b) {
    for (size_t i = 0; i < a->count; i++)
        if (in_role(b, a->span[i])) return true;
    return false;
}

static void find_words(page *p) {
    p->word_count = 0;
    for (size_t i = 0; i < p->length && p->word_count < 16384;) {
        unsigned char c = (unsigned char)p->text[i];
        size_t begin = i;
        while (i < p->length && (isalnum(c = (unsigned char)p->text[i]) || c >= 0xC3))
            i += c >= 0xE0 ? 3 : c >= 0xC3 ? 2 : 1;
        if (i > begin && (unsigned char)p->text[begin] < 0xE0)
            p->words[p->word_count++] = (ent_text_span){begin, i};
        if (i == begin) i++;
    }
}

static bool abbreviation(const char *text, size_t dot) {
    static const char *const known[] = {
        "Mr", "Mrs", "Ms",  "Dr",  "Sen",  "Gov", "Rep", "Gen", "Lt", "Col", "St",   "Jr",  "Sr",
        "vs", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "No", "Rev", "Prof", "Sgt", "Capt"};
    size_t begin = dot;
    while (begin > 0 && isalpha((unsigned char)text[begin - 1]))
        begin--;
    if (dot - begin == 1 && isupper((unsigned char)text[begin])) return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == dot - begin && memcmp(text + begin, known[i], dot - begin) == 0)
            return true;
    return false;
}

static size_t behind_quotes(const char *text, size_t i) {
    for (;;) {
        if (text[i] == '"' || text[i] == ')' || text[i] == '\'')
            i++;
        else if (memcmp(text + i, "”", 3) == 0 || memcmp(text + i, "’", 3) == 0)
            i += 3;
        else
            return i;
    }
}

static void add_sentence(page *p, size_t begin, size_t end, size_t paragraph) {
    while (begin < end && isspace((unsigned char)p->text[begin]))
        begin++;
    if (begin < end && p->sentence_count < 4096)
        p->sentences[p->sentence_count++] = (ent_sentence){{begin, end}, paragraph};
}

static void find_sentences(page *p) {
    size_t begin = 0;
    size_t paragraph = 0;
    p->sentence_count = 0;
    for (size_t i = 0; i < p->length; i++) {
        char c = p->text[i];
        if (c == '\n') {
            add_sentence(p, begin, i, paragraph++);
            begin = i + 1;
        }
        if ((c != '.' && c != '!' && c != '?') || (c == '.' && abbreviation(p->text, i))) continue;
        size_t end = behind_quotes(p->text, i + 1);
        if (p->text[end] != ' ' || islower((unsigned char)p->text[end + 1])) continue;
        add_sentence(p, begin, end, paragraph);
        begin = end;
        i = end - 1;
    }
    add_sentence(p, begin, p->length, paragraph);
}

/* brat counts characters, the reader bytes. */
static size_t byte_of(const page *p, size_t character) {
    size_t i = 0;
    for (size_t n = 0; i < p->length; i++)
        if (((unsigned char)p->text[i] & 0xC0) != 0x80 && n++ == character) break;
    return i;
}

static void read_spans(const page *p, const char *at, role *r) {
    char *next = NULL;
    for (;;) {
        size_t a = strtoul(at, &next, 10);
        size_t b = strtoul(next, &next, 10);
        if (r->count < SPANS) r->span[r->count++] = (ent_text_span){byte_of(p, a), byte_of(p, b)};
        if (*next != ';') return;
        at = next + 1;
    }
}

static void read_role(const page *p, char *const *texts, const char *at, item *gold) {
    static const char *const names[ROLES] = {"Source", "Cue", "Content"};
    for (int k = 0; k < ROLES; k++) {
        if (strncmp(at, names[k], strlen(names[k])) != 0) continue;
        const char *colon = strstr(at, ":T");
        size_t number = colon ? strtoul(colon + 2, NULL, 10) : 0;
        if (number < MOST && texts[number]) read_spans(p, texts[number], &gold->role[k]);
    }
}

static void read_gold(page *p, char *annotations) {
    static char *texts[MOST];
    memset(texts, 0, sizeof texts);
    p->gold_count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (char *line = annotations; line && *line; line = strchr(line, '\n') + 1) {
            size_t number = strtoul(line + 1, NULL, 10);
            if (pass == 0 && *line == 'T' && number < MOST) {
                char *space = strchr(line, ' ');
                if (space) texts[number] = space + 1;
            }
            if (pass == 1 && *line == 'E' && p->gold_count < MOST) {
                item *gold = &p->gold[p->gold_count++];
                memset(gold, 0, sizeof *gold);
                char *end = strchr(line, '\n');
                for (char *at = strchr(line, ' '); at && at < end; at = strchr(at + 1, ' '))
                    read_role(p, texts, at + 1, gold);
                if (gold->role[CUE].count == 0) p->gold_count--;
            }
            if (!strchr(line, '\n')) break;
        }
}

static void add_span(role *r, ent_text_span span) {
    if (span.end > span.begin) r->span[r->count++] = span;
}

static void predict(page *p, const ent_lexicon *lexicon) {
    p->made_count = 0;
    for (size_t i = 0; i < p->sentence_count;) {
        size_t n = i;
        while (n < p->sentence_count && p->sentences[n].paragraph == p->sentences[i].paragraph)
            n++;
        ent_attribution list[256];
        size_t count = ent_attributions(lexicon, p->text, p->sentences + i, n - i, list, 256);
        for (size_t k = 0; k < count && p->made_count < MOST; k++) {
            item *made = &p->made[p->made_count++];
            memset(made, 0, sizeof *made);
            add_span(&made->role[SOURCE], list[k].source);
            add_span(&made->role[CUE], list[k].cue);
            add_span(&made->role[CONTENT], list[k].content);
            add_span(&made->role[CONTENT], list[k].more);
        }
        i = n;
    }
}

static double size_of(const page *p, const role *r) {
    return common(p, r, r);
}

static void count_pair(const page *p, const item *made, const item *gold, tally tallies[ROLES]) {
    for (int k = 0; k < ROLES; k++) {
        double shared = common(p, &made->role[k], &gold->role[k]);
        tallies[k].shared += shared;
        /* a colon is a cue without words */
        tallies[k].exact += touch(&made->role[k], &gold->role[k]) &&
                            shared == size_of(p, &made->role[k]) &&
                            shared == size_of(p, &gold->role[k]);
    }
}

static void count_all(const page *p, const item *items, size_t count, bool gold,
                      tally tallies[ROLES]) {
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < ROLES; k++) {
            double words = size_of(p, &items[i].role[k]);
            *(gold ? &tallies[k].annotated : &tallies[k].predicted) += items[i].role[k].count > 0;
            *(gold ? &tallies[k].words_annotated : &tallies[k].words_predicted) += words;
        }
}

static void show(const page *p, const char *what, const item *it) {
    printf("%s", what);
    for (int k = 0; k < ROLES; k++)
        for (size_t i = 0; i < it->role[k].count; i++)
            printf(" {%d %.*s}", k, (int)(it->role[k].span[i].end - it->role[k].span[i].begin),
                   p->text + it->role[k].span[i].begin);
    puts("");
}

static void compare(page *p, tally tallies[ROLES], bool verbose) {
    for (size_t i = 0; i < p->made_count; i++) {
        item *best = NULL;
        double most = -1;
        for (size_t g = 0; g < p->gold_count; g++) {
            if (p->gold[g].matched || !touch(&p->made[i].role[CUE], &p->gold[g].role[CUE]))
                continue;
            double shared = common(p, &p->made[i].role[CONTENT], &p->gold[g].role[CONTENT]);
            if (shared <= most) continue;
            most = shared;
            best = &p->gold[g];
        }
        if (!best) {
            if (verbose) show(p, "WRONG", &p->made[i]);
            continue;
        }
        best->matched = true;
        count_pair(p, &p->made[i], best, tallies);
        if (verbose) show(p, "MADE ", &p->made[i]), show(p, "  IS ", best);
    }
    for (size_t g = 0; g < p->gold_count && verbose; g++)
        if (!p->gold[g].matched) show(p, "MISS ", &p->gold[g]);
    count_all(p, p->made, p->made_count, false, tallies);
    count_all(p, p->gold, p->gold_count, true, tallies);
}

static void print_row(const char *name, const tally *t) {
    double p = t->exact / t->predicted;
    double r = t->exact / t->annotated;
    double wp = t->shared / t->words_predicted;
    double wr = t->shared / t->words_annotated;
    printf("| %s | %.0f | %.0f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", name, t->annotated,
           t->predicted, p, r, 2 * p * r / (p + r), wp, wr, 2 * wp * wr / (wp + wr));
}

static bool read_page(page *p, const char *annotations) {
    char path[4096];
    snprintf(path, sizeof path, "%s", annotations);
    char *cut = strrchr(path, '_');
    if (!cut) return false;
    strcpy(cut, ".txt");
    p->text = read_file(path, &p->length);
    if (!p->text) return false;
    find_words(p);
    find_sentences(p);
    size_t length = 0;
    char *gold = read_file(annotations, &length);
    read_gold(p, gold);
    free(gold);
    return true;
}

int main(int argc, char **argv) {
    const char *folder = bench_shared("reading/attribution/polnear");
    if (!folder) return puts("no annotations"), EXIT_SUCCESS;
    const char *part = argc > 1 ? argv[1] : "odd";
    char pattern[4096];
    snprintf(pattern, sizeof pattern, "%s/*.ann", folder);
    glob_t found = {0};
    if (glob(pattern, 0, NULL, &found) != 0) return EXIT_FAILURE;
    ent_lexicon *lexicon = NULL;
    page *p = calloc(1, sizeof *p);
    if (!p || ent_lexicon_new(&lexicon, NULL) != ENT_OK) return EXIT_FAILURE;
    tally tallies[ROLES] = {0};
    size_t document = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t stem = (size_t)(strrchr(found.gl_pathv[i], '_') - found.gl_pathv[i]);
        if (i > 0 && strncmp(found.gl_pathv[i], found.gl_pathv[i - 1], stem) != 0) document++;
        bool odd = document % 2 == 1;
        if ((odd && strcmp(part, "even") == 0) || (!odd && strcmp(part, "odd") == 0)) continue;
        if (!read_page(p, found.gl_pathv[i])) continue;
        predict(p, lexicon);
        compare(p, tallies, argc > 2);
        free(p->text);
    }
    puts("| | annotated | found | exact P | R | F1 | partial P | R | F1 |");
    puts("|---|---|---|---|---|---|---|---|---|");
    static const char *const names[ROLES] = {"source", "cue", "content"};
    for (int k = 0; k < ROLES; k++)
        print_row(names[k], &tallies[k]);
    globfree(&found);
    ent_lexicon_free(lexicon);
    free(p);
    return EXIT_SUCCESS;
}
