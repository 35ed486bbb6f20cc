/* SPDX-License-Identifier: Apache-2.0 */
/* An untouched alter j has no tie with ego, so its weight is that of a tie created,
 *
 *   w_j = e_i S_ij a_j,   e_i = exp Σ β_k ego_k(i),   S_ij = exp Σ β_k c_k(i, j),
 *                         a_j = exp Σ β_k alter_k(j),
 *
 * over terms that depend on ego's ties, on covariates, and on j's degrees. Without terms of the
 * last sort the sums Σ_j S_ij and Σ_j S_ij c_k(i, j) are made once for all egos alike in their
 * covariates and hold until coefficients change; the untouched have what is left when the touched
 * are taken off, and one of them is drawn from the sums of the row by bisection, again if it falls
 * on a touched one: O(touched + log n). With such terms a_j is kept as degrees change and the sums
 * are products of rows: O(n), but two operations an alter and term, and no exponential.
 *
 * Rows are made when first asked for. There are as many as classes of egos, or as fit in a bounded
 * memory, then each place serves the classes that fall on it. */
#include "dynamics/rest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Memory for rows of one variable and thread, bytes. */
static const size_t row_memory = (size_t)96 << 20;
/* Where less than this part of a row is untouched, its weight is summed afresh: the difference of
 * sums would lose digits. */
static const double least_part = 1e-4;
enum { DRAWS = 16 };
/* Exponentials remembered: terms of degrees take few values. */
enum { MEMO_BITS = 8, MEMO = 1 << MEMO_BITS };

static bool monadic(const saom_term *term, const saom_source **source, size_t *count) {
    *count = 0;
    if (term->def->covariate == SAOM_DYADIC || term->def->with == SAOM_DYADIC) return false;
    if (term->def->covariate == SAOM_NETWORK || term->def->with == SAOM_NETWORK) return false;
    if (term->covariate.kind != SAOM_SOURCE_NONE) source[(*count)++] = &term->covariate;
    if (term->with.kind != SAOM_SOURCE_NONE) source[(*count)++] = &term->with;
    return true;
}

/* Covariates whose values make a class: all of its static terms' and their factors'. False if some
 * term depends on who ego is. */
static bool class_sources(const saom_rest_part *rest, const saom_source **source, size_t *count) {
    *count = 0;
    for (size_t s = 0; s < rest->statics; s++) {
        const saom_term *term = rest->variable->term[rest->static_slot[s]];
        size_t factors = term->factors > 0 ? term->factors : 1;
        for (size_t f = 0; f < factors; f++) {
            size_t more = 0;
            if (!monadic(term->factors > 0 ? term->factor[f] : term, source + *count, &more))
                return false;
            *count += more;
        }
    }
    return true;
}

enum { SOURCES_MAX = ENT_SAOM_EFFECTS_MAX * SAOM_FACTORS_MAX * 2 };

static bool changing(const ent_saom_model *model, saom_source source) {
    return source.kind == SAOM_SOURCE_COVARIATE &&
           model->group[0].covariate[source.index].columns > 1;
}

/* Whether a static term's covariates change between periods. */
static bool is_varying(const ent_saom_model *model, const saom_term *term) {
    bool any = changing(model, term->covariate) || changing(model, term->with);
    for (size_t f = 0; f < term->factors; f++)
        any = any || is_varying(model, term->factor[f]);
    return any;
}

static ent_status new_arrays(saom_rest_part *rest, ent_error *err) {
    size_t n = rest->n_max;
    struct {
        void **array;
        size_t count, size;
    } need[] = {
        {(void **)&rest->class_of, n, sizeof *rest->class_of},
        {(void **)&rest->everybody, n, sizeof *rest->everybody},
        {(void **)&rest->part, rest->lanes + rest->alters, sizeof(double *)},
        {(void **)&rest->part_sum, 1 + rest->lanes + rest->alters, sizeof(double)},
        {(void **)&rest->alter_total, rest->alters, sizeof(double)},
        {(void **)&rest->memo, MEMO, sizeof *rest->memo},
        {(void **)&rest->member, n, sizeof *rest->member},
        {(void **)&rest->members, n, sizeof *rest->members},
        {(void **)&rest->factor, n, sizeof(double)},
        {(void **)&rest->alter_value, rest->alters * n, sizeof(double)},
        {(void **)&rest->mixed, n, sizeof(double)},
        {(void **)&rest->change, rest->lanes * (n > rest->rows ? n : rest->rows), sizeof(double)},
        {(void **)&rest->exponent, rest->rows, sizeof(double)},
        {(void **)&rest->sum, rest->groups * SAOM_LINE, sizeof(double)},
        {(void **)&rest->ego_value, rest->variable->terms, sizeof(double)}};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new(need[k].array, need[k].count, need[k].size, err);
    for (size_t j = 0; j < n && status == ENT_OK; j++)
        rest->everybody[j] = (uint32_t)j;
    return status;
}

static void find_terms(saom_rest_part *rest, const ent_saom_model *model) {
    const saom_dependent *own = rest->variable;
    for (size_t k = 0; k < own->terms; k++) {
        const saom_term *term = own->term[k];
        if (term->function == ENT_ENDOWMENT) continue; /* about ties that are there */
        if (term->rest == SAOM_ALTER) rest->alter_slot[rest->alters++] = k;
        if (term->rest != SAOM_STATIC) continue;
        rest->lane[rest->statics] = term->def->unit ? 0 : ++rest->lanes;
        rest->static_slot[rest->statics++] = k;
        rest->evolving = rest->evolving || term->evolving;
        rest->varying = rest->varying || is_varying(model, term);
    }
    rest->groups = 1 + rest->lanes / SAOM_LINE;
}

ent_status saom_rest_new(saom_rest_part *rest, const ent_saom_model *model, size_t variable,
                         const double *beta, ent_error *err) {
    const saom_dependent *own = &model->variable[variable];
    *rest = (saom_rest_part){.variable = own,
                             .kernel = saom_kernel_best(),
                             .n_max = model->n_max,
                             .beta = beta,
                             .stamp = 1};
    ent_status status = ent_array_new((void **)&rest->static_slot, own->terms, sizeof(size_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&rest->alter_slot, own->terms, sizeof(size_t), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&rest->lane, own->terms, sizeof(size_t), err);
    if (status != ENT_OK) return status;
    find_terms(rest, model);
    const saom_source *source[SOURCES_MAX];
    size_t sources = 0;
    rest->by_ego = !class_sources(rest, source, &sources);
    rest->keeps_changes = rest->alters > 0 || rest->by_ego;
    size_t numbers = 2 + (rest->keeps_changes ? rest->lanes : rest->groups * SAOM_LINE);
    rest->rows = row_memory / (model->n_max * sizeof(double) * numbers);
    if (rest->rows > model->n_max) rest->rows = model->n_max;
    if (rest->rows < 1) rest->rows = 1;
    status = ent_array_new((void **)&rest->row, rest->rows, sizeof *rest->row, err);
    if (status == ENT_OK) status = new_arrays(rest, err);
    return status;
}

void saom_rest_free(saom_rest_part *rest) {
    for (size_t r = 0; r < rest->rows && rest->row != NULL; r++) {
        free(rest->row[r].weight);
        free(rest->row[r].record);
        free(rest->row[r].sum);
        free(rest->row[r].prefix);
        free(rest->row[r].change);
    }
    free(rest->row);
    free(rest->static_slot);
    free(rest->alter_slot);
    free(rest->lane);
    free(rest->change);
    free(rest->exponent);
    free(rest->sum);
    free(rest->class_of);
    free(rest->member);
    free(rest->members);
    free(rest->everybody);
    free(rest->memo);
    free(rest->part);
    free(rest->part_sum);
    free(rest->alter_total);
    free(rest->factor);
    free(rest->alter_value);
    free(rest->mixed);
    free(rest->ego_value);
    *rest = (saom_rest_part){0};
}

void saom_rest_stale(saom_rest_part *rest) {
    rest->stamp++;
}

static uint64_t hash_actor(const double *const *value, size_t sources, size_t i) {
    uint64_t hash = 0x9E3779B97F4A7C15U;
    for (size_t s = 0; s < sources; s++) {
        uint64_t bits = 0;
        double own = value[s][i] + 0.0; /* −0 is 0 */
        memcpy(&bits, &own, sizeof bits);
        hash = (hash ^ bits) * 0xBF58476D1CE4E5B9U;
        hash ^= hash >> 31;
    }
    return hash;
}

static bool same_values(const double *const *value, size_t sources, size_t i, size_t j) {
    for (size_t s = 0; s < sources; s++)
        if (value[s][i] != value[s][j]) return false;
    return true;
}

/* The class of an actor is the first actor like it, found through a table of actors by hash. */
static ent_status find_classes(saom_rest_part *rest, const saom_view *view, ent_error *err) {
    const saom_source *source[SOURCES_MAX];
    const double *value[SOURCES_MAX];
    size_t sources = 0;
    class_sources(rest, source, &sources);
    for (size_t s = 0; s < sources; s++)
        value[s] = saom_values_of(view, *source[s]);
    size_t places = 16;
    while (places < 2 * rest->n)
        places *= 2;
    uint32_t *table = NULL;
    ent_status status = ent_array_new((void **)&table, places, sizeof *table, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < rest->n; i++) {
        size_t at = hash_actor(value, sources, i) & (places - 1);
        while (table[at] != 0 && !same_values(value, sources, table[at] - 1, i))
            at = (at + 1) & (places - 1);
        if (table[at] == 0) table[at] = (uint32_t)i + 1;
        rest->class_of[i] = table[at] - 1;
    }
    free(table);
    return ENT_OK;
}

static double exp_one(saom_rest_part *rest, double x) {
    uint64_t bits = 0;
    memcpy(&bits, &x, sizeof bits);
    struct saom_rest_memo *memo =
        &rest->memo[bits * UINT64_C(0x9E3779B97F4A7C15) >> (64 - MEMO_BITS)];
    if (memo->x == x && memo->exp_x > 0) return memo->exp_x;
    memo->x = memo->exp_x = x;
    rest->kernel->exp(&memo->exp_x, 1);
    return memo->exp_x;
}

static void set_alter(saom_rest_part *rest, const saom_view *view, size_t j) {
    double sum = 0;
    for (size_t a = 0; a < rest->alters; a++) {
        size_t slot = rest->alter_slot[a];
        const saom_term *term = rest->variable->term[slot];
        double own = term->def->alter(view, term, j);
        rest->alter_value[a * rest->n_max + j] = own;
        sum += rest->beta[slot] * own;
    }
    rest->factor[j] = sum;
}

ent_status saom_rest_begin(saom_rest_part *rest, const saom_view *view, ent_error *err) {
    rest->n = view->group->data->n;
    for (size_t j = 0; j < rest->n && rest->alters > 0; j++)
        set_alter(rest, view, j);
    if (rest->alters > 0) rest->kernel->exp(rest->factor, rest->n);
    bool same = rest->group == view->group && !rest->evolving &&
                (!rest->varying || rest->period == view->period);
    if (same) return ENT_OK;
    rest->group = view->group;
    rest->period = view->period;
    rest->known++;
    saom_rest_stale(rest);
    ent_status status = rest->by_ego ? ENT_OK : find_classes(rest, view, err);
    for (size_t i = 0; i < rest->n; i++) {
        if (rest->by_ego) rest->class_of[i] = (uint32_t)i;
        rest->members[i] = 0;
    }
    for (size_t i = 0; i < rest->n; i++) {
        rest->members[rest->class_of[i]]++;
        rest->member[rest->class_of[i]] = (uint32_t)i;
    }
    return status;
}

/* The class of actor i, whose values changed: that of another like it, or a new one. */
static void class_anew(saom_rest_part *rest, const saom_view *view, size_t i) {
    const saom_source *source[SOURCES_MAX];
    const double *value[SOURCES_MAX];
    size_t sources = 0;
    size_t n = rest->n;
    uint32_t old = rest->class_of[i];
    class_sources(rest, source, &sources);
    for (size_t s = 0; s < sources; s++)
        value[s] = saom_values_of(view, *source[s]);
    rest->members[old]--;
    for (size_t j = 0; j < n && rest->members[old] > 0 && rest->member[old] == i; j++)
        if (j != i && rest->class_of[j] == old) rest->member[old] = (uint32_t)j;
    size_t own = 0;
    while (own < n &&
           (rest->members[own] == 0 || !same_values(value, sources, rest->member[own], i)))
        own++;
    for (size_t c = 0; c < n && own == n; c++)
        if (rest->members[c] == 0) own = c;
    rest->class_of[i] = (uint32_t)own;
    rest->member[own] = (uint32_t)i;
    rest->members[own]++;
}

void saom_rest_toggled(saom_rest_part *rest, const saom_view *view, size_t j) {
    if (rest->alters == 0) return;
    set_alter(rest, view, j);
    rest->factor[j] = exp_one(rest, rest->factor[j]);
}

void saom_rest_moved(saom_rest_part *rest, const saom_view *view, size_t i) {
    uint32_t alter = (uint32_t)i;
    saom_ego ego = {.view = view};
    size_t lanes = rest->lanes;
    if (!rest->evolving) return;
    if (!rest->by_ego) class_anew(rest, view, i);
    for (size_t r = 0; r < rest->rows; r++) {
        saom_static_row *row = &rest->row[r];
        if (row->stamp != rest->stamp) continue;
        if (rest->members[row->class] == 0 || rest->member[row->class] == i)
            row->stamp = row->known = 0;
        if (row->stamp == 0) continue;
        ego.i = rest->member[row->class];
        saom_row_changes(rest, &ego, &alter, 1, rest->change + r * lanes, 1, false,
                         &rest->exponent[r]);
    }
    rest->kernel->exp(rest->exponent, rest->rows);
    for (size_t r = 0; r < rest->rows; r++) {
        saom_static_row *row = &rest->row[r];
        const double *change = rest->change + r * lanes;
        if (row->stamp != rest->stamp) continue;
        saom_row_add(rest, row, i, -1, row->sum);
        saom_row_set(rest, row, i, rest->exponent[r], change, 1);
        saom_row_add(rest, row, i, 1, row->sum);
    }
}

static void weigh_ego(saom_rest_part *rest, const saom_ego *ego) {
    double sum = 0;
    bool any = false;
    for (size_t k = 0; k < rest->variable->terms; k++) {
        const saom_term *term = rest->variable->term[k];
        rest->ego_value[k] = 0;
        if (term->function == ENT_ENDOWMENT || term->def->ego == NULL) continue;
        rest->ego_value[k] = term->def->ego(ego, term);
        sum += rest->beta[k] * rest->ego_value[k];
        any = true;
    }
    rest->scale = any ? exp_one(rest, sum) : 1;
}

const saom_static_row *saom_rest_look(saom_rest_part *rest, const saom_ego *ego) {
    uint32_t class = rest->class_of[ego->i];
    saom_static_row *row = &rest->row[class % rest->rows];
    rest->total = 0;
    if (row->weight == NULL && saom_row_new(row, rest, NULL) != ENT_OK) rest->failed = true;
    if (rest->failed) return NULL;
    if (row->stamp != rest->stamp || row->class != class) {
        saom_row_make(rest, ego, row);
        row->stamp = rest->stamp;
        row->known = rest->known;
        row->class = class;
    }
    rest->now = row;
    weigh_ego(rest, ego);
    return row;
}

/* Weights with the factors of degrees, and their sums. */
static void mix(saom_rest_part *rest) {
    size_t lanes = rest->lanes;
    for (size_t l = 0; l < lanes; l++)
        rest->part[l] = rest->now->change + l * rest->n;
    for (size_t a = 0; a < rest->alters; a++)
        rest->part[lanes + a] = rest->alter_value + a * rest->n_max;
    rest->kernel->mix(rest->now->weight, rest->factor, rest->mixed, rest->n, rest->part,
                      lanes + rest->alters, rest->part_sum);
    memcpy(rest->sum, rest->part_sum, (1 + lanes) * sizeof(double));
    memcpy(rest->alter_total, rest->part_sum + 1 + lanes, rest->alters * sizeof(double));
}

/* Sums over the untouched one by one. */
static void sum_untouched(saom_rest_part *rest, const saom_ego *ego) {
    memset(rest->sum, 0, rest->groups * SAOM_LINE * sizeof(double));
    for (size_t j = 0; j < rest->n; j++)
        if (!saom_is_touched(ego, j))
            saom_row_add(rest, rest->now, j, rest->alters > 0 ? rest->factor[j] : 1, rest->sum);
    for (size_t t = 0; t < ego->count && rest->alters > 0; t++)
        rest->mixed[ego->touched[t]] = 0;
    for (size_t a = 0; a < rest->alters; a++)
        rest->alter_total[a] =
            rest->kernel->dot(rest->mixed, rest->alter_value + a * rest->n_max, rest->n);
}

double saom_rest_weigh(saom_rest_part *rest, const saom_ego *ego, double *held) {
    const saom_static_row *row = rest->now;
    size_t size = rest->groups * SAOM_LINE * sizeof(double);
    if (rest->alters > 0) {
        mix(rest);
    } else {
        memcpy(rest->sum, row->sum, size);
    }
    rest->one_by_one = !(rest->sum[0] - held[0] >= least_part * rest->sum[0]);
    if (rest->one_by_one) {
        sum_untouched(rest, ego);
        memset(held, 0, size);
    }
    rest->total = (rest->sum[0] - held[0]) * rest->scale;
    return rest->total;
}

/* Σ factor × weight × alter() of the untouched. */
static double alter_sum(const saom_rest_part *rest, const saom_ego *ego, size_t a) {
    const double *value = rest->alter_value + a * rest->n_max;
    double sum = rest->alter_total[a];
    for (size_t t = 0; t < ego->count && !rest->one_by_one; t++)
        sum -= rest->mixed[ego->touched[t]] * value[ego->touched[t]];
    return sum;
}

void saom_rest_expect(const saom_rest_part *rest, const saom_ego *ego, const double *held,
                      double *expected) {
    if (rest->total == 0) return;
    for (size_t s = 0; s < rest->statics; s++)
        expected[rest->static_slot[s]] +=
            rest->scale * (rest->sum[rest->lane[s]] - held[rest->lane[s]]);
    for (size_t a = 0; a < rest->alters; a++)
        expected[rest->alter_slot[a]] += rest->scale * alter_sum(rest, ego, a);
    for (size_t k = 0; k < rest->variable->terms; k++)
        expected[k] += rest->total * rest->ego_value[k];
}

/* The last alter whose sum of weights before it is at most u. */
static size_t bisect(const double *prefix, size_t n, double u) {
    size_t low = 0;
    size_t high = n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (prefix[middle] <= u)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The same without sums made before: blocks first. */
static size_t search(const saom_rest_part *rest, const double *weight, double u) {
    enum { BLOCK = 16 };
    size_t n = rest->n;
    size_t from = 0;
    for (; from + BLOCK < n; from += BLOCK) {
        double sum = rest->kernel->sum(weight + from, BLOCK);
        if (u < sum) break;
        u -= sum;
    }
    for (; from + 1 < n; from++) {
        u -= weight[from];
        if (u < 0) break;
    }
    return from;
}

static size_t scan(const double *weight, const saom_ego *ego, size_t n, double u) {
    size_t last = ego->i;
    for (size_t j = 0; j < n; j++) {
        if (saom_is_touched(ego, j) || weight[j] <= 0) continue;
        last = j;
        u -= weight[j];
        if (u < 0) break;
    }
    return last;
}

static size_t draw(const saom_rest_part *rest, const saom_ego *ego, double u, ent_random *random) {
    const double *weight = rest->alters > 0 ? rest->mixed : rest->now->weight;
    size_t n = rest->n;
    for (int again = 0; again < DRAWS && !rest->one_by_one; again++) {
        if (again > 0) u = ent_random_uniform(random);
        double at = u * rest->sum[0];
        size_t j =
            rest->now->prefix != NULL ? bisect(rest->now->prefix, n, at) : search(rest, weight, at);
        if (!saom_is_touched(ego, j)) return j;
    }
    double left = 0;
    for (size_t j = 0; j < n; j++)
        if (!saom_is_touched(ego, j)) left += weight[j];
    return scan(weight, ego, n, ent_random_uniform(random) * left);
}

void saom_rest_changes(const saom_rest_part *rest, size_t j, double sign, double *chosen) {
    const saom_static_row *row = rest->now;
    if (row->record == NULL) {
        for (size_t s = 0; s < rest->statics; s++)
            chosen[rest->static_slot[s]] +=
                rest->lane[s] == 0 ? sign : sign * row->change[(rest->lane[s] - 1) * rest->n + j];
        return;
    }
    const double *record = row->record + j * rest->groups * SAOM_LINE;
    double part = sign / record[0];
    for (size_t s = 0; s < rest->statics; s++)
        chosen[rest->static_slot[s]] += part * record[rest->lane[s]];
}

void saom_rest_degrees(const saom_rest_part *rest, size_t j, double *chosen) {
    for (size_t k = 0; k < rest->variable->terms; k++)
        chosen[k] += rest->ego_value[k];
    for (size_t a = 0; a < rest->alters; a++)
        chosen[rest->alter_slot[a]] += rest->alter_value[a * rest->n_max + j];
}

size_t saom_rest_draw(const saom_rest_part *rest, const saom_ego *ego, double u, ent_random *random,
                      double *chosen) {
    size_t j = draw(rest, ego, u, random);
    memset(chosen, 0, rest->variable->terms * sizeof *chosen);
    saom_rest_changes(rest, j, 1, chosen);
    saom_rest_degrees(rest, j, chosen);
    return j;
}
