#include "run/open_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "base/input_file.h"
#include "base/json.h"
#include "base/messages/error_messages.h"
#include "base/messages/run_errors.h"
#include "base/nearest_path.h"
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

constexpr std::string_view kBundleFolder = "bundle";  // of a run

// What is named like something that is not there; empty: nothing is.
std::string name_near(const std::string& path) {
  fs::path missing = fs::path(path).lexically_normal();
  std::error_code error;
  while (missing.has_parent_path() && !fs::exists(missing.parent_path(), error)) {
    missing = missing.parent_path();
  }
  return nearest_path(missing, PathKind::kFolder);
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

// Whether it is a folder of tables.
bool holds_tables(const std::string& path) {
  constexpr std::string_view kEndings[] = {".csv", ".tsv", ".parquet", ".jsonl", ".ndjson"};
  std::error_code error;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    fs::path name = entry->path().filename();
    if (name.extension() == ".gz" || name.extension() == ".zst") name = name.stem();
    if (std::ranges::find(kEndings, name.extension().string()) != std::end(kEndings)) return true;
  }
  return false;
}

// "bundle.12" -> 12, "bundle" -> 1; 0: another name.
int bundle_number(std::string_view name) {
  if (!name.starts_with(kBundleFolder)) return 0;
  name.remove_prefix(kBundleFolder.size());
  if (name.empty()) return 1;
  int number = 0;
  const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), number);
  const bool is_number = name[0] == '.' && error == std::errc() && end == name.data() + name.size();
  return is_number && number > 1 ? number : 0;
}

// The newest of the bundles in a run: its own, or one that items were added to; empty: it has none.
std::string newest_bundle_in(const fs::path& run) {
  std::string newest;
  int most = 0;
  std::error_code error, ignored;
  fs::directory_iterator entry(run, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const int number = bundle_number(entry->path().filename().string());
    if (number <= most || !fs::exists(entry->path() / Manifest::kFileName, ignored)) continue;
    most = number;
    newest = (run / entry->path().filename()).string();
  }
  return newest;
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

// What is said of a file of a run that stands where data should.
Message file_of_run(const std::string& path, const std::string& run) {
  Message message = FileOfRunAsData(path, shell_word(run));
  const std::string config = config_beside_bundle(run);
  return config.empty() ? message : TrainRunAgain(std::move(message), shell_word(config));
}

bool is_config(const fs::path& path) {
  return path.extension() == ".yaml" || path.extension() == ".yml";
}

// Whether a training began in a folder.
bool has_run(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / kRunStart, ignored) && fs::exists(folder / kRunConfig, ignored);
}

// A report says whose it is, wherever it lies: "runs/NAME/001". Empty: it is none.
std::string run_of_report(const fs::path& path) {
  constexpr std::uintmax_t kMostBytes = std::uintmax_t{64} << 20;
  std::error_code error;
  if (path.extension() != ".json" || fs::file_size(path, error) > kMostBytes || error) return "";
  const auto text = read_file(path.string());
  const auto json = text.ok() ? parse_json(text.value(), path.string()) : text.error();
  if (!json.ok() || json.value().find("test") == nullptr) return "";
  const Value* run = json.value().find("run");
  const auto* name = run == nullptr ? nullptr : run->as<std::string>();
  return name == nullptr ? "" : *name;
}

// The run or bundle that a file is a part of. Empty: of none. Others may put files of theirs there,
// so it is one that a training writes.
std::string run_of_file(const std::string& path) {
  constexpr std::string_view kNames[] = {"report.json", "report.html", kRunConfig, kRunStart,
                                         Manifest::kFileName};
  std::error_code ignored;
  const fs::path file(path);
  if (!fs::is_regular_file(file, ignored)) return "";
  const bool is_ours = std::ranges::count(kNames, file.filename().string()) > 0 ||
                       file.extension() == ".safetensors";
  for (const fs::path& folder : {file.parent_path(), file.parent_path().parent_path()}) {
    const bool is_run = has_run(folder) || fs::exists(folder / Manifest::kFileName, ignored);
    if (is_ours && is_run) return folder.empty() ? "." : folder.string();
  }
  return run_of_report(file);
}

// The config of the newest training that began at a path and has no bundle; empty: there is none.
std::string unfinished_config(const fs::path& path) {
  if (has_run(path)) return (path / kRunConfig).string();
  fs::path newest;
  std::error_code error;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (has_run(entry->path()) && entry->path() > newest) newest = entry->path();
  }
  return newest.empty() ? "" : (newest / kRunConfig).string();
}

// Of a path that is there and is what bundles come from.
std::optional<Error> not_trained_yet(const std::string& path) {
  std::error_code ignored;
  if (fs::exists(fs::path(path).parent_path() / Manifest::kFileName, ignored)) return std::nullopt;
  const bool is_folder_of_data = holds_tables(path) && run_below(path).empty();
  if (!fs::is_regular_file(path, ignored) && !is_folder_of_data) return std::nullopt;
  const std::string argument = shell_word(path);
  return Error{ErrorCode::kDataWrongFormat, path,
               is_config(path) ? Message(ConfigAsBundle(path, argument))
                               : Message(DataAsBundle(path, argument))};
}

Error with_names_near(Error error, const std::string& path) {
  std::error_code ignored;
  if (const std::string run = run_below(path); !run.empty()) {
    error.message = BundleThere(std::move(error.message), run);
  } else if (const std::string near = fs::exists(path, ignored) ? "" : name_near(path);
             !near.empty()) {
    error.message = BundleNear(std::move(error.message), near);
  }
  return error;
}

Error no_bundle(Error error, const std::string& path) {
  if (has_bundle(path)) return error;
  if (const std::string run = run_of_file(path); !run.empty()) {
    return {ErrorCode::kDataWrongFormat, path, FileOfRunAsBundle(path, shell_word(run))};
  }
  if (auto untrained = not_trained_yet(path)) return std::move(*untrained);
  if (run_below(path).empty()) {
    const std::string config = unfinished_config(path);
    if (!config.empty()) {
      return {ErrorCode::kFileUnreadable, path, UnfinishedRun(path, shell_word(config))};
    }
  }
  return with_names_near(std::move(error), path);
}

}  // namespace

std::string find_bundle(const std::string& path) {
  std::error_code ignored;
  if (fs::exists(fs::path(path) / Manifest::kFileName, ignored)) return path;
  for (const fs::path& run : {fs::path(path), fs::path(path) / "latest"}) {
    if (std::string newest = newest_bundle_in(run); !newest.empty()) return newest;
  }
  return path;
}

std::string find_trained_bundle(const std::string& path) {
  std::error_code ignored;
  if (fs::exists(fs::path(path) / Manifest::kFileName, ignored)) return path;
  for (const fs::path& run : {fs::path(path), fs::path(path) / "latest"}) {
    const fs::path bundle = run / kBundleFolder;
    if (fs::exists(bundle / Manifest::kFileName, ignored)) return bundle.string();
  }
  return path;
}

Error no_run(Error error, const std::string& path) {
  return no_bundle(std::move(error), path);
}

Error no_bundle_at(const std::string& path) {
  return no_bundle(read_manifest(path).error(), path);
}

Error with_runs_below(Error error, const std::string& path) {
  if (const std::string run = run_of_file(path); !run.empty()) {
    return {ErrorCode::kDataWrongFormat, path, FileOfRunAsBundle(path, shell_word(run))};
  }
  const std::string run = run_below(path);
  if (!run.empty()) error.message = BundleThere(std::move(error.message), run);
  return error;
}

bool has_bundle(const std::string& path) {
  std::error_code ignored;
  return fs::exists(fs::path(find_bundle(path)) / Manifest::kFileName, ignored);
}

Result<Recommender> open_recommender(const std::string& path) {
  auto bundle = open_bundle(find_bundle(path));
  if (!bundle.ok()) return no_bundle(bundle.error(), path);
  return Recommender(std::move(bundle).value());
}

Result<Recommender> open_recommender_to_serve(
    const std::string& path, const StateOptions& state, const GenerationOptions& generations,
    std::function<Result<void>(const Bundle& bundle)> check_memory) {
  if (state.path.empty()) {
    auto bundle = open_bundle(find_bundle(path), LoadFor::kManySearches);
    if (!bundle.ok()) return no_bundle(bundle.error(), path);
    if (check_memory != nullptr) TWOTOWER_TRY(check_memory(bundle.value()));
    return Recommender(std::move(bundle).value());
  }
  if (!has_bundle(path)) return no_bundle_at(path);

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
  if (!config.empty() && (Checkpoint(path).exists() || has_run(path))) {
    return no_data(UnfinishedRunAsData(path, shell_word(config)));
  }
  const std::string run = is_config(path) ? "" : run_of_file(path);
  return run.empty() ? Result<void>() : no_data(file_of_run(path, run));
}

Result<void> refuse_runs_as_data(const ConfigSource& source) {
  for (const std::string& path : {source.path, source.users, source.items}) {
    if (!path.empty()) TWOTOWER_TRY(refuse_run_as_data(path));
  }
  return {};
}

Result<void> refuse_run_as_log(const std::string& run, const std::string& log) {
  const std::string of_file = run_of_file(log);
  const std::string other = of_file.empty() ? log : of_file;
  if (!has_bundle(other)) return refuse_run_as_data(log);
  std::error_code ignored;
  const bool is_same = fs::equivalent(find_bundle(run), find_bundle(other), ignored);
  const std::string command =
      is_same ? fmt::format("twotower evaluate {}", shell_word(run))
              : fmt::format("twotower compare {} {}", shell_word(run), shell_word(other));
  return Error{ErrorCode::kDataWrongFormat, "--on", RunAsLog(log, command)};
}

}  // namespace twotower
