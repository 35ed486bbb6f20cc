/* SPDX-License-Identifier: Apache-2.0 */
/* What the readers of dates share: each reads at token @p at and returns how many tokens it takes,
 * 0 when no such date stands there. */
#ifndef ENTENTE_READ_WHEN_H
#define ENTENTE_READ_WHEN_H

#include "read/calendar.h"
#include "read/quantity.h"

typedef struct ent_when_reading {
    ent_reading reading;
    ent_date document;
} ent_when_reading;

/* Years, months, days: "5 April 2018", "2006 and 2007", "the 1990s", 2018年9月11日. */
size_t ent_when_absolute(const ent_when_reading *in, size_t at, ent_when *out);
/* "last week", "for the past decade", "two years ago", 近十年, 去年. */
size_t ent_when_relative(const ent_when_reading *in, size_t at, ent_when *out);

#endif
