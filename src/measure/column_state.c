/* SPDX-License-Identifier: Apache-2.0 */
/* Columns of states. */
#include <stdlib.h>

#include "base/array.h"
#include "measure/column.h"

#define NMC "National Material Capabilities. Singer, Bremer & Stuckey (1972)."

static const ent_column power_columns[] = {
    {"cinc", "Composite Index of National Capability",
     "Mean over the non-missing components of the state's share in the year's sum. Singer, Bremer "
     "& Stuckey (1972).",
     ENT_COLUMN_REAL, ENT_NEED_CAPABILITY, ENT_UNIT_STATE, true},
    {"milex", "Military expenditure, thousands (pounds to 1913, dollars since)", NMC,
     ENT_COLUMN_REAL, ENT_NEED_CAPABILITY, ENT_UNIT_STATE, true},
    {"milper", "Military personnel, thousands", NMC, ENT_COLUMN_REAL, ENT_NEED_CAPABILITY,
     ENT_UNIT_STATE, true},
    {"irst", "Iron and steel production, thousand tons", NMC, ENT_COLUMN_REAL, ENT_NEED_CAPABILITY,
     ENT_UNIT_STATE, true},
    {"pec", "Primary energy consumption, thousand coal-ton equivalents", NMC, ENT_COLUMN_REAL,
     ENT_NEED_CAPABILITY, ENT_UNIT_STATE, true},
    {"tpop", "Total population, thousands", NMC, ENT_COLUMN_REAL, ENT_NEED_CAPABILITY,
     ENT_UNIT_STATE, true},
    {"upop", "Urban population, thousands", NMC, ENT_COLUMN_REAL, ENT_NEED_CAPABILITY,
     ENT_UNIT_STATE, true},
};

static ent_status compute_power(const ent_request *request, ent_error *err) {
    for (size_t k = 1; k <= ENT_CAPABILITIES; k++)
        if (request->out[k] != NULL)
            ent_slice_capability(request->slice, (ent_capability)(k - 1), request->out[k]);
    return request->out[0] != NULL ? ent_slice_cinc(request->slice, request->out[0], err) : ENT_OK;
}

/* Copy a vector of the slice. */
static ent_status copy(const ent_request *request, const double *vector, size_t k, const char *part,
                       ent_error *err) {
    if (request->out[k] == NULL) return ENT_OK;
    if (vector == NULL)
        return ent_fail(err, ENT_ERR_USAGE, "the slice was loaded without %s", part);
    for (size_t i = 0; i < request->slice->n; i++)
        request->out[k][i] = vector[i];
    return ENT_OK;
}

static const ent_column ideal_columns[] = {
    {"ideal_point", "Ideal point in the UN General Assembly",
     "Of the session that began that year. Bailey, Strezhnev & Voeten (2017).", ENT_COLUMN_REAL,
     ENT_NEED_IDEAL, ENT_UNIT_STATE, true},
};

static ent_status compute_ideal(const ent_request *request, ent_error *err) {
    return copy(request, request->slice->ideal, 0, "ideal points", err);
}

static const ent_column trade_columns[] = {
    {"trade_total", "Recorded imports and exports, millions of current dollars",
     "Sum over partners with a known flow. Barbieri, Keshk & Pollins (2009).", ENT_COLUMN_REAL,
     ENT_NEED_TRADE, ENT_UNIT_STATE, true},
};

static ent_status compute_trade(const ent_request *request, ent_error *err) {
    return copy(request, request->slice->trade_total, 0, "trade", err);
}

static const ent_column arms_columns[] = {
    {"arms_imports", "Arms received from all suppliers, TIV millions",
     "SIPRI trend-indicator values; suppliers that are no states included.", ENT_COLUMN_REAL,
     ENT_NEED_ARMS, ENT_UNIT_STATE, true},
    {"arms_exports", "Arms supplied to all recipients, TIV millions",
     "SIPRI trend-indicator values; recipients that are no states included.", ENT_COLUMN_REAL,
     ENT_NEED_ARMS, ENT_UNIT_STATE, true},
};

static ent_status compute_arms(const ent_request *request, ent_error *err) {
    ent_status status = copy(request, request->slice->arms_imports, 0, "arms transfers", err);
    if (status != ENT_OK) return status;
    return copy(request, request->slice->arms_exports, 1, "arms transfers", err);
}

/* ---- partners: how many others a relation holds with ---- */

static const ent_column partner_columns[] = {
    {"defense_partners", "States it owes defence or is owed defence by",
     "Partners in alliances in force on any day of the year. Leeds et al. (2002).",
     ENT_COLUMN_INTEGER, ENT_NEED_ALLIANCE, ENT_UNIT_STATE, true},
    {"agreement_partners", "States with a defence cooperation agreement in force", "Kinne (2020).",
     ENT_COLUMN_INTEGER, ENT_NEED_AGREEMENT, ENT_UNIT_STATE, true},
    {"exercise_partners", "States it held joint exercises with", "Exercises begun in the year.",
     ENT_COLUMN_INTEGER, ENT_NEED_EXERCISE, ENT_UNIT_STATE, true},
    {"mid_opponents", "States it was in a militarised dispute with", "Maoz et al. (2019).",
     ENT_COLUMN_INTEGER, ENT_NEED_DISPUTE, ENT_UNIT_STATE, true},
    {"rivals", "Strategic rivals", "Thompson, Sakuwa & Suhas (2021).", ENT_COLUMN_INTEGER,
     ENT_NEED_RIVALRY, ENT_UNIT_STATE, true},
};

static void count_defense(const ent_slice *slice, double *out) {
    for (size_t i = 0; i < slice->n; i++) {
        double count = 0;
        for (size_t j = 0; j < slice->n; j++)
            count += ((slice->obligation[i * slice->n + j] | slice->obligation[j * slice->n + i]) &
                      ENT_DEFENSE) != 0;
        out[i] = slice->alliance_covered ? count : ent_missing();
    }
}

/* Others with a positive entry; missing when no entry of the row is known. */
static void count_positive(const ent_slice *slice, const double *matrix, double *out) {
    for (size_t i = 0; i < slice->n; i++) {
        double count = 0;
        bool known = false;
        for (size_t j = 0; j < slice->n; j++) {
            if (i == j || ent_is_missing(matrix[i * slice->n + j])) continue;
            known = true;
            count += matrix[i * slice->n + j] > 0;
        }
        out[i] = known ? count : ent_missing();
    }
}

static ent_status compute_partners(const ent_request *request, ent_error *err) {
    const ent_slice *slice = request->slice;
    const double *const matrices[] = {NULL, slice->agreements_force, slice->exercises, slice->mid,
                                      slice->rivalry};
    if (request->out[0] != NULL && slice->obligation == NULL)
        return ent_fail(err, ENT_ERR_USAGE, "the slice was loaded without alliances");
    if (request->out[0] != NULL) count_defense(slice, request->out[0]);
    for (size_t k = 1; k < sizeof matrices / sizeof matrices[0]; k++) {
        if (request->out[k] == NULL) continue;
        if (matrices[k] == NULL)
            return ent_fail(err, ENT_ERR_USAGE, "the slice was loaded without what %s needs",
                            partner_columns[k].name);
        count_positive(slice, matrices[k], request->out[k]);
    }
    return ENT_OK;
}

static const ent_family
    power_family = {power_columns, sizeof power_columns / sizeof power_columns[0], compute_power},
    ideal_family = {ideal_columns, sizeof ideal_columns / sizeof ideal_columns[0], compute_ideal},
    trade_family = {trade_columns, sizeof trade_columns / sizeof trade_columns[0], compute_trade},
    arms_family = {arms_columns, sizeof arms_columns / sizeof arms_columns[0], compute_arms},
    partner_family = {partner_columns, sizeof partner_columns / sizeof partner_columns[0],
                      compute_partners};

size_t ent_state_families(const ent_family *const **families) {
    static const ent_family *const all[] = {&power_family, &ideal_family, &trade_family,
                                            &arms_family, &partner_family};
    *families = all;
    return sizeof all / sizeof all[0];
}
