/* SPDX-License-Identifier: Apache-2.0 */
/* The items of all dyad-years, and the observations in them as data of the latent model. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "entente/estimate.h"

enum { FIRST_YEAR = 1950 };

/* ---- which years ---- */

struct span {
    int year1, year2;
    bool any;
};

static ent_status widen(void *context, const ent_coverage *row, ent_error *err) {
    (void)err;
    struct span *span = context;
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
        const ent_depth_item *item = ent_depth_item_at(k);
        if (item->side == ENT_DEPTH_HOSTILE || item->kind != row->kind || row->year2 < FIRST_YEAR)
            continue;
        int first = row->year1 < FIRST_YEAR ? FIRST_YEAR : row->year1;
        if (!span->any || first < span->year1) span->year1 = first;
        if (!span->any || row->year2 > span->year2) span->year2 = row->year2;
        span->any = true;
    }
    return ENT_OK;
}

ent_status ent_depth_years(ent_store *store, int *year1, int *year2, bool *any, ent_error *err) {
    struct span span = {0};
    ent_status status = ent_store_coverage(store, ENT_KINDS, widen, &span, err);
    *year1 = span.year1;
    *year2 = span.year2;
    *any = span.any;
    return status;
}

/* ---- spells and nodes ---- */

/* Where dyad-years are: node[(a · actors + b) · years + year − year1], UINT32_MAX if the two were
 * not together. */
struct layout {
    const ent_actor *actor;
    size_t actors, years;
    uint32_t *node;
};

static size_t index_of(const struct layout *layout, ent_actor actor) {
    size_t low = 0;
    size_t high = layout->actors;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (layout->actor[middle] <= actor)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t *nodes_of(const struct layout *layout, ent_actor a, ent_actor b) {
    size_t pair = index_of(layout, a) * layout->actors + index_of(layout, b);
    return layout->node + pair * layout->years;
}

/* Mark the dyads of each year. */
static ent_status mark_together(struct layout *layout, ent_store *store, const ent_actors *actors,
                                int year1, ent_error *err) {
    ent_loader *loader = NULL;
    ent_status status = ent_loader_new(&loader, store, actors, ENT_COW, 0, err);
    for (size_t y = 0; y < layout->years && status == ENT_OK; y++) {
        const ent_slice *slice = NULL;
        status = ent_loader_year(loader, year1 + (int)y, &slice, err);
        for (size_t i = 0; status == ENT_OK && i < slice->n; i++)
            for (size_t j = i + 1; j < slice->n; j++)
                if (slice->together[i * slice->n + j])
                    nodes_of(layout, slice->actor[i], slice->actor[j])[y] = 0;
    }
    ent_loader_free(loader);
    return status;
}

/* Number the nodes; with a table that has room, write its spells. */
static void number_nodes(struct layout *layout, ent_depth_table *table) {
    size_t spells = 0;
    uint32_t nodes = 0;
    for (size_t pair = 0; pair < layout->actors * layout->actors; pair++) {
        uint32_t *node = layout->node + pair * layout->years;
        for (size_t y = 0; y < layout->years; y++) {
            if (node[y] == UINT32_MAX) continue;
            bool begins = y == 0 || node[y - 1] == UINT32_MAX;
            if (begins && table->spells != NULL) {
                table->actor1[spells] = layout->actor[pair / layout->actors];
                table->actor2[spells] = layout->actor[pair % layout->actors];
                table->spells[spells] =
                    (ent_latent_spell){(uint32_t)pair, table->year1 + (int32_t)y, 0};
                table->first_node[spells] = nodes;
            }
            spells += begins;
            if (table->spells != NULL) table->spells[spells - 1].length++;
            node[y] = nodes++;
        }
    }
    table->spell_count = spells;
    table->node_count = nodes;
    if (table->spells != NULL) table->first_node[spells] = nodes;
}

static ent_status make_spells(struct layout *layout, ent_depth_table *table, ent_error *err) {
    number_nodes(layout, table);
    size_t spells = table->spell_count;
    ent_status status = ent_array_new((void **)&table->actor1, spells, sizeof(ent_actor), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&table->actor2, spells, sizeof(ent_actor), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&table->first_node, spells + 1, sizeof(size_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&table->value, table->node_count * ENT_DEPTH_ITEMS,
                               sizeof(float), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&table->spells, spells, sizeof *table->spells, err);
    if (status == ENT_OK) number_nodes(layout, table);
    return status;
}

/* ---- values ---- */

static ent_status fill_year(const struct layout *layout, ent_depth_table *table,
                            const ent_slice *slice, ent_error *err) {
    ent_pairs pairs = {0};
    float *values = NULL;
    ent_status status = ent_pairs_of(slice, ENT_UNIT_DYAD, NULL, 0, &pairs, err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&values, pairs.count * ENT_DEPTH_ITEMS, sizeof *values, err);
    if (status == ENT_OK) status = ent_depth_items_of(slice, &pairs, values, err);
    for (size_t p = 0; p < pairs.count && status == ENT_OK; p++) {
        const uint32_t *node = nodes_of(layout, slice->actor[pairs.i[p]], slice->actor[pairs.j[p]]);
        memcpy(table->value + (size_t)node[slice->year - table->year1] * ENT_DEPTH_ITEMS,
               values + p * ENT_DEPTH_ITEMS, ENT_DEPTH_ITEMS * sizeof *values);
    }
    free(values);
    ent_pairs_free(&pairs);
    return status;
}

static ent_status fill_table(const struct layout *layout, ent_depth_table *table, ent_store *store,
                             const ent_actors *actors, ent_error *err) {
    ent_loader *loader = NULL;
    ent_status status = ent_loader_new(&loader, store, actors, ENT_COW, ent_depth_needs(), err);
    for (int year = table->year1; year <= table->year2 && status == ENT_OK; year++) {
        const ent_slice *slice = NULL;
        status = ent_loader_year(loader, year, &slice, err);
        if (status == ENT_OK) status = fill_year(layout, table, slice, err);
    }
    ent_loader_free(loader);
    return status;
}

ent_status ent_depth_table_new(ent_depth_table **out, ent_store *store, const ent_actors *actors,
                               int year1, int year2, ent_error *err) {
    *out = NULL;
    if (year1 > year2)
        return ent_fail(err, ENT_ERR_USAGE, "years are reversed: %d-%d", year1, year2);
    struct layout layout = {.years = (size_t)(year2 - year1) + 1};
    ent_depth_table *table = NULL;
    layout.actors = ent_actors_all(actors, &layout.actor);
    size_t cells = layout.actors * layout.actors * layout.years;
    ent_status status = ent_array_new((void **)&table, 1, sizeof *table, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&layout.node, cells, sizeof *layout.node, err);
    if (status == ENT_OK) {
        memset(layout.node, 0xFF, cells * sizeof *layout.node);
        table->year1 = year1;
        table->year2 = year2;
        status = mark_together(&layout, store, actors, year1, err);
    }
    if (status == ENT_OK) status = make_spells(&layout, table, err);
    if (status == ENT_OK) status = fill_table(&layout, table, store, actors, err);
    free(layout.node);
    if (status == ENT_OK)
        *out = table;
    else
        ent_depth_table_free(table);
    return status;
}

void ent_depth_table_free(ent_depth_table *table) {
    if (table == NULL) return;
    free(table->actor1);
    free(table->actor2);
    free(table->spells);
    free(table->first_node);
    free(table->value);
    free(table);
}

/* ---- data for the model ---- */

/* Whether an item was observed with two values. */
static bool varies(const ent_depth_table *table, size_t item) {
    float first = NAN;
    for (size_t n = 0; n < table->node_count; n++) {
        float value = table->value[n * ENT_DEPTH_ITEMS + item];
        if (isnan(value)) continue;
        if (!isnan(first) && value != first) return true;
        first = value;
    }
    return false;
}

bool ent_depth_table_varies(const ent_depth_table *table, uint32_t items) {
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
        if ((items & UINT32_C(1) << k) && varies(table, k)) return true;
    return false;
}

/* What was read last of an item in a spell. */
struct reading {
    float value;
    int ago; /* years */
};

/* Whether a value is new: its item shows each year anew, or the state has changed or stood long. */
static bool is_new(struct reading *last, const ent_depth_item *item, float value) {
    last->ago++;
    if (isnan(value)) return false;
    if (item->standing && value == last->value && last->ago < ENT_DEPTH_READING) return false;
    *last = (struct reading){value, 0};
    return true;
}

/* A node's observations, from `count` on; returns how many there are then. @p item NULL: only
 * count. */
static size_t pack_node(const ent_depth_table *table, const ent_depth_data *out,
                        const uint8_t *hidden, size_t node, struct reading *last, size_t count,
                        uint32_t *item, double *value) {
    for (size_t k = 0; k < out->latent.item_count; k++) {
        size_t cell = node * ENT_DEPTH_ITEMS + out->item_of[k];
        bool read = is_new(&last[k], ent_depth_item_at(out->item_of[k]), table->value[cell]);
        if (!read || (hidden != NULL && hidden[cell])) continue;
        if (item != NULL) {
            item[count] = (uint32_t)k;
            value[count] = table->value[cell];
        }
        count++;
    }
    return count;
}

static void pack(const ent_depth_table *table, const ent_depth_data *out, const uint8_t *hidden,
                 size_t *row, uint32_t *item, double *value) {
    struct reading last[ENT_DEPTH_ITEMS];
    size_t count = 0;
    for (size_t s = 0; s < table->spell_count; s++) {
        for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
            last[k] = (struct reading){NAN, 0};
        for (size_t n = table->first_node[s]; n < table->first_node[s + 1]; n++) {
            row[n] = count;
            count = pack_node(table, out, hidden, n, last, count, item, value);
        }
    }
    row[table->node_count] = count;
}

ent_status ent_depth_data_new(ent_depth_data *out, const ent_depth_table *table, uint32_t items,
                              const uint8_t *hidden, ent_error *err) {
    *out = (ent_depth_data){0};
    ent_latent_item *list = NULL;
    size_t *row = NULL;
    uint32_t *item = NULL;
    double *value = NULL;
    ent_status status = ent_array_new((void **)&list, ENT_DEPTH_ITEMS, sizeof *list, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&row, table->node_count + 1, sizeof *row, err);
    if (status != ENT_OK) goto failed;
    size_t count = 0;
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++) {
        if (!(items & UINT32_C(1) << k) || !varies(table, k)) continue;
        list[count] = ent_depth_item_at(k)->latent;
        out->item_of[count++] = k;
    }
    out->latent.item_count = count;
    if (count == 0) {
        status = ent_fail(err, ENT_ERR_USAGE, "no item of depth varies in %d-%d", table->year1,
                          table->year2);
        goto failed;
    }
    pack(table, out, hidden, row, NULL, NULL);
    size_t observations = row[table->node_count];
    status = ent_array_new((void **)&item, observations, sizeof *item, err);
    if (status == ENT_OK) status = ent_array_new((void **)&value, observations, sizeof *value, err);
    if (status != ENT_OK) goto failed;
    pack(table, out, hidden, row, item, value);
    out->latent =
        (ent_latent_data){count, list, table->spell_count, table->spells, row, item, value};
    void *const owned[] = {list, row, item, value};
    memcpy(out->owned, owned, sizeof out->owned);
    return ENT_OK;
failed:
    free(list);
    free(row);
    free(item);
    free(value);
    return status;
}

void ent_depth_data_free(ent_depth_data *data) {
    for (size_t i = 0; i < sizeof data->owned / sizeof data->owned[0]; i++)
        free(data->owned[i]);
    *data = (ent_depth_data){0};
}
