#include "data/role_content.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "data/column_names.h"

namespace twotower {
namespace {

constexpr double kReadsAsTime = 0.99;  // share of the values
constexpr double kHasTimeForm = 0.9;   // share of the values

constexpr std::uint64_t kMinIds = 10;  // fewer are a feature; read_dataset() needs as many users
constexpr double kMinRowsOfId = 1.2;   // rows for each id
constexpr double kMaxWordsOfId = 1.5;
constexpr std::uint64_t kManyTimes = 5;  // as many values: branches beside products
constexpr double kSettlesRows = 0.999;   // share of the rows

}  // namespace

bool reads_as_time(const ColumnProfile& column) {
  return column.time_share >= kReadsAsTime && !column.is_list;
}

bool has_time_form(const ColumnProfile& column) {
  return column.time_form_share >= kHasTimeForm;
}

bool is_named_id(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return !words.empty() && (words.back() == "id" || words.back() == "no" || words.back() == "code");
}

bool is_figure(const ColumnProfile& column) {
  const bool is_quantity = is_quantity_name(column.name) && !is_named_id(column.name);
  return is_quantity || is_outcome_name(column.name);
}

bool has_id_values(const ColumnProfile& column) {
  const bool is_date = column.type == "text" && (reads_as_time(column) || has_time_form(column));
  const bool is_whole = column.type != "number" || column.is_whole;
  return is_whole && !column.is_list && !column.is_timestamp && !is_date;
}

bool comes_again(const ColumnProfile& column) {
  const auto values = static_cast<double>(column.rows - column.missing);
  return column.distinct >= kMinIds &&
         values >= kMinRowsOfId * static_cast<double>(column.distinct);
}

bool is_id_like(const ColumnProfile& column) {
  if (!has_id_values(column) || column.words > kMaxWordsOfId || is_figure(column)) return false;
  if (is_private_name(column.name, NamedPerson::kUser)) return false;
  return comes_again(column) && column.missing_share() < 0.01;
}

bool is_title_like(const ColumnProfile& column) {
  if (!has_id_values(column) || column.words <= kMaxWordsOfId || is_figure(column)) return false;
  return comes_again(column) && !is_private_name(column.name, NamedPerson::kUser);
}

bool settles(const TableProfile& profile, const std::string& key, const std::string& name) {
  const Table& table = profile.read.table;
  return constancy_of(*table.find(key), *table.find(name)).constant_share >= kSettlesRows;
}

std::vector<std::string> without_few_valued(const TableProfile& profile,
                                            std::vector<std::string> names) {
  std::uint64_t most = 0;
  for (const std::string& name : names) most = std::max(most, profile.find(name)->distinct);
  std::erase_if(names, [&](const std::string& name) {
    const std::uint64_t distinct = profile.find(name)->distinct;
    return distinct <= kFewValues && kManyTimes * distinct <= most;
  });
  return names;
}

std::vector<std::string> without_properties(const TableProfile& profile,
                                            const std::vector<std::string>& names) {
  std::vector<std::string> left;
  for (const std::string& name : names) {
    const bool is_told = std::ranges::any_of(names, [&](const std::string& key) {
      return profile.find(key)->distinct > profile.find(name)->distinct &&
             settles(profile, key, name);
    });
    if (!is_told) left.push_back(name);
  }
  return left;
}

std::vector<std::string> most_values_first(const TableProfile& profile,
                                           std::vector<std::string> names) {
  std::ranges::stable_sort(names, std::greater<>(),
                           [&](const std::string& name) { return profile.find(name)->distinct; });
  return names;
}

std::vector<std::string> moments_last(const TableProfile& profile, std::vector<std::string> names) {
  std::vector<std::string> times;
  for (const ColumnProfile& column : profile.columns) {
    if (reads_as_time(column) || has_time_form(column)) times.push_back(column.name);
  }
  std::ranges::stable_partition(names, [&](const std::string& name) {
    return times.empty() || !std::ranges::all_of(times, [&](const std::string& time) {
             return settles(profile, name, time);
           });
  });
  return names;
}

}  // namespace twotower
