#include "cli/inspect_wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages/message_of_key.h"
#include "base/messages/run_words.h"
#include "cli/labelled_line.h"
#include "cli/run_display.h"
#include "cli/tower_drawing.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::string type_text(const InspectedColumn& column, Language language) {
  const Message type = message_of_key("type." + column.type, ColumnTypes());
  return said(column.is_list ? TypeList(type) : type, language);
}

// "4807 users: recall@10 0.6455, ndcg@10 0.3965", as far as the manifest says it.
Message tested(const Value& report) {
  const Value* metrics = report.find("metrics");
  const Value* users = report.find("users");
  if (metrics == nullptr || users == nullptr || metrics->as<Value::Map>() == nullptr) return {};
  std::vector<Message> figures;
  for (const auto& [name, figure] : *metrics->as<Value::Map>()) {
    const Value* value = figure.find("value");
    if (value == nullptr || !value->is_number()) continue;
    figures.push_back(MetricIs(name, value->to_number()));
  }
  if (figures.empty()) return {};
  return BundleTested(users->is_number() ? std::llround(users->to_number()) : 0,
                      std::move(figures));
}

}  // namespace

std::string to_text(const InspectedTable& table, Language language) {
  std::size_t width = 6;
  for (const InspectedColumn& column : table.columns) width = std::max(width, column.name.size());
  std::string text =
      said(TableInspected(table.path, table.format, table.rows, table.columns.size()), language) +
      "\n";
  const auto add = [&](const auto&... cells) {
    text += fmt::format("{:<{}}  {:<16}  {:>10}  {:>10}  {}\n", cells...);
  };
  add(said(HeadColumn(), language), width, said(HeadType(), language),
      said(HeadMissing(), language), said(HeadDistinct(), language), said(HeadValues(), language));
  for (const InspectedColumn& column : table.columns) {
    if (column.problem.has_value()) {
      add(column.name, width, type_text(column, language), "", "", said(*column.problem, language));
      continue;
    }
    add(column.name, width, type_text(column, language), column.missing, column.distinct,
        fmt::format("{}", fmt::join(column.values, ", ")));
  }
  for (const Message& doubt : table.doubts) text += warned(doubt, language);
  return text;
}

std::string to_text(const InspectedBundle& bundle, Language language) {
  std::string text;
  const auto add = [&](const Message& label, std::string_view what) {
    text += fmt::format("{:<12}{}\n", said(label, language), what);
  };
  const auto tell = [&](const Message& label, const Message& message) {
    add(label, said(message, language));
  };
  add(LabelBundle(), bundle.path);
  tell(LabelGeneration(), BundleGeneration(bundle.generation, bundle.created, bundle.twotower));
  tell(LabelCatalog(), BundleCatalog(bundle.items, bundle.users, bundle.events, bundle.repeat));
  text += draw_towers(bundle, language);
  for (const InspectedBundle::Table& table : bundle.tables) {
    tell(LabelTable(), BundleTable(table.name, table.rows, table.dim, table.bytes));
  }
  tell(LabelWeights(), BundleWeights(bundle.weights));
  for (const auto& [name, bytes] : bundle.files) tell(LabelPart(), BundlePart(name, bytes));
  const Message test = tested(bundle.metrics);
  if (!test.key().empty()) tell(LabelTested(), test);
  if (bundle.repeats.is_on()) {
    tell(LabelRepeats(),
         message_of(RepeatsResult{bundle.repeats.weight, bundle.repeats.half_life}));
  }
  if (bundle.fit == "all") tell(LabelAllRows(), BundleOfAllRows());
  return text;
}

}  // namespace twotower
