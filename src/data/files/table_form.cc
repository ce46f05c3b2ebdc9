#include "data/files/table_form.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

#include "base/nearest_name.h"
#include "data/files/csv_reader.h"
#include "data/files/input_stream.h"
#include "data/files/movielens_files.h"
#include "data/files/parquet_reader.h"

namespace twotower {
namespace {

constexpr std::size_t kStartBytes = std::size_t{64} << 10;
constexpr std::array<std::string_view, 5> kSeparators = {"::", ",", "\t", "|", ";"};

// The file's name without the folder and what says how it is packed.
std::string plain_name(const std::string& path) {
  const std::filesystem::path name = std::filesystem::path(path).filename();
  const bool is_packed = name.extension() == ".gz" || name.extension() == ".zst";
  return is_packed ? name.stem().string() : name.string();
}

std::vector<std::string_view> first_lines(std::string_view start) {
  constexpr std::size_t kMaxLines = 100;
  std::vector<std::string_view> lines;
  while (!start.empty() && lines.size() < kMaxLines) {
    std::string_view line = start.substr(0, start.find('\n'));
    start.remove_prefix(std::min(start.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

std::size_t count_cells(std::string_view line, std::string_view separator) {
  std::size_t cells = 1;
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == '"') is_quoted = !is_quoted;
    const bool is_separator = !is_quoted && line.substr(i).starts_with(separator);
    cells += is_separator ? 1 : 0;
    i += is_separator ? separator.size() : 1;
  }
  return cells;
}

// Cells that `separator` cuts each line into; 1 if the lines do not agree.
std::size_t common_cells(const std::vector<std::string_view>& lines, std::string_view separator) {
  const std::size_t cells = count_cells(lines[0], separator);
  const bool agree = std::ranges::all_of(
      lines, [&](std::string_view line) { return count_cells(line, separator) == cells; });
  return agree ? cells : 1;
}

// Where no separator cuts all lines alike (a cell with a line end in it, a broken row), the first
// line, most often the header, decides.
std::string guess_separator(const std::vector<std::string_view>& lines) {
  const auto best_by = [](auto&& cells_of) {
    std::pair<std::size_t, std::string_view> best = {1, ","};
    for (const std::string_view separator : kSeparators) {
      const std::size_t cells = cells_of(separator);
      if (cells > best.first) best = {cells, separator};
    }
    return best;
  };
  const auto common = best_by([&](std::string_view s) { return common_cells(lines, s); });
  if (common.first > 1) return std::string(common.second);
  return std::string(best_by([&](std::string_view s) { return count_cells(lines[0], s); }).second);
}

bool is_list(std::string_view line) {
  if (line.find_first_of(",;|\t\"") != std::string_view::npos) return false;
  if (line.find("::") != std::string_view::npos) return false;
  const std::size_t word = line.find_first_not_of(' ');
  const std::size_t blank = line.find(' ', word);
  return line.find_first_not_of(' ', blank) != std::string_view::npos &&
         blank != std::string_view::npos;
}

FileFormat guess_format(const TableOptions& options, const std::vector<std::string_view>& lines) {
  const std::string name = plain_name(options.path);
  const bool is_csv =
      name.ends_with(".csv") || name.ends_with(".tsv") || options.separator || options.header;
  if (is_csv || !std::ranges::all_of(lines, is_list)) return FileFormat::kCsv;
  return FileFormat::kLists;
}

const MovieLensFile* find_movielens(const TableOptions& options,
                                    const std::vector<std::string_view>& lines) {
  if (options.header || options.separator) return nullptr;
  const std::string name = plain_name(options.path);
  for (const MovieLensFile& file : movielens_files()) {
    if (file.name == name && common_cells(lines, file.separator) == file.header.size()) {
      return &file;
    }
  }
  return nullptr;
}

Result<TableForm> lists_form(const TableOptions& options, std::string_view option) {
  TableForm form{.format = FileFormat::kLists, .names = {"user", "item"}, .has_header_line = false};
  if (!options.header) return form;
  form.names = *options.header;
  if (form.names.size() == 2) return form;
  return Error{ErrorCode::kConfigOutOfRange, fmt::format("{}.header", option),
               fmt::format("{}.header: lists have two columns, a user and an item, and the header "
                           "has {}",
                           option, form.names.size())};
}

Result<void> check_separator(const TableOptions& options, std::string_view option) {
  const bool is_usable =
      !options.separator || (!options.separator->empty() &&
                             options.separator->find_first_of("\r\n\"") == std::string::npos);
  if (is_usable) return {};
  return Error{ErrorCode::kConfigOutOfRange, fmt::format("{}.separator", option),
               fmt::format("{}.separator: one character or more, none of them a quote or a line "
                           "end; leave it out to have it found",
                           option)};
}

// `lines` are not empty.
Result<TableForm> csv_form(const TableOptions& options, const std::string& start,
                           const std::vector<std::string_view>& lines, std::string_view option) {
  TableForm form;
  form.is_latin1 = options.encoding == Encoding::kLatin1;
  if (const MovieLensFile* file = find_movielens(options, lines)) {
    form.names.assign(file->header.begin(), file->header.end());
    form.separator = file->separator;
    form.has_header_line = false;
    form.has_quotes = false;
    form.is_latin1 = form.is_latin1 || (file->is_latin1 && options.encoding == Encoding::kAuto);
    return form;
  }
  TWOTOWER_TRY(check_separator(options, option));
  form.separator = options.separator ? *options.separator : guess_separator(lines);
  form.has_quotes = form.separator.size() == 1;
  form.has_header_line = !options.header;
  form.names = options.header.value_or(form.names);
  if (form.has_header_line) {
    TWOTOWER_ASSIGN(form.names, read_csv_header(start, form, option));
  }
  return form;
}

Result<void> check_distinct(const std::vector<std::string>& names, const std::string& path,
                            std::string_view option) {
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    return Error{ErrorCode::kDataWrongFormat, fmt::format("{}.header", option),
                 fmt::format("{}: {}: two columns are named `{}`; rename one, or give all names "
                             "as {}.header if the first line is data",
                             option, path, name, option)};
  }
  return {};
}

Result<TableForm> form_of_start(const TableOptions& options, const std::string& start,
                                std::string_view option) {
  if (options.format == FileFormat::kParquet ||
      (options.format == FileFormat::kAuto && start.starts_with("PAR1"))) {
    TableForm form{.format = FileFormat::kParquet};
    TWOTOWER_ASSIGN(form.names, read_parquet_names(options.path, option));
    return form;
  }
  const auto lines = first_lines(start);
  if (lines.empty()) {
    return Error{ErrorCode::kDataTooLittle, fmt::format("{}.path", option),
                 fmt::format("{}.path: {}: is empty", option, options.path)};
  }
  const bool is_movielens = find_movielens(options, lines) != nullptr;
  const FileFormat format = options.format != FileFormat::kAuto ? options.format
                            : is_movielens                      ? FileFormat::kCsv
                                                                : guess_format(options, lines);
  if (format == FileFormat::kLists) return lists_form(options, option);
  return csv_form(options, start, lines, option);
}

}  // namespace

Result<TableForm> find_form(const TableOptions& options, std::string_view option) {
  TWOTOWER_ASSIGN(const std::string start, read_start(options.path, kStartBytes, option));
  TWOTOWER_ASSIGN(TableForm form, form_of_start(options, start, option));
  TWOTOWER_TRY(check_distinct(form.names, options.path, option));
  return form;
}

Error missing_column(std::string_view option, std::string_view name, const std::string& path,
                     const std::vector<std::string>& names) {
  const std::string_view nearest = nearest_name(name, names);
  const std::string hint = nearest.empty() ? "" : fmt::format(", did you mean `{}`?", nearest);
  return {ErrorCode::kDataMissingColumn, std::string(option),
          fmt::format("{}: {} has no column `{}`{} It has: {}", option, path, name,
                      hint.empty() ? "." : hint, fmt::join(names, ", "))};
}

}  // namespace twotower
