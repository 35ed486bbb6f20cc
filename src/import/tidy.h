/* SPDX-License-Identifier: Apache-2.0 */
/* The tidy form of a source: one folder, one compressed CSV file per table of the store
 * (docs/tidy.md). tidy_write.c makes it, tidy_read.c reads it back. */
#ifndef ENTENTE_IMPORT_TIDY_H
#define ENTENTE_IMPORT_TIDY_H

/* Header lines, which are also the columns tidy_read.c asks for. */
#define TIDY_SOURCE "name,version,title,licence,url,citation,order"
#define TIDY_COVERAGE "kind,year1,year2,scope,actors"
#define TIDY_EVIDENCE                                                                              \
    "id,kind,ref,first,last,category,magnitude,unit,title,quote,detail,participants"
#define TIDY_PARTICIPANT "evidence,actor,role,first,last,level"
#define TIDY_FLOW "series,actor1,actor2,year,value"
#define TIDY_POINT "series,actor,year,value"
#define TIDY_SPAN "series,actor1,actor2,first,last,value"
#define TIDY_PLACE "actor,first,last,name,latitude,longitude"
#define TIDY_TERM "system,code,first,last"
#define TIDY_ROLL_CALL "number,session,year,date,title,yes,abstain,no,absent"

#endif
