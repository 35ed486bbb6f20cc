/* SPDX-License-Identifier: Apache-2.0 */
/* Roll calls of the UN General Assembly. Voeten, E., Strezhnev, A. & Bailey, M., "United Nations
 * General Assembly Voting Data"; Bailey, Strezhnev & Voeten (2017). Two layouts: one file with a
 * row per vote and CoW codes, or a file of votes with names of states beside one of roll calls. A
 * roll call counts for the year in which its session began, 1945 + session, as in the first
 * layout's column year; its date may lie in the year after. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "import/importers.h"
#include "import/names.h"

enum { YES = 1, ABSTAIN = 2, NO = 3, ABSENT = 8, NO_MEMBER = 9 };
enum { YEAR_BEFORE_FIRST = 1945, SESSION_MAX = 155 };

static const char *const missing_marks[] = {"NA", NULL};

enum layout {
    WHOLE,     /* rcid, session, vote, ccode, date */
    VOTES,     /* rcid, country, vote */
    ROLL_CALLS /* rcid, session, date */
};

struct roll {
    int64_t number;
    ent_date date;
    int32_t session;
    uint32_t line;
    size_t title; /* where it begins in the titles */
};

struct vote {
    int64_t number;
    uint32_t who; /* the actor (WHOLE) or the index of a name (VOTES) */
    uint32_t line;
    uint8_t vote;
};

struct table {
    int number, session, date, title, who, vote; /* columns of the file being read */
    const char *path_votes, *path_rolls;
    bool by_name;
    struct roll *rolls;
    size_t roll_count, roll_capacity;
    struct vote *votes;
    size_t vote_count, vote_capacity;
    ent_text titles;
    ent_names names;
    ent_ballot *ballots;
    size_t ballot_capacity;
    int first_year, last_session;
    int64_t early, undated;
};

/* ---- layouts ---- */

static ent_status find_layout(const ent_csv *csv, enum layout *layout, ent_error *err) {
    bool votes = ent_csv_find(csv, "vote") >= 0;
    if (votes && ent_csv_find(csv, "ccode") >= 0)
        *layout = WHOLE;
    else if (votes && ent_csv_find(csv, "country") >= 0)
        *layout = VOTES;
    else if (!votes && ent_csv_find(csv, "session") >= 0)
        *layout = ROLL_CALLS;
    else
        return ent_fail(err, ENT_ERR_FORMAT,
                        "%s:1: expected columns rcid, session, vote, ccode, date (one file), or "
                        "rcid, country, vote beside a file with rcid, session, date",
                        ent_csv_path(csv));
    return ENT_OK;
}

static ent_status find_columns(const ent_csv *csv, enum layout layout, struct table *table,
                               ent_error *err) {
    ent_status status = ent_csv_require(csv, "rcid", &table->number, err);
    table->title = ent_csv_find(csv, "unres");
    if (status == ENT_OK && layout != ROLL_CALLS)
        status = ent_csv_require(csv, "vote", &table->vote, err);
    if (status == ENT_OK && layout != ROLL_CALLS)
        status = ent_csv_require(csv, layout == WHOLE ? "ccode" : "country", &table->who, err);
    if (status == ENT_OK && layout != VOTES)
        status = ent_csv_require(csv, "session", &table->session, err);
    if (status == ENT_OK && layout != VOTES)
        status = ent_csv_require(csv, "date", &table->date, err);
    return status;
}

/* ---- roll calls ---- */

/* "12/31/2015"; false when the text is none such. */
static bool read_american_date(const char *text, ent_date *date) {
    int part[3] = {0};
    for (int i = 0; i < 3; i++) {
        int digits = 0;
        for (; *text >= '0' && *text <= '9' && digits < 4; text++, digits++)
            part[i] = part[i] * 10 + (*text - '0');
        if (digits == 0 || digits > (i < 2 ? 2 : 4) || *text != (i < 2 ? '/' : '\0')) return false;
        text += i < 2;
    }
    if (part[0] < 1 || part[1] < 1) return false;
    *date = (ent_date){(int16_t)part[2], (int8_t)part[0], (int8_t)part[1]};
    return ent_date_valid(*date);
}

/* One roll call of the official file has no date: it is given the year of its session. */
static ent_status read_date(const ent_csv *csv, int column, int64_t session, ent_date *date,
                            ent_error *err) {
    *date = (ent_date){(int16_t)(YEAR_BEFORE_FIRST + session), 0, 0};
    if (ent_csv_missing(csv, column, missing_marks)) return ENT_OK;
    const char *text = ent_csv_text(csv, column);
    bool found = ent_date_parse(text, date) || read_american_date(text, date);
    if (found && date->year > YEAR_BEFORE_FIRST && date->year <= YEAR_BEFORE_FIRST + SESSION_MAX)
        return ENT_OK;
    return ent_csv_bad(csv, column, "a date M/D/YYYY or YYYY-MM-DD from 1946", err);
}

static bool same_date(ent_date a, ent_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static ent_status keep_roll(struct table *table, struct roll roll, const char *title,
                            ent_error *err) {
    roll.title = table->titles.length;
    ent_status status = ent_text_add(&table->titles, title, strlen(title) + 1, err);
    if (status == ENT_OK)
        status = ent_array_reserve((void **)&table->rolls, &table->roll_capacity,
                                   table->roll_count + 1, sizeof *table->rolls, err);
    if (status == ENT_OK) table->rolls[table->roll_count++] = roll;
    return status;
}

/* The roll call a row is of. Rows of one mostly follow each other: a roll call is kept again only
 * when the row before was of another. */
static ent_status read_roll(const ent_csv *csv, struct table *table, int64_t number,
                            ent_error *err) {
    int64_t session = 0;
    struct roll roll = {.number = number, .line = (uint32_t)ent_csv_line(csv)};
    ent_status status =
        ent_csv_integer(csv, table->session, 1, SESSION_MAX, "a session's number", &session, err);
    if (status == ENT_OK) status = read_date(csv, table->date, session, &roll.date, err);
    if (status != ENT_OK) return status;
    roll.session = (int32_t)session;
    const struct roll *last = table->roll_count > 0 ? &table->rolls[table->roll_count - 1] : NULL;
    if (last != NULL && last->number == number && last->session == roll.session &&
        same_date(last->date, roll.date))
        return ENT_OK;
    const char *title = ent_csv_text(csv, table->title);
    return keep_roll(table, roll, strcmp(title, "NA") == 0 ? "" : title, err);
}

/* ---- votes ---- */

static ent_status read_vote(const ent_csv *csv, int column, uint8_t *vote, ent_error *err) {
    static const struct {
        const char *text;
        uint8_t vote;
    } words[] = {{"1", YES},         {"2", ABSTAIN},    {"3", NO},        {"8", ABSENT},
                 {"9", NO_MEMBER},   {"yes", YES},      {"no", NO},       {"abstain", ABSTAIN},
                 {"absent", ABSENT}, {"1.0", YES},      {"2.0", ABSTAIN}, {"3.0", NO},
                 {"8.0", ABSENT},    {"9.0", NO_MEMBER}};
    *vote = 0;
    if (ent_csv_missing(csv, column, missing_marks)) return ENT_OK;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(ent_csv_text(csv, column), words[i].text) != 0) continue;
        *vote = words[i].vote;
        return ENT_OK;
    }
    return ent_csv_bad(
        csv, column, "a vote: 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member (or the word)", err);
}

static ent_status read_who(const ent_reading *reading, const ent_csv *csv, struct table *table,
                           uint32_t *who, ent_error *err) {
    if (!table->by_name) {
        ent_actor actor = 0;
        ent_status status = ent_reading_cow(reading, csv, table->who, &actor, err);
        *who = (uint32_t)actor;
        return status;
    }
    size_t index = 0;
    ent_status status =
        ent_names_index(&table->names, reading->actors, ent_csv_text(csv, table->who), &index, err);
    if (status != ENT_OK) return status;
    if (table->names.list[index].meaning.count == 0)
        return ent_csv_bad(csv, table->who, "the name of a state", err);
    *who = (uint32_t)index;
    return ENT_OK;
}

static ent_status read_number(const ent_csv *csv, const struct table *table, int64_t *number,
                              ent_error *err) {
    return ent_csv_integer(csv, table->number, 1, INT32_MAX, "a roll call's number", number, err);
}

static ent_status read_vote_row(ent_reading *reading, ent_csv *csv, struct table *table,
                                int64_t number, ent_error *err) {
    struct vote vote = {.number = number, .line = (uint32_t)ent_csv_line(csv)};
    ent_status status = read_vote(csv, table->vote, &vote.vote, err);
    if (status == ENT_OK) status = read_who(reading, csv, table, &vote.who, err);
    if (status != ENT_OK || vote.vote == 0 || vote.vote == NO_MEMBER) return status;
    status = ent_array_reserve((void **)&table->votes, &table->vote_capacity, table->vote_count + 1,
                               sizeof *table->votes, err);
    if (status == ENT_OK) table->votes[table->vote_count++] = vote;
    return status;
}

static ent_status read_whole_row(ent_reading *reading, ent_csv *csv, void *context,
                                 ent_error *err) {
    int64_t number = 0;
    size_t votes = ((struct table *)context)->vote_count;
    ent_status status = read_number(csv, context, &number, err);
    if (status == ENT_OK) status = read_vote_row(reading, csv, context, number, err);
    if (status == ENT_OK) status = read_roll(csv, context, number, err);
    if (status != ENT_OK) ((struct table *)context)->vote_count = votes;
    return status;
}

static ent_status read_votes_row(ent_reading *reading, ent_csv *csv, void *context,
                                 ent_error *err) {
    int64_t number = 0;
    ent_status status = read_number(csv, context, &number, err);
    if (status == ENT_OK) status = read_vote_row(reading, csv, context, number, err);
    return status;
}

static ent_status read_roll_calls_row(ent_reading *reading, ent_csv *csv, void *context,
                                      ent_error *err) {
    (void)reading;
    int64_t number = 0;
    ent_status status = read_number(csv, context, &number, err);
    if (status == ENT_OK) status = read_roll(csv, context, number, err);
    return status;
}

/* ---- putting both together ---- */

static int compare_rolls(const void *left, const void *right) {
    const struct roll *a = left;
    const struct roll *b = right;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static int compare_votes(const void *left, const void *right) {
    const struct vote *a = left;
    const struct vote *b = right;
    if (a->number != b->number) return a->number < b->number ? -1 : 1;
    if (a->who != b->who) return a->who < b->who ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* One entry per roll call, by number; rows that disagree about one are bad. */
static ent_status merge_rolls(ent_reading *reading, struct table *table, ent_error *err) {
    ent_status status = ENT_OK;
    size_t kept = 0;
    if (table->roll_count > 0)
        qsort(table->rolls, table->roll_count, sizeof *table->rolls, compare_rolls);
    for (size_t i = 0; i < table->roll_count && status == ENT_OK; i++) {
        const struct roll *roll = &table->rolls[i];
        const struct roll *first = kept > 0 ? &table->rolls[kept - 1] : NULL;
        if (first == NULL || first->number != roll->number) {
            table->rolls[kept++] = *roll;
            continue;
        }
        if (first->session == roll->session && same_date(first->date, roll->date)) continue;
        ent_error bad = {0};
        (void)ent_fail(&bad, ENT_ERR_FORMAT,
                       "%s:%lu: roll call %lld has another date or session than on line %lu",
                       table->path_rolls, (unsigned long)roll->line, (long long)roll->number,
                       (unsigned long)first->line);
        status = ent_reading_bad(reading, &bad, err);
    }
    table->roll_count = kept;
    return status;
}

static ent_status bad_vote(ent_reading *reading, const struct table *table, const struct vote *vote,
                           const char *text, ent_error *err) {
    ent_error bad = {0};
    (void)ent_fail(&bad, ENT_ERR_FORMAT, "%s:%lu: %s roll call %lld", table->path_votes,
                   (unsigned long)vote->line, text, (long long)vote->number);
    return ent_reading_bad(reading, &bad, err);
}

/* Names become actors once the date is known; then votes are sorted by actor. */
static void resolve_votes(const ent_reading *reading, const struct table *table,
                          const struct roll *roll, struct vote *votes, size_t count) {
    if (!table->by_name) return;
    for (size_t i = 0; i < count; i++)
        votes[i].who = (uint32_t)ent_name_during(&table->names.list[votes[i].who], reading->actors,
                                                 roll->date);
    qsort(votes, count, sizeof *votes, compare_votes);
}

static ent_status write_roll(ent_reading *reading, struct table *table, const struct roll *roll,
                             struct vote *votes, size_t count, ent_error *err) {
    size_t kept = 0;
    ent_status status = ent_array_reserve((void **)&table->ballots, &table->ballot_capacity, count,
                                          sizeof *table->ballots, err);
    if (status != ENT_OK) return status;
    resolve_votes(reading, table, roll, votes, count);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if (kept > 0 && table->ballots[kept - 1].actor == (ent_actor)votes[i].who)
            status = bad_vote(reading, table, &votes[i], "a second vote of the same state in", err);
        else
            table->ballots[kept++] = (ent_ballot){(ent_actor)votes[i].who, votes[i].vote};
    }
    if (status != ENT_OK) return status;
    int year = YEAR_BEFORE_FIRST + roll->session;
    if (year < table->first_year) table->first_year = year;
    if (roll->session > table->last_session) table->last_session = roll->session;
    table->undated += roll->date.month == 0;
    table->early += roll->date.year < year;
    return ent_import_roll_call(reading->session,
                                &(ent_roll_call){.number = roll->number,
                                                 .session = roll->session,
                                                 .year = year,
                                                 .date = roll->date,
                                                 .title = table->titles.bytes + roll->title,
                                                 .ballots = table->ballots,
                                                 .ballot_count = kept},
                                err);
}

static ent_status write_rolls(ent_reading *reading, struct table *table, ent_error *err) {
    ent_status status = merge_rolls(reading, table, err);
    if (table->vote_count > 0)
        qsort(table->votes, table->vote_count, sizeof *table->votes, compare_votes);
    size_t roll = 0;
    for (size_t begin = 0, end = 0; begin < table->vote_count && status == ENT_OK; begin = end) {
        struct vote *votes = &table->votes[begin];
        while (end < table->vote_count && table->votes[end].number == votes->number)
            end++;
        while (roll < table->roll_count && table->rolls[roll].number < votes->number)
            roll++;
        if (roll < table->roll_count && table->rolls[roll].number == votes->number)
            status = write_roll(reading, table, &table->rolls[roll], votes, end - begin, err);
        else
            status =
                bad_vote(reading, table, votes, "expected the file of roll calls to hold", err);
    }
    return status;
}

static ent_status write_coverage(ent_reading *reading, const struct table *table, ent_error *err) {
    if (table->early > 0)
        ent_reading_notice(
            reading,
            "un-votes: roll calls dated before the year of their session: %lld (kept "
            "as given)",
            (long long)table->early);
    if (table->undated > 0)
        ent_reading_notice(
            reading, "un-votes: roll calls without a date: %lld (put in their session's year)",
            (long long)table->undated);
    if (table->first_year > YEAR_BEFORE_FIRST + table->last_session) return ENT_OK;
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = ENT_VOTE,
                                               .year1 = table->first_year,
                                               .year2 = YEAR_BEFORE_FIRST + table->last_session,
                                               .scope = ENT_SCOPE_ALL},
                               err);
}

/* ---- files ---- */

/* Files that do not make one of the two layouts; @path is the last of them. */
static ent_status wrong_files(const char *path, const char *found, ent_error *err) {
    return ent_fail(err, ENT_ERR_FORMAT,
                    "%s:1: expected one file with votes, CoW codes and dates (vote, ccode, date), "
                    "or one of votes by country and one of roll calls, found %s",
                    path, found);
}

static ent_status read_file(ent_reading *reading, const ent_input *input, struct table *table,
                            unsigned *seen, ent_error *err) {
    static const ent_row_fn rows[] = {read_whole_row, read_votes_row, read_roll_calls_row};
    ent_csv *csv = NULL;
    enum layout layout = WHOLE;
    ent_status status = ent_reading_open(&csv, input, NULL, err);
    if (status == ENT_OK) status = find_layout(csv, &layout, err);
    if (status == ENT_OK && (*seen & 1u << layout) != 0)
        status = wrong_files(input->path, "a second file of one kind", err);
    if (status == ENT_OK) status = find_columns(csv, layout, table, err);
    *seen |= 1u << layout;
    if (layout != ROLL_CALLS) table->path_votes = input->path;
    if (layout != VOTES) table->path_rolls = input->path;
    table->by_name = layout == VOTES;
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, rows[layout], table, err);
    ent_csv_close(csv);
    return status;
}

static void free_table(struct table *table) {
    free(table->rolls);
    free(table->votes);
    free(table->ballots);
    ent_text_free(&table->titles);
    ent_names_free(&table->names);
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    struct table table = {.first_year = INT_MAX};
    unsigned seen = 0;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = read_file(reading, &inputs[i], &table, &seen, err);
    if (status == ENT_OK && seen != 1u << WHOLE && seen != (1u << VOTES | 1u << ROLL_CALLS))
        status = wrong_files(inputs[count - 1].path,
                             seen == 1u << VOTES        ? "votes alone"
                             : seen == 1u << ROLL_CALLS ? "roll calls alone"
                                                        : "both layouts",
                             err);
    table.by_name = (seen & 1u << VOTES) != 0;
    if (status == ENT_OK) status = write_rolls(reading, &table, err);
    if (status == ENT_OK) status = write_coverage(reading, &table, err);
    free_table(&table);
    return status;
}

static ent_status find_session(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    (void)reading;
    struct table *table = context;
    int64_t session = 0;
    ent_status status =
        ent_csv_integer(csv, table->session, 1, SESSION_MAX, "a session's number", &session, err);
    if (status == ENT_OK && session > table->last_session) table->last_session = (int)session;
    return status;
}

/* Releases differ in their last session, which the file of roll calls tells. */
static ent_status release(const ent_input *inputs, size_t count, char version[ENT_RELEASE_TEXT],
                          int64_t *order, ent_error *err) {
    static const ent_import_options lenient = {.skip_bad = true};
    struct table table = {0};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_csv *csv = NULL;
        enum layout layout = WHOLE;
        ent_reading reading = {.options = &lenient};
        status = ent_reading_open(&csv, &inputs[i], NULL, err);
        if (status == ENT_OK) status = find_layout(csv, &layout, err);
        if (status == ENT_OK) status = find_columns(csv, layout, &table, err);
        if (status == ENT_OK && layout != VOTES)
            status = ent_reading_rows(&reading, csv, find_session, &table, err);
        ent_csv_close(csv);
    }
    *order = table.last_session > 0 ? YEAR_BEFORE_FIRST + table.last_session : 0;
    snprintf(version, ENT_RELEASE_TEXT, "1946-%lld", (long long)*order);
    return status;
}

const ent_importer_def ent_importer_un_votes = {
    .info = {"un-votes",
             "UNVotesPublished….csv, or un_votes.csv and un_roll_calls.csv (Voeten and others)",
             true},
    .source = {.name = "un-votes",
               .version = "",
               .title = "United Nations General Assembly voting data",
               .licence = "public domain (CC0 1.0, Harvard Dataverse)",
               .url = "https://doi.org/10.7910/DVN/LEJUQZ",
               .citation = "@misc{voeten2009unga,\n"
                           "  author = {Voeten, Erik and Strezhnev, Anton and Bailey, Michael},\n"
                           "  title = {United Nations General Assembly Voting Data},\n"
                           "  publisher = {Harvard Dataverse},\n"
                           "  doi = {10.7910/DVN/LEJUQZ},\n"
                           "  year = {2009}\n"
                           "}",
               .order = 0},
    .release = release,
    .read = read_all};
