/* SPDX-License-Identifier: Apache-2.0 */
/* Constants that effects of networks are centred by, over the waves of all groups (Ripley et al.,
 * Manual for Siena): the mean degree, with missing ties left out; the mean number of shared choices
 * of two actors; and the mean of |x_ih − x_jh| for the balance effect, which leaves the last wave
 * out. With c ties among the m known ones to h, 2 c (m − c) of the m (m − 1) ordered pairs differ.
 */
#include "base/array.h"
#include "dynamics/prepare.h"

/* Sums and what they are divided by. */
typedef struct look_sums {
    double ties, known, waves, actors;
    double stars, pairs;
    double differing, triples;
} look_sums;

static double seen_in(const saom_observed *wave, size_t h) {
    double seen = saom_in(&wave->tie, h);
    const saom_row *row = &wave->missing.in[h];
    for (uint32_t k = 0; k < row->count; k++)
        seen -= saom_net_has(&wave->tie, row->at[k], h);
    return seen;
}

static void add_wave(const saom_observed *wave, size_t n, bool last, look_sums *sums) {
    for (size_t h = 0; h < n; h++) {
        double known = (double)(n - 1) - saom_in(&wave->missing, h);
        double seen = seen_in(wave, h);
        double all = saom_in(&wave->tie, h);
        sums->ties += seen;
        sums->known += known;
        sums->stars += all * (all - 1);
        if (last) continue;
        sums->differing += 2 * seen * (known - seen);
        sums->triples += known * (known - 1);
    }
    sums->pairs += (double)n * (double)(n - 1);
    sums->actors += (double)(n - 1);
    sums->waves++;
}

static double ratio(double above, double below) {
    return below > 0 ? above / below : 0;
}

ent_status saom_prepare_networks(ent_saom_model *model, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t g = 0; g < model->groups && status == ENT_OK; g++)
        status = ent_array_new((void **)&model->group[g].look, model->variables,
                               sizeof *model->group[g].look, err);
    for (size_t v = 0; v < model->variables && status == ENT_OK; v++) {
        look_sums sums = {0};
        if (!model->variable[v].network) continue;
        for (size_t g = 0; g < model->groups; g++) {
            const ent_saom_data *data = model->group[g].data;
            for (size_t w = 0; w < data->waves; w++)
                add_wave(&data->variable[v].wave[w], data->n, w + 1 == data->waves, &sums);
        }
        saom_look look = {.degree = ratio(sums.ties, sums.known) * ratio(sums.actors, sums.waves),
                          .in_two_star = ratio(sums.stars, sums.pairs),
                          .balance = ratio(sums.differing, sums.triples)};
        for (size_t g = 0; g < model->groups; g++)
            model->group[g].look[v] = look;
    }
    return status;
}
