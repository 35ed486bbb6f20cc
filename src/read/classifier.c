/* SPDX-License-Identifier: Apache-2.0 */
/* Probabilities of all heads for a sentence. */
#include "read/classifier.h"

#include <math.h>
#include <string.h>

#include "read/features.h"

static void softmax(const float *scores, size_t classes, float *probability) {
    float most = scores[0];
    float sum = 0;
    for (size_t k = 1; k < classes; k++)
        if (scores[k] > most) most = scores[k];
    for (size_t k = 0; k < classes; k++)
        sum += probability[k] = expf(scores[k] - most);
    for (size_t k = 0; k < classes; k++)
        probability[k] /= sum;
}

/* The code of a telling word of the likeliest root; else the root's own. */
static const char *cameo_of(const ent_features *features, const ent_reading *reading) {
    ent_ranked ranked[ENT_CLASSES] = {{0}};
    ent_reading_rank(reading, ENT_HEAD_ROOT, ranked);
    int root = (int)ranked[0].class_index;
    if (features->first_code != 0 && ent_verb_root(features->first_code - 1u) == root)
        return ent_verb_rows[features->first_code - 1].code;
    for (size_t c = 0; c < features->code_count; c++)
        if (ent_verb_root(features->codes[c] - 1u) == root)
            return ent_verb_rows[features->codes[c] - 1].code;
    return ent_root_cameo((ent_root)root);
}

/* Quad classes twice over, by their own weights and by those of their roots: the mean of the two.
 */
static void blend_quads(ent_reading *reading) {
    float by_root[ENT_QUADS] = {0};
    for (int r = 0; r < ENT_ROOTS; r++)
        by_root[ent_root_quad((ent_root)r)] += reading->probability[ENT_HEAD_ROOT][r];
    for (int q = 0; q < ENT_QUADS; q++)
        reading->probability[ENT_HEAD_QUAD][q] =
            (reading->probability[ENT_HEAD_QUAD][q] + by_root[q]) / 2;
}

void ent_classify(const ent_weight_table *linear, const ent_features *features,
                  ent_reading *reading) {
    int32_t sums[ENT_WEIGHT_ROW];
    float scores[ENT_WEIGHT_CLASSES] = {0};
    memset(reading, 0, sizeof *reading);
    reading->features = ent_weight_table_sum(linear, features->id, features->count, sums);
    ent_weight_table_scores(linear, sums, reading->features, scores);
    for (int head = 0; head < ENT_HEADS; head++)
        softmax(scores + ent_weight_table_offset((ent_head)head),
                ent_weight_table_width((ent_head)head),
                reading->probability[head] + (head == ENT_HEAD_QUAD));
    blend_quads(reading);
    reading->cameo = cameo_of(features, reading);
}

size_t ent_reading_rank(const ent_reading *reading, ent_head head, ent_ranked ranked[ENT_CLASSES]) {
    size_t classes = ent_head_classes(head);
    for (size_t k = 0; k < classes; k++) {
        ent_ranked next = {k, reading->probability[head][k]};
        size_t at = k;
        for (; at > 0 && ranked[at - 1].probability < next.probability; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = next;
    }
    return classes;
}
