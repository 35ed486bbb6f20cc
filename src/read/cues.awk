# SPDX-License-Identifier: Apache-2.0
# Turns data/read/cues.csv into C rows (lexicon.h). "note+" stands for note, notes, noted, noting;
# "admit++" doubles its last letter; "say!says!said!saying" lists the forms.

function emit(s, form) {
    printf "{\"%s\", ENT_CUE_%s, %d, %d},\n", s, toupper($3), $4, form
    count++
}
function regular(v, double,    stem, last) {
    emit(v, 0)
    stem = substr(v, 1, length(v) - 1)
    last = substr(v, length(v))
    if (v ~ /(s|sh|ch|x|z)$/) emit(v "es", 1)
    else if (v ~ /[^aeiou]y$/) emit(stem "ies", 1)
    else if (v ~ /o$/) emit(v "es", 1)
    else emit(v "s", 1)
    if (double) { emit(v last "ed", 2); emit(v last "ing", 3) }
    else if (v ~ /e$/) { emit(v "d", 2); emit((v ~ /ee$/ ? v : stem) "ing", 3) }
    else if (v ~ /[^aeiou]y$/) { emit(stem "ied", 2); emit(v "ing", 3) }
    else { emit(v "ed", 2); emit(v "ing", 3) }
}
BEGIN { FS = ","; print "const ent_cue_row ent_cue_rows[] = {" }
FNR == 1 { next }
NF != 4 || /"/ {
    printf "%s:%d: expected 4 plain fields\n", FILENAME, FNR > "/dev/stderr"
    failed = 1
    exit 1
}
{
    n = split($1, forms, "[|]")
    for (i = 1; i <= n; i++) {
        f = forms[i]
        if (f ~ /!/) {
            m = split(f, each, "!")
            for (k = 1; k <= m; k++) emit(each[k], k - 1)
        } else if (f ~ /[+][+]$/) regular(substr(f, 1, length(f) - 2), 1)
        else if (f ~ /[+]$/) regular(substr(f, 1, length(f) - 1), 0)
        else emit(f, f ~ /(ed)$/ ? 2 : 0)
    }
}
END { if (!failed) printf "};\nconst size_t ent_cue_count = %d;\n", count }
