#include "run/test_result.h"

#include <algorithm>
#include <utility>

#include "messages/said.h"

namespace twotower {
namespace {

Value to_value(const Figure& figure) {
  Value::Map map{{"value", Value(figure.value)}};
  if (figure.low.has_value()) map.push_back({"low", Value(*figure.low)});
  if (figure.high.has_value()) map.push_back({"high", Value(*figure.high)});
  return Value(std::move(map));
}

Value::Map figures_map(const std::vector<std::string>& metrics,
                       const std::vector<Figure>& figures) {
  Value::Map map;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    map.push_back({metrics[i], to_value(figures[i])});
  return map;
}

Value slices_value(const std::vector<std::string>& metrics, const std::vector<TestSlice>& slices) {
  Value::Map map;
  for (const TestSlice& slice : slices) {
    Value::Map figures = figures_map(metrics, slice.figures);
    figures.push_back({"queries", Value(slice.queries)});
    figures.push_back({"targets", Value(slice.targets)});
    map.push_back({slice.name, Value(std::move(figures))});
  }
  return Value(std::move(map));
}

Value line_value(const std::vector<std::string>& metrics, const TestLine& line) {
  Value::Map map = figures_map(metrics, line.figures);
  map.push_back({"coverage", Value(line.coverage)});
  map.push_back({"lists_alike", Value(line.lists_alike)});
  map.push_back({"slices", slices_value(metrics, line.slices)});
  return Value(std::move(map));
}

}  // namespace

const TestLine* TestResult::find(std::string_view name) const {
  const auto line = std::ranges::find(lines, name, &TestLine::name);
  return line == lines.end() ? nullptr : &*line;
}

Value to_value(const TestResult& result) {
  Value::Map map{{"users", Value(result.users)},
                 {"targets", Value(result.targets)},
                 {"known_targets", Value(result.known_targets)}};
  Value::Map baselines;
  for (const TestLine& line : result.lines) {
    if (line.name != "two_towers") {
      baselines.push_back({line.name, line_value(result.metrics, line)});
      continue;
    }
    map.push_back({"metrics", Value(figures_map(result.metrics, line.figures))});
    map.push_back({"coverage", Value(line.coverage)});
    map.push_back({"lists_alike", Value(line.lists_alike)});
  }
  map.push_back({"baselines", Value(std::move(baselines))});
  map.push_back({"slices", slices_value(result.metrics, result.lines.back().slices)});
  return Value(std::move(map));
}

Value verdict_value(const TestResult& result) {
  const TestVerdict& verdict = *result.verdict;
  Value::Map map{{"better", Value(verdict.is_better)},
                 {"compared_with", Value(verdict.rival)},
                 {"metric", Value(verdict.metric)},
                 {"better_than_item_knn", Value(verdict.is_better_than_item_knn)}};
  add_message(verdict.message, said(verdict.message, Language::kEnglish), map);
  if (!verdict.is_better) map.push_back({"code", Value(std::string("train.not_better"))});
  map.push_back({"causes", to_value(result.causes)});
  return Value(std::move(map));
}

}  // namespace twotower
