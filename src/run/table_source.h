#pragma once

#include <string>
#include <vector>

namespace twotower {

// A table of users or items beside a bundle, as commands name it.
struct TableSource {
  std::string path;
  std::string id;                           // id column; empty: found
  std::vector<std::string> overrides = {};  // --set: "data.items.encoding=gbk"
};

}  // namespace twotower
