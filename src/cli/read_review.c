/* SPDX-License-Identifier: Apache-2.0 */
/* entente read --review: one candidate after the other, a letter and Enter for each. What is
 * decided is on the disk before the next one is shown. */
#include "cli/read_review.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/review_print.h"
#include "panel/output.h"

/* A person at work. */
struct session {
    ent_review *review;
    const char *output, *reviewer;
    ent_date today;
    size_t *past; /* candidates shown before, for undo */
    size_t past_count, past_capacity;
    size_t at;
    char *line; /* what was typed last */
    size_t line_size;
};

/* ---- typing ---- */

/* A line without its end and the blanks around it; NULL at the end of input. */
static char *ask(struct session *session) {
    fflush(stdout);
    ssize_t length = getline(&session->line, &session->line_size, stdin);
    if (length < 0) return NULL;
    char *text = session->line;
    while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
        text[--length] = '\0';
    return text + strspn(text, " \t");
}

/* ---- keeping ---- */

static ent_status save(const struct session *session, ent_error *err) {
    ent_output *output = NULL;
    ent_text lines = {0};
    ent_status status = ent_review_lines(session->review, &lines, err);
    if (status == ENT_OK) status = ent_output_open(&output, session->output, err);
    if (status == ENT_OK && lines.length > 0)
        status = ent_output_write(output, lines.bytes, lines.length, err);
    ent_text_free(&lines);
    if (output == NULL) return status;
    if (status == ENT_OK) return ent_output_close(output, err);
    ent_output_discard(output);
    return status;
}

/* Remember where we were, and go on to what is undecided. */
static ent_status go_on(struct session *session, ent_error *err) {
    ent_status status = ent_array_reserve((void **)&session->past, &session->past_capacity,
                                          session->past_count + 1, sizeof *session->past, err);
    if (status != ENT_OK) return status;
    session->past[session->past_count++] = session->at;
    session->at = ent_review_next(session->review, session->at + 1);
    return ENT_OK;
}

static ent_status decide(struct session *session, ent_claim_decision decision, ent_error *err) {
    ent_status status = ent_review_decide(session->review, session->at, decision, session->reviewer,
                                          session->today, err);
    if (status == ENT_ERR_FORMAT) { /* the person can put it right */
        printf("%s\n", err->text);
        return ENT_OK;
    }
    if (status == ENT_OK) status = save(session, err);
    return status == ENT_OK ? go_on(session, err) : status;
}

static ent_status skip_it(struct session *session, ent_error *err) {
    ent_status status = ent_review_reset(session->review, session->at, err);
    return status == ENT_OK ? go_on(session, err) : status;
}

/* Back to the candidate before, in this session or the one that is resumed. */
static ent_status undo(struct session *session, ent_error *err) {
    size_t back = session->past_count > 0 ? session->past[--session->past_count]
                                          : ent_review_last(session->review, session->at);
    if (back == ent_review_count(session->review)) {
        puts("nothing to undo");
        return ENT_OK;
    }
    session->at = back;
    ent_status status = ent_review_reset(session->review, back, err);
    return status == ENT_OK ? save(session, err) : status;
}

/* ---- editing ---- */

/* One field, asked for until it is understood. *ended: no more input, or the edit is given up. */
static ent_status edit_field(struct session *session, ent_review_field field, bool *ended,
                             ent_error *err) {
    static const char *const names[ENT_REVIEW_FIELDS] = {"kind",     "source",   "target",
                                                         "directed", "modality", "date"};
    for (;;) {
        ent_text value = {0};
        ent_error why = {0};
        ent_status status = ent_review_value(session->review, session->at, field, &value, err);
        if (status != ENT_OK) return status;
        printf("  %s [%s]: ", names[field], value.bytes);
        ent_text_free(&value);
        const char *text = ask(session);
        *ended = text == NULL || strcmp(text, ".") == 0;
        if (*ended || text[0] == '\0') return ENT_OK;
        status = ent_review_edit(session->review, session->at, field, text, &why);
        if (status == ENT_OK) return ENT_OK;
        if (status != ENT_ERR_FORMAT) {
            *err = why;
            return status;
        }
        printf("  %s\n", why.text);
    }
}

static ent_status edit(struct session *session, ent_error *err) {
    bool ended = false;
    ent_status status = ENT_OK;
    puts("Enter keeps what stands in brackets; . gives the edit up.");
    for (unsigned field = 0; field < ENT_REVIEW_FIELDS && status == ENT_OK && !ended; field++)
        status = edit_field(session, (ent_review_field)field, &ended, err);
    if (status != ENT_OK) return status;
    return ended ? ent_review_reset(session->review, session->at, err)
                 : decide(session, ENT_CLAIM_ACCEPTED, err);
}

/* ---- the walk ---- */

/* What a letter asks for; *done: leave. */
static ent_status obey(struct session *session, const char *text, bool *done, ent_error *err) {
    char key = text != NULL && text[0] != '\0' && text[1] == '\0' ? text[0] : '?';
    if (text == NULL) key = 'q';
    switch (key) {
    case 'a':
        return decide(session, ENT_CLAIM_ACCEPTED, err);
    case 'e':
        return edit(session, err);
    case 'r':
        return decide(session, ENT_CLAIM_REJECTED, err);
    case 's':
        return skip_it(session, err);
    case 'u':
        return undo(session, err);
    case 'q':
        *done = true;
        return ENT_OK;
    default:
        puts("expected a, e, r, s, u or q");
        return ENT_OK;
    }
}

static void print_end(const struct session *session) {
    const ent_review *review = session->review;
    size_t accepted = ent_review_decided(review, ENT_CLAIM_ACCEPTED);
    size_t edited = ent_review_decided(review, ENT_CLAIM_EDITED);
    size_t rejected = ent_review_decided(review, ENT_CLAIM_REJECTED);
    printf("\n%zu accepted, %zu edited, %zu rejected, %zu left; in %s\n", accepted, edited,
           rejected, ent_review_count(review) - accepted - edited - rejected, session->output);
}

/* Past the last candidate one can still go back. */
static ent_status obey_at_end(struct session *session, const char *text, bool *done,
                              ent_error *err) {
    if (text != NULL && strcmp(text, "u") == 0) return undo(session, err);
    *done = text == NULL || strcmp(text, "q") == 0;
    if (!*done) puts("expected u or q");
    return ENT_OK;
}

static ent_status walk(struct session *session, ent_error *err) {
    ent_status status = ENT_OK;
    size_t count = ent_review_count(session->review);
    bool done = count == 0;
    session->at = ent_review_next(session->review, 0);
    while (status == ENT_OK && !done) {
        bool at_end = session->at == count;
        if (!at_end) cli_print_candidate(session->review, session->at, isatty(STDOUT_FILENO) == 1);
        fputs(at_end ? "\nno candidate is left; u undo, q quit: "
                     : "a accept, e edit, r reject, s skip, u undo, q quit: ",
              stdout);
        status = (at_end ? obey_at_end : obey)(session, ask(session), &done, err);
    }
    if (status == ENT_OK) print_end(session);
    return status;
}

/* The user's full name, else the login name. */
static const char *user_name(char name[128]) {
    const struct passwd *user = getpwuid(getuid());
    const char *full = user != NULL ? user->pw_gecos : "";
    size_t length = full != NULL ? strcspn(full, ",") : 0;
    if (length > 0)
        snprintf(name, 128, "%.*s", (int)(length < 127 ? length : 127), full);
    else
        snprintf(name, 128, "%s", user != NULL ? user->pw_name : "unknown");
    return name;
}

/* "page.jsonl" → "page.reviewed.jsonl"; freed by the caller. */
static char *usual_output(const char *path) {
    static const char ending[] = ".jsonl";
    size_t length = strlen(path);
    if (length > sizeof ending - 1 && strcmp(path + length - (sizeof ending - 1), ending) == 0)
        length -= sizeof ending - 1;
    char *output = malloc(length + sizeof ".reviewed.jsonl");
    if (output != NULL) sprintf(output, "%.*s.reviewed.jsonl", (int)length, path);
    return output;
}

int cli_review(const char *path, const char *output, const char *reviewer) {
    enum { DAY = 24 * 60 * 60 };
    char name[128];
    ent_error err = {0};
    ent_actors *actors = NULL;
    char *usual = output == NULL ? usual_output(path) : NULL;
    struct session session = {.output = output != NULL ? output : usual,
                              .reviewer = reviewer != NULL ? reviewer : user_name(name),
                              .today = ent_date_from_days((int32_t)(time(NULL) / DAY))};
    ent_status status = session.output != NULL ? ent_actors_new(&actors, &err)
                                               : ent_fail(&err, ENT_ERR_MEMORY, "out of memory");
    if (status == ENT_OK)
        status = ent_review_open(&session.review, actors, path, session.output, &err);
    if (status == ENT_OK) status = walk(&session, &err);
    ent_review_free(session.review);
    ent_actors_free(actors);
    free(session.past);
    free(session.line);
    free(usual);
    return status == ENT_OK ? CLI_DONE : cli_fail(&err);
}
