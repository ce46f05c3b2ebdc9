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

}  // namespace

std::vector<std::int64_t> TowerOutline::widths() const {
  std::vector<std::int64_t> widths = hidden;
  if (!encoder_is_tower) widths.push_back(static_cast<std::int64_t>(dim));
  return widths;
}

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

Message feature_message(const TowerOutline::Input& input) {
  if (input.newest.has_value()) return TowerHistory(input.feature, *input.newest);
  if (input.is_context) return TowerContext(input.feature);
  return TowerFeature(input.feature);
}

std::string feature_name(const TowerOutline::Input& input) {
  if (input.newest.has_value()) return fmt::format("{} (newest {})", input.feature, *input.newest);
  return input.is_context ? "context " + input.feature : input.feature;
}

Message message_of(const TowerOutline& tower) {
  Message inputs;
  for (const TowerOutline::Input& input : tower.inputs | std::views::reverse) {
    const TowerInput said(feature_message(input), input.kind, input.width);
    inputs = inputs.key().empty() ? Message(said) : TowerInputs(said, inputs);
  }
  std::string widths;
  for (const std::int64_t width : tower.widths()) widths += fmt::format(" -> {}", width);
  return TowerDrawn(inputs, widths);
}

Value to_value(const TowerOutline& tower, const FeatureNames& name_of) {
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
