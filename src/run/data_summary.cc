#include "run/data_summary.h"

#include <string_view>
#include <utility>

#include "base/options.h"
#include "base/timestamp.h"
#include "messages/said.h"
#include "prepare/prepared_data.h"
#include "run/internal/summarize.h"

namespace twotower {
namespace {

std::string_view order_name(ReadSummary::Order order) {
  constexpr std::string_view kNames[] = {"time", "order", "none"};
  return kNames[static_cast<std::size_t>(order)];
}

Value to_value(const Finding& finding) {
  Value::Map map{{"code", Value(finding.code)},
                 {"kind", Value(std::string(name_of(finding.kind)))},
                 {"table", Value(std::string(name_of(finding.table)))}};
  if (!finding.column.empty()) map.push_back({"column", Value(finding.column)});
  map.push_back({"value", Value(finding.value)});
  add_message(finding.message, said(finding, Language::kEnglish), map);
  if (!finding.flag.empty()) map.push_back({"flag", Value(finding.flag)});
  return Value(std::move(map));
}

}  // namespace

Result<DataSummary> look_at_data(Config config) {
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config)));
  return summary_of(data);
}

Value data_value(const DataSummary& data) {
  const ReadSummary& read = data.read;
  Value::Map repeat{{"share", Value(data.repeat_share)}, {"rule", to_value(data.repeat)}};
  Value::Map types;
  for (const ReadSummary::EventType& type : read.event_types) {
    types.push_back(
        {type.name, Value(Value::Map{{"weight", Value(type.weight)}, {"rows", Value(type.rows)}})});
  }
  Value::List checks;
  for (const Finding& finding : data.findings) checks.push_back(to_value(finding));
  return Value(Value::Map{{"interactions", Value(read.interactions)},
                          {"users", Value(read.users)},
                          {"sequences", Value(read.sequences)},
                          {"items", Value(read.items)},
                          {"order", Value(std::string(order_name(read.order)))},
                          {"types", Value(std::move(types))},
                          {"bad_rows", Value(read.bad_rows)},
                          {"header_rows", Value(read.header_rows)},
                          {"literal_quotes", Value(read.literal_quotes)},
                          {"escaped_quotes", Value(read.escaped_quotes)},
                          {"trimmed_ids", Value(read.trimmed_ids)},
                          {"collapse", Value(read.collapse)},
                          {"collapsed_rows", Value(read.collapsed_rows)},
                          {"log_rows", Value(read.log_rows)},
                          {"log_unfit", Value(read.log_unfit)},
                          {"log_untyped", Value(read.log_untyped)},
                          {"repeat", Value(std::move(repeat))},
                          {"checks", Value(std::move(checks))}});
}

namespace {

Value later_value(const SplitSummary& split) {
  Value::Map map{{"log", Value(split.later->log)}};
  if (split.test_from.has_value()) {
    map.push_back({"from", Timestamp{*split.test_from}.to_value()});
  }
  map.push_back({"rows_not_later", Value(split.later->rows_not_later)});
  return Value(std::move(map));
}

}  // namespace

Value split_value(const DataSummary& data) {
  Value value = to_value(data.config.split);
  auto& map = std::get<Value::Map>(value.data());
  const SplitSummary& split = data.split;
  map.push_back({"train_rows", Value(split.train_rows)});
  map.push_back({"validation_rows", Value(split.validation_rows)});
  map.push_back({"test_rows", Value(split.test_rows)});
  map.push_back({"cold_rows", Value(split.cold_rows)});
  if (split.unused_rows > 0) map.push_back({"unused_rows", Value(split.unused_rows)});
  if (split.later_share.has_value()) map.push_back({"leaks", Value(*split.later_share)});
  if (split.later.has_value()) map.push_back({"later", later_value(split)});
  return value;
}

}  // namespace twotower
