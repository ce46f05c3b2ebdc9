#include "messages/said.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "base/json.h"

namespace twotower {
namespace {

TEST(SaidTest, WritesWhatAMessageIsAboutByItsType) {
  const Message users = HeavyUsersKept{2, 0.1234, std::string("u1, u2")};
  EXPECT_EQ(said(users, Language::kEnglish),
            "2 users make 12.3 % of all events (bots?): kept: u1, u2");
  EXPECT_EQ(said(users, Language::kChinese),
            "2 个用户占全部事件的 12.3 %，远多于其他人，多半是机器人：保留：u1, u2");
  EXPECT_EQ(said(Message(TellsItem{0.996}), Language::kEnglish).substr(0, 53),
            "belongs to the item: it has one value in 100 % of the");
  EXPECT_EQ(said(Message(), Language::kEnglish), "");
}

TEST(SaidTest, WritesCountsNumbersAndWordsOfTheDemo) {
  const Message shop = DemoOpening{10'000, 60, 999, 90};
  const std::string text = said(shop, Language::kEnglish);
  EXPECT_NE(text.find("10,000 customers, 60 pizzas, 999 orders"), std::string::npos) << text;
  EXPECT_NE(said(Message(DemoSparseBounds{0.4447, 0.5, 1, 0, 0, 0}), Language::kEnglish)
                .find("0.445 | 0.500, item-kNN 1.000"),
            std::string::npos);
  const std::vector<std::string> pizzas = {"Sichuan Hotpot", "Pizza of Nobody"};
  const Message list = DemoMostOrdered{pizzas};
  EXPECT_TRUE(said(list, Language::kEnglish).ends_with("Sichuan Hotpot, Pizza of Nobody"));
  EXPECT_TRUE(said(list, Language::kChinese).ends_with("四川火锅、Pizza of Nobody"));
  EXPECT_EQ(to_json(arguments_value(list), JsonLayout::kOneLine),
            R"({"list":["Sichuan Hotpot","Pizza of Nobody"]})");
  EXPECT_EQ(said(Message(DemoName("Wei", " Wei")), Language::kEnglish), "Wei Wei");
  EXPECT_EQ(said(Message(DemoName("Wei", " Wei")), Language::kChinese), "魏伟");
}

TEST(SaidTest, MessagesWithinAreSaidInTheSameLanguage) {
  const Message total = TotalOfGroup{SumSoFar{ColumnValue{std::string("price")}}, OfUsersDay()};
  EXPECT_EQ(said(total, Language::kEnglish), "sum of price so far of the user's day");
  EXPECT_EQ(said(total, Language::kChinese), "用户当天的“price”截至该行之和");
  const Message match = KnowsTotals{total, 0.9, 0.25};
  EXPECT_EQ(
      said(match, Language::kEnglish),
      "follows the sum of price so far of the user's day by 90.0 %, what is known at its row by "
      "25.0 %");
  EXPECT_EQ(to_json(arguments_value(match), JsonLayout::kOneLine),
            R"({"total":{"message":"total.of_group","arguments":{"figure":{"message":)"
            R"("total.sum_so_far","arguments":{"value":{"message":"value.column","arguments":)"
            R"({"column":"price"}}}},"group":{"message":"group.users_day","arguments":{}}}},)"
            R"("explained":0.9,"past":0.25})");
}

TEST(SaidTest, AFindingSaysWhatBecameOfItsColumn) {
  Finding finding = {.message = TellsItem{0.9}};
  const std::string text = said(finding, Language::kEnglish);
  finding.action = LeakAction::kDropped;
  EXPECT_EQ(said(finding, Language::kEnglish), text + ": left out");
  finding.action = LeakAction::kUnread;
  EXPECT_TRUE(said(finding, Language::kChinese).ends_with("：没有特征读取它"));
}

TEST(SaidTest, VerdictsAndCounts) {
  EXPECT_EQ(said(Message(TooFewEpochs{1}), Language::kEnglish),
            "validation was still improving in the last of 1 epoch");
  EXPECT_EQ(said(Message(TooFewEpochs{8}), Language::kEnglish),
            "validation was still improving in the last of 8 epochs");
  const std::string metric = "ndcg@5";
  EXPECT_EQ(
      said(Message(VerdictBetter{0.3149, RivalItemKnn(), metric, 0.28, 0.34}), Language::kEnglish),
      "31 % better than item-kNN in ndcg@5 (95 % interval over users, not over weeks: 28..34). "
      "Worth an A/B test.");
  EXPECT_EQ(said(Message(VerdictNotBetter{RivalPopularity(), metric, -0.001, -0.2, 0.004}),
                 Language::kEnglish),
            "NOT better than popularity in ndcg@5 (-0.1 %, 95 % interval over users, not over "
            "weeks: -20..0.4).");
  EXPECT_EQ(said(Message(VerdictNotBetter{RivalPopularity(), metric, 0.0002, -0.0001, 0.01}),
                 Language::kEnglish),
            "NOT better than popularity in ndcg@5 (+0 %, 95 % interval over users, not over weeks: "
            "0..1).");
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(
      said(Message(VerdictOpen{RivalUserPopularity(), metric, infinite, 50}), Language::kChinese),
      "还不能说 ndcg@5 优于个人热门排行：相差 ∞ %，但测试用户不足 50 个。");
  EXPECT_EQ(to_json(arguments_value(VerdictOpen{RivalItemKnn(), metric, infinite, 50}),
                    JsonLayout::kOneLine),
            R"({"rival":{"message":"rival.item_knn","arguments":{}},"metric":"ndcg@5",)"
            R"("gain":null,"users":50})");
  const std::vector<std::string> tables = {"users", "items"};
  EXPECT_TRUE(said(Message(UnreadTables{2, tables}), Language::kEnglish).ends_with("users, items"));
  EXPECT_TRUE(said(Message(UnreadTables{2, tables}), Language::kChinese).ends_with("users、items"));
}

// The compiler sees to the messages of each list alone.
TEST(CatalogTest, NoTwoMessagesHaveOneKey) {
  std::vector<std::string_view> keys;
  for (const auto list : text_in_english().sentences) {
    for (const Sentence& sentence : list) keys.push_back(sentence.key);
  }
  std::ranges::sort(keys);
  const auto twice = std::ranges::adjacent_find(keys);
  EXPECT_TRUE(twice == keys.end()) << *twice;
}

}  // namespace
}  // namespace twotower
