#include "serve/live_generation.h"

#include <string>
#include <utility>

#include "index/delta_index.h"

namespace twotower {
namespace {

// Changes after which they are merged: far below the most that there may be, so that changes can go
// on meanwhile.
constexpr std::size_t kMergedChanges = DeltaIndex::kMaxChanges / 4;

// Generations that are held: beyond it the oldest goes before its time.
constexpr std::size_t kMostHeld = 3;

std::string name_of(const Generation& generation) {
  return written_generation(generation.bundle()->manifest);
}

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
  hold_to(newest()->rules());
}

void LiveGeneration::take_over(const LiveGeneration& next, std::chrono::microseconds hold) {
  const std::scoped_lock lock(changing_);
  const std::shared_ptr<const Generation> now = next.newest();
  const std::string name = name_of(*now);
  {
    const std::scoped_lock both(mutex_);
    held_.insert(held_.begin(), {newest_, std::chrono::steady_clock::now() + hold});
    newest_ = now;
    // A cursor is of the newest one of its name.
    std::erase_if(held_, [&](const Held& held) { return name_of(*held.generation) == name; });
    if (held_.size() > kMostHeld) held_.resize(kMostHeld);
  }
  rules_ = next.rules_;
  hold_to(now->rules());
}

// Has those that are held hold to rules of now; one that cannot is freed.
void LiveGeneration::hold_to(const std::shared_ptr<const ServeRules>& rules) {
  change_held([&](const auto& held) -> std::shared_ptr<const Generation> {
    if (!held->check_rules(*rules).ok()) return nullptr;
    return std::make_shared<const Generation>(held->bundle(), held.get(), rules);
  });
}

std::vector<std::shared_ptr<const Generation>> LiveGeneration::held() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::shared_ptr<const Generation>> generations;
  for (const Held& held : held_) generations.push_back(held.generation);
  return generations;
}

void LiveGeneration::release_held() {
  const std::scoped_lock lock(changing_);
  const auto now = std::chrono::steady_clock::now();
  std::size_t place = 0;
  change_held([&](const auto& held) { return now < held_[place++].until ? held : nullptr; });
}

// With the lock of changes. Null: it is held no more.
void LiveGeneration::change_held(const ChangeHeld& change) {
  std::vector<Held> changed;
  for (const Held& held : held_) {
    auto next = change(held.generation);
    if (next != nullptr) changed.push_back({std::move(next), held.until});
  }
  const std::scoped_lock lock(mutex_);
  held_.swap(changed);
}

void LiveGeneration::forget_in_held(const ItemChange& change) {
  if (held_.empty()) return;
  std::vector<Id> ids;
  for (const std::uint32_t slot : change.slots) {
    ids.push_back(to_id(change.bundle.catalog.id(slot)));
  }
  change_held([&](const auto& held) -> std::shared_ptr<const Generation> {
    if (num_changes(*held->bundle()) + ids.size() > DeltaIndex::kMaxChanges) return nullptr;
    ItemChange without = without_items(*held->bundle(), ids);
    if (without.slots.empty()) return held;
    return std::make_shared<const Generation>(
        std::make_shared<const Bundle>(std::move(without.bundle)), held.get(), held->rules());
  });
}

void LiveGeneration::publish(std::shared_ptr<const Bundle> bundle, const Generation* before) {
  swap_newest(std::make_shared<const Generation>(std::move(bundle), before, rules_));
}

void LiveGeneration::swap_newest(std::shared_ptr<const Generation> next) {
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
  forget_in_held(change);
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
