#include "prepare/wrong_table.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "data/files/table_form.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

TableProfile profile_of(const std::string& name, const std::string& content) {
  TableOptions options;
  options.path = testkit::process_folder() + name;
  std::ofstream(options.path, std::ios::binary) << content;
  return profile_table(options, find_form(options, "data.items").value(), "data.items").value();
}

// 20 users of 10 rows, 25 items.
TableProfile log_of(const std::string& user, const std::string& item) {
  std::string text = "user_id,item_id,timestamp\n";
  for (int row = 0; row < 200; ++row) {
    text += user + std::to_string(row % 20) + "," + item + std::to_string(row * 7 % 25) + "," +
            std::to_string(1'700'000'000 + row) + "\n";
  }
  return profile_of("wrong_log.csv", text);
}

TableProfile table_of(const std::string& id, const std::string& before, int rows) {
  std::string text = id + ",age\n";
  for (int row = 0; row < rows; ++row) {
    text += before + std::to_string(row) + "," + std::to_string(20 + row % 3) + "\n";
  }
  return profile_of("wrong_table.csv", text);
}

const InteractionColumns kRoles{.user = "user_id", .item = "item_id", .time = "timestamp"};

std::string advice(Entity entity, const TableProfile& log, const TableProfile& table) {
  const auto wrong = wrong_table(entity, log, kRoles, table);
  return wrong.has_value() ? english(wrong->message) : "";
}

TEST(WrongTableTest, UsersAreNoItems) {
  const TableProfile log = log_of("u", "i");
  EXPECT_NE(advice(Entity::kItem, log, table_of("user_id", "u", 20)).find("--users "),
            std::string::npos);
  EXPECT_NE(advice(Entity::kItem, log, table_of("id", "u", 20)).find("--users "),
            std::string::npos);
  EXPECT_NE(advice(Entity::kUser, log, table_of("Item_ID", "i", 25)).find("--items "),
            std::string::npos);
  EXPECT_EQ(advice(Entity::kItem, log, table_of("item_id", "i", 25)), "");
  EXPECT_EQ(advice(Entity::kItem, log, table_of("id", "i", 25)), "");
  EXPECT_EQ(advice(Entity::kItem, log, table_of("id", "x", 25)), "");  // of neither
}

TEST(WrongTableTest, NumbersThatAgreeByChanceAreToldByNames) {
  const TableProfile log = log_of("", "");
  EXPECT_NE(advice(Entity::kItem, log, table_of("user_id", "", 20)).find("--users "),
            std::string::npos);
  EXPECT_EQ(advice(Entity::kItem, log, table_of("id", "", 25)), "");
  EXPECT_EQ(advice(Entity::kUser, log, table_of("id", "", 25)), "");
}

TEST(WrongTableTest, ALogIsNoTable) {
  const TableProfile log = log_of("u", "i");
  EXPECT_EQ(wrong_table(Entity::kItem, log, kRoles, log)->code, ErrorCode::kDataDuplicateId);
  EXPECT_EQ(wrong_table(Entity::kUser, log, kRoles, log)->code, ErrorCode::kDataDuplicateId);
  std::string text = "item_id,user_id\n";  // each item, and who made it
  for (int row = 0; row < 25; ++row) text += "i" + std::to_string(row) + ",u3\n";
  EXPECT_EQ(advice(Entity::kItem, log, profile_of("wrong_made.csv", text)), "");
}

// A table of items may name a user, and one of some users may have numbers that items have.
TEST(WrongTableTest, NoFalseAlarms) {
  const TableProfile log = log_of("", "");
  std::string made = "movie_id,user_id\n";
  for (int row = 0; row < 25; ++row) {
    made += std::to_string(row) + "," + std::to_string(row % 4) + "\n";
  }
  EXPECT_EQ(advice(Entity::kItem, log, profile_of("wrong_movies.csv", made)), "");
  EXPECT_EQ(advice(Entity::kUser, log_of("9", ""), table_of("uid", "", 25)), "");
  EXPECT_EQ(advice(Entity::kItem, log, table_of("sku", "", 20)), "");
}

TEST(WrongTableTest, ALogAndATableAreSwapped) {
  const TableProfile log = log_of("u", "i"), items = table_of("item_id", "i", 25);
  const Error why{ErrorCode::kDataMissingColumn, "data.interactions.user", Message()};
  const Error swapped = swapped_tables(why, Entity::kItem, items, log);
  EXPECT_NE(english(swapped.message).find("--items"), std::string::npos);
  EXPECT_EQ(swapped_tables(why, Entity::kItem, log, items).message.key(), "");
}

}  // namespace
}  // namespace twotower
