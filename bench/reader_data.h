/* SPDX-License-Identifier: Apache-2.0 */
/* Labelled sentences for the reader: the shared sets and the project's own. */
#ifndef ENTENTE_BENCH_READER_DATA_H
#define ENTENTE_BENCH_READER_DATA_H

#include "entente/reader_model.h"

typedef struct reader_set {
    ent_reader_example *examples;
    size_t count, room;
    ent_role_example *roles;
    size_t role_count, role_room;
} reader_set;

/* Each adds to the set, or ends the program with one line when the file is not as expected. */
void reader_add_plover(reader_set *set, const char *path); /* plover_train.tsv */
void reader_add_cameo(reader_set *set, const char *path);  /* cameo_class_train.tsv: no marks */
void reader_add_spans(reader_set *set, const char *path);  /* cameo_spans_train.conll */
/* kind,root,sentence with {source} and [target]; both a labelled and a role example. */
void reader_add_own(reader_set *set, const char *path);
/* petrarch_unit_tests.xml: sentences whose events all have one quad class (codes 02 to 20), or
 * none; no marks. */
void reader_add_petrarch(reader_set *set, const char *path);
/* A sentence without labels. */
void reader_add_text(reader_set *set, const char *text);
void reader_set_free(reader_set *set);

/* Give examples that share at least @p share of their words outside the actors (Jaccard) one
 * group; returns the number of groups. O(count²). */
size_t reader_group(reader_set *set, double share);

#endif
