#include "serve/encode_value.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/messages/serve_errors.h"
#include "features/raw_column.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

bool is_number_or_bool(const Value& value) {
  return value.is_number() || value.as<bool>() != nullptr;
}

// A number among texts is none of them by mistake of the client: it must not pass for a value that
// training did not see. (Where it saw the text of that number, it is meant.)
Result<void> check_type(const FeatureSet::Feature& feature, const Value& value,
                        const EncodedColumn& encoded, const std::string& field) {
  const auto* list = value.as<Value::List>();
  const bool has_number =
      list == nullptr ? is_number_or_bool(value) : std::ranges::any_of(*list, is_number_or_bool);
  const bool is_wrong =
      has_number && feature.fitted->knows_texts() && feature.fitted->is_unknown(encoded);
  if (!is_wrong) return {};
  const std::string given = to_json(value, JsonLayout::kOneLine);
  const std::string example = list == nullptr ? "\"" + given + "\"" : "[\"...\"]";
  return Error{ErrorCode::kRequestWrongFeature, field, RequestTypeIsText(field, given, example)};
}

}  // namespace

Result<EncodedColumn> encode_in(const FeatureSet::Feature& feature, const Value& value,
                                const std::string& field) {
  TWOTOWER_ASSIGN(const RawColumn raw, raw_column_of(value, field));
  TWOTOWER_ASSIGN(EncodedColumn encoded, feature.fitted->encode(raw, field));
  TWOTOWER_TRY(check_type(feature, value, encoded, field));
  return encoded;
}

Result<EncodedColumn> encode_given(const FeatureSet::Feature& feature, const Value& value) {
  return encode_in(feature, value, "features." + feature.column());
}

std::optional<EncodedColumn> encode_stored(const FeatureSet::Feature& feature,
                                           const StoredUser& stored) {
  const Value* value = stored.features.find(feature.column());
  if (value == nullptr || feature.column().empty()) return std::nullopt;
  auto column = encode_given(feature, *value);
  return column.ok() ? std::optional(std::move(column).value()) : std::nullopt;
}

}  // namespace twotower
