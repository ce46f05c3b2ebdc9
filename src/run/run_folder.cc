#include "run/run_folder.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/messages/run_errors.h"
#include "base/options.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

Result<void> check_name(const std::string& name) {
  if (!name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string::npos) {
    return {};
  }
  return Error{ErrorCode::kConfigOutOfRange, "name", RunNameUnusable(name)};
}

// Of 001, 002, ...; 0 is not a run.
int run_number(const fs::path& folder) {
  const std::string name = folder.filename().string();
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? number : 0;
}

Error cannot_make(const fs::path& path, const std::error_code& error) {
  return {ErrorCode::kFileUnwritable, path.string(),
          RunFolderUnmade(path.string(), error.message())};
}

// Of a folder and those that it is in, the first that is not there; empty: all are.
fs::path topmost_missing(fs::path folder) {
  fs::path missing;
  std::error_code ignored;
  for (; !folder.empty() && !fs::exists(folder, ignored); folder = folder.parent_path()) {
    missing = folder;
  }
  return missing;
}

// A run without `latest` was stopped before its last moment.
bool is_finished(const fs::path& run) {
  std::error_code error;
  const fs::path latest = fs::read_symlink(run.parent_path() / "latest", error);
  return !error && run_number(latest) >= run_number(run) && fs::exists(run / "bundle", error);
}

}  // namespace

Result<RunFolder> make_run_folder(const std::string& runs, const std::string& name) {
  TWOTOWER_TRY(check_name(name));
  const fs::path parent = fs::path(runs) / name;
  const fs::path missing = topmost_missing(parent);
  std::error_code error;
  fs::create_directories(parent, error);
  if (error) return cannot_make(parent, error);
  for (int number = 1;; ++number) {
    const std::string text = fmt::format("{:03}", number);
    if (fs::create_directory(parent / text, error)) {
      const fs::path made = missing.empty() ? parent / text : missing;
      return RunFolder{(parent / text).string(), false, made.string()};
    }
    if (error) return cannot_make(parent / text, error);
  }
}

void drop_run_folder(const RunFolder& folder) {
  std::error_code not_empty;  // what has begun stays, and so do other runs
  fs::path path = folder.path;
  while (fs::remove(path, not_empty) && !folder.made.empty() && path != folder.made) {
    path = path.parent_path();
  }
}

Result<RunFolder> newest_run_folder(const std::string& runs, const std::string& name) {
  TWOTOWER_TRY(check_name(name));
  const fs::path parent = fs::path(runs) / name;
  fs::path newest;
  std::error_code error, ignored;
  for (fs::directory_iterator entry(parent, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& folder = entry->path();
    if (run_number(folder) > run_number(newest) && fs::exists(folder / kRunConfig, ignored)) {
      newest = folder;
    }
  }
  if (newest.empty()) {
    return Error{ErrorCode::kFileUnreadable, parent.string(), NoRunToResume(parent.string())};
  }
  if (is_finished(newest)) {
    return Error{ErrorCode::kConfigConflict, "--resume", RunIsFinished(newest.string())};
  }
  return RunFolder{newest.string(), true};
}

Result<void> begin_run(const RunFolder& folder, const Config& config) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (!error) TWOTOWER_TRY(write_file(folder.path + "/" + kRunStart, here.string() + "\n"));
  return write_file(config_of(folder), to_json(to_value(config)) + "\n");
}

// Beside the place and then renamed, so that `latest` is never missing.
Result<void> finish_run(const RunFolder& folder) {
  const fs::path path = folder.path;
  const fs::path latest = path.parent_path() / "latest";
  std::error_code error;
  const fs::path finished = fs::read_symlink(latest, error);
  if (!error && run_number(finished) > run_number(path)) return {};
  error.clear();
  const std::string number = path.filename().string();
  const fs::path aside = path.parent_path() / (".latest." + number);
  fs::remove(aside, error);
  fs::create_directory_symlink(number, aside, error);
  if (!error) fs::rename(aside, latest, error);
  if (error) return cannot_make(latest, error);
  return {};
}

std::string config_of(const RunFolder& folder) {
  return folder.path + "/" + kRunConfig;
}

}  // namespace twotower
