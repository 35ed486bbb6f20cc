/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of a slice that are read from the store year by year: flows, points and roll calls. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "panel/loader.h"

static ent_status read_flows(ent_loader *loader, const char *series, ent_flow_fn keep,
                             ent_error *err) {
    return ent_store_flows(loader->store, series, 0, 0, loader->slice.year, loader->slice.year,
                           keep, loader, err);
}

/* The cell of a flow, NULL when one of the two is not in the slice. */
static double *cell_of(ent_loader *loader, size_t matrix, const ent_flow *flow) {
    size_t i = ent_slice_find(&loader->slice, flow->actor1);
    size_t j = ent_slice_find(&loader->slice, flow->actor2);
    if (i == SIZE_MAX || j == SIZE_MAX) return NULL;
    return &loader->matrix[matrix][i * loader->slice.n + j];
}

static ent_status keep_arms(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    double *cell = cell_of(context, M_ARMS, row);
    if (cell != NULL) *cell = row->value;
    return ENT_OK;
}

ent_status ent_slice_arms(ent_loader *loader, ent_error *err) {
    ent_loader_cover(loader, ENT_TRANSFER);
    ent_loader_zero(loader, loader->matrix[M_ARMS]);
    loader->slice.arms = loader->matrix[M_ARMS];
    return read_flows(loader, "arms", keep_arms, err);
}

static ent_status keep_troops(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    double *cell = cell_of(context, M_TROOPS, row);
    if (cell != NULL) *cell = row->value;
    return ENT_OK;
}

ent_status ent_slice_troops(ent_loader *loader, ent_error *err) {
    ent_loader_cover(loader, ENT_DEPLOYMENT);
    ent_loader_zero(loader, loader->matrix[M_TROOPS]);
    loader->slice.troops = loader->matrix[M_TROOPS];
    return read_flows(loader, "troops", keep_troops, err);
}

static void add_to(double *sum, double value) {
    *sum = ent_is_missing(*sum) ? value : *sum + value;
}

/* Imports of actor1 from actor2 are exports of actor2: both count in their totals, whether or not
 * the partner is in the slice. */
static ent_status keep_trade(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    ent_loader *loader = context;
    const ent_slice *slice = &loader->slice;
    size_t i = ent_slice_find(slice, row->actor1);
    size_t j = ent_slice_find(slice, row->actor2);
    if (i != SIZE_MAX) add_to(&loader->vector[V_TRADE][i], row->value);
    if (j != SIZE_MAX) add_to(&loader->vector[V_TRADE][j], row->value);
    if (i != SIZE_MAX && j != SIZE_MAX) loader->matrix[M_IMPORTS][i * slice->n + j] = row->value;
    return ENT_OK;
}

/* Sources of trade write their zeros; a flow without a row is unknown. */
ent_status ent_slice_trade(ent_loader *loader, ent_error *err) {
    ent_slice *slice = &loader->slice;
    for (size_t c = 0; c < slice->n * slice->n; c++)
        loader->matrix[M_IMPORTS][c] = ent_missing();
    for (size_t i = 0; i < slice->n; i++)
        loader->vector[V_TRADE][i] = ent_missing();
    slice->imports = loader->matrix[M_IMPORTS];
    slice->trade_total = loader->vector[V_TRADE];
    return read_flows(loader, "trade", keep_trade, err);
}

/* ---- points ---- */

static ent_status capability_row(ent_loader *loader, ent_actor actor, size_t *row, ent_error *err) {
    size_t count = loader->slice.capability_count;
    for (size_t i = count; i-- > 0;) { /* actors come in order: the last row is the usual hit */
        if (loader->capability_actor[i] != actor) continue;
        *row = i;
        return ENT_OK;
    }
    if (count == loader->capability_capacity) {
        size_t need = 2 * count + 64; /* of each of the seven arrays */
        size_t capacity = count;
        ent_status status = ent_array_reserve((void **)&loader->capability_actor, &capacity, need,
                                              sizeof(ent_actor), err);
        for (size_t c = 0; c < 6 && status == ENT_OK; c++) {
            capacity = count;
            status = ent_array_reserve((void **)&loader->capability[c], &capacity, need,
                                       sizeof(double), err);
        }
        if (status != ENT_OK) return status;
        loader->capability_capacity = need;
    }
    for (size_t c = 0; c < 6; c++)
        loader->capability[c][count] = ent_missing();
    loader->capability_actor[count] = actor;
    *row = count;
    loader->slice.capability_count++;
    return ENT_OK;
}

static ent_status keep_capability(ent_loader *loader, size_t component, const ent_point *point,
                                  ent_error *err) {
    size_t row = 0;
    ent_status status = capability_row(loader, point->actor, &row, err);
    if (status == ENT_OK) loader->capability[component][row] = point->value;
    return status;
}

static ent_status keep_point(void *context, const ent_point *row, ent_error *err) {
    static const char *const components[6] = {"milex", "milper", "irst", "pec", "tpop", "upop"};
    static const struct {
        const char *series;
        size_t vector;
    } vectors[] = {{"ideal_point", V_IDEAL},
                   {"arms_imports", V_ARMS_IMPORTS},
                   {"arms_exports", V_ARMS_EXPORTS}};
    ent_loader *loader = context;
    for (size_t c = 0; c < 6; c++)
        if (strcmp(row->series, components[c]) == 0) return keep_capability(loader, c, row, err);
    size_t i = ent_slice_find(&loader->slice, row->actor);
    for (size_t v = 0; v < sizeof vectors / sizeof vectors[0] && i != SIZE_MAX; v++)
        if (strcmp(row->series, vectors[v].series) == 0)
            loader->vector[vectors[v].vector][i] = row->value;
    return ENT_OK;
}

/* Only the series asked for: a year holds many. */
static ent_status read_points(ent_loader *loader, ent_error *err) {
    static const struct {
        const char *series;
        unsigned need;
    } wanted[] = {{"milex", ENT_NEED_CAPABILITY},  {"milper", ENT_NEED_CAPABILITY},
                  {"irst", ENT_NEED_CAPABILITY},   {"pec", ENT_NEED_CAPABILITY},
                  {"tpop", ENT_NEED_CAPABILITY},   {"upop", ENT_NEED_CAPABILITY},
                  {"ideal_point", ENT_NEED_IDEAL}, {"arms_imports", ENT_NEED_ARMS},
                  {"arms_exports", ENT_NEED_ARMS}};
    ent_status status = ENT_OK;
    for (size_t w = 0; w < sizeof wanted / sizeof wanted[0] && status == ENT_OK; w++)
        if (loader->needs & wanted[w].need)
            status = ent_store_points(loader->store, wanted[w].series, loader->slice.year,
                                      loader->slice.year, keep_point, loader, err);
    return status;
}

ent_status ent_slice_points(ent_loader *loader, ent_error *err) {
    ent_slice *slice = &loader->slice;
    static const size_t vectors[] = {V_IDEAL, V_ARMS_IMPORTS, V_ARMS_EXPORTS};
    for (size_t v = 0; v < sizeof vectors / sizeof vectors[0]; v++)
        for (size_t i = 0; i < slice->n; i++)
            loader->vector[vectors[v]][i] = ent_missing();
    ent_status status = read_points(loader, err);
    if (loader->needs & ENT_NEED_IDEAL) slice->ideal = loader->vector[V_IDEAL];
    if (loader->needs & ENT_NEED_ARMS) {
        slice->arms_imports = loader->vector[V_ARMS_IMPORTS];
        slice->arms_exports = loader->vector[V_ARMS_EXPORTS];
    }
    slice->capability_actor = loader->capability_actor;
    for (size_t c = 0; c < 6; c++)
        slice->capability[c] = loader->capability[c];
    return status;
}

/* ---- roll calls ---- */

/* Row of a voter: the slice's, or one after them for those outside the system. */
static ent_status voter_row(ent_loader *loader, ent_actor actor, size_t *row, ent_error *err) {
    *row = ent_slice_find(&loader->slice, actor);
    if (*row != SIZE_MAX) return ENT_OK;
    for (size_t v = 0; v < loader->voter_count; v++) {
        *row = loader->slice.n + v;
        if (loader->voter[v] == actor) return ENT_OK;
    }
    ent_status status = ent_array_reserve((void **)&loader->voter, &loader->voter_capacity,
                                          loader->voter_count + 1, sizeof *loader->voter, err);
    if (status != ENT_OK) return status;
    loader->voter[loader->voter_count++] = actor;
    *row = loader->slice.n + loader->voter_count - 1;
    return ENT_OK;
}

enum { ROW_BITS = 12, VOTE_BITS = 2 };

static ent_status keep_roll_call(void *context, const ent_roll_call *call, ent_error *err) {
    ent_loader *loader = context;
    size_t number = loader->slice.roll_calls;
    ent_status status =
        ent_array_reserve((void **)&loader->ballot, &loader->ballot_capacity,
                          loader->ballot_count + call->ballot_count, sizeof(uint32_t), err);
    for (size_t b = 0; b < call->ballot_count && status == ENT_OK; b++) {
        size_t row = 0;
        if (call->ballots[b].vote < 1 || call->ballots[b].vote > 3) continue;
        status = voter_row(loader, call->ballots[b].actor, &row, err);
        if (status != ENT_OK) break;
        if (row >= 1u << ROW_BITS || number >= 1u << (32 - ROW_BITS - VOTE_BITS))
            return ent_fail(err, ENT_ERR_LIMIT, "%d: too many roll calls or voters",
                            loader->slice.year);
        loader->ballot[loader->ballot_count++] =
            (uint32_t)((number << (ROW_BITS + VOTE_BITS)) | (row << VOTE_BITS) |
                       call->ballots[b].vote);
    }
    if (status == ENT_OK) loader->slice.roll_calls++;
    return status;
}

ent_status ent_slice_votes(ent_loader *loader, ent_error *err) {
    ent_slice *slice = &loader->slice;
    loader->voter_count = loader->ballot_count = 0;
    ent_status status =
        ent_store_roll_calls(loader->store, slice->year, slice->year, keep_roll_call, loader, err);
    if (status != ENT_OK) return status;
    slice->voters = slice->n + loader->voter_count;
    size_t cells = slice->roll_calls * slice->voters;
    status = ent_array_reserve((void **)&loader->votes, &loader->votes_capacity, cells + 1, 1, err);
    if (status != ENT_OK) return status;
    memset(loader->votes, 0, cells);
    for (size_t b = 0; b < loader->ballot_count; b++) {
        uint32_t packed = loader->ballot[b];
        size_t call = packed >> (ROW_BITS + VOTE_BITS);
        size_t row = (packed >> VOTE_BITS) & ((1u << ROW_BITS) - 1);
        loader->votes[call * slice->voters + row] = (uint8_t)(packed & ((1u << VOTE_BITS) - 1));
    }
    slice->votes = loader->votes;
    return ENT_OK;
}
