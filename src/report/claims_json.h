/* SPDX-License-Identifier: Apache-2.0 */
/* Claims of an assessment as JSON; docs/tie.md documents it. */
#ifndef ENTENTE_REPORT_CLAIMS_JSON_H
#define ENTENTE_REPORT_CLAIMS_JSON_H

#include <jansson.h>

#include "entente/report.h"

/* An array, a claim each; NULL when out of memory. */
json_t *ent_claims_json(const ent_assessment *assessment);

#endif
