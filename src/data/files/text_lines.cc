#include "data/files/text_lines.h"

#include <arrow/buffer.h>
#include <arrow/io/interfaces.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/table_keys.h"
#include "data/files/text_stream.h"

namespace twotower {

Result<void> TextLines::read_piece() {
  constexpr std::int64_t kPieceBytes = std::int64_t{1} << 20;
  constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20;
  text_.erase(0, position_);
  position_ = 0;
  if (text_.size() > kMaxLineBytes) {
    return Error{ErrorCode::kDataWrongFormat, path_key(option_),
                 LineTooLong(path_key(option_), path_, kMaxLineBytes)};
  }
  const auto piece = stream_->Read(kPieceBytes);
  if (!piece.ok()) return reading_error(piece.status(), path_, option_);
  is_end_ = (*piece)->size() == 0;
  text_ += std::string_view(**piece);
  return {};
}

Result<bool> TextLines::next() {
  std::size_t searched = position_;
  std::size_t end = text_.find('\n', searched);
  while (end == std::string::npos && !is_end_) {
    searched = text_.size() - position_;  // where the rest will end up
    TWOTOWER_TRY(read_piece());
    end = text_.find('\n', searched);
  }
  if (position_ == text_.size()) return false;
  if (end == std::string::npos) end = text_.size();
  line_ = std::string_view(text_).substr(position_, end - position_);
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  position_ = std::min(end + 1, text_.size());
  return true;
}

Result<void> read_lines(const FilePart& file, const TextTable& table,
                        const std::function<Result<void>(std::string_view)>& append) {
  TWOTOWER_ASSIGN(InputStream stream,
                  open_text(file.path, {.encoding = file.form.encoding}, file.option));
  TextLines text(std::move(stream), file.path, file.option);
  while (!table.is_full()) {
    TWOTOWER_ASSIGN(const bool has_line, text.next());
    if (!has_line) return {};
    TWOTOWER_TRY(append(text.line()));
  }
  return {};
}

}  // namespace twotower
