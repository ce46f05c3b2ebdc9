#include "data/files/text_stream.h"

#include <arrow/buffer.h>
#include <arrow/io/transform.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace twotower {
namespace {

using BufferResult = arrow::Result<std::shared_ptr<arrow::Buffer>>;

// Latin-1 numbers its characters as Unicode does, so those above 127 take two bytes of UTF-8.
std::string utf8_of_latin1(std::string_view latin1) {
  std::string utf8;
  utf8.reserve(latin1.size() + latin1.size() / 16);
  for (const char c : latin1) {
    const auto code = static_cast<unsigned char>(c);
    if (code < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0 | (code >> 6));
      utf8 += static_cast<char>(0x80 | (code & 0x3F));
    }
  }
  return utf8;
}

// Length of the longest end of `text` that may be the start of a separator.
std::size_t open_end(std::string_view text, std::string_view separator) {
  std::size_t length = std::min(text.size(), separator.size() - 1);
  while (length > 0 && !separator.starts_with(text.substr(text.size() - length))) --length;
  return length;
}

// Works on pieces of a text, one after the other; an empty one is the end.
class Changer {
 public:
  explicit Changer(TextChanges changes) : changes_(std::move(changes)) {}

  std::string change(std::string_view piece) {
    std::string text = changes_.from_latin1 ? utf8_of_latin1(piece) : std::string(piece);
    if (changes_.old_separator.empty()) return text;
    const bool is_end = piece.empty();
    text.insert(0, std::exchange(held_back_, {}));
    return replace_separators(text, is_end);
  }

 private:
  std::string replace_separators(std::string_view text, bool is_end) {
    std::string changed;
    changed.reserve(text.size());
    const std::string& old = changes_.old_separator;
    for (std::size_t at; (at = text.find(old)) != std::string_view::npos;) {
      changed += text.substr(0, at);
      changed += changes_.new_separator;
      text.remove_prefix(at + old.size());
    }
    const std::size_t held = is_end ? 0 : open_end(text, old);
    changed += text.substr(0, text.size() - held);
    held_back_ = text.substr(text.size() - held);
    return changed;
  }

  TextChanges changes_;
  std::string held_back_;  // the start of a separator, perhaps
};

}  // namespace

InputStream change_text(InputStream stream, const TextChanges& changes) {
  auto changer = std::make_shared<Changer>(changes);
  return std::make_shared<arrow::io::TransformInputStream>(
      std::move(stream), [changer](const std::shared_ptr<arrow::Buffer>& piece) -> BufferResult {
        return arrow::Buffer::FromString(changer->change(std::string_view(*piece)));
      });
}

Result<char> find_unused_byte(const std::string& path, std::string_view option) {
  TWOTOWER_ASSIGN(const InputStream stream, open_input(path, option));
  std::array<bool, 256> is_used{};
  for (bool is_end = false; !is_end;) {
    constexpr std::int64_t kPieceBytes = std::int64_t{1} << 20;
    const auto piece = stream->Read(kPieceBytes);
    if (!piece.ok()) return reading_error(piece.status(), path, option);
    is_end = (*piece)->size() == 0;
    for (const char c : std::string_view(**piece)) is_used[static_cast<unsigned char>(c)] = true;
  }
  for (unsigned char c = 0x1F; c > 0; --c) {
    const bool ends_line = c == '\n' || c == '\r';
    if (!is_used[c] && !ends_line) return static_cast<char>(c);
  }
  return Error{ErrorCode::kDataWrongFormat, fmt::format("{}.separator", option),
               fmt::format("{}: {}: uses every control character, so this is no text file; a "
                           "separator of several characters needs one",
                           option, path)};
}

}  // namespace twotower
