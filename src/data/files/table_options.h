#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/option_tree.h"
#include "base/result.h"
#include "base/value.h"

namespace twotower {

enum class FileFormat { kAuto, kCsv, kParquet, kJsonl, kLists };
constexpr auto option_names(FileFormat) {
  return std::array<std::string_view, 5>{"auto", "csv", "parquet", "jsonl", "lists"};
}

// How the bytes of a text stand for characters. A form of option (see options.h): one of the names
// below, or another name that ICU knows (big5, shift_jis, windows-1251). Names are compared without
// case, `-` and `_`; gbk, gb2312 and cp936 are parts of gb18030, iso-8859-1 and cp1252 are latin-1.
struct Encoding {
  enum Kind { kAuto, kUtf8, kLatin1, kGb18030, kUtf16, kOther };

  Encoding() = default;
  Encoding(Kind which) : kind(which) {}  // NOLINT(google-explicit-constructor)

  Kind kind = kAuto;
  std::string other;  // kOther: the name

  std::string name() const;
  bool operator==(const Encoding&) const = default;

  static Message allowed();
  // Fails with kConfigWrongType for what is not a text, and with kConfigUnknownName.
  static Result<Encoding> parse(const Value& value, const ValuePlace& place);
  Value to_value() const;
  static Value json_schema();
};

// What becomes of a row that cannot be used: one with another number of cells than the header, with
// bytes that are not text, or with an id or a time that is missing where it is needed, or is none.
struct StopOptions {
  static constexpr std::string_view kKind = "stop";
  static void visit_options(auto& /*self*/, auto&& /*visit*/) {}
};
struct SkipOptions {
  static constexpr std::string_view kKind = "skip";
  std::int64_t max = 1000;

  static void visit_options(auto& self, auto&& visit) {
    visit("max", self.max, "Maximum number of rows to skip; beyond it the table is refused.",
          at_least(0));
  }
};
using OnBadRow = std::variant<StopOptions, SkipOptions>;

// How to read one table. What is not given is chosen by what its files hold.
struct TableOptions {
  std::string path;
  FileFormat format = FileFormat::kAuto;
  std::optional<std::string> separator;
  std::optional<std::vector<std::string>> header;
  Encoding encoding = Encoding::kAuto;
  OnBadRow on_bad_row;

  static void visit_options(auto& self, auto&& visit) {
    visit(
        "path", self.path,
        "File, also compressed by gzip or zstd; or a folder or a pattern (logs/dt=*/*.parquet), of "
        "which all files are read. A folder `dt=2026-11-21` on the path becomes a column `dt`.");
    visit("format", self.format,
          "jsonl: one JSON object per line. lists: one user per line, then one or more items, "
          "oldest first, separated by blanks.");
    visit("separator", self.separator, "Column separator of a CSV file: one or more characters.");
    visit("header", self.header, "Names of the columns, for a file without a header line.");
    visit("encoding", self.encoding,
          "auto: detected by the byte order mark and the characters of the first megabyte; an "
          "error where two encodings fit. latin-1 is read as Windows-1252, gbk and gb2312 as "
          "gb18030. Others: any name that ICU knows, e.g. big5, shift_jis, windows-1251.");
    visit("on_bad_row", self.on_bad_row,
          "What to do with rows that cannot be used. stop: the first is an error. skip: they are "
          "skipped and counted.");
  }
};

}  // namespace twotower
