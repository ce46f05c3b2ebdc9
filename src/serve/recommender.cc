#include "serve/recommender.h"

#include <mutex>
#include <utility>

#include "bundle/with_items.h"

namespace twotower {

// A mutex held for the copy of a pointer, since std::atomic<std::shared_ptr> of g++ 12 unlocks its
// readers without ordering (a data race by the standard, and to the thread sanitizer).
struct Recommender::Published {
  std::shared_ptr<const Generation> newest() const {
    const std::scoped_lock lock(mutex);
    return generation;
  }
  void publish(Bundle bundle) {
    const std::shared_ptr<const Generation> before = newest();
    auto next = std::make_shared<const Generation>(
        std::make_shared<const Bundle>(std::move(bundle)), before.get());
    const std::scoped_lock lock(mutex);
    generation.swap(next);
  }

  mutable std::mutex mutex;
  std::shared_ptr<const Generation> generation;
  std::mutex changing;  // one change at a time, so that none is lost
};

Recommender::Recommender(Bundle bundle) : published_(std::make_unique<Published>()) {
  published_->publish(std::move(bundle));
}
Recommender::~Recommender() = default;
Recommender::Recommender(Recommender&&) noexcept = default;

std::shared_ptr<const Bundle> Recommender::bundle() const {
  return published_->newest()->bundle();
}

bool Recommender::has_item(const Id& id) const {
  return find_item(*bundle(), id).has_value();
}

Result<Recommendations> Recommender::recommend(const RecommendRequest& request) const {
  return published_->newest()->recommend(request);
}

Result<Explanation> Recommender::why(const RecommendRequest& user, const Id& item_id) const {
  return published_->newest()->why(user, item_id);
}

Result<Recommendations> Recommender::similar(const Id& item_id, std::size_t k) const {
  return published_->newest()->similar(item_id, k);
}

Result<Scores> Recommender::score(const RecommendRequest& user, std::span<const Id> items) const {
  return published_->newest()->score(user, items);
}

Result<void> Recommender::add_items(const ColumnSource& items) {
  const std::scoped_lock lock(published_->changing);
  TWOTOWER_ASSIGN(Bundle next, with_items(*published_->newest()->bundle(), items));
  published_->publish(std::move(next));
  return {};
}

std::size_t Recommender::remove_items(std::span<const Id> ids) {
  const std::scoped_lock lock(published_->changing);
  const std::shared_ptr<const Bundle> before = bundle();
  Bundle next = without_items(*before, ids);
  const std::size_t count = before->index->num_present() - next.index->num_present();
  if (count > 0) published_->publish(std::move(next));
  return count;
}

}  // namespace twotower
