/* SPDX-License-Identifier: Apache-2.0 */
/** @file reader_model.h
 * What a sentence says: a linear model from the words around two actors to PLOVER's roots and quad
 * classes and to kinds of evidence, with calibrated probabilities; and who acts on whom in a
 * sentence without marks. Trained from labelled examples, kept in one file. docs/read-what.md.
 *
 * A model is read-only once made: any number of threads may use one. Each thread has its own
 * ent_reading to be filled; nothing is allocated while reading.
 */
#ifndef ENTENTE_READER_MODEL_H
#define ENTENTE_READER_MODEL_H

#include "entente/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Root codes of PLOVER (Halterman et al. 2023), the fifteen that are in use. */
typedef enum ent_root {
    ENT_ROOT_AGREE,
    ENT_ROOT_CONSULT,
    ENT_ROOT_SUPPORT,
    ENT_ROOT_COOPERATE,
    ENT_ROOT_AID,
    ENT_ROOT_YIELD,
    ENT_ROOT_REQUEST,
    ENT_ROOT_ACCUSE,
    ENT_ROOT_REJECT,
    ENT_ROOT_THREATEN,
    ENT_ROOT_PROTEST,
    ENT_ROOT_SANCTION,
    ENT_ROOT_MOBILIZE,
    ENT_ROOT_COERCE,
    ENT_ROOT_ASSAULT,
    ENT_ROOTS
} ent_root;

/** Quad classes, and none: no event between the two. */
typedef enum ent_quad {
    ENT_QUAD_NONE,
    ENT_QUAD_VERBAL_COOPERATION,
    ENT_QUAD_MATERIAL_COOPERATION,
    ENT_QUAD_VERBAL_CONFLICT,
    ENT_QUAD_MATERIAL_CONFLICT,
    ENT_QUADS
} ent_quad;

/** What a statement about two actors is of; the first ten are the kinds of evidence of store.h. */
typedef enum ent_subject {
    ENT_SUBJECT_NONE,
    ENT_SUBJECT_ALLIANCE,
    ENT_SUBJECT_AGREEMENT,
    ENT_SUBJECT_EXERCISE,
    ENT_SUBJECT_TRANSFER,
    ENT_SUBJECT_DEPLOYMENT,
    ENT_SUBJECT_EXCHANGE,
    ENT_SUBJECT_DISPUTE,
    ENT_SUBJECT_RIVALRY,
    ENT_SUBJECT_SANCTION,
    ENT_SUBJECT_TRADE,
    ENT_SUBJECT_THREAT,
    ENT_SUBJECT_TRUST,
    ENT_SUBJECT_INTEREST,
    ENT_SUBJECTS
} ent_subject;

/** What a model gives probabilities of. */
typedef enum ent_head {
    ENT_HEAD_ROOT,    /**< ent_root, given that there is an event */
    ENT_HEAD_QUAD,    /**< ent_quad; none is left to ENT_HEAD_EVENT: always 0 */
    ENT_HEAD_EVENT,   /**< ent_quad, none included */
    ENT_HEAD_SUBJECT, /**< ent_subject */
    ENT_HEADS
} ent_head;

/** Number of classes of a head. */
size_t ent_head_classes(ent_head head);
/** "AGREE", "verbal cooperation", "none", "exercise", …; NULL past the last class. */
const char *ent_class_name(ent_head head, size_t class_index);
/** False when the name is none of the head's. */
bool ent_class_from_name(ent_head head, const char *name, size_t *class_index);
/** Quad class of a root. */
ent_quad ent_root_quad(ent_root root);
/** CAMEO codes of a root: "03", "10 02", …  */
const char *ent_root_cameo(ent_root root);

/** A sentence and its actors. Spans are bytes of @p text; begin = end: not known. */
typedef struct ent_reader_input {
    const char *text;
    size_t length;
    ent_text_span source, target;
    const ent_text_span *others; /**< further mentions of actors, by begin, not overlapping */
    size_t other_count;
} ent_reader_input;

/** Most classes of a head. */
enum { ENT_CLASSES = 16 };

/** What a sentence says. */
typedef struct ent_reading {
    float probability[ENT_HEADS][ENT_CLASSES]; /**< sums to 1 in each head */
    const char *cameo; /**< code of the telling verb when it agrees with the likeliest root, else
                          the root's; static text */
    size_t features;   /**< features of the sentence that the model knows; 0: it knows nothing */
} ent_reading;

/** A class and its probability. */
typedef struct ent_ranked {
    size_t class_index;
    float probability;
} ent_ranked;

/** A labelled sentence to learn from. A label of −1 says nothing about that head. */
typedef struct ent_reader_example {
    ent_reader_input input;
    int label[ENT_HEADS];
    float weight;   /**< 1 for an ordinary example */
    uint32_t group; /**< examples of one group (document, paraphrases) fall in the same fold */
} ent_reader_example;

/** How to train. Begin with ent_reader_train_defaults(). */
typedef struct ent_reader_train_options {
    double penalty;      /**< λ of λ/2 ‖W‖² beside the sum of log losses */
    double role_penalty; /**< the same for roles */
    unsigned folds;      /**< of the cross-validation that sets the temperatures; 0: none */
    unsigned least;      /**< features in fewer examples are left out */
    unsigned iterations;
} ent_reader_train_options;
ent_reader_train_options ent_reader_train_defaults(void);

typedef struct ent_reader_model ent_reader_model;

/** Fit all heads to examples. Same examples in the same order give the same model, whatever the
 * machine's number of threads. Errors: USAGE (no examples, a label out of range), MEMORY.
 * O(iterations · features · classes). */
ent_status ent_reader_train(ent_reader_model **out, const ent_reader_example *examples,
                            size_t count, const ent_reader_train_options *options, ent_error *err);
/** How to adapt: as to train, but held closer to what the model knows. */
ent_reader_train_options ent_reader_adapt_defaults(void);
/** Fit a model's classes further, to examples of its reader, without those it was made from: its
 * weights are the mean of the prior (Chelba & Acero 2006). Only features that the model knows gain
 * from it, and only heads that an example has a label of. Roles stay. The model may not be in use.
 * Errors: USAGE (no examples, a label out of range), MEMORY. O(iterations · features · classes). */
ent_status ent_reader_adapt(ent_reader_model *model, const ent_reader_example *examples,
                            size_t count, const ent_reader_train_options *options, ent_error *err);
/** Read a model from a file, or from memory (@p data not NULL) under a name for messages. Errors:
 * IO; FORMAT: no model, a newer version, damaged. */
ent_status ent_reader_model_load(ent_reader_model **out, const char *path, const void *data,
                                 size_t size, ent_error *err);
/** Write a model; the file is complete or not there. Errors: IO, MEMORY. */
ent_status ent_reader_model_save(const ent_reader_model *model, const char *path, ent_error *err);
void ent_reader_model_free(ent_reader_model *model);

/** Read a sentence. @p model may not be NULL. O(length). Spans beyond the text are cut. */
void ent_reader_predict(const ent_reader_model *model, const ent_reader_input *input,
                        ent_reading *reading);
/** Classes of a head, likeliest first; returns how many. */
size_t ent_reading_rank(const ent_reading *reading, ent_head head, ent_ranked ranked[ENT_CLASSES]);

/** What a span of a sentence is to its event. */
typedef enum ent_role {
    ENT_ROLE_SOURCE,
    ENT_ROLE_TARGET,
    ENT_ROLE_MUTUAL, /**< acts on the other mutual span as that acts on it */
} ent_role;

typedef struct ent_role_span {
    ent_text_span span;
    ent_role role;
    float probability; /**< that a word of the span has the role, mean over its words */
} ent_role_span;

/** Most spans of a sentence that have a role. */
enum { ENT_ROLE_SPANS = 16 };

/** A sentence whose spans with roles are known. */
typedef struct ent_role_example {
    const char *text;
    size_t length;
    ent_role_span spans[ENT_ROLE_SPANS]; /**< by begin */
    size_t span_count;
    float weight;
} ent_role_example;

/** Learn to find roles; the model's earlier weights for roles are replaced. Errors: USAGE (no
 * examples), MEMORY. O(iterations · words · features). */
ent_status ent_reader_train_roles(ent_reader_model *model, const ent_role_example *examples,
                                  size_t count, const ent_reader_train_options *options,
                                  ent_error *err);
/** The likeliest spans of a sentence without marks, by begin; returns how many. None when the model
 * has not learnt roles. O(length). */
size_t ent_reader_roles(const ent_reader_model *model, const char *text, size_t length,
                        ent_role_span spans[ENT_ROLE_SPANS]);
/** Of given mentions (by begin, not overlapping), which is the source and which the target: sets
 * the two indices and returns how likely the pair is among all pairs. At least two mentions.
 * O(length + mentions²). */
float ent_reader_direction(const ent_reader_model *model, const char *text, size_t length,
                           const ent_text_span *mentions, size_t count, size_t *source,
                           size_t *target);

#ifdef __cplusplus
}
#endif
#endif
