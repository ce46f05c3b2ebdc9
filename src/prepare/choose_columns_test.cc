#include "prepare/choose_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <tuple>

#include "base/json.h"
#include "base/options.h"
#include "messages/said.h"
#include "prepare/prepared_data.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

std::string text(long number) {
  return std::to_string(number);
}

std::string write_file(const std::string& name, const std::string& content) {
  const std::string path = testkit::process_folder() + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

// 30 users of 20 rows; the items are 40, of which the table has every other one.
Config shop() {
  std::string log = "user,sku,ts,event,brand,city,device,rating,price,label_code,when,courier\n";
  for (int row = 0; row < 600; ++row) {
    const int user = row % 30, step = row / 30, item = (user * 3 + step * step) % 40;
    log += "u" + text(user) + "," + text(item) + "," + text(1'700'000'000L + 1000 * row) + "," +
           (step % 4 == 0 ? "buy" : "view") + ",b" + text(item % 7) + ",c" + text(user % 5) + "," +
           (row % 3 == 0   ? "phone"
            : row % 7 == 0 ? "desk"
                           : "pad") +
           "," + text((row + step) % 5 + 1) + "," + text(10 * item + (row % 10 == 0 ? 1 : 0)) +
           "," + text(row) + ",2020-01-0" + text(user % 9 + 1) + "," +
           (step % 4 == 0 ? text(row % 11) : "") + "\n";
  }
  std::string items = "sku;title;tags;brand\n";
  for (int item = 0; item < 40; item += 2) {
    items += text(item) + ";Chair number " + text(item) + ";wood|x" + text(item % 3) + ";" + "B" +
             text(item % 6) + "\n";
  }
  Config config;
  config.data.interactions.path = write_file("shop.csv", log);
  config.data.items.emplace().path = write_file("items.csv", items);
  return config;
}

template <typename Features>
std::vector<std::string> names(const Features& features) {
  std::vector<std::string> all;
  for (const auto& [name, options] : features) all.push_back(name);
  return all;
}

using Names = std::vector<std::string>;

TEST(ChooseColumnsTest, GivesEveryColumnASideOrSaysWhyNot) {
  Config config = shop();
  std::vector<Decision> decisions;
  const auto proposed = choose_columns(config, decisions);
  ASSERT_TRUE(proposed.ok()) << english(proposed.error().message);
  EXPECT_EQ(config.data.interactions.user, "user");
  EXPECT_EQ(config.data.interactions.item, "sku");
  EXPECT_EQ(config.data.interactions.time, "ts");
  EXPECT_EQ(config.data.interactions.type->column, "event");
  EXPECT_EQ(names(proposed.value().item), (Names{"title", "tags", "brand"}));
  EXPECT_EQ(names(proposed.value().user), Names{"city"});
  EXPECT_EQ(names(proposed.value().context), Names{"device"});
  const auto left_out = std::ranges::find(decisions, "features", &Decision::key);
  ASSERT_NE(left_out, decisions.end());
  for (const char* name : {"rating", "price", "label_code", "when", "courier"}) {
    EXPECT_NE(english(left_out->message).find(name), std::string::npos) << name;
  }
}

// 30 users of 20 rows, with columns of these names and forms of the values 0 to 6, by chance.
ProposedFeatures proposed_of(const std::vector<std::pair<std::string, std::string>>& columns,
                             Config& config, std::vector<Decision>& decisions) {
  std::string log = "user_id,item_id,timestamp";
  for (const auto& [name, form] : columns) log += "," + name;
  for (int row = 0; row < 600; ++row) {
    log += "\nu" + text(row % 30) + ",i" + text((row * 7 + row / 30 * row) % 40) + "," +
           text(1'700'000'000L + 1000 * row);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      log += "," + columns[c].second + text((row * 31 + row / 7 + static_cast<long>(c)) % 7);
    }
  }
  config.data.interactions.path = write_file("named.csv", log + "\n");
  auto proposed = choose_columns(config, decisions);
  EXPECT_TRUE(proposed.ok()) << english(proposed.error().message);
  return std::move(proposed).value();
}

TEST(ChooseColumnsTest, WhatIsChosenOrSettledWithAnEventIsNoContext) {
  Config config;
  std::vector<Decision> decisions;
  const auto proposed = proposed_of({{"amount_paid", "1"},
                                     {"finalPrice", "2"},
                                     {"courier_id", "c"},
                                     {"sweetness", "s"},
                                     {"size", "l"},
                                     {"temperature", "iced"},
                                     {"温度", "热"},
                                     {"实付金额", "1"},
                                     {"甜度", "糖"},
                                     {"配送员", "张"},
                                     {"review_score", "0."},
                                     {"vote", "-"}},
                                    config, decisions);
  EXPECT_EQ(names(proposed.context), Names());
  const auto left_out = std::ranges::find(decisions, "features", &Decision::key);
  ASSERT_NE(left_out, decisions.end());
  for (const char* name : {"amount_paid", "courier_id", "size", "温度", "配送员", "vote"}) {
    EXPECT_NE(english(left_out->message).find(name), std::string::npos) << name;
  }
}

TEST(ChooseColumnsTest, WhatARequestKnowsIsContext) {
  Config config;
  std::vector<Decision> decisions;
  const std::vector<std::pair<std::string, std::string>> columns = {
      {"temperature", "2"},   {"party_size", ""}, {"screen_size", "9"}, {"门店", "店"},
      {"delivery_zone", "z"}, {"weather", "w"},   {"city", "c"},        {"channel", "h"}};
  const auto proposed = proposed_of(columns, config, decisions);
  Names all;
  for (const auto& [name, form] : columns) all.push_back(name);
  EXPECT_EQ(names(proposed.context), all);
}

TEST(ChooseColumnsTest, ContextOfNoFeaturesStaysSo) {
  Config config;
  config.features.context.emplace();
  std::vector<Decision> decisions;
  const auto proposed = proposed_of({{"city", "c"}, {"device", "d"}}, config, decisions);
  EXPECT_TRUE(proposed.context.empty());
  EXPECT_EQ(proposed.left_out.context, (Names{"city", "device"}));
}

// A log of 30 users and 20 items, whose `item` has what `id_of` says, with tables beside it.
Config with_tables(const std::string& item, const std::function<std::string(int)>& id_of,
                   const std::string& items_header) {
  std::string log = "member," + item + ",ts\n", items = items_header + "\n", users = "no,age\n";
  for (int row = 0; row < 600; ++row) {
    log += "m" + text(row % 30) + "," + id_of((row * 7 + row / 30) % 20) + "," +
           text(1'700'000'000L + 1000 * row) + "\n";
  }
  for (int i = 0; i < 20; ++i) {
    items += text(500 + i) + "," + id_of(i) + ",c" + text(i % 3) + "\n";
  }
  for (int user = 0; user < 30; ++user)
    users += "m" + text(user) + "," + text(20 + user % 9) + "\n";
  Config config;
  config.data.interactions.path = write_file("log.csv", log);
  config.data.items.emplace().path = write_file("things.csv", items);
  config.data.users.emplace().path = write_file("members.csv", users);
  return config;
}

TEST(ChooseColumnsTest, ATablesIdIsTheColumnThatHasTheValuesOfTheLog) {
  const std::function<std::string(int)> names = [](int i) { return "茶" + text(i); };
  const std::function<std::string(int)> codes = [](int i) { return text(7000 + 3 * i); };
  const std::tuple<const char*, const std::function<std::string(int)>*, const char*, const char*>
      tables[] = {{"饮品", &names, "id,名称,系列", "名称"},
                  {"drink", &names, "item_id,label,kind", "label"},
                  {"sku", &codes, "id,number,kind", "number"}};
  for (const auto& [item, id_of, header, id] : tables) {
    Config config = with_tables(item, *id_of, header);
    const auto prepared = prepare_data(config);
    ASSERT_TRUE(prepared.ok()) << english(prepared.error().message);
    EXPECT_EQ(prepared.value().config.data.interactions.item, item);
    EXPECT_EQ(prepared.value().config.data.items->id, id);
    EXPECT_EQ(prepared.value().config.data.users->id, "no");
    EXPECT_EQ(prepared.value().dataset.interactions.items.size(), 20U);
    const auto told =
        std::ranges::find(prepared.value().decisions, "data.items.id", &Decision::key);
    ASSERT_NE(told, prepared.value().decisions.end());
    EXPECT_EQ(told->flag, "--items-id COLUMN");
    const auto again = prepare_data(prepared.value().config);
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again.value().decisions.empty());
  }
}

TEST(ChooseColumnsTest, ATablesIdMayBeSpelledOtherwise) {
  const std::function<std::string(int)> codes = [](int i) { return text(7000 + i); };
  for (const char* name : {"Game_ID", "gameId", "GAME_ID"}) {
    Config config = with_tables("game_id", codes, "rank," + std::string(name) + ",kind");
    const auto prepared = prepare_data(config);
    ASSERT_TRUE(prepared.ok()) << english(prepared.error().message);
    EXPECT_EQ(prepared.value().dataset.interactions.items.size(), 20U);
  }
}

TEST(ChooseColumnsTest, WhatIsSaidOfATablesIdStays) {
  Config config = with_tables("sku", [](int i) { return text(500 + i); }, "first,second,kind");
  config.data.items->id = "second";
  const auto prepared = prepare_data(config);
  ASSERT_TRUE(prepared.ok()) << english(prepared.error().message);
  EXPECT_EQ(prepared.value().config.data.items->id, "second");
}

TEST(ChooseColumnsTest, LeavesWhatTheConfigSays) {
  Config config = shop();
  config.features.item = ColumnFeatures{{"sku", IdOptions()}};
  std::vector<Decision> decisions;
  const auto proposed = choose_columns(config, decisions);
  ASSERT_TRUE(proposed.ok());
  EXPECT_TRUE(proposed.value().item.empty());
  EXPECT_FALSE(proposed.value().context.empty());
}

TEST(ChooseColumnsTest, ThePreparedConfigIsCompleteAndChoosesNothingAgain) {
  const auto first = prepare_data(shop());
  ASSERT_TRUE(first.ok()) << english(first.error().message);
  const Config& config = first.value().config;
  EXPECT_EQ(names(*config.features.item), (Names{"item_id", "title", "tags", "brand"}));
  EXPECT_EQ(names(*config.features.user), (Names{"history", "city"}));
  EXPECT_EQ(config.towers.item.hidden, std::vector<std::int64_t>{2 * config.towers.dim});
  EXPECT_EQ(config.towers.user.hidden, std::vector<std::int64_t>{2 * config.towers.dim});
  const auto again = prepare_data(config);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again.value().decisions.empty());
  EXPECT_EQ(to_json(to_value(again.value().config)), to_json(to_value(config)));
  EXPECT_EQ(text_of(*again.value().dataset.users.find("city"), 4), "c4");
}

TEST(ChooseColumnsTest, WhatIsSwitchedOffIsNotChosenAndStaysOff) {
  Config given = shop();
  given.features.off = {.user = {"history"}, .item = {"tags", "price"}, .context = {}};
  const auto first = prepare_data(given);
  ASSERT_TRUE(first.ok()) << english(first.error().message);
  const Config& config = first.value().config;
  EXPECT_EQ(names(*config.features.item), (Names{"item_id", "title", "brand"}));
  EXPECT_EQ(names(*config.features.user), Names{"city"});
  EXPECT_EQ(names(*config.features.context), Names{"device"});
  EXPECT_EQ(config.features.off.item, (Names{"tags", "price"}));
  const auto off =
      std::ranges::find(first.value().decisions, "features.switched_off", &Decision::key);
  ASSERT_NE(off, first.value().decisions.end());
  EXPECT_NE(english(off->message).find("features.item.tags"), std::string::npos);
  EXPECT_EQ(english(off->message).find("price"), std::string::npos);  // left out anyway
  for (const Decision& decision : first.value().decisions) {
    if (decision.key != "features.switched_off") {
      EXPECT_EQ(english(decision.message).find("tags"), std::string::npos) << decision.key;
      EXPECT_EQ(english(decision.message).find("history"), std::string::npos) << decision.key;
    }
  }
  const auto again = prepare_data(config);
  ASSERT_TRUE(again.ok()) << english(again.error().message);
  EXPECT_TRUE(again.value().decisions.empty());
  EXPECT_EQ(to_json(to_value(again.value().config)), to_json(to_value(config)));
}

TEST(ChooseColumnsTest, AnUnknownNameToSwitchOffIsAnErrorWithTheRightOne) {
  const auto error_of = [](const FeaturesOff& off) {
    Config config = shop();
    config.features.off = off;
    std::vector<Decision> decisions;
    const auto proposed = choose_columns(config, decisions);
    EXPECT_FALSE(proposed.ok());
    return proposed.ok() ? Error{} : proposed.error();
  };
  const Error near = error_of({.item = {"titel"}});
  EXPECT_EQ(near.code, ErrorCode::kConfigUnknownName);
  EXPECT_EQ(near.field, "features.item.titel");
  EXPECT_NE(english(near.message).find("title"), std::string::npos);
  const Error elsewhere = error_of({.context = {"city"}});
  EXPECT_EQ(elsewhere.field, "features.context.city");
  EXPECT_NE(english(elsewhere.message).find("features.user.city"), std::string::npos);
  // The history's steps are the items' ids.
  EXPECT_EQ(error_of({.item = {"item_id"}}).code, ErrorCode::kConfigConflict);
  EXPECT_EQ(error_of({.user = {"history"}, .item = {"item_id", "title", "tags", "brand"}}).code,
            ErrorCode::kConfigConflict);
  EXPECT_EQ(error_of({.user = {"history", "city"}, .context = {"device"}}).code,
            ErrorCode::kConfigConflict);
}

}  // namespace
}  // namespace twotower
