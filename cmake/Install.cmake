# What cmake --install puts in place: program, library, headers, pkg-config file, manual pages.
install(TARGETS entente_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS entente LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
                        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/entente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
configure_file(cmake/entente.pc.in entente.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/entente.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# Manual pages are the texts of --help.
set(MANUAL_PAGES "")
foreach(command "" accept cite depth export fit ideal import panel rank read simulate sources tie whatif)
    if(command)
        set(page entente-${command}.1)
    else()
        set(page entente.1)
    endif()
    add_custom_command(OUTPUT ${page}
        COMMAND entente_cli --manual ${command} > ${page}
        DEPENDS entente_cli VERBATIM)
    list(APPEND MANUAL_PAGES ${CMAKE_BINARY_DIR}/${page})
endforeach()
add_custom_target(manual ALL DEPENDS ${MANUAL_PAGES})
install(FILES ${MANUAL_PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
