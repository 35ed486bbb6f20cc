/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates of a page for people. */
#ifndef ENTENTE_CLI_READ_PRINT_H
#define ENTENTE_CLI_READ_PRINT_H

#include "entente/finding.h"

/* Print what a page findings, in the order of the page: kind, actors, when, how much; the quotes;
 * who says so. Names of actors are in the language. */
void cli_print_findings(const ent_actors *actors, const ent_document *document,
                        const ent_findings *findings, ent_language language, size_t width);

#endif
