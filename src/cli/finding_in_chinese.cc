#include "cli/in_chinese.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace twotower {
namespace {

// {0} is the finding's name, those from {1} on are its figures.
struct FindingSentence {
  std::string_view code;
  std::string_view text;
};

constexpr FindingSentence kFindingSentences[] = {
    {"data.heavy_users", "{1} 个用户占全部事件的 {2:.1f} %，远多于其他人，多半是程序：{0}"},
    {"data.knows_totals",
     "知道未来：跟随之后才知道的总量（{0}），解释了 {1:.1f} %，而该行已知的信息只解释 {2:.1f} %"},
    {"data.knows_test_totals",
     "知道未来：跟随包含测试部分的总量（{0}），解释了 {1:.1f} %，而测试之前已知的信息只解释 "
     "{2:.1f} %"},
    {"data.later_times", "知道未来：{1:.1f} % 的时间晚于该行本身，或落在测试的时段之内"},
    {"data.names_next",
     "知道未来：{2} 行中有 {1} 行说出序列中之后才出现的 {0}，而不是之前的；相反的只有 {3} 行"},
    {"data.names_test_target",
     "知道未来：{2} 个中有 {1} 个说出测试中才选的 {0}，而不是之前的；相反的只有 {3} 个"},
    {"data.tells_test_target", "透露答案：说出测试所选的 {0} 的 {1:.0f} %，验证部分只有 {2:.0f} %"},
    {"data.agrees_with_test",
     "透露答案：与用户在测试中所选的 {0} 相符的行比偶然多 {1:.1f} %，与其之前所选的只多 {2:.1f} %"},
    {"data.fits_test",
     "透露答案：依训练所知，与用户在测试中所选相配的行比偶然多 {1:.1f} %，与验证中所选的只多 "
     "{2:.1f} %"},
    {"data.tells_item",
     "属于物品：同一物品的行中，{1:.0f} % 只有一个值；请求时若已知它，就已知答案"},
    {"data.tells_split", "透露哪些行是测试：其中 {1:.1f} % 的值为 {0}，其他行中为 {2:.1f} %"},
    {"split.test_rows_in_training",
     "{1:.1f} % 的测试行也在训练中（用户、物品、时间都相同）；训练行中这样重复的有 {2:.1f} %"},
    {"split.test_items_known",
     "{1:.1f} % 的测试行，其物品该用户在训练中选过；验证行只有 {2:.1f} %"},
    {"split.test_copied", "{1:.1f} % 的测试行在别处有副本；验证行只有 {2:.1f} %"},
    {"data.copied_users", "{1:.1f} % 的用户或会话（有 {2} 种以上物品的）从头起与另一个的历史相同"},
    {"split.test_logged_twice",
     "{1:.1f} % 的测试行，其 10 秒之内的同一行就在询问所用的历史中；全部行中 {2:.1f} % 在 10 "
     "秒内重复同一用户的同一物品：可能记录了两次"},
    {"data.logged_twice", "{1:.1f} % 的行在 10 秒内重复同一用户的同一物品：可能记录了两次"},
    {"data.unjoinable", "{1:.1f} % 的行指向表中没有的 id（共 {2} 个）：保留，只用 id"},
    {"data.unused_rows", "表中 {2} 个有 {1} 个从未在交互中出现"},
    {"data.same_time", "{1:.1f} % 的行与同一用户或会话的另一行时间相同：先后由次序列或文件决定"},
    {"data.duplicate_rows", "{1:.1f} % 的行与另一行的用户、物品、时间都相同：保留"},
    {"data.one_moment", "{1:.1f} % 的行是同一个时间：可能是默认值"},
    {"data.far_times", "不到 1 % 的行占去了大部分时间跨度：时钟可能有误"},
    {"data.rows_behind",
     "文件按时间排列，但有 {1} 行（{2:.1f} %）落后一天以上：迟到，或时间有偏移"},
};

std::string_view fate_in_chinese(LeakFate fate) {
  constexpr std::string_view kFates[] = {"", "：保留，因为配置写明了它；请从 `features` 中去掉",
                                         "：没有特征读取它", "：保留", "：已排除"};
  return kFates[static_cast<std::size_t>(fate)];
}

// How many figures a sentence asks for.
std::size_t num_figures(std::string_view sentence) {
  std::size_t count = 0;
  while (sentence.find(fmt::format("{{{}", count + 1)) != std::string_view::npos) ++count;
  return count;
}

}  // namespace

std::string finding_in_chinese(const Finding& finding) {
  const auto* sentence = std::ranges::find(kFindingSentences, finding.code, &FindingSentence::code);
  const bool has_sentence = sentence != std::end(kFindingSentences) &&
                            finding.figures.size() >= num_figures(sentence->text);
  if (!has_sentence) return finding.text;
  fmt::dynamic_format_arg_store<fmt::format_context> figures;
  figures.push_back(total_in_chinese(finding.name));
  for (const double figure : finding.figures) figures.push_back(figure);
  return fmt::vformat(sentence->text, figures).append(fate_in_chinese(finding.fate));
}

}  // namespace twotower
