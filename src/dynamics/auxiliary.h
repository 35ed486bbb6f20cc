/* SPDX-License-Identifier: Apache-2.0 */
/* Features of a network no effect was fitted to, for judging fit. Networks here are lists of ties
 * already cleared of what is missing. */
#ifndef ENTENTE_DYNAMICS_AUXILIARY_H
#define ENTENTE_DYNAMICS_AUXILIARY_H

#include "dynamics/net.h"

/* Actors with at most k · step ties, k = 0 … levels − 1; out-ties or in-ties. O(n). */
void saom_degrees(const saom_net *net, bool in, size_t step, size_t levels, double *out);

enum { SAOM_TRIAD_CLASSES = 16, SAOM_TRIAD_CLASSES_UNDIRECTED = 4 };
/* Triads by class (Holland & Leinhardt 1970; their order 003, 012, 102, 021D, … 300), or by number
 * of ties when not directed: 4. O(Σ over ties of degrees) (Batagelj & Mrvar 2001). */
void saom_triads(const saom_net *net, double *out);
const char *saom_triad_name(size_t class, bool directed);

/* Ordered pairs at most 1 … levels steps apart along ties. O(n · ties). */
ent_status saom_geodesics(const saom_net *net, size_t levels, double *out, ent_error *err);

/* Largest cliques (that no other contains) of size 1 … levels, the last also larger ones
 * (cliques.c). Errors: LIMIT, MEMORY. */
ent_status saom_cliques(const saom_net *net, size_t levels, double *out, ent_error *err);

#endif
