#include "run/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "base/messages/test_messages.h"
#include "base/shell_word.h"
#include "messages/said.h"

namespace twotower {
namespace {

// From where on a figure is called a cause: by judgment, far from what runs show whose model wins.
constexpr double kAlikeLists = 0.8;       // two random users share 8 of 10
constexpr double kAlikeBeyondData = 0.1;  // more than item-kNN's: small catalogs make all alike
constexpr double kManyNewItems = 0.2;
constexpr double kManyUnknown = 0.2;
constexpr double kManyEmpty = 0.5;
constexpr double kClearGain = 0.01;
constexpr double kManyRepeats = 0.5;
constexpr double kFewRepeats = 0.1;
constexpr double kClearDrift = 0.03;
constexpr double kFewEvents = 4.0;
constexpr double kSomeLater = 0.005;  // 1 % when told
constexpr double kUsualTemperature = 0.05;
constexpr std::int64_t kLargestDim = 256;

std::string with(const CauseFacts& facts, std::initializer_list<std::string> overrides) {
  std::string command = facts.train_command;
  for (const std::string& override_text : overrides) {
    command += " --set " + shell_word(override_text);
  }
  return command;
}

std::optional<Cause> empty_histories(const CauseFacts& facts) {
  if (facts.empty_history_share < kManyEmpty) return std::nullopt;
  if (facts.are_sessions) {
    return Cause{"data.empty_histories", EmptyHistoriesOfSessions{facts.empty_history_share},
                 with(facts, {"split.kind=time", "split.targets=event"})};
  }
  return Cause{"data.empty_histories", EmptyHistories{facts.empty_history_share},
               with(facts, {"split.kind=time", "split.min_history=1"})};
}

// A step that was best at the end may go on, unless it has hardly gained for long.
std::optional<Cause> too_few_epochs(const CauseFacts& facts) {
  if (facts.best_epoch == 0 || facts.best_epoch < facts.max_epochs) return std::nullopt;
  if (facts.late_gain.has_value() && *facts.late_gain < kClearGain) return std::nullopt;
  const std::int64_t more = 2 * facts.max_epochs;
  return Cause{"train.too_few_epochs", TooFewEpochs{facts.max_epochs},
               with(facts, {fmt::format("train.epochs={}", more)})};
}

// What is best at the very start went wrong.
std::optional<Cause> rate_too_high(const CauseFacts& facts) {
  if (facts.best_epoch != 1 || facts.epochs_run < 2) return std::nullopt;
  return Cause{
      "train.rate_too_high",
      RateTooHigh{facts.epochs_run, facts.learning_rate, facts.table_learning_rate},
      with(facts, {fmt::format("train.optimizer.learning_rate={:g}", facts.learning_rate / 5.0),
                   fmt::format("train.table_optimizer.learning_rate={:g}",
                               facts.table_learning_rate / 5.0)})};
}

std::optional<Cause> same_lists(const CauseFacts& facts) {
  if (facts.lists_alike < kAlikeLists) return std::nullopt;
  if (facts.lists_alike < facts.knn_lists_alike + kAlikeBeyondData) return std::nullopt;
  std::string command;
  if (!facts.uses_log_q) {
    command = with(facts, {"loss.log_q=true"});
  } else if (!facts.is_cosine) {
    command = with(facts, {"towers.similarity=cosine",
                           fmt::format("towers.temperature={:g}", kUsualTemperature)});
  } else {
    command = with(facts, {fmt::format("towers.temperature={:g}",
                                       std::min(kUsualTemperature, facts.temperature / 2.0))});
  }
  const double shared = 10.0 * facts.lists_alike, knn = 10.0 * facts.knn_lists_alike;
  return Cause{"model.same_lists",
               facts.uses_log_q ? Message(SameLists{shared, knn, facts.temperature})
                                : SameListsUncorrected{shared, knn},
               std::move(command)};
}

std::optional<Cause> unread_tables(const CauseFacts& facts) {
  if (facts.unread_tables.empty()) return std::nullopt;
  return Cause{"model.unread_tables", UnreadTables{facts.unread_tables.size(), facts.unread_tables},
               with(facts, {"features={}"})};
}

std::optional<Cause> new_items(const CauseFacts& facts) {
  if (facts.new_item_share < kManyNewItems || !facts.unread_tables.empty()) return std::nullopt;
  if (!facts.reads_item_columns) {
    return Cause{"data.new_items", NewItemsByIdsAlone{facts.new_item_share}, facts.inspect_command};
  }
  if (facts.id_dropout > 0.0) return std::nullopt;
  return Cause{"data.new_items", NewItemsOfIds{facts.new_item_share},
               with(facts, {"towers.id_dropout=0.1"})};
}

std::optional<Cause> unknown_heavy(const CauseFacts& facts) {
  if (!facts.unknown || facts.unknown->share < kManyUnknown) return std::nullopt;
  const CauseFacts::Unknown& unknown = *facts.unknown;
  if (unknown.min_count > 1) {
    return Cause{"model.unknown_heavy",
                 RareToTraining{unknown.share, unknown.path, unknown.min_count},
                 with(facts, {unknown.path + ".min_count=1"})};
  }
  const UnknownToTraining values = {unknown.share, unknown.path};
  if (unknown.is_id && facts.id_dropout == 0.0) {
    return Cause{"model.unknown_heavy", values, with(facts, {"towers.id_dropout=0.1"})};
  }
  return Cause{"model.unknown_heavy", values, unknown.inspect_command};
}

std::optional<Cause> repeats(const CauseFacts& facts) {
  if (!facts.allows_repeats && facts.repeat_share >= kManyRepeats) {
    return Cause{"data.repeats", RepeatsLeftOut{facts.repeat_share},
                 with(facts, {"data.repeat=allow"})};
  }
  if (facts.allows_repeats && facts.repeat_share < kFewRepeats) {
    return Cause{"data.repeats", RepeatsFillLists{facts.repeat_share},
                 with(facts, {"data.repeat=exclude"})};
  }
  return std::nullopt;
}

std::optional<Cause> drift(const CauseFacts& facts) {
  if (!facts.drift) return std::nullopt;
  const CauseFacts::Drift& drift = *facts.drift;
  if (drift.newest_overlap < drift.whole_overlap + kClearDrift) return std::nullopt;
  return Cause{"data.drift", TastesMove{drift.newest_overlap, drift.whole_overlap},
               with(facts, {fmt::format("data.interactions.half_life={}d",
                                        std::max<std::int64_t>(1, drift.quarter_days))})};
}

std::optional<Cause> few_events(const CauseFacts& facts) {
  if (facts.events_per_user >= kFewEvents) return std::nullopt;
  if (facts.history_path.has_value()) {
    return Cause{"data.few_events", FewEventsForEncoder{facts.events_per_user},
                 with(facts, {*facts.history_path + ".encoder=mean"})};
  }
  return Cause{
      "data.few_events", FewEventsForVectors{facts.events_per_user},
      with(facts, {fmt::format("towers.dim={}", std::max<std::int64_t>(8, facts.dim / 2))})};
}

std::optional<Cause> leaks(const CauseFacts& facts) {
  if (facts.later_share < kSomeLater || !facts.has_times) return std::nullopt;
  return Cause{"split.leaks", TrainingIsLater{facts.later_share}, with(facts, {"split=time"})};
}

// A verdict is not left without a next step.
Cause no_known_cause(const CauseFacts& facts) {
  const std::string change =
      facts.history_path.has_value()
          ? *facts.history_path + ".encoder=mean"
          : fmt::format("towers.dim={}", std::min<std::int64_t>(kLargestDim, 2 * facts.dim));
  return Cause{"model.no_known_cause", RivalSaysMost{facts.rival}, with(facts, {change})};
}

using Rule = std::optional<Cause> (*)(const CauseFacts&);

std::vector<Cause> those_of(std::span<const Rule> rules, const CauseFacts& facts) {
  std::vector<Cause> causes;
  for (const Rule rule : rules) {
    if (auto cause = rule(facts)) causes.push_back(*std::move(cause));
  }
  return causes;
}

}  // namespace

std::vector<Cause> diagnose(const CauseFacts& facts) {
  constexpr std::array<Rule, 10> kRules = {
      empty_histories, new_items,     unknown_heavy, too_few_epochs, rate_too_high,
      same_lists,      unread_tables, repeats,       drift,          few_events};
  std::vector<Cause> causes = those_of(kRules, facts);
  if (causes.empty()) causes.push_back(no_known_cause(facts));
  return causes;
}

std::vector<Cause> warnings_of(const CauseFacts& facts) {
  constexpr std::array<Rule, 4> kRules = {too_few_epochs, same_lists, unknown_heavy, leaks};
  return those_of(kRules, facts);
}

Value to_value(const std::vector<Cause>& causes) {
  Value::List list;
  for (const Cause& cause : causes) {
    Value::Map map{{"code", Value(cause.code)}};
    add_message(cause.message, said(cause.message, Language::kEnglish), map);
    map.push_back({"try", Value(cause.command)});
    list.push_back(Value(std::move(map)));
  }
  return Value(std::move(list));
}

}  // namespace twotower
