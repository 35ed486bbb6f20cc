/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds by name, and the kinds that series of figures belong to. */
#include <string.h>

#include "store/sql.h"

static const char *const names[ENT_KINDS] = {
    [ENT_ALLIANCE] = "alliance",
    [ENT_AGREEMENT] = "agreement",
    [ENT_EXERCISE] = "exercise",
    [ENT_TRANSFER] = "transfer",
    [ENT_DEPLOYMENT] = "deployment",
    [ENT_EXCHANGE] = "exchange",
    [ENT_DISPUTE] = "dispute",
    [ENT_RIVALRY] = "rivalry",
    [ENT_SANCTION] = "sanction",
    [ENT_TRADE] = "trade",
    [ENT_VOTE] = "vote",
    [ENT_EVENT] = "event",
    [ENT_STATEMENT] = "statement",
    [ENT_MEMBERSHIP] = "membership",
    [ENT_CAPABILITIES_KIND] = "capabilities",
    [ENT_IDEAL_POINT] = "ideal point",
    [ENT_CONTIGUITY] = "contiguity",
    [ENT_CAPITAL] = "capital",
};

const char *ent_kind_name(ent_kind kind) {
    return (unsigned)kind < ENT_KINDS ? names[kind] : "";
}

bool ent_kind_from_name(const char *name, ent_kind *kind) {
    for (int i = 0; i < ENT_KINDS; i++) {
        if (strcmp(names[i], name) != 0) continue;
        *kind = (ent_kind)i;
        return true;
    }
    return false;
}

ent_kind ent_kind_of_series(const char *series) {
    static const struct {
        const char *series;
        ent_kind kind;
    } kinds[] = {
        {"trade", ENT_TRADE},
        {"arms", ENT_TRANSFER},
        {"arms_imports", ENT_TRANSFER},
        {"arms_exports", ENT_TRANSFER},
        {"troops", ENT_DEPLOYMENT},
        {"ideal_point", ENT_IDEAL_POINT},
        {"contiguity", ENT_CONTIGUITY},
        {"milex", ENT_CAPABILITIES_KIND},
        {"milper", ENT_CAPABILITIES_KIND},
        {"irst", ENT_CAPABILITIES_KIND},
        {"pec", ENT_CAPABILITIES_KIND},
        {"tpop", ENT_CAPABILITIES_KIND},
        {"upop", ENT_CAPABILITIES_KIND},
        {"cinc", ENT_CAPABILITIES_KIND},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].series, series) == 0) return kinds[i].kind;
    return ENT_KINDS;
}
