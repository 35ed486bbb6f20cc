/* SPDX-License-Identifier: Apache-2.0 */
/* ATOP's member file marks with OBVARY = 1 that a member's obligations differ from partner to
 * partner, and does not say how. The directed dyad-year form of ATOP 5.1 does; the table below
 * holds what it withholds from the pairs of such alliances (docs/atop-dyad-years.md lists the cases
 * with the reason in the treaty). Alliances with OBVARY = 1 that are not here read as if each
 * obligation were owed to all.
 */
#include "import/atop_partner.h"

enum {
    PARTNERS = 4,
    DEFENSE = 1 << ATOP_DEFENSE,
    OFFENSE = 1 << ATOP_OFFENSE,
    NEUTRAL = 1 << ATOP_NEUTRAL,
    NONAGG = 1 << ATOP_NONAGG
};

static const struct {
    int atopid;
    ent_actor member;
    unsigned withheld;
    ent_actor from[PARTNERS]; /* 0: no further one */
} exceptions[] = {
    {1100,
     200,
     DEFENSE,
     {220}}, /* Quadruple Alliance, 1834: for the thrones of Lisbon and Madrid */
    {1100, 230, DEFENSE, {200, 220}},
    {1100, 235, DEFENSE, {200, 220}},
    {1110, 200, DEFENSE, {255, 300, 365}}, /* Convention of London, 1840: for the Sultan */
    {1110, 200, OFFENSE, {255, 365}},
    {1110, 255, DEFENSE, {200}},
    {1110, 300, DEFENSE, {200}},
    {1110, 300, OFFENSE, {255}},
    {1110, 365, DEFENSE, {200}},
    {1110, 640, OFFENSE, {255, 365}},
    {1120, 200, DEFENSE, {220, 230}}, /* London, 1847: for the crown of Portugal */
    {1120, 220, DEFENSE, {200, 230}},
    {1120, 230, DEFENSE, {200, 220}},
    {1160, 200, DEFENSE, {325}}, /* Crimean War, 1854: for the Ottoman Empire */
    {1160, 220, DEFENSE, {325}},
    {1160, 325, DEFENSE, {200, 220}},
    {1205, 140, DEFENSE, {160}}, /* Rio de Janeiro, 1859: for Uruguay, neutral in turn */
    {1205, 160, DEFENSE, {140}},
    {1227, 240, NEUTRAL, {245, 269, 271, 275}}, /* 1862: neutral toward Austria alone */
    {1227, 245, NEUTRAL, {240, 269, 271, 275}},
    {1227, 269, NEUTRAL, {240, 245, 271, 275}},
    {1227, 271, NEUTRAL, {240, 245, 269, 275}},
    {1227, 275, NEUTRAL, {240, 245, 269, 271}},
    {1350, 255, OFFENSE, {300}}, /* Triple Alliance: Germany's offence, 1887, is owed to Italy */
    {1355, 360, DEFENSE, {325}}, /* Romania's: Italy acceded in 1888 to consult */
    {2130, 200, DEFENSE, {325}}, /* Locarno, 1925: the frontiers of Belgium, France, Germany */
    {2130, 325, DEFENSE, {200}},
    {2130, 211, DEFENSE | NONAGG, {200, 325}},
    {2130, 220, DEFENSE | NONAGG, {200, 325}},
    {2130, 255, DEFENSE | NONAGG, {200, 325}},
    {2130,
     255,
     DEFENSE,
     {211, 220}},                /* an attack on one of them would be its own, or theirs on it */
    {3322, 200, NEUTRAL, {220}}, /* Sevres, 1956: Britain not to help Jordan against Israel */
};
enum { EXCEPTIONS = sizeof exceptions / sizeof exceptions[0] };

bool ent_atop_varies(int atopid) {
    for (size_t e = 0; e < EXCEPTIONS; e++)
        if (exceptions[e].atopid == atopid) return true;
    return false;
}

bool ent_atop_withholds(int atopid, ent_actor member, ent_actor partner,
                        enum atop_obligation obligation) {
    for (size_t e = 0; e < EXCEPTIONS; e++) {
        if (exceptions[e].atopid != atopid || exceptions[e].member != member ||
            (exceptions[e].withheld >> obligation & 1U) == 0)
            continue;
        for (size_t p = 0; p < PARTNERS; p++)
            if (exceptions[e].from[p] == partner) return true;
    }
    return false;
}
