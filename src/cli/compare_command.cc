#include "cli/compare_command.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/options.h"
#include "base/thread_pool.h"
#include "cli/run_wording.h"
#include "cli/threads.h"
#include "config/config.h"
#include "config/yaml_value.h"
#include "eval/bootstrap.h"
#include "eval/metrics.h"
#include "messages/say.h"
#include "run/evaluation_report.h"
#include "run/kept_ranks.h"

namespace twotower {
namespace {

// What the folder of a run holds.
struct Run {
  std::string path;
  Config config;
  TestRanks ranks;
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

// One figure of two runs.
struct Difference {
  std::string name;
  double first = 0.0;
  double second = 0.0;
  std::optional<Interval> interval;  // of second - first
};

struct Comparison {
  std::vector<Difference> metrics;
  std::vector<std::pair<std::string, std::string>> config;  // key, "first -> second"
  std::vector<Difference> slices;                           // of the first metric
};

Result<Run> load_run(const std::string& path) {
  Run run;
  run.path = path;
  TWOTOWER_ASSIGN(const Value config, read_yaml_file(path + "/config.yaml"));
  TWOTOWER_ASSIGN(run.config, read_options<Config>(config, path + "/config.yaml"));
  TWOTOWER_ASSIGN(run.ranks, load_test_ranks(path));
  TWOTOWER_ASSIGN(run.report, read_yaml_file(path + "/report.json"));
  return run;
}

Result<std::vector<Difference>> compare_metrics(const Run& first, const Run& second) {
  TWOTOWER_ASSIGN(const std::vector<Metric> metrics, metrics_of(first.config));
  std::vector<QueryValues> columns;
  for (const Metric& metric : metrics) {
    columns.push_back(query_values(metric, first.ranks.ranks));
    columns.push_back(query_values(metric, second.ranks.ranks));
  }
  ThreadPool pool(threads_or_all(0));
  const std::vector<Resampled> figures = resample_users(pool, first.ranks.users, columns);
  std::vector<Difference> differences;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const Resampled& a = figures[2 * i];
    const Resampled& b = figures[2 * i + 1];
    differences.push_back({to_string(metrics[i]), a.value, b.value, difference(b, a).interval()});
  }
  return differences;
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

std::vector<Difference> compare_slices(const Run& first, const Run& second,
                                       const std::string& metric) {
  std::vector<Difference> differences;
  const Value* slices = find_path(first.report, {"test", "slices"});
  const auto* map = slices == nullptr ? nullptr : slices->as<Value::Map>();
  if (map == nullptr) return differences;
  for (const auto& [name, slice] : *map) {
    const Value* a = find_path(slice, {metric, "value"});
    const Value* b = find_path(second.report, {"test", "slices", name, metric, "value"});
    if (a == nullptr || b == nullptr || !a->is_number() || !b->is_number()) continue;
    differences.push_back({name, a->to_number(), b->to_number(), std::nullopt});
  }
  return differences;
}

Result<Comparison> compare(const Run& first, const Run& second) {
  if (!first.ranks.is_same_test(second.ranks)) {
    return Error{
        ErrorCode::kBundleMismatch, second.path,
        fmt::format("{} and {} were tested on other users or items, so their figures cannot "
                    "be compared; train both with the same data and split",
                    first.path, second.path)};
  }
  Comparison comparison;
  TWOTOWER_ASSIGN(comparison.metrics, compare_metrics(first, second));
  comparison.config = compare_configs(first, second);
  comparison.slices = compare_slices(first, second, comparison.metrics.front().name);
  return comparison;
}

struct ComparisonWording {
  std::string_view won, lost, same, config;
};

constexpr ComparisonWording kComparisonInEnglish = {
    .won = "won ", .lost = "lost", .same = "same", .config = "  config {}: {}\n"};
constexpr ComparisonWording kComparisonInChinese = {
    .won = "上升", .lost = "下降", .same = "持平", .config = "  配置 {}：{}\n"};

std::string slices_text(const std::vector<Difference>& slices, Language language) {
  const ComparisonWording& words =
      language == Language::kChinese ? kComparisonInChinese : kComparisonInEnglish;
  std::string text;
  for (const Difference& slice : slices) {
    const double change = slice.second - slice.first;
    text +=
        fmt::format("  {} {:<18}{:.4f} -> {:.4f}\n",
                    change > 0.0 ? words.won : (change < 0.0 ? words.lost : words.same),
                    language == Language::kChinese ? result_name(language, slice.name) : slice.name,
                    slice.first, slice.second);
  }
  return text;
}

std::string to_text(const Comparison& comparison, const Run& first, const Run& second,
                    Language language) {
  const ComparisonWording& words =
      language == Language::kChinese ? kComparisonInChinese : kComparisonInEnglish;
  std::string text = fmt::format("{} -> {}\n", first.path, second.path);
  for (const Difference& metric : comparison.metrics) {
    text += fmt::format("  {:<16}{:.4f} -> {:.4f}  {:+.4f}", metric.name, metric.first,
                        metric.second, metric.second - metric.first);
    if (metric.interval.has_value()) {
      text +=
          fmt::format("  (95 %: {:+.4f}..{:+.4f})", metric.interval->low, metric.interval->high);
    }
    text += "\n";
  }
  text += slices_text(comparison.slices, language);
  for (const auto& [key, change] : comparison.config) text += say(words.config, key, change);
  return text;
}

Value to_json_value(const Difference& difference) {
  Value::Map map{{"first", Value(difference.first)}, {"second", Value(difference.second)}};
  if (difference.interval.has_value()) {
    map.push_back({"low", Value(difference.interval->low)});
    map.push_back({"high", Value(difference.interval->high)});
  }
  return Value(std::move(map));
}

Value to_json_value(const Comparison& comparison, const Run& first, const Run& second) {
  Value::Map metrics, slices, config;
  for (const Difference& metric : comparison.metrics) {
    metrics.push_back({metric.name, to_json_value(metric)});
  }
  for (const Difference& slice : comparison.slices) {
    slices.push_back({slice.name, to_json_value(slice)});
  }
  for (const auto& [key, change] : comparison.config) config.push_back({key, Value(change)});
  return Value(Value::Map{{"first", Value(first.path)},
                          {"second", Value(second.path)},
                          {"metrics", Value(std::move(metrics))},
                          {"slices", Value(std::move(slices))},
                          {"config", Value(std::move(config))}});
}

}  // namespace

Result<std::string> CompareCommand::run() const {
  TWOTOWER_ASSIGN(const Run first, load_run(runs.front()));
  std::string text;
  Value::List list;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    TWOTOWER_ASSIGN(const Run second, load_run(runs[i]));
    TWOTOWER_ASSIGN(const Comparison comparison, compare(first, second));
    text += to_text(comparison, first, second, language);
    list.push_back(to_json_value(comparison, first, second));
  }
  return as_json ? to_json(Value(std::move(list))) + "\n" : text;
}

}  // namespace twotower
