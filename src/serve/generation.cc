#include "serve/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <optional>
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

// A request on its way.
struct Asking {
  double diversity = 0.0;
  std::size_t num_candidates = 0;  // with diversity more than are answered, to choose from
  double tower_seconds = 0.0, search_seconds = 0.0;  // so far
};

Result<Asking> ask(const GenerationState& state, const RecommendRequest& request,
                   const StoredUser& stored, RequestScratch& scratch) {
  TWOTOWER_TRY(check_k(request.k));
  Asking asking = {.diversity = request.diversity.value_or(state.bundle.serve.diversity)};
  TWOTOWER_TRY(check_diversity(asking.diversity, request.k));
  asking.num_candidates = asking.diversity > 0.0 ? num_diverse_candidates(request.k) : request.k;
  // Of another generation: whoever has that one must be asked, whatever this one says of the rest.
  TWOTOWER_ASSIGN(std::vector<std::uint32_t> given, state.given_to(request));
  const Stopwatch watch;
  TWOTOWER_TRY(state.set_query(request, stored, scratch));
  asking.tower_seconds = watch.seconds();
  scratch.given = std::move(given);
  TWOTOWER_TRY(
      state.set_allowed(request.filter, request.exclude, state.seen_by(scratch.user), scratch));
  asking.search_seconds = watch.seconds() - asking.tower_seconds;
  return asking;
}

Result<void> search_alone(const GenerationState& state, const RecommendRequest& request,
                          Asking& asking, RequestScratch& scratch) {
  const Stopwatch watch;
  TWOTOWER_TRY(state.search(request, asking.num_candidates, scratch));
  asking.search_seconds += watch.seconds();
  return {};
}

// Of what was found, in scratch.best.
Recommendations answer_of(const GenerationState& state, const RecommendRequest& request,
                          const Asking& asking, RequestScratch& scratch) {
  const Stopwatch watch;
  diversify(scratch.exec, *state.bundle.index, asking.diversity, request.k, scratch.given,
            scratch.best);
  state.score_rivals(scratch);
  Recommendations answer = {.items = state.items_of(scratch, request.has_show),
                            .origin = state.origin_of(scratch.user),
                            .cursor = state.cursor_after(request, scratch)};
  answer.origin.tower_seconds = asking.tower_seconds;
  answer.origin.search_seconds = asking.search_seconds + watch.seconds();
  if (answer.items.size() < request.k) {
    answer.shortfall = state.left_out(scratch);
    answer.shortfall->caps = state.num_allowed(scratch) - answer.items.size();
  }
  if (request.why) Explainer(state, scratch).add_reasons(answer.items);
  return answer;
}

constexpr std::size_t kJointRequests = 64;  // as many as an index compares at once

// How many of the first requests are answered together: 8 MB of what is found, and some times as
// much while the index ranks it (Index::search_each()).
std::size_t num_joint(std::span<const RecommendRequest> requests) {
  constexpr std::size_t kMaxFound = std::size_t{1} << 20;
  const std::size_t k = std::max(requests.front().k, std::size_t{1});
  return std::min(std::clamp(kMaxFound / k, std::size_t{1}, kJointRequests), requests.size());
}

// Searches at once for all that have a count, and gives the equal share of the time that each
// takes.
double search_joint(const GenerationState& state, std::span<const std::size_t> counts,
                    std::span<AskedState> asked, Exec& exec) {
  const Stopwatch watch;
  state.search_each(asked, counts, exec);
  const std::ptrdiff_t num_searches = std::ssize(counts) - std::ranges::count(counts, 0U);
  return watch.seconds() / static_cast<double>(std::max<std::ptrdiff_t>(num_searches, 1));
}

// Searches what has caps one by one, and all others at once.
void answer_each(const GenerationState& state, std::span<const RecommendRequest> requests,
                 std::span<AskedState> asked, RequestScratch& scratch,
                 const Generation::TakeAnswer& take) {
  std::vector<Result<Asking>> askings;
  std::vector<std::size_t> counts;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    askings.push_back(ask(state, requests[i], {}, scratch));
    const bool is_joint = askings[i].ok() && state.caps_of(requests[i]).empty();
    counts.push_back(is_joint ? askings[i].value().num_candidates : 0);
    std::swap<AskedState>(scratch, asked[i]);
  }
  const double share = search_joint(state, counts, asked, scratch.exec);
  const auto answer = [&](std::size_t i) -> Result<Recommendations> {
    TWOTOWER_ASSIGN(Asking asking, askings[i]);
    asking.search_seconds += counts[i] == 0 ? 0.0 : share;
    if (counts[i] == 0) TWOTOWER_TRY(search_alone(state, requests[i], asking, scratch));
    return answer_of(state, requests[i], asking, scratch);
  };
  for (std::size_t i = 0; i < requests.size(); ++i) {
    std::swap<AskedState>(scratch, asked[i]);
    take(i, answer(i));
  }
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
  Borrowed borrowed(*state_);
  TWOTOWER_ASSIGN(Asking asking, ask(*state_, request, stored, *borrowed));
  TWOTOWER_TRY(search_alone(*state_, request, asking, *borrowed));
  return answer_of(*state_, request, asking, *borrowed);
}

void Generation::recommend_each(std::span<const RecommendRequest> requests,
                                const TakeAnswer& take) const {
  Borrowed borrowed(*state_);
  std::vector<AskedState> asked(std::min(requests.size(), kJointRequests));
  for (std::size_t first = 0; first < requests.size();) {
    const std::size_t count = num_joint(requests.subspan(first));
    const auto takes = [&](std::size_t i, Result<Recommendations> answer) {
      take(first + i, std::move(answer));
    };
    answer_each(*state_, requests.subspan(first, count), std::span(asked).first(count), *borrowed,
                takes);
    first += count;
  }
}

Result<std::optional<double>> Generation::offer(const RecommendRequest& user,
                                                const Id& item_id) const {
  TWOTOWER_ASSIGN(const std::uint32_t slot, state_->slot_of_item(item_id));
  Borrowed borrowed(*state_);
  RequestScratch& scratch = *borrowed;
  TWOTOWER_TRY(state_->set_query(user, {}, scratch));
  TWOTOWER_TRY(
      state_->set_allowed(user.filter, user.exclude, state_->seen_by(scratch.user), scratch));
  if (!scratch.user.is_known || !scratch.allows(slot)) return std::optional<double>();
  const double score = state_->score_of(slot, scratch.query, scratch);
  return std::isnan(score) ? std::nullopt : std::optional(score);
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
