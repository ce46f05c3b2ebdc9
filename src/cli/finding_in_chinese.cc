#include "cli/finding_in_chinese.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace twotower {
namespace {

using Meaning = std::pair<std::string_view, std::string_view>;

constexpr Meaning kMeanings[] = {
    {"data.heavy_users", "少数用户的行数远多于其他人，多半是程序；默认不使用这些用户。"},
    {"data.knows_totals", "这一列跟随序列、会话、用户、物品或日期之后的总量：它知道未来。"},
    {"data.knows_test_totals", "这一列的统计包含了测试部分的行：它知道未来。"},
    {"data.later_times", "这一列的时间晚于该行本身，或晚于划分的时刻：它知道未来。"},
    {"data.names_next", "这一列说出了之后才出现的内容，而从不说出之前的：它知道未来。"},
    {"data.names_test_target", "这一列说出了测试的答案，而不是之前的内容。"},
    {"data.tells_test_target", "这一列的编码透露测试的答案，却不透露验证的答案。"},
    {"data.tells_item", "这一列属于物品本身，请求时若已知它，就已知答案。"},
    {"data.tells_split", "这一列在测试部分的值，在别的行都没有。"},
    {"split.test_rows_in_training", "测试的行也在训练中（用户、物品、时间都相同）。"},
    {"split.test_items_known", "用户在训练中选过测试物品的比例，远高于验证物品。"},
    {"split.test_copied", "测试的行在训练中有副本，远多于验证的行。"},
    {"data.copied_users", "有些用户的全部历史与另一用户完全相同。"},
    {"data.unjoinable", "有的行所指的用户或物品不在其表中；保留，只用 id。请检查 id 的写法。"},
    {"data.unused_rows", "表中有从未出现过的用户或物品；它们仍在目录中。"},
    {"data.same_time", "同一用户有的行时间相同，先后由文件次序决定。"},
    {"data.duplicate_rows", "有用户、物品、时间都相同的行；保留。若是重复发送，请从文件中去掉。"},
    {"data.one_moment", "很多行是同一个时间，可能是默认值。"},
    {"data.far_times", "极少数行占去了大部分时间跨度，时钟可能有误。"},
    {"data.rows_behind", "文件按时间排列，但有的行落后一天以上：迟到，或时间有偏移。"},
    {"train.too_few_epochs", "最后一轮仍是最好的：训练可能没有到头。"},
    {"train.rate_too_high", "第一轮就是最好的：学习率可能太高。"},
    {"model.same_lists", "不同用户得到的列表几乎相同：模型没有区分用户。"},
    {"model.unread_tables", "给了用户表或物品表，却没有特征读取其中的列。"},
    {"data.new_items", "很多测试目标是训练中没有的物品，只靠 id 认不出它们。"},
    {"model.unknown_heavy", "很多测试行的某个特征的值在训练中没有保留。"},
    {"data.repeats",
     "对已知物品的处理与数据不符：用户常回到已知物品却被排除，或很少回去却占了列表。"},
    {"data.drift", "喜好随时间变化：最新的训练行比全部训练行更像测试。"},
    {"data.few_events", "每个用户的训练事件太少，学不了太多权重。"},
    {"split.leaks", "有训练行晚于测试行：指标不代表上线效果。"},
};

}  // namespace

std::string_view finding_in_chinese(std::string_view code) {
  const Meaning* meaning = std::ranges::find(kMeanings, code, &Meaning::first);
  return meaning == std::end(kMeanings) ? std::string_view() : meaning->second;
}

}  // namespace twotower
