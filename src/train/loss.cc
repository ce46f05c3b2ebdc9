#include "train/loss.h"

#include <variant>

#include "train/softmax_loss.h"

namespace twotower {

CandidateForm candidate_form(const LossOptions& options) {
  return std::visit([](const auto& kind) { return candidate_form_of(kind); }, options);
}

std::unique_ptr<Loss> make_loss(const LossOptions& options, const TowerOptions& towers,
                                const LossSizes& sizes) {
  return std::visit([&](const auto& kind) { return new_loss(kind, towers, sizes); }, options);
}

}  // namespace twotower
