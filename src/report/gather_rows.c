/* SPDX-License-Identifier: Apache-2.0 */
/* What the store holds of the two: evidence both take part in, and flows between them. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "report/gather.h"

static int year_of(int32_t day) {
    return day == INT32_MAX ? INT_MAX : ent_date_from_days(day).year;
}

static int32_t last_day(ent_date date) {
    return date.year >= ENT_OPEN ? INT32_MAX : ent_date_days(date, true);
}

/* Days on which a participant takes part: its own term, else the evidence's. */
static void term_of(const ent_evidence *row, const ent_participant *who, int32_t *first,
                    int32_t *last) {
    *first = ent_date_days(who->first.year != 0 ? who->first : row->first, false);
    ent_date end = who->last.year != 0 ? who->last : row->last;
    *last = end.year != 0 ? last_day(end) : ent_date_days(row->first, true);
}

/* ---- evidence ---- */

/* Which two of the lineages a reading is about. */
struct reading {
    ent_gathering *g;
    ent_actor a, b;
};

static bool has_word(const char *words, const char *word) {
    size_t length = strlen(word);
    for (const char *c = words; (c = strstr(c, word)) != NULL; c += length)
        if ((c == words || c[-1] == ' ') && (c[length] == ' ' || c[length] == '\0')) return true;
    return false;
}

/* Obligations of either, as message keys. */
static const char *duties_of(ent_gathering *g, const char *role_a, const char *role_b) {
    static const char *const words[] = {"defense", "offense", "neutrality", "nonaggression",
                                        "consultation"};
    ent_text text = {0};
    for (size_t w = 0; w < sizeof words / sizeof words[0] && g->status == ENT_OK; w++)
        if (has_word(role_a, words[w]) || has_word(role_b, words[w]))
            ent_gather_ok(
                g, ent_text_format(&text, g->err, "%s%s", text.length > 0 ? " " : "", words[w]));
    const char *duties = ent_gather_text(g, text.bytes);
    ent_text_free(&text);
    return duties;
}

static double level_of(ent_kind kind, const ent_participant *a, const ent_participant *b) {
    if (kind == ENT_ALLIANCE) {
        ent_milinst_fields fields_a = ent_milinst_fields_read(a->role);
        ent_milinst_fields fields_b = ent_milinst_fields_read(b->role);
        int level_a = ent_milinst(&fields_a);
        int level_b = ent_milinst(&fields_b);
        return level_a > level_b ? level_a : level_b;
    }
    if (kind != ENT_DISPUTE) return ent_missing();
    return a->level > b->level || ent_is_missing(b->level) ? a->level : b->level;
}

ent_record ent_gather_record(ent_gathering *g, const ent_evidence *row, const ent_participant *a,
                             const ent_participant *b) {
    bool two = row->participant_count == 2;
    return (ent_record){.id = row->id,
                        .kind = row->kind,
                        .from = two ? row->participants[0].actor : 0,
                        .to = two ? row->participants[1].actor : 0,
                        .first = row->first,
                        .last = row->last,
                        .title = ent_gather_text(g, row->title),
                        .ref = ent_gather_text(g, row->ref),
                        .category = ent_gather_text(g, row->category),
                        .quote = ent_gather_text(g, row->quote),
                        .value = row->magnitude,
                        .unit = ent_gather_text(g, row->unit),
                        .detail = ent_gather_text(g, row->detail),
                        .duties = row->kind == ENT_ALLIANCE ? duties_of(g, a->role, b->role) : "",
                        .level = level_of(row->kind, a, b),
                        .actors = row->participant_count,
                        .source = ent_gather_source(g, row->source)};
}

ent_record ent_gather_flow_record(ent_gathering *g, ent_kind kind, const char *series,
                                  const char *unit, const ent_flow *row) {
    ent_date year = {(int16_t)row->year, 0, 0};
    return (ent_record){.kind = kind,
                        .first = year,
                        .last = year,
                        .title = series,
                        .ref = "",
                        .category = "",
                        .quote = "",
                        .detail = "",
                        .duties = "",
                        .level = ent_missing(),
                        .from = row->actor1,
                        .to = row->actor2,
                        .value = row->value,
                        .unit = unit,
                        .actors = 2,
                        .source = ent_gather_source(g, row->source)};
}

/* On different sides, or the only two. */
bool ent_gather_opposed(const ent_participant *a, const ent_participant *b, size_t count) {
    bool sided = (has_word(a->role, "side1") || has_word(a->role, "side2")) &&
                 (has_word(b->role, "side1") || has_word(b->role, "side2"));
    return sided ? has_word(a->role, "side1") != has_word(b->role, "side1") : count == 2;
}

/* An open row is known to hold as far as its source covers the two. */
static int last_known(const ent_gathering *g, const struct pair_row *row) {
    int last = 0;
    if (row->last != INT32_MAX) return year_of(row->last);
    for (size_t c = 0; c < g->covering_count; c++) {
        const struct covering *covering = &g->coverings[c];
        if (covering->kind == row->record.kind && covering->source == row->record.source &&
            covering->year2 > last)
            last = covering->year2;
    }
    return last != 0 ? last
                     : INT_MAX; /* one that covers nothing, a ledger, says what still holds */
}

/* An alliance's own dates are those of its first and last member: here, of the two together. */
static void set_dates(ent_record *record, const ent_participant *a, const ent_participant *b) {
    const ent_participant *both[] = {a, b};
    for (size_t k = 0; k < 2; k++) {
        ent_date first = both[k]->first;
        ent_date last = both[k]->last;
        if (first.year != 0 && ent_date_days(first, false) > ent_date_days(record->first, false))
            record->first = first;
        if (last.year != 0 && last_day(last) < last_day(record->last)) record->last = last;
    }
}

static void add_row(const struct reading *reading, const ent_evidence *row,
                    const ent_participant *a, const ent_participant *b) {
    ent_gathering *g = reading->g;
    int32_t first_b = 0;
    int32_t last_b = 0;
    struct pair_row new = {.a = a->actor, .b = b->actor};
    term_of(row, a, &new.first, &new.last);
    term_of(row, b, &first_b, &last_b);
    if (first_b > new.first) new.first = first_b;
    if (last_b < new.last) new.last = last_b;
    if (new.first > new.last) return; /* both were in it, but never at once */
    if (row->kind == ENT_DISPUTE && !ent_gather_opposed(a, b, row->participant_count)) return;
    new.record = ent_gather_record(g, row, a, b);
    if (row->kind == ENT_ALLIANCE) set_dates(&new.record, a, b);
    new.role[0] = ent_gather_text(g, a->role);
    new.role[1] = ent_gather_text(g, b->role);
    new.year1 = year_of(new.first);
    new.year2 = last_known(g, &new);
    if (ent_gather_ok(g, ent_array_reserve((void **)&g->rows, &g->row_capacity, g->row_count + 1,
                                           sizeof *g->rows, g->err)))
        g->rows[g->row_count++] = new;
}

/* A member may stand in an alliance several times, term after term: each pair of terms is a row. */
static ent_status keep_row(void *context, const ent_evidence *row, ent_error *err) {
    (void)err;
    const struct reading *reading = context;
    if (row->kind == ENT_EVENT || row->kind == ENT_VOTE) return ENT_OK;
    for (size_t i = 0; i < row->participant_count; i++)
        for (size_t j = 0; j < row->participant_count; j++)
            if (row->participants[i].actor == reading->a &&
                row->participants[j].actor == reading->b)
                add_row(reading, row, &row->participants[i], &row->participants[j]);
    return reading->g->status;
}

/* ---- flows ---- */

static ent_status keep_flow(void *context, const ent_flow *row, ent_error *err) {
    static const struct {
        const char *series;
        ent_kind kind;
        const char *unit;
    } kinds[] = {{"arms", ENT_TRANSFER, "tiv"}, {"troops", ENT_DEPLOYMENT, "troops"}};
    ent_gathering *g = context;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (strcmp(kinds[k].series, row->series) != 0) continue;
        ent_status status = ent_array_reserve((void **)&g->flows, &g->flow_capacity,
                                              g->flow_count + 1, sizeof *g->flows, err);
        if (status != ENT_OK) return status;
        g->flows[g->flow_count++] =
            (struct pair_flow){.record = ent_gather_flow_record(g, kinds[k].kind, kinds[k].series,
                                                                kinds[k].unit, row)};
    }
    return g->status;
}

static int by_date(const void *a, const void *b) {
    const struct pair_row *x = a;
    const struct pair_row *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->record.id > y->record.id) - (x->record.id < y->record.id);
}

void ent_gather_read_rows(ent_gathering *g) {
    static const char *const series[] = {"arms", "troops"};
    const ent_actor_ref *a = &g->out->lineage_a;
    const ent_actor_ref *b = &g->out->lineage_b;
    for (int i = 0; i < a->count; i++)
        for (int j = 0; j < b->count && g->status == ENT_OK; j++) {
            struct reading reading = {g, a->actor[i], b->actor[j]};
            ent_gather_ok(g,
                          ent_store_evidence(g->store, ENT_EVIDENCE_KINDS, a->actor[i], b->actor[j],
                                             INT_MIN, INT_MAX, keep_row, &reading, g->err));
            for (size_t s = 0; s < 2; s++)
                ent_gather_ok(g,
                              ent_store_flows(g->store, series[s], a->actor[i], b->actor[j],
                                              g->out->year1, g->out->year2, keep_flow, g, g->err));
        }
    if (g->row_count > 0) qsort(g->rows, g->row_count, sizeof *g->rows, by_date);
}

/* ---- counting ---- */

bool ent_gather_in_force(const struct pair_row *row, int year) {
    return row->year1 <= year && year_of(row->last) >= year;
}

bool ent_gather_counts(const ent_gathering *g, const struct pair_row *row, int year) {
    const struct pair_year *pair = ent_gather_pair(g, year);
    size_t source = 0;
    return row->a == pair->a && row->b == pair->b &&
           ent_gather_covered(g, row->record.kind, year, false, &source) &&
           source == row->record.source;
}

static bool happens(const struct pair_row *row, int year, bool force) {
    return force ? ent_gather_in_force(row, year) : row->record.first.year == year;
}

double ent_gather_count(const ent_gathering *g, ent_kind kind, int year, bool force) {
    double count = 0;
    if (!ent_gather_covered(g, kind, year, false, NULL)) return ent_missing();
    for (size_t r = 0; r < g->row_count; r++)
        if (g->rows[r].record.kind == kind && happens(&g->rows[r], year, force) &&
            ent_gather_counts(g, &g->rows[r], year))
            count++;
    return count;
}

void ent_gather_back_rows(ent_gathering *g, ent_figure *figure, ent_kind kind, int year1, int year2,
                          bool force) {
    for (size_t r = 0; r < g->row_count; r++) {
        struct pair_row *row = &g->rows[r];
        bool found = false;
        for (int year = year1; year <= year2 && !found && row->record.kind == kind; year++)
            found = happens(row, year, force) && ent_gather_counts(g, row, year);
        if (found) ent_gather_back(g, figure, &row->record, &row->kept);
    }
}

double ent_gather_flow(ent_gathering *g, const char *series, ent_kind kind, bool back, int year1,
                       int year2, ent_figure *figure) {
    double sum = ent_missing();
    for (int year = year1; year <= year2; year++)
        if (ent_gather_covered(g, kind, year, back, NULL) && ent_is_missing(sum)) sum = 0;
    for (size_t f = 0; f < g->flow_count; f++) {
        struct pair_flow *flow = &g->flows[f];
        int year = flow->record.first.year;
        const struct pair_year *pair = ent_gather_pair(g, year);
        if (year < year1 || year > year2 || strcmp(flow->record.title, series) != 0 ||
            flow->record.from != (back ? pair->b : pair->a) ||
            flow->record.to != (back ? pair->a : pair->b) ||
            !ent_gather_covered(g, kind, year, back, NULL))
            continue;
        if (!ent_is_missing(flow->record.value)) sum += flow->record.value;
        ent_gather_back(g, figure, &flow->record, &flow->kept);
    }
    return sum;
}
