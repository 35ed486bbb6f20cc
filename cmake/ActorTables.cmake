# The tables of data/actors/ become C arrays in the build tree (src/actor/tables.awk).
find_program(AWK NAMES awk mawk gawk)
if(NOT AWK)
    message(FATAL_ERROR "awk is missing: install the Debian package mawk")
endif()
set(ACTOR_TABLES "")
foreach(table actors terms mapping iso periods names)
    list(APPEND ACTOR_TABLES "${CMAKE_CURRENT_SOURCE_DIR}/data/actors/${table}.csv")
endforeach()
set(ACTOR_TABLES_AWK "${CMAKE_CURRENT_SOURCE_DIR}/src/actor/tables.awk")
set(ACTOR_TABLES_INC "${CMAKE_CURRENT_BINARY_DIR}/generated/actor_tables.inc")
file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/generated")
add_custom_command(
    OUTPUT "${ACTOR_TABLES_INC}"
    COMMAND "${AWK}" -f "${ACTOR_TABLES_AWK}" ${ACTOR_TABLES} > "${ACTOR_TABLES_INC}.part"
    COMMAND "${CMAKE_COMMAND}" -E rename "${ACTOR_TABLES_INC}.part" "${ACTOR_TABLES_INC}"
    DEPENDS ${ACTOR_TABLES} "${ACTOR_TABLES_AWK}"
    COMMENT "Compiling the tables of actors"
    VERBATIM)
target_sources(entente PRIVATE "${ACTOR_TABLES_INC}")
target_include_directories(entente PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/generated")
