/* SPDX-License-Identifier: Apache-2.0 */
/* Terms of membership in a system of states, as both lists of states give them. */
#ifndef ENTENTE_IMPORT_TERMS_H
#define ENTENTE_IMPORT_TERMS_H

#include "import/importer.h"

/* Far above any list of states; keeps the search for overlaps short whatever the input. */
enum { ENT_TERMS_MAX = 4096 };

/* Zero-initialise; free with ent_terms_free(). */
typedef struct ent_terms {
    ent_term *list;
    size_t count, capacity;
} ent_terms;

/* Add the term of the current row. Errors: FORMAT when it ends before it begins or overlaps
 * another term of the same code; LIMIT; MEMORY. O(terms). */
ent_status ent_terms_add(ent_terms *terms, const ent_csv *csv, int32_t code, ent_date first,
                         ent_date last, ent_error *err);
/* Write them, those that end on the list's last day as open, and the coverage from the first
 * term's year to that day's. */
ent_status ent_terms_write(const ent_terms *terms, ent_reading *reading, ent_system system,
                           ent_error *err);
void ent_terms_free(ent_terms *terms);

#endif
