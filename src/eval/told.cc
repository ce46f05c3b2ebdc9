#include "eval/told.h"

#include "data/column_profile.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxRows = 20'000;
constexpr std::uint64_t kMinRows = 100;

RawColumn column_of_codes(const std::vector<std::uint32_t>& codes) {
  RawColumn column;
  auto& values = column.values.emplace<0>();
  for (const std::uint32_t code : codes) {
    column.is_missing.push_back(code == kNoSlot ? 1 : 0);
    values.push_back(code);
  }
  return column;
}

RawColumn keys_of(const RawColumn& column, const std::vector<std::uint32_t>& slots,
                  const std::vector<std::uint64_t>& rows) {
  if (slots.empty()) return column.take(rows);
  std::vector<std::uint64_t> taken;
  for (const std::uint64_t row : rows) taken.push_back(slots[row]);
  return column.take(taken);
}

}  // namespace

std::vector<std::uint64_t> rows_of_part(const Split& split, Part part) {
  std::vector<std::uint64_t> rows;
  for (std::uint64_t row = 0; row < split.parts.size(); ++row) {
    if (split.parts[row] == part) rows.push_back(row);
  }
  const std::size_t step = 1 + rows.size() / kMaxRows;
  std::vector<std::uint64_t> sample;
  for (std::size_t i = 0; i < rows.size(); i += step) sample.push_back(rows[i]);
  return sample;
}

std::optional<ToldInParts> told_in_parts(const RawColumn& column,
                                         const std::vector<std::uint32_t>& slots,
                                         const PartRows& rows,
                                         const std::vector<std::uint32_t>& codes_validation,
                                         const std::vector<std::uint32_t>& codes_test) {
  const Constancy validation = constancy_of(keys_of(column, slots, rows.validation),
                                            column_of_codes(codes_validation));
  const Constancy test =
      constancy_of(keys_of(column, slots, rows.test), column_of_codes(codes_test));
  if (validation.rows < kMinRows || test.rows < kMinRows) return std::nullopt;
  return ToldInParts{validation.told, test.told};
}

}  // namespace twotower
