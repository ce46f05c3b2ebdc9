#include "serve/repeat_gains.h"

#include <algorithm>
#include <cmath>

#include "features/repeat_term.h"

namespace twotower {

void RepeatGains::set(const Manifest& manifest, const UserState& user) {
  gains_.clear();
  const bool may_repeat = manifest.repeat == RepeatRule::kAllow;
  if (!user.is_known || !may_repeat || !manifest.repeats.is_on()) return;
  for (const TakenItem& item : count_taken(user.taken, manifest.repeats.half_life)) {
    gains_.push_back({item.item, repeat_gain(manifest.repeats.weight, item.log_count)});
  }
}

float RepeatGains::of(std::uint32_t slot) const {
  const auto found = std::ranges::lower_bound(gains_, slot, {}, &Gain::slot);
  return found != gains_.end() && found->slot == slot ? found->gain : 0.0F;
}

void RepeatGains::add_to(std::span<float> scores, std::uint32_t first) const {
  auto gain = std::ranges::lower_bound(gains_, first, {}, &Gain::slot);
  for (; gain != gains_.end() && gain->slot - first < scores.size(); ++gain) {
    scores[gain->slot - first] += gain->gain;
  }
}

void RepeatGains::add_to(std::span<float> scores, const MatchRivals& rivals) const {
  for (const Gain& gain : gains_) {
    if (const auto place = rivals.place_of(gain.slot)) scores[*place] += gain.gain;
  }
}

RepeatGains::Split RepeatGains::split(Exec& exec, const Index& index, std::span<const float> query,
                                      const SearchOptions& options) const {
  Split split;
  split.excluded.assign(options.excluded.begin(), options.excluded.end());
  for (const auto& [slot, gain] : gains_) {
    if (!index.has(slot) || !options.allowed[slot] || is_excluded(options.excluded, slot)) continue;
    float score = 0.0F;
    index.score(exec, query, {slot, 1}, {&score, 1});
    split.excluded.push_back(slot);
    if (!std::isnan(score)) split.gained.push_back({score + gain, slot});
  }
  std::ranges::inplace_merge(split.excluded, split.excluded.begin() + static_cast<std::ptrdiff_t>(
                                                                          options.excluded.size()));
  return split;
}

void RepeatGains::Split::merge_into(std::vector<ScoredSlot>& best, std::size_t k) const {
  best.insert(best.end(), gained.begin(), gained.end());
  const std::size_t num_found = std::min(k, best.size());
  std::ranges::partial_sort(best, best.begin() + static_cast<std::ptrdiff_t>(num_found), is_better);
  best.resize(num_found);
}

void RepeatGains::search(Exec& exec, const Index& index, std::span<const float> query,
                         const SearchOptions& options, std::size_t k,
                         std::vector<ScoredSlot>& best) const {
  const Split gained = split(exec, index, query, options);
  best.resize(std::min(k, index.num_slots()));
  std::size_t count = 0;
  SearchOptions others = options;
  others.excluded = gained.excluded;
  index.search(exec, {query.data(), 1, query.size()}, others, {best.data(), 1, best.size()},
               {&count, 1});
  best.resize(count);
  gained.merge_into(best, k);
}

}  // namespace twotower
