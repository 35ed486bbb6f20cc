/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of a fit beside its estimates: as text for people and as members of its JSON. */
#ifndef ENTENTE_CLI_FIT_MORE_H
#define ENTENTE_CLI_FIT_MORE_H

#include <jansson.h>

#include "base/array.h"
#include "cli/model.h"

typedef struct cli_more {
    const cli_model *model;
    const ent_saom_fit *fit;
    ent_saom_sampling sampling;
    ent_text text;
    json_t *json; /* an object */
} cli_more;

/* Score-type tests of the effects marked `test`; nothing if there are none. */
ent_status cli_more_score_tests(cli_more *more, ent_error *err);
ent_status cli_more_heterogeneity(cli_more *more, ent_error *err);
ent_status cli_more_importance(cli_more *more, ent_error *err);
/* Goodness of fit of every variable; violin plots go to the file @p svg. */
ent_status cli_more_goodness(cli_more *more, const char *svg, ent_error *err);

#endif
