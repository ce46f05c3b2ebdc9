#include "cli/inspect_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <concepts>
#include <string_view>
#include <utility>
#include <variant>

#include "base/count_value.h"
#include "base/options.h"
#include "data/files/read_table.h"
#include "data/files/table_form.h"
#include "messages/say.h"

namespace twotower {
namespace {

constexpr std::size_t kNumValues = 5;

// What is said of a table, with places for figures (fmt).
struct TableWording {
  std::string_view table, column, type, missing, distinct, values;
};

constexpr TableWording kTableInEnglish = {.table = "{}: {}, {} rows, {} columns\n",
                                          .column = "column",
                                          .type = "type",
                                          .missing = "missing",
                                          .distinct = "distinct",
                                          .values = "values"};

constexpr TableWording kTableInChinese = {.table = "{}：{}，{} 行，{} 列\n",
                                          .column = "列",
                                          .type = "类型",
                                          .missing = "缺失",
                                          .distinct = "不同值",
                                          .values = "示例"};

constexpr std::string_view kList = "list of ";

std::string type_in_chinese(std::string_view type) {
  if (type.starts_with(kList)) return type_in_chinese(type.substr(kList.size())) + "列表";
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"integer", "整数"}, {"number", "数值"}, {"text", "文本"}, {"time", "时间"}};
  const auto* known =
      std::ranges::find(kTypes, type, &std::pair<std::string_view, std::string_view>::first);
  return std::string(known == std::end(kTypes) ? type : known->second);
}

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
  if (!column.list_offsets.empty()) inspected.type = std::string(kList) + inspected.type;
  inspected.missing = static_cast<std::uint64_t>(
      std::ranges::count_if(column.is_missing, [](std::uint8_t missing) { return missing != 0; }));
  inspected.distinct =
      std::visit([&](const auto& values) { return count_distinct(column, values); }, column.values);
  inspected.values = first_values(column);
  return inspected;
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

std::string to_text(const InspectedTable& table, Language language) {
  const bool is_chinese = language == Language::kChinese;
  const TableWording& words = is_chinese ? kTableInChinese : kTableInEnglish;
  std::size_t width = 6;
  for (const InspectedColumn& column : table.columns) width = std::max(width, column.name.size());
  std::string text = say(words.table, table.path, table.format, table.rows, table.columns.size());
  text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  {}\n", words.column, width, words.type,
                      words.missing, words.distinct, words.values);
  for (const InspectedColumn& column : table.columns) {
    text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  {}\n", column.name, width,
                        is_chinese ? type_in_chinese(column.type) : column.type, column.missing,
                        column.distinct, fmt::join(column.values, ", "));
  }
  return text;
}

}  // namespace twotower
