/* SPDX-License-Identifier: Apache-2.0 */
/** @file amount.h
 * Amounts with their units, and equipment by its designation.
 */
#ifndef ENTENTE_AMOUNT_H
#define ENTENTE_AMOUNT_H

#include "entente/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is counted. Values are stable. */
typedef enum ent_amount_unit {
    ENT_AMOUNT_MONEY = 0, /**< `detail` is the currency: see ent_currency_code() */
    ENT_AMOUNT_PEOPLE = 1,
    ENT_AMOUNT_AIRCRAFT = 2,
    ENT_AMOUNT_SHIPS = 3,
    ENT_AMOUNT_VEHICLES = 4, /**< tanks, guns, vehicles */
    ENT_AMOUNT_WEAPONS = 5,  /**< missiles, systems, engines */
    ENT_AMOUNT_MASS = 6,
    ENT_AMOUNT_DISTANCE = 7,
    ENT_AMOUNT_VOLUME = 8,
    ENT_AMOUNT_PERCENT = 9,
    ENT_AMOUNT_TIMES = 10,     /**< exercises, visits */
    ENT_AMOUNT_UNITS = 11,     /**< of an echelon: `detail` 1 squad … 5 brigade … 9 army */
    ENT_AMOUNT_EQUIPMENT = 12, /**< by designation: "24 Su-35s" */
} ent_amount_unit;

typedef struct ent_amount {
    ent_text_span span;
    ent_amount_unit unit;
    double value; /**< missing (NaN) where the text gives none: "brigade-sized", "the Su-35" */
    int detail;
    ent_text_span designation; /**< empty unless EQUIPMENT */
} ent_amount;

/** Amounts in a sentence given by its tokens, in order and apart. Writes at most @p capacity and
 * returns how many. O(tokens). */
size_t ent_amounts(const ent_lexicon *lexicon, const char *text, const ent_token *tokens,
                   size_t count, ent_amount *list, size_t capacity);
/** ISO 4217 code of a `detail` of MONEY; "" for none. */
const char *ent_currency_code(int currency);

#ifdef __cplusplus
}
#endif
#endif
