/* SPDX-License-Identifier: Apache-2.0 */
/* ATOP 5.1 from member file to slice, against two other readings: the directed dyad-years others
 * derived from it, and the member file's rows once more, taken here pair by pair. The counts are
 * those of docs/atop-dyad-years.md. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "entente/import.h"
#include "measure/support_portfolios.h"
#include "support.h"

enum { FIRST = 1816, LAST = 2018, CODES = 1000, RUSSIA = 365, CHINA = 710 };
#define MEMBERS "data/alliances/atop5_1m.csv"

struct fixture {
    ent_store *store;
    ent_actors *actors;
    ent_loader *loader;
};

static struct fixture load(const char *members) {
    struct fixture f = {0};
    ent_error err = {0};
    ent_input input = {members, NULL, 0};
    assert_ok(ent_store_open(&f.store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_ok(ent_import(f.store, "atop", &input, 1, NULL, NULL, &err), &err);
    assert_ok(ent_store_actors(f.store, &f.actors, &err), &err);
    assert_ok(ent_loader_new(&f.loader, f.store, f.actors, ENT_COW, ENT_NEED_ALLIANCE, &err), &err);
    return f;
}

static void unload(struct fixture *f) {
    ent_loader_free(f->loader);
    ent_actors_free(f->actors);
    ent_store_close(f->store);
}

static const ent_slice *slice_of(const struct fixture *f, int year) {
    const ent_slice *slice = NULL;
    ent_error err = {0};
    assert_ok(ent_loader_year(f->loader, year, &slice, &err), &err);
    return slice;
}

/* ---- the derived directed dyad-years ---- */

struct classes {
    size_t before, outside, none, equal, differ, only_ours;
};

/* The three directed dyad-years in which the derived ones keep to the later phase of a year. */
static bool is_known(int year, int code1, int code2, unsigned ours, unsigned derived) {
    static const struct {
        int year, code1, code2;
        unsigned more;
    } known[] = {{1888, 90, 92, ENT_NEUTRALITY},
                 {1888, 92, 90, ENT_NEUTRALITY},
                 {1905, 740, 200, ENT_OFFENSE | ENT_NEUTRALITY}};
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
        if (known[k].year == year && known[k].code1 == code1 && known[k].code2 == code2)
            return ours == (derived | known[k].more);
    return false;
}

/* Rows of the year from @p row on; returns the first of the next year. */
static const portfolio_row *compare_year(const ent_slice *slice, const portfolio_row *row,
                                         const portfolio_row *end, struct classes *classes) {
    size_t owed = 0;
    size_t met = 0;
    for (size_t c = 0; c < slice->n * slice->n; c++)
        owed += slice->obligation[c] != 0;
    for (; row < end && row->year == slice->year; row++) {
        size_t i = ent_slice_find(slice, (ent_actor)row->code1);
        size_t j = ent_slice_find(slice, (ent_actor)row->code2);
        if (i == SIZE_MAX || j == SIZE_MAX) {
            classes->outside++;
            continue;
        }
        unsigned ours = slice->obligation[i * slice->n + j];
        met += ours != 0;
        classes->none += ours == row->obligation && ours == 0;
        classes->equal += ours == row->obligation && ours != 0;
        if (ours == row->obligation) continue;
        classes->differ++;
        if (!is_known(row->year, row->code1, row->code2, ours, row->obligation))
            fail_msg("%d, %d to %d: %u, derived %u", row->year, row->code1, row->code2, ours,
                     (unsigned)row->obligation);
    }
    classes->only_ours += owed - met;
    return row;
}

static void differs_from_the_derived_dyad_years_as_listed(void **state) {
    (void)state;
    const char *members = shared_path(MEMBERS);
    const char *states = shared_path(PORTFOLIO_STATES);
    const char *dyads = shared_path(PORTFOLIO_DYADS);
    if (members == NULL || states == NULL || dyads == NULL) skip();
    struct fixture f = load(members);
    struct classes classes = {0};
    portfolio_data data;
    portfolio_read(&data, states, dyads);
    const portfolio_row *row = data.row;
    const portfolio_row *end = data.row + data.row_count;
    for (; row < end && row->year < FIRST; row++)
        classes.before++;
    for (int year = FIRST; year <= LAST; year++)
        row = compare_year(slice_of(&f, year), row, end, &classes);
    assert_true(row == end);
    assert_int_equal(classes.before, 126);
    assert_int_equal(classes.outside, 5768);
    assert_int_equal(classes.none, 159);
    assert_int_equal(classes.equal, 267240);
    assert_int_equal(classes.differ, 3);
    assert_int_equal(classes.only_ours, 0);
    assert_int_equal(126 + 5768 + 159 + 267240 + 3, data.row_count);
    free(data.row);
    unload(&f);
}

/* ---- the member file once more ---- */

/* Two member terms of one phase that share a day: what the first owes, the grade of each. */
struct tie {
    int member, partner, atopid;
    int64_t first, last; /* as yyyymmdd */
    unsigned obligation;
    int grade;
    bool varies;
};

struct ties {
    struct tie *list;
    size_t count;
};

/* A row of the file: its phase in atopid × 10. */
struct raw {
    int phase, member, grade;
    int64_t first, last;
    unsigned obligation;
    bool varies;
};

static int code(const ent_csv *csv, const char *name) {
    const char *text = ent_csv_text(csv, ent_csv_find(csv, name));
    return text[0] == '\0' ? 0 : (int)strtol(text, NULL, 10);
}

/* MILINST by its rule; a blank, read as 0, satisfies nothing. */
static int grade_of(const ent_csv *csv) {
    if (code(csv, "milcon") == 3 || code(csv, "intcom") == 1 || code(csv, "base") > 0) return 2;
    static const char *const purposes[] = {"orgpurp1", "orgpurp2"};
    for (size_t p = 0; p < 2; p++)
        if (code(csv, purposes[p]) == 1 || code(csv, purposes[p]) == 4) return 1;
    return code(csv, "milcon") == 2 || code(csv, "milaid") == 3 || code(csv, "milaid") == 4 ||
           code(csv, "subord") > 0 || code(csv, "contrib") == 1;
}

static struct raw read_raw(const ent_csv *csv) {
    static const char *const duties[] = {"defense", "offense", "neutral", "nonagg", "consul"};
    int day = code(csv, "dayexit");
    struct raw raw = {
        .phase = code(csv, "atopid") * 10 + code(csv, "phase"),
        .member = code(csv, "member"),
        .grade = grade_of(csv),
        .varies = code(csv, "obvary") == 1,
        .first = code(csv, "yrent") * 10000 + code(csv, "moent") * 100 + code(csv, "dayent"),
        .last = code(csv, "yrexit") * 10000 + code(csv, "moexit") * 100 + (day == 0 ? 31 : day)};
    if (raw.last < 10000) raw.last = 99991231;
    for (unsigned d = 0; d < 5; d++)
        if (code(csv, duties[d]) == 1) raw.obligation |= 1U << d;
    return raw;
}

static void add_ties(struct ties *ties, const struct raw *raw, size_t count) {
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            int64_t first = raw[a].first > raw[b].first ? raw[a].first : raw[b].first;
            int64_t last = raw[a].last < raw[b].last ? raw[a].last : raw[b].last;
            if (raw[a].phase != raw[b].phase || raw[a].member == raw[b].member || first > last ||
                raw[a].member >= CODES || raw[b].member >= CODES)
                continue;
            ties->list[ties->count++] =
                (struct tie){raw[a].member,
                             raw[b].member,
                             raw[a].phase / 10,
                             first,
                             last,
                             raw[a].obligation,
                             raw[a].grade > raw[b].grade ? raw[a].grade : raw[b].grade,
                             raw[a].varies};
        }
}

static struct ties read_ties(const char *path) {
    enum { ROWS = 4096, TIES = 1 << 16 };
    struct ties ties = {calloc(TIES, sizeof(struct tie)), 0};
    struct raw *raw = calloc(ROWS, sizeof *raw);
    ent_csv *csv = NULL;
    ent_error err = {0};
    bool more = true;
    size_t count = 0;
    assert_true(ties.list != NULL && raw != NULL);
    assert_ok(ent_csv_open(&csv, path, NULL, 0, NULL, &err), &err);
    for (;; count++) {
        assert_ok(ent_csv_next(csv, &more, &err), &err);
        if (!more) break;
        assert_true(count < ROWS);
        raw[count] = read_raw(csv);
    }
    ent_csv_close(csv);
    assert_int_equal(count, 2510);
    add_ties(&ties, raw, count);
    assert_true(ties.count < TIES);
    free(raw);
    return ties;
}

struct year_cells {
    uint8_t obligation[CODES * CODES]; /* each duty owed to every partner */
    uint8_t grade[CODES * CODES];
    bool varies[CODES * CODES];
};

static void fill_year(const struct ties *ties, int year, struct year_cells *cells) {
    memset(cells, 0, sizeof *cells);
    for (size_t t = 0; t < ties->count; t++) {
        const struct tie *tie = &ties->list[t];
        if (tie->first / 10000 > year || tie->last / 10000 < year) continue;
        size_t cell = (size_t)tie->member * CODES + (size_t)tie->partner;
        cells->obligation[cell] |= (uint8_t)tie->obligation;
        cells->varies[cell] = cells->varies[cell] || tie->varies;
        if (tie->grade > cells->grade[cell]) cells->grade[cell] = (uint8_t)tie->grade;
    }
}

/* The grades are the same everywhere; obligations in all but some pairs with OBVARY = 1, toward
 * whom less is owed. Returns how many. */
static size_t check_year(const ent_slice *slice, const struct year_cells *cells, size_t *graded) {
    size_t n = slice->n;
    size_t less = 0;
    ent_pairs pairs = {0};
    ent_error err = {0};
    assert_ok(ent_pairs_of(slice, ENT_UNIT_DIRECTED, NULL, 0, &pairs, &err), &err);
    double *milinst = calloc(pairs.count + 1, sizeof *milinst);
    assert_ok(ent_milinst_pairs(slice, &pairs, milinst, &err), &err);
    for (size_t p = 0; p < pairs.count; p++) {
        size_t cell = (size_t)slice->actor[pairs.i[p]] * CODES + (size_t)slice->actor[pairs.j[p]];
        unsigned ours = slice->obligation[pairs.i[p] * n + pairs.j[p]];
        assert_true(milinst[p] == cells->grade[cell]);
        graded[(int)milinst[p]]++;
        if (ours == cells->obligation[cell]) continue;
        assert_true(cells->varies[cell] &&
                    (ours | cells->obligation[cell]) == cells->obligation[cell]);
        less++;
    }
    free(milinst);
    ent_pairs_free(&pairs);
    return less;
}

static void agrees_with_the_member_files_rows_pair_by_pair(void **state) {
    (void)state;
    const char *members = shared_path(MEMBERS);
    if (members == NULL) skip();
    struct fixture f = load(members);
    struct ties ties = read_ties(members);
    struct year_cells *cells = malloc(sizeof *cells);
    size_t less = 0;
    size_t graded[3] = {0};
    for (int year = FIRST; year <= LAST; year++) {
        fill_year(&ties, year, cells);
        less += check_year(slice_of(&f, year), cells, graded);
    }
    assert_int_equal(less, 346);
    assert_int_equal(graded[1], 191112);
    assert_int_equal(graded[2], 35552);
    free(cells);
    free(ties.list);
    unload(&f);
}

/* ---- China and Russia ---- */

static void china_and_russia_had_a_defence_pact_from_1950_to_1980(void **state) {
    (void)state;
    const char *members = shared_path(MEMBERS);
    if (members == NULL) skip();
    struct fixture f = load(members);
    for (int year = 1946; year <= LAST; year++) {
        const ent_slice *slice = slice_of(&f, year);
        uint16_t china = (uint16_t)ent_slice_find(slice, CHINA);
        uint16_t russia = (uint16_t)ent_slice_find(slice, RUSSIA);
        ent_pairs pair = {1, &china, &russia};
        ent_error err = {0};
        double milinst = 0;
        unsigned forth = slice->obligation[china * slice->n + russia];
        unsigned back = slice->obligation[russia * slice->n + china];
        assert_ok(ent_milinst_pairs(slice, &pair, &milinst, &err), &err);
        assert_int_equal(forth, back);
        /* Until 1950 the treaty of 1945 with the Republic of China is in force, with bases. */
        assert_int_equal((forth & ENT_DEFENSE) != 0, year <= 1980);
        assert_true(milinst == (year <= 1950 ? 2 : 0));
        if (year > 1980 && year < 1992) assert_int_equal(forth, 0);
        if (year >= 2001) assert_int_equal(forth, ENT_CONSULTATION | ENT_NONAGGRESSION);
    }
    unload(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differs_from_the_derived_dyad_years_as_listed),
        cmocka_unit_test(agrees_with_the_member_files_rows_pair_by_pair),
        cmocka_unit_test(china_and_russia_had_a_defence_pact_from_1950_to_1980),
    };
    return RUN_TESTS(tests);
}
