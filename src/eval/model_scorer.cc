#include "eval/model_scorer.h"

#include <algorithm>

#include "data/step_source.h"
#include "kernels/scan.h"
#include "model/embedder.h"

namespace twotower {

UserStates states_of(const Interactions& interactions, const EncodedSides& sides,
                     const Queries& queries, RowRange range, const TwoTowerModel& model) {
  UserStates states;
  for (std::size_t q = range.first; q < range.first + range.count; ++q) {
    const std::uint32_t user = queries.user_slots[q];
    states.user_slots.push_back(
        user == kNoSlot ? static_cast<std::uint32_t>(interactions.users.size()) : user);
    states.context_rows.push_back(queries.context_rows[q]);
    states.groups.push_back(static_cast<std::uint32_t>(q - range.first));
  }
  for (const SequenceFeature& sequence : model.sequences()) {
    const StepSource source(interactions, sides, sequence.options, states.histories.size());
    PackedHistories& packed = states.histories.emplace_back();
    for (std::size_t q = range.first; q < range.first + range.count; ++q) {
      source.append_newest(queries.histories[q], packed);
    }
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
  for (std::size_t first = 0; first < queries.size(); first += embedder.max_states()) {
    const RowRange block = {first, std::min(embedder.max_states(), queries.size() - first)};
    const UserStates states = states_of(interactions, sides, queries, block, model);
    embedder.users(sides, states, {user_vectors_.data() + first * dim_, block.count, dim_});
    if (!model.reads_sequences_only()) continue;
    for (std::size_t i = 0; i < block.count; ++i) {
      const bool has_history = std::ranges::any_of(states.histories, [&](const auto& packed) {
        return packed.wanted[i] != PackedHistories::kNone;
      });
      is_unknown_[first + i] = has_history ? 0 : 1;
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
