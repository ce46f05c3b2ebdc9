#include "demo/tell_chapters.h"

#include <fmt/format.h>

#include <string_view>

#include "demo/chapter_wording.h"
#include "demo/one_tower.h"
#include "demo/telling.h"
#include "messages/words.h"

namespace twotower {
namespace {

std::string grouped_size(std::size_t count) {
  return grouped(static_cast<std::int64_t>(count));
}

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

}  // namespace

std::string tell_why(const WhyChapter& why, const PizzaOptions& shop, Language language) {
  constexpr std::size_t kCandidates = 100;
  const ChapterWording& words = chapter_wording_of(language);
  const std::string many_text = grouped_size(why.many);
  const auto many = fmt::arg("many", many_text);  // an argument keeps no copy
  const auto pizzas = fmt::arg("pizzas", shop.pizzas);
  const double one_many = why.one_ms_of(why.many);
  std::string text = std::string(words.why_opening) + "\n";
  text += told_line("1", words.trained_label,
                    say(words.trained_two, fmt::arg("seconds", why.two_seconds)));
  text += told_line("", words.one_label,
                    say(words.trained_one, fmt::arg("inputs", why.num_inputs),
                        fmt::arg("hidden", hidden_widths()), fmt::arg("seconds", why.one_seconds)));
  text += told_line(
      "2", words.next_order_label,
      say(words.next_order, fmt::arg("most_ordered", why.two_towers.most_ordered),
          fmt::arg("two_towers", why.two_towers.two_towers), fmt::arg("one_tower", why.one_tower),
          fmt::arg("optimum", why.two_towers.optimum),
          fmt::arg("customers", grouped_size(why.two_towers.num_customers))));
  text += told_line("3", say(words.small_label, pizzas),
                    say(words.small, fmt::arg("two", why.two_ms_small),
                        fmt::arg("one", why.one_ms_small), pizzas));
  text += told_line("4", say(words.many_label, many),
                    say(words.many_two, fmt::arg("two", why.two_ms_many), many));
  text += told_line(
      "", "",
      say(words.many_one, fmt::arg("one", one_many), many, fmt::arg("pair", why.one_us_pair),
          fmt::arg("measured", grouped_size(why.measured_pairs))));
  text +=
      told_line("5", words.rank_label,
                say(words.rank, fmt::arg("candidates", kCandidates), many,
                    fmt::arg("two", why.two_ms_many), fmt::arg("one", why.one_ms_of(kCandidates))));
  return text +
         say(words.why_closing, fmt::arg("gain", why.one_tower - why.two_towers.two_towers),
             fmt::arg("times", one_many / why.two_ms_many), many) +
         "\n";
}

std::string tell_sparse(const SparseChapter& sparse, Language language) {
  const ChapterWording& words = chapter_wording_of(language);
  const SparseChapter::Line &first = sparse.lines.front(), &last = sparse.lines.back();
  std::string text = say(words.sparse_opening, fmt::arg("orders", grouped_size(sparse.orders)),
                         fmt::arg("niche", grouped_size(sparse.niche_orders)),
                         fmt::arg("lovers", grouped_size(first.niche.num_customers)),
                         fmt::arg("customers", grouped_size(first.all.num_customers))) +
                     "\n";
  text += told_line("", "", words.sparse_data);
  for (std::size_t i = 0; i < sparse.lines.size(); ++i) {
    const SparseChapter::Line& line = sparse.lines[i];
    text += told_line(
        std::to_string(i + 1), words.sparse_steps[i],
        say(words.sparse_line, fmt::arg("niche", line.niche.two_towers),
            fmt::arg("all", line.all.two_towers), fmt::arg("found", line.new_pizza.num_found),
            fmt::arg("known", line.new_pizza.num_lovers),
            fmt::arg("others_found", line.new_pizza.num_others_found),
            fmt::arg("others", line.new_pizza.num_others)));
  }
  text += told_line(
      "", words.sparse_bounds_label,
      say(words.sparse_bounds, fmt::arg("most_niche", first.niche.most_ordered),
          fmt::arg("most_all", first.all.most_ordered), fmt::arg("knn_niche", first.niche.item_knn),
          fmt::arg("knn_all", first.all.item_knn), fmt::arg("best_niche", first.niche.optimum),
          fmt::arg("best_all", first.all.optimum)));
  return text +
         say(words.sparse_closing,
             fmt::arg("niche", last.niche.two_towers - first.niche.two_towers),
             fmt::arg("all", last.all.two_towers - first.all.two_towers),
             fmt::arg("found", signed_size(last.new_pizza.num_found) -
                                   signed_size(first.new_pizza.num_found)),
             fmt::arg("known", last.new_pizza.num_lovers)) +
         "\n";
}

}  // namespace twotower
