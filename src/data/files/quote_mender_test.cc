#include "data/files/quote_mender.h"

#include <gtest/gtest.h>

#include "data/files/read_files_test.h"

namespace twotower {
namespace {

// In pieces of `piece` bytes.
std::string mended(const std::string& text, std::size_t num_cells, std::size_t piece,
                   MendedQuotes* counts = nullptr) {
  QuoteMender mender(',', num_cells);
  std::string all;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    all += mender.mend(std::string_view(text).substr(at, piece));
  }
  all += mender.mend("");
  if (counts != nullptr) *counts = mender.mended();
  return all;
}

// However the pieces fall.
void expect_mended(const std::string& text, std::size_t num_cells, const std::string& expected) {
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    EXPECT_EQ(mended(text, num_cells, piece), expected) << piece;
  }
}

TEST(QuoteMenderTest, LeavesWhatIsRegular) {
  for (const std::string text :
       {"a,b\n1,\"x, \"\"y\"\"\"\n", "a,b\r\n\r\n1,\"\"\r\n", "a,b\n1,\"two\nlines\"\n2,x",
        "a,b\n1,12\"\n", "a,b\r1,\"x\"\r2,y\r", "a,b\n\"1\",\"\"\"\"\n"}) {
    expect_mended(text, 2, text);
  }
  const std::string lines = "id,text,x\n1,\"three\nlines, \"\"of\"\" text\nhere\",5\n2,b,6\n";
  expect_mended(lines, 3, lines);
  const std::string two = "a,b,c,d\n1,\"Tea\ngreen\",\"Fresh\nleaf\",5\n2,x,y,z\n";
  expect_mended(two, 4, two);
  const std::string three = "a,b,c\n\"1\nb\",\"2\n\nb\",\"3\nb\"\n2,x,y\n";
  expect_mended(three, 3, three);
}

TEST(QuoteMenderTest, AQuoteThatClosesNoCellIsACharacter) {
  expect_mended("a,b,c\n1,\"x,3\n2,\"y\" (z),4\n3,w,5\n", 3,
                "a,b,c\n1,\"\"\"x\",3\n2,\"\"\"y\"\" (z)\",4\n3,w,5\n");
  expect_mended("a,b,c\n1,2,\"x\n2,3,12\"\n3,4,z\n", 3, "a,b,c\n1,2,\"\"\"x\"\n2,3,12\"\n3,4,z\n");
  expect_mended("a,b,c\n1,\"a\nb\",\"Heroes\n2,x,y\n", 3,
                "a,b,c\n1,\"a\nb\",\"\"\"Heroes\"\n2,x,y\n");
  expect_mended("a,b\n1,\"Heroes\" and \"Villains\"\n", 2,
                "a,b\n1,\"\"\"Heroes\"\" and \"\"Villains\"\"\"\n");
  expect_mended("a,b\n1,\"x\n2,y\n3,z\n4,12\"\n", 2, "a,b\n1,\"\"\"x\"\n2,y\n3,z\n4,12\"\n");
}

TEST(QuoteMenderTest, DoublesSingleQuotesWithinACell) {
  expect_mended("a,b\n1,\"say \"hi\" now\"\n", 2, "a,b\n1,\"say \"\"hi\"\" now\"\n");
  expect_mended("a,b\n1, \"x, y\" \n", 2, "a,b\n1,\"x, y\"\n");
}

TEST(QuoteMenderTest, ReadsQuotesEscapedByBackslashes) {
  expect_mended("a,b\n1,\"say \\\"hi\\\", now\"\n", 2, "a,b\n1,\"say \"\"hi\"\", now\"\n");
  MendedQuotes counts;
  mended("a,b\n1,\"\\\"x\\\"\"\n2,\"C:\\dir\\\"\n", 2, 64, &counts);
  EXPECT_EQ(counts.escaped, 1U);
  EXPECT_EQ(counts.literal, 0U);
  const std::string path = "a,b\n1,\"C:\\dir\\\"\n";  // a backslash before a quote that closes
  expect_mended(path, 2, path);
}

TEST(QuoteMenderTest, EscapedQuotesMayBeInCellsOfSeveralLines) {
  expect_mended("a,b\n1,\"say \\\"\nhi\\\" now\"\n2,x\n", 2,
                "a,b\n1,\"say \"\"\nhi\"\" now\"\n2,x\n");
  const std::string several = "1,\"two\nlines \\\"x\\\" here\",3\n";
  const std::string one = "2,\"say \\\"hi\\\", now\",3\n";
  const std::string several_mended = "1,\"two\nlines \"\"x\"\" here\",3\n";
  const std::string one_mended = "2,\"say \"\"hi\"\", now\",3\n";
  expect_mended("a,b,c\n" + several + one, 3, "a,b,c\n" + several_mended + one_mended);
  expect_mended("a,b,c\n" + one + several, 3, "a,b,c\n" + one_mended + several_mended);
  const std::string paths = "a,b\n1,\"C:\\dir\\\"\n2,\"D:\\dir\\\"\n3,x\n";
  expect_mended(paths, 2, paths);
}

TEST(QuoteMenderTest, CountsRowsAndNamesTheFirst) {
  MendedQuotes counts;
  mended("a,b,c\n1,x,2\n1,\"x,2\n1,\"y\" z,3\n", 3, 5, &counts);
  EXPECT_EQ(counts.literal, 2U);
  EXPECT_EQ(counts.first_literal, 3U);
}

TEST(QuoteMenderTest, KnowsEveryEndOfLine) {
  expect_mended("a,b\r1,\"x\r2,y\r3,z\r4,12\"\r", 2, "a,b\r1,\"\"\"x\"\r2,y\r3,z\r4,12\"\r");
  expect_mended("a,b\r\n1,\"x\r\n2,y\r\n3,z\r\n4,w\r\n", 2,
                "a,b\r\n1,\"\"\"x\"\r\n2,y\r\n3,z\r\n4,w\r\n");
  const std::string within = "a,b\n1,\"x\ry\"\n";  // a line of Excel within a cell
  expect_mended(within, 2, within);
}

TEST(QuoteMenderTest, PiecesMakeNoDifference) {
  constexpr std::string_view kCharacters = "\"\"\"a,,\n\r\\ b";
  std::uint64_t state = 1;
  const auto draw = [&](std::uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % below;
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t length = draw(40); length > 0; --length) {
      text += kCharacters[draw(kCharacters.size())];
    }
    const std::size_t cells = 1 + draw(4);
    const std::string whole = mended(text, cells, text.size() + 1);
    EXPECT_EQ(mended(text, cells, 1), whole) << text;
    EXPECT_EQ(mended(text, cells, 3), whole) << text;
  }
}

TEST(QuoteMenderTest, AQuoteThatNeverClosesTakesNoRowWithIt) {
  std::string text = "a,b,c\n1,\"x,2\n";
  for (int row = 0; row < 200'000; ++row) text += "1,y,2\n";
  EXPECT_EQ(mended(text, 3, 1 << 16).size(), text.size() + 3);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// Each quote followed to the end of the text would take minutes.
TEST(QuoteMenderTest, QuotesThatNeverCloseCostNoMoreThanTheirText) {
  constexpr std::size_t kMany = 300'000;
  EXPECT_EQ(count_csv_cells(repeated("\"a,", kMany), {}), kMany + 1);
  EXPECT_EQ(count_csv_cells(repeated("\"a,", kMany) + "\"\",", {}), kMany + 2);
  EXPECT_EQ(count_csv_cells(repeated("\"\"a,", kMany), {}), kMany + 1);
  EXPECT_EQ(count_csv_cells(repeated("\"\\\"a,", kMany), {.has_escapes = true}), kMany + 1);
  for (const std::string line : {"y\",2,\"x\n", "1,\"x\n", "\"x\n", "\\\"y\",2,\"x\n"}) {
    const std::string text = "a,b,c\n" + repeated(line, kMany);
    EXPECT_GE(mended(text, 3, 1 << 16).size(), text.size());
  }
}

TEST(QuoteMenderTest, ATableKeepsItsRows) {
  const auto table =
      read_files({.path = write_file("stray.tsv",
                                     "user\tsong\nu1\t\"Heroes\nu2\t\"Heroes\" (live)\nu3\t7\" "
                                     "mix\nu4\tplain\nu5\t\"quoted\"\n")},
                 {{"song"}});
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(cells(table.value().table, "song"), "\"Heroes,\"Heroes\" (live),7\" mix,plain,quoted");
  EXPECT_EQ(table.value().places.quotes().literal, 2U);
  EXPECT_EQ(table.value().places.quotes().line, 2U);
}

TEST(QuoteMenderTest, ATableOfMySqlKeepsItsRows) {
  const auto table = read_files(
      {.path = write_file("dump.csv",
                          "\"id\";\"title\";\"by\"\n\"1\";\"Tea \\\"the best\\\"; vol. 1\";\"A\"\n"
                          "\"2\";\"\\\"Tea\\\"\";\"B \\\\ C\"\n\"3\";\"plain\";\"D\"\n")},
      {{"title"}, {"by"}});
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(cells(table.value().table, "title"), "Tea \"the best\"; vol. 1,\"Tea\",plain");
  EXPECT_EQ(cells(table.value().table, "by"), "A,B \\ C,D");
  EXPECT_EQ(table.value().places.quotes().escaped, 2U);
}

}  // namespace
}  // namespace twotower
