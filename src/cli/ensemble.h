/* SPDX-License-Identifier: Apache-2.0 */
/* Many simulations of one model, gathered by place so that results do not depend on the order in
 * which threads finish: figures of each outcome, how often ties were there, edge lists. */
#ifndef ENTENTE_CLI_ENSEMBLE_H
#define ENTENTE_CLI_ENSEMBLE_H

#include "base/array.h"
#include "cli/model.h"
#include "panel/output.h"

typedef struct cli_ensemble {
    /* what to do */
    const ent_saom_setup *setup;
    const double *value;
    uint64_t seed;
    size_t count;
    size_t forward; /* periods beyond the last wave of the last group; 0: the observed periods */
    int threads;
    bool want_ties;    /* how often each tie is there, by period */
    bool want_bits;    /* which ties are there in each simulation's last period */
    ent_output *edges; /* where edge lists go; NULL: nowhere */
    /* what comes out */
    size_t periods, variables, n;
    double *figure;   /* count × periods × variables × ENT_SAOM_DESCRIPTIONS */
    double *observed; /* periods × variables × ENT_SAOM_DESCRIPTIONS; NULL beyond the last wave */
    uint32_t *ties;   /* periods × variables × n × n */
    uint64_t *bits;   /* count × variables × words */
    size_t words;
    bool stopped; /* by Ctrl-C: the first `done` simulations are whole */
    size_t done;
    /* a block under way */
    ent_text *text; /* by simulation, period, variable of the block */
    size_t first;
    ent_status status;
    ent_error *err;
} cli_ensemble;

/* Run it; @p ensemble has what to do. Errors: LIMIT (ties of too many actors), IO, MEMORY. */
ent_status cli_ensemble_run(cli_ensemble *ensemble, ent_error *err);
void cli_ensemble_free(cli_ensemble *ensemble);
/* A figure over the simulations done, missing ones left out, sorted; how many there are. */
size_t cli_ensemble_figure(const cli_ensemble *ensemble, size_t period, size_t variable,
                           size_t figure, double *sorted);
/* The same figure of what was observed; missing beyond the last wave. */
double cli_ensemble_observed(const cli_ensemble *ensemble, size_t period, size_t variable,
                             size_t figure);
/* The group an outcome's period is of. */
size_t cli_ensemble_group(const cli_ensemble *ensemble, size_t period);
/* Its waves: "1980-1985". */
void cli_ensemble_period(const cli_ensemble *ensemble, size_t period,
                         char text[ENT_SAOM_PARAMETER_LABEL]);
/* Names of variables in the order of their numbers; freed by the caller. */
ent_status cli_variables(const ent_saom_model *model, const char ***name, size_t *count,
                         ent_error *err);
double cli_quantile(const double *sorted, size_t count, double p);

#endif
