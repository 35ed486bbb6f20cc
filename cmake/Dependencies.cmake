# Libraries the project is built on. A missing one stops the configuration with the Debian package
# that holds it, so that nobody has to guess.
find_package(PkgConfig QUIET)
if(NOT PKG_CONFIG_FOUND)
    message(FATAL_ERROR "pkg-config is missing: install the Debian package pkg-config")
endif()

set(ENTENTE_LIBRARIES "")

function(entente_need_module target module package)
    pkg_check_modules(${target} QUIET IMPORTED_TARGET ${module})
    if(NOT ${target}_FOUND)
        message(FATAL_ERROR "${module} is missing: install the Debian package ${package}")
    endif()
    set(ENTENTE_LIBRARIES ${ENTENTE_LIBRARIES} PkgConfig::${target} PARENT_SCOPE)
endfunction()

# libcsv and ReadStat ship no pkg-config file.
function(entente_need_library name header package)
    find_path(${name}_INCLUDE ${header})
    find_library(${name}_LIBRARY ${name})
    if(NOT ${name}_INCLUDE OR NOT ${name}_LIBRARY)
        message(FATAL_ERROR "lib${name} is missing: install the Debian package ${package}")
    endif()
    set(ENTENTE_LIBRARIES ${ENTENTE_LIBRARIES} ${${name}_LIBRARY} PARENT_SCOPE)
endfunction()

entente_need_module(SQLITE sqlite3 libsqlite3-dev)
entente_need_module(ZLIB zlib zlib1g-dev)
entente_need_module(ICU icu-uc libicu-dev)
entente_need_module(ICU_I18N icu-i18n libicu-dev)
entente_need_module(JANSSON jansson libjansson-dev)
entente_need_library(readstat readstat.h libreadstat-dev)
entente_need_library(csv csv.h libcsv-dev)
list(APPEND ENTENTE_LIBRARIES m)
if(BUILD_TESTING)
    pkg_check_modules(CMOCKA QUIET IMPORTED_TARGET cmocka)
    if(NOT CMOCKA_FOUND)
        message(FATAL_ERROR "cmocka is missing: install the Debian package libcmocka-dev, "
                            "or configure with -DBUILD_TESTING=OFF")
    endif()
endif()
