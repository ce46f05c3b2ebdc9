#include "demo/wording.h"

#include <algorithm>
#include <array>
#include <utility>

#include "messages/words.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr Wording kStoryInEnglish = {
    .opening =
        "A pizza shop, two towers. {customers} customers, {pizzas} pizzas, {orders} orders "
        "in {days} days, made here: we know every taste, the model does not.",
    .customer_label = "A customer",
    .customer = "{name}, {age}, {district}, {phone}: {ordered}",
    .times = "{pizza} x{times}",
    .pizza_label = "A pizza",
    .pizza = "{name}: {category}, {price} yuan, tags {tags}",
    .user_tower_label = "User tower",
    .item_tower_label = "Item tower",
    .history = "last {length} orders",
    .towers =
        "They learn apart and meet only here: score = user . pizza. So all {pizzas} pizza "
        "vectors are computed once, before anyone asks.",
    .training_label = "Training",
    .training = "{epochs} epochs {seconds:.0f} s; guessing has loss {guessing:.2f}, now {loss:.2f}",
    .next_order_label = "Next order",
    .next_order =
        "among the 10 shown: guessing {guessing:.2f} | most ordered {most_ordered:.2f} | "
        "item-kNN {item_knn:.2f} | two towers {two_towers:.2f} | knowing every taste "
        "{optimum:.2f}",
    .way =
        "{way:.0f} % of the way from most ordered to knowing every taste: the truth's chances, "
        "mean of {customers} customers",
    .listed_known = "(ordered {times}x)",
    .listed_new = "(never ordered; like {nearest}: {tags})",
    .newcomer_label = "New customer",
    .newcomer = "no orders, {age}, {district}, {phone}: {list}",
    .most_ordered = "\"most ordered\" would say to everybody: {list}",
    .newcomers =
        "{customers} newcomers: {most_ordered:.2f} -> {two_towers:.2f}, best from age, "
        "district and phone {optimum:.2f}: {way:.0f} % of the way",
    .niche_lovers =
        "{customers} durian lovers: {most_ordered:.2f} -> {two_towers:.2f}, best "
        "{optimum:.2f}: {way:.0f} % of the way",
    .new_order_label = "A new order",
    .new_order =
        "the newcomer orders {ordered}: user tower again, {milliseconds:.2f} ms, "
        "nothing retrained. {watched} {before} -> {after}",
    .new_pizza_label = "A new pizza",
    .new_pizza =
        "{pizza} joins: item tower, {milliseconds:.1f} ms, already in the top 10 of "
        "{found} of {lovers} durian lovers, and of {others_found} of {others} others",
    .diversity_label = "No bubble",
    .diversity = "{name}'s ten: {before}. With diversity {diversity}: {after}",
    .diversity_cost =
        "all customers: {kinds_before:.2f} -> {kinds_after:.2f} kinds in a list, for {before:.3f} "
        "-> "
        "{after:.3f}",
    .served_label = "The server",
    .served = "POST {path} {body}: {list}; {milliseconds:.2f} ms over HTTP, median of {requests}",
    .event_label = "An event",
    .event =
        "POST {path} {body}: on the disk after {milliseconds:.2f} ms, and the guest's list is no "
        "longer {before}, but {after}",
    .item_label = "An item",
    .item =
        "PUT {path} {body}: on the disk and encoded after {milliseconds:.2f} ms, and number "
        "{place} "
        "of the guest's list; DELETE: {after}",
    .item_gone = "gone from the next",
    .item_stays = "number {place} still",
    .closing =
        "In one sentence: two towers learn apart, compare at the end, so a million pizzas "
        "cost one small network and one search.",
    .pointers =
        "More: twotower demo why | sparse   Look: {run}/report.html   "
        "Ask: twotower recommend {run} --user {user} --diversity 0.3   "
        "Serve: twotower serve {run}   "
        "Your data: twotower train interactions.parquet",
    .comma = ", ",
    .plus = " + ",
};

constexpr Wording kStoryInChinese = {
    .opening =
        "一家披萨店，两座塔。{customers} 位顾客，{pizzas} 种披萨，{days} 天 {orders} "
        "份订单，都在这里生成：每个人的口味我们都知道，模型不知道。",
    .customer_label = "一位顾客",
    .customer = "{name}，{age} 岁，{district}，{phone}：{ordered}",
    .times = "{pizza} {times} 次",
    .pizza_label = "一款披萨",
    .pizza = "{name}：{category}，{price} 元，标签 {tags}",
    .user_tower_label = "用户塔",
    .item_tower_label = "物品塔",
    .history = "最近 {length} 份订单",
    .towers =
        "两座塔各学各的，只在这里相遇：得分 = 用户 · 披萨。所以 {pizzas} "
        "个披萨向量只算一次，在任何人提问之前。",
    .training_label = "训练",
    .training = "{epochs} 轮，{seconds:.0f} 秒；瞎猜的损失 {guessing:.2f}，现在 {loss:.2f}",
    .next_order_label = "下一单",
    .next_order =
        "在所示 10 款之中：瞎猜 {guessing:.2f} | 最多人点 {most_ordered:.2f} | item-kNN "
        "{item_knn:.2f} | 双塔 {two_towers:.2f} | 知道所有口味 {optimum:.2f}",
    .way = "从最多人点到知道所有口味，走了 {way:.0f} %：按真实概率，{customers} 位顾客的平均",
    .listed_known = "（点过 {times} 次）",
    .listed_new = "（没点过；像{nearest}：{tags}）",
    .newcomer_label = "新顾客",
    .newcomer = "还没有订单，{age} 岁，{district}，{phone}：{list}",
    .most_ordered = "“最多人点”对谁都说：{list}",
    .newcomers =
        "{customers} 位新顾客：{most_ordered:.2f} -> "
        "{two_towers:.2f}，凭年龄、城区、手机最多 {optimum:.2f}：走了 {way:.0f} %",
    .niche_lovers =
        "{customers} 位榴莲爱好者：{most_ordered:.2f} -> {two_towers:.2f}，最多 "
        "{optimum:.2f}：走了 {way:.0f} %",
    .new_order_label = "一份新订单",
    .new_order =
        "这位新顾客点了{ordered}：用户塔重算一次，{milliseconds:.2f} "
        "毫秒，没有重新训练。{watched} {before} -> {after}",
    .new_pizza_label = "一款新披萨",
    .new_pizza =
        "{pizza}上架：物品塔算一次，{milliseconds:.1f} 毫秒，已进入 {lovers} "
        "位榴莲爱好者中 {found} 位的前 10，其他 {others} 人中 {others_found} 位",
    .diversity_label = "没有茧房",
    .diversity = "{name} 的十款：{before}。多样性 {diversity} 时：{after}",
    .diversity_cost =
        "全体顾客：每个列表 {kinds_before:.2f} -> {kinds_after:.2f} 类，代价 {before:.3f} -> "
        "{after:.3f}",
    .served_label = "服务器",
    .served = "POST {path} {body}：{list}；经 HTTP {milliseconds:.2f} 毫秒，{requests} 次的中位数",
    .event_label = "一个事件",
    .event =
        "POST {path} {body}：{milliseconds:.2f} 毫秒后已落盘，这位客人的列表由 {before} 变为 "
        "{after}",
    .item_label = "一件物品",
    .item =
        "PUT {path} {body}：{milliseconds:.2f} 毫秒后已落盘并编码，排在这位客人列表的第 {place} "
        "位；DELETE：{after}",
    .item_gone = "下一个列表里就没有了",
    .item_stays = "仍在第 {place} 位",
    .closing = "一句话：两座塔各自学习，最后才比较，所以一百万款披萨也只要一个小网络和一次搜索。",
    .pointers =
        "还有：twotower demo why | sparse   看：{run}/report.html   "
        "问：twotower recommend {run} --user {user} --diversity 0.3   "
        "服务：twotower serve {run}   "
        "用你的数据：twotower train interactions.parquet",
    .comma = "、",
    .plus = " + ",
};

constexpr auto kChineseWords = std::to_array<Word>({
    {"age", "年龄"},
    {"district", "城区"},
    {"phone", "手机"},
    {"time", "时间"},
    {"pizza_id", "编号"},
    {"category", "类别"},
    {"tags", "标签"},
    {"price", "价格"},
    {"attention", "注意力"},
    {"mean", "平均"},
    {"student phone", "学生机"},
    {"Huawei", "华为"},
    {"Xiaomi", "小米"},
    {"savoury", "咸"},
    {"sweet", "甜"},
    {"classic", "经典"},
    {"spicy", "辣"},
    {"meat", "肉"},
    {"seafood", "海鲜"},
    {"vegetarian", "素"},
    {"cheese", "芝士"},
    {"asian", "亚洲"},
    {"fruit", "水果"},
    {"durian", "榴莲"},
    {"chocolate", "巧克力"},
    {"dessert", "甜点"},
    {"tomato", "番茄"},
    {"basil", "罗勒"},
    {"sausage", "香肠"},
    {"pork", "猪肉"},
    {"beef", "牛肉"},
    {"sichuan", "川味"},
    {"cream", "奶油"},
    {"duck", "鸭肉"},
    {"scallion", "葱"},
    {"chicken", "鸡肉"},
    {"smoky", "烟熏"},
    {"prawn", "虾"},
    {"garlic", "蒜"},
    {"mushroom", "蘑菇"},
    {"truffle", "松露"},
    {"kimchi", "泡菜"},
    {"pepper", "椒"},
    {"squid", "鱿鱼"},
    {"teriyaki", "照烧"},
    {"bacon", "培根"},
    {"potato", "土豆"},
    {"crab", "蟹"},
    {"tuna", "金枪鱼"},
    {"corn", "玉米"},
    {"peanut", "花生"},
    {"honey", "蜂蜜"},
    {"salmon", "三文鱼"},
    {"spinach", "菠菜"},
    {"lamb", "羊肉"},
    {"cumin", "孜然"},
    {"rocket", "芝麻菜"},
    {"coconut", "椰子"},
    {"cabbage", "卷心菜"},
    {"egg", "蛋"},
    {"tofu", "豆腐"},
    {"bean", "豆"},
    {"onion", "洋葱"},
    {"matcha", "抹茶"},
    {"zucchini", "西葫芦"},
    {"scallop", "扇贝"},
    {"korean", "韩式"},
    {"mexican", "墨西哥"},
    {"thai", "泰式"},
});

}  // namespace

const Wording& wording_of(Language language) {
  return language == Language::kChinese ? kStoryInChinese : kStoryInEnglish;
}

std::string word_in(Language language, std::string_view word) {
  if (language == Language::kEnglish) return std::string(word);
  const auto* found = std::ranges::find(kChineseWords, word, &Word::first);
  if (found != kChineseWords.end()) return std::string(found->second);
  const auto district = std::ranges::find(pizza_districts(), word, &District::name);
  return std::string(district == pizza_districts().end() ? word : district->name_zh);
}

}  // namespace twotower
