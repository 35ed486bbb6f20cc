/* SPDX-License-Identifier: Apache-2.0 */
#include "read/dictionary.h"

#include <stdlib.h>

static int by_feature(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void ent_features_sort(uint32_t *features, size_t count) {
    if (count > 1) qsort(features, count, sizeof *features, by_feature);
}

void ent_dictionary_take(ent_dictionary *dictionary, uint32_t *occurrences, size_t count,
                         unsigned least) {
    size_t kept = 0;
    ent_features_sort(occurrences, count);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && occurrences[end] == occurrences[i])
            end++;
        uint32_t feature = occurrences[i];
        if (end - i >= least) occurrences[kept++] = feature;
        i = end;
    }
    dictionary->feature = occurrences;
    dictionary->count = kept;
}

size_t ent_dictionary_find(const ent_dictionary *dictionary, uint32_t feature) {
    size_t low = 0;
    size_t high = dictionary->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (dictionary->feature[mid] < feature)
            low = mid + 1;
        else
            high = mid;
    }
    return low < dictionary->count && dictionary->feature[low] == feature ? low : SIZE_MAX;
}

void ent_dictionary_free(ent_dictionary *dictionary) {
    free(dictionary->feature);
    dictionary->feature = NULL;
    dictionary->count = 0;
}
