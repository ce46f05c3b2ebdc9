#include "run/internal/save_bundle.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/lists.h"
#include "base/options.h"
#include "bundle/write_bundle.h"
#include "data/dislikes.h"
#include "features/kinds/tags.h"
#include "index/flat_index.h"
#include "model/embedder.h"

namespace twotower {
namespace {

// The sequences of every user, the one that ends last at the end.
std::vector<std::vector<std::uint32_t>> sequences_by_user(const Interactions& interactions) {
  std::vector<std::vector<std::uint32_t>> by_user(interactions.users.size());
  for (std::uint32_t sequence = 0; sequence < interactions.num_sequences(); ++sequence) {
    const std::uint64_t first = interactions.sequence_offsets[sequence];
    if (first == interactions.sequence_offsets[sequence + 1]) continue;
    const std::uint32_t user = interactions.user_slots[first];
    if (user != kNoSlot) by_user[user].push_back(sequence);
  }
  if (interactions.times.empty()) return by_user;
  for (std::vector<std::uint32_t>& sequences : by_user) {
    std::ranges::stable_sort(sequences, {}, [&](std::uint32_t sequence) {
      return interactions.times[interactions.sequence_offsets[sequence + 1] - 1];
    });
  }
  return by_user;
}

FlatIndex index_items(ThreadPool& pool, const FittedModel& fitted, std::size_t num_items) {
  const TowerOptions& towers = fitted.model->options();
  const auto dim = static_cast<std::size_t>(towers.dim);
  const AlignedBuffer vectors =
      embed_all_items(pool, *fitted.model, fitted.encoded.sides, num_items);
  FlatIndex index(towers.similarity, dim);
  Exec exec(pool, 0);
  index.add(exec, {vectors.data(), num_items, dim});
  return index;
}

// Columns of the items table as a bundle keeps them, with their orders. Where the model reads tags
// of texts, they are lists, so that a condition tests each of them, and numbers where it reads
// these.
class KeptColumns {
 public:
  KeptColumns(const PreparedData& data, const FeatureSet& features) : data_(data) {
    for (const std::string& name : data.kept_item_columns) {
      read_.push_back(read_of(name, features));
      sorted_.push_back(sort_values(column(read_.size() - 1)));
    }
  }

  std::vector<ItemColumnView> views() const {
    std::vector<ItemColumnView> views;
    for (std::size_t i = 0; i < read_.size(); ++i) {
      views.push_back({data_.kept_item_columns[i], column(i), sorted_[i]});
    }
    return views;
  }

 private:
  std::optional<RawColumn> read_of(const std::string& name, const FeatureSet& features) const {
    const RawColumn& column = *data_.dataset.items.find(name);
    if (const auto separator = tag_separator(features, name)) return tag_lists(column, *separator);
    const auto decimal = decimal_mark(features, name);
    const bool is_text = std::holds_alternative<StringColumn>(column.values);
    if (!decimal.has_value() || !is_text || !column.list_offsets.empty()) return std::nullopt;
    return as_numbers(column, *decimal);
  }
  const RawColumn& column(std::size_t i) const {
    return read_[i].has_value() ? *read_[i] : *data_.dataset.items.find(data_.kept_item_columns[i]);
  }

  const PreparedData& data_;
  std::vector<std::optional<RawColumn>> read_;  // nothing: as the table has it
  std::vector<std::optional<SortedValues>> sorted_;
};

// A bit for each sequence that an interaction is a step of.
std::uint8_t step_bits(const EncodedSides& sides, std::uint64_t row) {
  std::uint8_t bits = 0;
  for (std::size_t i = 0; i < sides.is_step.size(); ++i) {
    const bool is_step = sides.is_step[i].empty() || sides.is_step[i][row] != 0;
    if (is_step) bits |= static_cast<std::uint8_t>(1U << i);
  }
  return bits;
}

// Empty where none was left out.
std::vector<std::uint8_t> heavy_users(const PreparedData& data) {
  const bool are_dropped = data.config.data.interactions.heavy == HeavyRule::kDrop;
  const std::vector<HeavyUser>& heavy = data.dataset.report.heavy_users;
  if (!are_dropped || heavy.empty()) return {};
  std::vector<std::uint8_t> is_heavy(data.dataset.interactions.users.size(), 0);
  for (const HeavyUser& user : heavy) is_heavy[user.slot] = 1;
  return is_heavy;
}

// Whether some rows took nothing: they are none that the repeat term and the repeat rule count.
bool tells_taken(const Interactions& interactions) {
  for (std::uint64_t row = 0; row < interactions.size(); ++row) {
    if (!interactions.is_target(row)) return true;
  }
  return false;
}

void add_dislikes(const Interactions& interactions, Histories& histories) {
  Lists<std::uint32_t> disliked = disliked_items(interactions);
  if (disliked.values.empty()) return;
  histories.disliked_offsets = std::move(disliked.offsets);
  histories.disliked_items = std::move(disliked.values);
}

}  // namespace

Histories histories_of(const Interactions& interactions, const EncodedSides& sides) {
  const bool has_taken = tells_taken(interactions);
  const bool has_conditions =
      std::ranges::any_of(sides.is_step, [](const auto& is_step) { return !is_step.empty(); });
  Histories histories;
  histories.item_slots.reserve(interactions.size());
  for (const std::vector<std::uint32_t>& sequences : sequences_by_user(interactions)) {
    std::uint64_t newest = histories.item_slots.size();
    for (const std::uint32_t sequence : sequences) {
      newest = histories.item_slots.size();
      for (std::uint64_t row = interactions.sequence_offsets[sequence];
           row < interactions.sequence_offsets[sequence + 1]; ++row) {
        histories.item_slots.push_back(interactions.item_slots[row]);
        if (!interactions.times.empty()) histories.times.push_back(interactions.times[row]);
        if (!sides.event_types.empty()) histories.event_types.push_back(sides.event_types[row]);
        if (!interactions.weights.empty()) histories.weights.push_back(interactions.weights[row]);
        if (has_taken) histories.is_taken.push_back(interactions.is_target(row) ? 1 : 0);
        if (has_conditions) histories.steps.push_back(step_bits(sides, row));
      }
    }
    histories.newest_sequences.push_back(newest);
    histories.offsets.push_back(histories.item_slots.size());
  }
  add_dislikes(interactions, histories);
  return histories;
}

Result<void> save_bundle(ThreadPool& pool, const std::string& path, const PreparedData& data,
                         const FittedModel& fitted, const BundleLabels& labels) {
  const Interactions& interactions = data.dataset.interactions;
  const ModelFeatures& features = fitted.encoded.features;
  const FlatIndex index = index_items(pool, fitted, interactions.items.size());
  const KeptColumns kept(data, features.item);
  const Histories histories = histories_of(interactions, fitted.encoded.sides);
  const std::vector<std::uint8_t> is_heavy = heavy_users(data);
  Manifest manifest;
  manifest.config = to_value(data.config);
  manifest.repeat = data.repeat;
  manifest.repeats = fitted.repeats.term;
  manifest.seed = data.config.train.seed;
  manifest.data_key = labels.data_key;
  manifest.parent = labels.parent;
  manifest.metrics = labels.metrics;
  if (data.read_at != 0) manifest.data_read = data.read_at;
  manifest.log_positions = data.dataset.report.log_positions;
  CatalogView catalog = {interactions.items, fitted.item_counts, fitted.encoded.sides.item,
                         kept.views()};
  const KnownUsersView users = {interactions.users, fitted.encoded.sides.user, histories, is_heavy};
  return write_bundle(path, {.manifest = std::move(manifest),
                             .features = features,
                             .model = *fitted.model,
                             .index = index,
                             .catalog = std::move(catalog),
                             .users = users});
}

}  // namespace twotower
