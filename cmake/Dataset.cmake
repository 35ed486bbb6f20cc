# The embedded dataset: the folders of data/tidy and the ledgers of data/ledger imported into one
# store, beside the program.
file(GLOB TIDY_FOLDERS CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/data/tidy/*/source.csv.gz")
set(TIDY_SOURCES "")
set(TIDY_FILES "")
foreach(source IN LISTS TIDY_FOLDERS)
    get_filename_component(folder ${source} DIRECTORY)
    list(APPEND TIDY_SOURCES ${folder})
    file(GLOB files CONFIGURE_DEPENDS "${folder}/*.csv.gz")
    list(APPEND TIDY_FILES ${files})
endforeach()
list(SORT TIDY_SOURCES)
file(GLOB LEDGERS CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/data/ledger/*.csv")

# The estimate of depth takes a minute; under a sanitizer many, and no test needs it. Whoever works on
# other rooms may leave it out: the first command that wants it makes it.
option(ENTENTE_EMBED_DEPTH "Estimate depth when the embedded dataset is built" ON)
set(DEPTH_COMMAND entente_cli depth --db ${CMAKE_BINARY_DIR}/entente.db > ${CMAKE_BINARY_DIR}/depth.txt)
if(ENTENTE_SANITIZE OR NOT ENTENTE_EMBED_DEPTH)
    set(DEPTH_COMMAND ${CMAKE_COMMAND} -E true)
endif()

set(ENTENTE_DATASET "${CMAKE_BINARY_DIR}/entente.db")
if(TIDY_SOURCES)
    add_custom_command(
        OUTPUT ${ENTENTE_DATASET}
        COMMAND ${CMAKE_COMMAND} -E rm -f ${ENTENTE_DATASET}
        COMMAND entente_cli import --db ${ENTENTE_DATASET} tidy ${TIDY_SOURCES}
        COMMAND entente_cli import --db ${ENTENTE_DATASET} ledger ${LEDGERS}
        COMMAND ${DEPTH_COMMAND}
        DEPENDS entente_cli ${TIDY_FILES} ${LEDGERS}
        COMMENT "Building the embedded dataset"
        VERBATIM)
    add_custom_target(dataset ALL DEPENDS ${ENTENTE_DATASET})
    install(FILES ${ENTENTE_DATASET} DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
endif()
