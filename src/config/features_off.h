#pragma once

#include <string>

#include "base/result.h"
#include "base/value.h"

namespace twotower {

// In the features of a side (`features.item: {price: null}`), null or `off` in place of a feature
// says that it is not to be used. These are moved to `features.switched_off`, where they stay in
// the config of a run; a side that says nothing else is still open, its other features chosen
// automatically. `off` in place of the context is one without features.

// Does so for a config as it was written. What is no map of features is left for the reader.
void move_features_off(Value& config);

// Puts `value` at `path` as set_at_path() does, what it switches off included: out of the features
// that the config names, or, where it names none, of those that will be chosen. A feature that is
// named after it was switched off is on again. Fails with kConfigUnknownName where the config names
// its features and has none of this name.
Result<void> set_option(Value& config, const std::string& path, Value value);

// Whether a path is an option of a feature (features.user.history.encoder) of a side whose features
// the config leaves open. A kind is none: whoever names it says which features there are.
bool changes_open_feature(const Value& config, const std::string& path);

}  // namespace twotower
