/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence entered by hand, in Entente's own form (docs/ledger.md): a table with one row for each
 * record, and rows that state what the table covers. Whatever is not understood is a bad row: the
 * form has no other reader who could tell. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/number.h"
#include "import/importers.h"

enum {
    DATE,
    KIND,
    ACTORS,
    SOURCE, /* the columns up to here must be there */
    MAGNITUDE,
    UNIT,
    CATEGORY,
    SCOPE,
    TITLE,
    QUOTE,
    REF,
    NOTE,
    COLUMNS
};
static const char *const column_name[COLUMNS] = {"date",      "kind",  "actors",   "source",
                                                 "magnitude", "unit",  "category", "scope",
                                                 "title",     "quote", "ref",      "note"};

enum { ACTORS_MAX = 256 };

struct ledger {
    int column[COLUMNS];
    const char *file; /* its name without folders */
    ent_text text;    /* of the row's actors, cut into names and roles */
    ent_participant who[ACTORS_MAX];
    size_t count;
};

/* Roles that are words of a kind. Where the direction is what the record is about, every actor must
 * have one. */
static const struct {
    const char *words;
    bool required;
    size_t least; /* actors */
} vocabulary[ENT_EVIDENCE_KINDS] = {
    [ENT_ALLIANCE] = {"defense offense neutrality nonaggression consultation", false, 2},
    [ENT_AGREEMENT] = {"", false, 2},
    [ENT_EXERCISE] = {"host", false, 2},
    [ENT_TRANSFER] = {"supplier recipient", true, 2},
    [ENT_DEPLOYMENT] = {"sender host", true, 2},
    [ENT_EXCHANGE] = {"sender host", false, 2},
    [ENT_DISPUTE] = {"side1 side2 initiator joiner target", false, 2},
    [ENT_RIVALRY] = {"", false, 2},
    [ENT_SANCTION] = {"sender target", true, 2},
    [ENT_TRADE] = {"exporter importer", true, 2},
    [ENT_VOTE] = {"", false, 2},
    [ENT_EVENT] = {"source target", false, 2},
    [ENT_STATEMENT] = {"speaker addressee", false, 1},
};

/* ---- columns ---- */

static int column_of(const char *name) {
    for (int i = 0; i < COLUMNS; i++)
        if (strcasecmp(name, column_name[i]) == 0) return i;
    return -1;
}

static ent_status find_columns(const ent_csv *csv, struct ledger *ledger, ent_error *err) {
    for (size_t i = 0; i < ent_csv_columns(csv); i++) {
        const char *name = ent_csv_column_name(csv, i);
        if (column_of(name) < 0 && name[0] != '\0' && ent_csv_columns(csv) > 1)
            return ent_csv_bad_row(csv, err,
                                   "expected columns date, kind, actors, source, magnitude, unit, "
                                   "category, scope, title, quote, ref, note, found '%s'",
                                   name);
    }
    for (int i = 0; i < COLUMNS; i++) {
        ledger->column[i] = ent_csv_find(csv, column_name[i]);
        if (i > SOURCE) continue;
        ent_status status = ent_csv_require(csv, column_name[i], &ledger->column[i], err);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static const char *text_of(const struct ledger *ledger, const ent_csv *csv, int which) {
    return ent_csv_text(csv, ledger->column[which]);
}

/* ---- fields ---- */

/* "2012-04-22", "2012-04-22/2012-04-27", or "2014/.." for what still holds (ISO 8601-2). */
static bool parse_period(const char *text, ent_date *first, ent_date *last) {
    char part[ENT_DATE_TEXT];
    const char *slash = strchr(text, '/');
    size_t length = slash != NULL ? (size_t)(slash - text) : strlen(text);
    if (length >= sizeof part) return false;
    memcpy(part, text, length);
    part[length] = '\0';
    if (!ent_date_parse(part, first)) return false;
    *last = *first;
    if (slash == NULL) return true;
    if (strcmp(slash + 1, "..") == 0) {
        *last = (ent_date){ENT_OPEN, 0, 0};
        return true;
    }
    return ent_date_parse(slash + 1, last) && last->year < ENT_OPEN &&
           ent_date_days(*first, false) <= ent_date_days(*last, true);
}

static ent_status read_period(const struct ledger *ledger, const ent_csv *csv, ent_date *first,
                              ent_date *last, ent_error *err) {
    if (parse_period(text_of(ledger, csv, DATE), first, last)) return ENT_OK;
    return ent_csv_bad(csv, ledger->column[DATE],
                       "a date (2012, 2012-04 or 2012-04-22), a period 2012-04-22/2012-04-27, or "
                       "2014/.. for what still holds",
                       err);
}

/* Words of the text, each among the words allowed. */
static bool words_among(const char *text, const char *allowed) {
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        bool known = length == 0;
        for (const char *word = allowed; *word != '\0' && !known;) {
            size_t size = strcspn(word, " ");
            known = size == length && strncmp(word, text, size) == 0;
            word += size + (word[size] == ' ');
        }
        if (!known) return false;
        text += length + (text[length] == ' ');
    }
    return true;
}

static char *trim(char *text) {
    while (*text == ' ')
        text++;
    for (size_t length = strlen(text); length > 0 && text[length - 1] == ' '; length--)
        text[length - 1] = '\0';
    return text;
}

/* Cut "Russia: supplier" at its colon and return the role; the colon of "cow:365" is none. */
static char *cut_role(char *entry) {
    bool code = strncasecmp(entry, "cow:", 4) == 0 || strncasecmp(entry, "gw:", 3) == 0;
    char *colon = strchr(entry, ':');
    if (colon != NULL && code) colon = strchr(colon + 1, ':');
    if (colon == NULL) return entry + strlen(entry);
    *colon = '\0';
    return trim(colon + 1);
}

static ent_status add_actor(const ent_reading *reading, struct ledger *ledger, const ent_csv *csv,
                            ent_date when, const char *name, const char *role, ent_error *err) {
    ent_actor actor = 0;
    ent_error why = {0};
    if (ledger->count == ACTORS_MAX)
        return ent_csv_bad_row(csv, err, "expected at most %d actors", (int)ACTORS_MAX);
    ent_status status = ent_reading_name_text(reading, name, when, &actor, &why);
    if (status == ENT_ERR_NOT_FOUND || status == ENT_ERR_AMBIGUOUS)
        return ent_csv_bad_row(csv, err, "column 'actors': expected names or codes of states: %s",
                               why.text);
    if (status != ENT_OK) {
        if (err != NULL) *err = why;
        return status;
    }
    for (size_t i = 0; i < ledger->count; i++)
        if (ledger->who[i].actor == actor)
            return ent_csv_bad_row(csv, err, "expected each actor once, found '%s' again", name);
    ledger->who[ledger->count++] =
        (ent_participant){.actor = actor, .role = role, .level = ent_missing()};
    return ENT_OK;
}

/* "Russia: supplier; China: recipient" */
static ent_status read_actors(const ent_reading *reading, struct ledger *ledger, const ent_csv *csv,
                              ent_date when, ent_error *err) {
    const char *field = text_of(ledger, csv, ACTORS);
    ledger->count = 0;
    ent_text_clear(&ledger->text);
    ent_status status = ent_text_add(&ledger->text, field, strlen(field), err);
    char *rest = status == ENT_OK ? ledger->text.bytes : NULL;
    for (char *entry = strsep(&rest, ";"); entry != NULL && status == ENT_OK;
         entry = strsep(&rest, ";")) {
        entry = trim(entry);
        if (entry[0] == '\0') continue;
        const char *role = cut_role(entry);
        status = add_actor(reading, ledger, csv, when, trim(entry), role, err);
    }
    return status;
}

static ent_status check_roles(const struct ledger *ledger, const ent_csv *csv, ent_kind kind,
                              ent_error *err) {
    const char *allowed = vocabulary[kind].words;
    if (ledger->count < vocabulary[kind].least)
        return ent_csv_bad(csv, ledger->column[ACTORS],
                           vocabulary[kind].least == 1 ? "an actor" : "two actors or more", err);
    for (size_t i = 0; i < ledger->count; i++) {
        const char *role = ledger->who[i].role;
        if (role[0] == '\0' && vocabulary[kind].required)
            return ent_csv_bad_row(csv, err, "expected a role for each actor of kind %s (%s)",
                                   ent_kind_name(kind), allowed);
        if (!words_among(role, allowed))
            return ent_csv_bad_row(csv, err, "expected a role of kind %s (%s), found '%s'",
                                   ent_kind_name(kind),
                                   allowed[0] != '\0' ? allowed : "it has none", role);
    }
    return ENT_OK;
}

static ent_status read_category(const struct ledger *ledger, const ent_csv *csv,
                                const char **category, ent_error *err) {
    *category = text_of(ledger, csv, CATEGORY);
    if ((*category)[strspn(*category, "abcdefghijklmnopqrstuvwxyz0123456789- ")] == '\0')
        return ENT_OK;
    return ent_csv_bad(csv, ledger->column[CATEGORY],
                       "words of small letters, digits and hyphens, with blanks between them", err);
}

static ent_status read_magnitude(const struct ledger *ledger, const ent_csv *csv,
                                 ent_evidence *evidence, ent_error *err) {
    static const char *const blank[] = {"", NULL};
    evidence->unit = text_of(ledger, csv, UNIT);
    evidence->magnitude = ent_missing();
    ent_status status = ENT_OK;
    if (ledger->column[MAGNITUDE] >= 0)
        status = ent_csv_real(csv, ledger->column[MAGNITUDE], blank, &evidence->magnitude, err);
    if (status == ENT_OK && ent_is_missing(evidence->magnitude) != (evidence->unit[0] == '\0'))
        status = ent_csv_bad_row(csv, err, "expected a magnitude and its unit, or neither");
    return status;
}

/* ---- rows ---- */

static char *detail_text(const struct ledger *ledger, const ent_csv *csv) {
    json_t *object = json_pack("{s:s}", "source", text_of(ledger, csv, SOURCE));
    if (text_of(ledger, csv, NOTE)[0] != '\0')
        json_object_set_new(object, "note", json_string(text_of(ledger, csv, NOTE)));
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(object);
    return text;
}

/* The title given, or the kind and the names. */
static ent_status make_title(const ent_reading *reading, const struct ledger *ledger,
                             const ent_csv *csv, const ent_evidence *evidence, ent_text *title,
                             ent_error *err) {
    const char *given = text_of(ledger, csv, TITLE);
    if (given[0] != '\0') return ent_text_add(title, given, strlen(given), err);
    ent_status status = ent_text_format(title, err, "%s:", ent_kind_name(evidence->kind));
    for (size_t i = 0; i < ledger->count && status == ENT_OK; i++)
        status = ent_text_format(
            title, err, "%s %s", i > 0 ? "," : "",
            ent_actor_name(reading->actors, ledger->who[i].actor, ENT_EN, evidence->first.year));
    return status;
}

static ent_status write_evidence(ent_reading *reading, const struct ledger *ledger,
                                 const ent_csv *csv, ent_evidence *evidence, ent_error *err) {
    ent_text ref = {0};
    ent_text title = {0};
    const char *given = text_of(ledger, csv, REF);
    char *detail = detail_text(ledger, csv);
    ent_status status = detail != NULL ? ENT_OK : ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK && given[0] == '\0')
        status = ent_text_format(&ref, err, "%s:%lld", ledger->file, (long long)ent_csv_line(csv));
    if (status == ENT_OK) status = make_title(reading, ledger, csv, evidence, &title, err);
    if (status == ENT_OK) {
        evidence->ref = given[0] != '\0' ? given : ref.bytes;
        evidence->title = title.bytes;
        evidence->detail = detail;
        evidence->quote = text_of(ledger, csv, QUOTE);
        evidence->participants = ledger->who;
        evidence->participant_count = ledger->count;
        status = ent_import_evidence(reading->session, evidence, err);
    }
    free(detail);
    ent_text_free(&ref);
    ent_text_free(&title);
    return status;
}

static ent_status read_evidence(ent_reading *reading, struct ledger *ledger, const ent_csv *csv,
                                ent_kind kind, ent_error *err) {
    ent_evidence evidence = {.kind = kind};
    ent_status status = read_period(ledger, csv, &evidence.first, &evidence.last, err);
    if (status == ENT_OK) status = read_actors(reading, ledger, csv, evidence.first, err);
    if (status == ENT_OK) status = check_roles(ledger, csv, kind, err);
    if (status == ENT_OK) status = read_category(ledger, csv, &evidence.category, err);
    if (status == ENT_OK) status = read_magnitude(ledger, csv, &evidence, err);
    if (status == ENT_OK && text_of(ledger, csv, SOURCE)[0] == '\0')
        status = ent_csv_bad(csv, ledger->column[SOURCE], "where the evidence is from", err);
    if (status == ENT_OK && text_of(ledger, csv, SCOPE)[0] != '\0')
        status = ent_csv_bad(csv, ledger->column[SCOPE], "nothing but in a row of coverage", err);
    return status == ENT_OK ? write_evidence(reading, ledger, csv, &evidence, err) : status;
}

static ent_status read_scope(const struct ledger *ledger, const ent_csv *csv, ent_scope *scope,
                             ent_error *err) {
    static const char *const names[] = {"all", "from", "one", "both"};
    const char *text = text_of(ledger, csv, SCOPE);
    for (int i = 0; i < 4; i++)
        if (strcmp(text, names[i]) == 0 && (i == 0) == (ledger->count == 0)) {
            *scope = (ent_scope)i;
            return ENT_OK;
        }
    return ent_csv_bad_row(csv, err, "expected a scope (%s), found '%s'",
                           ledger->count == 0 ? "all, as no actors are given"
                                              : "from, one or both of the actors given",
                           text);
}

static int by_actor(const void *a, const void *b) {
    ent_actor left = *(const ent_actor *)a;
    ent_actor right = *(const ent_actor *)b;
    return (left > right) - (left < right);
}

static ent_status read_coverage(ent_reading *reading, struct ledger *ledger, const ent_csv *csv,
                                ent_kind kind, ent_error *err) {
    ent_date first = {0};
    ent_date last = {0};
    ent_actor actors[ACTORS_MAX];
    ent_scope scope = ENT_SCOPE_ALL;
    if (!parse_period(text_of(ledger, csv, DATE), &first, &last) || last.year == ENT_OPEN ||
        first.month != 0 || last.month != 0)
        return ent_csv_bad(csv, ledger->column[DATE], "whole years, as 2009/2018", err);
    ent_status status = read_actors(reading, ledger, csv, first, err);
    if (status == ENT_OK) status = read_scope(ledger, csv, &scope, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < ledger->count; i++)
        actors[i] = ledger->who[i].actor;
    qsort(actors, ledger->count, sizeof *actors, by_actor);
    return ent_import_coverage(reading->session,
                               &(ent_coverage){.kind = kind,
                                               .year1 = first.year,
                                               .year2 = last.year,
                                               .scope = scope,
                                               .actors = actors,
                                               .actor_count = ledger->count},
                               err);
}

static ent_status read_row(ent_reading *reading, ent_csv *csv, void *context, ent_error *err) {
    static const char prefix[] = "coverage:";
    struct ledger *ledger = context;
    const char *name = text_of(ledger, csv, KIND);
    bool coverage = strncmp(name, prefix, sizeof prefix - 1) == 0;
    ent_kind kind = ENT_KINDS;
    if (coverage) name += sizeof prefix - 1;
    if (!ent_kind_from_name(name, &kind) || kind >= ENT_EVIDENCE_KINDS)
        return ent_csv_bad(csv, ledger->column[KIND],
                           "alliance, agreement, exercise, transfer, deployment, exchange, "
                           "dispute, rivalry, sanction, trade, vote, event or statement, or "
                           "coverage: and one of these",
                           err);
    return coverage ? read_coverage(reading, ledger, csv, kind, err)
                    : read_evidence(reading, ledger, csv, kind, err);
}

static ent_status read_file(ent_reading *reading, const ent_input *input, struct ledger *ledger,
                            ent_error *err) {
    static const ent_csv_options options = {.ragged = true};
    ent_csv *csv = NULL;
    const char *slash = strrchr(input->path, '/');
    ledger->file = slash != NULL ? slash + 1 : input->path;
    ent_status status = ent_reading_open(&csv, input, &options, err);
    if (status == ENT_OK) status = find_columns(csv, ledger, err);
    if (status == ENT_OK) status = ent_reading_rows(reading, csv, read_row, ledger, err);
    ent_csv_close(csv);
    return status;
}

static ent_status read_all(ent_reading *reading, const ent_input *inputs, size_t count,
                           ent_error *err) {
    struct ledger *ledger = NULL;
    ent_status status = ent_array_new((void **)&ledger, 1, sizeof *ledger, err);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < count && status == ENT_OK; i++)
        status = read_file(reading, &inputs[i], ledger, err);
    ent_text_free(&ledger->text);
    free(ledger);
    return status;
}

const ent_importer_def ent_importer_ledger = {
    .info = {"ledger", "tables of evidence entered by hand (docs/ledger.md)", true},
    .source = {.name = "ledger",
               .version = "1",
               .title = "Evidence entered by hand",
               .licence = "as the source that each row names",
               .url = "",
               .citation = "@misc{ledger,\n"
                           "  title = {Evidence entered by hand},\n"
                           "  note = {Each record names its own source}\n"
                           "}",
               .order = 1},
    .read = read_all};
