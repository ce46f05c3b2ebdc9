#include "bundle/with_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/aligned_buffer.h"
#include "index/delta_index.h"
#include "model/embedder.h"

namespace twotower {
namespace {

Error wrong_id(const std::string& problem) {
  return {ErrorCode::kRequestWrongFeature, "id", "item id " + problem};
}

IdMap copy_of(const IdMap& ids) {
  IdMap copy(ids.type());
  for (std::uint32_t slot = 0; slot < ids.size(); ++slot) copy.add(ids.id(slot));
  return copy;
}

// Adds an id to a map of integers, whatever type of column it stands in.
Result<std::uint32_t> add_integer(IdMap& ids, const std::string& text) {
  std::int64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, id);
  if (error == std::errc() && rest == end) return ids.add(id);
  return wrong_id(fmt::format("'{}' is no integer, as those of this bundle are", text));
}

// The slot of each new item; the map gets the ids that it has not.
Result<std::vector<std::uint32_t>> slots_of(const RawColumn& column, IdMap& ids) {
  if (!column.list_offsets.empty()) return wrong_id("is a list");
  if (column.num_rows() == 0) {
    return Error{ErrorCode::kDataTooLittle, "items", "there are no items to add"};
  }
  std::vector<std::uint32_t> slots;
  std::vector<bool> is_taken;
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const std::string text = text_of(column, row);
    if (column.missing(row) || text.empty()) return wrong_id(fmt::format("{} is empty", row + 1));
    std::uint32_t slot = 0;
    if (ids.type() == IdMap::Type::kInt64) {
      TWOTOWER_ASSIGN(slot, add_integer(ids, text));
    } else {
      slot = ids.add(std::string_view(text));
    }
    is_taken.resize(ids.size(), false);
    if (is_taken[slot]) {
      return Error{ErrorCode::kDataDuplicateId, "id",
                   fmt::format("item id {} is there twice; leave one of them out", text)};
    }
    is_taken[slot] = true;
    slots.push_back(slot);
  }
  return slots;
}

bool has_no_value(const RawColumn& column) {
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    if (!column.missing_row(row)) return false;
  }
  return true;
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
  const auto wrong = [&](const std::string& problem) {
    return Error{ErrorCode::kRequestWrongFeature, name,
                 fmt::format("{} {}; mend it, or leave it empty", name, problem)};
  };
  const bool is_list = !fresh.list_offsets.empty();
  if (is_list == old.list_offsets.empty()) {
    return wrong(is_list ? "is a list here and one value in the bundle"
                         : "is one value here and a list in the bundle");
  }
  const bool becomes_numbers = old.values.index() + fresh.values.index() == 1;
  for (const RawColumn* column : {&old, &fresh}) {
    const auto inexact = becomes_numbers ? first_inexact(*column) : std::nullopt;
    if (!inexact.has_value()) continue;
    return wrong(
        fmt::format("has fractions beside {}, an integer that no number equals", *inexact));
  }
  const bool becomes_text = std::holds_alternative<StringColumn>(fresh.values) &&
                            !std::holds_alternative<StringColumn>(old.values);
  if (!becomes_text || has_no_value(old)) return {};
  return wrong(fmt::format("is \"{}\" here; the bundle has {}s in this column", first_text(fresh),
                           old.type_name()));
}

// Where the value of each slot comes from: a row of the new items, or the old catalog.
class Sources {
 public:
  Sources(std::span<const std::uint32_t> slots, std::size_t num_old, std::size_t num_slots)
      : rows_(num_slots), num_old_(num_old), num_new_(slots.size()) {
    for (std::size_t slot = 0; slot < num_old; ++slot) rows_[slot] = slot;
    for (std::size_t row = 0; row < slots.size(); ++row) rows_[slots[row]] = num_old + row;
  }

  EncodedColumn joined(const EncodedColumn& old, const EncodedColumn& fresh) const {
    EncodedColumn column = empty_like(old);
    for (const std::uint64_t row : rows_) {
      row < num_old_ ? append_row(column, old, row) : append_row(column, fresh, row - num_old_);
    }
    return column;
  }

  // `fresh`: null where the new items have no such column.
  Result<RawColumn> joined(const ItemColumn& old, const RawColumn* fresh) const {
    const bool is_told = fresh != nullptr && !has_no_value(*fresh);
    RawColumn more = is_told ? *fresh : missing_like(old.column, num_new_);
    RawColumn both = has_no_value(old.column) ? missing_like(more, num_old_) : old.column;
    TWOTOWER_TRY(check_fits(old.name, both, more));
    append_column(both, std::move(more));
    return both.take(rows_);
  }

 private:
  std::vector<std::uint64_t> rows_;  // [slots] of old and new items one after the other
  std::size_t num_old_;
  std::size_t num_new_;
};

Result<std::vector<ItemColumn>> raw_with(const Catalog& catalog, const ColumnSource& items,
                                         const Sources& sources) {
  std::vector<ItemColumn> raw;
  for (const ItemColumn& old : catalog.raw) {
    TWOTOWER_ASSIGN(RawColumn column, sources.joined(old, items(old.name)));
    std::optional<SortedValues> sorted = sort_values(column);
    raw.push_back({old.name, std::move(column), std::move(sorted)});
  }
  return raw;
}

// The vectors of the new items, [new, dim].
AlignedBuffer embed(const TwoTowerModel& model, const std::vector<EncodedColumn>& columns,
                    std::size_t num_new) {
  constexpr std::size_t kFew = 32;  // more are worth the memory of a block
  ThreadPool pool(1);
  const EncodedSides sides = {.item = columns};
  if (num_new > kFew) return embed_all_items(pool, model, sides, num_new);
  const auto dim = static_cast<std::size_t>(model.options().dim);
  AlignedBuffer vectors(num_new * dim);
  std::vector<std::uint32_t> rows(num_new);
  for (std::uint32_t row = 0; row < num_new; ++row) rows[row] = row;
  Embedder(model).items(sides, rows, {vectors.data(), num_new, dim});
  return vectors;
}

std::unique_ptr<Index> index_with(const std::shared_ptr<const Index>& old,
                                  std::span<const std::uint32_t> slots,
                                  const AlignedBuffer& vectors) {
  std::unique_ptr<Index> index = copy_to_change(old);
  Exec exec(0);
  const MatrixView<const float> rows(vectors.data(), slots.size(), index->dim());
  for (std::size_t row = 0; row < slots.size(); ++row) {
    if (slots[row] < index->num_slots()) {
      index->replace(exec, slots[row], {rows.row(row), index->dim()});
    } else {
      index->add(exec, rows.slice({row, 1}));  // new slots ascend with their rows
    }
  }
  return index;
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

}  // namespace

Result<Bundle> with_items(const Bundle& bundle, const ColumnSource& items) {
  const RawColumn* ids = items("");
  if (ids == nullptr) return wrong_id("is missing");
  Bundle next{.manifest = bundle.manifest,
              .features = bundle.features,
              .model = bundle.model,
              .users = bundle.users};
  next.manifest.parent = bundle.manifest.generation;
  next.manifest.generation = next_generation(bundle.manifest.generation);
  const Catalog& old = bundle.catalog;
  next.catalog.ids = copy_of(old.ids);
  TWOTOWER_ASSIGN(const std::vector<std::uint32_t> slots, slots_of(*ids, next.catalog.ids));
  const std::size_t num_slots = next.catalog.ids.size();
  next.catalog.counts = old.counts;
  next.catalog.counts.resize(num_slots, 0);
  TWOTOWER_ASSIGN(const std::vector<EncodedColumn> fresh,
                  bundle.features.item.encode(items, slots.size()));
  const Sources sources(slots, old.ids.size(), num_slots);
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    next.catalog.columns.push_back(sources.joined(old.columns[i], fresh[i]));
  }
  TWOTOWER_ASSIGN(next.catalog.raw, raw_with(old, items, sources));
  next.catalog.shown = old.shown;
  next.index = index_with(bundle.index, slots, embed(*bundle.model, fresh, slots.size()));
  return next;
}

}  // namespace twotower
