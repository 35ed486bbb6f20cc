/* SPDX-License-Identifier: Apache-2.0 */
/* A model file being read: what its parts (model_file.c, model_data.c, model_effects.c) share. */
#ifndef ENTENTE_DYNAMICS_MODEL_FILE_H
#define ENTENTE_DYNAMICS_MODEL_FILE_H

#include "dynamics/data_file.h"
#include "dynamics/ini.h"
#include "entente/model.h"

typedef struct saom_reading {
    saom_ini ini;
    const ent_saom_input *input;
    ent_saom_setup *setup;
    saom_names names; /* of the group being read */
    size_t group;
    ent_date *date;         /* of waves; NULL if not given */
    ent_saom_actor *roster; /* of a supplier */
    size_t roster_count;
    bool comings; /* somebody comes or goes */
    uint64_t hash;
} saom_reading;

/* Words of a list, separated by commas and blanks; freed with saom_words_free(). */
typedef struct saom_words {
    char *text;
    char **word;
    size_t count, room;
} saom_words;
ent_status saom_words_read(saom_words *words, const char *text, ent_error *err);
void saom_words_free(saom_words *words);

/* Values of keys that may be absent; FORMAT names what was expected. */
ent_status saom_read_flag(const saom_reading *own, const saom_item *item, bool *out,
                          ent_error *err);
ent_status saom_read_whole(const saom_reading *own, const saom_item *item, int64_t low,
                           int64_t high, int64_t *out, ent_error *err);

/* model_data.c: the data of group own->group. */
ent_status saom_read_group(saom_reading *own, ent_error *err);
/* model_presence.c: who is there when, and ties of those who are not. */
ent_status saom_read_roster(saom_reading *own, const saom_item *item, ent_error *err);
ent_status saom_read_presence(saom_reading *own, ent_saom_data *data, ent_error *err);
void saom_drop_absent(const ent_saom_data *data, size_t wave, saom_entries *entries);
/* model_change.c: changes as the data are read. */
bool saom_changes(const saom_reading *own, const char *name);
ent_status saom_change_values(const saom_reading *own, const char *name, double *value,
                              size_t columns, ent_error *err);
/* The last wave of a behaviour, where simulation beyond it begins; within the values it has. */
ent_status saom_change_behaviour(const saom_reading *own, const char *name, double *value,
                                 size_t waves, ent_error *err);
ent_status saom_change_dyads(const saom_reading *own, const char *name, double *value,
                             size_t columns, ent_error *err);
ent_status saom_change_ties(const saom_reading *own, const char *name, bool directed,
                            saom_entries *entries, ent_error *err);
ent_status saom_change_actors(const saom_reading *own, ent_saom_data *data, ent_error *err);
/* model_effects.c: types, effects and interactions. */
ent_status saom_read_effects(saom_reading *own, ent_error *err);

/* Add bytes to the fingerprint of the data. */
void saom_hash(saom_reading *own, const void *bytes, size_t size);

#endif
