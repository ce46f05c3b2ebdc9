#include "bundle/with_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/messages/bundle_errors.h"
#include "features/condition_rows.h"
#include "features/item_fields.h"
#include "features/kinds/tags.h"
#include "index/delta_index.h"
#include "model/embedder.h"

namespace twotower {
namespace {

Error wrong_id(Message message) {
  return {ErrorCode::kRequestWrongFeature, "id", std::move(message)};
}

// Adds an id to a map of integers, whatever type of column it stands in.
Result<std::uint32_t> add_integer(IdMap& ids, const std::string& text) {
  std::int64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, id);
  // "07" is another text than "7", which is that integer.
  const bool is_it = error == std::errc() && rest == end && fmt::format("{}", id) == text;
  if (is_it) return ids.add(id);
  return wrong_id(NewItemIdNotInteger(text));
}

// The ids of new items by row.
Result<IdMap> ids_of(const RawColumn& column, IdMap::Type type) {
  if (!column.list_offsets.empty()) return wrong_id(NewItemIdIsAList());
  if (column.num_rows() == 0) {
    return Error{ErrorCode::kDataTooLittle, "items", NewItemsMissing()};
  }
  IdMap ids(type);
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const std::string text = text_of(column, row);
    if (column.missing(row) || text.empty()) return wrong_id(NewItemIdEmpty(row + 1));
    std::uint32_t number = 0;
    if (type == IdMap::Type::kInt64) {
      TWOTOWER_ASSIGN(number, add_integer(ids, text));
    } else {
      number = ids.add(std::string_view(text));
    }
    if (number == row) continue;
    return Error{ErrorCode::kDataDuplicateId, "id", NewItemIdDuplicate(text)};
  }
  return ids;
}

bool has_no_value(const RawColumn& column) {
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    if (!column.missing_row(row)) return false;
  }
  return true;
}

bool has_no_value(const ItemColumn& item) {
  return item.sorted.has_value() ? item.sorted->values.empty() : has_no_value(item.column);
}

// A column of missing values of the same type; of a column of lists, empty lists.
RawColumn missing_like(const RawColumn& like, std::size_t num_rows) {
  RawColumn missing = like.take({});
  if (!missing.list_offsets.empty()) {
    missing.list_offsets.resize(num_rows + 1, 0);
    return missing;
  }
  for (std::size_t i = 0; i < num_rows; ++i) {
    std::visit([](auto& values) { values.push_back({}); }, missing.values);
  }
  missing.is_missing.assign(num_rows, 1);
  return missing;
}

// The first value that no number can be made of.
std::string first_text(const RawColumn& column) {
  for (std::size_t i = 0; i < column.num_values(); ++i) {
    const std::string text = text_of(column, i);
    double number = 0.0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (!text.empty() && (error != std::errc() || rest != end)) return text;
  }
  return text_of(column, 0);
}

// The first integer that no number of 64 bits equals.
std::optional<std::int64_t> first_inexact(const RawColumn& column) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  const auto* integers = std::get_if<Array<std::int64_t>>(&column.values);
  if (integers == nullptr) return std::nullopt;
  const auto found = std::ranges::find_if(
      *integers, [](std::int64_t integer) { return integer > kExact || integer < -kExact; });
  return found == integers->end() ? std::nullopt : std::optional(*found);
}

// A column keeps its type, so that conditions mean the same as before; integers may become numbers,
// unless one would change.
Result<void> check_fits(const std::string& name, const RawColumn& old, const RawColumn& fresh) {
  const auto wrong = [&](Message problem) {
    return Error{ErrorCode::kRequestWrongFeature, name,
                 NewItemColumnWrong(name, std::move(problem))};
  };
  const bool is_list = !fresh.list_offsets.empty();
  if (is_list == old.list_offsets.empty()) {
    return wrong(is_list ? Message(ColumnBecomesList()) : ColumnBecomesSingle());
  }
  const bool becomes_numbers = old.values.index() + fresh.values.index() == 1;
  for (const RawColumn* column : {&old, &fresh}) {
    const auto inexact = becomes_numbers ? first_inexact(*column) : std::nullopt;
    if (!inexact.has_value()) continue;
    return wrong(ColumnInexact(*inexact));
  }
  const bool becomes_text = std::holds_alternative<StringColumn>(fresh.values) &&
                            !std::holds_alternative<StringColumn>(old.values);
  if (!becomes_text) return {};
  const bool has_integers = std::holds_alternative<Array<std::int64_t>>(old.values);
  const std::string text = first_text(fresh);
  return wrong(has_integers ? Message(TextAmongIntegers(text)) : TextAmongNumbers(text));
}

// The columns of a catalog by the same name that have values: of its shared rows and its changes.
std::vector<const RawColumn*> with_values(const Catalog& catalog, std::size_t column) {
  std::vector<const RawColumn*> columns;
  for (const ItemRows* rows : {&catalog.rows(), &catalog.changes().rows}) {
    const bool has_any = column < rows->raw.size() && !has_no_value(rows->raw[column]);
    if (has_any) columns.push_back(&rows->raw[column].column);
  }
  return columns;
}

// A new column in the type that the catalog has, where that is possible; else it widens the
// catalog's.
Result<RawColumn> fitted(const Catalog& catalog, std::size_t index, const RawColumn* given,
                         std::size_t num_new) {
  const ItemColumn& shared = catalog.rows().raw[index];
  if (given == nullptr || has_no_value(*given)) return missing_like(shared.column, num_new);
  const std::vector<const RawColumn*> known = with_values(catalog, index);
  for (const RawColumn* column : known) TWOTOWER_TRY(check_fits(shared.name, *column, *given));
  if (known.empty() || given->values.index() >= known[0]->values.index()) return *given;
  RawColumn column = known[0]->take({});
  append_column(column, RawColumn(*given));
  return column;
}

// Tags come as lists or as texts with a separator, whichever the bundle has, and numbers as people
// write them: nothing where they are as it has them.
std::optional<RawColumn> in_form_of(const FeatureSet& features, const std::string& name,
                                    const RawColumn& shared, const RawColumn* given) {
  if (given == nullptr) return std::nullopt;
  const bool becomes_text = std::holds_alternative<StringColumn>(given->values) &&
                            !std::holds_alternative<StringColumn>(shared.values);
  const bool is_list = !shared.list_offsets.empty();
  if (becomes_text && !is_list && given->list_offsets.empty()) {
    return as_numbers(*given, decimal_mark(features, name).value_or(DecimalMark::kPoint));
  }
  if (given->list_offsets.empty() != is_list) return std::nullopt;
  const auto separator = tag_separator(features, name);
  if (!separator.has_value()) return std::nullopt;
  return shared.list_offsets.empty() ? joined_tags(*given, *separator)
                                     : tag_lists(*given, *separator);
}

// Items that are given, in the form of the catalog; counts are left open.
Result<ItemRows> rows_of(const Catalog& catalog, const FeatureSet& features,
                         const ColumnSource& items) {
  const RawColumn* ids = items("");
  if (ids == nullptr) return wrong_id(NewItemIdsMissing());
  ItemRows rows;
  TWOTOWER_ASSIGN(rows.ids, ids_of(*ids, catalog.rows().ids.type()));
  TWOTOWER_ASSIGN(rows.columns, features.encode(items, rows.size()));
  for (std::size_t i = 0; i < catalog.rows().raw.size(); ++i) {
    const std::string& name = catalog.rows().raw[i].name;
    const auto formed = in_form_of(features, name, catalog.rows().raw[i].column, items(name));
    const RawColumn* given = formed.has_value() ? &*formed : items(name);
    TWOTOWER_ASSIGN(RawColumn column, fitted(catalog, i, given, rows.size()));
    rows.raw.push_back({name, std::move(column), std::nullopt});
  }
  return rows;
}

bool have_equal_types(const ItemRows& a, const ItemRows& b) {
  return std::ranges::equal(a.raw, b.raw, [](const ItemColumn& x, const ItemColumn& y) {
    return x.column.values.index() == y.column.values.index() &&
           x.column.list_offsets.empty() == y.column.list_offsets.empty();
  });
}

// Rows of the same form without any.
ItemRows empty_like(const ItemRows& rows) {
  ItemRows empty{.ids = IdMap(rows.ids.type())};
  for (const EncodedColumn& column : rows.columns) empty.columns.push_back(empty_like(column));
  for (const ItemColumn& item : rows.raw) {
    empty.raw.push_back({item.name, item.column.take({}), std::nullopt});
  }
  return empty;
}

// Two sets of rows as one: row r of the second goes to the place places[r], in place of the row
// that is there, or behind the first; these ascend without gaps.
class Joined {
 public:
  Joined(const ItemRows& first, const ItemRows& second, std::span<const std::uint32_t> places)
      : first_(first), second_(second), rows_(first.size()) {
    for (std::size_t row = 0; row < rows_.size(); ++row) rows_[row] = row;
    for (std::size_t row = 0; row < places.size(); ++row) {
      rows_.resize(std::max<std::size_t>(rows_.size(), places[row] + std::size_t{1}));
      rows_[places[row]] = first.size() + row;
    }
  }

  ItemRows run() const {
    ItemRows all{.ids = IdMap(first_.ids.type())};
    for (std::size_t place = 0; place < rows_.size(); ++place) {
      const bool is_known = place < first_.size();  // a replaced row keeps its id and count
      const auto row = static_cast<std::uint32_t>(is_known ? place : rows_[place] - first_.size());
      all.ids.add((is_known ? first_ : second_).ids.id(row));
      all.counts.push_back((is_known ? first_ : second_).counts[row]);
    }
    for (std::size_t i = 0; i < first_.columns.size(); ++i) {
      all.columns.push_back(column(first_.columns[i], second_.columns[i]));
    }
    for (std::size_t i = 0; i < first_.raw.size(); ++i) {
      all.raw.push_back(
          {first_.raw[i].name, column(first_.raw[i], second_.raw[i].column), std::nullopt});
    }
    return all;
  }

 private:
  EncodedColumn column(const EncodedColumn& first, const EncodedColumn& second) const {
    EncodedColumn all = empty_like(first);
    for (const std::uint64_t row : rows_) {
      const bool is_first = row < first_.size();
      append_row(all, is_first ? first : second, is_first ? row : row - first_.size());
    }
    return all;
  }

  RawColumn column(const ItemColumn& first, const RawColumn& second) const {
    RawColumn all = has_no_value(first) ? missing_like(second, first_.size()) : first.column;
    append_column(all, RawColumn(second));
    return all.take(rows_);
  }

  const ItemRows& first_;
  const ItemRows& second_;
  std::vector<std::uint64_t> rows_;  // [places] of the first and the second one after the other
};

// Some of the rows.
ItemRows take(const ItemRows& rows, std::span<const std::uint32_t> taken) {
  ItemRows some = empty_like(rows);
  for (const std::uint32_t row : taken) {
    some.ids.add(rows.ids.id(row));
    some.counts.push_back(rows.counts[row]);
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
      append_row(some.columns[i], rows.columns[i], row);
    }
  }
  const std::vector<std::uint64_t> places(taken.begin(), taken.end());
  for (std::size_t i = 0; i < rows.raw.size(); ++i) {
    some.raw[i].column = rows.raw[i].column.take(places);
  }
  return some;
}

// All items of a catalog in shared rows, with the order of their values.
Catalog shared(ItemRows rows, const std::vector<std::size_t>& shown) {
  for (ItemColumn& item : rows.raw) item.sorted = sort_values(item.column);
  return {std::move(rows), shown};
}

Catalog merged(const Catalog& catalog) {
  const Catalog::Changes& changes = catalog.changes();
  if (changes.slots.empty()) return catalog;
  return shared(Joined(catalog.rows(), changes.rows, changes.slots).run(), catalog.shown());
}

// The catalog with rows at these slots among what changed.
Catalog with_changes(const Catalog& catalog, const ItemRows& rows,
                     std::span<const std::uint32_t> slots) {
  const Catalog::Changes& old = catalog.changes();
  Catalog::Changes next{.slots = old.slots, .row_of = old.row_of, .num_slots = catalog.size()};
  std::vector<std::uint32_t> places;
  for (const std::uint32_t slot : slots) {
    const auto [row, is_new] =
        next.row_of.try_emplace(slot, static_cast<std::uint32_t>(next.slots.size()));
    if (is_new) next.slots.push_back(slot);
    places.push_back(row->second);
    next.num_slots = std::max<std::size_t>(next.num_slots, slot + std::size_t{1});
  }
  const ItemRows none = empty_like(catalog.rows());
  next.rows = Joined(old.slots.empty() ? none : old.rows, rows, places).run();
  return catalog.with(std::move(next));
}

// The slots of the rows, new ones for those that the catalog has not, and their counts.
std::vector<std::uint32_t> take_slots(const Catalog& catalog, ItemRows& rows) {
  std::vector<std::uint32_t> slots;
  auto next = static_cast<std::uint32_t>(catalog.size());
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    const auto known = catalog.find(rows.ids.id(row));
    slots.push_back(known.has_value() ? *known : next++);
    rows.counts.push_back(known.has_value() ? catalog.count(*known) : 0);
  }
  return slots;
}

// The vectors of the new items, [new, dim]: one at a time, so that the bits of an item do not
// depend on which others come with it, and a server that is fed with the same items again answers
// the same.
AlignedBuffer embed(const TwoTowerModel& model, const std::vector<EncodedColumn>& columns,
                    std::size_t num_new) {
  const auto dim = static_cast<std::size_t>(model.options().dim);
  AlignedBuffer vectors(num_new * dim);
  std::vector<std::uint32_t> rows(num_new);
  for (std::uint32_t row = 0; row < num_new; ++row) rows[row] = row;
  Embedder(model).items({.item = columns}, rows, {vectors.data(), num_new, dim});
  return vectors;
}

void put(Index& index, std::span<const std::uint32_t> slots, const AlignedBuffer& vectors) {
  Exec exec(0);
  const MatrixView<const float> rows(vectors.data(), slots.size(), index.dim());
  for (std::size_t row = 0; row < slots.size(); ++row) {
    if (slots[row] < index.num_slots()) {
      index.replace(exec, slots[row], {rows.row(row), index.dim()});
    } else {
      index.add(exec, rows.slice({row, 1}));  // new slots ascend with their rows
    }
  }
}

// "a" -> "a+1" -> "a+2".
std::string next_generation(const std::string& generation) {
  const std::size_t plus = generation.find('+');
  std::uint64_t changes = 0;
  if (plus != std::string::npos) {
    std::from_chars(generation.data() + plus + 1, generation.data() + generation.size(), changes);
  }
  return fmt::format("{}+{}", generation.substr(0, plus), changes + 1);
}

// The bundle as the next generation, still with the same items.
Bundle next_of(const Bundle& bundle) {
  Bundle next = bundle;
  next.manifest.parent = bundle.manifest.generation;
  next.manifest.generation = next_generation(bundle.manifest.generation);
  return next;
}

// A column that had no value may get a type that a rule cannot compare with.
Result<void> check_rules(std::span<const Condition> rules, const ItemRows& rows) {
  const RawColumn ids = rows.ids.ids();
  ConditionFields fields = {.num_rows = rows.size()};
  fields.find = [&](const std::string& field) -> const RawColumn* {
    const ItemColumn* item =
        item_column(field, [&](std::string_view name) { return rows.find_raw(name); });
    if (item != nullptr) return &item->column;
    return is_item_id(field) ? &ids : nullptr;
  };
  return check_conditions(rules, fields, "serve.rules");
}

}  // namespace

Result<ItemChange> with_items(const Bundle& bundle, const ColumnSource& items,
                              std::span<const Condition> rules) {
  TWOTOWER_ASSIGN(ItemRows rows, rows_of(bundle.catalog, bundle.features.item, items));
  TWOTOWER_TRY(check_rules(bundle.serve.rules, rows));
  TWOTOWER_TRY(check_rules(rules, rows));
  std::vector<std::uint32_t> slots = take_slots(bundle.catalog, rows);
  Bundle next = next_of(bundle);
  const bool are_few = num_changes(bundle) + slots.size() <= DeltaIndex::kMaxChanges &&
                       have_equal_types(bundle.catalog.rows(), rows);
  std::unique_ptr<Index> index =
      are_few ? copy_to_change(bundle.index) : copy_in_one(*bundle.index);
  put(*index, slots, embed(*bundle.model, rows.columns, slots.size()));
  next.index = std::move(index);
  if (are_few) {
    next.catalog = with_changes(bundle.catalog, rows, slots);
  } else {
    const Catalog all = merged(bundle.catalog);
    next.catalog = shared(Joined(all.rows(), rows, slots).run(), all.shown());
  }
  return ItemChange{std::move(next), std::move(slots)};
}

std::optional<std::uint32_t> find_item(const Bundle& bundle, const Id& id) {
  const auto slot = bundle.catalog.find(to_view(id));
  return slot.has_value() && bundle.index->has(*slot) ? slot : std::nullopt;
}

std::string written_generation(const Manifest& manifest) {
  return manifest.generation.substr(0, manifest.generation.find('+'));
}

ItemChange without_items(const Bundle& bundle, std::span<const Id> ids) {
  std::vector<std::uint32_t> slots;
  for (const Id& id : ids) {
    const auto slot = find_item(bundle, id);
    if (slot.has_value()) slots.push_back(*slot);
  }
  if (slots.empty()) return {bundle, {}};
  const bool are_few = num_changes(bundle) + slots.size() <= DeltaIndex::kMaxChanges;
  Bundle next = next_of(are_few ? bundle : merged(bundle));
  std::unique_ptr<Index> index = are_few ? copy_to_change(next.index) : copy_in_one(*next.index);
  for (const std::uint32_t slot : slots) index->remove(slot);
  next.index = std::move(index);
  return {std::move(next), std::move(slots)};
}

std::size_t num_changes(const Bundle& bundle) {
  return std::max(bundle.catalog.num_changes(), num_changes(*bundle.index));
}

Bundle merged(const Bundle& bundle) {
  if (num_changes(bundle) == 0) return bundle;
  Bundle all = bundle;
  all.catalog = merged(bundle.catalog);
  all.index = copy_in_one(*bundle.index);
  return all;
}

Bundle over_merged(const Bundle& bundle, const Bundle& merged,
                   std::span<const std::uint32_t> slots) {
  Bundle next = bundle;
  next.catalog = merged.catalog;
  next.index = merged.index;
  if (slots.empty()) return next;
  const Catalog::Changes& changes = bundle.catalog.changes();
  const std::set<std::uint32_t> distinct(slots.begin(), slots.end());
  std::vector<std::uint32_t> rows, slots_of_rows;
  for (const std::uint32_t slot : distinct) {
    const auto row = changes.row_of.find(slot);  // none: it was removed, and not changed before
    if (row == changes.row_of.end()) continue;
    rows.push_back(row->second);
    slots_of_rows.push_back(slot);
  }
  if (!rows.empty()) {
    next.catalog = with_changes(merged.catalog, take(changes.rows, rows), slots_of_rows);
  }
  next.index = dynamic_cast<const DeltaIndex&>(*bundle.index).over(merged.index, slots);
  return next;
}

}  // namespace twotower
