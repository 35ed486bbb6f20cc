/* SPDX-License-Identifier: Apache-2.0 */
/* Terms of membership: checked against each other, open where the list itself ends. */
#include "import/terms.h"

#include <stdlib.h>

#include "base/array.h"

static ent_status overlap(const ent_term *other, const ent_csv *csv, ent_error *err) {
    char first[ENT_DATE_TEXT];
    char last[ENT_DATE_TEXT];
    return ent_csv_bad_row(csv, err,
                           "expected terms of state %d that do not overlap, found one that "
                           "overlaps %s to %s",
                           (int)other->code,
                           ent_date_format(ent_date_from_days(other->first), first),
                           ent_date_format(ent_date_from_days(other->last), last));
}

ent_status ent_terms_add(ent_terms *terms, const ent_csv *csv, int32_t code, ent_date first,
                         ent_date last, ent_error *err) {
    char begin[ENT_DATE_TEXT];
    char end[ENT_DATE_TEXT];
    ent_term term = {code, ent_date_days(first, false), ent_date_days(last, true)};
    if (term.last < term.first)
        return ent_csv_bad_row(csv, err,
                               "expected a term that ends after it begins, found state %d until %s "
                               "from %s",
                               (int)code, ent_date_format(last, end),
                               ent_date_format(first, begin));
    for (size_t i = 0; i < terms->count; i++) {
        const ent_term *other = &terms->list[i];
        if (other->code == code && other->first <= term.last && term.first <= other->last)
            return overlap(other, csv, err);
    }
    if (terms->count == ENT_TERMS_MAX)
        return ent_fail(err, ENT_ERR_LIMIT, "%s:%lld: expected at most %d terms of membership",
                        ent_csv_path(csv), (long long)ent_csv_line(csv), (int)ENT_TERMS_MAX);
    ent_status status = ent_array_reserve((void **)&terms->list, &terms->capacity, terms->count + 1,
                                          sizeof *terms->list, err);
    if (status == ENT_OK) terms->list[terms->count++] = term;
    return status;
}

ent_status ent_terms_write(const ent_terms *terms, ent_reading *reading, ent_system system,
                           ent_error *err) {
    int32_t begin = INT32_MAX;
    int32_t end = INT32_MIN;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < terms->count; i++) {
        if (terms->list[i].first < begin) begin = terms->list[i].first;
        if (terms->list[i].last > end) end = terms->list[i].last;
    }
    for (size_t i = 0; i < terms->count && status == ENT_OK; i++) {
        ent_term term = terms->list[i];
        if (term.last == end) term.last = INT32_MAX;
        status = ent_import_term(reading->session, system, &term, err);
    }
    if (status != ENT_OK || terms->count == 0) return status;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_MEMBERSHIP,
                                               .year1 = ent_date_from_days(begin).year,
                                               .year2 = ent_date_from_days(end).year,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

void ent_terms_free(ent_terms *terms) {
    free(terms->list);
    *terms = (ent_terms){0};
}
