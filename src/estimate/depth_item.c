/* SPDX-License-Identifier: Apache-2.0 */
/* The items of depth: what each source says of a dyad in a year (docs/depth.md). An undirected dyad
 * has one value an item; what is owed, sent or stationed either way counts. What one treaty says in
 * several clauses is not several observations: consultation is read where no defence is owed
 * (nearly every defence pact has it), institutionalisation where something is owed
 * (docs/decisions/0004-clauses-of-one-treaty.md). */
#include <assert.h>
#include <stdlib.h>

#include "base/array.h"
#include "entente/estimate.h"

/* Numbers of the items, in the order of the table. */
enum {
    I_DEFENSE,
    I_CONSULTATION = I_DEFENSE + 4,
    I_MILINST,
    I_AGREEMENT_NEW,
    I_AGREEMENT_CLASS,
    I_EXERCISE_CLASS = I_AGREEMENT_CLASS + ENT_AGREEMENT_CLASSES,
    I_ARMS = I_EXERCISE_CLASS + ENT_EXERCISE_CLASSES,
    I_ARMS_BOTH,
    I_TROOPS,
    I_HOSTILITY,
    I_RIVALRY,
    I_COUNT
};
static_assert((int)I_COUNT == (int)ENT_DEPTH_ITEMS, "every item has its place");

/* Grades of a year's exercises: none, one, two, three and more. Graded, and not counted, because
 * the few dyads with dozens a year would set the scale of all (docs/depth.md). */
enum { EXERCISE_GRADES = 4 };
/* Grades of troops stationed: from 10, 100, 1,000, 10,000. */
enum { TROOP_GRADES = 5, MILINST_GRADES = 3 };
/* Grades of a year's highest hostility: none, short of force, force, war. */
enum { HOSTILITY_GRADES = 4, LEVEL_FORCE = 4, LEVEL_WAR = 5 };

static const ent_depth_item items[ENT_DEPTH_ITEMS] = {
#define ITEM(name, label, side, kind, standing, type, categories)                                  \
    {                                                                                              \
        name, label, side, kind, standing, {                                                       \
            type, categories, (side) != ENT_DEPTH_HOSTILE                                          \
        }                                                                                          \
    }
#define PAPER(name, label)                                                                         \
    ITEM(name, label, ENT_DEPTH_PAPER, ENT_ALLIANCE, true, ENT_LATENT_BINARY, 0)
#define FORCE(name, label)                                                                         \
    ITEM(name, label, ENT_DEPTH_PRACTICE, ENT_AGREEMENT, true, ENT_LATENT_BINARY, 0)
#define EXERCISE(name, label)                                                                      \
    ITEM(name, label, ENT_DEPTH_PRACTICE, ENT_EXERCISE, false, ENT_LATENT_ORDERED, EXERCISE_GRADES)
    PAPER("defense", "either owes the other defence"),
    PAPER("offense", "either owes the other support in attack"),
    PAPER("neutrality", "either owes the other neutrality"),
    PAPER("nonaggression", "either owes the other non-aggression"),
    PAPER("consultation", "either owes the other consultation, neither defence"),
    ITEM("milinst", "military institutionalisation of their alliances, where they have one",
         ENT_DEPTH_PAPER, ENT_ALLIANCE, true, ENT_LATENT_ORDERED, MILINST_GRADES),
    ITEM("agreement_new", "defence agreements signed", ENT_DEPTH_PRACTICE, ENT_AGREEMENT, false,
         ENT_LATENT_COUNT, 0),
    FORCE("agreement_general", "general defence agreement in force"),
    FORCE("agreement_industry", "agreement on industry, procurement or research in force"),
    FORCE("agreement_training", "agreement on training or exchange in force"),
    FORCE("agreement_commission", "joint commission in force"),
    EXERCISE("exercise_two_land", "exercises of the two alone, land"),
    EXERCISE("exercise_two_air", "exercises of the two alone, air"),
    EXERCISE("exercise_two_sea", "exercises of the two alone, sea"),
    EXERCISE("exercise_two_joint", "exercises of the two alone, several domains or staffs"),
    EXERCISE("exercise_two_other", "exercises of the two alone, domain not stated"),
    EXERCISE("exercise_few_land", "exercises of 3 to 9 states, land"),
    EXERCISE("exercise_few_air", "exercises of 3 to 9 states, air"),
    EXERCISE("exercise_few_sea", "exercises of 3 to 9 states, sea"),
    EXERCISE("exercise_few_joint", "exercises of 3 to 9 states, several domains or staffs"),
    EXERCISE("exercise_few_other", "exercises of 3 to 9 states, domain not stated"),
    EXERCISE("exercise_many", "exercises of 10 states or more"),
    ITEM("arms", "arms delivered, the larger direction, TIV millions", ENT_DEPTH_PRACTICE,
         ENT_TRANSFER, false, ENT_LATENT_HURDLE, 0),
    ITEM("arms_both", "arms delivered in both directions", ENT_DEPTH_PRACTICE, ENT_TRANSFER, false,
         ENT_LATENT_BINARY, 0),
    ITEM("troops", "troops of one stationed in the other, by powers of ten", ENT_DEPTH_PRACTICE,
         ENT_DEPLOYMENT, true, ENT_LATENT_ORDERED, TROOP_GRADES),
    ITEM("hostility", "highest hostility of the year's disputes", ENT_DEPTH_HOSTILE, ENT_DISPUTE,
         false, ENT_LATENT_ORDERED, HOSTILITY_GRADES),
    ITEM("rivalry", "strategic rivals", ENT_DEPTH_HOSTILE, ENT_RIVALRY, true, ENT_LATENT_BINARY, 0)
#undef EXERCISE
#undef FORCE
#undef PAPER
#undef ITEM
};

const ent_depth_item *ent_depth_item_at(size_t index) {
    return index < ENT_DEPTH_ITEMS ? &items[index] : NULL;
}

uint32_t ent_depth_items_of_sides(unsigned sides) {
    uint32_t bits = 0;
    for (size_t k = 0; k < ENT_DEPTH_ITEMS; k++)
        if (items[k].side & sides) bits |= UINT32_C(1) << k;
    return bits;
}

unsigned ent_depth_needs(void) {
    return ENT_NEED_ALLIANCE | ENT_NEED_AGREEMENT | ENT_NEED_CLASS | ENT_NEED_ARMS |
           ENT_NEED_TROOPS | ENT_NEED_DISPUTE | ENT_NEED_RIVALRY;
}

/* ---- values ---- */

/* The larger of two directions; what only one source direction covers is that direction's. */
static double larger(double forth, double back) {
    if (ent_is_missing(forth)) return back;
    return ent_is_missing(back) || forth >= back ? forth : back;
}

static double smaller(double forth, double back) {
    if (ent_is_missing(forth) || ent_is_missing(back)) return ent_missing();
    return forth < back ? forth : back;
}

static double positive(double value) {
    return ent_is_missing(value) ? value : (double)(value > 0);
}

static double graded(double exercises) {
    return exercises > EXERCISE_GRADES - 1 ? EXERCISE_GRADES - 1 : exercises;
}

static double troop_grade(double troops) {
    if (ent_is_missing(troops)) return troops;
    double grade = 0;
    for (double step = 10; grade < TROOP_GRADES - 1 && troops >= step; step *= 10)
        grade++;
    return grade;
}

static double hostility_grade(double level) {
    if (ent_is_missing(level) || level <= 0) return level;
    return level >= LEVEL_WAR ? 3 : level >= LEVEL_FORCE ? 2 : 1;
}

static void fill_paper(const ent_slice *slice, size_t forth, size_t back, double milinst,
                       float *out) {
    static const unsigned flags[] = {ENT_DEFENSE, ENT_OFFENSE, ENT_NEUTRALITY, ENT_NONAGGRESSION,
                                     ENT_CONSULTATION};
    unsigned owed = (unsigned)slice->obligation[forth] | slice->obligation[back];
    for (size_t f = 0; f < sizeof flags / sizeof flags[0]; f++)
        out[I_DEFENSE + f] =
            slice->alliance_covered ? (float)((owed & flags[f]) != 0) : (float)ent_missing();
    if (owed & ENT_DEFENSE) out[I_CONSULTATION] = (float)ent_missing();
    out[I_MILINST] = owed != 0 ? (float)milinst : (float)ent_missing();
}

static void fill_practice(const ent_slice *slice, size_t forth, size_t back, float *out) {
    out[I_AGREEMENT_NEW] = (float)slice->agreements_new[forth];
    for (size_t c = 0; c < ENT_AGREEMENT_CLASSES; c++)
        out[I_AGREEMENT_CLASS + c] = (float)positive(slice->agreement_class[c][forth]);
    for (size_t c = 0; c < ENT_EXERCISE_CLASSES; c++)
        out[I_EXERCISE_CLASS + c] = (float)graded(slice->exercise_class[c][forth]);
    out[I_ARMS] = (float)larger(slice->arms[forth], slice->arms[back]);
    out[I_ARMS_BOTH] = (float)positive(smaller(slice->arms[forth], slice->arms[back]));
    out[I_TROOPS] = (float)troop_grade(larger(slice->troops[forth], slice->troops[back]));
}

static void fill_hostile(const ent_slice *slice, size_t forth, size_t back, float *out) {
    double level = larger(slice->mid_hostility[forth], slice->mid_hostility[back]);
    out[I_HOSTILITY] = (float)hostility_grade(level);
    out[I_RIVALRY] = (float)slice->rivalry[forth];
}

ent_status ent_depth_items_of(const ent_slice *slice, const ent_pairs *pairs, float *out,
                              ent_error *err) {
    double *milinst = NULL;
    ent_status status = ent_array_new((void **)&milinst, pairs->count, sizeof *milinst, err);
    if (status == ENT_OK) status = ent_milinst_pairs(slice, pairs, milinst, err);
    for (size_t p = 0; p < pairs->count && status == ENT_OK; p++) {
        float *row = out + p * ENT_DEPTH_ITEMS;
        size_t forth = (size_t)pairs->i[p] * slice->n + pairs->j[p];
        size_t back = (size_t)pairs->j[p] * slice->n + pairs->i[p];
        fill_paper(slice, forth, back, milinst[p], row);
        fill_practice(slice, forth, back, row);
        fill_hostile(slice, forth, back, row);
    }
    free(milinst);
    return status;
}
