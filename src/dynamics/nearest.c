/* SPDX-License-Identifier: Apache-2.0 */
#include "dynamics/nearest.h"

#include <stdint.h>
#include <string.h>

size_t saom_word_distance(const char *a, const char *b) {
    enum { LONGEST = 31 };
    size_t row[LONGEST + 1];
    size_t width = strnlen(b, LONGEST);
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 0; i < strnlen(a, LONGEST); i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            size_t change = corner + ((a[i] | 32) != (b[j] | 32));
            size_t best = row[j] < row[j + 1] ? row[j] + 1 : row[j + 1] + 1;
            corner = row[j + 1];
            row[j + 1] = change < best ? change : best;
        }
    }
    return row[width];
}

const char *saom_nearest(const char *word, const char *const *list) {
    const char *best = list[0];
    size_t least = SIZE_MAX;
    for (size_t k = 0; list[k] != NULL; k++) {
        size_t own = saom_word_distance(word, list[k]);
        if (own < least) {
            least = own;
            best = list[k];
        }
    }
    return best;
}
