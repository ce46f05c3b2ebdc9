#include "cli/why_command.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/json.h"
#include "base/messages/answer_words.h"
#include "base/timestamp.h"
#include "cli/flag_values.h"
#include "cli/items_table.h"
#include "cli/labelled_line.h"
#include "messages/said.h"
#include "run/open_bundle.h"
#include "serve/explanation.h"

namespace twotower {
namespace {

// "7 (Red thing 7)", or the id alone where answers carry nothing.
std::string item_text(const Id& id, const std::string& label, Language language) {
  const std::string text = id_text(id);
  return label == text ? text : said(ItemNamed(text, label), language);
}

std::string standing_text(const Explanation& answer, Language language) {
  std::string text = said(RankOfItem(*answer.rank, answer.num_items), language);
  if (answer.place.has_value()) {
    text += said(PlaceOfItem(*answer.place, answer.num_allowed), language);
  }
  return text + said(StandingOfItem(*answer.score, *answer.match), language);
}

std::string near_text(const HistoryNeighbor& near, Language language) {
  std::string text = fmt::format(
      "{:<32}  {} {:>7.4f}  {}", item_text(near.id, label_of(near.id, near.show), language),
      said(CosineOf(), language), near.cosine, said(TakenTimes(near.count), language));
  if (near.last_time.has_value()) {
    text += said(LastTakenAt(to_string(Timestamp{*near.last_time})), language);
  }
  return text;
}

Message message_of(Effect::Side side) {
  switch (side) {
    case Effect::Side::kUser: return OfUserFeature();
    case Effect::Side::kContext: return OfMomentFeature();
    case Effect::Side::kHistory: return OfHistory();
    case Effect::Side::kHistoryItem: return OfHistoryItem();
    case Effect::Side::kItem: return OfItemFeature();
    case Effect::Side::kRepeats: return OfRepeats();
  }
  return {};
}

std::string effect_text(const Effect& effect, Language language) {
  const std::string name =
      effect.item.has_value() ? item_text(*effect.item, effect.name, language) : effect.name;
  return fmt::format("{:<18}{:<24}  {} {:>+8.4f}  {} {:>+5}",
                     said(message_of(effect.side), language), name, said(EffectOnScore(), language),
                     effect.score, said(EffectOnPlaces(), language), effect.places);
}

std::string text_of(const Explanation& answer, Language language) {
  const auto line = [&](const Message& label, const auto& text) {
    return labelled(label, text, language);
  };
  std::string text =
      line(LabelItem(), item_text(answer.item, label_of(answer.item, answer.show), language));
  if (answer.rank.has_value()) {
    text += line(LabelRank(), standing_text(answer, language)) + line({}, MatchIsPercentile());
  }
  if (answer.why_not.has_value()) text += line(LabelWhyNot(), answer.why_not->message);
  if (answer.origin.is_degraded()) text += line(LabelUser(), RanksByPopularity());
  Message label = LabelNearest();
  for (const HistoryNeighbor& near : answer.nearest) {
    text += line(std::exchange(label, {}), near_text(near, language));
  }
  label = LabelMoves();
  for (const Effect& effect : answer.effects) {
    text += line(std::exchange(label, {}), effect_text(effect, language));
  }
  if (!answer.effects.empty()) text += line({}, EffectExplained());
  return text + unknown_text(answer.origin, language);
}

}  // namespace

Result<std::string> WhyCommand::run() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const RecommendRequest request, who.request(recommender));
  TWOTOWER_ASSIGN(const Id item_id, read_item_id("--item", item, recommender));
  const Result<Explanation> answer = recommender.why(request, item_id);
  if (!answer.ok()) return of_flags(answer.error(), request, recommender);
  return as_json ? to_json(to_value(answer.value())) + "\n" : text_of(answer.value(), language);
}

}  // namespace twotower
