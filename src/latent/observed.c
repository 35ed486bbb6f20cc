/* SPDX-License-Identifier: Apache-2.0 */
/* Observations made ready for computing: items become parts, values become codes, spells that
 * observed the same become one run, and every code knows its nodes. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "latent/check.h"
#include "latent/model.h"

struct array {
    void **place;
    size_t count, size;
};

static ent_status make_arrays(const struct array *arrays, size_t count, ent_error *err) {
    for (size_t a = 0; a < count; a++) {
        ent_status status = ent_array_new(arrays[a].place, arrays[a].count, arrays[a].size, err);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

void ent_observed_free(ent_observed *observed) {
    if (observed == NULL) return;
    void *const arrays[] = {
        observed->items,        observed->part_of_item,  observed->parts,
        observed->part_of_code, observed->value_of_code, observed->spells,
        observed->run_of_spell, observed->spell_node,    observed->run_node,
        observed->weight,       observed->run_of_node,   observed->code_row,
        observed->code,         observed->real_row,      observed->real,
        observed->node_row,     observed->node_of_code,  observed->real_of_part_row,
        observed->real_of_part, observed->node_of_real,  observed->quick};
    for (size_t a = 0; a < sizeof arrays / sizeof arrays[0]; a++)
        free(arrays[a]);
    free(observed);
}

/* ---- items become parts ---- */

static unsigned parts_of(const ent_latent_item *item) {
    return item->type == ENT_LATENT_HURDLE ? 2 : 1;
}

static void make_parts(ent_observed *to) {
    size_t p = 0;
    for (size_t k = 0; k < to->item_count; k++) {
        const ent_latent_item *item = &to->items[k];
        to->part_of_item[k] = (uint32_t)p;
        ent_part part = {
            .item = (uint32_t)k, .positive = item->positive, .spread = 1, .quick = to->quick};
        if (item->type == ENT_LATENT_COUNT) {
            part.type = ENT_PART_COUNT;
        } else if (item->type == ENT_LATENT_CONTINUOUS) {
            part.type = ENT_PART_GAUSS;
        } else {
            part.type = ENT_PART_ORDERED;
            part.codes = item->type == ENT_LATENT_ORDERED ? item->categories : 2;
        }
        to->parts[p++] = part;
        part.type = ENT_PART_GAUSS;
        part.codes = 0;
        if (item->type == ENT_LATENT_HURDLE) to->parts[p++] = part;
    }
}

/* ---- distinct counts ---- */

struct counted {
    uint32_t part;
    double value;
};

static int by_part_and_value(const void *left, const void *right) {
    const struct counted *a = left;
    const struct counted *b = right;
    if (a->part != b->part) return a->part < b->part ? -1 : 1;
    return (a->value > b->value) - (a->value < b->value);
}

/* The distinct counts of every count part, ascending. */
static ent_status distinct_counts(const ent_observed *to, const ent_latent_data *data,
                                  struct counted **list, size_t *count, ent_error *err) {
    size_t found = 0;
    size_t end = data->row[ent_latent_node_count(data)];
    for (size_t o = data->row[0]; o < end; o++)
        found += data->items[data->item[o]].type == ENT_LATENT_COUNT;
    ent_status status = ent_array_new((void **)list, found, sizeof **list, err);
    if (status != ENT_OK) return status;
    found = 0;
    for (size_t o = data->row[0]; o < end; o++)
        if (data->items[data->item[o]].type == ENT_LATENT_COUNT)
            (*list)[found++] = (struct counted){to->part_of_item[data->item[o]], data->value[o]};
    if (found > 0) qsort(*list, found, sizeof **list, by_part_and_value);
    *count = 0;
    for (size_t i = 0; i < found; i++)
        if (*count == 0 || by_part_and_value(&(*list)[*count - 1], &(*list)[i]) != 0)
            (*list)[(*count)++] = (*list)[i];
    return ENT_OK;
}

static ent_status make_codes(ent_observed *to, const struct counted *counts, size_t count,
                             ent_error *err) {
    size_t codes = count;
    for (size_t p = 0; p < to->part_count; p++)
        codes += to->parts[p].codes; /* of counts still 0 */
    if (codes >= UINT32_MAX)
        return ent_fail(err, ENT_ERR_USAGE, "more than 2^32 - 2 distinct values of items");
    to->code_count = codes;
    ent_status status =
        ent_array_new((void **)&to->part_of_code, codes, sizeof *to->part_of_code, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&to->value_of_code, codes, sizeof *to->value_of_code, err);
    if (status != ENT_OK) return status;
    uint32_t code = 0;
    size_t next = 0;
    size_t at = 0;
    for (uint32_t p = 0; p < to->part_count; p++) {
        ent_part *part = &to->parts[p];
        part->code = code;
        for (; next < count && counts[next].part == p; next++, part->codes++)
            to->value_of_code[code + part->codes] = counts[next].value;
        for (uint32_t c = 0; c < part->codes; c++, code++) {
            to->part_of_code[code] = p;
            if (part->type == ENT_PART_ORDERED) to->value_of_code[code] = c;
        }
        part->at = at;
        part->parameters = part->type == ENT_PART_ORDERED ? part->codes : 3;
        at += part->parameters;
    }
    to->parameter_count = at;
    return ENT_OK;
}

static uint32_t code_of(const ent_observed *to, const ent_part *part, double value) {
    uint32_t low = part->code;
    if (part->type == ENT_PART_ORDERED) return low + (uint32_t)value;
    for (uint32_t high = low + part->codes; high - low > 1;) {
        uint32_t middle = low + (high - low) / 2;
        if (to->value_of_code[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- standardising ---- */

static const ent_part *real_part(const ent_observed *to, uint32_t item, double value) {
    const ent_latent_item *of = &to->items[item];
    if (of->type == ENT_LATENT_CONTINUOUS) return &to->parts[to->part_of_item[item]];
    if (of->type == ENT_LATENT_HURDLE && value > 0) return &to->parts[to->part_of_item[item] + 1];
    return NULL;
}

static double real_value(const ent_observed *to, uint32_t item, double value) {
    return to->items[item].type == ENT_LATENT_HURDLE ? log(value) : value;
}

/* Two passes: means, then deviations. */
static void standardise(ent_observed *to, const ent_latent_data *data) {
    size_t end = data->row[ent_latent_node_count(data)];
    for (int pass = 0; pass < 2; pass++) {
        for (size_t o = data->row[0]; o < end; o++) {
            const ent_part *found = real_part(to, data->item[o], data->value[o]);
            if (found == NULL) continue;
            ent_part *part = &to->parts[found - to->parts];
            double value = real_value(to, data->item[o], data->value[o]);
            if (pass == 0) {
                part->observations++;
                part->centre += (value - part->centre) / (double)part->observations;
            } else {
                part->spread += (value - part->centre) * (value - part->centre);
            }
        }
        for (size_t p = 0; p < to->part_count; p++) {
            ent_part *part = &to->parts[p];
            if (part->type != ENT_PART_GAUSS) continue;
            if (pass == 0) {
                part->spread = 0;
            } else {
                part->spread = sqrt(part->spread / (double)(part->observations + 1));
                if (!(part->spread > 0) || !isfinite(part->spread)) part->spread = 1;
                part->observations = 0; /* counted anew, run by run */
            }
        }
    }
}

/* ---- spells become runs ---- */

/* Codes and reals of one node. */
static void encode_node(const ent_observed *to, const ent_latent_data *data, size_t node,
                        uint32_t *codes, size_t *code_count, ent_real *reals, size_t *real_count) {
    for (size_t o = data->row[node]; o < data->row[node + 1]; o++) {
        uint32_t item = data->item[o];
        double value = data->value[o];
        const ent_part *part = &to->parts[to->part_of_item[item]];
        const ent_part *real = real_part(to, item, value);
        if (part->type != ENT_PART_GAUSS)
            codes[(*code_count)++] =
                code_of(to, part, to->items[item].type == ENT_LATENT_HURDLE ? value > 0 : value);
        if (real != NULL)
            reals[(*real_count)++] =
                (ent_real){(uint32_t)(real - to->parts),
                           (real_value(to, item, value) - real->centre) / real->spread};
    }
}

struct spell_key {
    uint64_t hash;
    size_t node, end; /* as encoded for all spells */
    uint32_t spell;
};

/* Encoded observations of all spells, before any are merged. */
struct encoded {
    size_t *code_row, *real_row;
    uint32_t *code;
    ent_real *real;
    struct spell_key *keys;
};

static int by_code(const void *left, const void *right) {
    const uint32_t *a = left;
    const uint32_t *b = right;
    return (*a > *b) - (*a < *b);
}

static int by_real(const void *left, const void *right) {
    const ent_real *a = left;
    const ent_real *b = right;
    return (a->part > b->part) - (a->part < b->part);
}

static ent_status encode(const ent_observed *to, const ent_latent_data *data, struct encoded *all,
                         ent_error *err) {
    size_t nodes = ent_latent_node_count(data);
    size_t observations = data->row[nodes] - data->row[0];
    const struct array arrays[] = {{(void **)&all->code_row, nodes + 1, sizeof *all->code_row},
                                   {(void **)&all->real_row, nodes + 1, sizeof *all->real_row},
                                   {(void **)&all->code, observations, sizeof *all->code},
                                   {(void **)&all->real, observations, sizeof *all->real},
                                   {(void **)&all->keys, to->spell_count, sizeof *all->keys}};
    ent_status status = make_arrays(arrays, sizeof arrays / sizeof arrays[0], err);
    size_t codes = 0;
    size_t reals = 0;
    for (size_t n = 0; n < nodes && status == ENT_OK; n++) {
        encode_node(to, data, n, all->code, &codes, all->real, &reals);
        size_t code_begin = all->code_row[n];
        size_t real_begin = all->real_row[n];
        if (codes > code_begin + 1)
            qsort(all->code + code_begin, codes - code_begin, sizeof *all->code, by_code);
        if (reals > real_begin + 1)
            qsort(all->real + real_begin, reals - real_begin, sizeof *all->real, by_real);
        all->code_row[n + 1] = codes;
        all->real_row[n + 1] = reals;
    }
    return status;
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static void hash_spells(const ent_observed *to, struct encoded *all) {
    for (size_t s = 0; s < to->spell_count; s++) {
        struct spell_key *key = &all->keys[s];
        *key = (struct spell_key){0, to->spell_node[s], to->spell_node[s + 1], (uint32_t)s};
        for (size_t n = key->node; n < key->end; n++) {
            key->hash = mix(key->hash, 1);
            for (size_t o = all->code_row[n]; o < all->code_row[n + 1]; o++)
                key->hash = mix(key->hash, all->code[o] + UINT64_C(2));
            for (size_t o = all->real_row[n]; o < all->real_row[n + 1]; o++) {
                uint64_t bits = 0;
                memcpy(&bits, &all->real[o].value, sizeof bits);
                key->hash = mix(mix(key->hash, all->real[o].part), bits);
            }
        }
    }
}

static int by_hash(const void *left, const void *right) {
    const struct spell_key *a = left;
    const struct spell_key *b = right;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return (a->spell > b->spell) - (a->spell < b->spell);
}

static int by_spell(const void *left, const void *right) {
    const struct spell_key *a = left;
    const struct spell_key *b = right;
    return (a->spell > b->spell) - (a->spell < b->spell);
}

static bool same_reals(const ent_real *a, const ent_real *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (a[i].part != b[i].part || a[i].value != b[i].value) return false;
    return true;
}

static bool same_spell(const struct encoded *all, const struct spell_key *a,
                       const struct spell_key *b) {
    if (a->hash != b->hash || a->end - a->node != b->end - b->node) return false;
    for (size_t i = 0; i < a->end - a->node; i++) {
        const size_t *code_a = &all->code_row[a->node + i];
        const size_t *code_b = &all->code_row[b->node + i];
        const size_t *real_a = &all->real_row[a->node + i];
        const size_t *real_b = &all->real_row[b->node + i];
        size_t codes = code_a[1] - code_a[0];
        size_t reals = real_a[1] - real_a[0];
        if (codes != code_b[1] - code_b[0] || reals != real_b[1] - real_b[0]) return false;
        if (codes > 0 &&
            memcmp(all->code + *code_a, all->code + *code_b, codes * sizeof *all->code) != 0)
            return false;
        if (!same_reals(all->real + *real_a, all->real + *real_b, reals)) return false;
    }
    return true;
}

/* The first spell of each set of like ones stands for all; runs keep the order of the spells. */
static void find_runs(ent_observed *to, struct encoded *all, bool merge) {
    hash_spells(to, all);
    uint32_t *first = to->run_of_spell; /* for now: the spell that stands for each */
    for (size_t s = 0; s < to->spell_count; s++)
        first[s] = (uint32_t)s;
    if (merge) {
        qsort(all->keys, to->spell_count, sizeof *all->keys, by_hash);
        for (size_t i = 1, head = 0; i < to->spell_count; i++) {
            if (same_spell(all, &all->keys[head], &all->keys[i]))
                first[all->keys[i].spell] = all->keys[head].spell;
            else
                head = i;
        }
        qsort(all->keys, to->spell_count, sizeof *all->keys, by_spell);
    }
    uint32_t runs = 0;
    for (size_t s = 0; s < to->spell_count; s++)
        to->run_of_spell[s] = first[s] == s ? runs++ : to->run_of_spell[first[s]];
    to->run_count = runs;
}

static ent_status copy_runs(ent_observed *to, const struct encoded *all, ent_error *err) {
    size_t nodes = 0;
    size_t codes = 0;
    size_t reals = 0;
    uint32_t run = 0;
    for (size_t s = 0; s < to->spell_count; s++) {
        if (to->run_of_spell[s] != run) continue;
        const struct spell_key *key = &all->keys[s];
        nodes += key->end - key->node;
        codes += all->code_row[key->end] - all->code_row[key->node];
        reals += all->real_row[key->end] - all->real_row[key->node];
        run++;
    }
    to->node_count = nodes;
    const struct array arrays[] = {
        {(void **)&to->run_node, to->run_count + 1, sizeof *to->run_node},
        {(void **)&to->weight, to->run_count, sizeof *to->weight},
        {(void **)&to->run_of_node, nodes, sizeof *to->run_of_node},
        {(void **)&to->code_row, nodes + 1, sizeof *to->code_row},
        {(void **)&to->real_row, nodes + 1, sizeof *to->real_row},
        {(void **)&to->code, codes, sizeof *to->code},
        {(void **)&to->real, reals, sizeof *to->real}};
    ent_status status = make_arrays(arrays, sizeof arrays / sizeof arrays[0], err);
    if (status != ENT_OK) return status;
    run = 0;
    size_t node = 0;
    for (size_t s = 0; s < to->spell_count; s++) {
        to->weight[to->run_of_spell[s]]++;
        if (to->run_of_spell[s] != run) continue;
        const struct spell_key *key = &all->keys[s];
        for (size_t n = key->node; n < key->end; n++, node++) {
            size_t code_count = all->code_row[n + 1] - all->code_row[n];
            size_t real_count = all->real_row[n + 1] - all->real_row[n];
            if (code_count > 0)
                memcpy(to->code + to->code_row[node], all->code + all->code_row[n],
                       code_count * sizeof *to->code);
            if (real_count > 0)
                memcpy(to->real + to->real_row[node], all->real + all->real_row[n],
                       real_count * sizeof *to->real);
            to->code_row[node + 1] = to->code_row[node] + code_count;
            to->real_row[node + 1] = to->real_row[node] + real_count;
            to->run_of_node[node] = run;
        }
        to->run_node[++run] = node;
    }
    return ENT_OK;
}

/* ---- which nodes observed a code ---- */

static ent_status transpose(ent_observed *to, ent_error *err) {
    size_t codes = to->code_row[to->node_count];
    size_t reals = to->real_row[to->node_count];
    const struct array arrays[] = {
        {(void **)&to->node_row, to->code_count + 2, sizeof *to->node_row},
        {(void **)&to->node_of_code, codes, sizeof *to->node_of_code},
        {(void **)&to->real_of_part_row, to->part_count + 2, sizeof *to->real_of_part_row},
        {(void **)&to->real_of_part, reals, sizeof *to->real_of_part},
        {(void **)&to->node_of_real, reals, sizeof *to->node_of_real}};
    ent_status status = make_arrays(arrays, sizeof arrays / sizeof arrays[0], err);
    if (status != ENT_OK) return status;
    for (size_t o = 0; o < codes; o++)
        to->node_row[to->code[o] + 2]++;
    for (size_t c = 0; c < to->code_count; c++)
        to->node_row[c + 2] += to->node_row[c + 1];
    for (size_t o = 0; o < reals; o++)
        to->real_of_part_row[to->real[o].part + 2]++;
    for (size_t p = 0; p < to->part_count; p++)
        to->real_of_part_row[p + 2] += to->real_of_part_row[p + 1];
    for (size_t n = 0; n < to->node_count; n++) {
        double weight = to->weight[to->run_of_node[n]];
        for (size_t o = to->code_row[n]; o < to->code_row[n + 1]; o++) {
            to->node_of_code[to->node_row[to->code[o] + 1]++] = (uint32_t)n;
            to->parts[to->part_of_code[to->code[o]]].observations += (size_t)weight;
        }
        for (size_t o = to->real_row[n]; o < to->real_row[n + 1]; o++) {
            to->node_of_real[o] = (uint32_t)n;
            to->real_of_part[to->real_of_part_row[to->real[o].part + 1]++] = o;
            to->parts[to->real[o].part].observations += (size_t)weight;
        }
    }
    return ENT_OK;
}

static ent_status copy_frame(ent_observed *to, const ent_latent_data *data, ent_error *err) {
    size_t parts = 0;
    for (size_t k = 0; k < data->item_count; k++)
        parts += parts_of(&data->items[k]);
    to->item_count = data->item_count;
    to->spell_count = data->spell_count;
    to->part_count = parts;
    size_t nodes = ent_latent_node_count(data);
    to->observation_count = data->row[nodes] - data->row[0];
    const struct array arrays[] = {
        {(void **)&to->items, data->item_count, sizeof *to->items},
        {(void **)&to->quick, 1, sizeof *to->quick},
        {(void **)&to->part_of_item, data->item_count, sizeof *to->part_of_item},
        {(void **)&to->parts, parts, sizeof *to->parts},
        {(void **)&to->spells, data->spell_count, sizeof *to->spells},
        {(void **)&to->run_of_spell, data->spell_count, sizeof *to->run_of_spell},
        {(void **)&to->spell_node, data->spell_count + 1, sizeof *to->spell_node}};
    ent_status status = make_arrays(arrays, sizeof arrays / sizeof arrays[0], err);
    if (status != ENT_OK) return status;
    memcpy(to->items, data->items, data->item_count * sizeof *to->items);
    memcpy(to->spells, data->spells, data->spell_count * sizeof *to->spells);
    for (size_t s = 0; s < data->spell_count; s++)
        to->spell_node[s + 1] = to->spell_node[s] + data->spells[s].length;
    ent_quick_fill(to->quick);
    make_parts(to);
    return ENT_OK;
}

static void free_encoded(struct encoded *all) {
    free(all->code_row);
    free(all->real_row);
    free(all->code);
    free(all->real);
    free(all->keys);
}

static void copy_scale(ent_observed *to, const ent_observed *like) {
    for (size_t p = 0; p < to->part_count; p++) {
        to->parts[p].centre = like->parts[p].centre;
        to->parts[p].spread = like->parts[p].spread;
    }
}

ent_status ent_observed_new(ent_observed **out, const ent_latent_data *data, bool merge,
                            const ent_observed *like, ent_error *err) {
    struct counted *counts = NULL;
    size_t count = 0;
    struct encoded all = {0};
    *out = NULL;
    ent_observed *to = NULL;
    ent_status status = ent_latent_check_data(data, err);
    if (status == ENT_OK) status = ent_array_new((void **)&to, 1, sizeof *to, err);
    if (status == ENT_OK) status = copy_frame(to, data, err);
    if (status == ENT_OK) status = distinct_counts(to, data, &counts, &count, err);
    if (status == ENT_OK) status = make_codes(to, counts, count, err);
    free(counts);
    if (status == ENT_OK) {
        standardise(to, data);
        if (like != NULL) copy_scale(to, like);
        status = encode(to, data, &all, err);
    }
    if (status == ENT_OK) {
        find_runs(to, &all, merge);
        status = copy_runs(to, &all, err);
    }
    free_encoded(&all);
    if (status == ENT_OK) status = transpose(to, err);
    if (status == ENT_OK)
        *out = to;
    else
        ent_observed_free(to);
    return status;
}
