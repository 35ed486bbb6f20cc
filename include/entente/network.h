/* SPDX-License-Identifier: Apache-2.0 */
/** @file network.h
 * Networks of states straight from the store, for model files: `actors = system:cow`,
 * `store = alliance:defense`, `store = agreements_force > 0 or exercises > 0`,
 * `store = log(cinc)`, `store = shared(rivalry)` (docs/model-file.md).
 */
#ifndef ENTENTE_NETWORK_H
#define ENTENTE_NETWORK_H

#include "entente/measure.h"
#include "entente/model.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Reads what model files ask of a store. */
typedef struct ent_network_source ent_network_source;

/** Store and registry must outlive it. Errors: MEMORY. */
ent_status ent_network_source_new(ent_network_source **out, ent_store *store,
                                  const ent_actors *actors, ent_error *err);
void ent_network_source_free(ent_network_source *source);
/** What to hand to ent_saom_setup_read(); valid as long as the source. A wave is a year: ties are
 * those of any day of it, an actor is there if it was a member on its last day. Errors of its
 * calls: USAGE (a wave that is no year, an expression that cannot be read), NOT_FOUND (no such
 * column, with the nearest), STORE, MEMORY. */
ent_saom_supplier ent_network_source_supplier(ent_network_source *source);

#ifdef __cplusplus
}
#endif
#endif
