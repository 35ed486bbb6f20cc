/* SPDX-License-Identifier: Apache-2.0 */
/* Who the two are in each year, and which source covers them for what. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

/* ---- coverage statements ---- */

static int by_actor(const void *a, const void *b) {
    ent_actor x = *(const ent_actor *)a;
    ent_actor y = *(const ent_actor *)b;
    return (x > y) - (x < y);
}

static ent_status keep_statement(void *context, const ent_coverage *row, ent_error *err) {
    ent_gathering *g = context;
    if (row->kind == ENT_CAPITAL || row->kind == ENT_CONTIGUITY) return ENT_OK;
    size_t source = ent_gather_source(g, row->source);
    ent_status status = ent_array_reserve((void **)&g->coverings, &g->covering_capacity,
                                          g->covering_count + 1, sizeof *g->coverings, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&g->covered, &g->covered_capacity,
                                   g->covered_count + row->actor_count, sizeof *g->covered, err);
    if (status != ENT_OK || g->status != ENT_OK) return status != ENT_OK ? status : g->status;
    ent_actor *list = g->covered + g->covered_count;
    if (row->actor_count > 0) {
        memcpy(list, row->actors, row->actor_count * sizeof *list);
        qsort(list, row->actor_count, sizeof *list, by_actor);
    }
    g->coverings[g->covering_count++] = (struct covering){
        row->kind, row->year1, row->year2, row->scope, source, g->covered_count, row->actor_count};
    g->covered_count += row->actor_count;
    return ENT_OK;
}

bool ent_gather_read_coverage(ent_gathering *g) {
    return ent_gather_ok(g, ent_store_coverage(g->store, ENT_KINDS, keep_statement, g, g->err));
}

static bool listed(const ent_gathering *g, const struct covering *covering, ent_actor actor) {
    return covering->actor_count > 0 &&
           bsearch(&actor, g->covered + covering->actor_begin, covering->actor_count, sizeof actor,
                   by_actor) != NULL;
}

static bool covers(const ent_gathering *g, const struct covering *covering, ent_actor from,
                   ent_actor to) {
    switch (covering->scope) {
    case ENT_SCOPE_FROM:
        return listed(g, covering, from);
    case ENT_SCOPE_ONE:
        return listed(g, covering, from) || listed(g, covering, to);
    case ENT_SCOPE_BOTH:
        return listed(g, covering, from) && listed(g, covering, to);
    case ENT_SCOPE_ALL:
    default:
        return true;
    }
}

bool ent_gather_covers(const ent_gathering *g, ent_kind kind, int year, ent_actor from,
                       ent_actor to, size_t *source) {
    for (size_t c = 0; c < g->covering_count; c++) {
        const struct covering *covering = &g->coverings[c];
        if (covering->kind != kind || year < covering->year1 || year > covering->year2 ||
            !covers(g, covering, from, to))
            continue;
        if (source != NULL) *source = covering->source;
        return true;
    }
    return false;
}

const struct pair_year *ent_gather_pair(const ent_gathering *g, int year) {
    static const struct pair_year none = {0};
    return year >= g->out->year1 && year <= g->out->year2 ? &g->years[year - g->out->year1] : &none;
}

bool ent_gather_covered(const ent_gathering *g, ent_kind kind, int year, bool back,
                        size_t *source) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    if (!pair->together) return false;
    return ent_gather_covers(g, kind, year, back ? pair->b : pair->a, back ? pair->a : pair->b,
                             source);
}

bool ent_gather_source_covers(const ent_gathering *g, ent_kind kind, size_t source, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    for (size_t c = 0; c < g->covering_count && pair->together; c++) {
        const struct covering *covering = &g->coverings[c];
        if (covering->kind == kind && covering->source == source && covering->year1 <= year &&
            year <= covering->year2 &&
            (covers(g, covering, pair->a, pair->b) || covers(g, covering, pair->b, pair->a)))
            return true;
    }
    return false;
}

int ent_gather_last(const ent_gathering *g, ent_kind kind, bool back, int year) {
    for (; year >= g->out->year1; year--)
        if (ent_gather_covered(g, kind, year, back, NULL)) return year;
    return 0;
}

int ent_gather_first(const ent_gathering *g, ent_kind kind, bool back, int last, int most) {
    int first = last;
    while (first > last - most + 1 && ent_gather_covered(g, kind, first - 1, back, NULL))
        first--;
    return first;
}

void ent_gather_cite(const ent_gathering *g, ent_figure *figure, ent_kind kind, bool back) {
    if (figure == NULL || figure->year2 == 0) return;
    for (int year = figure->year1; year <= figure->year2; year++) {
        size_t source = 0;
        if (ent_gather_covered(g, kind, year, back, &source))
            figure->sources |= UINT64_C(1) << source;
    }
}

void ent_gather_note_end(ent_gathering *g, ent_kind kind, int last) {
    if (last == 0 || last >= g->out->year2) return;
    ent_note *note = ent_gather_note(g, "note_no_source_after");
    if (note == NULL) return;
    note->text[0] = ent_kind_name(kind);
    note->number[0] = last;
}

/* ---- the span of years ---- */

static bool together(const ent_gathering *g, int year, struct pair_year *pair) {
    pair->a = ent_actor_ref_at(g->actors, ENT_COW, &g->out->lineage_a, year);
    pair->b = ent_actor_ref_at(g->actors, ENT_COW, &g->out->lineage_b, year);
    pair->together = pair->a != 0 && pair->b != 0 &&
                     ent_actors_together(g->actors, ENT_COW, pair->a, pair->b, year);
    return pair->together;
}

/* "1816–1918" of a lineage, open ones without an end. */
static void say_membership(const ent_gathering *g, const ent_actor_ref *lineage, ent_text *text) {
    const ent_term *terms = NULL;
    size_t count = ent_actors_terms(g->actors, ENT_COW, &terms);
    const char *mark = "";
    ent_text_format(text, NULL, "%s (", ent_actor_name(g->actors, lineage->actor[0], ENT_EN, 0));
    for (size_t t = 0; t < count; t++)
        for (int k = 0; k < lineage->count; k++) {
            if (terms[t].code != lineage->actor[k]) continue;
            ent_text_format(text, NULL, "%s%d–", mark, ent_date_from_days(terms[t].first).year);
            if (terms[t].last != INT32_MAX)
                ent_text_format(text, NULL, "%d", ent_date_from_days(terms[t].last).year);
            mark = ", ";
        }
    ent_text_format(text, NULL, "%s)", mark[0] == '\0' ? "not in the system" : "");
}

static void fail_never_together(ent_gathering *g, const ent_assess_options *options) {
    ent_text a = {0};
    ent_text b = {0};
    char years[48] = "";
    say_membership(g, &g->out->lineage_a, &a);
    say_membership(g, &g->out->lineage_b, &b);
    if (options->year1 != 0 && options->year2 != 0)
        snprintf(years, sizeof years, " in %d–%d", options->year1, options->year2);
    ent_gather_ok(g,
                  ent_fail(g->err, ENT_ERR_USAGE,
                           "%s and %s were never members of the system of states at the same "
                           "time%s",
                           a.bytes != NULL ? a.bytes : "", b.bytes != NULL ? b.bytes : "", years));
    ent_text_free(&a);
    ent_text_free(&b);
}

/* Last year any source speaks of the two; membership alone does not count. */
static int last_covered(const ent_gathering *g, int year1, int year2) {
    struct pair_year pair;
    for (int year = year2; year >= year1; year--) {
        if (!together(g, year, &pair)) continue;
        for (unsigned k = 0; k < ENT_KINDS; k++)
            if (k != ENT_MEMBERSHIP &&
                (ent_gather_covers(g, (ent_kind)k, year, pair.a, pair.b, NULL) ||
                 ent_gather_covers(g, (ent_kind)k, year, pair.b, pair.a, NULL)))
                return year;
    }
    return 0;
}

void ent_gather_span(ent_gathering *g, const ent_assess_options *options) {
    enum { EARLIEST = 1816, LATEST = 2100 };
    ent_assessment *out = g->out;
    struct pair_year pair;
    int year1 = options->year1 != 0 ? options->year1 : EARLIEST;
    int year2 = options->year2 != 0 ? options->year2 : LATEST;
    int first = year1;
    int last = year2;
    while (first <= last && !together(g, first, &pair))
        first++;
    if (first > last) {
        fail_never_together(g, options);
        return;
    }
    while (!together(g, last, &pair))
        last--;
    if (options->year2 == 0) last = last_covered(g, first, last);
    if (last == 0) {
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_NOT_FOUND,
                                  "no source in the store covers these two from %d on", first));
        return;
    }
    out->year1 = first;
    out->year2 = last;
    if (!ent_gather_ok(g, ent_array_new((void **)&g->years, (size_t)(last - first) + 1,
                                        sizeof *g->years, g->err)))
        return;
    for (int year = first; year <= last; year++)
        together(g, year, &g->years[year - first]);
    out->a = g->years[last - first].a;
    out->b = g->years[last - first].b;
}
