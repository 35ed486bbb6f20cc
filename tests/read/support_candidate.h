/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of candidates for tests. */
#ifndef ENTENTE_TESTS_SUPPORT_CANDIDATE_H
#define ENTENTE_TESTS_SUPPORT_CANDIDATE_H

#include <stdio.h>
#include <string.h>

#include "entente/confirm.h"
#include "support.h"

/* What a line is made of; zero: as the example. */
struct candidate {
    const char *id, *page, *kind, *modality, *when, *source, *target, *decision, *extra;
};

#define CANDIDATE_CHINA                                                                            \
    "{\"actor\":\"CHN\",\"bloc\":\"\",\"code\":710,\"name\":\"China\",\"text\":\"China\","         \
    "\"begin\":100,\"end\":105,\"inferred\":false,\"kind\":\"state\"}"
#define CANDIDATE_RUSSIA                                                                           \
    "{\"actor\":\"RUS\",\"bloc\":\"\",\"code\":365,\"name\":\"Russia\",\"text\":\"Russia\","       \
    "\"begin\":117,\"end\":123,\"inferred\":false,\"kind\":\"state\"}"
#define CANDIDATE_NATO                                                                             \
    "{\"actor\":\"\",\"bloc\":\"nato\",\"code\":0,\"name\":\"NATO\",\"text\":\"NATO\","            \
    "\"begin\":100,\"end\":104,\"inferred\":true,\"kind\":\"bloc\"}"
#define CANDIDATE_ACCEPTED                                                                         \
    "\"decision\":\"accepted\",\"reviewer\":\"M. Reader\",\"reviewed\":\"2026-11-25\""
#define CANDIDATE_REJECTED                                                                         \
    "\"decision\":\"rejected\",\"reviewer\":\"M. Reader\",\"reviewed\":\"2026-11-25\""
#define CANDIDATE_MONTH                                                                            \
    "{\"first\":\"2018-09-01\",\"last\":\"2018-09-30\",\"precision\":\"month\","                   \
    "\"text\":\"in September\"}"

static inline const char *or_else(const char *text, const char *usual) {
    return text != NULL ? text : usual;
}

/* A line without its end; static storage, sixteen at a time. */
static inline const char *candidate_line(struct candidate c) {
    static char lines[16][4096];
    static size_t turn;
    char *line = lines[turn++ % 16];
    const char *page = or_else(c.page, "p1");
    snprintf(line, sizeof lines[0],
             "{\"id\":\"%s\",\"document\":{\"id\":\"%s\",\"date\":\"2019-05-01\","
             "\"title\":\"Page %s\",\"url\":\"https://example.org/%s\"},"
             "\"quotes\":[{\"text\":\"China met the Russian\",\"begin\":100,\"end\":121,"
             "\"language\":\"en\",\"part\":\"body\",\"comment\":0},{\"text\":\"中俄会面\","
             "\"begin\":300,\"end\":312,\"language\":\"zh\",\"part\":\"body\",\"comment\":0}],"
             "\"source\":[%s],\"target\":[%s],\"directed\":false,"
             "\"kinds\":[{\"kind\":\"%s\",\"p\":0.8},{\"kind\":\"none\",\"p\":0.2}],"
             "\"roots\":[],\"modality\":\"%s\",\"attribution\":[{\"kind\":\"author\","
             "\"source\":\"A. Writer\",\"cue\":\"\",\"begin\":0,\"end\":0},{\"kind\":\"named\","
             "\"source\":\"a general\",\"cue\":\"said\",\"begin\":90,\"end\":99}],\"when\":%s,"
             "\"amounts\":[{\"value\":3000,\"unit\":\"troops\",\"text\":\"3,000 troops\"}]%s%s%s}",
             or_else(c.id, "00000000000000a1"), page, page, page,
             or_else(c.source, CANDIDATE_CHINA), or_else(c.target, CANDIDATE_RUSSIA),
             or_else(c.kind, "exercise"), or_else(c.modality, "asserted"),
             or_else(c.when, CANDIDATE_MONTH),
             c.decision != NULL && c.decision[0] == '\0' ? "" : ",",
             or_else(c.decision, CANDIDATE_ACCEPTED), or_else(c.extra, ""));
    return line;
}

/* The lines with their ends as one text; NULL ends the list. Static storage. */
static inline const char *candidate_file(const char *const *lines) {
    static char text[32768];
    text[0] = '\0';
    for (; *lines != NULL; lines++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", *lines);
    return text;
}

#endif
