#include "data/files/table_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <utility>

#include "base/blanks.h"
#include "base/json.h"
#include "base/messages/data_errors.h"
#include "base/messages/run_words.h"
#include "base/nearest_name.h"
#include "base/value.h"
#include "data/files/csv_reader.h"
#include "data/files/csv_sniffer.h"
#include "data/files/encoding.h"
#include "data/files/find_encoding.h"
#include "data/files/headerless_files.h"
#include "data/files/input_stream.h"
#include "data/files/json_lines_reader.h"
#include "data/files/parquet_reader.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

constexpr std::size_t kStartBytes = kEncodingBytes;

// The file's name without the folder and what says how it is packed.
std::string plain_name(const std::string& path) {
  const std::filesystem::path name = std::filesystem::path(path).filename();
  const bool is_packed = name.extension() == ".gz" || name.extension() == ".zst";
  return is_packed ? name.stem().string() : name.string();
}

const HeaderlessFile* find_headerless(const TableOptions& options, const std::string& path,
                                      std::string_view start) {
  if (options.header || options.separator) return nullptr;
  const std::string name = plain_name(path);
  const auto lines = first_lines(start);
  for (const HeaderlessFile& file : headerless_files()) {
    const bool has_data = !lines.empty() && lines[0].find_first_of("0123456789") == 0;
    if (file.name == name && has_data &&
        common_cells(lines, file.separator) == file.header.size()) {
      return &file;
    }
  }
  return nullptr;
}

Error wrong_format(std::string_view option, Message why) {
  return {ErrorCode::kDataWrongFormat, fmt::format("{}.format", settings_key(option)),
          std::move(why)};
}

// Works out the form of one file by its start.
class FormFinder {
 public:
  // `has_header_line`: nothing if that is to be found.
  FormFinder(const TableOptions& options, const std::string& path, std::string_view option,
             std::optional<bool> has_header_line = std::nullopt)
      : options_(options), path_(path), option_(option), has_header_line_(has_header_line) {}

  Result<TableForm> run() {
    TWOTOWER_ASSIGN(const std::string bytes, read_start(path_, kStartBytes, option_));
    const bool is_given = options_.format != FileFormat::kAuto;
    form_.format = is_given                    ? options_.format
                   : bytes.starts_with("PAR1") ? FileFormat::kParquet
                                               : FileFormat::kAuto;
    if (form_.format == FileFormat::kParquet) {
      TWOTOWER_ASSIGN(form_.names, read_parquet_names(path_, option_));
      return form_;
    }
    const bool may_be_csv = !is_given || form_.format == FileFormat::kCsv;
    if (const auto* known = may_be_csv ? find_headerless(options_, path_, bytes) : nullptr) {
      take_headerless(*known);
      return form_;
    }
    TWOTOWER_TRY(decode(bytes));
    if (lines_.empty()) {
      return Error{ErrorCode::kDataTooLittle, path_key(option_),
                   TableEmpty(path_key(option_), path_)};
    }
    if (!is_given) TWOTOWER_TRY(guess_format());
    TWOTOWER_TRY(find_names(bytes));
    return form_;
  }

 private:
  void take_headerless(const HeaderlessFile& known) {
    form_.format = FileFormat::kCsv;
    form_.names.assign(known.header.begin(), known.header.end());
    form_.separator = known.separator;
    form_.has_header_line = false;
    form_.has_quotes = false;
    form_.encoding = known.is_latin1 ? Encoding::kLatin1 : Encoding::kUtf8;
    if (options_.encoding != Encoding::kAuto) form_.encoding = options_.encoding;
  }

  Result<void> decode(const std::string& bytes) {
    TWOTOWER_ASSIGN(form_.encoding, find_encoding(options_.encoding, bytes, path_, option_));
    const bool is_plain = form_.encoding == Encoding::kUtf8 && !bytes.starts_with(kUtf8Mark);
    start_ = is_plain ? bytes : Decoder(form_.encoding).decode(bytes, false);
    const std::size_t last_line_end = start_.rfind('\n');
    if (bytes.size() >= kStartBytes / 2 && last_line_end != std::string::npos) {
      start_.resize(last_line_end + 1);  // the file may go on within a line
    }
    lines_ = first_lines(start_);
    tell_encoding(bytes);
    return {};
  }

  void tell_encoding(const std::string& bytes) {
    FormFinding finding{.kind = FormFinding::Kind::kEncoding,
                        .path = path_,
                        .option = settings_key(option_),
                        .encoding = form_.encoding.name()};
    if (const auto rather = doubted_for(options_.encoding, bytes)) {
      finding.kind = FormFinding::Kind::kDoubtedEncoding;
      finding.rather = rather->name();
      form_.findings.push_back(std::move(finding));
    } else if (options_.encoding == Encoding::kAuto && form_.encoding != Encoding::kUtf8) {
      form_.findings.push_back(std::move(finding));
    }
  }

  Result<void> guess_format() {
    const std::string name = plain_name(path_);
    form_.format = FileFormat::kCsv;
    if (options_.separator || options_.header) return {};
    if (name.ends_with(".csv") || name.ends_with(".tsv")) return {};
    std::string_view first = lines_[0];
    first.remove_prefix(std::min(first.size(), first.find_first_not_of(" \t")));
    if (name.ends_with(".jsonl") || name.ends_with(".ndjson") || first.starts_with('{')) {
      form_.format = FileFormat::kJsonl;
      return {};
    }
    if (name.ends_with(".json") && first.starts_with('[')) {
      return wrong_format(option_, TableIsJsonList(path_key(option_), path_));
    }
    return guess_lists();
  }

  // As much of the start as `lines_` are. Arrow finds no row in a line without an end.
  std::string first_rows() const {
    const char* const end = lines_.back().data() + lines_.back().size();
    return start_.substr(0, static_cast<std::size_t>(end - start_.data())) + '\n';
  }

  // Lists of words, or a table with blanks between its cells.
  Result<void> guess_lists() {
    const bool have_words = std::ranges::all_of(lines_, [](std::string_view line) {
      const bool has_separator = line.find_first_of(",;|\t\"") != std::string_view::npos ||
                                 line.find("::") != std::string_view::npos;
      return !has_separator && common_cells({line}, " ") > 1;
    });
    if (!have_words) return {};
    form_.format = FileFormat::kLists;
    const std::size_t words = lines_.size() > 1 ? common_cells(lines_, " ") : 1;
    if (words <= 2) return {};
    TableForm table = form_;
    table.separator = " ";
    TWOTOWER_ASSIGN(const auto rows,
                    read_first_rows(first_rows(), table, kNumRows, path_, option_));
    const bool is_table = has_header(rows);
    if (is_table) form_.format = FileFormat::kCsv;
    constexpr std::size_t kTableWords = 4;  // as user, item, rating, time
    if (is_table || words > kTableWords) return {};
    return wrong_format(option_,
                        ListsOrTable(path_key(option_), path_, words, settings_key(option_)));
  }

  Result<void> find_names(const std::string& bytes) {
    if (form_.format == FileFormat::kLists) return find_list_names();
    if (form_.format == FileFormat::kJsonl) return find_keys(bytes);
    TWOTOWER_TRY(check_separator());
    form_.separator = options_.separator ? *options_.separator : guess_separator(lines_);
    form_.has_quotes = form_.separator.size() == 1;
    form_.has_header_line = !options_.header;
    if (options_.header) {
      form_.names = *options_.header;
      return {};
    }
    return find_csv_names();
  }

  // No line of another encoding is an object.
  Result<void> find_keys(const std::string& bytes) {
    auto keys = read_json_keys(start_, path_, option_);
    if (keys.ok()) {
      form_.names = std::move(keys).value();
      return {};
    }
    const Message problem = LineNotUtf8(path_key(option_), path_, 1, form_.encoding.name());
    Message told = with_other_encodings(problem, form_.encoding, bytes, option_);
    if (told.key() == problem.key() || form_.encoding != Encoding::kUtf8) return keys.error();
    return Error{ErrorCode::kDataBadRow, fmt::format("{}.encoding", settings_key(option_)),
                 std::move(told)};
  }

  Result<void> find_list_names() {
    form_.has_header_line = false;
    form_.names = options_.header.value_or(std::vector<std::string>{"user", "item"});
    if (form_.names.size() == 2) return {};
    return Error{ErrorCode::kConfigOutOfRange, fmt::format("{}.header", settings_key(option_)),
                 ListsHeader(settings_key(option_), form_.names.size())};
  }

  Result<void> check_separator() const {
    const auto& separator = options_.separator;
    const bool is_usable = !separator || (!separator->empty() &&
                                          separator->find_first_of("\r\n\"") == std::string::npos);
    if (is_usable) return {};
    return Error{ErrorCode::kConfigOutOfRange, fmt::format("{}.separator", settings_key(option_)),
                 SeparatorUnusable(settings_key(option_), to_json(Value(*separator)))};
  }

  Result<void> find_csv_names() {
    TWOTOWER_ASSIGN(const auto rows,
                    read_first_rows(first_rows(), form_, kNumRows, path_, option_));
    if (rows.empty()) {
      return wrong_format(option_,
                          FirstLineUnreadable(path_key(option_), path_, settings_key(option_)));
    }
    for (const std::string& name : rows[0]) form_.names.emplace_back(without_blanks(name));
    form_.has_header_line = has_header_line_.value_or(has_header(rows));
    if (!form_.has_header_line) {
      std::ranges::fill(form_.names, "");
      form_.findings.push_back({.kind = FormFinding::Kind::kNoHeader,
                                .path = path_,
                                .option = settings_key(option_),
                                .columns = rows[0].size()});
    } else if (rows.size() == 1 && ends_lines_with_separator()) {
      form_.names.emplace_back();
    }
    for (std::size_t c = 0; c < form_.names.size(); ++c) {
      if (form_.names[c].empty()) form_.names[c] = fmt::format("column_{}", c + 1);
    }
    return {};
  }

  // Whether all lines but the first end with the separator, which makes a cell more.
  bool ends_lines_with_separator() const {
    const std::string one_more = std::string(lines_[0]) + form_.separator;
    std::vector<std::string_view> lines = lines_;
    lines[0] = one_more;
    return lines.size() > 1 && common_cells(lines, form_.separator) > 1 &&
           std::ranges::all_of(
               lines, [&](std::string_view line) { return line.ends_with(form_.separator); });
  }

  static constexpr std::size_t kNumRows = 100;  // that are looked at

  const TableOptions& options_;
  const std::string& path_;
  std::string_view option_;
  std::optional<bool> has_header_line_;
  std::string start_;                    // as UTF-8
  std::vector<std::string_view> lines_;  // of `start_`
  TableForm form_;
};

Result<void> check_distinct(const std::vector<std::string>& names, const std::string& path,
                            std::string_view option) {
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    return Error{ErrorCode::kDataWrongFormat, fmt::format("{}.header", settings_key(option)),
                 HeaderDuplicate(path_key(option), path, name, settings_key(option))};
  }
  return {};
}

bool is_name(std::string_view name) {
  return is_utf8(name) && name.find('\0') == std::string_view::npos;
}

Message header_not_text(const TableForm& form, const InputFile& file, std::string_view option,
                        std::size_t column) {
  const auto start = read_start(file.path, kEncodingBytes, option);
  std::vector<std::string> encodings = fitting_encodings(start.ok() ? start.value() : "");
  std::erase(encodings, form.encoding.name());
  const std::string settings = settings_key(option);
  return HeaderNotText(path_key(option), file.path, column + 1, form.encoding.name(),
                       fmt::format("{}.encoding={}", settings, encodings[0]), settings);
}

// Names go into configs and bundles, which hold UTF-8 alone.
Result<void> check_texts(const TableForm& form, const InputFile& file, std::string_view option) {
  for (std::size_t column = 0; column < form.names.size(); ++column) {
    if (is_name(form.names[column])) continue;
    return Error{ErrorCode::kDataWrongFormat, fmt::format("{}.header", settings_key(option)),
                 header_not_text(form, file, option, column)};
  }
  for (const PartitionValue& partition : file.partitions) {
    if (is_name(partition.name) && is_name(partition.value.value_or(""))) continue;
    return Error{ErrorCode::kDataWrongFormat, path_key(option),
                 FolderNotText(path_key(option), file.path)};
  }
  return {};
}

// Checks the names of the file's columns and adds those of its folders. A column of the file that
// is named as a folder keeps its values.
Result<void> finish_names(TableForm& form, const InputFile& file, std::string_view option) {
  TWOTOWER_TRY(check_texts(form, file, option));
  TWOTOWER_TRY(check_distinct(form.names, file.path, option));
  for (const PartitionValue& partition : file.partitions) {
    const bool is_there = std::ranges::find(form.names, partition.name) != form.names.end();
    if (is_there) continue;
    form.names.push_back(partition.name);
    ++form.num_partitions;
  }
  return {};
}

}  // namespace

Result<TableForm> find_form(const TableOptions& options, std::string_view option) {
  TWOTOWER_ASSIGN(const auto files, find_files(options.path, option));
  std::size_t first = 0;  // that is not empty
  Result<TableForm> found = FormFinder(options, files[0].path, option).run();
  while (!found.ok() && found.error().code == ErrorCode::kDataTooLittle &&
         first + 1 < files.size()) {
    found = FormFinder(options, files[++first].path, option).run();
  }
  TWOTOWER_ASSIGN(TableForm form, std::move(found));
  TWOTOWER_TRY(finish_names(form, files[first], option));
  return form;
}

Result<TableForm> find_form_like(const TableForm& first, const TableOptions& options,
                                 const InputFile& file, std::string_view option) {
  TableOptions alike = options;
  alike.format = first.format;
  if (first.format == FileFormat::kCsv) {
    alike.separator = first.separator;
    if (!first.has_header_line) alike.header = first.own_names();
  }
  TWOTOWER_ASSIGN(TableForm form,
                  FormFinder(alike, file.path, option, first.has_header_line).run());
  form.has_quotes = first.has_quotes;
  TWOTOWER_TRY(finish_names(form, file, option));
  return form;
}

std::vector<Message> doubts_of(const std::vector<FormFinding>& findings) {
  std::vector<Message> doubts;
  for (const FormFinding& finding : findings) {
    if (finding.kind != FormFinding::Kind::kDoubtedEncoding) continue;
    doubts.push_back(
        EncodingDoubted(finding.path, finding.encoding, finding.rather,
                        fmt::format("{}.encoding={}", finding.option, finding.rather)));
  }
  return doubts;
}

Error garbled_or(Error why, const TableForm& form) {
  std::vector<Message> doubts = doubts_of(form.findings);
  if (doubts.empty()) return why;
  return {ErrorCode::kDataAmbiguousEncoding, "encoding", std::move(doubts[0])};
}

Error missing_column(std::string_view option, std::string_view name, const std::string& path,
                     const std::vector<std::string>& names) {
  const std::string_view nearest = nearest_name(name, names);
  const std::string table(option), column(name);
  if (nearest.empty()) {
    return {ErrorCode::kDataMissingColumn, table, TableColumnMissing(table, path, column, names)};
  }
  return {ErrorCode::kDataMissingColumn, table,
          TableColumnNear(table, path, column, std::string(nearest), names)};
}

}  // namespace twotower
