/* SPDX-License-Identifier: Apache-2.0 */
/* Any page through the whole reader, and out as lines of JSON. The model is learnt from a few
 * sentences, so that no file is needed. */
#include <stdlib.h>
#include <string.h>

#include "entente/finding.h"
#include "entente/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct tools {
    ent_actors *actors;
    ent_namer *namer;
    ent_lexicon *lexicon;
    ent_reader_model *model;
    ent_reader *reader;
    ent_page_reader *pages;
};

static ent_reader_example example_of(const char *text, int subject) {
    ent_reader_example example = {.input = {.text = text, .length = strlen(text)},
                                  .label = {subject, 1 + subject % 4, subject % 5, subject},
                                  .weight = 1};
    return example;
}

static void make_model(struct tools *tools) {
    ent_reader_example examples[] = {example_of("they praised it", 1),
                                     example_of("they held drills", 3),
                                     example_of("they sold arms", 4), example_of("they sat", 0)};
    ent_role_example role = {
        .text = "Arnor hit Bree",
        .length = 14,
        .spans = {{{0, 5}, ENT_ROLE_SOURCE, 1}, {{10, 14}, ENT_ROLE_TARGET, 1}},
        .span_count = 2,
        .weight = 1};
    ent_reader_train_options options = ent_reader_train_defaults();
    options.folds = 0;
    if (ent_reader_train(&tools->model, examples, 4, &options, NULL) != ENT_OK ||
        ent_reader_train_roles(tools->model, &role, 1, &options, NULL) != ENT_OK)
        abort();
}

static struct tools *tools_once(void) {
    static struct tools tools;
    if (tools.reader != NULL) return &tools;
    if (ent_actors_new(&tools.actors, NULL) != ENT_OK ||
        ent_namer_new(tools.actors, &tools.namer, NULL) != ENT_OK ||
        ent_lexicon_new(&tools.lexicon, NULL) != ENT_OK ||
        ent_page_reader_new(&tools.pages, NULL) != ENT_OK)
        abort();
    make_model(&tools);
    ent_reader_tables tables = {tools.actors, tools.namer, tools.lexicon, tools.model};
    if (ent_reader_new(&tools.reader, &tables, NULL) != ENT_OK) abort();
    return &tools;
}

/* Every quote lies in the text, and every finding has two sides and a voice. */
static void check(struct tools *tools, const ent_document *document, const ent_finding *finding) {
    const char *line = NULL;
    size_t length = 0;
    if (finding->quote_count == 0 || finding->source_count == 0 || finding->target_count == 0 ||
        finding->voice_count == 0)
        abort();
    for (size_t q = 0; q < finding->quote_count; q++)
        if (finding->quotes[q].span.begin >= finding->quotes[q].span.end ||
            finding->quotes[q].span.end > document->length)
            abort();
    if (ent_finding_json(tools->reader, document, finding, &line, &length, NULL) != ENT_OK ||
        memchr(line, '\n', length) != NULL)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct tools *tools = tools_once();
    const ent_document *document = NULL;
    const ent_findings *findings = NULL;
    ent_read_options options = ent_read_defaults();
    options.all = true;
    if (ent_page_parse(tools->pages, "fuzz", data, size, ENT_PAGE_ANY, &document, NULL) != ENT_OK)
        return 0;
    if (ent_read(tools->reader, document, &options, &findings, NULL) != ENT_OK) abort();
    for (size_t i = 0; i < findings->count; i++)
        check(tools, document, &findings->list[i]);
    return 0;
}
