#pragma once

#include <span>
#include <string_view>

namespace twotower {

// A pizza as the shop knows it.
struct PizzaOnMenu {
  std::string_view name;
  std::string_view category;  // path: "sweet/fruit/durian"
  int price_yuan;
  std::string_view tags;  // "durian|cheese"
  double launch = 0.0;    // when it joins the menu, as a share of the period; 0: at its start
};

// All pizzas there are, roughly by how many people like them. A shop with n pizzas has the first n.
std::span<const PizzaOnMenu> pizza_menu();

std::span<const std::string_view> pizza_districts();

std::span<const std::string_view> pizza_phones();

// Of customers: "Lin" and "Wei" make "Lin Wei".
std::span<const std::string_view> family_names();
std::span<const std::string_view> given_names();

// Whether `tag` is one of `tags`, joined by '|'.
bool has_tag(std::string_view tags, std::string_view tag);

}  // namespace twotower
