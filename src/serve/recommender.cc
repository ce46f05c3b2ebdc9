#include "serve/recommender.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "bundle/with_items.h"
#include "index/delta_index.h"

namespace twotower {
namespace {

// Changes after which they are merged: far below the most that there may be, so that changes can go
// on meanwhile.
constexpr std::size_t kMergedChanges = DeltaIndex::kMaxChanges / 4;

std::size_t num_rows(const ColumnSource& items) {
  const RawColumn* ids = items("");
  return ids == nullptr ? 0 : ids->num_rows();
}

}  // namespace

// A mutex held for the copy of a pointer, since std::atomic<std::shared_ptr> of g++ 12 unlocks its
// readers without ordering (a data race by the standard, and to the thread sanitizer).
class Recommender::Live {
 public:
  explicit Live(Bundle bundle) { publish(std::move(bundle), nullptr); }

  std::shared_ptr<const Generation> newest() const {
    const std::scoped_lock lock(mutex_);
    return newest_;
  }

  Result<void> add(const ColumnSource& items) {
    std::unique_lock lock(changing_);
    wait_for_room(lock, num_rows(items));
    TWOTOWER_ASSIGN(ItemChange change, with_items(*newest()->bundle(), items));
    take(std::move(change));
    return {};
  }

  std::size_t remove(std::span<const Id> ids) {
    std::unique_lock lock(changing_);
    wait_for_room(lock, ids.size());
    const std::shared_ptr<const Bundle> before = newest()->bundle();
    ItemChange change = without_items(*before, ids);
    const std::size_t count = before->index->num_present() - change.bundle.index->num_present();
    if (count > 0) take(std::move(change));
    return count;
  }

  void wait_for_merge() const {
    std::unique_lock lock(changing_);
    merged_.wait(lock, [&] { return !is_merging_; });
  }

 private:
  void publish(Bundle bundle, const Generation* before) {
    auto next = std::make_shared<const Generation>(
        std::make_shared<const Bundle>(std::move(bundle)), before);
    const std::scoped_lock lock(mutex_);
    newest_.swap(next);
  }

  // A change that finds no room beside those before it would merge all itself: the merge that is
  // under way is done sooner.
  void wait_for_room(std::unique_lock<std::mutex>& lock, std::size_t num_changes) {
    merged_.wait(lock, [&] {
      return !is_merging_ ||
             twotower::num_changes(*newest()->bundle()) + num_changes <= DeltaIndex::kMaxChanges;
    });
  }

  void take(ItemChange change) {
    publish(std::move(change.bundle), newest().get());
    if (is_merging_) {
      changed_meanwhile_.insert(changed_meanwhile_.end(), change.slots.begin(), change.slots.end());
      return;
    }
    const std::shared_ptr<const Generation> whole = newest();
    if (twotower::num_changes(*whole->bundle()) < kMergedChanges) return;
    is_merging_ = true;
    changed_meanwhile_.clear();
    merger_ = std::jthread([this, whole] { merge(*whole); });
  }

  // On a thread of its own; what changed meanwhile is put over the merged generation.
  void merge(const Generation& generation) {
    const Generation whole(std::make_shared<const Bundle>(merged(*generation.bundle())),
                           &generation);
    const std::scoped_lock lock(changing_);
    const std::shared_ptr<const Bundle> now = newest()->bundle();
    // A change that merged all itself has other shared rows.
    if (now->catalog.shared_rows() == generation.bundle()->catalog.shared_rows()) {
      publish(over_merged(*now, *whole.bundle(), changed_meanwhile_), &whole);
    }
    is_merging_ = false;
    merged_.notify_all();
  }

  mutable std::mutex mutex_;  // of newest_
  std::shared_ptr<const Generation> newest_;
  mutable std::mutex changing_;  // one change at a time, so that none is lost; of what follows
  mutable std::condition_variable merged_;
  bool is_merging_ = false;
  std::vector<std::uint32_t> changed_meanwhile_;  // slots, since the merge began
  std::jthread merger_;                           // the last member: it ends before the others do
};

Recommender::Recommender(Bundle bundle) : live_(std::make_unique<Live>(std::move(bundle))) {}
Recommender::~Recommender() = default;
Recommender::Recommender(Recommender&&) noexcept = default;

std::shared_ptr<const Bundle> Recommender::bundle() const {
  return live_->newest()->bundle();
}

std::size_t Recommender::expected_bytes(std::size_t num_threads) const {
  constexpr std::size_t kOfProgram = 39 << 20, kOfThread = 2 << 20, kOfItem = 12, kOfScore = 4;
  const std::shared_ptr<const Bundle> now = bundle();
  std::size_t bytes = kOfProgram;
  for (const auto& [name, part] : now->manifest.files) bytes += part.bytes;
  const std::size_t num_slots = now->index->num_slots();
  return bytes + num_slots * (now->index->dim() + kOfItem) +
         num_threads * (kOfThread + num_slots * kOfScore);
}

std::size_t Recommender::num_items() const {
  return bundle()->index->num_present();
}

bool Recommender::has_item(const Id& id) const {
  return find_item(*bundle(), id).has_value();
}

Result<Recommendations> Recommender::recommend(const RecommendRequest& request) const {
  return live_->newest()->recommend(request);
}

Result<Explanation> Recommender::why(const RecommendRequest& user, const Id& item_id) const {
  return live_->newest()->why(user, item_id);
}

Result<Recommendations> Recommender::similar(const SimilarRequest& request) const {
  return live_->newest()->similar(request);
}

Result<Scores> Recommender::score(const RecommendRequest& user, std::span<const Id> items) const {
  return live_->newest()->score(user, items);
}

Result<void> Recommender::add_items(const ColumnSource& items) {
  return live_->add(items);
}

std::size_t Recommender::remove_items(std::span<const Id> ids) {
  return live_->remove(ids);
}

void Recommender::wait_for_merge() const {
  live_->wait_for_merge();
}

}  // namespace twotower
