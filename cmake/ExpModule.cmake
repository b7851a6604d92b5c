# exp_tests(<name> SOURCES <*_test.cpp…> LINK <libraries…>)
# One GoogleTest program; its cases appear one by one in ctest, label "unit".
function(exp_tests name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  if(NOT BUILD_TESTING OR NOT arg_SOURCES)
    return()
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gtest GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  # Values without a printer would give their bytes, addresses included, as names: a number instead.
  gtest_discover_tests(${name} TEST_PREFIX ${name}. NO_PRETTY_VALUES PROPERTIES LABELS unit DISCOVERY_MODE PRE_TEST)
endfunction()

# exp_module(<name> SOURCES … USES <modules…> LIBRARIES <private libraries…> TESTS …)
# A module of libcommon: a static library. USES is the whole list of modules that it may include from.
function(exp_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES;LIBRARIES;TESTS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC exp_settings ${arg_USES} PRIVATE ${arg_LIBRARIES})
  exp_tests(${name}-test SOURCES ${arg_TESTS} LINK ${name} ${arg_LIBRARIES})
endfunction()
