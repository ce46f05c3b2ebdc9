#include "data/files/input_files.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/messages/data_errors.h"
#include "base/nearest_path.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

// Ending and what kind of table it says; a table of text is one kind.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kTableEndings = {{
    {".csv", "csv"},
    {".tsv", "csv"},
    {".txt", "text"},
    {".dat", "text"},
    {".parquet", "parquet"},
    {".jsonl", "jsonl"},
    {".ndjson", "jsonl"},
}};

// Empty for a file that does not end as tables do.
std::string_view kind_of(const fs::path& path) {
  const bool is_packed = path.extension() == ".gz" || path.extension() == ".zst";
  const std::string ending = (is_packed ? path.stem() : path).extension().string();
  for (const auto& [known, kind] : kTableEndings) {
    if (ending == known) return kind;
  }
  return "";
}

Error unreadable(std::string_view option, Message why) {
  return {ErrorCode::kFileUnreadable, path_key(option), std::move(why)};
}

Error no_file(const std::string& path, std::string_view option) {
  const std::string nearest = nearest_path(path);
  if (nearest.empty()) return unreadable(option, TableFileMissing(path_key(option), path));
  return unreadable(option, TableFileNear(path_key(option), path, nearest));
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name.starts_with('_');
}

Result<std::vector<std::string>> files_below(const std::string& folder, std::string_view option) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  while (!error && entry != fs::recursive_directory_iterator()) {
    std::error_code ignored;  // what can't be looked at is not a file
    if (is_hidden(entry->path())) {
      if (entry->is_directory(ignored)) entry.disable_recursion_pending();
    } else if (entry->is_regular_file(ignored)) {
      files.push_back(entry->path().string());
    }
    entry.increment(error);
  }
  if (error) {
    return unreadable(
        option, TableUnreadable(path_key(option), folder, error.message(), settings_key(option)));
  }
  return files;
}

Result<std::vector<std::string>> tables_below(const std::string& folder, std::string_view option) {
  TWOTOWER_ASSIGN(std::vector<std::string> files, files_below(folder, option));
  const auto is_unknown = [](const std::string& file) { return kind_of(file).empty(); };
  if (std::ranges::all_of(files, is_unknown)) return files;
  std::erase_if(files, is_unknown);
  const std::string& first = files.front();
  for (const std::string& file : files) {
    if (kind_of(file) == kind_of(first)) continue;
    return Error{
        ErrorCode::kDataWrongFormat, path_key(option),
        TableFolderMixed(path_key(option), folder, first, file,
                         fmt::format("{}/*{}", folder, fs::path(first).extension().string()))};
  }
  return files;
}

Result<std::vector<std::string>> files_of_pattern(const std::string& pattern,
                                                  std::string_view option) {
  glob_t found{};
  const int status = glob(pattern.c_str(), 0, nullptr, &found);
  std::vector<std::string> files;
  for (std::size_t i = 0; i < found.gl_pathc; ++i) {
    std::error_code ignored;  // what can't be looked at is not a file
    if (fs::is_regular_file(found.gl_pathv[i], ignored)) files.emplace_back(found.gl_pathv[i]);
  }
  globfree(&found);
  if (status == GLOB_NOSPACE || status == GLOB_ABORTED) {
    return unreadable(option, TablePatternUnlisted(path_key(option), pattern));
  }
  return files;
}

// Every %XX a byte; a % without two hexadecimal digits stays.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const std::string_view digits = text.substr(i + 1, 2);
    const auto [rest, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    const bool is_code = text[i] == '%' && digits.size() == 2 && error == std::errc() &&
                         rest == digits.data() + digits.size();
    decoded += is_code ? static_cast<char>(byte) : text[i];
    i += is_code ? 2 : 0;
  }
  return decoded;
}

std::vector<PartitionValue> partitions_of(const fs::path& path) {
  std::vector<PartitionValue> partitions;
  for (const fs::path& part : path.parent_path()) {
    const std::string text = part.string();
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) continue;
    PartitionValue partition{.name = percent_decoded(text.substr(0, equals)), .value = {}};
    const std::string value = text.substr(equals + 1);
    if (value != "__HIVE_DEFAULT_PARTITION__") partition.value = percent_decoded(value);
    partitions.push_back(std::move(partition));
  }
  return partitions;
}

}  // namespace

Result<std::vector<InputFile>> find_files(const std::string& path, std::string_view option) {
  std::error_code ignored;
  const bool is_folder = fs::is_directory(path, ignored);
  const bool is_pattern =
      !fs::exists(path, ignored) && path.find_first_of("*?[") != std::string::npos;
  if (!path.empty() && !is_pattern && !fs::exists(path, ignored)) {
    return no_file(path, option);
  }
  std::vector<std::string> paths = {path};
  if (is_folder) {
    TWOTOWER_ASSIGN(paths, tables_below(path, option));
  } else if (is_pattern) {
    TWOTOWER_ASSIGN(paths, files_of_pattern(path, option));
  }
  if (paths.empty()) {
    const std::string key = path_key(option);
    return unreadable(option, is_folder ? Message(TableFolderEmpty(key, path))
                                        : Message(TablePatternEmpty(key, path)));
  }
  std::ranges::sort(paths);
  std::vector<InputFile> files;
  for (std::string& file : paths) {
    std::vector<PartitionValue> partitions = partitions_of(file);
    files.push_back({.path = std::move(file), .partitions = std::move(partitions)});
  }
  return files;
}

}  // namespace twotower
