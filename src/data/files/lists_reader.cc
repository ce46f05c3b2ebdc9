#include "data/files/lists_reader.h"

#include <arrow/buffer.h>
#include <arrow/io/interfaces.h>
#include <arrow/util/utf8.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "data/files/input_stream.h"

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
  Lines(const std::string& path, const std::vector<WantedColumn>& columns, std::string_view option)
      : path_(path), option_(option), users_(columns[0].narrowest), items_(columns[1].narrowest) {}

  Result<void> append(std::string_view line) {
    ++number_;
    if (!arrow::util::ValidateUTF8(line)) return bad_line("is not UTF-8; convert the file");
    const std::string_view user = take_word(line);
    if (user.empty()) return {};
    std::string_view item = take_word(line);
    if (item.empty()) return bad_line("has a user and no item; leave the line out");
    for (; !item.empty(); item = take_word(line)) {
      users_.append(user);
      items_.append(item);
    }
    return {};
  }

  // User and item.
  std::vector<ColumnBuilder> columns() && {
    std::vector<ColumnBuilder> both;
    both.push_back(std::move(users_));
    both.push_back(std::move(items_));
    return both;
  }

 private:
  Error bad_line(std::string_view what) const {
    return {ErrorCode::kDataBadRow, std::string(option_),
            fmt::format("{}: {}: line {} {}", option_, path_, number_, what)};
  }

  const std::string& path_;
  std::string_view option_;
  std::uint64_t number_ = 0;
  ColumnBuilder users_;
  ColumnBuilder items_;
};

Result<std::vector<ColumnBuilder>> read_lines(const std::string& path,
                                              const std::vector<WantedColumn>& columns,
                                              std::string_view option) {
  TWOTOWER_ASSIGN(const InputStream stream, open_input(path, option));
  Lines lines(path, columns, option);
  std::string text;  // from the start of a line on
  for (bool is_end = false; !is_end;) {
    constexpr std::int64_t kPieceBytes = std::int64_t{1} << 20;
    const auto piece = stream->Read(kPieceBytes);
    if (!piece.ok()) return reading_error(piece.status(), path, option);
    is_end = (*piece)->size() == 0;
    text += std::string_view(**piece);
    if (is_end && !text.empty() && !text.ends_with('\n')) text += '\n';
    std::string_view rest = text;
    for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos;) {
      TWOTOWER_TRY(lines.append(rest.substr(0, end)));
      rest.remove_prefix(end + 1);
    }
    text.erase(0, text.size() - rest.size());
  }
  return std::move(lines).columns();
}

}  // namespace

Result<Table> read_lists(const std::string& path, const TableForm& form,
                         const std::vector<WantedColumn>& wanted, std::string_view option) {
  std::vector<WantedColumn> both = {{form.names[0]}, {form.names[1]}};
  for (const WantedColumn& column : wanted) {
    both[column.name == form.names[0] ? 0 : 1].narrowest = column.narrowest;
  }
  TWOTOWER_ASSIGN(auto columns, read_lines(path, both, option));
  if (std::ranges::any_of(columns, &ColumnBuilder::has_lost_spelling)) {
    for (std::size_t c = 0; c < columns.size(); ++c) both[c].narrowest = columns[c].type();
    TWOTOWER_ASSIGN(columns, read_lines(path, both, option));
  }
  Table table;
  for (const WantedColumn& column : wanted) {
    table.names.push_back(column.name);
    table.columns.push_back(std::move(columns[column.name == form.names[0] ? 0 : 1]).finish());
  }
  return table;
}

}  // namespace twotower
