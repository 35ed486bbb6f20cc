/* SPDX-License-Identifier: Apache-2.0 */
/* An English sentence seen from a verb of saying: what the finders of source and content share. */
#ifndef ENTENTE_READ_FRAME_H
#define ENTENTE_READ_FRAME_H

#include "read/passage.h"

typedef struct ent_frame {
    const ent_passage *p;
    size_t begin, end; /* the sentence's tokens; the end before a last full stop */
    size_t verb;       /* token */
    size_t group;      /* first token of the verb group */
    int form;
    int value;
    bool object; /* "called for talks": what follows is content, a clause or not */
    ent_cue_class class_of;
} ent_frame;

bool ent_word_is(const ent_passage *p, size_t at, const char *word);
bool ent_is_word(const ent_passage *p, size_t at);
/* "'s", with either apostrophe. */
bool ent_is_possessive(const ent_passage *p, size_t at);
bool ent_word_ends(const ent_passage *p, size_t at, const char *ending);
bool ent_is_edge(const ent_passage *p, size_t at);
bool ent_is_verb(const ent_passage *p, size_t at);
bool ent_is_adverb(const ent_passage *p, size_t at);
bool ent_is_subject_pronoun(const ent_passage *p, size_t at);
bool ent_quote_opens(const ent_passage *p, size_t at);
bool ent_quote_closes(const ent_passage *p, size_t at);
/* One token left of a source's first. */
bool ent_stops_source(const ent_passage *p, size_t at);
/* Tokens after the verb that tell when and where, not what: "said Thursday in a statement". */
size_t ent_skip_circumstance(const ent_frame *f, size_t at);
/* The subject left of the verb group; empty when there is none. */
ent_text_span ent_source_left(const ent_frame *f, size_t *first);
/* The end of an apposition that the comma at @p at opens, closed by a comma or the sentence's end;
 * @p at when what follows is no apposition. */
size_t ent_apposition_end(const ent_frame *f, size_t at);
/* "said Korolev, a lecturer at Monash.": the subject right of the verb, apposition included. */
ent_text_span ent_source_right(const ent_frame *f, size_t *after);
/* The subject of a clause whose own is left out: that of the sentence's attribution before, or what
 * the sentence begins with up to its first verb. */
ent_text_span ent_source_shared(const ent_frame *f, const ent_attribution *list, size_t count);
/* What follows the verb as content; false when nothing does. */
bool ent_content_right(const ent_frame *f, ent_text_span *content, bool *quoted);
/* The content before a parenthetic "S V" that begins at @p first: back to the quotation's opening
 * or the sentence's beginning. False when the clause before is not set apart by a comma. */
bool ent_content_left(const ent_frame *f, size_t first, ent_text_span *content, bool *quoted);
/* The rest of a statement that a parenthesis interrupts: '"C," S said, "and D."' */
ent_text_span ent_content_resumed(const ent_frame *f, size_t at, bool quoted);

#endif
