include_guard(GLOBAL)
include(GoogleTest)

# Compile options shared by every target of this project, never by its users.
add_library(twotower_options INTERFACE)
target_compile_features(twotower_options INTERFACE cxx_std_20)
target_include_directories(twotower_options INTERFACE "${PROJECT_SOURCE_DIR}/src")
# Designated initializers name what differs and leave the rest to defaults: no warning for that.
# At -O3 g++ 12 sees overlapping memory in "k" + std::to_string(i) and uninitialised members of moved
# variants, where there are none. Of -Wconversion clang makes more than g++ does; std::stable_sort uses
# what is deprecated, Arrow what is new.
target_compile_options(twotower_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wno-missing-field-initializers
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-maybe-uninitialized;-Wno-stringop-overflow>"
  "$<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion;-Wno-c2y-extensions;-Wno-deprecated-declarations>"
  $<$<BOOL:${TWOTOWER_WERROR}>:-Werror>)
if(TWOTOWER_SANITIZE)
  # GCC 12 sees uninitialised members inside std::variant once a sanitizer has added its code; the
  # other presets keep the warning.
  set(sanitize -fsanitize=${TWOTOWER_SANITIZE} -fno-sanitize-recover=all)
  target_compile_options(twotower_options INTERFACE ${sanitize} -fno-omit-frame-pointer
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(twotower_options INTERFACE ${sanitize})
endif()

add_custom_target(all_tests)    # the test binaries of all layers, and nothing else
add_custom_target(all_fuzzers)

# twotower_layer(<name> HEADERS ... SOURCES ... DEPS ... LINKS ... TESTS ... BENCHES ... FUZZERS ...
#                [UNITY_SOURCES] [UNITY_TESTS])
# Declares layer <name> as library twotower::<name>, one test binary and one benchmark binary, and a
# libFuzzer program for each of FUZZERS (see twotower_fuzzer).
# DEPS are layers; LINKS are third parties, which only the layer's .cc files may include.
# UNITY_SOURCES, UNITY_TESTS: several of these may be compiled at once, see twotower_unity.
# A layer without SOURCES is headers only.
function(twotower_layer name)
  cmake_parse_arguments(ARG "UNITY_SOURCES;UNITY_TESTS" "" "HEADERS;SOURCES;DEPS;LINKS;TESTS;BENCHES;FUZZERS" ${ARGN})
  list(TRANSFORM ARG_DEPS PREPEND twotower:: OUTPUT_VARIABLE deps)
  if(ARG_SOURCES)
    add_library(twotower_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(twotower_${name} PUBLIC twotower_options ${deps} PRIVATE ${ARG_LINKS})
    target_sources(twotower_${name} PUBLIC FILE_SET HEADERS
      BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${ARG_HEADERS})
  else()
    add_library(twotower_${name} INTERFACE)
    target_link_libraries(twotower_${name} INTERFACE twotower_options ${deps})
  endif()
  if(ARG_UNITY_SOURCES)
    twotower_unity(twotower_${name})
  endif()
  add_library(twotower::${name} ALIAS twotower_${name})

  if(TWOTOWER_BUILD_TESTS AND ARG_TESTS AND (NOT TWOTOWER_TEST_LAYERS OR name IN_LIST TWOTOWER_TEST_LAYERS))
    add_executable(${name}_test ${ARG_TESTS})
    target_link_libraries(${name}_test PRIVATE
      twotower::${name} twotower::messages twotower::testkit ${ARG_LINKS} GTest::gtest_main rapidcheck rapidcheck_gtest)
    if(NOT name STREQUAL "kernels")
      target_compile_options(${name}_test PRIVATE ${TWOTOWER_TEST_OPTIONS})
    endif()
    # 60 s: a sanitized program that shares its cores may take more than the usual 5 to list its tests.
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
      PROPERTIES LABELS "unit;${name}")
    if(ARG_UNITY_TESTS)
      twotower_unity(${name}_test)
    endif()
    add_dependencies(all_tests ${name}_test)
  endif()
  if(TWOTOWER_BUILD_BENCH AND ARG_BENCHES)
    add_executable(${name}_bench ${ARG_BENCHES})
    target_link_libraries(${name}_bench PRIVATE
      twotower::${name} twotower::messages twotower::testkit benchmark::benchmark_main)
  endif()
  if(TWOTOWER_BUILD_FUZZERS)
    foreach(source IN LISTS ARG_FUZZERS)
      twotower_fuzzer(${name} "${source}")
    endforeach()
  endif()
endfunction()

# With TWOTOWER_UNITY the sources of a target are compiled several at once, which takes half the time
# or less where headers are most of it. What their anonymous namespaces hold must then have different
# names.
function(twotower_unity target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${TWOTOWER_UNITY} UNITY_BUILD_BATCH_SIZE 8)
  if(TWOTOWER_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # A class of a .cc may hold one of an anonymous namespace; included, it looks like a header's.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()

# x_fuzz.cc beside x_fuzz_seeds.py, which writes files that are right into the folder it is given.
# As a test it runs for half a minute, starting from these; longer by hand, with other seeds.
function(twotower_fuzzer layer source)
  get_filename_component(name "${source}" NAME_WE)
  set(corpus "${CMAKE_CURRENT_BINARY_DIR}/${name}_corpus")
  add_executable(${name} "${source}")
  target_link_libraries(${name} PRIVATE twotower::${layer} twotower::messages)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(all_fuzzers ${name})
  add_test(NAME fuzz.${name}_seeds
    COMMAND Python3::Interpreter "${CMAKE_CURRENT_SOURCE_DIR}/${name}_seeds.py" "${corpus}")
  set_tests_properties(fuzz.${name}_seeds PROPERTIES FIXTURES_SETUP ${name})
  # The bounds hold the promise that no input takes memory out of proportion.
  add_test(NAME fuzz.${name} COMMAND ${name} -max_total_time=30 -max_len=4096 -malloc_limit_mb=64
    -rss_limit_mb=1024 -print_final_stats=1 "${corpus}")
  set_tests_properties(fuzz.${name} PROPERTIES FIXTURES_REQUIRED ${name} LABELS fuzz)
endfunction()
