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
    visit("blocks", self.blocks, "Number of blocks, each of attention and a feed-forward layer.",
          between(1, 32));
    visit("heads", self.heads,
          "Number of attention heads; must divide the dimension of the vector.", between(1, 64));
    visit("feed_forward", self.feed_forward,
          "Width of the feed-forward layers; 0: as wide as the vector.", between(0, 65536));
    visit("dropout", self.dropout, "Dropout rate during training.", between(0, 0.9));
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
    visit("of", self.of, "What the steps of the sequence are: items.");
    visit("where", self.where,
          "Condition on columns of the interactions that selects the steps: {event: {is: buy}}. "
          "Empty: all interactions.");
    visit("rule", self.rule,
          "Which interactions of the sequence belong to the history. before: the earlier ones. "
          "others: all others. The same for all sequences.");
    visit("group", self.group,
          "What one sequence holds: all interactions of a user, or one session. The same for all "
          "sequences.");
    visit("length", self.length,
          "Number of newest steps that are used. Where train.examples is `every`, the length of "
          "the first sequence says how far back examples are made.",
          between(1, 4096));
    visit("event_type", self.event_type, "Adds a learned vector of the event type to each step.");
    visit("time_gap", self.time_gap,
          "Adds the time since the previous step to each step: the logarithm of the seconds, by a "
          "learned vector.");
    visit("table", self.table,
          "Embedding table of the steps. Empty: shared with the item side's id feature. A name: a "
          "separate table, of the same ids.");
    visit("encoder", self.encoder, "Encoder that turns the history into one vector.");
  }
};

}  // namespace twotower
