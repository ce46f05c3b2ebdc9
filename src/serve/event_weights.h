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
  // Whether it says that the user does not want the item.
  bool is_dislike(const Event& event) const;
  // The type of the training that has this weight, null where none or several have it.
  const std::string* type_of(float weight) const;

 private:
  std::map<std::string, float> named_;
};

}  // namespace twotower
