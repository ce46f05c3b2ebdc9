#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "data/files/read_table.h"
#include "data/files/table_form.h"
#include "messages/said.h"

namespace {

using namespace twotower;  // NOLINT(google-build-using-namespace)

// A column of a table that was read keeps the promises of RawColumn.
bool is_whole(const RawColumn& column, std::size_t num_rows) {
  const std::size_t num_values = column.num_values();
  const bool marks = column.is_missing.empty() || column.is_missing.size() == num_values;
  const bool lists = column.list_offsets.empty() || column.list_offsets.back() == num_values;
  return marks && lists && column.num_rows() == num_rows;
}

void read_all(const TableOptions& options) {
  const auto form = find_form(options, "data.items");
  if (!form.ok()) {
    if (english(form.error().message).empty()) std::abort();
    return;
  }
  std::vector<WantedColumn> wanted;
  for (const std::string& name : form.value().names) wanted.push_back({name});
  const auto read = read_table(options, form.value(), wanted, "data.items");
  if (!read.ok()) {
    const std::string_view code = forms_of(read.error().code).name;
    if (!code.starts_with("data.") && code != "file.unreadable") std::abort();
    return;
  }
  const std::size_t num_rows = read.value().table.num_rows();
  if (num_rows == 0) std::abort();
  for (const RawColumn& column : read.value().table.columns) {
    if (!is_whole(column, num_rows)) std::abort();
  }
}

}  // namespace

// Any bytes as a table of any form, under both rules for bad rows: refused, or whole columns. The
// first byte picks the ending of the file. The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view kEndings[] = {"", ".csv", ".jsonl", ".txt"};
  const std::string path = std::filesystem::temp_directory_path() /
                           ("read_table_fuzz." + std::to_string(getpid()) +
                            std::string(kEndings[data[0] % std::size(kEndings)]));
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  TableOptions options;
  options.path = path;
  read_all(options);
  options.on_bad_row = SkipOptions{};
  read_all(options);
  std::filesystem::remove(path);
  return 0;
}
