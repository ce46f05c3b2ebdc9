#include "checks/item_properties.h"

#include <utility>

#include "base/messages/finding_messages.h"
#include "checks/checked_column.h"

namespace twotower {

std::vector<ItemProperty> item_properties(const Dataset& dataset,
                                          const std::vector<std::uint64_t>& items) {
  std::vector<ItemProperty> properties;
  const auto add = [&](const Message& name, const RawColumn& column) {
    ItemProperty property{.name = name};
    property.codes = property.values.add(column, items);
    properties.push_back(std::move(property));
  };
  add(IdValue(), dataset.interactions.items.ids());
  for (std::size_t c = 0; c < dataset.items.names.size(); ++c) {
    const RawColumn& column = dataset.items.columns[c];
    if (!is_measured(column)) add(ColumnValue{{dataset.items.names[c]}}, column);
  }
  return properties;
}

}  // namespace twotower
