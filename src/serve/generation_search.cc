#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "serve/caps.h"
#include "serve/diversify.h"
#include "serve/generation_state.h"

// How a generation finds the best of what is allowed.
namespace twotower {

Result<void> GenerationState::search(const RecommendRequest& request, std::size_t k,
                                     RequestScratch& scratch) const {
  if (!caps_of(request).empty()) return search_capped(request, k, scratch);
  search_within(scratch.options(), k, scratch);
  return {};
}

// Round by round: the best of what is left, each taken if there is room, and looked at once; then
// what has a value of which the list is full is left no more. So what is taken is what one pass
// over all items in order of score would take.
Result<void> GenerationState::search_capped(const RecommendRequest& request, std::size_t k,
                                            RequestScratch& scratch) const {
  TWOTOWER_ASSIGN(CapCounter list, CapCounter::make(bundle.catalog, caps_of(request)));
  for (const std::uint32_t slot : scratch.given) list.add(slot);
  std::vector<std::uint64_t> left(words_of(num_slots()), ~std::uint64_t{0});
  if (scratch.passing != nullptr) left = scratch.passing->words;
  std::vector<ScoredSlot> taken;
  const std::size_t at_once = num_diverse_candidates(k);
  do {
    TWOTOWER_TRY(check_deadline(request));
    for (const Condition& full : list.take_full()) {
      TWOTOWER_ASSIGN(const auto set, filters.passing_once(full, current_time()));
      for (std::size_t i = 0; i < left.size(); ++i) left[i] &= ~set->words[i];
    }
    search_within({{left}, scratch.excluded, scratch.reads_all}, at_once, scratch);
    for (const ScoredSlot& found : scratch.best) {
      left[found.slot / 64] &= ~(std::uint64_t{1} << (found.slot % 64));
      if (taken.size() < k && list.take(found.slot)) taken.push_back(found);
    }
  } while (taken.size() < k && scratch.best.size() == at_once);
  scratch.best = std::move(taken);
  return {};
}

void GenerationState::search_within(const SearchOptions& options, std::size_t k,
                                    RequestScratch& scratch) const {
  if (!scratch.user.is_known) return search_popular(options, k, scratch);
  if (!scratch.gains.is_empty()) {
    return scratch.gains.search(scratch.exec, *bundle.index, scratch.query, options, k,
                                scratch.best);
  }
  scratch.best.resize(std::min(k, num_slots()));
  std::size_t count = 0;
  bundle.index->search(scratch.exec, {scratch.query.data(), 1, scratch.query.size()}, options,
                       {scratch.best.data(), 1, scratch.best.size()}, {&count, 1});
  scratch.best.resize(count);
}

void GenerationState::search_each(std::span<AskedState> asked, std::span<const std::size_t> counts,
                                  Exec& exec) const {
  std::vector<RepeatGains::Split> split(asked.size());
  std::vector<IndexSearch> searches;
  std::vector<std::size_t> of_search;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    AskedState& one = asked[i];
    if (counts[i] == 0) continue;
    if (!one.user.is_known) {
      search_popular(one.options(), counts[i], one);
      continue;
    }
    SearchOptions options = one.options();
    if (!one.gains.is_empty()) {
      split[i] = one.gains.split(exec, *bundle.index, one.query, options);
      options.excluded = split[i].excluded;
    }
    one.best.resize(std::min(counts[i], num_slots()));
    searches.push_back({.query = one.query, .options = options, .best = one.best});
    of_search.push_back(i);
  }
  bundle.index->search_each(exec, searches);
  for (std::size_t s = 0; s < searches.size(); ++s) {
    const std::size_t i = of_search[s];
    asked[i].best.resize(searches[s].count);
    if (!asked[i].gains.is_empty()) split[i].merge_into(asked[i].best, counts[i]);
  }
}

// New items have no popularity yet, and slots behind all others.
void GenerationState::search_popular(const SearchOptions& options, std::size_t k,
                                     AskedState& asked) const {
  asked.best.clear();
  const std::vector<std::uint32_t>& order = shared_items->by_popularity();
  for (std::size_t place = 0; place < num_slots() && asked.best.size() < k; ++place) {
    const auto slot = place < order.size() ? order[place] : static_cast<std::uint32_t>(place);
    if (!bundle.index->has(slot) || !AskedState::allows(options, slot)) continue;
    asked.best.push_back({popularity(slot), slot});
  }
}

void GenerationState::search_scores(std::size_t k, RequestScratch& scratch) const {
  std::vector<std::uint64_t> words(words_of(num_slots()), ~std::uint64_t{0});
  if (scratch.passing != nullptr) words = scratch.passing->words;
  for (const std::uint32_t slot : scratch.excluded) {
    words[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
  }
  scratch.best.resize(std::min(k, num_slots()));
  TopK top(scratch.best);
  top.add(scratch.scores, 0, {words});
  scratch.best.resize(top.finish().size());
}

}  // namespace twotower
