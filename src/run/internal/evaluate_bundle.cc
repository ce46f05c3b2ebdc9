#include "run/internal/evaluate_bundle.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "base/messages/run_errors.h"
#include "data/sequences.h"
#include "eval/popularity.h"
#include "features/vocabulary.h"
#include "prepare/encoded_dataset.h"
#include "run/internal/cause_facts.h"
#include "run/internal/data_of_run.h"

namespace twotower {
namespace {

// What is removed from a list stays: only what the model reads is taken away.
void forget_users(const FeatureSet& features, EncodedSides& sides, Queries& queries) {
  queries.histories.ends = queries.histories.begins;
  for (std::size_t i = 0; i < features.features().size(); ++i) {
    if (!std::holds_alternative<IdOptions>(features.features()[i].options)) continue;
    std::ranges::fill(std::get<RowColumn>(sides.user[i]).rows.edit(), Vocabulary::kUnknownRow);
  }
}

// [items] rows of the training.
std::vector<std::uint32_t> fitted_counts(const PreparedData& data, const Parts& fitted) {
  const Interactions& interactions = data.dataset.interactions;
  return count_items(interactions, sequences_of(interactions, data.split, fitted));
}

}  // namespace

Result<Config> config_of_bundle(const Bundle& bundle, ConfigSource source) {
  source.base = bundle.manifest.config;
  TWOTOWER_ASSIGN(Config config, load_config(source));
  find_data_of_run(source.path, config);
  if (!config.data.interactions.path.empty()) return config;
  return Error{ErrorCode::kBundleMismatch, "data.interactions.path",
               BundleWithoutInteractions(source.path)};
}

Result<void> check_data_key(const Bundle& bundle, const Config& config, const std::string& path) {
  TWOTOWER_ASSIGN(const std::string key, data_key_of(config));
  if (key == bundle.manifest.data_key) return {};
  return Error{ErrorCode::kBundleMismatch, "data",
               BundleOfOtherData(path, bundle.manifest.data_key, key)};
}

Result<void> add_bundle(ThreadPool& pool, const PreparedData& data, const Bundle& bundle,
                        const Queries& queries, const Parts& fitted, const std::string& config_path,
                        EvaluationReport& report) {
  TWOTOWER_ASSIGN(const EncodedSides sides, encode_sides(data.dataset, bundle.features));
  const std::vector<std::uint32_t> counts = fitted_counts(data, fitted);
  TWOTOWER_TRY(add_model(pool, data, queries,
                         {*bundle.model, sides, counts, bundle.manifest.repeats}, {}, report));
  add_causes(cause_facts(data, bundle.features, sides, report, nullptr, config_path), report);
  return {};
}

Result<EvaluationReport> test_bundle(ThreadPool& pool, const PreparedData& data,
                                     const Bundle& bundle, const Queries& queries,
                                     const Parts& fitted) {
  TWOTOWER_ASSIGN(const EncodedSides sides, encode_sides(data.dataset, bundle.features));
  const std::vector<std::uint32_t> counts = fitted_counts(data, fitted);
  return evaluate_model(pool, data, queries,
                        {*bundle.model, sides, counts, bundle.manifest.repeats});
}

Result<EvaluationReport> test_without_history(ThreadPool& pool, const PreparedData& data,
                                              const Bundle& bundle, Queries queries,
                                              const Parts& fitted) {
  TWOTOWER_ASSIGN(EncodedSides sides, encode_sides(data.dataset, bundle.features));
  forget_users(bundle.features.user, sides, queries);
  TWOTOWER_ASSIGN(EvaluationReport report, evaluate_blind_baselines(pool, data, queries, fitted));
  const std::vector<std::uint32_t> counts = fitted_counts(data, fitted);
  TWOTOWER_TRY(add_model(pool, data, queries, {*bundle.model, sides, counts, {}}, {}, report));
  return report;
}

}  // namespace twotower
