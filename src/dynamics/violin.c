/* SPDX-License-Identifier: Apache-2.0 */
/* Violin plots as SVG: for each level of an auxiliary statistic the density of its simulated values
 * (Gaussian kernel, bandwidth by Silverman's rule 1986), their middle 90%, and what was observed.
 * Levels are drawn on one scale: less the simulated mean, by the simulated range. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "entente/fit.h"

enum { WIDTH = 760, PANEL = 300, LEFT = 60, RIGHT = 20, TOP = 56, BOTTOM = 50, POINTS = 60 };

typedef struct scale {
    double low, high; /* values at the bottom and top of the panel */
    double top;       /* y of the panel's top */
} scale;

static double y_of(const scale *own, double value) {
    double part = (value - own->low) / (own->high - own->low);
    return own->top + TOP + (1 - part) * (PANEL - TOP - BOTTOM);
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a;
    double y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Values of a level in order. */
static void sort_level(const ent_saom_goodness *own, size_t level, double *sorted) {
    for (size_t s = 0; s < own->simulations; s++)
        sorted[s] = own->simulated[s * own->levels + level];
    qsort(sorted, own->simulations, sizeof *sorted, by_value);
}

static double quantile(const double *sorted, size_t count, double p) {
    double place = p * (double)(count - 1);
    size_t below = (size_t)place;
    size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (place - (double)below) * (sorted[above] - sorted[below]);
}

static double spread(const double *sorted, size_t count) {
    double mean = 0;
    double square = 0;
    for (size_t s = 0; s < count; s++)
        mean += sorted[s] / (double)count;
    for (size_t s = 0; s < count; s++)
        square += (sorted[s] - mean) * (sorted[s] - mean) / (double)(count - 1);
    double sd = sqrt(square);
    double middle = (quantile(sorted, count, 0.75) - quantile(sorted, count, 0.25)) / 1.34;
    return middle > 0 && middle < sd ? middle : sd;
}

static double density(const double *sorted, size_t count, double width, double at) {
    double sum = 0;
    for (size_t s = 0; s < count; s++) {
        double off = (sorted[s] - at) / width;
        sum += exp(-off * off / 2);
    }
    return sum;
}

/* The outline: one side up, the other down. */
static ent_status draw_violin(ent_text *text, const double *sorted, size_t count, double x,
                              double half, double centre, double unit, const scale *own,
                              ent_error *err) {
    double width = 0.9 * spread(sorted, count) * pow((double)count, -0.2);
    double curve[POINTS];
    double most = 0;
    ent_status status = ENT_OK;
    if (!(width > 0))
        return ent_text_format(text, err,
                               "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" "
                               "class=\"violin\"/>\n",
                               x - half, x + half, y_of(own, (sorted[0] - centre) / unit),
                               y_of(own, (sorted[0] - centre) / unit));
    double low = sorted[0] - width;
    double step = (sorted[count - 1] + width - low) / (POINTS - 1);
    for (size_t k = 0; k < POINTS; k++) {
        curve[k] = density(sorted, count, width, low + (double)k * step);
        most = fmax(most, curve[k]);
    }
    status = ent_text_format(text, err, "<path class=\"violin\" d=\"");
    for (size_t k = 0; k < 2 * POINTS && status == ENT_OK; k++) {
        size_t at = k < POINTS ? k : 2 * POINTS - 1 - k;
        double side = k < POINTS ? 1 : -1;
        double y = y_of(own, (low + (double)at * step - centre) / unit);
        status = ent_text_format(text, err, "%c%.1f %.1f", k == 0 ? 'M' : 'L',
                                 x + side * half * curve[at] / most, y);
    }
    if (status == ENT_OK) status = ent_text_format(text, err, "Z\"/>\n");
    return status;
}

static ent_status draw_level(ent_text *text, const ent_saom_goodness *own, size_t level,
                             double *sorted, const scale *at, ent_error *err) {
    size_t count = own->simulations;
    double room = (double)(WIDTH - LEFT - RIGHT) / (double)own->levels;
    double x = LEFT + ((double)level + 0.5) * room;
    sort_level(own, level, sorted);
    double unit = sorted[count - 1] - sorted[0];
    if (unit <= 0) unit = fmax(fabs(own->observed[level] - sorted[0]), 1);
    double centre = quantile(sorted, count, 0.5);
    double observed = y_of(at, (own->observed[level] - centre) / unit);
    char number[ENT_NUMBER_TEXT];
    ent_number_write(own->observed[level], number);
    ent_status status = draw_violin(text, sorted, count, x, room * 0.4, centre, unit, at, err);
    if (status == ENT_OK)
        status = ent_text_format(
            text, err,
            "<line class=\"middle\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>\n"
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n"
            "<text class=\"number\" x=\"%.1f\" y=\"%.1f\">%s</text>\n"
            "<text class=\"level\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
            x, x, y_of(at, (quantile(sorted, count, 0.05) - centre) / unit),
            y_of(at, (quantile(sorted, count, 0.95) - centre) / unit), x, observed, x, observed - 8,
            number, x, at->top + PANEL - BOTTOM + 22, own->level[level]);
    return status;
}

/* Room for all that is drawn: the observed may lie far outside the simulated. */
static void find_scale(const ent_saom_goodness *own, double *sorted, scale *out) {
    out->low = -0.6;
    out->high = 0.6;
    for (size_t l = 0; l < own->levels; l++) {
        sort_level(own, l, sorted);
        double last = sorted[own->simulations - 1];
        double unit = last - sorted[0];
        double centre = quantile(sorted, own->simulations, 0.5);
        if (unit <= 0) unit = fmax(fabs(own->observed[l] - sorted[0]), 1);
        const double values[] = {sorted[0], last, own->observed[l]};
        for (size_t k = 0; k < 3; k++) {
            out->low = fmin(out->low, (values[k] - centre) / unit - 0.15);
            out->high = fmax(out->high, (values[k] - centre) / unit + 0.15);
        }
    }
}

static ent_status draw_panel(ent_text *text, const ent_saom_goodness *own, double top,
                             ent_error *err) {
    double *sorted = NULL;
    scale at = {.top = top};
    ent_status status = ent_array_new((void **)&sorted, own->simulations, sizeof *sorted, err);
    if (status != ENT_OK) return status;
    find_scale(own, sorted, &at);
    status =
        ent_text_format(text, err, "<text class=\"name\" x=\"%d\" y=\"%.1f\">%s: p = %.3f</text>\n",
                        LEFT, top + 40, own->name, own->p);
    for (size_t l = 0; l < own->levels && status == ENT_OK; l++)
        status = draw_level(text, own, l, sorted, &at, err);
    free(sorted);
    return status;
}

static ent_status add_escaped(ent_text *text, const char *plain, ent_error *err) {
    ent_status status = ENT_OK;
    for (const char *c = plain; *c != '\0' && status == ENT_OK; c++) {
        const char *entity = *c == '&' ? "&amp;" : *c == '<' ? "&lt;" : *c == '>' ? "&gt;" : NULL;
        status = entity != NULL ? ent_text_format(text, err, "%s", entity)
                                : ent_text_add(text, c, 1, err);
    }
    return status;
}

ent_status ent_saom_goodness_svg(const ent_saom_goodness *const *goodness, size_t count,
                                 const char *title, char **svg, ent_error *err) {
    ent_text text = {0};
    size_t height = 40 + count * PANEL;
    *svg = NULL;
    ent_status status = ent_text_format(
        &text, err,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%zu\" viewBox=\"0 0 %d "
        "%zu\" font-family=\"sans-serif\" font-size=\"12\">\n"
        "<style>.violin{fill:#c9d6e8;stroke:#4a6a94}.middle{stroke:#4a6a94;stroke-width:3}"
        "circle{fill:#b3261e}.number{fill:#b3261e;text-anchor:middle}.level{text-anchor:middle}"
        ".name{font-size:14px;font-weight:bold}</style>\n"
        "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n<text class=\"name\" x=\"%d\" "
        "y=\"26\">",
        WIDTH, height, WIDTH, height, LEFT);
    if (status == ENT_OK) status = add_escaped(&text, title, err);
    if (status == ENT_OK) status = ent_text_format(&text, err, "</text>\n");
    for (size_t k = 0; k < count && status == ENT_OK; k++)
        status = draw_panel(&text, goodness[k], 30 + (double)k * PANEL, err);
    if (status == ENT_OK) status = ent_text_format(&text, err, "</svg>\n");
    if (status == ENT_OK)
        *svg = text.bytes;
    else
        ent_text_free(&text);
    return status;
}
