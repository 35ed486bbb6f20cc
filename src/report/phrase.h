/* SPDX-License-Identifier: Apache-2.0 */
/* Parts of an assessment as words: labels, values, years, ranks, notes. Shared by the renderers. */
#ifndef ENTENTE_REPORT_PHRASE_H
#define ENTENTE_REPORT_PHRASE_H

#include "base/array.h"
#include "report/message.h"

/* A renderer at work: what it reads, its language, and the first failure of any call below. */
typedef struct ent_page {
    const ent_assessment *assessment;
    ent_language language;
    bool codes; /* name actors by ISO3 code, where names leave no room */
    bool whole; /* rows with the source's identifier and words: --evidence */
    ent_text out;
    ent_error error; /* status ENT_OK until something failed; later calls then do nothing */
} ent_page;

/* What the braces of a message stand for (message_en.c lists them). */
typedef struct ent_arguments {
    ent_actor f, t; /* actors, named for @year */
    int year;
    const char *text[2];
    double number[4];
    ent_actor actor[2];
    const char *value; /* {v} */
    const char *keys;  /* {k}: keys separated by blanks */
} ent_arguments;

/* Append to @out (not to page->out, unless it is given). */
void ent_say(ent_page *page, ent_text *out, const char *text);
void ent_say_message(ent_page *page, ent_text *out, const char *key, const ent_arguments *with);
void ent_say_actor(ent_page *page, ent_text *out, ent_actor actor, int year);
/* A number with a fixed count of decimals and, if wanted, thousands separated. */
void ent_say_number(ent_page *page, ent_text *out, double value, int decimals, bool grouped);
void ent_say_label(ent_page *page, ent_text *out, const ent_figure *figure);
void ent_say_value(ent_page *page, ent_text *out, const ent_figure *figure);
void ent_say_years(ent_page *page, ent_text *out, int year1, int year2);
/* A note; notes that sources end, one after the other, become one sentence. Returns how many it
 * took of the @p count. */
size_t ent_say_note(ent_page *page, ent_text *out, const ent_note *notes, size_t count);
/* "[1 4]": the numbers of sources in the list at the end. */
void ent_say_sources(ent_page *page, ent_text *out, uint64_t sources);
/* A row: "2005-08-18–2005-08-25  joint exercise: TITLE [2]"; page->whole: with its number in the
 * store, its identifier at the source and the source's words. */
void ent_say_record(ent_page *page, ent_text *out, const ent_record *record);

/* What pages claim (phrase_said.c): a claim in a line, "2018-09  joint exercise, asserted: China,
 * Russia"; and one page that makes it: its words, who says so, which page, who confirmed it. */
void ent_say_said(ent_page *page, ent_text *out, const ent_claim_record *claim);
void ent_say_saying(ent_page *page, ent_text *out, const ent_claim_review *review);
/* "2018-09–2018-10", one date if they are the same. */
void ent_say_dates(ent_page *page, ent_text *out, ent_date first, ent_date last);

/* Obligations of one toward another come as five flags: true for the first of five, and then their
 * words ("defence, consultation", or "nothing") in @out. */
bool ent_is_obligation(const ent_figure *figure);
void ent_say_obligations(ent_page *page, ent_text *out, const ent_figure *five, size_t count);

/* "evidence", "none recorded in 2018" … of a rung or one of its parts. */
void ent_say_rung_state(ent_page *page, ent_text *out, ent_rung_state state, int covered1,
                        int covered2);
/* The same of a whole rung. */
void ent_say_rung(ent_page *page, ent_text *out, const ent_rung *rung);
/* Whether nothing covers any part of a rung, now or before: its parts need no lines. */
bool ent_rung_plain(const ent_assessment *assessment, const ent_rung *rung);
void ent_say_claim(ent_page *page, ent_text *out, unsigned claim);
/* NATO's scale in one sentence. */
void ent_say_scale(ent_page *page, ent_text *out);
/* The ladder in one sentence, for a pair with nothing between them. */
void ent_say_brief_ladder(ent_page *page, ent_text *out);
void ent_say_run_heading(ent_page *page, ent_text *out, const ent_run_column *column);
void ent_say_run_value(ent_page *page, ent_text *out, const char *key, double value);
/* The estimate of depth in sentences: number @p line of them; false past the last
 * (phrase_depth.c). */
enum { ENT_DEPTH_LINES = 7 };
bool ent_say_depth(ent_page *page, ent_text *out, size_t line);
/* Depth over the years as a picture: of characters, or as SVG. */
void ent_say_depth_chart(ent_page *page, ent_text *out);
void ent_say_depth_drawing(ent_page *page, ent_text *out);
void ent_say_reading(ent_page *page, ent_text *out, const ent_reading_pair *pair);

/* Whether a figure's rows are printed: asked for or part of the page, and not those of a figure
 * before it. */
bool ent_rows_shown(const ent_page *page, const ent_figure *figure);
/* Whether a figure, a section, or a column of the run, is worth its place on the page. */
bool ent_figure_shown(const ent_assessment *assessment, const ent_figure *figure);
bool ent_section_shown(const ent_assessment *assessment, const ent_section *section);
bool ent_run_shown(const ent_assessment *assessment, size_t column);

/* Columns a text takes on a terminal: wide characters take two. */
size_t ent_display_width(const char *text);

#endif
