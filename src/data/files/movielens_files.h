#pragma once

#include <string_view>
#include <vector>

namespace twotower {

// A file of the MovieLens data sets of GroupLens, which have no header.
struct MovieLensFile {
  std::string_view name;  // without .gz or .zst
  std::string_view separator;
  bool is_latin1;
  std::vector<std::string_view> header;
};

// The files of MovieLens 100K and 1M, by their READMEs.
const std::vector<MovieLensFile>& movielens_files();

}  // namespace twotower
