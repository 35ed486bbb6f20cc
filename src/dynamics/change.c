/* SPDX-License-Identifier: Apache-2.0 */
/* Changes written as text: NAME[INDEX] = VALUE for data, VARIABLE.EFFECT = VALUE for parameters. */
#include <string.h>

#include "base/number.h"
#include "entente/model.h"

static ent_status expected(const char *text, ent_error *err) {
    return ent_fail(err, ENT_ERR_USAGE,
                    "expected NAME[ACTOR] = VALUE, NAME[ACTOR,ACTOR] = VALUE, VARIABLE.EFFECT = "
                    "VALUE (also += and *=) or actor[ACTOR] = absent, found '%.100s'",
                    text);
}

/* Copy a word without the blanks around it; false when it is empty or too long. */
static bool take_word(const char *from, size_t length, char out[ENT_SAOM_LABEL]) {
    while (length > 0 && *from == ' ')
        from++, length--;
    while (length > 0 && from[length - 1] == ' ')
        length--;
    if (length == 0 || length >= ENT_SAOM_LABEL) return false;
    memcpy(out, from, length);
    out[length] = '\0';
    return true;
}

/* "[a]" or "[a,b]". */
static bool take_indices(const char *open, const char *end, ent_saom_change *out) {
    const char *close = memchr(open, ']', (size_t)(end - open));
    if (close == NULL) return false;
    for (const char *c = close + 1; c < end; c++)
        if (*c != ' ') return false;
    const char *comma = memchr(open, ',', (size_t)(close - open));
    const char *stop = comma != NULL ? comma : close;
    out->indices = comma != NULL ? 2 : 1;
    if (!take_word(open + 1, (size_t)(stop - open - 1), out->index[0])) return false;
    return comma == NULL || take_word(comma + 1, (size_t)(close - comma - 1), out->index[1]);
}

/* "variable.effect" or "variable.effect.covariate". */
static bool take_parameter(const char *text, const char *end, ent_saom_change *out) {
    const char *dot = memchr(text, '.', (size_t)(end - text));
    if (dot == NULL || !take_word(text, (size_t)(dot - text), out->name)) return false;
    const char *second = memchr(dot + 1, '.', (size_t)(end - dot - 1));
    const char *stop = second != NULL ? second : end;
    if (!take_word(dot + 1, (size_t)(stop - dot - 1), out->effect)) return false;
    return second == NULL || take_word(second + 1, (size_t)(end - second - 1), out->covariate);
}

ent_status ent_saom_change_read(const char *text, ent_saom_change *out, ent_error *err) {
    *out = (ent_saom_change){.operation = '='};
    char value[ENT_SAOM_LABEL];
    const char *sign = strchr(text, '=');
    if (sign == NULL || sign == text || !take_word(sign + 1, strlen(sign + 1), value))
        return expected(text, err);
    const char *end = sign;
    if (end[-1] == '+' || end[-1] == '*') out->operation = *--end;
    const char *open = memchr(text, '[', (size_t)(end - text));
    bool valid = open != NULL ? take_word(text, (size_t)(open - text), out->name) &&
                                    take_indices(open, end, out)
                              : take_parameter(text, end, out);
    if (!valid) return expected(text, err);
    bool actor = out->indices == 1 && strcmp(out->name, "actor") == 0;
    out->absent = actor && strcmp(value, "absent") == 0 && out->operation == '=';
    if (actor != out->absent) return expected(text, err);
    if (!out->absent && !ent_number_read(value, &out->value)) return expected(text, err);
    return ENT_OK;
}
