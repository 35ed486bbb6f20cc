/* SPDX-License-Identifier: Apache-2.0 */
/* The assessment as one self-contained page: no script, nothing fetched, fit to print. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/phrase.h"

static const char style[] =
    "body{font:15px/1.45 Georgia,'Noto Serif CJK SC','Songti SC',serif;color:#222;"
    "max-width:60em;margin:2em auto;padding:0 1em}"
    "h1{font-size:1.7em;margin:0}h2{font-size:1.15em;margin:1.8em 0 .4em;"
    "border-bottom:1px solid #999}"
    "p{margin:.3em 0}.muted{color:#666}"
    "table{border-collapse:collapse;width:100%}"
    "th{font-weight:normal;color:#666;text-align:right}th.l,td.l{text-align:left}"
    "td,th{padding:.15em .4em;vertical-align:top}td{text-align:right;"
    "font-variant-numeric:tabular-nums}"
    "tr.rows td{text-align:left;color:#444;font-size:.88em;padding-left:1.6em}"
    "ul{margin:.2em 0;padding-left:1.2em}li{margin:.1em 0}"
    "ol.ladder{list-style:none;padding:0}ol.ladder>li{border-left:.5em solid #eee;"
    "padding:.1em .7em;margin:.3em 0}ol.ladder>li.evidence{border-color:#333}"
    "ol.ladder>li.once{border-color:#888}ol.ladder>li.none{border-color:#bbb}"
    ".run{overflow-x:auto;font-size:.88em}svg{vertical-align:middle}"
    "@media print{body{margin:0;max-width:none;font-size:11px}h2{break-after:avoid}"
    "tr,li{break-inside:avoid}.run{overflow:visible;font-size:8px}}";

/* Markup as it stands. */
static void raw(ent_page *page, const char *markup) {
    ent_say(page, &page->out, markup);
}

/* Text with the characters that mean something in markup replaced. */
static void escaped(ent_page *page, const char *text) {
    while (*text != '\0') {
        size_t plain = strcspn(text, "<>&\"'");
        if (page->error.status == ENT_OK) ent_text_add(&page->out, text, plain, &page->error);
        text += plain;
        switch (*text) {
        case '<':
            raw(page, "&lt;");
            break;
        case '>':
            raw(page, "&gt;");
            break;
        case '&':
            raw(page, "&amp;");
            break;
        case '"':
            raw(page, "&quot;");
            break;
        case '\'':
            raw(page, "&#39;");
            break;
        default:
            return;
        }
        text++;
    }
}

/* What was said into @p text, escaped; the text is emptied. */
static void put(ent_page *page, ent_text *text) {
    escaped(page, text->length > 0 ? text->bytes : "");
    ent_text_clear(text);
}

static void message(ent_page *page, const char *key, const ent_arguments *with) {
    ent_text text = {0};
    ent_say_message(page, &text, key, with);
    put(page, &text);
    ent_text_free(&text);
}

static void element(ent_page *page, const char *open, const char *key, const char *close) {
    raw(page, open);
    message(page, key, NULL);
    raw(page, close);
}

/* ---- rows ---- */

static void rows(ent_page *page, size_t begin, size_t count) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    if (count == 0) return;
    raw(page, "<ul>");
    for (size_t r = 0; r < count; r++) {
        const ent_record *record = &assessment->records[assessment->record_index[begin + r]];
        raw(page, "<li>");
        ent_say_record(page, &text, record);
        put(page, &text);
        raw(page, "</li>");
    }
    raw(page, "</ul>");
    ent_text_free(&text);
}

/* ---- figures ---- */

/* A bar from 0 to 100. */
static void percentile_bar(ent_page *page, double percentile) {
    char markup[256];
    snprintf(markup, sizeof markup,
             " <svg width=\"52\" height=\"9\" role=\"img\" aria-label=\"%.1f\">"
             "<rect width=\"52\" height=\"9\" fill=\"#eee\"/>"
             "<rect width=\"%.1f\" height=\"9\" fill=\"#777\"/></svg>",
             percentile, 0.52 * percentile);
    raw(page, markup);
}

static void rank_cells(ent_page *page, const ent_figure *figure) {
    ent_text text = {0};
    bool ranked = figure->known == ENT_KNOWN && figure->rank.of > 0;
    raw(page, "<td>");
    if (ranked) {
        ent_arguments with = {.number = {(double)figure->rank.rank, (double)figure->rank.of}};
        message(page, "rank_short", &with);
    }
    raw(page, "</td><td>");
    if (ranked) {
        ent_say_number(page, &text, figure->rank.percentile, 1, false);
        put(page, &text);
        percentile_bar(page, figure->rank.percentile);
    }
    raw(page, "</td><td class=\"l muted\">");
    ent_say_sources(page, &text, figure->sources);
    put(page, &text);
    raw(page, "</td></tr>\n");
    ent_text_free(&text);
}

/* The five flags of what one owes the other take one line. Returns how many figures it took. */
static size_t figure_row(ent_page *page, const ent_figure *figure, size_t left) {
    ent_text text = {0};
    ent_figure line = *figure;
    size_t took = 1;
    if (!ent_figure_shown(page->assessment, figure)) return 1;
    raw(page, "<tr><td class=\"l\">");
    bool owed = ent_is_obligation(figure) && figure->from != 0;
    if (owed) {
        while (took < left && ent_is_obligation(&figure[took]) && figure[took].from == figure->from)
            took++;
        ent_arguments with = {.f = figure->from, .t = figure->to, .year = figure->year2};
        ent_say_message(page, &text, "owes", &with);
        line.rank = (ent_rank){0};
    } else {
        ent_say_label(page, &text, figure);
    }
    put(page, &text);
    raw(page, "</td><td>");
    ent_say_years(page, &text, figure->year1, figure->year2);
    put(page, &text);
    raw(page, figure->known == ENT_KNOWN ? "</td><td>" : "</td><td class=\"muted\">");
    if (owed)
        ent_say_obligations(page, &text, figure, took);
    else
        ent_say_value(page, &text, figure);
    put(page, &text);
    raw(page, "</td>");
    rank_cells(page, &line);
    if (ent_rows_shown(page, figure)) {
        raw(page, "<tr class=\"rows\"><td colspan=\"6\">");
        rows(page, figure->record_begin, figure->record_count);
        raw(page, "</td></tr>\n");
    }
    ent_text_free(&text);
    return took;
}

static void notes(ent_page *page, size_t begin, size_t count) {
    ent_text text = {0};
    for (size_t n = 0; n < count;) {
        n += ent_say_note(page, &text, &page->assessment->notes[begin + n], count - n);
        raw(page, "<p>");
        put(page, &text);
        raw(page, "</p>\n");
    }
    ent_text_free(&text);
}

static void section(ent_page *page, const ent_section *part) {
    static const char *const headings[ENT_SECTIONS] = {
        "heading_signed", "heading_done", "heading_interests", "heading_apart", "heading_outside"};
    const ent_figure *figures = page->assessment->figures + part->figure_begin;
    if (!ent_section_shown(page->assessment, part)) return;
    element(page, "<h2>", headings[part->id], "</h2>\n<table><tr><th></th>");
    element(page, "<th>", "column_period", "</th>");
    element(page, "<th>", "column_value", "</th>");
    element(page, "<th>", "column_rank", "</th>");
    element(page, "<th>", "column_percentile", "</th><th></th></tr>\n");
    for (size_t f = 0; f < part->figure_count;)
        f += figure_row(page, &figures[f], part->figure_count - f);
    raw(page, "</table>\n");
    notes(page, part->note_begin, part->note_count);
}

/* ---- ladder ---- */

static void claim_rows(ent_page *page, const ent_rung_part *part) {
    rows(page, part->record_begin, part->record_count);
    if (part->earlier == 0) return;
    ent_arguments with = {.number = {part->earlier}};
    raw(page, "<p>");
    message(page, "ladder_earlier", &with);
    raw(page, "</p>");
    rows(page, part->earlier_begin, part->earlier_count);
}

static void rung(ent_page *page, size_t number) {
    static const char *const classes[] = {"evidence", "once", "none", "uncovered"};
    const ent_rung *which = &page->assessment->rungs[number];
    ent_text text = {0};
    char key[48];
    snprintf(key, sizeof key, "<li class=\"%s\"><b>", classes[which->state]);
    raw(page, key);
    snprintf(key, sizeof key, "rung_%zu", number + 1);
    message(page, key, NULL);
    raw(page, "</b> ");
    ent_say_rung(page, &text, which);
    put(page, &text);
    for (size_t p = 0; p < which->part_count && !ent_rung_plain(page->assessment, which); p++) {
        const ent_rung_part *part = &page->assessment->parts[which->part_begin + p];
        if (which->part_count > 1) {
            ent_say_claim(page, &text, (unsigned)(which->part_begin + p));
            ent_say_message(page, &text, "colon", NULL);
            ent_say_rung_state(page, &text, part->state, part->covered1, part->covered2);
            raw(page, "<p>");
            put(page, &text);
            raw(page, "</p>");
        }
        claim_rows(page, part);
    }
    raw(page, "</li>\n");
    ent_text_free(&text);
}

static void ladder(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_arguments window = {
        .number = {assessment->year2 - ENT_LADDER_WINDOW + 1, assessment->year2}};
    ent_text text = {0};
    element(page, "<h2>", "heading_ladder", "</h2>\n<p>");
    message(page, "ladder_covered", &window);
    raw(page, "</p>\n");
    if (assessment->nothing_recorded) {
        raw(page, "<p>");
        ent_say_brief_ladder(page, &text);
        put(page, &text);
        raw(page, "</p>\n");
        ent_text_free(&text);
        return;
    }
    raw(page, "<ol class=\"ladder\">\n");
    for (size_t r = 0; r < ENT_RUNGS; r++)
        rung(page, r);
    raw(page, "</ol>\n<p>");
    ent_say_scale(page, &text);
    put(page, &text);
    element(page, " ", "ladder_milinst", "</p>\n");
    for (unsigned c = 0; c < ENT_CLAIMS; c++)
        if (ent_claim_rung((ent_claim)c) == 0) claim_rows(page, &assessment->parts[c]);
    ent_text_free(&text);
}

/* ---- depth ---- */

static void depth(ent_page *page) {
    ent_text text = {0};
    if (page->assessment->depth.count == 0) return;
    element(page, "<h2>", "heading_depth", "</h2>\n");
    ent_say_depth_drawing(page, &page->out);
    for (size_t line = 0; line < ENT_DEPTH_LINES; line++) {
        if (!ent_say_depth(page, &text, line)) continue;
        raw(page, "<p>");
        put(page, &text);
        raw(page, "</p>\n");
    }
    ent_text_free(&text);
}

/* ---- run ---- */

/* A line through the covered decades, broken where nothing is covered; a lone decade is a dot. */
static void sparkline(ent_page *page, size_t column) {
    enum { WIDTH = 90, HEIGHT = 18 };
    const ent_assessment *assessment = page->assessment;
    size_t count = assessment->run_row_count;
    const double *values = assessment->run_values + column;
    size_t step = assessment->run_column_count;
    double low = 0;
    double high = 0;
    char markup[160];
    for (size_t r = 0; r < count; r++) {
        if (values[r * step] < low) low = values[r * step];
        if (values[r * step] > high) high = values[r * step];
    }
    double scale = high > low ? (HEIGHT - 4) / (high - low) : 0;
    snprintf(markup, sizeof markup, "<svg width=\"%d\" height=\"%d\" role=\"img\">", WIDTH, HEIGHT);
    raw(page, markup);
    for (size_t r = 0; r < count; r++) {
        double x = count > 1 ? 2 + (double)r * (WIDTH - 4) / (double)(count - 1) : 2;
        double y = HEIGHT - 2 - (values[r * step] - low) * scale;
        if (ent_is_missing(values[r * step])) continue;
        if (r + 1 < count && !ent_is_missing(values[(r + 1) * step])) {
            double next = HEIGHT - 2 - (values[(r + 1) * step] - low) * scale;
            snprintf(markup, sizeof markup,
                     "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#444\"/>", x,
                     y, x + (double)(WIDTH - 4) / (double)(count - 1), next);
            raw(page, markup);
        }
        snprintf(markup, sizeof markup, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.2\"/>", x, y);
        raw(page, markup);
    }
    raw(page, "</svg>");
}

static void run(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    element(page, "<h2>", "heading_run", "</h2>\n<div class=\"run\"><table><tr><th></th><th></th>");
    for (size_t r = 0; r < assessment->run_row_count; r++) {
        raw(page, "<th>");
        ent_say_years(page, &text, assessment->run_rows[r].year1, assessment->run_rows[r].year2);
        put(page, &text);
        raw(page, "</th>");
    }
    raw(page, "</tr>\n");
    for (size_t c = 0; c < assessment->run_column_count; c++) {
        if (!ent_run_shown(assessment, c)) continue;
        raw(page, "<tr><td class=\"l\">");
        ent_say_run_heading(page, &text, &assessment->run_columns[c]);
        put(page, &text);
        raw(page, "</td><td>");
        sparkline(page, c);
        raw(page, "</td>");
        for (size_t r = 0; r < assessment->run_row_count; r++) {
            raw(page, "<td>");
            ent_say_run_value(page, &text, assessment->run_columns[c].key,
                              assessment->run_values[r * assessment->run_column_count + c]);
            put(page, &text);
            raw(page, "</td>");
        }
        raw(page, "</tr>\n");
    }
    raw(page, "</table></div>\n");
    element(page, "<p class=\"muted\">", "legend_run", " ");
    element(page, "", "legend_missing", "</p>\n");
    ent_text_free(&text);
}

/* ---- limits and sources ---- */

static void limits(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    element(page, "<h2>", "heading_limits", "</h2>\n<table>");
    for (size_t r = 0; r < assessment->reach_count; r++) {
        const ent_reach *reach = &assessment->reaches[r];
        element(page, "<tr><td class=\"l\">", ent_kind_name(reach->kind), "</td><td class=\"l\">");
        if (reach->source == ENT_NO_SOURCE) {
            element(page, "", "no_source_kind", "</td><td></td><td></td></tr>\n");
            continue;
        }
        ent_say_years(page, &text, reach->year1, reach->year2);
        put(page, &text);
        raw(page, "</td><td class=\"l\">");
        escaped(page, assessment->sources[reach->source].name);
        raw(page, "</td><td class=\"l\">");
        if (!reach->pair_covered) message(page, "coverage_not_pair", NULL);
        raw(page, "</td></tr>\n");
    }
    raw(page, "</table>\n");
    if (assessment->reading_count > 0) element(page, "<h2>", "heading_readings", "</h2>\n");
    for (size_t r = 0; r < assessment->reading_count; r++) {
        raw(page, "<p>");
        ent_say_reading(page, &text, &assessment->readings[r]);
        put(page, &text);
        raw(page, "</p>\n");
    }
    ent_text_free(&text);
}

/* What pages say, with --evidence only. */
static void claims(ent_page *page) {
    const ent_claims *all = &page->assessment->claims;
    ent_text text = {0};
    if (!page->whole || all->count == 0) return;
    element(page, "<h2>", "heading_claims", "</h2>\n");
    element(page, "<p class=\"muted\">", "legend_claims", "</p>\n<ul>\n");
    for (size_t c = 0; c < all->count; c++) {
        raw(page, "<li>");
        ent_say_said(page, &text, &all->list[c]);
        put(page, &text);
        raw(page, "<ul>");
        for (size_t r = 0; r < all->list[c].review_count; r++) {
            raw(page, "<li>");
            ent_say_saying(page, &text, &all->list[c].reviews[r]);
            put(page, &text);
            raw(page, "</li>");
        }
        raw(page, "</ul></li>\n");
    }
    raw(page, "</ul>\n");
    ent_text_free(&text);
}

static void legends(ent_page *page) {
    static const char *const keys[] = {"legend_percentile", "legend_closeness", "legend_sums",
                                       "legend_no_value"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        element(page, "<p class=\"muted\">", keys[k], "</p>\n");
    if (page->whole) element(page, "<p class=\"muted\">", "legend_rows", "</p>\n");
}

static void sources(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    element(page, "<h2>", "heading_sources", "</h2>\n<ol>\n");
    for (size_t s = 0; s < assessment->source_count; s++) {
        const ent_used_source *source = &assessment->sources[s];
        raw(page, "<li>");
        escaped(page, source->name);
        raw(page, " ");
        escaped(page, source->version);
        raw(page, ": ");
        escaped(page, source->title);
        raw(page, " <span class=\"muted\">");
        escaped(page, source->licence);
        raw(page, "</span></li>\n");
    }
    element(page, "</ol>\n<p class=\"muted\">", "cite_hint", "</p>\n");
}

static void head(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_arguments pair = {.f = assessment->a, .t = assessment->b, .year = assessment->year2};
    ent_arguments span = {.number = {assessment->year1, assessment->year2}};
    raw(page, "<!DOCTYPE html>\n<html lang=\"");
    raw(page, page->language == ENT_ZH ? "zh-Hans" : "en");
    raw(page, "\">\n<head><meta charset=\"utf-8\"/>"
              "<meta name=\"viewport\" content=\"width=device-width\"/><title>");
    message(page, "title_pair", &pair);
    raw(page, "</title>\n<style>");
    raw(page, style);
    raw(page, "</style></head>\n<body>\n<h1>");
    message(page, "title_pair", &pair);
    raw(page, "</h1>\n<p class=\"muted\">");
    message(page, "title_as_of", &span);
    raw(page, "</p>\n");
}

ent_status ent_report_html(const ent_assessment *assessment, ent_language language, bool evidence,
                           char **text, ent_error *err) {
    ent_page page = {.assessment = assessment, .language = language, .whole = evidence};
    *text = NULL;
    head(&page);
    notes(&page, assessment->lead_begin, assessment->lead_count);
    for (size_t s = 0; s < ENT_SECTIONS; s++)
        section(&page, &assessment->sections[s]);
    depth(&page);
    ladder(&page);
    run(&page);
    claims(&page);
    limits(&page);
    legends(&page);
    sources(&page);
    raw(&page, "</body>\n</html>\n");
    if (page.error.status != ENT_OK) {
        ent_text_free(&page.out);
        if (err != NULL) *err = page.error;
        return page.error.status;
    }
    *text = page.out.bytes;
    return ENT_OK;
}
