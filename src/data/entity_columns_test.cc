#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <tuple>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/written_log_test.h"

namespace twotower {
namespace {

using written_log::expect_error;
using written_log::expect_roles;
using written_log::log_of;
using written_log::profile;
using written_log::sniff;
using written_log::text;
using written_log::time_of;
using written_log::words_of_error;
using written_log::write_file;

// Columns of this user and item alone.
InteractionOptions log_with(const std::string& user, const std::string& item) {
  return log_of(user + "," + item + ",at", [](int u, int i, int step) {
    return "7" + text(u) + ",9" + text(i) + "," + time_of(u, step);
  });
}

TEST(EntityColumnsTest, KnowsPeopleAndThingsOfManyTrades) {
  const std::pair<const char*, const char*> names[] = {
      {"patron_no", "title_no"},    {"learner", "course"},      {"StudentNumber", "lessonId"},
      {"borrower_card", "isbn"},    {"学员", "课程"},           {"读者证号", "书目编号"},
      {"听众编号", "歌曲名称"},     {"会员号", "菜品"},         {"guest id", "hotel_code"},
      {"patient_key", "drug name"}, {"listener", "track_uuid"}, {"玩家", "游戏"}};
  for (const auto& [user, item] : names) {
    expect_roles(sniff(log_with(user, item)), {.user = user, .item = item, .time = "at"});
  }
}

TEST(EntityColumnsTest, ASureNameGoesBeforeAWord) {
  const auto log = log_of("user_id,student_no,item_id,course_no", [](int u, int i, int step) {
    return text(u) + "," + text(u) + "," + text(i) + "," + text((i + step) % 20);
  });
  expect_roles(sniff(log), {.user = "user_id", .item = "item_id"});
}

// A flag, a figure and a word for few things are no ids, whatever their names.
TEST(EntityColumnsTest, AWordNamesOnlyIds) {
  const auto log = log_of("patron,course,guest,material,thing", [](int u, int i, int step) {
    return "p" + text(u) + "," + text(i % 3) + "," + text(step % 2) + ",0." + text(i) + ",t" +
           text(i);
  });
  expect_roles(sniff(log), {.user = "patron", .item = "thing"});
}

TEST(EntityColumnsTest, ReadsTypesBehindNames) {
  for (const auto& [user, item, time] :
       {std::tuple("user_id:token", "item_id:token", "timestamp:float"),
        std::tuple("learner:token", "course:token", "ts:long"),
        std::tuple("member_id:string", "movieId:int", "time:double")}) {
    const auto log =
        log_of(std::string(user) + "\t" + item + "\t" + time + "\trating:float",
               [](int u, int i, int step) {
                 return text(u) + "\t" + text(i) + "\t" + time_of(u, step) + "\t" + text(1 + i % 5);
               });
    expect_roles(sniff(log), {.user = user, .item = item, .time = time});
  }
}

// Of two columns like ids the first is offered as the user: an advice that swaps them trains.
TEST(EntityColumnsTest, OffersBothOfTwoUnknownColumns) {
  const auto log = log_of("who,what,at", [](int u, int i, int step) {
    return text(u) + "," + text(i) + "," + time_of(u, step);
  });
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataAmbiguousColumn, "data.interactions.item");
  EXPECT_NE(words_of_error(roles).find("--user who --item what"), std::string::npos);
  auto taken = log;
  taken.user = "who";
  taken.item = "what";
  expect_roles(sniff(taken), {.user = "who", .item = "what", .time = "at"});
}

// 1,200 rows of 300 users, 120 items, and 12 branches.
InteractionOptions wide_log(const std::string& header, bool has_item = true) {
  std::string content = header + '\n';
  for (int i = 0; i < 1200; ++i) {
    const int user = i % 300, item = (user * 7 + i / 300 * 31) % 120;
    content += "c" + text(user) + (has_item ? ",p" + text(item) : "") + ",b" +
               text((user + i / 300) % 12) + "," + text(1'700'000'000L + i) + '\n';
  }
  InteractionOptions options;
  options.path = write_file("wide.csv", content);
  return options;
}

TEST(EntityColumnsTest, NeverOffersTheUserOrADozenValuesAsTheItem) {
  expect_roles(sniff(wide_log("user,thing,branch,at")),
               {.user = "user", .item = "thing", .time = "at"});
  const auto open = sniff(wide_log("who,thing,branch,at"));
  expect_error(open, ErrorCode::kDataAmbiguousColumn, "data.interactions.item");
  EXPECT_EQ(words_of_error(open).find("branch"), std::string::npos);
  // Users and branches: neither is what was taken.
  const auto none = sniff(wide_log("who,branch,at", false));
  expect_error(none, ErrorCode::kDataMissingColumn, "data.interactions.item");
}

TEST(EntityColumnsTest, OffersTheColumnOfMostValuesBesideAKnownUser) {
  std::string content = "user,district,thing\n";
  for (int i = 0; i < 1200; ++i) {
    content += "c" + text(i % 300) + ",d" + text((i * 11) % 31) + ",p" +
               text((i * 7 + i / 300) % 113) + '\n';
  }
  InteractionOptions log;
  log.path = write_file("districts.csv", content);
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataAmbiguousColumn, "data.interactions.item");
  EXPECT_NE(words_of_error(roles).find("--item thing"), std::string::npos);
  EXPECT_EQ(words_of_error(roles).find("--user"), std::string::npos);
}

// An order is of one user and has several rows: it is no item, whatever its name.
std::string orders_of(const std::string& header) {
  std::string content = header + '\n';
  for (int i = 0; i < 900; ++i) {
    const int order = i / 3;
    content += text(536365 + order) + "," + text(85000 + (order * 7 + i * i) % 40) + "," +
               text(1 + i % 4) + ",2021-12-" + text(10 + order / 20) +
               " 10:" + text(10 + order % 50) + "," + text(12400 + order % 60) + '\n';
  }
  return content;
}

TEST(EntityColumnsTest, AnInvoiceIsNoItem) {
  for (const auto& [visit, item, user] :
       {std::tuple("Invoice", "StockCode", "Customer ID"), std::tuple("order_no", "sku", "buyer"),
        std::tuple("订单号", "商品编码", "会员号"), std::tuple("receipt_id", "thing", "user_id"),
        std::tuple("doc", "thing", "user_id")}) {
    InteractionOptions log;
    log.path = write_file(
        "orders.csv", orders_of(std::string(visit) + "," + item + ",Quantity,InvoiceDate," + user));
    const auto roles = sniff(log);
    expect_roles(roles, {.user = user, .item = item, .time = "InvoiceDate"});
    const bool is_known = std::string_view(visit) != "doc";
    EXPECT_EQ(roles.value().others,
              is_known ? std::vector<std::string>{visit} : std::vector<std::string>());
  }
}

TEST(EntityColumnsTest, OrdersAreSequencesWhereNobodyIsNamed) {
  InteractionOptions log;
  log.path = write_file("orders.csv", orders_of("Invoice,StockCode,Quantity,InvoiceDate,Total"));
  expect_roles(sniff(log), {.item = "StockCode", .time = "InvoiceDate", .session = "Invoice"});
  log.user = "";  // said to be none: each row is a request of its own
  expect_roles(sniff(log), {.item = "StockCode", .time = "InvoiceDate"});
  log.session = "Invoice";
  expect_roles(sniff(log), {.item = "StockCode", .time = "InvoiceDate", .session = "Invoice"});
}

// The tables beside a log whose names say nothing.
struct Tables {
  TableProfile users;
  TableProfile items;
};

TableProfile table_of(const std::string& name, const std::string& content) {
  TableOptions options;
  options.path = write_file(name, content);
  return profile(options).value();
}

TEST(EntityColumnsTest, FindsColumnsByTheValuesOfTheTables) {
  const auto log = log_of("a,b,c,at", [](int u, int i, int step) {
    return "n" + text(u) + ",x" + text(i) + ",b" + text(step % 11) + "," + time_of(u, step);
  });
  std::string users = "nr,age\n", items = "label,group\n";
  for (int i = 0; i < 30; ++i) users += "n" + text(i) + "," + text(20 + i % 5) + '\n';
  for (int i = 0; i < 40; ++i) items += "x" + text(i) + ",g" + text(i % 4) + '\n';
  const TableProfile known_users = table_of("users.csv", users);
  const TableProfile known_items = table_of("items.csv", items);
  const auto roles = sniff(log, GroupBy::kUser, {.users = &known_users, .items = &known_items});
  expect_roles(roles, {.user = "a", .item = "b", .time = "at"});
  EXPECT_EQ(roles.value().findings[0].message.key(), ColumnOfTable::kKey);
  // The items' values leave one column for the user.
  const auto by_items = sniff(log, GroupBy::kUser, {.items = &known_items});
  ASSERT_FALSE(by_items.ok());
  EXPECT_EQ(by_items.error().field, "data.interactions.user");
}

// Small numbers are ids of any table by chance: the users' column is in both.
TEST(EntityColumnsTest, NumbersOfTheUsersTableAreNoItems) {
  const auto log = log_of("a,b,at", [](int u, int i, int step) {
    return text(1 + u) + "," + text(1 + i) + "," + time_of(u, step);
  });
  std::string users = "nr,age\n", items = "nr,group\n";
  for (int i = 1; i <= 12; ++i) users += text(i) + "," + text(20 + i % 5) + '\n';
  for (int i = 1; i <= 30; ++i) items += text(i) + ",g" + text(i % 4) + '\n';
  const TableProfile known_users = table_of("users.csv", users);
  const TableProfile known_items = table_of("items.csv", items);
  expect_roles(sniff(log, GroupBy::kUser, {.users = &known_users, .items = &known_items}),
               {.user = "a", .item = "b", .time = "at"});
}

TEST(EntityColumnsTest, FindsAnItemWhoseNamesAreSentences) {
  const auto log = log_of("会员号,饮,温度", [](int u, int i, int step) {
    return "V" + text(u) + ",The great tea of number " + text(i) + (step % 2 == 0 ? ",热" : ",冰");
  });
  std::string items = "名称,系列\n";
  for (int i = 0; i < 20; ++i) items += "The great tea of number " + text(i) + ",s\n";
  const TableProfile known = table_of("items.csv", items);
  expect_roles(sniff(log, GroupBy::kUser, {.items = &known}), {.user = "会员号", .item = "饮"});
}

TEST(EntityColumnsTest, OffersNamesOfSeveralWordsBesideOneColumnOfIds) {
  const auto log = log_of("a,b,c", [](int u, int i, int) {
    return "15160" + text(u) + ",\"Boots Simulator " + text(i) +
           (i % 2 == 0 ? ", Deluxe\"," : "\",") + "1.5";
  });
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataAmbiguousColumn, "data.interactions.item");
  EXPECT_NE(words_of_error(roles).find("--user a --item b"), std::string::npos);
}

// A trainer of twelve is no item beside thirty classes, whose names have blanks.
TEST(EntityColumnsTest, OffersNamesOfSeveralWordsBesideFewValues) {
  std::string content = "client;lesson name of it;trainer\n";
  for (int i = 0; i < 1200; ++i) {
    content += "c" + text(i % 200) + ";power hour " + text((i * 7 + i / 200) % 30) + ";t" +
               text((i * 5 + i / 31) % 12) + '\n';
  }
  InteractionOptions log;
  log.path = write_file("classes.csv", content);
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataAmbiguousColumn, "data.interactions.item");
  EXPECT_NE(words_of_error(roles).find("--item 'lesson name of it'"), std::string::npos);
  // Alone it is what is advised.
  content.replace(0, content.find('\n'), "client;lesson name of it;price");
  log.path = write_file("classes.csv", content);
  const auto missing = sniff(log);
  expect_error(missing, ErrorCode::kDataMissingColumn, "data.interactions.item");
  EXPECT_NE(words_of_error(missing).find("--item 'lesson name of it'"), std::string::npos);
}

TEST(EntityColumnsTest, OffersTheUserBeforeTheOrder) {
  InteractionOptions log;
  log.path = write_file("orders.csv", orders_of("doc,sku,Quantity,InvoiceDate,whose"));
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataAmbiguousColumn, "data.interactions.user");
  EXPECT_NE(words_of_error(roles).find("--user whose"), std::string::npos);
}

TEST(EntityColumnsTest, SeveralIdsInACellAreRefused) {
  const char* const forms[] = {"N%d-1 N%d-0 N%d-0",     "%d|%d|%d",
                               "i%d、i%d、i%d",         "%d,%d,%d",
                               "['i%d', 'i%d', 'i%d']", "{'id': %d, 'x': %d, 'y': %d}"};
  for (const char* form : forms) {
    const auto log = log_of("user;things", [&](int u, int i, int step) {
      char cell[100];
      std::snprintf(cell, sizeof cell, form, i, (i + 7) % 20, (u + step) % 20);
      return text(u) + ";\"" + cell + "\"";
    });
    auto named = log;
    named.item = "things";
    const auto roles = sniff(named);
    expect_error(roles, ErrorCode::kDataWrongFormat, "data.interactions.item");
    const auto unnamed = sniff(log);
    expect_error(unnamed, ErrorCode::kDataMissingColumn, "data.interactions.item");
    EXPECT_NE(words_of_error(unnamed).find("things"), std::string::npos);
    named.id_type = IdType::kString;  // said to be one id
    EXPECT_TRUE(sniff(named).ok());
  }
}

TEST(EntityColumnsTest, EventsInsideJsonAreRefusedByName) {
  std::string lines;
  for (int i = 0; i < 240; ++i) {
    lines += "{\"user\": \"u" + text(i % 12) + "\", \"events\": [{\"item\": " + text(i % 20) +
             ", \"at\": 1}]}\n";
  }
  InteractionOptions log;
  log.path = write_file("nested.jsonl", lines);
  const auto roles = sniff(log);
  expect_error(roles, ErrorCode::kDataMissingColumn, "data.interactions.item");
  EXPECT_NE(words_of_error(roles).find("events"), std::string::npos);
  log.item = "events";
  const auto named = sniff(log);
  expect_error(named, ErrorCode::kDataMissingColumn, "data.interactions.item");
  EXPECT_EQ(named.error().message.key(), RoleInsideCells::kKey);
}

// Sessions of one user in four; the others did not sign in.
TEST(EntityColumnsTest, RowsWithoutAUserNameTheSession) {
  for (const char* session : {"session_id", "会话编号", "order_no"}) {
    const auto log = log_of("user_id;item_id;" + std::string(session), [](int u, int i, int step) {
      return (u % 4 == 0 ? text(u) : "NA") + ";" + text(i) + ";" + text(100 * u + step / 5);
    });
    const auto roles = sniff(log);
    expect_error(roles, ErrorCode::kDataBadRow, "data.interactions.user");
    EXPECT_NE(words_of_error(roles).find("--session " + std::string(session)), std::string::npos);
    EXPECT_EQ(words_of_error(roles).find("skip"), std::string::npos);
    auto told = log;
    told.session = session;
    expect_roles(sniff(told), {.user = "user_id", .item = "item_id", .session = session});
    told = log;
    told.on_bad_row = SkipOptions();
    EXPECT_TRUE(sniff(told).ok());
  }
}

TEST(EntityColumnsTest, WhatAscendsWithinADayIsTheOrder) {
  for (const char* name : {"timeframe", "elapsed", "Step"}) {
    const auto log = log_of("session_id,item_id,date," + std::string(name), [](int u, int i,
                                                                               int step) {
      return text(u) + "," + text(i) + ",2016-05-0" + text(1 + u % 9) + "," + text(97 * step + u);
    });
    const auto roles = sniff(log);
    expect_roles(roles,
                 {.item = "item_id", .time = "date", .order = name, .session = "session_id"});
    EXPECT_EQ(roles.value().findings.back().message.key(), ColumnOrdersDays::kKey);
  }
  // Unsorted, by its name.
  const auto unsorted = log_of("session_id,item_id,date,timeframe", [](int u, int i, int step) {
    return text(u) + "," + text(i) + ",2016-05-0" + text(1 + u % 9) + "," +
           text((31 * step + u) % 20);
  });
  expect_roles(sniff(unsorted),
               {.item = "item_id", .time = "date", .order = "timeframe", .session = "session_id"});
  const auto log = log_of("session_id,item_id,date,width", [](int u, int i, int step) {
    return text(u) + "," + text(i) + ",2016-05-0" + text(1 + u % 9) + "," +
           text((31 * step + u) % 17);
  });
  expect_roles(sniff(log), {.item = "item_id", .time = "date", .session = "session_id"});
}

}  // namespace
}  // namespace twotower
