#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/lists.h"
#include "base/messages/message.h"
#include "base/value.h"
#include "run/diagnosis.h"

namespace twotower {

// A figure of a test and, with users enough, its 95 % interval.
struct Figure {
  double value = 0.0;
  std::optional<double> low;
  std::optional<double> high;
};

// One line of a table of results, over a part of the users or targets.
struct TestSlice {
  std::string name;  // "new_users"
  std::int64_t queries = 0;
  std::int64_t targets = 0;
  std::vector<Figure> figures;  // [metrics]
};

// What a model or a baseline reaches.
struct TestLine {
  std::string name;  // "popularity", "user_popularity", "item_knn", "random", "two_towers_alone",
                     // "two_towers"
  std::vector<Figure> figures;  // [metrics]
  double coverage = 0.0;        // of the catalog by all top-10 lists
  double lists_alike = 0.0;     // what two random lists have in common
  std::vector<TestSlice> slices;
  Lists<std::uint32_t> lists;  // [queries] item slots, best first: the top 10
};

// Whether a model beats the strongest baseline, as far as the test users can tell.
struct TestVerdict {
  std::string rival;   // "item_knn": the strongest baseline
  std::string metric;  // "recall@10"
  bool is_better = false;
  bool is_better_than_item_knn = false;
  double gain = 0.0;  // share by which the model is better; may be infinite
  std::optional<double> low;
  std::optional<double> high;
  Message message;
};

// What a model and the baselines reach on the test part.
struct TestResult {
  std::vector<std::string> metrics;  // "recall@10"
  std::int64_t users = 0;
  std::int64_t targets = 0;
  std::int64_t known_targets = 0;      // dropped: their users had them before, data.repeat=exclude
  std::vector<TestLine> lines;         // the model last
  std::optional<TestVerdict> verdict;  // where there are a model and baselines
  std::vector<Cause> causes;           // of a verdict that is not "better"
  std::vector<Cause> warnings;         // whatever the verdict

  // The line of that name; null where there is none.
  const TestLine* find(std::string_view name) const;
};

// {users, targets, known_targets, metrics, baselines, slices, coverage, lists_alike} as scripts
// read it; a metric is {value, low, high}. `slices` are those of the last line, the model's where
// there is one; baselines have their own.
Value to_value(const TestResult& result);

// {better, compared_with, metric, better_than_item_knn, text, code?, causes}; `code` is
// train.not_better where it is not, and a cause is {code, text, try}. Only where there is a
// verdict.
Value verdict_value(const TestResult& result);

}  // namespace twotower
