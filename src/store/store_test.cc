#include "store/store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <span>
#include <thread>

#include "base/json.h"
#include "base/timestamp.h"

namespace twotower {
namespace {

// Keeps events in memory, and writes only when it is let to.
class SlowBackend final : public Backend {
 public:
  Result<std::vector<AddedEvent>> add_events(std::span<const UserEvent> events,
                                             std::int64_t arrived) override {
    std::unique_lock lock(mutex_);
    sizes.push_back(events.size());
    may_write_.wait(lock, [&] { return is_open_; });
    if (fails) return Error{ErrorCode::kStoreFailed, "state.path", {}};
    std::vector<AddedEvent> added;
    for (const UserEvent& event : events) {
      events_.push_back({.position = events_.size() + 1, .arrived = arrived, .event = event});
      added.push_back({.position = events_.size()});
    }
    return added;
  }
  Result<std::vector<LoggedEvent>> events_of(const Id& user_id, UserEvents /*which*/,
                                             LogPosition above,
                                             std::size_t max_count) const override {
    const std::scoped_lock lock(mutex_);
    ++num_reads;
    std::vector<LoggedEvent> found;
    for (auto event = events_.rbegin(); event != events_.rend() && found.size() < max_count;
         ++event) {
      if (event->event.user_id == user_id && event->position > above) found.push_back(*event);
    }
    return found;
  }
  Result<void> merge_users(const Id& from, const Id& into,
                           const ChangeOrigin& /*origin*/) override {
    const std::scoped_lock lock(mutex_);
    alias_ = {from, into};
    for (LoggedEvent& event : events_) {
      if (event.event.user_id == from) event.event.user_id = into;
    }
    return {};
  }
  Result<Id> canonical(const Id& user_id) const override {
    const std::scoped_lock lock(mutex_);
    return alias_.has_value() && alias_->first == user_id ? alias_->second : user_id;
  }
  Result<StoredFeatures> features_of(const Id& user_id) const override {
    const std::scoped_lock lock(mutex_);
    const auto found = features_.find(user_id);
    return found == features_.end() ? StoredFeatures() : found->second;
  }
  Result<void> put_features(const Id& user_id, const StoredFeatures& features,
                            const ChangeOrigin& /*origin*/) override {
    const std::scoped_lock lock(mutex_);
    features_[user_id] = features;
    return {};
  }
  Result<Erasure> erase_user(const Id& user_id, const OtherKnowledge& /*others*/,
                             const ChangeOrigin& origin) override {
    const std::scoped_lock lock(mutex_);
    features_.erase(user_id);
    erasures_[user_id] = {.position = events_.size(), .time = origin.arrived};
    return erasures_[user_id];
  }
  Result<std::optional<Erasure>> erasure_of(const Id& user_id) const override {
    const std::scoped_lock lock(mutex_);
    const auto found = erasures_.find(user_id);
    return found == erasures_.end() ? std::nullopt : std::optional(found->second);
  }
  Result<void> purge_erased() override {
    const std::scoped_lock lock(mutex_);
    if (++num_purges == 1) return Error{ErrorCode::kStoreFailed, "", {}};
    for (auto& [id, erasure] : erasures_) erasure.is_pending = false;
    return {};
  }
  bool has_erasures() const override {
    const std::scoped_lock lock(mutex_);
    return std::ranges::any_of(erasures_, [](const auto& one) { return one.second.is_pending; });
  }
  void end_purge() override {}
  Result<std::optional<StoredItem>> item(const Id& /*item_id*/) const override {
    return std::optional<StoredItem>();
  }
  Result<std::vector<StoredItem>> items_above(LogPosition /*place*/,
                                              std::size_t /*max_count*/) const override {
    return std::vector<StoredItem>();
  }
  Result<void> put_items(std::span<const ItemWrite> /*writes*/, std::int64_t /*arrived*/) override {
    return {};
  }
  Result<Value> document(Document /*which*/) const override { return Value(); }
  Result<void> put_document(Document /*which*/, const Value& /*document*/,
                            const Change& /*change*/) override {
    return {};
  }
  Result<std::vector<Change>> changes_above(LogPosition /*above*/,
                                            std::size_t /*max_count*/) const override {
    return std::vector<Change>();
  }
  const std::string& log_id() const override { return log_id_; }
  Result<void> copy_to(const std::string& /*folder*/) const override { return {}; }
  LogPosition last_position() const override {
    const std::scoped_lock lock(mutex_);
    return events_.size();
  }
  Result<void> note_acknowledged(LogPosition position) override {
    noted = position;
    return {};
  }

  void open() {
    const std::scoped_lock lock(mutex_);
    is_open_ = true;
    may_write_.notify_all();
  }
  void close() {
    const std::scoped_lock lock(mutex_);
    is_open_ = false;
  }
  std::size_t num_writes() const {
    const std::scoped_lock lock(mutex_);
    return sizes.size();
  }

  std::vector<std::size_t> sizes;  // of writes
  mutable std::atomic<int> num_reads = 0;
  std::atomic<LogPosition> noted = 0;
  std::atomic<bool> fails = false;
  std::atomic<int> num_purges = 0;

 private:
  std::string log_id_ = "0011223344556677";
  mutable std::mutex mutex_;
  std::condition_variable may_write_;
  bool is_open_ = true;
  std::vector<LoggedEvent> events_;
  std::optional<std::pair<Id, Id>> alias_;
  std::map<Id, StoredFeatures> features_;
  std::map<Id, Erasure> erasures_;
};

UserEvent event_of(const char* user, std::int64_t item, std::optional<std::int64_t> time = {}) {
  UserEvent event;
  event.user_id = std::string(user);
  event.event.item_id = item;
  event.event.time = time;
  return event;
}

struct Stored {
  explicit Stored(const StoreOptions& options = {})
      : backend(new SlowBackend), store(std::unique_ptr<Backend>(backend), options) {}

  std::future<Result<std::vector<KeptEvent>>> send(std::vector<UserEvent> events) {
    auto done = std::make_shared<std::promise<Result<std::vector<KeptEvent>>>>();
    auto future = done->get_future();
    const auto pushed = store.add_events(std::move(events),
                                         [done](auto kept) { done->set_value(std::move(kept)); });
    EXPECT_TRUE(pushed.ok());
    return future;
  }
  std::vector<KeptEvent> add(std::vector<UserEvent> events) {
    return send(std::move(events)).get().value();
  }
  std::vector<std::int64_t> items_of(const char* user, const UserCut& cut = {}) const {
    std::vector<std::int64_t> items;
    const auto stored = store.user(std::string(user), cut).value();
    for (const Event& event : stored->events) {
      items.push_back(std::get<std::int64_t>(event.item_id));
    }
    return items;
  }

  SlowBackend* backend;
  Store store;
};

using Items = std::vector<std::int64_t>;

TEST(StoreTest, TheNextReaderSeesAnEvent) {
  Stored stored;
  EXPECT_EQ(stored.items_of("ann"), Items());
  for (std::int64_t item = 1; item <= 20; ++item) {
    stored.add({event_of("ann", item)});
    EXPECT_EQ(stored.items_of("ann").size(), static_cast<std::size_t>(item));
    EXPECT_EQ(stored.items_of("ann").back(), item);
  }
}

TEST(StoreTest, ReadsAUserOnceWhileNothingHappens) {
  Stored stored;
  stored.add({event_of("ann", 1), event_of("bob", 2)});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(stored.items_of("ann"), Items{1});
  EXPECT_EQ(stored.backend->num_reads, 1);
  stored.add({event_of("bob", 3)});
  EXPECT_EQ(stored.items_of("ann"), Items{1});
  EXPECT_EQ(stored.backend->num_reads, 1);
  EXPECT_EQ(stored.items_of("bob"), (Items{2, 3}));
}

TEST(StoreTest, OrdersByTimeThenByPosition) {
  Stored stored;
  const std::int64_t now = current_time().microseconds;
  stored.add({event_of("ann", 1, now - 10), event_of("ann", 2, now - 30)});
  stored.add({event_of("ann", 3, now - 20), event_of("ann", 4, now - 30)});
  EXPECT_EQ(stored.items_of("ann"), (Items{2, 4, 3, 1}));
  EXPECT_EQ(stored.items_of("ann", {.above = 2}), (Items{4, 3}));
  EXPECT_EQ(stored.items_of("ann", {.later_than = now - 30}), (Items{3, 1}));
}

TEST(StoreTest, TimesAheadOfTheClockAreThatOfArrival) {
  Stored stored;
  const std::int64_t before = current_time().microseconds;
  const auto kept = stored.add({event_of("ann", 1), event_of("ann", 2, before + 60'000'000),
                                event_of("ann", 3, before - 60'000'000)});
  EXPECT_TRUE(kept[0].has_arrival_time);
  EXPECT_TRUE(kept[1].has_arrival_time);
  EXPECT_GE(kept[1].time, before);
  EXPECT_LE(kept[1].time, current_time().microseconds);
  EXPECT_FALSE(kept[2].has_arrival_time);
  EXPECT_EQ(kept[2].time, before - 60'000'000);
  EXPECT_EQ(stored.items_of("ann"), (Items{3, 1, 2}));
}

TEST(StoreTest, WhatIsOlderThanAllThatIsKeptIsLate) {
  Stored stored({.keep = kMicrosecondsADay});
  const std::int64_t now = current_time().microseconds;
  const auto kept = stored.add({event_of("ann", 1, now - 2 * kMicrosecondsADay),
                                event_of("ann", 2, now - kMicrosecondsADay / 2)});
  EXPECT_TRUE(kept[0].is_late);
  EXPECT_EQ(kept[0].position, 1);
  EXPECT_FALSE(kept[1].is_late);
  EXPECT_EQ(stored.items_of("ann"), Items{2});
}

TEST(StoreTest, OnlyTheNewestOfAHeavyUserCount) {
  Stored stored({.max_history = 3});
  for (std::int64_t item = 1; item <= 5; ++item) stored.add({event_of("ann", item)});
  EXPECT_EQ(stored.items_of("ann"), (Items{3, 4, 5}));
}

void wait_for_writes(const SlowBackend& backend, std::size_t count) {
  while (backend.num_writes() < count) std::this_thread::yield();
}

TEST(StoreTest, WhatComesWhileTheDiskIsBusyGoesTogether) {
  Stored stored;
  stored.backend->close();
  std::vector<std::future<Result<std::vector<KeptEvent>>>> sent;
  sent.push_back(stored.send({event_of("ann", 0)}));
  wait_for_writes(*stored.backend, 1);
  for (std::int64_t item = 1; item <= 300; ++item)
    sent.push_back(stored.send({event_of("ann", item)}));
  EXPECT_EQ(stored.store.num_waiting(), 300);
  stored.backend->open();
  for (std::size_t i = 0; i < sent.size(); ++i) {
    EXPECT_EQ(sent[i].get().value().at(0).position, i + 1);
  }
  EXPECT_EQ(stored.backend->sizes, (std::vector<std::size_t>{1, 256, 44}));
  EXPECT_EQ(stored.store.num_waiting(), 0);
}

TEST(StoreTest, ALargeCallIsWrittenWhole) {
  Stored stored;
  EXPECT_EQ(stored.add(std::vector<UserEvent>(1000, event_of("ann", 1))).size(), 1000);
  EXPECT_EQ(stored.backend->sizes, (std::vector<std::size_t>{1000}));
}

TEST(StoreTest, RefusesWhatCannotWait) {
  Stored stored;
  stored.backend->close();
  auto first = stored.send({event_of("ann", 0)});
  wait_for_writes(*stored.backend, 1);
  auto second = stored.send(std::vector<UserEvent>(1U << 16, event_of("ann", 1)));
  const auto refused =
      stored.store.add_events({event_of("ann", 2)}, [](const auto&) { FAIL() << "was refused"; });
  EXPECT_EQ(refused.error().code, ErrorCode::kServeBusy);
  stored.backend->open();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(second.get().ok());
}

TEST(StoreTest, AFailureIsToldToAllWhoWaitForIt) {
  Stored stored;
  stored.add({event_of("ann", 1)});
  stored.backend->fails = true;
  EXPECT_EQ(stored.send({event_of("ann", 2)}).get().error().code, ErrorCode::kStoreFailed);
  EXPECT_EQ(stored.items_of("ann"), Items{1});
  stored.backend->fails = false;
  EXPECT_TRUE(stored.send({event_of("ann", 3)}).get().ok());
}

TEST(StoreTest, NotesWhatWasAcknowledgedSoonAfter) {
  Stored stored;
  stored.add({event_of("ann", 1), event_of("ann", 2)});
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (stored.backend->noted < 2 && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(stored.backend->noted, 2);
}

TEST(StoreTest, AMergedUserIsTheOther) {
  Stored stored;
  stored.add({event_of("cookie", 1), event_of("ann", 2)});
  EXPECT_EQ(stored.items_of("cookie"), Items{1});
  EXPECT_EQ(stored.items_of("ann"), Items{2});
  std::promise<Result<void>> merged;
  ASSERT_TRUE(stored.store
                  .merge_users(std::string("cookie"), std::string("ann"), "",
                               [&](Result<void> done) { merged.set_value(std::move(done)); })
                  .ok());
  EXPECT_TRUE(merged.get_future().get().ok());
  for (const char* user : {"cookie", "ann"}) {
    EXPECT_EQ(stored.items_of(user), (Items{1, 2}));
    const auto read = stored.store.user(std::string(user), {}).value();
    EXPECT_EQ(read->user_id, Id(std::string("ann")));
  }
}

TEST(StoreTest, ChangesAreDoneInTheirOrder) {
  Stored stored;
  stored.backend->close();
  auto first = stored.send({event_of("ann", 0)});
  wait_for_writes(*stored.backend, 1);
  auto second = stored.send({event_of("cookie", 1)});
  std::promise<Result<void>> merged;
  ASSERT_TRUE(stored.store
                  .merge_users(std::string("cookie"), std::string("ann"), "",
                               [&](Result<void> done) { merged.set_value(std::move(done)); })
                  .ok());
  auto third = stored.send({event_of("ann", 2)});
  stored.backend->open();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(second.get().ok());
  EXPECT_TRUE(merged.get_future().get().ok());
  EXPECT_TRUE(third.get().ok());
  EXPECT_EQ(stored.backend->sizes, (std::vector<std::size_t>{1, 1, 1}));  // a change is between
  EXPECT_EQ(stored.items_of("cookie").size(), 3);
}

TEST(StoreTest, WritesWhatWaitsBeforeItEnds) {
  std::vector<std::future<Result<std::vector<KeptEvent>>>> sent;
  {
    Stored stored;
    stored.backend->close();
    for (std::int64_t item = 0; item < 10; ++item)
      sent.push_back(stored.send({event_of("ann", item)}));
    stored.backend->open();
  }
  for (auto& one : sent) EXPECT_TRUE(one.get().ok());
}

// Readers and writers at once: whoever was told of an event sees it (for the thread sanitizer,
// too).
TEST(StoreTest, ReadersNeverSeeLessThanWhatWasAcknowledged) {
  Stored stored;
  std::atomic<std::size_t> acknowledged = 0;
  std::atomic<bool> is_over = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      while (!is_over) {
        const std::size_t least = acknowledged;
        EXPECT_GE(stored.items_of("ann").size(), least);
      }
    });
  }
  for (std::int64_t item = 1; item <= 500; ++item) {
    stored.add({event_of("ann", item), event_of("bob", item)});
    acknowledged = static_cast<std::size_t>(item);
  }
  is_over = true;
  for (std::thread& reader : readers) reader.join();
}

Written write(Store& store, const char* user, const char* features, WriteCondition condition = {}) {
  std::promise<Result<Written>> done;
  EXPECT_TRUE(store
                  .put_features(std::string(user), parse_json(features, "").value(),
                                std::move(condition), "",
                                [&](auto written) { done.set_value(std::move(written)); })
                  .ok());
  const auto written = done.get_future().get();
  EXPECT_TRUE(written.ok() || written.error().code == ErrorCode::kRequestPrecondition);
  return written.ok() ? written.value() : Written{.status = WriteStatus::kRefused};
}

TEST(StoreTest, FeaturesAreWrittenOnConditions) {
  Stored stored;
  Store& store = stored.store;
  const auto features = [&] { return to_json(store.user("ann", {}).value()->features); };
  EXPECT_EQ(write(store, "ann", R"({"age":1})", {.mode = WriteMode::kUpdateOnly}).status,
            WriteStatus::kMissing);
  EXPECT_EQ(features(), "null");
  const auto first = write(store, "ann", R"({"age":2})", {.version = 5});
  EXPECT_EQ(first.status, WriteStatus::kStored);
  EXPECT_EQ(first.version, 5);
  const std::string before = features();
  EXPECT_EQ(write(store, "ann", R"({"age":3})", {.mode = WriteMode::kInsertOnly}).status,
            WriteStatus::kExists);
  const auto stale = write(store, "ann", R"({"age":3})", {.version = 4});
  EXPECT_EQ(stale.status, WriteStatus::kStale);
  EXPECT_EQ(stale.version, 5);
  EXPECT_EQ(write(store, "ann", R"({"age":3})", {.if_match = {"\"0\""}}).status,
            WriteStatus::kRefused);
  EXPECT_EQ(features(), before);
  const std::string tag = entity_tag(parse_json(R"({"age":2})", "").value(), 5);
  EXPECT_EQ(write(store, "ann", R"({"age":4})", {.if_match = {"\"0\"", tag}}).status,
            WriteStatus::kStored);
  EXPECT_NE(features(), before);  // the cache has forgotten
  // Without a version it is what it was; the same version once more is not a conflict.
  EXPECT_EQ(write(store, "ann", R"({"age":5})", {.version = 5}).version, 5);
  EXPECT_EQ(write(store, "ann", R"({"age":6})", {.if_match = {"*"}}).version, 5);
  EXPECT_EQ(write(store, "bob", R"({"age":6})", {.if_match = {"*"}}).status, WriteStatus::kRefused);
}

TEST(StoreTest, AnErasureIsPurgedThoughOneFails) {
  Stored stored;
  std::promise<Result<Erasure>> done;
  ASSERT_TRUE(stored.store
                  .erase_user(std::string("ann"), {}, "",
                              [&](auto erased) { done.set_value(std::move(erased)); })
                  .ok());
  EXPECT_TRUE(done.get_future().get().value().is_pending);
  while (stored.backend->num_purges == 0) std::this_thread::yield();
  // What was known is older than the erasure, what a later bundle knows is not.
  const Erasure erasure = stored.store.erasure_of("ann").value().value();
  const auto is_erased = [&](const UserCut& cut) {
    return stored.store.user("ann", cut).value()->is_erased;
  };
  EXPECT_TRUE(is_erased({.made = erasure.time - 1}));
  EXPECT_FALSE(is_erased({.made = erasure.time + 1}));
  EXPECT_FALSE(is_erased({.above = erasure.position, .made = erasure.time - 1}));
}

}  // namespace
}  // namespace twotower
