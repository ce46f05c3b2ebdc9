# Arrow C++ from the pinned pyarrow wheel that `make deps` unpacks: it has no CMake config of its own.
# Gives ArrowWheel::arrow, ::arrow_compute, ::parquet. ARROW_WHEEL_DIR is pyarrow's folder.
set(ARROW_WHEEL_DIR "${TWOTOWER_DEPS_DIR}/python/pyarrow" CACHE PATH "Folder of the pyarrow package")
find_path(ArrowWheel_INCLUDE_DIR arrow/api.h PATHS "${ARROW_WHEEL_DIR}/include" NO_DEFAULT_PATH)
if(ArrowWheel_INCLUDE_DIR)
  file(STRINGS "${ArrowWheel_INCLUDE_DIR}/arrow/util/config.h" so_version REGEX "define ARROW_SO_VERSION")
  string(REGEX MATCH "[0-9]+" so_version "${so_version}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ArrowWheel
  REQUIRED_VARS ArrowWheel_INCLUDE_DIR so_version
  REASON_FAILURE_MESSAGE "run `make deps` first")
if(ArrowWheel_FOUND AND NOT TARGET ArrowWheel::arrow)
  foreach(library arrow arrow_compute parquet)
    add_library(ArrowWheel::${library} SHARED IMPORTED)
    set_target_properties(ArrowWheel::${library} PROPERTIES
      IMPORTED_LOCATION "${ARROW_WHEEL_DIR}/lib${library}.so.${so_version}"
      IMPORTED_SONAME "lib${library}.so.${so_version}"
      INTERFACE_INCLUDE_DIRECTORIES "${ArrowWheel_INCLUDE_DIR}")
  endforeach()
endif()
