#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "kernels/exec.h"
#include "kernels/top_k.h"
#include "model/embedder.h"
#include "serve/match.h"
#include "serve/recommendations.h"
#include "serve/user_state.h"

// What the sources of Generation share; nobody else includes it.
namespace twotower {

// What one request at a time uses, of any generation of one model.
struct Worker {
  explicit Worker(std::shared_ptr<const TwoTowerModel> of);

  // Has scratch memory for searches of this index from then on.
  void fit(const Index& index);

  std::shared_ptr<const TwoTowerModel> model;
  Embedder embedder;
  Exec exec;
  UserState user;
  std::vector<float> query;            // [dim]
  std::vector<float> scores;           // of the catalog, a part of it, or rivals
  std::vector<std::uint64_t> allowed;  // one bit a slot
  std::vector<ScoredSlot> best;        // [k], then those found

 private:
  std::size_t scratch_floats_ = 0;
};

// Workers that nobody uses, of the generations of one model. Thread-safe.
class WorkerPool {
 public:
  explicit WorkerPool(std::shared_ptr<const TwoTowerModel> model) : model_(std::move(model)) {}

  const std::shared_ptr<const TwoTowerModel>& model() const { return model_; }
  std::unique_ptr<Worker> take();
  void give_back(std::unique_ptr<Worker> worker);

 private:
  std::shared_ptr<const TwoTowerModel> model_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> free_;
};

// The bit of a slot in Worker::allowed.
bool is_allowed(std::span<const std::uint64_t> words, std::size_t slot);

// How one item's score stands among those of the catalog. Scores that are not a number count
// nowhere.
struct Standing {
  double score = 0.0;
  std::size_t above = 0, equal = 0, below = 0;  // other items
  std::size_t allowed_before = 0;  // of those above and equal, how many may be answered

  std::size_t rank() const { return 1 + above + equal; }
};

// What is computed once of the items that generations share: of all, before any changed.
struct SharedItems {
  explicit SharedItems(const Bundle& bundle);

  std::shared_ptr<const ItemRows> rows;
  std::vector<float> popularity;  // [rows]
  std::vector<float> inv_norms;   // [rows] of vectors, for kDot only: others need none
};

struct GenerationState {
  // Takes what it can from the generation before, which may be null.
  GenerationState(std::shared_ptr<const Bundle> opened, const GenerationState* before);

  // Removed items have slots, too.
  std::size_t num_slots() const { return bundle.catalog.size(); }
  std::size_t num_items() const { return bundle.index->num_present(); }

  // Fills worker.user, and worker.query unless nothing is known of the user. Fails with
  // kRequestWrongFeature, and with kRequestOutOfRange for a ready vector that does not fit.
  Result<void> set_query(const RecommendRequest& request, const StoredUser& stored,
                         Worker& worker) const;
  // The vector of a user state, [dim].
  void embed(const UserState& user, Worker& worker, std::span<float> query) const;
  // Fills worker.allowed, and says how many items that left out.
  Shortfall set_allowed(const RecommendRequest& request, Worker& worker,
                        std::size_t& unknown_items) const;
  // Leaves the best allowed slots for worker.query in worker.best.
  void search(std::size_t k, Worker& worker) const;
  // The same where all scores are there.
  void search_scores(std::span<const float> scores, std::size_t k, Worker& worker) const;
  // What `match` compares with; made where somebody asks for it.
  const MatchRivals& rivals() const;
  // Leaves scores of the rivals in worker.scores: of worker.query, or their popularity where
  // nothing is known of the user.
  void score_rivals(Worker& worker) const;
  // How often an item was taken, by slot: the score where nothing is known of the user; NaN of a
  // removed one.
  std::span<const float> popularity() const;
  // Turns dot products of all items with that of a slot into cosines, where the model's scores are
  // dot products.
  void divide_by_lengths(std::uint32_t slot, std::span<float> scores) const;
  // The score of one item: of `query`, or its popularity where nothing is known of the user.
  double score_of(std::uint32_t slot, std::span<const float> query, Worker& worker) const;
  // Where a slot stands for worker.query (or by popularity), with `score` in place of its own where
  // that is given. Scores the whole catalog, in blocks.
  Standing standing_of(std::uint32_t slot, std::optional<float> score, Worker& worker) const;
  // Of scores of all slots in worker.scores, leaves those of the rivals.
  void keep_rivals(Worker& worker) const;
  // worker.best as items, after either of these.
  std::vector<RecommendedItem> items_of(Worker& worker) const;
  // The slot of an item that was asked for. Fails with kRequestUnknownId, naming the id that may be
  // meant unless none is near, or the catalog too large to look.
  Result<std::uint32_t> slot_of_item(const Id& id) const;

  std::shared_ptr<const Bundle> shared;
  const Bundle& bundle;
  UserStateMaker maker;
  std::shared_ptr<const SharedItems> shared_items;
  mutable std::once_flag has_rivals;
  mutable std::optional<MatchRivals> match_rivals;
  mutable std::once_flag has_popularity;         // made where somebody asks for it
  mutable std::vector<float> popularity_of_all;  // where it differs from that of shared items
  std::shared_ptr<WorkerPool> workers;
};

// Takes a worker for as long as a request lasts. Every thread that answers has its own.
class Borrowed {
 public:
  explicit Borrowed(const GenerationState& state)
      : workers_(*state.workers), worker_(workers_.take()) {
    worker_->fit(*state.bundle.index);
  }
  ~Borrowed() { workers_.give_back(std::move(worker_)); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  Worker& operator*() { return *worker_; }

 private:
  WorkerPool& workers_;  // lives as long as the generation that is asked
  std::unique_ptr<Worker> worker_;
};

}  // namespace twotower
