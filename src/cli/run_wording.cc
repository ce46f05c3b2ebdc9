#include "cli/run_wording.h"

#include <algorithm>

#include "messages/words.h"

namespace twotower {
namespace {

constexpr RunWording kRunInEnglish = {
    .read = "read",
    .read_rows = "{} interactions, {} users, {} sequences, {} items{}{}",
    .read_seconds = "{:.1f} s",
    .in_files = " in {} files",
    .period = ", {} .. {}",
    .columns = "columns",
    .columns_read = "{} (order: {})",
    .weights = "weights",
    .found = "found",
    .found_encoding = "{}: is read as {} ({}.encoding)",
    .found_no_header = "{}: has no header line: its columns are column_1 to column_{} ({}.header)",
    .order_by_time = "time",
    .order_by_column = "order",
    .no_order = "none",
    .checked = "checked",
    .rows_left_out = "{} rows are left out by keep and last",
    .impressions = "{} rows are impressions: no interactions",
    .bad_rows = "{} rows cannot be used: left out (data.*.on_bad_row)",
    .header_rows = "{} rows are the header again: left out",
    .log_rows = "{} rows are events of the log (data.interactions.log)",
    .log_untyped = "{} events of the log came without a type",
    .log_unfit = "{} values of the log are not of the type of their column: missing",
    .missing_times = "{} rows have no time",
    .missing_orders = "{} rows have no place in the order",
    .nan_values = "{} values are not a number: read as missing",
    .lists_ascend = "lists ascend by item id: they tell no order",
    .leaks =
        "split.leaks: {:.0f} % of training rows are later than a test row: no figure of "
        "production; split.kind=time is one",
    .repeats = "repeats",
    .repeats_share = "{:.1f} % of validation rows return to a known item: {}",
    .known_stay = "known items stay in the lists",
    .known_left_out = "known items are left out",
    .split = "split",
    .split_parts = "{}: train {} | validation {} | test {}",
    .until = "{} to {}",
    .cold_items = " | cold items {}",
    .in_none = " | in none {}",
    .chosen = "chosen",
    .decision = "{}{}: {}",
    .refit = "refit     {} epochs on training and validation rows\n",
    .model = "model     user {} | item {}\n",
    .cost = "cost      {} of memory besides the data, weights {}",
    .cost_time = "; at most {} on {} threads   --minutes M",
    .seconds = "{:.0f} s",
    .minutes = "{:.0f} min",
    .epoch = "epoch {}",
    .loss = "loss {:.4f}",
    .validation = "  validation {:.4f}",
    .best = " (best)",
    .test = "test",
    .cold_among_all = "cold items, among all items: ",
    .cold_alone = "cold items, among themselves: ",
    .users = "{:<10}{} users\n",
    .known_targets =
        "          {} of {} test targets are left out: their users had them before "
        "(data.repeat=exclude)\n",
    .items_shown = "items shown",
    .lists_alike = "lists alike",
    .targets = "{} targets",
    .verdict = "verdict   ",
    .causes = " Likely causes, most likely first:",
    .colon = ": ",
    .to_try = "try: ",
    .next = "next      ",
    .validation_title = "validation"};

constexpr RunWording kRunInChinese = {
    .read = "读取",
    .read_rows = "{} 条交互，{} 个用户，{} 个序列，{} 个物品{}{}",
    .read_seconds = "{:.1f} 秒",
    .in_files = "，{} 个文件",
    .period = "，{} .. {}",
    .columns = "列",
    .columns_read = "{}（顺序：{}）",
    .weights = "权重",
    .found = "发现",
    .found_encoding = "{}：按 {} 读取（{}.encoding）",
    .found_no_header = "{}：没有表头行，列名为 column_1 至 column_{}（{}.header）",
    .order_by_time = "按时间",
    .order_by_column = "按次序列",
    .no_order = "无",
    .checked = "检查",
    .rows_left_out = "{} 行被 keep 和 last 排除",
    .impressions = "{} 行是曝光，不算交互",
    .bad_rows = "{} 行无法使用，已跳过（data.*.on_bad_row）",
    .header_rows = "{} 行重复了表头，已跳过",
    .log_rows = "{} 行是日志中的事件（data.interactions.log）",
    .log_untyped = "日志中 {} 个事件没有类型",
    .log_unfit = "日志中 {} 个值与所在列的类型不符，按缺失处理",
    .missing_times = "{} 行没有时间",
    .missing_orders = "{} 行没有次序",
    .nan_values = "{} 个值不是数字，按缺失处理",
    .lists_ascend = "列表按物品 id 递增，不代表先后次序",
    .leaks =
        "split.leaks：{:.0f} % 的训练行晚于某个测试行，指标不代表上线效果；"
        "split.kind=time 才是",
    .repeats = "重复",
    .repeats_share = "验证集中 {:.1f} % 的行再次选择以前选过的物品：{}",
    .known_stay = "这些物品留在列表中",
    .known_left_out = "这些物品不再推荐",
    .split = "划分",
    .split_parts = "{}：训练 {} | 验证 {} | 测试 {}",
    .until = "{} 至 {}",
    .cold_items = " | 冷启动物品 {}",
    .in_none = " | 未使用 {}",
    .chosen = "选择",
    .decision = "{}{}：{}",
    .refit = "重训      用训练集和验证集训练 {} 轮\n",
    .model = "模型      用户 {} | 物品 {}\n",
    .cost = "开销      数据之外的内存 {}，权重 {}",
    .cost_time = "；最多 {}（{} 个线程）   --minutes M",
    .seconds = "{:.0f} 秒",
    .minutes = "{:.0f} 分钟",
    .epoch = "第 {} 轮",
    .loss = "损失 {:.4f}",
    .validation = "  验证 {:.4f}",
    .best = "（最佳）",
    .test = "测试",
    .cold_among_all = "冷启动物品，在全部物品中：",
    .cold_alone = "冷启动物品，只在它们之中：",
    .users = "{:<10}{} 个用户\n",
    .known_targets =
        "          {} 个测试目标（共 {} 个）不计：用户此前已有（data.repeat=exclude）\n",
    .items_shown = "展示的物品",
    .lists_alike = "列表相似",
    .targets = "{} 个目标",
    .verdict = "结论      ",
    .causes = "可能的原因，最可能的在前：",
    .colon = "：",
    .to_try = "可以试：",
    .next = "下一步    ",
    .validation_title = "验证"};

constexpr Word kNamesInChinese[] = {
    {"popularity", "热门"},
    {"popularity_refit", "热门（含验证集）"},
    {"popularity_all_rows", "热门（全部行）"},
    {"user_popularity", "个人热门"},
    {"user_popularity_refit", "个人热门（含验证集）"},
    {"item_knn", "item-kNN"},
    {"item_knn_refit", "item-kNN（含验证集）"},
    {"random", "随机"},
    {"two_towers", "双塔"},
    {"new_users", "新用户"},
    {"few_events", "1 到 4 个事件"},
    {"some_events", "5 到 49 个事件"},
    {"many_events", "50 个以上事件"},
    {"new_items", "新物品"},
    {"rare_items", "冷门物品"},
    {"popular_items", "热门物品"},
    {"warm_items", "训练过的物品"},
};

constexpr Word kKeysInChinese[] = {
    {"data.interactions.user", "（用户列）"},
    {"data.interactions.item", "（物品列）"},
    {"data.interactions.time", "（时间列）"},
    {"data.interactions.order", "（次序列）"},
    {"data.interactions.type.column", "（事件类型列）"},
    {"data.interactions.session", "（会话列）"},
    {"data.interactions.type.weights", "（事件权重）"},
    {"data.repeat", "（重复）"},
    {"features", "（特征）"},
    {"features.item", "（物品特征）"},
    {"features.user", "（用户特征）"},
    {"features.context", "（情境特征）"},
    {"negatives", "（负样本）"},
    {"split", "（划分）"},
    {"train.epochs", "（轮数）"},
    {"train.batch_size", "（批大小）"},
};

}  // namespace

const RunWording& run_wording(Language language) {
  return language == Language::kChinese ? kRunInChinese : kRunInEnglish;
}

std::string result_name(Language language, std::string_view name) {
  if (language == Language::kChinese) {
    const std::string_view word = find_word(kNamesInChinese, name);
    if (!word.empty()) return std::string(word);
  }
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string_view key_note(Language language, std::string_view key) {
  return language == Language::kChinese ? find_word(kKeysInChinese, key) : std::string_view();
}

}  // namespace twotower
