/* SPDX-License-Identifier: Apache-2.0 */
/* Claims as words: what a page says, who says so, in which words, and who confirmed that it does.
 */
#include <stdio.h>
#include <string.h>

#include "report/phrase.h"

/* ---- the claim ---- */

static bool same_month(ent_date a, ent_date b) {
    return a.year == b.year && a.month == b.month;
}

/* A month that a page names is kept as its first and last day: printed as the month. */
static void say_when(ent_page *page, ent_text *out, const ent_claim_record *claim) {
    ent_text dates = {0};
    ent_date first = claim->first;
    ent_date last = claim->last;
    bool months = strcmp(claim->precision, "month") == 0;
    bool years = strcmp(claim->precision, "year") == 0 || strcmp(claim->precision, "decade") == 0;
    if (first.year == 0) {
        ent_say_message(page, out, "said_undated", NULL);
        return;
    }
    if (months || years) first.day = last.day = 0;
    if (years) first.month = last.month = 0;
    if (same_month(first, last) && first.day == last.day) last = first;
    ent_say_dates(page, &dates, first, last);
    ent_arguments with = {.value = dates.bytes};
    if (strcmp(claim->precision, "vague") == 0)
        ent_say_message(page, out, "said_vague", &with);
    else if (strcmp(claim->precision, "decade") == 0)
        ent_say_message(page, out, "said_decade", &with);
    else
        ent_say(page, out, dates.bytes != NULL ? dates.bytes : "");
    ent_text_free(&dates);
}

static void say_who(ent_page *page, ent_text *out, const ent_claim_actor *who, int year) {
    char key[80];
    if (who->actor != 0) {
        ent_say_actor(page, out, who->actor, year);
        return;
    }
    snprintf(key, sizeof key, "bloc_%.64s", who->bloc);
    const char *name = ent_message_find(page->language, key);
    ent_say(page, out, name != NULL ? name : who->bloc);
}

static void say_side(ent_page *page, ent_text *out, const ent_claim_record *claim, bool target,
                     int year, bool *begun) {
    for (size_t i = 0; i < claim->actor_count; i++) {
        if (claim->actors[i].target != target) continue;
        if (*begun) ent_say(page, out, ent_message(page->language, "enumeration"));
        *begun = true;
        say_who(page, out, &claim->actors[i], year);
    }
}

void ent_say_said(ent_page *page, ent_text *out, const ent_claim_record *claim) {
    char modality[32];
    bool begun = false;
    int year = claim->last.year != 0 ? claim->last.year : page->assessment->year2;
    snprintf(modality, sizeof modality, "said_%.20s", claim->modality);
    say_when(page, out, claim);
    ent_say(page, out, "  ");
    ent_say_message(page, out, claim->kind, NULL);
    ent_say(page, out, ent_message(page->language, "comma"));
    ent_say_message(page, out, modality, NULL);
    ent_say(page, out, ent_message(page->language, "colon"));
    say_side(page, out, claim, false, year, &begun);
    if (claim->directed && begun) {
        ent_say(page, out, " → ");
        begun = false;
    }
    say_side(page, out, claim, true, year, &begun);
}

/* ---- a page that makes it ---- */

/* A quote may run over lines of its page. */
static void say_words(ent_page *page, ent_text *out, const char *words) {
    size_t before = out->length;
    ent_say(page, out, words);
    for (size_t i = before; i < out->length; i++)
        if ((unsigned char)out->bytes[i] < ' ') out->bytes[i] = ' ';
}

static void say_quotes(ent_page *page, ent_text *out, const ent_claim_review *review) {
    for (size_t q = 0; q < review->quote_count; q++) {
        if (q > 0) ent_say(page, out, " / ");
        ent_say(page, out, "“");
        say_words(page, out, review->quotes[q].text);
        ent_say(page, out, "”");
    }
}

/* Whether a name says itself what it is: "the author", "commenter 3". */
static bool names_itself(const ent_claim_speaker *speaker) {
    static const char *const voices[] = {"the author", "commenter ", "作者", "评论者"};
    for (size_t v = 0; v < sizeof voices / sizeof voices[0]; v++)
        if (strncmp(speaker->source, voices[v], strlen(voices[v])) == 0) return true;
    return false;
}

/* "A. Writer (author), citing General Petrov (“said”)" */
static void say_speakers(ent_page *page, ent_text *out, const ent_claim_review *review) {
    ent_text name = {0};
    for (size_t s = 0; s < review->speaker_count; s++) {
        const ent_claim_speaker *speaker = &review->speakers[s];
        char kind[48];
        ent_text_clear(&name);
        snprintf(kind, sizeof kind, "said_%.32s", speaker->kind);
        ent_say(page, &name, speaker->source[0] != '\0' ? speaker->source : "?");
        if (!names_itself(speaker)) ent_say_message(page, &name, kind, NULL);
        if (speaker->cue[0] != '\0') {
            ent_say(page, &name, " (“");
            ent_say(page, &name, speaker->cue);
            ent_say(page, &name, "”)");
        }
        ent_arguments with = {.value = name.bytes};
        ent_say_message(page, out, s == 0 ? "said_by" : "said_citing", &with);
    }
    ent_text_free(&name);
}

static void say_page(ent_page *page, ent_text *out, const ent_claim_page *from) {
    char date[ENT_DATE_TEXT];
    ent_text text = {0};
    const char *const parts[] = {from->title[0] != '\0' ? from->title : from->id,
                                 from->date.year != 0 ? ent_date_format(from->date, date) : "",
                                 from->url};
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++) {
        if (parts[p][0] == '\0') continue;
        if (text.length > 0) ent_say(page, &text, ent_message(page->language, "comma"));
        ent_say(page, &text, parts[p]);
    }
    ent_arguments with = {.value = text.bytes};
    if (text.length > 0) ent_say_message(page, out, "said_page", &with);
    ent_text_free(&text);
}

static void say_amounts(ent_page *page, ent_text *out, const ent_claim_review *review) {
    ent_text text = {0};
    for (size_t a = 0; a < review->amount_count; a++) {
        if (a > 0) ent_say(page, &text, ent_message(page->language, "enumeration"));
        say_words(page, &text, review->amounts[a].text);
    }
    ent_arguments with = {.value = text.bytes};
    if (text.length > 0) ent_say_message(page, out, "said_amounts", &with);
    ent_text_free(&text);
}

void ent_say_saying(ent_page *page, ent_text *out, const ent_claim_review *review) {
    char date[ENT_DATE_TEXT];
    ent_text who = {0};
    say_quotes(page, out, review);
    say_speakers(page, out, review);
    say_page(page, out, &review->page);
    say_amounts(page, out, review);
    if (review->inferred) ent_say_message(page, out, "said_inferred", NULL);
    ent_say(page, &who, review->reviewer);
    ent_say(page, &who, ent_message(page->language, "comma"));
    ent_say(page, &who, ent_date_format(review->reviewed, date));
    ent_arguments with = {.value = who.bytes};
    ent_say_message(
        page, out, review->decision == ENT_CLAIM_EDITED ? "said_changed" : "said_confirmed", &with);
    ent_text_free(&who);
}
