#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/encoded_sides.h"
#include "features/feature_set.h"
#include "features/sequence_options.h"
#include "features/user_states.h"
#include "features/vocabulary.h"
#include "kernels/exec.h"
#include "model/embedding_table.h"
#include "model/tensors.h"
#include "model/tower.h"
#include "model/tower_batch.h"
#include "model/tower_options.h"

namespace twotower {

// A sequence among the user's features.
struct SequenceFeature {
  std::string name;
  SequenceOptions options;   // rule is not kAuto
  std::size_t position = 0;  // among all features of the user
};

// The features of the user side: columns, and sequences with their places among all of them.
struct UserSide {
  ColumnFeatures columns;
  std::vector<SequenceFeature> sequences;
};
UserSide split_user_side(const UserFeatures& features);

bool reads_event_types(const std::vector<SequenceFeature>& sequences);

// What a model is built from, besides TowerOptions: the fitted features of each side.
struct ModelFeatures {
  FeatureSet user;
  FeatureSet item;
  FeatureSet context;
  std::vector<SequenceFeature> sequences;         // of one rule and group
  std::shared_ptr<const Vocabulary> event_types;  // null: no sequence reads them
};

// Both towers with their weights and embedding tables. forward() of either is const and thread-safe
// with a workspace a thread; training holds the only writer.
class TwoTowerModel {
 public:
  // A table with a name, as the bundle and the summary show it.
  struct NamedTable {
    std::string name;
    EmbeddingTable table;
  };

  // Fails with kConfigConflict where a sequence has no id feature of items to share, heads do not
  // divide its width, attention meets the rule `others`, sequences differ in rule or group, there
  // are more than kMaxSequences, or a side has no feature.
  static Result<TwoTowerModel> create(const TowerOptions& options, const ModelFeatures& features);

  const TowerOptions& options() const { return options_; }
  const Tower& user_tower() const { return *user_tower_; }
  const Tower& item_tower() const { return *item_tower_; }
  Parameters& parameters() { return *parameters_; }
  const Parameters& parameters() const { return *parameters_; }
  std::vector<NamedTable>& tables() { return tables_; }
  const std::vector<NamedTable>& tables() const { return tables_; }
  const std::vector<SequenceFeature>& sequences() const { return sequences_; }
  // No user feature is anything but a sequence.
  bool reads_sequences_only() const;

  // The most rows, and the most tokens of a sequence, in one slice of the user tower, where groups
  // of states have at most so many.
  static std::size_t max_slice_size(std::size_t max_group_size);

  // First weights. The same seed gives the same weights on any number of threads.
  void initialize(Exec& exec, std::uint64_t seed);

  // Makes the user or item side of the batch what its tower reads for these users or items; table
  // rows are added to batch.tables. `sides` are encoded by the features that the model was built
  // from. With `training`, ids and histories are dropped out.
  void set_users(const EncodedSides& sides, const UserStates& states, const TrainingStep* training,
                 ModelBatch& batch) const;
  void set_items(const EncodedSides& sides, std::span<const std::uint32_t> item_slots,
                 const TrainingStep* training, ModelBatch& batch) const;
  // An empty batch of this model: no rows, memory for the numbers of table rows.
  ModelBatch new_batch(UniqueRows::Numbering numbering = UniqueRows::Numbering::kDistinct) const;

 private:
  TwoTowerModel(const TowerOptions& options, const ModelFeatures& features);

  enum class IdSide : std::uint64_t { kUser, kItem };

  std::size_t add_table(const std::string& name, std::size_t num_rows, std::size_t dim);
  std::vector<TowerEncoder> column_encoders(const FeatureSet& set, const std::string& side);
  TowerEncoder sequence_encoder(const SequenceFeature& sequence, const ModelFeatures& features);
  std::size_t sequence_table(const SequenceFeature& sequence, const ModelFeatures& features);
  void set_sequences(const EncodedSides& sides, const UserStates& states,
                     const TrainingStep* training, ModelBatch& batch) const;
  void drop_histories(const TrainingStep* training, std::size_t num_states,
                      ModelBatch& batch) const;
  void drop_ids(const TrainingStep* training, IdSide side, std::size_t encoder,
                ModelBatch& batch) const;

  TowerOptions options_;
  std::vector<SequenceFeature> sequences_;
  std::size_t num_user_columns_ = 0;
  std::vector<std::size_t> user_columns_;      // encoder of each user column, then of the context's
  std::vector<std::size_t> user_id_encoders_;  // of features of kind id
  std::vector<std::size_t> item_id_encoders_;  // the first one's rows are what histories hold
  TensorLayout layout_;
  std::vector<NamedTable> tables_;
  std::unique_ptr<Tower> user_tower_;
  std::unique_ptr<Tower> item_tower_;
  std::unique_ptr<Parameters> parameters_;
};

}  // namespace twotower
