#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

  // Of the layers in order, the vector's last.
  std::vector<std::int64_t> widths() const;
};

TowerOutline outline_user_tower(const TwoTowerModel& model, const ModelFeatures& features);
TowerOutline outline_item_tower(const TwoTowerModel& model, const ModelFeatures& features);

// "history (newest 50) attention 64 + region category 8 -> 128 -> 64".
Message message_of(const TowerOutline& tower);

// What an input is called, for people and for scripts: "region", "context hour", "history (newest
// 50)".
Message feature_message(const TowerOutline::Input& input);
std::string feature_name(const TowerOutline::Input& input);
using FeatureNames = std::function<std::string(const TowerOutline::Input&)>;

// {inputs: [{feature, kind, width}], hidden, dim}, features as scripts read them or by other names.
Value to_value(const TowerOutline& tower, const FeatureNames& name_of = feature_name);

// Numbers in layers, those of embedding tables not counted.
std::size_t count_weights(const TwoTowerModel& model);

}  // namespace twotower
