/* SPDX-License-Identifier: Apache-2.0 */
/* What an effect is. An effect is a line of a table (effects_*.c) with small pure functions over a
 * state seen from one actor; choices, statistics and tests use it through this header only.
 *
 * Network effects. s_i(x) is the effect's statistic of ego i. change() gives, for each of a list of
 * alters j, s_i with the tie i → j less s_i without it, all else equal, whether the tie exists now
 * or not. Most of these are 0 or alike for most alters; `rest` says what change() is at an alter
 * that is not *touched*: one without a tie with ego in either direction, without a two-path counted
 * by `counts`, and not named by prepare(). Everything else follows from these. */
#ifndef ENTENTE_DYNAMICS_EFFECT_H
#define ENTENTE_DYNAMICS_EFFECT_H

#include "dynamics/data.h"

typedef struct saom_term saom_term;
typedef struct saom_ego saom_ego;

typedef enum saom_rest {
    SAOM_LOCAL,  /* 0 */
    SAOM_EGO,    /* ego(): the same for every untouched alter */
    SAOM_ALTER,  /* ego() + alter(j): the latter depends on j's degrees only */
    SAOM_STATIC, /* change() depends on covariates only, for touched alters too */
    SAOM_DENSE   /* none of these: every alter is visited */
} saom_rest;

typedef enum saom_kind { SAOM_NETWORK_EFFECT, SAOM_BEHAVIOUR_EFFECT, SAOM_RATE_EFFECT } saom_kind;

/* Two-path counts an effect reads; h runs over third actors. When not directed all are alike. */
enum {
    SAOM_TWO_PATH = 1, /* i → h → j */
    SAOM_CYCLE = 2,    /* j → h → i */
    SAOM_IN_STAR = 4,  /* i → h ← j */
    SAOM_OUT_STAR = 8, /* i ← h → j */
    SAOM_BACK = 16     /* j → i: a walk of one step, for `tally` only */
};

/* What `covariate` and `with` of a term name. */
typedef enum saom_need {
    SAOM_NO_SOURCE,
    SAOM_MONADIC, /* covariate or behaviour */
    SAOM_DYADIC,
    SAOM_NETWORK
} saom_need;

enum { SAOM_DIRECTED = 1, SAOM_UNDIRECTED = 2, SAOM_ANY = 3 };

/* How an effect may enter a product. For SAOM_PRODUCT_EGO the change is a property of ego, for
 * SAOM_PRODUCT_DYAD it does not depend on other ties of ego: the statistic is Σ_j x_ij change(j).
 */
typedef enum saom_product { SAOM_PRODUCT_ANY, SAOM_PRODUCT_DYAD, SAOM_PRODUCT_EGO } saom_product;

/* Entries of a dyadic covariate that are not 0, as given: not centred, missing ones and the
 * diagonal left out. Row r is that of column r / n, actor r % n. */
typedef struct saom_weights {
    size_t *start; /* rows + 1: places of a row's entries */
    uint32_t *at;  /* the other actor */
    double *value;
} saom_weights;

/* Σ_h over third actors of those entries: w_ih w_hj, w_hi w_hj, w_ih w_jh. */
enum { SAOM_WW, SAOM_IN_WW, SAOM_OUT_WW, SAOM_PRODUCTS };
/* Bits of what an effect asks for: 1 << SAOM_WW … */
enum { SAOM_WEIGHTS = 1 << SAOM_PRODUCTS };

/* Covariate or behaviour of a group as effects see it. */
typedef struct saom_attribute {
    double *value;  /* covariates: columns × n, centred if asked, missing = the mean; else NULL */
    size_t columns; /* 1 is constant */
    double mean;    /* what was subtracted */
    double range, sim_mean;
    double average; /* mean of value[] */
    /* of a dyadic covariate, once an effect asks for it (prepare_dyadic.c) */
    saom_weights weights[2];        /* by ego, by alter */
    double *product[SAOM_PRODUCTS]; /* columns × n × n */
} saom_attribute;

/* What a network looked like over the waves of all groups: constants effects are centred by. */
typedef struct saom_look {
    double degree;      /* mean outdegree, so mean indegree */
    double in_two_star; /* mean of Σ_h x_ih x_jh over ordered pairs of actors */
    double balance;     /* mean of |x_ih − x_jh| over ordered triples, last wave left out */
} saom_look;

typedef struct saom_group {
    const ent_saom_data *data;
    saom_attribute *covariate; /* by covariate of the data; dyadic ones columns × n × n */
    saom_attribute *behaviour; /* by variable */
    saom_look *look;           /* by variable */
} saom_group;

/* A state: networks and centred behaviour by variable (NULL where the variable is the other sort),
 * at a time within a period of a group. */
typedef struct saom_view {
    const saom_group *group;
    size_t period;
    const saom_net *const *net;
    const double *const *value;
} saom_view;

typedef struct saom_effect_def {
    const char *name, *label, *formula, *citation;
    saom_kind kind;
    unsigned sorts; /* SAOM_DIRECTED, SAOM_UNDIRECTED */
    saom_need covariate, with;
    double parameter; /* default internal parameter; 0: it has none */
    /* network */
    saom_rest rest;
    unsigned counts;
    saom_product product;
    /* The contribution of a tie i → j that does not depend on it, called an elementary effect:
     * change() is that and not the difference of the statistic, in which ego's other ties appear
     * too. */
    bool elementary;
    bool evaluation_only; /* no sum over ties, so no creation or endowment */
    bool wide;            /* prepare() has 2 n doubles; it clears the second n itself */
    /* the target statistic is this times Σ s_i, where members of a triad or pair share it; 0 is 1
     */
    double share, share_undirected;
    void (*prepare)(saom_ego *ego, const saom_term *term, double *scratch);
    void (*change)(const saom_ego *ego, const saom_term *term, const uint32_t *alter, size_t count,
                   double *out);
    double (*ego)(const saom_ego *ego, const saom_term *term);
    double (*alter)(const saom_view *view, const saom_term *term, size_t j);
    /* s_i, the sum over i's ties running over the alters given (all its ties, or those made or
     * lost, for creation and endowment). NULL: Σ change(j) over them. */
    double (*statistic)(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                        size_t count);
    /* behaviour: s_i as a function of i's own centred value z, all else as in the view */
    double (*level)(const saom_view *view, const saom_term *term, size_t i, double z);
    /* rate: what multiplies the coefficient in log λ_i */
    double (*rate)(const saom_view *view, const saom_term *term, size_t i);
    double parameter_most; /* the internal parameter is a whole number up to this; 0: any > 0 */
    unsigned derived;      /* what prepare_dyadic.c makes of the covariate */
    /* what `rest` is for a term, where that hangs on its internal parameter */
    saom_rest (*rest_of)(const saom_term *term);
    unsigned tally; /* not 0: change() is the number of walks of these sorts between ego and alter
                     */
    bool unit;      /* change() is 1 */
    bool even;      /* change() is ego() + alter(j) wherever the tie is absent, touched or not */
} saom_effect_def;

typedef enum saom_source_kind {
    SAOM_SOURCE_NONE,
    SAOM_SOURCE_COVARIATE, /* monadic or dyadic: index among covariates */
    SAOM_SOURCE_VARIABLE   /* index among variables */
} saom_source_kind;

typedef struct saom_source {
    saom_source_kind kind;
    size_t index;
} saom_source;

enum { SAOM_FACTORS_MAX = 3 };

/* An effect in a model. */
struct saom_term {
    const saom_effect_def *def; /* of a product: the table's "interaction" line */
    size_t variable;            /* whose function it is in */
    size_t slot;                /* its place among the variable's terms */
    size_t parameter_index;
    ent_saom_function function;
    saom_source covariate, with;
    double parameter; /* internal */
    double value;
    bool fixed, test;
    const saom_term *factor[SAOM_FACTORS_MAX]; /* of a product */
    size_t factors;
    saom_rest rest; /* def->rest, or what it is for a product */
    bool evolving;  /* reads a behaviour, so that SAOM_STATIC holds between its changes only */
    unsigned counts;
};

/* A state seen from an actor: what a ministep starts from. Arrays run over actors and are
 * zero but at touched ones. */
struct saom_ego {
    const saom_view *view;
    const saom_net *net; /* the variable's network */
    size_t variable, i;
    uint8_t *tie; /* SAOM_TIE_OUT | SAOM_TIE_IN */
    uint8_t *seen;
    int32_t *two_path, *cycle, *in_star, *out_star;
    double **scratch;  /* by term slot; NULL without prepare() */
    uint32_t *touched; /* ego itself first, then those it has a tie with */
    size_t count;
    const uint64_t *walked;  /* tally.h: not 0 at touched actors; NULL before */
    const uint64_t *reached; /* tally.h: a bit at touched actors that are not seen; NULL before */
    unsigned counts;         /* made: SAOM_TWO_PATH … */
};
enum { SAOM_TIE_OUT = 1, SAOM_TIE_IN = 2 };

static inline bool saom_is_touched(const saom_ego *ego, size_t j) {
    return ego->seen[j] || (ego->walked != NULL && ego->walked[j] != 0) ||
           (ego->reached != NULL && saom_bit(ego->reached, j));
}

/* Have change() called for alter j. Before walks are tallied only. */
static inline void saom_touch(saom_ego *ego, size_t j) {
    if (ego->seen[j]) return;
    ego->seen[j] = 1;
    ego->touched[ego->count++] = (uint32_t)j;
}

static inline size_t saom_column(const saom_attribute *attribute, size_t period) {
    return attribute->columns == 1 ? 0 : period;
}

static inline const saom_attribute *saom_attribute_of(const saom_view *view, saom_source source) {
    return source.kind == SAOM_SOURCE_VARIABLE ? &view->group->behaviour[source.index]
                                               : &view->group->covariate[source.index];
}

/* Centred values of a term's monadic covariate or behaviour, now. */
static inline const double *saom_values_of(const saom_view *view, saom_source source) {
    if (source.kind == SAOM_SOURCE_VARIABLE) return view->value[source.index];
    const saom_attribute *own = &view->group->covariate[source.index];
    return own->value + saom_column(own, view->period) * view->group->data->n;
}

static inline const double *saom_values(const saom_view *view, const saom_term *term) {
    return saom_values_of(view, term->covariate);
}

/* Row i of a term's dyadic covariate, now. */
static inline const double *saom_dyads(const saom_view *view, const saom_term *term, size_t i) {
    const saom_attribute *own = &view->group->covariate[term->covariate.index];
    size_t n = view->group->data->n;
    return own->value + (saom_column(own, view->period) * n + i) * n;
}

/* Row i of a product of a term's dyadic covariate, now. */
static inline const double *saom_product_row(const saom_view *view, const saom_term *term,
                                             int product, size_t i) {
    const saom_attribute *own = &view->group->covariate[term->covariate.index];
    size_t n = view->group->data->n;
    return own->product[product] + (saom_column(own, view->period) * n + i) * n;
}

/* Entries of a term's dyadic covariate from (way 0) or to (way 1) actor i: *at, *value and their
 * number. */
static inline size_t saom_weights_of(const saom_view *view, const saom_term *term, int way,
                                     size_t i, const uint32_t **at, const double **value) {
    const saom_attribute *own = &view->group->covariate[term->covariate.index];
    const saom_weights *weights = &own->weights[way];
    size_t row = saom_column(own, view->period) * view->group->data->n + i;
    *at = weights->at + weights->start[row];
    *value = weights->value + weights->start[row];
    return weights->start[row + 1] - weights->start[row];
}

/* The other network a term names. */
static inline const saom_net *saom_other(const saom_view *view, const saom_term *term) {
    return view->net[term->covariate.index];
}

static inline double saom_tied(const saom_ego *ego, size_t j) {
    return ego->tie[j] & SAOM_TIE_OUT ? 1 : 0;
}
static inline double saom_tied_back(const saom_ego *ego, size_t j) {
    return ego->tie[j] & SAOM_TIE_IN ? 1 : 0;
}
/* Out-degree of ego, in-degree of j, without the tie i → j. */
static inline double saom_out_without(const saom_ego *ego, size_t j) {
    return saom_out(ego->net, ego->i) - saom_tied(ego, j);
}
static inline double saom_in_without(const saom_ego *ego, size_t j) {
    return saom_in(ego->net, j) - saom_tied(ego, j);
}

/* Turn numbers of shared partners k into e^α (1 − (1 − e^−α)^k), α = p / 100 (effects_closure.c).
 */
void saom_geometric(const saom_term *term, size_t count, double *partners);

/* The tables, each ending with an empty line; effect_table.c gathers them. */
extern const saom_effect_def saom_effects_degree[];
extern const saom_effect_def saom_effects_triadic[];
extern const saom_effect_def saom_effects_activity[];
extern const saom_effect_def saom_effects_assortativity[];
extern const saom_effect_def saom_effects_closure[];
extern const saom_effect_def saom_effects_covariate[];
extern const saom_effect_def saom_effects_attribute[];
extern const saom_effect_def saom_effects_dyadic[];
extern const saom_effect_def saom_effects_network[];
extern const saom_effect_def saom_effects_mixed[];
extern const saom_effect_def saom_effects_behaviour[];
extern const saom_effect_def saom_effects_influence[];
extern const saom_effect_def saom_effects_rate[];

/* Find a line, or fail naming the nearest. */
const saom_effect_def *saom_effect_find(const char *name, saom_kind kind);
ent_status saom_effect_unknown(const char *name, saom_kind kind, ent_error *err);
/* The line every product uses. */
extern const saom_effect_def saom_effect_product;

#endif
