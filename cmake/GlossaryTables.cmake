# The word tables of data/read/ become C arrays in the build tree (src/read/glossary.awk).
set(GLOSSARY_TABLES "${CMAKE_CURRENT_SOURCE_DIR}/data/read/terms.csv"
                   "${CMAKE_CURRENT_SOURCE_DIR}/data/read/lexicon.csv")
set(GLOSSARY_AWK "${CMAKE_CURRENT_SOURCE_DIR}/src/read/glossary.awk")
set(GLOSSARY_INC "${CMAKE_CURRENT_BINARY_DIR}/generated/glossary_tables.inc")
add_custom_command(
    OUTPUT "${GLOSSARY_INC}"
    COMMAND "${AWK}" -f "${GLOSSARY_AWK}" ${GLOSSARY_TABLES} > "${GLOSSARY_INC}.part"
    COMMAND "${CMAKE_COMMAND}" -E rename "${GLOSSARY_INC}.part" "${GLOSSARY_INC}"
    DEPENDS ${GLOSSARY_TABLES} "${GLOSSARY_AWK}"
    COMMENT "Compiling the bilingual glossary"
    VERBATIM)
target_sources(entente PRIVATE "${GLOSSARY_INC}")
