#include "cli/in_chinese.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace twotower {
namespace {

long percent(double share) {
  return std::lround(100.0 * share);
}

std::string too_few_epochs(const CauseFacts& facts) {
  return fmt::format("直到 {} 轮中的最后一轮，验证指标仍在上升", facts.max_epochs);
}

std::string rate_too_high(const CauseFacts& facts) {
  return fmt::format("{} 轮中第一轮最好：学习率 {:g}（嵌入表 {:g}）太高", facts.epochs_run,
                     facts.learning_rate, facts.table_learning_rate);
}

std::string same_lists(const CauseFacts& facts) {
  return fmt::format(
      "任意两个用户的列表，10 个物品中平均有 {:.1f} "
      "个相同（item-kNN：{:.1f}）：得分几乎与用户无关{}",
      10.0 * facts.lists_alike, 10.0 * facts.knn_lists_alike,
      facts.uses_log_q ? fmt::format("，温度为 {:g}", facts.temperature)
                       : "，且没有对热门物品做 log_q 校正");
}

std::string unread_tables(const CauseFacts& facts) {
  return fmt::format("所给的表中，有 {} 张没有任何特征读取其列：{}", facts.unread_tables.size(),
                     fmt::join(facts.unread_tables, "、"));
}

std::string new_items(const CauseFacts& facts) {
  return fmt::format("{} % 的测试目标是训练中没有的物品，{}", percent(facts.new_item_share),
                     facts.reads_item_columns
                         ? "而模型学会了依赖 id"
                         : "而物品塔只读 id：请提供物品的属性列（--items FILE）");
}

std::string unknown_heavy(const CauseFacts& facts) {
  const CauseFacts::Unknown& unknown = *facts.unknown;
  return fmt::format(
      "{} % 的测试行，其 {} 的值没有在训练中保留，一律当作未知值{}", percent(unknown.share),
      unknown.path,
      unknown.min_count > 1 ? fmt::format("（min_count {}）", unknown.min_count) : "");
}

std::string repeats(const CauseFacts& facts) {
  return facts.allows_repeats ? fmt::format("只有 {} % 的验证行回到已知物品，而已知物品占满了列表",
                                            percent(facts.repeat_share))
                              : fmt::format("{} % 的验证行回到已知物品，而列表中排除了已知物品",
                                            percent(facts.repeat_share));
}

std::string drift(const CauseFacts& facts) {
  return fmt::format(
      "喜好在变化：最新四分之一的训练行与测试的物品分布重合 {} %，全部训练行只有 {} %",
      percent(facts.drift->newest_overlap), percent(facts.drift->whole_overlap));
}

std::string few_events(const CauseFacts& facts) {
  return fmt::format("每个用户平均只有 {:.1f} 个训练事件，很难学到喜好；{}", facts.events_per_user,
                     facts.history_path.has_value() ? "取均值比带权重的编码器更省数据"
                                                    : "维度小一些的向量更省数据");
}

std::string leaks(const CauseFacts& facts) {
  return fmt::format("{:.0f} % 的训练行晚于某个测试行：指标不代表上线效果",
                     100.0 * facts.later_share);
}

struct CauseSentence {
  std::string_view code;
  std::string (*say)(const CauseFacts&);
};

constexpr CauseSentence kCauseSentences[] = {{"train.too_few_epochs", too_few_epochs},
                                             {"train.rate_too_high", rate_too_high},
                                             {"model.same_lists", same_lists},
                                             {"model.unread_tables", unread_tables},
                                             {"data.new_items", new_items},
                                             {"model.unknown_heavy", unknown_heavy},
                                             {"data.repeats", repeats},
                                             {"data.drift", drift},
                                             {"data.few_events", few_events},
                                             {"split.leaks", leaks}};

}  // namespace

std::string cause_in_chinese(const Cause& cause, const CauseFacts& facts) {
  const auto* sentence = std::ranges::find(kCauseSentences, cause.code, &CauseSentence::code);
  return sentence == std::end(kCauseSentences) ? cause.text : sentence->say(facts);
}

}  // namespace twotower
