/* SPDX-License-Identifier: Apache-2.0 */
/* Names of roots, quad classes and topics. Roots: PLOVER codebook (Open Event Data Alliance 2018),
 * with the codes of CAMEO they took over. */
#include <string.h>

#include "entente/reader_model.h"

static const char *const roots[ENT_ROOTS] = {
    "AGREE",  "CONSULT",  "SUPPORT", "COOPERATE", "AID",      "YIELD",  "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE", "ASSAULT"};
static const char *const quads[ENT_QUADS] = {"none", "verbal cooperation", "material cooperation",
                                             "verbal conflict", "material conflict"};
static const char *const topics[ENT_SUBJECTS] = {
    "none",    "alliance", "agreement", "exercise", "transfer", "deployment", "exchange",
    "dispute", "rivalry",  "sanction",  "trade",    "threat",   "trust",      "interest"};

static const struct {
    const char *const *names;
    size_t count;
} heads[ENT_HEADS] = {
    {roots, ENT_ROOTS}, {quads, ENT_QUADS}, {quads, ENT_QUADS}, {topics, ENT_SUBJECTS}};

size_t ent_head_classes(ent_head head) {
    return heads[head].count;
}

const char *ent_class_name(ent_head head, size_t class_index) {
    return class_index < heads[head].count ? heads[head].names[class_index] : NULL;
}

bool ent_class_from_name(ent_head head, const char *name, size_t *class_index) {
    for (size_t k = 0; k < heads[head].count; k++)
        if (strcmp(heads[head].names[k], name) == 0) {
            *class_index = k;
            return true;
        }
    return false;
}

ent_quad ent_root_quad(ent_root root) {
    static const ent_quad of[ENT_ROOTS] = {
        [ENT_ROOT_AGREE] = ENT_QUAD_VERBAL_COOPERATION,
        [ENT_ROOT_CONSULT] = ENT_QUAD_VERBAL_COOPERATION,
        [ENT_ROOT_SUPPORT] = ENT_QUAD_VERBAL_COOPERATION,
        [ENT_ROOT_COOPERATE] = ENT_QUAD_MATERIAL_COOPERATION,
        [ENT_ROOT_AID] = ENT_QUAD_MATERIAL_COOPERATION,
        [ENT_ROOT_YIELD] = ENT_QUAD_MATERIAL_COOPERATION,
        [ENT_ROOT_REQUEST] = ENT_QUAD_VERBAL_CONFLICT,
        [ENT_ROOT_ACCUSE] = ENT_QUAD_VERBAL_CONFLICT,
        [ENT_ROOT_REJECT] = ENT_QUAD_VERBAL_CONFLICT,
        [ENT_ROOT_THREATEN] = ENT_QUAD_VERBAL_CONFLICT,
        [ENT_ROOT_PROTEST] = ENT_QUAD_MATERIAL_CONFLICT,
        [ENT_ROOT_SANCTION] = ENT_QUAD_MATERIAL_CONFLICT,
        [ENT_ROOT_MOBILIZE] = ENT_QUAD_MATERIAL_CONFLICT,
        [ENT_ROOT_COERCE] = ENT_QUAD_MATERIAL_CONFLICT,
        [ENT_ROOT_ASSAULT] = ENT_QUAD_MATERIAL_CONFLICT,
    };
    return of[root];
}

const char *ent_root_cameo(ent_root root) {
    static const char *const of[ENT_ROOTS] = {
        [ENT_ROOT_AGREE] = "03",      [ENT_ROOT_CONSULT] = "04",   [ENT_ROOT_SUPPORT] = "05",
        [ENT_ROOT_COOPERATE] = "06",  [ENT_ROOT_AID] = "07",       [ENT_ROOT_YIELD] = "08",
        [ENT_ROOT_REQUEST] = "10 02", [ENT_ROOT_ACCUSE] = "11 09", [ENT_ROOT_REJECT] = "12",
        [ENT_ROOT_THREATEN] = "13",   [ENT_ROOT_PROTEST] = "14",   [ENT_ROOT_SANCTION] = "16",
        [ENT_ROOT_MOBILIZE] = "15",   [ENT_ROOT_COERCE] = "17",    [ENT_ROOT_ASSAULT] = "18 19 20",
    };
    return of[root];
}
