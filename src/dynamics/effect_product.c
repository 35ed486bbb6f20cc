/* SPDX-License-Identifier: Apache-2.0 */
/* Products of effects. With c_k(i, j) the change of factor k, the product's is Π_k c_k(i, j); its
 * statistic is Σ_j x_ij Π_k c_k(i, j) for factors whose change does not depend on ego's other ties,
 * and v_i s_i where one factor is any effect s and the others are properties v of ego. For
 * behaviour, Π_k s_ik(z). */
#include "dynamics/effect.h"

enum { BATCH = 64 };

static void product_change(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                           size_t count, double *out) {
    double factor[BATCH];
    for (size_t from = 0; from < count; from += BATCH) {
        size_t size = count - from < BATCH ? count - from : BATCH;
        for (size_t f = 0; f < term->factors; f++) {
            const saom_term *own = term->factor[f];
            own->def->change(ego, own, alter + from, size, f == 0 ? out + from : factor);
            for (size_t k = 0; k < size && f > 0; k++)
                out[from + k] *= factor[k];
        }
    }
}

static double product_sum(const saom_ego *ego, const saom_term *term, const uint32_t *alter,
                          size_t count) {
    const saom_term *any = NULL;
    for (size_t f = 0; f < term->factors; f++)
        if (term->factor[f]->def->product == SAOM_PRODUCT_ANY) any = term->factor[f];
    double sum = 0;
    if (any == NULL) {
        for (size_t k = 0; k < count; k++) {
            double one = 0;
            product_change(ego, term, alter + k, 1, &one);
            sum += one;
        }
        return sum;
    }
    sum = any->def->statistic(ego, any, alter, count);
    uint32_t other = ego->i == 0 ? 1 : 0; /* a property of ego is alike for every alter */
    for (size_t f = 0; f < term->factors; f++) {
        double own = 1;
        if (term->factor[f] != any)
            term->factor[f]->def->change(ego, term->factor[f], &other, 1, &own);
        sum *= own;
    }
    return sum;
}

static double product_level(const saom_view *view, const saom_term *term, size_t i, double z) {
    double product = 1;
    for (size_t f = 0; f < term->factors; f++)
        product *= term->factor[f]->def->level(view, term->factor[f], i, z);
    return product;
}

const saom_effect_def saom_effect_product = {.name = "interaction",
                                             .label = "product of effects",
                                             .formula = "Σ_j x_ij Π_k c_k(i, j)",
                                             .citation = "Ripley et al., Manual for Siena",
                                             .sorts = SAOM_ANY,
                                             .rest = SAOM_DENSE,
                                             .change = product_change,
                                             .statistic = product_sum,
                                             .level = product_level};
