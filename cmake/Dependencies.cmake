# Every library comes from the distribution. A missing one stops the configuration with the package's name.
function(exp_require found package)
  if(NOT ${found})
    message(FATAL_ERROR "missing library: install the Debian package '${package}' (scripts/test installs all of them)")
  endif()
endfunction()

find_package(PkgConfig QUIET)
exp_require(PKG_CONFIG_FOUND pkg-config)
find_package(Threads REQUIRED)

pkg_check_modules(LIBGIT2 QUIET IMPORTED_TARGET libgit2>=1.1)
exp_require(LIBGIT2_FOUND libgit2-dev)

find_package(fmt QUIET)
exp_require(fmt_FOUND libfmt-dev)

find_package(simdjson QUIET)
exp_require(simdjson_FOUND libsimdjson-dev)

pkg_check_modules(RE2 QUIET IMPORTED_TARGET re2)
exp_require(RE2_FOUND libre2-dev)

find_path(CLI11_INCLUDE_DIR CLI/CLI.hpp)
exp_require(CLI11_INCLUDE_DIR libcli11-dev)

find_library(LIBMD md)
exp_require(LIBMD libmd-dev)

option(BUILD_TESTING "Build the tests" ON)
if(BUILD_TESTING)
  find_package(GTest QUIET)
  exp_require(GTest_FOUND libgtest-dev)
  include(GoogleTest)
endif()

find_program(LOWDOWN lowdown)
if(NOT LOWDOWN)
  message(STATUS "lowdown not found: man pages are left out (Debian package 'lowdown')")
endif()
