#include "prepare/auto_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/json.h"
#include "base/messages/decision_messages.h"
#include "base/option_name.h"
#include "base/shell_word.h"
#include "data/split.h"
#include "features/known_event_types.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxFullSoftmaxItems = 5000;  // more cost more than they teach
constexpr std::int64_t kUniformNegatives = 512;
constexpr std::size_t kAttentionHistory = 5;  // shorter ones have little order to learn from
constexpr std::int64_t kMinLength = 20;       // of histories that attention reads
constexpr std::int64_t kMaxLength = 200;
constexpr std::int64_t kMeanLength = 1000;
constexpr std::int64_t kNewest = 50;  // of long histories, that may say more than all

// Ascending.
std::vector<std::size_t> sequence_lengths(const Interactions& interactions) {
  std::vector<std::size_t> lengths;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    lengths.push_back(interactions.sequence_offsets[s + 1] - interactions.sequence_offsets[s]);
  }
  std::ranges::sort(lengths);
  return lengths;
}

std::size_t median_of(const std::vector<std::size_t>& ascending) {
  return ascending[ascending.size() / 2];
}

// Whether histories end before what they are to predict.
bool has_order(const Dataset& dataset, const Config& config) {
  return is_causal(dataset.interactions, config.split);
}

Message why_first(const SequenceOptions& history, const Dataset& dataset, const Config& config) {
  if (std::holds_alternative<AttentionEncoderOptions>(history.encoder)) {
    return HistoryByAttention(history.length, median_of(sequence_lengths(dataset.interactions)));
  }
  return has_order(dataset, config) ? Message(ShortHistoryByMean(history.length))
                                    : UnorderedHistoryByMean(history.length);
}

bool is_named(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Several features are to be put together by more than one product.
void choose_hidden(const ColumnFeatures& proposed, std::int64_t dim, SideOptions& side) {
  if (!proposed.empty() && side.hidden.empty()) side.hidden = {2 * dim};
}

using Chosen = std::vector<Message>;

void tell_features(const char* key, Chosen chosen, const ColumnFeatures& proposed,
                   std::vector<Decision>& decisions) {
  Chosen all = with_kinds(std::move(chosen), proposed);
  if (!all.empty()) decisions.push_back({key, FeaturesChosen(std::move(all)), ""});
}

// What the history that zero config adds to the user side may be, the one that it takes first;
// empty where it is switched off.
std::vector<SequenceOptions> history_choices(const Dataset& dataset, const Config& config) {
  if (is_named(config.features.off.user, kHistoryFeature)) return {};
  SequenceOptions by_mean;
  const bool has_sessions = !config.data.interactions.session.value_or("").empty();
  by_mean.group = has_sessions ? GroupBy::kSession : GroupBy::kUser;
  by_mean.rule = has_order(dataset, config) ? HistoryRule::kBefore : HistoryRule::kOthers;
  by_mean.encoder = MeanEncoderOptions();
  by_mean.length = kMeanLength;
  if (!has_order(dataset, config)) return {by_mean};
  const std::vector<std::size_t> lengths = sequence_lengths(dataset.interactions);
  SequenceOptions by_attention = by_mean;
  by_attention.encoder = AttentionEncoderOptions();
  const auto long_one = static_cast<std::int64_t>(lengths[lengths.size() * 9 / 10]);
  by_attention.length = std::clamp(long_one, kMinLength, kMaxLength);
  const bool is_short = median_of(lengths) < kAttentionHistory;
  std::vector<SequenceOptions> choices = {is_short ? by_mean : by_attention,
                                          is_short ? by_attention : by_mean};
  if (long_one >= 2 * kNewest) choices.emplace_back(by_mean).length = kNewest;
  return choices;
}

void choose_features(const Dataset& dataset, const ProposedFeatures& proposed, Config& config,
                     std::vector<SequenceOptions>* tried, std::vector<Decision>& decisions) {
  if (!config.features.item.has_value()) {
    const bool has_id = !is_named(config.features.off.item, kItemIdFeature);
    config.features.item.emplace();
    if (has_id) {
      IdOptions id;
      id.dim = config.towers.dim;
      config.features.item->emplace_back(kItemIdFeature, id);
    }
    config.features.item->insert(config.features.item->end(), proposed.item.begin(),
                                 proposed.item.end());
    choose_hidden(proposed.item, config.towers.dim, config.towers.item);
    tell_features("features.item", has_id ? Chosen{IdOfItem()} : Chosen(), proposed.item,
                  decisions);
  }
  if (!config.features.user.has_value()) {
    Chosen history;
    const std::vector<SequenceOptions> histories = history_choices(dataset, config);
    if (tried != nullptr) *tried = histories;
    config.features.user.emplace();
    if (!histories.empty()) {
      config.features.user->emplace_back(kHistoryFeature, histories.front());
      history.push_back(why_first(histories.front(), dataset, config));
    }
    for (const auto& [name, options] : proposed.user) {
      std::visit([&](const auto& kind) { config.features.user->emplace_back(name, kind); },
                 options);
    }
    choose_hidden(proposed.user, config.towers.dim, config.towers.user);
    tell_features("features.user", std::move(history), proposed.user, decisions);
  }
  if (!config.features.context.has_value() && !proposed.context.empty()) {
    config.features.context = proposed.context;
    choose_hidden(proposed.context, config.towers.dim, config.towers.user);
    decisions.push_back({"features.context", ContextChosen(with_kinds({}, proposed.context)), ""});
  }
  if (!config.features.context.has_value()) config.features.context = ColumnFeatures();
}

struct KindOf {
  Message operator()(const IdOptions& /*options*/) const { return KindId(); }
  Message operator()(const NumberOptions& /*options*/) const { return KindNumber(); }
  Message operator()(const CategoryOptions& /*options*/) const { return KindCategory(); }
  Message operator()(const TagsOptions& /*options*/) const { return KindTags(); }
  Message operator()(const TextOptions& /*options*/) const { return KindText(); }
  Message operator()(const VectorOptions& /*options*/) const { return KindVector(); }
};

// The sequences' rule where it is left open, one for all, and how examples are made.
void choose_examples(const Dataset& dataset, Config& config) {
  std::vector<SequenceOptions*> sequences;
  for (auto& [name, options] : *config.features.user) {
    if (auto* sequence = std::get_if<SequenceOptions>(&options)) sequences.push_back(sequence);
  }
  const bool reads_order =
      dataset.interactions.order != OrderSource::kNone &&
      std::ranges::any_of(sequences, [](const SequenceOptions* sequence) {
        return std::holds_alternative<AttentionEncoderOptions>(sequence->encoder);
      });
  const bool is_before = has_order(dataset, config) || reads_order;
  for (SequenceOptions* sequence : sequences) {
    if (sequence->rule != HistoryRule::kAuto) continue;
    sequence->rule = is_before ? HistoryRule::kBefore : HistoryRule::kOthers;
  }
  if (config.train.examples == Examples::kAuto) {
    config.train.examples = sequences.empty() ? Examples::kLast : Examples::kEvery;
  }
}

// As it was read, for later rows, too.
void choose_date_order(const Dataset& dataset, DateOrder& order, std::vector<Decision>& decisions) {
  const DataReport& report = dataset.report;
  if (order != DateOrder::kAuto || report.date_order == DateOrder::kAuto) return;
  order = report.date_order;
  if (report.date_order_by.empty()) return;
  const DateOrder other =
      order == DateOrder::kDayFirst ? DateOrder::kMonthFirst : DateOrder::kDayFirst;
  decisions.push_back({"data.interactions.date_order",
                       DatesOrdered(std::string(option_name(order)), report.date_order_by),
                       fmt::format("--set data.interactions.date_order={}", option_name(other))});
}

// As it was read.
void choose_collapse(const Dataset& dataset, Config& config, std::vector<Decision>& decisions) {
  CollapseRule& rule = config.data.interactions.collapse;
  if (!rule.is_auto) return;
  rule = dataset.report.collapse;
  if (!rule.within.has_value()) return;
  decisions.push_back({"data.interactions.collapse",
                       EventsCollapsed(to_string(*rule.within), dataset.report.funnel_share),
                       "--set data.interactions.collapse=none"});
}

// All of them: a config that names weights names that of every type.
std::string flag_of(const std::map<std::string, double>& weights) {
  Value::Map map;
  for (const auto& [type, weight] : weights) map.push_back({type, Value(weight)});
  return "--set " + shell_word("data.interactions.type.weights=" +
                               to_json(Value(std::move(map)), JsonLayout::kOneLine));
}

// Beside a flag of what was only shown, the other one is what was taken.
Message weight_message(const EventType& event, bool is_flag) {
  if (event.is_disliked) return DislikedTypeWeight(event.name, event.weight);
  if (event.is_shown) return ShownTypeWeight(event.name, event.weight);
  if (is_flag || known_weight(event.name)) return KnownTypeWeight(event.name, event.weight);
  return UnknownTypeWeight(event.name, event.weight);
}

// Types without weights get the well-known ones.
void choose_weights(const Dataset& dataset, Config& config, std::vector<Decision>& decisions) {
  std::optional<EventTypeOptions>& type = config.data.interactions.type;
  if (!type.has_value() || type->weights.has_value()) return;
  if (dataset.report.columns.type.empty()) return;  // said that there is none
  type->column = dataset.report.columns.type;
  auto& weights = type->weights.emplace();
  std::vector<Message> types;
  const bool are_flags = std::ranges::any_of(
      dataset.report.event_types,
      [](const EventType& event) { return event.is_shown && is_flag_of_no(event.name); });
  for (const EventType& event : dataset.report.event_types) {
    weights[event.name] = event.weight;
    types.push_back(weight_message(event, are_flags));
  }
  decisions.push_back(
      {"data.interactions.type.weights", TypesWeighted(std::move(types)), flag_of(weights)});
}

void choose_negatives(const Dataset& dataset, Config& config, std::vector<Decision>& decisions) {
  if (config.negatives.has_value()) return;
  const std::size_t num_items = dataset.interactions.items.size();
  NegativesOptions negatives;
  negatives.all = num_items <= kMaxFullSoftmaxItems;
  negatives.uniform = negatives.all ? 0 : kUniformNegatives;
  config.negatives = negatives;
  decisions.push_back(
      {"negatives",
       negatives.all ? Message(AllItemsCompared(num_items)) : DrawnNegatives(kUniformNegatives),
       ""});
}

// Small data is read more often, in smaller steps.
void choose_effort(const Dataset& dataset, TrainOptions& train, std::vector<Decision>& decisions) {
  const std::size_t rows = dataset.interactions.size();
  if (!train.epochs.has_value()) {
    constexpr double kRowsOfTraining = 20e6;
    train.epochs = static_cast<std::int64_t>(
        std::clamp(std::round(kRowsOfTraining / static_cast<double>(rows)), 3.0, 40.0));
    decisions.push_back({"train.epochs", EpochsByRows(*train.epochs, rows), "--minutes M"});
  }
  if (!train.batch_size.has_value()) {
    constexpr std::size_t kStepsOfEpoch = 256;
    train.batch_size = static_cast<std::int64_t>(
        std::clamp<std::size_t>(std::bit_floor(rows / kStepsOfEpoch), 256, 4096));
    decisions.push_back({"train.batch_size", BatchByRows(*train.batch_size), ""});
  }
}

// Whether a test from the history at the cut would know nothing, and one inside sequences would.
bool asks_inside(const TestedSequences& tested) {
  constexpr double kHardlyAny = 0.1;
  constexpr double kMoreThanOne = 1.5;  // targets a sequence: the first one has no history
  const auto count = static_cast<double>(tested.count);
  return tested.count > 0 && static_cast<double>(tested.num_crossing) <= kHardlyAny * count &&
         static_cast<double>(tested.num_targets) >= kMoreThanOne * count;
}

Decision ask_inside(const TestedSequences& tested, TimeSplitOptions& split) {
  split.targets = TargetRule::kEvent;
  split.min_history = 1;
  const double crossing =
      static_cast<double>(tested.num_crossing) / static_cast<double>(tested.count);
  return {"split", SplitInsideSequences(crossing), "--set split.kind=time"};
}

void choose_split(const Dataset& dataset, const TestedSequences& tested, Config& config,
                  std::vector<Decision>& decisions) {
  const auto* split = std::get_if<AutoSplitOptions>(&config.split);
  if (split == nullptr) return;
  const AutoSplitOptions given = *split;
  KnownOrder order = KnownOrder::kNone;
  Decision decision = {"split", SplitAtRandom(), ""};
  if (dataset.interactions.order == OrderSource::kTime) {
    order = KnownOrder::kTimes;
    decision.message = SplitByTime();
  } else if (has_order(dataset, config)) {
    order = KnownOrder::kPlaces;
    decision.message = SplitLeavesOneOut();
  }
  auto chosen = chosen_split(given, order);
  TWOTOWER_CHECK(chosen.ok());  // or the data would not have been split by it
  config.split = std::move(chosen).value();
  auto* by_time = std::get_if<TimeSplitOptions>(&config.split);
  const bool may_ask_inside = by_time != nullptr && !given.targets.has_value();
  if (may_ask_inside && asks_inside(tested)) decision = ask_inside(tested, *by_time);
  // The sentences name the shares that are not given.
  const bool are_shares_open = !given.test.has_value() && !given.validation.has_value();
  if (are_shares_open) decisions.push_back(std::move(decision));
}

// Whether the item tower could know an item by something else than its id.
bool has_more_than_ids(const ColumnFeatures& item) {
  const auto ids = std::ranges::count_if(
      item, [](const auto& feature) { return std::holds_alternative<IdOptions>(feature.second); });
  return ids > 0 && static_cast<std::size_t>(ids) < item.size();
}

void choose_id_dropout(double new_items, Config& config, std::vector<Decision>& decisions) {
  if (config.towers.id_dropout.has_value()) return;
  constexpr double kManyNewItems = 0.02;
  constexpr double kIdDropout = 0.1;
  const bool drops = new_items >= kManyNewItems && has_more_than_ids(*config.features.item);
  config.towers.id_dropout = drops ? kIdDropout : 0.0;
  if (!drops) return;
  decisions.push_back(
      {"towers.id_dropout", IdsDropped(kIdDropout, new_items), "--set towers.id_dropout=0"});
}

void choose_repeat(const RepeatShare& repeats, RepeatRule& rule, std::vector<Decision>& decisions) {
  if (rule != RepeatRule::kAuto) return;
  rule = resolve_repeat(rule, repeats);
  const bool is_allowed = rule == RepeatRule::kAllow;
  decisions.push_back({"data.repeat", is_allowed ? Message(RepeatsAllowed()) : RepeatsExcluded(),
                       is_allowed ? "--set data.repeat=exclude" : "--set data.repeat=allow"});
}

}  // namespace

std::vector<Message> with_kinds(std::vector<Message> messages, const ColumnFeatures& features) {
  for (const auto& [name, options] : features) {
    messages.push_back(FeatureOfKind(name, std::visit(KindOf(), options)));
  }
  return messages;
}

std::vector<Decision> auto_config(const Dataset& dataset, const ValidationShares& shares,
                                  Config& config, const ProposedFeatures& proposed,
                                  std::vector<SequenceOptions>* histories) {
  std::vector<Decision> decisions;
  choose_features(dataset, proposed, config, histories, decisions);
  choose_examples(dataset, config);
  choose_negatives(dataset, config, decisions);
  choose_weights(dataset, config, decisions);
  config.data.interactions.dislikes.is_auto = false;
  choose_date_order(dataset, config.data.interactions.date_order, decisions);
  choose_collapse(dataset, config, decisions);
  choose_effort(dataset, config.train, decisions);
  choose_split(dataset, shares.tested, config, decisions);
  choose_id_dropout(shares.new_items, config, decisions);
  choose_repeat(shares.repeats, config.data.repeat, decisions);
  return decisions;
}

Message history_message(const SequenceOptions& history) {
  return std::holds_alternative<AttentionEncoderOptions>(history.encoder)
             ? Message(AttentionOver(history.length))
             : MeanOver(history.length);
}

void replace_history(const SequenceOptions& history, Config& config) {
  for (auto& [name, options] : *config.features.user) {
    if (std::holds_alternative<SequenceOptions>(options)) options = history;
  }
}

void set_history(const SequenceOptions& history, Message why, Config& config,
                 std::vector<Decision>& decisions) {
  replace_history(history, config);
  ColumnFeatures others;
  for (const auto& [name, options] : *config.features.user) {
    std::visit(
        [&](const auto& kind) {
          using Kind = std::decay_t<decltype(kind)>;
          if constexpr (!std::is_same_v<Kind, SequenceOptions>) others.emplace_back(name, kind);
        },
        options);
  }
  const auto decision = std::ranges::find(decisions, "features.user", &Decision::key);
  decision->message = FeaturesChosen(with_kinds({std::move(why)}, others));
}

void set_id_dropout(double dropped, Message why, Config& config, std::vector<Decision>& decisions) {
  config.towers.id_dropout = dropped;
  const auto decision = std::ranges::find(decisions, "towers.id_dropout", &Decision::key);
  decision->message = std::move(why);
}

void set_length(const TrainingLength& length, double minutes, Config& config,
                std::vector<Decision>& decisions) {
  config.train.epochs = length.epochs;
  config.train.epoch_steps = length.epoch_steps;
  std::erase_if(decisions, [](const Decision& decision) { return decision.key == "train.epochs"; });
  decisions.push_back(
      {"train.epochs",
       length.epoch_steps.has_value()
           ? Message(PartEpochsByMinutes(length.epochs, *length.epoch_steps, minutes))
           : EpochsByMinutes(length.epochs, minutes),
       "--minutes M"});
}

}  // namespace twotower
