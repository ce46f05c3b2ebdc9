#include "model/embedder.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/check.h"

namespace twotower {
namespace {

void copy(MatrixView<const float> from, MatrixView<float> to) {
  for (std::size_t r = 0; r < from.rows(); ++r) std::copy_n(from.row(r), from.cols(), to.row(r));
}

std::size_t history_length(const TwoTowerModel& model) {
  return model.has_history() ? static_cast<std::size_t>(model.history()->options.length) : 0;
}

std::size_t scratch_floats(const TwoTowerModel& model) {
  return std::max(model.user_tower().scratch_floats(model.max_slice_tokens()),
                  model.item_tower().scratch_floats(0));
}

Exec make_exec(ThreadPool* pool, std::size_t scratch) {
  return pool == nullptr ? Exec(scratch) : Exec(*pool, scratch);
}

}  // namespace

// Tokens of attention keep about 6 KB each: a block of 8,192 is some 50 MB.
Embedder::Sizes Embedder::block_sizes(const TwoTowerModel& model) {
  constexpr std::size_t kBlockRows = 2048, kBlockTokens = 8192;
  const std::size_t length = history_length(model);
  if (length == 0) return {kBlockRows, kBlockRows, 0};
  const std::size_t states = std::clamp(kBlockTokens / length, std::size_t{1}, kBlockRows);
  return {kBlockRows, states, states * length};
}

Embedder::Embedder(const TwoTowerModel& model)
    : Embedder(nullptr, model, {1, 1, history_length(model)}) {}

Embedder::Embedder(ThreadPool& pool, const TwoTowerModel& model)
    : Embedder(&pool, model, block_sizes(model)) {}

Embedder::Embedder(ThreadPool* pool, const TwoTowerModel& model, const Sizes& sizes)
    : model_(model),
      exec_(make_exec(pool, scratch_floats(model))),
      batch_(model.new_batch(pool == nullptr ? StepRows::Numbering::kEachUse
                                             : StepRows::Numbering::kDistinct)),
      tables_(model),
      user_workspace_(model.user_tower().plan(sizes.states, sizes.tokens)),
      item_workspace_(model.item_tower().plan(sizes.items, 0)) {}

void Embedder::items(const EncodedSides& sides, std::span<const std::uint32_t> item_slots,
                     MatrixView<float> out) {
  for (std::size_t first = 0; first < item_slots.size(); first += item_workspace_.max_rows()) {
    const std::size_t count = std::min(item_workspace_.max_rows(), item_slots.size() - first);
    for (StepRows& rows : batch_.tables) rows.clear();
    model_.set_items(sides, item_slots.subspan(first, count), nullptr, batch_);
    tables_.gather(exec_, model_, batch_);
    model_.item_tower().forward(exec_, {model_.parameters(), batch_.item, tables_.rows()},
                                item_workspace_);
    copy(item_workspace_.output({0, count}), out.slice({first, count}));
  }
}

void Embedder::users(const EncodedSides& sides, const UserStates& states, MatrixView<float> out) {
  TWOTOWER_CHECK(states.size() <= max_states());
  for (StepRows& rows : batch_.tables) rows.clear();
  model_.set_users(sides, states, nullptr, batch_);
  tables_.gather(exec_, model_, batch_);
  model_.user_tower().forward(exec_, {model_.parameters(), batch_.user, tables_.rows()},
                              user_workspace_);
  copy(user_workspace_.output({0, states.size()}), out);
}

AlignedBuffer embed_all_items(ThreadPool& pool, const TwoTowerModel& model,
                              const EncodedSides& sides, std::size_t num_items) {
  std::vector<std::uint32_t> slots(num_items);
  std::iota(slots.begin(), slots.end(), 0U);
  const auto dim = static_cast<std::size_t>(model.options().dim);
  AlignedBuffer vectors(num_items * dim);
  Embedder(pool, model).items(sides, slots, {vectors.data(), num_items, dim});
  return vectors;
}

}  // namespace twotower
