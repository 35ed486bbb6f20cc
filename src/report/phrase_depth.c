/* SPDX-License-Identifier: Apache-2.0 */
/* The estimate of depth as sentences and as pictures. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/phrase.h"

enum { DECIMALS = 2 };

static const ent_depth_year *year_of(const ent_depth_run *depth, int year) {
    for (size_t y = 0; y < depth->count; y++)
        if (depth->years[y].year == year) return &depth->years[y];
    return NULL;
}

/* "3.05 [2.72, 3.35]" of three fields. */
static void say_interval(ent_page *page, ent_text *out, const float *value, int decimals) {
    ent_say_number(page, out, (double)value[0], decimals, true);
    ent_say(page, out, " [");
    ent_say_number(page, out, (double)value[1], decimals, true);
    ent_say(page, out, ", ");
    ent_say_number(page, out, (double)value[2], decimals, true);
    ent_say(page, out, "]");
}

/* A message with a value and a year. */
static void say_valued(ent_page *page, ent_text *out, const char *key, const ent_text *value,
                       double n0, double n1) {
    ent_arguments with = {.number = {n0, n1}, .value = value->bytes != NULL ? value->bytes : ""};
    ent_say_message(page, out, key, &with);
}

static bool say_level(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    const ent_depth_year *last = &depth->years[depth->count - 1];
    ent_text value = {0};
    say_interval(page, &value, last->value + ENT_DEPTH_MEAN, DECIMALS);
    say_valued(page, out, "depth_level", &value, last->year, 0);
    ent_text_clear(&value);
    say_interval(page, &value, last->value + ENT_DEPTH_RANK, 0);
    ent_say(page, out, " ");
    say_valued(page, out, "depth_place", &value, (double)last->value[ENT_DEPTH_OF], 0);
    ent_text_free(&value);
    return true;
}

static bool say_gap(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    const ent_depth_year *at = year_of(depth, depth->gap_year);
    ent_text value = {0};
    if (at == NULL) {
        ent_say_message(page, out, "gap_none", NULL);
        return true;
    }
    say_interval(page, &value, at->value + ENT_GAP_MEAN, DECIMALS);
    say_valued(page, out, "gap_level", &value, at->year, (double)at->value[ENT_GAP_PERCENTILE]);
    ent_say(page, out, " ");
    ent_say_message(page, out,
                    at->value[ENT_GAP_LO] > 0   ? "gap_above"
                    : at->value[ENT_GAP_HI] < 0 ? "gap_below"
                                                : "gap_within",
                    NULL);
    ent_text_free(&value);
    return true;
}

static bool say_rise(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    ent_text value = {0};
    if (depth->rise_from == 0 || ent_is_missing(depth->rise)) return false;
    ent_say_number(page, &value, depth->rise, DECIMALS, false);
    say_valued(page, out, "depth_rise", &value, depth->rise_from, depth->rise_to);
    ent_text_free(&value);
    return true;
}

static bool say_turns(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    ent_text value = {0};
    ent_say_message(page, out, depth->turn_count > 0 ? "depth_turns" : "depth_no_turns", NULL);
    for (size_t t = 0; t < depth->turn_count; t++) {
        ent_text_clear(&value);
        ent_say_number(page, &value, fabs(depth->turns[t].probability), DECIMALS, false);
        if (t > 0) ent_say_message(page, out, "comma", NULL);
        say_valued(page, out, depth->turns[t].probability > 0 ? "turn_up" : "turn_down", &value,
                   depth->turns[t].year, 0);
    }
    ent_text_free(&value);
    return true;
}

static bool say_ends(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    bool any = false;
    ent_say_message(page, out, "depth_rests", NULL);
    for (size_t k = 0; k < depth->kind_count; k++) {
        ent_arguments with = {.number = {depth->last[k]},
                              .text = {ent_kind_name(depth->kinds[k]), ""}};
        if (any) ent_say_message(page, out, "comma", NULL);
        ent_say_message(page, out, depth->last[k] != 0 ? "depth_kind" : "depth_kind_none", &with);
        any = true;
    }
    return any;
}

bool ent_say_depth(ent_page *page, ent_text *out, size_t line) {
    static bool (*const lines[])(ent_page *, ent_text *) = {say_level, say_gap, say_rise, say_turns,
                                                            say_ends};
    static const char *const legends[] = {"legend_depth", "legend_gap"};
    size_t sentences = sizeof lines / sizeof lines[0];
    if (page->assessment->depth.count == 0 || line >= ENT_DEPTH_LINES) return false;
    if (line < sentences) return lines[line](page, out);
    ent_say_message(page, out, legends[line - sentences], NULL);
    return true;
}

/* ---- pictures ---- */

/* The span of depth and of years that is drawn. */
struct frame {
    double low, high;
    int first, last;
};

static struct frame frame_of(const ent_depth_run *depth) {
    struct frame frame = {(double)depth->years[0].value[ENT_DEPTH_LO],
                          (double)depth->years[0].value[ENT_DEPTH_HI], depth->years[0].year,
                          depth->years[depth->count - 1].year};
    for (size_t y = 0; y < depth->count; y++) {
        frame.low = fmin(frame.low, (double)depth->years[y].value[ENT_DEPTH_LO]);
        frame.high = fmax(frame.high, (double)depth->years[y].value[ENT_DEPTH_HI]);
    }
    frame.low = floor(frame.low);
    frame.high = fmax(ceil(frame.high), frame.low + 1);
    return frame;
}

enum { ROWS = 9, COLUMNS_MAX = 88 };

static size_t row_of(const struct frame *frame, float value) {
    double share = ((double)value - frame->low) / (frame->high - frame->low);
    return (size_t)lround(share * (ROWS - 1));
}

/* A column a year, or more years where they are many: the last of them with depth. */
void ent_say_depth_chart(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    if (depth->count == 0) return;
    struct frame frame = frame_of(depth);
    char picture[ROWS][COLUMNS_MAX + 1];
    char line[COLUMNS_MAX + 32];
    int each = (frame.last - frame.first) / COLUMNS_MAX + 1;
    size_t width = (size_t)((frame.last - frame.first) / each) + 1;
    memset(picture, ' ', sizeof picture);
    for (size_t y = 0; y < depth->count; y++) {
        const float *value = depth->years[y].value;
        size_t column = (size_t)((depth->years[y].year - frame.first) / each);
        for (size_t r = 0; r < ROWS; r++)
            picture[r][column] =
                r == row_of(&frame, value[ENT_DEPTH_MEAN]) ? 'o'
                : r < row_of(&frame, value[ENT_DEPTH_LO]) || r > row_of(&frame, value[ENT_DEPTH_HI])
                    ? ' '
                    : '.';
    }
    for (size_t r = ROWS; r-- > 0;) {
        double level = frame.low + (frame.high - frame.low) * (double)r / (ROWS - 1);
        size_t used = width;
        while (used > 0 && picture[r][used - 1] == ' ')
            used--;
        picture[r][used] = '\0';
        snprintf(line, sizeof line, "  %6.2f |%s\n", level, picture[r]);
        ent_say(page, out, line);
    }
    snprintf(line, sizeof line, "         %-*d%d\n", (int)(width > 4 ? width - 3 : 5), frame.first,
             frame.last);
    ent_say(page, out, line);
}

enum { DRAWING_WIDTH = 640, DRAWING_HEIGHT = 180, MARGIN = 36 };

static double x_of(const struct frame *frame, int year) {
    double share = frame->last > frame->first
                       ? (double)(year - frame->first) / (frame->last - frame->first)
                       : 0.5;
    return MARGIN + share * (DRAWING_WIDTH - 2 * MARGIN);
}

static double y_of(const struct frame *frame, double value) {
    double share = (value - frame->low) / (frame->high - frame->low);
    return DRAWING_HEIGHT - 20 - share * (DRAWING_HEIGHT - 30);
}

static void draw_year(ent_page *page, ent_text *out, const struct frame *frame,
                      const ent_depth_year *before, const ent_depth_year *at) {
    char markup[256];
    double x = x_of(frame, at->year);
    double y = y_of(frame, (double)at->value[ENT_DEPTH_MEAN]);
    snprintf(markup, sizeof markup,
             "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#bbb\" "
             "stroke-width=\"4\"/>",
             x, y_of(frame, (double)at->value[ENT_DEPTH_LO]), x,
             y_of(frame, (double)at->value[ENT_DEPTH_HI]));
    ent_say(page, out, markup);
    if (before != NULL && before->year == at->year - 1) {
        snprintf(markup, sizeof markup,
                 "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#222\"/>",
                 x_of(frame, before->year), y_of(frame, (double)before->value[ENT_DEPTH_MEAN]), x,
                 y);
        ent_say(page, out, markup);
    }
    snprintf(markup, sizeof markup, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\"/>", x, y);
    ent_say(page, out, markup);
}

static void draw_text(ent_page *page, ent_text *out, double x, double y, const char *text) {
    char markup[128];
    snprintf(markup, sizeof markup, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\">%s</text>", x, y,
             text);
    ent_say(page, out, markup);
}

void ent_say_depth_drawing(ent_page *page, ent_text *out) {
    const ent_depth_run *depth = &page->assessment->depth;
    char text[64];
    if (depth->count == 0) return;
    struct frame frame = frame_of(depth);
    snprintf(text, sizeof text, "<svg width=\"%d\" height=\"%d\" role=\"img\">", DRAWING_WIDTH,
             DRAWING_HEIGHT);
    ent_say(page, out, text);
    for (size_t y = 0; y < depth->count; y++)
        draw_year(page, out, &frame, y > 0 ? &depth->years[y - 1] : NULL, &depth->years[y]);
    for (int level = (int)frame.low; level <= (int)frame.high; level++) {
        snprintf(text, sizeof text, "%d", level);
        draw_text(page, out, 8, y_of(&frame, level) + 4, text);
    }
    snprintf(text, sizeof text, "%d", frame.first);
    draw_text(page, out, MARGIN - 12, DRAWING_HEIGHT - 4, text);
    snprintf(text, sizeof text, "%d", frame.last);
    draw_text(page, out, DRAWING_WIDTH - MARGIN - 14, DRAWING_HEIGHT - 4, text);
    ent_say(page, out, "</svg>");
}
