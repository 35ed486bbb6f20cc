/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/sampler.h"

#include "base/number.h"

/* A whole number within bounds, or wrong usage. */
static unsigned whole(struct argp_state *state, const char *name, const char *text, int64_t least,
                      int64_t most) {
    int64_t value = 0;
    if (!ent_integer_read(text, &value) || value < least || value > most)
        argp_error(state, "--%s: expected a number from %lld to %lld, found '%s'", name,
                   (long long)least, (long long)most, text);
    return (unsigned)value;
}

error_t cli_parse_sampler(int key, char *argument, struct argp_state *state,
                          ent_latent_options *model) {
    switch (key) {
    case CLI_KEY_DRAWS:
        model->draws = whole(state, "draws", argument, 4, 1000000);
        return 0;
    case CLI_KEY_BURN_IN:
        model->burn_in = whole(state, "burn-in", argument, 0, 1000000);
        return 0;
    case CLI_KEY_CHAINS:
        model->chains = whole(state, "chains", argument, 1, 64);
        return 0;
    case CLI_KEY_RESUME:
        model->state = argument;
        return 0;
    case CLI_KEY_SEED:
        model->seed = whole(state, "seed", argument, 0, UINT32_MAX);
        return 0;
    case CLI_KEY_THREADS:
        model->threads = whole(state, "threads", argument, 1, 1024);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}
