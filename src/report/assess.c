/* SPDX-License-Identifier: Apache-2.0 */
/* The assessment of a pair: its parts in order, and what becomes of it when one fails. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

static bool shares_an_actor(const ent_actor_ref *a, const ent_actor_ref *b) {
    for (int i = 0; i < a->count; i++)
        for (int j = 0; j < b->count; j++)
            if (a->actor[i] == b->actor[j]) return true;
    return false;
}

static ent_status check(const ent_actors *actors, const ent_actor_ref *a, const ent_actor_ref *b,
                        const ent_assess_options *options, ent_error *err) {
    if (a->count < 1 || b->count < 1 || a->count > ENT_LINEAGE || b->count > ENT_LINEAGE)
        return ent_fail(err, ENT_ERR_USAGE, "an assessment needs two actors");
    if (shares_an_actor(a, b))
        return ent_fail(err, ENT_ERR_USAGE, "both names mean %s: a tie needs two different actors",
                        ent_actor_name(actors, a->actor[0], ENT_EN, 0));
    if (options->year1 != 0 && options->year2 != 0 && options->year1 > options->year2)
        return ent_fail(err, ENT_ERR_USAGE, "years are reversed: %d-%d", options->year1,
                        options->year2);
    return ENT_OK;
}

/* Which actors a name stands for, where there are several in the span. */
static void note_lineage(ent_gathering *g, const ent_actor_ref *lineage, bool is_b) {
    ent_actor met[ENT_LINEAGE];
    size_t count = 0;
    for (int year = g->out->year1; year <= g->out->year2; year++) {
        ent_actor actor = is_b ? ent_gather_pair(g, year)->b : ent_gather_pair(g, year)->a;
        bool known = actor == 0;
        for (size_t k = 0; k < count && !known; k++)
            known = met[k] == actor;
        if (!known && count < (size_t)lineage->count) met[count++] = actor;
    }
    ent_note *note = count > 1 ? ent_gather_note(g, "note_lineage") : NULL;
    if (note == NULL) return;
    note->actor[0] = is_b ? g->out->b : g->out->a;
    note->text[0] = ent_gather_actor_list(g, met, count);
}

/* No alliance, practice, dispute or rivalry between the two. */
static bool is_nothing(const ent_gathering *g) {
    for (size_t r = 0; r < g->row_count; r++)
        if (g->rows[r].year1 <= g->out->year2 && g->rows[r].year2 >= g->out->year1) return false;
    for (size_t f = 0; f < g->flow_count; f++)
        if (g->flows[f].record.value > 0) return false;
    return true;
}

static ent_status describe_source(void *context, const ent_source_info *row, ent_error *err) {
    (void)err;
    ent_gathering *g = context;
    for (size_t s = 0; s < g->out->source_count; s++) {
        ent_used_source *source = &g->out->sources[s];
        if (strcmp(source->name, row->source.name) != 0) continue;
        source->version = ent_gather_text(g, row->source.version);
        source->title = ent_gather_text(g, row->source.title);
        source->citation = ent_gather_text(g, row->source.citation);
        source->licence = ent_gather_text(g, row->source.licence);
    }
    return g->status;
}

/* Of the years asked for, and not only of those in which a source covers the two. */
static void gather_claims(ent_gathering *g, const ent_assess_options *options) {
    int year1 = options->year1 != 0 ? options->year1 : INT_MIN;
    int year2 = options->year2 != 0 ? options->year2 : INT_MAX;
    if (g->status == ENT_OK)
        ent_gather_ok(g, ent_store_claims(&g->out->claims, g->store, &g->out->lineage_a,
                                          &g->out->lineage_b, year1, year2, g->err));
}

static void gather(ent_gathering *g, const ent_assess_options *options) {
    if (!ent_gather_read_coverage(g)) return;
    ent_gather_span(g, options);
    if (g->status != ENT_OK) return;
    ent_gather_read_rows(g);
    ent_gather_signed(g);
    ent_gather_done(g);
    ent_gather_interests(g);
    ent_gather_apart(g);
    ent_gather_outside(g, options->third);
    ent_gather_depth(g);
    ent_gather_ladder(g);
    ent_gather_run(g);
    ent_gather_limits(g);
    gather_claims(g, options);
    g->out->lead_begin = g->out->note_count;
    note_lineage(g, &g->out->lineage_a, false);
    note_lineage(g, &g->out->lineage_b, true);
    g->out->nothing_recorded = is_nothing(g);
    if (g->out->nothing_recorded) ent_gather_note(g, "note_nothing_recorded");
    g->out->lead_count = g->out->note_count - g->out->lead_begin;
    if (g->status == ENT_OK)
        ent_gather_ok(g, ent_store_sources(g->store, describe_source, g, g->err));
}

static void release(ent_gathering *g) {
    for (size_t l = 0; l < g->loader_count; l++)
        ent_loader_free(g->loaders[l].loader);
    free(g->coverings);
    free(g->covered);
    free(g->years);
    free(g->rows);
    free(g->flows);
}

ent_status ent_assess(ent_assessment **out, ent_store *store, const ent_actors *actors,
                      const ent_actor_ref *a, const ent_actor_ref *b,
                      const ent_assess_options *options, ent_error *err) {
    static const ent_assess_options usual = {0};
    *out = NULL;
    if (options == NULL) options = &usual;
    ent_status status = check(actors, a, b, options, err);
    if (status != ENT_OK) return status;
    ent_assessment *assessment = calloc(1, sizeof *assessment);
    if (assessment == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    ent_gathering g = {.out = assessment, .store = store, .actors = actors, .err = err};
    assessment->actors = actors;
    assessment->lineage_a = *a;
    assessment->lineage_b = *b;
    if (ent_gather_ok(
            &g, ent_array_new((void **)&assessment->memory, 1, sizeof *assessment->memory, err)) &&
        ent_gather_ok(&g, ent_array_new((void **)&assessment->figures, ENT_GATHER_FIGURES,
                                        sizeof *assessment->figures, err)))
        gather(&g, options);
    release(&g);
    if (g.status != ENT_OK) {
        ent_assessment_free(assessment);
        return g.status;
    }
    *out = assessment;
    return ENT_OK;
}

void ent_assessment_free(ent_assessment *assessment) {
    if (assessment == NULL) return;
    for (size_t s = 0; assessment->memory != NULL && s < assessment->memory->count; s++)
        free(assessment->memory->strings[s]);
    if (assessment->memory != NULL) free(assessment->memory->strings);
    void *const owned[] = {assessment->memory,   assessment->figures,      assessment->notes,
                           assessment->run_rows, assessment->run_columns,  assessment->run_values,
                           assessment->reaches,  assessment->readings,     assessment->sources,
                           assessment->records,  assessment->record_index, assessment->depth.years};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        free(owned[i]);
    ent_claims_free(&assessment->claims);
    free(assessment);
}
