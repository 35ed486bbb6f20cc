/* SPDX-License-Identifier: Apache-2.0 */
/* Partial calendar dates. Day numbers follow the days-from-civil algorithm of H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (2013). */
#include "entente/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int days_in_month(int year, int month) {
    static const int8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool ent_date_valid(ent_date date) {
    if (date.year < -9999 || date.year > 9999) return false;
    if (date.month < 0 || date.month > 12 || date.day < 0) return false;
    if (date.month == 0) return date.day == 0;
    return date.day <= days_in_month(date.year, date.month);
}

static int32_t days_from_civil(int32_t year, int32_t month, int32_t day) {
    year -= month <= 2;
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int32_t ent_date_days(ent_date date, bool last) {
    int month = date.month != 0 ? date.month : (last ? 12 : 1);
    int day = date.day != 0 ? date.day : (last ? days_in_month(date.year, month) : 1);
    return days_from_civil(date.year, month, day);
}

ent_date ent_date_from_days(int32_t days) {
    days += 719468;
    int32_t era = (days >= 0 ? days : days - 146096) / 146097;
    int32_t day_of_era = days - era * 146097;
    int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted = (5 * day_of_year + 2) / 153;
    int32_t month = shifted + (shifted < 10 ? 3 : -9);
    int32_t year = year_of_era + era * 400 + (month <= 2);
    return (ent_date){(int16_t)year, (int8_t)month,
                      (int8_t)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

char *ent_date_format(ent_date date, char text[ENT_DATE_TEXT]) {
    if (date.month == 0)
        snprintf(text, ENT_DATE_TEXT, "%04d", date.year);
    else if (date.day == 0)
        snprintf(text, ENT_DATE_TEXT, "%04d-%02d", date.year, date.month);
    else
        snprintf(text, ENT_DATE_TEXT, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

/* Reads one or two digits, or a mark for "unknown", up to '-' or the end. */
static bool parse_part(const char **cursor, int8_t *part) {
    const char *c = *cursor;
    if (strncmp(c, "-9", 2) == 0 || strncmp(c, "xx", 2) == 0 || strncmp(c, "XX", 2) == 0) {
        *part = 0;
        *cursor = c + 2;
        return true;
    }
    int value = 0;
    int digits = 0;
    for (; digits < 2 && *c >= '0' && *c <= '9'; c++, digits++)
        value = value * 10 + (*c - '0');
    if (digits == 0) return false;
    *part = (int8_t)value;
    *cursor = c;
    return true;
}

bool ent_date_parse(const char *text, ent_date *date) {
    char *end = NULL;
    long year = strtol(text, &end, 10);
    if (end == text || year < -9999 || year > 9999) return false;
    ent_date read = {(int16_t)year, 0, 0};
    const char *cursor = end;
    if (*cursor == '-') {
        cursor++;
        if (!parse_part(&cursor, &read.month)) return false;
        if (*cursor == '-') {
            cursor++;
            if (!parse_part(&cursor, &read.day)) return false;
        }
    }
    if (*cursor != '\0') return false;
    if (read.month == 0) read.day = 0; /* a day of an unknown month tells nothing */
    if (!ent_date_valid(read)) return false;
    *date = read;
    return true;
}
