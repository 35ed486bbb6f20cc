/* SPDX-License-Identifier: Apache-2.0 */
/* Any text: what is read as a figure is what strtod reads, and what is written reads back. Any
 * eight bytes: the double they are reads back from its text. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"

static bool same_bits(double a, double b) {
    uint64_t left, right;
    memcpy(&left, &a, sizeof a);
    memcpy(&right, &b, sizeof b);
    return left == right;
}

static void read_back(double value) {
    char text[ENT_NUMBER_TEXT];
    double back = 0;
    size_t length = ent_number_write(value, text);
    if (length != strlen(text) || length >= sizeof text) abort();
    if (!isfinite(value)) return;
    if (!ent_number_read(text, &back) || !same_bits(back, value)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    double value = 0;
    int64_t whole = 0;
    if (size >= sizeof value) {
        memcpy(&value, data, sizeof value);
        read_back(value);
    }
    char *text = malloc(size + 1);
    if (text == NULL) return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (ent_number_read(text, &value)) {
        char *end;
        double peer = strtod(text, &end);
        if (*end != '\0' || !same_bits(peer, value)) abort();
        read_back(value);
    }
    if (ent_integer_read(text, &whole)) {
        if (!ent_number_read(text, &value) || value != (double)whole) abort();
    }
    free(text);
    return 0;
}
