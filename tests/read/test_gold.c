/* SPDX-License-Identifier: Apache-2.0 */
/* The shared page, read by hand (tests/data/gold_china_russia.csv: where each claim stands, the
 * kinds a reader may call it, its parties, who says so, how it is meant) and by the program. */
#include "read/support_reader.h"

enum { GOLD = 100, FOUND = 400, KINDS = 64 };

/* A claim as the reader by hand has it. */
struct gold {
    ent_text_span english, chinese;
    char kinds[KINDS], source[16], target[16], said_by[32], modality[KINDS];
    bool directed;
};

/* A gold claim and a finding that speak of the same: the rank of the first right kind. */
struct match {
    size_t gold, finding, rank;
    double overlap;
};

static size_t read_gold(struct gold *list) {
    char line[512];
    size_t count = 0;
    FILE *file = fopen(TEST_DATA "/gold_china_russia.csv", "rb");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (count < GOLD && fgets(line, sizeof line, file) != NULL) {
        struct gold *g = &list[count++];
        char *fields[10] = {line};
        line[strcspn(line, "\r\n")] = '\0';
        for (size_t k = 1; k < 10; k++) {
            fields[k] = strchr(fields[k - 1], ',');
            assert_non_null(fields[k]);
            *fields[k]++ = '\0';
        }
        g->english = (ent_text_span){strtoul(fields[0], NULL, 10), strtoul(fields[1], NULL, 10)};
        g->chinese = (ent_text_span){strtoul(fields[2], NULL, 10), strtoul(fields[3], NULL, 10)};
        snprintf(g->kinds, sizeof g->kinds, "|%s|", fields[4]);
        snprintf(g->source, sizeof g->source, "%s", fields[5]);
        snprintf(g->target, sizeof g->target, "%s", fields[6]);
        g->directed = fields[7][0] == '1';
        snprintf(g->said_by, sizeof g->said_by, "%s", fields[8]);
        snprintf(g->modality, sizeof g->modality, "|%s|", fields[9]);
    }
    fclose(file);
    return count;
}

/* True if the list "|a|b|" has the word. */
static bool lists(const char *list, const char *word) {
    char wanted[KINDS];
    snprintf(wanted, sizeof wanted, "|%s|", word);
    return strstr(list, wanted) != NULL;
}

static double share(ent_text_span a, ent_text_span b) {
    size_t begin = a.begin > b.begin ? a.begin : b.begin;
    size_t end = a.end < b.end ? a.end : b.end;
    size_t shorter = a.end - a.begin < b.end - b.begin ? a.end - a.begin : b.end - b.begin;
    return end > begin && shorter > 0 ? (double)(end - begin) / (double)shorter : 0;
}

static double overlap_of(const struct gold *gold, const ent_finding *finding) {
    double most = 0;
    for (size_t q = 0; q < finding->quote_count; q++) {
        double en = share(gold->english, finding->quotes[q].span);
        double zh = share(gold->chinese, finding->quotes[q].span);
        if (en > most) most = en;
        if (zh > most) most = zh;
    }
    return most;
}

static const char *word_of(const reading_tools *t, const ent_finding_actor *actor) {
    return actor->bloc > 0 ? ent_bloc_word(actor->bloc)
                           : ent_actor_iso3(t->actors, actor->actor, 2018);
}

static bool has_parties(const reading_tools *t, const struct gold *gold,
                        const ent_finding *finding) {
    bool seen[2] = {false, false};
    for (size_t k = 0; k < finding->source_count + finding->target_count; k++) {
        const ent_finding_actor *actor = k < finding->source_count
                                             ? &finding->source[k]
                                             : &finding->target[k - finding->source_count];
        bool first = strcmp(word_of(t, actor), gold->source) == 0;
        if (!first && strcmp(word_of(t, actor), gold->target) != 0) return false;
        seen[!first] = true;
    }
    return seen[0] && seen[1];
}

static size_t rank_of(const struct gold *gold, const ent_finding *finding) {
    ent_ranked ranked[ENT_CLASSES];
    size_t count = ent_finding_subjects(finding, ranked);
    for (size_t k = 0; k < count; k++)
        if (lists(gold->kinds, ent_class_name(ENT_HEAD_SUBJECT, ranked[k].class_index))) return k;
    return count;
}

static bool is_better(const struct match *a, const struct match *b) {
    size_t x = a->rank < 1 ? 0 : a->rank < 3 ? 1 : 2;
    size_t y = b->rank < 1 ? 0 : b->rank < 3 ? 1 : 2;
    return x != y ? x < y : a->overlap > b->overlap;
}

/* Pair gold claims and findings off, the best pairs first; returns how many. */
static size_t pair_off(const reading_tools *t, const struct gold *gold, size_t gold_count,
                       const ent_findings *findings, struct match *matches) {
    bool gold_taken[GOLD] = {false};
    bool finding_taken[FOUND] = {false};
    for (size_t count = 0;; count++) {
        struct match best = {.overlap = -1};
        for (size_t g = 0; g < gold_count; g++)
            for (size_t f = 0; f < findings->count; f++) {
                const ent_finding *finding = &findings->list[f];
                struct match one = {g, f, 0, overlap_of(&gold[g], finding)};
                if (gold_taken[g] || finding_taken[f] || one.overlap < 0.5 ||
                    !has_parties(t, &gold[g], finding))
                    continue;
                one.rank = rank_of(&gold[g], finding);
                if (best.overlap < 0 || is_better(&one, &best)) best = one;
            }
        if (best.overlap < 0) return count;
        gold_taken[best.gold] = finding_taken[best.finding] = true;
        matches[count] = best;
    }
}

static bool is_said_by(const ent_document *document, const struct gold *gold,
                       const ent_finding *finding) {
    const ent_finding_voice *last = &finding->voices[finding->voice_count - 1];
    char name[32] = "author";
    if (last->kind == ENT_VOICE_NAMED)
        return strstr(spanned(document, last->source), gold->said_by) != NULL;
    if (last->kind == ENT_VOICE_COMMENTER)
        snprintf(name, sizeof name, "commenter %u",
                 document->paragraphs[document->sentences[finding->quotes[0].sentence].paragraph]
                     .comment);
    return strcmp(name, gold->said_by) == 0;
}

/* What was right of what was found. */
struct tally {
    size_t found, first, three, modality, said_by, directed, direction, bilingual, two_quotes;
};

static void count_match(struct tally *tally, const reading_tools *t, const ent_document *document,
                        const struct gold *gold, const ent_finding *finding, size_t rank) {
    tally->found++;
    tally->first += rank < 1;
    tally->three += rank < 3;
    tally->modality += lists(gold->modality, ent_modality_name(finding->modality));
    tally->said_by += is_said_by(document, gold, finding);
    if (gold->directed) {
        tally->directed++;
        tally->direction +=
            finding->directed && strcmp(word_of(t, &finding->source[0]), gold->source) == 0;
    }
    if (gold->chinese.end > 0) {
        tally->bilingual++;
        tally->two_quotes += finding->quote_count > 1;
    }
}

static void print(const struct tally *n, size_t gold, size_t findings) {
    print_message("claims %zu, candidates %zu, found %zu: recall %.3f, precision %.3f\n", gold,
                  findings, n->found, (double)n->found / (double)gold,
                  (double)n->found / (double)findings);
    print_message("kind first: recall %.3f, precision %.3f; among three: recall %.3f, precision "
                  "%.3f\n",
                  (double)n->first / (double)gold, (double)n->first / (double)findings,
                  (double)n->three / (double)gold, (double)n->three / (double)findings);
    print_message("modality %zu, said by %zu of %zu; direction %zu of %zu; two quotes %zu of %zu\n",
                  n->modality, n->said_by, n->found, n->direction, n->directed, n->two_quotes,
                  n->bilingual);
}

/* The levels reached (docs/reading.md) less two claims each. */
static void the_page_read_by_hand_is_read_alike(void **state) {
    reading_tools *t = *state;
    struct gold gold[GOLD];
    struct match matches[GOLD];
    struct tally tally = {0};
    ent_error err = {0};
    const ent_document *page = NULL;
    const char *path = shared_path("reading/pages/china_russia_ties_en_zh.txt");
    if (path == NULL) skip();
    assert_ok(ent_page_open(page_reader(), path, ENT_PAGE_TEXT, &err), &err);
    assert_ok(ent_page_next(page_reader(), &page, &err), &err);
    ent_document document = *page;
    document.date = (ent_date){2018, 11, 16};
    const ent_findings *findings = findings_of(t, &document, false);
    size_t gold_count = read_gold(gold);
    assert_true(findings->count < FOUND);
    size_t count = pair_off(t, gold, gold_count, findings, matches);
    for (size_t m = 0; m < count; m++)
        count_match(&tally, t, &document, &gold[matches[m].gold],
                    &findings->list[matches[m].finding], matches[m].rank);
    print(&tally, gold_count, findings->count);
    assert_true(tally.found >= 46);
    assert_true(tally.first >= 39);
    assert_true(tally.three >= 44);
    assert_true(tally.modality >= 40);
    assert_true(tally.said_by >= 45);
    assert_true(tally.direction >= 13);
    assert_true(tally.two_quotes >= 8);
    assert_true(findings->count <= 54);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_read_by_hand_is_read_alike),
    };
    return cmocka_run_group_tests(tests, reader_begin, reader_end);
}
