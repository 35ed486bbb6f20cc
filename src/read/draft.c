/* SPDX-License-Identifier: Apache-2.0 */
/* A document while it is made. */
#include "read/draft.h"

#include <stdlib.h>

#include "read/tongue.h"
#include "read/utf8.h"

void ent_draft_clear(ent_draft *draft) {
    ent_text_clear(&draft->text);
    ent_text_clear(&draft->id);
    ent_text_clear(&draft->title);
    ent_text_clear(&draft->url);
    ent_text_clear(&draft->author);
    draft->date = (ent_date){0};
    draft->paragraph_count = draft->sentence_count = 0;
}

void ent_draft_free(ent_draft *draft) {
    ent_text_free(&draft->text);
    ent_text_free(&draft->id);
    ent_text_free(&draft->title);
    ent_text_free(&draft->url);
    ent_text_free(&draft->author);
    free(draft->paragraphs);
    free(draft->sentences);
    *draft = (ent_draft){0};
}

ent_status ent_draft_add(ent_draft *draft, size_t begin, size_t end, ent_error *err) {
    const char *text = draft->text.bytes;
    while (begin < end && ent_is_blank(text[begin]))
        begin++;
    while (begin < end && ent_is_blank(text[end - 1]))
        end--;
    if (begin == end) return ENT_OK;
    ent_status status =
        ent_array_reserve((void **)&draft->paragraphs, &draft->paragraph_capacity,
                          draft->paragraph_count + 1, sizeof *draft->paragraphs, err);
    if (status != ENT_OK) return status;
    draft->paragraphs[draft->paragraph_count++] = (ent_paragraph){
        .span = {begin, end}, .tongue = ent_tongue_of(text, begin, end), .section = ENT_PART_BODY};
    return ENT_OK;
}
