#include "synth/worlds/shop.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "synth/columns.h"
#include "synth/draw.h"

namespace twotower {
namespace {

constexpr std::int64_t kBeginMs = 1'748'736'000'000;  // Sunday, 1 June 2025
constexpr BusyHours kBusyHours = {0.35, 0.15, 0.06, 0.04, 0.04, 0.06, 0.15, 0.30,
                                  0.45, 0.55, 0.6,  0.65, 0.75, 0.65, 0.55, 0.55,
                                  0.6,  0.65, 0.7,  0.8,  1.0,  1.0,  0.9,  0.6};
constexpr double kRowsOfVisit = 6.0;
constexpr std::int64_t kGapMs = 60'000;
constexpr double kCartAfterView = 0.12, kPurchaseAfterCart = 0.45;

constexpr double kStays = 0.5;  // in the leaf of the last event of the visit
constexpr double kMostHabit = 0.3, kMemoryDecay = 0.85;
constexpr std::size_t kMemoryLength = 20, kVisitLength = 50;
constexpr double kSeenFactor = 0.25;  // on what was seen before, where it is not habit
constexpr double kLikedBrand = 4.0;
constexpr std::array kFitByTierDistance = {1.0, 0.45, 0.15};
constexpr double kAnyLeaf = 0.1;  // of interest: spread over the whole catalog
constexpr double kLaunchedLater = 0.3, kCuriosity = 1.5;
constexpr std::int64_t kCuriousMs = 14 * kDayMs;
constexpr double kChosenAlready = 0.1;  // what is in the cart is wanted so much less in there

constexpr std::size_t kNumDepartments = 6;
struct Leaf {
  std::string_view path;
  std::string_view noun;
  std::int64_t price;
  std::size_t department;
};
constexpr auto kLeaves = std::to_array<Leaf>({
    {"clothes/tops/t-shirt", "T-shirt", 25, 0},
    {"clothes/tops/shirt", "shirt", 45, 0},
    {"clothes/tops/sweater", "sweater", 60, 0},
    {"clothes/bottoms/jeans", "jeans", 70, 0},
    {"clothes/bottoms/skirt", "skirt", 50, 0},
    {"clothes/outerwear/jacket", "jacket", 120, 0},
    {"shoes/sport/running", "running shoes", 110, 1},
    {"shoes/sport/football", "football boots", 90, 1},
    {"shoes/casual/sneaker", "sneakers", 85, 1},
    {"shoes/formal/leather", "leather shoes", 140, 1},
    {"home/kitchen/knife", "knife", 60, 2},
    {"home/kitchen/pan", "pan", 55, 2},
    {"home/kitchen/coffee", "coffee beans", 18, 2},
    {"home/bedroom/bedding", "bedding", 80, 2},
    {"home/bedroom/pillow", "pillow", 35, 2},
    {"home/garden/tool", "garden tool", 45, 2},
    {"electronics/phones/smartphone", "smartphone", 500, 3},
    {"electronics/phones/case", "phone case", 20, 3},
    {"electronics/audio/headphones", "headphones", 150, 3},
    {"electronics/audio/speaker", "speaker", 130, 3},
    {"electronics/computers/laptop", "laptop", 900, 3},
    {"electronics/computers/keyboard", "keyboard", 75, 3},
    {"sports/fitness/yoga", "yoga mat", 30, 4},
    {"sports/fitness/weights", "dumb-bells", 65, 4},
    {"sports/outdoor/tent", "tent", 180, 4},
    {"sports/outdoor/backpack", "backpack", 90, 4},
    {"beauty/skin/cream", "face cream", 30, 5},
    {"beauty/skin/sunscreen", "sunscreen", 18, 5},
    {"beauty/hair/shampoo", "shampoo", 12, 5},
    {"beauty/makeup/lipstick", "lipstick", 22, 5},
});
constexpr std::array<std::string_view, 24> kBrands = {
    "Alder",  "Birka", "Corvo",   "Dalia",  "Elmo",    "Fjord",   "Gusto",  "Hanami",
    "Ikaria", "Juno",  "Kestrel", "Lumen",  "Mistral", "Nordvik", "Orbit",  "Pinna",
    "Quill",  "Riva",  "Solen",   "Tundra", "Umbra",   "Vela",    "Willow", "Yarrow"};
constexpr std::array<std::string_view, 8> kLooks = {"classic", "light", "black", "organic",
                                                    "blue",    "pro",   "mini",  "soft"};
constexpr std::array<std::string_view, 3> kGenders = {"female", "male", "unknown"};
constexpr std::array<std::string_view, 4> kAges = {"18-25", "26-35", "36-50", "51+"};
constexpr std::array<std::string_view, 6> kCities = {"Hamburg", "Lyon",  "Porto",
                                                     "Krakow",  "Ghent", "Turin"};
constexpr std::array<std::string_view, 3> kEvents = {"view", "cart", "purchase"};
constexpr std::array kPriceOfTier = {0.7, 1.0, 1.6};

// Factors on a department, by what the shop knows.
//                                       clothes shoes home electronics sports beauty
constexpr std::array<std::array<double, kNumDepartments>, 3> kByGender = {
    {{1.5, 1.1, 1.1, 0.6, 0.9, 2.2}, {0.8, 1.1, 0.8, 1.8, 1.3, 0.4}, {1, 1, 1, 1, 1, 1}}};
constexpr std::array<std::array<double, kNumDepartments>, 4> kByAge = {
    {{1.6, 1.7, 0.4, 1.3, 1.1, 1.2},
     {1.1, 1.1, 0.9, 1.3, 1.2, 1.0},
     {0.8, 0.8, 1.5, 0.9, 0.9, 0.9},
     {0.7, 0.6, 1.9, 0.6, 0.5, 1.1}}};

RandomSequence draws(const ShopOptions& options, RandomPurpose purpose, std::uint64_t step,
                     std::uint64_t example) {
  return RandomSequence({static_cast<std::uint64_t>(options.seed), purpose, step, example});
}

Shopper draw_shopper(const ShopOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldUsers, 0, i);
  Shopper who;
  who.gender = static_cast<std::uint32_t>(draw_weighted(random, std::array{0.5, 0.4, 0.1}));
  who.age = static_cast<std::uint32_t>(draw_weighted(random, std::array{0.2, 0.35, 0.3, 0.15}));
  who.city = static_cast<std::uint32_t>(draw_index(random, kCities.size()));
  std::array<double, kLeaves.size()> shares{};
  for (std::size_t leaf = 0; leaf < kLeaves.size(); ++leaf) {
    const std::size_t department = kLeaves[leaf].department;
    shares[leaf] = kByGender[who.gender][department] * kByAge[who.age][department];
  }
  who.interest.assign(kLeaves.size(), kAnyLeaf / kLeaves.size());
  for (const double share : {0.5, 0.3, 0.2}) {
    who.interest[draw_weighted(random, shares)] += share * (1.0 - kAnyLeaf);
  }
  for (std::uint32_t& brand : who.brands) {
    brand = static_cast<std::uint32_t>(draw_index(random, kBrands.size()));
  }
  who.budget = static_cast<std::uint32_t>(draw_weighted(
      random, who.age == 0 ? std::array{0.6, 0.3, 0.1} : std::array{0.25, 0.45, 0.3}));
  who.habit = kMostHabit * draw_unit(random);
  who.visitor.activity = 1.0 / (0.2 + 0.8 * draw_unit(random));
  who.visitor.join_day = draw_join_day(random, options.days);
  return who;
}

// Two products of every leaf are there from the start.
Product draw_product(const ShopOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldItems, 0, i);
  Product product;
  product.leaf = static_cast<std::uint32_t>(i % kLeaves.size());
  product.brand = static_cast<std::uint32_t>(draw_index(random, kBrands.size()));
  product.tier = product.brand % 3;
  const double price = static_cast<double>(kLeaves[product.leaf].price) *
                       kPriceOfTier[product.tier] * draw_factor(random, 1.3);
  product.price = std::max<std::int64_t>(1, static_cast<std::int64_t>(price));
  product.popularity = 1.0 / (0.03 + draw_unit(random));
  const bool is_later = draw_unit(random) < kLaunchedLater && i >= 2 * kLeaves.size();
  const auto days = static_cast<double>(options.days * kDayMs) * draw_unit(random);
  product.launch_ms = kBeginMs + (is_later ? static_cast<std::int64_t>(days) : 0);
  return product;
}

// View after view; what is seen may go into the cart, and what is there may be bought.
void draw_types(const ShopOptions& options, std::vector<Choice>& rows) {
  std::vector<std::uint32_t> last_type;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Choice& choice = rows[row];
    if (choice.visit >= last_type.size()) last_type.resize(choice.visit + 1, 2);
    auto& last = last_type[choice.visit];
    RandomSequence random = draws(options, RandomPurpose::kWorldTimes, 1, row);
    const double at = draw_unit(random);
    const auto after = static_cast<ShopEvent>(last);
    ShopEvent type = ShopEvent::kView;
    if (after == ShopEvent::kView && at < kCartAfterView) type = ShopEvent::kCart;
    if (after == ShopEvent::kCart && at < kPurchaseAfterCart) type = ShopEvent::kPurchase;
    choice.type = last = static_cast<std::uint32_t>(type);
  }
}

double appeal_of_age(const Product& product, std::int64_t time_ms) {
  if (time_ms < product.launch_ms) return 0.0;
  const std::int64_t age_ms = time_ms - product.launch_ms;
  if (product.launch_ms == kBeginMs || age_ms >= kCuriousMs) return 1.0;
  return 1.0 + kCuriosity * (1.0 - static_cast<double>(age_ms) / kCuriousMs);
}

}  // namespace

ShopWorld::ShopWorld(const ShopOptions& options) : options_(options) {
  for (std::int64_t i = 0; i < options.customers; ++i) {
    shoppers_.push_back(draw_shopper(options, static_cast<std::uint64_t>(i)));
  }
  for (std::int64_t i = 0; i < options.products; ++i) {
    products_.push_back(draw_product(options, static_cast<std::uint64_t>(i)));
  }
}

double ShopWorld::desire(const Shopper& who, const Product& product) const {
  const std::uint32_t distance =
      std::max(who.budget, product.tier) - std::min(who.budget, product.tier);
  const bool is_liked = std::ranges::count(who.brands, product.brand) > 0;
  return kFitByTierDistance[distance] * (is_liked ? kLikedBrand : 1.0);
}

void ShopWorld::add_views(const Choice& choice, std::span<const Choice> history, double share,
                          std::span<double> probabilities) const {
  const Shopper& who = shoppers_[choice.user];
  std::vector<double> appeal(products_.size()), of_leaf(kLeaves.size());
  for (std::size_t i = 0; i < products_.size(); ++i) {
    const Product& product = products_[i];
    appeal[i] = product.popularity * desire(who, product) * appeal_of_age(product, choice.time_ms);
  }
  std::vector<std::uint8_t> is_seen(products_.size());
  for (const Choice& seen : history) is_seen[seen.item] = 1;
  for (std::size_t i = 0; i < products_.size(); ++i) {
    if (is_seen[i] != 0) appeal[i] *= kSeenFactor;
    of_leaf[products_[i].leaf] += appeal[i];
  }
  const std::vector<Choice> visit = earlier_in_visit(choice, history, 1);
  const double stays = visit.empty() ? 0.0 : kStays;
  std::vector<double> scale(kLeaves.size());
  for (std::size_t leaf = 0; leaf < kLeaves.size(); ++leaf) {
    scale[leaf] = share * (1.0 - stays) * who.interest[leaf] / of_leaf[leaf];
  }
  if (!visit.empty()) {
    const std::uint32_t leaf = products_[visit.front().item].leaf;
    scale[leaf] += share * stays / of_leaf[leaf];
  }
  for (std::size_t i = 0; i < products_.size(); ++i) {
    probabilities[i] += scale[products_[i].leaf] * appeal[i];
  }
}

// Into the cart what was seen in the visit, to the till what is in the cart.
void ShopWorld::add_chosen(const Choice& choice, std::span<const Choice> history,
                           std::span<double> probabilities) const {
  const std::vector<Choice> visit = earlier_in_visit(choice, history, kVisitLength);
  const std::uint32_t source = choice.type - 1;
  const auto has = [&](std::uint32_t type, std::uint32_t item) {
    return std::ranges::any_of(
        visit, [&](const Choice& earlier) { return earlier.type == type && earlier.item == item; });
  };
  std::vector<std::uint32_t> offered;
  for (const Choice& earlier : visit) {
    if (earlier.type == source) offered.push_back(earlier.item);
  }
  std::ranges::sort(offered);
  offered.erase(std::unique(offered.begin(), offered.end()), offered.end());
  double sum = 0.0;
  for (const std::uint32_t item : offered) {
    const double wanted = desire(shoppers_[choice.user], products_[item]);
    probabilities[item] = wanted * (has(choice.type, item) ? kChosenAlready : 1.0);
    sum += probabilities[item];
  }
  for (const std::uint32_t item : offered) probabilities[item] /= sum;
}

void ShopWorld::choice_probabilities(const Choice& choice, std::span<const Choice> history,
                                     std::span<double> probabilities) const {
  std::ranges::fill(probabilities, 0.0);
  if (static_cast<ShopEvent>(choice.type) != ShopEvent::kView) {
    return add_chosen(choice, history, probabilities);
  }
  const auto n = static_cast<double>(history.size());
  const double habit = shoppers_[choice.user].habit * n / (n + 1.0);
  add_remembered(history, kMemoryLength, kMemoryDecay, habit, probabilities);
  add_views(choice, history, 1.0 - habit, probabilities);
}

Table ShopWorld::users() const {
  const std::size_t n = shoppers_.size();
  return {.names = {"customer_id", "gender", "age_group", "city"},
          .columns = {id_column(n, "c", 6, std::identity()),
                      text_column(n, [&](std::size_t i) { return kGenders[shoppers_[i].gender]; }),
                      text_column(n, [&](std::size_t i) { return kAges[shoppers_[i].age]; }),
                      text_column(n, [&](std::size_t i) { return kCities[shoppers_[i].city]; })}};
}

Table ShopWorld::items() const {
  const std::size_t n = products_.size();
  const auto title = [&](std::size_t i) {
    return fmt::format("{} {} {}", kBrands[products_[i].brand],
                       kLooks[i / kLeaves.size() % kLooks.size()], kLeaves[products_[i].leaf].noun);
  };
  return {
      .names = {"product_id", "title", "category", "brand", "price"},
      .columns = {id_column(n, "p", 5, std::identity()), text_column(n, title),
                  text_column(n, [&](std::size_t i) { return kLeaves[products_[i].leaf].path; }),
                  text_column(n, [&](std::size_t i) { return kBrands[products_[i].brand]; }),
                  integer_column(n, [&](std::size_t i) { return products_[i].price; })}};
}

Table ShopWorld::interactions() const {
  const std::size_t n = num_rows();
  const auto rows = choices();
  return {.names = {"customer_id", "product_id", "time", "event", "session_id"},
          .columns = {id_column(n, "c", 6, [&](std::size_t i) { return rows[i].user; }),
                      id_column(n, "p", 5, [&](std::size_t i) { return rows[i].item; }),
                      integer_column(n, [&](std::size_t i) { return rows[i].time_ms; }),
                      text_column(n, [&](std::size_t i) { return kEvents[rows[i].type]; }),
                      id_column(n, "s", 7, [&](std::size_t i) { return rows[i].visit; })}};
}

Table ShopWorld::options_row() const {
  return options_table(options_);
}

ShopWorld make_shop(const ShopOptions& options) {
  ShopWorld world(options);
  const auto seed = static_cast<std::uint64_t>(options.seed);
  std::vector<Visitor> visitors;
  for (const Shopper& shopper : world.shoppers_) visitors.push_back(shopper.visitor);
  std::vector<Choice> rows = draw_visits({.seed = seed,
                                          .begin_ms = kBeginMs,
                                          .days = options.days,
                                          .num_rows = static_cast<std::size_t>(options.events),
                                          .mean_rows = kRowsOfVisit,
                                          .mean_gap_ms = kGapMs,
                                          .busy_hours = kBusyHours},
                                         visitors);
  draw_types(options, rows);
  world.draw_choices(seed, visitors.size(), std::move(rows));
  return world;
}

}  // namespace twotower
