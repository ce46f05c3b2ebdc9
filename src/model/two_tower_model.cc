#include "model/two_tower_model.h"

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/random.h"
#include "features/vocabulary.h"
#include "model/encoders/attention_encoder.h"
#include "model/encoders/bag_encoder.h"
#include "model/encoders/dense_encoder.h"
#include "model/encoders/mean_history_encoder.h"
#include "model/encoders/row_encoder.h"

namespace twotower {
namespace {

// The features of kind id, by place.
std::vector<std::size_t> id_features(const FeatureSet& set) {
  std::vector<std::size_t> ids;
  for (std::size_t i = 0; i < set.features().size(); ++i) {
    if (std::holds_alternative<IdOptions>(set.features()[i].options)) ids.push_back(i);
  }
  return ids;
}

Error conflict(const std::string& field, const std::string& message) {
  return {ErrorCode::kConfigConflict, field, field + " " + message};
}

Result<void> check_history(const TowerOptions& options, const ModelFeatures& features) {
  if (!features.history.has_value()) return {};
  const std::string field = "features.user." + features.history->name;
  const std::vector<std::size_t> ids = id_features(features.item);
  if (ids.empty()) {
    return conflict(field,
                    "is a history of item ids, but features.item has no feature of kind id; "
                    "add one");
  }
  if (features.history->options.rule == HistoryRule::kOthers && options.history_dropout > 0.0) {
    return conflict("towers.history_dropout",
                    fmt::format("is {}, which the rule others of {} does not allow; use 0 or "
                                "rule: before",
                                options.history_dropout, field));
  }
  const auto* attention = std::get_if<AttentionEncoderOptions>(&features.history->options.encoder);
  if (attention == nullptr) return {};
  const std::size_t dim = features.item.features()[ids[0]].fitted->form().table_dim;
  if (dim % static_cast<std::size_t>(attention->heads) != 0) {
    return conflict(
        field + ".encoder.heads",
        fmt::format("is {}, which does not divide the {} numbers of an item id's vector",
                    attention->heads, dim));
  }
  if (features.history->options.rule == HistoryRule::kOthers) {
    return conflict(field + ".rule",
                    "is others, which attention cannot do: it reads a history in "
                    "order; use encoder: mean or rule: before");
  }
  return {};
}

// Copies the chosen rows of an encoded column, with table rows numbered for the step.
class RowPicker {
 public:
  // `numbers` null: the column is dense.
  RowPicker(StepRows* numbers, FeatureBatch& out) : numbers_(numbers), out_(out) {}

  // Copied first and numbered then, so that the loads of the column, all over memory, run at once.
  void pick(const RowColumn& column, auto at) {
    auto& rows = reuse<RowColumn>().rows;
    rows.resize(at.size());
    std::ranges::transform(at, rows.begin(), [&](const auto i) { return column.rows[i]; });
    number(rows);
  }

  void pick(const BagColumn& column, auto at) {
    auto& bags = reuse<BagBatch>();
    bags.offsets.assign(1, 0);
    bags.rows.clear();
    bags.weights.clear();
    for (const auto i : at) {
      const std::uint64_t begin = column.offsets[i], end = column.offsets[i + 1];
      bags.rows.insert(bags.rows.end(), column.rows.begin() + static_cast<std::ptrdiff_t>(begin),
                       column.rows.begin() + static_cast<std::ptrdiff_t>(end));
      bags.weights.resize(bags.rows.size(), 1.0F / static_cast<float>(end - begin));
      bags.offsets.push_back(static_cast<std::uint32_t>(bags.rows.size()));
    }
    number(bags.rows);
  }

  void pick(const DenseColumn& column, auto at) {
    auto& dense = reuse<DenseColumn>();
    dense.dim = column.dim;
    dense.values.resize(at.size() * column.dim);
    float* to = dense.values.data();
    for (const auto i : at) to = std::copy_n(column.values.data() + i * column.dim, column.dim, to);
  }

 private:
  void number(std::span<std::uint32_t> rows) {
    assert(numbers_ != nullptr);
    numbers_->number_all(rows);
  }

  // The column that is there already, so that a batch allocates nothing the second time.
  template <typename Column>
  Column& reuse() {
    if (!std::holds_alternative<Column>(out_)) out_ = Column();
    return std::get<Column>(out_);
  }

  StepRows* numbers_;
  FeatureBatch& out_;
};

// A tower's slices over packed histories: whole sequences, together up to kTowerSliceRows tokens or
// rows; a longer sequence is a slice of its own.
void slice_sequences(const UserStates& states, std::vector<RowRange>& row_slices,
                     SequenceBatch& batch) {
  row_slices.clear();
  batch.slice_sequences.clear();
  batch.row_offsets.assign(1, 0);
  std::size_t row = 0, sequence = 0;
  while (sequence < states.num_sequences()) {
    const std::size_t first_row = row, first_sequence = sequence;
    std::size_t num_tokens = 0;
    do {
      num_tokens += states.offsets[sequence + 1] - states.offsets[sequence];
      while (row < states.size() && states.sequences[row] == sequence) ++row;
      batch.row_offsets.push_back(row);
      ++sequence;
    } while (sequence < states.num_sequences() &&
             num_tokens + states.offsets[sequence + 1] - states.offsets[sequence] <=
                 kTowerSliceRows &&
             row - first_row < kTowerSliceRows);
    row_slices.push_back({first_row, row - first_row});
    batch.slice_sequences.push_back({first_sequence, sequence - first_sequence});
  }
  TWOTOWER_CHECK(row == states.size());
}

}  // namespace

Result<TwoTowerModel> TwoTowerModel::create(const TowerOptions& options,
                                            const ModelFeatures& features) {
  TWOTOWER_TRY(check_history(options, features));
  const bool has_user_side = features.history.has_value() || !features.user.features().empty() ||
                             !features.context.features().empty();
  if (!has_user_side) return conflict("features.user", "has no feature, nor has features.context");
  if (features.item.features().empty()) return conflict("features.item", "has no feature");
  return TwoTowerModel(options, features);
}

TwoTowerModel::TwoTowerModel(const TowerOptions& options, const ModelFeatures& features)
    : options_(options),
      history_(features.history),
      num_user_columns_(features.user.features().size()) {
  item_id_encoders_ = id_features(features.item);
  std::vector<TowerEncoder> item = column_encoders(features.item, "item");
  std::vector<TowerEncoder> user = column_encoders(features.user, "user");
  for (TowerEncoder& encoder : column_encoders(features.context, "context")) {
    user.push_back(std::move(encoder));
  }
  if (history_.has_value()) {
    const auto place = user.begin() + static_cast<std::ptrdiff_t>(history_->position);
    user.insert(place, history_encoder(features));
  }
  user_id_encoders_ = id_features(features.user);
  for (std::size_t& encoder : user_id_encoders_) {
    if (history_.has_value() && encoder >= history_->position) ++encoder;
  }
  user_tower_ = std::make_unique<Tower>("user", options, options.user, std::move(user), layout_);
  item_tower_ = std::make_unique<Tower>("item", options, options.item, std::move(item), layout_);
  parameters_ = std::make_unique<Parameters>(layout_);
}

std::size_t TwoTowerModel::add_table(const std::string& name, std::size_t num_rows,
                                     std::size_t dim) {
  tables_.push_back({name, EmbeddingTable(num_rows, dim)});
  return tables_.size() - 1;
}

std::vector<TowerEncoder> TwoTowerModel::column_encoders(const FeatureSet& set,
                                                         const std::string& side) {
  std::vector<TowerEncoder> encoders;
  for (const FeatureSet::Feature& feature : set.features()) {
    const ColumnForm form = feature.fitted->form();
    if (form.layout == ColumnForm::Layout::kDense) {
      encoders.push_back({std::make_unique<DenseEncoder>(form.dense_dim), TowerEncoder::kNoTable});
      continue;
    }
    const std::size_t table = add_table(side + "." + feature.name, form.table_rows, form.table_dim);
    if (form.layout == ColumnForm::Layout::kRow) {
      encoders.push_back({std::make_unique<RowEncoder>(form.table_dim), table});
    } else {
      encoders.push_back({std::make_unique<BagEncoder>(form.table_dim), table});
    }
  }
  return encoders;
}

TowerEncoder TwoTowerModel::history_encoder(const ModelFeatures& features) {
  const SequenceOptions& options = history_->options;
  const ColumnForm ids = features.item.features()[item_id_encoders_[0]].fitted->form();
  const std::string& shared = features.item.features()[item_id_encoders_[0]].name;
  const auto shared_table = std::ranges::find(tables_, "item." + shared, &NamedTable::name);
  const std::size_t table = options.table.empty()
                                ? static_cast<std::size_t>(shared_table - tables_.begin())
                                : add_table(options.table, ids.table_rows, ids.table_dim);
  if (const auto* attention = std::get_if<AttentionEncoderOptions>(&options.encoder)) {
    return {
        std::make_unique<AttentionEncoder>("user." + history_->name, *attention, ids.table_dim,
                                           static_cast<std::size_t>(options.length),
                                           static_cast<float>(options_.initial_deviation), layout_),
        table};
  }
  return {std::make_unique<MeanHistoryEncoder>(ids.table_dim), table};
}

std::size_t TwoTowerModel::max_slice_tokens() const {
  // Whole sequences until kTowerSliceRows; one is at most `length` long and gives a row more.
  if (!history_.has_value()) return 0;
  return kTowerSliceRows + static_cast<std::size_t>(history_->options.length) + 1;
}

void TwoTowerModel::initialize(Exec& exec, std::uint64_t seed) {
  user_tower_->initialize(*parameters_, seed);
  item_tower_->initialize(*parameters_, seed);
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    tables_[i].table.initialize(exec, seed, i, static_cast<float>(options_.initial_deviation));
  }
}

ModelBatch TwoTowerModel::new_batch(StepRows::Numbering numbering) const {
  ModelBatch batch;
  for (const NamedTable& table : tables_)
    batch.tables.emplace_back(table.table.num_rows(), numbering);
  batch.user.features.resize(user_tower_->encoders().size());
  batch.item.features.resize(item_tower_->encoders().size());
  return batch;
}

void TwoTowerModel::set_users(const EncodedSides& sides, const UserStates& states,
                              const TrainingStep* training, ModelBatch& batch) const {
  batch.user.num_rows = states.size();
  if (history_.has_value()) {
    set_history(sides, states, training, batch);
  } else {
    batch.user.slices = plain_slices(states.size());
  }
  const std::size_t num_encoders = user_tower_->encoders().size();
  const std::size_t history = history_.has_value() ? history_->position : num_encoders;
  for (std::size_t encoder = 0; encoder < num_encoders; ++encoder) {
    if (encoder == history) continue;
    const std::size_t column = encoder - (encoder > history ? 1 : 0);
    const std::size_t table = user_tower_->encoders()[encoder].table;
    RowPicker picker(table == TowerEncoder::kNoTable ? nullptr : &batch.tables[table],
                     batch.user.features[encoder]);
    if (column < num_user_columns_) {
      std::visit([&](const auto& all) { picker.pick(all, std::span(states.user_slots)); },
                 sides.user[column]);
    } else {
      std::visit([&](const auto& all) { picker.pick(all, std::span(states.context_rows)); },
                 sides.context[column - num_user_columns_]);
    }
    drop_ids(training, IdSide::kUser, encoder, batch);
  }
}

void TwoTowerModel::set_items(const EncodedSides& sides, std::span<const std::uint32_t> item_slots,
                              const TrainingStep* training, ModelBatch& batch) const {
  batch.item.num_rows = item_slots.size();
  batch.item.slices = plain_slices(item_slots.size());
  for (std::size_t encoder = 0; encoder < item_tower_->encoders().size(); ++encoder) {
    const std::size_t table = item_tower_->encoders()[encoder].table;
    RowPicker picker(table == TowerEncoder::kNoTable ? nullptr : &batch.tables[table],
                     batch.item.features[encoder]);
    std::visit([&](const auto& all) { picker.pick(all, item_slots); }, sides.item[encoder]);
    drop_ids(training, IdSide::kItem, encoder, batch);
  }
}

void TwoTowerModel::set_history(const EncodedSides& sides, const UserStates& states,
                                const TrainingStep* training, ModelBatch& batch) const {
  FeatureBatch& feature = batch.user.features[history_->position];
  if (!std::holds_alternative<SequenceBatch>(feature)) feature = SequenceBatch();
  auto& sequences = std::get<SequenceBatch>(feature);
  slice_sequences(states, batch.user.slices, sequences);
  sequences.offsets = states.offsets;
  sequences.wanted = states.wanted;
  sequences.use = states.use;
  const auto& ids = std::get<RowColumn>(sides.item[item_id_encoders_[0]]).rows;
  sequences.rows.resize(states.tokens.size());
  std::ranges::transform(states.tokens, sequences.rows.begin(),
                         [&](const std::uint32_t slot) { return ids[slot]; });
  batch.tables[user_tower_->encoders()[history_->position].table].number_all(sequences.rows);
  drop_histories(training, sequences);
}

void TwoTowerModel::drop_histories(const TrainingStep* training, SequenceBatch& sequences) const {
  if (training == nullptr || options_.history_dropout <= 0.0) return;
  RandomSequence random({.seed = training->seed,
                         .purpose = RandomPurpose::kHistoryDropout,
                         .step = training->step,
                         .example = 0});
  for (std::uint32_t& wanted : sequences.wanted) {
    if (random.next_uniform() < static_cast<float>(options_.history_dropout)) {
      wanted = UserStates::kNone;
    }
  }
}

void TwoTowerModel::drop_ids(const TrainingStep* training, IdSide side, std::size_t encoder,
                             ModelBatch& batch) const {
  const auto& ids = side == IdSide::kUser ? user_id_encoders_ : item_id_encoders_;
  if (training == nullptr || options_.id_dropout <= 0.0 || !std::ranges::count(ids, encoder))
    return;
  TowerBatch& tower = side == IdSide::kUser ? batch.user : batch.item;
  const std::size_t table =
      (side == IdSide::kUser ? user_tower_ : item_tower_)->encoders()[encoder].table;
  const std::uint32_t unknown = batch.tables[table].number(Vocabulary::kUnknownRow);
  RandomSequence random({.seed = training->seed,
                         .purpose = RandomPurpose::kIdDropout,
                         .step = training->step,
                         .example = static_cast<std::uint64_t>(side)});
  for (std::uint32_t& row : std::get<RowColumn>(tower.features[encoder]).rows) {
    if (random.next_uniform() < static_cast<float>(options_.id_dropout)) row = unknown;
  }
}

}  // namespace twotower
