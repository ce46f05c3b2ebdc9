#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <variant>

#include "base/matrix_view.h"
#include "kernels/candidate_softmax.h"
#include "kernels/exec.h"
#include "kernels/gemm.h"
#include "kernels/softmax_panel.h"

// The inside of candidate_softmax.cc, which alone includes this.
namespace twotower::softmax {

inline constexpr std::size_t kMaxBlockRows = 512;
inline constexpr double kLog2E = 1.4426950408889634074;
inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kMaxLength = 1e10;  // of a vector

constexpr std::size_t ceil_div(std::size_t a, std::size_t b) {
  return (a + b - 1) / b;
}
constexpr std::size_t round_up(std::size_t a, std::size_t multiple) {
  return ceil_div(a, multiple) * multiple;
}

// What all blocks of a call share.
struct Call {
  const CandidateSoftmaxInput& input;
  const CandidateSoftmaxGradients* gradients;  // null: the loss only
  float slope;                                 // of a logit by its dot product
  std::span<float> column_terms;  // exponents are slope * log2(e) * dot + column_terms[c]
  std::size_t tile_columns;
  double center = 0.0;                // taken out of column_terms: they lie evenly around 0
  double max_column_term = 0.0;       // on both sides of 0
  double max_candidate_length = 0.0;  // NaN if one is not finite

  bool is_euclidean() const { return input.similarity == Similarity::kEuclidean; }
  float exponent_slope() const { return static_cast<float>(double{slope} * kLog2E); }

  // Part of an exponent that does not depend on the row.
  double column_term(float squared_length, float bias) const {
    const double distance = is_euclidean() ? double{squared_length} / input.temperature : 0.0;
    return (double{bias} - distance) * kLog2E;
  }
};

// One block of rows on its way through the call. The positive never enters the panel: the others
// are summed without it, so that what the gradient needs, (others / all), is not a small
// difference. Not thread-safe: a block is of the thread of its Exec.
class RowBlock {
 public:
  RowBlock(Exec& exec, const Call& call, RowRange rows);

  double loss();
  // After loss(), once: gradients of these rows, and their part of the candidates'.
  void gradients(GemmOutput output, MatrixView<float> grad_candidates);

 private:
  // A sweep over the panel starts where the one before it ended: there the cache still has it.
  template <typename Body>
  void sweep(const Body& body) {
    const std::size_t num_tiles = ceil_div(panel_.rows(), call_.tile_columns);
    for (std::size_t i = 0; i < num_tiles; ++i) {
      const std::size_t first = (is_upwards_ ? i : num_tiles - 1 - i) * call_.tile_columns;
      body(RowRange{first, std::min(call_.tile_columns, panel_.rows() - first)});
    }
    is_upwards_ = !is_upwards_;
  }
  const float* positive_vector(std::size_t r) const;
  // Calls body(r, e, exponent) for every entry e of every row r of the block. The exponent is that
  // before the shift, a float as those of the panel are; NaN if the entry's vector is too long.
  template <typename Body>
  void for_each_entry(const Body& body) const {
    const auto& offsets = call_.input.entries.offsets;
    for (std::size_t r = 0; !offsets.empty() && r < num_rows_; ++r) {
      const std::size_t end = offsets[rows_.first + r + 1];
      for (std::size_t e = offsets[rows_.first + r]; e < end; ++e) {
        body(r, e, entry_exponent(r, e));
      }
    }
  }
  float entry_exponent(std::size_t r, std::size_t entry) const;
  PanelExponent exponent(RowRange tile) const {
    return {call_.exponent_slope(), call_.column_terms.subspan(tile.first, tile.count)};
  }
  // What the products see of a tile: without the rows that fill up the last vector.
  MatrixView<float> products_tile(RowRange tile) const {
    return {panel_.row(tile.first), tile.count, num_rows_, panel_.stride()};
  }

  bool needs_row_max();
  void set_up_positives();
  void score(RowRange tile);
  void take_out_positives(RowRange tile);
  void take_out_masked(RowRange tile);
  void find_row_max();
  void sum_tile(RowRange tile);
  void sum_entries();
  double finish_row(std::size_t r);
  void put_back_positives();
  void finish_user_gradients();
  void finish_positive_gradients(MatrixView<float> grad_positives);
  void finish_entry_gradients();
  void take_out_lengths(RowRange tile, MatrixView<float> grad_candidates);

  Exec& exec_;
  const Call& call_;
  const RowRange rows_;
  const std::size_t num_rows_;
  const MatrixView<const float> users_;  // [num_rows, dim]
  const PositiveColumns* columns_;       // null: positives are vectors
  ScratchArena::Scope scope_;
  MatrixView<float> panel_;         // [candidates, padded rows]: scores, then powers
  MatrixView<float> users_t_;       // [dim, padded rows]
  MatrixView<float> scaled_users_;  // [num_rows, dim]: users * coefficients
  MatrixView<float> grad_users_t_;  // [dim, num_rows]: powers * candidates, not normalised
  MatrixView<float> rows_of_floats_;
  std::span<float> shift_;         // [padded rows] taken out of exponents: 0 or the maximum
  std::span<float> tile_sums_;     // [padded rows]
  std::span<float> coefficients_;  // [padded rows] from a power to the gradient of a dot product
  std::span<float> pulls_;         // [padded rows] the same of the positive, negated
  MatrixView<float> column_sums_;  // [1, tile columns]
  std::array<double, kMaxBlockRows> positive_{};  // exponent of the positive, before the shift
  std::array<double, kMaxBlockRows> others_{};    // sum of all other powers
  std::array<std::uint64_t, kMaxBlockRows> next_masked_{};
  bool is_upwards_ = true;
  GemmOutput grad_users_output_ = GemmOutput::kOverwritten;
};

}  // namespace twotower::softmax
