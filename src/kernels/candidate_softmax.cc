#include "kernels/candidate_softmax.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/check.h"
#include "kernels/gemm.h"
#include "kernels/softmax_panel.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxBlockRows = 512;
constexpr double kLog2E = 1.4426950408889634074;
constexpr double kLn2 = 0.69314718055994530942;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kMaxLength = 1e10;  // of a vector

// Up to this exponent on both sides of 0, powers of two need no row maximum. They are then within
// 2^-58 ... 2^58; sums over 2^32 of them times a vector of up to 2^34 (kMaxLength) stay under
// 2^124, no sum is under 2^-58, so its reciprocal is at most 2^58 and leaves 2^69 for weight, slope
// and user; and a product of a power and an element of a candidate that float flushes, under
// 2^-126, is less than 2^-68 in the gradient. The rounding of an exponent (2^-18) moves no bound.
constexpr double kMaxExponent = 58.0;

constexpr std::size_t ceil_div(std::size_t a, std::size_t b) {
  return (a + b - 1) / b;
}
constexpr std::size_t round_up(std::size_t a, std::size_t multiple) {
  return ceil_div(a, multiple) * multiple;
}

// How the rows of a call are cut.
struct RowCut {
  RowCut(const CandidateSoftmaxPlan& plan, std::size_t rows)
      : group_rows(round_up(ceil_div(rows, plan.num_groups), kPanelRowMultiple)),
        block_rows(group_rows) {
    if (rows == 0) return;
    num_groups = ceil_div(rows, group_rows);
    const std::size_t num_blocks = ceil_div(group_rows, plan.block_rows);
    block_rows = round_up(ceil_div(group_rows, num_blocks), kPanelRowMultiple);
  }

  std::size_t group_rows;
  std::size_t block_rows;
  std::size_t num_groups = 0;
};

// The largest block that any call within the plan can have.
std::size_t largest_block(const CandidateSoftmaxPlan& plan) {
  return std::min(plan.block_rows, RowCut(plan, plan.max_rows).group_rows);
}

// A tile of the panel takes half of the L2 cache; candidates, users and what gemm() packs share the
// rest. 512 KiB is what a CPU that does not tell has at least.
std::size_t tile_columns_for_cache(std::size_t block_rows) {
  const long told = sysconf(_SC_LEVEL2_CACHE_SIZE);
  const std::size_t l2_bytes = told > 0 ? static_cast<std::size_t>(told) : std::size_t{512} << 10;
  return std::max<std::size_t>(l2_bytes / 2 / (block_rows * sizeof(float)), 64);
}

// to[c][r] = from[r][c], in squares that stay in the L1 cache.
void transpose(MatrixView<const float> from, MatrixView<float> to) {
  constexpr std::size_t kSquare = 16;
  for (std::size_t r0 = 0; r0 < from.rows(); r0 += kSquare) {
    const std::size_t r1 = std::min(r0 + kSquare, from.rows());
    for (std::size_t c0 = 0; c0 < from.cols(); c0 += kSquare) {
      const std::size_t c1 = std::min(c0 + kSquare, from.cols());
      for (std::size_t c = c0; c < c1; ++c) {
        for (std::size_t r = r0; r < r1; ++r) to.row(c)[r] = from.row(r)[c];
      }
    }
  }
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

// Fills column_terms and what describes them.
void prepare_columns(Exec& exec, Call& call) {
  const CandidateSoftmaxInput& input = call.input;
  const std::span<float> columns = call.column_terms;
  exec.parallel_rows(columns.size(), 1024, [&](Exec&, RowRange range) {
    const MatrixView<const float> part = input.candidates.slice(range);
    row_dots(part, part, columns.subspan(range.first, range.count));
  });
  double smallest = std::numeric_limits<double>::infinity(), largest = -smallest, squared = 0.0;
  bool is_finite = true;
  const auto term = [&](std::size_t c) {
    return call.column_term(columns[c], input.bias.empty() ? 0.0F : input.bias[c]);
  };
  for (std::size_t c = 0; c < columns.size(); ++c) {
    smallest = std::min(smallest, term(c));
    largest = std::max(largest, term(c));
    squared = std::max(squared, double{columns[c]});
    is_finite = is_finite && columns[c] <= kMaxLength * kMaxLength;
  }
  call.center = (smallest + largest) / 2.0;
  call.max_column_term = (largest - smallest) / 2.0;
  call.max_candidate_length = is_finite ? std::sqrt(squared) : kNan;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c] = static_cast<float>(term(c) - call.center);
  }
}

// One block of rows on its way through the call. The positive never enters the panel: the others
// are summed without it, so that what the gradient needs, (others / all), is not a small
// difference.
class RowBlock {
 public:
  RowBlock(Exec& exec, const Call& call, RowRange rows);

  double loss();
  // After loss(), once: gradients of these rows, and their part of the candidates'.
  void gradients(GemmOutput output, MatrixView<float> grad_candidates);

 private:
  template <typename Body>
  void for_each_tile(const Body& body) {
    const std::size_t num_candidates = panel_.rows();
    for (std::size_t first = 0; first < num_candidates; first += call_.tile_columns) {
      body(RowRange{first, std::min(call_.tile_columns, num_candidates - first)});
    }
  }
  const float* positive_vector(std::size_t r) const;
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
  double finish_row(std::size_t r);
  void put_back_positives();
  void finish_user_gradients();
  void finish_positive_gradients(MatrixView<float> grad_positives);
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
};

RowBlock::RowBlock(Exec& exec, const Call& call, RowRange rows)
    : exec_(exec),
      call_(call),
      rows_(rows),
      num_rows_(rows.count),
      users_(call.input.users.slice(rows)),
      columns_(std::get_if<PositiveColumns>(&call.input.positives)),
      scope_(exec.scratch()),
      panel_(exec.scratch().matrix(call.input.candidates.rows(),
                                   round_up(rows.count, kPanelRowMultiple))),
      users_t_(exec.scratch().matrix(users_.cols(), panel_.cols())),
      scaled_users_(exec.scratch().matrix(rows.count, users_.cols())),
      grad_users_t_(exec.scratch().matrix(users_.cols(), rows.count)),
      rows_of_floats_(exec.scratch().matrix(4, panel_.cols())),
      shift_(rows_of_floats_.row(0), panel_.cols()),
      tile_sums_(rows_of_floats_.row(1), panel_.cols()),
      coefficients_(rows_of_floats_.row(2), panel_.cols()),
      pulls_(rows_of_floats_.row(3), panel_.cols()),
      column_sums_(exec.scratch().matrix(1, call.tile_columns)) {}

const float* RowBlock::positive_vector(std::size_t r) const {
  const std::size_t row = rows_.first + r;
  if (columns_ != nullptr) return call_.input.candidates.row(columns_->columns[row]);
  return std::get<PositiveVectors>(call_.input.positives).vectors.row(row);
}

double RowBlock::loss() {
  std::fill_n(users_t_.data(), users_t_.rows() * users_t_.cols(), 0.0F);
  transpose(users_, users_t_);
  set_up_positives();
  const bool has_row_max = needs_row_max();
  std::fill(shift_.begin(), shift_.end(), 0.0F);
  if (has_row_max) find_row_max();
  for_each_tile([&](RowRange tile) {
    if (!has_row_max) score(tile);
    sum_tile(tile);
  });
  double sum = 0.0;
  for (std::size_t r = 0; r < num_rows_; ++r) sum += finish_row(r);
  return sum;
}

// Cauchy-Schwarz bounds every exponent of a row.
bool RowBlock::needs_row_max() {
  row_dots(users_, users_, tile_sums_.first(num_rows_));
  double squared = 0.0;
  for (std::size_t r = 0; r < num_rows_; ++r) {
    if (!(tile_sums_[r] <= kMaxLength * kMaxLength)) positive_[r] = kNan;
    squared = std::max(squared, double{tile_sums_[r]});
  }
  const double largest_product = std::sqrt(squared) * call_.max_candidate_length;
  return !(call_.exponent_slope() * largest_product + call_.max_column_term <= kMaxExponent);
}

// Exponents of positives that are vectors; those of columns come with their tile.
void RowBlock::set_up_positives() {
  if (!call_.input.masks.offsets.empty()) {
    std::copy_n(call_.input.masks.offsets.data() + rows_.first, num_rows_, next_masked_.data());
  }
  if (columns_ != nullptr) return;
  const auto& [vectors, bias] = std::get<PositiveVectors>(call_.input.positives);
  const MatrixView<const float> own = vectors.slice(rows_);
  row_dots(own, own, coefficients_.first(num_rows_));
  row_dots(users_, own, pulls_.first(num_rows_));
  for (std::size_t r = 0; r < num_rows_; ++r) {
    const float own_bias = bias.empty() ? 0.0F : bias[rows_.first + r];
    const bool is_finite = coefficients_[r] <= kMaxLength * kMaxLength;
    positive_[r] = double{call_.exponent_slope()} * pulls_[r] +
                   call_.column_term(coefficients_[r], own_bias) - call_.center;
    if (!is_finite) positive_[r] = kNan;
  }
}

void RowBlock::score(RowRange tile) {
  gemm(exec_, {call_.input.candidates.slice(tile)}, {users_t_}, GemmOutput::kOverwritten,
       panel_.slice(tile));
  if (columns_ != nullptr) take_out_positives(tile);
  if (!call_.input.masks.offsets.empty()) take_out_masked(tile);
}

void RowBlock::take_out_positives(RowRange tile) {
  for (std::size_t r = 0; r < num_rows_; ++r) {
    const std::size_t column = columns_->columns[rows_.first + r];
    if (column - tile.first >= tile.count) continue;  // unsigned: also for those before the tile
    float& score = panel_.row(column)[r];
    positive_[r] += double{call_.exponent_slope()} * score + call_.column_terms[column];
    score = -std::numeric_limits<float>::infinity();
  }
}

void RowBlock::take_out_masked(RowRange tile) {
  const auto& [offsets, columns] = call_.input.masks;
  for (std::size_t r = 0; r < num_rows_; ++r) {
    const std::uint64_t end = offsets[rows_.first + r + 1];
    std::uint64_t& next = next_masked_[r];
    for (; next < end && columns[next] < tile.first + tile.count; ++next) {
      assert(columns[next] >= tile.first);  // ascending
      panel_.row(columns[next])[r] = -std::numeric_limits<float>::infinity();
    }
  }
}

void RowBlock::find_row_max() {
  std::fill(shift_.begin(), shift_.end(), -std::numeric_limits<float>::infinity());
  for_each_tile([&](RowRange tile) {
    score(tile);
    panel_max(panel_.slice(tile), exponent(tile), shift_);
  });
  for (float& shift : shift_) {  // nothing left beside the positive
    if (shift == -std::numeric_limits<float>::infinity()) shift = 0.0F;
  }
}

// Powers, their sums, and their product with the candidates, while the tile is in the cache.
void RowBlock::sum_tile(RowRange tile) {
  panel_exp(panel_.slice(tile), exponent(tile), shift_, tile_sums_);
  for (std::size_t r = 0; r < num_rows_; ++r) others_[r] += double{tile_sums_[r]};
  if (call_.gradients == nullptr) return;
  gemm(exec_, transposed(call_.input.candidates.slice(tile)), {products_tile(tile)},
       tile.first == 0 ? GemmOutput::kOverwritten : GemmOutput::kAddedTo, grad_users_t_);
}

// The loss of a row, and what its gradients need. With t = log(others) - logit of the positive, the
// loss is log(1 + e^t), and the others' share of the softmax 1 / (1 + e^-t).
double RowBlock::finish_row(std::size_t r) {
  const auto& weights = call_.input.row_weights;
  const double weight = weights.empty() ? 1.0 : double{weights[rows_.first + r]};
  const double t = std::log(others_[r]) - (positive_[r] - double{shift_[r]}) * kLn2;
  const double share = 1.0 / (1.0 + std::exp(-t));
  const double pull = weight * double{call_.slope} * share;
  pulls_[r] = static_cast<float>(pull);
  coefficients_[r] = others_[r] > 0.0 ? static_cast<float>(pull / others_[r]) : 0.0F;
  return weight * (std::max(t, 0.0) + std::log1p(std::exp(-std::abs(t))));
}

void RowBlock::gradients(GemmOutput output, MatrixView<float> grad_candidates) {
  finish_user_gradients();
  if (columns_ == nullptr) {
    finish_positive_gradients(call_.gradients->positives.slice(rows_));
  } else {
    put_back_positives();
  }
  for_each_tile([&](RowRange tile) {
    gemm(exec_, {products_tile(tile)}, {scaled_users_}, output, grad_candidates.slice(tile));
    if (call_.is_euclidean()) take_out_lengths(tile, grad_candidates);
  });
}

// Also scales the users for the product that gives the candidates' gradients. kEuclidean needs
// nothing more: the gradients of a row's logits sum to zero, so the terms of |u|^2 cancel.
void RowBlock::finish_user_gradients() {
  const MatrixView<float> grad_users = call_.gradients->users.slice(rows_);
  transpose(grad_users_t_, grad_users);
  for (std::size_t r = 0; r < num_rows_; ++r) {
    const float *user = users_.row(r), *positive = positive_vector(r);
    float *grad = grad_users.row(r), *scaled = scaled_users_.row(r);
    for (std::size_t i = 0; i < users_.cols(); ++i) {
      grad[i] = coefficients_[r] * grad[i] - pulls_[r] * positive[i];
      scaled[i] = coefficients_[r] * user[i];
    }
  }
}

void RowBlock::finish_positive_gradients(MatrixView<float> grad_positives) {
  for (std::size_t r = 0; r < num_rows_; ++r) {
    const float *user = users_.row(r), *positive = positive_vector(r);
    const float own = call_.is_euclidean() ? 1.0F : 0.0F;
    float* grad = grad_positives.row(r);
    for (std::size_t i = 0; i < users_.cols(); ++i) {
      grad[i] = pulls_[r] * (own * positive[i] - user[i]);
    }
  }
}

// coefficients * this = -pulls: the positive's part of the candidates' gradients.
void RowBlock::put_back_positives() {
  for (std::size_t r = 0; r < num_rows_; ++r) {
    panel_.row(columns_->columns[rows_.first + r])[r] = -static_cast<float>(others_[r]);
  }
}

// The term of |v|^2: every candidate's gradient gets -v times the gradients of its column.
void RowBlock::take_out_lengths(RowRange tile, MatrixView<float> grad_candidates) {
  const std::span<float> sums(column_sums_.data(), tile.count);
  panel_column_sums(panel_.slice(tile), coefficients_.first(num_rows_), sums);
  for (std::size_t c = 0; c < tile.count; ++c) {
    const float* candidate = call_.input.candidates.row(tile.first + c);
    float* grad = grad_candidates.row(tile.first + c);
    for (std::size_t i = 0; i < users_.cols(); ++i) grad[i] -= sums[c] * candidate[i];
  }
}

// total += parts [num_parts, rows, cols] in order: the first group's part is in total already.
void add_parts(Exec& exec, const float* parts, std::size_t num_parts, MatrixView<float> total) {
  constexpr std::size_t kSliceRows = 64;  // 16 KiB at dim 64: the sum stays in the L1 cache
  exec.parallel_rows(total.rows(), kSliceRows, [&](Exec&, RowRange range) {
    for (std::size_t part = 0; part < num_parts; ++part) {
      const MatrixView<const float> from(parts + part * total.rows() * total.cols(), total.rows(),
                                         total.cols());
      for (std::size_t r = range.first; r < range.first + range.count; ++r) {
        for (std::size_t i = 0; i < total.cols(); ++i) total.row(r)[i] += from.row(r)[i];
      }
    }
  });
}

// The blocks of one group, one after the other.
double run_group(Exec& exec, const Call& call, const RowCut& cut, std::size_t group,
                 MatrixView<float> grad_candidates) {
  double loss = 0.0;
  const std::size_t group_first = group * cut.group_rows;
  const std::size_t end = std::min(group_first + cut.group_rows, call.input.users.rows());
  for (std::size_t first = group_first; first < end; first += cut.block_rows) {
    RowBlock block(exec, call, {first, std::min(cut.block_rows, end - first)});
    loss += block.loss();
    if (call.gradients == nullptr) continue;
    block.gradients(first == group_first ? GemmOutput::kOverwritten : GemmOutput::kAddedTo,
                    grad_candidates);
  }
  return loss;
}

void check_shapes(const CandidateSoftmaxInput& input, const CandidateSoftmaxPlan& plan) {
  const std::size_t rows = input.users.rows(), candidates = input.candidates.rows();
  TWOTOWER_CHECK(rows <= plan.max_rows && input.users.cols() <= plan.dim);
  TWOTOWER_CHECK(candidates >= 1 && candidates <= plan.max_candidates);
  assert(input.users.cols() == input.candidates.cols() && input.temperature > 0.0F);
  assert(input.bias.empty() || input.bias.size() == candidates);
  assert(input.row_weights.empty() || input.row_weights.size() == rows);
  assert(input.masks.offsets.empty() || input.masks.offsets.size() == rows + 1);
  if (const auto* columns = std::get_if<PositiveColumns>(&input.positives)) {
    TWOTOWER_CHECK(columns->columns.size() == rows);
    assert(std::ranges::all_of(columns->columns, [&](std::uint32_t c) { return c < candidates; }));
  } else {
    const auto& own = std::get<PositiveVectors>(input.positives);
    TWOTOWER_CHECK(own.vectors.rows() == rows && own.vectors.cols() == input.users.cols());
    assert(own.bias.empty() || own.bias.size() == rows);
  }
}

}  // namespace

CandidateSoftmax::CandidateSoftmax(const CandidateSoftmaxPlan& plan)
    : plan_(plan),
      column_terms_(plan.max_candidates),
      group_gradients_((plan.num_groups - 1) * plan.max_candidates * plan.dim),
      group_loss_(plan.num_groups) {
  TWOTOWER_CHECK(plan.num_groups >= 1 && plan.dim >= 1);
  TWOTOWER_CHECK(plan.block_rows >= 1 && plan.block_rows <= kMaxBlockRows);
  TWOTOWER_CHECK(plan.block_rows % kPanelRowMultiple == 0);
}

std::size_t CandidateSoftmax::scratch_floats() const {
  const std::size_t block_rows = largest_block(plan_);
  const std::size_t columns =
      plan_.tile_columns == 0 ? tile_columns_for_cache(kPanelRowMultiple) : plan_.tile_columns;
  return block_rows * (plan_.max_candidates + 3 * plan_.dim + 4) +
         round_up(std::min(columns, plan_.max_candidates), kPanelRowMultiple);
}

std::size_t CandidateSoftmax::bytes(std::size_t num_threads) const {
  const std::size_t own = column_terms_.size() + group_gradients_.size();
  return (own + num_threads * scratch_floats()) * sizeof(float);
}

double CandidateSoftmax::loss(Exec& exec, const CandidateSoftmaxInput& input) {
  return run(exec, input, nullptr);
}

double CandidateSoftmax::loss_and_gradients(Exec& exec, const CandidateSoftmaxInput& input,
                                            const CandidateSoftmaxGradients& gradients) {
  const double loss = run(exec, input, &gradients);
  const std::size_t num_groups = RowCut(plan_, input.users.rows()).num_groups;
  if (num_groups == 0) {
    for (std::size_t c = 0; c < gradients.candidates.rows(); ++c) {
      std::fill_n(gradients.candidates.row(c), gradients.candidates.cols(), 0.0F);
    }
  } else {
    add_parts(exec, group_gradients_.data(), num_groups - 1, gradients.candidates);
  }
  return loss;
}

double CandidateSoftmax::run(Exec& exec, const CandidateSoftmaxInput& input,
                             const CandidateSoftmaxGradients* gradients) {
  check_shapes(input, plan_);
  const RowCut cut(plan_, input.users.rows());
  const std::size_t num_candidates = input.candidates.rows(), dim = input.candidates.cols();
  if (cut.num_groups == 0) return 0.0;
  const std::size_t wanted_columns =
      plan_.tile_columns == 0 ? tile_columns_for_cache(cut.block_rows) : plan_.tile_columns;
  const float distance_factor = input.similarity == Similarity::kEuclidean ? 2.0F : 1.0F;
  Call call{.input = input,
            .gradients = gradients,
            .slope = distance_factor / input.temperature,
            .column_terms = column_terms_.span().first(num_candidates),
            .tile_columns = std::min(wanted_columns, num_candidates)};
  prepare_columns(exec, call);
  if (std::isnan(call.max_candidate_length)) return kNan;
  exec.parallel_for(cut.num_groups, [&](Exec& group_exec, std::size_t group) {
    float* own =
        group_gradients_.data() + (std::max<std::size_t>(group, 1) - 1) * num_candidates * dim;
    MatrixView<float> grad_candidates(own, num_candidates, dim);
    if (group == 0 && gradients != nullptr) grad_candidates = gradients->candidates;
    group_loss_[group] = run_group(group_exec, call, cut, group, grad_candidates);
  });
  return std::accumulate(group_loss_.begin(),
                         group_loss_.begin() + static_cast<std::ptrdiff_t>(cut.num_groups), 0.0);
}

}  // namespace twotower
