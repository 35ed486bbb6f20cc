/* SPDX-License-Identifier: Apache-2.0 */
/* Blocs: named groups of states, with members by date where a treaty defines them. */
#include "read/names.h"

int ent_bloc_total(void) {
    return (int)ent_bloc_count;
}

const char *ent_bloc_word(int bloc) {
    return bloc < 1 || bloc > ent_bloc_total() ? "" : ent_bloc_words[bloc];
}

bool ent_bloc_has(int bloc, ent_actor actor, int32_t day) {
    for (size_t i = 0; i < ent_bloc_member_count; i++) {
        const ent_bloc_member_row *row = &ent_bloc_members[i];
        if (row->bloc != bloc || row->actor != actor) continue;
        bool begun = day >= ent_date_days(row->first, false);
        bool over = row->last.year != 0 && day > ent_date_days(row->last, true);
        if (begun && !over) return true;
    }
    return false;
}
