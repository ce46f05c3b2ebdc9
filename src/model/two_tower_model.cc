#include "model/two_tower_model.h"

#include <absl/container/flat_hash_map.h>
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <concepts>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/messages/model_errors.h"
#include "base/random.h"
#include "features/time_gap.h"
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

Error conflict(const std::string& field, Message message) {
  return {ErrorCode::kConfigConflict, field, std::move(message)};
}

Result<void> check_attention(const SequenceFeature& sequence, std::size_t dim) {
  const auto* attention = std::get_if<AttentionEncoderOptions>(&sequence.options.encoder);
  if (attention == nullptr) return {};
  const auto path_of = [&](std::string_view key) {
    return fmt::format("features.user.{}.{}", sequence.name, key);
  };
  if (dim % static_cast<std::size_t>(attention->heads) != 0) {
    const std::string path = path_of("encoder.heads");
    return conflict(path, HeadsDoNotDivide(path, attention->heads, dim));
  }
  if (sequence.options.rule == HistoryRule::kOthers) {
    return conflict(path_of("rule"), OthersWithAttention(path_of("rule")));
  }
  return {};
}

// Positions are those of one order of interactions.
Result<void> check_alike(const SequenceFeature& sequence, const SequenceFeature& first) {
  const bool is_rule = sequence.options.rule != first.options.rule;
  if (!is_rule && sequence.options.group == first.options.group) return {};
  const std::string_view key = is_rule ? "rule" : "group";
  const std::string path = fmt::format("features.user.{}.{}", sequence.name, key);
  return conflict(path, SequencesDiffer(path, fmt::format("features.user.{}.{}", first.name, key)));
}

Result<void> check_sequences(const TowerOptions& options, const ModelFeatures& features) {
  if (features.sequences.size() > kMaxSequences) {
    return conflict("features.user", TooManySequences(features.sequences.size(), kMaxSequences));
  }
  for (const SequenceFeature& sequence : features.sequences) {
    const std::string field = "features.user." + sequence.name;
    const std::vector<std::size_t> ids = id_features(features.item);
    if (ids.empty()) return conflict(field, HistoryWithoutIds(field));
    if (sequence.options.rule == HistoryRule::kOthers && options.history_dropout > 0.0) {
      const std::string path = "towers.history_dropout";
      return conflict(path, OthersWithDropout(path, options.history_dropout, field));
    }
    if (sequence.options.rule == HistoryRule::kOthers && sequence.options.time_gap) {
      return conflict(field + ".time_gap", OthersWithTimeGap(field + ".time_gap"));
    }
    TWOTOWER_TRY(check_alike(sequence, features.sequences[0]));
    const ColumnForm form = features.item.features()[ids[0]].fitted->form();
    TWOTOWER_TRY(check_attention(sequence, form.table_dim));
  }
  return {};
}

// Copies the chosen rows of an encoded column, with table rows numbered for the step.
class RowPicker {
 public:
  // `numbers` null: the column is dense.
  RowPicker(UniqueRows* numbers, FeatureBatch& out) : numbers_(numbers), out_(out) {}

  // Copied first and numbered then, so that the loads of the column, all over memory, run at once.
  void pick(const RowColumn& column, auto at) {
    const std::span<const std::uint32_t> all = column.rows.view();
    std::vector<std::uint32_t>& rows = reuse<RowColumn>().rows.edit();
    rows.resize(at.size());
    std::ranges::transform(at, rows.begin(), [&](const auto i) { return all[i]; });
    number(rows);
  }

  void pick(const BagColumn& column, auto at) {
    auto& bags = reuse<BagBatch>();
    bags.offsets.assign(1, 0);
    bags.rows.clear();
    bags.weights.clear();
    for (const auto i : at) {
      const std::uint64_t begin = column.offsets[i], end = column.offsets[i + 1];
      bags.rows.insert(bags.rows.end(), column.rows.begin() + begin, column.rows.begin() + end);
      bags.weights.resize(bags.rows.size(), 1.0F / static_cast<float>(end - begin));
      bags.offsets.push_back(static_cast<std::uint32_t>(bags.rows.size()));
    }
    number(bags.rows);
  }

  void pick(const DenseColumn& column, auto at) {
    auto& dense = reuse<DenseColumn>();
    dense.dim = column.dim;
    dense.values.resize(at.size() * column.dim);
    float* to = dense.values.edit().data();
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

  UniqueRows* numbers_;
  FeatureBatch& out_;
};

// Cuts states into slices of whole groups: together up to kTowerSliceRows states and as many tokens
// of each sequence; a larger group is a slice of its own.
class GroupSlices {
 public:
  explicit GroupSlices(const UserStates& states) : states_(states) {
    while (end_ < states.size()) add_slice();
  }

  const std::vector<RowRange>& rows() const { return rows_; }

  // What a sequence feature's batch must know of the slices.
  void set(const PackedHistories& packed, SequenceBatch& batch) const {
    batch.row_offsets.clear();
    for (std::uint32_t row = 0; row < packed.of_state.size(); ++row) {
      if (packed.of_state[row] == batch.row_offsets.size()) batch.row_offsets.push_back(row);
    }
    TWOTOWER_CHECK(batch.row_offsets.size() == packed.size());
    batch.row_offsets.push_back(packed.of_state.size());
    batch.slice_sequences.clear();
    for (const RowRange& rows : rows_) {
      const std::uint32_t first = packed.of_state[rows.first];
      const std::uint32_t last = packed.of_state[rows.first + rows.count - 1];
      batch.slice_sequences.push_back({first, last + std::size_t{1} - first});
    }
  }

 private:
  std::size_t end_of_group(std::size_t row) const {
    std::size_t end = row;
    while (end < states_.size() && states_.groups[end] == states_.groups[row]) ++end;
    return end;
  }

  // The most tokens that a sequence feature has for these states.
  std::size_t num_tokens(std::size_t first, std::size_t end) const {
    std::size_t most = 0;
    for (const PackedHistories& packed : states_.histories) {
      const std::uint64_t begin_token = packed.offsets[packed.of_state[first]];
      most = std::max<std::size_t>(
          most, packed.offsets[packed.of_state[end - 1] + std::size_t{1}] - begin_token);
    }
    return most;
  }

  void add_slice() {
    const std::size_t first = end_;
    end_ = end_of_group(first);
    while (end_ < states_.size() && end_ - first < kTowerSliceRows) {
      const std::size_t end = end_of_group(end_);
      if (num_tokens(first, end) > kTowerSliceRows) break;
      end_ = end;
    }
    rows_.push_back({first, end_ - first});
  }

  const UserStates& states_;
  std::vector<RowRange> rows_;
  std::size_t end_ = 0;
};

}  // namespace

UserSide split_user_side(const UserFeatures& features) {
  UserSide side;
  for (std::size_t i = 0; i < features.size(); ++i) {
    const auto& [name, options] = features[i];
    std::visit(
        [&]<typename Kind>(const Kind& kind) {
          if constexpr (std::same_as<Kind, SequenceOptions>) {
            side.sequences.push_back({name, kind, i});
          } else {
            side.columns.emplace_back(name, kind);
          }
        },
        options);
  }
  return side;
}

bool reads_event_types(const std::vector<SequenceFeature>& sequences) {
  return std::ranges::any_of(sequences,
                             [](const auto& sequence) { return sequence.options.event_type; });
}

Result<TwoTowerModel> TwoTowerModel::create(const TowerOptions& options,
                                            const ModelFeatures& features) {
  TWOTOWER_TRY(check_sequences(options, features));
  const bool has_user_side = !features.sequences.empty() || !features.user.features().empty() ||
                             !features.context.features().empty();
  if (!has_user_side) return conflict("features.user", NoUserFeature());
  if (features.item.features().empty()) return conflict("features.item", NoItemFeature());
  return TwoTowerModel(options, features);
}

TwoTowerModel::TwoTowerModel(const TowerOptions& options, const ModelFeatures& features)
    : options_(options),
      sequences_(features.sequences),
      num_user_columns_(features.user.features().size()) {
  item_id_encoders_ = id_features(features.item);
  std::vector<TowerEncoder> item = column_encoders(features.item, "item");
  std::vector<TowerEncoder> user = column_encoders(features.user, "user");
  for (TowerEncoder& encoder : column_encoders(features.context, "context")) {
    user.push_back(std::move(encoder));
  }
  for (const SequenceFeature& sequence : sequences_) {
    user.insert(user.begin() + static_cast<std::ptrdiff_t>(sequence.position),
                sequence_encoder(sequence, features));
  }
  for (std::size_t encoder = 0; encoder < user.size(); ++encoder) {
    const bool is_sequence =
        std::ranges::count(sequences_, encoder, &SequenceFeature::position) > 0;
    if (!is_sequence) user_columns_.push_back(encoder);
  }
  for (const std::size_t id : id_features(features.user)) {
    user_id_encoders_.push_back(user_columns_[id]);
  }
  user_tower_ = std::make_unique<Tower>("user", options, options.user, std::move(user), layout_);
  item_tower_ = std::make_unique<Tower>("item", options, options.item, std::move(item), layout_);
  parameters_ = std::make_unique<Parameters>(layout_);
}

bool TwoTowerModel::reads_sequences_only() const {
  return user_columns_.empty();
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

std::size_t TwoTowerModel::sequence_table(const SequenceFeature& sequence,
                                          const ModelFeatures& features) {
  const FeatureSet::Feature& id = features.item.features()[item_id_encoders_[0]];
  const std::string& own = sequence.options.table;
  const std::string name = own.empty() ? "item." + id.name : own;
  const auto known = std::ranges::find(tables_, name, &NamedTable::name);
  if (known != tables_.end()) return static_cast<std::size_t>(known - tables_.begin());
  const ColumnForm form = id.fitted->form();
  return add_table(name, form.table_rows, form.table_dim);
}

TowerEncoder TwoTowerModel::sequence_encoder(const SequenceFeature& sequence,
                                             const ModelFeatures& features) {
  const SequenceOptions& options = sequence.options;
  const std::size_t table = sequence_table(sequence, features);
  const std::string name = "user." + sequence.name;
  const StepForm form = {
      .dim = features.item.features()[item_id_encoders_[0]].fitted->form().table_dim,
      .event_types = options.event_type ? features.event_types->num_rows() : 0,
      .time_gaps = options.time_gap ? kTimeGapRows : 0,
      .deviation = static_cast<float>(options_.initial_deviation)};
  if (const auto* attention = std::get_if<AttentionEncoderOptions>(&options.encoder)) {
    return {std::make_unique<AttentionEncoder>(name, *attention, form,
                                               static_cast<std::size_t>(options.length), layout_),
            table};
  }
  return {std::make_unique<MeanHistoryEncoder>(name, form, layout_), table};
}

// Whole groups until kTowerSliceRows, or one.
std::size_t TwoTowerModel::max_slice_size(std::size_t max_group_size) {
  return kTowerSliceRows + max_group_size;
}

void TwoTowerModel::initialize(Exec& exec, std::uint64_t seed) {
  user_tower_->initialize(*parameters_, seed);
  item_tower_->initialize(*parameters_, seed);
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    tables_[i].table.initialize(exec, seed, i, static_cast<float>(options_.initial_deviation));
  }
}

ModelBatch TwoTowerModel::new_batch(UniqueRows::Numbering numbering) const {
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
  if (sequences_.empty()) {
    batch.user.slices = plain_slices(states.size());
  } else {
    set_sequences(sides, states, training, batch);
  }
  for (std::size_t column = 0; column < user_columns_.size(); ++column) {
    const std::size_t encoder = user_columns_[column];
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

void TwoTowerModel::set_sequences(const EncodedSides& sides, const UserStates& states,
                                  const TrainingStep* training, ModelBatch& batch) const {
  TWOTOWER_CHECK(states.histories.size() == sequences_.size());
  const GroupSlices slices(states);
  batch.user.slices = slices.rows();
  const auto& ids = std::get<RowColumn>(sides.item[item_id_encoders_[0]]).rows;
  for (std::size_t i = 0; i < sequences_.size(); ++i) {
    const PackedHistories& packed = states.histories[i];
    const std::size_t encoder = sequences_[i].position;
    FeatureBatch& feature = batch.user.features[encoder];
    if (!std::holds_alternative<SequenceBatch>(feature)) feature = SequenceBatch();
    auto& sequences = std::get<SequenceBatch>(feature);
    slices.set(packed, sequences);
    sequences.offsets = packed.offsets;
    sequences.event_types = packed.event_types;
    sequences.time_gaps = packed.time_gaps;
    sequences.wanted = packed.wanted;
    sequences.use = states.use;
    sequences.rows.resize(packed.num_tokens());
    std::ranges::transform(packed.items, sequences.rows.begin(),
                           [&](const std::uint32_t slot) { return ids[slot]; });
    batch.tables[user_tower_->encoders()[encoder].table].number_all(sequences.rows);
  }
  drop_histories(training, states.size(), batch);
}

void TwoTowerModel::drop_histories(const TrainingStep* training, std::size_t num_states,
                                   ModelBatch& batch) const {
  if (training == nullptr || options_.history_dropout <= 0.0) return;
  RandomSequence random({.seed = training->seed,
                         .purpose = RandomPurpose::kHistoryDropout,
                         .step = training->step,
                         .example = 0});
  for (std::size_t state = 0; state < num_states; ++state) {
    if (random.next_uniform() >= static_cast<float>(options_.history_dropout)) continue;
    for (const SequenceFeature& sequence : sequences_) {
      FeatureBatch& feature = batch.user.features[sequence.position];
      std::get<SequenceBatch>(feature).wanted[state] = PackedHistories::kNone;
    }
  }
}

void TwoTowerModel::drop_ids(const TrainingStep* training, IdSide side, std::size_t encoder,
                             ModelBatch& batch) const {
  const auto& ids = side == IdSide::kUser ? user_id_encoders_ : item_id_encoders_;
  const double share = options_.id_dropout.value_or(0.0);
  if (training == nullptr || share <= 0.0 || !std::ranges::count(ids, encoder)) return;
  TowerBatch& tower = side == IdSide::kUser ? batch.user : batch.item;
  const std::size_t table =
      (side == IdSide::kUser ? user_tower_ : item_tower_)->encoders()[encoder].table;
  const std::uint32_t unknown = batch.tables[table].number(Vocabulary::kUnknownRow);
  RandomSequence random({.seed = training->seed,
                         .purpose = RandomPurpose::kIdDropout,
                         .step = training->step,
                         .example = static_cast<std::uint64_t>(side)});
  for (std::uint32_t& row : std::get<RowColumn>(tower.features[encoder]).rows.edit()) {
    if (random.next_uniform() < static_cast<float>(share)) row = unknown;
  }
}

}  // namespace twotower
