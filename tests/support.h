/* SPDX-License-Identifier: Apache-2.0 */
/* What several tests need: scratch folders, small files, the shared data if there is any. */
#ifndef ENTENTE_TESTS_SUPPORT_H
#define ENTENTE_TESTS_SUPPORT_H

/* cmocka.h needs these four first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>

#include "entente/base.h"

/** Fail the test with the error's text unless the call succeeded. */
void assert_ok(ent_status status, const ent_error *err);
/** Assert that a call failed with @p status and that its text contains @p part. */
void assert_error(ent_status got, ent_status want, const ent_error *err, const char *part);

/** A fresh folder that goes away when the program ends; the text lives as long. */
const char *scratch_folder(void);
/** A path in the scratch folder (static ring of 16 buffers). */
const char *scratch_path(const char *name);
/** Write bytes to a file in the scratch folder and return its path. */
const char *scratch_file(const char *name, const void *data, size_t size);

/** Path of a file of the official data (ENTENTE_SHARED, else shared/ beside the checkout), or NULL
 * when absent. A test without its data calls skip(). */
const char *shared_path(const char *relative);

/** How often tests of chance simulate: a tenth in builds with sanitizers, which are some twenty
 * times slower. */
enum { TEST_SCALE = TEST_SANITIZED ? 10 : 1 };

/** Run the tests of a program; the exit status is the number of failures. */
#define RUN_TESTS(tests) cmocka_run_group_tests(tests, NULL, NULL)

#endif
