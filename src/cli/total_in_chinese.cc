#include "cli/in_chinese.h"

#include <fmt/format.h>

#include <cstddef>

#include "messages/words.h"

namespace twotower {
namespace {

// Of whom the total is, behind " of the " and " in ".
constexpr Word kGroups[] = {
    {"sequence", "序列"}, {"user", "用户"},           {"session", "会话"},
    {"item", "物品"},     {"user's day", "用户当天"}, {"item's day", "物品当天"},
};
constexpr Word kScopes[] = {
    {"training", "训练部分"},
    {"training and validation", "训练和验证部分"},
    {"the test", "测试部分"},
    {"all parts", "全部数据"},
};

constexpr Word kTotals[] = {
    {"days", "天数"},
    {"distinct others", "不同对象数"},
    {"first time", "最早时间"},
    {"last time", "最晚时间"},
    {"length", "时长"},
    {"next time", "下一时间"},
    {"number of rows", "行数"},
    {"number of rows left", "剩余行数"},
    {"place in the order", "次序"},
    {"rows", "行数"},
    {"rows of the last 14 days", "最近 14 天的行数"},
    {"rows of the last 30 days", "最近 30 天的行数"},
    {"rows of the last 7 days", "最近 7 天的行数"},
    {"rows of the last day", "最近一天的行数"},
    {"rows of the last half", "后一半时间的行数"},
    {"rows of the last quarter", "后四分之一时间的行数"},
    {"time", "时间"},
    {"time from first to last", "从最早到最晚的时间"},
    {"time left", "剩余时间"},
    {"time since the row before", "距上一行的时间"},
    {"time since the start", "距开始的时间"},
    {"time to the next row", "距下一行的时间"},
    {"weight", "权重"},
};

// What is summed, averaged or comes next may be a column.
std::string figure_in_chinese(std::string_view name) {
  if (const auto word = find_word(kTotals, name); !word.empty()) return std::string(word);
  constexpr std::string_view kSoFar = " so far";
  if (name.ends_with(kSoFar)) {
    name.remove_suffix(kSoFar.size());
    return "截至该行的" + figure_in_chinese(name);
  }
  constexpr Word kPrefixes[] = {
      {"sum of ", "{}之和"}, {"mean ", "{}的均值"}, {"next ", "下一个{}"}};
  for (const auto& [prefix, form] : kPrefixes) {
    if (name.starts_with(prefix)) return say(form, figure_in_chinese(name.substr(prefix.size())));
  }
  return std::string(name);
}

template <std::size_t kSize>
std::string total_of(std::string_view name, std::string_view joint, const Word (&owners)[kSize]) {
  const std::size_t at = name.rfind(joint);
  if (at == std::string_view::npos) return "";
  const std::string_view owner = find_word(owners, name.substr(at + joint.size()));
  if (owner.empty()) return "";
  return fmt::format("{}的{}", owner, figure_in_chinese(name.substr(0, at)));
}

}  // namespace

std::string total_in_chinese(std::string_view name) {
  std::string text = total_of(name, " of the ", kGroups);
  if (text.empty()) text = total_of(name, " in ", kScopes);
  return text.empty() ? std::string(name) : text;
}

}  // namespace twotower
