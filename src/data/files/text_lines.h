#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "data/files/input_stream.h"
#include "data/files/text_table.h"

namespace twotower {

// The lines of a text, one after the other, in the memory of the longest and a piece of a megabyte.
// Not thread-safe.
class TextLines {
 public:
  // `path` and `option` are for messages.
  TextLines(InputStream stream, const std::string& path, std::string_view option)
      : stream_(std::move(stream)), path_(path), option_(option) {}

  // Moves to the next line; false at the end. Fails as reading_error() says, and with
  // kDataWrongFormat for a line of more than 64 MiB.
  Result<bool> next();

  // Without its end (\n or \r\n); until the next call.
  std::string_view line() const { return line_; }

 private:
  Result<void> read_piece();

  InputStream stream_;
  const std::string& path_;
  std::string_view option_;
  std::string text_;          // from the start of a line on
  std::size_t position_ = 0;  // of the next line in `text_`
  std::string_view line_;
  bool is_end_ = false;
};

// Hands the lines of a file to `append`, which fills `table`, until the file ends or the table is
// full. Fails as open_text(), TextLines::next() and `append` do.
Result<void> read_lines(const FilePart& file, const TextTable& table,
                        const std::function<Result<void>(std::string_view)>& append);

}  // namespace twotower
