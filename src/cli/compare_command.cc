#include "cli/compare_command.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/num_threads.h"
#include "cli/run_wording.h"
#include "messages/words.h"
#include "run/compare_runs.h"

namespace twotower {
namespace {

struct ComparisonWording {
  std::string_view won, lost, same, config;
};

constexpr ComparisonWording kComparisonInEnglish = {
    .won = "won ", .lost = "lost", .same = "same", .config = "  config {}: {}\n"};
constexpr ComparisonWording kComparisonInChinese = {
    .won = "上升", .lost = "下降", .same = "持平", .config = "  配置 {}：{}\n"};

std::string slices_text(const std::vector<FigureChange>& slices, Language language) {
  const ComparisonWording& words =
      language == Language::kChinese ? kComparisonInChinese : kComparisonInEnglish;
  std::string text;
  for (const FigureChange& slice : slices) {
    const double change = slice.second - slice.first;
    text +=
        fmt::format("  {} {:<18}{:.4f} -> {:.4f}\n",
                    change > 0.0 ? words.won : (change < 0.0 ? words.lost : words.same),
                    language == Language::kChinese ? result_name(language, slice.name) : slice.name,
                    slice.first, slice.second);
  }
  return text;
}

std::string to_text(const RunComparison& comparison, Language language) {
  const ComparisonWording& words =
      language == Language::kChinese ? kComparisonInChinese : kComparisonInEnglish;
  std::string text = fmt::format("{} -> {}\n", comparison.first, comparison.second);
  for (const FigureChange& metric : comparison.metrics) {
    text += fmt::format("  {:<16}{:.4f} -> {:.4f}  {:+.4f}", metric.name, metric.first,
                        metric.second, metric.second - metric.first);
    if (metric.low.has_value()) {
      text += fmt::format("  (95 %: {:+.4f}..{:+.4f})", *metric.low, *metric.high);
    }
    text += "\n";
  }
  text += slices_text(comparison.slices, language);
  for (const auto& [key, change] : comparison.config) text += say(words.config, key, change);
  return text;
}

}  // namespace

Result<std::string> CompareCommand::run() const {
  ThreadPool pool(threads_or_all(0));
  std::string text;
  Value::List list;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    TWOTOWER_ASSIGN(const RunComparison comparison, compare_runs(pool, runs.front(), runs[i]));
    text += to_text(comparison, language);
    list.push_back(to_value(comparison));
  }
  return as_json ? to_json(Value(std::move(list))) + "\n" : text;
}

}  // namespace twotower
