#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"
#include "serve/item_write.h"
#include "serve/live_generation.h"
#include "store/store.h"

namespace twotower {

// Writes items: into the store, and when they are durable there, into the generation that answers,
// those of many calls at once. One thread. Thread-safe.
class ItemWriter {
 public:
  // Both must outlive it.
  ItemWriter(LiveGeneration& live, Store& store);
  // Once all that waits is written.
  ~ItemWriter();
  ItemWriter(const ItemWriter&) = delete;
  ItemWriter& operator=(const ItemWriter&) = delete;

  // Puts what the store has of items into the generation. Of an item that this model cannot read
  // what can be read is taken, and told in the log. Fails with kStoreCorrupt.
  Result<void> replay();

  // Calls `done` once, on the writer's thread: when answers have the items, or why none was
  // written. Fails with kServeBusy, and never calls it, where too many wait.
  Result<void> push(std::vector<ItemRequest> items, ItemsDone done);

  // An item as it is in the store, or else in the generation; none where there is none, or it was
  // removed. Fails with kStoreCorrupt.
  Result<std::optional<KnownItem>> item(const Id& id) const;

  std::size_t num_waiting() const;

 private:
  struct Call {
    std::vector<ItemRequest> items;
    ItemsDone done;
  };
  class Plan;

  void run();
  std::vector<Call> take();  // with the lock
  void write(std::vector<Call> calls);
  Result<void> commit(std::vector<ItemWrite> writes);

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
