/* SPDX-License-Identifier: Apache-2.0 */
/* The options of the latent model's sampler, alike in the commands that offer it. */
#ifndef ENTENTE_CLI_SAMPLER_H
#define ENTENTE_CLI_SAMPLER_H

#include <argp.h>

#include "entente/latent.h"

/* Keys of the options; a command's own are below them. */
enum {
    CLI_KEY_DRAWS = 64,
    CLI_KEY_BURN_IN,
    CLI_KEY_CHAINS,
    CLI_KEY_RESUME,
    CLI_KEY_SEED,
    CLI_KEY_THREADS
};

/* Set what the option says; ARGP_ERR_UNKNOWN for other keys. A number out of bounds is wrong usage.
 */
error_t cli_parse_sampler(int key, char *argument, struct argp_state *state,
                          ent_latent_options *model);

#endif
