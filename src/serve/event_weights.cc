#include "serve/event_weights.h"

#include "features/known_event_types.h"

namespace twotower {

EventWeights::EventWeights(const Manifest& manifest) {
  const Value* written = option_at(manifest, {"data", "interactions", "type", "weights"});
  const auto* map = written == nullptr ? nullptr : written->as<Value::Map>();
  if (map == nullptr) return;
  for (const auto& [type, weight] : *map) {
    if (weight.is_number()) named_[type] = static_cast<float>(weight.to_number());
  }
}

float EventWeights::of(const Event& event) const {
  if (!event.type.has_value()) return 1.0F;
  if (is_impression(*event.type)) return 0.0F;
  const auto named = named_.find(*event.type);
  if (named != named_.end()) return named->second;
  return static_cast<float>(known_weight(*event.type).value_or(1.0));
}

bool EventWeights::is_dislike(const Event& event) const {
  return event.type.has_value() && twotower::is_dislike(*event.type) && of(event) == 0.0F;
}

const std::string* EventWeights::type_of(float weight) const {
  const std::string* found = nullptr;
  for (const auto& [type, its_weight] : named_) {
    if (its_weight != weight) continue;
    if (found != nullptr) return nullptr;
    found = &type;
  }
  return found;
}

}  // namespace twotower
