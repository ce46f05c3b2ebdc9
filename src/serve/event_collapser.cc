#include "serve/event_collapser.h"

#include <algorithm>

namespace twotower {
namespace {

std::optional<Duration> rule_of(const Manifest& manifest) {
  const Value* rule = option_at(manifest, {"data", "interactions", "collapse"});
  const auto* text = rule == nullptr ? nullptr : rule->as<std::string>();
  return text == nullptr ? std::nullopt : parse_duration(*text);
}

}  // namespace

EventCollapser::EventCollapser(const Bundle& bundle, const EventWeights& weights)
    : bundle_(bundle), within_(rule_of(bundle.manifest)), weights_(weights) {}

CollapsedHistory EventCollapser::collapse(std::optional<std::uint32_t> user,
                                          std::span<const Event* const> events) const {
  CollapsedHistory collapsed{.is_out = std::vector<std::uint8_t>(events.size(), 0), .known = {}};
  if (!within_.has_value()) return collapsed;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i]->time.has_value()) order.push_back(i);
  }
  if (order.empty()) return collapsed;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return *events[i]->time; });
  CollapsedEvents last(*within_);
  if (user.has_value()) add_known(*user, *events[order.front()]->time, last);
  const std::uint64_t num_known = bundle_.users->histories.item_slots.size();
  for (const std::size_t i : order) {
    const auto item = bundle_.catalog.find(to_view(events[i]->item_id));
    if (!item.has_value() || weights_.is_dislike(*events[i])) continue;
    const CollapsedEvents::Kept event = {*events[i]->time, weights_.of(*events[i]), num_known + i};
    const CollapsedEvents::Kept* same = last.find(*item, event.time);
    if (same != nullptr && !takes_place(event.weight, *same)) {
      collapsed.is_out[i] = 1;
      continue;
    }
    if (same != nullptr && same->row < num_known) collapsed.known.push_back(same->row);
    if (same != nullptr && same->row >= num_known) collapsed.is_out[same->row - num_known] = 1;
    last.keep(*item, event);
  }
  std::ranges::sort(collapsed.known);
  return collapsed;
}

// Those that an event at `first_time` or later may be one with.
void EventCollapser::add_known(std::uint32_t user, std::int64_t first_time,
                               CollapsedEvents& events) const {
  const Histories& histories = bundle_.users->histories;
  if (histories.times.empty()) return;
  const std::uint64_t begin = histories.offsets[user], end = histories.offsets[user + 1];
  std::uint64_t first = end;
  while (first > begin && histories.times[first - 1] >= first_time - within_->microseconds) {
    --first;
  }
  for (std::uint64_t row = first; row < end; ++row) {
    events.keep(histories.item_slots[row], {histories.times[row], histories.weight_of(row), row});
  }
}

}  // namespace twotower
