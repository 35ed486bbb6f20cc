/* SPDX-License-Identifier: Apache-2.0 */
/* The figures of docs/depth.md: how well depth predicts what it was not shown, beside what is used
 * in its place. study_depth STORE [masked|ahead|hostile|sources]... */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "entente/entente.h"

enum { DRAWS = 40, BINS = 20, COLUMNS = 14, SCORERS = COLUMNS + 4 };

static const char *const columns[COLUMNS] = {"alliance_tau_b",      "alliance_s_abs",
                                             "alliance_s_sq",       "alliance_sw_abs",
                                             "alliance_sw_sq",      "alliance_kappa_nominal",
                                             "alliance_kappa_abs",  "alliance_kappa_sq",
                                             "alliance_pi_nominal", "alliance_pi_abs",
                                             "alliance_pi_sq",      "vote_agree",
                                             "ideal_distance",      "defense"};

static ent_error err;

static void must(ent_status status) {
    if (status == ENT_OK) return;
    fprintf(stderr, "study_depth: %s\n", err.text);
    exit(1);
}

static void *room(size_t count, size_t size) {
    void *memory = NULL;
    must(ent_array_new(&memory, count, size, &err));
    return memory;
}

/* ---- what is compared ---- */

struct study {
    ent_store *store;
    ent_actors *actors;
    ent_depth_table *table;
    float *column[COLUMNS]; /* by node */
};

static const float *cell_of(const ent_depth_table *table, size_t node) {
    return table->value + node * ENT_DEPTH_ITEMS;
}

/* Node of a dyad in a year; SIZE_MAX if none. Spells stand by actor1, actor2, first year. */
static size_t node_of(const ent_depth_table *table, ent_actor a, ent_actor b, int year) {
    size_t low = 0;
    size_t high = table->spell_count;
    while (low < high) {
        size_t s = (low + high) / 2;
        int order = table->actor1[s] != a   ? (table->actor1[s] > a) - (table->actor1[s] < a)
                    : table->actor2[s] != b ? (table->actor2[s] > b) - (table->actor2[s] < b)
                    : table->spells[s].first > year                                    ? 1
                    : table->spells[s].first + (int)table->spells[s].length - 1 < year ? -1
                                                                                       : 0;
        if (order == 0) return table->first_node[s] + (size_t)(year - table->spells[s].first);
        if (order < 0)
            low = s + 1;
        else
            high = s;
    }
    return SIZE_MAX;
}

static void read_columns(struct study *study) {
    size_t index[COLUMNS];
    unsigned needs = 0;
    ent_loader *loader = NULL;
    for (size_t c = 0; c < COLUMNS; c++) {
        must(ent_column_find(ENT_UNIT_DYAD, columns[c], &index[c], &err));
        needs |= ent_column_at(ENT_UNIT_DYAD, index[c])->needs;
        study->column[c] = room(study->table->node_count, sizeof(float));
    }
    must(ent_loader_new(&loader, study->store, study->actors, ENT_COW, needs, &err));
    for (int year = study->table->year1; year <= study->table->year2; year++) {
        const ent_slice *slice = NULL;
        ent_pairs pairs = {0};
        double *out[COLUMNS];
        must(ent_loader_year(loader, year, &slice, &err));
        must(ent_pairs_of(slice, ENT_UNIT_DYAD, NULL, 0, &pairs, &err));
        for (size_t c = 0; c < COLUMNS; c++)
            out[c] = room(pairs.count, sizeof(double));
        must(ent_columns_compute(slice, ENT_UNIT_DYAD, &pairs, index, COLUMNS, out, &err));
        for (size_t p = 0; p < pairs.count; p++) {
            size_t node =
                node_of(study->table, slice->actor[pairs.i[p]], slice->actor[pairs.j[p]], year);
            for (size_t c = 0; c < COLUMNS; c++)
                study->column[c][node] = (float)out[c][p];
        }
        for (size_t c = 0; c < COLUMNS; c++)
            free(out[c]);
        ent_pairs_free(&pairs);
    }
    ent_loader_free(loader);
}

/* ---- fitting ---- */

struct fitted {
    ent_latent_fit *fit;
    ent_depth_data data;
    float *draws;
    double *mean;
};

static struct fitted fit_table(const ent_depth_table *table, uint32_t items, const uint8_t *hidden,
                               bool draw) {
    struct fitted fitted = {0};
    ent_latent_options options = ent_depth_latent();
    must(ent_depth_data_new(&fitted.data, table, items, hidden, &err));
    must(ent_latent_fit_grid(&fitted.fit, &fitted.data.latent, &options, &err));
    fitted.mean = room(table->node_count, sizeof(double));
    must(ent_latent_summary(fitted.fit, 0.9, fitted.mean, NULL, NULL, NULL, &err));
    if (!draw) return fitted;
    fitted.draws = room(table->node_count * DRAWS, sizeof(float));
    must(ent_latent_draws(fitted.fit, 0, DRAWS, NULL, table->node_count, fitted.draws, &err));
    return fitted;
}

static void free_fitted(struct fitted *fitted) {
    ent_latent_free(fitted->fit);
    ent_depth_data_free(&fitted->data);
    free(fitted->draws);
    free(fitted->mean);
}

static double phi(double x) {
    return 0.5 * erfc(-x * 0.70710678118654752440);
}

/* P(value > 0 | trait) of an item. */
static double chance(ent_latent_type type, const ent_latent_item_fit *fit, double trait) {
    if (type != ENT_LATENT_COUNT) return phi(fit->slope * trait - fit->cut[0]);
    double none = 0;
    double weight = 0;
    for (double e = -4; e <= 4; e += 0.25) {
        double w = exp(-e * e / 2);
        none += w * exp(-exp(fit->intercept + fit->slope * trait + fit->scale * e));
        weight += w;
    }
    return 1 - none / weight;
}

/* ---- scores ---- */

struct pair_score {
    float score;
    bool yes;
};

static int by_score(const void *a, const void *b) {
    float x = ((const struct pair_score *)a)->score;
    float y = ((const struct pair_score *)b)->score;
    return (x > y) - (x < y);
}

/* Area under the ROC curve, ties counting half (Mann & Whitney 1947). Sorts. */
static double auc(struct pair_score *list, size_t count) {
    double ranks = 0;
    double yes = 0;
    qsort(list, count, sizeof *list, by_score);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        size_t here = 0;
        while (end < count && list[end].score == list[i].score)
            here += list[end++].yes;
        ranks += (double)here * ((double)(i + end + 1) / 2);
        yes += (double)here;
        i = end;
    }
    double no = (double)count - yes;
    return yes > 0 && no > 0 ? (ranks - yes * (yes + 1) / 2) / (yes * no) : NAN;
}

/* What stands for depth: a similarity measure or another column, last year's value of the item, the
 * number of other items shown. NaN where there is none. */
static float baseline(const struct study *study, size_t scorer, size_t node, size_t item,
                      const uint8_t *hidden) {
    const ent_depth_table *table = study->table;
    if (scorer < COLUMNS) return study->column[scorer][node];
    if (scorer == COLUMNS) { /* a spell's first year has none before */
        if (node == 0) return NAN;
        size_t before = (node - 1) * ENT_DEPTH_ITEMS + item;
        return hidden != NULL && hidden[before] ? NAN : table->value[before];
    }
    float sum = 0;
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
        size_t at = node * ENT_DEPTH_ITEMS + k;
        if (k == item || ent_depth_item_at(k)->side == ENT_DEPTH_HOSTILE ||
            (hidden != NULL && hidden[at]))
            continue;
        float value = table->value[at];
        sum += value > 0 ? (scorer == COLUMNS + 1 ? value : 1) : 0;
    }
    return sum;
}

static const char *scorer_name(size_t scorer) {
    static const char *const others[] = {"last year's value", "raw sum", "number of items shown",
                                         "depth"};
    return scorer < COLUMNS ? columns[scorer] : others[scorer - COLUMNS];
}

/* Rates of an outcome in bins of equal size of a predictor, and where it is missing. */
struct rates {
    float edge[BINS];
    double rate[BINS + 1];
    size_t bins;
};

static size_t bin_of(const struct rates *rates, float value) {
    if (isnan(value)) return rates->bins;
    size_t b = 0;
    while (b + 1 < rates->bins && value > rates->edge[b])
        b++;
    return b;
}

static void learn(struct rates *rates, const struct pair_score *list, size_t count) {
    struct pair_score *sorted = room(count + 1, sizeof *sorted);
    double yes[BINS + 1] = {0};
    double all[BINS + 1] = {0};
    size_t known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(list[i].score)) sorted[known++] = list[i];
    qsort(sorted, known, sizeof *sorted, by_score);
    /* Rare values matter: the upper bins halve. */
    rates->bins = 0;
    for (size_t left = known; left > 0 && rates->bins < BINS - 1; left /= 2) {
        float edge = sorted[known - left / 2 - 1].score;
        if (rates->bins == 0 || edge > rates->edge[rates->bins - 1])
            rates->edge[rates->bins++] = edge;
    }
    rates->edge[rates->bins++] = INFINITY;
    for (size_t i = 0; i < count; i++) {
        size_t b = bin_of(rates, list[i].score);
        all[b]++;
        yes[b] += list[i].yes;
    }
    double total_yes = 0;
    double total = 0;
    for (size_t b = 0; b <= rates->bins; b++) {
        total += all[b];
        total_yes += yes[b];
    }
    for (size_t b = 0; b <= rates->bins; b++)
        rates->rate[b] = (yes[b] + total_yes / total) / (all[b] + 1);
    free(sorted);
}

static double log_score(double p, bool yes) {
    double q = yes ? p : 1 - p;
    return log(q > 1e-9 ? q : 1e-9);
}

/* Hidden cells of one item: AUC and mean log score of every scorer. Baselines are calibrated on
 * cells not hidden; depth's probabilities are the model's own. */
static void score_item(const struct study *study, const struct fitted *fitted, size_t k,
                       const uint8_t *hidden, double sums[SCORERS][3]) {
    const ent_depth_table *table = study->table;
    size_t item = fitted->data.item_of[k];
    ent_latent_item_fit fit;
    must(ent_latent_item_of(fitted->fit, k, &fit, &err));
    size_t nodes = table->node_count;
    size_t seen = 0;
    size_t tested = 0;
    size_t positives = 0;
    for (size_t n = 0; n < nodes; n++) {
        float value = cell_of(table, n)[item];
        if (isnan(value)) continue;
        tested += hidden[n * ENT_DEPTH_ITEMS + item];
        positives += hidden[n * ENT_DEPTH_ITEMS + item] && value > 0;
        seen++;
    }
    if (positives < 5) return;
    struct pair_score *learning = room(seen, sizeof *learning);
    struct pair_score *testing = room(tested, sizeof *testing);
    double best[2] = {0};
    for (size_t scorer = 0; scorer < SCORERS; scorer++) {
        struct rates rates;
        size_t l = 0;
        size_t t = 0;
        double score = 0;
        bool is_depth = scorer == SCORERS - 1;
        for (size_t n = 0; n < nodes && !is_depth; n++) {
            float value = cell_of(table, n)[item];
            if (isnan(value) || hidden[n * ENT_DEPTH_ITEMS + item]) continue;
            learning[l++] =
                (struct pair_score){baseline(study, scorer, n, item, hidden), value > 0};
        }
        if (!is_depth) learn(&rates, learning, l);
        for (size_t n = 0; n < nodes; n++) {
            float value = cell_of(table, n)[item];
            if (isnan(value) || !hidden[n * ENT_DEPTH_ITEMS + item]) continue;
            double p = 0;
            for (size_t d = 0; d < DRAWS && is_depth; d++)
                p += chance(ent_depth_item_at(item)->latent.type, &fit,
                            (double)fitted->draws[d * nodes + n]) /
                     DRAWS;
            if (!is_depth) p = rates.rate[bin_of(&rates, baseline(study, scorer, n, item, hidden))];
            score += log_score(p, value > 0);
            testing[t++] = (struct pair_score){(float)p, value > 0};
        }
        double area = auc(testing, t);
        sums[scorer][0] += area;
        sums[scorer][1] += score;
        sums[scorer][2]++;
        if (is_depth)
            printf("  %-20s %6zu %5zu   depth %.3f %8.4f   last year %.3f %8.4f\n",
                   ent_depth_item_at(item)->name, tested, positives, area, score / (double)t,
                   best[0], best[1]);
        else if (scorer == COLUMNS)
            best[0] = area, best[1] = score / (double)t;
    }
    free(learning);
    free(testing);
}

static void score_hidden(const struct study *study, const uint8_t *hidden, const char *title) {
    double sums[SCORERS][3] = {{0}};
    struct fitted fitted = fit_table(
        study->table, ent_depth_items_of_sides(ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE), hidden, true);
    printf("%s\n  item, hidden cells, of them positive; AUC and mean log score\n", title);
    for (size_t k = 0; k < fitted.data.latent.item_count; k++)
        score_item(study, &fitted, k, hidden, sums);
    printf("  mean AUC over items; sum of log scores\n");
    for (size_t scorer = 0; scorer < SCORERS; scorer++)
        printf("  %-24s %.3f %10.0f\n", scorer_name(scorer), sums[scorer][0] / sums[scorer][2],
               sums[scorer][1]);
    free_fitted(&fitted);
    fflush(stdout);
}

static void masked(const struct study *study) {
    const ent_depth_table *table = study->table;
    uint8_t *hidden = room(table->node_count * ENT_DEPTH_ITEMS, 1);
    ent_depth_data data;
    ent_random random = ent_random_stream(1, 0, 0, 0);
    must(ent_depth_data_new(
        &data, table, ent_depth_items_of_sides(ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE), NULL, &err));
    for (size_t n = 0; n < table->node_count; n++)
        for (size_t o = data.latent.row[n]; o < data.latent.row[n + 1]; o++)
            hidden[n * ENT_DEPTH_ITEMS + data.item_of[data.latent.item[o]]] =
                ent_random_uniform(&random) < 0.1;
    ent_depth_data_free(&data);
    score_hidden(study, hidden, "10% of the readings hidden at random");
    memset(hidden, 0, table->node_count * ENT_DEPTH_ITEMS);
    for (size_t s = 0; s < table->spell_count; s++)
        for (uint32_t t = 0; t < table->spells[s].length; t++) {
            int year = table->spells[s].first + (int)t;
            uint8_t *row = hidden + (table->first_node[s] + t) * ENT_DEPTH_ITEMS;
            for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
                ent_kind kind = ent_depth_item_at(k)->kind;
                row[k] = (kind == ENT_EXERCISE && (year == 1990 || year == 2003)) ||
                         (kind == ENT_AGREEMENT && (year == 1997 || year == 2007)) ||
                         (kind == ENT_TRANSFER && (year == 1975 || year == 2012)) ||
                         (kind == ENT_ALLIANCE && (year == 1985 || year == 2015));
            }
        }
    score_hidden(study, hidden,
                 "whole years hidden: exercises 1990, 2003; agreements 1997, 2007; arms 1975, "
                 "2012; alliances 1985, 2015");
    free(hidden);
}

/* ---- ahead ---- */

static size_t item_named(const char *name) {
    size_t k = 0;
    while (strcmp(ent_depth_item_at(k)->name, name) != 0)
        k++;
    return k;
}

static bool any_exercise(const float *cell, size_t first, size_t last) {
    for (size_t k = first; k <= last; k++)
        if (cell[k] > 0) return true;
    return false;
}

enum outcome { NEW_AGREEMENT, NEW_PACT, FIRST_EXERCISE, NO_DISPUTE, OUTCOMES };

/* Whether the outcome came in the five years after; -1: the pair is no case. */
static int outcome_of(const ent_depth_table *table, size_t spell, size_t t, enum outcome outcome) {
    size_t defense = item_named("defense");
    size_t new = item_named("agreement_new");
    size_t first = item_named("exercise_two_land");
    size_t last = item_named("exercise_many");
    size_t hostility = item_named("hostility");
    size_t base = table->first_node[spell];
    size_t years = table->spells[spell].length;
    bool came = false;
    if (t + 5 >= years) return -1;
    for (size_t k = 0; k <= t; k++)
        if (outcome == FIRST_EXERCISE && any_exercise(cell_of(table, base + k), first, last))
            return -1;
    if (outcome == NEW_PACT && cell_of(table, base + t)[defense] > 0) return -1;
    for (size_t k = t + 1; k <= t + 5; k++) {
        const float *cell = cell_of(table, base + k);
        came = came || (outcome == NEW_AGREEMENT    ? cell[new] > 0
                        : outcome == NEW_PACT       ? cell[defense] > 0
                        : outcome == FIRST_EXERCISE ? any_exercise(cell, first, last)
                                                    : cell[hostility] > 0);
    }
    return outcome == NO_DISPUTE ? !came : came;
}

/* Depth as of a year, from what was known by then. */
static void ahead_year(const struct study *study, int year, double sums[OUTCOMES][SCORERS]) {
    static const char *const names[OUTCOMES] = {"new agreement", "new defence pact",
                                                "first exercise", "no dispute"};
    ent_depth_table *known = NULL;
    const ent_depth_table *table = study->table;
    must(ent_depth_table_new(&known, study->store, study->actors, table->year1, year, &err));
    struct fitted fitted = fit_table(
        known, ent_depth_items_of_sides(ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE), NULL, false);
    struct pair_score *list = room(table->spell_count, sizeof *list);
    for (int o = 0; o < OUTCOMES; o++) {
        size_t cases = 0;
        size_t yes = 0;
        printf("  %d %-16s", year, names[o]);
        for (size_t scorer = 0; scorer < SCORERS; scorer++) {
            size_t count = 0;
            for (size_t s = 0; s < table->spell_count; s++) {
                int t = year - table->spells[s].first;
                if (t < 0 || t >= (int)table->spells[s].length) continue;
                int came = outcome_of(table, s, (size_t)t, (enum outcome)o);
                if (came < 0) continue;
                size_t node = table->first_node[s] + (size_t)t;
                float score =
                    scorer == SCORERS - 1
                        ? (float)
                              fitted.mean[node_of(known, table->actor1[s], table->actor2[s], year)]
                        : baseline(study, scorer, node,
                                   item_named(o == NEW_AGREEMENT    ? "agreement_new"
                                              : o == NEW_PACT       ? "nonaggression"
                                              : o == FIRST_EXERCISE ? "agreement_general"
                                                                    : "hostility"),
                                   NULL);
                if (o == NO_DISPUTE && scorer == COLUMNS) score = -score;
                if (scorer == COLUMNS - 2) score = -score; /* a distance */
                if (isnan(score)) score = -99;
                list[count++] = (struct pair_score){score, came != 0};
                if (scorer == 0) cases++, yes += came != 0;
            }
            double area = auc(list, count);
            sums[o][scorer] += area;
            if (scorer == SCORERS - 1) printf(" depth %.3f", area);
            if (scorer == 1 || scorer == 7 || scorer >= COLUMNS - 3)
                if (scorer < SCORERS - 1) printf(" %s %.3f", scorer_name(scorer), area);
        }
        printf(" (%zu of %zu)\n", yes, cases);
    }
    free(list);
    free_fitted(&fitted);
    ent_depth_table_free(known);
    fflush(stdout);
}

static void ahead(const struct study *study) {
    static const int years[] = {1985, 1990, 1995, 2000, 2005};
    double sums[OUTCOMES][SCORERS] = {{0}};
    printf("five years ahead, AUC\n");
    for (size_t y = 0; y < 5; y++)
        ahead_year(study, years[y], sums);
    printf("  mean over the five years: agreement, pact, first exercise, no dispute\n");
    for (size_t scorer = 0; scorer < SCORERS; scorer++)
        printf("  %-24s %.3f %.3f %.3f %.3f\n", scorer_name(scorer), sums[0][scorer] / 5,
               sums[1][scorer] / 5, sums[2][scorer] / 5, sums[3][scorer] / 5);
}

/* ---- hostility ---- */

static void hostile(const struct study *study) {
    const ent_depth_table *table = study->table;
    uint32_t depth = ent_depth_items_of_sides(ENT_DEPTH_PAPER | ENT_DEPTH_PRACTICE);
    struct fitted with =
        fit_table(table, depth | ent_depth_items_of_sides(ENT_DEPTH_HOSTILE), NULL, false);
    struct fitted without = fit_table(table, depth, NULL, false);
    printf("hostile items in one fit with the others: slopes\n");
    for (size_t k = 0; k < with.data.latent.item_count; k++) {
        ent_latent_item_fit fit;
        must(ent_latent_item_of(with.fit, k, &fit, &err));
        const ent_depth_item *item = ent_depth_item_at(with.data.item_of[k]);
        if (item->side == ENT_DEPTH_HOSTILE) printf("  %-12s %.3f\n", item->name, fit.slope);
    }
    /* Disputes and rivalry by depth estimated without them. */
    printf("share of dyad-years with a dispute, rivals; by depth without hostile items\n");
    for (double low = -2; low < 5; low++) {
        double n = 0;
        double disputes = 0;
        double rivals = 0;
        for (size_t i = 0; i < table->node_count; i++) {
            const float *cell = cell_of(table, i);
            if (isnan(cell[25]) || without.mean[i] < low || without.mean[i] >= low + 1) continue;
            n++;
            disputes += cell[25] > 0;
            rivals += cell[26] > 0;
        }
        if (n > 0)
            printf("  %2.0f to %2.0f  %8.0f  %.4f %.4f\n", low, low + 1, n, disputes / n,
                   rivals / n);
    }
    free_fitted(&with);
    free_fitted(&without);
    fflush(stdout);
}

/* ---- sources ---- */

static const ent_actor named[][2] = {{365, 710}, {2, 200},   {2, 740},   {2, 750}, {365, 750},
                                     {710, 731}, {220, 255}, {365, 651}, {2, 666}};

static const float *figures_of(const ent_depth_estimate *estimate, ent_actor a, ent_actor b,
                               int year) {
    for (size_t s = 0; s < estimate->spell_count; s++) {
        size_t row = estimate->path_row[estimate->path[s]];
        size_t years = estimate->path_row[estimate->path[s] + 1] - row;
        if (estimate->actor1[s] == a && estimate->actor2[s] == b && estimate->first[s] <= year &&
            year < estimate->first[s] + (int)years)
            return estimate->value + (row + (size_t)(year - estimate->first[s])) * ENT_DEPTH_FIELDS;
    }
    return NULL;
}

static void leave_out(const struct study *study, const char *title, uint32_t without,
                      uint32_t moved) {
    ent_depth_options options = ent_depth_defaults();
    ent_depth_estimate *estimate = NULL;
    options.items &= ~without;
    options.moved = moved;
    must(ent_depth_estimate_new(&estimate, study->table, &options, &err));
    printf("  %-12s", title);
    for (size_t d = 0; d < sizeof named / sizeof named[0]; d++) {
        const float *at = figures_of(estimate, named[d][0], named[d][1], 2010);
        printf(" | %5.0f %5.2f", (double)at[ENT_DEPTH_RANK], (double)at[ENT_GAP_MEAN]);
    }
    printf("\n");
    fflush(stdout);
    ent_depth_estimate_free(estimate);
}

static void sources(const struct study *study) {
    static const ent_kind kinds[] = {ENT_ALLIANCE, ENT_AGREEMENT, ENT_EXERCISE, ENT_TRANSFER,
                                     ENT_DEPLOYMENT};
    uint32_t agreements = 0;
    printf("rank and gap in 2010 without a source\n  %-12s", "");
    for (size_t d = 0; d < sizeof named / sizeof named[0]; d++)
        printf(" | %3d-%3d    ", named[d][0], named[d][1]);
    printf("\n");
    leave_out(study, "all", 0, 0);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        uint32_t without = 0;
        for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
            if (ent_depth_item_at(k)->kind == kinds[i]) without |= UINT32_C(1) << k;
        if (kinds[i] == ENT_AGREEMENT) agreements = without;
        leave_out(study, ent_kind_name(kinds[i]), without, 0);
    }
    leave_out(study, "as paper", 0, agreements);
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*run)(const struct study *study);
    } parts[] = {{"masked", masked}, {"ahead", ahead}, {"hostile", hostile}, {"sources", sources}};
    struct study study = {0};
    int year1 = 0;
    int year2 = 0;
    bool any = false;
    if (argc < 2) {
        fprintf(stderr, "usage: study_depth STORE [masked|ahead|hostile|sources]...\n");
        return 2;
    }
    must(ent_store_open(&study.store, argv[1], ENT_STORE_READ, &err));
    must(ent_store_actors(study.store, &study.actors, &err));
    must(ent_depth_years(study.store, &year1, &year2, &any, &err));
    must(ent_depth_table_new(&study.table, study.store, study.actors, year1, year2, &err));
    read_columns(&study);
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        bool wanted = argc == 2;
        for (int a = 2; a < argc; a++)
            wanted = wanted || strcmp(argv[a], parts[p].name) == 0;
        if (wanted) parts[p].run(&study);
    }
    for (size_t c = 0; c < COLUMNS; c++)
        free(study.column[c]);
    ent_depth_table_free(study.table);
    ent_actors_free(study.actors);
    ent_store_close(study.store);
    return 0;
}
