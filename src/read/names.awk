# SPDX-License-Identifier: Apache-2.0
# Turns the tables of names in data/read/ into C arrays (the rows of names.h). Plain POSIX awk.
# A ';' in a name is a comma. Actors: "255+260" of one lineage, "730|732" alternatives, "710&365"
# both; for blocs the bloc's word.

function day(s,    part) {
    if (s == "") return "{0, 0, 0}"
    split(s, part, "-")
    return "{" (part[1] + 0) ", " (part[2] + 0) ", " (part[3] + 0) "}"
}
function bloc(word) {
    if (!(word in number)) {
        number[word] = ++blocs
        words[blocs] = word
    }
    return number[word]
}
function list(s,    member, n, i, out) {
    n = split(s, member, /[+|&]/)
    out = member[1]
    for (i = 2; i <= n; i++) out = out ", " member[i]
    return n ", {" out "}"
}
BEGIN { FS = ","; print "const ent_reading_name ent_reading_names[] = {" }
FNR == 1 { members = (FILENAME ~ /bloc_members\.csv$/); next }
/"/ || NF != (members ? 5 : 7) {
    printf "%s:%d: expected %d plain fields\n", FILENAME, FNR, members ? 5 : 7 > "/dev/stderr"
    failed = 1
    exit 1
}
members { row[++rows] = "{" bloc($1) ", " $2 ", " day($3) ", " day($4) "},"; next }
{
    gsub(/;/, ",", $1)
    count++
    group = $3 == "bloc" ? bloc($4) : 0
    actors = group || $4 == 0 ? "0, {0}" : list($4)
    printf "{\"%s\", ENT_MENTION_%s, %s, %d, %s, %s, %s},\n", $1, toupper($3),
        index($4, "&") ? "true" : "false", group, actors, day($5), day($6)
}
END {
    if (failed) exit 1
    printf "};\nconst size_t ent_reading_name_count = %d;\n", count
    print "const ent_bloc_member_row ent_bloc_members[] = {"
    for (i = 1; i <= rows; i++) print row[i]
    printf "};\nconst size_t ent_bloc_member_count = %d;\n", rows
    print "const char *const ent_bloc_words[] = {\"\","
    for (i = 1; i <= blocs; i++) printf "\"%s\",\n", words[i]
    printf "};\nconst size_t ent_bloc_count = %d;\n", blocs
}
