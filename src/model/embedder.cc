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

std::vector<std::size_t> history_lengths(const TwoTowerModel& model) {
  std::vector<std::size_t> lengths;
  for (const SequenceFeature& sequence : model.sequences()) {
    lengths.push_back(static_cast<std::size_t>(sequence.options.length));
  }
  return lengths;
}

std::size_t longest_history(const TwoTowerModel& model) {
  const std::vector<std::size_t> lengths = history_lengths(model);
  return lengths.empty() ? 0 : std::ranges::max(lengths);
}

std::size_t scratch_floats(const TwoTowerModel& model) {
  const std::size_t slice = TwoTowerModel::max_slice_size(longest_history(model) + 1);
  return std::max(model.user_tower().scratch_floats(slice),
                  model.item_tower().scratch_floats(kTowerSliceRows));
}

Workspace plan_users(const TwoTowerModel& model, std::size_t max_states) {
  std::vector<std::size_t> tokens = history_lengths(model);
  for (std::size_t& length : tokens) length *= max_states;
  return model.user_tower().plan(max_states, tokens);
}

constexpr std::size_t kBlockRows = 2048;

// Tokens of attention keep about 6 KB each: a block of 8,192 is some 50 MB.
std::size_t block_states(const TwoTowerModel& model) {
  constexpr std::size_t kBlockTokens = 8192;
  const std::size_t length = longest_history(model);
  return length == 0 ? kBlockRows : std::clamp(kBlockTokens / length, std::size_t{1}, kBlockRows);
}

Exec make_exec(ThreadPool* pool, std::size_t scratch) {
  return pool == nullptr ? Exec(scratch) : Exec(*pool, scratch);
}

}  // namespace

Embedder::Embedder(const TwoTowerModel& model) : Embedder(nullptr, model, 1, 1) {}

Embedder::Embedder(ThreadPool& pool, const TwoTowerModel& model)
    : Embedder(&pool, model, kBlockRows, block_states(model)) {}

Embedder::Embedder(ThreadPool* pool, const TwoTowerModel& model, std::size_t max_items,
                   std::size_t max_states)
    : model_(model),
      exec_(make_exec(pool, scratch_floats(model))),
      batch_(model.new_batch(pool == nullptr ? UniqueRows::Numbering::kEachUse
                                             : UniqueRows::Numbering::kDistinct)),
      tables_(model),
      user_workspace_(plan_users(model, max_states)),
      item_workspace_(model.item_tower().plan(max_items)) {}

void Embedder::items(const EncodedSides& sides, std::span<const std::uint32_t> item_slots,
                     MatrixView<float> out) {
  for (std::size_t first = 0; first < item_slots.size(); first += item_workspace_.max_rows()) {
    const std::size_t count = std::min(item_workspace_.max_rows(), item_slots.size() - first);
    for (UniqueRows& rows : batch_.tables) rows.clear();
    model_.set_items(sides, item_slots.subspan(first, count), nullptr, batch_);
    tables_.gather(exec_, model_, batch_);
    model_.item_tower().forward(exec_, {model_.parameters(), batch_.item, tables_.rows()},
                                item_workspace_);
    copy(item_workspace_.output({0, count}), out.slice({first, count}));
  }
}

void Embedder::users(const EncodedSides& sides, const UserStates& states, MatrixView<float> out) {
  TWOTOWER_CHECK(states.size() <= max_states());
  for (UniqueRows& rows : batch_.tables) rows.clear();
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
