/* SPDX-License-Identifier: Apache-2.0 */
/* A hash table of names (FNV-1a, open addressing) beside the list of them. */
#include "import/names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"

enum { FIRST_SLOTS = 256 };

static uint64_t hash(const char *text) {
    uint64_t value = 14695981039346656037u;
    for (; *text != '\0'; text++)
        value = (value ^ (unsigned char)*text) * 1099511628211u;
    return value;
}

/* The slot of a name, or the free one where it belongs. */
static uint32_t *slot_of(const ent_names *names, const char *text) {
    size_t at = hash(text) & (names->slot_count - 1);
    while (names->slots[at] != 0 && strcmp(names->list[names->slots[at] - 1].text, text) != 0)
        at = (at + 1) & (names->slot_count - 1);
    return &names->slots[at];
}

static ent_status grow_slots(ent_names *names, ent_error *err) {
    if (names->count * 2 < names->slot_count) return ENT_OK;
    void *slots = NULL;
    size_t count = names->slot_count == 0 ? FIRST_SLOTS : names->slot_count * 2;
    ent_status status = ent_array_new(&slots, count, sizeof *names->slots, err);
    if (status != ENT_OK) return status;
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    for (size_t i = 0; i < names->count; i++)
        *slot_of(names, names->list[i].text) = (uint32_t)(i + 1);
    return ENT_OK;
}

/* Sources that write "Congo" write the Democratic Republic with its full name. */
static const char *usual_name(const char *text) {
    return strcmp(text, "Congo") == 0 ? "COG" : text;
}

static ent_status add(ent_names *names, const ent_actors *actors, const char *text,
                      ent_error *err) {
    ent_error why = {0};
    ent_name name = {0};
    ent_status status = ent_array_reserve((void **)&names->list, &names->capacity, names->count + 1,
                                          sizeof *names->list, err);
    if (status != ENT_OK) return status;
    status = ent_actor_find(actors, usual_name(text), &name.meaning, &why);
    if (status == ENT_ERR_MEMORY) return ent_fail(err, status, "%s", why.text);
    if (status != ENT_OK) name.meaning.count = 0;
    name.text = strdup(text);
    if (name.text == NULL) return ent_fail(err, ENT_ERR_MEMORY, "out of memory");
    names->list[names->count++] = name;
    return ENT_OK;
}

ent_status ent_names_index(ent_names *names, const ent_actors *actors, const char *text,
                           size_t *index, ent_error *err) {
    ent_status status = grow_slots(names, err);
    if (status != ENT_OK) return status;
    uint32_t *slot = slot_of(names, text);
    if (*slot == 0) {
        status = add(names, actors, text, err);
        if (status != ENT_OK) return status;
        *slot = (uint32_t)names->count;
    }
    *index = *slot - 1;
    return ENT_OK;
}

ent_actor ent_name_during(const ent_name *name, const ent_actors *actors, ent_date when) {
    const ent_actor_ref *meaning = &name->meaning;
    if (meaning->count == 0) return 0;
    if (meaning->count == 1) return meaning->actor[0];
    ent_actor actor = ent_actor_ref_during(actors, ENT_COW, meaning, ent_date_days(when, false),
                                           ent_date_days(when, true));
    return actor != 0 ? actor : meaning->actor[meaning->count - 1];
}

void ent_names_free(ent_names *names) {
    for (size_t i = 0; i < names->count; i++)
        free(names->list[i].text);
    free(names->list);
    free(names->slots);
    *names = (ent_names){0};
}

bool ent_name_of_no_state(const char *text) {
    static const char *const list[] = {"American Samoa",
                                       "Anguilla",
                                       "Aruba",
                                       "Bermuda",
                                       "Biafra",
                                       "Cayman Islands",
                                       "Curacao",
                                       "Faroe Islands",
                                       "French Guiana",
                                       "French Polynesia",
                                       "Gibraltar",
                                       "Greenland",
                                       "Guadeloupe",
                                       "Guam",
                                       "Holy See",
                                       "Hong Kong",
                                       "Katanga",
                                       "Macao",
                                       "Martinique",
                                       "Montserrat",
                                       "Netherlands Antilles",
                                       "New Caledonia",
                                       "Northern Cyprus",
                                       "Occupied Palestinian Territory",
                                       "Palestine",
                                       "Puerto Rico",
                                       "Reunion",
                                       "Unknown country",
                                       "Unknown recipient(s)",
                                       "Unknown supplier(s)",
                                       "Vatican City",
                                       "Western Sahara"};
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        if (strcasecmp(text, list[i]) == 0) return true;
    return false;
}
