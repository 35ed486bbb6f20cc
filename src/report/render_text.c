/* SPDX-License-Identifier: Apache-2.0 */
/* The assessment as text for a terminal of 100 columns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/phrase.h"

/* Widths of the columns of a figure's line. */
enum { LABEL = 44, YEARS = 10, VALUE = 14, RANK = 17, PERCENTILE = 7, LINE = 100 };
/* Rows printed under a figure or rung without --evidence. */
enum { MOST_ROWS = 12, MOST_RUNG_ROWS = 3 };

static void blanks(ent_page *page, size_t count) {
    while (count-- > 0)
        ent_say(page, &page->out, " ");
}

/* Text in a column: left-aligned, or right-aligned. Too wide a text runs over. */
static void cell(ent_page *page, const ent_text *text, size_t width, bool right) {
    const char *bytes = text->length > 0 ? text->bytes : "";
    size_t used = ent_display_width(bytes);
    size_t pad = used < width ? width - used : 0;
    if (right) blanks(page, pad);
    ent_say(page, &page->out, bytes);
    if (!right) blanks(page, pad);
}

static void end_line(ent_page *page) {
    while (page->out.length > 0 && page->out.bytes[page->out.length - 1] == ' ')
        page->out.bytes[--page->out.length] = '\0';
    ent_say(page, &page->out, "\n");
}

/* A piece of text that must not be broken: a word, or one wide character. */
static size_t piece_of(const char *text) {
    size_t length = 0;
    while (text[length] != '\0' && text[length] != ' ') {
        size_t next = length + 1;
        char one[5] = {text[length]};
        while (((unsigned char)text[next] & 0xC0) == 0x80)
            next++;
        memcpy(one, text + length, next - length < 4 ? next - length : 4);
        bool wide = ent_display_width(one) == 2;
        if (wide && length > 0) return length;
        length = next;
        if (wide) return length;
    }
    return length;
}

/* Text broken at the line's end, between words and between Chinese characters; further lines are
 * indented two more. */
static void paragraph(ent_page *page, const char *text, size_t indent) {
    size_t column = indent;
    blanks(page, indent);
    while (*text != '\0') {
        char piece[512];
        size_t length = piece_of(text);
        if (length >= sizeof piece) length = sizeof piece - 1;
        memcpy(piece, text, length);
        piece[length] = '\0';
        size_t width = ent_display_width(piece);
        if (column + width > LINE && column > indent) {
            end_line(page);
            blanks(page, indent + 2);
            column = indent + 2;
        }
        ent_say(page, &page->out, piece);
        column += width;
        text += length;
        for (; *text == ' '; text++, column++)
            ent_say(page, &page->out, " ");
    }
    end_line(page);
}

static void heading(ent_page *page, const char *key) {
    ent_say(page, &page->out, "\n");
    ent_say_message(page, &page->out, key, NULL);
    ent_say(page, &page->out, "\n");
}

/* ---- figures ---- */

static void say_rank(ent_page *page, const ent_figure *figure) {
    ent_text text = {0};
    if (figure->rank.of > 0 && figure->known == ENT_KNOWN) {
        ent_arguments with = {.number = {(double)figure->rank.rank, (double)figure->rank.of}};
        ent_say_message(page, &text, "rank_short", &with);
    }
    cell(page, &text, RANK, true);
    ent_text_clear(&text);
    if (figure->rank.of > 0 && figure->known == ENT_KNOWN)
        ent_say_number(page, &text, figure->rank.percentile, 1, false);
    cell(page, &text, PERCENTILE, true);
    ent_text_free(&text);
}

static void say_line(ent_page *page, const ent_text *label, const ent_figure *figure,
                     const ent_text *value) {
    ent_text text = {0};
    blanks(page, 2);
    cell(page, label, LABEL, false);
    if (label->length > 0 && ent_display_width(label->bytes) > LABEL) {
        end_line(page);
        blanks(page, LABEL + 2);
    }
    ent_say_years(page, &text, figure->year1, figure->year2);
    cell(page, &text, YEARS, true);
    bool words = ent_is_obligation(figure) && figure->from != 0;
    if (words || (value->length > 0 && ent_display_width(value->bytes) > VALUE)) {
        ent_say(page, &page->out, "  "); /* words, not a number, take the line */
        ent_say(page, &page->out, value->bytes);
    } else {
        cell(page, value, VALUE, true);
        say_rank(page, figure);
    }
    ent_say(page, &page->out, " ");
    ent_say_sources(page, &page->out, figure->sources);
    end_line(page);
    ent_text_free(&text);
}

static void say_records(ent_page *page, size_t begin, size_t count, size_t most, size_t indent) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    for (size_t r = 0; r < count && r < most; r++) {
        ent_text_clear(&text);
        ent_say_record(page, &text, &assessment->records[assessment->record_index[begin + r]]);
        paragraph(page, text.bytes != NULL ? text.bytes : "", indent);
    }
    if (count > most) {
        ent_arguments with = {.number = {(double)(count - most)}};
        blanks(page, indent);
        ent_say_message(page, &page->out, "more_rows", &with);
        end_line(page);
    }
    ent_text_free(&text);
}

/* A figure's label; @p owes: of what one owes the other. */
static void say_label(ent_page *page, ent_text *label, const ent_figure *figure, bool owes) {
    ent_arguments with = {.f = figure->from, .t = figure->to, .year = figure->year2};
    ent_text_clear(label);
    if (owes)
        ent_say_message(page, label, "owes", &with);
    else
        ent_say_label(page, label, figure);
}

/* The five flags of what one owes the other take one line. Returns how many figures it took. */
static size_t say_figure(ent_page *page, const ent_figure *figure, size_t left) {
    ent_text label = {0};
    ent_text value = {0};
    size_t took = 1;
    if (!ent_figure_shown(page->assessment, figure)) return 1;
    bool owes = ent_is_obligation(figure) && figure->from != 0;
    while (owes && took < left && ent_is_obligation(&figure[took]) &&
           figure[took].from == figure->from)
        took++;
    say_label(page, &label, figure, owes);
    if (label.length > 0 && ent_display_width(label.bytes) > LABEL) {
        page->codes = true;
        say_label(page, &label, figure, owes);
        page->codes = false;
    }
    if (owes)
        ent_say_obligations(page, &value, figure, took);
    else
        ent_say_value(page, &value, figure);
    ent_figure line = *figure;
    if (took > 1) line.rank = (ent_rank){0};
    say_line(page, &label, &line, &value);
    if (ent_rows_shown(page, figure))
        say_records(page, figure->record_begin, figure->record_count,
                    page->whole ? SIZE_MAX : MOST_ROWS, 6);
    ent_text_free(&label);
    ent_text_free(&value);
    return took;
}

static void say_notes(ent_page *page, size_t begin, size_t count) {
    ent_text text = {0};
    for (size_t n = 0; n < count;) {
        ent_text_clear(&text);
        n += ent_say_note(page, &text, &page->assessment->notes[begin + n], count - n);
        paragraph(page, text.bytes != NULL ? text.bytes : "", 2);
    }
    ent_text_free(&text);
}

static void say_section(ent_page *page, const ent_section *section) {
    static const char *const headings[ENT_SECTIONS] = {
        "heading_signed", "heading_done", "heading_interests", "heading_apart", "heading_outside"};
    const ent_figure *figures = page->assessment->figures + section->figure_begin;
    if (!ent_section_shown(page->assessment, section)) return;
    heading(page, headings[section->id]);
    for (size_t f = 0; f < section->figure_count;)
        f += say_figure(page, &figures[f], section->figure_count - f);
    say_notes(page, section->note_begin, section->note_count);
}

/* ---- ladder, run, limits ---- */

/* Rows of a claim: those that hold now, else the last there were. */
static void say_claim_rows(ent_page *page, const ent_rung_part *part, size_t indent) {
    size_t most = page->whole ? SIZE_MAX : MOST_RUNG_ROWS;
    say_records(page, part->record_begin, part->record_count, most, indent);
    if (part->earlier == 0) return;
    ent_arguments with = {.number = {part->earlier}};
    blanks(page, indent);
    ent_say_message(page, &page->out, "ladder_earlier", &with);
    end_line(page);
    say_records(page, part->earlier_begin, part->earlier_count, most, indent + 2);
}

/* A label and, in the column of states, what was said of it. */
static void say_state(ent_page *page, ent_text *label, size_t indent, const ent_text *state) {
    enum { LABELS = 60 };
    blanks(page, indent);
    cell(page, label, LABELS - indent, false);
    ent_say(page, &page->out, state->length > 0 ? state->bytes : "");
    end_line(page);
    ent_text_clear(label);
}

static void say_rung(ent_page *page, size_t r) {
    const ent_rung *rung = &page->assessment->rungs[r];
    const ent_rung_part *parts = page->assessment->parts + rung->part_begin;
    ent_text label = {0};
    ent_text state = {0};
    char key[16];
    snprintf(key, sizeof key, "rung_%zu", r + 1);
    ent_say_message(page, &label, key, NULL);
    ent_say_rung(page, &state, rung);
    say_state(page, &label, 2, &state);
    for (size_t p = 0; p < rung->part_count && !ent_rung_plain(page->assessment, rung); p++) {
        if (rung->part_count > 1) {
            ent_text_clear(&state);
            ent_say_claim(page, &label, (unsigned)(rung->part_begin + p));
            ent_say_rung_state(page, &state, parts[p].state, parts[p].covered1, parts[p].covered2);
            say_state(page, &label, 4, &state);
        }
        say_claim_rows(page, &parts[p], 6);
    }
    ent_text_free(&label);
    ent_text_free(&state);
}

static void say_ladder(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_arguments with = {.number = {assessment->year2 - ENT_LADDER_WINDOW + 1, assessment->year2}};
    ent_text text = {0};
    heading(page, "heading_ladder");
    blanks(page, 2);
    ent_say_message(page, &page->out, "ladder_covered", &with);
    end_line(page);
    if (assessment->nothing_recorded) {
        ent_say_brief_ladder(page, &text);
        paragraph(page, text.bytes != NULL ? text.bytes : "", 2);
        ent_text_free(&text);
        return;
    }
    for (size_t r = 0; r < ENT_RUNGS; r++)
        say_rung(page, r);
    ent_say_scale(page, &text);
    paragraph(page, text.bytes != NULL ? text.bytes : "", 2);
    for (unsigned c = 0; c < ENT_CLAIMS; c++)
        if (ent_claim_rung((ent_claim)c) == 0) say_claim_rows(page, &assessment->parts[c], 6);
    paragraph(page, ent_message(page->language, "ladder_milinst"), 2);
    ent_text_free(&text);
}

static void say_depth(ent_page *page) {
    ent_text text = {0};
    if (page->assessment->depth.count == 0) return;
    heading(page, "heading_depth");
    ent_say_depth_chart(page, &page->out);
    for (size_t line = 0; line < ENT_DEPTH_LINES; line++) {
        ent_text_clear(&text);
        if (ent_say_depth(page, &text, line) && text.bytes != NULL) paragraph(page, text.bytes, 2);
    }
    ent_text_free(&text);
}

enum { RUN_DECADES = 7, RUN_WIDTH = 10, RUN_LABEL = 28 };

static void say_run_line(ent_page *page, size_t column, size_t begin, size_t end) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    ent_say_run_heading(page, &text, &assessment->run_columns[column]);
    if (text.length > 0 && ent_display_width(text.bytes) > RUN_LABEL) {
        ent_text_clear(&text);
        page->codes = true;
        ent_say_run_heading(page, &text, &assessment->run_columns[column]);
        page->codes = false;
    }
    blanks(page, 2);
    cell(page, &text, RUN_LABEL, false);
    for (size_t r = begin; r < end; r++) {
        ent_text_clear(&text);
        ent_say_run_value(page, &text, assessment->run_columns[column].key,
                          assessment->run_values[r * assessment->run_column_count + column]);
        cell(page, &text, RUN_WIDTH, true);
    }
    end_line(page);
    ent_text_free(&text);
}

/* One figure a line, one decade a column; as many decades as a terminal's width holds. */
static void say_run(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    size_t rows = assessment->run_row_count;
    ent_text text = {0};
    heading(page, "heading_run");
    for (size_t begin = 0; begin < rows; begin += RUN_DECADES) {
        size_t end = begin + RUN_DECADES < rows ? begin + RUN_DECADES : rows;
        blanks(page, RUN_LABEL + 2);
        for (size_t r = begin; r < end; r++) {
            ent_text_clear(&text);
            ent_say_years(page, &text, assessment->run_rows[r].year1,
                          assessment->run_rows[r].year2);
            cell(page, &text, RUN_WIDTH, true);
        }
        end_line(page);
        for (size_t c = 0; c < assessment->run_column_count; c++)
            if (ent_run_shown(assessment, c)) say_run_line(page, c, begin, end);
    }
    paragraph(page, ent_message(page->language, "legend_run"), 2);
    paragraph(page, ent_message(page->language, "legend_missing"), 2);
    ent_text_free(&text);
}

/* What pages say, with --evidence only. */
static void say_claims(ent_page *page) {
    const ent_claims *claims = &page->assessment->claims;
    ent_text text = {0};
    if (!page->whole || claims->count == 0) return;
    heading(page, "heading_claims");
    paragraph(page, ent_message(page->language, "legend_claims"), 2);
    for (size_t c = 0; c < claims->count; c++) {
        ent_text_clear(&text);
        ent_say_said(page, &text, &claims->list[c]);
        paragraph(page, text.bytes != NULL ? text.bytes : "", 2);
        for (size_t r = 0; r < claims->list[c].review_count; r++) {
            ent_text_clear(&text);
            ent_say_saying(page, &text, &claims->list[c].reviews[r]);
            paragraph(page, text.bytes != NULL ? text.bytes : "", 6);
        }
    }
    ent_text_free(&text);
}

static void say_reach(ent_page *page, const ent_reach *reach) {
    ent_text text = {0};
    ent_say_message(page, &text, ent_kind_name(reach->kind), NULL);
    blanks(page, 2);
    cell(page, &text, 24, false);
    ent_text_clear(&text);
    if (reach->source == ENT_NO_SOURCE) {
        ent_say_message(page, &page->out, "no_source_kind", NULL);
    } else {
        ent_say_years(page, &text, reach->year1, reach->year2);
        cell(page, &text, 12, false);
        ent_text_clear(&text);
        ent_say(page, &text, page->assessment->sources[reach->source].name);
        cell(page, &text, 20, false);
        if (!reach->pair_covered) ent_say_message(page, &page->out, "coverage_not_pair", NULL);
    }
    end_line(page);
    ent_text_free(&text);
}

static void say_limits(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    heading(page, "heading_limits");
    for (size_t r = 0; r < assessment->reach_count; r++)
        say_reach(page, &assessment->reaches[r]);
    if (assessment->reading_count > 0) heading(page, "heading_readings");
    for (size_t r = 0; r < assessment->reading_count; r++) {
        ent_text_clear(&text);
        ent_say_reading(page, &text, &assessment->readings[r]);
        paragraph(page, text.bytes != NULL ? text.bytes : "", 2);
    }
    ent_text_free(&text);
}

static void say_sources(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    char line[512];
    heading(page, "heading_sources");
    for (size_t s = 0; s < assessment->source_count; s++) {
        const ent_used_source *source = &assessment->sources[s];
        snprintf(line, sizeof line, "[%zu] %s %s: %s", s + 1, source->name, source->version,
                 source->title);
        paragraph(page, line, 2);
    }
    paragraph(page, ent_message(page->language, "cite_hint"), 2);
}

static void say_title(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    char codes[96];
    ent_arguments pair = {.f = assessment->a, .t = assessment->b, .year = assessment->year2};
    ent_arguments span = {.number = {assessment->year1, assessment->year2}};
    ent_say_message(page, &page->out, "title_pair", &pair);
    snprintf(codes, sizeof codes, "  (%s %s, CoW %d %d)",
             ent_actor_iso3(assessment->actors, assessment->a, assessment->year2),
             ent_actor_iso3(assessment->actors, assessment->b, assessment->year2),
             ent_actor_cow(assessment->a), ent_actor_cow(assessment->b));
    ent_say(page, &page->out, codes);
    ent_say(page, &page->out, "\n");
    ent_say_message(page, &page->out, "title_as_of", &span);
    ent_say(page, &page->out, "\n");
}

static void say_column_heads(ent_page *page) {
    static const struct {
        const char *key;
        size_t width;
    } columns[] = {{"column_period", YEARS},
                   {"column_value", VALUE},
                   {"column_rank", RANK},
                   {"column_percentile", PERCENTILE}};
    ent_text text = {0};
    blanks(page, LABEL + 2);
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++) {
        ent_text_clear(&text);
        ent_say_message(page, &text, columns[c].key, NULL);
        cell(page, &text, columns[c].width, true);
    }
    end_line(page);
    ent_text_free(&text);
}

static void say_legends(ent_page *page) {
    static const char *const legends[] = {"legend_percentile", "legend_closeness", "legend_sums",
                                          "legend_no_value"};
    ent_say(page, &page->out, "\n");
    for (size_t l = 0; l < sizeof legends / sizeof legends[0]; l++)
        paragraph(page, ent_message(page->language, legends[l]), 2);
    if (page->whole) paragraph(page, ent_message(page->language, "legend_rows"), 2);
}

ent_status ent_report_text(const ent_assessment *assessment, ent_language language, bool evidence,
                           char **text, ent_error *err) {
    ent_page page = {.assessment = assessment, .language = language, .whole = evidence};
    *text = NULL;
    say_title(&page);
    say_notes(&page, assessment->lead_begin, assessment->lead_count);
    say_column_heads(&page);
    for (size_t s = 0; s < ENT_SECTIONS; s++)
        say_section(&page, &assessment->sections[s]);
    say_depth(&page);
    say_ladder(&page);
    say_run(&page);
    say_claims(&page);
    say_limits(&page);
    say_legends(&page);
    say_sources(&page);
    if (page.error.status != ENT_OK) {
        ent_text_free(&page.out);
        if (err != NULL) *err = page.error;
        return page.error.status;
    }
    *text = page.out.bytes;
    return ENT_OK;
}
