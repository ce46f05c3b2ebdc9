#include "data/files/text_stream.h"

#include <arrow/buffer.h>
#include <arrow/io/interfaces.h>
#include <arrow/io/transform.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/encoding.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

using BufferResult = arrow::Result<std::shared_ptr<arrow::Buffer>>;

// Length of the longest end of `text` that may be the start of a separator.
std::size_t open_end(std::string_view text, std::string_view separator) {
  std::size_t length = std::min(text.size(), separator.size() - 1);
  while (length > 0 && !separator.starts_with(text.substr(text.size() - length))) --length;
  return length;
}

// Makes one blank of each run of blanks, and none of those around a line, in pieces of a text.
class BlankMerger {
 public:
  std::string merge(std::string_view text) {
    std::string merged;
    merged.reserve(text.size());
    for (const char c : text) {
      if (c == '"') is_quoted_ = !is_quoted_;
      if (!is_quoted_ && (c == ' ' || c == '\t')) {
        has_blank_ = true;
        continue;
      }
      const bool ends_line = !is_quoted_ && (c == '\n' || c == '\r');
      if (has_blank_ && !is_line_start_ && !ends_line) merged += ' ';
      has_blank_ = false;
      is_line_start_ = ends_line;
      merged += c;
    }
    return merged;
  }

 private:
  bool is_quoted_ = false;
  bool is_line_start_ = true;
  bool has_blank_ = false;
};

// Works on pieces of a text, one after the other; an empty one is the end.
class Changer {
 public:
  explicit Changer(TextChanges changes) : changes_(std::move(changes)) {
    if (changes_.encoding != Encoding::kUtf8) decoder_.emplace(changes_.encoding);
  }

  std::string change(std::string_view piece) {
    const bool is_end = piece.empty();
    std::string text = decoder_ ? decoder_->decode(piece, is_end) : std::string(piece);
    if (changes_.merges_blanks) text = merger_.merge(text);
    if (changes_.old_separator.empty()) return text;
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
  std::optional<Decoder> decoder_;
  BlankMerger merger_;
  std::string held_back_;  // the start of a separator, perhaps
};

}  // namespace

InputStream mend_quotes(InputStream stream, std::shared_ptr<QuoteMender> mender) {
  return std::make_shared<arrow::io::TransformInputStream>(
      std::move(stream),
      [mender = std::move(mender)](const std::shared_ptr<arrow::Buffer>& piece) -> BufferResult {
        return arrow::Buffer::FromString(mender->mend(std::string_view(*piece)));
      });
}

InputStream change_text(InputStream stream, const TextChanges& changes) {
  auto changer = std::make_shared<Changer>(changes);
  return std::make_shared<arrow::io::TransformInputStream>(
      std::move(stream), [changer](const std::shared_ptr<arrow::Buffer>& piece) -> BufferResult {
        return arrow::Buffer::FromString(changer->change(std::string_view(*piece)));
      });
}

Result<InputStream> open_text(const std::string& path, const TextChanges& changes,
                              std::string_view option) {
  TWOTOWER_ASSIGN(InputStream stream, open_input(path, option));
  if (changes.encoding == Encoding::kUtf8) {
    const auto start = stream->Read(static_cast<std::int64_t>(kUtf8Mark.size()));
    if (!start.ok()) return reading_error(start.status(), path, option);
    if (std::string_view(**start) != kUtf8Mark) {
      TWOTOWER_ASSIGN(stream, open_input(path, option));
    }
  }
  return changes.are_none() ? stream : change_text(std::move(stream), changes);
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
  return Error{ErrorCode::kDataWrongFormat, fmt::format("{}.separator", settings_key(option)),
               SeparatorIrreplaceable(path_key(option), path, settings_key(option))};
}

}  // namespace twotower
