/* SPDX-License-Identifier: Apache-2.0 */
/* Codes and names of an actor in a year. */
#include "actor/registry.h"

bool ent_actor_known(const ent_actors *actors, ent_actor actor) {
    (void)actors;
    return ent_actor_row_of(actor) != NULL;
}

ent_status ent_actor_from_cow(const ent_actors *actors, int code, ent_actor *out, ent_error *err) {
    (void)actors;
    if (code <= 0 || code >= ENT_GW_ONLY || ent_actor_row_of(code) == NULL)
        return ent_fail(err, ENT_ERR_NOT_FOUND, "no state has the CoW code %d", code);
    *out = code;
    return ENT_OK;
}

ent_status ent_actor_from_gw(const ent_actors *actors, int code, int year, ent_actor *out,
                             ent_error *err) {
    (void)actors;
    size_t count = 0;
    const ent_mapping_row *run = ent_mapping_of(code, &count);
    if (count == 0)
        return ent_fail(err, ENT_ERR_NOT_FOUND, "no state has the Gleditsch-Ward code %d", code);
    size_t nearest = 0;
    for (size_t i = 1; i < count; i++)
        if (ent_years_away(year, run[i].year1, run[i].year2) <
            ent_years_away(year, run[nearest].year1, run[nearest].year2))
            nearest = i;
    *out = run[nearest].actor;
    return ENT_OK;
}

int ent_actor_gw(const ent_actors *actors, ent_actor actor, int year) {
    const ent_gw_run *runs = actors->gw_runs;
    size_t nearest = ent_rows_from(runs, actors->gw_run_count, sizeof *runs, actor);
    if (nearest == actors->gw_run_count || runs[nearest].actor != actor) return 0;
    for (size_t i = nearest + 1; i < actors->gw_run_count && runs[i].actor == actor; i++)
        if (ent_years_away(year, runs[i].year1, runs[i].year2) <
            ent_years_away(year, runs[nearest].year1, runs[nearest].year2))
            nearest = i;
    return runs[nearest].gw;
}

int ent_actor_cow(ent_actor actor) {
    return actor > 0 && actor < ENT_GW_ONLY ? actor : 0;
}

const char *ent_actor_iso3(const ent_actors *actors, ent_actor actor, int year) {
    (void)actors;
    size_t i = ent_rows_from(ent_iso_rows, ent_iso_count, sizeof *ent_iso_rows, actor);
    for (; actor != 0 && i < ent_iso_count && ent_iso_rows[i].actor == actor; i++)
        if (ent_years_away(year, ent_iso_rows[i].year1, ent_iso_rows[i].year2) == 0)
            return ent_iso_rows[i].iso3;
    return "";
}

const char *ent_actor_name(const ent_actors *actors, ent_actor actor, ent_language language,
                           int year) {
    (void)actors;
    const ent_actor_row *row = ent_actor_row_of(actor);
    if (row == NULL) return "";
    size_t i = ent_rows_from(ent_period_rows, ent_period_count, sizeof *ent_period_rows, actor);
    for (; year != 0 && i < ent_period_count && ent_period_rows[i].actor == actor; i++)
        if (ent_years_away(year, ent_period_rows[i].year1, ent_period_rows[i].year2) == 0)
            return ent_period_rows[i].name[language];
    return row->name[language];
}
