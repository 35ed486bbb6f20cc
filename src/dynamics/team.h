/* SPDX-License-Identifier: Apache-2.0 */
/* Simulations shared out over the processes of a team. */
#ifndef ENTENTE_DYNAMICS_TEAM_H
#define ENTENTE_DYNAMICS_TEAM_H

#include "dynamics/pool.h"
#include "entente/team.h"

/* What process 0 does for saom_pool_run() when the others serve: all simulate their part, which is
 * gathered into @p results. */
ent_status saom_team_run(saom_pool *pool, const double *coefficient, uint32_t stream, size_t first,
                         size_t count, const saom_results *results, ent_error *err);

#endif
