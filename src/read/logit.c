/* SPDX-License-Identifier: Apache-2.0 */
/* P(k | x) = exp(w_k · x) / Σ_j exp(w_j · x), fitted by maximum likelihood with a Gaussian prior
 * (ridge): min λ/2 ‖W‖² − Σ_e c_e log P(y_e | x_e). Temperature: Guo et al. (2017). */
#include "read/logit.h"

#include <math.h>
#include <string.h>

#include "read/lbfgs.h"

double ent_softmax(double *scores, size_t classes) {
    double most = scores[0];
    double sum = 0;
    for (size_t k = 1; k < classes; k++)
        if (scores[k] > most) most = scores[k];
    for (size_t k = 0; k < classes; k++)
        sum += scores[k] = exp(scores[k] - most);
    for (size_t k = 0; k < classes; k++)
        scores[k] /= sum;
    return most + log(sum);
}

void ent_logit_scores(const ent_logit *logit, const double *w, size_t e, double *scores) {
    const ent_sparse *rows = logit->rows;
    size_t classes = logit->classes;
    for (size_t k = 0; k < classes; k++)
        scores[k] = logit->offset != NULL ? logit->offset[e * classes + k] : 0;
    for (size_t i = rows->start[e]; i < rows->start[e + 1]; i++) {
        const double *at = w + rows->index[i] * classes;
        for (size_t k = 0; k < classes; k++)
            scores[k] += (double)rows->value[i] * at[k];
    }
}

double ent_logit_loss(const ent_logit *logit, const double *w, double *gradient) {
    const ent_sparse *rows = logit->rows;
    size_t classes = logit->classes;
    size_t size = rows->columns * classes;
    double loss = 0;
    for (size_t i = 0; i < size; i++) {
        loss += logit->penalty / 2 * w[i] * w[i];
        gradient[i] = logit->penalty * w[i];
    }
    for (size_t e = 0; e < rows->count; e++) {
        double p[ENT_LOGIT_CLASSES] = {0};
        if (logit->label[e] < 0) continue;
        size_t label = (size_t)logit->label[e];
        double weight = (double)logit->weight[e];
        ent_logit_scores(logit, w, e, p);
        double score = p[label];
        loss += weight * (ent_softmax(p, classes) - score);
        p[label] -= 1;
        for (size_t i = rows->start[e]; i < rows->start[e + 1]; i++) {
            double *at = gradient + rows->index[i] * classes;
            double x = weight * (double)rows->value[i];
            for (size_t k = 0; k < classes; k++)
                at[k] += x * p[k];
        }
    }
    return loss;
}

static double loss_of(void *context, const double *x, double *gradient) {
    return ent_logit_loss(context, x, gradient);
}

ent_status ent_logit_fit(const ent_logit *logit, unsigned iterations, double *w, ent_error *err) {
    size_t size = logit->rows->columns * logit->classes;
    ent_logit copy = *logit;
    ent_lbfgs_result result;
    memset(w, 0, size * sizeof *w);
    return ent_lbfgs(loss_of, &copy, w, size, iterations, 1e-3, &result, err);
}

static double loss_at(const double *scores, const int *label, size_t count, size_t classes,
                      double temperature) {
    double loss = 0;
    for (size_t e = 0; e < count; e++) {
        double p[ENT_LOGIT_CLASSES] = {0};
        if (label[e] < 0) continue;
        for (size_t k = 0; k < classes; k++)
            p[k] = scores[e * classes + k] / temperature;
        double score = p[label[e]];
        loss += ent_softmax(p, classes) - score;
    }
    return loss;
}

double ent_temperature(const double *scores, const int *label, size_t count, size_t classes) {
    const double golden = 0.61803398874989485;
    double low = -3;
    double high = 3;
    while (high - low > 1e-4) {
        double a = high - golden * (high - low);
        double b = low + golden * (high - low);
        if (loss_at(scores, label, count, classes, exp(a)) <
            loss_at(scores, label, count, classes, exp(b)))
            high = b;
        else
            low = a;
    }
    return exp((low + high) / 2);
}
