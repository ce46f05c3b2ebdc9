#include "features/column_tensors.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"
#include "base/messages/error_messages.h"
#include "base/messages/features_errors.h"

namespace twotower {
namespace {

Error corrupt(const TensorFile& file, const std::string& column, Message problem) {
  return {ErrorCode::kBundleCorrupt, file.path(),
          ColumnDamaged(file.path(), column, std::move(problem))};
}

template <typename T>
Result<Array<T>> read_array(const TensorFile& file, const std::string& name) {
  return file.array<T>(name, {TensorFile::kAnySize});
}

// Offsets of lists that end where `num_values` end.
bool are_offsets(std::span<const std::uint64_t> offsets, std::size_t num_values) {
  return !offsets.empty() && offsets.front() == 0 && offsets.back() == num_values &&
         std::ranges::is_sorted(offsets);
}

Result<StringColumn> read_texts(const TensorFile& file, const std::string& name) {
  TWOTOWER_ASSIGN(Array<std::uint64_t> offsets, read_array<std::uint64_t>(file, name + "/offsets"));
  TWOTOWER_ASSIGN(const Array<std::uint8_t> bytes, read_array<std::uint8_t>(file, name + "/bytes"));
  if (!are_offsets(offsets.view(), bytes.size())) {
    return corrupt(file, name, StoredOffsetsWrong(name + "/offsets", bytes.size()));
  }
  const std::span<const char> all(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return StringColumn(std::move(offsets), Array<char>(all, bytes.owner()));
}

Result<EncodedColumn> read_bags(const TensorFile& file, const std::string& name) {
  BagColumn bags;
  TWOTOWER_ASSIGN(bags.offsets, read_array<std::uint64_t>(file, name + "/offsets"));
  TWOTOWER_ASSIGN(bags.rows, read_array<std::uint32_t>(file, name + "/rows"));
  if (!are_offsets(bags.offsets.view(), bags.rows.size())) {
    return corrupt(file, name, StoredOffsetsWrong(name + "/offsets", bags.rows.size()));
  }
  if (std::ranges::adjacent_find(bags.offsets.view()) != bags.offsets.view().end()) {
    return corrupt(file, name, StoredBagEmpty());
  }
  return EncodedColumn(std::move(bags));
}

Result<EncodedColumn> read_any_encoded(const TensorFile& file, const std::string& name,
                                       const ColumnForm& form) {
  switch (form.layout) {
    case ColumnForm::Layout::kRow: {
      RowColumn column;
      TWOTOWER_ASSIGN(column.rows, read_array<std::uint32_t>(file, name + "/rows"));
      return EncodedColumn(std::move(column));
    }
    case ColumnForm::Layout::kBag: return read_bags(file, name);
    case ColumnForm::Layout::kDense: {
      DenseColumn column{.dim = form.dense_dim, .values = {}};
      TWOTOWER_ASSIGN(column.values,
                      file.array<float>(name + "/values", {TensorFile::kAnySize, form.dense_dim}));
      return EncodedColumn(std::move(column));
    }
  }
  TWOTOWER_CHECK(false);
}

std::size_t rows_of(const EncodedColumn& column) {
  if (const auto* rows = std::get_if<RowColumn>(&column)) return rows->rows.size();
  if (const auto* bags = std::get_if<BagColumn>(&column)) return bags->offsets.size() - 1;
  const auto& dense = std::get<DenseColumn>(column);
  return dense.values.size() / dense.dim;
}

std::span<const std::uint32_t> table_rows_of(const EncodedColumn& column) {
  if (const auto* rows = std::get_if<RowColumn>(&column)) return rows->rows.view();
  if (const auto* bags = std::get_if<BagColumn>(&column)) return bags->rows.view();
  return {};
}

// Without a branch, so that compilers use SIMD.
bool are_below(std::span<const std::uint32_t> numbers, std::uint64_t end) {
  std::uint32_t largest = 0;
  for (const std::uint32_t number : numbers) largest = std::max(largest, number);
  return numbers.empty() || largest < end;
}

// The states whose tensors are named SIDE/FEATURE/KEY/PART.
Result<FeatureState> read_state(const TensorFile& file, const std::string& feature) {
  FeatureState state;
  const std::string prefix = feature + "/";
  for (const TensorInfo& info : file.tensors()) {
    if (!info.name.starts_with(prefix)) continue;
    const std::string_view rest = std::string_view(info.name).substr(prefix.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos || rest.find('/', slash + 1) != std::string_view::npos) {
      continue;  // of a feature whose name begins with this one's
    }
    const std::string key(rest.substr(0, slash));
    if (state.contains(key)) continue;
    TWOTOWER_ASSIGN(state[key], read_raw_column(file, prefix + key, std::nullopt));
  }
  return state;
}

}  // namespace

void add_tensors(TensorList& list, const std::string& name, const RawColumn& column) {
  if (const auto* integers = std::get_if<Array<std::int64_t>>(&column.values)) {
    list.add(name + "/integers", *integers);
  } else if (const auto* numbers = std::get_if<Array<double>>(&column.values)) {
    list.add(name + "/numbers", *numbers);
  } else {
    const auto& texts = std::get<StringColumn>(column.values);
    list.add(name + "/offsets", {texts.offsets().size()}, texts.offsets());
    list.add(name + "/bytes", {texts.bytes().size()},
             std::span(reinterpret_cast<const std::uint8_t*>(texts.bytes().data()),
                       texts.bytes().size()));
  }
  if (!column.is_missing.empty()) list.add(name + "/missing", column.is_missing);
  if (!column.list_offsets.empty()) list.add(name + "/lists", column.list_offsets);
  if (!column.id_index.empty()) list.add(name + "/index", column.id_index);
}

void add_tensors(TensorList& list, const std::string& name, const EncodedColumn& column) {
  if (const auto* rows = std::get_if<RowColumn>(&column)) {
    list.add(name + "/rows", rows->rows);
  } else if (const auto* bags = std::get_if<BagColumn>(&column)) {
    list.add(name + "/offsets", bags->offsets);
    list.add(name + "/rows", bags->rows);
  } else {
    const auto& dense = std::get<DenseColumn>(column);
    list.add(name + "/values", {dense.values.size() / dense.dim, dense.dim}, dense.values.view());
  }
}

void add_tensors(TensorList& list, const std::string& name, const SortedValues& sorted) {
  list.add(name + "/sorted", sorted.values);
  if (!sorted.rows.empty()) list.add(name + "/sorted_rows", sorted.rows);
}

Result<RawColumn> read_raw_column(const TensorFile& file, const std::string& name,
                                  std::optional<std::size_t> num_rows) {
  RawColumn column;
  if (file.find(name + "/integers") != nullptr) {
    TWOTOWER_ASSIGN(column.values, read_array<std::int64_t>(file, name + "/integers"));
  } else if (file.find(name + "/numbers") != nullptr) {
    TWOTOWER_ASSIGN(column.values, read_array<double>(file, name + "/numbers"));
  } else {
    TWOTOWER_ASSIGN(column.values, read_texts(file, name));
  }
  if (file.find(name + "/missing") != nullptr) {
    TWOTOWER_ASSIGN(column.is_missing, read_array<std::uint8_t>(file, name + "/missing"));
    if (column.is_missing.size() != column.num_values()) {
      return corrupt(file, name, StoredMissingWrong());
    }
  }
  if (file.find(name + "/lists") != nullptr) {
    TWOTOWER_ASSIGN(column.list_offsets, read_array<std::uint64_t>(file, name + "/lists"));
    if (!are_offsets(column.list_offsets.view(), column.num_values())) {
      return corrupt(file, name, StoredOffsetsWrong(name + "/lists", column.num_values()));
    }
  }
  if (file.find(name + "/index") != nullptr) {
    TWOTOWER_ASSIGN(column.id_index, read_array<std::uint32_t>(file, name + "/index"));
    if (!has_id_index(column)) return corrupt(file, name, StoredIndexWrong());
  }
  if (num_rows.has_value() && column.num_rows() != *num_rows) {
    return corrupt(file, name, StoredRowsWrong(column.num_rows(), *num_rows));
  }
  return column;
}

Result<std::optional<SortedValues>> read_sorted_values(const TensorFile& file,
                                                       const std::string& name,
                                                       const RawColumn& column) {
  if (file.find(name + "/sorted") == nullptr) return std::optional<SortedValues>();
  SortedValues sorted;
  TWOTOWER_ASSIGN(sorted.values, read_array<std::uint32_t>(file, name + "/sorted"));
  if (!are_below(sorted.values.view(), column.num_values())) {
    return corrupt(file, name, StoredOrderOfUnknown());
  }
  if (!column.list_offsets.empty() && !sorted.values.empty()) {
    TWOTOWER_ASSIGN(sorted.rows,
                    file.array<std::uint32_t>(name + "/sorted_rows", {sorted.values.size()}));
    if (!are_below(sorted.rows.view(), column.num_rows())) {
      return corrupt(file, name, StoredOrderOfUnknownRows());
    }
  }
  return std::optional(std::move(sorted));
}

Result<EncodedColumn> read_encoded_column(const TensorFile& file, const std::string& name,
                                          const ColumnForm& form, std::size_t num_rows) {
  auto column = read_any_encoded(file, name, form);
  if (!column.ok()) return column;
  const std::size_t rows = rows_of(column.value());
  if (rows != num_rows) return corrupt(file, name, StoredRowsWrong(rows, num_rows));
  if (!are_below(table_rows_of(column.value()), form.table_rows)) {
    return corrupt(file, name, StoredTableRowUnknown(form.table_rows));
  }
  return column;
}

Result<IdMap> read_ids(const TensorFile& file, const std::string& name) {
  TWOTOWER_ASSIGN(RawColumn column, read_raw_column(file, name, std::nullopt));
  if (column.id_index.empty()) return corrupt(file, name, StoredIndexMissing());
  return IdMap::of(std::move(column));
}

void add_tensors(TensorList& list, const std::string& side, const FeatureSet& set,
                 std::vector<FeatureState>& states) {
  states.clear();
  for (const FeatureSet::Feature& feature : set.features()) {
    states.push_back(feature.fitted->state());
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (const auto& [key, column] : states[i]) {
      add_tensors(list, side + "/" + set.features()[i].name + "/" + key, column);
    }
  }
}

Result<FeatureSet> read_feature_set(const TensorFile& file, const std::string& side,
                                    const ColumnFeatures& options) {
  std::vector<FeatureState> states;
  for (const auto& [name, feature] : options) {
    TWOTOWER_ASSIGN(FeatureState state, read_state(file, side + "/" + name));
    states.push_back(std::move(state));
  }
  auto set = FeatureSet::load(options, states);
  if (set.ok()) return set;
  return corrupt(file, side, FeatureStateUnreadable(set.error().message));
}

}  // namespace twotower
