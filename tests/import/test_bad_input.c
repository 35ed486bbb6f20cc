/* SPDX-License-Identifier: Apache-2.0 */
/* What docs/bad-input.md promises, tried on every importer. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/array.h"
#include "import/support_figures.h"

enum { NOBODY = 65534, LONG = 3 << 19 /* one and a half times the longest line */ };

/* ---- samples ---- */

/* One good file of an importer and two rows that cannot be. Each row is put after the good ones. */
struct sample {
    const char *importer, *text;
    char delimiter;
    bool windows_1252; /* its source publishes in that */
    const char *reversed, *reversed_part;
    const char *unknown, *unknown_part;
};

#define ATOP                                                                                       \
    "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,bilat,phase,wartime,secrart,defense,"  \
    "offense,neutral,nonagg,consul,milcon,milaid,intcom,subord,organ1,orgpurp1,orgpurp2,base,"     \
    "contrib,version\n"
#define ATOP_REST ",1,0,0,0,1,0,0,0,1,2,0,0,0,0,0,0,0,0,5.1\n"
#define DCAD                                                                                       \
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,"     \
    "category1,category2,category3,span,renewType,renewYears,terminated,durationActual,"           \
    "endYearEstimate,asymmetry,categoryConf,UNTS,fullText,sourceType,source,factivaConf,"          \
    "factivaSign,factivaEIF,DCAid\n"
#define DCAD_ROW(id, code, year, end)                                                              \
    "365,RUS," code ",CHN,24,11," year ",,,,sector,PROCUREMENT,,,,,,-88,," end                     \
    ",1,med,,N,treaty,Treaty,,,,DCADv1.0-" id "\n"
#define ICEWS_ROW(country, date)                                                                   \
    "1\t" date "\tNavy (Russia)\tNA\tRussia\tConsult\t040\t1\tNavy (" country ")\tNA\t" country    \
    "\t77\t2\tTASS\tMinsk\tNA\tNA\tBelarus\t53.9\t27.5\n"
#define MME_ROW(start, end, states)                                                                \
    "mme1,Name,,,,," start "," end ",0,1,0,0,0,0,1,0,0,,," states "\n"
#define TIV_ROW(row)                                                                               \
    "\"TIV of arms exports from Russia, 1989-1990\",,,\n,,,\nGenerated: 28 July 2022,,,\n,,,\n"    \
    ",1989,1990,Total\n" row ",,,\nTotal,9,9,18\n"

static const struct sample samples[] = {
    {"atop", ATOP "3285,365,2001,7,16,0,0,0" ATOP_REST "3285,710,2001,7,16,0,0,0" ATOP_REST, ',',
     false, "3290,365,2001,7,16,1999,1,1" ATOP_REST, "column 'yrexit'",
     "3290,998,2001,7,16,0,0,0" ATOP_REST, "998"},
    {"capitals",
     "ccode,statenme,capital,stdate,enddate,lat,lng\n"
     "710,China,Beijing,1816-01-01,2024-12-31,40.19,116.41\n",
     ',', false, "365,Russia,Moscow,2001-01-01,1999-12-31,55.7,37.6\n", "on or after",
     "999,Nowhere,None,1816-01-01,2024-12-31,1,1\n", "known CoW country code, found '999'"},
    {"cow-contiguity",
     "dyad,state1no,state1ab,state2no,state2ab,conttype,begin,end,notes,version\n"
     "365710,365,RUS,710,CHN,1,186010,201612,,3.2\n710365,710,CHN,365,RUS,1,186010,201612,,3.2\n",
     ',', false, "2020,2,USA,20,CAN,1,192001,191912,,3.2\n", "on or after the beginning",
     "2999,2,USA,999,XXX,1,192001,201612,,3.2\n", "known CoW country code, found '999'"},
    {"cow-nmc",
     "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n"
     "2,1816,3823,17,80,254,8659,101,0.0397\n",
     ',', false, "2,18166,1,1,1,1,1,1,0.1\n", "column 'year'", "999,1816,1,1,1,1,1,1,0.1\n",
     "known CoW country code, found '999'"},
    {"cow-states",
     "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
     "CUB,40,Cuba,1909,1,23,2016,12,31,2016\n",
     ',', false, "HAN,240,Hanover,1866,7,26,1838,1,1,2016\n", "ends after it begins",
     "XXX,999,Nowhere,1838,1,1,1866,7,26,2016\n", "found '999'"},
    {"cow-trade", "ccode1,ccode2,year,flow1,flow2,smoothflow1,smoothflow2\n2,20,1920,612,735,1,1\n",
     ',', false, "2,20,19200,1,1,1,1\n", "column 'year'", "2,999,1921,1,1,1,1\n",
     "known CoW country code, found '999'"},
    {"dcad", DCAD DCAD_ROW("1325", "710", "1992", "1998"), ',', false,
     DCAD_ROW("1326", "710", "1992", "1990"), "column 'endYearEstimate'",
     DCAD_ROW("1326", "999", "1992", "1998"), "known CoW country code, found '999'"},
    {"gw-states",
     "gwcode,stateabb,statename,startdate,enddate\n"
     "2,USA,United States,1816-01-01,2017-12-31\n",
     ',', true, "711,TBT,Tibet,1950-10-01,1913-02-18\n", "ends after it begins",
     "9999,XXX,Nowhere,1950-01-01,1960-01-01\n", "found '9999'"},
    {"icews",
     "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
     "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher"
     "\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n" ICEWS_ROW("China", "2018-06-01"),
     '\t', true, ICEWS_ROW("China", "01.06.2018"), "column 'Event Date'",
     ICEWS_ROW("Atlantis", "2018-06-01"), "'Atlantis'"},
    {"ideal-points",
     "\"\",\"ccode\",\"session\",\"NVotesAll\",\"IdealPointAll\",\"Countryname\"\n"
     "\"1\",2,1,42,1.5,\"United States\"\n",
     ',', false, "2,20,0,9,1,Canada\n", "column 'session'", "2,999,1,9,1,x\n", "'999'"},
    {"ledger", "date,kind,actors,source\n2012-04-22/2012-04-27,exercise,CHN;RUS,x\n", ',', false,
     "2012-04-27/2011-04-22,exercise,CHN;RUS,x\n", "column 'date'",
     "2012,exercise,CHN;Atlantis,x\n", "'Atlantis'"},
    {"mid-dyadic",
     "disno,statea,stateb,strtday,strtmnth,strtyr,endday,endmnth,endyear,year,outcome,settlmnt,"
     "fatlev,hihost,hihosta,hihostb,sideaa,sideab,rolea,roleb\n"
     "2,2,200,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n"
     "2,200,2,1,7,1902,24,1,1903,1902,0,0,0,3,1,3,0,1,3,1\n",
     ',', false, "3,2,200,1,7,1904,24,1,1903,1904,0,0,0,3,3,1,1,0,1,3\n", "on or after",
     "3,2,999,1,7,1902,24,1,1903,1902,0,0,0,3,3,1,1,0,1,3\n",
     "known CoW country code, found '999'"},
    {"mme",
     "MMEID,Ex_Name,Series_Name,Location,lat,lon,StartDate,s.year,s.month,s.day,EndDate,e.year,"
     "e.month,e.day,CPX,Air,Land,Sea,Amphibious,Cyber,Warfighting,Peacekeeping,Humanitarian,"
     "FocusDescription,AdditionalParticipantInfo,StateA,StateB,StateC,"
     "StateD\n" MME_ROW("5/5/95,1995,5,5", "5/6/95,1995,5,6", "China,Russia,,"),
     ',', false, MME_ROW("5/45/95,1995,5,45", "5/6/95,1995,5,6", "China,Russia,,"), "expected",
     MME_ROW("5/5/95,1995,5,5", "5/6/95,1995,5,6", "China,Atlantis,,"), "'Atlantis'"},
    {"russia-exercises",
     "id,name,yr,part1,part2,part3,comments,source,source2\n1,X,2018,India,,,,,\n", ',', false,
     "2,X,18,India,,,,,\n", "expected a year, found '18'", "2,X,2018,Atlantis,,,,,\n",
     "'Atlantis'"},
    {"sipri-tiv", TIV_ROW("India,5,4,9\n"), ',', true, NULL, NULL, NULL, NULL},
    {"tss-rivalry",
     "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,"
     "principal,aprin\n110,China-India,710,750,1948,2020,1,1,,1,,1\n",
     ',', false, "111,China-India,710,750,1948,1940,1,1,,1,,1\n", "column 'end'",
     "111,China-Nowhere,710,999,1948,2020,1,1,,1,,1\n", "known CoW country code, found '999'"},
    {"un-votes",
     "rcid,session,vote,ccode,member,importantvote,date,unres,year\n"
     "7,60,3,2,1,0,12/30/2005,R/60/1,2005\n7,60,1,710,1,0,12/30/2005,R/60/1,2005\n",
     ',', false, "8,60,1,2,1,0,13/30/2005,R/60/2,2005\n", "column 'date'",
     "8,60,1,999,1,0,12/30/2005,R/60/2,2005\n", "'999'"},
    {"us-troops", "countryname,year,ccode,troops_ad\nJapan,2000,740,40159\n", ',', false,
     "Spain,20000,230,1\n", "column 'year'", "Atlantis,2000,741,1\n", "'Atlantis'"},
};
enum { SAMPLES = sizeof samples / sizeof samples[0] };

/* ---- what must hold of every refusal ---- */

/* A store that holds something, and its bytes. */
struct held {
    ent_store *store;
    char path[512];
    unsigned char *bytes;
    size_t size;
};

static unsigned char *read_all(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    unsigned char *bytes = malloc(*size + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size, file), *size);
    fclose(file);
    return bytes;
}

static struct held held_store(void) {
    static const char earlier[] = "date,kind,actors,source\n2012,exercise,CHN;RUS,x\n";
    struct held held = {0};
    ent_error err = {0};
    snprintf(held.path, sizeof held.path, "%s/held.db", scratch_folder());
    remove(held.path);
    assert_ok(ent_store_open(&held.store, held.path, ENT_STORE_WRITE, &err), &err);
    assert_ok(import_text(held.store, "ledger", earlier, NULL, NULL, &err), &err);
    held.bytes = read_all(held.path, &held.size);
    return held;
}

static void let_go(struct held *held) {
    ent_store_close(held->store);
    free(held->bytes);
}

/* One line that names the file and holds @p part, no exit by --skip-bad, no byte changed. */
static void assert_bad(const struct held *held, const char *importer, const ent_input *input,
                       const char *part) {
    ent_error err = {0};
    ent_status status = ent_import(held->store, importer, input, 1, NULL, NULL, &err);
    if (status == ENT_OK) fail_msg("%s took %s", importer, input->path);
    if (strncmp(err.text, input->path, strlen(input->path)) != 0 || err.text[0] == '\0' ||
        strchr(err.text, '\n') != NULL || strstr(err.text, part) == NULL)
        fail_msg("%s, %s: expected '%s', found '%s'", importer, input->path, part, err.text);
    size_t size = 0;
    unsigned char *now = read_all(held->path, &size);
    assert_int_equal(size, held->size);
    assert_memory_equal(now, held->bytes, size);
    free(now);
}

/* ---- files that are no table, for every importer there is ---- */

struct file {
    const char *name;
    unsigned char *bytes;
    size_t size;
    const char *part;
};

static struct file file_of(const char *name, const void *bytes, size_t size, const char *part) {
    struct file file = {name, malloc(size + 1), size, part};
    assert_non_null(file.bytes);
    memcpy(file.bytes, bytes, size);
    return file;
}

static struct file repeated(const char *name, const char *begin, int byte, size_t size,
                            const char *part) {
    size_t length = strlen(begin);
    struct file file = {name, malloc(length + size), length + size, part};
    assert_non_null(file.bytes);
    memcpy(file.bytes, begin, length);
    memset(file.bytes + length, byte, size);
    return file;
}

static struct file noise(const char *name) {
    struct file file = repeated(name, "", 0, 8192, "expected");
    uint64_t random = 11;
    for (size_t i = 0; i < file.size; i++) {
        random = random * 6364136223846793005U + 1442695040888963407U;
        file.bytes[i] = (unsigned char)(random >> 56);
    }
    file.bytes[0] = 0x80; /* no format's first byte */
    return file;
}

/* ASCII as UTF-16, with a byte order mark or without. */
static struct file utf16(const char *name, const char *text, bool little, bool mark,
                         const char *part) {
    size_t length = strlen(text);
    struct file file = repeated(name, "", 0, 2 * length + (mark ? 2 : 0), part);
    unsigned char *at = file.bytes;
    if (mark) *at++ = little ? 0xFF : 0xFE, *at++ = little ? 0xFE : 0xFF;
    for (size_t i = 0; i < length; i++, at += 2)
        at[little ? 0 : 1] = (unsigned char)text[i];
    return file;
}

static struct file gzipped(const char *name, const void *bytes, size_t size, const char *part) {
    char path[512];
    struct file file = {.name = name, .part = part};
    snprintf(path, sizeof path, "%s/packed.gz", scratch_folder());
    gzFile out = gzopen(path, "wb9");
    assert_non_null(out);
    assert_int_equal(gzwrite(out, bytes, (unsigned)size), size);
    assert_int_equal(gzclose(out), Z_OK);
    file.bytes = read_all(path, &file.size);
    return file;
}

/* Letters that do not compress away, in one line that never ends. */
static struct file gzipped_letters(const char *name, const char *part) {
    struct file letters = noise("");
    for (size_t i = 0; i < letters.size; i++)
        letters.bytes[i] = (unsigned char)('a' + letters.bytes[i] % 16);
    struct file file = gzipped(name, letters.bytes, letters.size, part);
    free(letters.bytes);
    return file;
}

static struct file cut_gzip(const char *name) {
    struct file file = gzipped_letters(name, "gzip data is cut short");
    file.size /= 2;
    return file;
}

static struct file damaged_gzip(const char *name) {
    struct file file = gzipped_letters(name, "damaged gzip data");
    file.bytes[file.size - 5] ^= 0x55; /* in the checksum */
    return file;
}

static size_t files_of_all_sorts(struct file *files) {
    static const char text[] = "ccode,year,milex\n2,1816,3823\n";
    static const char html[] = "<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n";
    struct file lengthy = repeated("", "", 'x', LONG, "");
    const struct file all[] = {
        file_of("empty.csv", "", 0, "expected"),
        file_of("blank.csv", "\n\n \r\n", 5, "expected"),
        file_of("page.csv", html, sizeof html - 1, "expected"),
        file_of("other.csv", "alpha,beta\n1,2\n", 15, "expected"),
        file_of("archive.csv", "PK\3\4 and so on", 14, "found a zip archive: unpack it first"),
        noise("noise.csv"),
        repeated("zeros.csv", "", 0, 4096, "found UTF-16 or binary data"),
        utf16("mark-le.csv", text, true, true, "found UTF-16: save the file as UTF-8"),
        utf16("mark-be.csv", text, false, true, "found UTF-16: save the file as UTF-8"),
        utf16("bare-le.csv", text, true, false, "found UTF-16 or binary data"),
        utf16("bare-be.csv", text, false, false, "found UTF-16 or binary data"),
        repeated("long.csv", "", 'x', LONG, "long.csv:1: expected a line below 1 MiB"),
        gzipped("long.csv.gz", lengthy.bytes, lengthy.size, ":1: expected a line below 1 MiB"),
        cut_gzip("cut.csv.gz"),
        damaged_gzip("damaged.csv.gz")};
    free(lengthy.bytes);
    memcpy(files, all, sizeof all);
    return sizeof all / sizeof all[0];
}

static void what_is_no_table_gives_one_line_and_changes_nothing(void **state) {
    (void)state;
    struct file files[32];
    size_t count = files_of_all_sorts(files);
    struct held held = held_store();
    for (size_t i = 0; ent_importer_at(i) != NULL; i++)
        for (size_t f = 0; f < count; f++)
            assert_bad(&held, ent_importer_at(i)->name,
                       &(ent_input){files[f].name, files[f].bytes, files[f].size}, files[f].part);
    for (size_t f = 0; f < count; f++)
        free(files[f].bytes);
    let_go(&held);
}

static void a_path_without_a_readable_file_gives_one_line(void **state) {
    (void)state;
    struct held held = held_store();
    const char *fifo = scratch_path("pipe.csv");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    for (size_t i = 0; ent_importer_at(i) != NULL; i++) {
        const char *name = ent_importer_at(i)->name;
        assert_bad(&held, name, &(ent_input){"/nowhere/at.csv", NULL, 0},
                   "cannot open: No such file or directory");
        assert_bad(&held, name, &(ent_input){scratch_folder(), NULL, 0},
                   "expected a file, found a directory");
        assert_bad(&held, name, &(ent_input){fifo, NULL, 0},
                   "expected a file, found a pipe or device");
        assert_bad(&held, name, &(ent_input){"/dev/zero", NULL, 0},
                   "expected a file, found a pipe or device");
    }
    let_go(&held);
}

static void a_file_that_may_not_be_read_gives_one_line(void **state) {
    (void)state;
    bool root = geteuid() == 0;
    const char *path = scratch_file("secret.csv", "a,b\n", 4);
    ent_store *store = NULL;
    ent_error err = {0};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, &err), &err);
    assert_int_equal(chmod(path, 0), 0);
    for (size_t i = 0; ent_importer_at(i) != NULL; i++) {
        ent_input input = {path, NULL, 0};
        if (root) assert_int_equal(seteuid(NOBODY), 0);
        ent_status status =
            ent_import(store, ent_importer_at(i)->name, &input, 1, NULL, NULL, &err);
        if (root) assert_int_equal(seteuid(0), 0);
        assert_error(status, ENT_ERR_IO, &err, "secret.csv: cannot open: Permission denied");
    }
    ent_store_close(store);
}

/* ---- files that are nearly right, for importers with a sample ---- */

static ent_status import_bytes(const char *importer, const void *bytes, size_t size,
                               ent_error *err) {
    ent_store *store = NULL;
    ent_input input = {"input.csv", bytes, size};
    assert_ok(ent_store_open(&store, ":memory:", ENT_STORE_WRITE, err), err);
    *err = (ent_error){0};
    ent_status status = ent_import(store, importer, &input, 1, NULL, NULL, err);
    ent_store_close(store);
    if (status != ENT_OK &&
        (strncmp(err->text, "input.csv", 9) != 0 || strchr(err->text, '\n') != NULL))
        fail_msg("%s: '%s'", importer, err->text);
    return status;
}

static void assert_taken(const struct sample *sample, const void *bytes, size_t size) {
    ent_error err = {0};
    if (import_bytes(sample->importer, bytes, size, &err) != ENT_OK)
        fail_msg("%s: %s", sample->importer, err.text);
}

/* Text with every @p from replaced by @p to; freed by the caller. */
static char *replaced(const char *text, char from, const char *to) {
    ent_text out = {0};
    for (const char *c = text; *c != '\0'; c++)
        assert_int_equal(ent_text_add(&out, *c == from ? to : c, *c == from ? strlen(to) : 1, NULL),
                         ENT_OK);
    return out.bytes;
}

static void other_line_ends_marks_and_packing_are_taken(void **state) {
    (void)state;
    for (size_t s = 0; s < SAMPLES; s++) {
        const struct sample *sample = &samples[s];
        size_t size = strlen(sample->text);
        assert_taken(sample, sample->text, size);
        assert_taken(sample, sample->text, size - 1);
        char *text = replaced(sample->text, '\n', "\r\n");
        assert_taken(sample, text, strlen(text));
        free(text);
        struct file marked = repeated("", "\xEF\xBB\xBF", 0, size, "");
        memcpy(marked.bytes + 3, sample->text, size);
        assert_taken(sample, marked.bytes, marked.size);
        free(marked.bytes);
        struct file packed = gzipped("", sample->text, size, "");
        assert_taken(sample, packed.bytes, packed.size);
        free(packed.bytes);
    }
}

static void another_delimiter_is_named(void **state) {
    (void)state;
    static const char *const others[] = {";", "|", "\t", ","};
    struct held held = held_store();
    for (size_t s = 0; s < SAMPLES; s++) {
        for (size_t o = 0; o < 4; o++) {
            if (others[o][0] == samples[s].delimiter) continue;
            /* GW's own file has tabs and no header: a table with tabs is read as that. */
            char *text = replaced(samples[s].text, samples[s].delimiter, others[o]);
            assert_bad(&held, samples[s].importer, &(ent_input){"d.csv", text, strlen(text)},
                       "expected");
            free(text);
        }
    }
    let_go(&held);
}

/* The n-th column of the header renamed: in the way of "ccode" to "x_ccode". */
static char *rename_column(const struct sample *sample, size_t column) {
    ent_text out = {0};
    const char *header = sample->text;
    size_t length = strcspn(header, "\n");
    size_t begin = 0;
    for (size_t c = 0; c < column && begin < length; c++)
        begin += strcspn(header + begin, sample->delimiter == ',' ? ",\n" : "\t\n") + 1;
    if (begin >= length) return NULL;
    begin += header[begin] == '"';
    assert_int_equal(ent_text_format(&out, NULL, "%.*sx_%s", (int)begin, header, header + begin),
                     ENT_OK);
    return out.bytes;
}

static void a_column_renamed_is_asked_for_by_its_name(void **state) {
    (void)state;
    for (size_t s = 0; s < SAMPLES; s++) {
        if (strcmp(samples[s].importer, "sipri-tiv") == 0) continue; /* its columns are years */
        size_t refused = 0;
        for (size_t column = 0;; column++) {
            ent_error err = {0};
            char *text = rename_column(&samples[s], column);
            if (text == NULL) break;
            if (import_bytes(samples[s].importer, text, strlen(text), &err) != ENT_OK) {
                refused++;
                if (strstr(err.text, "expected") == NULL) fail_msg("'%s'", err.text);
            }
            free(text);
        }
        if (refused < 3) fail_msg("%s asks for %zu columns", samples[s].importer, refused);
    }
}

static void rows_with_impossible_years_or_unknown_codes_are_named(void **state) {
    (void)state;
    struct held held = held_store();
    for (size_t s = 0; s < SAMPLES; s++) {
        const struct {
            const char *row, *part;
        } rows[] = {{samples[s].reversed, samples[s].reversed_part},
                    {samples[s].unknown, samples[s].unknown_part}};
        for (size_t r = 0; r < 2; r++) {
            ent_text text = {0};
            if (rows[r].part == NULL) continue;
            assert_int_equal(ent_text_format(&text, NULL, "%s%s", samples[s].text, rows[r].row),
                             ENT_OK);
            assert_bad(&held, samples[s].importer, &(ent_input){"row.csv", text.bytes, text.length},
                       rows[r].part);
            ent_text_free(&text);
        }
    }
    let_go(&held);
}

static void bytes_of_another_encoding_are_named_with_their_line(void **state) {
    (void)state;
    static const char row[] = "C\xF4te d'Ivoire, S\xE3o Tom\xE9\n";
    for (size_t s = 0; s < SAMPLES; s++) {
        ent_error err = {0};
        ent_text text = {0};
        assert_int_equal(ent_text_format(&text, NULL, "%s%s", samples[s].text, row), ENT_OK);
        ent_status status = import_bytes(samples[s].importer, text.bytes, text.length, &err);
        if (!samples[s].windows_1252)
            assert_error(status, ENT_ERR_FORMAT, &err,
                         "expected UTF-8 text, found bytes that are none (another encoding?)");
        else if (strstr(err.text, "UTF-8"))
            fail_msg("%s: %s", samples[s].importer, err.text);
        ent_text_free(&text);
    }
}

/* Cut off anywhere, a file is refused with a line or, between two rows, taken for a shorter one. */
static void a_file_cut_off_anywhere_gives_one_line_or_its_whole_rows(void **state) {
    (void)state;
    for (size_t s = 0; s < SAMPLES; s++) {
        size_t size = strlen(samples[s].text);
        for (size_t cut = 0; cut < size; cut += 1 + size / 50) {
            ent_error err = {0};
            import_bytes(samples[s].importer, samples[s].text, cut, &err);
        }
    }
}

static void a_long_line_below_the_header_is_named(void **state) {
    (void)state;
    struct held held = held_store();
    for (size_t s = 0; s < SAMPLES; s++) {
        char part[64];
        size_t lines = 0;
        for (const char *c = samples[s].text; *c != '\0'; c++)
            lines += *c == '\n';
        snprintf(part, sizeof part, "l.csv:%zu: expected a line below 1 MiB, found a longer one",
                 lines + 1);
        struct file file = repeated("l.csv", samples[s].text, '7', LONG, part);
        assert_bad(&held, samples[s].importer, &(ent_input){"l.csv", file.bytes, file.size}, part);
        free(file.bytes);
    }
    let_go(&held);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_table_gives_one_line_and_changes_nothing),
        cmocka_unit_test(a_path_without_a_readable_file_gives_one_line),
        cmocka_unit_test(a_file_that_may_not_be_read_gives_one_line),
        cmocka_unit_test(other_line_ends_marks_and_packing_are_taken),
        cmocka_unit_test(another_delimiter_is_named),
        cmocka_unit_test(a_column_renamed_is_asked_for_by_its_name),
        cmocka_unit_test(rows_with_impossible_years_or_unknown_codes_are_named),
        cmocka_unit_test(bytes_of_another_encoding_are_named_with_their_line),
        cmocka_unit_test(a_file_cut_off_anywhere_gives_one_line_or_its_whole_rows),
        cmocka_unit_test(a_long_line_below_the_header_is_named),
    };
    return RUN_TESTS(tests);
}
