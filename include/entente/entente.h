/* SPDX-License-Identifier: Apache-2.0 */
/** @file entente.h
 * The whole public interface. */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include "entente/actor.h"
#include "entente/align.h"
#include "entente/amount.h"
#include "entente/attribution.h"
#include "entente/base.h"
#include "entente/claim.h"
#include "entente/confirm.h"
#include "entente/dynamics.h"
#include "entente/estimate.h"
#include "entente/finding.h"
#include "entente/fit.h"
#include "entente/ideal.h"
#include "entente/import.h"
#include "entente/latent.h"
#include "entente/lexicon.h"
#include "entente/measure.h"
#include "entente/mention.h"
#include "entente/modality.h"
#include "entente/model.h"
#include "entente/network.h"
#include "entente/page.h"
#include "entente/panel.h"
#include "entente/reader_model.h"
#include "entente/report.h"
#include "entente/store.h"
#include "entente/team.h"
#include "entente/text.h"
#include "entente/when.h"

#endif
