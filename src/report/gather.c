/* SPDX-License-Identifier: Apache-2.0 */
/* What every part of an assessment uses: text, sources, figures, notes, records. */
#include "report/gather.h"

#include <stdlib.h>
#include <string.h>

bool ent_gather_ok(ent_gathering *g, ent_status status) {
    if (g->status == ENT_OK) g->status = status;
    return g->status == ENT_OK;
}

const char *ent_gather_text(ent_gathering *g, const char *text) {
    struct ent_report_memory *memory = g->out->memory;
    if (text == NULL || text[0] == '\0') return "";
    if (!ent_gather_ok(g, ent_array_reserve((void **)&memory->strings, &memory->capacity,
                                            memory->count + 1, sizeof(char *), g->err)))
        return "";
    char *copy = strdup(text);
    if (copy == NULL) {
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_MEMORY, "out of memory"));
        return "";
    }
    memory->strings[memory->count++] = copy;
    return copy;
}

const char *ent_gather_actor_list(ent_gathering *g, const ent_actor *list, size_t count) {
    ent_text text = {0};
    for (size_t i = 0; i < count && g->status == ENT_OK; i++)
        ent_gather_ok(g, ent_text_format(&text, g->err, "%s%d", i > 0 ? " " : "", list[i]));
    const char *copy = ent_gather_text(g, text.bytes);
    ent_text_free(&text);
    return copy;
}

size_t ent_gather_source(ent_gathering *g, const char *name) {
    enum { MOST = 64 }; /* bits of ent_figure.sources */
    ent_assessment *out = g->out;
    for (size_t s = 0; s < out->source_count; s++)
        if (strcmp(out->sources[s].name, name) == 0) return s;
    if (out->source_count == MOST) {
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_LIMIT,
                                  "an assessment cannot rest on more than %d sources", MOST));
        return 0;
    }
    if (!ent_gather_ok(g, ent_array_reserve((void **)&out->sources, &g->source_capacity,
                                            out->source_count + 1, sizeof *out->sources, g->err)))
        return 0;
    out->sources[out->source_count] = (ent_used_source){.name = ent_gather_text(g, name),
                                                        .version = "",
                                                        .title = "",
                                                        .citation = "",
                                                        .licence = ""};
    return out->source_count++;
}

/* ---- figures and notes ---- */

ent_figure *ent_gather_figure(ent_gathering *g, const char *key, const char *unit, int year1,
                              int year2) {
    ent_assessment *out = g->out;
    if (g->status != ENT_OK) return NULL;
    if (out->figure_count == ENT_GATHER_FIGURES) {
        ent_gather_ok(g, ent_fail(g->err, ENT_ERR_LIMIT, "too many figures"));
        return NULL;
    }
    ent_figure *figure = &out->figures[out->figure_count++];
    *figure = (ent_figure){.key = key,
                           .year1 = year1,
                           .year2 = year2,
                           .known = ENT_NOT_COVERED,
                           .value = ent_missing(),
                           .text = "",
                           .unit = unit,
                           .context = ent_missing()};
    return figure;
}

ent_figure *ent_gather_directed(ent_gathering *g, const char *key, const char *unit, ent_actor from,
                                ent_actor to, int year1, int year2) {
    ent_figure *figure = ent_gather_figure(g, key, unit, year1, year2);
    if (figure == NULL) return NULL;
    figure->from = from;
    figure->to = to;
    return figure;
}

void ent_gather_set(ent_figure *figure, double value) {
    if (figure == NULL) return;
    figure->known = ent_is_missing(value) ? ENT_NO_VALUE : ENT_KNOWN;
    figure->value = value;
}

ent_note *ent_gather_note(ent_gathering *g, const char *key) {
    ent_assessment *out = g->out;
    if (!ent_gather_ok(g, ent_array_reserve((void **)&out->notes, &g->note_capacity,
                                            out->note_count + 1, sizeof *out->notes, g->err)))
        return NULL;
    ent_note *note = &out->notes[out->note_count++];
    *note = (ent_note){.key = key, .text = {"", ""}};
    return note;
}

void ent_gather_begin(ent_gathering *g, ent_section_id id) {
    g->out->sections[id] = (ent_section){
        .id = id, .figure_begin = g->out->figure_count, .note_begin = g->out->note_count};
}

void ent_gather_end(ent_gathering *g, ent_section_id id) {
    ent_section *section = &g->out->sections[id];
    section->figure_count = g->out->figure_count - section->figure_begin;
    section->note_count = g->out->note_count - section->note_begin;
}

/* ---- records ---- */

void ent_gather_keep(ent_gathering *g, const ent_record *record, size_t *kept, size_t *begin,
                     size_t *count) {
    ent_assessment *out = g->out;
    if (*kept == 0) {
        if (!ent_gather_ok(g,
                           ent_array_reserve((void **)&out->records, &g->record_capacity,
                                             out->record_count + 1, sizeof *out->records, g->err)))
            return;
        out->records[out->record_count++] = *record;
        *kept = out->record_count;
    }
    if (!ent_gather_ok(g, ent_array_reserve((void **)&out->record_index, &g->index_capacity,
                                            out->record_index_count + 1, sizeof *out->record_index,
                                            g->err)))
        return;
    if (*count == 0) *begin = out->record_index_count;
    out->record_index[out->record_index_count++] = *kept - 1;
    ++*count;
}

void ent_gather_back(ent_gathering *g, ent_figure *figure, const ent_record *record, size_t *kept) {
    if (figure == NULL) return;
    ent_gather_keep(g, record, kept, &figure->record_begin, &figure->record_count);
    figure->sources |= UINT64_C(1) << record->source;
}
