#include "run/internal/item_labels.h"

#include <variant>

#include "prepare/choose_columns.h"

namespace twotower {

ItemLabels::ItemLabels(const PreparedData& data) : data_(data) {
  const Table& items = data.dataset.items;
  const auto& options = data.config.data.items;
  if (options.has_value() && options->show.has_value() && !options->show->empty()) {
    shown_ = items.find(options->show->front());
  }
  if (!data.config.features.item.has_value()) return;
  for (const auto& [name, feature] : *data.config.features.item) {
    const auto* tags = std::get_if<TagsOptions>(&feature);
    const auto* category = std::get_if<CategoryOptions>(&feature);
    if (tags == nullptr && category == nullptr) continue;
    grouped_ = items.find(tags != nullptr ? column_of(name, *tags) : column_of(name, *category));
    separator_ = tags != nullptr ? tags->separator : category->separator;
    if (grouped_ != nullptr) return;
  }
}

std::string ItemLabels::label(std::uint32_t item) const {
  std::string text = shown_ == nullptr ? "" : text_of(*shown_, shown_->values_of(item).first);
  return text.empty() ? to_string(data_.dataset.interactions.items.id(item)) : text;
}

std::string ItemLabels::group(std::uint32_t item) const {
  if (grouped_ == nullptr) return "";
  const auto [first, end] = grouped_->values_of(item);
  if (first == end) return "";
  const std::string text = text_of(*grouped_, first);
  return separator_.empty() ? text : text.substr(0, text.find(separator_));
}

}  // namespace twotower
