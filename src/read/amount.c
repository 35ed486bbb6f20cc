/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts: a number with a currency, a counted noun, an echelon or a designation beside it. */
#include "entente/amount.h"

#include <string.h>

#include "read/letters.h"
#include "read/quantity.h"

const char *ent_currency_code(int currency) {
    static const char *const codes[] = {"", "USD", "EUR", "GBP", "CNY", "JPY", "RUB", "INR"};
    return currency < 1 || currency > 7 ? "" : codes[currency];
}

static size_t finish(const ent_reading *in, size_t at, size_t end, ent_amount *out) {
    out->span = (ent_text_span){in->tokens[at].span.begin, in->tokens[end - 1].span.end};
    return end - at;
}

/* "$3 billion" */
static size_t money_first(const ent_reading *in, size_t at, ent_amount *out) {
    int currency = ent_reads_value(in, at, ENT_CUE_CURRENCY);
    if (currency < 0) return 0;
    size_t used = ent_quantity(in, at + 1, false, &out->value);
    if (used == 0) return 0;
    out->unit = ENT_AMOUNT_MONEY;
    out->detail = currency;
    return finish(in, at, at + 1 + used, out);
}

static bool designates(const ent_reading *in, size_t at) {
    return at < in->count && in->tokens[at].type == ENT_TOKEN_DESIGNATION;
}

/* A designation without the plural's s: Su-35s is Su-35, but MiG-29S keeps its letter. */
static ent_text_span designation(const ent_reading *in, size_t at) {
    ent_text_span span = in->tokens[at].span;
    bool plural = in->text[span.end - 1] == 's' && ent_is_digit(in->text[span.end - 2]);
    return (ent_text_span){span.begin, span.end - plural};
}

static size_t equipment(const ent_reading *in, size_t at, size_t name, double value,
                        ent_amount *out) {
    out->unit = ENT_AMOUNT_EQUIPMENT;
    out->value = value;
    out->designation = designation(in, name);
    return finish(in, at, name + 1, out);
}

/* Bare 旅, 师, 团 and English "division" are echelons only when counted; "brigade-sized" says so.
 */
static bool sized(const ent_reading *in, size_t at) {
    ent_text_span span = in->tokens[at].span;
    for (size_t i = span.begin; i < span.end; i++)
        if (in->text[i] == '-') return true;
    size_t length = strlen("级");
    return span.end - span.begin > length &&
           memcmp(in->text + span.end - length, "级", length) == 0;
}

/* The counted thing at or a few words behind a number; SIZE_MAX when there is none. */
static size_t counted_at(const ent_reading *in, size_t at) {
    enum { MODIFIERS = 3 };
    for (size_t i = at; i < in->count && i <= at + MODIFIERS; i++) {
        const ent_token *token = &in->tokens[i];
        if (ent_token_is(token, ENT_CUE_FORCE) || ent_token_is(token, ENT_CUE_ECHELON) ||
            ent_token_is(token, ENT_CUE_CURRENCY) || designates(in, i))
            return i;
        bool modifier =
            token->type == ENT_TOKEN_WORD &&
            (token->cue < 0 || ent_reads_text(in, i, "of") || ent_reads_text(in, i, "more"));
        bool hyphen = token->mark == '-';
        if (!modifier && !hyphen) return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* "3,000 troops", "30亿美元", "一个旅", "24 Su-35s" */
static size_t counted(const ent_reading *in, size_t at, ent_amount *out) {
    double value = 0;
    size_t used = ent_quantity(in, at, false, &value);
    if (used == 0) return 0;
    size_t thing = counted_at(in, at + used);
    if (thing == SIZE_MAX) return 0;
    if (designates(in, thing)) return equipment(in, at, thing, value, out);
    const ent_token *token = &in->tokens[thing];
    if (token->type == ENT_TOKEN_HAN && designates(in, thing + 1)) /* 24架苏-35 */
        return equipment(in, at, thing + 1, value, out);
    out->value = value;
    if (ent_token_is(token, ENT_CUE_CURRENCY)) {
        out->unit = ENT_AMOUNT_MONEY;
        out->detail = ent_cue_value(in->lexicon, token, ENT_CUE_CURRENCY);
    } else if (ent_token_is(token, ENT_CUE_ECHELON)) {
        out->unit = ENT_AMOUNT_UNITS;
        out->detail = ent_cue_value(in->lexicon, token, ENT_CUE_ECHELON);
    } else {
        out->unit = (ent_amount_unit)ent_cue_value(in->lexicon, token, ENT_CUE_FORCE);
    }
    return finish(in, at, thing + 1, out);
}

static size_t alone(const ent_reading *in, size_t at, ent_amount *out) {
    if (designates(in, at)) return equipment(in, at, at, ent_missing(), out);
    int echelon = ent_reads_value(in, at, ENT_CUE_ECHELON);
    if (echelon < 0 || !sized(in, at)) return 0;
    out->unit = ENT_AMOUNT_UNITS;
    out->value = ent_missing();
    out->detail = echelon;
    return finish(in, at, at + 1, out);
}

/* True for a token that an amount may begin with. */
static bool may_begin(const ent_token *token) {
    const uint64_t classes = (uint64_t)1 << ENT_CUE_CURRENCY | (uint64_t)1 << ENT_CUE_NUMBER |
                             (uint64_t)1 << ENT_CUE_MAGNITUDE | (uint64_t)1 << ENT_CUE_ECHELON;
    return token->type == ENT_TOKEN_NUMBER || token->type == ENT_TOKEN_DESIGNATION ||
           (token->classes & classes) != 0;
}

size_t ent_amounts(const ent_lexicon *lexicon, const char *text, const ent_token *tokens,
                   size_t count, ent_amount *list, size_t capacity) {
    ent_reading in = {lexicon, text, tokens, count};
    size_t made = 0;
    for (size_t at = 0; at < count && made < capacity;) {
        if (!may_begin(&tokens[at])) {
            at++;
            continue;
        }
        ent_amount *out = &list[made];
        *out = (ent_amount){0};
        size_t used = money_first(&in, at, out);
        if (!used) used = counted(&in, at, out);
        if (!used) used = alone(&in, at, out);
        made += used > 0;
        at += used ? used : 1;
    }
    return made;
}
