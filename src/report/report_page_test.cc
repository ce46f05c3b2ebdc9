#include "report/report_page.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace twotower {
namespace {

ReportPage small_page() {
  ReportPage page = {.name = "shop", .language = "en"};
  page.people.push_back({.id = "</script><script>alert(1)</script>",
                         .history = {"/*{data}*/"},
                         .took = {"四川火锅"},
                         .two_towers = {{"a", "b", true}},
                         .item_knn = {}});
  return page;
}

std::string data_of(const std::string& html) {
  const std::string_view opening = R"(<script type="application/json" id="data">)";
  const std::size_t begin = html.find(opening) + opening.size();
  return html.substr(begin, html.find("</script>", begin) - begin);
}

TEST(ReportPageTest, CarriesItsDataWhole) {
  const Result<Value> data = parse_json(data_of(to_html(small_page())), "page");
  ASSERT_TRUE(data.ok());
  const Value& person = data.value().find("people")->as<Value::List>()->front();
  EXPECT_EQ(*person.find("id")->as<std::string>(), "</script><script>alert(1)</script>");
  EXPECT_EQ(*person.find("history")->as<Value::List>()->front().as<std::string>(), "/*{data}*/");
  EXPECT_EQ(*person.find("took")->as<Value::List>()->front().as<std::string>(), "四川火锅");
}

// The page's script has words for every language that a page may be in.
TEST(ReportPageTest, SpeaksTheLanguageOfTheRun) {
  for (const std::string language : {"en", "zh"}) {
    ReportPage page = small_page();
    page.language = language;
    page.verdict = "比 item-kNN 好";
    const std::string html = to_html(page);
    const Result<Value> data = parse_json(data_of(html), "page");
    ASSERT_TRUE(data.ok());
    EXPECT_EQ(*data.value().find("language")->as<std::string>(), language);
    EXPECT_EQ(*data.value().find("verdict")->as<std::string>(), page.verdict);
    EXPECT_NE(html.find("  " + language + ": {table: "), std::string::npos);
  }
}

TEST(ReportPageTest, KeepsTextOfTheDataOutOfTheMarkup) {
  const std::string html = to_html(small_page());
  EXPECT_EQ(html.find("alert(1)</script>"), std::string::npos);
}

// An offline file: it fetches nothing.
TEST(ReportPageTest, NamesNoOtherFile) {
  const std::string html = to_html(small_page());
  for (const char* sign : {"src=", "href=", "@import", "url(", "fetch("}) {
    EXPECT_EQ(html.find(sign), std::string::npos) << sign;
  }
}

}  // namespace
}  // namespace twotower
