/* SPDX-License-Identifier: Apache-2.0 */
/* Dates counted from the document's. */
#include "read/when.h"

enum { LAST = 1, THIS = 2, NEXT = 3, DAYS_OF_WEEK = 7, HAN_YEAR = 1 };

/* The unit a token names; in Chinese 年 and 日 are units after a number. */
static int unit_at(const ent_reading *r, size_t at, bool counted) {
    int unit = ent_reads_value(r, at, ENT_CUE_UNIT);
    if (unit > 0) return unit;
    if (counted && ent_reads_value(r, at, ENT_CUE_MARK) == HAN_YEAR) return ENT_UNIT_YEAR;
    return 0;
}

static void set(ent_when *out, ent_date first, ent_date last, ent_precision precision) {
    out->first = first;
    out->last = last;
    out->precision = precision;
    out->relative = true;
}

/* The whole calendar unit @p n away: "last week" is Monday to Sunday. */
static void calendar_unit(ent_date document, int unit, int n, ent_when *out) {
    if (unit == ENT_UNIT_WEEK) {
        ent_date monday = ent_calendar_shift(document, ENT_UNIT_DAY,
                                             DAYS_OF_WEEK * n + 1 - ent_calendar_weekday(document));
        set(out, monday, ent_calendar_shift(monday, ENT_UNIT_DAY, DAYS_OF_WEEK - 1),
            ENT_PRECISION_WEEK);
        return;
    }
    ent_date date = ent_calendar_step(document, unit, n);
    set(out, date, date, ent_calendar_precision(unit));
}

/* From or to the document's date: "the past three years", 近十年, "the next decade". */
static void running(ent_date document, int unit, int n, bool past, ent_when *out) {
    ent_date other = ent_calendar_step(document, unit, past ? -n : n);
    set(out, past ? other : document, past ? document : other, ent_calendar_precision(unit));
}

/* "last year", "the past decade", "the past three years", "next month", 近十年, 过去三个月 */
static size_t shifted(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    int shift = ent_reads_value(r, at, ENT_CUE_SHIFT);
    if (shift < 0) return 0;
    double n = 0;
    size_t used = ent_quantity(r, at + 1, false, &n);
    bool few = ent_reads_text(r, at + 1, "few") || ent_reads_text(r, at + 1, "several") ||
               ent_reads_text(r, at + 1, "几");
    if (few) used = 1, n = 3; /* "a few" is read as three */
    int unit = unit_at(r, at + 1 + used, used > 0);
    if (unit == 0 || n > 1000 || (used > 0 && n < 1)) return 0;
    size_t taken = used + 2;
    if (r->tokens[at].type == ENT_TOKEN_HAN)
        while (ent_reads_text(r, at + taken, "来") || ent_reads_text(r, at + taken, "间") ||
               ent_reads_text(r, at + taken, "里"))
            taken++;
    bool long_unit = unit >= ENT_UNIT_DECADE;
    bool past = ent_reads_text(r, at, "past");
    if (used > 0 || long_unit || (past && shift == LAST)) {
        if (shift == THIS && used == 0) return calendar_unit(in->document, unit, 0, out), taken;
        running(in->document, unit, used > 0 ? (int)n : 1, shift != NEXT, out);
    } else {
        calendar_unit(in->document, unit, shift - THIS, out);
    }
    return taken;
}

/* "two years ago", "a week earlier", 三年前; and "the decade ahead" */
static size_t ago(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    double n = 0;
    size_t used = ent_quantity(r, at, true, &n);
    int unit = unit_at(r, at + used, used > 0);
    if (unit == 0) return 0;
    if (used == 0 || n < 1 || n > 1000) {
        if (!ent_reads_text(r, at + 1, "ahead")) return 0;
        running(in->document, unit, 1, false, out);
        return 2;
    }
    bool before =
        ent_reads(r, at + used + 1, ENT_CUE_AGO) || ent_reads_text(r, at + used + 1, "前") ||
        ent_reads_text(r, at + used + 1, "以前") || ent_reads_text(r, at + used + 1, "之前");
    if (!before) return 0;
    ent_date date = ent_calendar_step(in->document, unit, -(int)n);
    set(out, date, date, ent_calendar_precision(unit));
    return used + 2;
}

/* 上周, 去年, … */
static size_t chinese_span(const ent_when_reading *in, size_t at, ent_when *out) {
    static const struct {
        int unit, n;
    } spans[] = {{ENT_UNIT_WEEK, -1},  {ENT_UNIT_WEEK, 0},  {ENT_UNIT_WEEK, 1},
                 {ENT_UNIT_MONTH, -1}, {ENT_UNIT_MONTH, 0}, {ENT_UNIT_MONTH, 1},
                 {ENT_UNIT_YEAR, -1},  {ENT_UNIT_YEAR, 0},  {ENT_UNIT_YEAR, 1},
                 {ENT_UNIT_YEAR, -2}};
    const ent_reading *r = &in->reading;
    int number = ent_reads_value(r, at, ENT_CUE_SPAN);
    if (number < 1) return 0;
    int unit = spans[number - 1].unit;
    calendar_unit(in->document, unit, spans[number - 1].n, out);
    double month = 0;
    size_t used = ent_quantity(r, at + 1, false, &month);
    if (unit != ENT_UNIT_YEAR || used == 0 || month < 1 || month > 12 ||
        ent_reads_value(r, at + 1 + used, ENT_CUE_MARK) != 2)
        return 1;
    out->first = out->last = ent_calendar(out->first.year, (int)month, 0); /* 去年9月 */
    out->precision = ENT_PRECISION_MONTH;
    return used + 2;
}

/* "yesterday", "recent", "now" */
static size_t point(const ent_when_reading *in, size_t at, ent_when *out) {
    enum { YESTERDAY = 1, TOMORROW = 3, RECENT = 4 };
    int number = ent_reads_value(&in->reading, at, ENT_CUE_POINT);
    if (number < 1) return 0;
    if (number <= TOMORROW)
        calendar_unit(in->document, ENT_UNIT_DAY, number - 2, out);
    else if (number == RECENT)
        set(out, ent_calendar_shift(in->document, ENT_UNIT_YEAR, -1), in->document,
            ENT_PRECISION_VAGUE);
    else
        set(out, in->document, in->document, ENT_PRECISION_VAGUE);
    return 1;
}

/* "Friday", "last Friday", "next Friday"; "last September" */
static size_t named(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    int shift = ent_reads_value(r, at, ENT_CUE_SHIFT);
    size_t i = shift > 0 ? at + 1 : at;
    int month = ent_reads_value(r, i, ENT_CUE_MONTH);
    int day = ent_reads_value(r, i, ENT_CUE_WEEKDAY);
    if (shift > 0 && month > 0) {
        int year = in->document.year;
        if (year && shift == NEXT && month <= in->document.month) year++;
        if (year && shift == LAST && month >= in->document.month) year--;
        ent_date date = ent_calendar(year, month, 0);
        return set(out, date, date, ENT_PRECISION_MONTH), 2;
    }
    if (day < 1) return 0;
    int back = ent_calendar_weekday(in->document) - day;
    if (back < 0) back += DAYS_OF_WEEK;
    if (shift == NEXT) back -= DAYS_OF_WEEK;
    ent_date date = ent_calendar_shift(in->document, ENT_UNIT_DAY, -back);
    set(out, date, date, ENT_PRECISION_DAY);
    return i + 1 - at;
}

size_t ent_when_relative(const ent_when_reading *in, size_t at, ent_when *out) {
    static size_t (*const readers[])(const ent_when_reading *, size_t,
                                     ent_when *) = {shifted, named, ago, chinese_span, point};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        size_t used = readers[i](in, at, out);
        if (used) return used;
    }
    return 0;
}
