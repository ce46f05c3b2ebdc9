#include "data/data_key.h"
#include "testkit/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

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
  EXPECT_EQ(data_key({testkit::process_folder() + "/no*"}, options(1)).error().code,
            ErrorCode::kFileUnreadable);
}

}  // namespace
}  // namespace twotower
