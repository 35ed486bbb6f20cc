/* SPDX-License-Identifier: Apache-2.0 */
#include "read/calendar.h"

enum { DAYS_OF_WEEK = 7, MONTHS = 12, LAST_YEAR = 9999 };

ent_date ent_calendar(int year, int month, int day) {
    if (year < 1 || year > LAST_YEAR) return (ent_date){0, 0, 0};
    ent_date date = {(int16_t)year, (int8_t)month, (int8_t)day};
    return ent_date_valid(date) ? date : (ent_date){(int16_t)year, 0, 0};
}

ent_date ent_calendar_shift(ent_date from, int unit, int n) {
    enum { MOST = 100000 };
    static const int years[] = {
        [ENT_UNIT_YEAR] = 1, [ENT_UNIT_DECADE] = 10, [ENT_UNIT_CENTURY] = 100};
    static const int months[] = {[ENT_UNIT_MONTH] = 1, [ENT_UNIT_QUARTER] = 3};
    if (from.year == 0 || n > MOST || n < -MOST) return (ent_date){0, 0, 0};
    if (unit <= ENT_UNIT_WEEK) {
        int days = unit == ENT_UNIT_WEEK ? DAYS_OF_WEEK * n : n;
        ent_date date = ent_date_from_days(ent_date_days(from, false) + days);
        return ent_calendar(date.year, date.month, date.day);
    }
    if (unit >= ENT_UNIT_YEAR) {
        int year = from.year + years[unit] * n;
        ent_date date = ent_calendar(year, from.month, from.day);
        return date.month == from.month ? date : ent_calendar(year, from.month, from.day - 1);
    }
    int month = from.year * MONTHS + (from.month ? from.month - 1 : 0) + months[unit] * n;
    for (int8_t day = from.day; day > 0; day--) { /* 31 May less a month is 30 April */
        ent_date date = ent_calendar(month / MONTHS, month % MONTHS + 1, day);
        if (date.day) return date;
    }
    return ent_calendar(month / MONTHS, month % MONTHS + 1, 0);
}

ent_date ent_calendar_step(ent_date from, int unit, int n) {
    ent_date date = ent_calendar_shift(from, unit, n);
    if (unit >= ENT_UNIT_MONTH) date.day = 0;
    if (unit >= ENT_UNIT_YEAR) date.month = 0;
    return date;
}

int ent_calendar_weekday(ent_date date) {
    /* 1970-01-01 was a Thursday, the fourth day */
    int days = ent_date_days(date, false) % DAYS_OF_WEEK;
    return (days + DAYS_OF_WEEK + 3) % DAYS_OF_WEEK + 1;
}

ent_precision ent_calendar_precision(int unit) {
    static const ent_precision of[] = {
        [ENT_UNIT_DAY] = ENT_PRECISION_DAY,       [ENT_UNIT_WEEK] = ENT_PRECISION_WEEK,
        [ENT_UNIT_MONTH] = ENT_PRECISION_MONTH,   [ENT_UNIT_QUARTER] = ENT_PRECISION_SEASON,
        [ENT_UNIT_YEAR] = ENT_PRECISION_YEAR,     [ENT_UNIT_DECADE] = ENT_PRECISION_DECADE,
        [ENT_UNIT_CENTURY] = ENT_PRECISION_DECADE};
    return of[unit];
}
