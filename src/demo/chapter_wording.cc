#include "demo/chapter_wording.h"

namespace twotower {
namespace {

constexpr ChapterWording kChapterInEnglish = {
    .why_opening =
        "Why two towers? One network that reads customer and pizza together sees how they go "
        "together, but it must run for every pair.",
    .trained_label = "Two towers",
    .trained_two = "learn apart: {seconds:.0f} s of training",
    .one_label = "One tower",
    .trained_one =
        "{inputs} numbers of customer, history and pizza at once -> {hidden} -> 1, on the same "
        "orders: {seconds:.0f} s",
    .next_order_label = "Next order",
    .next_order =
        "among the 10 shown: most ordered {most_ordered:.3f} | two towers {two_towers:.3f} | one "
        "tower {one_tower:.3f} | knowing every taste {optimum:.3f}; mean of {customers} customers",
    .small_label = "{pizzas} pizzas",
    .small =
        "a list for one customer, on one thread: two towers {two:.3f} ms (one pass, one search) | "
        "one tower {one:.3f} ms ({pizzas} passes)",
    .many_label = "{many}",
    .many_two =
        "two towers {two:.1f} ms: one pass and one search of {many} drawn vectors, measured",
    .many_one =
        "one tower {one:.0f} ms: {many} passes of {pair:.2f} us each, scaled from {measured} "
        "measured ones",
    .rank_label = "Both",
    .rank =
        "two towers find {candidates} of {many}, one tower ranks these: {two:.1f} + {one:.2f} ms",
    .why_closing =
        "In one sentence: the one tower changes the chance by {gain:+.3f} and takes {times:.0f} "
        "times as long for {many} pizzas, so two towers choose whom it may look at.",
    .sparse_opening =
        "Sparse tastes. The pizza shop in its first weeks: {orders} orders, {niche} of them with "
        "durian; {lovers} of {customers} customers in the test love it.",
    .sparse_data =
        "next order among the 10 shown: durian lovers | everybody; a new durian pizza among the "
        "ten "
        "of lovers, of others",
    .sparse_steps = {"Ids only", "+ tags", "+ hierarchy", "+ id dropout"},
    .sparse_line = "{niche:.3f} | {all:.3f}; {found} of {known}, {others_found} of {others}",
    .sparse_bounds_label = "Beside",
    .sparse_bounds =
        "most ordered {most_niche:.3f} | {most_all:.3f}, item-kNN {knn_niche:.3f} | "
        "{knn_all:.3f}, knowing every taste {best_niche:.3f} | {best_all:.3f}",
    .sparse_closing =
        "In one sentence: knowing what a pizza is like shows {found} more of {known} durian "
        "lovers a pizza that nobody has ordered yet; with those that were, it changes their "
        "chance by {niche:+.3f} and that of everybody by {all:+.3f}.",
};

constexpr ChapterWording kChapterInChinese = {
    .why_opening =
        "为什么要两座塔？一个网络同时读顾客和披萨，看得到两者怎样相配，但每一对都要算一遍。",
    .trained_label = "两座塔",
    .trained_two = "各学各的：训练 {seconds:.0f} 秒",
    .one_label = "单塔",
    .trained_one =
        "同时读顾客、历史和披萨的 {inputs} 个数 -> {hidden} -> 1，用同样的订单：{seconds:.0f} 秒",
    .next_order_label = "下一单",
    .next_order =
        "在所示 10 款之中：最多人点 {most_ordered:.3f} | 双塔 {two_towers:.3f} | 单塔 "
        "{one_tower:.3f} | 知道所有口味 {optimum:.3f}；{customers} 位顾客的平均",
    .small_label = "{pizzas} 款披萨",
    .small =
        "一位顾客的列表，单线程：双塔 {two:.3f} 毫秒（算一次，搜一次）| 单塔 {one:.3f} 毫秒（算 "
        "{pizzas} 次）",
    .many_label = "{many} 款",
    .many_two = "双塔 {two:.1f} 毫秒：算一次，在 {many} 个随机向量中搜一次，实测",
    .many_one =
        "单塔 {one:.0f} 毫秒：算 {many} 次，每次 {pair:.2f} 微秒，由实测的 {measured} 次推算",
    .rank_label = "两者合用",
    .rank = "双塔从 {many} 款里找出 {candidates} 款，单塔给它们排序：{two:.1f} + {one:.2f} 毫秒",
    .why_closing =
        "一句话：单塔让命中率变化 {gain:+.3f}，而 {many} 款披萨要花 {times:.0f} "
        "倍的时间，所以先由双塔挑出它该看哪些。",
    .sparse_opening =
        "稀疏的口味。披萨店的头几周：{orders} 份订单，其中 {niche} 份有榴莲；测试中 {customers} "
        "位顾客里有 {lovers} 位爱吃。",
    .sparse_data =
        "下一单在所示 10 款之中：榴莲爱好者 | 所有人；一款新榴莲披萨在爱好者、其他人的十款之中",
    .sparse_steps = {"只有编号", "+ 标签", "+ 类别层级", "+ 编号丢弃"},
    .sparse_line = "{niche:.3f} | {all:.3f}; {found} of {known}, {others_found} of {others}",
    .sparse_bounds_label = "对照",
    .sparse_bounds =
        "最多人点 {most_niche:.3f} | {most_all:.3f}，item-kNN {knn_niche:.3f} | "
        "{knn_all:.3f}，知道所有口味 {best_niche:.3f} | {best_all:.3f}",
    .sparse_closing =
        "一句话：知道披萨是什么样的，让 {known} 位榴莲爱好者中"
        "多 {found} 位看到一款还没人点过的披萨；"
        "对有人点过的披萨，他们的命中率变化 {niche:+.3f}，所有人 {all:+.3f}。",
};

}  // namespace

const ChapterWording& chapter_wording_of(Language language) {
  return language == Language::kChinese ? kChapterInChinese : kChapterInEnglish;
}

}  // namespace twotower
