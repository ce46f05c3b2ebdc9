#include "run/internal/kept_ranks.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <string>
#include <utility>

#include "base/atomic_directory.h"
#include "base/messages/error_messages.h"
#include "base/messages/run_errors.h"
#include "base/tensor_file.h"
#include "base/tensor_file_writer.h"
#include "eval/bootstrap.h"

namespace twotower {
namespace {

template <typename T>
Result<std::vector<T>> read(const TensorFile& file, std::string_view name) {
  TWOTOWER_ASSIGN(const std::span<const T> values, file.tensor<T>(name, {TensorFile::kAnySize}));
  return std::vector<T>(values.begin(), values.end());
}

bool are_offsets(const std::vector<std::uint64_t>& offsets, std::size_t num_lists,
                 std::size_t num_values) {
  if (offsets.size() != num_lists + 1 || offsets.front() != 0 || offsets.back() != num_values) {
    return false;
  }
  for (std::size_t i = 0; i < num_lists; ++i) {
    if (offsets[i] >= offsets[i + 1]) return false;  // a query has a target
  }
  return true;
}

Lists<std::uint32_t> take(const Lists<std::uint32_t>& lists, std::span<const std::size_t> places) {
  Lists<std::uint32_t> taken;
  for (const std::size_t place : places) {
    const auto list = lists[place];
    taken.values.insert(taken.values.end(), list.begin(), list.end());
    taken.close_list();
  }
  return taken;
}

// Sorts queries by the ids of their users, and numbers these as they come.
void sort_by_user(const IdMap& users, KeptRanks& ranks) {
  std::vector<std::string> ids;  // empty: stands alone
  for (const std::uint32_t user : ranks.users) {
    ids.push_back(user < users.size() ? to_string(users.id(user)) : "");
  }
  std::vector<std::size_t> places(ids.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::ranges::stable_sort(places, {},
                           [&](std::size_t place) -> const std::string& { return ids[place]; });
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool is_same = i > 0 && !ids[places[i]].empty() && ids[places[i]] == ids[places[i - 1]];
    ranks.users[i] = is_same ? count - 1 : count++;
  }
  ranks.targets = take(ranks.targets, places);
  ranks.ranks = take(ranks.ranks, places);
}

}  // namespace

void align_ranks(const Interactions& first_data, const Interactions& second_data, KeptRanks& first,
                 KeptRanks& second) {
  sort_by_user(first_data.users, first);
  sort_by_user(second_data.users, second);
  for (std::uint32_t& item : second.targets.values) {
    item = first_data.items.find(second_data.items.id(item)).value_or(kNoSlot);
  }
}

bool KeptRanks::is_same_test(const KeptRanks& other) const {
  return users == other.users && targets.offsets == other.targets.offsets &&
         targets.values == other.targets.values;
}

KeptRanks kept_ranks_of(const Queries& queries, const Ranking& ranking) {
  return {users_of(queries), queries.targets, ranking.ranks};
}

Result<void> save_ranks(const KeptRanks& ranks, const std::string& folder) {
  TWOTOWER_ASSIGN(AtomicDirectory directory, AtomicDirectory::create(folder + "/test"));
  TWOTOWER_ASSIGN(TensorFileWriter writer,
                  TensorFileWriter::create(
                      directory.path_of("ranks.safetensors"),
                      {tensor_info<std::uint32_t>("users", {ranks.users.size()}),
                       tensor_info<std::uint64_t>("offsets", {ranks.targets.offsets.size()}),
                       tensor_info<std::uint32_t>("targets", {ranks.targets.values.size()}),
                       tensor_info<std::uint32_t>("ranks", {ranks.ranks.values.size()})}));
  TWOTOWER_TRY(writer.append("users", std::span<const std::uint32_t>(ranks.users)));
  TWOTOWER_TRY(writer.append("offsets", std::span<const std::uint64_t>(ranks.targets.offsets)));
  TWOTOWER_TRY(writer.append("targets", std::span<const std::uint32_t>(ranks.targets.values)));
  TWOTOWER_TRY(writer.append("ranks", std::span<const std::uint32_t>(ranks.ranks.values)));
  TWOTOWER_TRY(writer.finish());
  return directory.commit();
}

Result<KeptRanks> load_ranks(const std::string& folder) {
  TWOTOWER_ASSIGN(const TensorFile file, TensorFile::open(folder + "/test/ranks.safetensors"));
  KeptRanks ranks;
  TWOTOWER_ASSIGN(ranks.users, read<std::uint32_t>(file, "users"));
  TWOTOWER_ASSIGN(ranks.targets.offsets, read<std::uint64_t>(file, "offsets"));
  TWOTOWER_ASSIGN(ranks.targets.values, read<std::uint32_t>(file, "targets"));
  TWOTOWER_ASSIGN(ranks.ranks.values, read<std::uint32_t>(file, "ranks"));
  const bool is_whole =
      are_offsets(ranks.targets.offsets, ranks.users.size(), ranks.targets.values.size()) &&
      ranks.ranks.values.size() == ranks.targets.values.size();
  if (!is_whole) {
    return Error{ErrorCode::kBundleCorrupt, file.path(),
                 FileDamaged(file.path(), RunRanksDoNotFit())};
  }
  ranks.ranks.offsets = ranks.targets.offsets;
  return ranks;
}

}  // namespace twotower
