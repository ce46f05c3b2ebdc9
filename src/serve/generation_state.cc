#include "serve/generation_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

#include "base/nearest_name.h"
#include "bundle/with_items.h"
#include "kernels/scan.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxNearest = 65536;    // items to look for a like id among
constexpr std::size_t kStandingBlock = 8192;  // scores at a time: they stay in the cache

// Forbids slots; the first to do so is the reason that is counted.
class AllowedMask {
 public:
  AllowedMask(std::vector<std::uint64_t>& words, std::size_t num_slots) : words_(words) {
    words_.assign(words_of(num_slots), ~std::uint64_t{0});
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

bool is_allowed(std::span<const std::uint64_t> words, std::size_t slot) {
  return (words[slot / 64] >> (slot % 64) & 1) != 0;
}

Worker::Worker(std::shared_ptr<const TwoTowerModel> of)
    : model(std::move(of)),
      embedder(*model),
      exec(0),
      query(static_cast<std::size_t>(model->options().dim)) {}

void Worker::fit(const Index& index) {
  if (index.search_scratch_floats() <= scratch_floats_) return;
  scratch_floats_ = index.search_scratch_floats();
  exec = Exec(scratch_floats_);
}

std::unique_ptr<Worker> WorkerPool::take() {
  {
    const std::scoped_lock lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<Worker> worker = std::move(free_.back());
      free_.pop_back();
      return worker;
    }
  }
  return std::make_unique<Worker>(model_);
}

void WorkerPool::give_back(std::unique_ptr<Worker> worker) {
  const std::scoped_lock lock(mutex_);
  free_.push_back(std::move(worker));
}

SharedItems::SharedItems(const Bundle& bundle)
    : rows(bundle.catalog.shared_rows()), popularity(rows->counts.begin(), rows->counts.end()) {
  if (bundle.index->similarity() != Similarity::kDot) return;
  for (std::uint32_t slot = 0; slot < popularity.size(); ++slot) {
    inv_norms.push_back(inv_norm(bundle.index->vector(slot)));
  }
}

GenerationState::GenerationState(std::shared_ptr<const Bundle> opened,
                                 const GenerationState* before)
    : shared(std::move(opened)), bundle(*shared), maker(bundle) {
  const bool is_shared =
      before != nullptr && before->shared_items->rows == bundle.catalog.shared_rows();
  shared_items = is_shared ? before->shared_items : std::make_shared<const SharedItems>(bundle);
  workers = before != nullptr && before->workers->model() == bundle.model
                ? before->workers
                : std::make_shared<WorkerPool>(bundle.model);
}

std::span<const float> GenerationState::popularity() const {
  const bool is_shared = shared_items->popularity.size() == num_slots();
  if (is_shared && num_items() == num_slots()) return shared_items->popularity;
  std::call_once(has_popularity, [&] {
    popularity_of_all = shared_items->popularity;
    popularity_of_all.resize(num_slots(), 0.0F);
    for (std::uint32_t slot = 0; slot < num_slots(); ++slot) {
      if (!bundle.index->has(slot)) {
        popularity_of_all[slot] = std::numeric_limits<float>::quiet_NaN();
      }
    }
  });
  return popularity_of_all;
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
                                        Worker& worker) const {
  TWOTOWER_TRY(maker.make(request, stored, worker.user));
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
  } else if (worker.user.is_known) {
    embed(worker.user, worker, worker.query);
  }
  return {};
}

void GenerationState::embed(const UserState& user, Worker& worker, std::span<float> query) const {
  worker.embedder.users(user.sides, user.states, {query.data(), 1, query.size()});
}

Shortfall GenerationState::set_allowed(const RecommendRequest& request, Worker& worker,
                                       std::size_t& unknown_items) const {
  Shortfall removed = {.catalog = num_items()};
  AllowedMask mask(worker.allowed, num_slots());
  bundle.index->leave_present(worker.allowed);
  if (bundle.manifest.repeat == RepeatRule::kExclude) {
    for (const std::uint32_t slot : worker.user.known_items) {
      removed.seen += mask.forbid(slot) ? 1 : 0;
    }
  }
  for (const Id& id : request.exclude) {
    if (const auto slot = bundle.catalog.find(to_view(id))) {
      removed.exclude += mask.forbid(*slot) ? 1 : 0;
    } else {
      ++unknown_items;
    }
  }
  return removed;
}

void GenerationState::search(std::size_t k, Worker& worker) const {
  worker.best.resize(std::min(k, num_slots()));
  std::size_t count = 0;
  bundle.index->search(worker.exec, {worker.query.data(), 1, worker.query.size()},
                       {{worker.allowed}}, {worker.best.data(), 1, worker.best.size()},
                       {&count, 1});
  worker.best.resize(count);
}

void GenerationState::search_scores(std::span<const float> scores, std::size_t k,
                                    Worker& worker) const {
  worker.best.resize(std::min(k, num_slots()));
  TopK top(worker.best);
  top.add(scores, 0, {worker.allowed});
  worker.best.resize(top.finish().size());
}

const MatchRivals& GenerationState::rivals() const {
  std::call_once(has_rivals, [&] { match_rivals.emplace(*bundle.index); });
  return *match_rivals;
}

void GenerationState::score_rivals(Worker& worker) const {
  worker.scores.resize(rivals().size());
  if (worker.user.is_known) {
    rivals().score(worker.exec, worker.query, worker.scores);
  } else {
    rivals().take(popularity(), worker.scores);
  }
}

double GenerationState::score_of(std::uint32_t slot, std::span<const float> query,
                                 Worker& worker) const {
  float score = worker.user.is_known ? 0.0F : popularity()[slot];
  if (worker.user.is_known) bundle.index->score(worker.exec, query, {slot, 1}, {&score, 1});
  return static_cast<double>(score);
}

Standing GenerationState::standing_of(std::uint32_t slot, std::optional<float> score,
                                      Worker& worker) const {
  std::vector<float>& block = worker.scores;
  block.resize(kStandingBlock);
  const auto scores_of = [&](std::size_t first) -> std::span<const float> {
    const std::size_t count = std::min(kStandingBlock, num_slots() - first);
    if (!worker.user.is_known) return popularity().subspan(first, count);
    bundle.index->score(worker.exec, worker.query, {first, count}, std::span(block).first(count));
    return std::span(block).first(count);
  };
  const std::size_t own_block = slot / kStandingBlock * kStandingBlock;
  const float own = score.has_value() ? *score : scores_of(own_block)[slot - own_block];
  Standing standing = {.score = static_cast<double>(own)};
  for (std::size_t first = 0; first < num_slots(); first += kStandingBlock) {
    const std::span<const float> scores = scores_of(first);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      if (first + i == slot) continue;
      standing.above += scores[i] > own ? 1 : 0;
      standing.equal += scores[i] == own ? 1 : 0;
      standing.below += scores[i] < own ? 1 : 0;
      standing.allowed_before += scores[i] >= own && is_allowed(worker.allowed, first + i) ? 1 : 0;
    }
  }
  return standing;
}

void GenerationState::keep_rivals(Worker& worker) const {
  std::vector<float> scores(rivals().size());
  rivals().take(worker.scores, scores);
  worker.scores = std::move(scores);
}

std::vector<RecommendedItem> GenerationState::items_of(Worker& worker) const {
  std::vector<MatchedItem> matched;
  for (const ScoredSlot& found : worker.best) {
    const auto place = rivals().place_of(found.slot);
    // A sample's vectors are scaled once more, which may change the last bit of a score.
    if (place.has_value()) worker.scores[*place] = found.score;
    matched.push_back({found.score, place.has_value()});
  }
  std::vector<double> match(matched.size());
  match_of(matched, worker.scores, match);
  std::vector<RecommendedItem> items;
  for (std::size_t i = 0; i < matched.size(); ++i) {
    const std::uint32_t slot = worker.best[i].slot;
    items.push_back({.id = to_id(bundle.catalog.id(slot)),
                     .score = static_cast<double>(matched[i].score),
                     .match = match[i],
                     .show = bundle.catalog.shown_of(slot)});
  }
  return items;
}

Result<std::uint32_t> GenerationState::slot_of_item(const Id& id) const {
  if (const auto slot = find_item(bundle, id)) return *slot;
  const std::string nearest = nearest_item(bundle, id);
  return Error{
      ErrorCode::kRequestUnknownId, "item_id",
      fmt::format("item '{}' is not in the catalog of {} items{}", id_text(id), num_items(),
                  nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest))};
}

}  // namespace twotower
