#include "features/kinds/number.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/messages/features_errors.h"
#include "base/parse_number.h"
#include "features/truth.h"

namespace twotower {
namespace {

Error wrong_value(const std::string& name, Message problem) {
  return {ErrorCode::kRequestWrongFeature, name, std::move(problem)};
}

// How texts are read.
struct TextRules {
  DecimalMark decimal = DecimalMark::kPoint;
  bool are_flags = false;
};

std::optional<double> number_of(std::string_view text, const TextRules& rules) {
  if (is_missing_number(text)) return std::numeric_limits<double>::quiet_NaN();
  const auto number = number_in(text, rules.decimal);
  if (number.has_value()) return number;
  // Codes of digits, too: 007.
  const auto truth = rules.are_flags ? truth_of(text) : std::nullopt;
  return truth.has_value() ? std::optional(*truth ? 1.0 : 0.0)
                           : parse_number(text, NumberRange::kInfinite);
}

// The values of a column as doubles, NaN where one is missing; text must hold a number.
Result<std::vector<double>> to_numbers(const RawColumn& raw, const std::string& name,
                                       const TextRules& rules) {
  if (!raw.list_offsets.empty()) return wrong_value(name, NumberIsList(name));
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> numbers(raw.num_rows(), kMissing);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (raw.missing(i)) continue;
    if (const auto* texts = std::get_if<StringColumn>(&raw.values)) {
      const auto number = number_of((*texts)[i], rules);
      if (!number.has_value()) {
        return wrong_value(name, NumberIsText(name, std::string((*texts)[i])));
      }
      numbers[i] = *number;
    } else if (const auto* integers = std::get_if<Array<std::int64_t>>(&raw.values)) {
      numbers[i] = static_cast<double>((*integers)[i]);
    } else {
      numbers[i] = std::get<Array<double>>(raw.values)[i];
    }
    if (std::isinf(numbers[i])) return wrong_value(name, NumberNotFinite(name));
  }
  return numbers;
}

class StandardisedNumber : public FittedFeature {
 public:
  StandardisedNumber(double mean, double deviation, DecimalMark decimal)
      : mean_(mean), deviation_(deviation), rules_{decimal, are_flags(mean, deviation)} {}

  ColumnForm form() const override {
    return {.layout = ColumnForm::Layout::kDense, .dense_dim = 2};
  }

  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& name) const override {
    TWOTOWER_ASSIGN(const std::vector<double> numbers, to_numbers(raw, name, rules_));
    DenseColumn column{.dim = 2, .values = {}};
    column.values.reserve(2 * numbers.size());
    for (const double number : numbers) {
      const bool is_missing = std::isnan(number);
      const double scaled = is_missing ? 0.0 : (number - mean_) / deviation_;
      column.values.push_back(static_cast<float>(std::clamp(scaled, -kClip, kClip)));
      column.values.push_back(is_missing ? 1.0F : 0.0F);
    }
    return EncodedColumn(std::move(column));
  }

  FeatureState state() const override {
    return {{"mean", {.values = std::vector<double>{mean_}}},
            {"deviation", {.values = std::vector<double>{deviation_}}}};
  }

 private:
  static constexpr double kClip = 8.0;  // one wild value must not outweigh every other feature

  // Of values between 0 and 1, those that are one of both deviate most.
  static bool are_flags(double mean, double deviation) {
    constexpr double kRounding = 1e-9;
    const double most = mean * (1.0 - mean);
    return most > 0.0 && std::abs(deviation * deviation - most) < kRounding;
  }

  double mean_;
  double deviation_;
  TextRules rules_;
};

class BucketedNumber : public FittedFeature {
 public:
  BucketedNumber(std::vector<double> bounds, const NumberOptions& options)
      : bounds_(std::move(bounds)),
        dim_(static_cast<std::size_t>(options.dim)),
        rules_{options.decimal} {}

  ColumnForm form() const override {
    return {
        .layout = ColumnForm::Layout::kRow, .table_rows = bounds_.size() + 2, .table_dim = dim_};
  }

  // Bucket b holds the values above bounds[b - 2] up to bounds[b - 1].
  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& name) const override {
    TWOTOWER_ASSIGN(const std::vector<double> numbers, to_numbers(raw, name, rules_));
    RowColumn column;
    column.rows.reserve(numbers.size());
    for (const double number : numbers) {
      const auto bound = std::ranges::lower_bound(bounds_, number);
      const auto bucket = static_cast<std::uint32_t>(bound - bounds_.begin()) + 1;
      column.rows.push_back(std::isnan(number) ? 0 : bucket);
    }
    return EncodedColumn(std::move(column));
  }

  FeatureState state() const override { return {{"bounds", {.values = bounds_}}}; }

 private:
  std::vector<double> bounds_;  // ascending, distinct
  std::size_t dim_;
  TextRules rules_;
};

// Mean and deviation in two passes: no cancellation. A column of one value has deviation 1.
std::unique_ptr<FittedFeature> fit_standardised(const std::vector<double>& numbers,
                                                DecimalMark decimal) {
  const auto count = static_cast<double>(std::max<std::size_t>(numbers.size(), 1));
  double sum = 0.0, squares = 0.0;
  for (const double number : numbers) sum += number;
  const double mean = sum / count;
  for (const double number : numbers) squares += (number - mean) * (number - mean);
  const double deviation = std::sqrt(squares / count);
  return std::make_unique<StandardisedNumber>(mean, deviation > 0.0 ? deviation : 1.0, decimal);
}

// Bounds at the quantiles 1/buckets, 2/buckets, ...; equal ones are one, so a number with few
// values gets a bucket a value.
std::unique_ptr<FittedFeature> fit_buckets(std::vector<double> numbers,
                                           const NumberOptions& options) {
  std::ranges::sort(numbers);
  std::vector<double> bounds;
  const auto buckets = static_cast<std::size_t>(options.buckets);
  for (std::size_t b = 1; b < buckets && !numbers.empty(); ++b) {
    const double bound = numbers[b * (numbers.size() - 1) / buckets];
    if (bounds.empty() || bound > bounds.back()) bounds.push_back(bound);
  }
  return std::make_unique<BucketedNumber>(std::move(bounds), options);
}

const Array<double>* doubles_of(const FeatureState& state, const std::string& name) {
  const auto entry = state.find(name);
  return entry == state.end() ? nullptr : std::get_if<Array<double>>(&entry->second.values);
}

}  // namespace

Result<std::unique_ptr<FittedFeature>> NumberOptions::fit(const FeatureTraining& training) const {
  TWOTOWER_ASSIGN(std::vector<double> numbers,
                  to_numbers(training.column, training.name, {decimal}));
  std::erase_if(numbers, [](double number) { return std::isnan(number); });
  return buckets == 0 ? fit_standardised(numbers, decimal) : fit_buckets(std::move(numbers), *this);
}

Result<std::unique_ptr<FittedFeature>> NumberOptions::load(const FeatureState& state) const {
  if (const auto* bounds = doubles_of(state, "bounds"); bounds != nullptr && buckets > 0) {
    return std::unique_ptr<FittedFeature>(std::make_unique<BucketedNumber>(
        std::vector<double>(bounds->begin(), bounds->end()), *this));
  }
  const auto* mean = doubles_of(state, "mean");
  const auto* deviation = doubles_of(state, "deviation");
  const bool is_whole = mean != nullptr && mean->size() == 1 && deviation != nullptr &&
                        deviation->size() == 1 && buckets == 0;
  if (!is_whole) return Error{ErrorCode::kBundleCorrupt, "number", FeatureStatisticsMissing()};
  return std::unique_ptr<FittedFeature>(
      std::make_unique<StandardisedNumber>(mean->front(), deviation->front(), decimal));
}

}  // namespace twotower
