#include "data/key_columns.h"

#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "data/column_names.h"
#include "data/role_content.h"

namespace twotower {
namespace {

constexpr std::uint64_t kRowsSampled = 10'000;
constexpr double kNearlyEveryRow = 0.99;
constexpr double kMostValues = 0.5;  // of the values: an items table may lack many
constexpr double kNearlyAllIntegers = 0.9;
constexpr double kHardlyAny = 0.05;  // a few numbers agree by chance

// Prices and the like agree with ids by chance.
bool could_be_key(const ColumnProfile& column) {
  const auto values = static_cast<double>(column.rows - column.missing);
  const bool is_number = column.type != "text" && is_figure(column);
  return !column.is_list && !is_number && column.distinct > 1 &&
         column.missing_share() < 1.0 - kNearlyEveryRow &&
         static_cast<double>(column.distinct) >= kNearlyEveryRow * values;
}

}  // namespace

// What has a value: `rows` of a column.
struct ValueSamples::Samples {
  struct Place {
    std::size_t column;
    std::uint64_t rows;
  };
  absl::flat_hash_map<std::string, std::vector<Place>> places;  // by value
  std::vector<std::uint64_t> rows;                              // [columns]
};

ValueSamples::ValueSamples(const std::vector<const RawColumn*>& columns)
    : samples_(std::make_unique<Samples>()) {
  samples_->rows.resize(columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const RawColumn& column = *columns[c];
    const std::size_t step = std::max<std::size_t>(1, column.num_rows() / kRowsSampled);
    for (std::size_t row = 0; row < column.num_rows(); row += step) {
      if (column.missing_row(row) || !column.list_offsets.empty()) continue;
      ++samples_->rows[c];
      auto& places = samples_->places[text_of(column, row)];
      if (places.empty() || places.back().column != c) places.push_back({c, 0});
      ++places.back().rows;
    }
  }
}

ValueSamples::~ValueSamples() = default;

std::vector<double> ValueSamples::shares_in(const RawColumn& keys) const {
  std::vector<std::uint64_t> found(samples_->rows.size(), 0);
  absl::flat_hash_map<const void*, bool> is_met;  // keys that come twice count once
  for (std::size_t row = 0; row < keys.num_rows(); ++row) {
    if (keys.missing_row(row)) continue;
    const auto known = samples_->places.find(text_of(keys, row));
    if (known == samples_->places.end()) continue;
    if (!is_met.try_emplace(&known->second, true).second) continue;
    for (const auto& [column, rows] : known->second) found[column] += rows;
  }
  std::vector<double> shares;
  for (std::size_t c = 0; c < found.size(); ++c) {
    const std::uint64_t rows = samples_->rows[c];
    shares.push_back(rows == 0 ? 0.0 : static_cast<double>(found[c]) / static_cast<double>(rows));
  }
  return shares;
}

std::vector<KeyColumn> ValueSamples::look_up(const TableProfile& table,
                                             const std::string& only) const {
  std::vector<KeyColumn> keys;
  for (const ColumnProfile& column : table.columns) {
    const bool is_wanted = only.empty() ? could_be_key(column) : column.name == only;
    if (!is_wanted || column.is_list) continue;
    keys.push_back({column.name, shares_in(*table.read.table.find(column.name))});
  }
  return keys;
}

std::optional<std::string> column_of_ids(const RawColumn& ids, const TableProfile& table,
                                         const std::optional<std::string>& named,
                                         const std::string& of_log) {
  const ValueSamples samples({&ids});
  const auto share_of = [](const KeyColumn& key) { return key.shares[0]; };
  if (named.has_value()) {
    const auto own = samples.look_up(table, *named);
    if (!own.empty() && share_of(own[0]) >= kHardlyAny) return std::nullopt;
  }
  std::vector<KeyColumn> keys = samples.look_up(table);
  const bool is_said = named.has_value() && is_same_name(*named, of_log);
  std::erase_if(keys, [&](const KeyColumn& key) {
    const ColumnProfile& column = *table.find(key.name);
    if (column.type == "text") return false;
    return is_said || share_of(key) < kNearlyAllIntegers;
  });
  const auto best = std::ranges::max_element(keys, {}, share_of);
  if (best == keys.end() || share_of(*best) < kMostValues) return std::nullopt;
  return best->name;
}

}  // namespace twotower
