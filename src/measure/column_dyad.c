/* SPDX-License-Identifier: Apache-2.0 */
/* Columns of dyads: what each is, and how it is taken from a slice. */
#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "measure/column.h"

static double at(const ent_request *request, const double *matrix, size_t p) {
    return matrix[(size_t)request->pairs->i[p] * request->slice->n + request->pairs->j[p]];
}

static double back(const ent_request *request, const double *matrix, size_t p) {
    return matrix[(size_t)request->pairs->j[p] * request->slice->n + request->pairs->i[p]];
}

static ent_status lacking(const char *part, ent_error *err) {
    return ent_fail(err, ENT_ERR_USAGE, "the slice was loaded without %s", part);
}

static void fill_missing(double *out, size_t count) {
    for (size_t p = 0; out != NULL && p < count; p++)
        out[p] = ent_missing();
}

static void copy_forth(const ent_request *request, const double *matrix, double *out) {
    for (size_t p = 0; out != NULL && p < request->pairs->count; p++)
        out[p] = at(request, matrix, p);
}

static void copy_back(const ent_request *request, const double *matrix, double *out) {
    for (size_t p = 0; out != NULL && p < request->pairs->count; p++)
        out[p] = back(request, matrix, p);
}

/* ---- similarity of alliance portfolios ---- */

#define PORTFOLIO                                                                                  \
    "Portfolios over all members of the system that year: 3 defence or offence, 2 neutrality or "  \
    "consultation, 1 non-aggression, 0 none, own entry 3. "

static const ent_column similarity_columns[] = {
    {"alliance_tau_b", "Kendall's tau-b of alliance portfolios",
     PORTFOLIO "Bueno de Mesquita (1975).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_s_abs", "S of alliance portfolios, absolute distances",
     PORTFOLIO "Signorino & Ritter (1999).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_s_sq", "S of alliance portfolios, squared distances",
     PORTFOLIO "Signorino & Ritter (1999), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE,
     ENT_UNIT_DYAD, true},
    {"alliance_sw_abs", "S of alliance portfolios, absolute, weighted by CINC",
     PORTFOLIO "Third states count by their CINC; those without one are left out. Signorino & "
               "Ritter (1999).",
     ENT_COLUMN_REAL, ENT_NEED_ALLIANCE | ENT_NEED_CAPABILITY, ENT_UNIT_DYAD, true},
    {"alliance_sw_sq", "S of alliance portfolios, squared, weighted by CINC",
     PORTFOLIO "Third states count by their CINC; those without one are left out. Signorino & "
               "Ritter (1999), Haege (2011).",
     ENT_COLUMN_REAL, ENT_NEED_ALLIANCE | ENT_NEED_CAPABILITY, ENT_UNIT_DYAD, true},
    {"alliance_kappa_nominal", "Cohen's kappa of alliance portfolios, nominal",
     PORTFOLIO "Cohen (1960), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_kappa_abs", "Cohen's kappa of alliance portfolios, absolute distances",
     PORTFOLIO "Cohen (1968), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_kappa_sq", "Cohen's kappa of alliance portfolios, squared distances",
     PORTFOLIO "Cohen (1968), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_pi_nominal", "Scott's pi of alliance portfolios, nominal",
     PORTFOLIO "Scott (1955), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_pi_abs", "Scott's pi of alliance portfolios, absolute distances",
     PORTFOLIO "Scott (1955), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
    {"alliance_pi_sq", "Scott's pi of alliance portfolios, squared distances",
     PORTFOLIO "Scott (1955), Haege (2011).", ENT_COLUMN_REAL, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD,
     true},
};
_Static_assert(sizeof similarity_columns / sizeof similarity_columns[0] == ENT_SIMILARITY_COUNT,
               "one column a measure");
_Static_assert((int)ENT_SIMILARITY_COUNT <= (int)ENT_FAMILY_MAX, "a request holds every measure");

static ent_status compute_similarity(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    size_t n = slice->n;
    uint8_t *level = NULL;
    double *weight = NULL;
    if (slice->obligation == NULL) return lacking("alliances", err);
    if (!slice->alliance_covered) {
        for (size_t k = 0; k < ENT_SIMILARITY_COUNT; k++)
            fill_missing(request->out[k], request->pairs->count);
        return ENT_OK;
    }
    bool weighted = request->out[ENT_SW_ABS] != NULL || request->out[ENT_SW_SQ] != NULL;
    ent_status status = ent_array_new((void **)&level, n * n, 1, err);
    if (status == ENT_OK) status = ent_array_new((void **)&weight, n, sizeof *weight, err);
    if (status == ENT_OK) ent_alliance_levels(n, slice->obligation, level);
    if (status == ENT_OK && weighted) status = ent_slice_cinc(slice, weight, err);
    if (status == ENT_OK)
        status =
            ent_similarity(n, level, weighted ? weight : NULL, request->pairs, request->out, err);
    free(level);
    free(weight);
    return status;
}

/* ---- obligations ---- */

#define OBLIGATION                                                                                 \
    "1 if in an alliance in force on any day of the year; of an undirected dyad if either owes "   \
    "it, "                                                                                         \
    "of a directed one if actor1 owes it to actor2. Leeds et al. (2002)."

static const ent_column obligation_columns[] = {
    {"defense", "Obligation of defence", OBLIGATION, ENT_COLUMN_INTEGER, ENT_NEED_ALLIANCE,
     ENT_UNIT_DYAD, true},
    {"offense", "Obligation of offence", OBLIGATION, ENT_COLUMN_INTEGER, ENT_NEED_ALLIANCE,
     ENT_UNIT_DYAD, true},
    {"neutrality", "Obligation of neutrality", OBLIGATION, ENT_COLUMN_INTEGER, ENT_NEED_ALLIANCE,
     ENT_UNIT_DYAD, true},
    {"nonaggression", "Obligation of non-aggression", OBLIGATION, ENT_COLUMN_INTEGER,
     ENT_NEED_ALLIANCE, ENT_UNIT_DYAD, true},
    {"consultation", "Obligation of consultation", OBLIGATION, ENT_COLUMN_INTEGER,
     ENT_NEED_ALLIANCE, ENT_UNIT_DYAD, true},
    {"milinst", "MILINST, military institutionalisation of alliances (0-2)",
     "Highest among the alliances in force between the two. Leeds & Anac (2005).",
     ENT_COLUMN_INTEGER, ENT_NEED_ALLIANCE, ENT_UNIT_DYAD, true},
};
enum { OBLIGATIONS = 5, MILINST = 5 };

static ent_status compute_obligations(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    const ent_pairs *pairs = request->pairs;
    if (slice->obligation == NULL) return lacking("alliances", err);
    for (unsigned k = 0; k < OBLIGATIONS; k++) {
        double *out = request->out[k];
        for (size_t p = 0; out != NULL && p < pairs->count; p++) {
            size_t i = pairs->i[p];
            size_t j = pairs->j[p];
            unsigned owed = slice->obligation[i * slice->n + j];
            if (request->unit != ENT_UNIT_DIRECTED) owed |= slice->obligation[j * slice->n + i];
            out[p] = slice->alliance_covered ? (double)(owed >> k & 1u) : ent_missing();
        }
    }
    if (request->out[MILINST] == NULL) return ENT_OK;
    if (slice->alliance_covered) return ent_milinst_pairs(slice, pairs, request->out[MILINST], err);
    fill_missing(request->out[MILINST], pairs->count);
    return ENT_OK;
}

/* ---- votes ---- */

static const ent_column vote_columns[] = {
    {"vote_agree", "Agreement in non-unanimous roll calls, UN General Assembly",
     "Mean of 1 - |vi - vj|/2 over roll calls of the session that began in the year in which both "
     "voted (1 yes, "
     "2 abstain, 3 no), those in which all gave the same answer left out. Voeten (2013).",
     ENT_COLUMN_REAL, ENT_NEED_VOTE, ENT_UNIT_DYAD, true},
    {"vote_rolls", "Roll calls vote_agree rests on",
     "Non-unanimous roll calls of the year in which both voted.", ENT_COLUMN_INTEGER, ENT_NEED_VOTE,
     ENT_UNIT_DYAD, false},
};

static ent_status compute_votes(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    const ent_pairs *pairs = request->pairs;
    if (slice->votes == NULL) return lacking("votes", err);
    ent_status status = ent_vote_agreement(slice->voters, slice->roll_calls, slice->votes, pairs,
                                           request->out[0], request->out[1], err);
    if (slice->roll_calls == 0) fill_missing(request->out[1], pairs->count);
    return status;
}

static const ent_column ideal_columns[] = {
    {"ideal_distance", "Distance of ideal points in the UN General Assembly",
     "Absolute difference of the two ideal points of the session that began that year. Bailey, "
     "Strezhnev & Voeten (2017).",
     ENT_COLUMN_REAL, ENT_NEED_IDEAL, ENT_UNIT_DYAD, true},
};

static ent_status compute_ideal(const ent_request *request, ent_error *err) {
    const double *ideal = request->slice->ideal;
    if (ideal == NULL) return lacking("ideal points", err);
    for (size_t p = 0; p < request->pairs->count; p++)
        request->out[0][p] = fabs(ideal[request->pairs->i[p]] - ideal[request->pairs->j[p]]);
    return ENT_OK;
}

/* ---- power ---- */

#define CINC                                                                                       \
    "Mean over the non-missing components of the state's share in the year's sum. Singer, Bremer " \
    "& Stuckey (1972)."

static const ent_column power_columns[] = {
    {"cinc1", "CINC of actor1", CINC, ENT_COLUMN_REAL, ENT_NEED_CAPABILITY, ENT_UNIT_DYAD, true},
    {"cinc2", "CINC of actor2", CINC, ENT_COLUMN_REAL, ENT_NEED_CAPABILITY, ENT_UNIT_DYAD, true},
    {"power_ratio", "Capability of the stronger as a share of both",
     "max/(max + min) of cinc1 and cinc2: 0.5 equal, 1 all with one.", ENT_COLUMN_REAL,
     ENT_NEED_CAPABILITY, ENT_UNIT_DYAD, true},
};

static ent_status compute_power(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    double *cinc = NULL;
    if (slice->capability[0] == NULL && slice->capability_count > 0)
        return lacking("capabilities", err);
    ent_status status = ent_array_new((void **)&cinc, slice->n, sizeof *cinc, err);
    if (status == ENT_OK) status = ent_slice_cinc(slice, cinc, err);
    for (size_t p = 0; p < request->pairs->count && status == ENT_OK; p++) {
        double first = cinc[request->pairs->i[p]];
        double second = cinc[request->pairs->j[p]];
        if (request->out[0] != NULL) request->out[0][p] = first;
        if (request->out[1] != NULL) request->out[1][p] = second;
        if (request->out[2] != NULL) request->out[2][p] = ent_power_ratio(first, second);
    }
    free(cinc);
    return status;
}

/* ---- trade ---- */

#define DEPENDENCE                                                                                 \
    "Imports and exports between the two / all recorded imports and exports of the actor; "        \
    "missing "                                                                                     \
    "if a flow between the two is unknown. Barbieri, Keshk & Pollins (2009)."

static const ent_column trade_columns[] = {
    {"trade_dep1", "Trade dependence of actor1 on actor2", DEPENDENCE, ENT_COLUMN_REAL,
     ENT_NEED_TRADE, ENT_UNIT_DYAD, true},
    {"trade_dep2", "Trade dependence of actor2 on actor1", DEPENDENCE, ENT_COLUMN_REAL,
     ENT_NEED_TRADE, ENT_UNIT_DYAD, true},
    {"trade_asymmetry", "Asymmetry of trade dependence",
     "|dep1 - dep2| / (dep1 + dep2): 0 alike, 1 one-sided. After Barbieri (1996).", ENT_COLUMN_REAL,
     ENT_NEED_TRADE, ENT_UNIT_DYAD, true},
};

static ent_status compute_trade(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    if (slice->imports == NULL) return lacking("trade", err);
    for (size_t p = 0; p < request->pairs->count; p++) {
        double imports = at(request, slice->imports, p);
        double exports = back(request, slice->imports, p);
        double dep1 =
            ent_trade_dependence(imports, exports, slice->trade_total[request->pairs->i[p]]);
        double dep2 =
            ent_trade_dependence(exports, imports, slice->trade_total[request->pairs->j[p]]);
        if (request->out[0] != NULL) request->out[0][p] = dep1;
        if (request->out[1] != NULL) request->out[1][p] = dep2;
        if (request->out[2] != NULL) request->out[2][p] = ent_trade_asymmetry(dep1, dep2);
    }
    return ENT_OK;
}

/* ---- place ---- */

static const ent_column contiguity_columns[] = {
    {"contiguity", "Direct contiguity (0 none, 1 land, 2-5 by sea)",
     "Closest class in force on any day of the year: 1 land or river, 2 up to 12 miles of "
     "water, "
     "3 up to 24, 4 up to 150, 5 up to 400. Stinnett et al. (2002).",
     ENT_COLUMN_INTEGER, ENT_NEED_CONTIGUITY, ENT_UNIT_DYAD, true},
};

static ent_status compute_contiguity(const ent_request *request, ent_error *err) {
    if (request->slice->contiguity == NULL) return lacking("contiguity", err);
    copy_forth(request, request->slice->contiguity, request->out[0]);
    return ENT_OK;
}

static const ent_column distance_columns[] = {
    {"distance_km", "Distance between capitals, km",
     "Great circle (haversine, earth radius 6371.0088 km) between the year's last capitals.",
     ENT_COLUMN_REAL, ENT_NEED_PLACE, ENT_UNIT_DYAD, true},
};

static ent_status compute_distance(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    if (slice->latitude == NULL) return lacking("capitals", err);
    for (size_t p = 0; p < request->pairs->count; p++) {
        size_t i = request->pairs->i[p];
        size_t j = request->pairs->j[p];
        request->out[0][p] = ent_distance_km(slice->latitude[i], slice->longitude[i],
                                             slice->latitude[j], slice->longitude[j]);
    }
    return ENT_OK;
}

/* ---- practice ---- */

static const ent_column exercise_columns[] = {
    {"exercises", "Joint military exercises begun in the year",
     "Exercises in which both took part, multilateral ones included.", ENT_COLUMN_INTEGER,
     ENT_NEED_EXERCISE, ENT_UNIT_DYAD, true},
};

static ent_status compute_exercises(const ent_request *request, ent_error *err) {
    if (request->slice->exercises == NULL) return lacking("exercises", err);
    copy_forth(request, request->slice->exercises, request->out[0]);
    return ENT_OK;
}

static const ent_column agreement_columns[] = {
    {"agreements_new", "Defence cooperation agreements signed in the year", "Kinne (2020).",
     ENT_COLUMN_INTEGER, ENT_NEED_AGREEMENT, ENT_UNIT_DYAD, true},
    {"agreements_force", "Defence cooperation agreements in force",
     "In force on any day of the year. Kinne (2020).", ENT_COLUMN_INTEGER, ENT_NEED_AGREEMENT,
     ENT_UNIT_DYAD, true},
};

static ent_status compute_agreements(const ent_request *request, ent_error *err) {
    if (request->slice->agreements_new == NULL) return lacking("agreements", err);
    copy_forth(request, request->slice->agreements_new, request->out[0]);
    copy_forth(request, request->slice->agreements_force, request->out[1]);
    return ENT_OK;
}

#define ARMS "SIPRI trend-indicator values, millions."
#define SHARE                                                                                      \
    "Share of the buyer's imports of the year from all suppliers in the store; missing if it "     \
    "imported none."

static const ent_column arms_columns[] = {
    {"arms_12", "Arms from actor1 to actor2, TIV millions", ARMS, ENT_COLUMN_REAL, ENT_NEED_ARMS,
     ENT_UNIT_DYAD, true},
    {"arms_21", "Arms from actor2 to actor1, TIV millions", ARMS, ENT_COLUMN_REAL, ENT_NEED_ARMS,
     ENT_UNIT_DYAD, true},
    {"arms_share_12", "Share of actor2's arms imports that come from actor1", SHARE,
     ENT_COLUMN_REAL, ENT_NEED_ARMS, ENT_UNIT_DYAD, true},
    {"arms_share_21", "Share of actor1's arms imports that come from actor2", SHARE,
     ENT_COLUMN_REAL, ENT_NEED_ARMS, ENT_UNIT_DYAD, true},
};

static double share(double part, double total) {
    return total > 0 ? part / total : ent_missing();
}

static ent_status compute_arms(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    if (slice->arms == NULL) return lacking("arms transfers", err);
    copy_forth(request, slice->arms, request->out[0]);
    copy_back(request, slice->arms, request->out[1]);
    for (size_t p = 0; p < request->pairs->count; p++) {
        size_t i = request->pairs->i[p];
        size_t j = request->pairs->j[p];
        if (request->out[2] != NULL)
            request->out[2][p] = share(at(request, slice->arms, p), slice->arms_imports[j]);
        if (request->out[3] != NULL)
            request->out[3][p] = share(back(request, slice->arms, p), slice->arms_imports[i]);
    }
    return ENT_OK;
}

static const ent_column troop_columns[] = {
    {"troops_12", "Troops of actor1 stationed in actor2", "Persons on active duty.",
     ENT_COLUMN_INTEGER, ENT_NEED_TROOPS, ENT_UNIT_DYAD, false},
    {"troops_21", "Troops of actor2 stationed in actor1", "Persons on active duty.",
     ENT_COLUMN_INTEGER, ENT_NEED_TROOPS, ENT_UNIT_DYAD, false},
};

static ent_status compute_troops(const ent_request *request, ent_error *err) {
    if (request->slice->troops == NULL) return lacking("deployments", err);
    copy_forth(request, request->slice->troops, request->out[0]);
    copy_back(request, request->slice->troops, request->out[1]);
    return ENT_OK;
}

/* ---- hostility ---- */

static const ent_column dispute_columns[] = {
    {"mid", "In a militarised interstate dispute with each other",
     "1 if on opposite sides of a dispute on any day of the year. Maoz et al. (2019).",
     ENT_COLUMN_INTEGER, ENT_NEED_DISPUTE, ENT_UNIT_DYAD, true},
    {"mid_hostility", "Highest hostility level of the year's disputes (0-5)",
     "1 no action, 2 threat, 3 display, 4 use of force, 5 war; of actor1 toward actor2 in a "
     "directed dyad, the higher of both in an undirected one.",
     ENT_COLUMN_INTEGER, ENT_NEED_DISPUTE, ENT_UNIT_DYAD, true},
};

static ent_status compute_disputes(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    if (slice->mid == NULL) return lacking("disputes", err);
    copy_forth(request, slice->mid, request->out[0]);
    copy_forth(request, slice->mid_hostility, request->out[1]);
    double *out = request->unit == ENT_UNIT_DIRECTED ? NULL : request->out[1];
    for (size_t p = 0; out != NULL && p < request->pairs->count; p++) {
        double other = back(request, slice->mid_hostility, p);
        if (other > out[p]) out[p] = other;
    }
    return ENT_OK;
}

static const ent_column rivalry_columns[] = {
    {"rivalry", "Strategic rivals", "Thompson, Sakuwa & Suhas (2021).", ENT_COLUMN_INTEGER,
     ENT_NEED_RIVALRY, ENT_UNIT_DYAD, true},
};

static ent_status compute_rivalry(const ent_request *request, ent_error *err) {
    if (request->slice->rivalry == NULL) return lacking("rivalries", err);
    copy_forth(request, request->slice->rivalry, request->out[0]);
    return ENT_OK;
}

/* ---- depth ---- */

#define DEPTH_NOTE                                                                                 \
    "Dynamic latent trait of what is signed and done (docs/depth.md); missing where no source "    \
    "covers the pair that year. "
static const ent_column depth_columns[] = {
    {"depth", "Depth of military ties", DEPTH_NOTE "Posterior mean.", ENT_COLUMN_REAL,
     ENT_NEED_DEPTH, ENT_UNIT_DYAD, false},
    {"depth_lo", "Depth: lower end of the 90% interval", DEPTH_NOTE, ENT_COLUMN_REAL,
     ENT_NEED_DEPTH, ENT_UNIT_DYAD, false},
    {"depth_hi", "Depth: upper end of the 90% interval", DEPTH_NOTE, ENT_COLUMN_REAL,
     ENT_NEED_DEPTH, ENT_UNIT_DYAD, false},
    {"gap", "Practice less what the formal record predicts",
     "Positive: more is done than pairs with a like formal record do (docs/depth.md).",
     ENT_COLUMN_REAL, ENT_NEED_DEPTH, ENT_UNIT_DYAD, false},
    {"gap_lo", "Gap: lower end of the 90% interval", "See gap.", ENT_COLUMN_REAL, ENT_NEED_DEPTH,
     ENT_UNIT_DYAD, false},
    {"gap_hi", "Gap: upper end of the 90% interval", "See gap.", ENT_COLUMN_REAL, ENT_NEED_DEPTH,
     ENT_UNIT_DYAD, false},
};
#undef DEPTH_NOTE

static ent_status compute_depth(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    if (slice->depth == NULL) return lacking("the estimate of depth", err);
    for (size_t p = 0; p < request->pairs->count; p++) {
        size_t cell = (size_t)request->pairs->i[p] * slice->n + request->pairs->j[p];
        for (size_t f = 0; f < sizeof depth_columns / sizeof depth_columns[0]; f++)
            if (request->out[f] != NULL)
                request->out[f][p] = (double)slice->depth[cell * ENT_DEPTH_FIELDS + f];
    }
    return ENT_OK;
}

/* ---- all of them ---- */

static const ent_family
    similarity_family = {similarity_columns,
                         sizeof similarity_columns / sizeof similarity_columns[0],
                         compute_similarity},
    obligation_family = {obligation_columns,
                         sizeof obligation_columns / sizeof obligation_columns[0],
                         compute_obligations},
    vote_family = {vote_columns, sizeof vote_columns / sizeof vote_columns[0], compute_votes},
    ideal_family = {ideal_columns, sizeof ideal_columns / sizeof ideal_columns[0], compute_ideal},
    power_family = {power_columns, sizeof power_columns / sizeof power_columns[0], compute_power},
    trade_family = {trade_columns, sizeof trade_columns / sizeof trade_columns[0], compute_trade},
    contiguity_family = {contiguity_columns,
                         sizeof contiguity_columns / sizeof contiguity_columns[0],
                         compute_contiguity},
    distance_family = {distance_columns, sizeof distance_columns / sizeof distance_columns[0],
                       compute_distance},
    exercise_family = {exercise_columns, sizeof exercise_columns / sizeof exercise_columns[0],
                       compute_exercises},
    agreement_family = {agreement_columns, sizeof agreement_columns / sizeof agreement_columns[0],
                        compute_agreements},
    arms_family = {arms_columns, sizeof arms_columns / sizeof arms_columns[0], compute_arms},
    dispute_family = {dispute_columns, sizeof dispute_columns / sizeof dispute_columns[0],
                      compute_disputes},
    rivalry_family = {rivalry_columns, sizeof rivalry_columns / sizeof rivalry_columns[0],
                      compute_rivalry},
    troop_family = {troop_columns, sizeof troop_columns / sizeof troop_columns[0], compute_troops},
    depth_family = {depth_columns, sizeof depth_columns / sizeof depth_columns[0], compute_depth};

size_t ent_dyad_families(const ent_family *const **families) {
    static const ent_family *const all[] = {
        &similarity_family, &obligation_family, &vote_family,       &ideal_family,
        &power_family,      &trade_family,      &contiguity_family, &distance_family,
        &exercise_family,   &agreement_family,  &arms_family,       &dispute_family,
        &rivalry_family,    &troop_family,      &depth_family};
    *families = all;
    return sizeof all / sizeof all[0];
}
