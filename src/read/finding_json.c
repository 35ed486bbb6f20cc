/* SPDX-License-Identifier: Apache-2.0 */
/* A candidate as a line of JSON (RFC 8259). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read/finding.h"

/* The line while it is written. The first failure stays. */
struct writer {
    ent_text *text;
    ent_status status;
    ent_error *err;
    const ent_reader_tables *tables;
    const ent_document *document;
    int year; /* that codes and names are of */
};

static void put(struct writer *w, const char *bytes, size_t length) {
    if (w->status == ENT_OK) w->status = ent_text_add(w->text, bytes, length, w->err);
}

static void put_text(struct writer *w, const char *text) {
    put(w, text, strlen(text));
}

static void put_escape(struct writer *w, unsigned char c) {
    char escape[8];
    int length = c == '"' || c == '\\' ? snprintf(escape, sizeof escape, "\\%c", c)
                 : c == '\n'           ? snprintf(escape, sizeof escape, "\\n")
                                       : snprintf(escape, sizeof escape, "\\u%04x", c);
    put(w, escape, (size_t)length);
}

static void put_string(struct writer *w, const char *bytes, size_t length) {
    size_t done = 0;
    put(w, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c >= ' ' && c != '"' && c != '\\' && c != 0x7F) continue;
        put(w, bytes + done, i - done);
        put_escape(w, c);
        done = i + 1;
    }
    put(w, bytes + done, length - done);
    put(w, "\"", 1);
}

static void put_span_text(struct writer *w, const char *name, ent_text_span span) {
    put_text(w, name);
    put_string(w, w->document->text + span.begin, span.end - span.begin);
}

static void put_named(struct writer *w, const char *name, const char *value) {
    put_text(w, name);
    put_string(w, value, strlen(value));
}

static void put_whole(struct writer *w, const char *name, uint64_t number) {
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put_text(w, name);
    put(w, digits + at, sizeof digits - at);
}

/* A probability with four decimals. */
static void put_probability(struct writer *w, float p) {
    unsigned parts = (unsigned)lrint((double)p * 10000);
    char digits[8] = {(char)('0' + parts / 10000 % 10), '.',
                      (char)('0' + parts / 1000 % 10),  (char)('0' + parts / 100 % 10),
                      (char)('0' + parts / 10 % 10),    (char)('0' + parts % 10)};
    put(w, digits, 6);
}

static void put_place(struct writer *w, ent_text_span span) {
    put_whole(w, ",\"begin\":", span.begin);
    put_whole(w, ",\"end\":", span.end);
}

/* ---- parts of the line ---- */

static void put_date(struct writer *w, const char *name, ent_date date) {
    char text[ENT_DATE_TEXT] = "";
    if (date.year != 0) ent_date_format(date, text);
    put_named(w, name, text);
}

static void put_document(struct writer *w) {
    put_named(w, ",\"document\":{\"id\":", w->document->id);
    put_date(w, ",\"date\":", w->document->date);
    put_named(w, ",\"title\":", w->document->title);
    put_named(w, ",\"url\":", w->document->url);
    put_text(w, "}");
}

static void put_quotes(struct writer *w, const ent_finding *finding) {
    static const char *const parts[] = {"title", "byline", "body", "comment"};
    put_text(w, ",\"quotes\":[");
    for (size_t q = 0; q < finding->quote_count; q++) {
        const ent_finding_quote *quote = &finding->quotes[q];
        const ent_paragraph *paragraph =
            &w->document->paragraphs[w->document->sentences[quote->sentence].paragraph];
        put_span_text(w, q > 0 ? ",{\"text\":" : "{\"text\":", quote->span);
        put_place(w, quote->span);
        put_named(w, ",\"language\":", paragraph->tongue == ENT_TONGUE_CHINESE ? "zh" : "en");
        put_named(w, ",\"part\":", parts[paragraph->section]);
        if (paragraph->comment > 0) put_whole(w, ",\"comment\":", paragraph->comment);
        put_text(w, "}");
    }
    put_text(w, "]");
}

static void put_actor(struct writer *w, const ent_finding_actor *actor) {
    const ent_actors *actors = w->tables->actors;
    bool bloc = actor->bloc > 0;
    put_named(w, "{\"actor\":", bloc ? "" : ent_actor_iso3(actors, actor->actor, w->year));
    put_named(w, ",\"bloc\":", bloc ? ent_bloc_word(actor->bloc) : "");
    put_whole(w, ",\"code\":", (uint64_t)actor->actor);
    put_named(w, ",\"name\":",
              bloc ? ent_bloc_word(actor->bloc)
                   : ent_actor_name(actors, actor->actor, ENT_EN, w->year));
    put_span_text(w, ",\"text\":", actor->span);
    put_place(w, actor->span);
    put_text(w, actor->inferred ? ",\"inferred\":true" : ",\"inferred\":false");
    put_named(w, ",\"kind\":", ent_mention_kind_name(actor->kind));
    put_text(w, "}");
}

static void put_side(struct writer *w, const char *name, const ent_finding_actor *side,
                     size_t count) {
    put_text(w, name);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) put_text(w, ",");
        put_actor(w, &side[i]);
    }
    put_text(w, "]");
}

static const float least_shown = 0.02F;

static void put_kinds(struct writer *w, const ent_finding *finding) {
    ent_ranked ranked[ENT_CLASSES];
    size_t count = ent_finding_subjects(finding, ranked);
    bool first = true;
    put_text(w, ",\"kinds\":[");
    for (size_t k = 0; k < count; k++) {
        if (ranked[k].probability < least_shown && ranked[k].class_index != ENT_SUBJECT_NONE)
            continue;
        put_named(w, first ? "{\"kind\":" : ",{\"kind\":",
                  ent_class_name(ENT_HEAD_SUBJECT, ranked[k].class_index));
        put_text(w, ",\"p\":");
        put_probability(w, ranked[k].probability);
        put_text(w, "}");
        first = false;
    }
    put_text(w, "]");
}

static void put_root(struct writer *w, const ent_finding *finding, const ent_ranked *root,
                     bool best) {
    bool none = root->class_index == ENT_ROOTS;
    ent_root number = (ent_root)root->class_index;
    put_named(w, "{\"root\":", none ? "none" : ent_class_name(ENT_HEAD_ROOT, root->class_index));
    put_whole(w, ",\"quad\":", none ? 0 : (uint64_t)ent_root_quad(number));
    put_named(w, ",\"cameo\":", none ? "" : best ? finding->cameo : ent_root_cameo(number));
    put_text(w, ",\"p\":");
    put_probability(w, root->probability);
    put_text(w, "}");
}

static void put_roots(struct writer *w, const ent_finding *finding) {
    ent_ranked ranked[ENT_CLASSES];
    size_t count = ent_finding_roots(finding, ranked);
    bool first = true;
    bool best = true; /* of those that are an event */
    put_text(w, ",\"roots\":[");
    for (size_t k = 0; k < count; k++) {
        bool none = ranked[k].class_index == ENT_ROOTS;
        if (ranked[k].probability < least_shown && !none) continue;
        if (!first) put_text(w, ",");
        put_root(w, finding, &ranked[k], best);
        first = false;
        best = best && none;
    }
    put_text(w, "]");
}

static void put_voices(struct writer *w, const ent_finding *finding) {
    static const char *const kinds[] = {"author", "commenter", "named"};
    const ent_document *document = w->document;
    const ent_paragraph *paragraph =
        &document->paragraphs[document->sentences[finding->quotes[0].sentence].paragraph];
    char name[32];
    put_text(w, ",\"attribution\":[");
    for (size_t v = 0; v < finding->voice_count; v++) {
        const ent_finding_voice *voice = &finding->voices[v];
        put_named(w, v > 0 ? ",{\"kind\":" : "{\"kind\":", kinds[voice->kind]);
        if (voice->kind == ENT_VOICE_NAMED)
            put_span_text(w, ",\"source\":", voice->source);
        else
            put_named(w, ",\"source\":", ent_voice(paragraph, ENT_TONGUE_ENGLISH, name));
        put_span_text(w, ",\"cue\":", voice->cue);
        put_place(w, voice->source);
        put_text(w, "}");
    }
    put_text(w, "]");
}

static void put_when(struct writer *w, const ent_finding *finding) {
    if (!finding->dated) {
        put_text(w, ",\"when\":null");
        return;
    }
    put_date(w, ",\"when\":{\"first\":", finding->when.first);
    put_date(w, ",\"last\":", finding->when.last);
    put_named(w, ",\"precision\":", ent_precision_name(finding->when.precision));
    put_span_text(w, ",\"text\":", finding->when.span);
    put_text(w, "}");
}

static void put_value(struct writer *w, double value) {
    char digits[40];
    int length = isnan(value) ? snprintf(digits, sizeof digits, "null")
                              : snprintf(digits, sizeof digits, "%.15g", value);
    put(w, digits, (size_t)length);
}

/* The word for what is counted; echelons are the values of `echelon` in data/read/cues.csv. */
static const char *unit_name(const ent_amount *amount) {
    static const char *const names[] = {"money",   "troops", "aircraft", "ships",  "vehicles",
                                        "weapons", "mass",   "distance", "volume", "percent",
                                        "times",   "",       ""};
    static const char *const echelons[] = {"",         "squad",   "company",  "battalion",
                                           "regiment", "brigade", "division", "corps",
                                           "squadron", "army"};
    if (amount->unit == ENT_AMOUNT_MONEY && ent_currency_code(amount->detail)[0] != '\0')
        return ent_currency_code(amount->detail);
    if (amount->unit == ENT_AMOUNT_UNITS)
        return amount->detail >= 0 && amount->detail < 10 ? echelons[amount->detail] : "";
    return names[amount->unit];
}

static void put_amounts(struct writer *w, const ent_finding *finding) {
    put_text(w, ",\"amounts\":[");
    for (size_t a = 0; a < finding->amount_count; a++) {
        const ent_amount *amount = &finding->amounts[a];
        put_text(w, a > 0 ? ",{\"value\":" : "{\"value\":");
        put_value(w, amount->value);
        if (amount->unit == ENT_AMOUNT_EQUIPMENT)
            put_span_text(w, ",\"unit\":", amount->designation);
        else
            put_named(w, ",\"unit\":", unit_name(amount));
        put_span_text(w, ",\"text\":", amount->span);
        put_text(w, "}");
    }
    put_text(w, "]}");
}

static void put_id(struct writer *w, uint64_t id) {
    static const char digits[] = "0123456789abcdef";
    char text[16];
    for (size_t k = 0; k < sizeof text; k++)
        text[k] = digits[id >> (60 - 4 * k) & 15];
    put_text(w, "{\"id\":\"");
    put(w, text, sizeof text);
    put_text(w, "\"");
}

ent_status ent_finding_json(ent_reader *reader, const ent_document *document,
                            const ent_finding *finding, const char **text, size_t *length,
                            ent_error *err) {
    enum { PRESENT = 9999 };
    int year = document->date.year != 0 ? document->date.year : PRESENT;
    struct writer w = {&reader->line, ENT_OK, err, &reader->tables, document, year};
    ent_text_clear(w.text);
    put_id(&w, finding->id);
    put_document(&w);
    put_quotes(&w, finding);
    put_side(&w, ",\"source\":[", finding->source, finding->source_count);
    put_side(&w, ",\"target\":[", finding->target, finding->target_count);
    put_text(&w, finding->directed ? ",\"directed\":true" : ",\"directed\":false");
    put_kinds(&w, finding);
    put_roots(&w, finding);
    put_named(&w, ",\"modality\":", ent_modality_name(finding->modality));
    put_voices(&w, finding);
    put_when(&w, finding);
    put_amounts(&w, finding);
    *text = reader->line.bytes;
    *length = reader->line.length;
    return w.status;
}
