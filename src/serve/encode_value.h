#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "features/columns.h"
#include "features/feature_set.h"
#include "store/stored_user.h"

namespace twotower {

// A value of the field `field` of a request as a feature reads it. Fails with kRequestWrongFeature.
Result<EncodedColumn> encode_in(const FeatureSet::Feature& feature, const Value& value,
                                const std::string& field);

// The same of `features` of a request. Fails as encode_in() does.
Result<EncodedColumn> encode_given(const FeatureSet::Feature& feature, const Value& value);

// What is stored for a feature; nothing where that is nothing, or made for another model and
// nothing that this one can read.
std::optional<EncodedColumn> encode_stored(const FeatureSet::Feature& feature,
                                           const StoredUser& stored);

}  // namespace twotower
