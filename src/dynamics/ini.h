/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a model file: sections, keys and values with the line they stand on (by inih). */
#ifndef ENTENTE_DYNAMICS_INI_H
#define ENTENTE_DYNAMICS_INI_H

#include "entente/base.h"

/* "[kind name]" and "key = value"; a value may go on in lines that begin with a blank. */
typedef struct saom_item {
    char *kind, *name, *key, *value;
    int line;
} saom_item;

typedef struct saom_ini {
    const char *path;
    saom_item *item;
    size_t count, room;
} saom_ini;

/* Errors: FORMAT (no text, a line that is none of the above, too long), LIMIT, MEMORY. */
ent_status saom_ini_read(saom_ini *ini, const char *path, const char *text, size_t size,
                         ent_error *err);
void saom_ini_free(saom_ini *ini);
/* The value of a key in the section, or NULL; given twice it is the last. */
const saom_item *saom_ini_find(const saom_ini *ini, const char *kind, const char *name,
                               const char *key);
/* "PATH:LINE: KEY: …"; returns @p status. */
ent_status saom_ini_bad(const saom_ini *ini, const saom_item *item, ent_status status,
                        ent_error *err, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Prefix what another call said with path, line and key. */
ent_status saom_ini_where(const saom_ini *ini, const saom_item *item, ent_status status,
                          ent_error *err);
/* NOT_FOUND unless the word is one of the list; names the nearest. @p what: "key", "section". */
ent_status saom_ini_known(const saom_ini *ini, const saom_item *item, const char *what,
                          const char *word, const char *const *list, ent_error *err);

#endif
