/* SPDX-License-Identifier: Apache-2.0 */
/* Words for what a candidate holds, and its classes in order. */
#include "entente/finding.h"

const char *ent_mention_kind_name(ent_mention_kind kind) {
    static const char *const names[] = {"none",   "state",    "demonym",      "capital",
                                        "leader", "ministry", "organisation", "service",
                                        "bloc",   "pair",     "pronoun"};
    return names[kind];
}

const char *ent_precision_name(ent_precision precision) {
    static const char *const names[] = {"day",  "week",   "month", "season",
                                        "year", "decade", "vague"};
    return names[precision];
}

static void insert(ent_ranked *ranked, size_t count, ent_ranked one) {
    size_t at = count;
    for (; at > 0 && ranked[at - 1].probability < one.probability; at--)
        ranked[at] = ranked[at - 1];
    ranked[at] = one;
}

size_t ent_finding_subjects(const ent_finding *finding, ent_ranked ranked[ENT_CLASSES]) {
    for (size_t k = 0; k < ENT_SUBJECTS; k++)
        insert(ranked, k, (ent_ranked){k, finding->subject[k]});
    return ENT_SUBJECTS;
}

size_t ent_finding_roots(const ent_finding *finding, ent_ranked ranked[ENT_CLASSES]) {
    for (size_t k = 0; k < ENT_ROOTS; k++)
        insert(ranked, k, (ent_ranked){k, finding->root[k]});
    insert(ranked, ENT_ROOTS, (ent_ranked){ENT_ROOTS, finding->no_event});
    return ENT_ROOTS + 1;
}
