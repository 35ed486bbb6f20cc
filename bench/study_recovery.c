/* SPDX-License-Identifier: Apache-2.0 */
/* Does the latent model find what is there, and do its intervals hold their level, in data like
 * those of depth? Its items are simulated from the fitted parameters along paths drawn from the
 * fitted walk, and kept where the store's sources cover them, missing blocks of years included;
 * then both estimators are given them. Coverage is over all dyad-years of all replications.
 * study_recovery STORE [EVERY [REPLICATIONS [DRAWS]]]: of each EVERY spells one; DRAWS kept by each
 * of the sampler's chains, 0: without it.
 * study_recovery roll-calls [UNITS [REPLICATIONS [DRAWS]]]: binary items that are seen in one year
 * only, with new slopes and cuts in every replication, and units absent for blocks of years. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/random.h"
#include "entente/entente.h"
#include "support.h"

enum { FIRST = 1950, LAST = 2024, LEVELS = 3, GROUPS = 5 };

static const double levels[LEVELS] = {0.5, 0.9, 0.95};
static const char *const groups[GROUPS] = {"all", "to 1979", "1980-2010", "from 2011", "ties"};

static ent_error err;

static void must(ent_status status) {
    if (status == ENT_OK) return;
    fprintf(stderr, "study_recovery: %s\n", err.text);
    exit(1);
}

static void *room(size_t count, size_t size) {
    void *memory = NULL;
    must(ent_array_new(&memory, count, size, &err));
    return memory;
}

/* ---- data ---- */

struct world {
    ent_latent_data data; /* of every EVERY-th spell; values are written anew by each replication */
    ent_latent_spell *spells;
    size_t *row;
    uint32_t *item;
    double *value, *trait;
    size_t nodes;
    ent_latent_item_fit *truth;
    bool drawn; /* truth is drawn anew by each replication */
    double step;
};

static void learn_truth(struct world *world, const ent_latent_data *data) {
    ent_latent_options options = ent_depth_latent();
    ent_latent_fit *fit = NULL;
    world->truth = room(data->item_count, sizeof *world->truth);
    must(ent_latent_fit_grid(&fit, data, &options, &err));
    for (size_t k = 0; k < data->item_count; k++)
        must(ent_latent_item_of(fit, k, &world->truth[k], &err));
    world->step = ent_latent_describe(fit).level_sd[0];
    ent_latent_free(fit);
}

static void thin(struct world *world, const ent_latent_data *data, size_t every) {
    size_t all = ent_latent_node_count(data);
    world->spells = room(data->spell_count, sizeof *world->spells);
    world->row = room(all + 1, sizeof *world->row);
    world->item = room(data->row[all], sizeof *world->item);
    world->value = room(data->row[all], sizeof *world->value);
    world->trait = room(all, sizeof *world->trait);
    size_t spells = 0;
    size_t count = 0;
    size_t node = 0;
    for (size_t s = 0; s < data->spell_count; node += data->spells[s].length, s++) {
        if (s % every != 0) continue;
        world->spells[spells++] = data->spells[s];
        for (size_t n = node; n < node + data->spells[s].length; n++) {
            world->row[world->nodes++] = count;
            for (size_t o = data->row[n]; o < data->row[n + 1]; o++)
                world->item[count++] = data->item[o];
        }
    }
    world->row[world->nodes] = count;
    world->data = (ent_latent_data){data->item_count, data->items, spells,      world->spells,
                                    world->row,       world->item, world->value};
}

/* Roll calls: each year its own, and a tenth of the years of a unit missing, five in a row. */
static void make_roll_calls(struct world *world, size_t units) {
    enum { YEARS = 40, EACH = 15, START = 1960, BLOCK = 5 };
    size_t items = (size_t)YEARS * EACH;
    ent_latent_item *list = room(items, sizeof *list);
    ent_random random = ent_random_stream(7, 1, 0, 0);
    world->truth = room(items, sizeof *world->truth);
    world->spells = room(units, sizeof *world->spells);
    world->row = room(units * YEARS + 1, sizeof *world->row);
    world->item = room(units * items, sizeof *world->item);
    world->value = room(units * items, sizeof *world->value);
    world->trait = room(units * YEARS, sizeof *world->trait);
    world->step = 0.2;
    world->drawn = true;
    for (size_t k = 0; k < items; k++)
        list[k] = (ent_latent_item){ENT_LATENT_BINARY, 2, true};
    size_t count = 0;
    for (size_t u = 0; u < units; u++) {
        world->spells[u] = (ent_latent_spell){(uint32_t)u, START, YEARS};
        uint32_t away = ent_random_below(&random, YEARS - BLOCK);
        for (uint32_t t = 0; t < YEARS; t++) {
            world->row[world->nodes++] = count;
            for (uint32_t k = 0; k < EACH && (t < away || t >= away + BLOCK); k++)
                world->item[count++] = t * EACH + k;
        }
    }
    world->row[world->nodes] = count;
    world->data =
        (ent_latent_data){items, list, units, world->spells, world->row, world->item, world->value};
}

static void draw_truth(struct world *world, ent_random *random) {
    for (size_t k = 0; k < world->data.item_count; k++)
        world->truth[k] = (ent_latent_item_fit){.slope = fabs(ent_random_normal(random)),
                                                .cut_count = 1,
                                                .cut = {ent_random_normal(random)}};
}

static double simulate_value(const ent_latent_item *item, const ent_latent_item_fit *truth,
                             double trait, ent_random *random) {
    double noise = ent_random_normal(random);
    double amount = truth->intercept + truth->scale * ent_random_normal(random);
    double at = truth->slope * trait + noise;
    double value = 0;
    switch (item->type) {
    case ENT_LATENT_HURDLE:
        return at > truth->cut[0] ? exp(amount + truth->slope2 * trait) : 0;
    case ENT_LATENT_CONTINUOUS:
        return amount + truth->slope * trait;
    case ENT_LATENT_COUNT:
        for (double left = exp(amount + truth->slope * trait);;) {
            left -= ent_random_exponential(random);
            if (left < 0 || value >= ENT_LATENT_COUNT_MAX) return value;
            value++;
        }
    default:
        while (value < truth->cut_count && at > truth->cut[(size_t)value])
            value++;
        return value;
    }
}

static void simulate(struct world *world, uint32_t replication) {
    ent_random random = ent_random_stream(7, 0, 0, replication);
    size_t node = 0;
    if (world->drawn) draw_truth(world, &random);
    for (size_t s = 0; s < world->data.spell_count; s++) {
        double trait = ent_random_normal(&random);
        for (uint32_t t = 0; t < world->spells[s].length; t++, node++) {
            if (t > 0) trait += world->step * ent_random_normal(&random);
            world->trait[node] = trait;
            for (size_t o = world->row[node]; o < world->row[node + 1]; o++)
                world->value[o] = simulate_value(&world->data.items[world->item[o]],
                                                 &world->truth[world->item[o]], trait, &random);
        }
    }
}

/* ---- what is found ---- */

struct score {
    const char *name;
    double held[GROUPS][LEVELS], count[GROUPS];
    double slope_z, slope_zz, slopes; /* (estimate − truth) / sd */
    double step, seconds, rhat, truth, truth2, mean, mean2, product;
};

static bool in_group(const struct world *world, size_t group, size_t node, int year) {
    if (group == 1) return year < 1980;
    if (group == 2) return year >= 1980 && year <= 2010;
    if (group == 3) return year > 2010;
    for (size_t o = world->row[node]; group == 4 && o < world->row[node + 1]; o++)
        if (world->value[o] > 0) return true;
    return group == 0;
}

static void count_level(const struct world *world, const ent_latent_fit *fit, size_t level,
                        struct score *score) {
    double *lo = room(world->nodes, sizeof *lo);
    double *hi = room(world->nodes, sizeof *hi);
    double *mean = room(world->nodes, sizeof *mean);
    must(ent_latent_summary(fit, levels[level], mean, NULL, lo, hi, &err));
    size_t node = 0;
    for (size_t s = 0; s < world->data.spell_count; s++)
        for (uint32_t t = 0; t < world->spells[s].length; t++, node++) {
            double x = world->trait[node];
            for (size_t g = 0; g < GROUPS; g++) {
                if (!in_group(world, g, node, world->spells[s].first + (int)t)) continue;
                score->held[g][level] += x >= lo[node] && x <= hi[node];
                if (level == 0) score->count[g]++;
            }
            if (level > 0) continue;
            score->truth += x;
            score->truth2 += x * x;
            score->mean += mean[node];
            score->mean2 += mean[node] * mean[node];
            score->product += x * mean[node];
        }
    free(lo);
    free(hi);
    free(mean);
}

static void add_fit(const struct world *world, ent_latent_fit *fit, double seconds,
                    struct score *score) {
    for (size_t l = 0; l < LEVELS; l++)
        count_level(world, fit, l, score);
    for (size_t k = 0; k < world->data.item_count; k++) {
        ent_latent_item_fit item;
        must(ent_latent_item_of(fit, k, &item, &err));
        if (!(item.slope_sd > 0) || item.observations == 0) continue;
        double z = (item.slope - world->truth[k].slope) / item.slope_sd;
        score->slope_z += z;
        score->slope_zz += z * z;
        score->slopes++;
    }
    score->step += ent_latent_describe(fit).level_sd[0];
    score->rhat += ent_latent_describe(fit).rhat;
    score->seconds += seconds;
    ent_latent_free(fit);
}

static void print(const struct score *score, unsigned replications) {
    double n = score->count[0];
    double covariance = score->product / n - score->truth / n * score->mean / n;
    double x = score->truth2 / n - pow(score->truth / n, 2);
    double y = score->mean2 / n - pow(score->mean / n, 2);
    printf("| %s |", score->name);
    for (size_t l = 0; l < LEVELS; l++)
        printf(" %.3f |", score->held[0][l] / n);
    for (size_t g = 1; g < GROUPS; g++)
        if (score->count[g] > 0)
            printf(" %.3f |", score->held[g][1] / score->count[g]);
        else
            printf(" - |");
    printf(" %.3f | %.3f | %.2f | %.2f | %.2f | %.1f |\n", covariance / sqrt(x * y),
           score->step / replications, score->slope_z / score->slopes,
           sqrt(score->slope_zz / score->slopes), score->rhat / replications,
           score->seconds / replications);
}

static void make_depth(struct world *world, const char *path, size_t every) {
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_depth_table *table = NULL;
    static ent_depth_data data; /* the world points into it */
    must(ent_actors_new(&actors, &err));
    must(ent_store_open(&store, path, ENT_STORE_READ, &err));
    must(ent_depth_table_new(&table, store, actors, FIRST, LAST, &err));
    must(ent_depth_data_new(&data, table, ent_depth_defaults().items, NULL, &err));
    learn_truth(world, &data.latent);
    thin(world, &data.latent, every);
    ent_depth_table_free(table);
    ent_store_close(store);
    ent_actors_free(actors);
}

static void replicate(struct world *world, struct score *score, size_t estimators, unsigned draws) {
    for (size_t e = 0; e < estimators; e++) {
        ent_latent_options options = ent_depth_latent();
        ent_latent_fit *fit = NULL;
        double from = bench_cpu();
        if (e == 1) options.parameter_draws = 16;
        options.parameter_sweeps = world->drawn ? 4 : 0; /* few observations an item */
        if (draws > 0) options.draws = draws;
        must(e < 2 ? ent_latent_fit_grid(&fit, &world->data, &options, &err)
                   : ent_latent_fit_gibbs(&fit, &world->data, &options, &err));
        add_fit(world, fit, bench_cpu() - from, &score[e]);
    }
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    bool roll_calls = strcmp(argv[1], "roll-calls") == 0;
    size_t size = argc > 2 ? strtoul(argv[2], NULL, 10) : roll_calls ? 100 : 20;
    unsigned replications = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 5;
    unsigned draws = argc > 4 ? (unsigned)strtoul(argv[4], NULL, 10) : 0;
    size_t estimators = draws > 0 ? 3 : 2;
    struct world world = {0};
    struct score score[] = {{.name = "grid, parameters as known"},
                            {.name = "grid, 16 draws of parameters"},
                            {.name = "sampler"}};
    if (roll_calls)
        make_roll_calls(&world, size);
    else
        make_depth(&world, argv[1], size);
    printf("%zu spells, %zu nodes, %zu observations, true step %.3f, %u replications\n",
           world.data.spell_count, world.nodes, world.row[world.nodes], world.step, replications);
    for (unsigned r = 0; r < replications; r++) {
        simulate(&world, r);
        replicate(&world, score, estimators, draws);
    }
    printf("| estimator | 50%% | 90%% | 95%% |");
    for (size_t g = 1; g < GROUPS; g++)
        printf(" 90%%, %s |", groups[g]);
    printf(" correlation | step | slopes: mean z | rms z | R-hat | processor s |\n");
    for (size_t e = 0; e < estimators; e++)
        print(&score[e], replications);
    return 0;
}
