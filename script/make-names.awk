# SPDX-License-Identifier: Apache-2.0
# Persons with a dated government office in a TABARI-formatted actor dictionary, one row a name and
# term. A group is a name, "+" variants, and codes in brackets: [CHNGOV 030317-130314], [>…], [<…].
# Kept: full names of two to four words without a title, and terms of a government (GOV) or army (MIL).

function day(s,    y) { # YYMMDD or YYYYMMDD; years two digits long end before the dictionary's, 2014
    gsub(/[^0-9]/, "", s)
    if (length(s) == 8) return substr(s, 1, 4) "-" substr(s, 5, 2) "-" substr(s, 7, 2)
    if (length(s) == 5) s = "0" s
    if (length(s) == 4) s = s "01"
    if (length(s) != 6 || substr(s, 3, 2) > 12 || substr(s, 3, 2) < 1) return "?"
    y = substr(s, 1, 2)
    return (y <= 14 ? 20 : 19) y "-" substr(s, 3, 2) "-" (substr(s, 5, 2) > 0 ? substr(s, 5, 2) : "01")
}
function title(s,    i, n, word, out, part, j, m, glue) {
    n = split(tolower(s), word, " ")
    for (i = 1; i <= n; i++) {
        m = split(word[i], part, "-")
        word[i] = ""
        for (j = 1; j <= m; j++) {
            glue = j > 1 ? "-" : ""
            # the second half of a Korean or Chinese name is written small, of others large: matching
            # asks only that the name and its last word begin large
            word[i] = word[i] glue toupper(substr(part[j], 1, 1)) substr(part[j], 2)
        }
        out = out (i > 1 ? " " : "") word[i]
    }
    return out
}
function add_name(s) {
    sub(/[ \t]*#.*/, "", s)
    sub(/^\+/, "", s)
    gsub(/_/, " ", s)
    sub(/[ \t]+$/, "", s)
    if (s !~ /^[A-Z' -]+$/ || length(s) < 8 || length(s) > 30) return
    if (split(s, unused, " ") > 4 || split(s, unused, " ") < 2) return
    if ((" " s " ") ~ TITLES) return
    if (++names <= 3) name[names] = s
}
function add_code(s,    iso, role, span, first, last, part) {
    if (s !~ /^[A-Z][A-Z][A-Z](GOV|MIL)[A-Z]* [<>0-9]/) return
    iso = substr(s, 1, 3)
    if (!(iso in actor)) return
    span = s
    sub(/^[A-Z]+ /, "", span)
    if (span ~ /^>/) { first = day(span); last = "" }
    else if (span ~ /^</) { first = ""; last = day(span) }
    else if (split(span, part, "-") == 2) { first = day(part[1]); last = day(part[2]) }
    else return
    if (first == "?" || last == "?" || (first != "" && last != "" && first > last)) return
    terms++
    term[terms] = actor[iso] "," first "," last
}
function flush(    i, j) {
    for (i = 1; i <= (names < 3 ? names : 3); i++)
        for (j = 1; j <= terms && j <= 3; j++) print title(name[i]) ",en,leader," term[j] ",petrarch"
    names = terms = 0
}
BEGIN {
    FS = ","
    TITLES = " (PRESIDENT|MINISTER|PRIME|FOREIGN|DEFEN[CS]E|GENERAL|GEN|KING|QUEEN|PRINCE|SULTAN|EMIR|"
    TITLES = TITLES "SHEIK|SHEIKH|AYATOLLAH|GOVERNOR|SENATOR|SECRETARY|CHANCELLOR|AMBASSADOR|MR|DR|SIR|"
    TITLES = TITLES "LEADER|PREMIER|COLONEL|COL|ADMIRAL|CHIEF|MINISTRY|GOVERNMENT|OF|THE|AND|CABINET|PARTY|"
    TITLES = TITLES "HEAD|STATE|COUNCIL|OFFICIAL|OFFICIALS|DEPUTY|VICE|ARMY|BANK) "
}
FILENAME ~ /iso\.csv$/ { if (FNR > 1 && $1 > 0 && $6 == 0) actor[$2] = $1; next }
{ sub(/\r$/, "") }
/^[ \t]*$/ || /^#/ { flush(); next }
/^[ \t]+\[/ { line = $0; if (match(line, /\[[^]]*\]/)) add_code(substr(line, RSTART + 1, RLENGTH - 2)); next }
{
    if ($0 !~ /^\+/) flush()
    line = $0
    if (match(line, /\[[^]]*\]/)) { add_code(substr(line, RSTART + 1, RLENGTH - 2)); line = substr(line, 1, RSTART - 1) }
    add_name(line)
}
END { flush() }
