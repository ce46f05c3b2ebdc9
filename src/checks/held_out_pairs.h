#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/finding.h"
#include "checks/entity_rows.h"
#include "data/interactions.h"
#include "data/split.h"

namespace twotower {

// Rows of the test, each with a row of the same entity that is known and lies next to it: what a
// column of the entity says of the two differs only if it was made from the test.
struct HeldOutPairs {
  struct Pair {
    std::uint64_t test;
    std::uint64_t known;
  };
  std::vector<std::size_t> entities;         // places in EntityRows; those without a pair are not
  std::vector<std::uint64_t> offsets = {0};  // [entities + 1]
  std::vector<Pair> pairs;                   // the first of the test first

  std::size_t size() const { return entities.size(); }
};

// Up to `max_pairs` of each entity. The known row is of `known` parts and the nearest before the
// test's that has no pair yet; every second pair, and where there is none before, the nearest
// after.
HeldOutPairs held_out_pairs(const Interactions& log, const Split& split, const EntityRows& entities,
                            const Parts& known, std::size_t max_pairs);

// How often a column agrees with rows, against chance.
struct Agreement {
  double test = 0.0;         // share of the test's rows, mean over entities
  double known = 0.0;        // of the known rows
  double test_chance = 0.0;  // the same of another entity's rows
  double known_chance = 0.0;
  double error = 0.0;  // standard error of excess(), over entities
  std::size_t entities = 0;

  double test_beyond_chance() const { return test - test_chance; }
  double known_beyond_chance() const { return known - known_chance; }

  // By how much more the column agrees with the test than with what is known.
  double excess() const { return test_beyond_chance() - known_beyond_chance(); }

  // By 5 % of the rows and by `min_errors` standard errors more, of 50 entities or more.
  bool is_more(double min_errors) const;

  // Beyond chance half as much again.
  bool is_clear() const;
};

// data.agrees_with_test where it is clearly more, by 5 standard errors. `value_name`: of what was
// taken, such as "genre".
std::optional<Finding> agreement_finding(const Agreement& agreement, const Message& property);

// agrees(entity, row): 0 to 1; `entity` a place in `pairs.entities`, `row` anybody's. Asks the
// entities for which has_value(entity) only.
template <typename HasValue, typename Agrees>
Agreement agreement_of(const HeldOutPairs& pairs, HasValue&& has_value, Agrees&& agrees) {
  constexpr std::size_t kOthers = 4;
  const std::size_t step = 1 + pairs.size() / (kOthers + 1);
  Agreement sum;
  double squares = 0.0;
  for (std::size_t e = 0; e < pairs.size(); ++e) {
    if (!has_value(e)) continue;
    const auto shares = [&](std::size_t other) {
      double test = 0.0, known = 0.0;
      for (std::uint64_t p = pairs.offsets[other]; p < pairs.offsets[other + 1]; ++p) {
        test += agrees(e, pairs.pairs[p].test);
        known += agrees(e, pairs.pairs[p].known);
      }
      const auto count = static_cast<double>(pairs.offsets[other + 1] - pairs.offsets[other]);
      return std::pair(test / count, known / count);
    };
    const auto [test, known] = shares(e);
    double test_chance = 0.0, known_chance = 0.0;
    for (std::size_t k = 1; k <= kOthers; ++k) {
      const auto [others_test, others_known] = shares((e + k * step) % pairs.size());
      test_chance += others_test / static_cast<double>(kOthers);
      known_chance += others_known / static_cast<double>(kOthers);
    }
    sum.test += test;
    sum.known += known;
    sum.test_chance += test_chance;
    sum.known_chance += known_chance;
    const double excess = (test - test_chance) - (known - known_chance);
    squares += excess * excess;
    ++sum.entities;
  }
  if (sum.entities == 0) return sum;
  const auto count = static_cast<double>(sum.entities);
  for (double* share : {&sum.test, &sum.known, &sum.test_chance, &sum.known_chance}) {
    *share /= count;
  }
  sum.error = std::sqrt(std::max(0.0, squares / count - sum.excess() * sum.excess()) / count);
  return sum;
}

}  // namespace twotower
