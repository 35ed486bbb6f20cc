/* SPDX-License-Identifier: Apache-2.0 */
/* An aligner with a glossary of the caller's. */
#ifndef ENTENTE_READ_ALIGN_H
#define ENTENTE_READ_ALIGN_H

#include "entente/align.h"
#include "read/chain.h"

/* Those chosen on pages that no figure is reported of (bench/study_align.c, "tune"). */
ent_chain_options ent_align_defaults(void);
/* The aligner owns the glossary from then on, also when the call fails. */
ent_status ent_aligner_with(ent_aligner **out, ent_glossary *glossary,
                            const ent_chain_options *options, ent_error *err);

#endif
