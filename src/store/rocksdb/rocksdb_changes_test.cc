#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "messages/said.h"
#include "store/audit_log.h"
#include "store/rocksdb/rocksdb_backend.h"
#include "store/rocksdb/rocksdb_log.h"
#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;
using testkit::read_bytes;
using testkit::TemporaryFolder;
using testkit::write_bytes;

constexpr std::size_t kAll = 1'000'000;

Value map_of(const char* text) {
  return parse_json(text, "").value();
}

UserEvent event_of(Id user, Id item) {
  UserEvent event;
  event.user_id = std::move(user);
  event.event = Event(std::move(item));
  return event;
}

class RocksdbChangesTest : public testing::Test {
 protected:
  void SetUp() override { open(); }

  std::string folder() const { return folder_.path() + "/state"; }
  RocksdbLog log() const { return RocksdbLog::open(folder()).value(); }
  void open(const RocksdbOptions& options = {}) {
    backend_.reset();
    auto opened = open_rocksdb(folder(), options);
    ASSERT_TRUE(opened.ok()) << english(opened.error().message);
    backend_ = std::move(opened).value();
  }
  void add(const char* user, const char* item) {
    const std::vector<UserEvent> events = {event_of(std::string(user), std::string(item))};
    ASSERT_TRUE(backend_->add_events(events, current_time().microseconds).ok());
  }
  std::size_t num_events(const char* user) const {
    return backend_->events_of(std::string(user), UserEvents::kDone, 0, kAll).value().size();
  }
  Erasure erase(const char* user) { return erase_known(user, false); }
  Erasure erase_known(const char* user, bool is_known_elsewhere) {
    return backend_
        ->erase_user(std::string(user), {.is_known = is_known_elsewhere},
                     {.arrived = current_time().microseconds})
        .value();
  }
  // Files that hold a text.
  std::vector<std::string> files_with(const std::string& text) const {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder())) {
      if (!entry.is_regular_file()) continue;
      const bool has = read_bytes(entry.path().string()).find(text) != std::string::npos;
      if (has) found.push_back(entry.path().string());
    }
    return found;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Backend> backend_;
};

TEST_F(RocksdbChangesTest, ItemsAreKept) {
  const std::vector<ItemWrite> writes = {
      {.item = {.id = std::string("tea"), .features = map_of(R"({"price":1.5})"), .version = 3},
       .request_id = "r1"},
      {.item = {.id = std::int64_t{7}}},
      {.item = {.id = std::string("jam"), .is_removed = true}}};
  ASSERT_TRUE(backend_->put_items(writes, 5).ok());
  EXPECT_EQ(backend_->last_position(), 3);
  open();
  const StoredItem tea = backend_->item("tea").value().value();
  EXPECT_EQ(to_json(tea.features), to_json(map_of(R"({"price":1.5})")));
  EXPECT_EQ(tea.version, 3);
  EXPECT_FALSE(tea.is_removed);
  EXPECT_EQ(backend_->item("7").value().value().id, Id(std::int64_t{7}));
  EXPECT_TRUE(backend_->item("jam").value().value().is_removed);
  EXPECT_FALSE(backend_->item("oat").value().has_value());
  ASSERT_TRUE(
      backend_->put_items(std::vector<ItemWrite>{{.item = {.id = std::string("tea")}}}, 6).ok());
  const auto all = backend_->items_above(0, kAll).value();
  ASSERT_EQ(all.size(), 3);
  EXPECT_EQ(all[0].id, Id("tea"));  // where it was first
  EXPECT_EQ(all[0].version, std::nullopt);
  EXPECT_EQ(all[0].place, 1);
  EXPECT_EQ(backend_->items_above(1, 1).value().at(0).id, Id(std::int64_t{7}));
  EXPECT_TRUE(backend_->items_above(3, kAll).value().empty());
  const auto changes = backend_->changes_above(0, kAll).value();
  ASSERT_EQ(changes.size(), 4);
  EXPECT_EQ(changes[0].position, 1);
  EXPECT_EQ(changes[0].kind, Change::Kind::kItemPut);
  EXPECT_EQ(changes[0].item_id, Id("tea"));
  EXPECT_EQ(changes[0].origin.request_id, "r1");
  EXPECT_EQ(changes[0].origin.arrived, 5);
  EXPECT_EQ(changes[0].digest.size(), 32);
  EXPECT_EQ(changes[2].kind, Change::Kind::kItemRemoved);
  EXPECT_EQ(backend_->changes_above(2, kAll).value().size(), 2);
}

TEST_F(RocksdbChangesTest, FeaturesOfTheKnownUserStay) {
  const auto put = [&](const char* user, const char* features) {
    ASSERT_TRUE(backend_->put_features(std::string(user), {.features = map_of(features)}, {}).ok());
  };
  const auto get = [&](const char* user) {
    return to_json(backend_->features_of(std::string(user)).value().features, JsonLayout::kOneLine);
  };
  put("cookie", R"({"age":1})");
  put("ann", R"({"age":2})");
  put("other", R"({"age":3})");
  ASSERT_TRUE(backend_->merge_users("cookie", "ann", {}).ok());
  ASSERT_TRUE(backend_->merge_users("other", "bob", {}).ok());
  open();
  EXPECT_EQ(get("ann"), R"({"age":2})");
  EXPECT_EQ(get("bob"), R"({"age":3})");
  EXPECT_EQ(get("cookie"), "null");
  EXPECT_EQ(get("other"), "null");
}

TEST_F(RocksdbChangesTest, AnErasedUserIsHiddenAtOnce) {
  add("session-77", "oat");
  add("ann-of-oz", "tea");
  ASSERT_TRUE(backend_->merge_users("session-77", "ann-of-oz", {}).ok());
  add("session-77", "jam");
  add("bob", "rye");
  ASSERT_TRUE(backend_->put_features("ann-of-oz", {.features = map_of(R"({"age":2})")}, {}).ok());
  EXPECT_EQ(num_events("ann-of-oz"), 3);
  const Erasure erasure = erase("session-77");  // whoever it stands for
  EXPECT_TRUE(erasure.is_pending);
  EXPECT_EQ(erasure.merged, std::vector<Id>{std::string("session-77")});
  const auto expect_hidden = [&] {
    EXPECT_EQ(num_events("ann-of-oz"), 0);
    EXPECT_TRUE(backend_->features_of("ann-of-oz").value().features.is_null());
    EXPECT_EQ(backend_->canonical("session-77").value(), Id("session-77"));
    EXPECT_EQ(log().events_above(0, kAll).value().size(), 1);  // bob's
    EXPECT_EQ(backend_->erasure_of("ann-of-oz").value().value().position, erasure.position);
    EXPECT_EQ(backend_->erasure_of("session-77").value().value().position, erasure.position);
  };
  expect_hidden();
  open();
  expect_hidden();
  EXPECT_TRUE(backend_->has_erasures());
  // The same again is no other one.
  const LogPosition last = backend_->last_position();
  EXPECT_EQ(erase("ann-of-oz").position, erasure.position);
  EXPECT_EQ(backend_->last_position(), last);
  ASSERT_TRUE(backend_->purge_erased().ok());
  expect_hidden();
  EXPECT_FALSE(erase("ann-of-oz").is_pending);
  // Unless somebody else knows the user: a bundle of later.
  EXPECT_GT(erase_known("ann-of-oz", true).position, erasure.position);
  ASSERT_TRUE(backend_->purge_erased().ok());
  // Who comes again is somebody new.
  add("ann-of-oz", "ham");
  EXPECT_EQ(num_events("ann-of-oz"), 1);
  EXPECT_GT(erase("ann-of-oz").position, erasure.position);
  EXPECT_EQ(num_events("ann-of-oz"), 0);
}

TEST_F(RocksdbChangesTest, FilesForgetAnErasedUser) {
  // In files and in memory, under one id and another, in the log and beside it.
  for (int i = 0; i < 300; ++i) {
    add("ann-of-oz", "tea");
    add("session-77", "tea");
    add("bob-of-oz", "tea");
  }
  UserEvent shown = event_of(std::string("ann-of-oz"), std::string("ham"));
  shown.event.type = "shown";
  ASSERT_TRUE(backend_->add_events(std::vector{shown}, current_time().microseconds).ok());
  ASSERT_TRUE(backend_->merge_users("session-77", "ann-of-oz", {}).ok());
  ASSERT_TRUE(
      backend_->put_features("ann-of-oz", {.features = map_of(R"({"name":"Ann Oz"})")}, {}).ok());
  open();  // into files
  add("ann-of-oz", "jam");
  EXPECT_FALSE(files_with("ann-of-oz").empty());
  erase("ann-of-oz");
  ASSERT_TRUE(backend_->purge_erased().ok());
  for (const char* text : {"ann-of-oz", "session-77", "Ann Oz"}) {
    EXPECT_EQ(files_with(text), std::vector<std::string>()) << text;
  }
  EXPECT_FALSE(files_with("bob-of-oz").empty());
  EXPECT_EQ(num_events("bob-of-oz"), 300);
  EXPECT_EQ(log().events_above(0, kAll).value().size(), 300);
  EXPECT_FALSE(backend_->has_erasures());
  open();
  EXPECT_FALSE(backend_->has_erasures());
  EXPECT_EQ(files_with("ann-of-oz"), std::vector<std::string>());
}

TEST_F(RocksdbChangesTest, APurgeThatIsCutShortGoesOn) {
  for (int i = 0; i < 100; ++i) add("ann-of-oz", "tea");
  open();  // into files
  erase("ann-of-oz");
  backend_->end_purge();
  EXPECT_FALSE(backend_->purge_erased().ok());
  EXPECT_TRUE(backend_->has_erasures());
  open();
  ASSERT_TRUE(backend_->purge_erased().ok());
  EXPECT_EQ(files_with("ann-of-oz"), std::vector<std::string>());
  EXPECT_FALSE(backend_->has_erasures());
}

TEST_F(RocksdbChangesTest, ALogIsWholeWhileFilesOfItGo) {
  std::atomic<std::size_t> num_asked = 0, num_purged = 0;
  std::jthread purger([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      if (num_purged == num_asked) {
        std::this_thread::yield();
        continue;
      }
      erase_known("ann", true);
      EXPECT_TRUE(backend_->purge_erased().ok());  // writes files, and removes those before
      ++num_purged;
    }
  });
  for (std::size_t i = 1; i <= 10; ++i) {
    add("bob", "rye");
    ++num_asked;
    const auto opened = RocksdbLog::open(folder());
    ASSERT_TRUE(opened.ok()) << english(opened.error().message);
    EXPECT_EQ(opened.value().events_above(0, kAll).value().size(), i);
    while (num_purged < num_asked) std::this_thread::yield();
  }
}

TEST_F(RocksdbChangesTest, WhoComesAgainMayBeMergedWith) {
  add("cookie", "tea");
  erase("ann");
  const auto early = backend_->merge_users("cookie", "ann", {});
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().code, ErrorCode::kServeBusy);
  ASSERT_TRUE(backend_->purge_erased().ok());
  ASSERT_TRUE(backend_->merge_users("cookie", "ann", {}).ok());
  EXPECT_EQ(num_events("ann"), 1);  // it came before ann was erased, and is another one's
  open();
  EXPECT_EQ(num_events("ann"), 1);
}

TEST_F(RocksdbChangesTest, ListsMayHaveForgottenWhatTheLogHas) {
  // Lists and log drop what is old at different times: what only the log has must go, too.
  const std::int64_t now = current_time().microseconds;
  const RocksdbOptions options = {.keep = 3'600'000'000};
  open(options);
  const std::vector<UserEvent> events = {event_of(std::string("ann-of-oz"), std::string("tea"))};
  ASSERT_TRUE(backend_->add_events(events, now - 2 * options.keep).ok());
  erase("ann-of-oz");
  ASSERT_TRUE(backend_->purge_erased().ok());
  EXPECT_EQ(files_with("ann-of-oz"), std::vector<std::string>());
}

TEST_F(RocksdbChangesTest, TheAuditFollows) {
  const std::string path = folder() + "/audit.jsonl";
  const auto follow = [&] {
    auto audit = AuditLog::open(path);
    ASSERT_TRUE(audit.ok());
    ASSERT_TRUE(AuditLog(std::move(audit).value()).follow(*backend_).ok());
  };
  const auto num_lines = [&] { return std::ranges::count(read_bytes(path), '\n'); };
  const std::vector<ItemWrite> writes = {
      {.item = {.id = std::string("tea"), .version = 3}, .request_id = "r1"}};
  ASSERT_TRUE(backend_->put_items(writes, 5).ok());
  add("ann", "tea");
  ASSERT_TRUE(backend_->merge_users("cookie", "ann", {}).ok());
  follow();
  const std::string first = read_bytes(path);
  EXPECT_EQ(num_lines(), 2);
  EXPECT_EQ(first.find("ann"), std::string::npos);
  EXPECT_EQ(first.find("cookie"), std::string::npos);
  EXPECT_NE(first.find(R"("change":"item.put")"), std::string::npos);
  EXPECT_NE(first.find(R"("request_id":"r1")"), std::string::npos);
  EXPECT_NE(first.find(R"("into":)"), std::string::npos);
  follow();
  EXPECT_EQ(read_bytes(path), first);
  erase("ann");
  follow();
  const std::string second = read_bytes(path);
  EXPECT_EQ(num_lines(), 3);
  // A line that was not finished is written once more.
  write_bytes(path, second.substr(0, second.size() - 5));
  follow();
  EXPECT_EQ(read_bytes(path), second);
  write_bytes(path, first.substr(0, 5));
  follow();
  EXPECT_EQ(read_bytes(path), second);
}

}  // namespace
}  // namespace twotower
