/* SPDX-License-Identifier: Apache-2.0 */
/* Classes of agreements and exercises by the words of their category. */
#include <string.h>

#include "panel/loader.h"

bool ent_has_word(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *c = words; (c = strstr(c, word)) != NULL; c += length)
        if ((c == words || c[-1] == ' ') && (c[length] == ' ' || c[length] == '\0')) return true;
    return false;
}

static uint8_t agreement_classes(const char *category) {
    static const struct {
        const char *word;
        ent_agreement_class class;
    } words[] = {{"dca", ENT_AGREEMENT_GENERAL},          {"dic", ENT_AGREEMENT_INDUSTRY},
                 {"procurement", ENT_AGREEMENT_INDUSTRY}, {"research", ENT_AGREEMENT_INDUSTRY},
                 {"trex", ENT_AGREEMENT_TRAINING},        {"commission", ENT_AGREEMENT_COMMISSION}};
    unsigned classes = 0;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (ent_has_word(category, words[w].word)) classes |= 1u << words[w].class;
    return (uint8_t)classes;
}

static uint8_t exercise_domain(const char *category) {
    bool land = ent_has_word(category, "land");
    bool air = ent_has_word(category, "air");
    bool sea = ent_has_word(category, "sea") || ent_has_word(category, "amphibious");
    if (ent_has_word(category, "cpx") || land + air + sea > 1) return ENT_DOMAIN_JOINT;
    return land ? ENT_DOMAIN_LAND : air ? ENT_DOMAIN_AIR : sea ? ENT_DOMAIN_SEA : ENT_DOMAIN_NONE;
}

uint8_t ent_record_classes(ent_kind kind, const char *category) {
    if (kind == ENT_AGREEMENT) return agreement_classes(category);
    return kind == ENT_EXERCISE ? exercise_domain(category) : 0;
}
