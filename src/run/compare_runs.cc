#include "run/compare_runs.h"

#include <initializer_list>
#include <map>
#include <string_view>

#include "base/json.h"
#include "base/messages/run_errors.h"
#include "base/options.h"
#include "config/config.h"
#include "config/yaml_value.h"
#include "eval/bootstrap.h"
#include "eval/metrics.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/kept_ranks.h"
#include "run/run_folder.h"

namespace twotower {
namespace {

// What the folder of a run holds.
struct Run {
  std::string path;
  Config config;
  KeptRanks ranks;
  Value report;
};

// "a.b.c" -> "value as JSON", of everything in a tree; lists are one value.
void flatten(const Value& value, const std::string& path,
             std::map<std::string, std::string>& flat) {
  const auto* map = value.as<Value::Map>();
  if (map == nullptr) {
    flat[path] = to_json(value);
    return;
  }
  for (const auto& [key, child] : *map) flatten(child, path.empty() ? key : path + "." + key, flat);
}

std::map<std::string, std::string> flattened(const Config& config) {
  std::map<std::string, std::string> flat;
  flatten(to_value(config), "", flat);
  return flat;
}

Result<Run> load_run(const std::string& path) {
  Run run;
  run.path = path;
  TWOTOWER_ASSIGN(const Value config, read_yaml_file(config_of({path})));
  TWOTOWER_ASSIGN(run.config, read_options<Config>(config, config_of({path})));
  TWOTOWER_ASSIGN(run.ranks, load_ranks(path));
  TWOTOWER_ASSIGN(run.report, read_yaml_file(path + "/report.json"));
  return run;
}

FigureChange change_of(std::string name, double first, double second,
                       const std::optional<Interval>& interval) {
  FigureChange change{.name = std::move(name), .first = first, .second = second};
  if (interval.has_value()) {
    change.low = interval->low;
    change.high = interval->high;
  }
  return change;
}

Result<std::vector<FigureChange>> compare_metrics(ThreadPool& pool, const Run& first,
                                                  const Run& second) {
  TWOTOWER_ASSIGN(const std::vector<Metric> metrics, metrics_of(first.config));
  std::vector<QueryValues> columns;
  for (const Metric& metric : metrics) {
    columns.push_back(query_values(metric, first.ranks.ranks));
    columns.push_back(query_values(metric, second.ranks.ranks));
  }
  const std::vector<Resampled> figures = resample_users(pool, first.ranks.users, columns);
  std::vector<FigureChange> changes;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const Resampled& a = figures[2 * i];
    const Resampled& b = figures[2 * i + 1];
    changes.push_back(
        change_of(to_string(metrics[i]), a.value, b.value, difference(b, a).interval()));
  }
  return changes;
}

std::vector<std::pair<std::string, std::string>> compare_configs(const Run& first,
                                                                 const Run& second) {
  const auto a = flattened(first.config), b = flattened(second.config);
  std::map<std::string, std::string> all = a;
  all.insert(b.begin(), b.end());
  std::vector<std::pair<std::string, std::string>> differences;
  const auto text = [](const std::map<std::string, std::string>& flat, const std::string& key) {
    const auto entry = flat.find(key);
    return entry == flat.end() ? std::string("-") : entry->second;
  };
  for (const auto& [key, value] : all) {
    if (text(a, key) != text(b, key)) {
      differences.emplace_back(key, text(a, key) + " -> " + text(b, key));
    }
  }
  return differences;
}

const Value* find_path(const Value& value, std::initializer_list<std::string_view> path) {
  const Value* place = &value;
  for (const std::string_view key : path) {
    place = place->find(key);
    if (place == nullptr) return nullptr;
  }
  return place;
}

std::vector<FigureChange> compare_slices(const Run& first, const Run& second,
                                         const std::string& metric) {
  std::vector<FigureChange> changes;
  const Value* slices = find_path(first.report, {"test", "slices"});
  const auto* map = slices == nullptr ? nullptr : slices->as<Value::Map>();
  if (map == nullptr) return changes;
  for (const auto& [name, slice] : *map) {
    const Value* a = find_path(slice, {metric, "value"});
    const Value* b = find_path(second.report, {"test", "slices", name, metric, "value"});
    if (a == nullptr || b == nullptr || !a->is_number() || !b->is_number()) continue;
    changes.push_back(change_of(name, a->to_number(), b->to_number(), std::nullopt));
  }
  return changes;
}

Value to_value(const FigureChange& change) {
  Value::Map map{{"first", Value(change.first)}, {"second", Value(change.second)}};
  if (change.low.has_value()) map.push_back({"low", Value(*change.low)});
  if (change.high.has_value()) map.push_back({"high", Value(*change.high)});
  return Value(std::move(map));
}

Value to_value(const std::vector<FigureChange>& changes) {
  Value::Map map;
  for (const FigureChange& change : changes) map.push_back({change.name, to_value(change)});
  return Value(std::move(map));
}

}  // namespace

Result<RunComparison> compare_runs(ThreadPool& pool, const std::string& first_path,
                                   const std::string& second_path) {
  TWOTOWER_ASSIGN(const Run first, load_run(first_path));
  TWOTOWER_ASSIGN(const Run second, load_run(second_path));
  if (!first.ranks.is_same_test(second.ranks)) {
    return Error{ErrorCode::kBundleMismatch, second.path,
                 RunsOfOtherTests(first.path, second.path)};
  }
  RunComparison comparison{.first = first.path, .second = second.path};
  TWOTOWER_ASSIGN(comparison.metrics, compare_metrics(pool, first, second));
  comparison.config = compare_configs(first, second);
  comparison.slices = compare_slices(first, second, comparison.metrics.front().name);
  return comparison;
}

Value to_value(const RunComparison& comparison) {
  Value::Map config;
  for (const auto& [key, change] : comparison.config) config.push_back({key, Value(change)});
  return Value(Value::Map{{"first", Value(comparison.first)},
                          {"second", Value(comparison.second)},
                          {"metrics", to_value(comparison.metrics)},
                          {"slices", to_value(comparison.slices)},
                          {"config", Value(std::move(config))}});
}

}  // namespace twotower
