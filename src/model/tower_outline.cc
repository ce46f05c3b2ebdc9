#include "model/tower_outline.h"

#include <fmt/format.h>

#include <ranges>
#include <utility>
#include <variant>

#include "base/messages/run_words.h"
#include "base/options.h"

namespace twotower {
namespace {

void add_inputs(const FeatureSet& set, bool is_context, std::vector<TowerOutline::Input>& inputs) {
  for (const FeatureSet::Feature& feature : set.features()) {
    const ColumnForm form = feature.fitted->form();
    const auto kind =
        std::visit([](const auto& options) { return options.kKind; }, feature.options);
    inputs.push_back({.feature = feature.name,
                      .kind = std::string(kind),
                      .width = form.table_dim + form.dense_dim,
                      .is_context = is_context});
  }
}

TowerOutline outline(const Tower& tower, const SideOptions& side,
                     std::vector<TowerOutline::Input> inputs) {
  const bool is_alone = side.hidden.empty() && tower.in_dim() == tower.out_dim();
  return {std::move(inputs), side.hidden, tower.out_dim(), is_alone};
}

Message message_of(const TowerOutline::Input& input) {
  const auto& [feature, kind, width, is_context, newest] = input;
  if (newest.has_value()) return TowerHistory(feature, *newest, kind, width);
  if (is_context) return TowerContext(feature, kind, width);
  return TowerFeature(feature, kind, width);
}

// The same in words of scripts.
std::string name_of(const TowerOutline::Input& input) {
  if (input.newest.has_value()) return fmt::format("{} (newest {})", input.feature, *input.newest);
  return input.is_context ? "context " + input.feature : input.feature;
}

}  // namespace

TowerOutline outline_user_tower(const TwoTowerModel& model, const ModelFeatures& features) {
  std::vector<TowerOutline::Input> inputs;
  add_inputs(features.user, false, inputs);
  for (const SequenceFeature& sequence : model.sequences()) {
    const auto encoder =
        std::visit([](const auto& options) { return options.kKind; }, sequence.options.encoder);
    const auto& encoders = model.user_tower().encoders();
    inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(sequence.position),
                  {.feature = sequence.name,
                   .kind = std::string(encoder),
                   .width = encoders[sequence.position].encoder->out_dim(),
                   .newest = sequence.options.length});
  }
  add_inputs(features.context, true, inputs);
  return outline(model.user_tower(), model.options().user, std::move(inputs));
}

TowerOutline outline_item_tower(const TwoTowerModel& model, const ModelFeatures& features) {
  std::vector<TowerOutline::Input> inputs;
  add_inputs(features.item, false, inputs);
  return outline(model.item_tower(), model.options().item, std::move(inputs));
}

Message message_of(const TowerOutline& tower) {
  Message inputs;
  for (const TowerOutline::Input& input : tower.inputs | std::views::reverse) {
    const Message said = message_of(input);
    inputs = inputs.key().empty() ? said : TowerInputs(said, inputs);
  }
  std::string widths;
  for (const std::int64_t width : tower.hidden) widths += fmt::format(" -> {}", width);
  if (!tower.encoder_is_tower) widths += fmt::format(" -> {}", tower.dim);
  return TowerDrawn(inputs, widths);
}

Value to_value(const TowerOutline& tower) {
  Value::List inputs;
  for (const TowerOutline::Input& input : tower.inputs) {
    inputs.push_back(Value(Value::Map{{"feature", Value(name_of(input))},
                                      {"kind", Value(input.kind)},
                                      {"width", Value(static_cast<std::int64_t>(input.width))}}));
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
