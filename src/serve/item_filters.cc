#include "serve/item_filters.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>

#include "base/json.h"
#include "features/condition_rows.h"
#include "features/item_fields.h"
#include "index/index.h"

namespace twotower {
namespace {

// Empty where the answer depends on when it is asked.
std::string name_of(const Condition& condition) {
  const auto looks_back = [](const auto& self, const Condition& part) -> bool {
    return std::ranges::any_of(part.tests,
                               [](const FieldTest& test) {
                                 return std::holds_alternative<Duration>(test.operand);
                               }) ||
           std::ranges::any_of(part.any_of, [&](const Condition& c) { return self(self, c); }) ||
           std::ranges::any_of(part.negated, [&](const Condition& c) { return self(self, c); });
  };
  return looks_back(looks_back, condition) ? "" : to_json(condition.to_value());
}

// [rows] 1 of those that pass.
Result<std::vector<std::uint8_t>> passing_of(const ItemRows& rows, const Condition& condition,
                                             Timestamp now,
                                             const ValuePlace& place = {"filter", ""}) {
  std::optional<RawColumn> ids;
  ConditionFields fields = {.num_rows = rows.size(), .now = now};
  fields.find = [&](const std::string& field) -> const RawColumn* {
    if (const ItemColumn* item = find_item_column(rows, field)) return &item->column;
    if (!is_item_id(field)) return nullptr;
    if (!ids.has_value()) ids = rows.ids.ids();
    return &*ids;
  };
  fields.sorted = [&](const std::string& field) -> const SortedValues* {
    const ItemColumn* item = find_item_column(rows, field);
    return item != nullptr && item->sorted.has_value() ? &*item->sorted : nullptr;
  };
  for (const ItemColumn& item : rows.raw) {
    if (item.name != kItemIdField) fields.names.push_back(item.name);
  }
  fields.names.emplace_back(kItemIdField);
  return passing_rows(condition, fields, place);
}

std::shared_ptr<const SlotSet> set_of(std::vector<std::uint64_t> words) {
  auto set = std::make_shared<SlotSet>();
  set->count = count_slots(words);
  set->words = std::move(words);
  return set;
}

// A bit for each byte, which is 0 or 1. Eight at a time: the product of eight bytes with this
// number has the first one's bit at 56, the next one's at 57, and no carry comes there.
std::vector<std::uint64_t> bits_of(const std::vector<std::uint8_t>& rows) {
  constexpr std::uint64_t kGather = 0x0102040810204080;
  std::vector<std::uint64_t> words(words_of(rows.size()), 0);
  std::size_t row = 0;
  for (; row + 8 <= rows.size(); row += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, rows.data() + row, sizeof(bytes));
    words[row / 64] |= (bytes * kGather >> 56) << (row % 64);
  }
  for (; row < rows.size(); ++row) words[row / 64] |= std::uint64_t{rows[row]} << (row % 64);
  return words;
}

void put(std::vector<std::uint64_t>& words, std::uint32_t slot, bool is_set) {
  const std::uint64_t bit = std::uint64_t{1} << (slot % 64);
  words[slot / 64] = is_set ? words[slot / 64] | bit : words[slot / 64] & ~bit;
}

}  // namespace

const ItemColumn* find_item_column(const ItemRows& rows, std::string_view field) {
  return item_column(field, [&](std::string_view name) { return rows.find_raw(name); });
}

std::size_t SlotSetCache::bytes_of(const Entry& entry) {
  constexpr std::size_t kOfEntry = 128;  // about what list, map and both allocations take
  return entry.first.size() + entry.second->words.size() * sizeof(std::uint64_t) + kOfEntry;
}

std::shared_ptr<const SlotSet> SlotSetCache::find(const std::string& name) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->second;
}

void SlotSetCache::put(const std::string& name, std::shared_ptr<const SlotSet> set) {
  const std::scoped_lock lock(mutex_);
  if (by_name_.contains(name)) return;  // another thread was first
  entries_.emplace_front(name, std::move(set));
  by_name_.emplace(entries_.front().first, entries_.begin());
  bytes_ += bytes_of(entries_.front());
  while (bytes_ > max_bytes_ && !entries_.empty()) {
    bytes_ -= bytes_of(entries_.back());
    by_name_.erase(entries_.back().first);
    entries_.pop_back();
  }
}

ItemFilters::ItemFilters(Catalog catalog, const ItemFilters* before)
    : catalog_(std::move(catalog)), of_all_(std::make_unique<SlotSetCache>(kMaxBytes)) {
  const bool is_shared =
      before != nullptr && before->catalog_.shared_rows() == catalog_.shared_rows();
  of_shared_ = is_shared ? before->of_shared_ : std::make_shared<SlotSetCache>(kMaxBytes);
}

Result<std::shared_ptr<const SlotSet>> ItemFilters::passing_shared(const Condition& condition,
                                                                   const std::string& name,
                                                                   Timestamp now) const {
  auto set = name.empty() ? nullptr : of_shared_->find(name);
  if (set != nullptr) return set;
  TWOTOWER_ASSIGN(const std::vector<std::uint8_t> rows,
                  passing_of(catalog_.rows(), condition, now));
  set = set_of(bits_of(rows));
  if (!name.empty()) of_shared_->put(name, set);
  return set;
}

Result<std::shared_ptr<const SlotSet>> ItemFilters::passing(const Condition& condition,
                                                            Timestamp now) const {
  return passing_as(condition, name_of(condition), now);
}

Result<void> ItemFilters::check(const Condition& condition, const std::string& path) const {
  const auto passing = passing_of(catalog_.rows(), condition, current_time(), {path, ""});
  if (!passing.ok()) return passing.error();
  return {};
}

Result<std::shared_ptr<const SlotSet>> ItemFilters::passing_once(const Condition& condition,
                                                                 Timestamp now) const {
  return passing_as(condition, "", now);
}

Result<std::shared_ptr<const SlotSet>> ItemFilters::passing_as(const Condition& condition,
                                                               const std::string& name,
                                                               Timestamp now) const {
  const Catalog::Changes& changes = catalog_.changes();
  if (changes.slots.empty()) return passing_shared(condition, name, now);
  auto set = name.empty() ? nullptr : of_all_->find(name);
  if (set != nullptr) return set;
  TWOTOWER_ASSIGN(const auto shared, passing_shared(condition, name, now));
  TWOTOWER_ASSIGN(const std::vector<std::uint8_t> rows, passing_of(changes.rows, condition, now));
  std::vector<std::uint64_t> words = shared->words;
  words.resize(words_of(catalog_.size()), 0);
  for (std::size_t row = 0; row < rows.size(); ++row)
    put(words, changes.slots[row], rows[row] != 0);
  set = set_of(std::move(words));
  if (!name.empty()) of_all_->put(name, set);
  return set;
}

}  // namespace twotower
