#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "features/columns.h"
#include "features/id_map.h"
#include "features/raw_column.h"

namespace twotower {

// Values that training saw and the table rows that stand for them. Row 0 is for every value that
// training did not see, row 1 for a missing one. Thread-safe after it is made.
class Vocabulary {
 public:
  static constexpr std::uint32_t kUnknownRow = 0;
  static constexpr std::uint32_t kMissingRow = 1;
  static constexpr std::uint32_t kFirstKnownRow = 2;

  // Of the values in `column` that occur at least `min_count` times: the most frequent gets the
  // first row, equals go by value. Numbers with no fraction are integers, others texts. Blanks
  // around a text are no part of it. Where all are words of yes and no (see truth_of()), those of
  // one meaning are one value, and its spellings find it.
  //   row_counts  [rows] how often each row of the column counts; empty: once
  static Vocabulary fit(const RawColumn& column, std::span<const std::uint32_t> row_counts,
                        std::int64_t min_count);

  // `known` as known() gave it.
  static Vocabulary from_known(const RawColumn& known);

  // Whether a column of rows of a vocabulary has one that stands for a value which training did not
  // see.
  static bool has_unknown(const EncodedColumn& column);

  // The same, and none that stands for a value which it saw, or for a missing one.
  static bool has_unknown_alone(const EncodedColumn& column);

  // Whether the known values are texts.
  bool knows_texts() const { return values_.type() == IdMap::Type::kString && values_.size() > 0; }

  std::size_t num_rows() const { return kFirstKnownRow + values_.size(); }
  std::uint32_t row_of(const IdView& value) const;
  std::uint32_t row_of(const RawColumn& column, std::size_t value) const;

  // The known values in the order of their rows.
  RawColumn known() const { return values_.indexed_ids(); }

 private:
  explicit Vocabulary(IdMap values);

  IdMap values_;
  std::optional<std::uint32_t> yes_;  // slot of the one that means yes, where two mean yes and no
};

}  // namespace twotower
