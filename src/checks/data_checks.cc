#include "checks/data_checks.h"

#include "checks/each_check.h"

namespace twotower {

std::vector<Finding> check_data(const Dataset& dataset, const Split& split,
                                const DataCheckOptions& options) {
  std::vector<Finding> findings = check_log(dataset, options.heavy);
  const auto append = [&](const std::vector<Finding>& more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  append(check_copies(dataset.interactions, split));
  if (auto copied = check_copied_users(dataset.interactions)) findings.push_back(*copied);
  if (auto twice = check_logged_twice(dataset.interactions, split)) findings.push_back(*twice);
  append(check_context(dataset, split, options.context));
  append(check_table(dataset, split, user_side(dataset)));
  append(check_table(dataset, split, item_side(dataset)));
  return findings;
}

}  // namespace twotower
