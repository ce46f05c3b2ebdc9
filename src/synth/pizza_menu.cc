#include "synth/pizza_menu.h"

#include <array>
#include <cstddef>

namespace twotower {
namespace {

// Durian first appears where a model trained on few orders still sees it; the five launches are
// among the first 40, so that every shop has them. Three come in the last tenth, which is the test.
constexpr auto kMenu = std::to_array<PizzaOnMenu>({
    {"Margherita", "玛格丽特", "savoury/classic/tomato", 48, "tomato|basil|cheese"},
    {"Pepperoni", "意式辣香肠", "savoury/classic/sausage", 58, "sausage|pork|cheese"},
    {"Sichuan Hotpot", "四川火锅", "savoury/spicy/sichuan", 72, "spicy|sichuan|beef"},
    {"Hawaiian", "夏威夷", "savoury/classic/ham", 56, "pork|fruit|sweet"},
    {"Super Supreme", "超级至尊", "savoury/meat/mixed", 78, "beef|pork|sausage"},
    {"Spicy Beef", "香辣牛肉", "savoury/spicy/beef", 66, "spicy|beef"},
    {"Four Cheeses", "四重芝士", "savoury/cheese/mixed", 68, "cheese|cream"},
    {"Peking Duck", "北京烤鸭", "savoury/asian/duck", 82, "asian|duck|scallion"},
    {"New Orleans Chicken", "新奥尔良烤鸡", "savoury/meat/chicken", 62, "chicken|smoky"},
    {"Prawn Garlic", "蒜香大虾", "savoury/seafood/prawn", 79, "seafood|prawn|garlic"},
    {"Durian Supreme", "榴莲至尊", "sweet/fruit/durian", 78, "durian|cheese"},
    {"Truffle Mushroom", "黑松露蘑菇", "savoury/vegetarian/mushroom", 92,
     "vegetarian|mushroom|truffle"},
    {"Kimchi Pork", "泡菜猪肉", "savoury/spicy/korean", 64, "spicy|pork|kimchi"},
    {"Black Pepper Beef", "黑椒牛柳", "savoury/meat/beef", 69, "beef|pepper"},
    {"Seafood Deluxe", "豪华海鲜", "savoury/seafood/mixed", 98, "seafood|prawn|squid"},
    {"Teriyaki Chicken", "照烧鸡肉", "savoury/asian/japanese", 63, "asian|chicken|teriyaki"},
    {"Garden Vegetable", "田园时蔬", "savoury/vegetarian/mixed", 49, "vegetarian|tomato|pepper"},
    {"Bacon Potato", "培根土豆", "savoury/meat/bacon", 58, "bacon|pork|potato"},
    {"Mala Crayfish", "麻辣小龙虾", "savoury/spicy/crayfish", 88, "spicy|seafood|sichuan", 0.93},
    {"Mango Crab", "芒果蟹肉", "savoury/seafood/crab", 86, "seafood|crab|fruit"},
    {"Marinara", "水手", "savoury/classic/tomato", 42, "tomato|garlic|basil"},
    {"Tuna Corn", "金枪鱼玉米", "savoury/seafood/tuna", 57, "seafood|tuna|corn"},
    {"Chocolate Banana", "巧克力香蕉", "sweet/chocolate/banana", 52, "sweet|chocolate|fruit"},
    {"Kung Pao Chicken", "宫保鸡丁", "savoury/spicy/sichuan", 62, "spicy|sichuan|chicken|peanut"},
    {"Lychee Prawn", "荔枝虾球", "savoury/seafood/prawn", 84, "seafood|prawn|fruit", 0.91},
    {"Durian Cheese", "榴莲芝士", "sweet/fruit/durian", 72, "durian|cheese|sweet"},
    {"Cheesy Bite Sausage", "芝心香肠", "savoury/cheese/sausage", 74, "cheese|sausage"},
    {"Char Siu", "蜜汁叉烧", "savoury/asian/cantonese", 68, "asian|pork|honey"},
    {"Diavola", "恶魔辣肠", "savoury/spicy/sausage", 66, "spicy|sausage|tomato"},
    {"Strawberry Cream", "草莓奶油", "sweet/fruit/strawberry", 56, "sweet|fruit|cream"},
    {"Smoked Salmon", "烟熏三文鱼", "savoury/seafood/salmon", 96, "seafood|salmon|smoky"},
    {"Spinach Ricotta", "菠菜乳清干酪", "savoury/vegetarian/spinach", 59,
     "vegetarian|spinach|cheese"},
    {"Cumin Lamb", "孜然羊肉", "savoury/spicy/xinjiang", 76, "spicy|lamb|cumin"},
    {"Prosciutto Rocket", "帕尔马火腿芝麻菜", "savoury/classic/ham", 94, "pork|rocket|cheese",
     0.55},
    {"Mango Coconut", "芒果椰香", "sweet/fruit/mango", 58, "sweet|fruit|coconut"},
    {"Okonomiyaki", "大阪烧", "savoury/asian/japanese", 67, "asian|cabbage|seafood"},
    {"Camembert Honey", "卡芒贝尔蜂蜜", "savoury/cheese/camembert", 79, "cheese|honey|cream", 0.72},
    {"BBQ Pulled Pork", "烧烤手撕猪肉", "savoury/meat/pork", 73, "pork|smoky"},
    {"Musang King Durian", "猫山王榴莲", "sweet/fruit/durian", 128, "durian|sweet|cream"},
    {"Salted Egg Squid", "咸蛋黄鱿鱼", "savoury/seafood/squid", 77, "seafood|squid|egg", 0.95},
    {"Mapo Tofu", "麻婆豆腐", "savoury/spicy/sichuan", 54, "spicy|sichuan|vegetarian|tofu"},
    {"Eggplant Basil", "罗勒茄子", "savoury/vegetarian/eggplant", 52, "vegetarian|basil|tomato"},
    {"Lobster Thermidor", "焗龙虾", "savoury/seafood/lobster", 128, "seafood|lobster|cream"},
    {"Three Cup Chicken", "三杯鸡", "savoury/asian/taiwanese", 65, "asian|chicken|basil"},
    {"Meatball Feast", "肉丸盛宴", "savoury/meat/beef", 71, "beef|tomato"},
    {"Red Bean Mochi", "红豆麻薯", "sweet/dessert/mochi", 50, "sweet|bean|asian"},
    {"Napoli Anchovy", "那不勒斯凤尾鱼", "savoury/classic/anchovy", 61, "tomato|seafood|basil"},
    {"Tom Yum Prawn", "冬阴功大虾", "savoury/spicy/thai", 82, "spicy|seafood|prawn"},
    {"Gorgonzola Pear", "蓝纹奶酪香梨", "savoury/cheese/gorgonzola", 84, "cheese|fruit"},
    {"Wagyu Onion", "和牛洋葱", "savoury/meat/beef", 126, "beef|onion"},
    {"Bulgogi", "韩式烤牛肉", "savoury/asian/korean", 74, "asian|beef"},
    {"Matcha Marshmallow", "抹茶棉花糖", "sweet/dessert/matcha", 54, "sweet|matcha"},
    {"Pesto Zucchini", "青酱西葫芦", "savoury/vegetarian/pesto", 60, "vegetarian|basil|zucchini"},
    {"Scallop Bacon", "扇贝培根", "savoury/seafood/scallop", 102, "seafood|scallop|bacon"},
    {"Quattro Stagioni", "四季", "savoury/classic/mixed", 69, "tomato|mushroom|pork"},
    {"Blueberry Cheesecake", "蓝莓芝士蛋糕", "sweet/fruit/blueberry", 60, "sweet|fruit|cheese"},
    {"Raclette Potato", "拉克莱特土豆", "savoury/cheese/raclette", 81, "cheese|potato"},
    {"Durian Coconut", "榴莲椰奶", "sweet/fruit/durian", 82, "durian|coconut|sweet"},
    {"Jalapeno Inferno", "墨西哥烈焰", "savoury/spicy/mexican", 65, "spicy|pepper|cheese"},
    {"Taro Pork Floss", "芋泥肉松", "sweet/dessert/taro", 57, "sweet|asian|pork"},
});
static_assert(kMenu.size() == 60);

constexpr auto kDistricts = std::to_array<District>({
    {"north", "城北"},
    {"south", "城南"},
    {"east", "城东"},
    {"west", "城西"},
    {"harbour", "港口"},
    {"university", "大学城"},
    {"old town", "老城"},
    {"tech park", "科技园"},
});

constexpr auto kPhones =
    std::to_array<std::string_view>({"iPhone", "Huawei", "Xiaomi", "OPPO", "student phone"});

constexpr auto kFamilyNames = std::to_array<std::string_view>({
    "Lin",   "Wang",   "Li",   "Zhang",  "Liu",    "Chen",  "Yang",   "Huang", "Zhao",   "Wu",
    "Zhou",  "Xu",     "Sun",  "Ma",     "Zhu",    "Hu",    "Guo",    "He",    "Gao",    "Luo",
    "Zheng", "Liang",  "Xie",  "Song",   "Tang",   "Han",   "Feng",   "Deng",  "Cao",    "Peng",
    "Zeng",  "Xiao",   "Tian", "Dong",   "Pan",    "Yuan",  "Cai",    "Jiang", "Yu",     "Du",
    "Ye",    "Cheng",  "Wei",  "Su",     "Lu",     "Ding",  "Ren",    "Shen",  "Yao",    "Ouyang",
    "Rossi", "Tanaka", "Kim",  "Nguyen", "Garcia", "Smith", "Müller", "Singh", "Dubois", "Okafor",
});

constexpr auto kGivenNames = std::to_array<std::string_view>({
    "Wei",     "Fang",     "Na",     "Min",    "Jing",  "Li",     "Qiang",  "Lei",     "Jun",
    "Yang",    "Yong",     "Yan",    "Jie",    "Juan",  "Tao",    "Ming",   "Chao",    "Xia",
    "Ping",    "Gang",     "Hao",    "Xin",    "Yu",    "Bo",     "Ting",   "Hui",     "Mei",
    "Lan",     "Rui",      "Kai",    "Yi",     "Zihan", "Haoran", "Yuxuan", "Xinyi",   "Ziyi",
    "Mengyao", "Jiahao",   "Sihan",  "Yichen", "Ruoxi", "Zixuan", "Shiyu",  "Wenjing", "Xiaoyu",
    "Tianyi",  "Guoqiang", "Yating", "Peng",   "Chen",  "Anna",   "David",  "Sofia",   "Daniel",
    "Maria",   "Leo",      "Elena",  "Minh",   "Amara", "Priya",
});
static_assert(kFamilyNames.size() == 60 && kGivenNames.size() == 60);

}  // namespace

std::span<const PizzaOnMenu> pizza_menu() {
  return kMenu;
}
std::span<const District> pizza_districts() {
  return kDistricts;
}
std::span<const std::string_view> pizza_phones() {
  return kPhones;
}
std::span<const std::string_view> family_names() {
  return kFamilyNames;
}
std::span<const std::string_view> given_names() {
  return kGivenNames;
}

bool has_tag(std::string_view tags, std::string_view tag) {
  while (true) {
    const std::size_t end = tags.find('|');
    if (tags.substr(0, end) == tag) return true;
    if (end == std::string_view::npos) return false;
    tags.remove_prefix(end + 1);
  }
}

}  // namespace twotower
