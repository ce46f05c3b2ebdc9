#include "cli/items_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/messages/answer_words.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::string text_of_value(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? *text : to_json(value);
}

std::string shown_text(const Value& show) {
  std::string text;
  const auto* map = show.as<Value::Map>();
  for (const auto& [name, value] : map == nullptr ? Value::Map() : *map) {
    if (!value.is_null()) text += "  " + text_of_value(value);
  }
  return text;
}

std::string line_of(const Message& message, Language language) {
  return said(message, language) + "\n";
}

std::string item_line(std::size_t place, const RecommendedItem& item, std::size_t width,
                      Language language) {
  const std::string reason =
      item.reason.has_value() ? fmt::format("  [{}]", said(item.reason->message, language)) : "";
  return fmt::format("{:>4}  {:<{}}  {:>9.4f}  {:>6.4f}{}{}\n", place, id_text(item.id), width,
                     item.score, item.match, shown_text(item.show), reason);
}

}  // namespace

std::string unknown_text(const AnswerOrigin& origin, Language language) {
  std::string text;
  for (const auto& [field, count] : origin.unknown) {
    if (field != "user_id") text += line_of(ValuesUnknown(field, count), language);
  }
  return text;
}

std::string items_table(const Recommendations& answer, Language language) {
  std::size_t width = 4;
  for (const RecommendedItem& item : answer.items) {
    width = std::max(width, id_text(item.id).size());
  }
  std::string text = fmt::format("{:>4}  {:<{}}  {:>9}  {:>6}\n", "", said(HeadItem(), language),
                                 width, said(HeadScore(), language), said(HeadMatch(), language));
  for (std::size_t i = 0; i < answer.items.size(); ++i) {
    text += item_line(i + 1, answer.items[i], width, language);
  }
  if (!answer.items.empty()) text += line_of(MatchIsPercentile(), language);
  if (answer.origin.is_degraded()) text += line_of(MostPopularItems(), language);
  if (const auto& left = answer.shortfall; left.has_value()) {
    text += line_of(
        FewerItems(left->catalog, left->filter, left->rules, left->seen, left->exclude, left->caps),
        language);
  }
  return text + unknown_text(answer.origin, language);
}

}  // namespace twotower
