/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of docs/read-what.md, and the weights that are shipped.
 * study_reader SHARED DATA [plover|ungrouped|none|topics|chinese|petrarch|spans|direction]... |
 * train OUT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/reader_model.h"
#include "read/reader_model.h"
#include "reader_data.h"

enum { FOLDS = 10, BINS = 10 };

struct study {
    const char *shared, *data;
};

static void must(ent_status status, const ent_error *err) {
    if (status == ENT_OK) return;
    fprintf(stderr, "study_reader: %s\n", err->text);
    exit(1);
}

static const char *path_in(const char *folder, const char *name) {
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* ---- scores ---- */

struct score {
    ent_head head;
    int table[ENT_CLASSES][ENT_CLASSES]; /* truth, prediction */
    double hits[BINS], trust[BINS];      /* by the probability of the likeliest class */
    int number[BINS];
    double brier, loss;
    int count, second; /* second: the truth is among the two likeliest */
};

static void add_reading(struct score *score, const ent_reading *reading, int truth) {
    ent_ranked ranked[ENT_CLASSES];
    size_t classes = ent_reading_rank(reading, score->head, ranked);
    int best = (int)ranked[0].class_index;
    int bin = (int)(ranked[0].probability * BINS);
    if (bin >= BINS) bin = BINS - 1;
    score->table[truth][best]++;
    score->hits[bin] += best == truth;
    score->trust[bin] += (double)ranked[0].probability;
    score->number[bin]++;
    for (size_t k = 0; k < classes; k++) {
        double p = (double)reading->probability[score->head][k];
        score->brier += (p - (k == (size_t)truth)) * (p - (k == (size_t)truth));
    }
    score->loss -= log(fmax((double)reading->probability[score->head][truth], 1e-9));
    score->count++;
    score->second += best == truth || (int)ranked[1].class_index == truth;
}

static double f1_of(const struct score *score, size_t k, int *number) {
    int right = score->table[k][k];
    int wrong = 0;
    *number = 0;
    for (size_t j = 0; j < ENT_CLASSES; j++) {
        *number += score->table[k][j];
        wrong += score->table[k][j] + score->table[j][k];
    }
    return wrong > 0 ? 2.0 * right / wrong : 0;
}

static void print_score(const struct score *score, const char *title, bool classes) {
    double sum = 0;
    int with = 0;
    int right = 0;
    double ece = 0;
    for (size_t k = 0; k < ent_head_classes(score->head); k++) {
        int number = 0;
        double f1 = f1_of(score, k, &number);
        if (number == 0) continue;
        with++;
        sum += f1;
        right += score->table[k][k];
        if (classes) printf("  %-22s %4d  F1 %.3f\n", ent_class_name(score->head, k), number, f1);
    }
    for (int b = 0; b < BINS; b++)
        ece += fabs(score->hits[b] - score->trust[b]);
    printf("| %s | %d | %.1f | %.1f | %.1f | %.3f | %.3f | %.3f |\n", title, score->count,
           100 * sum / with, 100.0 * right / score->count, 100.0 * score->second / score->count,
           ece / score->count, score->brier / score->count, score->loss / score->count);
    fflush(stdout);
}

static void print_reliability(const struct score *score) {
    printf("  probability: sentences, mean probability, share right\n");
    for (int b = 0; b < BINS; b++)
        if (score->number[b] > 0)
            printf("  %.1f-%.1f  %4d  %.2f  %.2f\n", b / 10.0, (b + 1) / 10.0, score->number[b],
                   score->trust[b] / score->number[b], score->hits[b] / score->number[b]);
}

/* ---- cross-validation ---- */

/* A sentence's fold, by its group. */
static unsigned fold_of(uint32_t group) {
    return (group * 2654435761u >> 16) % FOLDS;
}

/* The half of the groups whose errors were looked at while the lexicon was written. */
static bool looked_at(uint32_t group) {
    return (group * 40503u * 2246822519u >> 20 & 1) == 0;
}

static ent_reader_model *fit(const ent_reader_example *examples, size_t count) {
    ent_error err;
    ent_reader_model *model = NULL;
    ent_reader_train_options options = ent_reader_train_defaults();
    must(ent_reader_train(&model, examples, count, &options, &err), &err);
    return model;
}

/* Learn from all but a fold, read the fold: the first @p tested examples are read, the others only
 * learnt from. */
static void cross_validate(const reader_set *set, size_t tested, struct score *scores, size_t heads,
                           struct score *unseen) {
    ent_reader_example *train = calloc(set->count, sizeof *train);
    for (unsigned fold = 0; train != NULL && fold < FOLDS; fold++) {
        size_t n = 0;
        for (size_t e = 0; e < set->count; e++)
            if (fold_of(set->examples[e].group) != fold) train[n++] = set->examples[e];
        ent_reader_model *model = fit(train, n);
        for (size_t e = 0; e < tested; e++) {
            const ent_reader_example *example = &set->examples[e];
            ent_reading reading;
            if (fold_of(example->group) != fold) continue;
            ent_reader_predict(model, &example->input, &reading);
            for (size_t h = 0; h < heads; h++) {
                int truth = example->label[scores[h].head];
                if (truth < 0) continue;
                add_reading(&scores[h], &reading, truth);
                if (!looked_at(example->group)) add_reading(&unseen[h], &reading, truth);
            }
        }
        ent_reader_model_free(model);
    }
    free(train);
}

static void add_own(const struct study *study, reader_set *set) {
    reader_add_own(set, path_in(study->data, "kinds_en.csv"));
    reader_add_own(set, path_in(study->data, "kinds_zh.csv"));
}

static void drop_labels(reader_set *set, ent_head head, size_t from) {
    for (size_t e = from; e < set->count; e++)
        set->examples[e].label[head] = -1;
}

static void header(const char *title) {
    printf("\n%s\n| test | sentences | macro-F1 | right | right of two | ECE | Brier | log loss |\n"
           "|---|---|---|---|---|---|---|---|\n",
           title);
}

/* @p share: of words that put two sentences into one group; above 1: every sentence by itself. */
static void plover_at(const struct study *study, double share, const char *title) {
    reader_set set = {0};
    struct score scores[2] = {{.head = ENT_HEAD_ROOT}, {.head = ENT_HEAD_QUAD}};
    struct score unseen[2] = {{.head = ENT_HEAD_ROOT}, {.head = ENT_HEAD_QUAD}};
    reader_add_plover(&set, path_in(study->shared, "events/plover_train.tsv"));
    size_t tested = set.count;
    add_own(study, &set);
    drop_labels(&set, ENT_HEAD_EVENT, 0);
    drop_labels(&set, ENT_HEAD_SUBJECT, 0);
    size_t groups = reader_group(&set, share);
    header(title);
    cross_validate(&set, tested, scores, 2, unseen);
    print_score(&scores[0], "root", true);
    print_score(&unseen[0], "root, half not looked at", false);
    print_score(&scores[1], "quad", true);
    print_score(&unseen[1], "quad, half not looked at", false);
    printf("  %zu sentences in %zu groups\n", set.count, groups);
    print_reliability(&scores[0]);
    print_reliability(&scores[1]);
    reader_set_free(&set);
}

static void plover(const struct study *study) {
    plover_at(study, 0.4, "PLOVER, actors marked");
}

static void ungrouped(const struct study *study) {
    plover_at(study, 2, "PLOVER, actors marked, folds without regard to groups");
}

static void none(const struct study *study) {
    reader_set set = {0};
    struct score score = {.head = ENT_HEAD_EVENT};
    struct score unseen = {.head = ENT_HEAD_EVENT};
    reader_add_cameo(&set, path_in(study->shared, "events/cameo_class_train.tsv"));
    size_t tested = set.count;
    reader_add_plover(&set, path_in(study->shared, "events/plover_train.tsv"));
    for (size_t e = tested; e < set.count; e++)
        set.examples[e].input.source = set.examples[e].input.target = (ent_text_span){0, 0};
    drop_labels(&set, ENT_HEAD_ROOT, 0);
    drop_labels(&set, ENT_HEAD_QUAD, 0);
    reader_group(&set, 0.4);
    header("Quad classes and none, no marks");
    cross_validate(&set, tested, &score, 1, &unseen);
    print_score(&score, "quad or none", true);
    print_reliability(&score);
    reader_set_free(&set);
}

static void topics(const struct study *study) {
    reader_set set = {0};
    struct score score = {.head = ENT_HEAD_SUBJECT};
    struct score unseen = {.head = ENT_HEAD_SUBJECT};
    add_own(study, &set);
    drop_labels(&set, ENT_HEAD_ROOT, 0);
    drop_labels(&set, ENT_HEAD_QUAD, 0);
    drop_labels(&set, ENT_HEAD_EVENT, 0);
    reader_group(&set, 0.4);
    header("Kinds, the project's own sentences");
    cross_validate(&set, set.count, &score, 1, &unseen);
    print_score(&score, "kind", true);
    print_reliability(&score);
    reader_set_free(&set);
}

/* ---- the whole model ---- */

static ent_reader_model *whole(const struct study *study) {
    reader_set set = {0};
    ent_error err;
    ent_reader_train_options options = ent_reader_train_defaults();
    reader_add_plover(&set, path_in(study->shared, "events/plover_train.tsv"));
    reader_add_cameo(&set, path_in(study->shared, "events/cameo_class_train.tsv"));
    add_own(study, &set);
    reader_group(&set, 0.4);
    ent_reader_model *model = fit(set.examples, set.count);
    reader_set_free(&set);
    reader_add_spans(&set, path_in(study->shared, "events/cameo_spans_train.conll"));
    size_t from = set.role_count;
    reader_add_own(&set, path_in(study->data, "kinds_zh.csv"));
    reader_add_own(&set, path_in(study->data, "roles.csv"));
    for (size_t e = from; e < set.role_count; e++)
        set.roles[e].weight = 0.3F;
    must(ent_reader_train_roles(model, set.roles, set.role_count, &options, &err), &err);
    reader_set_free(&set);
    return model;
}

static void chinese(const struct study *study) {
    reader_set set = {0};
    struct score scores[] = {{.head = ENT_HEAD_SUBJECT},
                             {.head = ENT_HEAD_ROOT},
                             {.head = ENT_HEAD_QUAD},
                             {.head = ENT_HEAD_EVENT}};
    static const char *const names[] = {"kind", "root", "quad", "quad or none"};
    ent_reader_model *model = whole(study);
    reader_add_own(&set, path_in(study->data, "chinese_test.csv"));
    header("Chinese test sentences");
    for (size_t h = 0; h < 4; h++) {
        for (size_t e = 0; e < set.count; e++) {
            ent_reading reading;
            if (set.examples[e].label[scores[h].head] < 0) continue;
            ent_reader_predict(model, &set.examples[e].input, &reading);
            add_reading(&scores[h], &reading, set.examples[e].label[scores[h].head]);
        }
        print_score(&scores[h], names[h], h == 0);
    }
    print_reliability(&scores[0]);
    ent_reader_model_free(model);
    reader_set_free(&set);
}

static void petrarch(const struct study *study) {
    reader_set set = {0};
    struct score score = {.head = ENT_HEAD_EVENT};
    ent_reader_model *model = whole(study);
    reader_add_petrarch(&set, path_in(study->shared, "events/petrarch_unit_tests.xml"));
    header("Unit tests of PETRARCH, no marks");
    for (size_t e = 0; e < set.count; e++) {
        ent_reading reading;
        ent_reader_predict(model, &set.examples[e].input, &reading);
        add_reading(&score, &reading, set.examples[e].label[ENT_HEAD_EVENT]);
    }
    print_score(&score, "quad or none", true);
    ent_reader_model_free(model);
    reader_set_free(&set);
}

/* ---- roles ---- */

struct span_score {
    int right[3], found[3], there[3];
};

static void add_spans(struct span_score *score, const ent_reader_model *model,
                      const ent_role_example *example) {
    ent_role_span spans[ENT_ROLE_SPANS];
    size_t count = ent_reader_roles(model, example->text, example->length, spans);
    for (size_t t = 0; t < example->span_count; t++)
        score->there[example->spans[t].role]++;
    for (size_t f = 0; f < count; f++) {
        score->found[spans[f].role]++;
        for (size_t t = 0; t < example->span_count; t++)
            score->right[spans[f].role] += example->spans[t].role == spans[f].role &&
                                           example->spans[t].span.begin == spans[f].span.begin &&
                                           example->spans[t].span.end == spans[f].span.end;
    }
}

static void spans(const struct study *study) {
    enum { PARTS = 5 };
    static const char *const names[] = {"source", "target", "mutual"};
    reader_set set = {0};
    struct span_score score = {0};
    ent_error err;
    ent_reader_train_options options = ent_reader_train_defaults();
    reader_add_spans(&set, path_in(study->shared, "events/cameo_spans_train.conll"));
    size_t tested = set.role_count;
    for (size_t e = 0; e < tested; e++) /* in groups, as the classes are */
        reader_add_text(&set, set.roles[e].text);
    reader_group(&set, 0.4);
    reader_add_own(&set, path_in(study->data, "kinds_zh.csv"));
    reader_add_own(&set, path_in(study->data, "roles.csv"));
    ent_role_example *train = calloc(set.role_count, sizeof *train);
    for (unsigned part = 0; train != NULL && part < PARTS; part++) {
        ent_reader_model *model = NULL;
        size_t n = 0;
        for (size_t e = 0; e < set.role_count; e++) {
            if (e < tested && fold_of(set.examples[e].group) % PARTS == part) continue;
            train[n] = set.roles[e];
            train[n++].weight = e < tested ? 1 : 0.3F;
        }
        must(ent_reader_model_new(&model, &err), &err);
        must(ent_reader_train_roles(model, train, n, &options, &err), &err);
        for (size_t e = 0; e < tested; e++)
            if (fold_of(set.examples[e].group) % PARTS == part)
                add_spans(&score, model, &set.roles[e]);
        ent_reader_model_free(model);
    }
    printf("\nSpans, strict\n| role | spans | precision | recall | F1 |\n|---|---|---|---|---|\n");
    for (int r = 0; r < 3; r++)
        printf("| %s | %d | %.1f | %.1f | %.1f |\n", names[r], score.there[r],
               100.0 * score.right[r] / score.found[r], 100.0 * score.right[r] / score.there[r],
               200.0 * score.right[r] / (score.found[r] + score.there[r]));
    free(train);
    reader_set_free(&set);
}

static void direction(const struct study *study) {
    reader_set set = {0};
    int right[2][2] = {{0}};
    int count[2][2] = {{0}};
    ent_reader_model *model = whole(study);
    reader_add_own(&set, path_in(study->data, "direction_test.csv"));
    for (size_t e = 0; e < set.role_count; e++) {
        const ent_role_example *example = &set.roles[e];
        ent_text_span mentions[2] = {example->spans[0].span, example->spans[1].span};
        size_t source = 0;
        size_t target = 0;
        int zh = (unsigned char)example->text[example->length - 1] >= 0x80;
        int swapped = example->spans[0].role == ENT_ROLE_TARGET;
        ent_reader_direction(model, example->text, example->length, mentions, 2, &source, &target);
        right[zh][swapped] += example->spans[source].role == ENT_ROLE_SOURCE;
        count[zh][swapped]++;
    }
    printf("\nDirection\n| language | source first | target first |\n|---|---|---|\n");
    for (int zh = 0; zh < 2; zh++)
        printf("| %s | %d of %d | %d of %d |\n", zh ? "Chinese" : "English", right[zh][0],
               count[zh][0], right[zh][1], count[zh][1]);
    ent_reader_model_free(model);
    reader_set_free(&set);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(const struct study *study);
    } parts[] = {{"plover", plover}, {"ungrouped", ungrouped}, {"none", none},
                 {"topics", topics}, {"chinese", chinese},     {"petrarch", petrarch},
                 {"spans", spans},   {"direction", direction}};
    ent_error err;
    if (argc < 3) {
        fprintf(stderr, "usage: study_reader SHARED DATA [PART]... | train OUT\n");
        return 2;
    }
    struct study study = {argv[1], argv[2]};
    if (argc == 5 && strcmp(argv[3], "train") == 0) {
        ent_reader_model *model = whole(&study);
        must(ent_reader_model_save(model, argv[4], &err), &err);
        ent_reader_model_free(model);
        return 0;
    }
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        bool wanted = argc == 3;
        for (int a = 3; a < argc; a++)
            wanted = wanted || strcmp(argv[a], parts[p].name) == 0;
        if (wanted) parts[p].run(&study);
    }
    return 0;
}
