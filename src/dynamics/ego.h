/* SPDX-License-Identifier: Apache-2.0 */
/* The state seen from an actor: two-path counts and touched alters, gathered by walking ego's
 * neighbours' neighbours, and cleared the same way. */
#ifndef ENTENTE_DYNAMICS_EGO_H
#define ENTENTE_DYNAMICS_EGO_H

#include "dynamics/model.h"

/* Memory for one actor's sight of networks of up to n actors; scratch for up to @p slots terms. */
ent_status saom_ego_new(saom_ego *ego, size_t n, size_t slots, ent_error *err);
void saom_ego_free(saom_ego *ego, size_t slots);
/* Give every term with a prepare() its scratch. */
ent_status saom_ego_scratch(saom_ego *ego, size_t n, saom_term *const *term, size_t terms,
                            ent_error *err);

/* Look from actor i at its variable's network. The first touched actor is i itself. O(two-paths
 * asked for by @p counts). */
void saom_ego_begin(saom_ego *ego, const saom_view *view, size_t variable, size_t i,
                    unsigned counts, saom_term *const *term, size_t terms);
void saom_ego_end(saom_ego *ego, saom_term *const *term, size_t terms);
/* Whether what is kept by actor is cleared all at once rather than at the touched: faster unless
 * they are few. */
static inline bool saom_ego_clears_all(const saom_ego *ego) {
    return ego->count * 8 > ego->view->group->data->n;
}
/* Touch every actor of the group. */
void saom_ego_touch_all(saom_ego *ego);

/* Counts any of the terms reads. */
unsigned saom_counts(saom_term *const *term, size_t terms);

#endif
