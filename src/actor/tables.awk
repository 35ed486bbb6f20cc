# SPDX-License-Identifier: Apache-2.0
# Turns the tables of data/actors/ into C arrays (the rows of tables.h). Plain POSIX awk.
# Fields hold no commas and no quotes: names are looked up without punctuation, so none is needed.

function text(s) { return "\"" s "\"" }
function year(s, open) { return s == "" ? open : s + 0 }
function years(first, last) { return year(first, "INT16_MIN") ", " year(last, "INT16_MAX") }
function day(s,    part) {
    if (s == "") return "{0, 0, 0}"
    split(s, part, "-")
    return "{" (part[1] + 0) ", " (part[2] + 0) ", " (part[3] + 0) "}"
}
function list(s,    member, n, i, out) {
    n = split(s, member, /[+|]/)
    out = member[1]
    for (i = 2; i <= n; i++) out = out ", " member[i]
    return n ", {" out "}"
}
function finish() {
    printf "};\nconst size_t ent_%s_count = %d;\n", row, count
    count = 0
}

BEGIN {
    FS = ","
    rows["actors"] = "actor"; rows["terms"] = "term"; rows["mapping"] = "mapping"
    rows["iso"] = "iso"; rows["periods"] = "period"; rows["names"] = "name"
    fields["actor"] = 4; fields["term"] = 4; fields["mapping"] = 6
    fields["iso"] = 6; fields["period"] = 5; fields["name"] = 3
}

FNR == 1 {
    if (count > 0) finish()
    depth = split(FILENAME, path, "/")
    file = path[depth]
    sub(/\.csv$/, "", file)
    row = rows[file]
    printf "const ent_%s_row ent_%s_rows[] = {\n", row, row
    next
}
NF != fields[row] || /"/ {
    printf "%s:%d: expected %d plain fields\n", FILENAME, FNR, fields[row] > "/dev/stderr"
    failed = 1
    exit 1
}
{ count++ }
row == "actor" { print "{" $1 ", " text($2) ", {" text($3) ", " text($4) "}}," }
row == "term" { print "{" ($1 == "cow" ? "ENT_COW" : "ENT_GW") ", " $2 ", " day($3) ", " day($4) "}," }
row == "mapping" {
    print "{" $1 ", " $2 ", " text($3) ", " years($4, $5) ", " ($6 == "micro" ? "true" : "false") "},"
}
row == "iso" {
    print "{" $1 ", " years($4, $5) ", " ($6 ? "true" : "false") ", " text($2) ", " text($3) "},"
}
row == "period" { print "{" $1 ", " years($2, $3) ", {" text($4) ", " text($5) "}}," }
row == "name" { print "{" text($1) ", " (index($3, "|") ? "true" : "false") ", " list($3) "}," }
END { if (!failed) finish() }
