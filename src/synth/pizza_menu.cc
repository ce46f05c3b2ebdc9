#include "synth/pizza_menu.h"

#include <array>
#include <cstddef>

namespace twotower {
namespace {

// Durian first appears where a model trained on few orders still sees it; the five launches are
// among the first 40, so that every shop has them. Three come in the last tenth, which is the test.
constexpr auto kMenu = std::to_array<PizzaOnMenu>({
    {"Margherita", "savoury/classic/tomato", 48, "tomato|basil|cheese"},
    {"Pepperoni", "savoury/classic/sausage", 58, "sausage|pork|cheese"},
    {"Sichuan Hotpot", "savoury/spicy/sichuan", 72, "spicy|sichuan|beef"},
    {"Hawaiian", "savoury/classic/ham", 56, "pork|fruit|sweet"},
    {"Super Supreme", "savoury/meat/mixed", 78, "beef|pork|sausage"},
    {"Spicy Beef", "savoury/spicy/beef", 66, "spicy|beef"},
    {"Four Cheeses", "savoury/cheese/mixed", 68, "cheese|cream"},
    {"Peking Duck", "savoury/asian/duck", 82, "asian|duck|scallion"},
    {"New Orleans Chicken", "savoury/meat/chicken", 62, "chicken|smoky"},
    {"Prawn Garlic", "savoury/seafood/prawn", 79, "seafood|prawn|garlic"},
    {"Durian Supreme", "sweet/fruit/durian", 78, "durian|cheese"},
    {"Truffle Mushroom", "savoury/vegetarian/mushroom", 92, "vegetarian|mushroom|truffle"},
    {"Kimchi Pork", "savoury/spicy/korean", 64, "spicy|pork|kimchi"},
    {"Black Pepper Beef", "savoury/meat/beef", 69, "beef|pepper"},
    {"Seafood Deluxe", "savoury/seafood/mixed", 98, "seafood|prawn|squid"},
    {"Teriyaki Chicken", "savoury/asian/japanese", 63, "asian|chicken|teriyaki"},
    {"Garden Vegetable", "savoury/vegetarian/mixed", 49, "vegetarian|tomato|pepper"},
    {"Bacon Potato", "savoury/meat/bacon", 58, "bacon|pork|potato"},
    {"Mala Crayfish", "savoury/spicy/crayfish", 88, "spicy|seafood|sichuan", 0.93},
    {"Mango Crab", "savoury/seafood/crab", 86, "seafood|crab|fruit"},
    {"Marinara", "savoury/classic/tomato", 42, "tomato|garlic|basil"},
    {"Tuna Corn", "savoury/seafood/tuna", 57, "seafood|tuna|corn"},
    {"Chocolate Banana", "sweet/chocolate/banana", 52, "sweet|chocolate|fruit"},
    {"Kung Pao Chicken", "savoury/spicy/sichuan", 62, "spicy|sichuan|chicken|peanut"},
    {"Lychee Prawn", "savoury/seafood/prawn", 84, "seafood|prawn|fruit", 0.91},
    {"Durian Cheese", "sweet/fruit/durian", 72, "durian|cheese|sweet"},
    {"Cheesy Bite Sausage", "savoury/cheese/sausage", 74, "cheese|sausage"},
    {"Char Siu", "savoury/asian/cantonese", 68, "asian|pork|honey"},
    {"Diavola", "savoury/spicy/sausage", 66, "spicy|sausage|tomato"},
    {"Strawberry Cream", "sweet/fruit/strawberry", 56, "sweet|fruit|cream"},
    {"Smoked Salmon", "savoury/seafood/salmon", 96, "seafood|salmon|smoky"},
    {"Spinach Ricotta", "savoury/vegetarian/spinach", 59, "vegetarian|spinach|cheese"},
    {"Cumin Lamb", "savoury/spicy/xinjiang", 76, "spicy|lamb|cumin"},
    {"Prosciutto Rocket", "savoury/classic/ham", 94, "pork|rocket|cheese", 0.55},
    {"Mango Coconut", "sweet/fruit/mango", 58, "sweet|fruit|coconut"},
    {"Okonomiyaki", "savoury/asian/japanese", 67, "asian|cabbage|seafood"},
    {"Camembert Honey", "savoury/cheese/camembert", 79, "cheese|honey|cream", 0.72},
    {"BBQ Pulled Pork", "savoury/meat/pork", 73, "pork|smoky"},
    {"Musang King Durian", "sweet/fruit/durian", 128, "durian|sweet|cream"},
    {"Salted Egg Squid", "savoury/seafood/squid", 77, "seafood|squid|egg", 0.95},
    {"Mapo Tofu", "savoury/spicy/sichuan", 54, "spicy|sichuan|vegetarian|tofu"},
    {"Eggplant Basil", "savoury/vegetarian/eggplant", 52, "vegetarian|basil|tomato"},
    {"Lobster Thermidor", "savoury/seafood/lobster", 128, "seafood|lobster|cream"},
    {"Three Cup Chicken", "savoury/asian/taiwanese", 65, "asian|chicken|basil"},
    {"Meatball Feast", "savoury/meat/beef", 71, "beef|tomato"},
    {"Red Bean Mochi", "sweet/dessert/mochi", 50, "sweet|bean|asian"},
    {"Napoli Anchovy", "savoury/classic/anchovy", 61, "tomato|seafood|basil"},
    {"Tom Yum Prawn", "savoury/spicy/thai", 82, "spicy|seafood|prawn"},
    {"Gorgonzola Pear", "savoury/cheese/gorgonzola", 84, "cheese|fruit"},
    {"Wagyu Onion", "savoury/meat/beef", 126, "beef|onion"},
    {"Bulgogi", "savoury/asian/korean", 74, "asian|beef"},
    {"Matcha Marshmallow", "sweet/dessert/matcha", 54, "sweet|matcha"},
    {"Pesto Zucchini", "savoury/vegetarian/pesto", 60, "vegetarian|basil|zucchini"},
    {"Scallop Bacon", "savoury/seafood/scallop", 102, "seafood|scallop|bacon"},
    {"Quattro Stagioni", "savoury/classic/mixed", 69, "tomato|mushroom|pork"},
    {"Blueberry Cheesecake", "sweet/fruit/blueberry", 60, "sweet|fruit|cheese"},
    {"Raclette Potato", "savoury/cheese/raclette", 81, "cheese|potato"},
    {"Durian Coconut", "sweet/fruit/durian", 82, "durian|coconut|sweet"},
    {"Jalapeno Inferno", "savoury/spicy/mexican", 65, "spicy|pepper|cheese"},
    {"Taro Pork Floss", "sweet/dessert/taro", 57, "sweet|asian|pork"},
});
static_assert(kMenu.size() == 60);

constexpr auto kDistricts = std::to_array<std::string_view>(
    {"north", "south", "east", "west", "harbour", "university", "old town", "tech park"});

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
std::span<const std::string_view> pizza_districts() {
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
