#include <gtest/gtest.h>

#include <functional>

#include "data/files/read_files_test.h"
#include "data/files/table.h"
#include "messages/said.h"

// Every reader on bytes that nobody meant: each is an error of the data or a table, never a crash,
// and no row is made up.
namespace twotower {
namespace {

struct OddFile {
  std::string name;
  std::string bytes;
  std::string column;
};

std::string packed(const std::string& ending) {
  StringColumn words;
  for (const std::string word : {"a", "b", "\u5f20", "d"}) words.push_back(word);
  const Table table{
      .names = {"id", "item"},
      .columns = {{.values = std::vector<std::int64_t>{7, 8, 9, 10}}, {.values = words}}};
  const std::string path = testkit::process_folder() + "packed" + ending;
  EXPECT_TRUE(write_table(table, path).ok());
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<OddFile> odd_files() {
  const std::string gb = "id,item\n1,\xD5\xC5\xC8\xFD\n2,\"\xC0\xEE\n\xCB\xC4\"\n";
  std::string utf16 = "\xFF\xFE";
  for (const char c : std::string("id\titem\n1\ta\n2\tb\n")) utf16 += std::string(1, c) + '\0';
  return {{"odd.csv", "id,item\n1,\"a, \"\"b\"\"\nc\"\r\n2,\u5f20\n\n3,0.50\n", "item"},
          {"odd.gb.csv", gb, "item"},
          {"odd.utf16.csv", utf16, "item"},
          {"odd.dat", "id::item\n1::a\n2::b:c\n3::d\n", "item"},
          {"odd.jsonl", "{\"id\": 1, \"item\": \"\\u5f20\"}\n{\"id\": 2.5, \"item\": [true, 1]}\n",
           "id"},
          {"odd.txt", "7 1 2 3\n8 9\n9 1\n", "item"},
          {"odd.csv.gz", packed(".csv.gz"), "item"},
          {"odd.csv.zst", packed(".csv.zst"), "item"},
          {"odd.parquet", packed(".parquet"), "item"}};
}

// Reads `bytes` under both rules for bad rows.
void read_odd(const OddFile& file, const std::string& bytes) {
  const std::string path = write_file(file.name, bytes);
  const std::size_t most_rows = bytes.size() + 64;  // packed files hold little
  for (const OnBadRow& rule : {OnBadRow(StopOptions{}), OnBadRow(SkipOptions{})}) {
    const auto table = read({.path = path, .on_bad_row = rule}, {{file.column}});
    if (table.ok()) {
      EXPECT_LE(table.value().num_rows(), most_rows);
      continue;
    }
    const std::string_view code = forms_of(table.error().code).name;
    EXPECT_TRUE(code.starts_with("data.") || code == "file.unreadable")
        << english(table.error().message);
    EXPECT_NE(english(table.error().message).find(path), std::string::npos)
        << english(table.error().message);
  }
}

TEST(OddBytesTest, ReadsEveryFileAsItIs) {
  for (const OddFile& file : odd_files()) {
    const auto table = read({.path = write_file(file.name, file.bytes)}, {{file.column}});
    EXPECT_TRUE(table.ok()) << english(table.error().message);
  }
}

TEST(OddBytesTest, CutAtEveryByte) {
  for (const OddFile& file : odd_files()) {
    for (std::size_t size = 0; size < file.bytes.size(); ++size) {
      read_odd(file, file.bytes.substr(0, size));
    }
  }
}

TEST(OddBytesTest, WithFlippedBitsAndZerosAndQuotes) {
  for (const OddFile& file : odd_files()) {
    for (std::size_t at = 0; at < file.bytes.size(); ++at) {
      for (const int odd : {file.bytes[at] ^ 1, file.bytes[at] ^ 0x80, 0, int{'"'}, int{'\n'}}) {
        std::string bytes = file.bytes;
        bytes[at] = static_cast<char>(odd);
        read_odd(file, bytes);
      }
    }
  }
}

TEST(OddBytesTest, ParquetWithAnyBitFlipped) {
  const std::string bytes = packed(".parquet");
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string odd = bytes;
      odd[at] = static_cast<char>(odd[at] ^ (1 << bit));
      read_odd({"bits.parquet", bytes, "item"}, odd);
    }
  }
}

TEST(OddBytesTest, ParquetTextsThatAreNotUtf8AreRefused) {
  StringColumn words;
  words.push_back("a");
  words.push_back("\xD5\xC5");
  const std::string path = testkit::process_folder() + "text.parquet";
  ASSERT_TRUE(write_table({.names = {"item"}, .columns = {{.values = words}}}, path).ok());
  EXPECT_EQ(cells_or_error({.path = path}, "item"), "data.wrong_format");
}

TEST(OddBytesTest, NamesThatAreNotUtf8AreRefused) {
  const auto code_of = [](const std::string& path) {
    const auto form = find_form({.path = path}, "data.items");
    return std::string(form.ok() ? "read" : forms_of(form.error().code).name);
  };
  std::string rows = "\n";  // enough of UTF-8 that the whole is taken for it
  for (int row = 0; row < 20; ++row) rows += "\u5f20\u674e,1\n";
  EXPECT_EQ(code_of(write_file("names.csv", "i\xFFtem,b" + rows)), "data.wrong_format");
  EXPECT_EQ(code_of(write_file("zero.csv", std::string("i\0tem,b", 7) + rows)),
            "data.wrong_format");
  EXPECT_EQ(code_of(write_file("folder/a=%ff/a.csv", "item,b" + rows)), "data.wrong_format");
  EXPECT_EQ(code_of(write_file("folder/%ff=1/a.csv", "item,b" + rows)), "data.wrong_format");
  EXPECT_EQ(code_of(write_file("folder/a=%e5%bc%a0/a.csv", "item,b" + rows)), "read");
  const Table table = {.names = {"\xFF"}, .columns = {{.values = std::vector<std::int64_t>{1}}}};
  const std::string path = testkit::process_folder() + "names.parquet";
  ASSERT_TRUE(write_table(table, path).ok());
  EXPECT_EQ(code_of(path), "data.wrong_format");
}

TEST(OddBytesTest, MessagesAreUtf8) {
  const std::string path = write_file("uneven.csv", "a,b\n1,\xff\xff\xff\xff\xff\xff,2\n");
  const auto table = read({.path = path, .encoding = Encoding::kUtf8}, {{"a"}});
  ASSERT_FALSE(table.ok());
  EXPECT_NE(english(table.error().message).find("`\uFFFD`"), std::string::npos)
      << english(table.error().message);
}

// A reader that called itself for each level would run out of stack.
TEST(OddBytesTest, JsonThatNestsWithoutEndIsRefused) {
  for (const std::string level : {"[", "{\"a\": "}) {
    std::string line = "{\"a\": ";
    for (int i = 0; i < 200'000; ++i) line += level;
    EXPECT_EQ(cells_or_error({.path = write_file("deep.jsonl", "{\"a\": 1}\n" + line + "\n")}, "a"),
              "data.bad_row");
  }
}

TEST(OddBytesTest, EndlessLinesAreRefused) {
  const std::string line(100'000'000, '7');
  EXPECT_EQ(cells_or_error({.path = write_file("endless.csv", "a,b\n1,2\n" + line)}, "a"),
            "data.bad_row");
  EXPECT_EQ(cells_or_error({.path = write_file("endless.jsonl", "{\"a\": 1}\n" + line)}, "a"),
            "data.wrong_format");
  EXPECT_EQ(cells_or_error({.path = write_file("endless.txt", "7 1 2\n8 9 " + line)}, "item"),
            "data.wrong_format");
}

TEST(OddBytesTest, HugeCellsAreReadOrRefused) {
  const std::string cell(900'000, 'x');
  const auto large = read({.path = write_file("huge.csv", "a,b\n1," + cell + "\n2,y\n")}, {{"b"}});
  ASSERT_TRUE(large.ok()) << english(large.error().message);
  EXPECT_EQ(text_of(large.value().columns[0], 0).size(), cell.size());
  const std::string more = cell + cell + cell;
  EXPECT_EQ(cells_or_error({.path = write_file("huge.csv", "a,b\n1," + more + "\n")}, "a"),
            "data.bad_row");
  EXPECT_EQ(cells_or_error({.path = write_file("huge.csv", "a,b\n1,\"x\n" + more + "\n")}, "a"),
            "data.bad_row");
  const std::string json = "{\"a\": \"" + more + "\"}\n";
  EXPECT_EQ(cells_or_error({.path = write_file("huge.jsonl", "{\"a\": 1}\n" + json)}, "a").size(),
            more.size() + 2);
}

}  // namespace
}  // namespace twotower
