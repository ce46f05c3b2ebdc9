#include "demo/tell_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "demo/joining_pizza.h"
#include "demo/telling.h"
#include "demo/wording.h"
#include "messages/words.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

class Teller {
 public:
  Teller(const PizzaStory& story, const PizzaWorld& world, Language language)
      : story_(story), world_(world), language_(language), words_(wording_of(language)) {}

  std::string tell() const {
    std::string text;
    text += customer_and_pizza();
    text += towers();
    text += line("3", words_.training_label,
                 say(words_.training, fmt::arg("epochs", story_.training.epochs),
                     fmt::arg("seconds", story_.training.seconds),
                     fmt::arg("guessing", story_.training.guessing_loss),
                     fmt::arg("loss", story_.training.loss)));
    text += next_order();
    text += customers_list();
    text += newcomer();
    text += news();
    text += diversity();
    text += served();
    text += std::string(words_.closing) + "\n";
    return text +
           say(words_.pointers, fmt::arg("run", story_.run_folder),
               fmt::arg("user", user_id_of(story_.customer))) +
           "\n";
  }

 private:
  std::string line(std::string_view step, std::string_view label, std::string_view text) const {
    return told_line(step, label, text);
  }

  const PizzaCustomer& who(std::uint32_t customer) const {
    return world_.truth().customers()[customer];
  }
  std::string word(std::string_view text) const { return word_in(language_, text); }
  std::string_view name(std::uint32_t pizza) const {
    const PizzaOnMenu& on_menu = pizza_menu()[pizza];
    return language_ == Language::kChinese ? on_menu.name_zh : on_menu.name;
  }
  std::string_view district(std::uint32_t customer) const {
    const District& district = pizza_districts()[who(customer).district];
    return language_ == Language::kChinese ? district.name_zh : district.name;
  }
  std::string phone(std::uint32_t customer) const {
    return word(pizza_phones()[who(customer).phone]);
  }

  // "a|b" or "a/b" in words, joined by `joint`.
  std::string in_words(std::string_view parts, char separator, std::string_view joint) const {
    std::string text;
    while (!parts.empty()) {
      const std::size_t end = std::min(parts.find(separator), parts.size());
      text += (text.empty() ? "" : std::string(joint)) + word(parts.substr(0, end));
      parts.remove_prefix(std::min(end + 1, parts.size()));
    }
    return text;
  }

  template <typename List, typename Text>
  std::string joined(const List& list, std::string_view joint, Text&& text_of) const {
    std::string text;
    for (const auto& entry : list) {
      if (!text.empty()) text += joint;
      text += text_of(entry);
    }
    return text;
  }

  std::string customer_and_pizza() const {
    constexpr std::size_t kFavourites = 3;
    auto favourites = story_.ordered;
    favourites.resize(std::min(kFavourites, favourites.size()));
    const std::string ordered = joined(favourites, words_.comma, [&](const auto& favourite) {
      return say(words_.times, fmt::arg("pizza", name(favourite.first)),
                 fmt::arg("times", favourite.second));
    });
    const PizzaOnMenu& pizza = pizza_menu()[story_.pizza];
    return line("1", words_.customer_label,
                say(words_.customer, fmt::arg("name", who(story_.customer).name),
                    fmt::arg("age", who(story_.customer).age),
                    fmt::arg("district", district(story_.customer)),
                    fmt::arg("phone", phone(story_.customer)), fmt::arg("ordered", ordered))) +
           line("", words_.pizza_label,
                say(words_.pizza, fmt::arg("name", name(story_.pizza)),
                    fmt::arg("category", in_words(pizza.category, '/', "/")),
                    fmt::arg("price", pizza.price_yuan),
                    fmt::arg("tags", in_words(pizza.tags, '|', words_.comma))));
  }

  std::string drawn(const TowerShape& tower) const {
    std::string text = joined(tower.inputs, words_.plus, [&](const TowerShape::Input& input) {
      if (input.feature != "history") return fmt::format("{} {}", word(input.feature), input.width);
      return fmt::format("{} -> {} {}",
                         say(words_.history, fmt::arg("length", story_.history_length)),
                         word(input.kind), input.width);
    });
    for (const std::int64_t width : tower.hidden) text += fmt::format(" -> {}", width);
    return text + fmt::format(" -> {}", tower.dim);
  }

  std::string towers() const {
    return line("2", words_.user_tower_label, drawn(story_.user_tower)) +
           line("", words_.item_tower_label, drawn(story_.item_tower)) +
           line("", "", say(words_.towers, fmt::arg("pizzas", world_.truth().num_pizzas())));
  }

  std::string about(std::string_view sentence, const ShownChances& chances) const {
    return say(sentence, fmt::arg("guessing", chances.guessing),
               fmt::arg("most_ordered", chances.most_ordered),
               fmt::arg("item_knn", chances.item_knn), fmt::arg("two_towers", chances.two_towers),
               fmt::arg("optimum", chances.optimum), fmt::arg("way", 100.0 * chances.way()),
               fmt::arg("customers", grouped(static_cast<std::int64_t>(chances.num_customers))));
  }

  std::string next_order() const {
    return line("4", words_.next_order_label, about(words_.next_order, story_.next_order)) +
           line("", "", about(words_.way, story_.next_order));
  }

  std::string listed(std::size_t place, const ListedPizza& pizza) const {
    std::string text = fmt::format("{} {} {:.2f}", place, name(pizza.pizza), pizza.match);
    if (pizza.times_ordered > 0) {
      return text + " " + say(words_.listed_known, fmt::arg("times", pizza.times_ordered));
    }
    const std::string tags =
        pizza.tags.empty()
            ? "-"
            : joined(pizza.tags, words_.comma, [&](const std::string& tag) { return word(tag); });
    return text + " " +
           say(words_.listed_new, fmt::arg("nearest", name(pizza.nearest)), fmt::arg("tags", tags));
  }

  std::string customers_list() const {
    std::string text;
    for (std::size_t i = 0; i < story_.list.size(); ++i) {
      text += i == 0 ? line("5", who(story_.customer).name, listed(1, story_.list[0]))
                     : line("", "", listed(i + 1, story_.list[i]));
    }
    return text;
  }

  std::string newcomer() const {
    const Newcomer& newcomer = story_.newcomer;
    const std::string list = joined(newcomer.list, words_.comma, [&](const ListedPizza& pizza) {
      return std::string(name(pizza.pizza));
    });
    const std::string usual = joined(newcomer.most_ordered, words_.comma,
                                     [&](std::uint32_t pizza) { return std::string(name(pizza)); });
    return line("6", words_.newcomer_label,
                say(words_.newcomer, fmt::arg("age", who(newcomer.customer).age),
                    fmt::arg("district", district(newcomer.customer)),
                    fmt::arg("phone", phone(newcomer.customer)), fmt::arg("list", list))) +
           line("", "", say(words_.most_ordered, fmt::arg("list", usual))) +
           line("", "", about(words_.newcomers, story_.newcomers)) +
           line("", "", about(words_.niche_lovers, story_.niche_lovers));
  }

  std::string news() const {
    const NewOrder& order = story_.new_order;
    const NewPizza& pizza = story_.new_pizza;
    const std::string_view joining =
        language_ == Language::kChinese ? JoiningPizza::kNameZh : JoiningPizza::kName;
    return line("7", words_.new_order_label,
                say(words_.new_order, fmt::arg("ordered", name(order.ordered)),
                    fmt::arg("milliseconds", order.milliseconds),
                    fmt::arg("watched", name(order.watched)), fmt::arg("before", order.rank_before),
                    fmt::arg("after", order.rank_after))) +
           line("", words_.new_pizza_label,
                say(words_.new_pizza, fmt::arg("pizza", joining),
                    fmt::arg("milliseconds", pizza.milliseconds),
                    fmt::arg("found", pizza.num_found), fmt::arg("lovers", pizza.num_lovers),
                    fmt::arg("others_found", pizza.num_others_found),
                    fmt::arg("others", pizza.num_others)));
  }

  std::string makeup(const Makeup& parts) const {
    return joined(parts, words_.comma, [&](const auto& part) {
      return fmt::format("{} {}", part.second, word(part.first));
    });
  }

  std::string diversity() const {
    const DiverseList& diverse = story_.diverse;
    return line("8", words_.diversity_label,
                say(words_.diversity, fmt::arg("name", who(story_.customer).name),
                    fmt::arg("before", makeup(diverse.before)),
                    fmt::arg("after", makeup(diverse.after)),
                    fmt::arg("diversity", diverse.diversity))) +
           line("", "",
                say(words_.diversity_cost, fmt::arg("kinds_before", diverse.plain.kinds),
                    fmt::arg("kinds_after", diverse.varied.kinds),
                    fmt::arg("before", diverse.plain.chance),
                    fmt::arg("after", diverse.varied.chance)));
  }

  // In the language of the story.
  std::string_view named(const std::string& pizza) const {
    const auto found = std::ranges::find(pizza_menu(), pizza, &PizzaOnMenu::name);
    if (found == pizza_menu().end()) return pizza;
    return name(static_cast<std::uint32_t>(found - pizza_menu().begin()));
  }

  std::string listed(const std::vector<std::string>& pizzas) const {
    return joined(pizzas, words_.comma,
                  [&](const std::string& pizza) { return std::string(named(pizza)); });
  }

  std::string served() const {
    const ServedList& served = story_.served;
    const ServedEvent& event = story_.event;
    const ServedItem& item = story_.item;
    return line("9", words_.served_label,
                say(words_.served, fmt::arg("path", served.path), fmt::arg("body", served.body),
                    fmt::arg("list", listed(served.pizzas)),
                    fmt::arg("requests", served.num_requests),
                    fmt::arg("milliseconds", served.milliseconds))) +
           line("", words_.event_label,
                say(words_.event, fmt::arg("path", event.path), fmt::arg("body", event.body),
                    fmt::arg("milliseconds", event.milliseconds),
                    fmt::arg("before", listed(event.before)),
                    fmt::arg("after", listed(event.after)))) +
           line("", words_.item_label,
                say(words_.item, fmt::arg("path", item.path), fmt::arg("body", item.body),
                    fmt::arg("milliseconds", item.milliseconds), fmt::arg("place", item.place),
                    fmt::arg("after",
                             item.place_after == 0
                                 ? std::string(words_.item_gone)
                                 : say(words_.item_stays, fmt::arg("place", item.place_after)))));
  }

  const PizzaStory& story_;
  const PizzaWorld& world_;
  Language language_;
  const Wording& words_;
};

}  // namespace

std::string user_id_of(std::uint32_t customer) {
  return fmt::format("c{:05}", customer + 1);
}

std::string pizza_id_of(std::uint32_t pizza) {
  return fmt::format("p{:02}", pizza + 1);
}

std::string tell_opening(const PizzaOptions& shop, Language language) {
  return say(wording_of(language).opening, fmt::arg("customers", grouped(shop.customers)),
             fmt::arg("pizzas", shop.pizzas), fmt::arg("orders", grouped(shop.orders)),
             fmt::arg("days", shop.days)) +
         "\n";
}

std::string tell_story(const PizzaStory& story, const PizzaWorld& world, Language language) {
  return Teller(story, world, language).tell();
}

}  // namespace twotower
