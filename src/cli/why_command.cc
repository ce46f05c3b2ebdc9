#include "cli/why_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

#include "base/json.h"
#include "base/timestamp.h"
#include "cli/open_recommender.h"
#include "serve/explanation.h"

namespace twotower {
namespace {

std::string text_of_id(const Id& id) {
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, id);
}

// "7 (Red thing 7)", or the id alone where answers carry nothing.
std::string item_text(const Id& id, const Value& show) {
  const std::string text = text_of_id(id), label = label_of(id, show);
  return label == text ? text : fmt::format("{} ({})", text, label);
}

std::string standing_text(const Explanation& answer) {
  if (!answer.rank.has_value()) return "";
  std::string text = fmt::format("rank      {} of all {} items", *answer.rank, answer.num_items);
  if (answer.place.has_value()) {
    text += fmt::format(", {} of the {} that may be answered", *answer.place, answer.num_allowed);
  }
  return text + fmt::format("   score {:.4f}   match {:.4f}\n", *answer.score, *answer.match);
}

std::string nearest_text(const Explanation& answer) {
  std::string text;
  for (const HistoryNeighbor& near : answer.nearest) {
    text += fmt::format("{:<10}{:<32}  cosine {:>7.4f}  had {}{}{}\n",
                        text.empty() ? "nearest" : "", item_text(near.id, near.show), near.cosine,
                        near.count == 1 ? "once" : fmt::format("{} times", near.count),
                        near.last_time.has_value() ? ", last at " : "",
                        near.last_time.has_value() ? to_string(Timestamp{*near.last_time}) : "");
  }
  return text;
}

std::string effects_text(const Explanation& answer) {
  constexpr std::array<std::string_view, 5> kSides = {"of the user", "of the moment", "all of it",
                                                      "of the history", "of the item"};
  std::string text;
  for (const Effect& effect : answer.effects) {
    text += fmt::format("{:<10}{:<16}{:<24}  score {:>+8.4f}  places {:>+5}\n",
                        text.empty() ? "moves" : "", kSides[static_cast<std::size_t>(effect.side)],
                        effect.item.has_value() && effect.name != text_of_id(*effect.item)
                            ? fmt::format("{} ({})", text_of_id(*effect.item), effect.name)
                            : effect.name,
                        effect.score, effect.places);
  }
  if (text.empty()) return text;
  return text + "          (with it less without it: above 0 speaks for the item)\n";
}

std::string text_of(const Explanation& answer) {
  std::string text = fmt::format("item      {}\n", item_text(answer.item, answer.show));
  text += standing_text(answer);
  if (answer.why_not.has_value()) text += fmt::format("why not   {}\n", answer.why_not->text);
  if (answer.degraded) text += "user      nothing is known: items rank by popularity\n";
  text += nearest_text(answer) + effects_text(answer);
  if (answer.unknown_items > 0) {
    text += fmt::format("{} given items are not in the catalog: left out\n", answer.unknown_items);
  }
  return text;
}

}  // namespace

Result<std::string> WhyCommand::run() const {
  TWOTOWER_ASSIGN(const RecommendRequest request, who.request());
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const Explanation answer, recommender.why(request, Id(item)));
  return as_json ? to_json(to_value(answer)) + "\n" : text_of(answer);
}

}  // namespace twotower
