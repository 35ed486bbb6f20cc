/* SPDX-License-Identifier: Apache-2.0 */
#include "read/names.h"

#include "read_names.inc"
