#include "base/nearest_path.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/nearest_name.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

bool is_of_kind(const fs::directory_entry& entry, PathKind kind) {
  std::error_code ignored;  // what cannot be looked at is none
  if (kind == PathKind::kFile) return entry.is_regular_file(ignored);
  return kind == PathKind::kAny || entry.is_directory(ignored);
}

}  // namespace

std::string nearest_path(const fs::path& missing, PathKind kind) {
  const fs::path folder = missing.parent_path();
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (is_of_kind(*entry, kind)) names.push_back(entry->path().filename().string());
  }
  std::ranges::sort(names);
  const std::string_view nearest = nearest_name(missing.filename().string(), names);
  return nearest.empty() ? "" : (folder / nearest).string();
}

}  // namespace twotower
