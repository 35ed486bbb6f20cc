/* SPDX-License-Identifier: Apache-2.0 */
/* A data file of any bytes: the first says what it is read as. */
#include <stdlib.h>

#include "dynamics/data_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_entries(const saom_entries *entries, size_t n) {
    for (size_t e = 0; e < entries->count; e++)
        if (entries->entry[e].from >= n || entries->entry[e].to >= n ||
            entries->entry[e].from == entries->entry[e].to)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const missing[] = {"9", "NA", NULL};
    if (size == 0) return 0;
    saom_source_file file = {"fuzz", data + 1, size - 1};
    saom_entries entries = {0};
    saom_names names = {0};
    saom_table table;
    ent_error err = {0};
    enum { ACTORS = 4 };
    double dyads[ACTORS * ACTORS];
    size_t n = 0;
    switch (data[0] % 5) {
    case 0:
        if (saom_read_adjacency(&file, missing, &n, &entries, &err) == ENT_OK)
            check_entries(&entries, n);
        break;
    case 1:
        (void)saom_read_dyads(&file, ACTORS, dyads, &err);
        break;
    case 2:
        if (saom_names_number(&names, ACTORS, &err) != ENT_OK) abort();
        if (saom_read_edges(&file, &names, missing, "1", (data[0] & 4) != 0, &entries, &err) ==
            ENT_OK)
            check_entries(&entries, ACTORS);
        saom_names_free(&names);
        break;
    case 3:
        if (saom_names_number(&names, ACTORS, &err) != ENT_OK) abort();
        (void)saom_read_dyad_edges(&file, &names, "1", (data[0] & 8) != 0, dyads, &err);
        saom_names_free(&names);
        break;
    default:
        if (saom_table_read(&table, &file, NULL, &err) != ENT_OK) break;
        for (size_t r = 0; r < table.rows; r++)
            for (size_t c = 0; c < table.columns; c++)
                (void)saom_table_number(&table, r, c, &dyads[0], &err);
        saom_table_free(&table);
    }
    free(entries.entry);
    return 0;
}
