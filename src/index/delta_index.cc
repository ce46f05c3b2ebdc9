#include "index/delta_index.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/check.h"
#include "index/flat_index.h"

namespace twotower {
namespace {

constexpr std::size_t kWordSlots = 64;
constexpr std::size_t kFloatsPerWord = sizeof(std::uint64_t) / sizeof(float);
constexpr std::size_t kFloatsPerEntry = sizeof(ScoredSlot) / sizeof(float);
constexpr std::size_t kVectorFloats = 16;  // each piece of scratch is rounded up to it

bool has_bit(std::span<const std::uint64_t> words, std::size_t slot) {
  return !words.empty() && (words[slot / kWordSlots] >> (slot % kWordSlots) & 1) != 0;
}

// Leaves the best of two sorted lists in the first, which has room for `room`; gives how many.
std::size_t merge_best(std::span<const ScoredSlot> more, std::size_t count,
                       std::span<ScoredSlot> best) {
  const std::size_t total = std::min(best.size(), count + more.size());
  std::size_t of_best = 0, of_more = 0;
  while (of_best + of_more < total) {
    const bool takes_more =
        of_more < more.size() && (of_best == count || is_better(more[of_more], best[of_best]));
    ++(takes_more ? of_more : of_best);
  }
  for (std::size_t end = total; of_more > 0; --end) {  // from the back, where there is room
    const bool takes_more = of_best == 0 || is_better(best[of_best - 1], more[of_more - 1]);
    best[end - 1] = takes_more ? more[--of_more] : best[--of_best];
  }
  return total;
}

}  // namespace

DeltaIndex::DeltaIndex(std::shared_ptr<const Index> base)
    : base_(std::move(base)),
      num_slots_(base_->num_slots()),
      num_present_(base_->num_present()),
      changed_(std::make_unique<FlatIndex>(base_->similarity(), base_->dim())) {}

std::unique_ptr<DeltaIndex> DeltaIndex::copy() const {
  auto copy = std::make_unique<DeltaIndex>(base_);
  copy->num_slots_ = num_slots_;
  copy->num_present_ = num_present_;
  copy->hidden_ = hidden_;
  copy->num_removed_ = num_removed_;
  copy->changed_ = changed_->clone();
  copy->given_ = given_;
  copy->slots_ = slots_;
  copy->by_slot_ = by_slot_;
  copy->is_removed_ = is_removed_;
  copy->place_of_ = place_of_;
  return copy;
}

std::unique_ptr<Index> DeltaIndex::merged() const {
  std::unique_ptr<Index> all = base_->clone();
  Exec exec(0);
  const std::size_t num_base = base_->num_slots();
  for (std::uint32_t slot = 0; slot < num_base; ++slot) {
    if (has_bit(hidden_, slot) && !place_of_.contains(slot)) all->remove(slot);
  }
  for (const std::uint32_t place : by_slot_) {  // new ones ascend from the last slot
    const std::uint32_t slot = slots_[place];
    const std::span<const float> vector(given_.data() + place * dim(), dim());
    if (slot < num_base) {
      all->replace(exec, slot, vector);
    } else {
      TWOTOWER_CHECK(all->add(exec, {vector.data(), 1, dim()}) == slot);
    }
    if (is_removed_[place] != 0) all->remove(slot);
  }
  return all;
}

std::unique_ptr<DeltaIndex> DeltaIndex::over(std::shared_ptr<const Index> base,
                                             std::span<const std::uint32_t> slots) const {
  std::vector<std::uint32_t> ascending(slots.begin(), slots.end());
  std::ranges::sort(ascending);  // new ones get the slots that they have here
  auto next = std::make_unique<DeltaIndex>(std::move(base));
  Exec exec(0);
  for (const std::uint32_t slot : ascending) {
    if (const auto found = place_of_.find(slot); found != place_of_.end()) {
      const std::span<const float> vector(given_.data() + found->second * dim(), dim());
      if (slot < next->num_slots()) {
        next->replace(exec, slot, vector);
      } else {
        TWOTOWER_CHECK(next->add(exec, {vector.data(), 1, dim()}) == slot);
      }
    }
    if (!has(slot)) next->remove(slot);
  }
  return next;
}

bool DeltaIndex::has(std::uint32_t slot) const {
  TWOTOWER_CHECK(slot < num_slots_);
  const auto found = place_of_.find(slot);
  if (found != place_of_.end()) return is_removed_[found->second] == 0;
  return !has_bit(hidden_, slot) && base_->has(slot);
}

void DeltaIndex::leave_present(std::span<std::uint64_t> words) const {
  TWOTOWER_CHECK(words.size() >= words_of(num_slots_));
  const auto bit_of = [](std::uint32_t slot) { return std::uint64_t{1} << (slot % kWordSlots); };
  std::vector<std::uint8_t> was_set;  // of changed slots, which the base knows nothing of
  for (const std::uint32_t slot : slots_) was_set.push_back(has_bit(words, slot) ? 1 : 0);
  base_->leave_present(words);
  for (std::size_t w = 0; w < hidden_.size(); ++w) words[w] &= ~hidden_[w];
  for (std::size_t place = 0; place < slots_.size(); ++place) {
    const std::uint32_t slot = slots_[place];
    words[slot / kWordSlots] &= ~bit_of(slot);
    if (was_set[place] != 0 && is_removed_[place] == 0) words[slot / kWordSlots] |= bit_of(slot);
  }
}

void DeltaIndex::hide(std::uint32_t slot) {
  if (slot >= base_->num_slots() || has_bit(hidden_, slot)) return;
  hidden_.resize(words_of(base_->num_slots()), 0);
  hidden_[slot / kWordSlots] |= std::uint64_t{1} << (slot % kWordSlots);
  ++num_removed_;
}

// At the slot's place, or at a new one.
void DeltaIndex::put(Exec& exec, std::uint32_t slot, std::span<const float> vector) {
  TWOTOWER_CHECK(vector.size() == dim());
  const auto [entry, is_new] =
      place_of_.try_emplace(slot, static_cast<std::uint32_t>(slots_.size()));
  const std::uint32_t place = entry->second;
  if (!is_new) {
    changed_->replace(exec, place, vector);
    std::ranges::copy(vector, given_.begin() + static_cast<std::ptrdiff_t>(place * dim()));
    is_removed_[place] = 0;
    return;
  }
  hide(slot);
  if (slot < base_->num_slots()) --num_removed_;  // it has another vector
  changed_->add(exec, {vector.data(), 1, dim()});
  given_.insert(given_.end(), vector.begin(), vector.end());
  const auto at = std::ranges::upper_bound(by_slot_, slot, {},
                                           [&](std::uint32_t other) { return slots_[other]; });
  by_slot_.insert(at, place);
  slots_.push_back(slot);
  is_removed_.push_back(0);
}

std::uint32_t DeltaIndex::add(Exec& exec, MatrixView<const float> vectors) {
  TWOTOWER_CHECK(num_slots_ + vectors.rows() <= std::numeric_limits<std::uint32_t>::max());
  const auto first = static_cast<std::uint32_t>(num_slots_);
  for (std::size_t r = 0; r < vectors.rows(); ++r) {
    put(exec, static_cast<std::uint32_t>(num_slots_++), {vectors.row(r), vectors.cols()});
    ++num_present_;
  }
  return first;
}

void DeltaIndex::replace(Exec& exec, std::uint32_t slot, std::span<const float> vector) {
  num_present_ += has(slot) ? 0 : 1;
  put(exec, slot, vector);
}

void DeltaIndex::remove(std::uint32_t slot) {
  num_present_ -= has(slot) ? 1 : 0;
  const auto found = place_of_.find(slot);
  if (found == place_of_.end()) return hide(slot);
  changed_->remove(found->second);
  is_removed_[found->second] = 1;
}

std::size_t DeltaIndex::search_scratch_floats() const {
  const std::size_t words = words_of(base_->num_slots()) * kFloatsPerWord;
  const std::size_t scores = std::max(kMaxChanges, slots_.size()) * (1 + kFloatsPerEntry);
  return std::max(base_->search_scratch_floats(), changed_->search_scratch_floats()) + words +
         scores + 3 * kVectorFloats;
}

// What may be answered of the base; `words`, as many as hidden_ has, hold it.
SearchOptions DeltaIndex::of_base(const SearchOptions& options,
                                  std::span<std::uint64_t> words) const {
  SearchOptions of_base = options;
  of_base.excluded = excluded_within(options.excluded, {0, base_->num_slots()});
  if (hidden_.empty()) return of_base;
  const std::span<const std::uint64_t> allowed = options.allowed.words;
  for (std::size_t w = 0; w < words.size(); ++w) {
    words[w] = ~hidden_[w] & (allowed.empty() ? ~std::uint64_t{0} : allowed[w]);
  }
  of_base.allowed = {words};
  return of_base;
}

void DeltaIndex::search(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
                        MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const {
  TWOTOWER_CHECK(options.allowed.words.empty() ||
                 options.allowed.words.size() >= words_of(num_slots_));
  const ScratchArena::Scope scope(exec.scratch());
  const auto words = exec.scratch().take<std::uint64_t>(hidden_.size());
  base_->search(exec, queries, of_base(options, words), best, counts);
  exec.parallel_for(queries.rows(), [&](Exec& query_exec, std::size_t q) {
    counts[q] = add_changed(query_exec, {queries.row(q), queries.cols()}, options,
                            {best.row(q), best.cols()}, counts[q]);
  });
}

void DeltaIndex::search_each(Exec& exec, std::span<IndexSearch> searches) const {
  std::vector<IndexSearch> base_searches(searches.begin(), searches.end());
  std::vector<std::uint64_t> words(hidden_.size() * searches.size());
  for (std::size_t i = 0; i < searches.size(); ++i) {
    const std::span<std::uint64_t> own(words.data() + i * hidden_.size(), hidden_.size());
    base_searches[i].options = of_base(searches[i].options, own);
  }
  base_->search_each(exec, base_searches);
  for (std::size_t i = 0; i < searches.size(); ++i) {
    IndexSearch& one = searches[i];
    one.count = add_changed(exec, one.query, one.options, one.best, base_searches[i].count);
  }
}

std::size_t DeltaIndex::add_changed(Exec& exec, std::span<const float> query,
                                    const SearchOptions& options, std::span<ScoredSlot> best,
                                    std::size_t count) const {
  const ScratchArena::Scope scope(exec.scratch());
  const std::span<float> scores = exec.scratch().take<float>(slots_.size());
  changed_->score(exec, query, {0, slots_.size()}, scores);
  const std::span<ScoredSlot> found = exec.scratch().take<ScoredSlot>(slots_.size());
  std::size_t num_found = 0;
  for (std::size_t place = 0; place < slots_.size(); ++place) {
    const bool is_found = is_removed_[place] == 0 && options.allowed[slots_[place]] &&
                          !is_excluded(options.excluded, slots_[place]) &&
                          !std::isnan(scores[place]);
    if (is_found) found[num_found++] = {scores[place], slots_[place]};
  }
  const std::span<ScoredSlot> all = found.first(num_found);
  const std::span<ScoredSlot> more = all.first(std::min(num_found, best.size()));
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(more.size()), is_better);
  return merge_best(more, count, best);
}

void DeltaIndex::score(Exec& exec, std::span<const float> query, RowRange slots,
                       std::span<float> scores) const {
  TWOTOWER_CHECK(slots.first + slots.count <= num_slots_ && scores.size() == slots.count);
  const std::size_t num_base = base_->num_slots(), end = slots.first + slots.count;
  if (slots.first < num_base) {
    const std::size_t count = std::min(end, num_base) - slots.first;
    base_->score(exec, query, {slots.first, count}, scores.first(count));
    for (std::size_t i = 0; !hidden_.empty() && i < count; ++i) {
      if (has_bit(hidden_, slots.first + i)) scores[i] = std::numeric_limits<float>::quiet_NaN();
    }
  }
  const auto slot_of = [&](std::uint32_t place) { return std::size_t{slots_[place]}; };
  const auto begin = std::ranges::lower_bound(by_slot_, slots.first, {}, slot_of);
  const std::span<const std::uint32_t> places(begin,
                                              std::ranges::lower_bound(by_slot_, end, {}, slot_of));
  constexpr std::size_t kFew = 16;  // more are scored together with all
  if (places.size() <= kFew) {
    for (const std::uint32_t place : places) {
      changed_->score(exec, query, {place, 1}, scores.subspan(slots_[place] - slots.first, 1));
    }
    return;
  }
  const ScratchArena::Scope scope(exec.scratch());
  const std::span<float> changed = exec.scratch().take<float>(slots_.size());
  changed_->score(exec, query, {0, slots_.size()}, changed);
  for (const std::uint32_t place : places) scores[slots_[place] - slots.first] = changed[place];
}

std::span<const float> DeltaIndex::vector(std::uint32_t slot) const {
  const auto found = place_of_.find(slot);
  return found == place_of_.end() ? base_->vector(slot) : changed_->vector(found->second);
}

Result<void> DeltaIndex::save(const std::string& path) const {
  return merged()->save(path);
}

std::size_t num_changes(const Index& index) {
  const auto* delta = dynamic_cast<const DeltaIndex*>(&index);
  return delta == nullptr ? 0 : delta->num_changes();
}

std::unique_ptr<DeltaIndex> copy_to_change(const std::shared_ptr<const Index>& index) {
  const auto* delta = dynamic_cast<const DeltaIndex*>(index.get());
  return delta == nullptr ? std::make_unique<DeltaIndex>(index) : delta->copy();
}

std::unique_ptr<Index> copy_in_one(const Index& index) {
  const auto* delta = dynamic_cast<const DeltaIndex*>(&index);
  return delta == nullptr ? index.clone() : delta->merged();
}

}  // namespace twotower
