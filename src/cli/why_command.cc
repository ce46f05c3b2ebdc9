#include "cli/why_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <variant>

#include "base/json.h"
#include "base/timestamp.h"
#include "cli/answer_wording.h"
#include "messages/words.h"
#include "run/open_bundle.h"
#include "serve/explanation.h"

namespace twotower {
namespace {

// "7 (Red thing 7)", or the id alone where answers carry nothing.
std::string item_text(const Id& id, const std::string& label, const AnswerWording& words) {
  const std::string text = id_text(id);
  return label == text ? text : say(words.shown_item, text, label);
}

std::string standing_text(const Explanation& answer, const AnswerWording& words) {
  if (!answer.rank.has_value()) return "";
  std::string text = say(words.rank, *answer.rank, answer.num_items);
  if (answer.place.has_value()) text += say(words.place, *answer.place, answer.num_allowed);
  return text + say(words.standing, *answer.score, *answer.match);
}

std::string nearest_text(const Explanation& answer, const AnswerWording& words) {
  std::string text;
  for (const HistoryNeighbor& near : answer.nearest) {
    const std::string times =
        near.count == 1 ? std::string(words.once) : say(words.times, near.count);
    const std::string last =
        near.last_time.has_value() ? say(words.last, to_string(Timestamp{*near.last_time})) : "";
    text += say(words.near, text.empty() ? words.nearest : "",
                item_text(near.id, label_of(near.id, near.show), words), near.cosine, times, last);
  }
  return text;
}

std::string effects_text(const Explanation& answer, const AnswerWording& words) {
  std::string text;
  for (const Effect& effect : answer.effects) {
    text += say(words.effect, text.empty() ? words.moves : "",
                words.sides[static_cast<std::size_t>(effect.side)],
                effect.item.has_value() ? item_text(*effect.item, effect.name, words) : effect.name,
                effect.score, effect.places);
  }
  return text.empty() ? text : text.append(words.effect_note);
}

std::string text_of(const Explanation& answer, Language language) {
  const AnswerWording& words = answer_wording(language);
  std::string text =
      say(words.asked_item, item_text(answer.item, label_of(answer.item, answer.show), words));
  text += standing_text(answer, words);
  if (answer.why_not.has_value()) text += say(words.why_not, why_not_text(answer, language));
  if (answer.origin.is_degraded()) text += words.nothing_known;
  text += nearest_text(answer, words) + effects_text(answer, words);
  text += unknown_text(answer.origin, language);
  return text;
}

}  // namespace

Result<std::string> WhyCommand::run() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const RecommendRequest request, who.request(recommender));
  TWOTOWER_ASSIGN(const Explanation answer, recommender.why(request, Id(item)));
  return as_json ? to_json(to_value(answer)) + "\n" : text_of(answer, language);
}

}  // namespace twotower
