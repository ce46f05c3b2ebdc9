#include "features/feature_set.h"

#include <concepts>
#include <utility>

#include "base/messages/features_errors.h"

namespace twotower {
namespace {

const std::string& column_of(const std::string& name, const ColumnFeatureOptions& options) {
  return std::visit(
      [&]<typename Kind>(const Kind& kind) -> const std::string& {
        const bool is_own_id = std::same_as<Kind, IdOptions>;
        return kind.column.empty() && !is_own_id ? name : kind.column;
      },
      options);
}

Error missing_column_error(const std::string& feature, const std::string& column) {
  return {ErrorCode::kDataMissingColumn, column, FeatureColumnMissing(feature, column)};
}

// A value of a feature that needs one.
Result<void> check_given(const FeatureSet::Feature& feature, const RawColumn* raw,
                         std::size_t num_rows) {
  if (!feature.fitted->needs_value()) return {};
  for (std::size_t row = 0; row < num_rows; ++row) {
    if (raw != nullptr && !raw->missing_row(row)) continue;
    const std::string& column = feature.column();
    if (num_rows == 1) {
      return Error{ErrorCode::kRequestWrongFeature, feature.name, FeatureValueMissing(column)};
    }
    return Error{ErrorCode::kRequestWrongFeature, feature.name,
                 FeatureValueMissingInRow(column, row + 1)};
  }
  return {};
}

}  // namespace

const std::string& FeatureSet::Feature::column() const {
  return column_of(name, options);
}

Result<FeatureSet> FeatureSet::fit(const ColumnFeatures& options, const ColumnSource& source,
                                   const std::vector<std::uint64_t>& rows,
                                   std::span<const std::uint32_t> row_counts) {
  FeatureSet set;
  for (const auto& [name, feature_options] : options) {
    const std::string& column = column_of(name, feature_options);
    const RawColumn* raw = source(column);
    if (raw == nullptr) return missing_column_error(name, column);
    const RawColumn training = raw->take(rows);
    auto fitted = std::visit(
        [&](const auto& kind) { return kind.fit({name, training, row_counts}); }, feature_options);
    if (!fitted.ok()) return fitted.error();
    set.features_.push_back({name, feature_options, std::move(fitted).value()});
  }
  return set;
}

Result<FeatureSet> FeatureSet::load(const ColumnFeatures& options,
                                    const std::vector<FeatureState>& states) {
  if (states.size() != options.size()) {
    return Error{ErrorCode::kBundleCorrupt, "features",
                 FeatureStatesMiscounted(options.size(), states.size())};
  }
  FeatureSet set;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto& [name, feature_options] = options[i];
    auto fitted =
        std::visit([&](const auto& kind) { return kind.load(states[i]); }, feature_options);
    if (!fitted.ok()) return fitted.error();
    set.features_.push_back({name, feature_options, std::move(fitted).value()});
  }
  return set;
}

Result<std::vector<EncodedColumn>> FeatureSet::encode(const ColumnSource& source,
                                                      std::size_t num_rows) const {
  std::vector<EncodedColumn> columns;
  for (const Feature& feature : features_) {
    const RawColumn* raw = source(feature.column());
    TWOTOWER_TRY(check_given(feature, raw, num_rows));
    auto encoded = raw == nullptr ? feature.fitted->encode(missing_column(num_rows), feature.name)
                                  : feature.fitted->encode(*raw, feature.name);
    if (!encoded.ok()) return encoded.error();
    columns.push_back(std::move(encoded).value());
  }
  return columns;
}

std::optional<std::string> tag_separator(const FeatureSet& features, const std::string& column) {
  for (const FeatureSet::Feature& feature : features.features()) {
    const auto* tags = std::get_if<TagsOptions>(&feature.options);
    const bool is_it = tags != nullptr && feature.column() == column && !tags->separator.empty();
    if (is_it) return tags->separator;
  }
  return std::nullopt;
}

std::optional<DecimalMark> decimal_mark(const FeatureSet& features, const std::string& column) {
  for (const FeatureSet::Feature& feature : features.features()) {
    const auto* number = std::get_if<NumberOptions>(&feature.options);
    if (number != nullptr && feature.column() == column) return number->decimal;
  }
  return std::nullopt;
}

RawColumn missing_column(std::size_t num_rows) {
  StringColumn texts;
  for (std::size_t i = 0; i < num_rows; ++i) texts.push_back("");
  return {.values = std::move(texts), .is_missing = std::vector<std::uint8_t>(num_rows, 1)};
}

}  // namespace twotower
