#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "data/files/input_stream.h"
#include "data/files/quote_mender.h"
#include "data/files/table_options.h"

namespace twotower {

// Changes of a text on the way from the file to a reader that wants UTF-8 and one-byte separators.
struct TextChanges {
  Encoding encoding = Encoding::kUtf8;
  std::string old_separator;  // empty: none is replaced
  char new_separator = ',';
  bool merges_blanks = false;  // runs of blanks become one, those around a line go; not in quotes

  bool are_none() const {
    return encoding == Encoding::kUtf8 && old_separator.empty() && !merges_blanks;
  }
};

// The text of `stream` after `changes`.
InputStream change_text(InputStream stream, const TextChanges& changes);

// The text of `stream`, mended as it is read.
InputStream mend_quotes(InputStream stream, std::shared_ptr<QuoteMender> mender);

// The text of a file, without a byte order mark, after `changes`. Fails as open_input() does, and
// as reading_error() says.
Result<InputStream> open_text(const std::string& path, const TextChanges& changes,
                              std::string_view option);

// A control character that does not occur in the file, to stand for a separator of several
// characters; reads all of it. Fails as open_text() does, and with kDataWrongFormat if they all
// occur.
Result<char> find_unused_byte(const std::string& path, std::string_view option);

}  // namespace twotower
