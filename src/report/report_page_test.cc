#include "report/report_page.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>

#include "base/json.h"
#include "messages/language.h"
#include "report/page.h"
#include "report/page_words.h"

namespace twotower {
namespace {

ReportPage small_page() {
  ReportPage page = {.name = "shop", .language = "en"};
  page.people.push_back({.id = "</script><script>alert(1)</script>",
                         .history = {"/*{data}*/"},
                         .took = {"四川火锅"},
                         .two_towers = {{"a", "b", true}},
                         .rival = "item_knn",
                         .of_rival = {}});
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

// What the first group of `pattern` is, wherever it is found.
std::set<std::string> matches(std::string_view text, const char* pattern) {
  const std::regex expression(pattern);
  std::set<std::string> found;
  using Matches = std::regex_iterator<std::string_view::const_iterator>;
  for (Matches match(text.begin(), text.end(), expression); match != Matches(); ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

using Words = std::map<std::string, std::string, std::less<>>;

// The page's own words in a language, by name.
Words words_of(const std::string& language) {
  ReportPage page = small_page();
  page.language = language;
  const Result<Value> data = parse_json(data_of(to_html(page)), "page");
  Words words;
  for (const auto& [name, text] : *data.value().find("words")->as<Value::Map>()) {
    EXPECT_TRUE(words.emplace(name, *text.as<std::string>()).second) << name;
  }
  return words;
}

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
    EXPECT_NE(html.find("<noscript><p>" + page_without_script(choose_language(language)) + "</p>"),
              std::string::npos);
  }
  EXPECT_NE(words_of("en"), words_of("zh"));
}

// A sentence has the same places for figures in every language, those that the script fills.
TEST(ReportPageTest, HasTheSameFiguresInEveryLanguage) {
  Words chinese = words_of("zh");
  for (const auto& [name, english] : words_of("en")) {
    EXPECT_FALSE(english.empty() || chinese[name].empty()) << name;
    EXPECT_EQ(matches(english, R"re(%(\d))re"), matches(chinese[name], R"re(%(\d))re")) << name;
    EXPECT_EQ((english + chinese[name]).find('{'), std::string::npos) << name;
  }
}

// Words are named by the markup, by the script, and by what the data has names for.
TEST(ReportPageTest, HasEveryWordThatIsAskedFor) {
  const Words words = words_of("en");
  std::set<std::string> asked = matches(kReportHtml, R"re(data-text="(\w+)")re");
  asked.merge(matches(kReportScript, R"re(\bsay\.(\w+)\b)re"));
  asked.merge(matches(kReportScript, R"re(\bcounted\([\w.]+, "(\w+)"\))re"));
  asked.merge(std::set<std::string>{"two_towers", "item_knn", "popularity", "user_popularity",
                                    "random", "rows", "cold_items", "cold_items_alone", "new_users",
                                    "few_events", "some_events", "many_events", "new_items",
                                    "rare_items", "popular_items", "warm_items"});
  EXPECT_GT(asked.size(), 50U);
  for (const std::string& word : asked) EXPECT_TRUE(words.contains(word)) << word;
}

TEST(ReportPageTest, PartsTheChecks) {
  ReportPage page = small_page();
  page.checks = Value(Value::List{Value(Value::Map{{"label", Value(std::string("checked"))},
                                                   {"aside", Value(std::string("--keep-heavy"))},
                                                   {"warning", Value(true)}})});
  page.cause_texts = {{"split.leaks", "泄漏"}};
  const Result<Value> data = parse_json(data_of(to_html(page)), "page");
  ASSERT_TRUE(data.ok());
  const Value& check = data.value().find("checks")->as<Value::List>()->front();
  EXPECT_EQ(*check.find("label")->as<std::string>(), "checked");
  EXPECT_EQ(*check.find("aside")->as<std::string>(), "--keep-heavy");
  EXPECT_TRUE(*check.find("warning")->as<bool>());
  EXPECT_EQ(*data.value().find("cause_texts")->find("split.leaks")->as<std::string>(), "泄漏");
}

TEST(ReportPageTest, HasTheTowersThatItDraws) {
  ReportPage page = small_page();
  const Value input(Value::Map{{"feature", Value(std::string("</script>年龄"))},
                               {"kind", Value(std::string("number"))},
                               {"width", Value(std::int64_t{8})}});
  const Value tower(Value::Map{{"inputs", Value(Value::List{input})},
                               {"hidden", Value(Value::List{Value(std::int64_t{256})})},
                               {"dim", Value(std::int64_t{64})}});
  page.towers = Value(Value::Map{{"user", tower}, {"item", tower}, {"temperature", Value(0.15)}});
  const std::string html = to_html(page);
  EXPECT_NE(html.find(R"(<section id="towers">)"), std::string::npos);
  const Result<Value> data = parse_json(data_of(html), "page");
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(to_json(*data.value().find("towers")), to_json(page.towers));
}

TEST(ReportPageTest, KeepsTextOfTheDataOutOfTheMarkup) {
  const std::string html = to_html(small_page());
  EXPECT_EQ(html.find("alert(1)</script>"), std::string::npos);
  // The script puts text into the page in no other way than as text.
  for (const char* sign :
       {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("}) {
    EXPECT_EQ(kReportScript.find(sign), std::string_view::npos) << sign;
  }
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
