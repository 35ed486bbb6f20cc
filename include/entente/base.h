/* SPDX-License-Identifier: Apache-2.0 */
/** @file base.h
 * What every room shares: results of calls, partial dates, missing values.
 *
 * No function of the library prints, exits or keeps a mutable global. A call that can fail returns
 * an ent_status and, when the caller passes an ent_error, leaves one line of text in it.
 */
#ifndef ENTENTE_BASE_H
#define ENTENTE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Result of a call. Values are stable: new ones are added at the end. */
typedef enum ent_status {
    ENT_OK = 0,
    ENT_ERR_USAGE,     /**< the caller asked for something that cannot be (bad argument) */
    ENT_ERR_MEMORY,    /**< out of memory */
    ENT_ERR_IO,        /**< a file cannot be opened, read or written */
    ENT_ERR_FORMAT,    /**< input is not what its format says; text names file, line, column */
    ENT_ERR_NOT_FOUND, /**< unknown actor, source, column, …; text lists the nearest */
    ENT_ERR_AMBIGUOUS, /**< a name stands for several; text lists them */
    ENT_ERR_STORE,     /**< SQLite reported an error */
    ENT_ERR_SCHEMA,    /**< the file is no store, or a store of a newer schema */
    ENT_ERR_BUSY,      /**< another process is writing to the store */
    ENT_ERR_LIMIT      /**< a documented limit is exceeded */
} ent_status;

/** Length of ent_error.text, the final NUL included. */
#define ENT_ERROR_TEXT 1024

/** What went wrong, for people. Owned by the caller; zero-initialise before first use. */
typedef struct ent_error {
    ent_status status;
    char text[ENT_ERROR_TEXT];
} ent_error;

/** Record a failure in @p err (may be NULL) and return @p status, so that callers can
 * `return ent_fail(err, …)`. Text longer than ENT_ERROR_TEXT is cut at a character's end. */
ent_status ent_fail(ent_error *err, ent_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Version of the library, "major.minor.patch". */
const char *ent_version(void);

/** The missing value of a real figure (a quiet NaN). Missing is not zero. */
double ent_missing(void);
bool ent_is_missing(double value);

/** A calendar date (proleptic Gregorian) of which month and day may be unknown (0). */
typedef struct ent_date {
    int16_t year;
    int8_t month; /**< 1–12, 0 unknown */
    int8_t day;   /**< 1–31, 0 unknown */
} ent_date;

/** Longest text ent_date_format() writes, NUL included ("-32768-127-127"). */
#define ENT_DATE_TEXT 20

/** True when the year is within −9999…9999 and month and day, where known, exist in the calendar.
 */
bool ent_date_valid(ent_date date);
/** Days from 1970-01-01 to the date; unknown parts read as the earliest (@p last false) or latest
 * (@p last true) day the date allows. */
int32_t ent_date_days(ent_date date, bool last);
/** The date that lies @p days after 1970-01-01. */
ent_date ent_date_from_days(int32_t days);
/** Write "2001", "2001-07" or "2001-07-16", as much as is known; returns @p text. */
char *ent_date_format(ent_date date, char text[ENT_DATE_TEXT]);
/** Read YYYY, YYYY-MM or YYYY-MM-DD; an `x` or `-9` in place of month or day is unknown
 * ("1980-01-xx"). Returns false and leaves @p date alone when the text is none of these. */
bool ent_date_parse(const char *text, ent_date *date);

#ifdef __cplusplus
}
#endif
#endif
