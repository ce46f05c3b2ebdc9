#include "cli/run_folder.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/options.h"
#include "cli/report_content.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

Error unwritable(const fs::path& path, const std::error_code& error) {
  return {ErrorCode::kFileUnwritable, path.string(),
          fmt::format("{} cannot be made: {}; run where you may write, or choose --runs FOLDER",
                      path.string(), error.message())};
}

// Of 001, 002, ...; 0 is no run.
int number_of(const fs::path& folder) {
  const std::string name = folder.filename().string();
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? number : 0;
}

// Beside a place and then renamed, so that `latest` is never missing. It stays where a run that
// began later was finished before.
Result<void> point_latest(const fs::path& parent, const std::string& number) {
  std::error_code error;
  const fs::path finished = fs::read_symlink(parent / "latest", error);
  if (!error && number_of(finished) > number_of(number)) return {};
  error.clear();
  const fs::path aside = parent / (".latest." + number);
  fs::remove(aside, error);
  fs::create_directory_symlink(number, aside, error);
  if (!error) fs::rename(aside, parent / "latest", error);
  if (error) return unwritable(parent / "latest", error);
  return {};
}

Result<void> check_name(const std::string& name) {
  if (!name.empty() && name.front() != '.' && name.find_first_of("/\\") == std::string::npos) {
    return {};
  }
  return Error{ErrorCode::kConfigOutOfRange, "name",
               fmt::format("name is '{}'; it is the name of a folder among the runs: without / and "
                           "\\, and not beginning with a dot. --runs FOLDER says where they are",
                           name)};
}

}  // namespace

Result<RunFolder> make_run_folder(const std::string& runs, const std::string& name) {
  TWOTOWER_TRY(check_name(name));
  const fs::path parent = fs::path(runs) / name;
  std::error_code error;
  fs::create_directories(parent, error);
  if (error) return unwritable(parent, error);
  for (int number = 1;; ++number) {
    const std::string text = fmt::format("{:03}", number);
    if (fs::create_directory(parent / text, error)) {
      return RunFolder{(parent / text).string(), false};
    }
    if (error) return unwritable(parent / text, error);
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
    if (number_of(folder) > number_of(newest) && fs::exists(folder / kRunConfig, ignored)) {
      newest = folder;
    }
  }
  if (newest.empty()) {
    return Error{ErrorCode::kFileUnreadable, parent.string(),
                 fmt::format("{} has no run that began, so there is none to go on with; start "
                             "without --resume",
                             parent.string())};
  }
  return RunFolder{newest.string(), true};
}

Result<void> keep_run(ThreadPool& pool, const TrainingRun& run, const RunFolder& folder,
                      Language language) {
  TWOTOWER_TRY(write_file(folder.path + "/report.json", to_json(to_value(run, folder)) + "\n"));
  TWOTOWER_TRY(save_test_ranks(run.ranks, folder.path));
  TWOTOWER_TRY(
      write_file(folder.path + "/report.html", to_html(report_page(pool, run, folder, language))));
  TWOTOWER_TRY(save_run_bundle(pool, run, folder));
  const fs::path path = folder.path;
  return point_latest(path.parent_path(), path.filename().string());
}

Result<void> begin_run(const RunFolder& folder, const Config& config) {
  return write_file((fs::path(folder.path) / kRunConfig).string(),
                    to_json(to_value(config)) + "\n");
}

}  // namespace twotower
