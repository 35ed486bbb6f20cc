/* SPDX-License-Identifier: Apache-2.0 */
/* The assessment as JSON; docs/tie.md documents it field by field. A missing number is null. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/claims_json.h"
#include "report/phrase.h"

/* A jansson call that ran out of memory gives NULL; setting NULL into an object fails silently, so
 * every value goes through here. */
static void set(ent_page *page, json_t *object, const char *key, json_t *value) {
    if (json_object_set_new(object, key, value) != 0 && page->error.status == ENT_OK)
        ent_fail(&page->error, ENT_ERR_MEMORY, "out of memory");
}

static void append(ent_page *page, json_t *array, json_t *value) {
    if (json_array_append_new(array, value) != 0 && page->error.status == ENT_OK)
        ent_fail(&page->error, ENT_ERR_MEMORY, "out of memory");
}

static json_t *number(double value) {
    if (ent_is_missing(value) || !isfinite(value)) return json_null();
    if (value == floor(value) && fabs(value) < 1e15) return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *year(int value) {
    return value != 0 ? json_integer(value) : json_null();
}

static json_t *date(ent_date value) {
    char text[ENT_DATE_TEXT];
    return value.year == 0 || value.year >= ENT_OPEN ? json_null()
                                                     : json_string(ent_date_format(value, text));
}

static json_t *actor(ent_page *page, ent_actor who, int in_year) {
    const ent_actors *actors = page->assessment->actors;
    json_t *object = json_object();
    if (who == 0) {
        json_decref(object);
        return json_null();
    }
    set(page, object, "cow", year(ent_actor_cow(who)));
    set(page, object, "iso3", json_string(ent_actor_iso3(actors, who, in_year)));
    set(page, object, "name", json_string(ent_actor_name(actors, who, ENT_EN, in_year)));
    set(page, object, "name_zh", json_string(ent_actor_name(actors, who, ENT_ZH, in_year)));
    return object;
}

static json_t *text_of(ent_page *page, const ent_text *text) {
    (void)page;
    return json_string(text->bytes != NULL ? text->bytes : "");
}

static json_t *source_names(ent_page *page, uint64_t sources) {
    json_t *names = json_array();
    for (size_t s = 0; s < page->assessment->source_count; s++)
        if (sources >> s & 1) append(page, names, json_string(page->assessment->sources[s].name));
    return names;
}

/* "defense consultation" as a list. */
static json_t *words(ent_page *page, const char *list) {
    json_t *array = json_array();
    while (*list != '\0') {
        size_t length = strcspn(list, " ");
        if (length > 0) append(page, array, json_stringn(list, length));
        list += length;
        list += strspn(list, " ");
    }
    return array;
}

/* ---- rows ---- */

static json_t *detail_of(const ent_record *record) {
    json_t *detail = json_loads(record->detail, 0, NULL);
    return detail != NULL ? detail : json_null();
}

static json_t *row_of(ent_page *page, const ent_record *record) {
    json_t *row = json_object();
    bool flow = record->id == 0;
    set(page, row, "id", flow ? json_null() : json_integer(record->id));
    set(page, row, "kind", json_string(ent_kind_name(record->kind)));
    set(page, row, "source", json_string(page->assessment->sources[record->source].name));
    set(page, row, "first", date(record->first));
    set(page, row, "last", date(record->last));
    set(page, row, "value", number(record->value));
    set(page, row, "unit", json_string(record->unit));
    if (flow) {
        bool vote = record->kind == ENT_VOTE;
        set(page, row, vote ? "title" : "series", json_string(record->title));
        if (vote) set(page, row, "ref", json_string(record->ref));
        if (vote) set(page, row, "category", words(page, record->category));
        set(page, row, "from", actor(page, record->from, record->first.year));
        set(page, row, "to", actor(page, record->to, record->first.year));
        return row;
    }
    set(page, row, "ref", json_string(record->ref));
    set(page, row, "title", json_string(record->title));
    set(page, row, "category", words(page, record->category));
    set(page, row, "quote", json_string(record->quote));
    set(page, row, "actors", json_integer((json_int_t)record->actors));
    set(page, row, "obligations", words(page, record->duties));
    set(page, row, "level", number(record->level));
    set(page, row, "detail", detail_of(record));
    return row;
}

/* The ids of rows of evidence, and with --evidence the rows, those of flows among them. */
static void set_rows(ent_page *page, json_t *object, size_t begin, size_t count, bool evidence) {
    json_t *ids = json_array();
    json_t *rows = evidence ? json_array() : NULL;
    for (size_t r = 0; r < count; r++) {
        const ent_assessment *assessment = page->assessment;
        const ent_record *record = &assessment->records[assessment->record_index[begin + r]];
        if (record->id != 0) append(page, ids, json_integer(record->id));
        if (evidence) append(page, rows, row_of(page, record));
    }
    set(page, object, "evidence", ids);
    if (evidence) set(page, object, "rows", rows);
}

/* ---- sections ---- */

static json_t *rank_of(ent_page *page, const ent_rank *rank) {
    if (rank->of == 0 || rank->rank == 0) return json_null();
    json_t *object = json_object();
    set(page, object, "rank", json_integer((json_int_t)rank->rank));
    set(page, object, "of", json_integer((json_int_t)rank->of));
    set(page, object, "ties", json_integer((json_int_t)rank->ties));
    set(page, object, "percentile", json_real(rank->percentile));
    return object;
}

static json_t *figure_of(ent_page *page, const ent_figure *figure, bool evidence) {
    static const char *const known[] = {"value", "not_covered", "no_value"};
    json_t *object = json_object();
    ent_text label = {0};
    ent_say_label(page, &label, figure);
    set(page, object, "key", json_string(figure->key));
    set(page, object, "label", text_of(page, &label));
    set(page, object, "from", actor(page, figure->from, figure->year2));
    set(page, object, "to", actor(page, figure->to, figure->year2));
    set(page, object, "year1", year(figure->year1));
    set(page, object, "year2", year(figure->year2));
    set(page, object, "known", json_string(known[figure->known]));
    set(page, object, "value", number(figure->known == ENT_KNOWN ? figure->value : ent_missing()));
    set(page, object, "unit", json_string(figure->unit));
    set(page, object, "context", number(figure->context));
    set(page, object, "rank", rank_of(page, &figure->rank));
    set(page, object, "sources", source_names(page, figure->sources));
    set_rows(page, object, figure->record_begin, figure->record_count, evidence);
    ent_text_free(&label);
    return object;
}

/* Tokens of a note's text: actors, or keys. */
static json_t *note_items(ent_page *page, const char *list) {
    json_t *array = json_array();
    while (*list != '\0') {
        size_t length = strcspn(list, " ");
        if (strspn(list, "0123456789") == length)
            append(page, array,
                   actor(page, (ent_actor)strtol(list, NULL, 10), page->assessment->year2));
        else
            append(page, array, json_stringn(list, length));
        list += length;
        list += strspn(list, " ");
    }
    return array;
}

static json_t *note_of(ent_page *page, const ent_note *note) {
    json_t *object = json_object();
    json_t *numbers = json_array();
    ent_text text = {0};
    ent_say_note(page, &text, note, 1);
    set(page, object, "key", json_string(note->key));
    set(page, object, "text", text_of(page, &text));
    set(page, object, "actor", actor(page, note->actor[0], page->assessment->year2));
    for (size_t n = 0; n < 2; n++)
        append(page, numbers, number(note->number[n]));
    set(page, object, "numbers", numbers);
    set(page, object, "items", note_items(page, note->text[0]));
    set(page, object, "items2", note_items(page, note->text[1]));
    ent_text_free(&text);
    return object;
}

static json_t *notes_of(ent_page *page, size_t begin, size_t count) {
    json_t *notes = json_array();
    for (size_t n = 0; n < count; n++)
        append(page, notes, note_of(page, &page->assessment->notes[begin + n]));
    return notes;
}

static json_t *section_of(ent_page *page, const ent_section *section, bool evidence) {
    static const char *const ids[ENT_SECTIONS] = {"signed", "done", "interests", "apart",
                                                  "outside"};
    json_t *object = json_object();
    json_t *figures = json_array();
    for (size_t f = 0; f < section->figure_count; f++)
        append(page, figures,
               figure_of(page, &page->assessment->figures[section->figure_begin + f], evidence));
    set(page, object, "id", json_string(ids[section->id]));
    set(page, object, "figures", figures);
    set(page, object, "notes", notes_of(page, section->note_begin, section->note_count));
    return object;
}

/* ---- ladder, run, limits ---- */

static const char *state_name(ent_rung_state state) {
    static const char *const names[] = {"evidence", "once", "none", "not_covered"};
    return names[state];
}

static json_t *part_of(ent_page *page, unsigned claim, bool evidence) {
    const ent_rung_part *part = &page->assessment->parts[claim];
    json_t *object = json_object();
    set(page, object, "claim", json_string(ent_claim_word((ent_claim)claim)));
    set(page, object, "state", json_string(state_name(part->state)));
    set(page, object, "covered1", year(part->covered1));
    set(page, object, "covered2", year(part->covered2));
    set_rows(page, object, part->record_begin, part->record_count, evidence);
    json_t *earlier = part->earlier != 0 ? json_object() : json_null();
    if (part->earlier != 0) {
        set(page, earlier, "year", year(part->earlier));
        set_rows(page, earlier, part->earlier_begin, part->earlier_count, evidence);
    }
    set(page, object, "earlier", earlier);
    return object;
}

static json_t *ladder_of(ent_page *page, bool evidence) {
    const ent_assessment *assessment = page->assessment;
    json_t *object = json_object();
    json_t *rungs = json_array();
    json_t *scale = json_array();
    for (size_t r = 0; r < ENT_RUNGS; r++) {
        const ent_rung *rung = &assessment->rungs[r];
        json_t *one = json_object();
        json_t *parts = json_array();
        for (size_t p = 0; p < rung->part_count; p++)
            append(page, parts, part_of(page, (unsigned)(rung->part_begin + p), evidence));
        set(page, one, "rung", json_integer((json_int_t)r + 1));
        set(page, one, "state", json_string(state_name(rung->state)));
        set(page, one, "parts", parts);
        append(page, rungs, one);
    }
    for (unsigned c = 0; c < ENT_CLAIMS; c++)
        if (ent_claim_rung((ent_claim)c) == 0) append(page, scale, part_of(page, c, evidence));
    set(page, object, "year1", year(assessment->year2 - ENT_LADDER_WINDOW + 1));
    set(page, object, "year2", year(assessment->year2));
    set(page, object, "rungs", rungs);
    set(page, object, "scale", scale);
    return object;
}

static json_t *depth_year_of(ent_page *page, const ent_depth_year *at) {
    static const char *const names[ENT_DEPTH_FIELDS] = {
        "depth", "depth_lo", "depth_hi", "gap", "gap_lo", "gap_hi", "gap_percentile",
        "rank",  "rank_lo",  "rank_hi",  "of",  NULL,     "turn"};
    json_t *object = json_object();
    set(page, object, "year", year(at->year));
    for (size_t f = 0; f < ENT_DEPTH_FIELDS; f++)
        if (names[f] != NULL) set(page, object, names[f], number((double)at->value[f]));
    return object;
}

static json_t *depth_of(ent_page *page) {
    const ent_depth_run *depth = &page->assessment->depth;
    if (depth->count == 0) return json_null();
    json_t *object = json_object();
    json_t *years = json_array();
    json_t *turns = json_array();
    json_t *rise = json_null();
    json_t *ends = json_object();
    for (size_t y = 0; y < depth->count; y++)
        append(page, years, depth_year_of(page, &depth->years[y]));
    for (size_t t = 0; t < depth->turn_count; t++) {
        json_t *one = json_object();
        set(page, one, "year", year(depth->turns[t].year));
        set(page, one, "probability", number(depth->turns[t].probability));
        append(page, turns, one);
    }
    if (depth->rise_from != 0) {
        rise = json_object();
        set(page, rise, "from", year(depth->rise_from));
        set(page, rise, "to", year(depth->rise_to));
        set(page, rise, "probability", number(depth->rise));
    }
    for (size_t k = 0; k < depth->kind_count; k++)
        set(page, ends, ent_kind_name(depth->kinds[k]), year(depth->last[k]));
    set(page, object, "gap_year", year(depth->gap_year));
    set(page, object, "rise", rise);
    set(page, object, "turns", turns);
    set(page, object, "last_covered", ends);
    set(page, object, "years", years);
    return object;
}

static json_t *run_of(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    json_t *object = json_object();
    json_t *columns = json_array();
    json_t *rows = json_array();
    for (size_t c = 0; c < assessment->run_column_count; c++) {
        const ent_run_column *column = &assessment->run_columns[c];
        json_t *one = json_object();
        set(page, one, "key", json_string(column->key));
        set(page, one, "from", actor(page, column->from, assessment->year2));
        set(page, one, "to", actor(page, column->to, assessment->year2));
        append(page, columns, one);
    }
    for (size_t r = 0; r < assessment->run_row_count; r++) {
        json_t *one = json_object();
        json_t *values = json_array();
        for (size_t c = 0; c < assessment->run_column_count; c++)
            append(page, values,
                   number(assessment->run_values[r * assessment->run_column_count + c]));
        set(page, one, "year1", year(assessment->run_rows[r].year1));
        set(page, one, "year2", year(assessment->run_rows[r].year2));
        set(page, one, "values", values);
        append(page, rows, one);
    }
    set(page, object, "columns", columns);
    set(page, object, "rows", rows);
    return object;
}

static json_t *coverage_of(ent_page *page) {
    json_t *array = json_array();
    for (size_t r = 0; r < page->assessment->reach_count; r++) {
        const ent_reach *reach = &page->assessment->reaches[r];
        bool none = reach->source == ENT_NO_SOURCE;
        json_t *one = json_object();
        set(page, one, "kind", json_string(ent_kind_name(reach->kind)));
        set(page, one, "source",
            none ? json_null() : json_string(page->assessment->sources[reach->source].name));
        set(page, one, "year1", year(reach->year1));
        set(page, one, "year2", year(reach->year2));
        set(page, one, "pair", json_boolean(reach->pair_covered));
        append(page, array, one);
    }
    return array;
}

static json_t *readings_of(ent_page *page) {
    json_t *array = json_array();
    for (size_t r = 0; r < page->assessment->reading_count; r++) {
        const ent_reading_pair *pair = &page->assessment->readings[r];
        json_t *one = json_object();
        json_t *values = json_object();
        for (size_t k = 0; k < 2; k++)
            set(page, values, page->assessment->sources[pair->source[k]].name,
                number(pair->value[k]));
        set(page, one, "kind", json_string(ent_kind_name(pair->kind)));
        set(page, one, "year1", year(pair->year1));
        set(page, one, "year2", year(pair->year2));
        set(page, one, "counts", values);
        append(page, array, one);
    }
    return array;
}

static json_t *sources_of(ent_page *page) {
    json_t *array = json_array();
    for (size_t s = 0; s < page->assessment->source_count; s++) {
        const ent_used_source *source = &page->assessment->sources[s];
        json_t *one = json_object();
        set(page, one, "name", json_string(source->name));
        set(page, one, "version", json_string(source->version));
        set(page, one, "title", json_string(source->title));
        set(page, one, "licence", json_string(source->licence));
        set(page, one, "citation", json_string(source->citation));
        append(page, array, one);
    }
    return array;
}

static void fill_root(ent_page *page, json_t *root, bool evidence) {
    const ent_assessment *assessment = page->assessment;
    json_t *sections = json_array();
    for (size_t s = 0; s < ENT_SECTIONS; s++)
        append(page, sections, section_of(page, &assessment->sections[s], evidence));
    set(page, root, "schema", json_integer(1));
    set(page, root, "a", actor(page, assessment->a, assessment->year2));
    set(page, root, "b", actor(page, assessment->b, assessment->year2));
    set(page, root, "year1", year(assessment->year1));
    set(page, root, "year2", year(assessment->year2));
    set(page, root, "third", actor(page, assessment->third, assessment->year2));
    set(page, root, "third_chosen", json_boolean(assessment->third_chosen));
    set(page, root, "nothing_recorded", json_boolean(assessment->nothing_recorded));
    set(page, root, "notes", notes_of(page, assessment->lead_begin, assessment->lead_count));
    set(page, root, "sections", sections);
    set(page, root, "ladder", ladder_of(page, evidence));
    set(page, root, "depth", depth_of(page));
    set(page, root, "run", run_of(page));
    set(page, root, "coverage", coverage_of(page));
    set(page, root, "readings", readings_of(page));
    if (evidence) set(page, root, "claims", ent_claims_json(assessment));
    set(page, root, "sources", sources_of(page));
}

ent_status ent_report_json(const ent_assessment *assessment, bool evidence, char **text,
                           ent_error *err) {
    ent_page page = {.assessment = assessment, .language = ENT_EN};
    json_t *root = json_object();
    *text = NULL;
    fill_root(&page, root, evidence);
    char *dump = json_dumps(root, JSON_INDENT(2));
    json_decref(root);
    ent_text out = {0};
    if (page.error.status == ENT_OK && dump == NULL)
        ent_fail(&page.error, ENT_ERR_MEMORY, "out of memory");
    if (page.error.status == ENT_OK) ent_text_format(&out, &page.error, "%s\n", dump);
    free(dump);
    if (page.error.status != ENT_OK) {
        ent_text_free(&out);
        if (err != NULL) *err = page.error;
        return page.error.status;
    }
    *text = out.bytes;
    return ENT_OK;
}
