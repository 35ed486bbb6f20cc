/* SPDX-License-Identifier: Apache-2.0 */
/* Who is a member when, to the day. */
#include "actor/registry.h"

/* The stays of one actor; *count 0 when it has none. */
static const ent_stay *stays_of(const ent_actors *actors, ent_system system, ent_actor actor,
                                size_t *count) {
    const ent_membership *membership = &actors->system[system];
    size_t at =
        ent_rows_from(membership->stays, membership->stay_count, sizeof *membership->stays, actor);
    size_t end = at;
    while (end < membership->stay_count && membership->stays[end].actor == actor)
        end++;
    *count = end - at;
    return membership->stays + at;
}

bool ent_actor_member(const ent_actors *actors, ent_system system, ent_actor actor, int32_t first,
                      int32_t last) {
    size_t count = 0;
    const ent_stay *stay = stays_of(actors, system, actor, &count);
    for (size_t i = 0; i < count; i++)
        if (stay[i].first <= last && stay[i].last >= first) return true;
    return false;
}

size_t ent_actors_in_year(const ent_actors *actors, ent_system system, int year, ent_actor *list,
                          size_t capacity) {
    const ent_membership *membership = &actors->system[system];
    int32_t first = ent_year_first(year);
    int32_t last = ent_year_last(year);
    size_t count = 0;
    ent_actor latest = 0; /* stays are sorted by actor: one that returns within the year is next */
    for (size_t i = 0; i < membership->stay_count; i++) {
        const ent_stay *stay = &membership->stays[i];
        if (stay->first > last || stay->last < first || stay->actor == latest) continue;
        latest = stay->actor;
        if (list != NULL && count < capacity) list[count] = latest;
        count++;
    }
    return count;
}

bool ent_actors_together(const ent_actors *actors, ent_system system, ent_actor a, ent_actor b,
                         int year) {
    size_t count_a = 0;
    size_t count_b = 0;
    const ent_stay *stay_a = stays_of(actors, system, a, &count_a);
    const ent_stay *stay_b = stays_of(actors, system, b, &count_b);
    int32_t year_first = ent_year_first(year);
    int32_t year_last = ent_year_last(year);
    for (size_t i = 0; i < count_a; i++) {
        for (size_t j = 0; j < count_b; j++) {
            int32_t first = year_first;
            int32_t last = year_last;
            if (stay_a[i].first > first) first = stay_a[i].first;
            if (stay_b[j].first > first) first = stay_b[j].first;
            if (stay_a[i].last < last) last = stay_a[i].last;
            if (stay_b[j].last < last) last = stay_b[j].last;
            if (first <= last) return true;
        }
    }
    return false;
}

ent_actor ent_actor_ref_during(const ent_actors *actors, ent_system system,
                               const ent_actor_ref *ref, int32_t first, int32_t last) {
    ent_actor found = 0;
    int32_t reach = 0;
    for (int i = 0; i < ref->count; i++) {
        size_t count = 0;
        const ent_stay *stay = stays_of(actors, system, ref->actor[i], &count);
        for (size_t k = 0; k < count; k++) {
            if (stay[k].first > last || stay[k].last < first) continue;
            if (found == 0 || stay[k].last > reach) {
                found = ref->actor[i];
                reach = stay[k].last;
            }
        }
    }
    return found;
}

ent_actor ent_actor_ref_at(const ent_actors *actors, ent_system system, const ent_actor_ref *ref,
                           int year) {
    return ent_actor_ref_during(actors, system, ref, ent_year_first(year), ent_year_last(year));
}
