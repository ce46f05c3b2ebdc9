#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/matrix_view.h"
#include "base/option_tree.h"
#include "data/files/table.h"

namespace twotower {

struct ToyLogOptions {
  std::int64_t users = 4;
  std::int64_t items = 50;
  std::int64_t rows = 2'000'000;
  double zipf = 0.8;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("users", self.users, "Users, equally active.", between(1, 1'000'000));
    visit("items", self.items, "Items.", between(1, 1'000'000));
    visit("rows", self.rows, "Interactions, drawn independently.", between(1, 4'000'000'000));
    visit("zipf", self.zipf, "Item i (from 1) is popular in proportion to i^-zipf.", between(0, 4));
    visit("seed", self.seed, "Equal seeds give equal logs.", at_least(0));
  }
};

// A log without histories, features or time, small enough that a model can fit it exactly: what is
// learned must be the conditional distribution itself, so a wrong loss shows as a distance from it.
struct ToyLog {
  std::size_t num_users = 0;
  std::size_t num_items = 0;
  std::vector<double> truth;         // [num_users, num_items] P(item | user), rows sum to 1
  std::vector<std::uint32_t> users;  // [rows]
  std::vector<std::uint32_t> items;  // [rows]

  MatrixView<const double> truth_matrix() const { return {truth.data(), num_users, num_items}; }

  // Columns user, item: integers from 0.
  Table interactions() const;
};

// P(item | user) is in proportion to (item + 1)^-zipf * taste, where taste is drawn for each pair,
// from e^-2 to e^2 (log-uniform). `options` must be within their ranges; memory is 8 bytes for each
// row and 16 for each pair.
ToyLog make_toy_log(const ToyLogOptions& options);

// How far two sets of distributions are apart: half of the sum of |p - q| of a row, mean over the
// rows; 0 equal, 1 disjoint. Both are [rows, cols] with rows that sum to 1.
double total_variation(MatrixView<const double> p, MatrixView<const double> q);

}  // namespace twotower
