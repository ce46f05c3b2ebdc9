#pragma once

#include <string_view>
#include <vector>

namespace twotower {

// A file of a well-known data set whose first line is data.
struct HeaderlessFile {
  std::string_view name;  // without .gz or .zst
  std::string_view separator;
  bool is_latin1;
  std::vector<std::string_view> header;
};

// The files of MovieLens 100K and 1M, and the log of Taobao, by their READMEs.
const std::vector<HeaderlessFile>& headerless_files();

}  // namespace twotower
