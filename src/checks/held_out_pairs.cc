#include "checks/held_out_pairs.h"

#include <algorithm>

#include "base/messages/finding_messages.h"
#include "checks/thresholds.h"

namespace twotower {
namespace {

// One entity's rows in the order of time, or of the data where there are no times.
std::vector<std::uint64_t> ordered_rows(const Interactions& log, const EntityRows& entities,
                                        std::size_t entity) {
  const auto rows = entities.of(entity);
  std::vector<std::uint64_t> ordered(rows.begin(), rows.end());
  if (log.order == OrderSource::kTime) {
    std::ranges::stable_sort(ordered, {}, [&](std::uint64_t row) { return log.times[row]; });
  }
  return ordered;
}

class PairMaker {
 public:
  PairMaker(const Interactions& log, const Split& split, const Parts& known)
      : log_(log), split_(split), known_(known) {}

  void add(const std::vector<std::uint64_t>& rows, std::size_t max_pairs,
           std::vector<HeldOutPairs::Pair>& pairs) const {
    std::vector<bool> is_free(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      is_free[i] = known_.contains(split_.parts[rows[i]]) && log_.is_positive(rows[i]);
    }
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows.size() && count < max_pairs; ++i) {
      if (split_.parts[rows[i]] != Part::kTest || !log_.is_positive(rows[i])) continue;
      const std::optional<std::size_t> found = nearest(is_free, i, count % 2 == 0);
      if (!found.has_value()) break;
      is_free[*found] = false;
      pairs.push_back({rows[i], rows[*found]});
      ++count;
    }
  }

 private:
  static std::optional<std::size_t> nearest(const std::vector<bool>& is_free, std::size_t place,
                                            bool is_before_first) {
    for (const bool is_before : {is_before_first, !is_before_first}) {
      if (is_before) {
        for (std::size_t i = place; i > 0; --i) {
          if (is_free[i - 1]) return i - 1;
        }
      } else {
        for (std::size_t i = place + 1; i < is_free.size(); ++i) {
          if (is_free[i]) return i;
        }
      }
    }
    return std::nullopt;
  }

  const Interactions& log_;
  const Split& split_;
  const Parts& known_;
};

}  // namespace

HeldOutPairs held_out_pairs(const Interactions& log, const Split& split, const EntityRows& entities,
                            const Parts& known, std::size_t max_pairs) {
  HeldOutPairs all;
  const PairMaker maker(log, split, known);
  for (std::size_t e = 0; e < entities.size(); ++e) {
    maker.add(ordered_rows(log, entities, e), max_pairs, all.pairs);
    if (all.pairs.size() == all.offsets.back()) continue;
    all.entities.push_back(e);
    all.offsets.push_back(all.pairs.size());
  }
  return all;
}

bool Agreement::is_more(double min_errors) const {
  return entities >= HeldOutThresholds::kMinEntities && excess() >= HeldOutThresholds::kMinExcess &&
         excess() >= min_errors * error;
}

bool Agreement::is_clear() const {
  return test_beyond_chance() >= HeldOutThresholds::kMinRatio * known_beyond_chance();
}

std::optional<Finding> agreement_finding(const Agreement& agreement, const Message& property) {
  if (!agreement.is_more(HeldOutThresholds::kMinErrors) || !agreement.is_clear())
    return std::nullopt;
  const double test = agreement.test_beyond_chance();
  const double known = agreement.known_beyond_chance();
  return Finding{.code = "data.agrees_with_test",
                 .message = AgreesWithTest{property, test, known},
                 .value = test};
}

}  // namespace twotower
