#include "train/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/options.h"
#include "base/timestamp.h"

namespace twotower {
namespace {

std::int64_t rows_of(const PreparedData& data, Part part) {
  return std::ranges::count(data.split.parts, part);
}

std::string_view order_name(OrderSource order) {
  constexpr std::array<std::string_view, 3> kNames = {"time", "order", "none"};
  return kNames[static_cast<std::size_t>(order)];
}

std::string_view kind_of(const SplitOptions& split) {
  return std::visit([](const auto& options) { return options.kKind; }, split);
}

std::string columns_text(const InteractionColumns& columns) {
  std::string text;
  const auto add = [&](std::string_view role, const std::string& column) {
    if (!column.empty()) text += fmt::format("{}{}={}", text.empty() ? "" : " ", role, column);
  };
  add("user", columns.user);
  add("item", columns.item);
  add("time", columns.time);
  add("order", columns.order);
  add("type", columns.type);
  add("session", columns.session);
  return text;
}

// "view 1 (91 %)  cart 3 (6 %)".
std::string weights_text(const std::vector<EventType>& types) {
  double rows = 0.0;
  for (const EventType& type : types) rows += static_cast<double>(type.rows);
  std::string text;
  for (const EventType& type : types) {
    text += fmt::format("{}{} {} ({:.0f} %)", text.empty() ? "weights   " : "  ", type.name,
                        type.weight, 100.0 * static_cast<double>(type.rows) / rows);
  }
  return text.empty() ? text : text + "\n";
}

std::string files_text(const DataReport& report) {
  return report.files > 1 ? fmt::format(" in {} files", report.files) : "";
}

// "2026-11-21".
std::string day_of(std::int64_t microseconds) {
  return to_string(Timestamp{microseconds}).substr(0, std::string_view("2026-11-21").size());
}

// ", 2026-08-24 .. 2026-11-21"; empty without times.
std::string period_text(const Interactions& interactions) {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = kMissingTime;
  for (const std::int64_t time : interactions.times) {
    if (time == kMissingTime) continue;
    first = std::min(first, time);
    last = std::max(last, time);
  }
  if (last == kMissingTime) return "";
  return fmt::format(", {} .. {}", day_of(first), day_of(last));
}

// " 812 to 2026-11-03": rows of a part and, in a split by time, where the next begins.
std::string part_text(const PreparedData& data, Part part, std::int64_t next_from) {
  const std::int64_t rows = rows_of(data, part);
  if (next_from == kMissingTime) return fmt::format("{}", rows);
  return fmt::format("{} to {}", rows, day_of(next_from));
}

std::string notes(const DataReport& report) {
  std::string text;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) text += fmt::format("checked   {} {}\n", count, what);
  };
  add(report.rows_left_out, "rows are left out by keep and last");
  add(report.impressions, "rows are impressions: no interactions");
  for (const std::string& finding : report.findings) text += fmt::format("found     {}\n", finding);
  add(report.bad_rows, "rows cannot be used: left out (data.*.on_bad_row)");
  for (const std::string& why : report.first_bad_rows) text += fmt::format("          {}\n", why);
  add(report.missing_times, "rows have no time");
  add(report.missing_orders, "rows have no place in the order");
  add(report.nan_values, "values are not a number: read as missing");
  if (report.lists_ascend) text += "checked   lists ascend by item id: they tell no order\n";
  return text;
}

}  // namespace

std::string data_summary(const PreparedData& data) {
  const Interactions& interactions = data.dataset.interactions;
  std::string text =
      fmt::format("read      {} interactions, {} users, {} sequences, {} items{}{}{:>12.1f} s\n",
                  interactions.size(), interactions.users.size(), interactions.num_sequences(),
                  interactions.items.size(), files_text(data.dataset.report),
                  period_text(interactions), data.read_seconds);
  text += fmt::format("columns   {} (order: {})\n", columns_text(data.dataset.report.columns),
                      order_name(interactions.order));
  text += weights_text(data.dataset.report.event_types);
  text += notes(data.dataset.report);
  if (const double later = data.later_share.value_or(0.0); later > 0.0) {
    text += fmt::format(
        "checked   split.leaks: {:.0f} % of training rows are later than a test row: no figure of "
        "production; split.kind=time is one\n",
        100.0 * later);
  }
  text += checks_text(data);
  text += fmt::format("repeats   {:.1f} % of validation rows return to a known item: {}\n",
                      100.0 * data.repeat_share.share(),
                      data.repeat == RepeatRule::kAllow ? "known items stay in the lists"
                                                        : "known items are left out");
  text += fmt::format(
      "split     {}: train {} | validation {} | test {}", kind_of(data.config.split),
      part_text(data, Part::kTrain, data.split.validation_from),
      part_text(data, Part::kValidation, data.split.test_from), rows_of(data, Part::kTest));
  if (const std::int64_t cold = rows_of(data, Part::kCold); cold > 0) {
    text += fmt::format(" | cold items {}", cold);
  }
  if (const std::int64_t unused = rows_of(data, Part::kUnused); unused > 0) {
    text += fmt::format(" | in none {}", unused);
  }
  return text + "\n" + decisions_text(data);
}

std::string checks_text(const PreparedData& data) {
  std::string text;
  for (const Finding& finding : data.findings) {
    const std::string where =
        finding.column.empty() ? "" : fmt::format("{}.{} ", name_of(finding.table), finding.column);
    text += fmt::format("checked   {} {}{}{}{}\n", finding.kind == FindingKind::kNote ? ' ' : '!',
                        where, finding.text, finding.flag.empty() ? "" : "   ", finding.flag);
  }
  return text;
}

std::string decisions_text(const PreparedData& data) {
  std::string text;
  for (const Decision& decision : data.decisions) {
    const std::string flag = decision.flag.empty() ? "--set " + decision.key : decision.flag;
    text += fmt::format("chosen    {}: {}   {}\n", decision.key, decision.text, flag);
  }
  return text;
}

namespace {

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
