#include "cli/run_as_data.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/shell_word.h"
#include "cli/open_recommender.h"
#include "cli/run_folder.h"
#include "train/checkpoint.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

std::string if_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) ? path.string() : "";
}

std::string train_again(const std::string& config) {
  if (config.empty()) return "";
  return "; to train that again, name its config: twotower train " + shell_word(config);
}

Error no_data(const std::string& path, const std::string& why) {
  return {ErrorCode::kDataWrongFormat, "data.interactions.path",
          fmt::format("{} is {}", path, why)};
}

}  // namespace

std::string config_beside_bundle(const std::string& path) {
  return if_there(fs::path(find_bundle(path)).parent_path() / kRunConfig);
}

Result<void> refuse_run_as_data(const std::string& path) {
  const std::string word = shell_word(path);
  if (has_bundle(path)) {
    return no_data(path, fmt::format("no data but {} that `twotower train` wrote: `twotower "
                                     "evaluate {}` tests it, `twotower recommend {} --user ID` "
                                     "asks it{}",
                                     find_bundle(path) == path ? "a bundle" : "a run", word, word,
                                     train_again(config_beside_bundle(path))));
  }
  const std::string config = if_there(fs::path(path) / kRunConfig);
  if (config.empty() || !Checkpoint(path).exists()) return {};
  return no_data(path, fmt::format("no data but a run that has not ended, so nothing can be asked "
                                   "yet{} (with --resume it goes on, if it is the newest)",
                                   train_again(config)));
}

}  // namespace twotower
