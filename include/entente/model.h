/* SPDX-License-Identifier: Apache-2.0 */
/** @file model.h
 * Model files: data, effects and algorithm of a stochastic actor-oriented model as INI
 * (docs/model-file.md explains each key). Data are read from files of matrices, edge lists and
 * tables, or handed over by a supplier that knows what they mean.
 */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H

#include "entente/dynamics.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Data that are in no file ---- */

enum { ENT_SAOM_LABEL = 64, ENT_SAOM_SPANS = 8 };

/** An actor as a supplier names it: when it is there, in waves (0 the first). */
typedef struct ent_saom_actor {
    char label[ENT_SAOM_LABEL];
    size_t spans;
    double span[ENT_SAOM_SPANS][2];
} ent_saom_actor;

/** Answers `actors = system:…` and `store = …` of a model file. */
typedef struct ent_saom_supplier {
    void *context;
    /** The actors @p what stands for at waves of these names; *actors is freed by the reader. */
    ent_status (*actors)(void *context, const char *what, const char *const *wave, size_t waves,
                         ent_saom_actor **actors, size_t *count, ent_error *err);
    /** A figure of each actor at a wave; missing is NaN. */
    ent_status (*values)(void *context, const char *what, size_t wave, double *value,
                         ent_error *err);
    /** A figure of each ordered pair at a wave, actors × actors; a network's is 0 or 1. */
    ent_status (*dyads)(void *context, const char *what, size_t wave, double *value,
                        ent_error *err);
} ent_saom_supplier;

/* ---- Changes (src/dynamics/change.c) ---- */

/** A change of data or parameters for asking what if: "x[3] = 1", "contig[*,4] = 0",
 * "net[USA,CHN] = 1", "actor[7] = absent", "net.recip *= 0.5". */
typedef struct ent_saom_change {
    char name[ENT_SAOM_LABEL];     /**< covariate, dyadic covariate, network, "actor", variable */
    char index[2][ENT_SAOM_LABEL]; /**< labels or numbers from 1; "*" is all */
    char effect[ENT_SAOM_LABEL];   /**< of a parameter */
    char covariate[ENT_SAOM_LABEL];
    size_t indices; /**< 0: a parameter */
    double value;
    char operation; /**< '=', '+', '*' */
    bool absent;
    bool used; /**< set when something answered to the name */
} ent_saom_change;

/** Read a change. USAGE says what was expected. */
ent_status ent_saom_change_read(const char *text, ent_saom_change *out, ent_error *err);

/* ---- Reading (src/dynamics/model_file.c) ---- */

/** Where a model file is. */
typedef struct ent_saom_input {
    const char *path;   /**< its name, for messages; read unless @p text is given */
    const char *text;   /**< its text, or NULL */
    size_t size;        /**< of the text */
    const char *folder; /**< what its paths are relative to; NULL: the folder of @p path */
    const ent_saom_supplier *supplier; /**< NULL: there are only files */
    ent_saom_change *changes; /**< to make in covariates, ties and actors as they are read */
    size_t change_count;
} ent_saom_input;

/** A model file read: ready to estimate or simulate. */
typedef struct ent_saom_setup {
    char *path, *folder, *text;
    size_t waves;
    char **wave; /**< their names */
    size_t groups;
    char **group; /**< their names; "" if there is one without */
    ent_saom_data **data;
    char ***label; /**< by group and actor */
    ent_saom_model *model;
    ent_saom_options options;
    uint64_t fingerprint; /**< of all data as given: FNV-1a (Fowler, Noll & Vo) */
} ent_saom_setup;

/** Read a model file and its data. Errors: IO; FORMAT and USAGE name file, line and key; LIMIT;
 * NOT_FOUND names the nearest effect or key; MEMORY. O(size of the data). */
ent_status ent_saom_setup_read(ent_saom_setup **out, const ent_saom_input *input, ent_error *err);
void ent_saom_setup_free(ent_saom_setup *setup);

/** Make the changes of parameters among @p changes in @p value (one a parameter), and hold centring
 * and similarity of @p setup as they are in @p baseline, so that a coefficient keeps its meaning.
 * Errors: NOT_FOUND for a change nothing answered to. */
ent_status ent_saom_setup_change(ent_saom_setup *setup, const ent_saom_setup *baseline,
                                 ent_saom_change *changes, size_t count, double *value,
                                 ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
