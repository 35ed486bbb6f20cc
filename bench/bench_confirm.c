/* SPDX-License-Identifier: Apache-2.0 */
/* Reviewed candidates a second: read and checked, and put into a store in memory. */
#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"
#include "entente/confirm.h"
#include "support.h"

enum { LINES = 20000 };

static void make_lines(ent_text *text) {
    ent_error err = {0};
    ent_status status = ENT_OK;
    for (int i = 0; i < LINES && status == ENT_OK; i++)
        status = ent_text_format(
            text, &err,
            "{\"id\":\"%016x\",\"document\":{\"id\":\"page %d\",\"date\":\"2019-05-01\"},"
            "\"quotes\":[{\"text\":\"China and Russia drilled together\",\"begin\":10,\"end\":43,"
            "\"language\":\"en\",\"part\":\"body\"}],\"source\":[{\"actor\":\"CHN\",\"code\":710,"
            "\"begin\":10,\"end\":15}],\"target\":[{\"actor\":\"RUS\",\"code\":365,\"begin\":20,"
            "\"end\":26}],\"directed\":false,\"kinds\":[{\"kind\":\"exercise\",\"p\":0.8}],"
            "\"modality\":\"asserted\",\"attribution\":[{\"kind\":\"author\",\"source\":\"A\"}],"
            "\"when\":{\"first\":\"%d-01-01\",\"last\":\"%d-12-31\",\"precision\":\"year\"},"
            "\"decision\":\"accepted\",\"reviewer\":\"R\",\"reviewed\":\"2026-11-25\"}\n",
            (unsigned)i, i / 50, 1950 + i % 70, 1950 + i % 70);
    if (status != ENT_OK) abort();
}

static void confirm(const ent_text *text, const ent_actors *actors, ent_claim_session *session) {
    const ent_confirm_options options = {0};
    ent_confirm_counts counts = {0};
    ent_error err = {0};
    if (ent_confirm_file(session, actors, "bench", text->bytes, text->length, &options, &counts,
                         &err) != ENT_OK ||
        counts.accepted != LINES) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
}

int main(void) {
    ent_text text = {0};
    ent_actors *actors = NULL;
    ent_store *store = NULL;
    ent_claim_session *session = NULL;
    make_lines(&text);
    if (ent_actors_new(&actors, NULL) != ENT_OK ||
        ent_store_open(&store, ":memory:", ENT_STORE_WRITE, NULL) != ENT_OK)
        return 1;
    double begin = bench_cpu();
    confirm(&text, actors, NULL);
    bench_line("lines checked", LINES, bench_cpu() - begin);
    begin = bench_cpu();
    if (ent_claims_begin(&session, store, NULL) != ENT_OK) return 1;
    confirm(&text, actors, session);
    if (ent_claims_commit(session, NULL, NULL) != ENT_OK) return 1;
    bench_line("lines into a store", LINES, bench_cpu() - begin);
    ent_store_close(store);
    ent_actors_free(actors);
    ent_text_free(&text);
    return 0;
}
