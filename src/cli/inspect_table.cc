#include "cli/inspect_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <string_view>
#include <utility>
#include <variant>

#include "base/options.h"
#include "data/files/read_table.h"
#include "data/files/table_form.h"

namespace twotower {
namespace {

constexpr std::size_t kNumValues = 5;

// How many different values of `values` are there, missing ones apart.
template <typename Values>
std::uint64_t count_distinct(const RawColumn& column, const Values& values) {
  std::vector<std::decay_t<decltype(values[0])>> sorted;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!column.missing(i)) sorted.push_back(values[i]);
  }
  std::ranges::sort(sorted);
  return static_cast<std::uint64_t>(std::ranges::unique(sorted).begin() - sorted.begin());
}

std::vector<std::string> first_values(const RawColumn& column) {
  constexpr std::size_t kLookedAt = 1000;
  std::vector<std::string> values;
  for (std::size_t i = 0; i < std::min(column.num_values(), kLookedAt); ++i) {
    if (column.missing(i) || values.size() == kNumValues) continue;
    std::string text = text_of(column, i);
    if (std::ranges::count(values, text) == 0) values.push_back(std::move(text));
  }
  return values;
}

InspectedColumn inspect_column(const std::string& name, const RawColumn& column,
                               bool is_timestamp) {
  InspectedColumn inspected{.name = name,
                            .type = is_timestamp ? "time" : std::string(column.type_name())};
  if (!column.list_offsets.empty()) inspected.type = "list of " + inspected.type;
  inspected.missing = static_cast<std::uint64_t>(
      std::ranges::count_if(column.is_missing, [](std::uint8_t missing) { return missing != 0; }));
  inspected.distinct =
      std::visit([&](const auto& values) { return count_distinct(column, values); }, column.values);
  inspected.values = first_values(column);
  return inspected;
}

Value count_value(std::uint64_t count) {
  return Value(static_cast<std::int64_t>(count));
}

}  // namespace

Result<InspectedTable> inspect_table(const std::string& path) {
  TableOptions options;
  options.path = path;
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, "FILE"));
  InspectedTable table{
      .path = path,
      .format = std::string(option_names(form.format)[static_cast<std::size_t>(form.format)])};
  for (const std::string& name : form.names) {
    TWOTOWER_ASSIGN(const FileTable file, read_table(options, form, {{.name = name}}, "FILE"));
    table.rows = file.table.num_rows();
    table.columns.push_back(inspect_column(name, file.table.columns[0], file.is_timestamp[0] != 0));
  }
  return table;
}

Value to_value(const InspectedTable& table) {
  Value::List columns;
  for (const InspectedColumn& column : table.columns) {
    columns.push_back(Value(Value::Map{{"name", Value(column.name)},
                                       {"type", Value(column.type)},
                                       {"missing", count_value(column.missing)},
                                       {"distinct", count_value(column.distinct)},
                                       {"values", to_value(column.values)}}));
  }
  return Value(Value::Map{{"kind", Value(std::string("table"))},
                          {"path", Value(table.path)},
                          {"format", Value(table.format)},
                          {"rows", count_value(table.rows)},
                          {"columns", Value(std::move(columns))}});
}

std::string to_text(const InspectedTable& table) {
  std::size_t width = 6;
  for (const InspectedColumn& column : table.columns) width = std::max(width, column.name.size());
  std::string text = fmt::format("{}: {}, {} rows, {} columns\n", table.path, table.format,
                                 table.rows, table.columns.size());
  text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  values\n", "column", width, "type",
                      "missing", "distinct");
  for (const InspectedColumn& column : table.columns) {
    text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  {}\n", column.name, width, column.type,
                        column.missing, column.distinct, fmt::join(column.values, ", "));
  }
  return text;
}

}  // namespace twotower
