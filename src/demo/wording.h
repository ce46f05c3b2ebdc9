#pragma once

#include <string>
#include <string_view>

#include "messages/language.h"

namespace twotower {

// The sentences of the story in one language, with named places for its figures (fmt). A sentence
// says nothing that a figure does not.
struct Wording {
  std::string_view opening;
  std::string_view customer_label, customer, times, pizza_label, pizza;
  std::string_view user_tower_label, item_tower_label, history, towers;
  std::string_view training_label, training;
  std::string_view next_order_label, next_order, way;
  std::string_view listed_known, listed_new;
  std::string_view newcomer_label, newcomer, most_ordered, newcomers, niche_lovers;
  std::string_view new_order_label, new_order, new_pizza_label, new_pizza;
  std::string_view diversity_label, diversity, diversity_cost;
  std::string_view served_label, served, event_label, event, item_label, item, item_gone,
      item_stays;
  std::string_view closing, pointers;
  std::string_view comma, plus;
};

const Wording& wording_of(Language language);

// A word of the shop's data (tag, level of a category, district, phone, feature) in a language; the
// word itself where there is none.
std::string word_in(Language language, std::string_view word);

}  // namespace twotower
