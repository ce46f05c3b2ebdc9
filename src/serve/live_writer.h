#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "serve/item_write.h"
#include "serve/live_generation.h"
#include "serve/rules.h"
#include "store/store.h"

namespace twotower {

// Writes items and rules: into the store, and when they are durable there, into the generation that
// answers; items of many calls at once. One thread. Thread-safe.
class LiveWriter {
 public:
  // Both must outlive it.
  LiveWriter(LiveGeneration& live, Store& store);
  // Once all that waits is written.
  ~LiveWriter();
  LiveWriter(const LiveWriter&) = delete;
  LiveWriter& operator=(const LiveWriter&) = delete;

  // Puts what the store has of rules and items into a generation, the one that answers or another:
  // what was written up to the position that it gives, and maybe more. Of an item that this model
  // cannot read what can be read is taken, and told in the log. Fails with kStoreCorrupt, and as
  // Generation::check_rules() does for rules that this bundle cannot hold to.
  Result<LogPosition> replay(LiveGeneration& into) const;

  // Has answers come from `next`, into which replay() put what there was up to a position, and
  // holds what answered before for so long. What was written since follows first, with writes held
  // back, and `commit` says durably that it serves. Gives the seconds for which writes waited.
  // Returns once it answers; fails as replay(), `commit` and push() do: the one before answers on
  // then.
  Result<double> switch_to(LiveGeneration& next, LogPosition position,
                           std::chrono::microseconds hold, std::function<Result<void>()> commit);

  // Calls `done` once, on the writer's thread: when answers have the items, or why none was
  // written. Fails with kServeBusy, and never calls it, where too many wait.
  Result<void> push(std::vector<ItemRequest> items, ItemsDone done);

  // Replaces the rules that answers hold to; null: those of the bundle. Calls `done` once, when
  // answers hold to them, or as Generation::check_rules() fails. Fails with kServeBusy alike.
  Result<void> push_rules(std::shared_ptr<const ServeRules> rules, std::string request_id,
                          RulesDone done);

  // An item as it is in the store, or else in the generation; none where there is none, or it was
  // removed. Fails with kStoreCorrupt.
  Result<std::optional<KnownItem>> item(const Id& id) const;

 private:
  struct Call {
    std::vector<ItemRequest> items = {};
    ItemsDone done = {};
    std::function<void()> task = {};  // in place of items
  };
  class Plan;

  static std::size_t size_of(const Call& call);
  Result<void> enqueue(Call call);
  void run();
  std::vector<Call> take();  // with the lock
  void write(std::vector<Call> calls);

  Result<void> commit_items(std::vector<ItemWrite> writes);
  Result<void> commit_rules(const ServeRules* rules, const std::string& request_id);
  Result<std::shared_ptr<const ServeRules>> replace_rules(std::shared_ptr<const ServeRules> rules,
                                                          const std::string& request_id);
  Result<void> replay_rules(LiveGeneration& next) const;
  Result<void> replay_items(LiveGeneration& next) const;
  Result<void> replay_changes(LiveGeneration& next, LogPosition position) const;

  LiveGeneration& live_;
  Store& store_;
  mutable std::mutex mutex_;  // of what follows
  std::condition_variable has_calls_;
  std::deque<Call> calls_;
  std::size_t num_waiting_ = 0;  // items
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace twotower
