/* SPDX-License-Identifier: Apache-2.0 */
#include "read/lexicon.h"

#include "read_cues.inc"
