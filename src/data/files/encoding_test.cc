#include "data/files/encoding.h"

#include <gtest/gtest.h>

#include "base/messages/data_errors.h"
#include "data/files/find_encoding.h"
#include "data/files/read_files_test.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::string found(const std::string& bytes, Encoding given = Encoding::kAuto) {
  const auto encoding = find_encoding(given, bytes, "x.csv", "data.items");
  if (!encoding.ok()) return std::string(forms_of(encoding.error().code).name);
  return encoding.value().name();
}

// "id,name\n1,Zhang San\n2,Li Si\n" in Chinese.
const std::string kGb = "id,\xD0\xD5\xC3\xFB\n1,\xD5\xC5\xC8\xFD\n2,\xC0\xEE\xCB\xC4\n";
const std::string kUtf8 = "id,\u59d3\u540d\n1,\u5f20\u4e09\n2,\u674e\u56db\n";

TEST(EncodingTest, TellsEncodingsByTheirCharacters) {
  EXPECT_EQ(found("plain"), "utf-8");
  EXPECT_EQ(found(""), "utf-8");
  EXPECT_EQ(found(kUtf8), "utf-8");
  EXPECT_EQ(found(kUtf8.substr(0, kUtf8.size() - 2)), "utf-8");  // cut within a character
  EXPECT_EQ(found("\xEF\xBB\xBF\xE9"), "utf-8");
  EXPECT_EQ(found(kGb), "gb18030");
  EXPECT_EQ(found("sex\n\xC4\xD0\n\xC5\xAE\n"), "gb18030");  // one character a cell
  EXPECT_EQ(found("Am\xE9lie\nCaf\xE9\nna\xEFve\n\xC0 la carte\n"), "latin-1");
  EXPECT_EQ(found("Gr\xFC\xDF"
                  "e, it\x92s 5 \x80\n"),
            "latin-1");
  EXPECT_EQ(found(std::string("\xFF\xFE"
                              "a\0",
                              4)),
            "utf-16");
  EXPECT_EQ(found(std::string("\xFE\xFF"
                              "\0a",
                              4)),
            "utf-16");
  EXPECT_EQ(found(kGb, Encoding::kLatin1), "latin-1");
}

TEST(EncodingTest, FewWordsOfChineseAreChinese) {
  EXPECT_EQ(found("tags\nA1\xA1\xA2"
                  "B2\n"),
            "gb18030");                                    // A1、B2
  EXPECT_EQ(found("\xE2\xBD\xB7\xDB\n1,2\n"), "gb18030");  // one seldom character of two
  EXPECT_EQ(found("\xC2\xF4\xE2\xBD\n\xB7\xDB\n"), "gb18030");
}

TEST(EncodingTest, NamesWhatFits) {
  const auto best = [](const std::string& text) { return fitting_encodings(text)[0]; };
  EXPECT_EQ(best(kGb), "gb18030");
  EXPECT_EQ(best(kUtf8), "utf-8");
  std::string russian;
  for (int i = 0; i < 20; ++i) {
    russian += "\xEA\xE0\xEA \xEF\xEE\xE3\xEE\xE4\xE0 \xE2 \xEC\xEE\xF1\xEA\xE2\xE5\n";
  }
  EXPECT_EQ(best(russian), "windows-1251");
  EXPECT_FALSE(fitting_encodings("\xFF").empty());
  const Message slip = LineNotUtf8("data.items.path", "x.csv", 3, "utf-8");
  EXPECT_EQ(with_other_encodings(slip, Encoding::kUtf8, kGb, "data.items").key(),
            OfOtherEncoding::kKey);
  EXPECT_EQ(with_other_encodings(slip, Encoding::kUtf8, kUtf8, "data.items").key(),
            LineNotUtf8::kKey);
}

TEST(EncodingTest, DoubtsWhatWasSaidWhereTheBytesSayOtherwise) {
  EXPECT_EQ(doubted_for(Encoding::kLatin1, kGb), Encoding(Encoding::kGb18030));
  EXPECT_EQ(doubted_for(Encoding::kLatin1, kUtf8), Encoding(Encoding::kUtf8));
  EXPECT_EQ(doubted_for(Encoding::kGb18030, kUtf8), Encoding(Encoding::kUtf8));
  EXPECT_EQ(doubted_for(Encoding::kGb18030, kGb), std::nullopt);
  EXPECT_EQ(doubted_for(Encoding::kAuto, kGb), std::nullopt);
  EXPECT_EQ(doubted_for(Encoding::kLatin1, "Am\xE9lie\nCaf\xE9\n"), std::nullopt);
  EXPECT_EQ(doubted_for(Encoding::kLatin1, "plain"), std::nullopt);
}

TEST(EncodingTest, RefusesToGuess) {
  EXPECT_EQ(found("a\xD5\xC5z\n"), "data.ambiguous_encoding");  // both: a word, a character
  EXPECT_EQ(found("\xCF\xF0\xE8\xE2\xE5\xF2\n"), "data.ambiguous_encoding");  // Russian: neither
  EXPECT_EQ(found(std::string("a\0b\0", 4)), "data.wrong_format");
  EXPECT_EQ(found("ab", Encoding::kUtf16), "data.wrong_format");
}

TEST(EncodingTest, OneBrokenCharacterAmongManyIsABadRow) {
  std::string text = "id,name\n";
  for (int i = 0; i < 20; ++i) text += std::to_string(i) + ",\u5f20\n";
  const std::string path = write_file("broken.csv", text + "20,\xE5\xBC\n21,\u5f20\n");
  const auto stopped = read({.path = path}, {{"name"}});
  EXPECT_EQ(code_of(stopped), ErrorCode::kDataBadRow);
  EXPECT_NE(english(stopped.error().message).find("row 21:"), std::string::npos);
  const auto skipped = read({.path = path, .on_bad_row = SkipOptions{}}, {{"id"}, {"name"}});
  ASSERT_TRUE(skipped.ok());
  EXPECT_EQ(std::get<0>(skipped.value().columns[0].values).back(), 21);
}

std::string utf16(std::string_view ascii, bool is_big_endian) {
  std::string text = is_big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    text += is_big_endian ? '\0' : c;
    text += is_big_endian ? c : '\0';
  }
  return text;
}

TEST(EncodingTest, ReadsFilesOfEveryEncoding) {
  EXPECT_EQ(cells_or_error({.path = write_file("gb.csv", kGb)}, "\u59d3\u540d"),
            "\u5f20\u4e09,\u674e\u56db");
  EXPECT_EQ(cells_or_error({.path = write_file("w.csv", "id,name\n1,Am\xE9lie \x80\n")}, "name"),
            "Am\u00e9lie \u20ac");
  for (const bool is_big_endian : {false, true}) {
    for (const std::string ending : {".csv", ".jsonl", ".lists"}) {
      const std::string text = ending == ".csv"     ? "user\titem\n7\t1\n8\t2\n"
                               : ending == ".jsonl" ? "{\"item\": 1}\n{\"item\": 2}\n"
                                                    : "7 1 2\n";
      const std::string path = write_file("utf16" + ending, utf16(text, is_big_endian));
      EXPECT_EQ(cells_or_error({.path = path}, "item"), "1,2") << ending;
    }
  }
}

TEST(EncodingTest, DecodesWhateverPiecesEnd) {
  std::string gb, utf8;
  for (int i = 0; i < 50; ++i) {
    gb += "\xD5\xC5\x81\x30\x81\x30x";  // two bytes, four, one
    utf8 += "\u5f20\u0080x";
  }
  for (std::size_t length = 1; length < 9; ++length) {
    Decoder decoder(Encoding::kGb18030);
    std::string text;
    for (std::size_t i = 0; i < gb.size(); i += length) {
      text += decoder.decode(std::string_view(gb).substr(i, length), false);
    }
    text += decoder.decode("", true);
    EXPECT_EQ(text, utf8) << length;
  }
}

TEST(EncodingTest, MarksWhatItCannotRead) {
  Decoder decoder(Encoding::kGb18030);
  EXPECT_EQ(decoder.decode("a\xFFz\xE9\nb\xD5", false), "a\xFFz\xFF\nb");
  EXPECT_EQ(decoder.decode("", true), "\xFF");
}

Result<Encoding> named(const std::string& name) {
  return Encoding::parse(Value(name), {"data.items.encoding", ""});
}

TEST(EncodingTest, TakesTheNamesThatPeopleUse) {
  for (const char* name : {"gbk", "GBK", "gb2312", "GB-18030", "cp936", "euc-cn"}) {
    EXPECT_EQ(named(name).value(), Encoding::kGb18030) << name;
  }
  for (const char* name : {"latin1", "ISO-8859-1", "windows-1252", "cp1252"}) {
    EXPECT_EQ(named(name).value(), Encoding::kLatin1) << name;
  }
  for (const char* name : {"utf8", "UTF-8", "utf-8-sig"}) {
    EXPECT_EQ(named(name).value(), Encoding::kUtf8) << name;
  }
  EXPECT_EQ(named("auto").value(), Encoding::kAuto);
  EXPECT_EQ(named("UTF16").value(), Encoding::kUtf16);
}

TEST(EncodingTest, TakesWhateverIcuKnows) {
  const auto big5 = named("big5");
  ASSERT_TRUE(big5.ok());
  EXPECT_EQ(Decoder(big5.value()).decode("\xBB\x4F\xA5\x5F", true), "\u81fa\u5317");
  EXPECT_EQ(*big5.value().to_value().as<std::string>(), "big5");
  EXPECT_EQ(Decoder(named("windows-1251").value()).decode("\xC4\xE0", true), "\u0414\u0430");
  for (const char* name : {"klingon", "", "ISO-2022,locale=ja", "a b"}) {
    EXPECT_EQ(code_of(named(name)), ErrorCode::kConfigUnknownName) << name;
  }
  EXPECT_EQ(code_of(Encoding::parse(Value(7.0), {"encoding", ""})), ErrorCode::kConfigWrongType);
}

}  // namespace
}  // namespace twotower
