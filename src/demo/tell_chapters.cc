#include "demo/tell_chapters.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "base/messages/demo_messages.h"
#include "demo/one_tower.h"
#include "demo/telling.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::int64_t signed_size(std::size_t count) {
  return static_cast<std::int64_t>(count);
}

std::string hidden_widths() {
  std::string text;
  for (const std::int64_t width : OneTower::hidden()) {
    text += (text.empty() ? "" : " -> ") + std::to_string(width);
  }
  return text;
}

// A chance, against another.
Message compared(double chance, double other) {
  const double by = std::abs(chance - other);
  return chance < other ? Message(DemoLower(by)) : Message(DemoHigher(by));
}

Message label_of(SparseStep step) {
  switch (step) {
    case SparseStep::kIds: return DemoIdsOnly();
    case SparseStep::kTags: return DemoWithTags();
    case SparseStep::kHierarchy: return DemoWithHierarchy();
    case SparseStep::kIdDropout: break;
  }
  return DemoWithIdDropout();
}

Message next_orders(const WhyChapter& why) {
  const ShownChances& chances = why.two_towers;
  return DemoOneOrTwo(chances.most_ordered, chances.two_towers, why.one_tower, chances.optimum,
                      chances.num_customers);
}

Message told(const SparseChapter::Line& line) {
  const NewPizza& pizza = line.new_pizza;
  return DemoSparseLine(line.niche.two_towers, line.all.two_towers, pizza.num_found,
                        pizza.num_lovers, pizza.num_others_found, pizza.num_others);
}

Message bounds(const ShownChances& niche, const ShownChances& all) {
  return DemoSparseBounds(niche.most_ordered, all.most_ordered, niche.item_knn, all.item_knn,
                          niche.optimum, all.optimum);
}

}  // namespace

std::string tell_why(const WhyChapter& why, const PizzaOptions& shop, Language language) {
  constexpr std::size_t kCandidates = 100;
  const double one_many = why.one_ms_of(why.many);
  ToldLines lines(language);
  lines.add("1", DemoTwoTowersLabel(), DemoTwoTowersTrained(why.two_seconds));
  lines.add("", DemoOneTowerLabel(),
            DemoOneTowerTrained(why.num_inputs, hidden_widths(), why.one_seconds));
  lines.add("2", DemoNextOrderLabel(), next_orders(why));
  lines.add("3", DemoFewLabel(shop.pizzas),
            DemoFew(why.two_ms_small, why.one_ms_small, shop.pizzas));
  lines.add("4", DemoManyLabel(why.many), DemoManyByTwo(why.two_ms_many, why.many));
  lines.add(DemoManyByOne(one_many, why.many, why.one_us_pair, why.measured_pairs));
  lines.add("5", DemoBothLabel(),
            DemoBoth(kCandidates, why.many, why.two_ms_many, why.one_ms_of(kCandidates)));
  const DemoWhyClosing closing(compared(why.one_tower, why.two_towers.two_towers),
                               one_many / why.two_ms_many, why.many);
  return said(DemoWhyOpening(), language) + "\n" + lines.text() + said(closing, language) + "\n";
}

std::string tell_sparse(const SparseChapter& sparse, Language language) {
  const SparseChapter::Line &first = sparse.lines.front(), &last = sparse.lines.back();
  ToldLines lines(language);
  lines.add(DemoSparseData());
  for (std::size_t i = 0; i < sparse.lines.size(); ++i) {
    const SparseChapter::Line& line = sparse.lines[i];
    lines.add(std::to_string(i + 1), label_of(line.step), told(line));
  }
  lines.add("", DemoSparseBoundsLabel(), bounds(first.niche, first.all));
  const DemoSparseOpening opening(sparse.orders, sparse.niche_orders, first.niche.num_customers,
                                  first.all.num_customers);
  const DemoSparseClosing closing(
      signed_size(last.new_pizza.num_found) - signed_size(first.new_pizza.num_found),
      last.new_pizza.num_lovers, compared(last.niche.two_towers, first.niche.two_towers),
      compared(last.all.two_towers, first.all.two_towers));
  return said(opening, language) + "\n" + lines.text() + said(closing, language) + "\n";
}

}  // namespace twotower
