# The tables of names and cues in data/read/ become C arrays in the build tree (src/read/names.awk, src/read/cues.awk).
set(READ_NAMES "")
foreach(table states capitals compounds bodies blocs leaders_major leaders bloc_members)
    list(APPEND READ_NAMES "${CMAKE_CURRENT_SOURCE_DIR}/data/read/${table}.csv")
endforeach()
function(read_table output script)
    set(made "${CMAKE_CURRENT_BINARY_DIR}/generated/${output}")
    add_custom_command(
        OUTPUT "${made}"
        COMMAND "${AWK}" -f "${CMAKE_CURRENT_SOURCE_DIR}/src/read/${script}" ${ARGN} > "${made}.part"
        COMMAND "${CMAKE_COMMAND}" -E rename "${made}.part" "${made}"
        DEPENDS ${ARGN} "${CMAKE_CURRENT_SOURCE_DIR}/src/read/${script}"
        COMMENT "Compiling ${output}"
        VERBATIM)
    target_sources(entente PRIVATE "${made}")
endfunction()
read_table(read_names.inc names.awk ${READ_NAMES})
read_table(read_cues.inc cues.awk "${CMAKE_CURRENT_SOURCE_DIR}/data/read/cues.csv")
