/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of a slice that come from evidence in memory. A pair shares a record in a year when both
 * took part on a same day of it. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "panel/loader.h"

/* A participant that has a row in the slice, with its days clipped to a span. */
struct present {
    const struct participant *who;
    size_t row;
    int32_t first, last;
};

/* Largest number of participants of one record that are paired; larger lists are cut. */
enum { PRESENT_MAX = 256 };

static int32_t later(int32_t a, int32_t b) {
    return a > b ? a : b;
}

static int32_t earlier(int32_t a, int32_t b) {
    return a < b ? a : b;
}

static int32_t year_first(const ent_loader *loader) {
    return ent_date_days((ent_date){(int16_t)loader->slice.year, 0, 0}, false);
}

static int32_t year_last(const ent_loader *loader) {
    return ent_date_days((ent_date){(int16_t)loader->slice.year, 0, 0}, true);
}

/* Participants of the record present in the slice on any day of first…last. */
static size_t present_in(const ent_loader *loader, const struct record *record, int32_t first,
                         int32_t last, struct present list[PRESENT_MAX]) {
    size_t count = 0;
    for (size_t p = 0; p < record->participant_count && count < PRESENT_MAX; p++) {
        const struct participant *who = &loader->participant[record->participant_begin + p];
        int32_t from = later(who->first, first);
        int32_t until = earlier(who->last, last);
        if (from > until) continue;
        size_t row = ent_slice_find(&loader->slice, who->actor);
        if (row != SIZE_MAX) list[count++] = (struct present){who, row, from, until};
    }
    return count;
}

static bool share_a_day(const struct present *a, const struct present *b) {
    return a->row != b->row && later(a->first, b->first) <= earlier(a->last, b->last);
}

/* ---- alliances ---- */

static ent_status add_membership(ent_loader *loader, const struct record *record,
                                 const struct present *present, ent_error *err) {
    ent_slice *slice = &loader->slice;
    ent_status status =
        ent_array_reserve((void **)&loader->membership, &loader->membership_capacity,
                          slice->membership_count + 1, sizeof *loader->membership, err);
    if (status != ENT_OK) return status;
    loader->membership[slice->membership_count++] =
        (ent_membership){.alliance = record->id,
                         .row = (uint16_t)present->row,
                         .obligation = present->who->obligation,
                         .first = present->first,
                         .last = present->last,
                         .role = loader->text + present->who->role};
    return ENT_OK;
}

ent_status ent_slice_alliances(ent_loader *loader, ent_error *err) {
    ent_slice *slice = &loader->slice;
    const struct records *alliances = &loader->kind[ENT_ALLIANCE];
    struct present list[PRESENT_MAX];
    size_t n = slice->n;
    memset(loader->obligation, 0, n * n);
    for (size_t s = 0; s < loader->statement_count; s++)
        if (loader->statement[s].kind == ENT_ALLIANCE &&
            loader->statement[s].year1 <= slice->year && slice->year <= loader->statement[s].year2)
            slice->alliance_covered = true;
    for (size_t r = 0; r < alliances->count; r++) {
        const struct record *record = &alliances->record[r];
        size_t count = present_in(loader, record, year_first(loader), year_last(loader), list);
        for (size_t a = 0; a < count; a++) {
            ent_status status = add_membership(loader, record, &list[a], err);
            if (status != ENT_OK) return status;
            for (size_t b = 0; b < count; b++) {
                size_t cell = list[a].row * n + list[b].row;
                /* A state leaves on the day its successor enters: the two were never together. */
                if (loader->together[cell] && share_a_day(&list[a], &list[b]))
                    loader->obligation[cell] |= list[a].who->obligation;
            }
        }
    }
    slice->memberships = loader->membership;
    slice->obligation = loader->obligation;
    return ENT_OK;
}

/* ---- counts of records a pair shares ---- */

/* Add 1 to each pair of participants, both ways, where the record's source is the one that counts.
 */
static void count_pairs(const ent_loader *loader, const struct record *record,
                        const struct present *list, size_t count, double *matrix) {
    size_t n = loader->slice.n;
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            size_t cell = list[a].row * n + list[b].row;
            if (loader->cover[cell] == record->source && share_a_day(&list[a], &list[b]))
                matrix[cell] += 1.0;
        }
}

/* Who signed: a participant's own term says since when an agreement binds it, not when it signed.
 */
static size_t signatories(const ent_loader *loader, const struct record *record,
                          struct present list[PRESENT_MAX]) {
    size_t count = 0;
    for (size_t p = 0; p < record->participant_count && count < PRESENT_MAX; p++) {
        const struct participant *who = &loader->participant[record->participant_begin + p];
        size_t row = ent_slice_find(&loader->slice, who->actor);
        if (row != SIZE_MAX)
            list[count++] = (struct present){who, row, record->first, record->first};
    }
    return count;
}

/* Signed in the year the record begins, in force while its participants' terms run. */
void ent_slice_agreements(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    const struct records *agreements = &loader->kind[ENT_AGREEMENT];
    struct present list[PRESENT_MAX];
    double *new = loader->matrix[M_AGREEMENTS_NEW];
    double *force = loader->matrix[M_AGREEMENTS_FORCE];
    ent_loader_cover(loader, ENT_AGREEMENT);
    ent_loader_zero(loader, new);
    ent_loader_zero(loader, force);
    for (size_t r = 0; r < agreements->count; r++) {
        const struct record *record = &agreements->record[r];
        size_t count = present_in(loader, record, year_first(loader), year_last(loader), list);
        count_pairs(loader, record, list, count, force);
        if (record->year_begun != slice->year) continue;
        count = signatories(loader, record, list);
        count_pairs(loader, record, list, count, new);
    }
    slice->agreements_new = new;
    slice->agreements_force = force;
}

void ent_slice_exercises(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    const struct records *exercises = &loader->kind[ENT_EXERCISE];
    struct present list[PRESENT_MAX];
    double *matrix = loader->matrix[M_EXERCISES];
    ent_loader_cover(loader, ENT_EXERCISE);
    ent_loader_zero(loader, matrix);
    for (size_t r = 0; r < exercises->count; r++) {
        const struct record *record = &exercises->record[r];
        if (record->year_begun != slice->year) continue;
        size_t count = present_in(loader, record, record->first, record->last, list);
        if (count >= 2) count_pairs(loader, record, list, count, matrix);
    }
    slice->exercises = matrix;
}

/* ---- the same by class ---- */

void ent_slice_agreement_classes(ent_loader *loader) {
    const struct records *agreements = &loader->kind[ENT_AGREEMENT];
    struct present list[PRESENT_MAX];
    double **class = &loader->matrix[M_AGREEMENT_CLASS];
    ent_loader_cover_lists(loader, ENT_AGREEMENT);
    for (size_t c = 0; c < ENT_AGREEMENT_CLASSES; c++) {
        ent_loader_zero(loader, class[c]);
        loader->slice.agreement_class[c] = class[c];
    }
    for (size_t r = 0; r < agreements->count; r++) {
        const struct record *record = &agreements->record[r];
        size_t count = present_in(loader, record, year_first(loader), year_last(loader), list);
        for (unsigned c = 0; c < ENT_AGREEMENT_CLASSES; c++)
            if (record->classes & 1u << c) count_pairs(loader, record, list, count, class[c]);
    }
}

/* All participants count for the size, in the system of states or not. */
static size_t exercise_class(const struct record *record) {
    if (record->participant_count >= ENT_EXERCISE_MANY_STATES) return ENT_EXERCISE_MANY;
    size_t size = record->participant_count == 2 ? ENT_EXERCISE_TWO : ENT_EXERCISE_FEW;
    return size + record->classes;
}

void ent_slice_exercise_classes(ent_loader *loader) {
    const struct records *exercises = &loader->kind[ENT_EXERCISE];
    struct present list[PRESENT_MAX];
    double **class = &loader->matrix[M_EXERCISE_CLASS];
    ent_loader_cover_lists(loader, ENT_EXERCISE);
    for (size_t c = 0; c < ENT_EXERCISE_CLASSES; c++) {
        ent_loader_zero(loader, class[c]);
        loader->slice.exercise_class[c] = class[c];
    }
    for (size_t r = 0; r < exercises->count; r++) {
        const struct record *record = &exercises->record[r];
        if (record->year_begun != loader->slice.year) continue;
        size_t count = present_in(loader, record, record->first, record->last, list);
        if (count >= 2) count_pairs(loader, record, list, count, class[exercise_class(record)]);
    }
}

/* ---- disputes and rivalries ---- */

/* Opponents: on different sides, or the only two. */
static bool opposed(const struct present *a, const struct present *b, size_t count) {
    if (!share_a_day(a, b)) return false;
    if (a->who->side == 0 || b->who->side == 0) return count == 2;
    return a->who->side != b->who->side;
}

static void mark_dispute(const ent_loader *loader, const struct record *record,
                         const struct present *list, size_t count) {
    size_t n = loader->slice.n;
    double *mid = loader->matrix[M_MID];
    double *hostility = loader->matrix[M_HOSTILITY];
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            size_t cell = list[a].row * n + list[b].row;
            if (loader->cover[cell] != record->source || !opposed(&list[a], &list[b], count))
                continue;
            mid[cell] = 1.0;
            if (list[a].who->level > hostility[cell]) hostility[cell] = list[a].who->level;
        }
}

void ent_slice_disputes(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    const struct records *disputes = &loader->kind[ENT_DISPUTE];
    struct present list[PRESENT_MAX];
    ent_loader_cover(loader, ENT_DISPUTE);
    ent_loader_zero(loader, loader->matrix[M_MID]);
    ent_loader_zero(loader, loader->matrix[M_HOSTILITY]);
    for (size_t r = 0; r < disputes->count; r++) {
        const struct record *record = &disputes->record[r];
        size_t count = present_in(loader, record, year_first(loader), year_last(loader), list);
        if (count >= 2) mark_dispute(loader, record, list, count);
    }
    slice->mid = loader->matrix[M_MID];
    slice->mid_hostility = loader->matrix[M_HOSTILITY];
}

void ent_slice_rivalries(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    const struct records *rivalries = &loader->kind[ENT_RIVALRY];
    struct present list[PRESENT_MAX];
    double *matrix = loader->matrix[M_RIVALRY];
    size_t n = slice->n;
    ent_loader_cover(loader, ENT_RIVALRY);
    ent_loader_zero(loader, matrix);
    for (size_t r = 0; r < rivalries->count; r++) {
        const struct record *record = &rivalries->record[r];
        size_t count = present_in(loader, record, year_first(loader), year_last(loader), list);
        if (count != 2 || !share_a_day(&list[0], &list[1])) continue;
        size_t forth = list[0].row * n + list[1].row;
        size_t back = list[1].row * n + list[0].row;
        if (loader->cover[forth] == record->source) matrix[forth] = matrix[back] = 1.0;
    }
    slice->rivalry = matrix;
}

/* ---- contiguity and capitals ---- */

void ent_slice_contiguity(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    double *matrix = loader->matrix[M_CONTIGUITY];
    size_t n = slice->n;
    ent_loader_cover(loader, ENT_CONTIGUITY);
    ent_loader_zero(loader, matrix);
    for (size_t c = 0; c < loader->contact_count; c++) {
        const struct contact *contact = &loader->contact[c];
        if (contact->first > year_last(loader) || contact->last < year_first(loader)) continue;
        size_t i = ent_slice_find(slice, contact->actor1);
        size_t j = ent_slice_find(slice, contact->actor2);
        if (i == SIZE_MAX || j == SIZE_MAX || loader->cover[i * n + j] != contact->source) continue;
        double *forth = &matrix[i * n + j];
        if (*forth == 0.0 || contact->class < *forth) /* the closest of the year: 1 is by land */
            *forth = matrix[j * n + i] = contact->class;
    }
    slice->contiguity = matrix;
}

void ent_slice_capitals(ent_loader *loader) {
    ent_slice *slice = &loader->slice;
    double *latitude = loader->vector[V_LATITUDE];
    double *longitude = loader->vector[V_LONGITUDE];
    for (size_t i = 0; i < slice->n; i++)
        latitude[i] = longitude[i] = ent_missing();
    for (size_t c = 0; c < loader->capital_count; c++) {
        const struct capital *capital = &loader->capital[c];
        if (capital->first > year_last(loader) || capital->last < year_first(loader)) continue;
        size_t i = ent_slice_find(slice, capital->actor);
        if (i == SIZE_MAX) continue;
        latitude[i] = capital->latitude; /* read in order of time: the year's last one stays */
        longitude[i] = capital->longitude;
    }
    slice->latitude = latitude;
    slice->longitude = longitude;
}
