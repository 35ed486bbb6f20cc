/* SPDX-License-Identifier: Apache-2.0 */
/* entente read --review: a person walks through candidates in a terminal, or by a pipe. */
#ifndef ENTENTE_CLI_READ_REVIEW_H
#define ENTENTE_CLI_READ_REVIEW_H

/* @p output NULL: FILE.reviewed.jsonl beside FILE.jsonl; @p reviewer NULL: the user's name. Returns
 * the exit status. */
int cli_review(const char *path, const char *output, const char *reviewer);

#endif
