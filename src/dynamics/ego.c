/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/ego.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

ent_status saom_ego_new(saom_ego *ego, size_t n, size_t slots, ent_error *err) {
    *ego = (saom_ego){0};
    ent_status status = ent_array_new((void **)&ego->tie, n, 1, err);
    if (status == ENT_OK) status = ent_array_new((void **)&ego->seen, n, 1, err);
    int32_t **counts[] = {&ego->two_path, &ego->cycle, &ego->in_star, &ego->out_star};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0] && status == ENT_OK; c++)
        status = ent_array_new((void **)counts[c], n, sizeof(int32_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&ego->touched, n + 1, sizeof *ego->touched, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&ego->scratch, slots, sizeof *ego->scratch, err);
    return status;
}

void saom_ego_free(saom_ego *ego, size_t slots) {
    for (size_t k = 0; k < slots && ego->scratch != NULL; k++)
        free(ego->scratch[k]);
    free(ego->tie);
    free(ego->seen);
    free(ego->two_path);
    free(ego->cycle);
    free(ego->in_star);
    free(ego->out_star);
    free(ego->touched);
    free(ego->scratch);
    *ego = (saom_ego){0};
}

ent_status saom_ego_scratch(saom_ego *ego, size_t n, saom_term *const *term, size_t terms,
                            ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < terms && status == ENT_OK; k++)
        if (term[k]->def->prepare != NULL && ego->scratch[term[k]->slot] == NULL)
            status = ent_array_new((void **)&ego->scratch[term[k]->slot],
                                   term[k]->def->wide ? 2 * n : n, sizeof(double), err);
    return status;
}

unsigned saom_counts(saom_term *const *term, size_t terms) {
    unsigned counts = 0;
    for (size_t k = 0; k < terms; k++)
        counts |= term[k]->counts;
    return counts;
}

/* Count, for every j that the neighbours in @p first reach by @p second, how many of them do.
 * Touching without a branch: most alters are met once, and which ones cannot be foreseen. */
static void count_paths(saom_ego *ego, const saom_row *first, const saom_row *second,
                        int32_t *restrict count) {
    uint8_t *restrict seen = ego->seen;
    uint32_t *restrict touched = ego->touched;
    size_t reached = ego->count;
    uint32_t self = (uint32_t)ego->i;
    for (uint32_t a = 0; a < first->count; a++) {
        const saom_row *row = &second[first->at[a]];
        const uint32_t *at = row->at;
        uint32_t size = row->count;
        for (uint32_t b = 0; b < size; b++) {
            uint32_t j = at[b];
            count[j]++;
            touched[reached] = j;
            reached += !seen[j];
            seen[j] = 1;
        }
    }
    count[self] = 0;
    ego->count = reached;
}

static void count_all(saom_ego *ego, unsigned counts) {
    const saom_net *net = ego->net;
    const saom_row *out = &net->out[ego->i];
    const saom_row *in = &net->in[ego->i];
    if (counts & SAOM_TWO_PATH) count_paths(ego, out, net->out, ego->two_path);
    if (counts & SAOM_CYCLE) count_paths(ego, in, net->in, ego->cycle);
    if (counts & SAOM_IN_STAR) count_paths(ego, out, net->in, ego->in_star);
    if (counts & SAOM_OUT_STAR) count_paths(ego, in, net->out, ego->out_star);
}

static void touch_ties(saom_ego *ego, const saom_row *row, uint8_t way) {
    uint8_t *restrict tie = ego->tie;
    uint8_t *restrict seen = ego->seen;
    uint32_t *restrict touched = ego->touched;
    size_t reached = ego->count;
    for (uint32_t k = 0; k < row->count; k++) {
        uint32_t j = row->at[k];
        touched[reached] = j;
        reached += !seen[j];
        seen[j] = 1;
        tie[j] |= way;
    }
    ego->count = reached;
}

void saom_ego_begin(saom_ego *ego, const saom_view *view, size_t variable, size_t i,
                    unsigned counts, saom_term *const *term, size_t terms) {
    const saom_net *net = view->net[variable];
    ego->view = view;
    ego->variable = variable;
    ego->net = net;
    ego->i = i;
    ego->counts = counts;
    ego->count = 0;
    saom_touch(ego, i);
    touch_ties(ego, &net->out[i], SAOM_TIE_OUT);
    touch_ties(ego, &net->in[i], SAOM_TIE_IN);
    count_all(ego, counts);
    for (size_t k = 0; k < terms; k++)
        if (term[k]->def->prepare != NULL)
            term[k]->def->prepare(ego, term[k], ego->scratch[term[k]->slot]);
}

/* Zero at the touched. */
static void clear(const saom_ego *ego, int32_t *restrict count) {
    const uint32_t *restrict touched = ego->touched;
    size_t size = ego->count;
    for (size_t t = 0; t < size; t++)
        count[touched[t]] = 0;
}

static void clear_sight(saom_ego *ego) {
    size_t n = ego->view->group->data->n;
    bool all = saom_ego_clears_all(ego);
    int32_t *const count[] = {ego->two_path, ego->cycle, ego->in_star, ego->out_star};
    for (unsigned c = 0; c < 4; c++) {
        if ((ego->counts & (1U << c)) == 0) continue;
        if (all)
            memset(count[c], 0, n * sizeof *count[c]);
        else
            clear(ego, count[c]);
    }
    if (all) {
        memset(ego->tie, 0, n);
        memset(ego->seen, 0, n);
        return;
    }
    for (size_t t = 0; t < ego->count; t++)
        ego->tie[ego->touched[t]] = ego->seen[ego->touched[t]] = 0;
}

void saom_ego_end(saom_ego *ego, saom_term *const *term, size_t terms) {
    clear_sight(ego);
    for (size_t k = 0; k < terms; k++)
        for (size_t t = 0; t < ego->count && term[k]->def->prepare != NULL; t++)
            ego->scratch[term[k]->slot][ego->touched[t]] = 0;
}

void saom_ego_touch_all(saom_ego *ego) {
    uint8_t *restrict seen = ego->seen;
    uint32_t *restrict touched = ego->touched;
    size_t n = ego->view->group->data->n;
    size_t reached = ego->count;
    for (size_t j = 0; j < n; j++) {
        touched[reached] = (uint32_t)j;
        reached += !seen[j];
        seen[j] = 1;
    }
    ego->count = reached;
}
