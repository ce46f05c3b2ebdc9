#pragma once

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
// which changes no answer. Thread-safe.
class LiveGeneration {
 public:
  explicit LiveGeneration(Bundle bundle);

  std::shared_ptr<const Generation> newest() const;

  // Has `make` give what follows the newest bundle; nothing, where that stays. About so many items
  // change. No other change is made meanwhile, and the newest answers. Fails as `make` does:
  // nothing has changed then.
  using Make = std::function<Result<std::optional<ItemChange>>(const Bundle& newest)>;
  Result<void> change(std::size_t num_items, const Make& make);

  // What every answer holds to from now on; null: what the bundle says.
  void set_rules(std::shared_ptr<const ServeRules> rules);

  // Returns once no merge is under way.
  void wait_for_merge() const;

 private:
  void publish(std::shared_ptr<const Bundle> bundle, const Generation* before);
  void wait_for_room(std::unique_lock<std::mutex>& lock, std::size_t num_items);
  void take(ItemChange change);
  void merge(const Generation& generation);

  // A mutex held for the copy of a pointer, since std::atomic<std::shared_ptr> of g++ 12 unlocks
  // its readers without ordering (a data race by the standard, and to the thread sanitizer).
  mutable std::mutex mutex_;  // of newest_
  std::shared_ptr<const Generation> newest_;
  mutable std::mutex changing_;  // one change at a time, so that none is lost; of what follows
  mutable std::condition_variable merged_;
  std::shared_ptr<const ServeRules> rules_;  // null: the bundle's
  bool is_merging_ = false;
  std::vector<std::uint32_t> changed_meanwhile_;  // slots, since the merge began
  std::jthread merger_;                           // the last member: it ends before the others do
};

}  // namespace twotower
