/* SPDX-License-Identifier: Apache-2.0 */
/* Reckoning with dates, as "last month" and "three weeks ago" need it. */
#ifndef ENTENTE_READ_CALENDAR_H
#define ENTENTE_READ_CALENDAR_H

#include "entente/when.h"

/* The unit's values in the lexicon. */
enum {
    ENT_UNIT_DAY = 1,
    ENT_UNIT_WEEK,
    ENT_UNIT_MONTH,
    ENT_UNIT_QUARTER,
    ENT_UNIT_YEAR,
    ENT_UNIT_DECADE,
    ENT_UNIT_CENTURY
};

ent_date ent_calendar(int year, int month, int day);
/* The date @p n units later (earlier when negative); as exact as the unit: a month back from
 * 2018-12-01 is 2018-11. */
ent_date ent_calendar_step(ent_date from, int unit, int n);
/* The same, to the day. */
ent_date ent_calendar_shift(ent_date from, int unit, int n);
/* 1 Monday … 7 Sunday. */
int ent_calendar_weekday(ent_date date);
ent_precision ent_calendar_precision(int unit);

#endif
