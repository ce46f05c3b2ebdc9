#include "eval/model_scorer.h"

#include <algorithm>

#include "kernels/scan.h"
#include "model/embedder.h"

namespace twotower {

UserStates states_of(const Interactions& interactions, const Queries& queries, RowRange range,
                     const TwoTowerModel& model) {
  UserStates states;
  const std::size_t length =
      model.has_history() ? static_cast<std::size_t>(model.history()->options.length) : 0;
  for (std::size_t q = range.first; q < range.first + range.count; ++q) {
    const std::span<const std::uint64_t> history = queries.histories[q];
    for (const std::uint64_t row : history.last(std::min(length, history.size()))) {
      states.tokens.push_back(interactions.item_slots[row]);
    }
    const bool has_tokens = states.tokens.size() > states.offsets.back();
    states.wanted.push_back(has_tokens ? static_cast<std::uint32_t>(states.tokens.size() - 1)
                                       : UserStates::kNone);
    states.sequences.push_back(static_cast<std::uint32_t>(states.num_sequences()));
    states.offsets.push_back(states.tokens.size());
    const std::uint32_t user = queries.user_slots[q];
    states.user_slots.push_back(
        user == kNoSlot ? static_cast<std::uint32_t>(interactions.users.size()) : user);
    states.context_rows.push_back(queries.context_rows[q]);
  }
  return states;
}

ModelScorer::ModelScorer(ThreadPool& pool, const TwoTowerModel& model, const EncodedSides& sides,
                         const Interactions& interactions, const Queries& queries,
                         std::span<const std::uint32_t> item_counts)
    : num_items_(interactions.items.size()),
      dim_(static_cast<std::size_t>(model.options().dim)),
      similarity_(model.options().similarity),
      item_vectors_(embed_all_items(pool, model, sides, num_items_)),
      square_norms_(num_items_),
      user_vectors_(queries.size() * dim_),
      is_unknown_(queries.size(), 0),
      popularity_(item_counts.begin(), item_counts.end()) {
  Exec exec(pool, 0);
  square_norms(exec, {item_vectors_.data(), num_items_, dim_}, square_norms_);
  embed_users(pool, model, sides, interactions, queries);
}

void ModelScorer::embed_users(ThreadPool& pool, const TwoTowerModel& model,
                              const EncodedSides& sides, const Interactions& interactions,
                              const Queries& queries) {
  Embedder embedder(pool, model);
  const bool reads_history_only = model.has_history() && model.user_tower().encoders().size() == 1;
  for (std::size_t first = 0; first < queries.size(); first += embedder.max_states()) {
    const RowRange block = {first, std::min(embedder.max_states(), queries.size() - first)};
    const UserStates states = states_of(interactions, queries, block, model);
    embedder.users(sides, states, {user_vectors_.data() + first * dim_, block.count, dim_});
    for (std::size_t i = 0; i < block.count; ++i) {
      is_unknown_[first + i] = reads_history_only && states.wanted[i] == UserStates::kNone ? 1 : 0;
    }
  }
}

void ModelScorer::score(Exec& exec, const Queries& /*queries*/, RowRange range,
                        MatrixView<float> scores) const {
  const MatrixView<const float> users(user_vectors_.data() + range.first * dim_, range.count, dim_);
  scan(exec, similarity_, users, {{item_vectors_.data(), num_items_, dim_}, square_norms_}, scores);
  for (std::size_t i = 0; i < range.count; ++i) {
    if (is_unknown_[range.first + i] != 0) {
      std::copy(popularity_.begin(), popularity_.end(), scores.row(i));
    }
  }
}

std::size_t ModelScorer::num_unknown() const {
  return static_cast<std::size_t>(std::ranges::count(is_unknown_, 1));
}

}  // namespace twotower
