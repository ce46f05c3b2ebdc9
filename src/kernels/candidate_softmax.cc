#include "kernels/candidate_softmax.h"

#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/check.h"
#include "kernels/softmax_panel.h"
#include "kernels/softmax_row_block.h"

namespace twotower {
namespace {

using softmax::Call;
using softmax::ceil_div;
using softmax::round_up;
using softmax::RowBlock;

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

// Shares of the rate of the bare products, AVX-512 with 1 MiB of L2 cache: at 4,096 candidates 128
// rows reach 0.90, 256 rows 0.88; at 32,768, where every block fetches the candidates' gradients
// from memory, 128 rows reach 0.87, 256 rows 0.88 and half of that traffic.
CandidateSoftmaxPlan with_block_rows(CandidateSoftmaxPlan plan) {
  constexpr std::size_t kManyCandidates = 16384;
  if (plan.block_rows == 0) plan.block_rows = plan.max_candidates > kManyCandidates ? 256 : 128;
  return plan;
}

// A tile of the panel takes half of the L2 cache; candidates, users and what gemm() packs share the
// rest. 512 KiB is what a CPU that does not tell has at least.
std::size_t tile_columns_for_cache(std::size_t block_rows) {
  const long told = sysconf(_SC_LEVEL2_CACHE_SIZE);
  const std::size_t l2_bytes = told > 0 ? static_cast<std::size_t>(told) : std::size_t{512} << 10;
  return std::max<std::size_t>(l2_bytes / 2 / (block_rows * sizeof(float)), 64);
}

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
    is_finite = is_finite && columns[c] <= softmax::kMaxLength * softmax::kMaxLength;
  }
  call.center = (smallest + largest) / 2.0;
  call.max_column_term = (largest - smallest) / 2.0;
  call.max_candidate_length = is_finite ? std::sqrt(squared) : softmax::kNan;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c] = static_cast<float>(term(c) - call.center);
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

void check_shapes(const CandidateSoftmaxInput& input, const CandidateSoftmaxGradients* gradients,
                  const CandidateSoftmaxPlan& plan) {
  const std::size_t rows = input.users.rows(), candidates = input.candidates.rows();
  TWOTOWER_CHECK(rows <= plan.max_rows && input.users.cols() <= plan.dim);
  TWOTOWER_CHECK(candidates >= 1 && candidates <= plan.max_candidates);
  TWOTOWER_CHECK(input.similarity != Similarity::kManhattan);  // is not a product
  assert(input.users.cols() == input.candidates.cols() && input.temperature > 0.0F);
  assert(input.bias.empty() || input.bias.size() == candidates);
  assert(input.row_weights.empty() || input.row_weights.size() == rows);
  const RowEntries& entries = input.entries;
  TWOTOWER_CHECK(entries.offsets.empty() || entries.offsets.size() == rows + 1);
  TWOTOWER_CHECK(entries.offsets.empty() || entries.vectors.rows() == entries.offsets.back());
  assert(entries.vectors.rows() == 0 || entries.vectors.cols() == input.users.cols());
  assert(entries.bias.empty() || entries.bias.size() == rows);
  TWOTOWER_CHECK(gradients == nullptr || entries.offsets.empty() ||
                 gradients->entries.rows() == entries.vectors.rows());
  assert(input.masks.offsets.empty() || input.masks.offsets.size() == rows + 1);
  if (const auto* columns = std::get_if<PositiveColumns>(&input.positives)) {
    TWOTOWER_CHECK(columns->columns.size() == rows);
    assert(std::ranges::all_of(columns->columns, [&](std::uint32_t c) { return c < candidates; }));
  } else {
    const auto& own = std::get<PositiveVectors>(input.positives);
    TWOTOWER_CHECK(own.vectors.rows() == rows && own.vectors.cols() == input.users.cols());
    assert(own.bias.empty() || own.bias.size() == rows);
    TWOTOWER_CHECK(gradients == nullptr || gradients->positives.rows() == rows);
  }
}

}  // namespace

CandidateSoftmax::CandidateSoftmax(const CandidateSoftmaxPlan& plan)
    : plan_(with_block_rows(plan)),
      column_terms_(plan.max_candidates),
      group_gradients_((plan.num_groups - 1) * plan.max_candidates * plan.dim),
      group_loss_(plan.num_groups) {
  TWOTOWER_CHECK(plan.num_groups >= 1 && plan.dim >= 1);
  TWOTOWER_CHECK(plan.block_rows <= softmax::kMaxBlockRows);
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
  check_shapes(input, gradients, plan_);
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
  if (std::isnan(call.max_candidate_length)) return softmax::kNan;
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
