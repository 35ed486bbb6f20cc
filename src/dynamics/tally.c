/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Two sorts of walks of two steps are at most 2 n, and must fit a field. */
enum { ACTORS_MAX = 32767 };
/* Bits of a field in the table: ties back are 0 or 1; the others share the rest. */
static const unsigned bits[SAOM_FIELDS][SAOM_FIELDS] = {{6, 0, 0}, {5, 4, 0}, {4, 3, 3}};

static size_t field_for(saom_tally *tally, unsigned walks) {
    for (size_t f = 0; f < tally->fields; f++)
        if (tally->walks[f] == walks) return f;
    if (tally->fields == SAOM_FIELDS) return SAOM_FIELDS;
    tally->walks[tally->fields] = walks;
    return tally->fields++;
}

static void choose_terms(saom_tally *tally, size_t n) {
    const saom_dependent *own = tally->variable;
    bool others_count = n > ACTORS_MAX;
    for (int back = 0; back < 2; back++)
        for (size_t k = 0; k < own->terms; k++) {
            unsigned walks = own->term[k]->def->tally;
            if (back == 0) tally->field_of[k] = SAOM_FIELDS;
            if (walks != 0 && (walks == SAOM_BACK) == (back == 1))
                tally->field_of[k] = field_for(tally, walks);
        }
    for (size_t k = 0; k < own->terms; k++)
        others_count = others_count || (!saom_tallied(tally, k) && own->term[k]->counts != 0);
    for (size_t k = 0; k < own->terms && others_count; k++)
        if (own->term[k]->def->tally != SAOM_BACK) tally->field_of[k] = SAOM_FIELDS;
    for (size_t f = 0; f < tally->fields && others_count; f++)
        if (tally->walks[f] != SAOM_BACK) tally->walks[f] = 0;
}

/* A multiplication brings the low w_f bits of all fields side by side at bit 32: field f, at bit 16
 * f, by 2^(32 − 16 f + Σ_{e<f} w_e). What else it makes stays below bit 32, since w_0 + 2 w_1 ≤ 13,
 * or begins at bit 48. SAOM_GATHER_SHIFT leaves a line's 2^5 bytes. */
static void lay_out(saom_tally *tally, unsigned from[SAOM_FIELDS], unsigned width_of[SAOM_FIELDS]) {
    size_t shared = 0;
    unsigned at = 0;
    saom_lines *lines = &tally->made;
    for (size_t f = 0; f < tally->fields; f++)
        shared += tally->walks[f] != SAOM_BACK && tally->walks[f] != 0;
    for (size_t f = 0, turn = 0; f < tally->fields; f++) {
        if (tally->walks[f] == 0) continue;
        unsigned width = tally->walks[f] == SAOM_BACK ? 1 : bits[shared - 1][turn++];
        lines->held |= ((UINT64_C(1) << width) - 1) << (f * SAOM_FIELD_BITS);
        lines->gather |= UINT64_C(1) << (32 - f * SAOM_FIELD_BITS + at);
        from[f] = at;
        width_of[f] = width;
        at += width;
    }
    tally->size = (size_t)1 << at;
    lines->mask = (tally->size - 1) << (32 - SAOM_GATHER_SHIFT);
    lines->held |= saom_touched_mark;
    tally->dropped = tally->made;
}

ent_status saom_tally_new(saom_tally *tally, const saom_dependent *variable, size_t n,
                          ent_error *err) {
    unsigned from[SAOM_FIELDS] = {0}; /* bits of a field in a line's number */
    unsigned width[SAOM_FIELDS] = {0};
    size_t words = saom_bit_words(n);
    *tally = (saom_tally){.variable = variable, .bits = saom_bits_best()};
    ent_status status =
        ent_array_new((void **)&tally->field_of, variable->terms, sizeof(size_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&tally->row, SAOM_BITS_ROWS, sizeof(void *), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&tally->sum, SAOM_FIELDS * words * SAOM_WORD, 1, err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&tally->reached, SAOM_FIELDS * words, sizeof(uint64_t), err);
    if (status != ENT_OK) return status;
    choose_terms(tally, n);
    lay_out(tally, from, width);
    status = ent_array_new((void **)&tally->count, n, sizeof *tally->count, err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&tally->exponent, tally->size, sizeof(double), err);
    if (status == ENT_OK)
        status =
            ent_array_new((void **)&tally->number, tally->size * SAOM_FIELDS, sizeof(double), err);
    for (size_t l = 0; l < tally->size * SAOM_FIELDS && status == ENT_OK; l++) {
        size_t f = l / tally->size;
        tally->number[l] = (double)(l % tally->size >> from[f] & ((1U << width[f]) - 1));
    }
    double **line[] = {&tally->made.line, &tally->dropped.line};
    for (size_t k = 0; k < 2 && status == ENT_OK; k++)
        status = ent_array_new((void **)line[k], tally->size * SAOM_LINE, sizeof(double), err);
    return status;
}

void saom_tally_free(saom_tally *tally) {
    free(tally->field_of);
    free(tally->count);
    free(tally->exponent);
    free(tally->number);
    free(tally->row);
    free(tally->sum);
    free(tally->reached);
    free(tally->made.line);
    free(tally->dropped.line);
    *tally = (saom_tally){0};
}

static void make_lines(const saom_tally *tally, const saom_lines *lines,
                       const saom_kernel *kernel) {
    size_t size = tally->size;
    double *exponent = tally->exponent;
    memset(exponent, 0, size * sizeof *exponent);
    for (size_t f = 0; f < SAOM_FIELDS; f++)
        kernel->add(lines->coefficient[f], tally->number + f * size, exponent, size);
    kernel->exp(exponent, size);
    for (size_t l = 0; l < size; l++) {
        double *line = lines->line + l * SAOM_LINE;
        line[0] = exponent[l];
        for (size_t f = 0; f < SAOM_FIELDS; f++)
            line[1 + f] = exponent[l] * tally->number[f * size + l];
    }
}

void saom_tally_set(saom_tally *tally, const double *beta, const saom_kernel *kernel) {
    memset(tally->made.coefficient, 0, sizeof tally->made.coefficient);
    memset(tally->dropped.coefficient, 0, sizeof tally->dropped.coefficient);
    for (size_t k = 0; k < tally->variable->terms; k++) {
        ent_saom_function function = tally->variable->term[k]->function;
        if (!saom_tallied(tally, k)) continue;
        size_t f = tally->field_of[k];
        if (function != ENT_ENDOWMENT) tally->made.coefficient[f] += beta[k];
        if (function != ENT_CREATION) tally->dropped.coefficient[f] -= beta[k];
    }
    make_lines(tally, &tally->made, kernel);
    make_lines(tally, &tally->dropped, kernel);
}

/* Touching without a branch: most alters are met once, and which ones cannot be foreseen. Those
 * met have a number that is not 0, as those touched before have a mark. */
static void walk(saom_tally *tally, saom_ego *ego, const saom_row *first, const saom_row *second,
                 uint64_t one) {
    uint64_t *restrict count = tally->count;
    uint32_t *restrict touched = ego->touched;
    size_t reached = ego->count;
    for (uint32_t a = 0; a < first->count; a++) {
        const saom_row *row = &second[first->at[a]];
        const uint32_t *at = row->at;
        uint32_t size = row->count;
        for (uint32_t b = 0; b < size; b++) {
            uint32_t j = at[b];
            uint64_t before = count[j];
            count[j] = before + one;
            touched[reached] = j;
            reached += before == 0;
        }
    }
    ego->count = reached;
}

static void walk_lists(saom_tally *tally, saom_ego *ego) {
    const saom_net *net = ego->net;
    const saom_row *out = &net->out[ego->i];
    const saom_row *in = &net->in[ego->i];
    if (net->bits_out != NULL) memset(tally->count, 0, net->n * sizeof *tally->count);
    for (size_t t = 0; t < ego->count; t++)
        tally->count[ego->touched[t]] = saom_touched_mark;
    ego->walked = tally->count;
    for (size_t f = 0; f < tally->fields; f++) {
        uint64_t one = UINT64_C(1) << (f * SAOM_FIELD_BITS);
        unsigned walks = tally->walks[f];
        if (walks & SAOM_TWO_PATH) walk(tally, ego, out, net->out, one);
        if (walks & SAOM_CYCLE) walk(tally, ego, in, net->in, one);
        if (walks & SAOM_IN_STAR) walk(tally, ego, out, net->in, one);
        if (walks & SAOM_OUT_STAR) walk(tally, ego, in, net->out, one);
    }
}

/* Whether the numbers of ego's walks fit a byte. */
static bool fits_bytes(const saom_tally *tally, const saom_ego *ego) {
    size_t out = ego->net->out[ego->i].count;
    size_t in = ego->net->in[ego->i].count;
    size_t most = 0;
    for (size_t f = 0; f < tally->fields; f++) {
        unsigned walks = tally->walks[f];
        size_t rows = ((walks & SAOM_TWO_PATH ? 1U : 0U) + (walks & SAOM_IN_STAR ? 1U : 0U)) * out +
                      ((walks & SAOM_CYCLE ? 1U : 0U) + (walks & SAOM_OUT_STAR ? 1U : 0U)) * in;
        if (rows > most) most = rows;
    }
    return most <= SAOM_BITS_ROWS;
}

/* Add the rows that walks of a sort lead to. */
static size_t add_rows(saom_tally *tally, size_t rows, const saom_row *first,
                       const uint64_t *second, size_t words) {
    for (uint32_t k = 0; k < first->count; k++)
        tally->row[rows + k] = second + first->at[k] * words;
    return rows + first->count;
}

/* Numbers of walks of two steps, by field and actor; how many fields. */
static size_t sum_rows(saom_tally *tally, const saom_ego *ego) {
    const saom_net *net = ego->net;
    const saom_row *out = &net->out[ego->i];
    const saom_row *in = &net->in[ego->i];
    size_t words = net->words;
    size_t f = 0;
    for (; f < tally->fields && (tally->walks[f] & ~(unsigned)SAOM_BACK) != 0; f++) {
        unsigned walks = tally->walks[f];
        size_t rows = 0;
        if (walks & SAOM_TWO_PATH) rows = add_rows(tally, rows, out, net->bits_out, words);
        if (walks & SAOM_CYCLE) rows = add_rows(tally, rows, in, net->bits_in, words);
        if (walks & SAOM_IN_STAR) rows = add_rows(tally, rows, out, net->bits_in, words);
        if (walks & SAOM_OUT_STAR) rows = add_rows(tally, rows, in, net->bits_out, words);
        tally->bits->count(tally->row, rows, net->n, tally->sum + f * words * SAOM_WORD,
                           tally->reached + f * words);
    }
    return f;
}

/* Numbers of walks with actor j, in their fields. */
static inline uint64_t fields_at(const uint8_t *sum, size_t stride, size_t fields, size_t j) {
    uint64_t count = sum[j];
    if (fields > 1) count |= (uint64_t)sum[stride + j] << SAOM_FIELD_BITS;
    if (fields > 2) count |= (uint64_t)sum[2 * stride + j] << (2 * SAOM_FIELD_BITS);
    return count;
}

/* Touch whom walks reach, and put their numbers of walks where the kernel reads them. */
static inline void reach(saom_tally *tally, saom_ego *ego, size_t fields) {
    size_t words = ego->net->words;
    size_t stride = words * SAOM_WORD;
    const uint8_t *sum = tally->sum;
    uint64_t *restrict reached = tally->reached;
    uint64_t *restrict count = tally->count;
    uint32_t *restrict touched = ego->touched;
    size_t size = ego->count;
    for (size_t w = 0; w < words; w++) {
        if (fields > 1) reached[w] |= reached[words + w];
        if (fields > 2) reached[w] |= reached[2 * words + w];
    }
    for (size_t t = 0; t < size; t++) { /* touched already */
        size_t j = touched[t];
        count[j] = fields_at(sum, stride, fields, j);
        reached[j / SAOM_WORD] &= ~(UINT64_C(1) << j % SAOM_WORD);
    }
    for (size_t w = 0; w < words; w++)
        for (uint64_t left = reached[w]; left != 0; left &= left - 1) {
            size_t j = w * SAOM_WORD + (size_t)__builtin_ctzll(left);
            touched[size++] = (uint32_t)j;
            count[j] = fields_at(sum, stride, fields, j);
        }
    ego->count = size;
    ego->reached = reached;
}

static void walk_rows(saom_tally *tally, saom_ego *ego) {
    size_t fields = sum_rows(tally, ego);
    if (fields == 1)
        reach(tally, ego, 1);
    else if (fields == 2)
        reach(tally, ego, 2);
    else if (fields == 3)
        reach(tally, ego, 3);
    else
        for (size_t t = 0; t < ego->count; t++)
            tally->count[ego->touched[t]] = 0;
}

void saom_tally_begin(saom_tally *tally, saom_ego *ego) {
    const saom_row *in = &ego->net->in[ego->i];
    if (ego->net->bits_out != NULL && fits_bytes(tally, ego))
        walk_rows(tally, ego);
    else
        walk_lists(tally, ego);
    for (size_t f = 0; f < tally->fields; f++)
        for (uint32_t k = 0; k < in->count && (tally->walks[f] & SAOM_BACK) != 0; k++)
            tally->count[in->at[k]] += UINT64_C(1) << (f * SAOM_FIELD_BITS);
    tally->count[ego->i] = saom_touched_mark;
}

void saom_tally_end(saom_tally *tally, saom_ego *ego) {
    uint64_t *restrict count = tally->count;
    const uint32_t *restrict touched = ego->touched;
    size_t size = ego->count;
    ego->reached = NULL;
    if (ego->walked == NULL) return; /* what is counted from rows is written over */
    ego->walked = NULL;
    if (saom_ego_clears_all(ego)) {
        memset(count, 0, ego->view->group->data->n * sizeof *count);
        return;
    }
    for (size_t t = 0; t < size; t++)
        count[touched[t]] = 0;
}
