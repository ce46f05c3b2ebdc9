#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages/message.h"
#include "base/result.h"
#include "data/files/table_options.h"

namespace twotower {

constexpr std::size_t kEncodingBytes = std::size_t{1} << 20;  // of a file, that tell its encoding

// The encoding of the file at `path`, whose first bytes are `start`. `given` decides unless it is
// kAuto; then, in this order:
//   utf-16    a byte order mark says so
//   utf-8     its mark, or nine of ten characters beyond ASCII are UTF-8 (the others are bad rows)
//   gb18030   every character is, nine of ten beyond ASCII are punctuation or of the 3,755 common
//             Chinese characters; or all are of GB 2312, and a tenth have a byte below C0, which no
//             letter of encodings of one byte has; and it does not look like latin-1
//   latin-1   nine of ten groups of bytes beyond ASCII are single, or two or three letters within a
//             word of ASCII letters, and it does not look like gb18030. It is read as Windows-1252,
//             as browsers do
// Fails with kDataAmbiguousEncoding where both of the last two fit, or nothing does, and with
// kDataWrongFormat for UTF-16 without a mark and for what is not text. kAuto is never returned.
Result<Encoding> find_encoding(const Encoding& given, std::string_view start,
                               const std::string& path, std::string_view option);

// The names of encodings by which a text that starts so can be read, the likeliest first, by ICU's
// detector; never none.
std::vector<std::string> fitting_encodings(std::string_view start);

// A problem with a character, and the encodings that fit better than the one it was `read_as`. The
// same problem where that is the likeliest, and a character is damaged.
Message with_other_encodings(Message problem, const Encoding& read_as, std::string_view start,
                             std::string_view option);

// What a text rather is than the encoding that was given for it, by its bytes and by ICU's
// detector; nothing where it may be as it was said.
std::optional<Encoding> doubted_for(const Encoding& given, std::string_view start);

}  // namespace twotower
