/* SPDX-License-Identifier: Apache-2.0 */
/* The rows behind figures that rest on more than what is between the two: portfolios, roll calls,
 * points, trade. */
#include <string.h>

#include "report/gather.h"

void ent_gather_share(ent_figure *figure, const ent_figure *with) {
    if (figure == NULL || with == NULL) return;
    figure->record_begin = with->record_begin;
    figure->record_count = with->record_count;
}

/* ---- portfolios: the alliances of either with anybody ---- */

struct portfolio {
    ent_gathering *g;
    ent_figure *figure;
    ent_actor self, other;
    bool second; /* the first actor's are there already */
    int year;
};

static bool takes_part(const ent_evidence *row, const ent_participant *who, int year) {
    ent_date first = who->first.year != 0 ? who->first : row->first;
    ent_date last = who->last.year != 0 ? who->last : row->last;
    return first.year <= year && (last.year == 0 ? first.year : last.year) >= year;
}

static ent_status keep_alliance(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    const struct portfolio *portfolio = context;
    ent_gathering *g = portfolio->g;
    const ent_participant *self = NULL;
    bool known = false;
    for (size_t p = 0; p < row->participant_count; p++) {
        const ent_participant *who = &row->participants[p];
        if (!takes_part(row, who, portfolio->year)) continue;
        if (who->actor == portfolio->self) self = who;
        if (who->actor == portfolio->other) known = portfolio->second;
    }
    if (self == NULL || known) return g->status;
    size_t kept = 0;
    ent_record record = ent_gather_record(g, row, self, self);
    ent_gather_back(g, portfolio->figure, &record, &kept);
    return g->status;
}

void ent_gather_trace_portfolios(ent_gathering *g, ent_figure *figure, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    for (int k = 0; k < 2 && g->status == ENT_OK; k++) {
        struct portfolio portfolio = {
            g, figure, k == 0 ? pair->a : pair->b, k == 0 ? pair->b : pair->a, k == 1, year};
        ent_gather_ok(g, ent_store_evidence(g->store, ENT_ALLIANCE, portfolio.self, 0, year, year,
                                            keep_alliance, &portfolio, g->err));
    }
}

/* ---- figures of a year ---- */

static ent_record figure_record(ent_gathering *g, ent_kind kind, const char *title, int year,
                                ent_actor from, ent_actor to, double value, const char *source) {
    ent_date date = {(int16_t)year, 0, 0};
    return (ent_record){.kind = kind,
                        .first = date,
                        .last = date,
                        .title = title,
                        .ref = "",
                        .category = "",
                        .quote = "",
                        .detail = "",
                        .duties = "",
                        .level = ent_missing(),
                        .from = from,
                        .to = to,
                        .value = value,
                        .unit = "",
                        .actors = to != 0 ? 2 : 1,
                        .source = ent_gather_source(g, source)};
}

struct points {
    ent_gathering *g;
    ent_figure *figure;
    ent_kind kind;
    ent_actor a, b;
};

static ent_status keep_point(void *context, const ent_point *row, ent_error *err) {
    (void)err;
    struct points *points = context;
    size_t kept = 0;
    if (row->actor != points->a && row->actor != points->b) return ENT_OK;
    ent_record record =
        figure_record(points->g, points->kind, ent_gather_text(points->g, row->series), row->year,
                      row->actor, 0, row->value, row->source);
    ent_gather_back(points->g, points->figure, &record, &kept);
    return points->g->status;
}

void ent_gather_trace_points(ent_gathering *g, ent_figure *figure, ent_kind kind,
                             const char *const *series, size_t count, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    struct points points = {g, figure, kind, pair->a, pair->b};
    for (size_t s = 0; s < count && g->status == ENT_OK; s++)
        ent_gather_ok(
            g, ent_store_points(g->store, series[s], year, year, keep_point, &points, g->err));
}

static ent_status keep_trade(void *context, const ent_flow *row, ent_error *err) {
    (void)err;
    struct points *points = context;
    size_t kept = 0;
    ent_record record = figure_record(points->g, ENT_TRADE, "trade", row->year, row->actor1,
                                      row->actor2, row->value, row->source);
    ent_gather_back(points->g, points->figure, &record, &kept);
    return points->g->status;
}

void ent_gather_trace_trade(ent_gathering *g, ent_figure *figure, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    struct points points = {.g = g, .figure = figure};
    if (g->status == ENT_OK)
        ent_gather_ok(g, ent_store_flows(g->store, "trade", pair->a, pair->b, year, year,
                                         keep_trade, &points, g->err));
}

/* ---- roll calls in which both voted, unanimous ones left out ---- */

static const char *vote_word(uint8_t vote) {
    static const char *const words[] = {"", "yes", "abstain", "no"};
    return vote <= 3 ? words[vote] : "";
}

static ent_status keep_roll_call(void *context, const ent_roll_call *call, ent_error *err) {
    (void)err;
    struct points *points = context;
    ent_gathering *g = points->g;
    uint8_t a = 0;
    uint8_t b = 0;
    unsigned given = 0; /* bit: an answer somebody gave */
    for (size_t k = 0; k < call->ballot_count; k++) {
        uint8_t vote = call->ballots[k].vote;
        if (vote < 1 || vote > 3) continue;
        given |= 1u << vote;
        if (call->ballots[k].actor == points->a) a = vote;
        if (call->ballots[k].actor == points->b) b = vote;
    }
    if (a == 0 || b == 0 || (given & (given - 1)) == 0) return ENT_OK;
    ent_text words = {0};
    ent_text number = {0};
    ent_gather_ok(g, ent_text_format(&words, g->err, "%s %s", vote_word(a), vote_word(b)));
    ent_gather_ok(g, ent_text_format(&number, g->err, "%lld", (long long)call->number));
    ent_record record = figure_record(g, ENT_VOTE, ent_gather_text(g, call->title), call->date.year,
                                      points->a, points->b,
                                      a == b             ? 1
                                      : (a + b) % 2 == 0 ? 0
                                                         : 0.5,
                                      call->source);
    size_t kept = 0;
    record.first = record.last = call->date;
    record.ref = ent_gather_text(g, number.bytes);
    record.category = ent_gather_text(g, words.bytes);
    ent_gather_back(g, points->figure, &record, &kept);
    ent_text_free(&words);
    ent_text_free(&number);
    return g->status;
}

void ent_gather_trace_votes(ent_gathering *g, ent_figure *figure, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    struct points points = {g, figure, ENT_VOTE, pair->a, pair->b};
    if (g->status == ENT_OK)
        ent_gather_ok(g,
                      ent_store_roll_calls(g->store, year, year, keep_roll_call, &points, g->err));
}
