/* SPDX-License-Identifier: Apache-2.0 */
#include "support.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void assert_ok(ent_status status, const ent_error *err) {
    if (status != ENT_OK) fail_msg("status %d: %s", (int)status, err != NULL ? err->text : "");
}

void assert_error(ent_status got, ent_status want, const ent_error *err, const char *part) {
    assert_int_equal(got, want);
    if (strstr(err->text, part) == NULL) fail_msg("'%s' lacks '%s'", err->text, part);
    assert_null(strchr(err->text, '\n'));
}

static char folder[64];

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *ftw) {
    (void)info, (void)type, (void)ftw;
    return remove(path);
}

static void remove_folder(void) {
    nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_folder(void) {
    if (folder[0] == '\0') {
        strcpy(folder, "/tmp/entente-test-XXXXXX");
        if (mkdtemp(folder) == NULL) abort();
        atexit(remove_folder);
    }
    return folder;
}

const char *scratch_path(const char *name) {
    static char ring[16][512];
    static unsigned next;
    char *path = ring[next++ % 16];
    snprintf(path, sizeof ring[0], "%s/%s", scratch_folder(), name);
    return path;
}

const char *scratch_file(const char *name, const void *data, size_t size) {
    const char *path = scratch_path(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    return path;
}

const char *shared_path(const char *relative) {
    static char ring[16][1024];
    static unsigned next;
    const char *root = getenv("ENTENTE_SHARED");
    char *path = ring[next++ % 16];
    snprintf(path, sizeof ring[0], "%s/%s", root != NULL ? root : PROJECT_DATA "/../../shared",
             relative);
    return access(path, R_OK) == 0 ? path : NULL;
}
