/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of the whole reader share: one reader a program, with the weights of data/read. */
#ifndef ENTENTE_TEST_READ_READER_H
#define ENTENTE_TEST_READ_READER_H

#include "read/support_page.h"

#include "entente/finding.h"

typedef struct reading_tools {
    ent_actors *actors;
    ent_namer *namer;
    ent_lexicon *lexicon;
    ent_reader_model *model;
    ent_reader *reader;
} reading_tools;

static inline int reader_begin(void **state) {
    static reading_tools t;
    ent_error err = {0};
    if (ent_actors_new(&t.actors, &err) != ENT_OK) return -1;
    if (ent_namer_new(t.actors, &t.namer, &err) != ENT_OK) return -1;
    if (ent_lexicon_new(&t.lexicon, &err) != ENT_OK) return -1;
    if (ent_reader_model_load(&t.model, PROJECT_DATA "/read/weights.bin", NULL, 0, &err) != ENT_OK)
        return -1;
    ent_reader_tables tables = {t.actors, t.namer, t.lexicon, t.model};
    if (ent_reader_new(&t.reader, &tables, &err) != ENT_OK) return -1;
    *state = &t;
    return 0;
}

static inline int reader_end(void **state) {
    reading_tools *t = *state;
    ent_reader_free(t->reader);
    ent_reader_model_free(t->model);
    ent_lexicon_free(t->lexicon);
    ent_namer_free(t->namer);
    ent_actors_free(t->actors);
    return 0;
}

/* The findings of a document; @p all as in ent_read_options. */
static inline const ent_findings *findings_of(reading_tools *t, const ent_document *document,
                                              bool all) {
    const ent_findings *findings = NULL;
    ent_read_options options = ent_read_defaults();
    ent_error err = {0};
    options.all = all;
    assert_ok(ent_read(t->reader, document, &options, &findings, &err), &err);
    return findings;
}

static inline ent_subject best_subject(const ent_finding *finding) {
    ent_ranked ranked[ENT_CLASSES];
    ent_finding_subjects(finding, ranked);
    return (ent_subject)ranked[0].class_index;
}

#endif
