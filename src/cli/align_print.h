/* SPDX-License-Identifier: Apache-2.0 */
/* A page with its translations, for people and for programs. */
#ifndef ENTENTE_CLI_ALIGN_PRINT_H
#define ENTENTE_CLI_ALIGN_PRINT_H

#include "entente/align.h"

/* English left and Chinese right in @p width columns, one above the other when that is narrow; then
 * what lacks a translation. Errors: MEMORY. */
ent_status cli_print_aligned(const ent_document *document, const ent_alignment *alignment,
                             size_t width, ent_error *err);
/* One JSON object on one line. Errors: MEMORY. */
ent_status cli_print_aligned_json(const ent_document *document, const ent_alignment *alignment,
                                  ent_error *err);

#endif
