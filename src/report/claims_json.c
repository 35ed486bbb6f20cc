/* SPDX-License-Identifier: Apache-2.0 */
#include "report/claims_json.h"

/* Append to an array that may be NULL; false, and the value freed, when out of memory. */
static bool append(json_t *array, json_t *value) {
    return json_array_append_new(array, value) == 0;
}

static json_t *date_of(ent_date date) {
    char text[ENT_DATE_TEXT];
    return date.year != 0 ? json_string(ent_date_format(date, text)) : json_null();
}

static json_t *number_of(double value) {
    return ent_is_missing(value) ? json_null() : json_real(value);
}

/* A failed list is given up whole: what is NULL makes the object around it NULL. */
static json_t *whole(json_t *array, bool good) {
    if (good) return array;
    json_decref(array);
    return NULL;
}

static json_t *actor_of(const ent_actors *actors, const ent_claim_actor *who, int year) {
    if (who->actor == 0) return json_pack("{s:s}", "bloc", who->bloc);
    return json_pack("{s:o, s:s, s:s, s:s}", "cow",
                     ent_actor_cow(who->actor) != 0 ? json_integer(ent_actor_cow(who->actor))
                                                    : json_null(),
                     "iso3", ent_actor_iso3(actors, who->actor, year), "name",
                     ent_actor_name(actors, who->actor, ENT_EN, year), "name_zh",
                     ent_actor_name(actors, who->actor, ENT_ZH, year));
}

static json_t *side_of(const ent_actors *actors, const ent_claim_record *claim, bool target,
                       int year) {
    json_t *array = json_array();
    bool good = array != NULL;
    for (size_t i = 0; i < claim->actor_count && good; i++)
        if (claim->actors[i].target == target)
            good = append(array, actor_of(actors, &claim->actors[i], year));
    return whole(array, good);
}

static json_t *quotes_of(const ent_claim_review *review) {
    json_t *array = json_array();
    bool good = array != NULL;
    for (size_t i = 0; i < review->quote_count && good; i++) {
        const ent_claim_quote *quote = &review->quotes[i];
        good = append(array,
                      json_pack("{s:s, s:I, s:I, s:s, s:s, s:i}", "text", quote->text, "begin",
                                (json_int_t)quote->begin, "end", (json_int_t)quote->end, "language",
                                quote->language, "part", quote->part, "comment", quote->comment));
    }
    return whole(array, good);
}

static json_t *speakers_of(const ent_claim_review *review) {
    json_t *array = json_array();
    bool good = array != NULL;
    for (size_t i = 0; i < review->speaker_count && good; i++)
        good =
            append(array, json_pack("{s:s, s:s, s:s}", "kind", review->speakers[i].kind, "source",
                                    review->speakers[i].source, "cue", review->speakers[i].cue));
    return whole(array, good);
}

static json_t *amounts_of(const ent_claim_review *review) {
    json_t *array = json_array();
    bool good = array != NULL;
    for (size_t i = 0; i < review->amount_count && good; i++)
        good = append(array,
                      json_pack("{s:o, s:s, s:s}", "value", number_of(review->amounts[i].value),
                                "unit", review->amounts[i].unit, "text", review->amounts[i].text));
    return whole(array, good);
}

static json_t *review_of(const ent_claim_review *review) {
    json_t *page =
        json_pack("{s:s, s:s, s:s, s:o}", "id", review->page.id, "title", review->page.title, "url",
                  review->page.url, "date", date_of(review->page.date));
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:s, s:b, s:s, s:s, s:o}", "candidate", review->ref,
                     "document", page, "quotes", quotes_of(review), "attribution",
                     speakers_of(review), "amounts", amounts_of(review), "when", review->when,
                     "inferred", (int)review->inferred, "decision",
                     ent_claim_decision_name(review->decision), "reviewer", review->reviewer,
                     "reviewed", date_of(review->reviewed));
}

static json_t *reviews_of(const ent_claim_record *claim) {
    json_t *array = json_array();
    bool good = array != NULL;
    for (size_t r = 0; r < claim->review_count && good; r++)
        good = append(array, review_of(&claim->reviews[r]));
    return whole(array, good);
}

static json_t *claim_of(const ent_assessment *assessment, const ent_claim_record *claim) {
    int year = claim->last.year != 0 ? claim->last.year : assessment->year2;
    return json_pack("{s:I, s:s, s:s, s:b, s:o, s:o, s:s, s:o, s:o, s:o}", "id",
                     (json_int_t)claim->id, "kind", claim->kind, "modality", claim->modality,
                     "directed", (int)claim->directed, "first", date_of(claim->first), "last",
                     date_of(claim->last), "precision", claim->precision, "source",
                     side_of(assessment->actors, claim, false, year), "target",
                     side_of(assessment->actors, claim, true, year), "pages", reviews_of(claim));
}

json_t *ent_claims_json(const ent_assessment *assessment) {
    json_t *array = json_array();
    bool good = array != NULL;
    for (size_t c = 0; c < assessment->claims.count && good; c++)
        good = append(array, claim_of(assessment, &assessment->claims.list[c]));
    return whole(array, good);
}
