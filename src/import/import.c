/* SPDX-License-Identifier: Apache-2.0 */
/* The importers by name, and the frame around each of them: fingerprint and transaction. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/array.h"
#include "base/bytes.h"
#include "import/importers.h"

/* By name. */
static const ent_importer_def *const importers[] = {
    &ent_importer_atop,         &ent_importer_capitals,         &ent_importer_cow_contiguity,
    &ent_importer_cow_nmc,      &ent_importer_cow_states,       &ent_importer_cow_trade,
    &ent_importer_dcad,         &ent_importer_gw_states,        &ent_importer_icews,
    &ent_importer_ideal_points, &ent_importer_ledger,           &ent_importer_mid_dyadic,
    &ent_importer_mme,          &ent_importer_russia_exercises, &ent_importer_sipri_tiv,
    &ent_importer_tss_rivalry,  &ent_importer_un_votes,         &ent_importer_us_troops,
};
enum { IMPORTERS = sizeof importers / sizeof importers[0] };

size_t ent_importer_count(void) {
    return IMPORTERS;
}

const ent_importer *ent_importer_at(size_t index) {
    return index < IMPORTERS ? &importers[index]->info : NULL;
}

static ent_status find_importer(const char *name, const ent_importer_def **out, ent_error *err) {
    ent_text names = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < IMPORTERS && status == ENT_OK; i++) {
        *out = importers[i];
        if (strcmp((*out)->info.name, name) == 0) break;
        status = ent_text_format(&names, err, "%s%s", i > 0 ? ", " : "", (*out)->info.name);
        if (i + 1 == IMPORTERS && status == ENT_OK)
            status = ent_fail(err, ENT_ERR_NOT_FOUND, "no importer '%s'; there are: %s", name,
                              names.bytes);
    }
    ent_text_free(&names);
    return status;
}

/* Length and CRC-32 of each input's bytes as read (gzip undone), in order: the same files give the
 * same text whatever they are called. */
static ent_status add_fingerprint(const ent_input *input, ent_text *text, ent_error *err) {
    enum { BLOCK = 1 << 16 };
    ent_bytes *bytes = NULL;
    unsigned char *block = malloc(BLOCK);
    if (block == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    uLong crc = crc32(0, NULL, 0);
    unsigned long long total = 0;
    size_t length = 1;
    ent_status status = ent_bytes_open(&bytes, input->path, input->data, input->size, err);
    while (status == ENT_OK && length > 0) {
        status = ent_bytes_read(bytes, block, BLOCK, &length, err);
        crc = crc32(crc, block, (uInt)length);
        total += length;
    }
    ent_bytes_close(bytes);
    free(block);
    if (status != ENT_OK) return status;
    return ent_text_format(text, err, "%llu:%08lx ", total, crc);
}

/* The program's version is part of it: a newer importer may read the same bytes better. */
static ent_status fingerprint(const ent_importer_def *importer, const ent_input *inputs,
                              size_t count, bool skip_bad, ent_text *text, ent_error *err) {
    ent_status status = ent_text_format(text, err, "%s %s%s ", ent_version(), importer->info.name,
                                        skip_bad ? " skip-bad" : "");
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = add_fingerprint(&inputs[i], text, err);
    return status;
}

static void notice_of_order(const ent_reading *reading, const ent_source *source) {
    bool older = false;
    const char *replaced = ent_import_replaces(reading->session, &older);
    if (older)
        ent_reading_notice(reading, "%s %s replaces the newer release %s", source->name,
                           source->version, replaced);
}

static ent_status run(const ent_importer_def *importer, ent_store *store, const ent_input *inputs,
                      size_t count, const ent_source *source, const char *print,
                      ent_reading *reading, ent_import_result *result, ent_error *err) {
    ent_status status =
        ent_import_begin(&reading->session, store, source, print, &result->unchanged, err);
    if (status != ENT_OK || result->unchanged) return status;
    notice_of_order(reading, source);
    status = importer->read(reading, inputs, count, err);
    if (status != ENT_OK) {
        ent_import_rollback(reading->session);
        return status;
    }
    result->rows = ent_import_rows(reading->session);
    result->skipped = reading->skipped;
    return ent_import_commit(reading->session, err);
}

ent_status ent_import(ent_store *store, const char *importer, const ent_input *inputs,
                      size_t input_count, const ent_import_options *options,
                      ent_import_result *result, ent_error *err) {
    static const ent_import_options none = {0};
    ent_import_result ignored = {0};
    const ent_importer_def *definition = NULL;
    ent_actors *actors = NULL;
    ent_text print = {0};
    char version[ENT_RELEASE_TEXT] = "";
    if (result == NULL) result = &ignored;
    *result = (ent_import_result){0};
    ent_status status = find_importer(importer, &definition, err);
    if (status != ENT_OK) return status;
    if (input_count == 0 || (input_count > 1 && !definition->info.many))
        return ent_fail(err, ENT_ERR_USAGE, "%s: expected %s, found %zu files", importer,
                        definition->info.many ? "one or more files" : "one file", input_count);
    ent_source source = definition->source;
    if (definition->describe != NULL)
        status = definition->describe(inputs, input_count, &source, err);
    if (status == ENT_OK && definition->release != NULL) {
        source.version = version;
        status = definition->release(inputs, input_count, version, &source.order, err);
    }
    ent_reading reading = {.options = options != NULL ? options : &none};
    if (status == ENT_OK)
        status =
            fingerprint(definition, inputs, input_count, reading.options->skip_bad, &print, err);
    if (status == ENT_OK) status = ent_store_actors(store, &actors, err);
    reading.actors = actors;
    if (status == ENT_OK)
        status = run(definition, store, inputs, input_count, &source, print.bytes, &reading, result,
                     err);
    ent_actors_free(actors);
    ent_text_free(&print);
    return status;
}
