#pragma once

#include <vector>

#include "base/result.h"
#include "config/config.h"
#include "features/sequence_options.h"

namespace twotower {

// Makes the changes that the config asks of features which were chosen automatically, and forgets
// them. Fails with kConfigUnknownName where no such feature was chosen, and as read_options() does.
Result<void> change_features(Config& config);

// The same of what the chosen history may be: those that cannot have the options asked for are no
// choice any more, nor are those that become equal. Fails as that does where none can.
Result<std::vector<SequenceOptions>> changed_histories(const std::vector<FeatureChange>& changes,
                                                       std::vector<SequenceOptions> choices);

}  // namespace twotower
