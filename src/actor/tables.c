/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of data/actors/, compiled in, and searching them. */
#include "actor/tables.h"

#include <string.h>

#include "actor_tables.inc"

size_t ent_rows_from(const void *rows, size_t count, size_t size, int32_t key) {
    const char *bytes = rows;
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int32_t number = 0;
        memcpy(&number, bytes + middle * size, sizeof number);
        if (number < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int ent_years_away(int year, int16_t year1, int16_t year2) {
    if (year < year1) return year1 - year;
    return year > year2 ? year - year2 : 0;
}
