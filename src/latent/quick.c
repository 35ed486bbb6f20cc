/* SPDX-License-Identifier: Apache-2.0 */
#include "latent/quick.h"

#include "base/normal.h"

void ent_quick_fill(ent_quick *quick) {
    for (int i = 0; i <= 2 * ENT_QUICK_LIMIT * ENT_QUICK_PER_UNIT; i++) {
        double x = (double)i / ENT_QUICK_PER_UNIT - ENT_QUICK_LIMIT;
        quick->cdf[i] = ent_normal_cdf(x);
        quick->density[i] = ent_normal_density(x);
    }
}
