/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of effects against their formulas written out over whole matrices, on random networks;
 * and targets of a network small enough to count by hand, with the conventions of RSiena. */
#include "dynamics/support_scene.h"

#include <math.h>

enum { N = 12 };
/* Sums of at most some thousand terms of size 100. */
static const double tolerance = 1e-9;

/* A scene as matrices: ties, other network, dyadic covariate as given and centred, values. */
typedef struct matrices {
    double x[N][N], w[N][N], d[N][N], c[N][N], v[N], z[N];
    double degree, star, differ; /* constants of x, w or of w alone */
    double range, sim_mean;      /* of v */
} matrices;

typedef double formula(const matrices *m, size_t i, double p);

static double out_degree(const double a[N][N], size_t i) {
    double sum = 0;
    for (size_t j = 0; j < N; j++)
        sum += a[i][j];
    return sum;
}
static double in_degree(const double a[N][N], size_t i) {
    double sum = 0;
    for (size_t j = 0; j < N; j++)
        sum += a[j][i];
    return sum;
}
static double root(double value, double p) {
    return p == 2 ? sqrt(value) : value;
}
static double shape(double value, double p) {
    return p == 3 ? value > 0 : root(value, p);
}
static double geometric(double k, double p) {
    return exp(p / 100) * (1 - pow(1 - exp(-p / 100), k));
}

/* Σ_j x_ij f(Σ_h a b), both matrices read forwards or backwards, products with their transposes for
 * mutual ties. */
typedef enum reading { FORWARDS, BACKWARDS, MUTUAL } reading;
static double read_at(const double a[N][N], size_t i, size_t j, reading way) {
    if (way == MUTUAL) return a[i][j] * a[j][i];
    return way == FORWARDS ? a[i][j] : a[j][i];
}
static double third(const double a[N][N], reading first, const double b[N][N], reading second,
                    size_t i, size_t j) {
    double sum = 0;
    for (size_t h = 0; h < N; h++)
        if (h != i && h != j) sum += read_at(a, i, h, first) * read_at(b, h, j, second);
    return sum;
}
typedef double shaping(double k, double p);
static double triads(const matrices *m, size_t i, const double a[N][N], reading first,
                     const double b[N][N], reading second, shaping *f, double p) {
    double sum = 0;
    for (size_t j = 0; j < N; j++)
        if (j != i && m->x[i][j] > 0) sum += f(third(a, first, b, second, i, j), p);
    return sum;
}
static double plain(double k, double p) {
    (void)p;
    return k;
}
static double any(double k, double p) {
    (void)p;
    return k > 0;
}

#define TRIADS(name, a, first, b, second, f)                                                       \
    static double name(const matrices *m, size_t i, double p) {                                    \
        return triads(m, i, m->a, first, m->b, second, f, p);                                      \
    }
TRIADS(gwesp_ff, x, FORWARDS, x, FORWARDS, geometric)
TRIADS(gwesp_bb, x, BACKWARDS, x, BACKWARDS, geometric)
TRIADS(gwesp_fb, x, FORWARDS, x, BACKWARDS, geometric)
TRIADS(gwesp_bf, x, BACKWARDS, x, FORWARDS, geometric)
TRIADS(gwesp_ff_mix, w, FORWARDS, w, FORWARDS, geometric)
TRIADS(gwesp_bb_mix, w, BACKWARDS, w, BACKWARDS, geometric)
TRIADS(gwesp_fb_mix, w, FORWARDS, w, BACKWARDS, geometric)
TRIADS(gwesp_bf_mix, w, BACKWARDS, w, FORWARDS, geometric)
TRIADS(gwesp_rr_mix, w, MUTUAL, w, MUTUAL, geometric)
TRIADS(from, w, FORWARDS, w, BACKWARDS, shape)
TRIADS(from_any, w, FORWARDS, w, BACKWARDS, any)
TRIADS(from_mutual, w, MUTUAL, w, MUTUAL, shape)
TRIADS(closure, w, FORWARDS, w, FORWARDS, plain)
TRIADS(cy_closure, w, BACKWARDS, w, BACKWARDS, plain)
TRIADS(shared_in, w, BACKWARDS, w, FORWARDS, plain)
TRIADS(to, w, FORWARDS, x, FORWARDS, shape)
TRIADS(to_back, w, BACKWARDS, x, FORWARDS, shape)
TRIADS(to_recip, w, MUTUAL, x, FORWARDS, shape)
TRIADS(mixed_in_xw, x, BACKWARDS, w, FORWARDS, shape)
TRIADS(cl_xwx, x, FORWARDS, w, FORWARDS, plain)
TRIADS(cl_xwx2, x, FORWARDS, w, BACKWARDS, plain)
TRIADS(wwx, d, FORWARDS, d, FORWARDS, plain)
TRIADS(cy_wwx, d, BACKWARDS, d, BACKWARDS, plain)
TRIADS(in_wwx, d, BACKWARDS, d, FORWARDS, plain)
TRIADS(out_wwx, d, FORWARDS, d, BACKWARDS, plain)
TRIADS(wxx, d, FORWARDS, x, FORWARDS, plain)
TRIADS(xxw, d, FORWARDS, x, BACKWARDS, plain)
TRIADS(xwx, x, FORWARDS, d, FORWARDS, plain)
TRIADS(xwx2, x, FORWARDS, d, BACKWARDS, plain)

/* Σ_j x_ij of something of the pair */
#define TIES(name, expression)                                                                     \
    static double name(const matrices *m, size_t i, double p) {                                    \
        double sum = 0;                                                                            \
        (void)p;                                                                                   \
        for (size_t j = 0; j < N; j++)                                                             \
            if (m->x[i][j] > 0) sum += (expression);                                               \
        return sum;                                                                                \
    }
TIES(trans_rec_trip, m->x[j][i] * third(m->x, FORWARDS, m->x, FORWARDS, i, j))
TIES(out_pop, out_degree(m->x, j))
TIES(out_pop_sqrt, sqrt(out_degree(m->x, j)))
TIES(in_act, in_degree(m->x, i))
TIES(in_act_sqrt, sqrt(in_degree(m->x, i)))
TIES(in_is_degree, in_degree(m->x, i) == 0)
TIES(out_act_sqrt, sqrt(out_degree(m->x, i)))
TIES(deg_plus, root(in_degree(m->x, j), p) + root(out_degree(m->x, i), p))
TIES(out_out_ass, root(out_degree(m->x, i), p) * root(out_degree(m->x, j), p))
TIES(out_in_ass, root(out_degree(m->x, i), p) * root(in_degree(m->x, j), p))
TIES(in_out_ass, root(in_degree(m->x, i), p) * root(out_degree(m->x, j), p))
TIES(in_in_ass, root(in_degree(m->x, i), p) * root(in_degree(m->x, j), p))
TIES(crprod, m->w[i][j])
TIES(crprod_recip, m->w[j][i])
TIES(crprod_mutual, m->w[i][j] * m->w[j][i])
TIES(in_pop_intn, root(in_degree(m->w, j), p) - root(m->degree, p))
TIES(in_act_intn, root(in_degree(m->w, i), p) - root(m->degree, p))
TIES(out_pop_intn, root(out_degree(m->w, j), p) - root(m->degree, p))
TIES(out_act_intn, root(out_degree(m->w, i), p) - root(m->degree, p))
TIES(both, (root(in_degree(m->w, i), p) - root(m->degree, p)) *
               (root(in_degree(m->w, j), p) - root(m->degree, p)))
TIES(abs_out_diff_intn, fabs(root(out_degree(m->w, i), p) - root(out_degree(m->w, j), p)))
TIES(x_recip, m->x[j][i] * m->c[i][j])
TIES(diff_x, m->v[j] - m->v[i])
TIES(abs_diff_x, fabs(m->v[j] - m->v[i]))
TIES(diff_sq_x, pow(m->v[j] - m->v[i], 2))
TIES(higher, m->v[i] > m->v[j] ? 1 : m->v[i] == m->v[j] ? 0.5 : 0)
TIES(ego_sq_x, m->v[i] * m->v[i])
TIES(alt_sq_x, m->v[j] * m->v[j])
TIES(ego_plus_alt_x, m->v[i] + m->v[j])
TIES(ego_plus_alt_sq_x, m->v[i] * m->v[i] + m->v[j] * m->v[j])
TIES(ego_diff_x, m->v[i] * (m->v[j] - m->v[i]))
TIES(unequal_x, m->v[i] != m->v[j])
TIES(sim_recip_x, m->x[j][i] * (1 - fabs(m->v[i] - m->v[j]) / m->range - m->sim_mean))
TIES(same_recip_x, m->x[j][i] * (m->v[i] == m->v[j]))
TIES(ego_alt_recip_x, m->x[j][i] * m->v[i] * m->v[j])

static double out_trunc(const matrices *m, size_t i, double p) {
    return fmin(out_degree(m->x, i), p);
}
static double isolate_net(const matrices *m, size_t i, double p) {
    (void)p;
    return out_degree(m->x, i) + in_degree(m->x, i) == 0;
}
static double reci_act(const matrices *m, size_t i, double p) {
    double both_ways = 0;
    for (size_t j = 0; j < N; j++)
        both_ways += m->x[i][j] * m->x[j][i];
    return out_degree(m->x, i) * root(both_ways, p);
}
static double cycle4(const matrices *m, size_t i, double p) {
    double sum = 0;
    (void)p;
    for (size_t j = 0; j < N; j++)
        for (size_t k = 0; k < N; k++)
            for (size_t h = 0; h < N; h++)
                if (j != k && h != i && h != j && h != k)
                    sum += m->x[i][j] * m->x[i][k] * m->x[h][j] * m->x[h][k];
    return sum / 2;
}
static double balance(const matrices *m, size_t i, double p) {
    double sum = 0;
    (void)p;
    for (size_t j = 0; j < N; j++)
        for (size_t h = 0; h < N; h++)
            if (m->x[i][j] > 0 && h != i && h != j)
                sum += m->differ - fabs(m->x[i][h] - m->x[j][h]);
    return sum;
}
static double nbr_dist2(const matrices *m, size_t i, double p) {
    double sum = 0;
    (void)p;
    for (size_t j = 0; j < N; j++)
        sum += j != i && m->x[i][j] == 0 && third(m->x, FORWARDS, m->x, FORWARDS, i, j) > 0;
    return sum;
}
static double shared_to(const matrices *m, size_t i, double p) {
    double sum = 0;
    double centre = p < 3 ? 0 : m->star;
    for (size_t j = 0; j < N; j++)
        for (size_t k = 0; k < N; k++) {
            double shared = 0;
            for (size_t h = 0; h < N; h++)
                shared += m->w[i][h] * m->w[k][h];
            if (k != i && p != 2 && p != 4) sum += m->x[i][j] * m->x[k][j] * (shared - centre);
            if (k != i && (p == 2 || p == 4))
                sum += m->x[i][j] * m->x[k][j] * (sqrt(shared) - sqrt(centre));
        }
    return sum;
}

typedef struct written {
    const char *name;
    formula *value;
} written;
static const written all[] = {{"gwespFF", gwesp_ff},
                              {"gwespBB", gwesp_bb},
                              {"gwespFB", gwesp_fb},
                              {"gwespBF", gwesp_bf},
                              {"gwesp", gwesp_ff},
                              {"gwespFFMix", gwesp_ff_mix},
                              {"gwespBBMix", gwesp_bb_mix},
                              {"gwespFBMix", gwesp_fb_mix},
                              {"gwespBFMix", gwesp_bf_mix},
                              {"gwespRRMix", gwesp_rr_mix},
                              {"from", from},
                              {"fromAny", from_any},
                              {"fromMutual", from_mutual},
                              {"closure", closure},
                              {"cyClosure", cy_closure},
                              {"sharedIn", shared_in},
                              {"to", to},
                              {"toBack", to_back},
                              {"toRecip", to_recip},
                              {"mixedInXW", mixed_in_xw},
                              {"cl.XWX", cl_xwx},
                              {"cl.XWX1", cl_xwx},
                              {"cl.XWX2", cl_xwx2},
                              {"WWX", wwx},
                              {"cyWWX", cy_wwx},
                              {"InWWX", in_wwx},
                              {"OutWWX", out_wwx},
                              {"WXX", wxx},
                              {"XXW", xxw},
                              {"XWX", xwx},
                              {"XWX1", xwx},
                              {"XWX2", xwx2},
                              {"transRecTrip", trans_rec_trip},
                              {"outPop", out_pop},
                              {"outPopSqrt", out_pop_sqrt},
                              {"inAct", in_act},
                              {"inActSqrt", in_act_sqrt},
                              {"inIsDegree", in_is_degree},
                              {"outActSqrt", out_act_sqrt},
                              {"degPlus", deg_plus},
                              {"outOutAss", out_out_ass},
                              {"outInAss", out_in_ass},
                              {"inOutAss", in_out_ass},
                              {"inInAss", in_in_ass},
                              {"crprod", crprod},
                              {"crprodRecip", crprod_recip},
                              {"crprodMutual", crprod_mutual},
                              {"inPopIntn", in_pop_intn},
                              {"inActIntn", in_act_intn},
                              {"outPopIntn", out_pop_intn},
                              {"outActIntn", out_act_intn},
                              {"both", both},
                              {"absOutDiffIntn", abs_out_diff_intn},
                              {"XRecip", x_recip},
                              {"diffX", diff_x},
                              {"absDiffX", abs_diff_x},
                              {"diffSqX", diff_sq_x},
                              {"higher", higher},
                              {"egoSqX", ego_sq_x},
                              {"altSqX", alt_sq_x},
                              {"egoPlusAltX", ego_plus_alt_x},
                              {"egoPlusAltSqX", ego_plus_alt_sq_x},
                              {"egoDiffX", ego_diff_x},
                              {"unequalX", unequal_x},
                              {"simRecipX", sim_recip_x},
                              {"sameXRecip", same_recip_x},
                              {"egoXaltXRecip", ego_alt_recip_x},
                              {"outTrunc", out_trunc},
                              {"isolateNet", isolate_net},
                              {"reciAct", reci_act},
                              {"cycle4", cycle4},
                              {"balance", balance},
                              {"nbrDist2", nbr_dist2},
                              {"sharedTo", shared_to}};
enum { WRITTEN = sizeof all / sizeof all[0] };

/* Constants of the waves, straight from their definitions. */
static void constants(const scene *at, matrices *m) {
    double ties = 0;
    for (size_t wave = 0; wave < SCENE_WAVES; wave++) {
        const saom_net *w = &at->data->variable[SCENE_W].wave[wave].tie;
        const saom_net *x = &at->data->variable[SCENE_X].wave[wave].tie;
        ties += (double)w->ties;
        for (size_t i = 0; i < N; i++)
            for (size_t j = 0; j < N; j++)
                for (size_t h = 0; h < N; h++) {
                    double pairs = (double)N * (N - 1);
                    if (j == i) continue;
                    m->star += saom_net_has(w, i, h) * saom_net_has(w, j, h) / pairs / SCENE_WAVES;
                    if (h == i || h == j || wave + 1 == SCENE_WAVES) continue;
                    m->differ += (saom_net_has(x, i, h) != saom_net_has(x, j, h)) / pairs /
                                 (N - 2) / (SCENE_WAVES - 1);
                }
    }
    m->degree = ties / N / SCENE_WAVES;
}

static void write_out(const scene *at, matrices *m) {
    *m = (matrices){0};
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            double d = at->data->covariate[1].value[i * N + j];
            m->x[i][j] = saom_net_has(&at->x, i, j);
            m->w[i][j] = saom_net_has(&at->w, i, j);
            m->d[i][j] = i == j || isnan(d) ? 0 : d;
            sum += i == j || isnan(d) ? 0 : d;
            count += i != j && !isnan(d);
        }
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++) {
            double d = at->data->covariate[1].value[i * N + j];
            m->c[i][j] = isnan(d) ? 0 : d - sum / (double)count;
        }
    double apart = 0;
    for (size_t i = 0; i < N; i++) {
        m->v[i] = at->data->covariate[0].value[i];
        m->z[i] = at->z[i];
        m->range = fmax(m->range, m->v[i]); /* from 0 */
    }
    for (size_t i = 0; i < N; i++)
        for (size_t j = 0; j < N; j++)
            apart += fabs(m->v[i] - m->v[j]);
    m->sim_mean = 1 - apart / m->range / (N * (N - 1));
    constants(at, m);
}

static double statistic(const saom_ego *ego, const saom_term *term) {
    const saom_row *row = &ego->net->out[ego->i];
    double sum = 0;
    if (term->def->statistic != NULL) return term->def->statistic(ego, term, row->at, row->count);
    for (uint32_t k = 0; k < row->count; k++) {
        double own = 0;
        term->def->change(ego, term, &row->at[k], 1, &own);
        sum += own;
    }
    return sum;
}

static void check(const scene *at, const matrices *m, const saom_term *term, formula *value) {
    ent_error err = {0};
    saom_ego ego;
    const saom_dependent *own = &at->model->variable[SCENE_X];
    assert_ok(saom_ego_new(&ego, N, own->terms, &err), &err);
    assert_ok(saom_ego_scratch(&ego, N, own->term, own->terms, &err), &err);
    for (size_t i = 0; i < N; i++) {
        saom_ego_begin(&ego, &at->view, SCENE_X, i, term->counts, own->term, own->terms);
        double got = statistic(&ego, term);
        double want = value(m, i, term->parameter);
        if (fabs(got - want) > tolerance * fmax(1, fabs(want)))
            fail_msg("%s, p = %g: %.12g, not %.12g", term->def->name, term->parameter, got, want);
        saom_ego_end(&ego, own->term, own->terms);
    }
    saom_ego_free(&ego, own->terms);
}

static void statistics_are_their_formulas(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++)
        for (int kind = 0; kind < 4; kind++) {
            scene at;
            matrices m;
            scene_new(&at, N, 0.25, kind < 2, kind % 2 == 0, seed);
            write_out(&at, &m);
            for (size_t k = 0; k < WRITTEN; k++) {
                const saom_effect_def *def = saom_effect_find(all[k].name, SAOM_NETWORK_EFFECT);
                double parameter[4];
                assert_non_null(def);
                if ((def->sorts & (kind < 2 ? SAOM_DIRECTED : SAOM_UNDIRECTED)) == 0) continue;
                size_t parameters = scene_parameters(def, parameter);
                for (size_t p = 0; p < parameters; p++) {
                    scene_model(&at);
                    const saom_term *term = scene_add(&at, "x", def, parameter[p], NULL);
                    check(&at, &m, term, all[k].value);
                }
            }
            scene_free(&at);
        }
}

/* Behaviour: the formulas over the network w. */
static double behaviour(const matrices *m, const char *name, size_t i, double z, double range,
                        double sim_mean) {
    double sim = 0, in = 0, rec = 0, recs = 0, v = 0, mean_v = 0;
    double degree = out_degree(m->w, i);
    double popular = in_degree(m->w, i);
    for (size_t j = 0; j < N; j++) {
        sim += m->w[i][j] * (1 - fabs(z - m->z[j]) / range - sim_mean);
        in += m->w[j][i] * m->z[j];
        rec += m->w[i][j] * m->w[j][i] * m->z[j];
        recs += m->w[i][j] * m->w[j][i];
        v += m->w[i][j] * m->v[j];
        mean_v += m->v[j] / N;
    }
    if (strcmp(name, "totSim") == 0) return sim;
    if (strcmp(name, "avSim") == 0) return degree > 0 ? sim / degree : 0;
    if (strcmp(name, "effFrom") == 0) return z * m->v[i];
    if (strcmp(name, "isolate") == 0) return popular == 0 ? z : 0;
    if (strcmp(name, "outIsolate") == 0) return degree == 0 ? z : 0;
    if (strcmp(name, "totInAlt") == 0) return z * in;
    if (strcmp(name, "avInAlt") == 0) return popular > 0 ? z * in / popular : 0;
    if (strcmp(name, "totRecAlt") == 0) return z * rec;
    if (strcmp(name, "avRecAlt") == 0) return recs > 0 ? z * rec / recs : 0;
    if (strcmp(name, "recipDeg") == 0) return z * recs;
    if (strcmp(name, "totXAlt") == 0) return z * v;
    return degree > 0 ? z * v / degree : z * mean_v;
}

static void behaviour_statistics_are_their_formulas(void **state) {
    (void)state;
    static const char *const name[] = {"totSim",     "avSim",    "effFrom", "isolate",
                                       "outIsolate", "totInAlt", "avInAlt", "totRecAlt",
                                       "avRecAlt",   "recipDeg", "totXAlt", "avXAlt"};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        scene at;
        matrices m;
        scene_new(&at, N, 0.1, true, seed % 2 == 0, seed);
        write_out(&at, &m);
        for (size_t k = 0; k < sizeof name / sizeof name[0]; k++) {
            const saom_effect_def *def = saom_effect_find(name[k], SAOM_BEHAVIOUR_EFFECT);
            scene_model(&at);
            const saom_term *term = scene_add(&at, "z", def, 0, NULL);
            const saom_attribute *z = &at.view.group->behaviour[SCENE_Z];
            for (size_t i = 0; i < N; i++) {
                double level = at.z[i] + 1;
                double want = behaviour(&m, name[k], i, level, z->range, z->sim_mean);
                assert_true(fabs(def->level(&at.view, term, i, level) - want) < tolerance);
            }
        }
        scene_free(&at);
    }
}

/* Five actors; the second wave of x is 0→1, 0→2, 1→2, 2→0, 3→2, 3→1 and 4 is alone; w is 0→3, 1→3,
 * 3→4 throughout but for 4→0, which comes in the second wave. */
static void small_data(ent_saom_data **data, bool directed) {
    static const ent_saom_entry first[] = {{0, 1, 1}, {1, 0, 1}};
    static const ent_saom_entry second[] = {{0, 1, 1}, {0, 2, 1}, {1, 2, 1},
                                            {2, 0, 1}, {3, 1, 1}, {3, 2, 1}};
    static const ent_saom_entry even[] = {{0, 1, 1}, {1, 0, 1}, {1, 2, 1}, {2, 1, 1}, {2, 3, 1},
                                          {3, 2, 1}, {3, 0, 1}, {0, 3, 1}, {0, 2, 1}, {2, 0, 1}};
    static const ent_saom_entry w[] = {{0, 3, 1}, {1, 3, 1}, {3, 4, 1}, {4, 0, 1}};
    ent_error err = {0};
    ent_saom_wave x[] = {{2, first}, {6, second}};
    if (!directed) x[1] = (ent_saom_wave){10, even};
    ent_saom_wave other[] = {{3, w}, {4, w}};
    double z[] = {1, 2, 3, 1, 2, 1, 3, 3, 1, 1};
    assert_ok(ent_saom_data_new(data, 5, 2, &err), &err);
    assert_ok(ent_saom_add_network(*data, "x", directed, x, &err), &err);
    assert_ok(ent_saom_add_network(*data, "w", true, other, &err), &err);
    assert_ok(ent_saom_add_behaviour(*data, "z", z, &err), &err);
}

typedef struct counted {
    const char *variable, *effect, *covariate;
    double parameter, want;
} counted;

static void check_counted(const ent_saom_data *data, const counted *by_hand, size_t count) {
    ent_error err = {0};
    ent_saom_model *model = NULL;
    double target[64];
    assert_ok(ent_saom_model_new(&model, &data, 1, &err), &err);
    for (size_t k = 0; k < count; k++) {
        ent_saom_term term = {.variable = by_hand[k].variable,
                              .effect = by_hand[k].effect,
                              .covariate = by_hand[k].covariate,
                              .parameter = by_hand[k].parameter};
        assert_ok(ent_saom_add_effect(model, &term, &err), &err);
    }
    assert_ok(ent_saom_targets(model, target, &err), &err);
    for (size_t p = 0; p < ent_saom_parameter_count(model); p++) {
        ent_saom_parameter own = ent_saom_parameter_at(model, p);
        for (size_t k = 0; k < count; k++)
            if (!own.basic && strcmp(own.effect, by_hand[k].effect) == 0 &&
                strcmp(own.variable, by_hand[k].variable) == 0 &&
                fabs(target[p] - by_hand[k].want) > tolerance)
                fail_msg("%s: %.12g, not %.12g", own.effect, target[p], by_hand[k].want);
    }
    ent_saom_model_free(model);
}

static void targets_of_a_directed_network_are_those_counted_by_hand(void **state) {
    (void)state;
    /* Two-paths with a tie: 0→1→2 for 0→2; 3→1→2 for 3→2. One partner weighs 1 whatever α is, so
     * gwespFF is 2. i → h ← j: 0→2←1 for 0→1, 3→2←1 for 3→1. In-stars 0, 3 → 1, 2 make one
     * four-cycle. Reciprocated triplets: 0↔2 with 0→1→2, and none of 2's. Distance two: 1→2→0,
     * 2→0→1, 3→2→0. Nobody chooses 3, who has two ties. One isolate. min(x_i+, 1): 4. In-degrees 1,
     * 2, 3, 0, 0, outdegrees 2, 1, 1, 2, 0: outPop 1 + 1 + 1 + 2 + 1 + 1 = 7, inAct 2 + 2 + 3 = 7.
     * Balance: b from wave one alone, in-degrees 1, 1, 0, 0, 0: of 60 triples 2·2·1·3 = 12 differ,
     * b = 0.2. Pairs differ over three others by: 0,1: {2} no = 0; 0,2: {1} = 1; 1,2: {0} = 1;
     * 2,0: {1} = 1; 3,1: {2} no = 0; 3,2: {1}, {0} = 2. 6·3·0.2 − 5 = −1.4.
     * w at the start is 0→3, 1→3, 3→4. Shared choices: 0, 1 on 3, so from 1 for 0→1. w two-paths
     * 0→3→4, 1→3→4: closure 0. to: 0→3→1 and 0→3→2 for 0→1, 0→2; 1→3→2 for 1→2: 3. cl.XWX: x_ij
     * x_ih w_hj has none with 3, 4 chosen: 0. w degrees 0.6 and 0.8, mean 0.7: outActIntn Σ x_i+
     * (w_i+ − 0.7) = 2 + 1 + 2 − 6·0.7 = 0.8. sharedTo: 0 and 1 share one; 0→2←1: 0→2 and 1→2, 2.
     */
    static const counted by_hand[] = {
        {"x", "gwespFF", NULL, 69, 2},   {"x", "gwespFB", NULL, 69, 2},
        {"x", "cycle4", NULL, 1, 1},     {"x", "transRecTrip", NULL, 0, 1},
        {"x", "nbrDist2", NULL, 0, 3},   {"x", "inIsDegree", NULL, 0, 2},
        {"x", "isolateNet", NULL, 0, 1}, {"x", "outTrunc", NULL, 1, 4},
        {"x", "outPop", NULL, 0, 7},     {"x", "inAct", NULL, 0, 7},
        {"x", "balance", NULL, 0, -1.4}, {"x", "from", "w", 0, 1},
        {"x", "closure", "w", 0, 0},     {"x", "to", "w", 0, 3},
        {"x", "cl.XWX", "w", 0, 0},      {"x", "outActIntn", "w", 1, 0.8},
        {"x", "sharedTo", "w", 0, 2},    {"x", "crprod", "w", 0, 0},
    };
    ent_saom_data *data = NULL;
    small_data(&data, true);
    check_counted(data, by_hand, sizeof by_hand / sizeof by_hand[0]);
    ent_saom_data_free(data);
}

static void targets_count_what_is_shared_once(void **state) {
    (void)state;
    /* The square 0-1-2-3 with the diagonal 0-2: one four-cycle, which RSiena counts twice; 1 and 3
     * are at distance two, one pair. Degrees 3, 2, 3, 2 and none: Σ over ordered pairs of √d √d:
     * 2 (4 √6 + 3) = 25.59…. Each of 0-2 has two partners, the other ties one: with α = 0.69,
     * 8 + 2 e^α (1 − (1 − e^−α)²). */
    double most = exp(0.69);
    const counted by_hand[] = {{"x", "cycle4", NULL, 1, 2},
                               {"x", "nbrDist2", NULL, 0, 1},
                               {"x", "outInAss", NULL, 2, 2 * (4 * sqrt(6) + 3)},
                               {"x", "isolateNet", NULL, 0, 1},
                               {"x", "gwesp", NULL, 69, 8 + 2 * most * (1 - pow(1 - 1 / most, 2))}};
    ent_saom_data *data = NULL;
    small_data(&data, false);
    check_counted(data, by_hand, sizeof by_hand / sizeof by_hand[0]);
    ent_saom_data_free(data);
}

static void targets_of_behaviour_are_those_counted_by_hand(void **state) {
    (void)state;
    /* z ends at 1, 3, 3, 1, 1; its mean over both waves is 1.8 and its range 2. x at the start is
     * 0 ↔ 1, who end two apart: similarity 0. Mean similarity of the first wave 1, 2, 3, 1, 2: of
     * the ten pairs 2 are alike, 6 one and 2 two apart, (2 + 6/2) / 10 = 0.5. avSim −0.5 twice.
     * isolate: 2, 3, 4 are not chosen: 1.2 − 0.8 − 0.8 = −0.4. */
    static const counted by_hand[] = {
        {"z", "avSim", "x", 0, -1}, {"z", "totSim", "x", 0, -1}, {"z", "isolate", "x", 0, -0.4}};
    ent_saom_data *data = NULL;
    small_data(&data, true);
    check_counted(data, by_hand, sizeof by_hand / sizeof by_hand[0]);
    ent_saom_data_free(data);
}

static void wrong_internal_parameters_are_refused(void **state) {
    (void)state;
    ent_saom_data *data = NULL;
    ent_saom_model *model = NULL;
    ent_error err = {0};
    small_data(&data, true);
    const ent_saom_data *only = data;
    assert_ok(ent_saom_model_new(&model, &only, 1, &err), &err);
    ent_saom_term recip = {.variable = "x", .effect = "recip", .parameter = 2};
    assert_error(ent_saom_add_effect(model, &recip, &err), ENT_ERR_USAGE, &err, "no internal");
    ent_saom_term half = {.variable = "x", .effect = "outTrunc", .parameter = 1.5};
    assert_error(ent_saom_add_effect(model, &half, &err), ENT_ERR_USAGE, &err, "1 to");
    ent_saom_term minus = {.variable = "x", .effect = "gwespFF", .parameter = -3};
    assert_error(ent_saom_add_effect(model, &minus, &err), ENT_ERR_USAGE, &err, "positive");
    ent_saom_term keep = {.variable = "x", .effect = "nbrDist2", .function = ENT_ENDOWMENT};
    assert_error(ent_saom_add_effect(model, &keep, &err), ENT_ERR_USAGE, &err, "evaluation");
    ent_saom_model_free(model);
    ent_saom_data_free(data);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statistics_are_their_formulas),
        cmocka_unit_test(behaviour_statistics_are_their_formulas),
        cmocka_unit_test(targets_of_a_directed_network_are_those_counted_by_hand),
        cmocka_unit_test(targets_count_what_is_shared_once),
        cmocka_unit_test(targets_of_behaviour_are_those_counted_by_hand),
        cmocka_unit_test(wrong_internal_parameters_are_refused)};
    return RUN_TESTS(tests);
}
