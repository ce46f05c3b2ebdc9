#pragma once

#include <map>
#include <string>

#include "bundle/manifest.h"
#include "store/event.h"

namespace twotower {

// What events weigh by their types, as they did in a bundle's training. Const, so thread-safe.
class EventWeights {
 public:
  explicit EventWeights(const Manifest& manifest);

  // 0 of an impression; of a type that training did not have, the well-known weight, else 1; 1
  // without a type.
  float of(const Event& event) const;
  // The types of the training.
  const std::map<std::string, float>& named() const { return named_; }

 private:
  std::map<std::string, float> named_;
};

}  // namespace twotower
