#include "data/files/lists_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages/data_errors.h"
#include "data/files/encoding.h"
#include "data/files/find_encoding.h"
#include "data/files/input_stream.h"
#include "data/files/table_keys.h"
#include "data/files/text_lines.h"

namespace twotower {
namespace {

// Takes the first word off `line`; empty at its end.
std::string_view take_word(std::string_view& line) {
  constexpr std::string_view kBlanks = " \t\r";
  line.remove_prefix(std::min(line.size(), line.find_first_not_of(kBlanks)));
  const std::string_view word = line.substr(0, line.find_first_of(kBlanks));
  line.remove_prefix(word.size());
  return word;
}

class Lines {
 public:
  Lines(const FilePart& file, TextTable& table) : file_(file), table_(table) {
    for (std::size_t c = 0; c < file.wanted.size(); ++c) {
      ColumnBuilder*& column = file.wanted[c].name == file.form.names[0] ? users_ : items_;
      column = &table.columns[c];
    }
  }

  Result<void> append(std::string_view line) {
    ++number_;
    if (!is_utf8(line)) {
      return leave_out(not_text());
    }
    const std::string_view user = take_word(line);
    if (user.empty()) return {};
    std::string_view item = take_word(line);
    if (item.empty()) {
      return leave_out(LineWithoutItem(std::string(file_.option), file_.path, number_));
    }
    for (; !item.empty(); item = take_word(line)) {
      if (users_ != nullptr) users_->append(user);
      if (items_ != nullptr) items_->append(item);
    }
    return {};
  }

 private:
  // The first such line says what the file rather is: its start is read again.
  Message not_text() const {
    Message problem =
        LineNotUtf8(path_key(file_.option), file_.path, number_, file_.form.encoding.name());
    if (table_.bad_rows.count() > 0) return problem;
    const auto start = read_start(file_.path, kEncodingBytes, file_.option);
    if (!start.ok()) return problem;
    return with_other_encodings(std::move(problem), file_.form.encoding, start.value(),
                                file_.option);
  }

  Result<void> leave_out(Message why) {
    return table_.bad_rows.add({ErrorCode::kDataBadRow, std::string(file_.option), std::move(why)});
  }

  const FilePart& file_;
  TextTable& table_;
  std::uint64_t number_ = 0;
  ColumnBuilder* users_ = nullptr;  // null: not wanted
  ColumnBuilder* items_ = nullptr;
};

}  // namespace

Result<void> append_lists(const FilePart& file, TextTable& table) {
  Lines lines(file, table);
  return read_lines(file, table, [&](std::string_view line) { return lines.append(line); });
}

}  // namespace twotower
