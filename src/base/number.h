/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as text, whatever the locale: read exactly, written as the shortest text that reads back
 * as the same double. */
#ifndef ENTENTE_BASE_NUMBER_H
#define ENTENTE_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest text ent_number_write() makes, NUL included. */
#define ENT_NUMBER_TEXT 32

/* Write a finite double; returns the length. Missing (NaN) writes "". */
size_t ent_number_write(double value, char text[ENT_NUMBER_TEXT]);
/* Read the whole text as a finite double; false when it is none. */
bool ent_number_read(const char *text, double *value);
/* Read the whole text as a whole number ("5", "-9", "5.0"); false when it is none or overflows. */
bool ent_integer_read(const char *text, int64_t *value);

#endif
