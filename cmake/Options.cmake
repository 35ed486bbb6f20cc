option(BUILD_SHARED_LIBS "Build libentente as a shared library" OFF)
option(ENTENTE_FUZZ "Build the fuzz targets (needs clang)" OFF)
option(ENTENTE_MPI "Share simulations over processes (mpirun)" OFF)
option(ENTENTE_BENCH "Build the benchmarks" ON)
set(ENTENTE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# What every target of the project compiles and links with.
add_library(entente_options INTERFACE)
target_compile_definitions(entente_options INTERFACE _GNU_SOURCE)
target_compile_options(entente_options INTERFACE
    $<BUILD_INTERFACE:-Wall> $<BUILD_INTERFACE:-Wextra> $<BUILD_INTERFACE:-Wconversion>
    $<BUILD_INTERFACE:-Werror> $<BUILD_INTERFACE:-Wshadow> $<BUILD_INTERFACE:-fno-math-errno>)
if(ENTENTE_SANITIZE)
    target_compile_options(entente_options INTERFACE
        -fsanitize=${ENTENTE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(entente_options INTERFACE -fsanitize=${ENTENTE_SANITIZE})
endif()
if(ENTENTE_FUZZ)
    target_compile_options(entente_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
