/* SPDX-License-Identifier: Apache-2.0 */
/* A statement and its translation are one candidate, whose probabilities are the mean of the two;
 * what is said twice in the same words is one candidate with several quotes. */
#include <stdlib.h>
#include <string.h>

#include "read/finding.h"
#include "read/utf8.h"

/* ---- identity ---- */

/* Fowler, Noll and Vo's hash, 64 bits. */
static uint64_t hash_byte(uint64_t hash, unsigned char byte) {
    return (hash ^ byte) * 1099511628211U;
}

static uint64_t hash_number(uint64_t hash, int64_t number) {
    for (int k = 0; k < 8; k++)
        hash = hash_byte(hash, (unsigned char)((uint64_t)number >> (8 * k)));
    return hash;
}

/* Letters and digits only, small: what spacing and quotation marks do not change. */
static uint64_t hash_words(uint64_t hash, const char *text, ent_text_span span) {
    enum { LATIN = 0xC0, MARKS = 0x2000, MARKS_END = 0x2070, CJK_MARKS = 0x3000, HAN = 0x3041 };
    size_t length = 1;
    for (size_t at = span.begin; at < span.end; at += length) {
        uint32_t c = ent_utf8_at(text, at, span.end, &length);
        bool ascii = c < 0x80 && (ent_is_alpha((char)c) || ent_is_digit((char)c));
        bool mark = c < LATIN || (c >= MARKS && c < MARKS_END) || (c >= CJK_MARKS && c < HAN) ||
                    (c >= 0xFF00 && c < 0xFF10) || (c >= 0xFF1A && c < 0xFF21);
        if (ascii)
            hash = hash_byte(hash, (unsigned char)ent_to_lower((char)c));
        else if (!mark)
            hash = hash_number(hash, c);
    }
    return hash;
}

static int64_t key_of(const ent_finding_actor *actor) {
    return actor->bloc > 0 ? -actor->bloc : actor->actor;
}

static uint64_t hash_side(uint64_t hash, const ent_finding_actor *side, size_t count) {
    hash = hash_number(hash, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        hash = hash_number(hash, key_of(&side[i]));
    return hash;
}

static uint64_t hash_date(uint64_t hash, ent_date date) {
    return hash_number(hash, date.year * 10000 + date.month * 100 + date.day);
}

static size_t best_subject(const ent_finding *finding) {
    size_t best = 0;
    for (size_t k = 1; k < ENT_SUBJECTS; k++)
        if (finding->subject[k] > finding->subject[best]) best = k;
    return best;
}

uint64_t ent_finding_identity(const ent_document *document, const ent_finding *finding) {
    uint64_t hash = 14695981039346656037U;
    hash = hash_number(hash, (int64_t)best_subject(finding));
    hash = hash_side(hash, finding->source, finding->source_count);
    hash = hash_side(hash, finding->target, finding->target_count);
    hash = hash_number(hash, finding->directed);
    hash = hash_number(hash, (int64_t)finding->modality);
    if (finding->dated) {
        hash = hash_date(hash, finding->when.first);
        hash = hash_date(hash, finding->when.last);
    }
    return hash_words(hash, document->text, finding->quotes[0].span);
}

/* ---- translations ---- */

static bool is_chinese(const ent_document *document, const ent_finding *finding) {
    size_t paragraph = document->sentences[finding->quotes[0].sentence].paragraph;
    return document->paragraphs[paragraph].tongue == ENT_TONGUE_CHINESE;
}

static size_t shared_on_side(const ent_finding *a, const ent_finding_actor *side, size_t count) {
    size_t shared = 0;
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < a->source_count && !found; k++)
            found = key_of(&a->source[k]) == key_of(&side[i]);
        for (size_t k = 0; k < a->target_count && !found; k++)
            found = key_of(&a->target[k]) == key_of(&side[i]);
        shared += found;
    }
    return shared;
}

/* How alike two candidates of sentences that translate each other are: 0 when they share no actor.
 */
static double likeness(const ent_finding *a, const ent_finding *b) {
    size_t shared = shared_on_side(a, b->source, b->source_count) +
                    shared_on_side(a, b->target, b->target_count);
    double alike = 0;
    if (shared == 0) return 0;
    for (size_t k = 0; k < ENT_SUBJECTS; k++)
        alike += (double)(a->subject[k] * b->subject[k]);
    return (double)shared + alike;
}

static void add_quote(ent_finding *finding, ent_finding_quote quote) {
    for (size_t q = 0; q < finding->quote_count; q++)
        if (finding->quotes[q].span.begin == quote.span.begin) return;
    if (finding->quote_count < ENT_FINDING_QUOTES) finding->quotes[finding->quote_count++] = quote;
}

/* The English candidate takes over what its Chinese one knows. */
static void join(ent_finding *en, const ent_finding *zh) {
    add_quote(en, zh->quotes[0]);
    for (size_t k = 0; k < ENT_SUBJECTS; k++)
        en->subject[k] = (en->subject[k] + zh->subject[k]) / 2;
    for (size_t k = 0; k < ENT_ROOTS; k++)
        en->root[k] = (en->root[k] + zh->root[k]) / 2;
    en->no_event = (en->no_event + zh->no_event) / 2;
    if (!en->dated && zh->dated) {
        en->when = zh->when;
        en->dated = true;
    }
}

/* Log odds from which a link makes one candidate of two: seven to one. The aligner takes weaker
 * ones, since a page beside its translation is none the worse for a wrong line; a candidate with a
 * wrong quote is. */
static const double sure = 2;

/* A sentence of the other side of a link, as a quote. */
static ent_finding_quote quote_sentences(const ent_document *document, size_t first, size_t count) {
    ent_text_span span = {document->sentences[first].span.begin,
                          document->sentences[first + count - 1].span.end};
    return (ent_finding_quote){span, first};
}

/* Links by sentence, plus one. */
static ent_status index_links(ent_finding_list *findings, const ent_document *document,
                              const ent_alignment *alignment, ent_error *err) {
    ent_status status =
        ent_array_reserve((void **)&findings->index, &findings->index_capacity,
                          document->sentence_count + 1, sizeof *findings->index, err);
    if (status != ENT_OK) return status;
    memset(findings->index, 0, document->sentence_count * sizeof *findings->index);
    for (size_t i = 0; i < alignment->sentence_count; i++) {
        const ent_link *link = &alignment->sentences[i];
        if (link->log_odds < sure) continue;
        for (size_t k = 0; k < link->en_count; k++)
            findings->index[link->en + k] = i + 1;
        for (size_t k = 0; k < link->zh_count; k++)
            findings->index[link->zh + k] = i + 1;
    }
    return ENT_OK;
}

static int by_place(const void *a, const void *b) {
    const ent_finding *one = a;
    const ent_finding *other = b;
    size_t x = one->quotes[0].span.begin;
    size_t y = other->quotes[0].span.begin;
    return (x > y) - (x < y);
}

/* The first candidate whose first quote begins at or after @p begin. */
static size_t first_from(const ent_finding_list *findings, size_t begin) {
    size_t low = 0;
    size_t high = findings->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (findings->list[middle].quotes[0].span.begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The English candidate of a link that is most like a Chinese one; NULL when none shares an actor.
 * One that has a translation already is taken only by what tells of the same actors. */
static ent_finding *find_english(const ent_finding_list *findings, const ent_document *document,
                                 const ent_link *link, const ent_finding *zh) {
    ent_text_span place = quote_sentences(document, link->en, link->en_count).span;
    enum { MUCH = 100 };
    ent_finding *best = NULL;
    double most = 0;
    for (size_t i = first_from(findings, place.begin);
         i < findings->count && findings->list[i].quotes[0].span.begin < place.end; i++) {
        ent_finding *en = &findings->list[i];
        double alike = likeness(en, zh);
        bool taken = en->quote_count > 1;
        if (taken && alike < (double)(en->source_count + en->target_count)) continue;
        if (taken) alike /= MUCH;
        if (alike <= most || is_chinese(document, en)) continue;
        most = alike;
        best = en;
    }
    return best;
}

/* Join what translates what; what is joined to another loses its quotes. */
static void join_translations(ent_finding_list *findings, const ent_document *document,
                              const ent_alignment *alignment) {
    for (size_t i = 0; i < findings->count; i++) {
        ent_finding *zh = &findings->list[i];
        size_t number = findings->index[zh->quotes[0].sentence];
        if (number == 0 || !is_chinese(document, zh)) continue;
        const ent_link *link = &alignment->sentences[number - 1];
        ent_finding *en = find_english(findings, document, link, zh);
        if (en == NULL) continue;
        if (en->quote_count == 1)
            join(en, zh);
        else
            add_quote(en, zh->quotes[0]);
        zh->quote_count = 0;
    }
}

/* Quote the translation of what was found in one language only. */
static void quote_translations(ent_finding_list *findings, const ent_document *document,
                               const ent_alignment *alignment) {
    for (size_t i = 0; i < findings->count; i++) {
        ent_finding *finding = &findings->list[i];
        if (finding->quote_count != 1) continue;
        size_t number = findings->index[finding->quotes[0].sentence];
        if (number == 0) continue;
        const ent_link *link = &alignment->sentences[number - 1];
        add_quote(finding, is_chinese(document, finding)
                               ? quote_sentences(document, link->en, link->en_count)
                               : quote_sentences(document, link->zh, link->zh_count));
    }
}

static void drop_empty(ent_finding_list *findings) {
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++)
        if (findings->list[i].quote_count > 0) findings->list[kept++] = findings->list[i];
    findings->count = kept;
}

/* ---- repetitions ---- */

/* A table of identities: the places of candidates plus one, open addressing. */
static ent_status join_repetitions(ent_finding_list *findings, ent_error *err) {
    size_t size = 16;
    while (size < 2 * findings->count)
        size *= 2;
    ent_status status = ent_array_reserve((void **)&findings->index, &findings->index_capacity,
                                          size, sizeof *findings->index, err);
    if (status != ENT_OK) return status;
    memset(findings->index, 0, size * sizeof *findings->index);
    for (size_t i = 0; i < findings->count; i++) {
        ent_finding *finding = &findings->list[i];
        size_t at = (size_t)finding->id & (size - 1);
        while (findings->index[at] > 0 && findings->list[findings->index[at] - 1].id != finding->id)
            at = (at + 1) & (size - 1);
        if (findings->index[at] == 0) {
            findings->index[at] = i + 1;
            continue;
        }
        for (size_t q = 0; q < finding->quote_count; q++)
            add_quote(&findings->list[findings->index[at] - 1], finding->quotes[q]);
        finding->quote_count = 0;
    }
    drop_empty(findings);
    return ENT_OK;
}

ent_status ent_finding_merge(ent_finding_list *findings, const ent_document *document,
                             const ent_alignment *alignment, ent_error *err) {
    if (findings->count == 0) return ENT_OK;
    qsort(findings->list, findings->count, sizeof *findings->list, by_place);
    if (alignment->sentence_count > 0) {
        ent_status status = index_links(findings, document, alignment, err);
        if (status != ENT_OK) return status;
        join_translations(findings, document, alignment);
        drop_empty(findings);
        quote_translations(findings, document, alignment);
    }
    for (size_t i = 0; i < findings->count; i++)
        findings->list[i].id = ent_finding_identity(document, &findings->list[i]);
    return join_repetitions(findings, err);
}
