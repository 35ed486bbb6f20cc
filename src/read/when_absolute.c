/* SPDX-License-Identifier: Apache-2.0 */
/* Dates that name a year, a month or a day. */

#include "read/when.h"

enum { FIRST_YEAR = 1500, LAST_YEAR = 2100, CENTURY = 100, DECADE = 10 };

/* A year stands alone: "2018 troops" and "$2018" are no years. */
static int year_at(const ent_reading *in, size_t at) {
    int year = ent_whole(in, at);
    if (year < FIRST_YEAR || year > LAST_YEAR) return 0;
    bool amount =
        ent_reads(in, at + 1, ENT_CUE_MAGNITUDE) || ent_reads(in, at + 1, ENT_CUE_CURRENCY) ||
        (ent_reads(in, at + 1, ENT_CUE_FORCE) && !ent_reads_text(in, at + 1, "exercises")) ||
        (at > 0 && ent_reads(in, at - 1, ENT_CUE_CURRENCY));
    return amount ? 0 : year;
}

static bool joins(const ent_reading *in, size_t at) {
    return ent_reads_text(in, at, "and") || ent_reads_text(in, at, "to") ||
           ent_reads_text(in, at, "through") || ent_reads_text(in, at, "和") ||
           ent_reads_text(in, at, "至") || ent_reads_text(in, at, "到") ||
           (at < in->count && in->tokens[at].mark == '-');
}

static size_t set_year(ent_when *out, int first, int last, size_t used) {
    out->first = ent_calendar(first, 0, 0);
    out->last = ent_calendar(last, 0, 0);
    out->precision = ENT_PRECISION_YEAR;
    return used;
}

/* "the 1990s", "20世纪90年代", "90年代" */
static size_t decade(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    int year = ent_whole(r, at);
    size_t used = 0;
    if (year >= FIRST_YEAR && year <= LAST_YEAR && ent_reads_text(r, at + 1, "s") &&
        ent_reads_joined(r, at + 1))
        used = 2;
    int mark = ent_reads_value(r, at + 1, ENT_CUE_MARK);
    if (year > 0 && year <= CENTURY / 4 && mark == 5) {
        int tens = ent_whole(r, at + 2);
        bool stated = tens >= 0 && tens < CENTURY && ent_reads_value(r, at + 3, ENT_CUE_MARK) == 4;
        year = (year - 1) * CENTURY + (stated ? tens : 1);
        out->precision = ENT_PRECISION_DECADE;
        out->first = ent_calendar(year, 0, 0);
        out->last = ent_calendar(year + (stated ? DECADE : CENTURY) - 1, 0, 0);
        return stated ? 4 : 2;
    }
    if (year >= 0 && mark == 4) {
        if (year < CENTURY) year += year < 20 ? 2000 : 1900;
        used = 2;
    }
    if (used == 0 || year < FIRST_YEAR) return 0;
    out->precision = ENT_PRECISION_DECADE;
    out->first = ent_calendar(year, 0, 0);
    out->last = ent_calendar(year + DECADE - 1, 0, 0);
    return used;
}

/* "the 20th century" */
static size_t century(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    int number = ent_whole(r, at);
    if (number < 16 || number > 21 || !ent_reads_joined(r, at + 1)) return 0;
    if (!ent_reads_text(r, at + 1, "th") && !ent_reads_text(r, at + 1, "st")) return 0;
    size_t used = ent_reads_text(r, at + 2, "-") ? 4 : 3;
    if (ent_reads_value(r, at + used - 1, ENT_CUE_UNIT) != ENT_UNIT_CENTURY) return 0;
    out->first = ent_calendar((number - 1) * CENTURY + 1, 0, 0);
    out->last = ent_calendar(number * CENTURY, 0, 0);
    out->precision = ENT_PRECISION_DECADE;
    return used;
}

/* Four Chinese digits, 二〇一八, as a year. */
static int chinese_year(const ent_reading *in, size_t at) {
    int year = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = ent_reads_value(in, i, ENT_CUE_NUMBER);
        if (digit < 0 || digit > 9 || in->tokens[i].type != ENT_TOKEN_HAN) return 0;
        year = year * DECADE + digit;
    }
    return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

/* The month's day of a document without year: the last such not after the document. */
static int assumed_year(const ent_when_reading *in, int month, ent_when *out) {
    out->relative = true;
    if (in->document.year == 0) return 0;
    return in->document.month && month > in->document.month ? in->document.year - 1
                                                            : in->document.year;
}

static size_t set_day(ent_when *out, int year, int month, int day, size_t used) {
    out->first = out->last = ent_calendar(year, month, day);
    out->precision = day ? ENT_PRECISION_DAY : ENT_PRECISION_MONTH;
    return used;
}

/* 2018年9月11日, 9月11日, 2018年 */
static size_t chinese_date(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    size_t i = at;
    int year = chinese_year(r, i);
    size_t digits = year ? 4 : 1;
    if (!year) year = year_at(r, i);
    if (year && ent_reads_value(r, i + digits, ENT_CUE_MARK) == 1) {
        i += digits + 1;
    } else if (year && joins(r, i + 1) && year_at(r, i + 2) &&
               ent_reads_value(r, i + 3, ENT_CUE_MARK) == 1) {
        return set_year(out, year, year_at(r, i + 2), 4);
    } else {
        year = 0;
    }
    double month = 0;
    size_t used = ent_quantity(r, i, false, &month);
    bool has_month =
        used && month >= 1 && month <= 12 && ent_reads_value(r, i + used, ENT_CUE_MARK) == 2;
    if (!has_month) {
        if (!year) return 0;
        int last = joins(r, i) ? year_at(r, i + 1) : 0;
        if (last > year && ent_reads_value(r, i + 2, ENT_CUE_MARK) == 1)
            return set_year(out, year, last, i + 3 - at);
        return set_year(out, year, year, i - at);
    }
    i += used + 1;
    double day = 0;
    used = ent_quantity(r, i, false, &day);
    bool has_day = used && day >= 1 && day <= 31 && ent_reads_value(r, i + used, ENT_CUE_MARK) == 3;
    if (has_day) i += used + 1;
    if (!year) year = assumed_year(in, (int)month, out);
    return set_day(out, year, (int)month, has_day ? (int)day : 0, i - at);
}

static int day_at(const ent_reading *in, size_t at) {
    int day = ent_whole(in, at);
    return day >= 1 && day <= 31 ? day : 0;
}

/* "th" of "5th", joined to its number. */
static size_t ordinal(const ent_reading *in, size_t at) {
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ent_reads_joined(in, at) && ent_reads_text(in, at, endings[i])) return 1;
    return 0;
}

/* A bare month is a date only where a word before says so: "may" and "march" are verbs too. */
static bool introduced(const ent_reading *in, size_t at) {
    return at > 0 &&
           (ent_reads(in, at - 1, ENT_CUE_PREPOSITION) || ent_reads(in, at - 1, ENT_CUE_SHIFT) ||
            ent_reads(in, at - 1, ENT_CUE_SINCE) || ent_reads(in, at - 1, ENT_CUE_UNTIL) ||
            ent_reads(in, at - 1, ENT_CUE_PART) || ent_reads(in, at - 1, ENT_CUE_DETERMINER) ||
            (in->tokens[at - 1].mark == '-'));
}

/* "April 2018", "5 April 2018", "April 5, 2018", "in September" */
static size_t english_date(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    size_t i = at;
    int day = day_at(r, i);
    if (day) i += 1 + ordinal(r, i + 1);
    int month = ent_reads_value(r, i, ENT_CUE_MONTH);
    if (month < 0) return 0;
    i++;
    bool bare = day == 0;
    if (!day && day_at(r, i) && !year_at(r, i)) {
        day = day_at(r, i);
        i += 1 + ordinal(r, i + 1);
    }
    size_t comma = i < r->count && r->tokens[i].mark == ',' ? 1 : 0;
    int year = year_at(r, i + comma);
    if (year) return set_day(out, year, month, day, i + comma + 1 - at);
    if (bare && day == 0 && !introduced(r, at)) return 0;
    return set_day(out, assumed_year(in, month, out), month, day, i - at);
}

/* "2018", "2006 and 2007", "2014–2018", "2014-18" */
static size_t english_year(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    int year = year_at(r, at);
    if (!year) return 0;
    if (at > 0 && (r->tokens[at - 1].mark == '-' && ent_reads_joined(r, at) &&
                   !ent_reads(r, at - 2, ENT_CUE_SINCE) && !ent_reads(r, at - 2, ENT_CUE_UNTIL) &&
                   !ent_reads(r, at - 2, ENT_CUE_PART) && ent_whole(r, at - 2) < 0))
        return 0; /* "Vostok-2018" is a name */
    if (joins(r, at + 1)) {
        int last = year_at(r, at + 2);
        int two = ent_whole(r, at + 2);
        if (!last && r->tokens[at + 1].mark == '-' && two >= 0 && two < CENTURY)
            last = year / CENTURY * CENTURY + two;
        if (last > year) return set_year(out, year, last, 3);
    }
    return set_year(out, year, year, 1);
}

/* "the Cold War", 二战 */
static size_t era(const ent_when_reading *in, size_t at, ent_when *out) {
    static const struct {
        ent_date first, last;
    } eras[] = {{{1947, 0, 0}, {1991, 12, 26}},
                {{1939, 9, 1}, {1945, 9, 2}},
                {{1914, 7, 28}, {1918, 11, 11}}};
    int number = ent_reads_value(&in->reading, at, ENT_CUE_ERA);
    if (number < 1) return 0;
    out->first = eras[number - 1].first;
    out->last = eras[number - 1].last;
    out->precision = ENT_PRECISION_DECADE;
    return 1;
}

/* "spring 2019", "the summer of 2019" */
static size_t season(const ent_when_reading *in, size_t at, ent_when *out) {
    const ent_reading *r = &in->reading;
    int number = ent_reads_value(r, at, ENT_CUE_SEASON);
    if (number < 1) return 0;
    size_t i = at + 1 + ent_reads_text(r, at + 1, "of");
    int year = year_at(r, i);
    if (!year) return 0;
    int month = number * 3;
    out->first = ent_calendar(year, month, 0);
    out->last =
        month + 2 > 12 ? ent_calendar(year + 1, month - 10, 0) : ent_calendar(year, month + 2, 0);
    out->precision = ENT_PRECISION_SEASON;
    return i + 1 - at;
}

size_t ent_when_absolute(const ent_when_reading *in, size_t at, ent_when *out) {
    static size_t (*const readers[])(const ent_when_reading *, size_t, ent_when *) = {
        decade, century, chinese_date, english_date, season, english_year, era};
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        size_t used = readers[i](in, at, out);
        if (used) return used;
    }
    return 0;
}
