include_guard(GLOBAL)
include(GoogleTest)

# Compile options shared by every target of this project, never by its users.
add_library(twotower_options INTERFACE)
target_compile_features(twotower_options INTERFACE cxx_std_20)
target_include_directories(twotower_options INTERFACE "${PROJECT_SOURCE_DIR}/src")
# Designated initializers name what differs and leave the rest to defaults: no warning for that.
# At -O3 g++ 12 sees overlapping memory in "k" + std::to_string(i), where there is none.
target_compile_options(twotower_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wno-missing-field-initializers
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>
  $<$<BOOL:${TWOTOWER_WERROR}>:-Werror>)
if(TWOTOWER_SANITIZE)
  # GCC 12 sees uninitialised members inside std::variant once a sanitizer has added its code; the
  # other presets keep the warning.
  set(sanitize -fsanitize=${TWOTOWER_SANITIZE} -fno-sanitize-recover=all)
  target_compile_options(twotower_options INTERFACE ${sanitize} -fno-omit-frame-pointer
    -Wno-maybe-uninitialized)
  target_link_options(twotower_options INTERFACE ${sanitize})
endif()

# twotower_layer(<name> HEADERS ... SOURCES ... DEPS ... LINKS ... TESTS ... BENCHES ...)
# Declares layer <name> as library twotower::<name>, one test binary and one benchmark binary.
# DEPS are layers; LINKS are third parties, which only the layer's .cc files may include.
# A layer without SOURCES is headers only.
function(twotower_layer name)
  cmake_parse_arguments(ARG "" "" "HEADERS;SOURCES;DEPS;LINKS;TESTS;BENCHES" ${ARGN})
  list(TRANSFORM ARG_DEPS PREPEND twotower:: OUTPUT_VARIABLE deps)
  if(ARG_SOURCES)
    add_library(twotower_${name} STATIC ${ARG_SOURCES})
    target_link_libraries(twotower_${name} PUBLIC twotower_options ${deps} PRIVATE ${ARG_LINKS})
    target_sources(twotower_${name} PUBLIC FILE_SET HEADERS
      BASE_DIRS "${PROJECT_SOURCE_DIR}/src" FILES ${ARG_HEADERS})
    set_target_properties(twotower_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  else()
    add_library(twotower_${name} INTERFACE)
    target_link_libraries(twotower_${name} INTERFACE twotower_options ${deps})
  endif()
  add_library(twotower::${name} ALIAS twotower_${name})

  if(TWOTOWER_BUILD_TESTS AND ARG_TESTS)
    add_executable(${name}_test ${ARG_TESTS})
    target_link_libraries(${name}_test PRIVATE
      twotower::${name} twotower::testkit ${ARG_LINKS} GTest::gtest_main rapidcheck rapidcheck_gtest)
    gtest_discover_tests(${name}_test TEST_PREFIX "${name}." PROPERTIES LABELS "unit;${name}")
  endif()
  if(TWOTOWER_BUILD_BENCH AND ARG_BENCHES)
    add_executable(${name}_bench ${ARG_BENCHES})
    target_link_libraries(${name}_bench PRIVATE
      twotower::${name} twotower::testkit benchmark::benchmark_main)
  endif()
endfunction()
