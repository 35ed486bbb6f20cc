/* SPDX-License-Identifier: Apache-2.0 */
/* A candidate on the terminal. */
#ifndef ENTENTE_CLI_REVIEW_PRINT_H
#define ENTENTE_CLI_REVIEW_PRINT_H

#include "read/review.h"

/* Its page, its words with the actors marked (@p bold, else in brackets), who says so, what it may
 * be, when. */
void cli_print_candidate(const ent_review *review, size_t index, bool bold);

#endif
