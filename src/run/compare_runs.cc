#include "run/compare_runs.h"

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string_view>

#include "base/messages/run_errors.h"
#include "base/options.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "config/yaml_value.h"
#include "eval/bootstrap.h"
#include "eval/metrics.h"
#include "run/internal/evaluate_bundle.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/flat_config.h"
#include "run/internal/kept_ranks.h"
#include "run/internal/later_test.h"
#include "run/open_bundle.h"
#include "run/run_folder.h"

namespace twotower {
namespace {

// What is compared of a run, or of a bundle on later rows.
struct Run {
  std::string path;
  Value config;
  std::vector<Metric> metrics;
  KeptRanks ranks;
  std::map<std::string, double> slices;  // of the first metric
};

const Value* find_path(const Value& value, std::initializer_list<std::string_view> path) {
  const Value* place = &value;
  for (const std::string_view key : path) {
    place = place->find(key);
    if (place == nullptr) return nullptr;
  }
  return place;
}

// The slices of a run's report.
std::map<std::string, double> slices_of(const Value& report, const std::string& metric) {
  std::map<std::string, double> slices;
  const Value* kept = find_path(report, {"test", "slices"});
  const auto* map = kept == nullptr ? nullptr : kept->as<Value::Map>();
  if (map == nullptr) return slices;
  for (const auto& [name, slice] : *map) {
    const Value* value = find_path(slice, {metric, "value"});
    if (value != nullptr && value->is_number()) slices[name] = value->to_number();
  }
  return slices;
}

// A folder of runs is the newest finished one.
std::string run_at(const std::string& path) {
  std::error_code ignored;
  const std::string latest = path + "/latest";
  const bool has_run = std::filesystem::exists(config_of({path}), ignored);
  return !has_run && std::filesystem::exists(config_of({latest}), ignored) ? latest : path;
}

Result<Run> load_run(const std::string& given) {
  const std::string path = run_at(given);
  Run run;
  run.path = path;
  auto config_text = read_yaml_file(config_of({path}));
  if (!config_text.ok()) return no_run(config_text.error(), path);
  const Value written = std::move(config_text).value();
  TWOTOWER_ASSIGN(const Config config, read_options<Config>(written, config_of({path})));
  run.config = to_value(config);
  TWOTOWER_ASSIGN(run.metrics, metrics_of(config));
  TWOTOWER_ASSIGN(run.ranks, load_ranks(path));
  TWOTOWER_ASSIGN(const Value report, read_yaml_file(path + "/report.json"));
  run.slices = slices_of(report, to_string(run.metrics.front()));
  return run;
}

// A bundle on the later rows that it was read for.
Result<Run> test_later(ThreadPool& pool, const LaterTestData& test, const std::string& path) {
  const PreparedData& data = test.data;
  TWOTOWER_ASSIGN(const EvaluationReport report,
                  test_bundle(pool, data, test.bundle, test.queries, fitted_parts(data.config)));
  const ReportLine& line = report.lines.back();
  Run run;
  run.path = path;
  run.config = to_value(data.config);
  run.metrics = report.metrics;
  run.ranks = kept_ranks_of(test.queries, line.evaluation.ranking);
  for (const SliceFigures& slice : line.slices) {
    run.slices[slice.name] = slice.figures.front().value;
  }
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

std::vector<FigureChange> compare_metrics(ThreadPool& pool, const Run& first, const Run& second) {
  const std::vector<Metric>& metrics = first.metrics;
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

std::vector<FigureChange> compare_slices(const Run& first, const Run& second) {
  std::vector<FigureChange> changes;
  for (const auto& [name, value] : first.slices) {
    const auto other = second.slices.find(name);
    if (other != second.slices.end()) {
      changes.push_back(change_of(name, value, other->second, std::nullopt));
    }
  }
  return changes;
}

RunComparison compare(ThreadPool& pool, const Run& first, const Run& second) {
  return {.first = first.path,
          .second = second.path,
          .later = std::nullopt,
          .metrics = compare_metrics(pool, first, second),
          .config = compare_configs(first, second),
          .slices = compare_slices(first, second)};
}

// The keys that say which rows are targets and differ.
std::vector<std::string> differing_rules(const Run& first, const Run& second) {
  std::vector<std::string> keys;
  for (const auto& [key, change] : compare_configs(first, second)) {
    if (key.starts_with("data.") || key.starts_with("split.")) keys.push_back(key);
  }
  return keys;
}

Value to_value(const FigureChange& change) {
  Value::Map map{{"first", Value(change.first)}, {"second", Value(change.second)}};
  if (change.low.has_value()) map.push_back({"low", Value(*change.low)});
  if (change.high.has_value()) map.push_back({"high", Value(*change.high)});
  return Value(std::move(map));
}

Value to_value(const ComparedOn& later) {
  Value::Map map{{"log", Value(later.log)}};
  if (later.from.has_value()) map.push_back({"from", Timestamp{*later.from}.to_value()});
  map.push_back({"users", Value(later.users)});
  map.push_back({"targets", Value(later.targets)});
  return Value(std::move(map));
}

Value to_value(const std::vector<FigureChange>& changes) {
  Value::Map map;
  for (const FigureChange& change : changes) map.push_back({change.name, to_value(change)});
  return Value(std::move(map));
}

// Both tests begin where the later training ends.
Result<void> begin_together(LaterTestData& first, LaterTestData& second) {
  const std::int64_t a = first.data.split.test_from, b = second.data.split.test_from;
  if (a == b) return {};
  return a < b ? begin_at(b, first) : begin_at(a, second);
}

// `ranks` are aligned.
ComparedOn compared_on(const PreparedData& data, const KeptRanks& ranks) {
  ComparedOn on;
  on.log = data.later_log;
  if (data.split.test_from != kMissingTime) on.from = data.split.test_from;
  on.users = 1 + std::int64_t{std::ranges::max(ranks.users)};
  on.targets = static_cast<std::int64_t>(ranks.targets.values.size());
  return on;
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
  return compare(pool, first, second);
}

Result<RunComparison> compare_on_later(ThreadPool& pool, const ConfigSource& source,
                                       const std::string& first_path,
                                       const std::string& second_path, const std::string& log) {
  const auto read = [&](const std::string& path) {
    ConfigSource of_bundle = source;
    of_bundle.path = path;
    return read_later_test(of_bundle, log);
  };
  TWOTOWER_ASSIGN(LaterTestData first_test, read(first_path));
  TWOTOWER_ASSIGN(LaterTestData second_test, read(second_path));
  TWOTOWER_TRY(begin_together(first_test, second_test));
  TWOTOWER_ASSIGN(Run first, test_later(pool, first_test, first_path));
  TWOTOWER_ASSIGN(Run second, test_later(pool, second_test, second_path));
  align_ranks(first_test.data.dataset.interactions, second_test.data.dataset.interactions,
              first.ranks, second.ranks);
  if (!first.ranks.is_same_test(second.ranks)) {
    return Error{ErrorCode::kBundleMismatch, second_path,
                 LaterTestsDiffer(first_path, second_path, differing_rules(first, second))};
  }
  RunComparison comparison = compare(pool, first, second);
  comparison.later = compared_on(first_test.data, first.ranks);
  return comparison;
}

Value to_value(const RunComparison& comparison) {
  Value::Map config;
  for (const auto& [key, change] : comparison.config) config.push_back({key, Value(change)});
  Value::Map map{{"first", Value(comparison.first)}, {"second", Value(comparison.second)}};
  if (comparison.later.has_value()) map.push_back({"on", to_value(*comparison.later)});
  map.push_back({"metrics", to_value(comparison.metrics)});
  map.push_back({"slices", to_value(comparison.slices)});
  map.push_back({"config", Value(std::move(config))});
  return Value(std::move(map));
}

}  // namespace twotower
