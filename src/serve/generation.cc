#include "serve/generation.h"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/serve_errors.h"
#include "base/stopwatch.h"
#include "bundle/with_items.h"
#include "serve/diversify.h"
#include "serve/explainer.h"
#include "serve/generation_state.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

Result<void> check_k(std::size_t k) {
  if (k > 0) return {};
  return out_of_range("k", ListOfNoItems());
}

Result<void> check_diversity(double diversity, std::size_t k) {
  if (!(diversity >= 0.0 && diversity <= 1.0)) {
    return out_of_range("diversity", DiversityOutOfRange(diversity));
  }
  if (diversity == 0.0 || k <= kMaxDiversePlaces) return {};
  return out_of_range("k", DiverseListTooLong(k, diversity, kMaxDiversePlaces));
}

}  // namespace

Generation::Generation(std::shared_ptr<const Bundle> bundle, const Generation* before,
                       std::shared_ptr<const ServeRules> rules)
    : state_(std::make_unique<GenerationState>(std::move(bundle),
                                               before == nullptr ? nullptr : before->state_.get(),
                                               std::move(rules))) {}
Generation::~Generation() = default;

const std::shared_ptr<const Bundle>& Generation::bundle() const {
  return state_->shared;
}

Result<Recommendations> Generation::recommend(const RecommendRequest& request,
                                              const StoredUser& stored) const {
  TWOTOWER_TRY(check_k(request.k));
  const double diversity = request.diversity.value_or(state_->bundle.serve.diversity);
  TWOTOWER_TRY(check_diversity(diversity, request.k));
  // Of another generation: whoever has that one must be asked, whatever this one says of the rest.
  TWOTOWER_ASSIGN(std::vector<std::uint32_t> given, state_->given_to(request));
  Borrowed borrowed(*state_);
  RequestScratch& scratch = *borrowed;
  const Stopwatch watch;
  TWOTOWER_TRY(state_->set_query(request, stored, scratch));
  const double tower_seconds = watch.seconds();
  scratch.given = std::move(given);
  TWOTOWER_TRY(
      state_->set_allowed(request.filter, request.exclude, state_->seen_by(scratch.user), scratch));
  // With diversity, more are searched than are answered, to choose from.
  TWOTOWER_TRY(state_->search(
      request, diversity > 0.0 ? num_diverse_candidates(request.k) : request.k, scratch));
  diversify(scratch.exec, *state_->bundle.index, diversity, request.k, scratch.given, scratch.best);
  state_->score_rivals(scratch);
  Recommendations answer = {.items = state_->items_of(scratch),
                            .origin = state_->origin_of(scratch.user),
                            .cursor = state_->cursor_after(request, scratch)};
  answer.origin.tower_seconds = tower_seconds;
  answer.origin.search_seconds = watch.seconds() - tower_seconds;
  if (answer.items.size() < request.k) {
    answer.shortfall = state_->left_out(scratch);
    answer.shortfall->caps = state_->num_allowed(scratch) - answer.items.size();
  }
  if (request.why) Explainer(*state_, scratch).add_reasons(answer.items);
  return answer;
}

Result<Recommendations> Generation::similar(const SimilarRequest& request) const {
  TWOTOWER_TRY(check_k(request.k));
  TWOTOWER_ASSIGN(const std::uint32_t slot, state_->slot_of_item(request.item_id));
  Borrowed borrowed(*state_);
  RequestScratch& scratch = *borrowed;
  scratch.begin();
  TWOTOWER_ASSIGN(scratch.rules, state_->rules->active({}, {}, current_time()));
  std::vector<Id> exclude = request.exclude;
  exclude.push_back(request.item_id);  // itself, too
  TWOTOWER_TRY(state_->set_allowed(request.filter, exclude, {}, scratch));
  const Index& index = *state_->bundle.index;
  scratch.scores.resize(state_->num_slots());
  index.score(scratch.exec, index.vector(slot), {0, state_->num_slots()}, scratch.scores);
  state_->divide_by_lengths(slot, scratch.scores);
  scratch.scores[slot] = std::numeric_limits<float>::quiet_NaN();  // no rival either
  state_->search_scores(request.k, scratch);
  state_->keep_rivals(scratch);
  Recommendations answer = {.items = state_->items_of(scratch), .origin = state_->origin()};
  answer.origin.unknown = scratch.user.unknown;
  if (answer.items.size() < request.k) answer.shortfall = state_->left_out(scratch);
  return answer;
}

Result<Scores> Generation::score(const RecommendRequest& user, std::span<const Id> items,
                                 const StoredUser& stored) const {
  Borrowed borrowed(*state_);
  RequestScratch& scratch = *borrowed;
  TWOTOWER_TRY(state_->set_query(user, stored, scratch));
  Scores answer = {.origin = state_->origin_of(scratch.user)};
  for (const Id& id : items) {
    ScoredItem& item = answer.items.emplace_back(ScoredItem{.id = id});
    const auto slot = find_item(state_->bundle, id);
    if (!slot.has_value()) continue;
    item = {.id = to_id(state_->bundle.catalog.id(*slot)),
            .score = state_->score_of(*slot, scratch.query, scratch)};
  }
  return answer;
}

Result<Explanation> Generation::why(const RecommendRequest& user, const Id& item_id,
                                    const StoredUser& stored) const {
  TWOTOWER_ASSIGN(const std::uint32_t slot, state_->slot_of_item(item_id));
  Borrowed borrowed(*state_);
  RequestScratch& scratch = *borrowed;
  TWOTOWER_TRY(state_->set_query(user, stored, scratch));
  TWOTOWER_TRY(
      state_->set_allowed(user.filter, user.exclude, state_->seen_by(scratch.user), scratch));
  Explanation answer = {
      .item = item_id, .origin = state_->origin_of(scratch.user), .num_items = state_->num_items()};
  answer.num_allowed = state_->num_allowed(scratch);
  Explainer(*state_, scratch).explain(slot, answer);
  return answer;
}

const std::shared_ptr<const ServeRules>& Generation::rules() const {
  return state_->rules;
}

Result<void> Generation::check_rules(const ServeRules& rules) const {
  for (std::size_t i = 0; i < rules.list().size(); ++i) {
    const std::string path = fmt::format("rules[{}].items", i);
    TWOTOWER_TRY(state_->filters.check(rules.list()[i].items, path));
  }
  return {};
}

Result<std::vector<std::string>> Generation::check_user_features(const Value& features) const {
  return state_->maker.check_user_features(features);
}

std::vector<EventNote> Generation::notes_of(const Event& event, const UserCut& cut) const {
  return state_->maker.notes_of(event, cut);
}

}  // namespace twotower
