#include "serve/live_generation.h"

#include <utility>

#include "index/delta_index.h"

namespace twotower {
namespace {

// Changes after which they are merged: far below the most that there may be, so that changes can go
// on meanwhile.
constexpr std::size_t kMergedChanges = DeltaIndex::kMaxChanges / 4;

}  // namespace

LiveGeneration::LiveGeneration(Bundle bundle) {
  publish(std::make_shared<const Bundle>(std::move(bundle)), nullptr);
}

std::shared_ptr<const Generation> LiveGeneration::newest() const {
  const std::scoped_lock lock(mutex_);
  return newest_;
}

Result<void> LiveGeneration::change(std::size_t num_items, const Make& make) {
  std::unique_lock lock(changing_);
  wait_for_room(lock, num_items);
  TWOTOWER_ASSIGN(auto change, make(*newest()->bundle()));
  if (change.has_value()) take(std::move(*change));
  return {};
}

void LiveGeneration::wait_for_merge() const {
  std::unique_lock lock(changing_);
  merged_.wait(lock, [&] { return !is_merging_; });
}

void LiveGeneration::set_rules(std::shared_ptr<const ServeRules> rules) {
  const std::scoped_lock lock(changing_);
  rules_ = std::move(rules);
  const std::shared_ptr<const Generation> before = newest();
  publish(before->bundle(), before.get());
}

void LiveGeneration::publish(std::shared_ptr<const Bundle> bundle, const Generation* before) {
  auto next = std::make_shared<const Generation>(std::move(bundle), before, rules_);
  const std::scoped_lock lock(mutex_);
  newest_.swap(next);
}

// A change that finds no room beside those before it would merge all itself: the merge that is
// under way is done sooner.
void LiveGeneration::wait_for_room(std::unique_lock<std::mutex>& lock, std::size_t num_items) {
  merged_.wait(lock, [&] {
    return !is_merging_ || num_changes(*newest()->bundle()) + num_items <= DeltaIndex::kMaxChanges;
  });
}

void LiveGeneration::take(ItemChange change) {
  publish(std::make_shared<const Bundle>(std::move(change.bundle)), newest().get());
  if (is_merging_) {
    changed_meanwhile_.insert(changed_meanwhile_.end(), change.slots.begin(), change.slots.end());
    return;
  }
  const std::shared_ptr<const Generation> whole = newest();
  if (num_changes(*whole->bundle()) < kMergedChanges) return;
  is_merging_ = true;
  changed_meanwhile_.clear();
  merger_ = std::jthread([this, whole] { merge(*whole); });
}

// On a thread of its own; what changed meanwhile is put over the merged generation.
void LiveGeneration::merge(const Generation& generation) {
  const Generation whole(std::make_shared<const Bundle>(merged(*generation.bundle())), &generation);
  const std::scoped_lock lock(changing_);
  const std::shared_ptr<const Bundle> now = newest()->bundle();
  // A change that merged all itself has other shared rows.
  if (now->catalog.shared_rows() == generation.bundle()->catalog.shared_rows()) {
    publish(std::make_shared<const Bundle>(over_merged(*now, *whole.bundle(), changed_meanwhile_)),
            &whole);
  }
  is_merging_ = false;
  merged_.notify_all();
}

}  // namespace twotower
