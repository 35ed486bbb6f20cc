/* SPDX-License-Identifier: Apache-2.0 */
/* The sum is FNV-1a over 64-bit words: it catches a file cut short or damaged, not a forged one. */
#include "latent/archive.h"

#include <errno.h>
#include <string.h>

static const char suffix[] = ".part";

uint64_t ent_archive_sum(uint64_t sum, const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    for (; size >= sizeof(uint64_t); size -= sizeof(uint64_t), at += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, at, sizeof word);
        sum = (sum ^ word) * UINT64_C(0x100000001B3);
        sum ^= sum >> 31;
    }
    for (; size > 0; size--, at++)
        sum = (sum ^ *at) * UINT64_C(0x100000001B3);
    return sum;
}

ent_status ent_archive_read(ent_archive *archive, const char *path, bool *found, ent_error *err) {
    *archive = (ent_archive){.path = path, .reading = true};
    archive->file = fopen(path, "rb");
    *found = archive->file != NULL;
    if (archive->file == NULL && errno != ENOENT)
        return ent_fail(err, ENT_ERR_IO, "%s: %s", path, strerror(errno));
    return ENT_OK;
}

static void temporary(const char *path, char *name, size_t size) {
    snprintf(name, size, "%s%s", path, suffix);
}

ent_status ent_archive_write(ent_archive *archive, const char *path, ent_error *err) {
    char name[4096];
    *archive = (ent_archive){.path = path};
    if (strlen(path) + sizeof suffix > sizeof name)
        return ent_fail(err, ENT_ERR_IO, "%s: name too long", path);
    temporary(path, name, sizeof name);
    archive->file = fopen(name, "wb");
    if (archive->file == NULL) return ent_fail(err, ENT_ERR_IO, "%s: %s", name, strerror(errno));
    return ENT_OK;
}

void ent_archive_pass(ent_archive *archive, void *bytes, size_t size) {
    if (archive->failed || size == 0) return;
    size_t done = archive->reading ? fread(bytes, 1, size, archive->file)
                                   : fwrite(bytes, 1, size, archive->file);
    archive->failed = done != size;
    if (!archive->failed) archive->sum = ent_archive_sum(archive->sum, bytes, size);
}

static ent_status close_read(ent_archive *archive, ent_error *err) {
    uint64_t sum = archive->sum;
    uint64_t kept = 0;
    ent_archive_pass(archive, &kept, sizeof kept);
    bool good = !archive->failed && kept == sum && fgetc(archive->file) == EOF;
    (void)fclose(archive->file);
    if (good) return ENT_OK;
    return ent_fail(err, ENT_ERR_FORMAT, "%s: the saved state is damaged or cut short",
                    archive->path);
}

ent_status ent_archive_close(ent_archive *archive, ent_error *err) {
    if (archive->reading) return close_read(archive, err);
    char name[4096];
    temporary(archive->path, name, sizeof name);
    uint64_t sum = archive->sum;
    ent_archive_pass(archive, &sum, sizeof sum);
    bool good = fclose(archive->file) == 0 && !archive->failed;
    if (good && rename(name, archive->path) == 0) return ENT_OK;
    (void)remove(name);
    return ent_fail(err, ENT_ERR_IO, "%s: cannot be written", archive->path);
}
