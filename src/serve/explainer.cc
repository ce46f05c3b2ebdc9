#include "serve/explainer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/messages/answer_words.h"
#include "features/vocabulary.h"
#include "index/flat_index.h"

namespace twotower {
namespace {

// An id of its own is that of a new item: training saw no missing one.
EncodedColumn missing_item_column(const FeatureSet::Feature& feature) {
  if (is_own_id(feature)) return RowColumn{.rows = {Vocabulary::kUnknownRow}};
  auto encoded = feature.fitted->encode(missing_column(1), feature.name);
  TWOTOWER_CHECK(encoded.ok());  // a missing value is a value of every kind
  return std::move(encoded).value();
}

void sort_by_score(std::vector<Effect>& effects) {
  std::ranges::stable_sort(effects, std::ranges::greater{},
                           [](const Effect& effect) { return std::abs(effect.score); });
}

// What `with` has that `without` has not.
void set_difference(const ItemRank& with, const ItemRank& without, Effect& effect) {
  effect.score = with.score - without.score;
  effect.places =
      static_cast<std::int64_t>(without.rank()) - static_cast<std::int64_t>(with.rank());
}

double match_of(const ItemRank& rank) {
  const std::size_t others = rank.above + rank.equal + rank.below;
  if (others == 0) return 1.0;
  return (static_cast<double>(rank.below) + 0.5 * static_cast<double>(rank.equal)) /
         static_cast<double>(others);
}

Reason popular_reason(std::uint32_t count) {
  return {.kind = Reason::Kind::kPopular, .message = PopularItem(count)};
}

Reason feature_reason(const Effect& effect, double change) {
  const bool is_of_moment = effect.side == Effect::Side::kContext;
  return {.kind = Reason::Kind::kFeature,
          .message = is_of_moment ? Message(FitsMoment(effect.name)) : FitsUser(effect.name),
          .feature = effect.name,
          .score = change};
}

}  // namespace

Explainer::Explainer(const GenerationState& state, RequestScratch& scratch)
    : state_(state), scratch_(scratch), query_(scratch.query), history_(history()) {}

void Explainer::explain(std::uint32_t slot, Explanation& explanation) {
  explanation.item = to_id(state_.bundle.catalog.id(slot));
  explanation.show = state_.bundle.catalog.shown_of(slot);
  explanation.nearest = nearest_to(slot);
  explanation.why_not = why_not(slot);
  if (explanation.why_not && explanation.why_not->cause == WhyNot::Cause::kNotIndexed) return;
  const ItemRank rank = state_.rank_of(slot, std::nullopt, scratch_);
  explanation.score = rank.score;
  explanation.match = match_of(rank);
  explanation.rank = rank.rank();
  if (!explanation.why_not) explanation.place = 1 + rank.allowed_before;
  if (explanation.origin.is_degraded()) return;
  explanation.effects = user_effects(slot, rank);
  std::ranges::move(item_effects(slot, rank), std::back_inserter(explanation.effects));
  if (auto repeats = repeat_effect(slot, rank)) explanation.effects.push_back(*std::move(repeats));
  sort_by_score(explanation.effects);
}

std::vector<Explainer::HadItem> Explainer::history() const {
  const UserState& user = scratch_.user;
  std::vector<HadItem> had;
  for (std::size_t i = user.history_begin; i < user.known_items.size(); ++i) {
    const std::uint32_t slot = user.known_items[i];
    auto item = std::ranges::find(had, slot, &HadItem::slot);
    if (item == had.end()) item = had.insert(had.end(), {.slot = slot});
    ++item->count;
    const float weight = user.known_weights[i];
    if (weight > item->strongest) item->strongest = weight, item->num_strongest = 0;
    item->num_strongest += weight == item->strongest ? 1 : 0;
    item->last_time.reset();  // where the newest is one that nobody told
    if (user.known_times[i] != Histories::kNoTime) item->last_time = user.known_times[i];
  }
  return had;
}

double Explainer::cosine(std::uint32_t a, std::uint32_t b) const {
  const Index& index = *state_.bundle.index;
  const std::span<const float> x = index.vector(a), y = index.vector(b);
  double xy = 0.0, xx = 0.0, yy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto u = static_cast<double>(x[i]), v = static_cast<double>(y[i]);
    xy += u * v, xx += u * u, yy += v * v;
  }
  return xx > 0.0 && yy > 0.0 ? xy / std::sqrt(xx * yy) : 0.0;
}

std::string Explainer::label(std::uint32_t slot) const {
  const Catalog& catalog = state_.bundle.catalog;
  return label_of(to_id(catalog.id(slot)), catalog.shown_of(slot));
}

std::vector<float> Explainer::query_without(const StatePart& part) {
  std::vector<float> query(query_.size());
  state_.embed(state_.maker.without(scratch_.user, part), scratch_, query);
  return query;
}

// The first that an item does not pass.
Message Explainer::broken_rule(std::uint32_t slot) const {
  if (state_.rules->source() == ServeRules::Source::kBundle) return RulesOfBundle();
  for (const ServeRule* rule : scratch_.rules) {
    const auto passing = state_.filters.passing(rule->items, current_time());
    if (!passing.ok() || AllowedSlots{passing.value()->words}[slot]) continue;
    if (!rule->name.empty()) return RuleOfName(rule->name);
    return RuleOfNumber(1 + (rule - state_.rules->list().data()));
  }
  return RulesOfServer();
}

// Whether the index can find a slot is asked of the index itself, with nothing else allowed.
std::optional<WhyNot> Explainer::why_not(std::uint32_t slot) {
  if (std::ranges::count(state_.seen_by(scratch_.user), slot) > 0) {
    const bool is_disliked = std::ranges::count(scratch_.user.disliked, slot) > 0;
    return WhyNot{WhyNot::Cause::kSeen, is_disliked ? Message(UserDislikedIt()) : UserHadIt()};
  }
  const SlotSet* filtered = scratch_.filtered.get();
  if (filtered != nullptr && !AllowedSlots{filtered->words}[slot]) {
    return WhyNot{WhyNot::Cause::kFiltered, NotOfFilter()};
  }
  if (!AllowedSlots{scratch_.options().allowed}[slot]) {
    return WhyNot{WhyNot::Cause::kRules, BreaksRule(broken_rule(slot))};
  }
  if (is_excluded(scratch_.shown, slot)) {
    const ShownOptions& rule = *state_.bundle.serve.shown;
    return WhyNot{WhyNot::Cause::kShown, ShownEnough(rule.max, to_string(rule.within))};
  }
  if (is_excluded(scratch_.excluded, slot)) {
    return WhyNot{WhyNot::Cause::kExcluded, ExcludedByRequest()};
  }
  std::vector<std::uint64_t> only(words_of(state_.num_slots()), 0);
  only[slot / 64] = std::uint64_t{1} << (slot % 64);
  const Index& index = *state_.bundle.index;
  ScoredSlot found;
  std::size_t count = 0;
  index.search(scratch_.exec, {index.vector(slot).data(), 1, index.dim()}, {{only}}, {&found, 1, 1},
               {&count, 1});
  if (count > 0) return std::nullopt;
  return WhyNot{WhyNot::Cause::kNotIndexed, NotInIndex()};
}

std::vector<HistoryNeighbor> Explainer::nearest_to(std::uint32_t slot) const {
  std::vector<std::pair<double, const HadItem*>> near;
  for (const HadItem& had : history_) near.emplace_back(cosine(slot, had.slot), &had);
  std::ranges::stable_sort(near, std::ranges::greater{}, &decltype(near)::value_type::first);
  near.resize(std::min(near.size(), kMaxNearestItems));
  std::vector<HistoryNeighbor> nearest;
  for (const auto& [similarity, had] : near) {
    nearest.push_back({.id = to_id(state_.bundle.catalog.id(had->slot)),
                       .show = state_.bundle.catalog.shown_of(had->slot),
                       .cosine = similarity,
                       .count = had->count,
                       .last_time = had->last_time});
  }
  return nearest;
}

// What a part of the user is called, without its figures.
Effect Explainer::effect_of(const StatePart& part) const {
  const ModelFeatures& features = state_.bundle.features;
  Effect effect;
  switch (part.kind) {
    case StatePart::Kind::kUserFeature:
      effect.name = features.user.features()[part.index].name;
      break;
    case StatePart::Kind::kContextFeature:
      effect.side = Effect::Side::kContext;
      effect.name = features.context.features()[part.index].name;
      break;
    case StatePart::Kind::kHistory:
      effect.side = Effect::Side::kHistory;
      effect.name = features.sequences[part.index].name;
      break;
    case StatePart::Kind::kHistoryItem: {
      const auto slot = static_cast<std::uint32_t>(part.index);
      effect.side = Effect::Side::kHistoryItem;
      effect.name = label(slot);
      effect.item = to_id(state_.bundle.catalog.id(slot));
      break;
    }
  }
  return effect;
}

// All items of a history get a score, and a rank, which costs a scan, only those that move it most.
std::vector<Effect> Explainer::user_effects(std::uint32_t slot, const ItemRank& rank) {
  struct Candidate {
    StatePart part;
    std::vector<float> query;
    double change = 0.0;
  };
  std::vector<Candidate> others, items;
  const double own = state_.score_of(slot, query_, scratch_);
  for (const StatePart& part : state_.maker.parts_of(scratch_.user)) {
    Candidate candidate = {part, query_without(part)};
    candidate.change = std::abs(own - state_.score_of(slot, candidate.query, scratch_));
    const bool is_item = part.kind == StatePart::Kind::kHistoryItem;
    (is_item ? items : others).push_back(std::move(candidate));
  }
  std::ranges::stable_sort(items, std::ranges::greater{}, &Candidate::change);
  items.resize(std::min(items.size(), kMaxHistoryEffects));
  std::ranges::move(items, std::back_inserter(others));
  std::vector<Effect> effects;
  for (Candidate& candidate : others) {
    scratch_.query = std::move(candidate.query);
    effects.push_back(effect_of(candidate.part));
    set_difference(rank, state_.rank_of(slot, std::nullopt, scratch_), effects.back());
  }
  scratch_.query = query_;
  return effects;
}

std::vector<Effect> Explainer::item_effects(std::uint32_t slot, const ItemRank& rank) {
  const auto& features = state_.bundle.features.item.features();
  EncodedSides sides = {.item = state_.bundle.catalog.columns_of(slot)};
  std::vector<float> vector(query_.size());
  const std::uint32_t only_row = 0;
  std::vector<Effect> effects;
  for (std::size_t i = 0; i < features.size(); ++i) {
    EncodedColumn missing = missing_item_column(features[i]);
    if (missing == sides.item[i]) continue;
    std::swap(missing, sides.item[i]);
    scratch_.embedder.items(sides, {&only_row, 1}, {vector.data(), 1, vector.size()});
    std::swap(missing, sides.item[i]);
    effects.push_back({.side = Effect::Side::kItem, .name = features[i].name});
    const float score = score_of_vector(vector) + scratch_.gains.of(slot);
    set_difference(rank, state_.rank_of(slot, score, scratch_), effects.back());
  }
  return effects;
}

std::optional<Effect> Explainer::repeat_effect(std::uint32_t slot, const ItemRank& rank) {
  if (scratch_.gains.of(slot) == 0.0F) return std::nullopt;
  float alone = 0.0F;
  state_.bundle.index->score(scratch_.exec, query_, {slot, 1}, {&alone, 1});
  Effect effect = {.side = Effect::Side::kRepeats};
  set_difference(rank, state_.rank_of(slot, alone, scratch_), effect);
  return effect;
}

// An index of one vector gives the score that the item would have in any.
float Explainer::score_of_vector(std::span<const float> vector) {
  FlatIndex one(state_.bundle.index->similarity(), vector.size());
  one.add(scratch_.exec, {vector.data(), 1, vector.size()});
  Exec exec(one.search_scratch_floats());
  float score = 0.0F;
  one.score(exec, query_, {0, 1}, {&score, 1});
  return score;
}

void Explainer::add_reasons(std::span<RecommendedItem> items) {
  std::vector<Reduced> reduced;
  if (scratch_.user.is_known) {
    for (const StatePart& part : state_.maker.parts_of(scratch_.user)) {
      if (part.kind == StatePart::Kind::kHistoryItem) continue;
      reduced.push_back({part, query_without(part)});
    }
  }
  for (RecommendedItem& item : items) item.reason = reason_of(item, reduced);
}

// By the strongest that the user did with the item: "order: 3 times" is worth more than nine
// visits.
Reason Explainer::had_reason(const HadItem& item) const {
  const std::string* type = state_.maker.weights().type_of(item.strongest);
  Message message = item.count == 1 ? Message(HadOnce()) : HadTimes(item.count);
  if (type != nullptr) message = HadOfType(*type, item.num_strongest);
  return {.kind = Reason::Kind::kHad, .message = std::move(message)};
}

// The history, and an id, which stands for what its user did, speak by the nearest item.
Reason Explainer::reason_of(const RecommendedItem& item, std::span<const Reduced> reduced) {
  const Catalog& catalog = state_.bundle.catalog;
  const std::uint32_t slot = item.slot;
  const auto had = std::ranges::find(history_, slot, &HadItem::slot);
  if (had != history_.end()) return had_reason(*had);
  if (!scratch_.user.is_known) return popular_reason(catalog.count(slot));
  const Reduced* best = nullptr;
  double change = 0.0;
  const double own = state_.score_of(slot, query_, scratch_);
  for (const Reduced& one : reduced) {
    const double found = own - state_.score_of(slot, one.query, scratch_);
    if (found > change) change = found, best = &one;
  }
  if (best == nullptr || is_of_history(best->part)) {
    if (auto near = near_reason(slot)) return *std::move(near);
  }
  if (best != nullptr) return feature_reason(effect_of(best->part), change);
  if (scratch_.user.is_ready) {
    return {.kind = Reason::Kind::kVector, .message = NearVector()};
  }
  return popular_reason(catalog.count(slot));
}

bool Explainer::is_of_history(const StatePart& part) const {
  if (part.kind == StatePart::Kind::kUserFeature) {
    return is_own_id(state_.bundle.features.user.features()[part.index]);
  }
  return part.kind == StatePart::Kind::kHistory;
}

std::optional<Reason> Explainer::near_reason(std::uint32_t slot) const {
  Reason reason = {.kind = Reason::Kind::kNear};
  std::uint32_t nearest = 0;
  for (const HadItem& had : history_) {
    const double found = cosine(slot, had.slot);
    if (found > reason.cosine) reason.cosine = found, nearest = had.slot;
  }
  if (reason.cosine <= 0.0) return std::nullopt;
  reason.item = to_id(state_.bundle.catalog.id(nearest));
  reason.message = NearItem(label(nearest));
  return reason;
}

}  // namespace twotower
