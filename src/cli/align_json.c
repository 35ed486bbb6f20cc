/* SPDX-License-Identifier: Apache-2.0 */
/* A page with its translations as JSON. */
#include <jansson.h>
#include <stdio.h>

#include "cli/align_print.h"

static json_t *range(size_t first, size_t count) {
    json_t *list = json_array();
    for (size_t k = 0; k < count; k++)
        json_array_append_new(list, json_integer((json_int_t)first + (json_int_t)k));
    return list;
}

static json_t *links_of(const ent_link *links, size_t count) {
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:o, s:o, s:f, s:b}", "en",
                                              range(links[i].en, links[i].en_count), "zh",
                                              range(links[i].zh, links[i].zh_count), "log_odds",
                                              links[i].log_odds, "moved", links[i].moved));
    return list;
}

static json_t *paragraphs_of(const ent_document *document) {
    static const char *const parts[] = {"title", "byline", "body", "comment"};
    static const char *const tongues[] = {"none", "en", "zh", "other"};
    json_t *list = json_array();
    for (size_t p = 0; p < document->paragraph_count; p++) {
        const ent_paragraph *paragraph = &document->paragraphs[p];
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:i, s:I, s:I, s:o}", "part", parts[paragraph->section],
                            "language", tongues[paragraph->tongue], "comment",
                            (int)paragraph->comment, "begin", (json_int_t)paragraph->span.begin,
                            "end", (json_int_t)paragraph->span.end, "sentences",
                            range(paragraph->first_sentence, paragraph->sentence_count)));
    }
    return list;
}

static json_t *sentences_of(const ent_document *document) {
    json_t *list = json_array();
    for (size_t s = 0; s < document->sentence_count; s++) {
        ent_text_span span = document->sentences[s].span;
        json_array_append_new(list, json_pack("{s:I, s:I, s:s%}", "begin", (json_int_t)span.begin,
                                              "end", (json_int_t)span.end, "text",
                                              document->text + span.begin, span.end - span.begin));
    }
    return list;
}

/* Sentences of a language that are in no link. */
static json_t *lacking(const ent_document *document, const ent_alignment *alignment, bool chinese) {
    json_t *list = json_array();
    for (size_t s = 0; s < document->sentence_count; s++) {
        ent_tongue tongue = document->paragraphs[document->sentences[s].paragraph].tongue;
        bool linked = (tongue == ENT_TONGUE_CHINESE) != chinese;
        for (size_t i = 0; i < alignment->sentence_count && !linked; i++) {
            const ent_link *link = &alignment->sentences[i];
            size_t first = chinese ? link->zh : link->en;
            linked = s >= first && s < first + (chinese ? link->zh_count : link->en_count);
        }
        if (!linked) json_array_append_new(list, json_integer((json_int_t)s));
    }
    return list;
}

ent_status cli_print_aligned_json(const ent_document *document, const ent_alignment *alignment,
                                  ent_error *err) {
    char date[ENT_DATE_TEXT] = "";
    if (document->date.year != 0) ent_date_format(document->date, date);
    json_t *page = json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:{s:o, s:o}, s:{s:o, s:o}}", "id", document->id, "title",
        document->title, "url", document->url, "date", date, "paragraphs", paragraphs_of(document),
        "sentences", sentences_of(document), "links", "paragraphs",
        links_of(alignment->paragraphs, alignment->paragraph_count), "sentences",
        links_of(alignment->sentences, alignment->sentence_count), "untranslated", "en",
        lacking(document, alignment, false), "zh", lacking(document, alignment, true));
    if (page == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    json_dumpf(page, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(page);
    return ENT_OK;
}
