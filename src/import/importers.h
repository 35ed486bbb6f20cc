/* SPDX-License-Identifier: Apache-2.0 */
/* The importers there are: one definition per file of this folder. */
#ifndef ENTENTE_IMPORT_IMPORTERS_H
#define ENTENTE_IMPORT_IMPORTERS_H

#include "import/importer.h"

extern const ent_importer_def ent_importer_atop;
extern const ent_importer_def ent_importer_capitals;
extern const ent_importer_def ent_importer_cow_contiguity;
extern const ent_importer_def ent_importer_cow_nmc;
extern const ent_importer_def ent_importer_cow_states;
extern const ent_importer_def ent_importer_cow_trade;
extern const ent_importer_def ent_importer_dcad;
extern const ent_importer_def ent_importer_gw_states;
extern const ent_importer_def ent_importer_icews;
extern const ent_importer_def ent_importer_ideal_points;
extern const ent_importer_def ent_importer_ledger;
extern const ent_importer_def ent_importer_mid_dyadic;
extern const ent_importer_def ent_importer_mme;
extern const ent_importer_def ent_importer_russia_exercises;
extern const ent_importer_def ent_importer_sipri_tiv;
extern const ent_importer_def ent_importer_tss_rivalry;
extern const ent_importer_def ent_importer_un_votes;
extern const ent_importer_def ent_importer_us_troops;

#endif
