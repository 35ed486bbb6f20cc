/* SPDX-License-Identifier: Apache-2.0 */
/* CINC of random years, a tenth of the figures missing, and how the cost of an actor grows. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "entente/measure.h"
#include "support.h"

enum { ACTORS = 2000000 };

int main(void) {
    static double value[ENT_CAPABILITIES][12800];
    static double cinc[12800];
    const double *component[ENT_CAPABILITIES];
    uint64_t z = 1;
    for (int c = 0; c < ENT_CAPABILITIES; c++) {
        component[c] = value[c];
        for (int i = 0; i < 12800; i++) {
            z = z * 6364136223846793005U + 1442695040888963407U;
            value[c][i] = (z >> 32) % 10 == 0 ? ent_missing() : (double)(z >> 40);
        }
    }
    for (size_t n = 50; n <= 12800; n *= 4) {
        char name[64];
        size_t years = ACTORS / n;
        double start = bench_cpu();
        for (size_t y = 0; y < years; y++)
            ent_cinc(n, component, cinc);
        snprintf(name, sizeof name, "CINC, years of %zu actors", n);
        bench_line(name, (double)(years * n), bench_cpu() - start);
    }
    return 0;
}
