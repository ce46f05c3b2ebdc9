#include "data/impressions.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>

namespace twotower {
namespace {

constexpr std::int64_t kShownWindow = std::int64_t{30} * 60 * 1'000'000;  // microseconds
constexpr std::size_t kShownRows = 256;

class Joiner {
 public:
  Joiner(const LogRows& rows, std::size_t max_shown)
      : rows_(rows), max_shown_(max_shown), of_request_(rows.requests.size()) {
    std::iota(of_request_.begin(), of_request_.end(), std::size_t{0});
    std::ranges::stable_sort(of_request_, {}, [&](std::size_t place) { return request_at(place); });
    place_in_request_.resize(of_request_.size());
    for (std::size_t i = 0; i < of_request_.size(); ++i) place_in_request_[of_request_[i]] = i;
  }

  ShownItems run() {
    ShownItems all{.offsets = {0}};
    for (std::size_t s = 0; s + 1 < rows_.ordered.offsets.size(); ++s) {
      const std::size_t begin = rows_.ordered.offsets[s], end = rows_.ordered.offsets[s + 1];
      for (std::size_t place = begin; place < end; ++place) {
        if (!rows_.is_out.empty() && rows_.is_out[row(place)] != 0) continue;
        if (!of_request_.empty()) all.requests.push_back(request_at(place));
        if (is_taken(place)) {
          join(place, begin, end);
          std::ranges::copy(shown_, std::back_inserter(all.item_slots));
        }
        all.offsets.push_back(all.item_slots.size());
      }
    }
    return all;
  }

 private:
  std::uint64_t row(std::size_t place) const { return rows_.ordered.rows[place]; }
  std::uint32_t item(std::size_t place) const { return rows_.item_slots[row(place)]; }
  std::int64_t time_at(std::size_t place) const {
    return rows_.times.empty() ? kMissingTime : rows_.times[row(place)];
  }
  std::uint32_t request_at(std::size_t place) const { return rows_.requests[row(place)]; }
  bool is_impression(std::size_t place) const { return rows_.is_impression[row(place)] != 0; }
  bool is_taken(std::size_t place) const {
    return !is_impression(place) && rows_.weights[row(place)] > 0.0F;
  }

  // Fills shown_.
  void join(std::size_t place, std::size_t begin, std::size_t end) {
    shown_.clear();
    own_ = place;
    if (!of_request_.empty() && request_at(place) != kNoSlot) {
      const std::size_t at = place_in_request_[place];
      const auto same = [&](std::size_t i) {
        return request_at(of_request_[i]) == request_at(place);
      };
      walk(at, 0, of_request_.size(), [&](std::size_t i) { return of_request_[i]; }, same, same);
    } else if (time_at(place) != kMissingTime) {
      const std::int64_t time = time_at(place);
      walk(
          place, begin, end, [](std::size_t i) { return i; },
          [&](std::size_t i) {
            return time_at(i) != kMissingTime && time_at(i) >= time - kShownWindow;
          },
          [&](std::size_t i) { return time_at(i) == time; });
    }
  }

  // Rows before `at` down to `begin` as long as `before` holds, then those behind it.
  void walk(std::size_t at, std::size_t begin, std::size_t end, const auto& place_of,
            const auto& before, const auto& behind) {
    const std::size_t first = at - std::min(at - begin, kShownRows);
    const std::size_t last = std::min(end, at + 1 + kShownRows);
    for (std::size_t i = at; i > first && before(i - 1); --i) add(place_of(i - 1));
    for (std::size_t i = at + 1; i < last && behind(i); ++i) add(place_of(i));
  }

  void add(std::size_t place) {
    const std::uint32_t shown = item(place);
    if (shown_.size() == max_shown_ || !is_impression(place) || shown == item(own_)) return;
    const std::int64_t time = time_at(place), own_time = time_at(own_);
    const bool is_later = time > own_time && own_time != kMissingTime;
    if (is_later || row(place) >= rows_.num_training_rows) return;
    if (std::ranges::find(shown_, shown) == shown_.end()) shown_.push_back(shown);
  }

  const LogRows& rows_;
  std::size_t max_shown_;
  std::vector<std::size_t> of_request_;        // places, by request
  std::vector<std::size_t> place_in_request_;  // [places] where in of_request_
  std::size_t own_ = 0;                        // place of the row that is joined
  std::vector<std::uint32_t> shown_;
};

}  // namespace

ShownItems join_impressions(const LogRows& rows, std::size_t max_shown) {
  if (rows.is_impression.empty()) return {};
  return Joiner(rows, max_shown).run();
}

}  // namespace twotower
