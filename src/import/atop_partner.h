/* SPDX-License-Identifier: Apache-2.0 */
/* Obligations of ATOP that a member owes to some of its partners only. */
#ifndef ENTENTE_IMPORT_ATOP_PARTNER_H
#define ENTENTE_IMPORT_ATOP_PARTNER_H

#include "entente/actor.h"

/* In the order of the member file's columns. */
enum atop_obligation {
    ATOP_DEFENSE,
    ATOP_OFFENSE,
    ATOP_NEUTRAL,
    ATOP_NONAGG,
    ATOP_CONSUL,
    ATOP_OBLIGATIONS
};

/* Whether it is known to whom the members of an alliance owe what. O(table). */
bool ent_atop_varies(int atopid);
/* Whether the member, which has the obligation, does not owe it to the partner. O(table). */
bool ent_atop_withholds(int atopid, ent_actor member, ent_actor partner,
                        enum atop_obligation obligation);

#endif
