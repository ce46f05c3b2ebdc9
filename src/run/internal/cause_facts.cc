#include "run/internal/cause_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <variant>

#include "base/shell_word.h"
#include "base/timestamp.h"
#include "features/vocabulary.h"

namespace twotower {
namespace {

// Trains from the data alone where there is no config to go on from.
std::string train_command(const Config& config, const std::string& config_path) {
  if (!config_path.empty()) return "twotower train " + shell_word(config_path);
  std::string command = "twotower train " + shell_word(config.data.interactions.path);
  if (config.data.users) command += " --users " + shell_word(config.data.users->path);
  if (config.data.items) command += " --items " + shell_word(config.data.items->path);
  return command;
}

void add_options(const PreparedData& data, CauseFacts& facts) {
  const Config& config = data.config;
  facts.max_epochs = *config.train.epochs;
  facts.learning_rate =
      std::visit([](const auto& o) { return o.learning_rate; }, config.train.optimizer);
  facts.table_learning_rate =
      std::visit([](const auto& o) { return o.learning_rate; }, config.train.table_optimizer);
  facts.dim = config.towers.dim;
  facts.is_cosine = config.towers.similarity == Similarity::kCosine;
  facts.temperature = config.towers.temperature;
  facts.id_dropout = config.towers.id_dropout.value_or(0.0);
  const auto* softmax = std::get_if<SoftmaxLossOptions>(&config.loss);
  const bool takes_all = config.negatives.has_value() && config.negatives->all;
  facts.uses_log_q = takes_all || softmax == nullptr || softmax->log_q;
  const bool tried_others = config.train.trials && data.open.histories.size() > 1;
  if (tried_others || !config.features.user.has_value()) return;
  for (const auto& [name, options] : *config.features.user) {
    const auto* history = std::get_if<SequenceOptions>(&options);
    if (history == nullptr) continue;
    if (std::holds_alternative<MeanEncoderOptions>(history->encoder)) continue;
    facts.history_path = "features.user." + name;
  }
}

const ReportLine* line_of(const EvaluationReport& report, std::string_view name) {
  const auto line = std::ranges::find(report.lines, name, &ReportLine::name);
  return line == report.lines.end() ? nullptr : &*line;
}

void add_report(const EvaluationReport& report, CauseFacts& facts) {
  const ReportLine* ours = line_of(report, "two_towers");
  if (ours != nullptr) {
    facts.lists_alike = ours->evaluation.lists_alike;
    double fresh = 0.0, warm = 0.0;
    for (const SliceFigures& slice : ours->slices) {
      if (slice.name == "new_items") fresh = static_cast<double>(slice.num_targets);
      if (slice.name == "warm_items") warm = static_cast<double>(slice.num_targets);
    }
    if (fresh + warm > 0.0) facts.new_item_share = fresh / (fresh + warm);
  }
  if (report.verdict.has_value()) facts.rival = message_of(report.verdict->rival);
  facts.empty_history_share = report.empty_history_share;
  const ReportLine* knn = line_of(report, "item_knn");
  if (knn != nullptr) facts.knn_lists_alike = knn->evaluation.lists_alike;
}

std::string inspect_command(const std::string& path) {
  return "twotower inspect " + shell_word(path);
}

// The table that a feature of a side is a column of, as far as the options tell.
std::string inspect_command(const DataOptions& data, std::string_view side) {
  if (side == "user" && data.users) return inspect_command(data.users->path);
  if (side == "item" && data.items) return inspect_command(data.items->path);
  return inspect_command(data.interactions.path);
}

// What the last third of the epochs gained on the best of those before.
std::optional<double> late_gain(const std::vector<EpochReport>& reports) {
  const std::size_t first_late = reports.size() - reports.size() / 3;
  double before = 0.0, late = 0.0;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (!reports[i].metric.has_value()) return std::nullopt;
    double& best = i < first_late ? before : late;
    best = std::max(best, *reports[i].metric);
  }
  if (first_late == reports.size() || before <= 0.0) return std::nullopt;
  return late / before - 1.0;
}

bool reads_columns(const FeatureSet& set) {
  return std::ranges::any_of(
      set.features(), [](const FeatureSet::Feature& feature) { return !feature.column().empty(); });
}

void add_tables(const PreparedData& data, const ModelFeatures& features, CauseFacts& facts) {
  facts.reads_item_columns = reads_columns(features.item);
  const auto add = [&](const std::string& path, bool is_read) {
    if (!is_read) facts.unread_tables.push_back(path);
  };
  const DataOptions& tables = data.config.data;
  if (tables.users) add(tables.users->path, reads_columns(features.user));
  if (tables.items) add(tables.items->path, facts.reads_item_columns);
}

// The share of test rows whose value of a feature is the unknown one.
class UnknownShares {
 public:
  UnknownShares(const PreparedData& data, CauseFacts& facts) : data_(data), facts_(facts) {}

  void add(std::string_view side, const FeatureSet& set, const std::vector<EncodedColumn>& columns,
           auto&& place_of) {
    for (std::size_t i = 0; i < set.features().size(); ++i) {
      const auto* column = std::get_if<RowColumn>(&columns[i]);
      if (column == nullptr) continue;
      const double share = share_of(*column, place_of);
      if (facts_.unknown && facts_.unknown->share >= share) continue;
      const FeatureSet::Feature& feature = set.features()[i];
      facts_.unknown = {.path = fmt::format("features.{}.{}", side, feature.name),
                        .share = share,
                        .min_count = min_count_of(feature.options),
                        .is_id = feature.column().empty(),
                        .inspect_command = inspect_command(data_.config.data, side)};
    }
  }

 private:
  double share_of(const RowColumn& column, auto&& place_of) const {
    std::size_t rows = 0, unknown = 0;
    const Interactions& interactions = data_.dataset.interactions;
    for (std::uint64_t row = 0; row < interactions.size(); ++row) {
      if (data_.split.parts[row] != Part::kTest || !interactions.is_target(row)) continue;
      const std::uint64_t place = place_of(row);
      ++rows;
      unknown += place == kNoSlot || column.rows[place] == Vocabulary::kUnknownRow ? 1 : 0;
    }
    return rows == 0 ? 0.0 : static_cast<double>(unknown) / static_cast<double>(rows);
  }

  static std::int64_t min_count_of(const ColumnFeatureOptions& options) {
    if (const auto* id = std::get_if<IdOptions>(&options)) return id->min_count;
    if (const auto* category = std::get_if<CategoryOptions>(&options)) return category->min_count;
    return 1;
  }

  const PreparedData& data_;
  CauseFacts& facts_;
};

void add_unknown(const PreparedData& data, const ModelFeatures& features, const EncodedSides& sides,
                 CauseFacts& facts) {
  const Interactions& interactions = data.dataset.interactions;
  UnknownShares shares(data, facts);
  if (interactions.users.size() > 0) {
    shares.add("user", features.user, sides.user,
               [&](std::uint64_t row) { return interactions.user_slots[row]; });
  }
  shares.add("item", features.item, sides.item,
             [&](std::uint64_t row) { return interactions.item_slots[row]; });
  shares.add("context", features.context, sides.context, [](std::uint64_t row) { return row; });
}

// Shares of items among chosen rows.
std::vector<double> item_shares(const Interactions& interactions,
                                const std::vector<std::uint64_t>& rows) {
  std::vector<double> shares(interactions.items.size(), 0.0);
  for (const std::uint64_t row : rows) {
    shares[interactions.item_slots[row]] += 1.0 / static_cast<double>(rows.size());
  }
  return shares;
}

double overlap(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::min(a[i], b[i]);
  return sum;
}

// Fewer rows have less in common with anything, so that the newest quarter has more only by drift.
void add_drift(const PreparedData& data, CauseFacts& facts) {
  const Interactions& interactions = data.dataset.interactions;
  const InteractionOptions& options = data.config.data.interactions;
  const bool is_by_time = std::holds_alternative<TimeSplitOptions>(data.config.split);
  if (!is_by_time || options.last || options.half_life) return;
  std::vector<std::uint64_t> train, test;
  for (std::uint64_t row = 0; row < interactions.size(); ++row) {
    if (!interactions.is_positive(row) || interactions.times[row] == kMissingTime) continue;
    if (data.split.parts[row] == Part::kTrain) train.push_back(row);
    if (data.split.parts[row] == Part::kTest) test.push_back(row);
  }
  if (train.size() < 4 || test.empty()) return;
  const auto time_of = [&](std::uint64_t row) { return interactions.times[row]; };
  std::ranges::stable_sort(train, {}, time_of);
  const std::vector<std::uint64_t> newest(
      train.begin() + static_cast<std::ptrdiff_t>(train.size() - train.size() / 4), train.end());
  const std::vector<double> wanted = item_shares(interactions, test);
  facts.drift = {
      .newest_overlap = overlap(wanted, item_shares(interactions, newest)),
      .whole_overlap = overlap(wanted, item_shares(interactions, train)),
      .quarter_days = (time_of(newest.back()) - time_of(newest.front())) / kMicrosecondsADay};
}

double events_per_user(const PreparedData& data) {
  const auto rows = std::ranges::count(data.split.parts, Part::kTrain);
  const std::size_t sequences = data.dataset.interactions.num_sequences();
  return sequences == 0 ? 0.0 : static_cast<double>(rows) / static_cast<double>(sequences);
}

}  // namespace

CauseFacts cause_facts(const PreparedData& data, const ModelFeatures& features,
                       const EncodedSides& sides, const EvaluationReport& report,
                       const FittedModel* fitted, const std::string& config_path) {
  CauseFacts facts;
  facts.train_command = train_command(data.config, config_path);
  facts.inspect_command = inspect_command(data.config.data, "item");
  const auto* by_time = std::get_if<TimeSplitOptions>(&data.config.split);
  facts.are_sessions = group_of(data.config) == GroupBy::kSession && by_time != nullptr &&
                       by_time->targets == TargetRule::kUser;
  add_options(data, facts);
  add_report(report, facts);
  add_tables(data, features, facts);
  add_unknown(data, features, sides, facts);
  add_drift(data, facts);
  const bool has_validation = data.repeat_share.num_rows > 0;
  if (fitted != nullptr && has_validation) {
    facts.best_epoch = fitted->best_epoch;
    facts.epochs_run = static_cast<std::int64_t>(fitted->reports.size());
    facts.late_gain = late_gain(fitted->reports);
  }
  facts.repeat_share = data.repeat_share.share();
  facts.allows_repeats = data.repeat == RepeatRule::kAllow;
  facts.events_per_user = events_per_user(data);
  facts.later_share = data.later_share.value_or(0.0);
  facts.has_times = data.dataset.interactions.order == OrderSource::kTime;
  return facts;
}

}  // namespace twotower
