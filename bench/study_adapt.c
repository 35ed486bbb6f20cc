/* SPDX-License-Identifier: Apache-2.0 */
/* What adapting a model to confirmed examples gives (docs/review.md):
 *
 *     study_adapt data/read
 *
 * The shipped weights, adapted to a part of the Chinese test sentences, which they were not made
 * from, and tried on the rest; and a model made from half the project's own sentences, adapted to
 * a quarter, tried on the last quarter, beside one made from both. Each part takes its turn. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reader_data.h"

static const double penalties[] = {0.03, 0.1, 0.3, 1, 3, 10};
enum { PENALTIES = sizeof penalties / sizeof penalties[0], ROWS = PENALTIES + 2 };

struct tally {
    size_t count, right;
    double loss;
};

static void must(ent_status status, const ent_error *err) {
    if (status == ENT_OK) return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void try_on(const ent_reader_model *model, const reader_set *set, struct tally *tally) {
    for (size_t e = 0; e < set->count; e++) {
        ent_reading reading;
        ent_ranked ranked[ENT_CLASSES];
        int label = set->examples[e].label[ENT_HEAD_SUBJECT];
        if (label < 0) continue;
        ent_reader_predict(model, &set->examples[e].input, &reading);
        ent_reading_rank(&reading, ENT_HEAD_SUBJECT, ranked);
        tally->count++;
        tally->right += ranked[0].class_index == (size_t)label;
        tally->loss -= log(fmax(1e-6, (double)reading.probability[ENT_HEAD_SUBJECT][label]));
    }
}

/* Examples whose group falls in part @p from … @p to − 1 of @p parts; the texts are not copied. */
static reader_set part_of(const reader_set *set, unsigned parts, unsigned from, unsigned to) {
    reader_set part = {.examples = malloc((set->count + 1) * sizeof *part.examples)};
    for (size_t e = 0; e < set->count; e++) {
        unsigned at = (unsigned)((set->examples[e].group * 2654435761u) >> 16) % parts;
        if (at < from || at >= to) continue;
        part.examples[part.count] = set->examples[e];
        for (int head = 0; head < ENT_HEADS; head++)
            if (head != ENT_HEAD_SUBJECT) part.examples[part.count].label[head] = -1;
        part.count++;
    }
    return part;
}

/* The model of a file, adapted with each penalty. */
static void adapt_all(const char *path, const reader_set *learn, const reader_set *test,
                      struct tally tallies[ROWS]) {
    for (size_t p = 0; p <= PENALTIES; p++) {
        ent_reader_model *model = NULL;
        ent_error err = {0};
        ent_reader_train_options options = ent_reader_adapt_defaults();
        must(ent_reader_model_load(&model, path, NULL, 0, &err), &err);
        if (p > 0) options.penalty = penalties[p - 1];
        if (p > 0)
            must(ent_reader_adapt(model, learn->examples, learn->count, &options, &err), &err);
        try_on(model, test, &tallies[p]);
        ent_reader_model_free(model);
    }
}

static void train(const reader_set *set, const char *path) {
    ent_reader_model *model = NULL;
    ent_error err = {0};
    ent_reader_train_options options = ent_reader_train_defaults();
    must(ent_reader_train(&model, set->examples, set->count, &options, &err), &err);
    must(ent_reader_model_save(model, path, &err), &err);
    ent_reader_model_free(model);
}

static void print(const char *title, const struct tally tallies[ROWS]) {
    printf("| %s | right | log loss |\n|---|---|---|\n", title);
    for (size_t r = 0; r < ROWS; r++) {
        if (tallies[r].count == 0) continue;
        char name[48] = "as it is";
        if (r > 0 && r <= PENALTIES)
            snprintf(name, sizeof name, "adapted, λ = %g", penalties[r - 1]);
        if (r > PENALTIES) snprintf(name, sizeof name, "made from all");
        printf("| %s | %.1f | %.3f |\n", name,
               100 * (double)tallies[r].right / (double)tallies[r].count,
               tallies[r].loss / (double)tallies[r].count);
    }
    puts("");
}

static void study_shipped(const char *folder, unsigned parts, unsigned learnt) {
    char path[1024];
    char weights[1024];
    char title[96];
    reader_set set = {0};
    struct tally tallies[ROWS] = {{0}};
    snprintf(path, sizeof path, "%s/chinese_test.csv", folder);
    snprintf(weights, sizeof weights, "%s/weights.bin", folder);
    reader_add_own(&set, path);
    for (unsigned turn = 0; turn < parts; turn += learnt) {
        reader_set learn = part_of(&set, parts, turn, turn + learnt);
        reader_set before = part_of(&set, parts, 0, turn);
        reader_set after = part_of(&set, parts, turn + learnt, parts);
        struct tally one[ROWS] = {{0}};
        adapt_all(weights, &learn, &before, one);
        adapt_all(weights, &learn, &after, one);
        for (size_t r = 0; r < ROWS; r++) {
            tallies[r].count += one[r].count;
            tallies[r].right += one[r].right;
            tallies[r].loss += one[r].loss;
        }
        free(learn.examples);
        free(before.examples);
        free(after.examples);
    }
    snprintf(title, sizeof title, "shipped, Chinese, about %zu sentences",
             set.count * learnt / parts);
    print(title, tallies);
    reader_set_free(&set);
}

/* Parts of the own sentences: 0 and 1 make the model, 2 is learnt, 3 is tried, each in turn. */
static void study_own(const char *folder) {
    static const char *const files[] = {"kinds_en.csv", "kinds_zh.csv"};
    char path[1024];
    char base[] = "/tmp/study_adapt_XXXXXX";
    reader_set set = {0};
    struct tally tallies[ROWS] = {{0}};
    int file = mkstemp(base);
    if (file >= 0) close(file);
    for (size_t f = 0; f < 2; f++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[f]);
        reader_add_own(&set, path);
    }
    for (unsigned turn = 0; turn < 4; turn++) {
        for (size_t e = 0; e < set.count; e++) /* turn the parts */
            set.examples[e].group = (uint32_t)(e + turn);
        reader_set first = part_of(&set, 4, 0, 2);
        reader_set learn = part_of(&set, 4, 2, 3);
        reader_set test = part_of(&set, 4, 3, 4);
        reader_set all = part_of(&set, 4, 0, 3);
        train(&first, base);
        adapt_all(base, &learn, &test, tallies);
        train(&all, base);
        struct tally whole[ROWS] = {{0}};
        adapt_all(base, &learn, &test, whole);
        tallies[ROWS - 1].count += whole[0].count;
        tallies[ROWS - 1].right += whole[0].right;
        tallies[ROWS - 1].loss += whole[0].loss;
        free(first.examples);
        free(learn.examples);
        free(test.examples);
        free(all.examples);
    }
    remove(base);
    print("made from half the own sentences, a quarter learnt", tallies);
    reader_set_free(&set);
}

int main(int argc, char **argv) {
    const char *folder = argc > 1 ? argv[1] : "data/read";
    study_shipped(folder, 2, 1);
    study_shipped(folder, 10, 1);
    study_own(folder);
    return 0;
}
