/* SPDX-License-Identifier: Apache-2.0 */
/* Names, tokens, attributions, dates, amounts and modality over text made of sentences of the kind
 * the reader meets; the first figure of each line is bytes, or sentences. */
#include <stdlib.h>
#include <string.h>

#include "entente/amount.h"
#include "entente/attribution.h"
#include "entente/mention.h"
#include "entente/modality.h"
#include "entente/when.h"
#include "support.h"

enum { ROUNDS = 20000, TOKENS = 512, MOST = 64 };

static const char *const english[] = {
    "Russian and Chinese warships sailed through the strait on Friday, according to the ministry "
    "in Tokyo. ",
    "The general said that both sides had trained with brigade-sized forces since 2014. ",
    "Nobody expected the exercise to end before the rain had washed away most of the roads near "
    "the coast. ",
    "\"We will buy 24 Su-35s,\" the minister told reporters during a visit to Moscow last week. ",
    "Farmers in the valley complained about prices, and the bank lowered its forecast for the "
    "third time. "};
static const char *const chinese[] = {"俄防长指出，中俄两军近十年来举行了三十次联合演习。",
                                      "据新华社报道，双方将在2018年9月派出3200名官兵。",
                                      "农民们抱怨价格太低，银行也第三次下调了预测。",
                                      "“我们不会结盟”，中国外交部发言人说。"};

typedef struct corpus {
    char *text;
    ent_sentence *sentences;
    size_t length, count;
} corpus;

static corpus repeat(const char *const *lines, size_t n) {
    corpus c = {0};
    size_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += strlen(lines[i]);
    c.text = malloc(size * ROUNDS + 1);
    c.sentences = calloc(n * ROUNDS, sizeof *c.sentences);
    if (!c.text || !c.sentences) exit(EXIT_FAILURE);
    for (size_t k = 0; k < ROUNDS; k++)
        for (size_t i = 0; i < n; i++) {
            size_t length = strlen(lines[i]);
            memcpy(c.text + c.length, lines[i], length);
            c.sentences[c.count++] = (ent_sentence){{c.length, c.length + length}, k};
            c.length += length;
        }
    return c;
}

static void names(const corpus *c, const ent_namer *namer, const char *line) {
    ent_mention list[MOST];
    size_t found = 0;
    double begin = bench_cpu();
    for (size_t i = 0; i < c->count; i++)
        found += ent_namer_find(namer, c->text, c->sentences[i].span, INT32_MAX, list, MOST);
    if (found > 0) bench_line(line, (double)c->length, bench_cpu() - begin);
}

static void all(const corpus *c, const ent_namer *namer, const ent_lexicon *lexicon, size_t n,
                const char *line) {
    ent_token tokens[TOKENS];
    ent_mention mentions[MOST];
    ent_mention pronouns[MOST];
    ent_when dates[MOST];
    ent_amount amounts[MOST];
    ent_modality_cue cues[MOST];
    ent_attribution attributions[MOST];
    ent_topic topic = {0};
    double begin = bench_cpu();
    for (size_t i = 0; i < c->count; i++) {
        ent_text_span span = c->sentences[i].span;
        size_t count = ent_namer_find(namer, c->text, span, INT32_MAX, mentions, MOST);
        size_t t = ent_tokens(lexicon, c->text, span, tokens, TOKENS);
        ent_refer(&topic, lexicon, tokens, t, i / n, mentions, count, pronouns, MOST);
        ent_when_find(lexicon, c->text, tokens, t, (ent_date){2018, 12, 1}, dates, MOST);
        ent_amounts(lexicon, c->text, tokens, t, amounts, MOST);
        ent_modality_cues(c->text, tokens, t, cues, MOST);
    }
    for (size_t i = 0; i < c->count; i += n)
        ent_attributions(lexicon, c->text, c->sentences + i, n, attributions, MOST);
    bench_line(line, (double)c->count, bench_cpu() - begin);
}

static void tokens_only(const corpus *c, const ent_lexicon *lexicon, const char *line) {
    ent_token tokens[TOKENS];
    double begin = bench_cpu();
    for (size_t i = 0; i < c->count; i++)
        ent_tokens(lexicon, c->text, c->sentences[i].span, tokens, TOKENS);
    bench_line(line, (double)c->length, bench_cpu() - begin);
}

static void attribute(const corpus *c, const ent_lexicon *lexicon, size_t n, const char *line) {
    ent_attribution list[MOST];
    double begin = bench_cpu();
    for (size_t i = 0; i < c->count; i += n)
        ent_attributions(lexicon, c->text, c->sentences + i, n, list, MOST);
    bench_line(line, (double)c->count, bench_cpu() - begin);
}

int main(void) {
    enum { OPENINGS = 10 };
    ent_actors *actors = NULL;
    ent_namer *namer = NULL;
    ent_lexicon *lexicon = NULL;
    if (ent_actors_new(&actors, NULL) != ENT_OK) return EXIT_FAILURE;
    double begin = bench_cpu();
    for (int i = 0; i < OPENINGS; i++) {
        ent_namer_free(namer);
        if (ent_namer_new(actors, &namer, NULL) != ENT_OK) return EXIT_FAILURE;
    }
    bench_line("names: build", OPENINGS, bench_cpu() - begin);
    if (ent_lexicon_new(&lexicon, NULL) != ENT_OK) return EXIT_FAILURE;
    size_t n = sizeof english / sizeof *english;
    size_t m = sizeof chinese / sizeof *chinese;
    corpus en = repeat(english, n);
    corpus zh = repeat(chinese, m);
    names(&en, namer, "names: English, bytes");
    names(&zh, namer, "names: Chinese, bytes");
    tokens_only(&en, lexicon, "tokens: English, bytes");
    tokens_only(&zh, lexicon, "tokens: Chinese, bytes");
    attribute(&en, lexicon, n, "attribution: English, sentences");
    attribute(&zh, lexicon, m, "attribution: Chinese, sentences");
    all(&en, namer, lexicon, n, "who, how and when: English, sentences");
    all(&zh, namer, lexicon, m, "who, how and when: Chinese, sentences");
    free(en.text);
    free(en.sentences);
    free(zh.text);
    free(zh.sentences);
    ent_lexicon_free(lexicon);
    ent_namer_free(namer);
    ent_actors_free(actors);
    return EXIT_SUCCESS;
}
