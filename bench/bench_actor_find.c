/* SPDX-License-Identifier: Apache-2.0 */
/* Opening the registry, and finds of each kind. */
#include <stdio.h>
#include <stdlib.h>

#include "entente/actor.h"
#include "support.h"

static void bench_find(const ent_actors *actors, const char *name, const char *text, int count) {
    ent_actor_ref ref = {0};
    ent_error err = {0};
    double begin = bench_cpu();
    for (int i = 0; i < count; i++)
        ent_actor_find(actors, text, &ref, &err);
    bench_line(name, count, bench_cpu() - begin);
}

int main(void) {
    enum { OPENINGS = 200 };
    ent_actors *actors = NULL;
    double begin = bench_cpu();
    for (int i = 0; i < OPENINGS; i++) {
        ent_actors_free(actors);
        if (ent_actors_new(&actors, NULL) != ENT_OK) return EXIT_FAILURE;
    }
    bench_line("actor: open the registry", OPENINGS, bench_cpu() - begin);
    bench_find(actors, "actor: find a CoW code", "365", 2000000);
    bench_find(actors, "actor: find an ISO3 code", "RUS", 2000000);
    bench_find(actors, "actor: find an English name", "Russian Federation", 2000000);
    bench_find(actors, "actor: find a Chinese name", "俄罗斯联邦", 1000000);
    bench_find(actors, "actor: find a traditional Chinese name", "俄羅斯聯邦", 200);
    bench_find(actors, "actor: miss, with the nearest names", "Rusia", 5000);
    ent_actors_free(actors);
    return EXIT_SUCCESS;
}
