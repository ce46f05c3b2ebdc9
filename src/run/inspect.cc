#include "run/inspect.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/count_value.h"
#include "base/option_name.h"
#include "base/options.h"
#include "bundle/bundle.h"
#include "config/load_config.h"
#include "data/files/read_table.h"
#include "data/files/table_form.h"
#include "messages/said.h"
#include "model/tower_outline.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

constexpr std::size_t kNumValues = 5;
constexpr std::string_view kTable = "data.interactions";  // the keys by which a file is read

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
                            .type = is_timestamp ? "time" : std::string(column.type_name()),
                            .is_list = !column.list_offsets.empty()};
  inspected.missing = static_cast<std::uint64_t>(
      std::ranges::count_if(column.is_missing, [](std::uint8_t missing) { return missing != 0; }));
  inspected.distinct =
      std::visit([&](const auto& values) { return count_distinct(column, values); }, column.values);
  inspected.values = first_values(column);
  return inspected;
}

InspectedTower tower_of(const TowerOutline& outline) {
  InspectedTower tower{.inputs = {}, .widths = outline.widths()};
  for (const TowerOutline::Input& input : outline.inputs) {
    tower.inputs.push_back({feature_message(input), input.kind, input.width});
  }
  return tower;
}

Value tables_value(const std::vector<InspectedBundle::Table>& tables) {
  Value::List list;
  for (const InspectedBundle::Table& table : tables) {
    list.push_back(Value(Value::Map{{"name", Value(table.name)},
                                    {"rows", count_value(table.rows)},
                                    {"dim", count_value(table.dim)},
                                    {"bytes", count_value(table.bytes)}}));
  }
  return Value(std::move(list));
}

// A column that cannot be read, and why.
InspectedColumn unread_column(const std::string& name, const Error& error) {
  return {.name = name, .type = "unread", .problem = error.message};
}

// Every column that can be read. Fails where none can.
Result<InspectedTable> inspect_columns(const TableOptions& options) {
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, kTable));
  InspectedTable table{.path = options.path,
                       .format = std::string(option_name(form.format)),
                       .doubts = doubts_of(form.findings)};
  std::optional<Error> first_problem;
  bool has_any = false;
  for (const std::string& name : form.names) {
    const auto file = read_table(options, form, {{.name = name}}, kTable);
    if (!file.ok()) {
      if (!first_problem.has_value()) first_problem = file.error();
      table.columns.push_back(unread_column(name, file.error()));
      continue;
    }
    has_any = true;
    const FileTable& read = file.value();
    table.rows = read.table.num_rows();
    table.columns.push_back(inspect_column(name, read.table.columns[0], read.is_timestamp[0] != 0));
  }
  if (!has_any && first_problem.has_value()) return std::move(*first_problem);
  return table;
}

}  // namespace

Result<InspectedTable> inspect_table(const std::string& path,
                                     const std::vector<std::string>& overrides) {
  TWOTOWER_ASSIGN(const Config config, load_config({.overrides = overrides}));
  TableOptions options = config.data.interactions;
  options.path = path;
  auto table = inspect_columns(options);
  if (!table.ok()) return with_runs_below(table.error(), path);
  return table;
}

namespace {

Value column_value(const InspectedColumn& column) {
  Value::Map map{{"name", Value(column.name)},
                 {"type", Value((column.is_list ? "list of " : "") + column.type)}};
  if (column.problem.has_value()) {
    map.push_back({"problem", Value(english(*column.problem))});
    return Value(std::move(map));
  }
  map.push_back({"missing", count_value(column.missing)});
  map.push_back({"distinct", count_value(column.distinct)});
  map.push_back({"values", twotower::to_value(column.values)});
  return Value(std::move(map));
}

}  // namespace

Value to_value(const InspectedTable& table) {
  Value::List columns;
  for (const InspectedColumn& column : table.columns) {
    columns.push_back(column_value(column));
  }
  return Value(Value::Map{{"kind", Value(std::string("table"))},
                          {"path", Value(table.path)},
                          {"format", Value(table.format)},
                          {"rows", count_value(table.rows)},
                          {"columns", Value(std::move(columns))}});
}

namespace {

// Bundles of before have no such option.
std::string fit_of(const Manifest& manifest) {
  const Value* fit = option_at(manifest, {"train", "fit"});
  const auto* text = fit == nullptr ? nullptr : fit->as<std::string>();
  return text == nullptr ? "tested" : *text;
}

}  // namespace

Result<InspectedBundle> inspect_bundle(const std::string& path) {
  TWOTOWER_ASSIGN(const Bundle bundle, open_bundle(find_bundle(path)));
  const Manifest& manifest = bundle.manifest;
  const TowerOutline user = outline_user_tower(*bundle.model, bundle.features);
  const TowerOutline item = outline_item_tower(*bundle.model, bundle.features);
  InspectedBundle inspected{
      .path = find_bundle(path),
      .generation = manifest.generation,
      .created = manifest.created,
      .twotower = manifest.twotower,
      .users = bundle.users->ids.size(),
      .items = bundle.index->num_present(),
      .events = bundle.users->histories.item_slots.size(),
      .repeat = std::string(option_name(manifest.repeat)),
      .similarity = manifest.similarity,
      .temperature = manifest.temperature,
      .user_tower = tower_of(user),
      .item_tower = tower_of(item),
      .towers = Value(Value::Map{{"user", to_value(user)}, {"item", to_value(item)}}),
      .weights = count_weights(*bundle.model),
      .metrics = manifest.metrics,
      .fit = fit_of(manifest),
      .repeats = manifest.repeats};
  for (const auto& [name, table] : bundle.model->tables()) {
    inspected.tables.push_back({name, table.num_rows(), table.dim(), table.weights().size_bytes()});
  }
  for (const auto& [name, file] : manifest.files) inspected.files.emplace_back(name, file.bytes);
  return inspected;
}

Value to_value(const InspectedBundle& bundle) {
  Value::Map files;
  for (const auto& [name, bytes] : bundle.files) files.push_back({name, count_value(bytes)});
  Value::Map map{{"kind", Value(std::string("bundle"))},
                 {"path", Value(bundle.path)},
                 {"generation", Value(bundle.generation)},
                 {"created", Value(bundle.created)},
                 {"twotower", Value(bundle.twotower)},
                 {"users", count_value(bundle.users)},
                 {"items", count_value(bundle.items)},
                 {"events", count_value(bundle.events)},
                 {"repeat", Value(bundle.repeat)},
                 {"similarity", Value(bundle.similarity)},
                 {"temperature", Value(bundle.temperature)},
                 {"towers", bundle.towers},
                 {"tables", tables_value(bundle.tables)},
                 {"weights", count_value(bundle.weights)},
                 {"files", Value(std::move(files))},
                 {"fit", Value(bundle.fit)},
                 {"metrics", bundle.metrics}};
  if (bundle.repeats.is_on()) {
    const auto metrics = std::ranges::find(map, "metrics", &Value::Entry::key);
    map.insert(metrics,
               {"repeats", Value(Value::Map{{"weight", Value(bundle.repeats.weight)},
                                            {"half_life", Value(bundle.repeats.half_life)}})});
  }
  return Value(std::move(map));
}

}  // namespace twotower
