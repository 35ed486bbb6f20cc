/* SPDX-License-Identifier: Apache-2.0 */
/* inih hands out one logical line after another; the lines are counted as it asks for them. It cuts
 * lines and section names that are too long without a word, so these are refused here. */
#include "dynamics/ini.h"

#include <ini.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/nearest.h"

enum { LINE_MAX_BYTES = 198, NAME_MAX_BYTES = 48, SIZE_MAX_BYTES = 1 << 20, ITEMS_MAX = 10000 };

typedef struct reader {
    saom_ini *ini;
    const char *at, *end;
    int line;
    bool indented;
    ent_status status;
    ent_error *err;
} reader;

static ent_status fail_line(reader *own, const char *text) {
    if (own->status == ENT_OK)
        own->status =
            ent_fail(own->err, ENT_ERR_FORMAT, "%s:%d: %s", own->ini->path, own->line, text);
    return own->status;
}

/* As fgets(), from memory. */
static char *next_line(char *line, int room, void *context) {
    reader *own = context;
    if (own->at == own->end || own->status != ENT_OK) return NULL;
    const char *stop = memchr(own->at, '\n', (size_t)(own->end - own->at));
    size_t length = (size_t)((stop != NULL ? stop : own->end) - own->at);
    own->line++;
    if (length > LINE_MAX_BYTES || length + 2 > (size_t)room) {
        fail_line(own, "expected a line of at most 198 bytes, found a longer one (a value may go "
                       "on in lines that begin with a blank)");
        return NULL;
    }
    memcpy(line, own->at, length);
    line[length] = '\n';
    line[length + 1] = '\0';
    own->at += stop != NULL ? length + 1 : length;
    own->indented = line[0] == ' ' || line[0] == '\t';
    const char *text = line + strspn(line, " \t");
    if (*text == '[' && strcspn(text, "]") > NAME_MAX_BYTES) {
        fail_line(own, "expected the name of a section of at most 48 bytes, found a longer one");
        return NULL;
    }
    return line;
}

static char *copy(const char *text, size_t length) {
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        length--;
    return strndup(text, length);
}

static void item_free(saom_item *item) {
    free(item->kind);
    free(item->name);
    free(item->key);
    free(item->value);
}

/* A value that goes on: joined by a blank. */
static bool go_on(reader *own, saom_item *last, const char *value) {
    ent_text text = {0};
    if (ent_text_format(&text, own->err, "%s %s", last->value, value) != ENT_OK) {
        own->status = ENT_ERR_MEMORY;
        return false;
    }
    free(last->value);
    last->value = text.bytes;
    return true;
}

static int take(void *context, const char *section, const char *key, const char *value) {
    reader *own = context;
    saom_ini *ini = own->ini;
    saom_item *last = ini->count > 0 ? &ini->item[ini->count - 1] : NULL;
    if (own->status != ENT_OK) return 0;
    if (own->indented && last != NULL && strcmp(last->key, key) == 0)
        return go_on(own, last, value);
    if (strlen(key) > NAME_MAX_BYTES || key[0] == '\0')
        return fail_line(own, "expected a key of 1 to 48 bytes") == ENT_OK;
    if (ini->count == ITEMS_MAX) return fail_line(own, "more than 10,000 keys") == ENT_OK;
    own->status = ent_array_reserve((void **)&ini->item, &ini->room, ini->count + 1,
                                    sizeof *ini->item, own->err);
    if (own->status != ENT_OK) return 0;
    size_t kind = strcspn(section, " \t");
    const char *name = section + kind + strspn(section + kind, " \t");
    saom_item item = {copy(section, kind), copy(name, strlen(name)), copy(key, strlen(key)),
                      copy(value, strlen(value)), own->line};
    if (item.kind != NULL && item.name != NULL && item.key != NULL && item.value != NULL) {
        ini->item[ini->count++] = item;
        return 1;
    }
    item_free(&item);
    own->status = ent_fail(own->err, ENT_ERR_MEMORY, "%s: out of memory", ini->path);
    return 0;
}

static ent_status check_bytes(const char *path, const char *text, size_t size, ent_error *err) {
    if (size >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        return ent_fail(err, ENT_ERR_FORMAT, "%s:1: expected UTF-8, found UTF-16", path);
    if (memchr(text, '\0', size) != NULL)
        return ent_fail(err, ENT_ERR_FORMAT, "%s:1: expected a model file, found binary data",
                        path);
    if (size > SIZE_MAX_BYTES)
        return ent_fail(err, ENT_ERR_LIMIT, "%s: expected a model file below 1 MiB", path);
    return ENT_OK;
}

ent_status saom_ini_read(saom_ini *ini, const char *path, const char *text, size_t size,
                         ent_error *err) {
    *ini = (saom_ini){.path = path};
    ent_status status = check_bytes(path, text, size, err);
    if (status != ENT_OK) return status;
    reader own = {.ini = ini, .at = text, .end = text + size, .err = err};
    int bad = ini_parse_stream(next_line, &own, take, &own);
    status = own.status;
    if (status == ENT_OK && bad != 0)
        status = ent_fail(err, ENT_ERR_FORMAT, "%s:%d: expected [SECTION] or KEY = VALUE", path,
                          bad > 0 ? bad : 1);
    if (status == ENT_OK && ini->count == 0)
        status = ent_fail(err, ENT_ERR_FORMAT,
                          "%s:1: expected a section such as [data], found "
                          "nothing",
                          path);
    if (status != ENT_OK) saom_ini_free(ini);
    return status;
}

void saom_ini_free(saom_ini *ini) {
    for (size_t k = 0; k < ini->count; k++)
        item_free(&ini->item[k]);
    free(ini->item);
    *ini = (saom_ini){.path = ini->path};
}

const saom_item *saom_ini_find(const saom_ini *ini, const char *kind, const char *name,
                               const char *key) {
    const saom_item *found = NULL;
    for (size_t k = 0; k < ini->count; k++) {
        const saom_item *item = &ini->item[k];
        if (strcmp(item->kind, kind) == 0 && strcmp(item->name, name) == 0 &&
            strcmp(item->key, key) == 0)
            found = item;
    }
    return found;
}

ent_status saom_ini_bad(const saom_ini *ini, const saom_item *item, ent_status status,
                        ent_error *err, const char *format, ...) {
    char text[ENT_ERROR_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return ent_fail(err, status, "%s:%d: %s: %s", ini->path, item->line, item->key, text);
}

ent_status saom_ini_where(const saom_ini *ini, const saom_item *item, ent_status status,
                          ent_error *err) {
    char said[ENT_ERROR_TEXT] = "";
    if (status == ENT_OK || err == NULL) return status;
    memcpy(said, err->text, sizeof said);
    return saom_ini_bad(ini, item, status, err, "%s", said);
}

ent_status saom_ini_known(const saom_ini *ini, const saom_item *item, const char *what,
                          const char *word, const char *const *list, ent_error *err) {
    for (size_t k = 0; list[k] != NULL; k++)
        if (strcmp(list[k], word) == 0) return ENT_OK;
    return ent_fail(err, ENT_ERR_NOT_FOUND, "%s:%d: no %s '%.48s' here; nearest: %s", ini->path,
                    item->line, what, word, saom_nearest(word, list));
}
