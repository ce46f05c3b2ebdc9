#include "bundle/known_users.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/messages/bundle_errors.h"
#include "base/messages/error_messages.h"
#include "base/tensor_list.h"
#include "bundle/tensor_names.h"
#include "features/column_tensors.h"

namespace twotower {
namespace {

bool are_lists(const Array<std::uint64_t>& offsets, const Array<std::uint32_t>& items,
               std::size_t num_items) {
  return offsets.front() == 0 && offsets.back() == items.size() &&
         std::ranges::is_sorted(offsets.view()) &&
         std::ranges::all_of(items.view(), [&](std::uint32_t slot) { return slot < num_items; });
}

bool are_consistent(const Histories& histories, std::size_t num_items, std::size_t num_types) {
  const auto& [offsets, newest, items, times, types, steps, weights, is_taken, disliked_offsets,
               disliked] = histories;
  if (!are_lists(offsets, items, num_items)) return false;
  if (!disliked_offsets.empty() && !are_lists(disliked_offsets, disliked, num_items)) return false;
  for (std::size_t u = 0; u < newest.size(); ++u) {
    if (newest[u] < offsets[u] || newest[u] > offsets[u + 1]) return false;
  }
  const auto is_weight = [](float weight) { return std::isfinite(weight) && weight >= 0.0F; };
  if (!std::ranges::all_of(weights.view(), is_weight)) return false;
  return std::ranges::all_of(types.view(), [&](std::uint32_t row) { return row < num_types; });
}

Result<Histories> read_histories(const TensorFile& file, std::size_t num_users,
                                 std::size_t num_items, std::size_t num_types) {
  Histories histories;
  TWOTOWER_ASSIGN(histories.offsets, file.array<std::uint64_t>("history/offsets", {num_users + 1}));
  TWOTOWER_ASSIGN(histories.newest_sequences,
                  file.array<std::uint64_t>("history/newest", {num_users}));
  TWOTOWER_ASSIGN(histories.item_slots,
                  file.array<std::uint32_t>("history/items", {TensorFile::kAnySize}));
  if (file.find("history/times") != nullptr) {
    TWOTOWER_ASSIGN(histories.times,
                    file.array<std::int64_t>("history/times", {histories.item_slots.size()}));
  }
  const std::size_t num_events = histories.item_slots.size();
  if (num_types > 0) {
    TWOTOWER_ASSIGN(histories.event_types,
                    file.array<std::uint32_t>("history/event_types", {num_events}));
  }
  if (file.find("history/steps") != nullptr) {
    TWOTOWER_ASSIGN(histories.steps, file.array<std::uint8_t>("history/steps", {num_events}));
  }
  if (file.find("history/weights") != nullptr) {
    TWOTOWER_ASSIGN(histories.weights, file.array<float>("history/weights", {num_events}));
  }
  if (file.find("history/taken") != nullptr) {
    TWOTOWER_ASSIGN(histories.is_taken, file.array<std::uint8_t>("history/taken", {num_events}));
  }
  if (file.find("dislikes/offsets") != nullptr) {
    TWOTOWER_ASSIGN(histories.disliked_offsets,
                    file.array<std::uint64_t>("dislikes/offsets", {num_users + 1}));
    TWOTOWER_ASSIGN(histories.disliked_items,
                    file.array<std::uint32_t>("dislikes/items", {TensorFile::kAnySize}));
  }
  if (are_consistent(histories, num_items, num_types)) return histories;
  return Error{ErrorCode::kBundleCorrupt, file.path(), FileDamaged(file.path(), HistoriesWrong())};
}

}  // namespace

std::span<const std::uint32_t> Histories::disliked_by(std::uint32_t user) const {
  if (disliked_offsets.empty()) return {};
  const std::uint64_t begin = disliked_offsets[user], end = disliked_offsets[user + 1];
  return disliked_items.view().subspan(begin, end - begin);
}

std::span<const std::uint32_t> KnownUsers::items_of(std::uint32_t user) const {
  const std::uint64_t begin = histories.offsets[user], end = histories.offsets[user + 1];
  return histories.item_slots.view().subspan(begin, end - begin);
}

void KnownUsers::find_newest(std::uint32_t user, std::size_t feature, std::size_t count,
                             std::vector<std::uint64_t>& events) const {
  const std::uint64_t begin = histories.newest_sequences[user];
  events.clear();
  for (std::uint64_t i = histories.offsets[user + 1]; i-- > begin && events.size() < count;) {
    const bool is_step = histories.steps.empty() || (histories.steps[i] >> feature & 1U) != 0;
    if (is_step) events.push_back(i);
  }
  std::ranges::reverse(events);
}

Result<void> save_users(const KnownUsersView& users, const FeatureSet& features,
                        const std::string& path) {
  const RawColumn ids = users.ids.indexed_ids();
  TensorList list;
  add_tensors(list, "ids", ids);
  for (std::size_t i = 0; i < users.columns.size(); ++i) {
    add_tensors(list, encoded_name(features.features()[i].name), users.columns[i]);
  }
  list.add("history/offsets", users.histories.offsets);
  list.add("history/newest", users.histories.newest_sequences);
  list.add("history/items", users.histories.item_slots);
  const Histories& histories = users.histories;
  if (!histories.times.empty()) list.add("history/times", histories.times);
  if (!histories.event_types.empty()) list.add("history/event_types", histories.event_types);
  if (!histories.steps.empty()) list.add("history/steps", histories.steps);
  if (!histories.weights.empty()) list.add("history/weights", histories.weights);
  if (!histories.is_taken.empty()) list.add("history/taken", histories.is_taken);
  if (!histories.disliked_offsets.empty()) {
    list.add("dislikes/offsets", histories.disliked_offsets);
    list.add("dislikes/items", histories.disliked_items);
  }
  if (!users.is_heavy.empty()) list.add("heavy", {users.is_heavy.size()}, users.is_heavy);
  return list.write(path);
}

Result<KnownUsers> load_users(const TensorFile& file, const FeatureSet& features,
                              std::size_t num_items, std::size_t num_types) {
  KnownUsers users;
  TWOTOWER_ASSIGN(users.ids, read_ids(file, "ids"));
  for (const FeatureSet::Feature& feature : features.features()) {
    TWOTOWER_ASSIGN(EncodedColumn column,
                    read_encoded_column(file, encoded_name(feature.name), feature.fitted->form(),
                                        users.ids.size() + 1));
    users.columns.push_back(std::move(column));
  }
  if (file.find("heavy") != nullptr) {
    TWOTOWER_ASSIGN(users.is_heavy, file.array<std::uint8_t>("heavy", {users.ids.size()}));
  }
  TWOTOWER_ASSIGN(users.histories, read_histories(file, users.ids.size(), num_items, num_types));
  return users;
}

}  // namespace twotower
