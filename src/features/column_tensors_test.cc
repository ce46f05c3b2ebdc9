#include "features/column_tensors.h"

#include <gtest/gtest.h>

#include "messages/said.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

constexpr ColumnForm kRows3 = {.layout = ColumnForm::Layout::kRow, .table_rows = 3};
constexpr ColumnForm kBags3 = {.layout = ColumnForm::Layout::kBag, .table_rows = 3};
constexpr ColumnForm kDense2 = {.layout = ColumnForm::Layout::kDense, .dense_dim = 2};

StringColumn texts_of(std::initializer_list<std::string_view> values) {
  StringColumn texts;
  for (const std::string_view value : values) texts.push_back(value);
  return texts;
}

class ColumnTensorsTest : public testing::Test {
 protected:
  TensorFile write(const TensorList& list) {
    const std::string path = folder_.path_of("columns");
    EXPECT_TRUE(list.write(path).ok());
    auto file = TensorFile::open(path);
    EXPECT_TRUE(file.ok());
    return std::move(file).value();
  }
  template <typename T>
  static void expect_corrupt(const Result<T>& result) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kBundleCorrupt);
  }
  testkit::TemporaryFolder folder_;
};

TEST_F(ColumnTensorsTest, RawColumnsComeBackEqual) {
  const RawColumn columns[] = {
      {.values = std::vector<std::int64_t>{4, -9}},
      {.values = std::vector<double>{0.5, -1e300}, .is_missing = {0, 1}},
      {.values = texts_of({"", "比萨", "x"}), .is_missing = {1, 0, 0}, .list_offsets = {0, 0, 3}},
      {.values = texts_of({})},
  };
  for (const RawColumn& column : columns) {
    TensorList list;
    add_tensors(list, "a/b", column);
    const TensorFile file = write(list);
    const auto read = read_raw_column(file, "a/b", column.num_rows());
    ASSERT_TRUE(read.ok()) << english(read.error().message);
    EXPECT_EQ(read.value().values, column.values);
    EXPECT_EQ(read.value().is_missing, column.is_missing);
    EXPECT_EQ(read.value().list_offsets, column.list_offsets);
    expect_corrupt(read_raw_column(file, "a/b", column.num_rows() + 1));
    expect_corrupt(read_raw_column(file, "a", std::nullopt));
  }
}

TEST_F(ColumnTensorsTest, OrdersComeBackAndHoldNoPlaceOrRowBeyondTheColumn) {
  const RawColumn lists = {.values = texts_of({"b", "a", "b"}), .list_offsets = {0, 0, 2, 3}};
  const RawColumn single = {.values = std::vector<std::int64_t>{4, -9}};
  const auto read = [&](const RawColumn& column, const SortedValues& sorted) {
    TensorList list;
    add_tensors(list, "c", column);
    add_tensors(list, "c", sorted);
    return read_sorted_values(write(list), "c", column);
  };
  for (const RawColumn& column : {lists, single}) {
    const auto sorted = sort_values(column);
    const auto back = read(column, *sorted);
    ASSERT_TRUE(back.ok() && back.value().has_value());
    EXPECT_EQ(back.value()->values, sorted->values);
    EXPECT_EQ(back.value()->rows, sorted->rows);
  }
  expect_corrupt(read(single, {.values = {0, 2}}));
  expect_corrupt(read(lists, {.values = {0, 3}, .rows = {1, 2}}));
  expect_corrupt(read(lists, {.values = {0, 2}, .rows = {1, 3}}));
  expect_corrupt(read(lists, {.values = {0, 2}, .rows = {1}}));
  expect_corrupt(read(lists, {.values = {0, 2}}));
}

TEST_F(ColumnTensorsTest, EncodedColumnsComeBackEqual) {
  const std::pair<EncodedColumn, ColumnForm> columns[] = {
      {RowColumn{{2, 0}}, kRows3},
      {BagColumn{.offsets = {0, 1, 3}, .rows = {0, 2, 1}}, kBags3},
      {DenseColumn{.dim = 2, .values = {1, 2, 3, 4}}, kDense2},
  };
  for (const auto& [column, form] : columns) {
    TensorList list;
    add_tensors(list, "c", column);
    const TensorFile file = write(list);
    const auto read = read_encoded_column(file, "c", form, 2);
    ASSERT_TRUE(read.ok()) << english(read.error().message);
    EXPECT_EQ(read.value(), column);
    expect_corrupt(read_encoded_column(file, "c", form, 3));
  }
}

TEST_F(ColumnTensorsTest, RefusesWhatWouldReadOutsideATable) {
  const std::pair<EncodedColumn, ColumnForm> columns[] = {
      {RowColumn{{0, 3}}, kRows3},
      {BagColumn{.offsets = {0, 1, 2}, .rows = {0, 7}}, kBags3},
      {BagColumn{.offsets = {0, 0, 1}, .rows = {1}}, kBags3},
      {BagColumn{.offsets = {0, 2, 1}, .rows = {1, 1}}, kBags3},
      {BagColumn{.offsets = {0, 1, 9}, .rows = {1, 1}}, kBags3},
      {DenseColumn{.dim = 1, .values = {1, 2}}, kDense2},
  };
  for (const auto& [column, form] : columns) {
    TensorList list;
    add_tensors(list, "c", column);
    expect_corrupt(read_encoded_column(write(list), "c", form, 2));
  }
}

TEST_F(ColumnTensorsTest, RefusesOffsetsThatAreNone) {
  const std::vector<std::uint8_t> bytes = {'a', 'b'};
  for (const std::vector<std::uint64_t>& offsets :
       {std::vector<std::uint64_t>{}, {0}, {0, 3}, {1, 2}, {0, 2, 1, 2}, {0, ~0ULL, 2}}) {
    TensorList list;
    list.add("t/offsets", offsets);
    list.add("t/bytes", bytes);
    expect_corrupt(read_raw_column(write(list), "t", std::nullopt));
  }
}

TEST_F(ColumnTensorsTest, IdsAreDistinctIntegersOrTexts) {
  const RawColumn good[] = {{.values = std::vector<std::int64_t>{7, 3}},
                            {.values = texts_of({"b", "a"})}};
  for (const RawColumn& column : good) {
    const RawColumn indexed = IdMap::of(column).indexed_ids();
    TensorList list;
    add_tensors(list, "ids", indexed);
    const auto ids = read_ids(write(list), "ids");
    ASSERT_TRUE(ids.ok());
    EXPECT_EQ(ids.value().ids().values, column.values);
    EXPECT_EQ(ids.value().find(ids.value().id(1)), 1U);
  }
  RawColumn short_index = IdMap::of(good[0]).indexed_ids(), beyond = short_index, one = short_index;
  short_index.id_index.edit().pop_back();
  beyond.id_index.edit()[0] = 3;
  std::ranges::replace(one.id_index.edit(), 2U, 0U);
  const RawColumn bad[] = {good[0], short_index, beyond, one, {.values = std::vector<double>{1.0}}};
  for (const RawColumn& column : bad) {
    TensorList list;
    add_tensors(list, "ids", column);
    expect_corrupt(read_ids(write(list), "ids"));
  }
}

TEST_F(ColumnTensorsTest, FeatureSetsEncodeAsBefore) {
  const RawColumn city = {.values = texts_of({"oslo", "rome", "oslo"})};
  const RawColumn age = {.values = std::vector<double>{20, 30, 70}};
  const ColumnSource source = [&](const std::string& name) { return name == "age" ? &age : &city; };
  // One name begins with the other.
  const ColumnFeatures options = {
      {"city", CategoryOptions()}, {"city/big", CategoryOptions()}, {"age", NumberOptions()}};
  const auto fitted = FeatureSet::fit(options, source, {0, 1, 2});
  ASSERT_TRUE(fitted.ok());
  TensorList list;
  std::vector<FeatureState> states;
  add_tensors(list, "user", fitted.value(), states);
  const TensorFile file = write(list);
  const auto read = read_feature_set(file, "user", options);
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(read.value().encode(source, 3).value(), fitted.value().encode(source, 3).value());
  expect_corrupt(read_feature_set(file, "item", options));
}

}  // namespace
}  // namespace twotower
