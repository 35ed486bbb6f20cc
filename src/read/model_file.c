/* SPDX-License-Identifier: Apache-2.0 */
/* A model as a file. Little-endian: "ENTREAD\0", version, CRC-32 of what follows (all uint32), then
 * two tables (classes, roles; the second may be absent) and the steps of the chain. A table: its
 * rows (uint32), 2^20 bits of buckets, scales and biases (float32 × 38), rows × 40 bytes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/array.h"
#include "base/bytes.h"
#include "read/reader_model.h"

static const char magic[8] = "ENTREAD";
enum { VERSION = 1, HEADER = 16, LIMIT = 32 << 20 };

_Static_assert(sizeof(float) == 4, "a float has 32 bits");

/* ---- bytes ---- */

struct writer {
    ent_text text;
    ent_status status;
    ent_error *err;
};

static void put(struct writer *writer, const void *bytes, size_t size) {
    if (writer->status == ENT_OK)
        writer->status = ent_text_add(&writer->text, bytes, size, writer->err);
}

static void put_u32(struct writer *writer, uint32_t value) {
    unsigned char bytes[4];
    for (int k = 0; k < 4; k++)
        bytes[k] = (unsigned char)(value >> (8 * k));
    put(writer, bytes, 4);
}

static void put_float(struct writer *writer, float value) {
    uint32_t bits;
    memcpy(&bits, &value, 4);
    put_u32(writer, bits);
}

struct reader {
    const unsigned char *bytes;
    size_t size, at;
    bool short_of; /* the file ended too early, or holds what cannot be */
};

static uint32_t take_u32(struct reader *reader) {
    if (reader->size - reader->at < 4) {
        reader->short_of = true;
        return 0;
    }
    const unsigned char *b = reader->bytes + reader->at;
    reader->at += 4;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static float take_float(struct reader *reader) {
    uint32_t bits = take_u32(reader);
    float value;
    memcpy(&value, &bits, 4);
    if (!isfinite(value)) reader->short_of = true;
    return value;
}

/* ---- tables ---- */

static void put_table(struct writer *writer, const ent_weight_table *linear) {
    put_u32(writer, linear == NULL ? 0 : linear->rows);
    if (linear == NULL) return;
    for (size_t w = 0; w < ENT_WEIGHT_WORDS; w++) {
        put_u32(writer, (uint32_t)linear->taken[w]);
        put_u32(writer, (uint32_t)(linear->taken[w] >> 32));
    }
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
        put_float(writer, linear->scale[k]);
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
        put_float(writer, linear->bias[k]);
    put(writer, linear->row, (size_t)linear->rows * ENT_WEIGHT_ROW);
}

/* *out stays NULL when the table is absent. */
static ent_status take_table(struct reader *reader, ent_weight_table **out, ent_error *err) {
    void *taken = NULL;
    uint32_t rows = take_u32(reader);
    if (rows == 0 || reader->short_of) return ENT_OK;
    ent_status status = ent_array_new(&taken, ENT_WEIGHT_WORDS, sizeof(uint64_t), err);
    if (status != ENT_OK) return status;
    for (size_t w = 0; w < ENT_WEIGHT_WORDS; w++) {
        uint64_t low = take_u32(reader);
        ((uint64_t *)taken)[w] = low | (uint64_t)take_u32(reader) << 32;
    }
    status = ent_weight_table_of_buckets(out, taken, err);
    free(taken);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
        (*out)->scale[k] = take_float(reader);
    for (size_t k = 0; k < ENT_WEIGHT_CLASSES; k++)
        (*out)->bias[k] = take_float(reader);
    size_t size = (size_t)rows * ENT_WEIGHT_ROW;
    if ((*out)->rows != rows || reader->size - reader->at < size)
        reader->short_of = true;
    else
        memcpy((*out)->row, reader->bytes + reader->at, size);
    reader->at += reader->short_of ? 0 : size;
    return ENT_OK;
}

static void put_steps(struct writer *writer, const ent_role_steps *steps) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        put_float(writer, (float)fmax(steps->start[s], -1e30));
        for (size_t r = 0; r < ENT_STATES; r++)
            put_float(writer, (float)fmax(steps->step[r][s], -1e30));
    }
}

static double step_of(float value) {
    return value < -1e29F ? -HUGE_VAL : (double)value;
}

static void take_steps(struct reader *reader, ent_role_steps *steps) {
    for (size_t s = 0; s < ENT_STATES; s++) {
        steps->start[s] = step_of(take_float(reader));
        for (size_t r = 0; r < ENT_STATES; r++)
            steps->step[r][s] = step_of(take_float(reader));
    }
}

/* ---- files ---- */

static ent_status read_all(const char *path, ent_text *text, ent_error *err) {
    char buffer[1 << 16];
    ent_bytes *bytes = NULL;
    size_t length = 1;
    ent_status status = ent_bytes_open(&bytes, path, NULL, 0, err);
    while (status == ENT_OK && length > 0) {
        status = ent_bytes_read(bytes, buffer, sizeof buffer, &length, err);
        if (status == ENT_OK) status = ent_text_add(text, buffer, length, err);
        if (status == ENT_OK && text->length > LIMIT)
            status = ent_fail(err, ENT_ERR_FORMAT,
                              "%s: larger than a model for reading can be (32 MiB)", path);
    }
    ent_bytes_close(bytes);
    return status;
}

static ent_status check_header(struct reader *reader, const char *path, ent_error *err) {
    if (reader->size < HEADER || memcmp(reader->bytes, magic, sizeof magic) != 0)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: expected a model for reading, found other data",
                        path);
    reader->at = sizeof magic;
    uint32_t version = take_u32(reader);
    if (version != VERSION)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: version %u of the format; this program reads %d",
                        path, version, VERSION);
    uint32_t sum = take_u32(reader);
    if (crc32(0, reader->bytes + HEADER, (uInt)(reader->size - HEADER)) != sum)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: damaged: its checksum does not fit", path);
    return ENT_OK;
}

static ent_status parse(ent_reader_model *model, struct reader *reader, const char *path,
                        ent_error *err) {
    ent_status status = check_header(reader, path, err);
    if (status == ENT_OK) status = take_table(reader, &model->linear, err);
    if (status == ENT_OK) status = take_table(reader, &model->roles.linear, err);
    if (status != ENT_OK) return status;
    take_steps(reader, &model->roles.steps);
    if (reader->short_of || reader->at != reader->size || model->linear == NULL)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: damaged: its tables do not fit its size", path);
    return ENT_OK;
}

ent_status ent_reader_model_load(ent_reader_model **out, const char *path, const void *data,
                                 size_t size, ent_error *err) {
    ent_text text = {0};
    ent_reader_model *model = NULL;
    ent_status status = data == NULL ? read_all(path, &text, err) : ENT_OK;
    if (status == ENT_OK) status = ent_reader_model_new(&model, err);
    if (status == ENT_OK) {
        struct reader reader = {.bytes = data == NULL ? (const unsigned char *)text.bytes : data,
                                .size = data == NULL ? text.length : size};
        status = size > LIMIT
                     ? ent_fail(err, ENT_ERR_FORMAT,
                                "%s: larger than a model for reading can be (32 MiB)", path)
                     : parse(model, &reader, path, err);
    }
    ent_text_free(&text);
    if (status == ENT_OK)
        *out = model;
    else
        ent_reader_model_free(model);
    return status;
}

static ent_status write_file(const char *path, const ent_text *text, ent_error *err) {
    char part[4096];
    int length = snprintf(part, sizeof part, "%s.part", path);
    if (length < 0 || (size_t)length >= sizeof part)
        return ent_fail(err, ENT_ERR_IO, "%s: the path is too long", path);
    FILE *file = fopen(part, "wb");
    bool done = file != NULL && fwrite(text->bytes, 1, text->length, file) == text->length;
    if (file != NULL) done = fclose(file) == 0 && done;
    if (done && rename(part, path) == 0) return ENT_OK;
    unlink(part);
    return ent_fail(err, ENT_ERR_IO, "%s: cannot be written", path);
}

ent_status ent_reader_model_save(const ent_reader_model *model, const char *path, ent_error *err) {
    struct writer writer = {.status = ENT_OK, .err = err};
    put(&writer, magic, sizeof magic);
    put_u32(&writer, VERSION);
    put_u32(&writer, 0);
    put_table(&writer, model->linear);
    put_table(&writer, model->roles.linear);
    put_steps(&writer, &model->roles.steps);
    if (writer.status == ENT_OK) {
        const unsigned char *body = (const unsigned char *)writer.text.bytes + HEADER;
        uint32_t sum = (uint32_t)crc32(0, body, (uInt)(writer.text.length - HEADER));
        for (int k = 0; k < 4; k++)
            writer.text.bytes[12 + k] = (char)(sum >> (8 * k));
        writer.status = write_file(path, &writer.text, err);
    }
    ent_text_free(&writer.text);
    return writer.status;
}
