/* SPDX-License-Identifier: Apache-2.0 */
/* The ladder of military cooperation: ordinal grades, each reached by named evidence only.
 *
 *   early     1 confidence-building measures      2 mechanism of regular consultations
 *   moderate  3 military-technical cooperation,   4 regular joint exercises
 *               exchange of personnel
 *   advanced  5 interoperability, joint command   6 joint deployment, exchange of bases
 *             7 common defence policy
 *
 * Korolev, A. (2019), "On the Verge of an Alliance: Contemporary China–Russia Military
 * Cooperation", Asian Security 15(3), 233–252. The rules by which a record names a rung stand in
 * docs/ladder.md.
 */
#include <string.h>
#include <strings.h>

#include "entente/measure.h"

static const struct {
    const char *word;
    int rung;
} claims_of[ENT_CLAIMS] = {
    [ENT_CLAIM_CBM] = {"cbm", 1},
    [ENT_CLAIM_CONSULTATION] = {"consultation", 2},
    [ENT_CLAIM_MTC] = {"mtc", 3},
    [ENT_CLAIM_PERSONNEL] = {"personnel", 3},
    [ENT_CLAIM_EXERCISE] = {"exercise", 4},
    [ENT_CLAIM_INTEROPERABILITY] = {"interoperability", 5},
    [ENT_CLAIM_JOINT_COMMAND] = {"joint-command", 5},
    [ENT_CLAIM_DEPLOYMENT] = {"deployment", 6},
    [ENT_CLAIM_BASE] = {"base", 6},
    [ENT_CLAIM_COMMON_POLICY] = {"common-defence-policy", 7},
    [ENT_CLAIM_COMPATIBILITY] = {"compatibility", 0},
    [ENT_CLAIM_INTERCHANGEABILITY] = {"interchangeability", 0},
    [ENT_CLAIM_COMMONALITY] = {"commonality", 0},
};

const char *ent_claim_word(ent_claim claim) {
    return claim < ENT_CLAIMS ? claims_of[claim].word : "";
}

int ent_claim_rung(ent_claim claim) {
    return claim < ENT_CLAIMS ? claims_of[claim].rung : 0;
}

/* Whether a word stands among words separated by blanks, whatever its case. */
static bool has_word(const char *words, const char *word) {
    size_t length = strlen(word);
    while (words != NULL && *words != '\0') {
        size_t next = strcspn(words, " ");
        if (next == length && strncasecmp(words, word, length) == 0) return true;
        words += next;
        words += strspn(words, " ");
    }
    return false;
}

static unsigned bit(ent_claim claim) {
    return 1u << (unsigned)claim;
}

/* ATOP: what the treaty provides for, by either member's term. */
static unsigned alliance_claims(const char *role) {
    ent_milinst_fields fields = ent_milinst_fields_read(role);
    unsigned claims = 0;
    if (has_word(role, "consultation")) claims |= bit(ENT_CLAIM_CONSULTATION);
    if (fields.milaid == 3 || fields.milaid == 4) claims |= bit(ENT_CLAIM_MTC);
    if (fields.milcon == 3 || fields.intcom == 1) claims |= bit(ENT_CLAIM_JOINT_COMMAND);
    if (fields.base > 0) claims |= bit(ENT_CLAIM_BASE);
    return claims;
}

/* DCAD's categories of agreements (Kinne 2020). A general agreement names no rung. */
static unsigned agreement_claims(const char *category) {
    static const struct {
        const char *word;
        ent_claim claim;
    } words[] = {{"commission", ENT_CLAIM_CONSULTATION},
                 {"procurement", ENT_CLAIM_MTC},
                 {"dic", ENT_CLAIM_MTC},
                 {"research", ENT_CLAIM_MTC},
                 {"trex", ENT_CLAIM_PERSONNEL}};
    unsigned claims = 0;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (has_word(category, words[w].word)) claims |= bit(words[w].claim);
    return claims;
}

/* What the kind alone says. */
static unsigned kind_claims(ent_kind kind) {
    switch (kind) {
    case ENT_TRANSFER:
        return bit(ENT_CLAIM_MTC);
    case ENT_EXCHANGE:
        return bit(ENT_CLAIM_PERSONNEL);
    case ENT_EXERCISE:
        return bit(ENT_CLAIM_EXERCISE);
    case ENT_DEPLOYMENT:
        return bit(ENT_CLAIM_DEPLOYMENT);
    default:
        return 0;
    }
}

/* Kinds that record ties; a dispute or an event whose category says "base" is no claim. */
static bool is_tie(ent_kind kind) {
    return kind <= ENT_EXCHANGE || kind == ENT_STATEMENT;
}

unsigned ent_ladder_claims(const ent_ladder_record *record) {
    unsigned claims = kind_claims(record->kind);
    if (!is_tie(record->kind)) return 0;
    for (unsigned c = 0; c < ENT_CLAIMS; c++)
        if (has_word(record->category, claims_of[c].word)) claims |= 1u << c;
    if (record->kind == ENT_AGREEMENT) claims |= agreement_claims(record->category);
    if (record->kind == ENT_ALLIANCE)
        claims |= alliance_claims(record->role[0]) | alliance_claims(record->role[1]);
    return claims;
}

/* What a source that covers a kind would show, had it happened. */
static unsigned shown_by(const ent_ladder_coverage *coverage) {
    static const unsigned treaty =
        1u << ENT_CLAIM_CONSULTATION | 1u << ENT_CLAIM_JOINT_COMMAND | 1u << ENT_CLAIM_BASE;
    static const unsigned words =
        1u << ENT_CLAIM_CONSULTATION | 1u << ENT_CLAIM_MTC | 1u << ENT_CLAIM_PERSONNEL;
    unsigned all = (1u << ENT_CLAIMS) - 1;
    switch (coverage->kind) {
    case ENT_ALLIANCE:
        return treaty;
    case ENT_AGREEMENT: /* exercises are seen where they are held, not where they are agreed */
        return coverage->ledger ? all & ~(1u << ENT_CLAIM_EXERCISE) : words;
    default:
        return kind_claims(coverage->kind);
    }
}

static void cover(ent_ladder_part *part, int year1, int year2) {
    if (part->covered1 == 0 || year1 < part->covered1) part->covered1 = year1;
    if (year2 > part->covered2) part->covered2 = year2;
}

/* The years of the window that a record of exercises stands for, as bits: an exercise the year it
 * began, anything else (an agreement that names regular exercises) every year it holds. */
static unsigned years_held(const ent_ladder_record *record, int begin, int year) {
    int last = record->kind == ENT_EXERCISE ? record->year1 : record->year2;
    unsigned years = 0;
    for (int y = begin; y <= year; y++)
        if (record->year1 <= y && y <= last) years |= 1u << (unsigned)(y - begin);
    return years;
}

void ent_ladder_states(const ent_ladder_record *records, const unsigned *claims, size_t count,
                       const ent_ladder_coverage *coverage, size_t coverage_count, int year,
                       ent_ladder_part parts[ENT_CLAIMS]) {
    int begin = year - ENT_LADDER_WINDOW + 1;
    unsigned once = 0;               /* claims with a record in the window */
    unsigned years_of_exercises = 0; /* bit: years since the window's begin */
    memset(parts, 0, ENT_CLAIMS * sizeof *parts);
    for (size_t c = 0; c < coverage_count; c++) {
        int from = coverage[c].year1 > begin ? coverage[c].year1 : begin;
        int to = coverage[c].year2 < year ? coverage[c].year2 : year;
        unsigned shown = from <= to ? shown_by(&coverage[c]) : 0;
        for (unsigned k = 0; k < ENT_CLAIMS; k++)
            if (shown >> k & 1u) cover(&parts[k], from, to);
    }
    for (size_t r = 0; r < count; r++) {
        if (records[r].year1 > year || records[r].year2 < begin) continue;
        once |= claims[r];
        if ((claims[r] & bit(ENT_CLAIM_EXERCISE)) != 0)
            years_of_exercises |= years_held(&records[r], begin, year);
    }
    for (unsigned k = 0; k < ENT_CLAIMS; k++) {
        bool regular = (years_of_exercises & (years_of_exercises - 1)) != 0;
        parts[k].state = (once >> k & 1u) == 0
                             ? (parts[k].covered1 != 0 ? ENT_RUNG_NONE : ENT_RUNG_NOT_COVERED)
                         : k == ENT_CLAIM_EXERCISE && !regular ? ENT_RUNG_ONCE
                                                               : ENT_RUNG_EVIDENCE;
    }
}
