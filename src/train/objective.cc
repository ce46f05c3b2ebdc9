#include "train/objective.h"

#include <variant>

#include "train/softmax_objective.h"

namespace twotower {

std::unique_ptr<Objective> make_objective(const LossOptions& options,
                                          const ObjectiveSetting& setting) {
  return std::visit([&](const auto& kind) { return new_objective(kind, setting); }, options);
}

}  // namespace twotower
