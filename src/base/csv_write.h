/* SPDX-License-Identifier: Apache-2.0 */
/* Writing comma-separated rows to a gzip file whose bytes depend on the rows alone. */
#ifndef ENTENTE_BASE_CSV_WRITE_H
#define ENTENTE_BASE_CSV_WRITE_H

#include "entente/base.h"

typedef struct ent_csv_out ent_csv_out;

/* Begin FOLDER/NAME, under the name NAME.part until ent_csv_out_settle(); @header is its first
 * line. Errors: IO, MEMORY. */
ent_status ent_csv_out_open(ent_csv_out **out, const char *folder, const char *name,
                            const char *header, ent_error *err);
/* Fields of a row, in order; quoted where RFC 4180 asks for it. Failures are kept for close(). */
void ent_csv_out_text(ent_csv_out *out, const char *text);
void ent_csv_out_integer(ent_csv_out *out, int64_t value);
void ent_csv_out_real(ent_csv_out *out, double value);  /* missing is an empty field */
void ent_csv_out_date(ent_csv_out *out, ent_date date); /* year 0 is an empty field */
void ent_csv_out_end(ent_csv_out *out);
/* Finish; a file without rows is removed. Frees @out whatever the result. */
ent_status ent_csv_out_close(ent_csv_out *out, ent_error *err);
/* All files of a folder are finished: with @status ENT_OK each gets its name, and an older file of
 * a name that has no rows now goes; otherwise what was begun is removed. Returns @status, or IO. */
ent_status ent_csv_out_settle(const char *folder, const char *const *names, size_t count,
                              ent_status status, ent_error *err);

#endif
