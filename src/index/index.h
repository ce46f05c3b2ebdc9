#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/matrix_view.h"
#include "base/result.h"
#include "kernels/exec.h"
#include "kernels/similarity.h"
#include "kernels/top_k.h"

namespace twotower {

// Words with a bit for each of so many slots, as AllowedSlots has them.
constexpr std::size_t words_of(std::size_t num_slots) {
  return (num_slots + 63) / 64;
}

// How many bits are set.
std::size_t count_slots(std::span<const std::uint64_t> words);

// What a search may give, and how it may find it.
struct SearchOptions {
  AllowedSlots allowed;                     // num_slots() bits or more; empty: all
  std::span<const std::uint32_t> excluded;  // slots that are not, beside those: ascending, a few
  bool reads_all = false;  // every vector itself is compared, for comparison: no codes, no graph
};

// Whether a slot is excluded, and where those of a range are.
bool is_excluded(std::span<const std::uint32_t> excluded, std::size_t slot);
std::span<const std::uint32_t> excluded_within(std::span<const std::uint32_t> excluded,
                                               RowRange slots);

// One of several searches at once.
struct IndexSearch {
  std::span<const float> query;  // [dim]
  SearchOptions options;
  std::span<ScoredSlot> best;  // [k] output; k may be above num_slots()
  std::size_t count = 0;       // output: how many were found, at most k
};

// Vectors by slot, and those that score best with a query. Knows no names and no models. While
// nobody changes it, which is so from the moment it is published, any number of threads search it.
class Index {
 public:
  virtual ~Index() = default;

  // A copy that can be changed while this one is searched.
  virtual std::unique_ptr<Index> clone() const = 0;

  virtual Similarity similarity() const = 0;
  virtual std::size_t dim() const = 0;
  // Slots are 0 to num_slots() - 1, removed ones included.
  virtual std::size_t num_slots() const = 0;
  // Those that are not removed, and whether one is among them.
  virtual std::size_t num_present() const = 0;
  virtual bool has(std::uint32_t slot) const = 0;
  // Clears the bits of removed slots. words: as AllowedSlots, num_slots() bits or more.
  virtual void leave_present(std::span<std::uint64_t> words) const = 0;

  // Vectors get the next slots; gives the first of them.
  //   vectors  [rows, dim]  copied; one with an element that is not a number is never found
  virtual std::uint32_t add(Exec& exec, MatrixView<const float> vectors) = 0;
  // Puts another vector at a slot; a removed slot is there again.
  virtual void replace(Exec& exec, std::uint32_t slot, std::span<const float> vector) = 0;
  // The slot is found no more; other slots keep their numbers.
  virtual void remove(std::uint32_t slot) = 0;

  // The best allowed slots for each query, best first; of equal scores the lower slot.
  //   queries  [rows, dim]
  //   best     [rows, k]  output; k may be above num_slots()
  //   counts   [rows]     output: how many were found, at most k
  // Runs on all threads of exec, a block of queries on each, with search_scratch_floats() of
  // scratch; the same answers on any number. Thread-safe. Our own code allocates nothing, and for
  // up to 3 queries nobody does.
  virtual void search(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
                      MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const = 0;
  virtual std::size_t search_scratch_floats() const = 0;
  // Each with options of its own, and each finds what search() finds for its query alone, to the
  // bit. Runs on the calling thread, with search_scratch_floats() of scratch. Thread-safe.
  // Allocates, for up to 64 searches at a time, up to 32 bytes for each place of `best` and some 10
  // KB more.
  virtual void search_each(Exec& exec, std::span<IndexSearch> searches) const;

  // The scores of one query with the slots of a range, the same as search() finds; NaN for removed
  // ones.
  //   query   [dim]
  //   scores  [slots.count]  output
  // Needs search_scratch_floats() of scratch. Thread-safe. Allocates nothing.
  virtual void score(Exec& exec, std::span<const float> query, RowRange slots,
                     std::span<float> scores) const = 0;
  // The vector of a slot as it is kept, valid while nobody changes the index: [dim].
  virtual std::span<const float> vector(std::uint32_t slot) const = 0;

  // Writes one tensor file; a place within an AtomicDirectory. Fails with kFileUnwritable.
  virtual Result<void> save(const std::string& path) const = 0;

 protected:
  void search_alone(Exec& exec, IndexSearch& one) const;
};

}  // namespace twotower
