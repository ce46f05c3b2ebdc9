#include "model/tower_outline.h"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "base/options.h"

namespace twotower {
namespace {

void add_inputs(const FeatureSet& set, const std::string& prefix,
                std::vector<TowerOutline::Input>& inputs) {
  for (const FeatureSet::Feature& feature : set.features()) {
    const ColumnForm form = feature.fitted->form();
    const auto kind =
        std::visit([](const auto& options) { return options.kKind; }, feature.options);
    inputs.push_back({prefix + feature.name, std::string(kind), form.table_dim + form.dense_dim});
  }
}

TowerOutline outline(const Tower& tower, const SideOptions& side,
                     std::vector<TowerOutline::Input> inputs) {
  const bool is_alone = side.hidden.empty() && tower.in_dim() == tower.out_dim();
  return {std::move(inputs), side.hidden, tower.out_dim(), is_alone};
}

}  // namespace

TowerOutline outline_user_tower(const TwoTowerModel& model, const ModelFeatures& features) {
  std::vector<TowerOutline::Input> inputs;
  add_inputs(features.user, "", inputs);
  for (const SequenceFeature& sequence : model.sequences()) {
    const auto encoder =
        std::visit([](const auto& options) { return options.kKind; }, sequence.options.encoder);
    const auto& encoders = model.user_tower().encoders();
    inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(sequence.position),
                  {fmt::format("{} (newest {})", sequence.name, sequence.options.length),
                   std::string(encoder), encoders[sequence.position].encoder->out_dim()});
  }
  add_inputs(features.context, "context ", inputs);
  return outline(model.user_tower(), model.options().user, std::move(inputs));
}

TowerOutline outline_item_tower(const TwoTowerModel& model, const ModelFeatures& features) {
  std::vector<TowerOutline::Input> inputs;
  add_inputs(features.item, "", inputs);
  return outline(model.item_tower(), model.options().item, std::move(inputs));
}

std::string to_text(const TowerOutline& tower) {
  std::string text;
  for (const auto& [feature, kind, width] : tower.inputs) {
    text += fmt::format("{}{} {} {}", text.empty() ? "" : " + ", feature, kind, width);
  }
  for (const std::int64_t width : tower.hidden) text += fmt::format(" -> {}", width);
  return tower.encoder_is_tower ? text : text + fmt::format(" -> {}", tower.dim);
}

Value to_value(const TowerOutline& tower) {
  Value::List inputs;
  for (const auto& [feature, kind, width] : tower.inputs) {
    inputs.push_back(Value(Value::Map{{"feature", Value(feature)},
                                      {"kind", Value(kind)},
                                      {"width", Value(static_cast<std::int64_t>(width))}}));
  }
  return Value(Value::Map{{"inputs", Value(std::move(inputs))},
                          {"hidden", to_value(tower.hidden)},
                          {"dim", Value(static_cast<std::int64_t>(tower.dim))}});
}

std::size_t count_weights(const TwoTowerModel& model) {
  std::size_t weights = 0;
  for (const TensorLayout::Tensor& tensor : model.parameters().layout().tensors()) {
    weights += tensor.rows * tensor.cols;
  }
  return weights;
}

}  // namespace twotower
