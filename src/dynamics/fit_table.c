/* SPDX-License-Identifier: Apache-2.0 */
/* Estimates as tables: text, LaTeX, Markdown, CSV. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/normal.h"
#include "base/number.h"
#include "entente/fit.h"

enum { CELL = 32 };

/* A line of a table. */
typedef struct line {
    char label[ENT_SAOM_PARAMETER_LABEL];
    char estimate[CELL], se[CELL], p[CELL], t[CELL];
    const char *variable, *note;
} line;

static void take_line(const ent_saom_setup *setup, const ent_saom_fit *fit, size_t k, line *out) {
    ent_saom_parameter own = ent_saom_parameter_at(setup->model, k);
    double se = fit->se[k] > 0 ? fit->se[k] : ent_missing();
    double z = fit->estimate[k] / se;
    if (own.basic) {
        char period[ENT_SAOM_PARAMETER_LABEL];
        ent_saom_period_label(setup, own.period, period);
        snprintf(out->label, sizeof out->label, "Rate %.240s", period);
    } else {
        ent_saom_label(setup->model, k, out->label);
    }
    out->variable = own.variable;
    out->note = own.test ? "tested" : own.fixed ? "fixed" : "";
    snprintf(out->estimate, CELL, "%.4f", fit->estimate[k]);
    out->se[0] = out->p[0] = out->t[0] = '\0';
    if (isfinite(se)) snprintf(out->se, CELL, "%.4f", se);
    if (isfinite(z) && !own.basic) snprintf(out->p, CELL, "%.3f", 2 * ent_normal_cdf(-fabs(z)));
    if (fit->estimated[k]) snprintf(out->t, CELL, "%.3f", fit->t_ratio[k]);
}

static ent_status add_actors(const ent_saom_setup *setup, ent_text *text, ent_error *err) {
    ent_status status = ENT_OK;
    for (size_t g = 0; g < setup->groups && status == ENT_OK; g++)
        status = ent_text_format(text, err, "%s%s%s%zu actors", g > 0 ? ", " : "", setup->group[g],
                                 setup->group[g][0] != '\0' ? ": " : "",
                                 ent_saom_actors(setup->data[g]));
    return status;
}

static ent_status add_end(const ent_saom_setup *setup, const ent_saom_fit *fit, const char *begin,
                          const char *end, ent_text *text, ent_error *err) {
    double most = 0;
    for (size_t k = 0; k < fit->parameters; k++)
        if (fit->estimated[k] && fabs(fit->t_ratio[k]) > most) most = fabs(fit->t_ratio[k]);
    ent_status status = ent_text_format(
        text, err,
        "%s%s: overall maximum convergence ratio %.3f, largest t-ratio %.3f; %zu simulations%s",
        begin, fit->converged ? "Converged" : "Not converged", fit->t_max, most, fit->iterations,
        end);
    if (status == ENT_OK && fit->advice[0] != '\0')
        status = ent_text_format(text, err, "%sNote: %s%s", begin, fit->advice, end);
    if (status == ENT_OK)
        status =
            ent_text_format(text, err, "%sSeed %" PRIu64 ", data %016" PRIx64 ", entente %s%s",
                            begin, setup->options.seed, setup->fingerprint, ent_version(), end);
    return status;
}

static ent_status write_text(const ent_saom_setup *setup, const ent_saom_fit *fit, ent_text *text,
                             ent_error *err) {
    const char *variable = "";
    ent_status status = add_actors(setup, text, err);
    if (status == ENT_OK)
        status = ent_text_format(text, err,
                                 ", %zu waves; method of moments, %s\n\n%-36s %10s %9s "
                                 "%7s %8s\n",
                                 setup->waves,
                                 setup->options.conditional ? "conditional" : "unconditional", "",
                                 "estimate", "s.e.", "p", "t-ratio");
    for (size_t k = 0; k < fit->parameters && status == ENT_OK; k++) {
        line own;
        take_line(setup, fit, k, &own);
        if (strcmp(own.variable, variable) != 0)
            status = ent_text_format(text, err, "%s\n", own.variable);
        variable = own.variable;
        if (status == ENT_OK)
            status = ent_text_format(text, err, "  %-34s %10s %9s %7s %8s%s%s\n", own.label,
                                     own.estimate, own.se, own.p, own.t,
                                     own.note[0] != '\0' ? "  " : "", own.note);
    }
    if (status == ENT_OK) status = ent_text_add(text, "\n", 1, err);
    return status == ENT_OK ? add_end(setup, fit, "", "\n", text, err) : status;
}

static ent_status write_markdown(const ent_saom_setup *setup, const ent_saom_fit *fit,
                                 ent_text *text, ent_error *err) {
    ent_status status = ent_text_format(text, err,
                                        "| variable | effect | estimate | s.e. | p | t-ratio |\n"
                                        "|---|---|--:|--:|--:|--:|\n");
    for (size_t k = 0; k < fit->parameters && status == ENT_OK; k++) {
        line own;
        take_line(setup, fit, k, &own);
        for (char *c = strchr(own.label, '*'); c != NULL; c = strchr(c, '*'))
            *c = 'x'; /* a product is no emphasis */
        status = ent_text_format(text, err, "| %s | %s | %s | %s | %s | %s |\n", own.variable,
                                 own.label, own.estimate, own.se, own.p, own.t);
    }
    if (status == ENT_OK) status = ent_text_add(text, "\n", 1, err);
    return status == ENT_OK ? add_end(setup, fit, "", "\n", text, err) : status;
}

/* Names of waves and groups may hold any mark; a product is "*". */
static ent_status add_tex(ent_text *text, const char *plain, ent_error *err) {
    ent_status status = ENT_OK;
    for (const char *c = plain; *c != '\0' && status == ENT_OK; c++) {
        if (strchr("_#$%&{}", *c) != NULL) status = ent_text_add(text, "\\", 1, err);
        if (status != ENT_OK) break;
        status =
            *c == '*' ? ent_text_format(text, err, "$\\times$") : ent_text_add(text, c, 1, err);
    }
    return status;
}

static ent_status write_latex(const ent_saom_setup *setup, const ent_saom_fit *fit, ent_text *text,
                              ent_error *err) {
    const char *variable = "";
    ent_status status = ent_text_format(
        text, err, "\\begin{tabular}{lrrrr}\n\\hline\n & estimate & s.e. & $p$ & $t$-ratio \\\\\n");
    for (size_t k = 0; k < fit->parameters && status == ENT_OK; k++) {
        line own;
        take_line(setup, fit, k, &own);
        if (strcmp(own.variable, variable) != 0) {
            status = ent_text_format(text, err, "\\hline\n\\multicolumn{5}{l}{\\emph{");
            if (status == ENT_OK) status = add_tex(text, own.variable, err);
            if (status == ENT_OK) status = ent_text_format(text, err, "}} \\\\\n");
        }
        variable = own.variable;
        if (status == ENT_OK) status = add_tex(text, own.label, err);
        if (status == ENT_OK)
            status = ent_text_format(text, err, " & $%s$ & %s & %s & %s%s%s \\\\\n", own.estimate,
                                     own.se, own.p, own.t[0] != '\0' ? "$" : "", own.t,
                                     own.t[0] != '\0' ? "$" : "");
    }
    if (status == ENT_OK) status = ent_text_format(text, err, "\\hline\n\\end{tabular}\n");
    return status == ENT_OK ? add_end(setup, fit, "% ", "\n", text, err) : status;
}

static ent_status write_csv(const ent_saom_setup *setup, const ent_saom_fit *fit, ent_text *text,
                            ent_error *err) {
    ent_status status = ent_text_format(
        text, err, "variable,effect,estimate,se,t_ratio,target,mean,estimated,seed,data,version\n");
    for (size_t k = 0; k < fit->parameters && status == ENT_OK; k++) {
        line own;
        char cell[5][ENT_NUMBER_TEXT];
        const double value[] = {fit->estimate[k], fit->se[k] > 0 ? fit->se[k] : ent_missing(),
                                fit->estimated[k] ? fit->t_ratio[k] : ent_missing(), fit->target[k],
                                fit->mean[k]};
        take_line(setup, fit, k, &own);
        for (size_t c = 0; c < 5; c++)
            if (ent_number_write(value[c], cell[c]) == 0) cell[c][0] = '\0';
        status = ent_text_format(
            text, err, "%s,%s,%s,%s,%s,%s,%s,%d,%" PRIu64 ",%016" PRIx64 ",%s\n", own.variable,
            own.label, cell[0], cell[1], cell[2], cell[3], cell[4], fit->estimated[k],
            setup->options.seed, setup->fingerprint, ent_version());
    }
    return status;
}

ent_status ent_saom_fit_table(const ent_saom_setup *setup, const ent_saom_fit *fit,
                              ent_saom_format form, char **out, ent_error *err) {
    typedef ent_status writer(const ent_saom_setup *, const ent_saom_fit *, ent_text *,
                              ent_error *);
    static writer *const writers[] = {write_text, NULL, write_latex, write_markdown, write_csv};
    ent_text text = {0};
    *out = NULL;
    if (form == ENT_SAOM_JSON) return ent_saom_fit_json(setup, fit, NULL, out, err);
    ent_status status = writers[form](setup, fit, &text, err);
    if (status == ENT_OK)
        *out = text.bytes;
    else
        ent_text_free(&text);
    return status;
}
