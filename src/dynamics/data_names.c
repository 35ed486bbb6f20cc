/* SPDX-License-Identifier: Apache-2.0 */
/* Names of actors in data files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "dynamics/data_file.h"

static int by_label(const void *a, const void *b, void *context) {
    char *const *label = context;
    return strcmp(label[*(const size_t *)a], label[*(const size_t *)b]);
}

static ent_status sort_names(saom_names *names, ent_error *err) {
    ent_status status =
        ent_array_new((void **)&names->sorted, names->n, sizeof *names->sorted, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < names->n; i++)
        names->sorted[i] = i;
    qsort_r(names->sorted, names->n, sizeof *names->sorted, by_label, names->label);
    for (size_t k = 1; k < names->n; k++) {
        const char *label = names->label[names->sorted[k]];
        if (strcmp(names->label[names->sorted[k - 1]], label) == 0)
            return ent_fail(err, ENT_ERR_USAGE, "two actors are named '%.40s'", label);
    }
    return ENT_OK;
}

ent_status saom_names_new(saom_names *names, const char *const *label, size_t n, ent_error *err) {
    *names = (saom_names){.n = n};
    ent_status status = ent_array_new((void **)&names->label, n, sizeof *names->label, err);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i + 1);
        names->label[i] = strdup(label != NULL ? label[i] : number);
        if (names->label[i] == NULL) status = ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    }
    if (status == ENT_OK) status = sort_names(names, err);
    if (status != ENT_OK) saom_names_free(names);
    return status;
}

ent_status saom_names_number(saom_names *names, size_t n, ent_error *err) {
    return saom_names_new(names, NULL, n, err);
}

void saom_names_free(saom_names *names) {
    for (size_t i = 0; i < names->n && names->label != NULL; i++)
        free(names->label[i]);
    free(names->label);
    free(names->sorted);
    *names = (saom_names){0};
}

size_t saom_names_find(const saom_names *names, const char *label) {
    size_t low = 0;
    size_t high = names->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(names->label[names->sorted[middle]], label);
        if (order == 0) return names->sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}
