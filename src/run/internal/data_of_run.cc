#include "run/internal/data_of_run.h"

#include <filesystem>
#include <system_error>
#include <variant>
#include <vector>

#include "base/input_file.h"
#include "prepare/prepared_data.h"
#include "run/open_bundle.h"
#include "run/run_folder.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

// Whether there is something at a path, or, of a pattern, in the folder before it.
bool is_there(const fs::path& path) {
  fs::path known;
  for (const fs::path& part : path) {
    if (part.string().find_first_of("*?[") != std::string::npos) break;
    known /= part;
  }
  std::error_code ignored;
  return !known.empty() && fs::exists(known, ignored);
}

std::vector<fs::path> folders_of(const fs::path& run) {
  std::vector<fs::path> folders;
  if (auto start = read_file((run / kRunStart).string()); start.ok()) {
    std::string folder = start.value();
    if (folder.ends_with('\n')) folder.pop_back();
    folders.emplace_back(folder);
  }
  for (fs::path above = run.parent_path(); above.has_relative_path(); above = above.parent_path()) {
    folders.push_back(above);
  }
  return folders;
}

void find(const std::vector<fs::path>& folders, std::string& path) {
  if (path.empty() || fs::path(path).is_absolute() || is_there(path)) return;
  for (const fs::path& folder : folders) {
    if (!is_there(folder / path)) continue;
    path = (folder / path).string();
    return;
  }
}

}  // namespace

void find_data_of_run(const std::string& path, Config& config) {
  std::error_code error;
  const fs::path bundle = fs::canonical(find_trained_bundle(path), error);
  if (error) return;
  const std::vector<fs::path> folders = folders_of(bundle.parent_path());
  find(folders, config.data.interactions.path);
  if (config.data.interactions.log.has_value()) find(folders, *config.data.interactions.log);
  if (config.data.users.has_value()) find(folders, config.data.users->path);
  if (config.data.items.has_value()) find(folders, config.data.items->path);
  if (auto* given = std::get_if<GivenSplitOptions>(&config.split)) find(folders, given->test);
}

}  // namespace twotower
