# The reader's weights lie beside the program, as the embedded dataset does. They are made by script/train-reader.
set(READER_WEIGHTS "${CMAKE_SOURCE_DIR}/data/read/weights.bin")
add_custom_command(
    OUTPUT "${CMAKE_BINARY_DIR}/reader.bin"
    COMMAND "${CMAKE_COMMAND}" -E copy "${READER_WEIGHTS}" "${CMAKE_BINARY_DIR}/reader.bin"
    DEPENDS "${READER_WEIGHTS}" VERBATIM)
add_custom_target(reader_weights ALL DEPENDS "${CMAKE_BINARY_DIR}/reader.bin")
add_dependencies(entente_cli reader_weights)
install(FILES "${CMAKE_BINARY_DIR}/reader.bin" DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
