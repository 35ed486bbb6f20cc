/* SPDX-License-Identifier: Apache-2.0 */
/* What the forms of a table share: one ent_form for each ending of a file's name. */
#ifndef ENTENTE_PANEL_WRITER_H
#define ENTENTE_PANEL_WRITER_H

#include "entente/panel.h"
#include "panel/output.h"

typedef struct ent_form {
    const char *ending;
    /* Check the fields, make writer->state. The strings of writer->fields but the names are the
     * caller's, and gone after this call. */
    ent_status (*begin)(ent_writer *writer, const char *title, const char *const *notes,
                        ent_error *err);
    ent_status (*rows)(ent_writer *writer, size_t count, const double *const *values,
                       const char *const *const *texts, ent_error *err);
    ent_status (*end)(ent_writer *writer, ent_error *err);
    void (*free)(void *state); /* NULL included */
} ent_form;

extern const ent_form ent_form_csv;
extern const ent_form ent_form_csv_gz;
extern const ent_form ent_form_dta;
extern const ent_form ent_form_sav;

struct ent_writer {
    const ent_form *form;
    void *state; /* the form's own */
    ent_output *output;
    char *path; /* as given, for messages */
    char *names;
    ent_field *fields;
    size_t field_count;
    size_t rows_announced;
    size_t rows_written;
    bool failed;
};

#endif
