#include "run/open_bundle.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/messages/error_messages.h"
#include "base/messages/run_errors.h"
#include "base/nearest_name.h"
#include "base/shell_word.h"
#include "bundle/bundle.h"
#include "index/load_index.h"
#include "run/internal/open_store.h"
#include "run/run_folder.h"
#include "store/store.h"
#include "train/checkpoint.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

// What is named like something that is not there; empty: nothing is.
std::string name_near(const std::string& path) {
  fs::path missing = fs::path(path).lexically_normal();
  std::error_code error;
  while (missing.has_parent_path() && !fs::exists(missing.parent_path(), error)) {
    missing = missing.parent_path();
  }
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(
           missing.has_parent_path() ? missing.parent_path() : fs::path("."), error)) {
    if (entry.is_directory(error)) names.push_back(entry.path().filename().string());
  }
  const std::string_view nearest = nearest_name(missing.filename().string(), names);
  if (nearest.empty()) return "";
  return (missing.parent_path() / nearest).string();
}

// The newest of the runs in a folder that is no bundle and no run; empty: there is none.
std::string run_below(const std::string& path) {
  constexpr int kDeepest = 2;  // runs/NAME/001
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(path, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_directory(ignored) || entry.depth() == kDeepest) {
      entry.disable_recursion_pending();
    } else if (fs::exists(entry->path() / "bundle" / Manifest::kFileName, ignored)) {
      found.push_back(entry->path().string());
    }
  }
  return found.empty() ? "" : *std::ranges::max_element(found);
}

std::string if_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) ? path.string() : "";
}

Error no_data(Message message) {
  return {ErrorCode::kDataWrongFormat, "data.interactions.path", std::move(message)};
}

// What is said of a bundle or run that stands where data should.
Message what_was_trained(const std::string& path) {
  const std::string argument = shell_word(path);
  Message message = find_bundle(path) == path ? Message(BundleAsData(path, argument))
                                              : Message(RunAsData(path, argument));
  const std::string config = config_beside_bundle(path);
  return config.empty() ? message : TrainRunAgain(std::move(message), shell_word(config));
}

Error with_bundles_near(Error error, const std::string& path) {
  if (has_bundle(path)) return error;
  std::error_code ignored;
  if (const std::string run = run_below(path); !run.empty()) {
    error.message = BundleThere(std::move(error.message), run);
  } else if (const std::string near = fs::exists(path, ignored) ? "" : name_near(path);
             !near.empty()) {
    error.message = BundleNear(std::move(error.message), near);
  }
  return error;
}

}  // namespace

std::string find_bundle(const std::string& path) {
  std::error_code ignored;
  for (const char* place : {"", "bundle", "latest/bundle"}) {
    const fs::path folder = *place == '\0' ? fs::path(path) : fs::path(path) / place;
    if (fs::exists(folder / Manifest::kFileName, ignored)) return folder.string();
  }
  return path;
}

bool has_bundle(const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::path(find_bundle(path)) / Manifest::kFileName, ignored);
}

Result<Recommender> open_recommender(const std::string& path) {
  auto bundle = open_bundle(find_bundle(path));
  if (!bundle.ok()) return with_bundles_near(bundle.error(), path);
  return Recommender(std::move(bundle).value());
}

Result<Recommender> open_recommender_to_serve(
    const std::string& path, const StateOptions& state, const GenerationOptions& generations,
    std::function<Result<void>(const Bundle& bundle)> check_memory) {
  if (state.path.empty()) {
    auto bundle = open_bundle(find_bundle(path), LoadFor::kManySearches);
    if (!bundle.ok()) return with_bundles_near(bundle.error(), path);
    if (check_memory != nullptr) TWOTOWER_TRY(check_memory(bundle.value()));
    return Recommender(std::move(bundle).value());
  }
  if (!has_bundle(path)) return with_bundles_near(read_manifest(path).error(), path);

  TWOTOWER_ASSIGN(auto store, open_store(state));
  TWOTOWER_ASSIGN(auto shelf,
                  GenerationShelf::open((fs::path(state.path) / kGenerationsFolder).string()));
  return Recommender::with_generations({.shelf = std::move(shelf),
                                        .options = generations,
                                        .find_bundle = [path] { return find_bundle(path); },
                                        .check_memory = std::move(check_memory),
                                        .backups = (fs::path(state.path) / "backups").string()},
                                       std::move(store));
}

std::string config_beside_bundle(const std::string& path) {
  return if_there(fs::path(find_bundle(path)).parent_path() / kRunConfig);
}

Result<void> refuse_run_as_data(const std::string& path) {
  if (has_bundle(path)) return no_data(what_was_trained(path));
  const std::string config = if_there(fs::path(path) / kRunConfig);
  if (config.empty() || !Checkpoint(path).exists()) return {};
  return no_data(UnfinishedRunAsData(path, shell_word(config)));
}

}  // namespace twotower
