/* SPDX-License-Identifier: Apache-2.0 */
/** @file mention.h
 * Who is named in a text: states by their names, peoples, capitals, leaders, ministries,
 * organisations and armed services, and blocs, which are groups and never one state.
 */
#ifndef ENTENTE_MENTION_H
#define ENTENTE_MENTION_H

#include "entente/actor.h"
#include "entente/lexicon.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a text speaks of an actor. Values are stable: new ones are added at the end. */
typedef enum ent_mention_kind {
    ENT_MENTION_NONE,         /**< a name that only looks like a state's: never returned */
    ENT_MENTION_STATE,        /**< "China", 俄罗斯 */
    ENT_MENTION_DEMONYM,      /**< "Russian", "Sino-" */
    ENT_MENTION_CAPITAL,      /**< "Beijing", 克里姆林宫 */
    ENT_MENTION_LEADER,       /**< in office at the document's date unless `former` */
    ENT_MENTION_MINISTRY,     /**< ministries and parliaments */
    ENT_MENTION_ORGANISATION, /**< firms, agencies, parties, state media */
    ENT_MENTION_SERVICE,      /**< armed forces: "the PLA", 太平洋舰队 */
    ENT_MENTION_BLOC,         /**< "the West", 北约: see ent_bloc_word() */
    ENT_MENTION_PAIR,         /**< 中俄: all the actors at once */
    ENT_MENTION_PRONOUN,      /**< "both sides", 双方, "its": inferred from what went before */
} ent_mention_kind;

/** The most actors one mention stands for. */
#define ENT_MENTION_ACTORS 3

typedef struct ent_mention {
    ent_text_span span;
    ent_mention_kind kind;
    int count;                           /**< of actors; 0 for a bloc */
    ent_actor actor[ENT_MENTION_ACTORS]; /**< as the text orders them */
    int bloc;                            /**< 1…ent_bloc_total(), 0 for none */
    bool inferred;                       /**< resolved from context */
    bool former;                         /**< a leader or body named outside its years */
} ent_mention;

/** Everything that names an actor, as one automaton. Read-only; shared by threads. Refers to the
 * registry, which must outlive it. */
typedef struct ent_namer ent_namer;

/** Errors: MEMORY. O(bytes of names). */
ent_status ent_namer_new(const ent_actors *actors, ent_namer **out, ent_error *err);
void ent_namer_free(ent_namer *names);

/** Mentions in text[span), leftmost and longest, in order and apart. What a name means is settled
 * by the day (see ent_date_days; INT32_MAX when not known: the present). Writes at most
 * @p capacity of them to @p list and returns how many it wrote. No allocation. O(bytes). */
size_t ent_namer_find(const ent_namer *names, const char *text, ent_text_span span, int32_t day,
                      ent_mention *list, size_t capacity);

/** Blocs are numbered from 1. */
int ent_bloc_total(void);
/** The bloc's word ("nato", "west"); "" for a number that is none. */
const char *ent_bloc_word(int bloc);
/** True if the actor was a member on the day. False also where membership is not defined ("the
 * West"). O(members of all blocs). */
bool ent_bloc_has(int bloc, ent_actor actor, int32_t day);

/** Two actors named together, and in how many sentences. */
typedef struct ent_topic_pair {
    ent_actor actor[2]; /**< 0 for none */
    unsigned sentences;
} ent_topic_pair;
enum { ENT_TOPIC_PAIRS = 8 };

/** What has been spoken of so far: one per document. Zero-initialise. */
typedef struct ent_topic {
    ent_topic_pair pairs[ENT_TOPIC_PAIRS]; /**< named together in the document, the last first */
    ent_actor here[2];                     /**< the same within the paragraph */
    ent_actor recent[2]; /**< the two actors last named in the paragraph, the last first */
    ent_actor subject;   /**< named first in the sentence before, in the paragraph */
    size_t paragraph;    /**< index + 1 of the paragraph last seen */
} ent_topic;

/** Pronouns and the like in a sentence, resolved from the mentions of the sentence and what was
 * spoken of before: "both sides", "the two countries", 两国, 双方 stand for the pair last named
 * together in the paragraph; if there is none, for the one named together most often in the
 * document, the last of several; "they", "each other" only for a pair of the
 * paragraph; "it", "its", and "they" where there is no pair, for the actor named last, or,
 * before any name of the sentence, for the one named first in the sentence before. Mentions and
 * tokens are the sentence's, in order. Updates @p topic. Writes at most @p capacity mentions of
 * kind PRONOUN, marked inferred, and returns how many. O(tokens + mentions). */
size_t ent_refer(ent_topic *topic, const ent_lexicon *lexicon, const ent_token *tokens,
                 size_t token_count, size_t paragraph, const ent_mention *mentions, size_t count,
                 ent_mention *list, size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
