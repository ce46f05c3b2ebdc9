#include "serve/item_write.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "base/options.h"
#include "features/truth.h"
#include "messages/said.h"
#include "serve/raw_value.h"
#include "serve/recommendations.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

const Value::Map& columns_of(const Value& features) {
  static const Value::Map kNone;
  const auto* columns = features.as<Value::Map>();
  return columns == nullptr ? kNone : *columns;
}

// The columns that a bundle has a use for, each once.
std::vector<std::string> read_columns(const Bundle& bundle) {
  std::vector<std::string> names;
  for (const ItemColumn& item : bundle.catalog.rows().raw) names.push_back(item.name);
  for (const FeatureSet::Feature& feature : bundle.features.item.features()) {
    const std::string& name = feature.column();
    if (!name.empty() && std::ranges::count(names, name) == 0) names.push_back(name);
  }
  return names;
}

// A flag as the word that a column of texts has for it: "True", "yes", "是"; "true" or "false"
// where it has none.
Value in_words_of(const RawColumn* column, const Value& value) {
  const auto* flag = value.as<bool>();
  const auto* texts = column == nullptr ? nullptr : std::get_if<StringColumn>(&column->values);
  if (flag == nullptr || texts == nullptr) return value;
  constexpr std::size_t kLookedAt = 1000;  // a column of flags has both words among these
  for (std::size_t i = 0; i < std::min(texts->size(), kLookedAt); ++i) {
    if (truth_of((*texts)[i]) == *flag) return Value(std::string((*texts)[i]));
  }
  return Value(std::string(*flag ? "true" : "false"));
}

// What a bundle reads of items, as a table of raw columns, ids under the empty name.
class ItemTable {
 public:
  static Result<ItemTable> of(const Bundle& bundle, const std::vector<std::string>& read,
                              std::span<const StoredItem* const> items) {
    ItemTable table;
    auto& ids = table.ids_.values.emplace<StringColumn>();
    for (const StoredItem* item : items) ids.push_back(to_string(to_view(item->id)));
    for (const std::string& name : read) {
      const ItemColumn* known = bundle.catalog.rows().find_raw(name);
      const RawColumn* of_bundle = known == nullptr ? nullptr : &known->column;
      std::vector<Value> values;
      bool is_given = false;
      for (const StoredItem* item : items) {
        const Value* value = item->features.find(name);
        is_given |= value != nullptr;
        values.push_back(value == nullptr ? Value() : in_words_of(of_bundle, *value));
      }
      if (!is_given) continue;
      TWOTOWER_ASSIGN(RawColumn column, raw_column_of_rows(values, "features." + name));
      table.columns_.emplace_back(name, std::move(column));
    }
    return table;
  }

  const RawColumn* find(const std::string& name) const {
    if (name.empty()) return &ids_;
    const auto found = std::ranges::find(columns_, name, &std::pair<std::string, RawColumn>::first);
    return found == columns_.end() ? nullptr : &found->second;
  }

 private:
  RawColumn ids_;
  std::vector<std::pair<std::string, RawColumn>> columns_;
};

// Columns are features to whoever sends them.
Error of_request(Error error) {
  if (error.field != "id" && !error.field.starts_with("features.")) {
    error.field = "features." + error.field;
  }
  return error;
}

}  // namespace

Value to_value(const WriteOutcome& outcome, Language language) {
  Value::Map map{{"status", to_value(outcome.status)}};
  if (outcome.version.has_value()) map.push_back({"version", Value(*outcome.version)});
  if (!outcome.unread.empty()) map.push_back({"unread", to_value(outcome.unread)});
  if (!outcome.not_given.empty()) map.push_back({"not_given", to_value(outcome.not_given)});
  if (outcome.error.has_value()) map.push_back({"error", refusal_value(*outcome.error, language)});
  return Value(std::move(map));
}

Value to_value(const KnownItem& item) {
  Value::Map map{{"id", id_value(item.id)}, {"features", item.features}};
  if (item.features.is_null()) map.back().value = Value(Value::Map{});
  if (item.version.has_value()) map.push_back({"version", Value(*item.version)});
  return Value(std::move(map));
}

std::string tag_of(const KnownItem& item) {
  return entity_tag(item.features, item.version);
}

ItemChanges::ItemChanges(const Bundle& bundle, const ServeRules& rules)
    : change_{bundle, {}}, read_(read_columns(bundle)) {
  for (const ServeRule& rule : rules.list()) rules_.push_back(rule.items);
}

Result<ItemChange> ItemChanges::with(std::span<const StoredItem* const> items) const {
  TWOTOWER_ASSIGN(const ItemTable table, ItemTable::of(change_.bundle, read_, items));
  return with_items(
      change_.bundle, [&](const std::string& name) { return table.find(name); }, rules_);
}

void ItemChanges::take_over(ItemChange next) {
  change_.bundle = std::move(next.bundle);
  change_.slots.insert(change_.slots.end(), next.slots.begin(), next.slots.end());
}

// All at once; where that fails, each half for itself, so that few bad ones cost few attempts.
void ItemChanges::put(std::span<const StoredItem* const> items,
                      std::span<std::optional<Error>> errors) {
  if (items.empty()) return;
  auto changed = with(items);
  if (changed.ok()) {
    take_over(std::move(changed).value());
  } else if (items.size() == 1) {
    errors[0] = of_request(changed.error());
  } else {
    const std::size_t half = items.size() / 2;
    put(items.first(half), errors.first(half));
    put(items.subspan(half), errors.subspan(half));
  }
}

void ItemChanges::remove(std::span<const Id> ids) {
  if (!ids.empty()) take_over(without_items(change_.bundle, ids));
}

std::optional<ItemChange> ItemChanges::take() && {
  return change_.slots.empty() ? std::nullopt : std::optional(std::move(change_));
}

std::optional<StoredItem> ItemChanges::readable_part(const StoredItem& item) const {
  StoredItem part = {.id = item.id, .version = item.version};
  const auto is_readable = [&] {
    const StoredItem* one = &part;
    return with({&one, 1}).ok();
  };
  if (!is_readable()) return std::nullopt;
  Value::Map kept;
  for (const Value::Entry& entry : columns_of(item.features)) {
    part.features = Value(Value::Map{entry});
    if (is_readable()) kept.push_back(entry);
  }
  part.features = Value(std::move(kept));
  return part;
}

std::vector<std::string> ItemChanges::unread(const Value& features) const {
  std::vector<std::string> unread;
  for (const auto& [name, value] : columns_of(features)) {
    if (std::ranges::count(read_, name) == 0) unread.push_back(name);
  }
  return unread;
}

std::vector<std::string> ItemChanges::not_given(const Value& features) const {
  std::vector<std::string> names;
  for (const FeatureSet::Feature& feature : bundle().features.item.features()) {
    const std::string& name = feature.column();
    if (!name.empty() && features.find(name) == nullptr) names.push_back(name);
  }
  return names;
}

Value features_of(const Bundle& bundle, std::uint32_t slot) {
  Value features = bundle.catalog.raw_of(slot);
  auto& columns = std::get<Value::Map>(features.data());
  std::erase_if(columns, [](const Value::Entry& entry) { return entry.value.is_null(); });
  return features;
}

std::optional<KnownItem> item_of(const Bundle& bundle, const Id& id) {
  const auto slot = find_item(bundle, id);
  if (!slot.has_value()) return std::nullopt;
  return KnownItem{to_id(bundle.catalog.id(*slot)), features_of(bundle, *slot), std::nullopt};
}

void replay_into(ItemChanges& changes, std::span<const StoredItem> items) {
  std::vector<const StoredItem*> put;
  std::vector<Id> removed;
  for (const StoredItem& item : items) {
    if (item.is_removed) {
      removed.push_back(item.id);
    } else {
      put.push_back(&item);
    }
  }
  std::vector<std::optional<Error>> errors(put.size());
  changes.put(put, errors);
  for (std::size_t i = 0; i < put.size(); ++i) {
    if (!errors[i].has_value()) continue;
    const auto part = changes.readable_part(*put[i]);
    const std::string id = to_json(id_value(put[i]->id));  // whatever it holds, one line
    const std::string problem = english(errors[i]->message);
    if (!part.has_value()) {
      log_warning("item {} is left out, this model cannot read it: {}", id, problem);
      continue;
    }
    const StoredItem* one = &*part;
    std::optional<Error> error;
    changes.put({&one, 1}, {&error, 1});
    log_warning("item {} is taken without what this model cannot read: {}", id, problem);
  }
  changes.remove(removed);
}

}  // namespace twotower
