#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/messages/decision.h"
#include "base/messages/finding.h"
#include "base/result.h"
#include "config/config.h"
#include "data/interactions.h"
#include "eval/order_evidence.h"

namespace twotower {

// Whether the config says that there is an order: its column, or a split that needs one.
bool states_order(const Config& config);

// Whether anything that the config leaves open follows from the order: the split, the history or
// its rule. The config of a run leaves nothing open, so that it does not measure again.
bool depends_on_order(const Config& config);

// What is done about an order of places in a file.
struct OrderJudgement {
  OrderFound found = OrderFound::kUnknown;
  std::optional<Decision> decision;  // the order is trusted, or it is none
  std::optional<Finding> finding;    // it says nothing, but is stated
  bool is_dropped = false;
};

//   column     of the order; empty: the lists'
//   is_stated  states_order() before roles were looked for
OrderJudgement judge_order(const OrderEvidence& evidence, const std::string& column, bool is_stated,
                           const Config& config);

}  // namespace twotower
