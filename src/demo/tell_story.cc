#include "demo/tell_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/messages/demo_messages.h"
#include "demo/joining_pizza.h"
#include "demo/telling.h"
#include "messages/said.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

std::string pizza_name(std::uint32_t pizza) {
  return std::string(pizza_menu()[pizza].name);
}

std::vector<std::string> names_of(const std::vector<std::uint32_t>& pizzas) {
  std::vector<std::string> names;
  for (const std::uint32_t pizza : pizzas) names.push_back(pizza_name(pizza));
  return names;
}

// Of "a|b" or "a/b".
std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Message category_of(const PizzaOnMenu& pizza) {
  std::vector<std::string> levels = parts_of(pizza.category, '/');
  return DemoCategory(std::move(levels[0]), std::move(levels[1]), std::move(levels[2]));
}

std::vector<Message> kinds_of(const Makeup& makeup) {
  std::vector<Message> kinds;
  for (const auto& [kind, count] : makeup) kinds.push_back(DemoKind(count, kind));
  return kinds;
}

class Teller {
 public:
  Teller(const PizzaStory& story, const PizzaWorld& world, Language language)
      : story_(story), world_(world), language_(language), lines_(language) {}

  std::string tell() {
    customer_and_pizza();
    towers();
    const TrainingFigures& training = story_.training;
    lines_.add(
        "3", DemoTrainingLabel(),
        DemoTraining(training.epochs, training.seconds, training.guessing_loss, training.loss));
    next_order();
    customers_list();
    newcomer();
    news();
    diversity();
    served();
    const DemoPointers pointers(story_.run_folder, user_id_of(story_.customer));
    return lines_.text() + said(DemoClosing(), language_) + "\n" + said(pointers, language_) + "\n";
  }

 private:
  const PizzaCustomer& who(std::uint32_t customer) const {
    return world_.truth().customers()[customer];
  }
  Message customer_name() const {
    const std::string& name = who(story_.customer).name;
    const std::size_t family = name.find(' ');
    return DemoName(name.substr(0, family), name.substr(family));
  }
  std::string district(std::uint32_t customer) const {
    return std::string(pizza_districts()[who(customer).district]);
  }
  std::string phone(std::uint32_t customer) const {
    return std::string(pizza_phones()[who(customer).phone]);
  }

  void customer_and_pizza() {
    constexpr std::size_t kFavourites = 3;
    std::vector<Message> favourites;
    for (const auto& [pizza, times] : story_.ordered) {
      if (favourites.size() == kFavourites) break;
      favourites.push_back(DemoTimesOrdered(pizza_name(pizza), times));
    }
    const std::uint32_t customer = story_.customer;
    lines_.add("1", DemoCustomerLabel(),
               DemoCustomer(customer_name(), who(customer).age, district(customer), phone(customer),
                            favourites));
    const PizzaOnMenu& pizza = pizza_menu()[story_.pizza];
    lines_.add("", DemoPizzaLabel(),
               DemoPizza(std::string(pizza.name), category_of(pizza), pizza.price_yuan,
                         parts_of(pizza.tags, '|')));
  }

  // "age 8 + district 8 -> 256 -> 64"
  std::string drawn(const TowerShape& tower) const {
    std::string text;
    for (const TowerShape::Input& input : tower.inputs) {
      const Message told =
          input.feature == "history"
              ? Message(DemoHistory(story_.history_length, input.kind, input.width))
              : Message(DemoInput(input.feature, input.width));
      text += (text.empty() ? "" : " + ") + said(told, language_);
    }
    for (const std::int64_t width : tower.hidden) text += fmt::format(" -> {}", width);
    return text + fmt::format(" -> {}", tower.dim);
  }

  void towers() {
    lines_.add("2", DemoUserTowerLabel(), drawn(story_.user_tower));
    lines_.add("", DemoItemTowerLabel(), drawn(story_.item_tower));
    lines_.add(DemoTowersMeet(world_.truth().num_pizzas()));
  }

  void next_order() {
    const ShownChances& chances = story_.next_order;
    lines_.add("4", DemoNextOrderLabel(),
               DemoNextOrder(chances.guessing, chances.most_ordered, chances.item_knn,
                             chances.two_towers, chances.optimum));
    lines_.add(DemoWay(chances.way(), chances.num_customers));
  }

  static Message why_listed(const ListedPizza& pizza) {
    if (pizza.times_ordered > 0) return DemoOrderedBefore(pizza.times_ordered);
    if (pizza.tags.empty()) return DemoLike(pizza_name(pizza.nearest));
    return DemoLikeByTags(pizza_name(pizza.nearest), pizza.tags);
  }

  void customers_list() {
    for (std::size_t i = 0; i < story_.list.size(); ++i) {
      const ListedPizza& pizza = story_.list[i];
      const DemoListed listed(i + 1, pizza_name(pizza.pizza), pizza.match, why_listed(pizza));
      if (i == 0) {
        lines_.add("5", customer_name(), listed);
      } else {
        lines_.add(listed);
      }
    }
  }

  void newcomer() {
    const Newcomer& newcomer = story_.newcomer;
    std::vector<std::string> list;
    for (const ListedPizza& pizza : newcomer.list) list.push_back(pizza_name(pizza.pizza));
    lines_.add("6", DemoNewcomerLabel(),
               DemoNewcomer(who(newcomer.customer).age, district(newcomer.customer),
                            phone(newcomer.customer), list));
    lines_.add(DemoMostOrdered(names_of(newcomer.most_ordered)));
    const ShownChances &newcomers = story_.newcomers, &lovers = story_.niche_lovers;
    lines_.add(DemoNewcomers(newcomers.num_customers, newcomers.most_ordered, newcomers.two_towers,
                             newcomers.optimum, newcomers.way()));
    lines_.add(DemoNicheLovers(lovers.num_customers, lovers.most_ordered, lovers.two_towers,
                               lovers.optimum, lovers.way()));
  }

  void news() {
    const NewOrder& order = story_.new_order;
    lines_.add("7", DemoNewOrderLabel(),
               DemoNewOrder(pizza_name(order.ordered), order.milliseconds,
                            pizza_name(order.watched), order.rank_before, order.rank_after));
    const NewPizza& pizza = story_.new_pizza;
    lines_.add("", DemoNewPizzaLabel(),
               DemoNewPizza(std::string(JoiningPizza::kName), pizza.milliseconds, pizza.num_found,
                            pizza.num_lovers, pizza.num_others_found, pizza.num_others));
  }

  void diversity() {
    const DiverseList& diverse = story_.diverse;
    lines_.add("8", DemoDiversityLabel(),
               DemoDiversity(customer_name(), kinds_of(diverse.before), diverse.diversity,
                             kinds_of(diverse.after)));
    const double before = diverse.plain.chance, after = diverse.varied.chance;
    lines_.add(DemoDiversityCost(diverse.plain.kinds, diverse.varied.kinds,
                                 after < before ? Message(DemoChanceFalls(before, after))
                                                : Message(DemoChanceRises(before, after))));
  }

  void served() {
    const ServedList& served = story_.served;
    lines_.add("9", DemoServerLabel(),
               DemoServed(served.path, served.body, served.pizzas, served.milliseconds,
                          served.num_requests));
    const ServedEvent& event = story_.event;
    lines_.add("", DemoEventLabel(),
               DemoEvent(event.path, event.body, event.milliseconds, event.before, event.after));
    const ServedItem& item = story_.item;
    lines_.add("", DemoItemLabel(),
               DemoItem(item.path, item.body, item.milliseconds, item.place,
                        item.place_after == 0 ? Message(DemoItemGone())
                                              : Message(DemoItemStays(item.place_after))));
  }

  const PizzaStory& story_;
  const PizzaWorld& world_;
  Language language_;
  ToldLines lines_;
};

}  // namespace

std::string user_id_of(std::uint32_t customer) {
  return fmt::format("c{:05}", customer + 1);
}

std::string pizza_id_of(std::uint32_t pizza) {
  return fmt::format("p{:02}", pizza + 1);
}

std::string tell_opening(const PizzaOptions& shop, Language language) {
  return said(DemoOpening(shop.customers, shop.pizzas, shop.orders, shop.days), language) + "\n";
}

std::string tell_story(const PizzaStory& story, const PizzaWorld& world, Language language) {
  return Teller(story, world, language).tell();
}

}  // namespace twotower
