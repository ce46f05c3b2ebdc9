#include "cli/inspect_bundle.h"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "base/options.h"
#include "model/draw_towers.h"

namespace twotower {
namespace {

Value count_value(std::size_t count) {
  return Value(static_cast<std::int64_t>(count));
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
  return Value(Value::Map{
      {"kind", Value(std::string("bundle"))},
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
      {"towers",
       Value(Value::Map{{"user", to_value(draw_user_tower(*bundle.model, bundle.features))},
                        {"item", to_value(draw_item_tower(*bundle.model, bundle.features))}})},
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
      to_text(draw_user_tower(*bundle.model, bundle.features)),
      to_text(draw_item_tower(*bundle.model, bundle.features)), manifest.similarity,
      manifest.temperature);
  text += tables_text(*bundle.model);
  text += fmt::format("weights     {} in layers\n", count_weights(*bundle.model));
  for (const auto& [name, file] : manifest.files) {
    text += fmt::format("part        {}: {} bytes\n", name, file.bytes);
  }
  return text + metrics_text(manifest.metrics);
}

}  // namespace twotower
