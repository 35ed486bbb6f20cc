/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with data or options. */
#ifndef ENTENTE_LATENT_CHECK_H
#define ENTENTE_LATENT_CHECK_H

#include "entente/latent.h"

/* Errors: USAGE naming the option, MEMORY. */
ent_status ent_latent_check_options(const ent_latent_options *options, ent_error *err);
/* Errors: USAGE naming the item, spell or node; MEMORY. O(observations + nodes + items). */
ent_status ent_latent_check_data(const ent_latent_data *data, ent_error *err);
/* Whether an item can have a value; node and number of the item are for the message. */
ent_status ent_latent_check_value(const ent_latent_item *item, size_t node, uint32_t number,
                                  double value, ent_error *err);

#endif
