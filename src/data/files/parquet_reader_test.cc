#include "data/files/parquet_reader.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

#include <arrow/api.h>
#include <arrow/io/file.h>
#include <gtest/gtest.h>
#include <parquet/arrow/writer.h>

#include <memory>

namespace twotower {
namespace {

using Arrays = std::vector<std::pair<std::string, std::shared_ptr<arrow::Array>>>;

template <typename Builder>
std::shared_ptr<arrow::Array> array_of(Builder&& builder, const auto&... values) {
  EXPECT_TRUE((builder.Append(values).ok() && ...));
  EXPECT_TRUE(builder.AppendNull().ok());
  return builder.Finish().ValueOrDie();
}

std::string write_parquet(const Arrays& columns) {
  std::vector<std::shared_ptr<arrow::Field>> fields;
  std::vector<std::shared_ptr<arrow::Array>> arrays;
  for (const auto& [name, array] : columns) {
    fields.push_back(arrow::field(name, array->type()));
    arrays.push_back(array);
  }
  const std::string path = testkit::process_folder() + "typed.parquet";
  const auto out = arrow::io::FileOutputStream::Open(path).ValueOrDie();
  const auto table = arrow::Table::Make(arrow::schema(fields), arrays);
  const auto keep_types = parquet::ArrowWriterProperties::Builder().store_schema()->build();
  EXPECT_TRUE(parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), out, 1024,
                                         parquet::default_writer_properties(), keep_types)
                  .ok());
  EXPECT_TRUE(out->Close().ok());
  return path;
}

TEST(ParquetReaderTest, ReadsTypedTimesAsMicroseconds) {
  constexpr std::int64_t kMay = 1'400'000'000'000'000;
  auto* pool = arrow::default_memory_pool();
  const auto nano = arrow::timestamp(arrow::TimeUnit::NANO, "Europe/Berlin");
  const std::string path =
      write_parquet({{"ns", array_of(arrow::TimestampBuilder(nano, pool), kMay * 1000 + 999)},
                     {"day", array_of(arrow::Date32Builder(), 16203)}});
  const auto read = read_parquet(path, {{"day"}, {"ns"}}, "data.interactions");
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  EXPECT_EQ(read.value().is_timestamp, (std::vector<std::uint8_t>{1, 1}));
  const auto& day = read.value().table.columns[0];
  EXPECT_EQ(std::get<0>(day.values)[0], 16203 * 86'400'000'000);
  EXPECT_TRUE(day.missing(1));
  EXPECT_EQ(std::get<0>(read.value().table.columns[1].values)[0], kMay);
}

TEST(ParquetReaderTest, ReadsEveryPlainType) {
  auto* pool = arrow::default_memory_pool();
  arrow::StringDictionaryBuilder words;
  const auto value_builder = std::make_shared<arrow::FloatBuilder>();
  arrow::FixedSizeListBuilder vectors(pool, value_builder, 2);
  EXPECT_TRUE(vectors.Append().ok() && value_builder->AppendValues({0.5F, 2.0F}).ok());
  EXPECT_TRUE(vectors.Append().ok() && value_builder->AppendValues({1.0F, 4.0F}).ok());
  const std::string path = write_parquet({{"u32", array_of(arrow::UInt32Builder(), 4'000'000'000U)},
                                          {"bool", array_of(arrow::BooleanBuilder(), true)},
                                          {"float", array_of(arrow::FloatBuilder(), 0.5F)},
                                          {"word", array_of(words, "a")},
                                          {"vector", vectors.Finish().ValueOrDie()}});
  const auto read =
      read_parquet(path, {{"u32"}, {"bool"}, {"float"}, {"word"}, {"vector"}}, "data.items");
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  const Table& table = read.value().table;
  const std::string expected[] = {"4000000000", "1", "0.5", "a"};
  for (std::size_t c = 0; c < 4; ++c) {
    EXPECT_EQ(text_of(table.columns[c], 0), expected[c]) << table.names[c];
    EXPECT_TRUE(table.columns[c].missing(1)) << table.names[c];
  }
  EXPECT_EQ(table.columns[4].list_offsets, (std::vector<std::uint64_t>{0, 2, 4}));
  EXPECT_EQ(std::get<1>(table.columns[4].values), (std::vector<double>{0.5, 2, 1, 4}));
}

TEST(ParquetReaderTest, DecimalsWithoutAFractionAreIntegers) {
  auto* pool = arrow::default_memory_pool();
  const auto decimal = [&](int precision, int scale, std::int64_t value) {
    return array_of(arrow::Decimal128Builder(arrow::decimal128(precision, scale), pool),
                    arrow::Decimal128(value));
  };
  const std::string path = write_parquet({{"id", decimal(18, 0, 123'456'789'012'345'678)},
                                          {"wide", decimal(38, 0, 7)},
                                          {"price", decimal(10, 2, 529)},
                                          {"bytes", array_of(arrow::BinaryBuilder(), "sku-7")}});
  const auto read = read_parquet(path, {{"id"}, {"wide"}, {"price"}, {"bytes"}}, "data.items");
  ASSERT_TRUE(read.ok()) << english(read.error().message);
  const auto& columns = read.value().table.columns;
  EXPECT_EQ(std::get<0>(columns[0].values)[0], 123'456'789'012'345'678);
  EXPECT_EQ(std::get<0>(columns[1].values)[0], 7);
  EXPECT_EQ(std::get<1>(columns[2].values)[0], 5.29);
  EXPECT_EQ(text_of(columns[3], 0), "sku-7");
  EXPECT_TRUE(columns[0].missing(1));
}

TEST(ParquetReaderTest, RefusesWhatDoesNotFit) {
  const std::string large = write_parquet({{"u", array_of(arrow::UInt64Builder(), UINT64_MAX)}});
  const auto too_large = read_parquet(large, {{"u"}}, "data.items");
  ASSERT_FALSE(too_large.ok());
  EXPECT_EQ(too_large.error().code, ErrorCode::kDataWrongFormat);
  const auto type = arrow::struct_({arrow::field("x", arrow::int32())});
  const std::string nested = write_parquet({{"s", arrow::MakeArrayOfNull(type, 2).ValueOrDie()}});
  EXPECT_EQ(read_parquet(nested, {{"s"}}, "data.items").error().code, ErrorCode::kDataWrongFormat);
}

}  // namespace
}  // namespace twotower
