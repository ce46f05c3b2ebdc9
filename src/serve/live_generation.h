#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "serve/generation.h"
#include "serve/rules.h"

namespace twotower {

// The generation that answers, while its items change: whoever asks keeps the one that was newest,
// one change at a time makes another, and thousands of changes are merged on a thread of its own,
// which changes no answer. One of another bundle may take its place; the one before is held for a
// while, for lists that are read page by page. Thread-safe.
class LiveGeneration {
 public:
  explicit LiveGeneration(Bundle bundle);

  std::shared_ptr<const Generation> newest() const;

  // Has `make` give what follows the newest bundle; nothing, where that stays. About so many items
  // change. No other change is made meanwhile, and the newest answers. Fails as `make` does:
  // nothing has changed then.
  using Make = std::function<Result<std::optional<ItemChange>>(const Bundle& newest)>;
  Result<void> change(std::size_t num_items, const Make& make);

  // What every answer holds to from now on, those of generations that are held too; null: what the
  // bundle says.
  void set_rules(std::shared_ptr<const ServeRules> rules);

  // Answers from what another one answers from, from then on, and holds what was newest for so
  // long. Nothing may change the other one from then on.
  void take_over(const LiveGeneration& next, std::chrono::microseconds hold);

  // Generations before the newest that still page, newest first. They have no item that was changed
  // or removed since.
  std::vector<std::shared_ptr<const Generation>> held() const;
  // Frees those that were held long enough.
  void release_held();

  // Returns once no merge is under way.
  void wait_for_merge() const;

 private:
  struct Held {
    std::shared_ptr<const Generation> generation;
    std::chrono::steady_clock::time_point until;
  };

  void publish(std::shared_ptr<const Bundle> bundle, const Generation* before);
  void swap_newest(std::shared_ptr<const Generation> next);
  using ChangeHeld = std::function<std::shared_ptr<const Generation>(
      const std::shared_ptr<const Generation>& held)>;
  void change_held(const ChangeHeld& change);
  void hold_to(const std::shared_ptr<const ServeRules>& rules);
  void forget_in_held(const ItemChange& change);

  void wait_for_room(std::unique_lock<std::mutex>& lock, std::size_t num_items);
  void take(ItemChange change);
  void merge(const Generation& generation);

  // A mutex held for the copy of a pointer, since std::atomic<std::shared_ptr> of g++ 12 unlocks
  // its readers without ordering (a data race by the standard, and to the thread sanitizer).
  mutable std::mutex mutex_;  // of these two
  std::shared_ptr<const Generation> newest_;
  std::vector<Held> held_;  // newest first; changed with changing_, too

  mutable std::mutex changing_;  // one change at a time, so that none is lost; of what follows
  mutable std::condition_variable merged_;
  std::shared_ptr<const ServeRules> rules_;  // null: the bundle's
  bool is_merging_ = false;
  std::vector<std::uint32_t> changed_meanwhile_;  // slots, since the merge began
  std::jthread merger_;                           // the last member: it ends before the others do
};

}  // namespace twotower
