#include "run/internal/kept_ranks.h"

#include <span>
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

}  // namespace

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
