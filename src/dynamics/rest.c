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

static ent_status new_row(saom_static_row *row, const saom_rest_part *rest, ent_error *err) {
    size_t n = rest->n_max;
    ent_status status = ent_array_new((void **)&row->weight, n, sizeof(double), err);
    if (status == ENT_OK)
        status = ent_array_new((void **)&row->expected, rest->statics, sizeof(double), err);
    if (status == ENT_OK && rest->alters == 0)
        status = ent_array_new((void **)&row->prefix, n + 1, sizeof(double), err);
    if (status == ENT_OK && rest->alters > 0)
        status = ent_array_new((void **)&row->change, rest->statics * n, sizeof(double), err);
    return status;
}

static ent_status new_arrays(saom_rest_part *rest, ent_error *err) {
    size_t n = rest->n_max;
    struct {
        void **array;
        size_t count, size;
    } need[] = {{(void **)&rest->class_of, n, sizeof *rest->class_of},
                {(void **)&rest->everybody, n, sizeof *rest->everybody},
                {(void **)&rest->factor, n, sizeof(double)},
                {(void **)&rest->alter_value, rest->alters * n, sizeof(double)},
                {(void **)&rest->mixed, n, sizeof(double)},
                {(void **)&rest->ego_value, rest->variable->terms, sizeof(double)}};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof need / sizeof need[0] && status == ENT_OK; k++)
        status = ent_array_new(need[k].array, need[k].count, need[k].size, err);
    for (size_t j = 0; j < n && status == ENT_OK; j++)
        rest->everybody[j] = (uint32_t)j;
    return status;
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
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < own->terms; k++) {
        if (own->term[k]->function == ENT_ENDOWMENT) continue; /* about ties that are there */
        if (own->term[k]->rest == SAOM_STATIC) rest->static_slot[rest->statics++] = k;
        if (own->term[k]->rest == SAOM_ALTER) rest->alter_slot[rest->alters++] = k;
        if (own->term[k]->rest != SAOM_STATIC) continue;
        rest->evolving = rest->evolving || own->term[k]->evolving;
        rest->varying = rest->varying || is_varying(model, own->term[k]);
    }
    const saom_source *source[SOURCES_MAX];
    size_t sources = 0;
    rest->by_ego = !class_sources(rest, source, &sources);
    size_t size = model->n_max * sizeof(double) * (2 + (rest->alters > 0 ? rest->statics : 0));
    rest->rows = row_memory / size;
    if (rest->rows > model->n_max) rest->rows = model->n_max;
    if (rest->rows < 1) rest->rows = 1;
    status = ent_array_new((void **)&rest->row, rest->rows, sizeof *rest->row, err);
    if (status == ENT_OK) status = new_arrays(rest, err);
    return status;
}

void saom_rest_free(saom_rest_part *rest) {
    for (size_t r = 0; r < rest->rows && rest->row != NULL; r++) {
        free(rest->row[r].weight);
        free(rest->row[r].prefix);
        free(rest->row[r].expected);
        free(rest->row[r].change);
    }
    free(rest->row);
    free(rest->static_slot);
    free(rest->alter_slot);
    free(rest->class_of);
    free(rest->everybody);
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
    saom_rest_stale(rest);
    if (!rest->by_ego && !rest->evolving) return find_classes(rest, view, err);
    for (size_t i = 0; i < rest->n; i++)
        rest->class_of[i] = (uint32_t)i;
    return ENT_OK;
}

void saom_rest_toggled(saom_rest_part *rest, const saom_view *view, size_t j) {
    if (rest->alters == 0) return;
    set_alter(rest, view, j);
    rest->kernel->exp(rest->factor + j, 1);
}

static void make_row(const saom_rest_part *rest, const saom_ego *ego, saom_static_row *row) {
    size_t n = rest->n;
    double *change = rest->mixed;
    memset(row->weight, 0, n * sizeof(double));
    for (size_t s = 0; s < rest->statics; s++) {
        size_t slot = rest->static_slot[s];
        const saom_term *term = rest->variable->term[slot];
        if (row->change != NULL) change = row->change + s * n;
        term->def->change(ego, term, rest->everybody, n, change);
        rest->kernel->add(rest->beta[slot], change, row->weight, n);
    }
    rest->kernel->exp(row->weight, n);
    if (row->prefix == NULL) return;
    for (size_t s = 0; s < rest->statics; s++) {
        const saom_term *term = rest->variable->term[rest->static_slot[s]];
        term->def->change(ego, term, rest->everybody, n, change);
        row->expected[s] = rest->kernel->dot(change, row->weight, n);
    }
    double sum = 0;
    for (size_t j = 0; j < n; j++) {
        row->prefix[j] = sum;
        sum += row->weight[j];
    }
    row->prefix[n] = sum;
    row->total = sum;
}

/* NULL when out of memory. */
static const saom_static_row *find_row(saom_rest_part *rest, const saom_ego *ego) {
    uint32_t class = rest->class_of[ego->i];
    saom_static_row *row = &rest->row[class % rest->rows];
    if (row->weight == NULL && new_row(row, rest, NULL) != ENT_OK) rest->failed = true;
    if (rest->failed) return NULL;
    if (row->stamp != rest->stamp || row->class != class) {
        make_row(rest, ego, row);
        row->stamp = rest->stamp;
        row->class = class;
    }
    return row;
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
    rest->scale = any ? sum : 0;
    if (any) rest->kernel->exp(&rest->scale, 1);
    if (!any) rest->scale = 1;
}

/* Weights of the untouched one by one, in mixed[]. */
static double mix(saom_rest_part *rest, const saom_ego *ego) {
    if (rest->alters > 0)
        rest->kernel->multiply(rest->now->weight, rest->factor, rest->mixed, rest->n);
    else
        memcpy(rest->mixed, rest->now->weight, rest->n * sizeof(double));
    for (size_t t = 0; t < ego->count; t++)
        rest->mixed[ego->touched[t]] = 0;
    return rest->kernel->sum(rest->mixed, rest->n);
}

double saom_rest_weigh(saom_rest_part *rest, const saom_ego *ego, double *held) {
    rest->total = 0;
    memset(held, 0, ego->count * sizeof *held);
    rest->now = find_row(rest, ego);
    if (rest->now == NULL || ego->count >= rest->n) return 0;
    weigh_ego(rest, ego);
    const double *weight = rest->now->weight;
    double touched = 0;
    double sum = 0;
    rest->one_by_one = rest->alters > 0;
    for (size_t t = 0; t < ego->count && !rest->one_by_one; t++)
        touched += weight[ego->touched[t]];
    if (!rest->one_by_one) {
        sum = rest->now->total - touched;
        rest->one_by_one = sum < least_part * rest->now->total;
    }
    if (rest->one_by_one) sum = mix(rest, ego);
    for (size_t t = 0; t < ego->count && !rest->one_by_one; t++)
        held[t] = rest->scale * weight[ego->touched[t]];
    rest->total = sum * rest->scale;
    return rest->total;
}

/* Σ weight × change of a static term. */
static double static_sum(const saom_rest_part *rest, const saom_ego *ego, size_t s) {
    if (!rest->one_by_one) return rest->now->expected[s];
    if (rest->alters > 0)
        return rest->kernel->dot(rest->mixed, rest->now->change + s * rest->n, rest->n);
    const saom_term *term = rest->variable->term[rest->static_slot[s]];
    double sum = 0;
    for (size_t j = 0; j < rest->n; j++) {
        double change = 0;
        if (rest->mixed[j] <= 0) continue;
        term->def->change(ego, term, &rest->everybody[j], 1, &change);
        sum += rest->mixed[j] * change;
    }
    return sum;
}

void saom_rest_expect(const saom_rest_part *rest, const saom_ego *ego, double *expected) {
    if (rest->total == 0) return;
    for (size_t s = 0; s < rest->statics; s++)
        expected[rest->static_slot[s]] += rest->scale * static_sum(rest, ego, s);
    for (size_t a = 0; a < rest->alters; a++)
        expected[rest->alter_slot[a]] +=
            rest->scale *
            rest->kernel->dot(rest->mixed, rest->alter_value + a * rest->n_max, rest->n);
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

static size_t scan(const double *weight, const saom_ego *ego, size_t n, double u) {
    size_t last = ego->i;
    for (size_t j = 0; j < n; j++) {
        if (ego->seen[j] || weight[j] <= 0) continue;
        last = j;
        u -= weight[j];
        if (u < 0) break;
    }
    return last;
}

static size_t draw(const saom_rest_part *rest, const saom_ego *ego, ent_random *random) {
    size_t n = rest->n;
    if (rest->one_by_one)
        return scan(rest->mixed, ego, n, ent_random_uniform(random) * rest->total / rest->scale);
    for (int again = 0; again < DRAWS; again++) {
        size_t j = bisect(rest->now->prefix, n, ent_random_uniform(random) * rest->now->total);
        if (!ego->seen[j]) return j;
    }
    double left = 0;
    for (size_t j = 0; j < n; j++)
        if (!ego->seen[j]) left += rest->now->weight[j];
    return scan(rest->now->weight, ego, n, ent_random_uniform(random) * left);
}

size_t saom_rest_draw(const saom_rest_part *rest, const saom_ego *ego, ent_random *random,
                      double *chosen) {
    size_t j = draw(rest, ego, random);
    uint32_t alter = (uint32_t)j;
    for (size_t k = 0; k < rest->variable->terms; k++)
        chosen[k] = rest->ego_value[k];
    for (size_t s = 0; s < rest->statics; s++) {
        const saom_term *term = rest->variable->term[rest->static_slot[s]];
        term->def->change(ego, term, &alter, 1, &chosen[rest->static_slot[s]]);
    }
    for (size_t a = 0; a < rest->alters; a++)
        chosen[rest->alter_slot[a]] += rest->alter_value[a * rest->n_max + j];
    return j;
}
