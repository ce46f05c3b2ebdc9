#pragma once

#include <cstddef>
#include <vector>

#include "data/interactions.h"
#include "data/sequences.h"
#include "eval/scorer.h"

namespace twotower {

struct UserPopularityOptions {
  // A row of age a counts (a + 1)^-recency: 0 for histories without order. The value is that of
  // memory research (base-level activation), which predicts well what people listen to again
  // (Kowald, Lex, Schedl 2020), and is not tuned to any data.
  double recency = 0.5;
};

// The baseline of data whose users return to known items: what this user took most, newer rows
// counting more, then what everybody takes (personal top frequency, P-Pop).
//   score(j) = sum over the rows of j in the history of (age + 1)^-recency
//            + n(j) / (max n + 1) times what the oldest row of the history counts
//   n(j)     = rows of j in the fitted sequences
// Rows of weight 0 are not takings: neither sum sees them, and they make nothing older. Age 0 is
// the newest row. So no number of others outweighs a single row of the user.
class UserPopularityScorer final : public Scorer {
 public:
  // `interactions` must outlive the scorer.
  UserPopularityScorer(const Interactions& interactions, const Sequences& fitted,
                       const UserPopularityOptions& options = {});

  std::size_t num_items() const override { return popularity_.size(); }
  std::size_t scratch_floats(std::size_t) const override { return 0; }

  // `queries` must be of the interactions that it was fitted on.
  void score(Exec& exec, const Queries& queries, RowRange range,
             MatrixView<float> scores) const override;

 private:
  const Interactions* interactions_;  // must outlive this
  double recency_;
  std::vector<double> popularity_;  // [items] n / (max n + 1)
};

}  // namespace twotower
