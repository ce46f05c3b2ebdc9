#include "data/data_key.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "data/files/read_files_test.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

std::string write_bytes(const std::string& name, const std::string& bytes) {
  const std::string path = testkit::process_folder() + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

Value options(std::int64_t seed) {
  return Value(Value::Map{{"seed", Value(seed)}});
}

TEST(DataKeyTest, FollowsBytesAndOptionsOnly) {
  const std::string a = write_bytes("key_a", "one"), b = write_bytes("key_b", "two");
  const std::string copy = write_bytes("key_copy", "one");
  const std::string key = data_key({a, b}, options(1)).value();
  EXPECT_EQ(key.size(), 16U);
  EXPECT_EQ(data_key({copy, b}, options(1)).value(), key);
  const std::set<std::string> keys = {
      key,
      data_key({a, b}, options(2)).value(),
      data_key({b, a}, options(1)).value(),
      data_key({a}, options(1)).value(),
      data_key({a, b, write_bytes("key_e", "")}, options(1)).value(),
      data_key({}, options(1)).value()};
  EXPECT_EQ(keys.size(), 6U);
}

TEST(DataKeyTest, SeesAChangeInEveryBlock) {
  std::string bytes(2'500'000, 'x');
  std::set<std::string> keys = {data_key({write_bytes("key_big", bytes)}, options(1)).value()};
  for (const std::size_t at : {std::size_t{0}, std::size_t{1} << 20, bytes.size() - 1}) {
    bytes[at] = 'y';
    keys.insert(data_key({write_bytes("key_big", bytes)}, options(1)).value());
  }
  EXPECT_EQ(keys.size(), 4U);
}

TEST(DataKeyTest, RefusesWhatItCannotRead) {
  EXPECT_EQ(data_key({"/no/such/file"}, options(1)).error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(data_key({testkit::process_folder() + "/nothing_like_this*"}, options(1)).error().code,
            ErrorCode::kFileUnreadable);
}

TEST(DataKeyTest, CoversAllFilesOfAFolder) {
  const std::string root = testkit::process_folder() + "keyed";
  write_file("keyed/dt=1/a.csv", "id\n1\n");
  const std::string one = data_key({root}, options(1)).value();
  write_file("keyed/dt=2/b.csv", "id\n2\n");
  const std::string two = data_key({root}, options(1)).value();
  EXPECT_NE(two, one);
  std::filesystem::rename(root + "/dt=2", root + "/dt=3");
  EXPECT_NE(data_key({root}, options(1)).value(), two);
  std::filesystem::rename(root + "/dt=3", root + "/dt=2");
  EXPECT_EQ(data_key({root}, options(1)).value(), two);
  EXPECT_EQ(code_of(data_key({root + "/*.csv"}, options(1))), ErrorCode::kFileUnreadable);
}

}  // namespace
}  // namespace twotower
