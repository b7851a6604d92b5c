# exp_command(<name> SUMMARY <line> SOURCES … USES <modules…> TESTS … [INTERNAL])
# Makes of a folder: the library, the executable bin/<name>, its tests, the man page, the install rules and a `-h` test.
# INTERNAL commands are plumbing: installed, with a page, but not listed by `git exp`.
set_property(GLOBAL PROPERTY EXP_COMMANDS "")
function(exp_command name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "INTERNAL" "SUMMARY" "SOURCES;USES;TESTS")
  add_library(${name}-lib STATIC ${arg_SOURCES})
  target_include_directories(${name}-lib PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name}-lib PUBLIC exp_settings cli ${arg_USES})

  add_executable(${name} main.cpp)
  target_link_libraries(${name} PRIVATE ${name}-lib)
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  exp_tests(${name}-test SOURCES ${arg_TESTS} LINK ${name}-lib)
  exp_man_page(${name} "${arg_SUMMARY}")

  if(NOT arg_INTERNAL)
    set_property(GLOBAL APPEND PROPERTY EXP_COMMANDS ${name})
    set_property(GLOBAL PROPERTY EXP_SUMMARY_${name} "${arg_SUMMARY}")
  endif()
  set_property(GLOBAL APPEND PROPERTY EXP_COMMAND_FOLDERS ${CMAKE_CURRENT_SOURCE_DIR})
  if(BUILD_TESTING)
    add_test(NAME help.${name} COMMAND ${CMAKE_SOURCE_DIR}/tests/meta/help-option.sh $<TARGET_FILE:${name}>)
    set_tests_properties(help.${name} PROPERTIES LABELS meta)
  endif()
endfunction()

# exp_man_page(<name> <summary>): <name>.md in the current folder becomes share/man/man1/<name>.1.gz, where lowdown is
# installed. In the build, too, that folder lies beside bin/: man finds the page of a command that is on PATH.
function(exp_man_page name summary)
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/${name}.md)
  set_property(GLOBAL APPEND PROPERTY EXP_MAN_SOURCES ${source})
  if(NOT LOWDOWN)
    return()
  endif()
  set(folder ${CMAKE_BINARY_DIR}/share/man/man1)
  set(page ${folder}/${name}.1)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(
    OUTPUT ${page}.gz
    # Without emphasis inside of words: GIT_EXP_RUN is a name.
    COMMAND ${LOWDOWN} -s -tman --out-no-smarty --parse-no-intraemph -M "title=${name}" -M "section=1" -M "source=git-exp ${PROJECT_VERSION}"
            -M "volume=git-exp" -M "date=" -o ${page} ${source}
    # As git's own pages: no hyphenation, ragged right; and a minus that can be pasted, wherever text has one.
    COMMAND sed -i -e "/^[.']/!s/-/\\\\-/g" -e "/^[.]TH /a .nh\\n.ad l" ${page}
    COMMAND gzip -9nf ${page}
    DEPENDS ${source}
    COMMENT "Making the man page ${name}.1"
    VERBATIM)
  add_custom_target(${name}-man ALL DEPENDS ${page}.gz)
  install(FILES ${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endfunction()
