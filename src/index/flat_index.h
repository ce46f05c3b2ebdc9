#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/float_buffer.h"
#include "base/tensor_file.h"
#include "index/index.h"
#include "index/vector_codes.h"
#include "kernels/scan.h"

namespace twotower {

// Compares a query with every vector: exact, and what every other kind of index is tested against.
// A search reads num_slots * dim * 4 bytes, once for up to 64 queries; or, with codes, about dim +
// 8 bytes a slot for each of up to 3 queries: bounds from codes leave few vectors whose scores must
// be known, and the answer is the same to the bit (kernels/code_scan.h).
class FlatIndex final : public Index {
 public:
  // Empty. Cosine keeps vectors at unit length, and scales queries.
  FlatIndex(Similarity similarity, std::size_t dim);

  // What save() wrote. The vectors are read where the file is mapped, until one changes. Fails with
  // kBundleCorrupt.
  static Result<FlatIndex> load(Exec& exec, const TensorFile& file);

  std::unique_ptr<Index> clone() const override;

  // Keeps codes from now on: for many searches, at dim + 8 bytes a vector. Manhattan has none.
  void make_codes();

  Similarity similarity() const override { return similarity_; }
  std::size_t dim() const override { return dim_; }
  std::size_t num_slots() const override { return num_slots_; }
  std::size_t num_present() const override { return num_slots_ - num_removed_; }
  bool has(std::uint32_t slot) const override;
  void leave_present(std::span<std::uint64_t> words) const override;

  std::uint32_t add(Exec& exec, MatrixView<const float> vectors) override;
  void replace(Exec& exec, std::uint32_t slot, std::span<const float> vector) override;
  void remove(std::uint32_t slot) override;

  void search(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
              MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const override;
  std::size_t search_scratch_floats() const override;
  // By products of up to 64 queries with all vectors, from which the few vectors follow whose
  // scores must be known as search() computes them. Allocates k entries a query.
  void search_each(Exec& exec, std::span<IndexSearch> searches) const override;
  void score(Exec& exec, std::span<const float> query, RowRange slots,
             std::span<float> scores) const override;
  std::span<const float> vector(std::uint32_t slot) const override;

  Result<void> save(const std::string& path) const override;

 private:
  static constexpr std::size_t kQueryBlock = 64;
  // Scores of 64 queries, and vectors of 64 numbers: 128 KiB each.
  static constexpr std::size_t kSlotBlock = 512;

  class JointSearch;

  MatrixView<float> rows(RowRange slots);
  MatrixView<const float> rows(RowRange slots) const;
  void grow(std::size_t num_slots);
  void prepare(Exec& exec, RowRange slots);
  void search_block(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
                    MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const;
  void search_all(Exec& exec, MatrixView<const float> queries, const SearchOptions& options,
                  MatrixView<ScoredSlot> best, std::span<std::size_t> counts) const;
  std::optional<std::size_t> search_codes(Exec& exec, std::span<const float> query,
                                          const SearchOptions& options,
                                          std::span<ScoredSlot> best) const;
  bool allows_few(const SearchOptions& options) const;
  std::size_t search_few(Exec& exec, std::span<const float> query, const SearchOptions& options,
                         std::span<ScoredSlot> best) const;
  void score_one(Exec& exec, std::span<const float> query, std::uint32_t slot, TopK& found) const;
  std::size_t score_candidates(Exec& exec, std::span<const float> query,
                               std::span<const ScoredSlot> candidates,
                               std::span<ScoredSlot> best) const;
  MatrixView<const float> prepared(Exec& exec, MatrixView<const float> queries) const;
  ScanVectors scanned(RowRange slots) const;
  AllowedSlots searched_of(const SearchOptions& options, RowRange slots,
                           std::span<std::uint64_t> words) const;

  Similarity similarity_;
  std::size_t dim_;
  std::size_t num_slots_ = 0;
  FloatBuffer vectors_;                 // [num_slots or more, dim]
  std::vector<float> square_norms_;     // [num_slots] for kEuclidean, else empty
  std::vector<std::uint64_t> present_;  // one bit a slot: not removed
  std::size_t num_removed_ = 0;
  std::optional<VectorCodes> codes_;  // of all vectors
};

}  // namespace twotower
