#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace twotower {

// How `file` is read, users or items: as the table of the training if it has the same ending, else
// by what it holds.
template <typename TableOptions>
TableOptions table_like_training(const std::optional<TableOptions>& trained,
                                 const std::string& file) {
  const auto ending = [](const std::string& path) {
    return std::filesystem::path(path).extension();
  };
  TableOptions options;
  if (trained.has_value() && ending(trained->path) == ending(file)) options = *trained;
  options.path = file;
  return options;
}

}  // namespace twotower
