#include "demo/makeup.h"

#include <algorithm>
#include <functional>
#include <string_view>

#include "synth/pizza_menu.h"

namespace twotower {
namespace {

// "spicy" of "savoury/spicy/beef", "sweet" of "sweet/fruit/durian".
std::string kind_of(std::uint32_t pizza) {
  std::string_view path = pizza_menu()[pizza].category;
  if (path.starts_with("savoury/")) path.remove_prefix(path.find('/') + 1);
  return std::string(path.substr(0, path.find('/')));
}

}  // namespace

Makeup makeup_of(const std::vector<std::uint32_t>& list) {
  Makeup makeup;
  for (const std::uint32_t pizza : list) {
    const std::string kind = kind_of(pizza);
    const auto found = std::ranges::find(makeup, kind, &Makeup::value_type::first);
    if (found == makeup.end()) {
      makeup.emplace_back(kind, 1);
    } else {
      ++found->second;
    }
  }
  std::ranges::stable_sort(makeup, std::greater(), &Makeup::value_type::second);
  return makeup;
}

}  // namespace twotower
