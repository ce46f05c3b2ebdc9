#include "run/internal/later_test.h"

#include <utility>
#include <vector>

#include "base/messages/run_errors.h"
#include "data/sequences.h"
#include "eval/popularity.h"
#include "run/internal/evaluate_bundle.h"
#include "run/internal/evaluation_report.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

// What the weights were fitted on must be what is found now: the baselines see the same rows, and
// none of the test was trained on. (The data key would not do: tables change, and logs grow.)
Result<void> check_fitted(const LaterTestData& test, const std::string& path) {
  const Interactions& interactions = test.data.dataset.interactions;
  const Sequences rows =
      sequences_of(interactions, test.data.split, fitted_parts(test.data.config));
  const std::vector<std::uint32_t> counts = count_items(interactions, rows);
  const Catalog& catalog = test.bundle.catalog;
  std::uint64_t fitted = 0, found = 0;
  for (std::uint32_t slot = 0; slot < catalog.size(); ++slot) fitted += catalog.count(slot);
  bool is_same = true;
  for (std::uint32_t slot = 0; slot < counts.size(); ++slot) {
    found += counts[slot];
    const auto known = catalog.find(interactions.items.id(slot));
    is_same = is_same && counts[slot] == (known.has_value() ? catalog.count(*known) : 0);
  }
  if (is_same && fitted == found) return {};
  return Error{ErrorCode::kBundleMismatch, "data.interactions.path",
               BundleOfOtherRows(path, fitted, test.data.config.data.interactions.path, found)};
}

}  // namespace

Result<LaterTestData> read_later_test(const ConfigSource& source, const std::string& log) {
  if (!has_bundle(source.path)) return no_bundle_at(source.path);
  TWOTOWER_TRY(refuse_run_as_log(source.path, log));
  LaterTestData test;
  TWOTOWER_ASSIGN(test.bundle, open_bundle(find_trained_bundle(source.path)));
  TWOTOWER_ASSIGN(Config config, config_of_bundle(test.bundle, source));
  TWOTOWER_ASSIGN(test.data,
                  prepare_later(std::move(config), {log, test.bundle.manifest.history_until}));
  TWOTOWER_TRY(check_fitted(test, source.path));
  TWOTOWER_ASSIGN(test.queries, test_queries(test.data));
  return test;
}

Result<void> begin_at(std::int64_t from, LaterTestData& test) {
  TWOTOWER_TRY(begin_later_test(test.data, from));
  TWOTOWER_ASSIGN(test.queries, test_queries(test.data));
  return {};
}

}  // namespace twotower
