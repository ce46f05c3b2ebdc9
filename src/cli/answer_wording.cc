#include "cli/answer_wording.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <variant>

#include "messages/said.h"
#include "messages/words.h"

namespace twotower {
namespace {

constexpr AnswerWording kAnswerInEnglish = {
    .item = "item",
    .score = "score",
    .match = "match",
    .popular = "nothing is known of this user: the most popular items\n",
    .shortfall =
        "fewer than asked for: {} items in the catalog, {} not passing the filter, {} not passing "
        "the rules, {} seen, {} excluded, {} for which caps have no room\n",
    .unknown_values = "{}: {} unknown\n",
    .wrote = "wrote     {}: the best {} items of {} users\n",
    .not_in_catalog = "{}  not in the catalog\n",
    .counts = "nothing is known of this user: training rows of each item\n",
    .asked_item = "item      {}\n",
    .shown_item = "{} ({})",
    .rank = "rank      {} of all {} items",
    .place = ", {} of the {} that may be answered",
    .standing = "   score {:.4f}   match {:.4f}\n",
    .why_not = "why not   {}\n",
    .nothing_known = "user      nothing is known: items rank by popularity\n",
    .nearest = "nearest",
    .near = "{:<10}{:<32}  cosine {:>7.4f}  had {}{}\n",
    .once = "once",
    .times = "{} times",
    .last = ", last at {}",
    .moves = "moves",
    .effect = "{:<10}{:<16}{:<24}  score {:>+8.4f}  places {:>+5}\n",
    .effect_note = "          (with it less without it: above 0 speaks for the item)\n",
    .sides = {"of the user", "of the moment", "all of it", "of the history", "of the item"}};

constexpr AnswerWording kAnswerInChinese = {
    .item = "物品",
    .score = "得分",
    .match = "匹配度",
    .popular = "没有该用户的任何信息：给出最热门的物品\n",
    .shortfall =
        "少于所要的数量：目录共 {} 个物品，不满足过滤条件 {} 个，不满足规则 {} 个，已交互 {} "
        "个，请求排除 {} 个，因 caps 上限略去 {} 个\n",
    .unknown_values = "{}：{} 个未知\n",
    .wrote = "写入      {0}：{2} 个用户，每人最好的 {1} 个物品\n",
    .not_in_catalog = "{}  不在目录中\n",
    .counts = "没有该用户的任何信息：给出每个物品的训练行数\n",
    .asked_item = "物品      {}\n",
    .shown_item = "{}（{}）",
    .rank = "排名      在全部 {1} 个物品中第 {0} 名",
    .place = "，在可推荐的 {1} 个中第 {0} 名",
    .standing = "   得分 {:.4f}   匹配度 {:.4f}\n",
    .why_not = "未推荐    {}\n",
    .nothing_known = "用户      没有任何信息：物品按热度排序\n",
    .nearest = "相近",
    .near = "{:<10}{:<32}  余弦 {:>7.4f}  交互 {}{}\n",
    .once = "1 次",
    .times = "{} 次",
    .last = "，最近一次 {}",
    .moves = "影响",
    .effect = "{:<10}{:<16}{:<24}  得分 {:>+8.4f}  名次 {:>+5}\n",
    .effect_note = "          （有它时减去没有它时：大于 0 表示对该物品有利）\n",
    .sides = {"用户", "情境", "全部历史", "历史中", "物品"}};

// 适合您的年龄, 适合您的 age_group
std::string fits(std::string_view feature) {
  const std::string word = word_in(Language::kChinese, feature);
  const bool is_latin = !word.empty() && static_cast<unsigned char>(word.front()) < 0x80;
  return fmt::format("适合您的{}{}", is_latin ? " " : "", word);
}

std::string in_chinese(const Reason& reason) {
  switch (reason.kind) {
    case Reason::Kind::kHad:
      return reason.count == 1 ? "交互过" : fmt::format("交互过 {} 次", reason.count);
    case Reason::Kind::kNear: return fmt::format("与交互过的 {} 相近", reason.label);
    case Reason::Kind::kFeature: return fits(reason.feature);
    case Reason::Kind::kVector: return "与所给的向量相近";
    case Reason::Kind::kPopular: break;
  }
  return fmt::format("热门：被交互 {} 次", reason.count);
}

}  // namespace

const AnswerWording& answer_wording(Language language) {
  return language == Language::kChinese ? kAnswerInChinese : kAnswerInEnglish;
}

std::string unknown_text(const AnswerOrigin& origin, Language language) {
  std::string text;
  for (const auto& [field, count] : origin.unknown) {
    if (field == "user_id") continue;
    text += say(answer_wording(language).unknown_values, field, count);
  }
  return text;
}

std::string reason_text(const Reason& reason, Language language) {
  return language == Language::kChinese ? in_chinese(reason) : reason.text;
}

std::string why_not_text(const Explanation& explanation, Language language) {
  const WhyNot& why_not = *explanation.why_not;
  if (language == Language::kEnglish) return why_not.text;
  switch (why_not.cause) {
    case WhyNot::Cause::kSeen: return "用户已交互过，已知物品不再推荐（data.repeat）";
    case WhyNot::Cause::kFiltered: return "不满足请求的过滤条件";
    case WhyNot::Cause::kRules: return "不满足模型包的规则（serve.rules）";
    case WhyNot::Cause::kShown: return "展示给该用户的次数已够（serve.shown）";
    case WhyNot::Cause::kExcluded: return "被请求排除";
    case WhyNot::Cause::kNotIndexed: return "不在此模型包的索引中";
  }
  return why_not.text;
}

}  // namespace twotower
