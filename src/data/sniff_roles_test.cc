#include "data/sniff_roles.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/messages/data_errors.h"
#include "data/written_log_test.h"

namespace twotower {
namespace {

using written_log::expect_error;
using written_log::expect_roles;
using written_log::log_of;
using written_log::sniff;
using written_log::text;
using written_log::time_of;

TEST(SniffRolesTest, ReadsChineseHeaders) {
  const auto log = log_of("用户编号;商品编号;行为;时间", [](int user, int item, int step) {
    return "u" + text(user) + ";" + text(item) + (step % 3 == 0 ? ";购买;" : ";浏览;") +
           time_of(user, step);
  });
  expect_roles(sniff(log),
               {.user = "用户编号", .item = "商品编号", .time = "时间", .type = "行为"});
}

TEST(SniffRolesTest, ReadsNamesWithWordsForEventsBeforeThem) {
  const auto log = log_of("user_id,session_id,session_start,click_article_id,click_timestamp",
                          [](int user, int item, int step) {
                            const int session = user * 4 + step / 5;
                            return text(user) + "," + text(session) + "," +
                                   text(1'699'000'000'000L + session) + "," + text(item) + "," +
                                   time_of(user, step) + "000";
                          });
  const auto roles = sniff(log);
  expect_roles(roles, {.user = "user_id", .item = "click_article_id", .time = "click_timestamp"});
  EXPECT_EQ(roles.value().others, (std::vector<std::string>{"session_start", "session_id"}));
  expect_roles(sniff(log, GroupBy::kSession), {.user = "user_id",
                                               .item = "click_article_id",
                                               .time = "click_timestamp",
                                               .session = "session_id"});
}

TEST(SniffRolesTest, OfSeveralTimesTakesTheOneThatVariesWithinSequences) {
  const auto log = log_of("user,item,registered,happened", [](int user, int item, int step) {
    return text(user) + "," + text(item) + ",2020-01-0" + text(user % 9 + 1) + "," +
           time_of(user, step);
  });
  const auto roles = sniff(log);
  expect_roles(roles, {.user = "user", .item = "item", .time = "happened"});
  EXPECT_EQ(roles.value().findings.back().role, ColumnRole::kTime);
  EXPECT_EQ(roles.value().findings.back().message.key(), TimeColumnVaries::kKey);
  EXPECT_EQ(english(roles.value().findings.back().message),
            "happened, of registered, happened the only one that varies within a sequence");
}

// A day of May 2014 and later, every fifth day.
std::string day_of(int step, const char* form) {
  const int day = 1 + 5 * (step % 5), month = 5 + step / 5;
  char text[64];
  std::snprintf(text, sizeof text, form, day, month);
  return text;
}

TEST(SniffRolesTest, FindsTimesInManyForms) {
  for (const char* form : {"%02d/%02d/2014 10:20", "%d.%d.2014", "%1$d-%2$d-2014 1:05 PM",
                           "2014/%2$02d/%1$02d 10:20:30.5", "2014%2$02d%1$02d",
                           "2014年%2$d月%1$d日 8:15", "2014-%2$02d-%1$02d 08:15:00 UTC"}) {
    const auto log = log_of("user;item;when;shop", [&](int user, int item, int step) {
      return text(user) + ";" + text(item) + ";" + day_of(step, form) + ";" + text(item % 3);
    });
    expect_roles(sniff(log), {.user = "user", .item = "item", .time = "when"});
  }
}

// Whether what was shown was taken, in many names and words.
TEST(SniffRolesTest, FindsFlagsOfWhatWasTaken) {
  const std::tuple<const char*, const char*, const char*> flags[] = {
      {"purchased", "0", "1"}, {"is_liked", "0", "1"},     {"label", "0", "1"},
      {"是否下单", "0", "1"},  {"liked", "false", "true"}, {"是否购买", "否", "是"},
      {"converted", "N", "Y"}, {"is_click", "0", "1"}};
  for (const auto& [name, no, yes] : flags) {
    const auto log =
        log_of("user_id,item_id,hour," + std::string(name), [&](int user, int item, int step) {
          return text(user) + "," + text(item) + "," + text(step % 9) + "," +
                 (step % 3 == 0 ? yes : no);
        });
    expect_roles(sniff(log), {.user = "user_id", .item = "item_id", .type = name});
  }
}

TEST(SniffRolesTest, TakesClicksBeforeOtherFlagsAndNeverChoosesBetweenThese) {
  const auto row = [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + text(step % 2) + "," + text(step % 3 == 0 ? 1 : 0);
  };
  expect_roles(sniff(log_of("user,item,click,purchase", row)),
               {.user = "user", .item = "item", .type = "click"});
  expect_error(sniff(log_of("user,item,liked,purchased", row)), ErrorCode::kDataAmbiguousColumn,
               "data.interactions.type.column");
  InteractionOptions none = log_of("user,item,liked,purchased", row);
  none.type.emplace().column = "";
  expect_roles(sniff(none), {.user = "user", .item = "item"});
}

TEST(SniffRolesTest, OtherFlagsAreNoTypes) {
  const auto row = [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + text(step % 2);
  };
  for (const char* name : {"weekend", "rating", "vote", "is_new"}) {
    expect_roles(sniff(log_of("user,item," + std::string(name), row)),
                 {.user = "user", .item = "item"});
  }
}

// "purchased" may say whether, or when.
TEST(SniffRolesTest, FindsTheTimeOfAnOutcome) {
  for (const char* form : {"2014-%2$02d-%1$02d 10:20", "%02d/%02d/2014"}) {
    const auto log = log_of("user;item;purchased", [&](int user, int item, int step) {
      return text(user) + ";" + text(item) + ";" + day_of(step, form);
    });
    expect_roles(sniff(log), {.user = "user", .item = "item", .time = "purchased"});
  }
}

TEST(SniffRolesTest, SaysTheFormOfATime) {
  const auto log = log_of("user,item,date", [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + day_of(step, "%02d/%02d/2014 10:20");
  });
  const auto roles = sniff(log);
  ASSERT_TRUE(roles.ok());
  EXPECT_EQ(english(roles.value().findings.back().message), "date, by its name (DD/MM/YYYY hh:mm)");
}

// What cannot be read is the time all the same: reading it fails, and says why.
TEST(SniffRolesTest, TakesAnUnreadableTimeByNameOrForm) {
  const std::pair<const char*, const char*> columns[] = {
      {"date", "%d. of month %d"}, {"created_at", "417%02d.25"},
      {"sent", "417%02d.%d7037"},  {"seen", "417%02d,%d7037"},
      {"when", "%02d/%02d/14"},    {"sold", "%02d.%02d.2014 10:20 CEST"},
      {"bought", "%02d/%02d/2041"}};
  for (const auto& [name, form] : columns) {
    const auto log = log_of("user;item;" + std::string(name), [&](int user, int item, int step) {
      return text(user) + ";" + text(item) + ";" + day_of(step, form);
    });
    expect_roles(sniff(log), {.user = "user", .item = "item", .time = name});
  }
}

TEST(SniffRolesTest, TakesADayOfTheWeekForNoTime) {
  const auto log = log_of("user;item;day;version", [](int user, int item, int step) {
    return text(user) + ";" + text(item) + ";" + text(step % 7) + ";1.2." + text(item);
  });
  expect_roles(sniff(log), {.user = "user", .item = "item"});
}

TEST(SniffRolesTest, NeverChoosesBetweenEqualTimes) {
  const auto log = log_of("user,item,sent,opened", [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + time_of(user, step) + "," +
           time_of(user + 1, step);
  });
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataAmbiguousColumn, "data.interactions.time");
  for (const char* word : {"sent", "opened", "--time"}) {
    EXPECT_NE(english(roles.error().message).find(word), std::string::npos) << word;
  }
  auto said = log;
  said.time = "opened";
  expect_roles(sniff(said), {.user = "user", .item = "item", .time = "opened"});
}

TEST(SniffRolesTest, NeverChoosesBetweenEqualNames) {
  const auto log = log_of("user_id,customer_id,item,t", [](int user, int item, int step) {
    return text(user) + "," + text(user) + "," + text(item) + "," + time_of(user, step);
  });
  expect_error(sniff(log), ErrorCode::kDataAmbiguousColumn, "data.interactions.user");
  auto said = log;
  said.user = "customer_id";
  expect_roles(sniff(said), {.user = "customer_id", .item = "item", .time = "t"});
}

TEST(SniffRolesTest, WithoutNamesTakesTheOnlyColumnLikeAnId) {
  const auto log = log_of("who,sku,colour", [](int user, int item, int) {
    return "00" + text(user) + "," + text(item) + (item % 2 == 0 ? ",red" : ",blue");
  });
  const auto roles = sniff(log);
  expect_roles(roles, {.user = "who", .item = "sku"});
  EXPECT_EQ(english(roles.value().findings[0].message), "sku, by its name");
  EXPECT_EQ(english(roles.value().findings[1].message), "who, the only column that looks like ids");
  const auto bare = log_of("a,b,c", [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + time_of(user, step);
  });
  expect_error(sniff(bare), ErrorCode::kDataAmbiguousColumn, "data.interactions.item");
}

TEST(SniffRolesTest, SessionsAloneAreEnough) {
  const auto log = log_of("session,sku,ts", [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + time_of(user, step);
  });
  expect_roles(sniff(log), {.item = "sku", .time = "ts", .session = "session"});
}

TEST(SniffRolesTest, AColumnThatIsNamedLikeTypesButNamesNoEventsIsNone) {
  const auto log = log_of("user,item,type,what", [](int user, int item, int step) {
    return text(user) + "," + text(item) + (step % 2 == 0 ? ",phone," : ",desk,") +
           (step % 2 == 0 ? "pv" : "add-to-cart");
  });
  expect_roles(sniff(log), {.user = "user", .item = "item", .type = "what"});
}

TEST(SniffRolesTest, KnowsTheLogOfTaobaoByItsNameAndShape) {
  InteractionOptions options;
  options.path = testkit::process_folder() + "UserBehavior.csv";
  std::ofstream file(options.path);
  for (int i = 0; i < 240; ++i) {
    file << i % 12 << ',' << i % 20 << ',' << i % 4 << (i % 3 == 0 ? ",buy," : ",pv,")
         << time_of(i % 12, i / 12) << '\n';
  }
  file.close();
  expect_roles(
      sniff(options),
      {.user = "user_id", .item = "item_id", .time = "timestamp", .type = "behavior_type"});
}

TEST(SniffRolesTest, ReadsAPlaceInTheOrderByItsName) {
  const auto log =
      log_of("user_id,movie_id,rating,timestamp,seq_pos", [](int user, int item, int step) {
        return text(user) + "," + text(item) + ",4," + (step % 2 == 0 ? "0" : time_of(user, step)) +
               "," + text(step);
      });
  expect_roles(sniff(log),
               {.user = "user_id", .item = "movie_id", .time = "timestamp", .order = "seq_pos"});
}

TEST(SniffRolesTest, WhatIsGivenAndEmptyIsNone) {
  auto log = log_of("user,item,time", [](int user, int item, int step) {
    return text(user) + "," + text(item) + "," + time_of(user, step);
  });
  log.time = "";
  expect_roles(sniff(log), {.user = "user", .item = "item"});
  log.user = "nobody";
  expect_error(sniff(log), ErrorCode::kDataMissingColumn, "data.interactions.user");
}

class SniffRealFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("TWOTOWER_TEST_DATA");
    if (folder == nullptr) GTEST_SKIP() << "set TWOTOWER_TEST_DATA to the folder of real data";
    folder_ = folder;
  }
  InteractionOptions file(const std::string& name) const {
    InteractionOptions options;
    options.path = folder_ + "/" + name;
    return options;
  }
  std::string folder_;
};

TEST_F(SniffRealFilesTest, MovieLens) {
  expect_roles(sniff(file("ml-100k/u.data")),
               {.user = "user_id", .item = "item_id", .time = "timestamp"});
  expect_roles(sniff(file("ml-1m/ratings.csv.zst")),
               {.user = "user_id", .item = "movie_id", .time = "timestamp", .order = "seq_pos"});
}

TEST_F(SniffRealFilesTest, Lists) {
  for (const char* name : {"amazon-beauty/Beauty.txt", "gowalla-lightgcn/train.txt"}) {
    expect_roles(sniff(file(name)), {.user = "user", .item = "item"});
  }
}

TEST_F(SniffRealFilesTest, Globo) {
  expect_roles(sniff(file("globo-clicks/clicks.csv.zst")),
               {.user = "user_id", .item = "click_article_id", .time = "click_timestamp"});
}

// The log of a bandit knows no users: nobody is made one, and what was clicked counts.
TEST_F(SniffRealFilesTest, OpenBandit) {
  const auto roles = sniff(file("open-bandit-small/bts_men.csv.zst"));
  expect_roles(roles, {.item = "item_id", .time = "timestamp", .type = "click"});
  auto said = file("open-bandit-small/bts_men.csv.zst");
  said.user = "user_feature_1";
  expect_roles(sniff(said),
               {.user = "user_feature_1", .item = "item_id", .time = "timestamp", .type = "click"});
}

}  // namespace
}  // namespace twotower
