#include "run/run_summary.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/options.h"

namespace twotower {
namespace {

std::string_view order_name(OrderSource order) {
  constexpr std::array<std::string_view, 3> kNames = {"time", "order", "none"};
  return kNames[static_cast<std::size_t>(order)];
}

Value to_value(const Finding& finding) {
  Value::Map map{{"code", Value(finding.code)},
                 {"kind", Value(std::string(name_of(finding.kind)))},
                 {"table", Value(std::string(name_of(finding.table)))}};
  if (!finding.column.empty()) map.push_back({"column", Value(finding.column)});
  map.push_back({"value", Value(finding.value)});
  map.push_back({"text", Value(finding.text)});
  if (!finding.flag.empty()) map.push_back({"flag", Value(finding.flag)});
  return Value(std::move(map));
}

}  // namespace

std::int64_t rows_of(const PreparedData& data, Part part) {
  return std::ranges::count(data.split.parts, part);
}

Value data_value(const PreparedData& data) {
  const Interactions& interactions = data.dataset.interactions;
  const auto count = [](std::size_t number) { return Value(static_cast<std::int64_t>(number)); };
  Value::Map repeat{{"share", Value(data.repeat_share.share())}, {"rule", to_value(data.repeat)}};
  Value::Map types;
  for (const EventType& type : data.dataset.report.event_types) {
    types.push_back(
        {type.name, Value(Value::Map{{"weight", Value(type.weight)}, {"rows", count(type.rows)}})});
  }
  Value::List checks;
  for (const Finding& finding : data.findings) checks.push_back(to_value(finding));
  return Value(Value::Map{{"interactions", count(interactions.size())},
                          {"users", count(interactions.users.size())},
                          {"sequences", count(interactions.num_sequences())},
                          {"items", count(interactions.items.size())},
                          {"order", Value(std::string(order_name(interactions.order)))},
                          {"types", Value(std::move(types))},
                          {"bad_rows", count(data.dataset.report.bad_rows)},
                          {"header_rows", count(data.dataset.report.header_rows)},
                          {"repeat", Value(std::move(repeat))},
                          {"checks", Value(std::move(checks))}});
}

Value split_value(const PreparedData& data) {
  Value value = to_value(data.config.split);
  auto& map = std::get<Value::Map>(value.data());
  constexpr std::array<std::string_view, 4> kNames = {"train_rows", "validation_rows", "test_rows",
                                                      "cold_rows"};
  for (std::size_t part = 0; part < kNames.size(); ++part) {
    map.push_back({std::string(kNames[part]), Value(rows_of(data, static_cast<Part>(part)))});
  }
  if (const std::int64_t unused = rows_of(data, Part::kUnused); unused > 0) {
    map.push_back({"unused_rows", Value(unused)});
  }
  if (data.later_share.has_value()) map.push_back({"leaks", Value(*data.later_share)});
  return value;
}

}  // namespace twotower
