#include "cli/compare_command.h"

#include <fmt/format.h>

#include <utility>

#include "base/json.h"
#include "base/messages/run_words.h"
#include "base/num_threads.h"
#include "base/timestamp.h"
#include "cli/result_table.h"
#include "messages/said.h"
#include "run/compare_runs.h"

namespace twotower {
namespace {

Message outcome_of(double change) {
  if (change > 0.0) return CompareWon();
  return change < 0.0 ? Message(CompareLost()) : CompareSame();
}

std::string slices_text(const std::vector<FigureChange>& slices, Language language) {
  std::string text;
  for (const FigureChange& slice : slices) {
    const Message change = outcome_of(slice.second - slice.first);
    text += fmt::format("  {:<4} {:<18}{:.4f} -> {:.4f}\n", said(change, language),
                        result_name(slice.name, language), slice.first, slice.second);
  }
  return text;
}

Message message_of(const ComparedOn& later) {
  const Message after =
      later.from.has_value() ? SplitLaterAfter(to_string(Timestamp{*later.from - 1})) : Message();
  return ComparedOnLater(later.targets, later.users, later.log, after);
}

std::string to_text(const RunComparison& comparison, Language language) {
  std::string text = fmt::format("{} -> {}\n", comparison.first, comparison.second);
  if (comparison.later.has_value()) {
    text += "  " + said(message_of(*comparison.later), language) + "\n";
  }
  for (const FigureChange& metric : comparison.metrics) {
    text += fmt::format("  {:<16}{:.4f} -> {:.4f}  {:+.4f}", metric.name, metric.first,
                        metric.second, metric.second - metric.first);
    if (metric.low.has_value()) {
      text += "  " + said(CompareInterval(*metric.low, *metric.high), language);
    }
    text += "\n";
  }
  text += slices_text(comparison.slices, language);
  for (const auto& [key, change] : comparison.config) {
    text += "  " + said(CompareConfig(key, change), language) + "\n";
  }
  return text;
}

}  // namespace

Result<std::string> CompareCommand::run() const {
  ThreadPool pool(threads_or_all(0));
  std::string text;
  Value::List list;
  for (std::size_t i = 1; i < runs.size(); ++i) {
    TWOTOWER_ASSIGN(const RunComparison comparison,
                    later_log.empty()
                        ? compare_runs(pool, runs.front(), runs[i])
                        : compare_on_later(pool, source, runs.front(), runs[i], later_log));
    text += to_text(comparison, language);
    list.push_back(to_value(comparison));
  }
  return as_json ? to_json(Value(std::move(list))) + "\n" : text;
}

}  // namespace twotower
