/* SPDX-License-Identifier: Apache-2.0 */
/* A saved state of the sampler of any bytes: refused in one line, or gone on from with finite
 * figures. The first byte says what is made of the rest: the file itself; or, since a sum at the
 * file's end keeps out what is not whole, patches of a sound file (two bytes of place, eight of
 * content each) under a right sum. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/latent.h"
#include "latent/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Sizes of all arrays of a state are multiples of eight bytes, so that one sum is that of all. */
enum {
    SPELLS = 8,
    LENGTH = 2,
    NODES = SPELLS * LENGTH,
    ITEMS = 2,
    PATCH = 10,
    SOUND_MAX = 1 << 16
};

static ent_status sample(ent_latent_fit **fit, const char *state, ent_error *err) {
    static const ent_latent_item items[ITEMS] = {{ENT_LATENT_ORDERED, 3, true},
                                                 {ENT_LATENT_COUNT, 0, true}};
    ent_latent_spell spells[SPELLS];
    size_t row[NODES + 1];
    uint32_t item[NODES * ITEMS];
    double value[NODES * ITEMS];
    for (size_t s = 0; s < SPELLS; s++)
        spells[s] = (ent_latent_spell){(uint32_t)s, 0, LENGTH};
    for (size_t o = 0; o < (size_t)NODES * ITEMS; o++) {
        item[o] = o % ITEMS;
        value[o] = (double)(o * 7 % 5 % 3);
    }
    for (size_t n = 0; n <= NODES; n++)
        row[n] = n * ITEMS;
    const ent_latent_data made = {ITEMS, items, SPELLS, spells, row, item, value};
    ent_latent_options options = ent_latent_defaults();
    options.threads = 1;
    options.levels = 2;
    options.breaks = true;
    options.iterations = 2;
    options.chains = 1;
    options.burn_in = 2;
    options.draws = 4;
    options.state = state;
    return ent_latent_fit_gibbs(fit, &made, &options, err);
}

static size_t whole_file(const char *path, uint8_t *bytes) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) abort();
    size_t size = fread(bytes, 1, SOUND_MAX, file);
    fclose(file);
    return size;
}

/* A sound file's bytes, made once for the process. */
static size_t make_sound(uint8_t *bytes, const char *path) {
    ent_latent_fit *fit = NULL;
    ent_error err = {0};
    (void)remove(path);
    if (sample(&fit, path, &err) != ENT_OK) abort();
    ent_latent_free(fit);
    return whole_file(path, bytes);
}

static void patch(uint8_t *bytes, size_t size, const uint8_t *data, size_t left) {
    for (; left >= PATCH; data += PATCH, left -= PATCH) {
        size_t place = ((size_t)data[0] << 8 | data[1]) % (size / 8) * 8;
        memcpy(bytes + place, data + 2, 8);
    }
    uint64_t sum = ent_archive_sum(0, bytes, size - 8);
    memcpy(bytes + size - 8, &sum, 8);
}

static void assert_finite(const ent_latent_fit *fit) {
    double mean[NODES];
    double sd[NODES];
    ent_error err = {0};
    if (ent_latent_summary(fit, 0.9, mean, sd, NULL, NULL, &err) != ENT_OK) abort();
    for (size_t n = 0; n < NODES; n++)
        if (!isfinite(mean[n]) || !isfinite(sd[n])) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static uint8_t sound[SOUND_MAX];
    static uint8_t bytes[SOUND_MAX];
    static size_t sound_size;
    char path[64];
    if (size == 0 || size > SOUND_MAX) return 0;
    snprintf(path, sizeof path, "/tmp/fuzz_archive.%ld", (long)getpid());
    if (sound_size == 0) sound_size = make_sound(sound, path);
    memcpy(bytes, sound, sound_size);
    bool whole = data[0] % 2 == 0;
    if (!whole) patch(bytes, sound_size, data + 1, size - 1);
    FILE *file = fopen(path, "wb");
    if (file == NULL) abort();
    fwrite(whole ? data + 1 : bytes, 1, whole ? size - 1 : sound_size, file);
    fclose(file);
    ent_latent_fit *fit = NULL;
    ent_error err = {0};
    ent_status status = sample(&fit, path, &err);
    if (status == ENT_OK)
        assert_finite(fit);
    else if (fit != NULL || strpbrk(err.text, "\n\r") != NULL)
        abort();
    ent_latent_free(fit);
    (void)remove(path);
    return 0;
}
