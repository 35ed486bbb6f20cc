/* SPDX-License-Identifier: Apache-2.0 */
/* The assessment of a pair, from opening the store to the text: ENTENTE_DB names the store, else
 * the embedded dataset beside the benchmarks' folder. Target: below 0.15 s. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "entente/report.h"
#include "support.h"

static ent_status assess(const char *path, const char *a, const char *b, ent_error *err) {
    ent_store *store = NULL;
    ent_actors *actors = NULL;
    ent_assessment *assessment = NULL;
    ent_actor_ref refs[2];
    char *text = NULL;
    ent_status status = ent_store_open(&store, path, ENT_STORE_READ, err);
    if (status == ENT_OK) status = ent_store_actors(store, &actors, err);
    if (status == ENT_OK) status = ent_actor_find(actors, a, &refs[0], err);
    if (status == ENT_OK) status = ent_actor_find(actors, b, &refs[1], err);
    if (status == ENT_OK)
        status = ent_assess(&assessment, store, actors, &refs[0], &refs[1], NULL, err);
    if (status == ENT_OK) status = ent_report_text(assessment, ENT_EN, false, &text, err);
    free(text);
    ent_assessment_free(assessment);
    ent_actors_free(actors);
    ent_store_close(store);
    return status;
}

int main(void) {
    enum { ROUNDS = 20 };
    static const char *const pairs[][2] = {
        {"CHN", "RUS"}, {"USA", "GBR"}, {"Germany", "France"}, {"Bhutan", "Paraguay"}};
    const char *path = getenv("ENTENTE_DB");
    if (path == NULL) path = "build/release/entente.db";
    if (access(path, R_OK) != 0) {
        printf("tie: no store at %s, left out\n", path);
        return EXIT_SUCCESS;
    }
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        char name[64];
        ent_error err = {0};
        double begin = bench_wall();
        for (int r = 0; r < ROUNDS; r++)
            if (assess(path, pairs[p][0], pairs[p][1], &err) != ENT_OK) {
                fprintf(stderr, "tie: %s\n", err.text);
                return EXIT_FAILURE;
            }
        snprintf(name, sizeof name, "tie: %s %s", pairs[p][0], pairs[p][1]);
        bench_line(name, ROUNDS, bench_wall() - begin);
    }
    return EXIT_SUCCESS;
}
