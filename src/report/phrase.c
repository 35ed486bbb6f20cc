/* SPDX-License-Identifier: Apache-2.0 */
/* Words for the parts of an assessment. */
#include "report/phrase.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

void ent_say(ent_page *page, ent_text *out, const char *text) {
    if (page->error.status == ENT_OK) ent_text_add(out, text, strlen(text), &page->error);
}

void ent_say_actor(ent_page *page, ent_text *out, ent_actor actor, int year) {
    const ent_actors *actors = page->assessment->actors;
    const char *code = page->codes ? ent_actor_iso3(actors, actor, year) : "";
    ent_say(page, out,
            code[0] != '\0' ? code : ent_actor_name(actors, actor, page->language, year));
}

void ent_say_number(ent_page *page, ent_text *out, double value, int decimals, bool grouped) {
    char digits[64];
    char text[96];
    double scale = pow(10, decimals);
    double whole = floor(fabs(value) * scale + 0.5);
    if (ent_is_missing(value) || whole >= 1e15) {
        ent_say(page, out, "–");
        return;
    }
    snprintf(digits, sizeof digits, "%0*lld", decimals + 1, (long long)whole);
    size_t length = strlen(digits);
    size_t integer = length - (size_t)decimals;
    size_t used = 0;
    if (value < 0 && whole > 0) text[used++] = '-';
    for (size_t i = 0; i < length; i++) {
        if (i == integer) text[used++] = '.';
        if (grouped && i > 0 && i < integer && (integer - i) % 3 == 0) text[used++] = ',';
        text[used++] = digits[i];
    }
    text[used] = '\0';
    ent_say(page, out, text);
}

/* ---- messages ---- */

/* Tokens separated by blanks: a number is an actor, anything else a key. */
static void say_list(ent_page *page, ent_text *out, const char *list, int year) {
    char token[64];
    bool first = true;
    while (*list != '\0') {
        size_t length = strcspn(list, " ");
        if (length > 0 && length < sizeof token) {
            memcpy(token, list, length);
            token[length] = '\0';
            if (!first) ent_say(page, out, ent_message(page->language, "enumeration"));
            first = false;
            if (strspn(token, "0123456789") == length)
                ent_say_actor(page, out, (ent_actor)strtol(token, NULL, 10), year);
            else
                ent_say(page, out, ent_message(page->language, token));
        }
        list += length;
        list += strspn(list, " ");
    }
    if (first) ent_say(page, out, ent_message(page->language, "nothing"));
}

static void say_argument(ent_page *page, ent_text *out, const char *name,
                         const ent_arguments *with) {
    int index = isdigit((unsigned char)name[1]) ? name[1] - '0' : 0;
    const char *text = index < 2 && with->text[index] != NULL ? with->text[index] : "";
    switch (name[0]) {
    case 'f':
        ent_say_actor(page, out, with->f, with->year);
        break;
    case 't':
        if (name[1] == '}')
            ent_say_actor(page, out, with->t, with->year);
        else
            ent_say(page, out, ent_message(page->language, text));
        break;
    case 'a':
        ent_say_actor(page, out, with->actor[index & 1], with->year);
        break;
    case 'l':
        say_list(page, out, text, with->year);
        break;
    case 'k':
        say_list(page, out, with->keys != NULL ? with->keys : "", with->year);
        break;
    case 'n':
        ent_say_number(page, out, with->number[index & 3], 0, with->number[index & 3] >= 10000);
        break;
    case 'p':
        ent_say_number(page, out, with->number[index & 3], 1, false);
        break;
    default:
        ent_say(page, out, with->value != NULL ? with->value : "");
        break;
    }
}

void ent_say_message(ent_page *page, ent_text *out, const char *key, const ent_arguments *with) {
    static const ent_arguments none = {0};
    const char *text = ent_message(page->language, key);
    if (with == NULL) with = &none;
    while (*text != '\0' && page->error.status == ENT_OK) {
        size_t plain = strcspn(text, "{");
        ent_text_add(out, text, plain, &page->error);
        text += plain;
        const char *end = strchr(text, '}');
        if (*text == '\0' || end == NULL) break;
        say_argument(page, out, text + 1, with);
        text = end + 1;
    }
}

/* ---- figures ---- */

void ent_say_label(ent_page *page, ent_text *out, const ent_figure *figure) {
    ent_arguments with = {.f = figure->from, .t = figure->to, .year = figure->year2};
    ent_say_message(page, out, figure->key, &with);
    if (ent_is_missing(figure->context)) return;
    ent_arguments rolls = {.number = {figure->context}};
    ent_say_message(page, out, "context_rolls", &rolls);
}

/* Shares below one in a hundred get further decimals, so that they are no 0. */
static void say_percent(ent_page *page, ent_text *out, double share) {
    int decimals = share >= 0.01 || share == 0 ? 1 : share >= 0.001 ? 2 : 3;
    ent_say_number(page, out, 100 * share, decimals, false);
}

void ent_say_value(ent_page *page, ent_text *out, const ent_figure *figure) {
    ent_text number = {0};
    char key[64];
    const char *unit = figure->unit;
    if (figure->known != ENT_KNOWN) {
        ent_say_message(page, out, figure->known == ENT_NO_VALUE ? "no_value" : "not_covered",
                        NULL);
        return;
    }
    if (figure->text != NULL && figure->text[0] != '\0') {
        say_list(page, out, figure->text, figure->year2);
        return;
    }
    if (strcmp(unit, "flag") == 0)
        ent_say_message(page, &number, figure->value != 0 ? "flag_yes" : "flag_no", NULL);
    else if (strcmp(unit, "share") == 0)
        say_percent(page, &number, figure->value);
    else if (strcmp(unit, "index") == 0 || strcmp(unit, "ratio") == 0)
        ent_say_number(page, &number, figure->value, 3, false);
    else
        ent_say_number(page, &number, figure->value, 0, strcmp(unit, "year") != 0);
    snprintf(key, sizeof key, "unit_%s", unit);
    ent_arguments with = {.value = number.bytes};
    ent_say_message(page, out, key, &with);
    ent_text_free(&number);
}

void ent_say_years(ent_page *page, ent_text *out, int year1, int year2) {
    char text[40];
    if (year1 == 0 && year2 == 0) return;
    if (year1 == year2)
        snprintf(text, sizeof text, "%d", year2);
    else
        snprintf(text, sizeof text, "%d–%d", year1, year2);
    ent_say(page, out, text);
}

static void say_one_note(ent_page *page, ent_text *out, const ent_note *note, const char *key,
                         const char *value) {
    ent_arguments with = {.text = {note->text[0], note->text[1]},
                          .actor = {note->actor[0], note->actor[1]},
                          .year = page->assessment->year2,
                          .value = value};
    memcpy(with.number, note->number, sizeof with.number);
    ent_say_message(page, out, key, &with);
}

size_t ent_say_note(ent_page *page, ent_text *out, const ent_note *notes, size_t count) {
    static const char ends[] = "note_no_source_after";
    ent_text list = {0};
    size_t took = 0;
    if (strcmp(notes[0].key, ends) != 0) {
        say_one_note(page, out, &notes[0], notes[0].key, NULL);
        return 1;
    }
    for (; took < count && strcmp(notes[took].key, ends) == 0; took++) {
        if (took > 0) ent_say(page, &list, ent_message(page->language, "enumeration"));
        say_one_note(page, &list, &notes[took], "note_no_source_item", NULL);
    }
    say_one_note(page, out, &notes[0], ends, list.bytes);
    ent_text_free(&list);
    return took;
}

void ent_say_sources(ent_page *page, ent_text *out, uint64_t sources) {
    const char *before = "[";
    char text[16];
    for (size_t s = 0; s < page->assessment->source_count && s < 64; s++) {
        if ((sources >> s & 1) == 0) continue;
        snprintf(text, sizeof text, "%s%zu", before, s + 1);
        ent_say(page, out, text);
        before = " ";
    }
    if (before[0] == ' ') ent_say(page, out, "]");
}

void ent_say_dates(ent_page *page, ent_text *out, ent_date first, ent_date last) {
    char text[ENT_DATE_TEXT];
    ent_say(page, out, ent_date_format(first, text));
    if (memcmp(&first, &last, sizeof first) == 0 || last.year == 0) return;
    ent_say(page, out, "–");
    if (last.year < ENT_OPEN) ent_say(page, out, ent_date_format(last, text));
}

static void say_roll_call(ent_page *page, ent_text *out, const ent_record *record) {
    const char *second = strchr(record->category, ' ');
    char votes[2][16] = {"", ""};
    if (second == NULL) return;
    snprintf(votes[0], sizeof votes[0], "%.*s", (int)(second - record->category), record->category);
    snprintf(votes[1], sizeof votes[1], "%s", second + 1);
    ent_arguments with = {.text = {votes[0], votes[1]},
                          .actor = {record->from, record->to},
                          .year = record->first.year,
                          .value = record->ref};
    ent_say_message(page, out, "record_roll_call", &with);
    if (record->title[0] == '\0') return;
    ent_say_message(page, out, "comma", NULL);
    ent_say(page, out, record->title);
}

static void say_imports(ent_page *page, ent_text *out, const ent_record *record) {
    ent_text number = {0};
    ent_say_number(page, &number, record->value, 0, true);
    ent_arguments with = {
        .actor = {record->from, record->to}, .year = record->first.year, .value = number.bytes};
    ent_say_message(page, out, "record_imports", &with);
    ent_text_free(&number);
}

/* A figure of a year: from one actor to another, or of one. */
static void say_flow(ent_page *page, ent_text *out, const ent_record *record) {
    char key[64];
    snprintf(key, sizeof key, "flow_%s", record->title);
    if (record->kind == ENT_VOTE) {
        say_roll_call(page, out, record);
        return;
    }
    if (record->kind == ENT_TRADE) {
        say_imports(page, out, record);
        return;
    }
    ent_say_message(page, out, key, NULL);
    ent_say_message(page, out, "colon", NULL);
    ent_say_actor(page, out, record->from, record->first.year);
    if (record->to != 0) ent_say(page, out, " → ");
    if (record->to != 0) ent_say_actor(page, out, record->to, record->first.year);
    ent_say_message(page, out, "comma", NULL);
    if (strcmp(record->unit, "tiv") == 0) {
        ent_text number = {0};
        ent_say_number(page, &number, record->value, 0, true);
        ent_arguments with = {.value = number.bytes};
        ent_say_message(page, out, "unit_tiv", &with);
        ent_text_free(&number);
        return;
    }
    bool whole = record->value == floor(record->value);
    ent_say_number(page, out, record->value, whole ? 0 : 3, true);
}

/* Whether every word has words of its own in the catalogue. */
static bool all_known(const ent_page *page, const char *words) {
    char token[64];
    while (*words != '\0') {
        size_t length = strcspn(words, " ");
        if (length >= sizeof token) return false;
        memcpy(token, words, length);
        token[length] = '\0';
        if (length > 0 && ent_message_find(page->language, token) == NULL) return false;
        words += length;
        words += strspn(words, " ");
    }
    return true;
}

static void say_alliance(ent_page *page, ent_text *out, const ent_record *record) {
    ent_arguments with = {.number = {(double)record->actors, record->level},
                          .actor = {record->from, record->to},
                          .year = record->first.year,
                          .keys = record->duties,
                          .value = record->ref};
    ent_say_message(page, out, record->to != 0 ? "record_alliance_two" : "record_alliance", &with);
}

/* What the record is: for kinds whose fields say it, the fields; else its title. */
static void say_substance(ent_page *page, ent_text *out, const ent_record *record) {
    bool coded = record->kind == ENT_DISPUTE || record->kind == ENT_RIVALRY;
    if (record->kind == ENT_ALLIANCE && record->duties[0] != '\0') {
        say_alliance(page, out, record);
        return;
    }
    ent_say_message(page, out, ent_kind_name(record->kind), NULL);
    if (coded && record->category[0] != '\0' && all_known(page, record->category)) {
        if (record->kind == ENT_DISPUTE) {
            ent_say(page, out, " ");
            ent_say(page, out, record->ref);
        }
        ent_say_message(page, out, "colon", NULL);
        say_list(page, out, record->category, 0);
        return;
    }
    ent_say_message(page, out, "colon", NULL);
    ent_say(page, out, record->title);
    bool same = strcmp(record->category, ent_kind_name(record->kind)) == 0;
    if (record->category[0] != '\0' && !same && all_known(page, record->category)) {
        ent_arguments with = {.keys = record->category};
        ent_say_message(page, out, "in_brackets", &with);
    }
}

/* The row in the store, the source's own identifier, and its words. */
static void say_origin(ent_page *page, ent_text *out, const ent_record *record) {
    char id[48];
    snprintf(id, sizeof id, " #%lld", (long long)record->id);
    ent_say(page, out, id);
    if (record->ref[0] != '\0') {
        ent_arguments with = {.value = record->ref};
        ent_say_message(page, out, "record_ref", &with);
    }
    if (record->quote[0] != '\0') {
        ent_arguments with = {.value = record->quote};
        ent_say_message(page, out, "record_quote", &with);
    }
}

void ent_say_record(ent_page *page, ent_text *out, const ent_record *record) {
    ent_say_dates(page, out, record->first, record->last);
    ent_say(page, out, "  ");
    if (record->id == 0) {
        say_flow(page, out, record);
    } else {
        say_substance(page, out, record);
        if (page->whole) say_origin(page, out, record);
    }
    ent_say(page, out, " ");
    ent_say_sources(page, out, UINT64_C(1) << (record->source & 63));
}

/* ---- obligations ---- */

bool ent_is_obligation(const ent_figure *figure) {
    static const char *const keys[] = {"defense", "offense", "neutrality", "nonaggression",
                                       "consultation"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        if (strcmp(figure->key, keys[k]) == 0) return true;
    return false;
}

void ent_say_obligations(ent_page *page, ent_text *out, const ent_figure *five, size_t count) {
    ent_text keys = {0};
    if (five->known != ENT_KNOWN) {
        ent_say_message(page, out, "not_covered", NULL);
        return;
    }
    for (size_t k = 0; k < count; k++) {
        if (!(five[k].value > 0)) continue;
        ent_say(page, &keys, five[k].key);
        ent_say(page, &keys, " ");
    }
    say_list(page, out, keys.bytes != NULL ? keys.bytes : "", five->year2);
    ent_text_free(&keys);
}

size_t ent_display_width(const char *text) {
    int32_t length = (int32_t)strlen(text);
    size_t width = 0;
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD((const uint8_t *)text, i, length, c);
        int east = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        bool mark = u_charType(c) == U_NON_SPACING_MARK;
        width += mark ? 0 : (east == U_EA_WIDE || east == U_EA_FULLWIDTH) ? 2 : 1;
    }
    return width;
}

/* ---- ladder, run, limits ---- */

void ent_say_rung_state(ent_page *page, ent_text *out, ent_rung_state state, int covered1,
                        int covered2) {
    static const char *const states[] = {"ladder_evidence", "ladder_once", "ladder_none",
                                         "ladder_not_covered"};
    int year = page->assessment->year2;
    bool partly = covered1 != 0 && (covered1 > year - ENT_LADDER_WINDOW + 1 || covered2 < year);
    if (state != ENT_RUNG_NONE || !partly) {
        ent_say_message(page, out, states[state], NULL);
        return;
    }
    ent_text years = {0};
    ent_say_years(page, &years, covered1, covered2);
    ent_arguments with = {.value = years.bytes};
    ent_say_message(page, out, "ladder_none_partly", &with);
    ent_text_free(&years);
}

bool ent_rung_plain(const ent_assessment *assessment, const ent_rung *rung) {
    for (size_t p = 0; p < rung->part_count; p++) {
        const ent_rung_part *part = &assessment->parts[rung->part_begin + p];
        if (part->state != ENT_RUNG_NOT_COVERED || part->earlier != 0) return false;
    }
    return true;
}

void ent_say_rung(ent_page *page, ent_text *out, const ent_rung *rung) {
    const ent_rung_part *parts = page->assessment->parts + rung->part_begin;
    bool covered = false;
    for (size_t p = 0; p < rung->part_count; p++)
        covered = covered || parts[p].covered1 != 0;
    if (rung->part_count == 1)
        ent_say_rung_state(page, out, parts[0].state, parts[0].covered1, parts[0].covered2);
    else if (rung->state == ENT_RUNG_NOT_COVERED && covered)
        ent_say_message(page, out, "ladder_partly", NULL);
    else
        ent_say_rung_state(page, out, rung->state, 0, 0);
}

void ent_say_claim(ent_page *page, ent_text *out, unsigned claim) {
    char key[64];
    snprintf(key, sizeof key, "claim_%s", ent_claim_word((ent_claim)claim));
    ent_say_message(page, out, key, NULL);
}

void ent_say_scale(ent_page *page, ent_text *out) {
    ent_text list = {0};
    bool covered = false;
    for (unsigned c = 0; c < ENT_CLAIMS; c++)
        covered = covered || (ent_claim_rung((ent_claim)c) == 0 &&
                              page->assessment->parts[c].state != ENT_RUNG_NOT_COVERED);
    if (!covered) {
        ent_say_message(page, out, "ladder_scale_none", NULL);
        return;
    }
    for (unsigned c = 0; c < ENT_CLAIMS; c++) {
        const ent_rung_part *part = &page->assessment->parts[c];
        if (ent_claim_rung((ent_claim)c) != 0) continue;
        if (list.length > 0) ent_say(page, &list, ent_message(page->language, "enumeration"));
        ent_say_claim(page, &list, c);
        ent_say_message(page, &list, "colon", NULL);
        ent_say_rung_state(page, &list, part->state, part->covered1, part->covered2);
    }
    ent_arguments with = {.value = list.bytes};
    ent_say_message(page, out, "ladder_scale", &with);
    ent_text_free(&list);
}

void ent_say_brief_ladder(ent_page *page, ent_text *out) {
    ent_text list = {0};
    for (size_t r = 0; r < ENT_RUNGS; r++) {
        if (page->assessment->rungs[r].state == ENT_RUNG_NOT_COVERED) continue;
        if (list.length > 0) ent_say(page, &list, ent_message(page->language, "enumeration"));
        ent_say_number(page, &list, (double)r + 1, 0, false);
    }
    ent_arguments with = {.value = list.bytes};
    ent_say_message(page, out, list.length > 0 ? "ladder_brief" : "ladder_brief_none", &with);
    ent_text_free(&list);
}

void ent_say_run_heading(ent_page *page, ent_text *out, const ent_run_column *column) {
    char key[64];
    ent_arguments with = {.f = column->from, .t = column->to, .year = page->assessment->year2};
    snprintf(key, sizeof key, "run_%s", column->key);
    ent_say_message(page, out, key, &with);
}

void ent_say_run_value(ent_page *page, ent_text *out, const char *key, double value) {
    if (strcmp(key, "trade_dep") == 0 && !ent_is_missing(value)) {
        say_percent(page, out, value);
        ent_say(page, out, "%");
        return;
    }
    bool index = strcmp(key, "vote_agree") == 0 || strncmp(key, "alliance_", 9) == 0;
    ent_say_number(page, out, value, index ? 3 : 0, true);
}

bool ent_run_shown(const ent_assessment *assessment, size_t column) {
    bool index = strcmp(assessment->run_columns[column].key, "vote_agree") == 0;
    if (!assessment->nothing_recorded || index) return true;
    for (size_t r = 0; r < assessment->run_row_count; r++) {
        double value = assessment->run_values[r * assessment->run_column_count + column];
        if (!ent_is_missing(value) && value != 0) return true;
    }
    return false;
}

void ent_say_reading(ent_page *page, ent_text *out, const ent_reading_pair *pair) {
    ent_text text = {0};
    for (size_t k = 0; k < 2; k++) {
        if (k > 0) ent_say_message(page, &text, "comma", NULL);
        ent_say(page, &text, page->assessment->sources[pair->source[k]].name);
        ent_say(page, &text, " ");
        ent_say_number(page, &text, pair->value[k], 0, true);
    }
    ent_arguments with = {.text = {ent_kind_name(pair->kind), NULL},
                          .number = {pair->year1, pair->year2},
                          .value = text.bytes};
    ent_say_message(page, out, "reading_differs", &with);
    ent_text_free(&text);
}

/* On the page of two with nothing between them, what is 0 or covered by nobody says no more than
 * the note at its head. */
bool ent_figure_shown(const ent_assessment *assessment, const ent_figure *figure) {
    static const char *const scales[] = {"index", "share", "ratio"};
    if (!assessment->nothing_recorded) return true;
    for (size_t k = 0; k < sizeof scales / sizeof scales[0]; k++)
        if (strcmp(figure->unit, scales[k]) == 0)
            return figure->known == ENT_NO_VALUE || figure->rank.of > 0 || figure->value > 0;
    return figure->known == ENT_KNOWN && figure->value != 0;
}

bool ent_section_shown(const ent_assessment *assessment, const ent_section *section) {
    for (size_t f = 0; f < section->figure_count; f++)
        if (ent_figure_shown(assessment, &assessment->figures[section->figure_begin + f]))
            return true;
    return section->note_count > 0;
}

bool ent_rows_shown(const ent_page *page, const ent_figure *figure) {
    if (figure->record_count == 0 || !(page->whole || figure->listed)) return false;
    for (const ent_figure *before = page->assessment->figures; before < figure; before++)
        if (before->record_count > 0 && before->record_begin == figure->record_begin) return false;
    return true;
}
