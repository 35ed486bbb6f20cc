/* SPDX-License-Identifier: Apache-2.0 */
/** @file team.h
 * Several processes that simulate for one: MPI, where the library was built with it
 * (ENTENTE_MPI). Process 0 searches, tests and prints; the others simulate what it asks of them.
 * Figures do not depend on how many there are. Without MPI, or outside `mpirun`, a team is of one.
 */
#ifndef ENTENTE_TEAM_H
#define ENTENTE_TEAM_H

#include "entente/dynamics.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Join the team if the program was started by `mpirun` or `srun`; once, before all else. */
void ent_team_join(void);
/** Leave it; the last call. Harmless where nobody joined. */
void ent_team_leave(void);
size_t ent_team_size(void);
/** This process among them, from 0. */
size_t ent_team_rank(void);
/** Whether all got here well: the same everywhere. @p err receives the message of the first that
 * did not, where this one did. Every process calls it with what happened to it. */
ent_status ent_team_agree(ent_status status, ent_error *err);

/** In processes other than 0: simulate what process 0 asks for of this model, made alike in all of
 * them, until it calls ent_team_dismiss(). @p threads as in ent_saom_options. */
ent_status ent_team_serve(const ent_saom_model *model, int threads, ent_error *err);
/** In process 0: let the others return from ent_team_serve(). */
void ent_team_dismiss(void);

#ifdef __cplusplus
}
#endif

#endif
