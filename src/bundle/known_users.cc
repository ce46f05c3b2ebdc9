#include "bundle/known_users.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/tensor_list.h"
#include "bundle/tensor_names.h"
#include "features/column_tensors.h"

namespace twotower {
namespace {

template <typename T>
Result<void> read_into(const TensorFile& file, const std::string& name, std::size_t size,
                       std::vector<T>& values) {
  TWOTOWER_ASSIGN(const std::span<const T> read, file.tensor<T>(name, {size}));
  values.assign(read.begin(), read.end());
  return {};
}

bool are_consistent(const Histories& histories, std::size_t num_items) {
  const auto& [offsets, newest, items, times] = histories;
  if (offsets.front() != 0 || offsets.back() != items.size()) return false;
  if (!std::ranges::is_sorted(offsets)) return false;
  for (std::size_t u = 0; u < newest.size(); ++u) {
    if (newest[u] < offsets[u] || newest[u] > offsets[u + 1]) return false;
  }
  return std::ranges::all_of(items, [&](std::uint32_t slot) { return slot < num_items; });
}

Result<Histories> read_histories(const TensorFile& file, std::size_t num_users,
                                 std::size_t num_items) {
  Histories histories;
  TWOTOWER_TRY(read_into(file, "history/offsets", num_users + 1, histories.offsets));
  TWOTOWER_TRY(read_into(file, "history/newest", num_users, histories.newest_sequences));
  TWOTOWER_TRY(read_into(file, "history/items", TensorFile::kAnySize, histories.item_slots));
  if (file.find("history/times") != nullptr) {
    TWOTOWER_TRY(read_into(file, "history/times", histories.item_slots.size(), histories.times));
  }
  if (are_consistent(histories, num_items)) return histories;
  return Error{
      ErrorCode::kBundleCorrupt, file.path(),
      fmt::format("{} is damaged, its histories have offsets or items that are none", file.path())};
}

}  // namespace

std::span<const std::uint32_t> KnownUsers::items_of(std::uint32_t user) const {
  const std::uint64_t begin = histories.offsets[user], end = histories.offsets[user + 1];
  return std::span(histories.item_slots).subspan(begin, end - begin);
}

std::span<const std::uint32_t> KnownUsers::newest_of(std::uint32_t user, std::size_t length) const {
  const std::uint64_t begin = histories.newest_sequences[user], end = histories.offsets[user + 1];
  const auto sequence = std::span(histories.item_slots).subspan(begin, end - begin);
  return sequence.last(std::min(length, sequence.size()));
}

Result<void> save_users(const KnownUsersView& users, const FeatureSet& features,
                        const std::string& path) {
  const RawColumn ids = users.ids.ids();
  TensorList list;
  add_tensors(list, "ids", ids);
  for (std::size_t i = 0; i < users.columns.size(); ++i) {
    add_tensors(list, encoded_name(features.features()[i].name), users.columns[i]);
  }
  list.add("history/offsets", users.histories.offsets);
  list.add("history/newest", users.histories.newest_sequences);
  list.add("history/items", users.histories.item_slots);
  if (!users.histories.times.empty()) list.add("history/times", users.histories.times);
  return list.write(path);
}

Result<KnownUsers> load_users(const TensorFile& file, const FeatureSet& features,
                              std::size_t num_items) {
  KnownUsers users;
  TWOTOWER_ASSIGN(users.ids, read_ids(file, "ids"));
  for (const FeatureSet::Feature& feature : features.features()) {
    TWOTOWER_ASSIGN(EncodedColumn column,
                    read_encoded_column(file, encoded_name(feature.name), feature.fitted->form(),
                                        users.ids.size() + 1));
    users.columns.push_back(std::move(column));
  }
  TWOTOWER_ASSIGN(users.histories, read_histories(file, users.ids.size(), num_items));
  return users;
}

}  // namespace twotower
