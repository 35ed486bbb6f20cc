/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences a second on one core: features and all heads; roles. bench_classifier WEIGHTS */
#include <stdio.h>
#include <string.h>

#include "entente/reader_model.h"
#include "support.h"

enum { SENTENCES = 12, ROUNDS = 20000 };

/* Mean length 146 bytes; that of PLOVER's training sentences is 171. */
static const struct {
    const char *text, *source, *target;
} sentences[SENTENCES] = {
    {"The foreign minister of Norway said on Thursday that his country would impose new sanctions "
     "on Belarus after the arrest of three journalists in Minsk.",
     "Norway", "Belarus"},
    {"India and Vietnam concluded a two-week exercise in the hills near Pune, in which some 300 "
     "soldiers from each side practised the clearing of mines.",
     "India", "Vietnam"},
    {"Two border guards from Kyrgyzstan were wounded when Tajik soldiers fired mortars at a post "
     "that both states claim, a spokesman in Bishkek said late on Monday.",
     "Tajik soldiers", "Kyrgyzstan"},
    {"Brazil took delivery of the fourth submarine built with help from France under a contract "
     "signed fifteen years ago, the navy announced.",
     "Brazil", "France"},
    {"Kenya rejected a demand by Somalia to withdraw its soldiers from the disputed strip before "
     "the court in The Hague gives its ruling next spring.",
     "Kenya", "Somalia"},
    {"According to the ministry, the president of Egypt will travel to Cyprus in October for talks "
     "about gas, migration and a planned cable under the sea.",
     "Egypt", "Cyprus"},
    {"Chile donated twenty tonnes of medicine to Peru.", "Chile", "Peru"},
    {"Officials in Manila accused China of using water cannon against boats that carried food and "
     "water to marines stationed on a grounded ship.",
     "Manila", "China"},
    {"挪威外交大臣周四表示,在三名记者被捕之后,挪威将对白俄罗斯实施新的制裁。", "挪威", "白俄罗斯"},
    {"印度和越南在浦那附近的山区结束了为期两周的联合演习,双方各有三百名士兵参加。", "印度", "越南"},
    {"Poland and South Korea signed a second contract for tanks worth six billion dollars, which "
     "makes Seoul the largest supplier of armour to the Polish army.",
     "South Korea", "Poland"},
    {"Armenia has frozen its membership of the alliance led by Russia, its prime minister told "
     "parliament, and it will not pay its share of the budget this year.",
     "Armenia", "Russia"},
};

static ent_text_span find(const char *text, const char *part) {
    size_t begin = (size_t)(strstr(text, part) - text);
    return (ent_text_span){begin, begin + strlen(part)};
}

int main(int argc, char **argv) {
    ent_reader_model *model = NULL;
    ent_error err;
    ent_reader_input inputs[SENTENCES];
    double sum = 0;
    size_t found = 0;
    size_t bytes = 0;
    const char *path = argc > 1 ? argv[1] : "data/read/weights.bin";
    if (ent_reader_model_load(&model, path, NULL, 0, &err) != ENT_OK) {
        fprintf(stderr, "bench_classifier: %s\n", err.text);
        return 1;
    }
    for (size_t s = 0; s < SENTENCES; s++) {
        const char *text = sentences[s].text;
        inputs[s] = (ent_reader_input){.text = text,
                                       .length = strlen(text),
                                       .source = find(text, sentences[s].source),
                                       .target = find(text, sentences[s].target)};
        bytes += inputs[s].length;
    }
    double start = bench_cpu();
    for (int round = 0; round < ROUNDS; round++)
        for (size_t s = 0; s < SENTENCES; s++) {
            ent_reading reading;
            ent_reader_predict(model, &inputs[s], &reading);
            sum += (double)reading.probability[ENT_HEAD_ROOT][0];
        }
    bench_line("features and all heads, sentences", (double)ROUNDS * SENTENCES,
               bench_cpu() - start);
    start = bench_cpu();
    for (int round = 0; round < ROUNDS / 20; round++)
        for (size_t s = 0; s < SENTENCES; s++) {
            ent_role_span spans[ENT_ROLE_SPANS];
            found += ent_reader_roles(model, inputs[s].text, inputs[s].length, spans);
        }
    bench_line("roles without marks, sentences", (double)(ROUNDS / 20) * SENTENCES,
               bench_cpu() - start);
    printf("%zu bytes a sentence; checks %.3f, %zu\n", bytes / SENTENCES, sum, found);
    ent_reader_model_free(model);
    return 0;
}
