# SPDX-License-Identifier: Apache-2.0
# Turns data/read/terms.csv and lexicon.csv into C arrays of ent_glossary_row. Plain POSIX awk.
# Fields hold no commas and no quotes.

function finish() { print "};" }

BEGIN { FS = "," }
FNR == 1 {
    if (NR > 1) finish()
    learned = FILENAME ~ /lexicon\.csv$/
    print "static const ent_glossary_row " (learned ? "learned" : "term") "_rows[] = {"
    next
}
NF != (learned ? 4 : 2) || /"/ {
    printf "%s:%d: expected %d plain fields\n", FILENAME, FNR, learned ? 4 : 2 > "/dev/stderr"
    failed = 1
    exit 1
}
learned { printf "{\"%s\", \"%s\", %.4eF, %.4eF},\n", $1, $2, $3, $4 }
!learned { print "{\"" $1 "\", \"" $2 "\", 0, 0}," }
END { if (!failed) finish() }
