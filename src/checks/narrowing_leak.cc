#include "checks/narrowing_leak.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <variant>
#include <vector>

#include "base/messages/finding_messages.h"
#include "checks/checked_column.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

using Thresholds = NarrowingThresholds;

// How two rows differ in a column.
using RowDistance = std::function<double(std::uint64_t, std::uint64_t)>;

RowDistance distance_of_values(const RawColumn& column) {
  return [&column](std::uint64_t a, std::uint64_t b) {
    return std::visit([&](const auto& values) { return values[a] == values[b] ? 0.0 : 1.0; },
                      column.values);
  };
}

double number_at(const RawColumn& column, std::uint64_t row) {
  const auto* integers = std::get_if<Array<std::int64_t>>(&column.values);
  return integers != nullptr ? static_cast<double>((*integers)[row])
                             : std::get<Array<double>>(column.values)[row];
}

// The square of the distance of ranks among `rows`: a price with some noise is near the price
// without it, and a few large ones decide nothing.
RowDistance distance_of_ranks(const RawColumn& column, const std::vector<std::uint64_t>& rows) {
  std::vector<double> sorted;
  for (const std::uint64_t row : rows) {
    if (!column.missing_row(row)) sorted.push_back(number_at(column, row));
  }
  std::ranges::sort(sorted);
  return [&column, sorted = std::move(sorted)](std::uint64_t a, std::uint64_t b) {
    const auto twice_rank = [&](std::uint64_t row) {  // equal values in their middle
      const auto [first, end] = std::ranges::equal_range(sorted, number_at(column, row));
      return static_cast<double>((first - sorted.begin()) + (end - sorted.begin()));
    };
    const double distance = twice_rank(a) - twice_rank(b);
    return distance * distance;
  };
}

// Distances, summed over pairs, and by item, since rows of one item are alike.
class DistanceSums {
 public:
  void add(const RowDistance& distance, std::uint64_t row, std::uint32_t item,
           const NarrowingPartners& partners) {
    const double of_item = distance(row, partners.same_item);
    const double of_sequence = distance(row, partners.same_sequence);
    const double of_time = distance(row, partners.same_time);
    of_item_ += of_item;
    of_sequence_ += of_sequence;
    of_time_ += of_time;
    of_any_ += distance(row, partners.any);
    Gains& gains = gains_[item];
    gains.over_sequence += of_sequence - of_item;
    gains.over_time += of_time - of_item;
    ++gains.pairs;
    ++pairs_;
  }

  std::size_t pairs() const { return pairs_; }

  std::optional<Narrowing> narrowing() const {
    if (pairs_ < Thresholds::kMinPairs || gains_.size() < Thresholds::kMinItems) return {};
    if (of_any_ <= 0.0) return {};
    const bool is_time = of_time_ < of_sequence_;
    const double of_context = is_time ? of_time_ : of_sequence_;
    return Narrowing{
        .by_item = 1.0 - of_item_ / of_any_,
        .by_context = std::max(0.0, 1.0 - of_context / of_any_),
        .error = error_of(is_time ? &Gains::over_time : &Gains::over_sequence) / of_any_};
  }

 private:
  // By how much less the rows of an item differ from it than others do.
  struct Gains {
    double over_sequence = 0.0;
    double over_time = 0.0;
    double pairs = 0.0;
  };

  // Of the sum of the gains.
  double error_of(double Gains::* gain) const {
    double sum = 0.0, squares = 0.0;
    for (const auto& [item, gains] : gains_) sum += gains.*gain;
    const double mean = sum / static_cast<double>(pairs_);
    for (const auto& [item, gains] : gains_) {
      const double beyond = gains.*gain - mean * gains.pairs;
      squares += beyond * beyond;
    }
    return std::sqrt(squares);
  }

  double of_item_ = 0.0, of_sequence_ = 0.0, of_time_ = 0.0, of_any_ = 0.0;
  std::map<std::uint32_t, Gains> gains_;  // in order, so that sums are the same again
  std::size_t pairs_ = 0;
};

// A request's values stay all through a visit, but may change until the next one.
struct VisitSums {
  DistanceSums visits;
  DistanceSums all;

  std::optional<Narrowing> narrowing() const {
    return visits.pairs() >= Thresholds::kMinVisitPairs ? visits.narrowing() : all.narrowing();
  }
};

}  // namespace

bool Narrowing::is_of_item() const {
  return excess() >= Thresholds::kMinExcess;
}

bool Narrowing::is_leak() const {
  return is_of_item() && excess() >= Thresholds::kMinErrors * error;
}

std::optional<Narrowing> NarrowingLeak::narrowing_of(const RawColumn& column) const {
  if (!column.list_offsets.empty()) return std::nullopt;
  std::vector<std::pair<RowDistance, VisitSums>> measures;
  measures.emplace_back(distance_of_values(column), VisitSums());
  if (!std::holds_alternative<StringColumn>(column.values)) {
    measures.emplace_back(distance_of_ranks(column, pairs_.rows()), VisitSums());
  }
  for (std::size_t place = 0; place < pairs_.rows().size(); ++place) {
    const auto partners = pairs_.partners_of(place, column);
    if (!partners.has_value()) continue;
    const std::uint64_t row = pairs_.rows()[place];
    for (auto& [distance, sums] : measures) {
      sums.all.add(distance, row, log_.item_slots[row], *partners);
      if (partners->is_visit) sums.visits.add(distance, row, log_.item_slots[row], *partners);
    }
  }
  std::optional<Narrowing> most;
  for (const auto& [distance, sums] : measures) {
    const std::optional<Narrowing> found = sums.narrowing();
    if (found.has_value() && (!most || found->excess() > most->excess())) most = found;
  }
  return most;
}

std::optional<Finding> NarrowingLeak::check(const RawColumn& column) const {
  const std::optional<Narrowing> found = narrowing_of(column);
  if (!found.has_value() || !found->is_leak()) return std::nullopt;
  return Finding{.code = "data.narrows_item",
                 .message = NarrowsItem{found->by_item, found->by_context},
                 .value = found->excess()};
}

}  // namespace twotower
