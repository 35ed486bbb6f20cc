/* SPDX-License-Identifier: Apache-2.0 */
/* The table of effects: families gathered, lookup by name. */
#include <string.h>

#include "dynamics/effect.h"
#include "dynamics/nearest.h"

static const saom_effect_def *const families[] = {
    saom_effects_degree,    saom_effects_activity,  saom_effects_assortativity,
    saom_effects_triadic,   saom_effects_closure,   saom_effects_covariate,
    saom_effects_attribute, saom_effects_dyadic,    saom_effects_network,
    saom_effects_mixed,     saom_effects_behaviour, saom_effects_influence,
    saom_effects_rate};
enum { FAMILIES = sizeof families / sizeof families[0] };

static const saom_effect_def *effect_at(size_t index) {
    for (size_t f = 0; f < FAMILIES; f++)
        for (const saom_effect_def *def = families[f]; def->name != NULL; def++)
            if (index-- == 0) return def;
    return NULL;
}

size_t ent_saom_effect_count(void) {
    size_t count = 0;
    while (effect_at(count) != NULL)
        count++;
    return count;
}

static const char *applies(saom_kind kind) {
    if (kind == SAOM_NETWORK_EFFECT) return "network";
    return kind == SAOM_BEHAVIOUR_EFFECT ? "behaviour" : "rate";
}

static const char *needs(saom_need need) {
    static const char *const word[] = {"", "covariate", "dyadic", "network"};
    return word[need];
}

static const char *networks(unsigned sorts) {
    static const char *const word[] = {"", "directed", "undirected", "any"};
    return word[sorts];
}

ent_saom_effect_info ent_saom_effect_at(size_t index) {
    const saom_effect_def *def = effect_at(index);
    if (def == NULL)
        return (ent_saom_effect_info){.name = "", .applies = "", .needs = "", .with = ""};
    return (ent_saom_effect_info){
        .name = def->name,
        .applies = applies(def->kind),
        .label = def->label,
        .formula = def->formula,
        .citation = def->citation,
        .needs = needs(def->covariate),
        .parameter = def->parameter != 0 ? def->parameter : ent_missing(),
        .with = needs(def->with),
        .networks = networks(def->sorts),
        .parameter_most = def->parameter_most != 0 ? def->parameter_most : ent_missing(),
        .evaluation_only = def->evaluation_only,
    };
}

const saom_effect_def *saom_effect_find(const char *name, saom_kind kind) {
    const saom_effect_def *def = NULL;
    for (size_t k = 0; (def = effect_at(k)) != NULL; k++)
        if (def->kind == kind && strcmp(def->name, name) == 0) return def;
    return NULL;
}

ent_status saom_effect_unknown(const char *name, saom_kind kind, ent_error *err) {
    enum { OFFERED = 3 };
    const char *best[OFFERED] = {"", "", ""};
    size_t far[OFFERED] = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    const saom_effect_def *def = NULL;
    for (size_t k = 0; (def = effect_at(k)) != NULL; k++) {
        if (def->kind != kind) continue;
        size_t own = saom_word_distance(name, def->name);
        for (size_t o = 0; o < OFFERED; o++)
            if (own < far[o]) {
                for (size_t p = OFFERED - 1; p > o; p--)
                    far[p] = far[p - 1], best[p] = best[p - 1];
                far[o] = own;
                best[o] = def->name;
                break;
            }
    }
    return ent_fail(err, ENT_ERR_NOT_FOUND, "no %s effect %s; nearest: %s, %s, %s", applies(kind),
                    name, best[0], best[1], best[2]);
}
