/* SPDX-License-Identifier: Apache-2.0 */
/* The table of cues as it is compiled in (cues.awk). */
#ifndef ENTENTE_READ_LEXICON_H
#define ENTENTE_READ_LEXICON_H

#include "entente/lexicon.h"

typedef struct ent_cue_row {
    const char *text;
    ent_cue_class class_of;
    int value;
    int form;
} ent_cue_row;

extern const ent_cue_row ent_cue_rows[];
extern const size_t ent_cue_count;

#endif
