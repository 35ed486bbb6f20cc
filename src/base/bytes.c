/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of bytes: file or memory below, zlib's inflate on top where the magic number says so. */
#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 1 << 17 };

struct ent_bytes {
    const char *path;
    FILE *file;                  /* NULL: memory */
    const unsigned char *memory; /* what is left of it */
    size_t memory_left;
    bool gzip;
    bool member_open; /* inside a gzip member: the end of input here means a cut file */
    z_stream stream;
    unsigned char block[BLOCK]; /* raw bytes read from the file */
    size_t block_begin, block_end;
};

/* Make raw bytes available in the block; none left at the end of input. */
static ent_status refill(ent_bytes *bytes, ent_error *err) {
    if (bytes->block_begin < bytes->block_end) return ENT_OK;
    bytes->block_begin = bytes->block_end = 0;
    if (bytes->file == NULL) {
        size_t take = bytes->memory_left < BLOCK ? bytes->memory_left : BLOCK;
        if (take > 0) memcpy(bytes->block, bytes->memory, take);
        bytes->memory += take;
        bytes->memory_left -= take;
        bytes->block_end = take;
        return ENT_OK;
    }
    bytes->block_end = fread(bytes->block, 1, BLOCK, bytes->file);
    if (bytes->block_end == 0 && ferror(bytes->file))
        return ent_fail(err, ENT_ERR_IO, "%s: cannot read: %s", bytes->path, strerror(errno));
    return ENT_OK;
}

/* A regular file: importers read their files more than once, which a pipe cannot give. Opening must
 * not wait for a pipe's writer. */
static ent_status open_file(ent_bytes *bytes, ent_error *err) {
    struct stat info;
    int file = open(bytes->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && fstat(file, &info) == 0 && !S_ISREG(info.st_mode)) {
        close(file);
        return ent_fail(err, ENT_ERR_IO, "%s: expected a file, found %s", bytes->path,
                        S_ISDIR(info.st_mode) ? "a directory" : "a pipe or device");
    }
    bytes->file = file >= 0 ? fdopen(file, "rb") : NULL;
    if (bytes->file != NULL) return ENT_OK;
    ent_fail(err, ENT_ERR_IO, "%s: cannot open: %s", bytes->path, strerror(errno));
    if (file >= 0) close(file);
    return ENT_ERR_IO;
}

/* Look at the first two bytes, and set up inflate if they are gzip's. */
static ent_status recognise_gzip(ent_bytes *bytes, ent_error *err) {
    ent_status status = refill(bytes, err);
    if (status != ENT_OK) return status;
    if (bytes->block_end < 2 || bytes->block[0] != 0x1F || bytes->block[1] != 0x8B) return ENT_OK;
    if (inflateInit2(&bytes->stream, 16 + MAX_WBITS) != Z_OK)
        return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", bytes->path);
    bytes->gzip = true;
    bytes->member_open = true;
    return ENT_OK;
}

ent_status ent_bytes_open(ent_bytes **out, const char *path, const void *data, size_t size,
                          ent_error *err) {
    *out = NULL;
    ent_bytes *bytes = calloc(1, sizeof *bytes);
    if (bytes == NULL) return ent_fail(err, ENT_ERR_MEMORY, "%s: out of memory", path);
    bytes->path = path;
    bytes->memory = data;
    bytes->memory_left = data != NULL ? size : 0;
    ent_status status = data == NULL ? open_file(bytes, err) : ENT_OK;
    if (status == ENT_OK) status = recognise_gzip(bytes, err);
    if (status != ENT_OK) {
        ent_bytes_close(bytes);
        return status;
    }
    *out = bytes;
    return ENT_OK;
}

/* One call of inflate; sets member_open and moves over the raw bytes used. */
static ent_status inflate_some(ent_bytes *bytes, void *buffer, size_t capacity, size_t *length,
                               ent_error *err) {
    if (!bytes->member_open) { /* a further member may follow the one that ended */
        inflateReset(&bytes->stream);
        bytes->member_open = true;
    }
    bytes->stream.next_in = bytes->block + bytes->block_begin;
    bytes->stream.avail_in = (uInt)(bytes->block_end - bytes->block_begin);
    bytes->stream.next_out = buffer;
    bytes->stream.avail_out = (uInt)capacity;
    int result = inflate(&bytes->stream, Z_NO_FLUSH);
    bytes->block_begin = bytes->block_end - bytes->stream.avail_in;
    *length = capacity - bytes->stream.avail_out;
    if (result == Z_STREAM_END) bytes->member_open = false;
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
        return ent_fail(err, ENT_ERR_FORMAT, "%s: damaged gzip data%s%s", bytes->path,
                        bytes->stream.msg != NULL ? ": " : "",
                        bytes->stream.msg != NULL ? bytes->stream.msg : "");
    return ENT_OK;
}

ent_status ent_bytes_read(ent_bytes *bytes, void *buffer, size_t capacity, size_t *length,
                          ent_error *err) {
    *length = 0;
    if (capacity > BLOCK) capacity = BLOCK;
    while (*length == 0) {
        ent_status status = refill(bytes, err);
        if (status != ENT_OK) return status;
        size_t available = bytes->block_end - bytes->block_begin;
        if (available == 0) {
            if (bytes->gzip && bytes->member_open)
                return ent_fail(err, ENT_ERR_FORMAT, "%s: gzip data is cut short", bytes->path);
            return ENT_OK;
        }
        if (bytes->gzip) {
            status = inflate_some(bytes, buffer, capacity, length, err);
            if (status != ENT_OK) return status;
        } else {
            *length = available < capacity ? available : capacity;
            memcpy(buffer, bytes->block + bytes->block_begin, *length);
            bytes->block_begin += *length;
        }
    }
    return ENT_OK;
}

void ent_bytes_close(ent_bytes *bytes) {
    if (bytes == NULL) return;
    if (bytes->gzip) inflateEnd(&bytes->stream);
    if (bytes->file != NULL) fclose(bytes->file);
    free(bytes);
}
