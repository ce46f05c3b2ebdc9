#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "index/index.h"

namespace twotower {

// An index that is shared and never changed, and what changed since: so that a change costs as much
// as there are changes, not as there are vectors. It answers what merged() answers, to the bit for
// up to 3 queries at once. A search costs that of the base and a comparison with each changed
// vector, so it is for kMaxChanges or so.
class DeltaIndex final : public Index {
 public:
  static constexpr std::size_t kMaxChanges = 4096;

  // Nothing is changed yet.
  explicit DeltaIndex(std::shared_ptr<const Index> base);

  // Shares the base and copies the changes.
  std::unique_ptr<DeltaIndex> copy() const;
  std::unique_ptr<Index> clone() const override { return copy(); }

  // All in one, slots as here: O(all vectors).
  std::unique_ptr<Index> merged() const;
  // What this index has at these slots, over another base that has all the rest: what a base was
  // merged from, and what changed meanwhile. Slots behind those of the base are among them.
  std::unique_ptr<DeltaIndex> over(std::shared_ptr<const Index> base,
                                   std::span<const std::uint32_t> slots) const;
  // Slots that were added, replaced or removed since the base was made.
  std::size_t num_changes() const { return slots_.size() + num_removed_; }

  Similarity similarity() const override { return base_->similarity(); }
  std::size_t dim() const override { return base_->dim(); }
  std::size_t num_slots() const override { return num_slots_; }
  std::size_t num_present() const override { return num_present_; }
  bool has(std::uint32_t slot) const override;
  void leave_present(std::span<std::uint64_t> words) const override;

  std::uint32_t add(Exec& exec, MatrixView<const float> vectors) override;
  void replace(Exec& exec, std::uint32_t slot, std::span<const float> vector) override;
  void remove(std::uint32_t slot) override;

  void search(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
              MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const override;
  std::size_t search_scratch_floats() const override;
  // Also a bit for each slot and search, as `allowed` has it, where something is hidden.
  void search_each(Exec& exec, std::span<IndexSearch> searches) const override;
  void score(Exec& exec, std::span<const float> query, RowRange slots,
             std::span<float> scores) const override;
  std::span<const float> vector(std::uint32_t slot) const override;

  // Writes merged().
  Result<void> save(const std::string& path) const override;

 private:
  void put(Exec& exec, std::uint32_t slot, std::span<const float> vector);
  void hide(std::uint32_t slot);
  SearchOptions of_base(const SearchOptions& options, std::span<std::uint64_t> words) const;
  std::size_t add_changed(Exec& exec, std::span<const float> query, const SearchOptions& options,
                          std::span<ScoredSlot> best, std::size_t count) const;

  std::shared_ptr<const Index> base_;
  std::size_t num_slots_;
  std::size_t num_present_;
  std::vector<std::uint64_t> hidden_;     // one bit a base slot: changed or removed; empty: none
  std::size_t num_removed_ = 0;           // base slots that are hidden and have no other vector
  std::unique_ptr<Index> changed_;        // flat: vectors by place, removed ones too
  std::vector<float> given_;              // [places, dim] as they were given
  std::vector<std::uint32_t> slots_;      // [places]
  std::vector<std::uint32_t> by_slot_;    // places, by their slots
  std::vector<std::uint8_t> is_removed_;  // [places]
  absl::flat_hash_map<std::uint32_t, std::uint32_t> place_of_;  // slot -> place
};

// Slots of any index that changed since its vectors were in one piece.
std::size_t num_changes(const Index& index);

// A copy for few changes while the index is searched: it shares the vectors.
std::unique_ptr<DeltaIndex> copy_to_change(const std::shared_ptr<const Index>& index);

// A copy for any number of changes, all in one: O(all vectors).
std::unique_ptr<Index> copy_in_one(const Index& index);

}  // namespace twotower
