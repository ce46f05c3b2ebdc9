#include "cli/inspect_bundle.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

#include "base/options.h"

namespace twotower {
namespace {

Value count_value(std::size_t count) {
  return Value(static_cast<std::int64_t>(count));
}

// A tower as it is drawn: what goes in side by side, and the widths after it.
struct DrawnInput {
  std::string feature;
  std::string kind;
  std::size_t width;
};
struct DrawnTower {
  std::vector<DrawnInput> inputs;
  std::vector<std::int64_t> hidden;
  std::size_t dim;
  bool encoder_is_tower;  // no layer after the input
};

void add_inputs(const FeatureSet& set, const std::string& prefix, std::vector<DrawnInput>& inputs) {
  for (const FeatureSet::Feature& feature : set.features()) {
    const ColumnForm form = feature.fitted->form();
    const auto kind =
        std::visit([](const auto& options) { return options.kKind; }, feature.options);
    inputs.push_back({prefix + feature.name, std::string(kind), form.table_dim + form.dense_dim});
  }
}

DrawnTower draw(const Tower& tower, const SideOptions& side, std::vector<DrawnInput> inputs) {
  const bool is_alone = side.hidden.empty() && tower.in_dim() == tower.out_dim();
  return {std::move(inputs), side.hidden, tower.out_dim(), is_alone};
}

DrawnTower user_tower(const Bundle& bundle) {
  std::vector<DrawnInput> inputs;
  add_inputs(bundle.features.user, "", inputs);
  if (const HistoryFeature* history = bundle.model->history()) {
    const auto encoder =
        std::visit([](const auto& options) { return options.kKind; }, history->options.encoder);
    const auto& encoders = bundle.model->user_tower().encoders();
    inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(history->position),
                  {fmt::format("{} (newest {})", history->name, history->options.length),
                   std::string(encoder), encoders[history->position].encoder->out_dim()});
  }
  add_inputs(bundle.features.context, "context ", inputs);
  return draw(bundle.model->user_tower(), bundle.model->options().user, std::move(inputs));
}

DrawnTower item_tower(const Bundle& bundle) {
  std::vector<DrawnInput> inputs;
  add_inputs(bundle.features.item, "", inputs);
  return draw(bundle.model->item_tower(), bundle.model->options().item, std::move(inputs));
}

std::string text_of(const DrawnTower& tower) {
  std::string text;
  for (const auto& [feature, kind, width] : tower.inputs) {
    text += fmt::format("{}{} {} {}", text.empty() ? "" : " + ", feature, kind, width);
  }
  for (const std::int64_t width : tower.hidden) text += fmt::format(" -> {}", width);
  return tower.encoder_is_tower ? text : text + fmt::format(" -> {}", tower.dim);
}

Value value_of(const DrawnTower& tower) {
  Value::List inputs;
  for (const auto& [feature, kind, width] : tower.inputs) {
    inputs.push_back(Value(Value::Map{
        {"feature", Value(feature)}, {"kind", Value(kind)}, {"width", count_value(width)}}));
  }
  return Value(Value::Map{{"inputs", Value(std::move(inputs))},
                          {"hidden", to_value(tower.hidden)},
                          {"dim", count_value(tower.dim)}});
}

Value tables_value(const TwoTowerModel& model) {
  Value::List tables;
  for (const auto& [name, table] : model.tables()) {
    tables.push_back(Value(Value::Map{{"name", Value(name)},
                                      {"rows", count_value(table.num_rows())},
                                      {"dim", count_value(table.dim())},
                                      {"bytes", count_value(table.weights().size_bytes())}}));
  }
  return Value(std::move(tables));
}

std::size_t count_weights(const TwoTowerModel& model) {
  std::size_t weights = 0;
  for (const TensorLayout::Tensor& tensor : model.parameters().layout().tensors()) {
    weights += tensor.rows * tensor.cols;
  }
  return weights;
}

std::string name_of(RepeatRule rule) {
  return std::string(option_names(rule)[static_cast<std::size_t>(rule)]);
}

std::string tables_text(const TwoTowerModel& model) {
  std::string text;
  for (const auto& [name, table] : model.tables()) {
    text += fmt::format("table       {}: {} x {}, {} bytes\n", name, table.num_rows(), table.dim(),
                        table.weights().size_bytes());
  }
  return text;
}

// "tested      4807 users: recall@10 0.6455, ndcg@10 0.3965", as far as the manifest says it.
std::string metrics_text(const Value& report) {
  const Value* metrics = report.find("metrics");
  const Value* users = report.find("users");
  if (metrics == nullptr || users == nullptr || metrics->as<Value::Map>() == nullptr) return "";
  std::string text;
  for (const auto& [name, figure] : *metrics->as<Value::Map>()) {
    const Value* value = figure.find("value");
    if (value == nullptr || !value->is_number()) continue;
    text += fmt::format("{} {} {:.4f}", text.empty() ? "" : ",", name, value->to_number());
  }
  return fmt::format("tested      {:.0f} users:{}\n", users->is_number() ? users->to_number() : 0.0,
                     text);
}

}  // namespace

Value bundle_value(const Bundle& bundle, const std::string& path) {
  const Manifest& manifest = bundle.manifest;
  Value::Map files;
  for (const auto& [name, file] : manifest.files) files.push_back({name, count_value(file.bytes)});
  return Value(Value::Map{{"kind", Value(std::string("bundle"))},
                          {"path", Value(path)},
                          {"generation", Value(manifest.generation)},
                          {"created", Value(manifest.created)},
                          {"twotower", Value(manifest.twotower)},
                          {"users", count_value(bundle.users->ids.size())},
                          {"items", count_value(bundle.catalog.ids.size())},
                          {"events", count_value(bundle.users->histories.item_slots.size())},
                          {"repeat", Value(name_of(manifest.repeat))},
                          {"similarity", Value(manifest.similarity)},
                          {"temperature", Value(manifest.temperature)},
                          {"towers", Value(Value::Map{{"user", value_of(user_tower(bundle))},
                                                      {"item", value_of(item_tower(bundle))}})},
                          {"tables", tables_value(*bundle.model)},
                          {"weights", count_value(count_weights(*bundle.model))},
                          {"files", Value(std::move(files))},
                          {"metrics", manifest.metrics}});
}

std::string bundle_text(const Bundle& bundle, const std::string& path) {
  const Manifest& manifest = bundle.manifest;
  std::string text = fmt::format(
      "bundle      {}\ngeneration  {}, created {} by twotower {}\n"
      "catalog     {} items; {} users with {} events; repeat: {}\n"
      "user tower  {}\nitem tower  {}\ncompared    by {}, temperature {}\n",
      path, manifest.generation, manifest.created, manifest.twotower, bundle.catalog.ids.size(),
      bundle.users->ids.size(), bundle.users->histories.item_slots.size(), name_of(manifest.repeat),
      text_of(user_tower(bundle)), text_of(item_tower(bundle)), manifest.similarity,
      manifest.temperature);
  text += tables_text(*bundle.model);
  text += fmt::format("weights     {} in layers\n", count_weights(*bundle.model));
  for (const auto& [name, file] : manifest.files) {
    text += fmt::format("part        {}: {} bytes\n", name, file.bytes);
  }
  return text + metrics_text(manifest.metrics);
}

}  // namespace twotower
