#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "base/value.h"
#include "model/two_tower_model.h"

namespace twotower {

// A tower in short: what goes in side by side, and the widths after it.
struct TowerOutline {
  struct Input {
    std::string feature;
    std::string kind;  // of the feature; of a history, its encoder
    std::size_t width = 0;
    bool is_context = false;
    std::optional<std::int64_t> newest = std::nullopt;  // rows of a history
  };
  std::vector<Input> inputs;
  std::vector<std::int64_t> hidden;
  std::size_t dim = 0;
  bool encoder_is_tower = false;  // no layer after the input
};

TowerOutline outline_user_tower(const TwoTowerModel& model, const ModelFeatures& features);
TowerOutline outline_item_tower(const TwoTowerModel& model, const ModelFeatures& features);

// "history (newest 50) attention 64 + region category 8 -> 128 -> 64".
Message message_of(const TowerOutline& tower);

// {inputs: [{feature, kind, width}], hidden, dim} as scripts read it: "history (newest 50)" and
// "context hour" are features.
Value to_value(const TowerOutline& tower);

// Numbers in layers, those of embedding tables not counted.
std::size_t count_weights(const TwoTowerModel& model);

}  // namespace twotower
