#include "serve/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/nearest_name.h"
#include "kernels/exec.h"
#include "kernels/scan.h"
#include "kernels/top_k.h"
#include "model/embedder.h"
#include "serve/diversify.h"
#include "serve/match.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

constexpr std::size_t kMatchSlots = 65536;  // about a millisecond to score
constexpr std::size_t kMatchBlock = 64;

// What one request at a time uses.
struct Worker {
  explicit Worker(const Bundle& bundle)
      : embedder(*bundle.model),
        exec(bundle.index->search_scratch_floats()),
        query(bundle.index->dim()) {}

  Embedder embedder;
  Exec exec;
  UserState user;
  std::vector<float> query;            // [dim]
  std::vector<float> scores;           // of the catalog or a part of it
  std::vector<std::uint64_t> allowed;  // one bit a slot
  std::vector<ScoredSlot> best;        // [k], then those found
};

std::optional<std::uint32_t> find(const IdMap& ids, const Id& id) {
  return std::visit([&](const auto& value) { return ids.find(IdView(value)); }, id);
}

Id to_id(const IdView& view) {
  if (const auto* integer = std::get_if<std::int64_t>(&view)) return *integer;
  return std::string(std::get<std::string_view>(view));
}

std::string text_of_id(const Id& id) {
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, id);
}

Error out_of_range(const std::string& field, const std::string& problem) {
  return {ErrorCode::kRequestOutOfRange, field, fmt::format("{} {}", field, problem)};
}

Result<void> check_k(std::size_t k) {
  if (k > 0) return {};
  return out_of_range("k", "is 0; ask for at least one item");
}

Result<void> check_diversity(const RecommendRequest& request) {
  const double diversity = request.diversity;
  if (!(diversity >= 0.0 && diversity <= 1.0)) {
    return out_of_range("diversity",
                        fmt::format("is {}; it is 0 (off) to 1 (most diverse)", diversity));
  }
  if (diversity == 0.0 || request.k <= kMaxDiversePlaces) return {};
  return out_of_range("k", fmt::format("is {}; a list with diversity has at most {} items",
                                       request.k, kMaxDiversePlaces));
}

// How many items to search: with diversity, to choose k from.
std::size_t num_searched(const RecommendRequest& request) {
  return request.diversity > 0.0 ? num_diverse_candidates(request.k) : request.k;
}

// Forbids slots; the first to do so is the reason that is counted.
class AllowedMask {
 public:
  AllowedMask(std::vector<std::uint64_t>& words, std::size_t num_slots) : words_(words) {
    words_.assign((num_slots + 63) / 64, ~std::uint64_t{0});
  }
  // Whether it was allowed.
  bool forbid(std::uint32_t slot) {
    std::uint64_t& word = words_[slot / 64];
    const std::uint64_t bit = std::uint64_t{1} << (slot % 64);
    const bool was_allowed = (word & bit) != 0;
    word &= ~bit;
    return was_allowed;
  }

 private:
  std::vector<std::uint64_t>& words_;
};

}  // namespace

struct Generation::State {
  explicit State(std::shared_ptr<const Bundle> opened)
      : shared(std::move(opened)), bundle(*shared), maker(bundle) {
    popularity.assign(bundle.catalog.counts.begin(), bundle.catalog.counts.end());
    if (bundle.index->similarity() != Similarity::kDot) return;
    for (std::uint32_t slot = 0; slot < num_items(); ++slot) {
      const std::span<const float> vector = bundle.index->vector(slot);
      double square = 0.0;
      for (const float x : vector) square += static_cast<double>(x) * static_cast<double>(x);
      inv_norms.push_back(square > 0.0 ? static_cast<float>(1.0 / std::sqrt(square)) : 0.0F);
    }
  }

  std::size_t num_items() const { return bundle.catalog.ids.size(); }

  std::unique_ptr<Worker> take_worker() {
    const std::scoped_lock lock(mutex);
    if (free_workers.empty()) return std::make_unique<Worker>(bundle);
    std::unique_ptr<Worker> worker = std::move(free_workers.back());
    free_workers.pop_back();
    return worker;
  }
  void give_back(std::unique_ptr<Worker> worker) {
    const std::scoped_lock lock(mutex);
    free_workers.push_back(std::move(worker));
  }

  Result<void> set_query(const RecommendRequest& request, Worker& worker) const;
  Shortfall set_allowed(const RecommendRequest& request, Worker& worker,
                        std::size_t& unknown_items) const;
  void search(std::size_t k, Worker& worker) const;
  void search_scores(std::span<const float> scores, std::size_t k, Worker& worker) const;
  void score_part(Worker& worker) const;
  std::vector<RecommendedItem> items_of(const Worker& worker, std::span<const float> catalog) const;
  Error unknown_item(const Id& id) const;

  std::shared_ptr<const Bundle> shared;
  const Bundle& bundle;
  UserStateMaker maker;
  std::vector<float> popularity;  // [items]
  std::vector<float> inv_norms;   // [items] of vectors, for kDot only: others need none
  std::mutex mutex;               // of free_workers
  std::vector<std::unique_ptr<Worker>> free_workers;
};

namespace {

// Takes a worker for as long as a request lasts.
template <typename State>
class Borrowed {
 public:
  explicit Borrowed(State& state) : state_(state), worker_(state.take_worker()) {}
  ~Borrowed() { state_.give_back(std::move(worker_)); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  Worker& operator*() { return *worker_; }

 private:
  State& state_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace

// Fills worker.user, and worker.query unless nothing is known of the user.
Result<void> Generation::State::set_query(const RecommendRequest& request, Worker& worker) const {
  TWOTOWER_TRY(maker.make(request, worker.user));
  if (request.user_vector.has_value()) {
    const std::vector<float>& vector = *request.user_vector;
    if (vector.size() != worker.query.size()) {
      return out_of_range("user_vector", fmt::format("has {} numbers, the towers give {}",
                                                     vector.size(), worker.query.size()));
    }
    if (!std::ranges::all_of(vector, [](float x) { return std::isfinite(x); })) {
      return out_of_range("user_vector", "has an element that is not a finite number");
    }
    worker.query = vector;
    worker.user.is_known = true;
  } else if (worker.user.is_known) {
    worker.embedder.users(worker.user.sides, worker.user.states,
                          {worker.query.data(), 1, worker.query.size()});
  }
  return {};
}

// Fills worker.allowed, and says how many items that left out.
Shortfall Generation::State::set_allowed(const RecommendRequest& request, Worker& worker,
                                         std::size_t& unknown_items) const {
  Shortfall removed = {.catalog = num_items()};
  AllowedMask mask(worker.allowed, num_items());
  if (bundle.manifest.repeat == RepeatRule::kExclude) {
    for (const std::uint32_t slot : worker.user.known_items) {
      removed.seen += mask.forbid(slot) ? 1 : 0;
    }
  }
  for (const Id& id : request.exclude) {
    if (const auto slot = find(bundle.catalog.ids, id)) {
      removed.exclude += mask.forbid(*slot) ? 1 : 0;
    } else {
      ++unknown_items;
    }
  }
  return removed;
}

// Leaves the best allowed slots for worker.query in worker.best.
void Generation::State::search(std::size_t k, Worker& worker) const {
  worker.best.resize(std::min(k, num_items()));
  std::size_t count = 0;
  bundle.index->search(worker.exec, {worker.query.data(), 1, worker.query.size()}, {worker.allowed},
                       {worker.best.data(), 1, worker.best.size()}, {&count, 1});
  worker.best.resize(count);
}

// The same where all scores are there.
void Generation::State::search_scores(std::span<const float> scores, std::size_t k,
                                      Worker& worker) const {
  worker.best.resize(std::min(k, num_items()));
  TopK top(worker.best);
  top.add(scores, 0, {worker.allowed});
  worker.best.resize(top.finish().size());
}

// Scores worker.query with all items, or with blocks of them spread evenly, for `match`.
void Generation::State::score_part(Worker& worker) const {
  const std::size_t num_blocks = (num_items() + kMatchBlock - 1) / kMatchBlock;
  const std::size_t stride = (num_items() + kMatchSlots - 1) / kMatchSlots;
  worker.scores.clear();
  if (stride <= 1) {
    worker.scores.resize(num_items());
    bundle.index->score(worker.exec, worker.query, {0, num_items()}, worker.scores);
    for (ScoredSlot& found : worker.best) found.score = worker.scores[found.slot];
    return;
  }
  for (std::size_t block = 0; block < num_blocks; block += stride) {
    const std::size_t first = block * kMatchBlock;
    const std::size_t count = std::min(kMatchBlock, num_items() - first);
    const std::size_t place = worker.scores.size();
    worker.scores.resize(place + count);
    bundle.index->score(worker.exec, worker.query, {first, count},
                        std::span(worker.scores).subspan(place));
  }
  for (const ScoredSlot& found : worker.best) worker.scores.push_back(found.score);
}

std::vector<RecommendedItem> Generation::State::items_of(const Worker& worker,
                                                         std::span<const float> catalog) const {
  std::vector<float> scores;
  for (const ScoredSlot& found : worker.best) scores.push_back(found.score);
  std::vector<double> match(scores.size());
  match_of(scores, catalog, match);
  std::vector<RecommendedItem> items;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const std::uint32_t slot = worker.best[i].slot;
    items.push_back({.id = to_id(bundle.catalog.ids.id(slot)),
                     .score = static_cast<double>(scores[i]),
                     .match = match[i],
                     .show = bundle.catalog.shown_of(slot)});
  }
  return items;
}

Error Generation::State::unknown_item(const Id& id) const {
  const std::string text = text_of_id(id);
  std::string nearest;
  if (num_items() <= kMatchSlots) {
    std::vector<std::string> known;
    for (std::uint32_t slot = 0; slot < num_items(); ++slot) {
      known.push_back(to_string(bundle.catalog.ids.id(slot)));
    }
    nearest = nearest_name(text, known);
  }
  return {ErrorCode::kRequestUnknownId, "item_id",
          fmt::format("item '{}' is not in the catalog of {} items{}", text, num_items(),
                      nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest))};
}

Generation::Generation(std::shared_ptr<const Bundle> bundle)
    : state_(std::make_unique<State>(std::move(bundle))) {}
Generation::~Generation() = default;

const std::shared_ptr<const Bundle>& Generation::bundle() const {
  return state_->shared;
}

Result<Recommendations> Generation::recommend(const RecommendRequest& request) const {
  TWOTOWER_TRY(check_k(request.k));
  TWOTOWER_TRY(check_diversity(request));
  Borrowed borrowed(*state_);
  Worker& worker = *borrowed;
  TWOTOWER_TRY(state_->set_query(request, worker));
  Recommendations answer = {.generation = state_->bundle.manifest.generation,
                            .degraded = !worker.user.is_known,
                            .unknown_items = worker.user.unknown_items};
  const Shortfall removed = state_->set_allowed(request, worker, answer.unknown_items);
  if (answer.degraded) {
    state_->search_scores(state_->popularity, num_searched(request), worker);
    diversify(worker.exec, *state_->bundle.index, request.diversity, request.k, worker.best);
    answer.items = state_->items_of(worker, state_->popularity);
  } else {
    state_->search(num_searched(request), worker);
    diversify(worker.exec, *state_->bundle.index, request.diversity, request.k, worker.best);
    state_->score_part(worker);
    answer.items = state_->items_of(worker, worker.scores);
  }
  if (answer.items.size() < request.k) answer.shortfall = removed;
  return answer;
}

Result<Recommendations> Generation::similar(const Id& item_id, std::size_t k) const {
  TWOTOWER_TRY(check_k(k));
  const auto slot = find(state_->bundle.catalog.ids, item_id);
  if (!slot.has_value()) return state_->unknown_item(item_id);
  Borrowed borrowed(*state_);
  Worker& worker = *borrowed;
  const Index& index = *state_->bundle.index;
  worker.scores.resize(state_->num_items());
  index.score(worker.exec, index.vector(*slot), {0, state_->num_items()}, worker.scores);
  for (std::size_t i = 0; i < state_->inv_norms.size(); ++i) {
    worker.scores[i] *= state_->inv_norms[i] * state_->inv_norms[*slot];
  }
  worker.scores[*slot] = std::numeric_limits<float>::quiet_NaN();  // neither answered nor a rival
  AllowedMask all(worker.allowed, state_->num_items());
  state_->search_scores(worker.scores, k, worker);
  Recommendations answer = {.items = state_->items_of(worker, worker.scores),
                            .generation = state_->bundle.manifest.generation};
  if (answer.items.size() < k) {
    answer.shortfall = Shortfall{.catalog = state_->num_items(), .exclude = 1};
  }
  return answer;
}

Result<Scores> Generation::score(const RecommendRequest& user, std::span<const Id> items) const {
  Borrowed borrowed(*state_);
  Worker& worker = *borrowed;
  TWOTOWER_TRY(state_->set_query(user, worker));
  Scores answer = {.generation = state_->bundle.manifest.generation,
                   .degraded = !worker.user.is_known};
  for (const Id& id : items) {
    ScoredItem& item = answer.items.emplace_back(ScoredItem{.id = id});
    const auto slot = find(state_->bundle.catalog.ids, id);
    if (!slot.has_value()) continue;
    float score = state_->popularity[*slot];
    if (!answer.degraded) {
      state_->bundle.index->score(worker.exec, worker.query, {*slot, 1}, {&score, 1});
    }
    item = {.id = to_id(state_->bundle.catalog.ids.id(*slot)), .score = static_cast<double>(score)};
  }
  return answer;
}

}  // namespace twotower
