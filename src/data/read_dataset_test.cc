#include "data/read_dataset.h"
#include "base/messages/data_errors.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>

namespace twotower {
namespace {

constexpr std::int64_t kSecond = 1'400'000'000;

std::string write_table_file(const std::string& name, const std::string& text) {
  const std::string path = testkit::process_folder() + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

// 12 users of 10 rows each: user u at step i takes item (u + i) % 20; the last row is the oldest.
std::string interactions_csv() {
  std::string text = "user_id,item_id,timestamp,seq,session,hour\n";
  for (int row = 119; row >= 0; --row) {
    const int user = row % 12, step = row / 12;
    text += std::to_string(user) + "," + std::to_string((user + step) % 20) + "," +
            std::to_string(kSecond + step) + "," + std::to_string(step) + ",s" +
            std::to_string(user) + (step < 5 ? "a" : "b") + "," + std::to_string(step % 24) + "\n";
  }
  return text;
}

DataOptions options_of(const std::string& csv) {
  DataOptions options;
  options.interactions.path = write_table_file("interactions.csv", csv);
  return options;
}

void expect_error(const Result<Dataset>& result, ErrorCode code, const std::string& field) {
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(forms_of(result.error().code).name, forms_of(code).name)
      << english(result.error().message);
  EXPECT_EQ(result.error().field, field) << english(result.error().message);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

TEST(ReadDatasetTest, OrdersEachUsersRowsByTimeAndTakesTheContextAlong) {
  const auto dataset = read_dataset(options_of(interactions_csv()), {.context_columns = {"hour"}});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  EXPECT_EQ(data.order, OrderSource::kTime);
  ASSERT_EQ(data.num_sequences(), 12U);
  EXPECT_EQ(std::get<std::int64_t>(data.users.id(0)), 11);  // the first row's
  for (std::size_t row = 0; row < data.size(); ++row) {
    const auto step = static_cast<std::int64_t>(row % 10);
    const std::int64_t user = std::get<std::int64_t>(data.users.id(data.user_slots[row]));
    ASSERT_EQ(data.times[row], (kSecond + step) * 1'000'000);
    ASSERT_EQ(std::get<std::int64_t>(data.items.id(data.item_slots[row])), (user + step) % 20);
    ASSERT_EQ(text_of(data.context.at("hour"), row), std::to_string(step));
  }
  EXPECT_EQ(dataset.value().report.columns,
            (InteractionColumns{.user = "user_id", .item = "item_id", .time = "timestamp"}));
  EXPECT_EQ(dataset.value().report.time_unit, TimeUnit::kSeconds);
}

TEST(ReadDatasetTest, TakesColumnsThatATableLacksFromTheInteractions) {
  std::string csv = "user_id,item_id,timestamp,brand,city\n";
  for (int row = 0; row < 120; ++row) {
    const int user = row % 12, item = row % 20;
    csv += std::to_string(user) + "," + std::to_string(item) + "," + std::to_string(kSecond + row) +
           "," + (row < 20 || item == 7 ? "" : "b" + std::to_string(item)) + ",c" +
           std::to_string(user) + "\n";
  }
  DataOptions options = options_of(csv);
  options.items.emplace().path = write_table_file("few.csv", "item_id,price\n3,1.5\n99,2.5\n");
  const auto dataset = read_dataset(
      options, {.user_columns = {"city"}, .item_columns = {"brand", "price", "brand"}});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Interactions& data = dataset.value().interactions;
  const Table& items = dataset.value().items;
  const auto slot = [&](std::int64_t item) { return *data.items.find(item); };
  EXPECT_EQ(text_of(*items.find("brand"), slot(3)), "b3");  // the first that is there
  EXPECT_EQ(text_of(*items.find("brand"), slot(19)), "b19");
  EXPECT_TRUE(items.find("brand")->missing(slot(7)));
  EXPECT_TRUE(items.find("brand")->missing(slot(99)));  // in the table alone
  EXPECT_EQ(text_of(*items.find("price"), slot(3)), "1.5");
  const Table& users = dataset.value().users;
  EXPECT_EQ(text_of(*users.find("city"), *data.users.find(std::int64_t{5})), "c5");
  EXPECT_TRUE(data.context.empty());
}

TEST(ReadDatasetTest, AlignsTablesToSlotsAndCountsWhatTheyLack) {
  DataOptions options = options_of(interactions_csv());
  options.items.emplace().path =
      write_table_file("items.csv", "id,title,price\n77,never,1.5\n3,three,nan\n0,zero,\n");
  options.items->show = {"title"};
  options.users.emplace().path = write_table_file("users.csv", "user_id,age\n5,50\n11,20\n");
  const auto dataset =
      read_dataset(options, {.user_columns = {"age"}, .item_columns = {"price", "title"}});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  const Table& items = dataset.value().items;
  const Interactions& data = dataset.value().interactions;
  EXPECT_EQ(items.names, (std::vector<std::string>{"price", "title"}));
  ASSERT_EQ(items.num_rows(), 21U);
  ASSERT_EQ(data.items.size(), 21U);
  EXPECT_EQ(std::get<std::int64_t>(data.items.id(1)), 3);
  EXPECT_EQ(text_of(*items.find("title"), 1), "three");
  EXPECT_TRUE(items.find("price")->missing(1));
  EXPECT_TRUE(items.find("title")->missing(20));
  EXPECT_EQ(dataset.value().users.num_rows(), 12U);
  EXPECT_EQ(text_of(*dataset.value().users.find("age"), *data.users.find(std::int64_t{11})), "20");
  const DataReport& report = dataset.value().report;
  EXPECT_EQ(report.items_without_row, 18U);
  EXPECT_EQ(report.users_without_row, 10U);
  EXPECT_EQ(report.interactions_without_item_row,
            static_cast<std::uint64_t>(std::ranges::count_if(
                data.item_slots, [](std::uint32_t slot) { return slot >= 3; })));
}

TEST(ReadDatasetTest, MakesSequencesOfSessions) {
  const auto with_users =
      read_dataset(options_of(interactions_csv()), {.group = GroupBy::kSession});
  ASSERT_TRUE(with_users.ok()) << english(with_users.error().message);
  EXPECT_EQ(with_users.value().interactions.num_sequences(), 24U);
  EXPECT_EQ(with_users.value().interactions.users.size(), 12U);

  const auto alone = read_dataset(options_of(replaced(interactions_csv(), "user_id", "x")), {});
  ASSERT_TRUE(alone.ok()) << english(alone.error().message);
  const Interactions& data = alone.value().interactions;
  EXPECT_EQ(data.num_sequences(), 24U);
  EXPECT_EQ(data.users.size(), 0U);
  EXPECT_EQ(data.user_slots, std::vector<std::uint32_t>(120, kNoSlot));
}

TEST(ReadDatasetTest, OrdersByTheOrderColumnWhereTimesAreMissing) {
  std::string csv = interactions_csv();
  for (const char* step : {"0,0,", "1,1,"}) {  // the times of the first two steps
    const std::string time = "," + std::to_string(kSecond + step[0] - '0') + ",";
    for (std::size_t at; (at = csv.find(time)) != std::string::npos;)
      csv.replace(at, time.size(), ",0,");
  }
  DataOptions options = options_of(csv);
  options.interactions.order = "seq";
  const auto dataset = read_dataset(options, {.context_columns = {"seq"}});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().interactions.order, OrderSource::kOrder);
  EXPECT_EQ(dataset.value().report.missing_times, 24U);
  for (std::size_t row = 0; row < 120; ++row) {
    ASSERT_EQ(text_of(dataset.value().interactions.context.at("seq"), row),
              std::to_string(row % 10));
  }
  options.interactions.order.reset();
  EXPECT_EQ(read_dataset(options, {}).value().interactions.order, OrderSource::kNone);
}

TEST(ReadDatasetTest, SeesListsThatAreSortedByItem) {
  std::string sorted, unsorted;
  for (int user = 0; user < 30; ++user) {
    const std::string id = std::to_string(user);
    sorted += id + " 1 2 10 11\n";
    unsorted += id + (user == 0 ? " 2 1 10 11\n" : " 1 2 10 11\n");
  }
  DataOptions options;
  options.interactions.path = write_table_file("sorted.txt", sorted);
  auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().interactions.order, OrderSource::kNone);
  EXPECT_TRUE(dataset.value().report.lists_ascend);

  // What the test file's order is does not matter.
  const std::string test = write_table_file("test.txt", "0 3\n1 3\n29 4 3\n");
  dataset = read_dataset(options, {.given_test = test});
  ASSERT_TRUE(dataset.ok());
  EXPECT_TRUE(dataset.value().report.lists_ascend);
  const auto& is_test = dataset.value().interactions.is_given_test;
  EXPECT_EQ(std::ranges::count(is_test, 1), 4);
  EXPECT_EQ(is_test[4], 1);  // after the four training rows of the first user

  options.interactions.path = write_table_file("unsorted.txt", unsorted);
  EXPECT_EQ(read_dataset(options, {}).value().interactions.order, OrderSource::kOrder);
  options.interactions.order = "";  // said to have none
  dataset = read_dataset(options, {});
  EXPECT_EQ(dataset.value().interactions.order, OrderSource::kNone);
  EXPECT_FALSE(dataset.value().report.lists_ascend);
}

TEST(ReadDatasetTest, JoinsIdsByOneType) {
  DataOptions options = options_of(interactions_csv());
  options.items.emplace().path = write_table_file("items.csv", "item_id,title\n3,x\nnew,y\n");
  const auto texts = read_dataset(options, {});
  ASSERT_TRUE(texts.ok()) << english(texts.error().message);
  EXPECT_EQ(texts.value().interactions.items.type(), IdMap::Type::kString);
  EXPECT_EQ(texts.value().interactions.users.type(), IdMap::Type::kInt64);
  EXPECT_EQ(texts.value().interactions.items.size(), 21U);

  options.items.emplace().path = write_table_file("items.csv", "item_id,title\n00003,x\n00004,y\n");
  const auto apart = read_dataset(options, {});
  expect_error(apart, ErrorCode::kDataUnjoinable, "data.items.id");
  EXPECT_EQ(apart.error().message.key(), IdsSpelledOtherwise::kKey);
  EXPECT_NE(english(apart.error().message).find("`00003`"), std::string::npos);
  DataOptions of_others = options;
  of_others.items->path = write_table_file("others.csv", "item_id,title\nx3,x\nx4,y\n");
  EXPECT_EQ(read_dataset(of_others, {}).error().message.key(), IdsUnjoinable::kKey);
  options.interactions.id_type = IdType::kInt;
  const auto integers = read_dataset(options, {});
  ASSERT_TRUE(integers.ok()) << english(integers.error().message);
  EXPECT_EQ(integers.value().interactions.items.size(), 20U);
  options.interactions.id_type = IdType::kString;
  expect_error(read_dataset(options, {}), ErrorCode::kDataUnjoinable, "data.items.id");
}

// The same log with ids as other programs write them.
Result<Dataset> with_ids(const std::string& user, const std::string& item) {
  std::string csv = "user_id, item_id,timestamp\n";
  for (int row = 0; row < 120; ++row) {
    const int step = row / 12;
    const auto formed = [&](std::string form, int id) {
      // Every other row is as programs write ids.
      return row % 2 == 0 ? replaced(std::move(form), "#", std::to_string(id)) : std::to_string(id);
    };
    csv += formed(user, row % 12) + "," + formed(item, (row % 12 + step) % 20) + ", " +
           std::to_string(kSecond + step) + "\n";
  }
  return read_dataset(options_of(csv), {});
}

TEST(ReadDatasetTest, ReadsIdsThatHaveBlanksAround) {
  for (const std::string form : {"# ", "  #", "\"# \"", "\u3000#", "#\t", "\u00a0#"}) {
    const auto dataset = with_ids("#", form);
    ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
    EXPECT_EQ(dataset.value().interactions.items.size(), 20U) << form;
    EXPECT_EQ(dataset.value().interactions.items.type(), IdMap::Type::kInt64) << form;
    EXPECT_EQ(dataset.value().report.notes.trimmed_ids.count, 60U) << form;
  }
  const auto first = with_ids("#", "sku # ");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first.value().report.notes.trimmed_ids.first, "sku 0 ");
}

TEST(ReadDatasetTest, IntegersWithZerosBehindThePointAreIntegers) {
  for (const std::string form : {"#.0", "#.00", "#."}) {
    const auto dataset = with_ids(form, form);
    ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
    EXPECT_EQ(dataset.value().interactions.users.type(), IdMap::Type::kInt64) << form;
    EXPECT_EQ(dataset.value().interactions.users.size(), 12U) << form;
    EXPECT_EQ(dataset.value().interactions.items.size(), 20U) << form;
  }
  EXPECT_FALSE(with_ids("#.5", "#").ok());
}

TEST(ReadDatasetTest, TextsOfJsonAreTrimmedAsCellsAre) {
  DataOptions options;
  std::string lines;
  for (int row = 0; row < 120; ++row) {
    lines += "{\"user_id\": \"u" + std::to_string(row % 12) + (row % 2 == 0 ? " " : "") +
             "\", \"item_id\": " + std::to_string(row % 20) + "}\n";
  }
  options.interactions.path = write_table_file("padded.jsonl", lines);
  const auto dataset = read_dataset(options, {});
  ASSERT_TRUE(dataset.ok()) << english(dataset.error().message);
  EXPECT_EQ(dataset.value().interactions.users.size(), 12U);
  EXPECT_EQ(dataset.value().report.notes.trimmed_ids.count, 60U);
}

TEST(ReadDatasetTest, RefusesIdsThatAreNone) {
  const std::string csv = interactions_csv();
  expect_error(read_dataset(options_of(replaced(csv, "\n11,", "\n,")), {}), ErrorCode::kDataBadRow,
               "data.interactions.user");
  expect_error(read_dataset(options_of(replaced(csv, "\n11,0,", "\n11,,")), {}),
               ErrorCode::kDataBadRow, "data.interactions.item");
  expect_error(read_dataset(options_of(replaced(csv, "\n11,0,", "\n11,0.5,")), {}),
               ErrorCode::kDataWrongFormat, "data.interactions.item");
  DataOptions forced = options_of(replaced(csv, "\n11,0,", "\n11,x,"));
  forced.interactions.id_type = IdType::kInt;
  expect_error(read_dataset(forced, {}), ErrorCode::kDataBadRow, "data.interactions.item");
  DataOptions doubled = options_of(csv);
  doubled.users.emplace().path = write_table_file("users.csv", "user_id\n1\n2\n1\n");
  const auto twice = read_dataset(doubled, {});
  expect_error(twice, ErrorCode::kDataDuplicateId, "data.users.id");
  EXPECT_NE(english(twice.error().message).find("row 3:"), std::string::npos)
      << english(twice.error().message);
}

TEST(ReadDatasetTest, RefusesColumnsItCannotTell) {
  const std::string csv = interactions_csv();
  expect_error(read_dataset(options_of(replaced(csv, "item_id", "thing")), {}),
               ErrorCode::kDataMissingColumn, "data.interactions.item");
  expect_error(read_dataset(options_of(replaced(csv, "hour", "uid")), {}),
               ErrorCode::kDataAmbiguousColumn, "data.interactions.user");
  expect_error(
      read_dataset(options_of(replaced(replaced(csv, "user_id", "x"), "session", "y")), {}),
      ErrorCode::kDataMissingColumn, "data.interactions.user");
  DataOptions named = options_of(csv);
  named.interactions.time = "tiem";
  expect_error(read_dataset(named, {}), ErrorCode::kDataMissingColumn, "data.interactions.time");
  expect_error(read_dataset(options_of(csv), {.context_columns = {"hours"}}),
               ErrorCode::kDataMissingColumn, "data.interactions");
  DataOptions table = options_of(csv);
  table.items.emplace().path = write_table_file("items.csv", "a,b\n1,2\n");
  expect_error(read_dataset(table, {}), ErrorCode::kDataMissingColumn, "data.items.id");
}

TEST(ReadDatasetTest, InfiniteNumbersThatNoFeatureReadsAreMissing) {
  const std::string csv = replaced(interactions_csv(), ",9\n", ",inf\n");
  const DatasetRequest request{.context_columns = {"hour"}, .checked_only = {"hour"}};
  const Dataset dataset = read_dataset(options_of(csv), request).value();
  EXPECT_EQ(dataset.report.nan_values, 1U);
}

TEST(ReadDatasetTest, RefusesWrongValues) {
  const std::string csv = interactions_csv();
  const std::string first_time = std::to_string(kSecond + 9);
  expect_error(read_dataset(options_of(replaced(csv, first_time, "5")), {}),
               ErrorCode::kDataTimeUnit, "data.interactions.time");
  expect_error(
      read_dataset(options_of(replaced(csv, ",9\n", ",inf\n")), {.context_columns = {"hour"}}),
      ErrorCode::kDataNotFinite, "data.interactions");
  DataOptions order = options_of(csv);
  order.interactions.order = "session";
  expect_error(read_dataset(order, {}), ErrorCode::kDataWrongFormat, "data.interactions.order");
  expect_error(read_dataset(options_of("user_id,item_id\n1,2\n"), {}), ErrorCode::kDataTooLittle,
               "data.interactions");
  expect_error(read_dataset({}, {}), ErrorCode::kFileUnreadable, "data.interactions.path");
}

struct Row {
  std::int64_t user, item, time, order;
  auto operator<=>(const Row&) const = default;
};

std::string csv_of(const std::vector<Row>& rows) {
  std::string text = "user_id,item_id,ts,seq\n";
  for (const Row& row : rows) {
    text += std::to_string(row.user) + "," + std::to_string(row.item) + "," +
            std::to_string(row.time) + "," + std::to_string(row.order) + "\n";
  }
  return text;
}

// (user, item, time, order) as they come out, sequence after sequence.
std::vector<std::vector<Row>> sequences(const Interactions& data) {
  std::vector<std::vector<Row>> all(data.num_sequences());
  for (std::size_t s = 0; s < all.size(); ++s) {
    for (auto row = data.sequence_offsets[s]; row < data.sequence_offsets[s + 1]; ++row) {
      all[s].push_back({std::get<std::int64_t>(data.users.id(data.user_slots[row])),
                        std::get<std::int64_t>(data.items.id(data.item_slots[row])),
                        data.times[row] == kMissingTime ? 0 : data.times[row] / 1'000'000,
                        std::get<0>(data.context.at("seq").values)[row]});
    }
  }
  std::ranges::sort(all, {}, [](const auto& sequence) { return sequence[0].user; });
  return all;
}

// Few users, items and times, so that there are many ties; orders distinct; now and then (1 in 300,
// so mostly below 1 %) a time is missing. In any order.
std::vector<Row> make_rows(std::uint32_t seed, int num_rows) {
  std::mt19937 random(seed);
  const auto below = [&](std::uint32_t end) { return static_cast<std::int64_t>(random() % end); };
  std::vector<Row> rows;
  for (std::int64_t i = 0; i < num_rows; ++i) {
    const std::int64_t time = below(300) == 0 ? 0 : kSecond + below(20);
    rows.push_back({i < 10 ? i : below(10), i < 2 ? i : below(30), time, i});
  }
  std::ranges::shuffle(rows, random);
  return rows;
}

RC_GTEST_PROP(ReadDatasetProperty, NoHistoryHoldsTheFutureWhateverTheOrderOfTheFile, ()) {
  const auto rows = make_rows(*rc::gen::arbitrary<std::uint32_t>(), *rc::gen::inRange(120, 400));
  const bool has_order = *rc::gen::arbitrary<bool>();
  DataOptions options = options_of(csv_of(rows));
  if (has_order) options.interactions.order = "seq";
  const DatasetRequest request{.context_columns = {"seq"}};
  const auto read = read_dataset(options, request);
  RC_ASSERT(read.ok());
  RC_PRE(read.value().interactions.order == OrderSource::kTime);
  const auto found = sequences(read.value().interactions);
  std::map<std::int64_t, std::vector<Row>> expected;
  for (const Row& row : rows) expected[row.user].push_back(row);
  RC_ASSERT(found.size() == expected.size());
  for (const auto& sequence : found) {
    for (std::size_t i = 1; i < sequence.size(); ++i) {
      const Row &a = sequence[i - 1], &b = sequence[i];
      RC_ASSERT(a.time <= b.time);
      if (has_order && a.time == b.time) RC_ASSERT(a.order < b.order);
    }
    auto as_multiset = sequence, given = expected[sequence[0].user];
    std::ranges::sort(as_multiset);
    std::ranges::sort(given);
    RC_ASSERT(as_multiset == given);
  }
  auto reversed = rows;
  std::ranges::reverse(reversed);
  options.interactions.path = write_table_file("interactions.csv", csv_of(reversed));
  if (has_order) RC_ASSERT(sequences(read_dataset(options, request).value().interactions) == found);
}

}  // namespace
}  // namespace twotower
