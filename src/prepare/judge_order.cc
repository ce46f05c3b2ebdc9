#include "prepare/judge_order.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "base/messages/decision_messages.h"
#include "base/messages/finding_messages.h"
#include "eval/bootstrap.h"

namespace twotower {
namespace {

constexpr std::string_view kKey = "data.interactions.order";
constexpr std::string_view kNoOrder = "--set 'data.interactions.order=\"\"'";

bool is_rule_open(const UserFeatures& features) {
  return std::ranges::any_of(features, [](const auto& feature) {
    const auto* sequence = std::get_if<SequenceOptions>(&feature.second);
    return sequence != nullptr && sequence->rule == HistoryRule::kAuto;
  });
}

template <DeclaredMessage M>
M with_figures(const OrderEvidence& evidence) {
  return M(evidence.in_order, evidence.shuffled, evidence.as_sets);
}

Message reason_of(OrderFound found, const OrderEvidence& evidence) {
  if (evidence.is_of_items) return OrderIsOfItems();
  if (evidence.num_sequences < kMinUsersForInterval) return OrderUntested(evidence.num_sequences);
  switch (found) {
    case OrderFound::kOrder: return with_figures<OrderCounts>(evidence);
    case OrderFound::kNone: return with_figures<OrderSaysNothing>(evidence);
    case OrderFound::kUnknown: break;
  }
  return with_figures<OrderUnclear>(evidence);
}

// That has the order believed.
std::string flag_to_state(const std::string& column, const SplitOptions& split) {
  if (!column.empty()) return "--set " + std::string(kKey) + "=" + column;
  return std::holds_alternative<AutoSplitOptions>(split) ? "--set split=leave_one_out" : "";
}

Finding stated_without_meaning(const OrderEvidence& evidence, const std::string& column,
                               const SplitOptions& split) {
  const bool needs_order = std::holds_alternative<LeaveOneOutOptions>(split);
  return {.code = "data.order_says_nothing",
          .kind = FindingKind::kWarning,
          .column = column,
          .message = evidence.is_of_items ? Message(SequencesSorted())
                                          : with_figures<OrderWithoutMeaning>(evidence),
          .value = evidence.is_of_items ? 0.0 : evidence.in_order / evidence.shuffled - 1.0,
          .flag = needs_order ? "--set split=random" : std::string(kNoOrder)};
}

}  // namespace

bool states_order(const Config& config) {
  return !config.data.interactions.order.value_or("").empty() ||
         std::holds_alternative<LeaveOneOutOptions>(config.split);
}

bool depends_on_order(const Config& config) {
  if (std::holds_alternative<AutoSplitOptions>(config.split)) return true;
  const bool asks = std::holds_alternative<LeaveOneOutOptions>(config.split) ||
                    std::holds_alternative<GivenSplitOptions>(config.split);
  return asks && (!config.features.user.has_value() || is_rule_open(*config.features.user));
}

OrderJudgement judge_order(const OrderEvidence& evidence, const std::string& column, bool is_stated,
                           const Config& config) {
  OrderJudgement judgement{.found = found_by(evidence)};
  const bool says_nothing = judgement.found == OrderFound::kNone;
  if (says_nothing && is_stated) {
    judgement.finding = stated_without_meaning(evidence, column, config.split);
    return judgement;
  }
  judgement.is_dropped = says_nothing;
  judgement.decision =
      Decision{.key = std::string(kKey),
               .message = reason_of(judgement.found, evidence),
               .flag = says_nothing ? flag_to_state(column, config.split) : std::string(kNoOrder)};
  return judgement;
}

}  // namespace twotower
