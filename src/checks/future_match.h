#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/messages/message.h"
#include "checks/checked_column.h"

namespace twotower {

// A figure of each of the entities (or rows) that a column describes.
struct Fact {
  Message name;  // "rows in all parts"
  bool knows_future = false;
  std::vector<double> values;  // [entities] NaN: there is none
};

// A column that facts which know the future explain, and facts of the past alone do not.
struct FutureMatch {
  Message fact;                 // that explains it best
  double explained = 0.0;       // share of the variance of the column's ranks
  double explained_past = 0.0;  // by the best fact of the past
};

// Facts about the same entities, sorted once for many columns. Thread-safe once made.
//
// A fact explains a column as well as the best monotone function of it does (isotonic regression of
// the column's ranks, rising or falling), so counts, their logarithms, ranks, deciles and flags are
// alike. The column knows the future if the best fact of the future explains half of it or more,
// leaves less than half of what the best fact of the past leaves, and does so for many entities:
// the mean difference of squared errors is above 4 standard errors, above 2.5 if it leaves a
// quarter, or nothing is left at all. Or if it equals such a fact in 95 % of the entities and none
// of the past in 60 %: a count of everything orders users as the count without the last row does.
class FactBook {
 public:
  explicit FactBook(std::vector<Fact> facts);

  // `column` [entities]. Nothing for fewer than 20 entities with a value, or fewer than 2 levels.
  std::optional<FutureMatch> match(const CheckedColumn& column) const;

 private:
  struct Order {
    std::vector<std::uint32_t> entities;  // by value, NaN first
    std::vector<std::uint32_t> ends;      // of ties
  };
  struct Fit {
    std::size_t fact = 0;
    double unexplained = 1.0;
    std::vector<double> squared_errors;
  };
  Fit best_fit(const std::vector<double>& ranks, const CheckedColumn& column,
               bool knows_future) const;
  std::optional<FutureMatch> equal_match(const CheckedColumn& column) const;

  std::vector<Fact> facts_;
  std::vector<Order> orders_;  // [facts]
};

// The best monotone function of a place 0, 1, 2, ... by least squares: pool adjacent violators.
//   means, weights  [n]; overwritten
// Source: Robertson, Wright, Dykstra, Order Restricted Statistical Inference, 1988, section 1.4.
std::vector<double> rising_fit(const std::vector<double>& means,
                               const std::vector<double>& weights);

}  // namespace twotower
