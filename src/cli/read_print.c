/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates of a page for people. */
#include "cli/read_print.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "cli/wrap.h"
#include "entente/attribution.h"

enum { INDENT = 6, PRESENT = 9999 };

struct print {
    const ent_actors *actors;
    const ent_document *document;
    ent_language language;
    size_t width;
};

static void put_span(const struct print *p, ent_text_span span) {
    cli_put_words(p->document->text, span.begin, span.end);
}

/* Kinds that are at least a tenth, the first in any case. */
static void put_kinds(const ent_finding *finding) {
    static const float least = 0.1F;
    ent_ranked ranked[ENT_CLASSES];
    size_t count = ent_finding_subjects(finding, ranked);
    for (size_t k = 0; k < count && (k == 0 || ranked[k].probability >= least); k++)
        printf("%s%s %.2f", k > 0 ? ", " : "",
               ent_class_name(ENT_HEAD_SUBJECT, ranked[k].class_index),
               (double)ranked[k].probability);
}

static void put_side(const struct print *p, const ent_finding_actor *side, size_t count) {
    int year = p->document->date.year != 0 ? p->document->date.year : PRESENT;
    for (size_t i = 0; i < count; i++) {
        const char *name = side[i].bloc > 0
                               ? ent_bloc_word(side[i].bloc)
                               : ent_actor_name(p->actors, side[i].actor, p->language, year);
        printf("%s%s%s", i > 0 ? ", " : "", name, side[i].inferred ? " (inferred)" : "");
    }
}

static void put_when(const struct print *p, const ent_finding *finding) {
    char first[ENT_DATE_TEXT] = "";
    char last[ENT_DATE_TEXT] = "";
    if (!finding->dated) return;
    printf("  |  ");
    put_span(p, finding->when.span);
    if (finding->when.first.year != 0) ent_date_format(finding->when.first, first);
    if (finding->when.last.year != 0) ent_date_format(finding->when.last, last);
    if (first[0] != '\0' || last[0] != '\0')
        printf(" (%s%s%s)", first, strcmp(first, last) != 0 ? " to " : "",
               strcmp(first, last) != 0 ? last : "");
}

static void put_amounts(const struct print *p, const ent_finding *finding) {
    for (size_t a = 0; a < finding->amount_count; a++) {
        printf("%s", a == 0 ? "  |  " : ", ");
        put_span(p, finding->amounts[a].span);
    }
}

static void put_voices(const struct print *p, const ent_finding *finding) {
    size_t sentence = finding->quotes[0].sentence;
    char name[32];
    cli_pad(INDENT);
    printf("%s, says %s", ent_modality_name(finding->modality),
           ent_voice(&p->document->paragraphs[p->document->sentences[sentence].paragraph],
                     ENT_TONGUE_ENGLISH, name));
    for (size_t v = 1; v < finding->voice_count; v++) {
        const ent_finding_voice *voice = &finding->voices[v];
        printf(": ");
        if (voice->source.end > voice->source.begin)
            put_span(p, voice->source);
        else
            printf("somebody");
        printf(" (");
        put_span(p, voice->cue);
        printf(")");
    }
    putchar('\n');
}

static void put_claim(const struct print *p, const ent_finding *finding, size_t number) {
    printf("%4zu  ", number);
    put_kinds(finding);
    printf("  |  ");
    put_side(p, finding->source, finding->source_count);
    printf(finding->directed ? " -> " : " - ");
    put_side(p, finding->target, finding->target_count);
    put_when(p, finding);
    put_amounts(p, finding);
    putchar('\n');
    for (size_t q = 0; q < finding->quote_count; q++) {
        ent_text_span span = finding->quotes[q].span;
        cli_put_wrapped(p->document->text + span.begin, span.end - span.begin, p->width, INDENT);
    }
    put_voices(p, finding);
    putchar('\n');
}

static void print_count(size_t count, const char *word) {
    printf("%zu %s%s", count, word, count == 1 ? "" : "s");
}

void cli_print_findings(const ent_actors *actors, const ent_document *document,
                        const ent_findings *findings, ent_language language, size_t width) {
    struct print p = {actors, document, language, width};
    char date[ENT_DATE_TEXT] = "";
    if (document->date.year != 0) ent_date_format(document->date, date);
    printf("%s%s%s\n", document->title[0] != '\0' ? document->title : document->id,
           date[0] != '\0' ? "  " : "", date);
    print_count(findings->count, "candidate");
    printf(" in ");
    print_count(document->sentence_count, "sentence");
    if (findings->left_out > 0)
        printf("; %zu more about two actors tell of nothing clear between them (--all shows them)",
               findings->left_out);
    putchar('\n');
    if (findings->foreign > 0) {
        print_count(findings->foreign, "paragraph");
        printf(" in another language, skipped\n");
    }
    putchar('\n');
    for (size_t i = 0; i < findings->count; i++)
        put_claim(&p, &findings->list[i], i + 1);
}
