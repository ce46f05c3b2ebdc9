#include "train/test_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "features/vocabulary.h"
#include "train/encoded_dataset.h"

namespace twotower {
namespace {

// What is removed from a list stays: only what the model reads is taken away.
void forget_users(const FeatureSet& features, EncodedSides& sides, Queries& queries) {
  queries.histories.values.clear();
  std::ranges::fill(queries.histories.offsets, 0);
  for (std::size_t i = 0; i < features.features().size(); ++i) {
    if (!std::holds_alternative<IdOptions>(features.features()[i].options)) continue;
    std::ranges::fill(std::get<RowColumn>(sides.user[i]).rows, Vocabulary::kUnknownRow);
  }
}

}  // namespace

Result<void> check_data_key(const Bundle& bundle, const Config& config, const std::string& path) {
  TWOTOWER_ASSIGN(const std::string key, data_key_of(config));
  if (key == bundle.manifest.data_key) return {};
  return Error{
      ErrorCode::kBundleMismatch, "data",
      fmt::format("{} was trained on data with the key {}, the files and options named now "
                  "have {}: their contents, the split or the features are others",
                  path, bundle.manifest.data_key, key)};
}

Result<void> add_bundle(ThreadPool& pool, const PreparedData& data, const Bundle& bundle,
                        TestedUsers users, Queries queries, TestReport& report) {
  TWOTOWER_ASSIGN(EncodedSides sides, encode_sides(data.dataset, bundle.features));
  if (users == TestedUsers::kWithoutIdAndHistory) {
    forget_users(bundle.features.user, sides, queries);
  }
  return add_model(pool, data, queries, {*bundle.model, sides, bundle.catalog.counts}, {}, report);
}

}  // namespace twotower
