/* SPDX-License-Identifier: Apache-2.0 */
/* One line of a stream of JSON (RFC 8259; jsonlines.org). */
#include "read/page_line.h"

#include <jansson.h>
#include <string.h>

#include "read/decode.h"

/* The string of a field, cleaned as text is; empty where absent. A number is taken as written. */
static ent_status read_field(const char *where, const json_t *object, const char *name,
                             ent_text *out, ent_error *err) {
    const json_t *value = json_object_get(object, name);
    ent_text_clear(out);
    if (value == NULL || json_is_null(value)) return ENT_OK;
    if (json_is_integer(value))
        return ent_text_format(out, err, "%lld", (long long)json_integer_value(value));
    if (!json_is_string(value))
        return ent_fail(err, ENT_ERR_FORMAT, "%s: field '%s': expected a string", where, name);
    return ent_decode_utf8(json_string_value(value), json_string_length(value), out, err);
}

static ent_status read_date(const char *where, ent_text *text, ent_date *date, ent_error *err) {
    enum { DAY = 10 }; /* bytes of YYYY-MM-DD; a time may follow */
    if (text->length == 0) return ENT_OK;
    if (text->length > DAY && (text->bytes[DAY] == 'T' || text->bytes[DAY] == ' '))
        text->bytes[DAY] = '\0';
    if (ent_date_parse(text->bytes, date)) return ENT_OK;
    return ent_fail(err, ENT_ERR_FORMAT,
                    "%s: field 'date': expected YYYY-MM-DD, YYYY-MM or YYYY, found '%.40s'", where,
                    text->bytes);
}

static ent_status read_object(const char *where, const json_t *object, ent_draft *draft,
                              ent_text *text, ent_error *err) {
    ent_status status = read_field(where, object, "date", text, err);
    if (status == ENT_OK) status = read_date(where, text, &draft->date, err);
    if (status == ENT_OK) status = read_field(where, object, "id", &draft->id, err);
    if (status == ENT_OK) status = read_field(where, object, "title", &draft->title, err);
    if (status == ENT_OK) status = read_field(where, object, "url", &draft->url, err);
    if (status == ENT_OK) status = read_field(where, object, "text", text, err);
    if (status == ENT_OK && json_object_get(object, "text") == NULL)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: expected a field 'text'", where);
    return status;
}

ent_status ent_page_line_read(const char *where, const char *line, size_t size, ent_draft *draft,
                              ent_text *text, ent_error *err) {
    json_error_t why;
    json_t *object = json_loadb(line, size, JSON_ALLOW_NUL, &why);
    ent_status status = ENT_OK;
    if (object == NULL)
        status = ent_fail(err, ENT_ERR_FORMAT, "%s: expected a JSON object: %s (byte %d)", where,
                          why.text, why.position);
    else if (!json_is_object(object))
        status = ent_fail(err, ENT_ERR_FORMAT, "%s: expected a JSON object", where);
    else
        status = read_object(where, object, draft, text, err);
    json_decref(object);
    return status;
}
