#include "cli/in_chinese.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <variant>

namespace twotower {
namespace {

std::string_view reason_in_chinese(WhyLeftOut why) {
  constexpr std::string_view kReasons[] = {"只有一个值",
                                           "时间",
                                           "会话",
                                           "是对象，不是值",
                                           "几乎每行一个值，是编码",
                                           "从列名看能识别个人身份",
                                           "像邮箱地址",
                                           "像电话号码",
                                           "像网址",
                                           "长度不一的数值列表",
                                           "物品重复太少，无法判断",
                                           "列名像事件类型，但没有已知的类型：--type COLUMN",
                                           "事件之后才知道",
                                           "属于物品且会变化，会泄露答案",
                                           "多数值在训练中没有出现过"};
  return kReasons[static_cast<std::size_t>(why)];
}

std::string left_out(const Decision& decision, const DataSummary& /*data*/) {
  std::string text = "不用作特征：";
  for (const LeftOutColumn& column : decision.left_out) {
    if (&column != &decision.left_out.front()) text += "、";
    text += fmt::format("{}（{}）", column.name, reason_in_chinese(column.why));
  }
  return text;
}

// "、price number、brand category", from the one at `first` on.
template <typename Features>
std::string kinds_from(const Features& features, std::size_t first) {
  std::string text;
  for (std::size_t i = first; i < features.size(); ++i) {
    const std::string_view kind =
        std::visit([](const auto& options) { return options.kKind; }, features[i].second);
    text += fmt::format("{}{} {}", i == 0 ? "" : "、", features[i].first, kind);
  }
  return text;
}

std::string item_features(const Decision& /*decision*/, const DataSummary& data) {
  return "物品 id" + kinds_from(*data.config.features.item, 1);
}

std::string user_features(const Decision& decision, const DataSummary& data) {
  const UserFeatures& features = *data.config.features.user;
  const auto& history = std::get<SequenceOptions>(features.front().second);
  const std::string others = kinds_from(features, 1);
  if (std::holds_alternative<AttentionEncoderOptions>(history.encoder)) {
    return fmt::format("最近 {} 个历史事件，注意力编码（历史长度的中位数为 {:.0f} 行）{}",
                       history.length, decision.figure, others);
  }
  const bool has_order = data.split.is_causal;
  return fmt::format("历史取均值（{}）{}", has_order ? "多数历史很短" : "数据没有先后次序", others);
}

std::string context_features(const Decision& /*decision*/, const DataSummary& data) {
  return "请求时已知：" + kinds_from(*data.config.features.context, 0);
}

std::string negatives(const Decision& /*decision*/, const DataSummary& data) {
  const NegativesOptions& options = *data.config.negatives;
  return options.all ? fmt::format("每一步与全部 {} 个物品比较", data.read.items)
                     : fmt::format("批内物品，加随机抽取的 {} 个", options.uniform);
}

std::string weights(const Decision& /*decision*/, const DataSummary& data) {
  std::string text;
  for (const ReadSummary::EventType& event : data.read.event_types) {
    text += fmt::format("{}{} {}{}", text.empty() ? "" : "、", event.name, event.weight,
                        event.is_known ? "" : "（未知类型）");
  }
  return text;
}

// By the minutes that were given, or the rows.
std::string epochs(const Decision& decision, const DataSummary& data) {
  const std::int64_t count = *data.config.train.epochs;
  if (decision.figure > 0.0) {
    return fmt::format("{} 轮（至少 1 轮）：连同读取和测试，{} 分钟之内可以完成", count,
                       decision.figure);
  }
  return fmt::format("最多 {} 轮，由 {} 行数据决定", count, data.read.interactions);
}

std::string batch_size(const Decision& /*decision*/, const DataSummary& data) {
  return fmt::format("{}，由行数决定", *data.config.train.batch_size);
}

std::string split(const Decision& /*decision*/, const DataSummary& data) {
  if (std::holds_alternative<TimeSplitOptions>(data.config.split)) {
    return "time：最后 10 % 的行用于测试，之前的 10 % 用于验证，所有人在同一时刻切分";
  }
  if (std::holds_alternative<LeaveOneOutOptions>(data.config.split)) {
    return "leave_one_out：每个序列的最后一次交互用于测试";
  }
  return "random：数据没有先后次序";
}

std::string repeat(const Decision& /*decision*/, const DataSummary& data) {
  return data.repeat == RepeatRule::kAllow ? "allow：用户常回到已知物品"
                                           : "exclude：用户很少回到已知物品";
}

std::string time_column(const Decision& /*decision*/, const DataSummary& data) {
  return fmt::format("{}（单位 {}）", data.read.columns.time, data.read.time_unit);
}

std::string type_column(const Decision& decision, const DataSummary& data) {
  const std::string& column = data.read.columns.type;
  return decision.sign == RoleSign::kClicks ? column + "，1 表示曝光后被点击"
                                            : column + "，按其中的事件名识别";
}

std::string named_column(const Decision& decision, const std::string& column) {
  if (column.empty()) return "无：每一行是一次独立的请求";
  return decision.sign == RoleSign::kName ? column + "，按列名识别" : column + "，唯一像 id 的列";
}

std::string user_column(const Decision& decision, const DataSummary& data) {
  return named_column(decision, data.read.columns.user);
}

std::string item_column(const Decision& decision, const DataSummary& data) {
  return named_column(decision, data.read.columns.item);
}

std::string order_column(const Decision& decision, const DataSummary& data) {
  return named_column(decision, data.read.columns.order);
}

std::string session_column(const Decision& decision, const DataSummary& data) {
  return named_column(decision, data.read.columns.session);
}

struct DecisionSentence {
  std::string_view key;
  std::string (*say)(const Decision&, const DataSummary&);
};

constexpr DecisionSentence kDecisionSentences[] = {{"data.interactions.user", user_column},
                                                   {"data.interactions.item", item_column},
                                                   {"data.interactions.time", time_column},
                                                   {"data.interactions.order", order_column},
                                                   {"data.interactions.type.column", type_column},
                                                   {"data.interactions.session", session_column},
                                                   {"data.interactions.type.weights", weights},
                                                   {"data.repeat", repeat},
                                                   {"features", left_out},
                                                   {"features.item", item_features},
                                                   {"features.user", user_features},
                                                   {"features.context", context_features},
                                                   {"negatives", negatives},
                                                   {"split", split},
                                                   {"train.epochs", epochs},
                                                   {"train.batch_size", batch_size}};

}  // namespace

std::string decision_in_chinese(const Decision& decision, const DataSummary& data) {
  const auto* sentence =
      std::ranges::find(kDecisionSentences, decision.key, &DecisionSentence::key);
  return sentence == std::end(kDecisionSentences) ? decision.text : sentence->say(decision, data);
}

}  // namespace twotower
