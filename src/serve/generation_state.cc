#include "serve/generation_state.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <variant>

#include "base/messages/serve_errors.h"
#include "base/nearest_name.h"
#include "bundle/with_items.h"
#include "kernels/scan.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxNearest = 65536;  // items to look for a like id among
constexpr std::size_t kRankBlock = 8192;    // scores at a time: they stay in the cache

// Vectors of other towers mean nothing here, and no length tells.
Result<void> check_model(const std::string& given, const std::string& model) {
  if (given == model) return {};
  if (given.empty()) return out_of_range("model", VectorWithoutModel());
  return Error{ErrorCode::kBundleMismatch, "model", VectorOfOtherModel(given, model)};
}

// Ascending, each once.
void make_set(std::vector<std::uint32_t>& slots) {
  std::ranges::sort(slots);
  slots.erase(std::ranges::unique(slots).begin(), slots.end());
}

float inv_norm(std::span<const float> vector) {
  double square = 0.0;
  for (const float x : vector) square += static_cast<double>(x) * static_cast<double>(x);
  return square > 0.0 ? static_cast<float>(1.0 / std::sqrt(square)) : 0.0F;
}

// "" if none is near, or there are too many to look through.
std::string nearest_item(const Bundle& bundle, const Id& id) {
  if (bundle.catalog.size() > kMaxNearest) return "";
  std::vector<std::string> known;
  for (std::uint32_t slot = 0; slot < bundle.catalog.size(); ++slot) {
    if (bundle.index->has(slot)) known.push_back(to_string(bundle.catalog.id(slot)));
  }
  return std::string(nearest_name(id_text(id), known));
}

}  // namespace

Result<void> check_deadline(const RecommendRequest& request) {
  if (!request.deadline.has_value()) return {};
  if (std::chrono::steady_clock::now() < *request.deadline) return {};
  return Error{ErrorCode::kServeDeadline, "timeout_ms", AnswerTooLate()};
}

SharedItems::SharedItems(const Bundle& bundle) : rows(bundle.catalog.shared_rows()) {
  if (bundle.index->similarity() != Similarity::kDot) return;
  for (std::uint32_t slot = 0; slot < rows->size(); ++slot) {
    inv_norms.push_back(inv_norm(bundle.index->vector(slot)));
  }
}

const std::vector<std::uint32_t>& SharedItems::by_popularity() const {
  std::call_once(is_ordered_, [&] {
    by_popularity_.resize(rows->size());
    std::iota(by_popularity_.begin(), by_popularity_.end(), 0U);
    std::ranges::stable_sort(by_popularity_, std::greater(),
                             [&](std::uint32_t slot) { return rows->counts[slot]; });
  });
  return by_popularity_;
}

GenerationState::GenerationState(std::shared_ptr<const Bundle> opened,
                                 const GenerationState* before,
                                 std::shared_ptr<const ServeRules> told)
    : shared(std::move(opened)),
      bundle(*shared),
      rules(told != nullptr
                ? std::move(told)
                : std::make_shared<const ServeRules>(ServeRules::of_bundle(bundle.serve))),
      maker(bundle, *rules),
      filters(bundle.catalog, before == nullptr ? nullptr : &before->filters) {
  const bool is_shared =
      before != nullptr && before->shared_items->rows == bundle.catalog.shared_rows();
  shared_items = is_shared ? before->shared_items : std::make_shared<const SharedItems>(bundle);
  scratch_pool = before != nullptr && before->scratch_pool->model() == bundle.model
                     ? before->scratch_pool
                     : std::make_shared<ScratchPool>(bundle.model);
  cursors = before != nullptr ? before->cursors
                              : std::make_shared<const CursorKey>(bundle.manifest.generation);
}

float GenerationState::popularity(std::uint32_t slot) const {
  if (!bundle.index->has(slot)) return std::numeric_limits<float>::quiet_NaN();
  return static_cast<float>(bundle.catalog.count(slot));
}

void GenerationState::divide_by_lengths(std::uint32_t slot, std::span<float> scores) const {
  if (bundle.index->similarity() != Similarity::kDot) return;
  const float own = inv_norm(bundle.index->vector(slot));
  const std::vector<std::uint32_t>& changed = bundle.catalog.changes().slots;
  std::vector<float> of_changed;
  for (const std::uint32_t other : changed) {
    of_changed.push_back(scores[other] * (inv_norm(bundle.index->vector(other)) * own));
  }
  for (std::size_t i = 0; i < shared_items->inv_norms.size(); ++i)
    scores[i] *= shared_items->inv_norms[i] * own;
  for (std::size_t i = 0; i < changed.size(); ++i) scores[changed[i]] = of_changed[i];
}

Result<void> GenerationState::set_query(const RecommendRequest& request, const StoredUser& stored,
                                        RequestScratch& scratch) const {
  scratch.begin();
  scratch.query.resize(static_cast<std::size_t>(bundle.model->options().dim));
  scratch.reads_all = request.reads_all;
  TWOTOWER_TRY(check_deadline(request));
  TWOTOWER_TRY(maker.make(request, stored, scratch.user));
  scratch.gains.set(bundle.manifest, scratch.user);
  TWOTOWER_ASSIGN(scratch.rules, rules->active(request, stored, current_time()));
  set_shown(stored, scratch);
  if (request.user_vector.has_value()) {
    TWOTOWER_TRY(check_model(request.model, bundle.manifest.model));
    const std::vector<float>& vector = *request.user_vector;
    if (vector.size() != scratch.query.size()) {
      return out_of_range("user_vector", VectorWrongLength(vector.size(), scratch.query.size()));
    }
    const auto is_bounded = [](float x) { return std::abs(x) <= kMaxVectorElement; };  // no NaN is
    if (!std::ranges::all_of(vector, is_bounded)) {
      return out_of_range("user_vector", VectorTooLong(kMaxVectorNumber));
    }
    scratch.query = vector;
  } else if (scratch.user.is_known) {
    embed(scratch.user, scratch, scratch.query);
  }
  return check_deadline(request);
}

Result<std::vector<std::uint32_t>> GenerationState::given_to(
    const RecommendRequest& request) const {
  if (request.cursor.empty()) return std::vector<std::uint32_t>();
  return cursors->open(request, num_slots(), slot_names());
}

std::string GenerationState::cursor_after(const RecommendRequest& request,
                                          const RequestScratch& scratch) const {
  const std::size_t num_given = scratch.given.size() + scratch.best.size();
  if (!request.is_paged || scratch.best.size() < request.k || num_given > kMaxPagedItems) return {};
  std::vector<std::uint32_t> given = scratch.given;
  for (const ScoredSlot& found : scratch.best) given.push_back(found.slot);
  make_set(given);
  return cursors->seal(request, given, slot_names());
}

void GenerationState::embed(const UserState& user, RequestScratch& scratch,
                            std::span<float> query) const {
  scratch.embedder.users(user.sides, user.states, {query.data(), 1, query.size()});
}

AnswerOrigin GenerationState::origin() const {
  return {.generation = bundle.manifest.generation, .model = bundle.manifest.model};
}

AnswerOrigin GenerationState::origin_of(const UserState& user) const {
  AnswerOrigin of_user = origin();
  if (!user.is_known) of_user.degraded.push_back(DegradedReason::kUnknownUser);
  of_user.unknown = user.unknown;
  return of_user;
}

void GenerationState::set_shown(const StoredUser& stored, RequestScratch& scratch) const {
  if (!bundle.serve.shown.has_value() || stored.shown.empty()) return;
  const std::int64_t oldest = current_time().microseconds - bundle.serve.shown->within.microseconds;
  absl::flat_hash_map<std::uint32_t, std::int64_t> times;
  for (const Event& event : stored.shown) {
    const auto slot = bundle.catalog.find(to_view(event.item_id));
    if (!slot.has_value() || event.time.value_or(oldest) < oldest) continue;
    if (++times[*slot] == bundle.serve.shown->max) scratch.shown.push_back(*slot);
  }
  make_set(scratch.shown);
}

Result<void> GenerationState::set_allowed(const Condition& filter, std::span<const Id> exclude,
                                          std::span<const std::uint32_t> seen,
                                          RequestScratch& scratch) const {
  scratch.filtered.reset();
  if (!filter.is_empty()) {
    TWOTOWER_ASSIGN(scratch.filtered, filters.passing(filter, current_time()));
  }
  scratch.passing = scratch.filtered;
  if (!scratch.rules.empty()) {
    const auto condition = rules->condition_of(scratch.rules);
    TWOTOWER_ASSIGN(scratch.passing,
                    filter.is_empty()
                        ? filters.passing(*condition, current_time())
                        : filters.passing(all_of({*condition, filter}), current_time()));
  }
  scratch.seen.assign(seen.begin(), seen.end());
  make_set(scratch.seen);
  scratch.excluded = scratch.seen;
  for (const Id& id : exclude) {
    if (const auto slot = bundle.catalog.find(to_view(id))) {
      scratch.excluded.push_back(*slot);
    } else {
      add_unknown("exclude", scratch.user.unknown);
    }
  }
  for (const auto* left_out : {&scratch.shown, &scratch.given}) {
    scratch.excluded.insert(scratch.excluded.end(), left_out->begin(), left_out->end());
  }
  make_set(scratch.excluded);
  return {};
}

std::span<const std::uint32_t> GenerationState::seen_by(const UserState& user) const {
  return bundle.manifest.repeat == RepeatRule::kExclude ? user.seen : user.disliked;
}

std::size_t GenerationState::num_present(const SlotSet* set) const {
  if (set == nullptr) return num_items();
  std::vector<std::uint64_t> words = set->words;
  bundle.index->leave_present(words);
  return count_slots(words);
}

Shortfall GenerationState::left_out(const RequestScratch& scratch) const {
  Shortfall left = {.catalog = num_items()};
  const AllowedSlots passing = scratch.options().allowed;
  const std::size_t num_filtered = num_present(scratch.filtered.get());
  left.filter = num_items() - num_filtered;
  left.rules = num_filtered - num_present(scratch.passing.get());
  for (const std::uint32_t slot : scratch.excluded) {
    if (!passing[slot] || !bundle.index->has(slot)) continue;
    const bool is_seen = is_excluded(scratch.seen, slot);
    const bool is_given = !is_seen && is_excluded(scratch.given, slot);
    const bool is_shown = !is_seen && !is_given && is_excluded(scratch.shown, slot);
    ++(is_seen ? left.seen : is_given ? left.given : is_shown ? left.shown : left.exclude);
  }
  return left;
}

std::size_t GenerationState::num_allowed(const RequestScratch& scratch) const {
  const Shortfall left = left_out(scratch);
  return left.catalog - left.filter - left.rules - left.seen - left.shown - left.exclude -
         left.given;
}

const MatchRivals& GenerationState::rivals() const {
  std::call_once(has_rivals, [&] { match_rivals.emplace(*bundle.index); });
  return *match_rivals;
}

void GenerationState::score_rivals(RequestScratch& scratch) const {
  scratch.scores.resize(rivals().size());
  if (scratch.user.is_known) {
    rivals().score(scratch.exec, scratch.query, scratch.scores);
    scratch.gains.add_to(scratch.scores, rivals());
  } else {
    for (std::size_t i = 0; i < scratch.scores.size(); ++i) {
      scratch.scores[i] = popularity(rivals().slot(i));
    }
  }
}

double GenerationState::score_of(std::uint32_t slot, std::span<const float> query,
                                 RequestScratch& scratch) const {
  float score = scratch.user.is_known ? 0.0F : popularity(slot);
  if (scratch.user.is_known) bundle.index->score(scratch.exec, query, {slot, 1}, {&score, 1});
  score += scratch.gains.of(slot);
  return static_cast<double>(score);
}

ItemRank GenerationState::rank_of(std::uint32_t slot, std::optional<float> score,
                                  RequestScratch& scratch) const {
  std::vector<float>& block = scratch.scores;
  block.resize(kRankBlock);
  const auto scores_of = [&](std::size_t first) -> std::span<const float> {
    const std::size_t count = std::min(kRankBlock, num_slots() - first);
    const std::span<float> scores = std::span(block).first(count);
    if (scratch.user.is_known) {
      bundle.index->score(scratch.exec, scratch.query, {first, count}, scores);
      scratch.gains.add_to(scores, static_cast<std::uint32_t>(first));
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        scores[i] = popularity(static_cast<std::uint32_t>(first + i));
      }
    }
    return scores;
  };
  const std::size_t own_block = slot / kRankBlock * kRankBlock;
  const float own = score.has_value() ? *score : scores_of(own_block)[slot - own_block];
  ItemRank rank = {.score = static_cast<double>(own)};
  for (std::size_t first = 0; first < num_slots(); first += kRankBlock) {
    const std::span<const float> scores = scores_of(first);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (first + i == slot) continue;
      rank.above += scores[i] > own ? 1 : 0;
      rank.equal += scores[i] == own ? 1 : 0;
      rank.below += scores[i] < own ? 1 : 0;
      const bool is_before =
          scores[i] >= own && scratch.allows(static_cast<std::uint32_t>(first + i));
      rank.allowed_before += is_before ? 1 : 0;
    }
  }
  return rank;
}

void GenerationState::keep_rivals(RequestScratch& scratch) const {
  const std::size_t count = rivals().size();
  for (std::size_t i = 0; i < count; ++i) scratch.scores[i] = scratch.scores[rivals().slot(i)];
  scratch.scores.resize(count);
}

std::vector<RecommendedItem> GenerationState::items_of(RequestScratch& scratch,
                                                       bool has_show) const {
  std::vector<MatchedItem> matched;
  for (const ScoredSlot& found : scratch.best) {
    const auto place = rivals().place_of(found.slot);
    // A sample's vectors are scaled once more, which may change the last bit of a score.
    if (place.has_value()) scratch.scores[*place] = found.score;
    matched.push_back({found.score, place.has_value()});
  }
  std::vector<double> match(matched.size());
  match_of(matched, scratch.scores, match);
  std::vector<RecommendedItem> items;
  for (std::size_t i = 0; i < matched.size(); ++i) {
    const std::uint32_t slot = scratch.best[i].slot;
    items.push_back({.id = to_id(bundle.catalog.id(slot)),
                     .score = static_cast<double>(matched[i].score),
                     .match = match[i],
                     .show = has_show ? bundle.catalog.shown_of(slot) : Value(),
                     .slot = slot});
  }
  return items;
}

Result<std::uint32_t> GenerationState::slot_of_item(const Id& id) const {
  if (const auto slot = find_item(bundle, id)) return *slot;
  const std::string nearest = nearest_item(bundle, id);
  Message message = CatalogLacksItem(id_text(id), num_items());
  if (!nearest.empty()) message = CatalogHasOtherItem(id_text(id), num_items(), nearest);
  return Error{ErrorCode::kRequestUnknownId, "item_id", std::move(message)};
}

}  // namespace twotower
