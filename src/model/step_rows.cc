#include "model/step_rows.h"

#include <bit>
#include <utility>

namespace twotower {
namespace {

constexpr std::size_t kFirstSlots = 64;

}  // namespace

StepRows::StepRows(std::size_t table_rows, Lookup lookup)
    : lookup_(lookup), places_(lookup == Lookup::kArray ? table_rows : kFirstSlots, 0) {}

void StepRows::number_all(std::span<std::uint32_t> rows) {
  if (lookup_ == Lookup::kHash) {
    for (std::uint32_t& row : rows) row = number_by_hash(row);
    return;
  }
  constexpr std::size_t kAhead = 16;  // places_ of a large table lies in memory, not in a cache
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kAhead < rows.size()) __builtin_prefetch(&places_[rows[i + kAhead]]);
    rows[i] = number_by_array(rows[i]);
  }
}

std::size_t StepRows::bytes() const {
  return (rows_.capacity() + slots_.capacity() + places_.capacity()) * sizeof(std::uint32_t);
}

// The slot that holds the row, or the first free one of its probes. The upper bits of the product
// depend on all bits of the row. Knuth, TAOCP 3, 6.4: multiplication by the golden ratio.
std::uint32_t StepRows::slot_of(std::uint32_t row) const {
  const auto mask = static_cast<std::uint32_t>(places_.size() - 1);
  std::uint32_t slot = (row * 0x9E3779B1U) >> (std::countl_zero(mask));
  for (;; slot = (slot + 1) & mask) {
    const std::uint32_t place = places_[slot];
    const bool is_free = place >= rows_.size() || slots_[place] != slot;
    if (is_free || rows_[place] == row) return slot;
  }
}

std::uint32_t StepRows::number_by_hash(std::uint32_t row) {
  if (2 * rows_.size() >= places_.size()) grow();
  const std::uint32_t slot = slot_of(row);
  const std::uint32_t place = places_[slot];
  if (place < rows_.size() && slots_[place] == slot) return place;
  places_[slot] = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back(row);
  slots_.push_back(slot);
  return places_[slot];
}

void StepRows::grow() {
  const std::vector<std::uint32_t> rows = std::move(rows_);
  places_.assign(2 * places_.size(), 0);
  clear();
  for (const std::uint32_t row : rows) number_by_hash(row);
}

}  // namespace twotower
