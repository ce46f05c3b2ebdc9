#include "cli/inspect_bundle.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include "base/count_value.h"
#include "base/options.h"
#include "messages/say.h"
#include "model/tower_outline.h"

namespace twotower {
namespace {

// What is said of a bundle: labels of twelve columns, with places for figures (fmt).
struct BundleWording {
  std::string_view bundle, generation, catalog, user_tower, item_tower, compared;
  std::string_view table, weights, part;
  std::string_view tested, first_metric, next_metric;
};

constexpr BundleWording kBundleInEnglish = {
    .bundle = "bundle      {}\n",
    .generation = "generation  {}, created {} by twotower {}\n",
    .catalog = "catalog     {} items; {} users with {} events; repeat: {}\n",
    .user_tower = "user tower  {}\n",
    .item_tower = "item tower  {}\n",
    .compared = "compared    by {}, temperature {}\n",
    .table = "table       {}: {} x {}, {} bytes\n",
    .weights = "weights     {} in layers\n",
    .part = "part        {}: {} bytes\n",
    .tested = "tested      {:.0f} users:{}\n",
    .first_metric = " {} {:.4f}",
    .next_metric = ", {} {:.4f}"};

constexpr BundleWording kBundleInChinese = {
    .bundle = "模型包      {}\n",
    .generation = "版本        {}，{} 由 twotower {} 生成\n",
    .catalog = "目录        {} 个物品；{} 个用户，{} 条事件；重复：{}\n",
    .user_tower = "用户塔      {}\n",
    .item_tower = "物品塔      {}\n",
    .compared = "相似度      {}，温度 {}\n",
    .table = "嵌入表      {}：{} x {}，{} 字节\n",
    .weights = "权重        网络层中 {} 个\n",
    .part = "文件        {}：{} 字节\n",
    .tested = "测试        {:.0f} 个用户：{}\n",
    .first_metric = "{} {:.4f}",
    .next_metric = "，{} {:.4f}"};

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

std::string tables_text(const TwoTowerModel& model, const BundleWording& words) {
  std::string text;
  for (const auto& [name, table] : model.tables()) {
    text += say(words.table, name, table.num_rows(), table.dim(), table.weights().size_bytes());
  }
  return text;
}

// "tested      4807 users: recall@10 0.6455, ndcg@10 0.3965", as far as the manifest says it.
std::string metrics_text(const Value& report, const BundleWording& words) {
  const Value* metrics = report.find("metrics");
  const Value* users = report.find("users");
  if (metrics == nullptr || users == nullptr || metrics->as<Value::Map>() == nullptr) return "";
  std::string text;
  for (const auto& [name, figure] : *metrics->as<Value::Map>()) {
    const Value* value = figure.find("value");
    if (value == nullptr || !value->is_number()) continue;
    text += say(text.empty() ? words.first_metric : words.next_metric, name, value->to_number());
  }
  return say(words.tested, users->is_number() ? users->to_number() : 0.0, text);
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
       Value(Value::Map{{"user", to_value(outline_user_tower(*bundle.model, bundle.features))},
                        {"item", to_value(outline_item_tower(*bundle.model, bundle.features))}})},
      {"tables", tables_value(*bundle.model)},
      {"weights", count_value(count_weights(*bundle.model))},
      {"files", Value(std::move(files))},
      {"metrics", manifest.metrics}});
}

std::string bundle_text(const Bundle& bundle, const std::string& path, Language language) {
  const BundleWording& words = language == Language::kChinese ? kBundleInChinese : kBundleInEnglish;
  const Manifest& manifest = bundle.manifest;
  std::string text = say(words.bundle, path);
  text += say(words.generation, manifest.generation, manifest.created, manifest.twotower);
  text += say(words.catalog, bundle.catalog.ids.size(), bundle.users->ids.size(),
              bundle.users->histories.item_slots.size(), name_of(manifest.repeat));
  text += say(words.user_tower, to_text(outline_user_tower(*bundle.model, bundle.features)));
  text += say(words.item_tower, to_text(outline_item_tower(*bundle.model, bundle.features)));
  text += say(words.compared, manifest.similarity, manifest.temperature);
  text += tables_text(*bundle.model, words);
  text += say(words.weights, count_weights(*bundle.model));
  for (const auto& [name, file] : manifest.files) text += say(words.part, name, file.bytes);
  return text + metrics_text(manifest.metrics, words);
}

}  // namespace twotower
