/* SPDX-License-Identifier: Apache-2.0 */
/* The assessment as text for a terminal of 100 columns. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/phrase.h"

/* Widths of the columns of a figure's line. */
enum { LABEL = 43, YEARS = 10, VALUE = 19, RANK = 17, PERCENTILE = 7, LINE = 100 };

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

/* Words wrapped at the line's end, further lines indented. Chinese breaks anywhere. */
static void paragraph(ent_page *page, const char *text, size_t indent) {
    size_t column = indent;
    blanks(page, indent);
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        char word[512];
        if (length >= sizeof word) length = sizeof word - 1;
        memcpy(word, text, length);
        word[length] = '\0';
        size_t width = ent_display_width(word);
        if (column + width > LINE && column > indent) {
            end_line(page);
            blanks(page, indent + 2);
            column = indent + 2;
        }
        ent_say(page, &page->out, word);
        column += width;
        text += length;
        if (*text == ' ') {
            ent_say(page, &page->out, " ");
            column++;
            text++;
        }
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
    if (value->length > 0 && ent_display_width(value->bytes) > VALUE) {
        ent_say(page, &page->out, "  "); /* words, not a number: they take the line */
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

/* The five flags of what one owes the other take one line. Returns how many figures it took. */
static size_t say_figure(ent_page *page, const ent_figure *figure, size_t left, bool evidence) {
    ent_text label = {0};
    ent_text value = {0};
    size_t took = 1;
    if (ent_is_obligation(figure) && figure->from != 0) {
        while (took < left && ent_is_obligation(&figure[took]) && figure[took].from == figure->from)
            took++;
        ent_arguments with = {.f = figure->from, .t = figure->to, .year = figure->year2};
        ent_say_message(page, &label, "owes", &with);
        ent_say_obligations(page, &value, figure, took);
    } else {
        ent_say_label(page, &label, figure);
        ent_say_value(page, &value, figure);
    }
    ent_figure line = *figure;
    if (took > 1) line.rank = (ent_rank){0};
    say_line(page, &label, &line, &value);
    if (evidence) say_records(page, figure->record_begin, figure->record_count, SIZE_MAX, 6);
    ent_text_free(&label);
    ent_text_free(&value);
    return took;
}

static void say_notes(ent_page *page, const ent_section *section) {
    ent_text text = {0};
    for (size_t n = 0; n < section->note_count; n++) {
        ent_text_clear(&text);
        ent_say_note(page, &text, &page->assessment->notes[section->note_begin + n]);
        paragraph(page, text.bytes != NULL ? text.bytes : "", 2);
    }
    ent_text_free(&text);
}

static void say_section(ent_page *page, const ent_section *section, bool evidence) {
    static const char *const headings[ENT_SECTIONS] = {
        "heading_signed", "heading_done", "heading_interests", "heading_apart", "heading_outside"};
    const ent_figure *figures = page->assessment->figures + section->figure_begin;
    if (section->figure_count == 0 && section->note_count == 0) return;
    heading(page, headings[section->id]);
    for (size_t f = 0; f < section->figure_count;)
        f += say_figure(page, &figures[f], section->figure_count - f, evidence);
    say_notes(page, section);
}

/* ---- ladder, run, limits ---- */

static void say_ladder(ent_page *page, bool evidence) {
    static const char *const states[] = {"ladder_evidence", "ladder_none", "ladder_not_covered"};
    const ent_assessment *assessment = page->assessment;
    ent_arguments with = {.number = {assessment->year2}};
    ent_text label = {0};
    heading(page, "heading_ladder");
    blanks(page, 2);
    ent_say_message(page, &page->out, "ladder_covered", &with);
    end_line(page);
    for (size_t r = 0; r < ENT_RUNGS; r++) {
        char key[16];
        const ent_rung *rung = &assessment->rungs[r];
        snprintf(key, sizeof key, "rung_%zu", r + 1);
        ent_text_clear(&label);
        ent_say_message(page, &label, key, NULL);
        blanks(page, 2);
        cell(page, &label, 60, false);
        ent_say_message(page, &page->out, states[rung->state], NULL);
        end_line(page);
        say_records(page, rung->record_begin, rung->record_count, evidence ? SIZE_MAX : 3, 6);
    }
    static const char *const beside[] = {"ladder_milinst", "ladder_interoperability"};
    for (size_t b = 0; b < 2; b++)
        paragraph(page, ent_message(page->language, beside[b]), 2);
    ent_text_free(&label);
}

static void say_run_value(ent_page *page, ent_text *out, const char *key, double value) {
    if (strcmp(key, "trade_dep") == 0 && !ent_is_missing(value)) {
        ent_say_number(page, out, 100 * value, 1, false);
        ent_say(page, out, "%");
        return;
    }
    bool index = strcmp(key, "vote_agree") == 0 || strncmp(key, "alliance_", 9) == 0;
    ent_say_number(page, out, value, index ? 3 : 0, true);
}

static void run_heading(ent_page *page, ent_text *out, const ent_run_column *column) {
    char key[64];
    ent_arguments with = {.f = column->from, .t = column->to, .year = page->assessment->year2};
    snprintf(key, sizeof key, "run_%s", column->key);
    ent_say_message(page, out, key, &with);
}

/* One figure a line, one decade a column: decades are fewer than the columns of a terminal. */
static void say_run(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    enum { MOST = 7, WIDTH = 10, HEAD = 28 };
    size_t rows = assessment->run_row_count;
    ent_text text = {0};
    if (rows == 0) return;
    heading(page, "heading_run");
    for (size_t begin = 0; begin < rows; begin += MOST) {
        size_t end = begin + MOST < rows ? begin + MOST : rows;
        blanks(page, HEAD + 2);
        for (size_t r = begin; r < end; r++) {
            ent_text_clear(&text);
            ent_say_years(page, &text, assessment->run_rows[r].year1,
                          assessment->run_rows[r].year2);
            cell(page, &text, WIDTH, true);
        }
        end_line(page);
        for (size_t c = 0; c < assessment->run_column_count; c++) {
            ent_text_clear(&text);
            run_heading(page, &text, &assessment->run_columns[c]);
            blanks(page, 2);
            cell(page, &text, HEAD, false);
            for (size_t r = begin; r < end; r++) {
                ent_text_clear(&text);
                say_run_value(page, &text, assessment->run_columns[c].key,
                              assessment->run_values[r * assessment->run_column_count + c]);
                cell(page, &text, WIDTH, true);
            }
            end_line(page);
        }
    }
    paragraph(page, ent_message(page->language, "legend_run"), 2);
    paragraph(page, ent_message(page->language, "legend_missing"), 2);
    ent_text_free(&text);
}

static void say_limits(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    heading(page, "heading_limits");
    for (size_t r = 0; r < assessment->reach_count; r++) {
        const ent_reach *reach = &assessment->reaches[r];
        ent_text_clear(&text);
        ent_say_message(page, &text, ent_kind_name(reach->kind), NULL);
        blanks(page, 2);
        cell(page, &text, 24, false);
        ent_text_clear(&text);
        ent_say_years(page, &text, reach->year1, reach->year2);
        cell(page, &text, 12, false);
        ent_text_clear(&text);
        ent_say(page, &text, assessment->sources[reach->source].name);
        cell(page, &text, 20, false);
        if (!reach->pair_covered) ent_say_message(page, &page->out, "coverage_not_pair", NULL);
        end_line(page);
    }
    ent_text_free(&text);
}

static void say_readings(ent_page *page) {
    const ent_assessment *assessment = page->assessment;
    ent_text text = {0};
    if (assessment->reading_count == 0) return;
    heading(page, "heading_readings");
    for (size_t r = 0; r < assessment->reading_count; r++) {
        const ent_reading_pair *pair = &assessment->readings[r];
        ent_text_clear(&text);
        for (size_t k = 0; k < 2; k++) {
            if (k > 0) ent_say(page, &text, page->language == ENT_ZH ? "，" : ", ");
            ent_say(page, &text, assessment->sources[pair->source[k]].name);
            ent_say(page, &text, " ");
            ent_say_number(page, &text, pair->value[k], 0, true);
        }
        ent_arguments with = {.text = {ent_kind_name(pair->kind), NULL},
                              .number = {pair->year1, pair->year2},
                              .value = text.bytes};
        blanks(page, 2);
        ent_say_message(page, &page->out, "reading_differs", &with);
        end_line(page);
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

ent_status ent_report_text(const ent_assessment *assessment, ent_language language, bool evidence,
                           char **text, ent_error *err) {
    ent_page page = {.assessment = assessment, .language = language};
    *text = NULL;
    say_title(&page);
    say_column_heads(&page);
    for (size_t s = 0; s < ENT_SECTIONS; s++)
        say_section(&page, &assessment->sections[s], evidence);
    say_ladder(&page, evidence);
    say_run(&page);
    say_limits(&page);
    say_readings(&page);
    ent_say(&page, &page.out, "\n");
    paragraph(&page, ent_message(language, "legend_percentile"), 2);
    say_sources(&page);
    if (page.error.status != ENT_OK) {
        ent_text_free(&page.out);
        if (err != NULL) *err = page.error;
        return page.error.status;
    }
    *text = page.out.bytes;
    return ENT_OK;
}
