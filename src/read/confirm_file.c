/* SPDX-License-Identifier: Apache-2.0 */
/* Reviewed candidates from a file, line by line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "read/lines.h"

static void count(const ent_confirmation *line, ent_confirm_counts *counts) {
    counts->undecided += !line->decided;
    if (!line->decided) return;
    counts->accepted += line->review.decision == ENT_CLAIM_ACCEPTED;
    counts->edited += line->review.decision == ENT_CLAIM_EDITED;
    counts->rejected += line->review.decision == ENT_CLAIM_REJECTED;
}

struct confirming {
    ent_claim_session *session;
    const ent_actors *actors;
    const ent_confirm_options *options;
    ent_confirm_counts *counts;
};

static ent_status confirm_line(void *context, const char *where, const char *line, size_t size,
                               ent_error *err) {
    const struct confirming *confirming = context;
    ent_confirmation read = {0};
    ent_status status = ent_confirmation_read(&read, confirming->actors, where, line, size,
                                              confirming->options, err);
    if (status != ENT_OK) return status;
    bool rejected = read.review.decision == ENT_CLAIM_REJECTED;
    if (read.decided && confirming->session != NULL)
        status =
            ent_claims_put(confirming->session, rejected ? NULL : &read.claim, &read.review, err);
    count(&read, confirming->counts);
    ent_confirmation_free(&read);
    return status;
}

ent_status ent_confirm_file(ent_claim_session *session, const ent_actors *actors, const char *path,
                            const void *data, size_t size, const ent_confirm_options *options,
                            ent_confirm_counts *counts, ent_error *err) {
    struct confirming confirming = {session, actors, options, counts};
    return ent_lines_read(path, data, size, confirm_line, &confirming, err);
}
