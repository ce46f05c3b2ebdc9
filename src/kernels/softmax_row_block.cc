#include "kernels/softmax_row_block.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace twotower::softmax {
namespace {

constexpr double kLn2 = 0.69314718055994530942;

// Up to this exponent on both sides of 0, powers of two need no row maximum. They are then within
// 2^-58 ... 2^58; sums over 2^32 of them times a vector of up to 2^34 (kMaxLength) stay under
// 2^124, no sum is under 2^-58, so its reciprocal is at most 2^58 and leaves 2^69 for weight, slope
// and user; and a product of a power and an element of a candidate that float flushes, under
// 2^-126, is less than 2^-68 in the gradient. The rounding of an exponent (2^-18) moves no bound.
constexpr double kMaxExponent = 58.0;

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

}  // namespace

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

float RowBlock::entry_exponent(std::size_t r, std::size_t entry) const {
  const auto& [vectors, offsets, bias] = call_.input.entries;
  const MatrixView<const float> user = users_.slice({r, 1}), vector = vectors.slice({entry, 1});
  float squared = 0.0F, dot = 0.0F;
  row_dots(vector, vector, {&squared, 1});
  row_dots(user, vector, {&dot, 1});
  if (!(squared <= kMaxLength * kMaxLength)) return std::numeric_limits<float>::quiet_NaN();
  const float own_bias = bias.empty() ? 0.0F : bias[rows_.first + r];
  return static_cast<float>(double{call_.exponent_slope()} * dot +
                            call_.column_term(squared, own_bias) - call_.center);
}

double RowBlock::loss() {
  std::fill_n(users_t_.data(), users_t_.rows() * users_t_.cols(), 0.0F);
  transpose(users_, users_t_);
  set_up_positives();
  const bool has_row_max = needs_row_max();
  std::fill(shift_.begin(), shift_.end(), 0.0F);
  if (has_row_max) find_row_max();
  sweep([&](RowRange tile) {
    if (!has_row_max) score(tile);
    sum_tile(tile);
  });
  sum_entries();
  double sum = 0.0;
  for (std::size_t r = 0; r < num_rows_; ++r) sum += finish_row(r);
  return sum;
}

// Cauchy-Schwarz bounds every exponent of a candidate; those of entries are looked at.
bool RowBlock::needs_row_max() {
  row_dots(users_, users_, tile_sums_.first(num_rows_));
  double squared = 0.0;
  for (std::size_t r = 0; r < num_rows_; ++r) {
    if (!(tile_sums_[r] <= kMaxLength * kMaxLength)) positive_[r] = kNan;
    squared = std::max(squared, double{tile_sums_[r]});
  }
  const double largest_product = std::sqrt(squared) * call_.max_candidate_length;
  double largest = call_.exponent_slope() * largest_product + call_.max_column_term;
  for_each_entry([&](std::size_t, std::size_t, float exponent) {
    largest = std::max(largest, std::abs(double{exponent}));
  });
  return !(largest <= kMaxExponent);
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
  sweep([&](RowRange tile) {
    score(tile);
    panel_max(panel_.slice(tile), exponent(tile), shift_);
  });
  for_each_entry([&](std::size_t r, std::size_t, float exponent) {
    shift_[r] = std::max(shift_[r], exponent);
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
       grad_users_output_, grad_users_t_);
  grad_users_output_ = GemmOutput::kAddedTo;
}

void RowBlock::sum_entries() {
  for_each_entry([&](std::size_t r, std::size_t, float exponent) {
    others_[r] += std::exp2(double{exponent} - double{shift_[r]});
  });
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
  finish_entry_gradients();
  if (columns_ == nullptr) {
    finish_positive_gradients(call_.gradients->positives.slice(rows_));
  } else {
    put_back_positives();
  }
  sweep([&](RowRange tile) {
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

// Those of the entries, and their part of the users'.
void RowBlock::finish_entry_gradients() {
  const float own = call_.is_euclidean() ? 1.0F : 0.0F;
  for_each_entry([&](std::size_t r, std::size_t e, float exponent) {
    const double power = std::exp2(double{exponent} - double{shift_[r]});
    const auto share = static_cast<float>(double{coefficients_[r]} * power);
    const float *user = users_.row(r), *vector = call_.input.entries.vectors.row(e);
    float* grad_user = call_.gradients->users.row(rows_.first + r);
    float* grad = call_.gradients->entries.row(e);
    for (std::size_t i = 0; i < users_.cols(); ++i) {
      grad_user[i] += share * vector[i];
      grad[i] = share * (user[i] - own * vector[i]);
    }
  });
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

}  // namespace twotower::softmax
