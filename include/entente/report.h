/* SPDX-License-Identifier: Apache-2.0 */
/** @file report.h
 * The assessment of a pair. */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/measure.h"

#endif
