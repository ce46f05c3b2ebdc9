#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "serve/explanation.h"
#include "serve/generation_state.h"
#include "serve/recommendations.h"
#include "serve/user_state.h"

namespace twotower {

// Says why, for the scratch of a request that was made: user and query are set, and what is
// allowed. Both must outlive it; it uses the scratch's memory, and leaves user and query as they
// were. Not thread-safe.
class Explainer {
 public:
  Explainer(const GenerationState& state, RequestScratch& scratch);

  // Fills what an explanation says of an item of the catalog.
  void explain(std::uint32_t slot, Explanation& explanation);

  // Gives each item the shortest reason. Cost: a user tower pass for each part that the tower
  // reads, and for each item its scores with those and its cosines with the history.
  void add_reasons(std::span<RecommendedItem> items);

 private:
  // An item of the history, each once.
  struct HadItem {
    std::uint32_t slot = 0;
    std::size_t count = 0;
    float strongest = 0.0F;         // weight of its events
    std::size_t num_strongest = 0;  // of `count`
    std::optional<std::int64_t> last_time;
  };
  struct Reduced {
    StatePart part;
    std::vector<float> query;  // [dim] without the part
  };

  std::vector<HadItem> history() const;
  double cosine(std::uint32_t a, std::uint32_t b) const;
  std::vector<float> query_without(const StatePart& part);
  std::string label(std::uint32_t slot) const;
  std::optional<WhyNot> why_not(std::uint32_t slot);
  Message broken_rule(std::uint32_t slot) const;

  std::vector<HistoryNeighbor> nearest_to(std::uint32_t slot) const;
  Effect effect_of(const StatePart& part) const;
  std::vector<Effect> user_effects(std::uint32_t slot, const ItemRank& rank);
  std::vector<Effect> item_effects(std::uint32_t slot, const ItemRank& rank);
  std::optional<Effect> repeat_effect(std::uint32_t slot, const ItemRank& rank);
  float score_of_vector(std::span<const float> vector);

  Reason had_reason(const HadItem& item) const;
  Reason reason_of(const RecommendedItem& item, std::span<const Reduced> reduced);
  bool is_of_history(const StatePart& part) const;
  std::optional<Reason> near_reason(std::uint32_t slot) const;

  const GenerationState& state_;
  RequestScratch& scratch_;
  std::vector<float> query_;  // of the request
  std::vector<HadItem> history_;
};

}  // namespace twotower
