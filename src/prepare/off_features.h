#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "prepare/choose_columns.h"

namespace twotower {

// Takes features that are switched off out of what is proposed. Not thread-safe.
class OffFeatures {
 public:
  // `left_out`: columns that are no features anyway. To switch one off is no error: what is left
  // out depends on the data of the day, and the same config is to train tomorrow.
  OffFeatures(ProposedFeatures& proposed, const std::vector<std::string>& left_out)
      : proposed_(proposed), left_out_(left_out) {}

  // Those of a side, `user`, `item` or `context`. Fails with kConfigUnknownName, naming the side
  // that has such a feature or the nearest names, where nothing has the name.
  Result<void> take(std::string_view side, const std::vector<std::string>& names);

  // Paths of all that were taken.
  const std::vector<std::string>& taken() const { return taken_; }

 private:
  ColumnFeatures& features_of(std::string_view side);
  std::vector<std::string> names_of(std::string_view side);
  Error unknown(std::string_view side, const std::string& name);

  ProposedFeatures& proposed_;
  const std::vector<std::string>& left_out_;
  std::vector<std::string> taken_;
};

}  // namespace twotower
