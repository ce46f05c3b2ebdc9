#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/array.h"
#include "base/result.h"
#include "base/tensor_file.h"
#include "features/columns.h"
#include "features/feature_set.h"
#include "features/id_map.h"

namespace twotower {

// What users did, oldest first: all of it, since the repeat rule needs every known item; the tower
// reads the newest of the newest sequence. User u did what lies in [offsets[u], offsets[u + 1]).
struct Histories {
  static constexpr std::int64_t kNoTime = std::numeric_limits<std::int64_t>::min();

  Array<std::uint64_t> offsets = {0};     // [users + 1]
  Array<std::uint64_t> newest_sequences;  // [users] where the newest sequence begins: at
                                          // offsets[u], or at the newest session
  Array<std::uint32_t> item_slots;
  Array<std::int64_t> times;         // microseconds UTC or kNoTime; empty without times
  Array<std::uint32_t> event_types;  // rows; empty: no sequence reads them
  // Bit i: the event is a step of the model's sequence i. Empty: every one is of each.
  Array<std::uint8_t> steps;
  Array<float> weights;  // by the events' types; empty: all 1
  // 1: the item was taken, 0: only looked at (its row is no target). Empty: all were taken.
  Array<std::uint8_t> is_taken;
  // Items that user u does not want: disliked_items from disliked_offsets[u] to [u + 1]. Both
  // empty: nobody said so.
  Array<std::uint64_t> disliked_offsets;  // [users + 1]
  Array<std::uint32_t> disliked_items;    // slots

  std::span<const std::uint32_t> disliked_by(std::uint32_t user) const;
  bool was_taken(std::uint64_t event) const { return is_taken.empty() || is_taken[event] != 0; }
  float weight_of(std::uint64_t event) const { return weights.empty() ? 1.0F : weights[event]; }
};

// The users whose features and history a bundle holds, by slot. Const after it is made, so
// thread-safe.
struct KnownUsers {
  IdMap ids{IdMap::Type::kInt64};
  std::vector<EncodedColumn> columns;  // one a column feature of the user side; [users + 1], the
                                       // last of a user of whom nothing is known
  Histories histories;
  Array<std::uint8_t> is_heavy;  // [users] 1: a program, not a person, by the training's rule
                                 // (find_heavy_users()); empty: none is

  bool is_program(std::uint32_t user) const { return !is_heavy.empty() && is_heavy[user] != 0; }
  std::span<const std::uint32_t> items_of(std::uint32_t user) const;
  // Where in histories the newest steps of a sequence feature are, within the newest sequence of
  // the user: at most `count` of them, oldest first, into `events`.
  void find_newest(std::uint32_t user, std::size_t feature, std::size_t count,
                   std::vector<std::uint64_t>& events) const;
};

// The parts of known users, wherever they are.
struct KnownUsersView {
  const IdMap& ids;
  const std::vector<EncodedColumn>& columns;
  const Histories& histories;
  std::span<const std::uint8_t> is_heavy = {};
};

// Writes one file; a place within an AtomicDirectory. Fails with kFileUnwritable.
Result<void> save_users(const KnownUsersView& users, const FeatureSet& features,
                        const std::string& path);

// Fails with kBundleCorrupt where columns do not fit the features, or histories name items that are
// not in a catalog of num_items, or event types that the model does not have.
//   num_types  rows of the event types' vocabulary; 0: no sequence reads them
Result<KnownUsers> load_users(const TensorFile& file, const FeatureSet& features,
                              std::size_t num_items, std::size_t num_types);

}  // namespace twotower
