#pragma once

#include <filesystem>
#include <string>

namespace twotower {

// The bundle that an argument names: a bundle, or the folder of a run, which has one.
inline std::string bundle_path(const std::string& path) {
  const std::filesystem::path inside = std::filesystem::path(path) / "bundle";
  return std::filesystem::is_directory(inside) ? inside.string() : path;
}

}  // namespace twotower
