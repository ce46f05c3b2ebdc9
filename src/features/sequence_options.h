#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/option_tree.h"
#include "features/condition.h"
#include "features/group_by.h"

namespace twotower {

// Which interactions make the history of an interaction.
enum class HistoryRule {
  kAuto,    // before where the data has an order, else others
  kBefore,  // those before it
  kOthers,  // all others of the sequence: for data without order; a user vector is not causal
};
constexpr auto option_names(HistoryRule) {
  return std::array<std::string_view, 3>{"auto", "before", "others"};
}

// The mean of the items' vectors.
struct MeanEncoderOptions {
  static constexpr std::string_view kKind = "mean";
  static void visit_options(auto& /*self*/, auto&& /*visit*/) {}
};

// Causal self-attention: pre-norm blocks over item vectors plus learned positions counted from the
// newest item. Kang and McAuley, "Self-attentive sequential recommendation", ICDM 2018.
struct AttentionEncoderOptions {
  static constexpr std::string_view kKind = "attention";
  std::int64_t blocks = 2;
  std::int64_t heads = 1;
  std::int64_t feed_forward = 0;
  double dropout = 0.2;

  static void visit_options(auto& self, auto&& visit) {
    visit("blocks", self.blocks, "Attention and feed-forward layers, one after the other.",
          between(1, 32));
    visit("heads", self.heads, "Parts of the vector that attend apart; must divide its length.",
          between(1, 64));
    visit("feed_forward", self.feed_forward, "Width inside a block; 0: as wide as the vector.",
          between(0, 65536));
    visit("dropout", self.dropout, "Share of values that a training step leaves out.",
          between(0, 0.9));
  }
};

using SequenceEncoderOptions = std::variant<MeanEncoderOptions, AttentionEncoderOptions>;

// What the steps of a sequence are.
enum class SequenceOf { kItem };
constexpr auto option_names(SequenceOf) {
  return std::array<std::string_view, 1>{"item"};
}

inline constexpr std::size_t kMaxSequences = 8;  // of a model

// The items of a history, each as its row in the item side's id table, which history and item tower
// share. Not encoded into a column: a history is a choice of interactions. A model may have
// several, each of other steps.
struct SequenceOptions {
  static constexpr std::string_view kKind = "sequence";
  SequenceOf of = SequenceOf::kItem;
  std::optional<Condition> where;
  HistoryRule rule = HistoryRule::kAuto;
  GroupBy group = GroupBy::kUser;
  std::int64_t length = 50;
  bool event_type = false;
  bool time_gap = false;
  std::string table;
  SequenceEncoderOptions encoder;

  static void visit_options(auto& self, auto&& visit) {
    visit("of", self.of, "What the steps are: items.");
    visit("where", self.where,
          "The interactions that are steps: {event: {is: buy}}. Reads columns of the interactions. "
          "Empty: all.");
    visit("rule", self.rule,
          "Which interactions of the sequence belong to the history. One for all sequences.");
    visit("group", self.group,
          "What one sequence is: all of a user, or one session. One for all sequences.");
    visit("length", self.length,
          "The newest steps that are used. Where examples are `every`, that of the first sequence "
          "says how far back they are made.",
          between(1, 4096));
    visit("event_type", self.event_type,
          "Each step knows the type of its event, by a learned vector.");
    visit("time_gap", self.time_gap,
          "Each step knows how long after the one before it came: the logarithm of the seconds, by "
          "a learned vector.");
    visit("table", self.table,
          "Empty: the table of the item side's id feature, which both then share. A name: the "
          "history has a table of its own, of the same ids.");
    visit("encoder", self.encoder, "Turns the history into one vector.");
  }
};

}  // namespace twotower
