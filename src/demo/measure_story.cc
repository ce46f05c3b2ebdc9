#include "demo/measure_story.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>
#include <variant>

#include "base/stopwatch.h"
#include "demo/joining_pizza.h"
#include "demo/makeup.h"
#include "demo/shop_counter.h"
#include "demo/shown_chances.h"
#include "demo/truth_judge.h"
#include "synth/pizza_menu.h"

namespace twotower {
namespace {

constexpr std::size_t kListed = 5;
constexpr double kDiversity = 0.3;

std::uint32_t menu_row(std::string_view name) {
  const auto menu = pizza_menu();
  return static_cast<std::uint32_t>(std::ranges::find(menu, name, &PizzaOnMenu::name) -
                                    menu.begin());
}

std::vector<std::string> tags_of(std::uint32_t pizza) {
  std::vector<std::string> tags;
  for (std::string_view rest = pizza_menu()[pizza].tags; !rest.empty();) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    tags.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return tags;
}

double taste_for(const PizzaCustomer& customer, PizzaTaste taste) {
  return customer.taste_at_end[static_cast<std::size_t>(taste)];
}

// The place of `pizza` in an answer that has the whole menu, 1 first.
std::size_t rank_in(const std::vector<std::uint32_t>& list, std::uint32_t pizza) {
  return static_cast<std::size_t>(std::ranges::find(list, pizza) - list.begin()) + 1;
}

void add_inputs(const FeatureSet& set, std::vector<TowerShape::Input>& inputs) {
  for (const FeatureSet::Feature& feature : set.features()) {
    const ColumnForm form = feature.fitted->form();
    const auto kind =
        std::visit([](const auto& options) { return options.kKind; }, feature.options);
    inputs.push_back({feature.name, std::string(kind), form.table_dim + form.dense_dim});
  }
}

class StoryMeasurer {
 public:
  StoryMeasurer(const StorySource& source, ShopCounter counter)
      : world_(source.world),
        shop_(source.shop),
        newcomers_(source.newcomers),
        counter_(std::move(counter)),
        judge_(world_, shop_.interactions) {
    const std::vector<double> counts(shop_.item_counts.begin(), shop_.item_counts.end());
    most_ordered_ = best_of(counts, counts.size());
  }

  Result<PizzaStory> measure() {
    PizzaStory story;
    choose_customer(story);
    story.pizza = menu_row("Durian Supreme");
    summarize_model(story);
    story.training = {.epochs = shop_.run.curve.size(),
                      .seconds = shop_.run.seconds.train,
                      .guessing_loss = std::log(static_cast<double>(world_.truth().num_pizzas())),
                      .loss = shop_.run.curve.back().loss};
    TWOTOWER_TRY(measure_chances(story));
    TWOTOWER_ASSIGN(story.list, list_of_customer(story));
    TWOTOWER_TRY(serve_newcomer(story));
    TWOTOWER_TRY(order_something_new(story));
    TWOTOWER_TRY(vary_list(story));
    TWOTOWER_ASSIGN(story.new_pizza,
                    add_joining_pizza(counter_, world_));  // last: it changes the menu
    return story;
  }

 private:
  // Who loves spicy pizzas, and of these the one with most orders.
  void choose_customer(PizzaStory& story) const {
    const Interactions& interactions = shop_.interactions;
    std::vector<std::size_t> num_orders(world_.truth().customers().size());
    for (const std::uint32_t user : interactions.user_slots) ++num_orders[user];
    constexpr double kMainTaste = 0.85;
    for (std::uint32_t i = 0; i < num_orders.size(); ++i) {
      const PizzaCustomer& who = world_.truth().customers()[i];
      if (taste_for(who, PizzaTaste::kSpicy) < kMainTaste || who.loves_durian) continue;
      if (num_orders[i] > num_orders[story.customer]) story.customer = i;
    }
    std::map<std::uint32_t, std::size_t> times;
    for (std::size_t row = 0; row < interactions.size(); ++row) {
      if (interactions.user_slots[row] == story.customer) ++times[interactions.item_slots[row]];
    }
    story.ordered.assign(times.begin(), times.end());
    std::ranges::stable_sort(story.ordered, std::greater(),
                             &std::pair<std::uint32_t, std::size_t>::second);
  }

  void summarize_model(PizzaStory& story) const {
    const Bundle& bundle = counter_.bundle();
    const TwoTowerModel& model = *bundle.model;
    add_inputs(bundle.features.user, story.user_tower.inputs);
    for (const SequenceFeature& history : model.sequences()) {
      const auto encoder =
          std::visit([](const auto& options) { return options.kKind; }, history.options.encoder);
      const std::size_t width = model.user_tower().encoders()[history.position].encoder->out_dim();
      story.user_tower.inputs.push_back({"history", std::string(encoder), width});
      story.history_length = static_cast<std::size_t>(history.options.length);
    }
    add_inputs(bundle.features.context, story.user_tower.inputs);
    add_inputs(bundle.features.item, story.item_tower.inputs);
    story.user_tower.hidden = model.options().user.hidden;
    story.item_tower.hidden = model.options().item.hidden;
    story.user_tower.dim = model.user_tower().out_dim();
    story.item_tower.dim = model.item_tower().out_dim();
  }

  Result<void> measure_chances(PizzaStory& story) const {
    story.next_order = test_chances(shop_, world_, judge_, [](const auto&) { return true; });
    story.niche_lovers = test_chances(shop_, world_, judge_,
                                      [](const auto& customer) { return customer.loves_durian; });
    TWOTOWER_ASSIGN(story.newcomers, newcomer_chances(counter_, world_, newcomers_, most_ordered_));
    return {};
  }

  Result<std::vector<ListedPizza>> list_of_customer(const PizzaStory& story) const {
    RecommendRequest request = counter_.request_of(story.customer);
    request.k = kListed;
    TWOTOWER_ASSIGN(const Recommendations answer, counter_.recommend(request));
    std::vector<std::uint32_t> known;
    for (const auto& [pizza, times] : story.ordered) known.push_back(pizza);
    std::vector<ListedPizza> list;
    const std::vector<std::uint32_t> pizzas = counter_.pizzas_of(answer);
    for (std::size_t i = 0; i < pizzas.size(); ++i) {
      ListedPizza listed = {.pizza = pizzas[i], .match = answer.items[i].match};
      const auto found = std::ranges::find(story.ordered, pizzas[i],
                                           &std::pair<std::uint32_t, std::size_t>::first);
      if (found != story.ordered.end()) listed.times_ordered = found->second;
      TWOTOWER_ASSIGN(listed.nearest, counter_.nearest_of(pizzas[i], known));
      for (std::string& tag : tags_of(pizzas[i])) {
        if (has_tag(pizza_menu()[listed.nearest].tags, tag)) listed.tags.push_back(std::move(tag));
      }
      list.push_back(std::move(listed));
    }
    return list;
  }

  // The youngest newcomer: the one whom the list of everybody serves worst.
  Result<void> serve_newcomer(PizzaStory& story) const {
    const auto& customers = world_.truth().customers();
    const std::size_t order = *std::ranges::min_element(
        newcomers_, {}, [&](std::size_t i) { return customers[world_.orders()[i].customer].age; });
    story.newcomer.customer = world_.orders()[order].customer;
    RecommendRequest request =
        counter_.request_of_newcomer(story.newcomer.customer, world_.orders()[order].time_ms);
    request.k = kListed;
    TWOTOWER_ASSIGN(const Recommendations answer, counter_.recommend(request));
    const std::vector<std::uint32_t> pizzas = counter_.pizzas_of(answer);
    for (std::size_t i = 0; i < pizzas.size(); ++i) {
      story.newcomer.list.push_back({.pizza = pizzas[i], .match = answer.items[i].match});
    }
    story.newcomer.most_ordered.assign(most_ordered_.begin(), most_ordered_.begin() + kListed);
    return {};
  }

  Result<void> order_something_new(PizzaStory& story) const {
    NewOrder& order = story.new_order;
    order.ordered = story.pizza;
    order.watched = menu_row("Durian Cheese");
    RecommendRequest request =
        counter_.request_of_newcomer(story.newcomer.customer, world_.truth().period().end_ms);
    request.k = world_.truth().num_pizzas();
    TWOTOWER_ASSIGN(const Recommendations before, counter_.recommend(request));
    request.events = {counter_.pizza_id(order.ordered)};
    Stopwatch watch;
    TWOTOWER_ASSIGN(const Recommendations after, counter_.recommend(request));
    order.milliseconds = 1e3 * watch.seconds();
    order.rank_before = rank_in(counter_.pizzas_of(before), order.watched);
    order.rank_after = rank_in(counter_.pizzas_of(after), order.watched);
    return {};
  }

  Result<void> vary_list(PizzaStory& story) const {
    DiverseList& diverse = story.diverse;
    diverse.diversity = kDiversity;
    RecommendRequest request = counter_.request_of(story.customer);
    TWOTOWER_ASSIGN(const Recommendations plain, counter_.recommend(request));
    request.diversity = kDiversity;
    TWOTOWER_ASSIGN(const Recommendations varied, counter_.recommend(request));
    diverse.before = makeup_of(counter_.pizzas_of(plain));
    diverse.after = makeup_of(counter_.pizzas_of(varied));
    TWOTOWER_ASSIGN(diverse.plain, mean_list(counter_, shop_, world_, judge_, 0.0));
    TWOTOWER_ASSIGN(diverse.varied, mean_list(counter_, shop_, world_, judge_, kDiversity));
    return {};
  }

  const PizzaWorld& world_;
  const TrainedShop& shop_;
  const std::vector<std::size_t>& newcomers_;
  ShopCounter counter_;
  TruthJudge judge_;
  std::vector<std::uint32_t> most_ordered_;  // all pizzas
};

}  // namespace

Result<PizzaStory> measure_story(const StorySource& source) {
  TWOTOWER_ASSIGN(ShopCounter counter, ShopCounter::open(source.world, source.shop));
  TWOTOWER_ASSIGN(PizzaStory story, StoryMeasurer(source, std::move(counter)).measure());
  story.run_folder = source.shop.run.folder;
  return story;
}

}  // namespace twotower
