#include "data/files/bad_rows.h"

#include <fmt/format.h>

#include <variant>

#include "base/messages/error_messages.h"
#include "base/shell_word.h"

namespace twotower {

Error BadRows::stopped(const Error& why) const {
  Error error = why;
  if (settings_.empty()) return error;
  const auto usual = static_cast<std::uint64_t>(SkipOptions().max);
  error.message =
      expected_ <= usual
          ? Message(BadRowAdvice(std::move(error.message), settings_))
          : ManyBadRowsAdvice(std::move(error.message),
                              shell_word(fmt::format(R"({}.on_bad_row={{"kind":"skip","max":{}}})",
                                                     settings_, expected_)));
  return error;
}

Result<void> BadRows::add(const Error& why) {
  const auto* skip = std::get_if<SkipOptions>(&on_bad_row_);
  if (skip == nullptr) return stopped(why);
  ++count_;
  constexpr std::size_t kKept = 5;
  if (first_.size() < kKept) first_.push_back(why.message);
  if (count_ <= static_cast<std::uint64_t>(skip->max)) return {};
  return Error{ErrorCode::kDataBadRow, fmt::format("{}.on_bad_row", settings_),
               TooManyBadRows(settings_, skip->max, first_[0])};
}

Result<void> UsableRows::leave_out(std::size_t row, const Error& why) {
  if (!contains(row)) return {};
  TWOTOWER_TRY(bad_rows_.add(why));
  is_bad_.resize(num_rows_, false);
  is_bad_[row] = true;
  return {};
}

std::vector<std::uint64_t> UsableRows::rows() const {
  std::vector<std::uint64_t> rows;
  for (std::size_t row = 0; row < num_rows_; ++row) {
    if (contains(row)) rows.push_back(row);
  }
  return rows;
}

}  // namespace twotower
