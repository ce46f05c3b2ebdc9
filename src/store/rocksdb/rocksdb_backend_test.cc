#include "store/rocksdb/rocksdb_backend.h"
#include "messages/said.h"
#include "store/rocksdb/rocksdb_log.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;
using testkit::read_bytes;
using testkit::TemporaryFolder;
using testkit::write_bytes;

constexpr std::size_t kAll = 1'000'000;
constexpr std::int64_t kNow = 1'790'000'000'000'000;

UserEvent event_of(Id user, Id item, std::string event_id = "") {
  UserEvent event;
  event.user_id = std::move(user);
  event.event = Event(std::move(item));
  event.event.time = kNow;
  event.event_id = std::move(event_id);
  return event;
}
UserEvent text_event(const char* user, const char* item, std::string event_id = "") {
  return event_of(std::string(user), std::string(item), std::move(event_id));
}

class RocksdbBackendTest : public testing::Test {
 protected:
  std::string folder() const { return folder_.path() + "/state"; }
  RocksdbLog log() const { return RocksdbLog::open(folder()).value(); }
  void open(const RocksdbOptions& options = {}) {
    backend_.reset();
    auto opened = open_rocksdb(folder(), options);
    ASSERT_TRUE(opened.ok()) << english(opened.error().message);
    backend_ = std::move(opened).value();
  }
  ErrorCode opening_fails() {
    backend_.reset();
    const auto opened = open_rocksdb(folder(), {});
    EXPECT_FALSE(opened.ok());
    return opened.ok() ? ErrorCode::kUsageWrong : opened.error().code;
  }
  std::vector<AddedEvent> add(const std::vector<UserEvent>& events, std::int64_t arrived = kNow) {
    return backend_->add_events(events, arrived).value();
  }
  // Ids of items as texts, newest first.
  std::vector<std::string> items_of(const Id& user, UserEvents which = UserEvents::kDone,
                                    LogPosition above = 0, std::size_t max_count = kAll) const {
    std::vector<std::string> items;
    const auto events = backend_->events_of(user, which, above, max_count).value();
    for (const LoggedEvent& event : events) {
      items.push_back(to_string(to_view(event.event.event.item_id)));
    }
    return items;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Backend> backend_;
};

using Items = std::vector<std::string>;

TEST_F(RocksdbBackendTest, KeepsEventsAcrossStarts) {
  open();
  EXPECT_EQ(backend_->last_position(), 0);
  const auto added = add({text_event("ann", "tea"), text_event("bob", "jam")});
  EXPECT_EQ(added[0].position, 1);
  EXPECT_EQ(added[1].position, 2);
  open();
  EXPECT_EQ(backend_->last_position(), 2);
  EXPECT_EQ(add({text_event("ann", "ham")})[0].position, 3);
  EXPECT_EQ(items_of("ann"), (Items{"ham", "tea"}));
  EXPECT_EQ(items_of("bob"), Items{"jam"});
  EXPECT_EQ(items_of("eve"), Items());
}

TEST_F(RocksdbBackendTest, EveryFieldComesBack) {
  open();
  UserEvent event = event_of(std::int64_t{-5}, std::string("茶"), "e1");
  event.event.type = "order";
  event.event.time = kNow - 5;
  event.event.context = parse_json(R"({"city":"Xi'an","price":1.5,"tags":["a","b"]})", "").value();
  event.value = 4.5;
  event.request_id = "r1";
  event.position = 3;
  add({event}, kNow);
  const LoggedEvent logged = log().events_above(0, kAll).value().at(0);
  EXPECT_EQ(logged.position, 1);
  EXPECT_EQ(logged.arrived, kNow);
  EXPECT_EQ(logged.event.user_id, event.user_id);
  EXPECT_EQ(logged.event.event.item_id, event.event.item_id);
  EXPECT_EQ(logged.event.event.type, "order");
  EXPECT_EQ(logged.event.event.time, kNow - 5);
  EXPECT_EQ(to_json(logged.event.event.context), to_json(event.event.context));
  EXPECT_EQ(logged.event.event_id, "e1");
  EXPECT_EQ(logged.event.value, 4.5);
  EXPECT_EQ(logged.event.request_id, "r1");
  EXPECT_EQ(logged.event.position, 3);
  add({event_of(std::int64_t{5}, std::int64_t{6})});
  const LoggedEvent bare = log().events_above(1, kAll).value().at(0);
  EXPECT_EQ(bare.event.user_id, Id(std::int64_t{5}));
  EXPECT_EQ(bare.event.event.type, std::nullopt);
  EXPECT_TRUE(bare.event.event.context.is_null());
  EXPECT_EQ(bare.event.value, std::nullopt);
  EXPECT_EQ(bare.event.position, std::nullopt);
}

TEST_F(RocksdbBackendTest, UsersAreApart) {
  open();
  add({text_event("a", "1"), text_event("ab", "2"), text_event("", "3"), text_event("a\x01", "4"),
       event_of(std::int64_t{17}, std::string("5")), text_event("17", "6"), text_event("017", "7"),
       text_event("\xF0\x9F\x8D\x95", "8")});
  EXPECT_EQ(items_of("a"), Items{"1"});
  EXPECT_EQ(items_of("ab"), Items{"2"});
  EXPECT_EQ(items_of(""), Items{"3"});
  EXPECT_EQ(items_of("a\x01"), Items{"4"});
  EXPECT_EQ(items_of(std::int64_t{17}), (Items{"6", "5"}));  // one user, as to a bundle
  EXPECT_EQ(items_of("17"), (Items{"6", "5"}));
  EXPECT_EQ(items_of("017"), Items{"7"});
  EXPECT_EQ(items_of("\xF0\x9F\x8D\x95"), Items{"8"});
}

TEST_F(RocksdbBackendTest, GivesTheNewestAboveAPosition) {
  open();
  for (const char* item : {"1", "2", "3", "4", "5"}) {
    add({text_event("ann", item), text_event("bob", item)});
  }
  EXPECT_EQ(items_of("ann", UserEvents::kDone, 0, 2), (Items{"5", "4"}));
  EXPECT_EQ(items_of("ann", UserEvents::kDone, 5), (Items{"5", "4"}));
  EXPECT_EQ(items_of("ann", UserEvents::kDone, 9), Items());
  const auto above = log().events_above(7, 2).value();
  ASSERT_EQ(above.size(), 2);
  EXPECT_EQ(above[0].position, 8);
  EXPECT_EQ(above[1].position, 9);
}

TEST_F(RocksdbBackendTest, WhatWasOnlyShownIsApart) {
  open();
  UserEvent shown = text_event("ann", "ham"), exposed = text_event("ann", "jam");
  shown.event.type = "shown";
  exposed.event.type = "Exposure";
  add({text_event("ann", "tea"), shown, exposed});
  EXPECT_EQ(items_of("ann"), Items{"tea"});
  EXPECT_EQ(items_of("ann", UserEvents::kShown), (Items{"jam", "ham"}));
  EXPECT_EQ(log().events_above(0, kAll).value().size(), 3);
}

TEST_F(RocksdbBackendTest, AMergedUserIsTheOther) {
  open();
  UserEvent shown = text_event("cookie", "ham");
  shown.event.type = "shown";
  add({text_event("cookie", "tea"), text_event("ann", "jam"), text_event("cookie", "rye"), shown});
  ASSERT_TRUE(backend_->merge_users("cookie", "ann", {}).ok());
  const auto expect_merged = [&] {
    EXPECT_EQ(items_of("ann"), (Items{"rye", "jam", "tea"}));
    EXPECT_EQ(items_of("cookie"), Items());
    EXPECT_EQ(items_of("ann", UserEvents::kShown), Items{"ham"});
    EXPECT_EQ(backend_->canonical("cookie").value(), Id("ann"));
    EXPECT_EQ(backend_->canonical("ann").value(), Id("ann"));
  };
  expect_merged();
  ASSERT_TRUE(backend_->merge_users("cookie", "ann", {}).ok());  // again
  ASSERT_TRUE(backend_->merge_users("ann", "cookie", {}).ok());  // they are one
  open();
  expect_merged();
  add({text_event("cookie", "oat")});  // comes for the other
  EXPECT_EQ(items_of("ann"), (Items{"oat", "rye", "jam", "tea"}));
  const auto refused = backend_->merge_users("cookie", "bob", {});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRequestConflict);
  // On and on: whoever is merged takes along whom it stands for.
  ASSERT_TRUE(backend_->merge_users("ann", std::int64_t{7}, {}).ok());
  EXPECT_EQ(backend_->canonical("cookie").value(), Id(std::int64_t{7}));
  EXPECT_EQ(items_of(std::int64_t{7}), (Items{"oat", "rye", "jam", "tea"}));
}

TEST_F(RocksdbBackendTest, MergesAUserOfManyEventsPieceByPiece) {
  open();
  UserEvent shown = text_event("cookie", "ham");
  shown.event.type = "shown";
  for (int i = 0; i < 25; ++i) add(std::vector<UserEvent>(1000, text_event("cookie", "tea")));
  add(std::vector<UserEvent>(12'000, shown));
  add({text_event("ann", "jam")});
  ASSERT_TRUE(backend_->merge_users("cookie", "ann", {}).ok());
  EXPECT_EQ(backend_->last_position(), 37'002);  // it has one of its own
  EXPECT_EQ(items_of("ann", UserEvents::kShown).size(), 12'000);
  EXPECT_EQ(items_of("ann").size(), 25'001);
  EXPECT_EQ(items_of("ann").front(), "jam");
  EXPECT_EQ(items_of("cookie"), Items());
}

TEST_F(RocksdbBackendTest, AnEventIdIsTakenOnce) {
  open();
  const auto added = add({text_event("ann", "tea", "x"), text_event("ann", "tea", "x"),
                          text_event("ann", "jam", "y"), text_event("ann", "ham")});
  EXPECT_EQ(added[1].position, 1);
  EXPECT_TRUE(added[1].is_duplicate);
  EXPECT_EQ(added[2].position, 2);
  EXPECT_EQ(added[3].position, 3);
  open();
  const auto again = add({text_event("ann", "tea", "y"), text_event("ann", "ham")}, kNow + 1);
  EXPECT_TRUE(again[0].is_duplicate);
  EXPECT_EQ(again[0].position, 2);
  EXPECT_EQ(again[1].position, 4);
  EXPECT_EQ(items_of("ann"), (Items{"ham", "ham", "jam", "tea"}));
  // All of them were there: nothing is written.
  EXPECT_TRUE(add({text_event("ann", "tea", "x")})[0].is_duplicate);
  EXPECT_EQ(backend_->last_position(), 4);
}

TEST_F(RocksdbBackendTest, AnEventIdIsKnownForSomeDays) {
  open({.dedupe = 1'000'000});
  add({text_event("ann", "tea", "x")}, kNow);
  EXPECT_TRUE(add({text_event("ann", "tea", "x")}, kNow + 1'000'000)[0].is_duplicate);
  EXPECT_FALSE(add({text_event("ann", "tea", "x")}, kNow + 1'000'001)[0].is_duplicate);
}

TEST_F(RocksdbBackendTest, BelongsToOneProcess) {
  open();
  const auto second = open_rocksdb(folder(), {});
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kStoreLocked);
  open();  // once the first is gone
}

TEST_F(RocksdbBackendTest, ALaterFormatIsRefusedUntouched) {
  open();
  add({text_event("ann", "tea")});
  backend_.reset();
  write_bytes(folder() + "/format", "{\"format\": 4}\n");
  EXPECT_EQ(opening_fails(), ErrorCode::kStoreNewer);
  write_bytes(folder() + "/format", "{\"format\": 1}\n");
  EXPECT_EQ(opening_fails(), ErrorCode::kStoreCorrupt);
  write_bytes(folder() + "/format", "{\"format\": \"x\"}\n");
  EXPECT_EQ(opening_fails(), ErrorCode::kStoreCorrupt);
  write_bytes(folder() + "/format", "{\"format\": 2}\n");
  open();
  EXPECT_EQ(items_of("ann"), Items{"tea"});
}

TEST_F(RocksdbBackendTest, WhatWasAcknowledgedMustBeThere) {
  open();
  for (int i = 0; i < 10; ++i) add({text_event("ann", "tea")});
  ASSERT_TRUE(backend_->note_acknowledged(10).ok());
  open();
  backend_.reset();
  fs::remove_all(folder() + "/rocksdb");
  EXPECT_EQ(opening_fails(), ErrorCode::kStoreLostWrites);
}

TEST_F(RocksdbBackendTest, ACutLogOfWritesIsNoticed) {
  open();
  for (int i = 0; i < 10; ++i) add({text_event("ann", "tea")});
  ASSERT_TRUE(backend_->note_acknowledged(10).ok());
  // As after a kill: what is only in the log of writes.
  const std::string copy = folder_.path() + "/copy";
  fs::copy(folder(), copy, fs::copy_options::recursive);
  std::string log;
  for (const auto& entry : fs::directory_iterator(copy + "/rocksdb")) {
    if (entry.path().extension() == ".log") log = entry.path().string();
  }
  const std::string bytes = read_bytes(log);
  {
    const auto whole = open_rocksdb(copy, {});
    ASSERT_TRUE(whole.ok()) << english(whole.error().message);
    EXPECT_EQ(whole.value()->last_position(), 10);
  }
  fs::remove_all(copy);
  fs::copy(folder(), copy, fs::copy_options::recursive);
  write_bytes(log, bytes.substr(0, bytes.size() - 1));
  const auto cut = open_rocksdb(copy, {});
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().code, ErrorCode::kStoreLostWrites);
}

TEST_F(RocksdbBackendTest, ADamagedNoteIsNoticed) {
  open();
  add({text_event("ann", "tea")});
  ASSERT_TRUE(backend_->note_acknowledged(1).ok());
  backend_.reset();
  std::string note = read_bytes(folder() + "/acknowledged");
  note[note.find('1')] = '0';
  write_bytes(folder() + "/acknowledged", note);
  EXPECT_EQ(opening_fails(), ErrorCode::kStoreCorrupt);
}

TEST_F(RocksdbBackendTest, WhatIsOldGoes) {
  constexpr std::int64_t kHour = 3'600'000'000;
  const RocksdbOptions options = {.keep = kHour, .merge_seconds = 1, .memory_bytes = 1 << 20};
  open(options);
  const std::int64_t now = current_time().microseconds;
  // Memory is full many times over, so files are written.
  const auto fill = [&](std::int64_t arrived) {
    for (int i = 0; i < 500; ++i) {
      add(std::vector<UserEvent>(10, text_event("ann", "tea")), arrived);
    }
  };
  fill(now - 2 * kHour);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (log().events_above(0, 1).value().at(0).arrived < now - kHour &&
         std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    fill(now);
  }
  EXPECT_GE(log().events_above(0, 1).value().at(0).arrived, now - kHour);
  const LogPosition last = backend_->last_position();
  EXPECT_EQ(log().events_above(last - 1, kAll).value().size(), 1);
  open(options);
  EXPECT_EQ(backend_->last_position(), last);
}

}  // namespace
}  // namespace twotower
