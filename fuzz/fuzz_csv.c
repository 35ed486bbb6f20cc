/* SPDX-License-Identifier: Apache-2.0 */
/* Delimited text of any bytes: the first byte chooses the options, the rest is the input. */
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(int truth) {
    if (!truth) abort();
}

static void try_fields(const ent_csv *csv) {
    static const char *const marks[] = {"-9", "NA", NULL};
    int columns = (int)ent_csv_columns(csv);
    for (int i = 0; i < columns; i++) {
        ent_error err = {0};
        double real = 0;
        int64_t integer = 0;
        ent_date date = {0};
        (void)ent_csv_real(csv, i, marks, &real, &err);
        (void)ent_csv_integer(csv, i, -5, 5000, NULL, &integer, &err);
        if (ent_csv_date(csv, i, &date, &err) == ENT_OK) use(ent_date_valid(date));
        (void)ent_csv_date_parts(csv, i, i + 1 < columns ? i + 1 : -1, -1, marks, &date, &err);
        use(strpbrk(err.text, "\n\r\t\x1B") == NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"one", "two", NULL};
    if (size < 1) return 0;
    ent_csv_options options = {
        .delimiter = (data[0] & 1) != 0 ? '\t' : '\0',
        .unquoted = (data[0] & 2) != 0,
        .ragged = (data[0] & 4) != 0,
        .encoding = (data[0] & 8) != 0 ? ENT_CSV_UTF8_OR_LATIN1 : ENT_CSV_UTF8,
        .header_begins = (data[0] & 16) != 0 ? ((data[0] & 32) != 0 ? "" : "year") : NULL,
        .columns = (data[0] & 64) != 0 ? names : NULL,
    };
    ent_csv *csv = NULL;
    ent_error err = {0};
    int column = 0;
    if (ent_csv_open(&csv, "fuzz", data + 1, size - 1, &options, &err) != ENT_OK) {
        use(csv == NULL && err.text[0] != '\0');
        return 0;
    }
    (void)ent_csv_require(csv, "no such column", &column, &err);
    int64_t line = 0;
    for (bool more = true; more && ent_csv_can_continue(csv);) {
        if (ent_csv_next(csv, &more, &err) != ENT_OK) {
            more = true;
            continue;
        }
        if (!more) break;
        use(ent_csv_line(csv) > line);
        line = ent_csv_line(csv);
        try_fields(csv);
    }
    ent_csv_close(csv);
    return 0;
}
