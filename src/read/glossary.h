/* SPDX-License-Identifier: Apache-2.0 */
/* A bilingual word table: which Chinese words and English stems translate each other. */
#ifndef ENTENTE_READ_GLOSSARY_H
#define ENTENTE_READ_GLOSSARY_H

#include "entente/base.h"

/* Longest Chinese word, in characters, and longest English stem, in bytes. */
#define ENT_GLOSSARY_ZH 8
#define ENT_GLOSSARY_EN 6

/* A row of the table. A row with one side empty gives the frequency of the other. */
typedef struct ent_glossary_row {
    const char *zh, *en;
    float zh_given_en; /* t(zh | en), or the frequency of zh */
    float en_given_zh; /* t(en | zh), or the frequency of en */
} ent_glossary_row;

/* What a word may be translated as. */
typedef struct ent_translation {
    uint32_t en;
    float zh_given_en, en_given_zh;
} ent_translation;

/* Read-only once made. Words have numbers from 0; 0 is no word. */
typedef struct ent_glossary ent_glossary;

/* Of rows, in any order; of rows that repeat a pair the first counts. Errors: MEMORY. */
ent_status ent_glossary_new(ent_glossary **out, const ent_glossary_row *rows, size_t count,
                            ent_error *err);
/* The rows that come with the library: terms of the field and names of states, then, unless
 * @p learned is NULL, those, else the ones learned from parallel text. */
ent_status ent_glossary_usual(ent_glossary **out, const ent_glossary_row *learned, size_t count,
                              bool with_learned, ent_error *err);
void ent_glossary_free(ent_glossary *glossary);

/* Lower case, cut to ENT_GLOSSARY_EN bytes: "Russian" and "Russia" are one stem. Returns its
 * length.
 */
size_t ent_glossary_stem(const char *word, size_t length, char stem[ENT_GLOSSARY_EN + 1]);
/* Number of an English stem; 0 when it is not in the table. */
uint32_t ent_glossary_en(const ent_glossary *glossary, const char *stem, size_t length);
/* The longest Chinese word of the table that begins at text[at]; *length is its bytes, those of one
 * character when there is none and 0 is returned. */
uint32_t ent_glossary_zh(const ent_glossary *glossary, const char *text, size_t at, size_t end,
                         size_t *length);
size_t ent_glossary_en_count(const ent_glossary *glossary);
size_t ent_glossary_zh_count(const ent_glossary *glossary);
float ent_glossary_en_frequency(const ent_glossary *glossary, uint32_t en);
float ent_glossary_zh_frequency(const ent_glossary *glossary, uint32_t zh);
/* The translations of a Chinese word. */
size_t ent_glossary_of(const ent_glossary *glossary, uint32_t zh, const ent_translation **list);

#endif
