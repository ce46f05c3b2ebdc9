#include "cli/items_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "cli/answer_wording.h"
#include "messages/words.h"

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

std::string line_of(std::size_t place, const RecommendedItem& item, std::size_t width,
                    Language language) {
  const std::string reason =
      item.reason.has_value() ? fmt::format("  [{}]", reason_text(*item.reason, language)) : "";
  return fmt::format("{:>4}  {:<{}}  {:>9.4f}  {:>6.4f}{}{}\n", place, id_text(item.id), width,
                     item.score, item.match, shown_text(item.show), reason);
}

}  // namespace

std::string items_table(const Recommendations& answer, Language language) {
  const AnswerWording& words = answer_wording(language);
  std::size_t width = 4;
  for (const RecommendedItem& item : answer.items) {
    width = std::max(width, id_text(item.id).size());
  }
  std::string text =
      fmt::format("{:>4}  {:<{}}  {:>9}  {:>6}\n", "", words.item, width, words.score, words.match);
  for (std::size_t i = 0; i < answer.items.size(); ++i) {
    text += line_of(i + 1, answer.items[i], width, language);
  }
  if (answer.origin.is_degraded()) text += words.popular;
  if (const auto& shortfall = answer.shortfall; shortfall.has_value()) {
    text += say(words.shortfall, shortfall->catalog, shortfall->filter, shortfall->rules,
                shortfall->seen, shortfall->exclude, shortfall->caps);
  }
  text += unknown_text(answer.origin, language);
  return text;
}

}  // namespace twotower
