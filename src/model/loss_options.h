#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <variant>

#include "base/option_tree.h"

namespace twotower {

// How candidates enter the softmax.
enum class SoftmaxForm {
  kInclusion,  // distinct candidates, each with the probability of being in the list taken out
  kMasked,     // in-batch items as often as they come, log q taken out, accidental hits masked
  kRefined,    // the same, but the positive is not corrected, since it is there with certainty
};
constexpr auto option_names(SoftmaxForm) {
  return std::array<std::string_view, 3>{"inclusion", "masked", "refined"};
}

// Cross-entropy of the interaction's item among a list of candidates.
struct SoftmaxLossOptions {
  static constexpr std::string_view kKind = "softmax";
  bool log_q = true;
  SoftmaxForm form = SoftmaxForm::kInclusion;

  static void visit_options(auto& self, auto&& visit) {
    visit("log_q", self.log_q,
          "Corrects for how often an item is a candidate (logQ correction), so that frequent items "
          "are not penalised. Applied after division by the temperature.");
    visit("form", self.form,
          "inclusion: distinct candidates and their inclusion probability. masked: the usual form "
          "with repeated candidates. refined: masked, but the positive is not corrected.");
  }
};

using LossOptions = std::variant<SoftmaxLossOptions>;

// Which items an interaction's item is compared with.
struct NegativesOptions {
  bool in_batch = true;
  std::int64_t uniform = 0;
  bool all = false;
  std::int64_t shown = 0;

  static void visit_options(auto& self, auto&& visit) {
    visit("in_batch", self.in_batch,
          "In-batch negatives: the items of the other examples of the step.");
    visit("uniform", self.uniform,
          "Number of items drawn from all training items, shared by all examples of a step.",
          between(0, 1 << 20));
    visit("all", self.all, "All training items at every step: exact, but expensive.");
    visit("shown", self.shown,
          "Number of items that were shown beside the row's item and not taken, for this row "
          "alone: from the same data.interactions.request, else from the half hour before the row.",
          between(0, 8));
  }
};

}  // namespace twotower
