#include "cli/inspect_wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "messages/words.h"

namespace twotower {
namespace {

// What is said of a table, with places for figures (fmt).
struct TableWording {
  std::string_view table, column, type, missing, distinct, values;
};

constexpr TableWording kTableInEnglish = {.table = "{}: {}, {} rows, {} columns\n",
                                          .column = "column",
                                          .type = "type",
                                          .missing = "missing",
                                          .distinct = "distinct",
                                          .values = "values"};

constexpr TableWording kTableInChinese = {.table = "{}：{}，{} 行，{} 列\n",
                                          .column = "列",
                                          .type = "类型",
                                          .missing = "缺失",
                                          .distinct = "不同值",
                                          .values = "示例"};

constexpr std::string_view kList = "list of ";

std::string type_in_chinese(std::string_view type) {
  if (type.starts_with(kList)) return type_in_chinese(type.substr(kList.size())) + "列表";
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"integer", "整数"}, {"number", "数值"}, {"text", "文本"}, {"time", "时间"}};
  const auto* known =
      std::ranges::find(kTypes, type, &std::pair<std::string_view, std::string_view>::first);
  return std::string(known == std::end(kTypes) ? type : known->second);
}

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

std::string to_text(const InspectedTable& table, Language language) {
  const bool is_chinese = language == Language::kChinese;
  const TableWording& words = is_chinese ? kTableInChinese : kTableInEnglish;
  std::size_t width = 6;
  for (const InspectedColumn& column : table.columns) width = std::max(width, column.name.size());
  std::string text = say(words.table, table.path, table.format, table.rows, table.columns.size());
  text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  {}\n", words.column, width, words.type,
                      words.missing, words.distinct, words.values);
  for (const InspectedColumn& column : table.columns) {
    text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  {}\n", column.name, width,
                        is_chinese ? type_in_chinese(column.type) : column.type, column.missing,
                        column.distinct, fmt::join(column.values, ", "));
  }
  return text;
}

std::string to_text(const InspectedBundle& bundle, Language language) {
  const BundleWording& words = language == Language::kChinese ? kBundleInChinese : kBundleInEnglish;
  std::string text = say(words.bundle, bundle.path);
  text += say(words.generation, bundle.generation, bundle.created, bundle.twotower);
  text += say(words.catalog, bundle.items, bundle.users, bundle.events, bundle.repeat);
  text += say(words.user_tower, bundle.user_tower);
  text += say(words.item_tower, bundle.item_tower);
  text += say(words.compared, bundle.similarity, bundle.temperature);
  for (const InspectedBundle::Table& table : bundle.tables) {
    text += say(words.table, table.name, table.rows, table.dim, table.bytes);
  }
  text += say(words.weights, bundle.weights);
  for (const auto& [name, bytes] : bundle.files) text += say(words.part, name, bytes);
  return text + metrics_text(bundle.metrics, words);
}

}  // namespace twotower
