#include "features/kinds/vector.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "base/messages/features_errors.h"
#include "base/parse_number.h"
#include "features/written_list.h"

namespace twotower {
namespace {

Error wrong_vector(const std::string& name, Message problem) {
  return {ErrorCode::kRequestWrongFeature, name, std::move(problem)};
}

// The vector of a row, empty if it is missing. A number that stands alone is a vector of one.
Result<std::vector<double>> vector_of(const RawColumn& raw, std::size_t row,
                                      const VectorOptions& options, const std::string& name) {
  const auto [begin, end] = raw.values_of(row);
  std::vector<double> vector;
  for (std::size_t i = begin; i < end; ++i) {
    if (raw.missing(i)) return std::vector<double>();
    if (const auto* texts = std::get_if<StringColumn>(&raw.values)) {
      const auto numbers = parse_vector((*texts)[i], options.separator);
      if (!numbers.has_value()) {
        return wrong_vector(name, VectorIsText(name, std::string((*texts)[i])));
      }
      vector.insert(vector.end(), numbers->begin(), numbers->end());
    } else if (const auto* integers = std::get_if<Array<std::int64_t>>(&raw.values)) {
      vector.push_back(static_cast<double>((*integers)[i]));
    } else {
      vector.push_back(std::get<Array<double>>(raw.values)[i]);
    }
    if (!std::ranges::all_of(vector, [](double x) { return std::isfinite(x); })) {
      return wrong_vector(name, VectorNotFinite(name));
    }
  }
  return vector;
}

double length_of(const std::vector<double>& vector) {
  double squares = 0.0;
  for (const double x : vector) squares += x * x;
  return std::sqrt(squares);
}

class FittedVector : public FittedFeature {
 public:
  FittedVector(std::size_t dim, const VectorOptions& options) : dim_(dim), options_(options) {}

  ColumnForm form() const override {
    const std::size_t mark = options_.missing == MissingVector::kMark ? 1 : 0;
    return {.layout = ColumnForm::Layout::kDense, .dense_dim = dim_ + mark};
  }

  bool needs_value() const override { return options_.missing == MissingVector::kRefuse; }

  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& name) const override {
    DenseColumn column{.dim = form().dense_dim, .values = {}};
    column.values.reserve(raw.num_rows() * column.dim);
    for (std::size_t row = 0; row < raw.num_rows(); ++row) {
      TWOTOWER_ASSIGN(const std::vector<double> vector, vector_of(raw, row, options_, name));
      if (dim_ > 0 && !vector.empty() && vector.size() != dim_) {
        return wrong_vector(name, VectorLengthWrong(name, vector.size(), dim_));
      }
      TWOTOWER_TRY(add_row(vector, name, column));
    }
    return EncodedColumn(std::move(column));
  }

  FeatureState state() const override {
    return {{"dim", {.values = std::vector<std::int64_t>{static_cast<std::int64_t>(dim_)}}}};
  }

 private:
  // Where training had no vector at all, every one is missing.
  Result<void> add_row(const std::vector<double>& vector, const std::string& name,
                       DenseColumn& column) const {
    std::vector<float>& values = column.values.edit();
    const bool is_missing = vector.empty() || dim_ == 0;
    if (is_missing) values.resize(values.size() + dim_, 0.0F);
    const double length = options_.unit_length ? length_of(vector) : 0.0;
    const double scale = length > 0.0 ? 1.0 / length : 1.0;
    for (std::size_t i = 0; i < vector.size() && !is_missing; ++i) {
      const double x = vector[i] * scale;
      if (std::abs(x) > kMaxVectorNumber) {
        return wrong_vector(name, VectorNumberTooLarge(name, x, kMaxVectorNumber));
      }
      values.push_back(static_cast<float>(x));
    }
    if (options_.missing == MissingVector::kMark) values.push_back(is_missing ? 1.0F : 0.0F);
    return {};
  }

  std::size_t dim_;
  VectorOptions options_;
};

}  // namespace

std::optional<std::vector<double>> parse_vector(std::string_view text, std::string_view separator) {
  std::vector<double> numbers;
  if (const auto list = read_written_list(text)) {
    for (const std::string& element : *list) {
      const auto number = parse_vector(element, "");
      if (!number.has_value()) return std::nullopt;
      numbers.push_back((*number)[0]);
    }
    return numbers;
  }
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end =
        separator.empty() ? text.size() : std::min(text.find(separator, begin), text.size());
    const auto number = parse_number(text.substr(begin, end - begin), NumberRange::kInfinite);
    if (!number.has_value()) return std::nullopt;
    numbers.push_back(*number);
    begin = end + std::max<std::size_t>(separator.size(), 1);
  }
  return numbers;
}

Result<std::unique_ptr<FittedFeature>> VectorOptions::fit(const FeatureTraining& training) const {
  std::size_t dim = 0;
  for (std::size_t row = 0; row < training.column.num_rows() && dim == 0; ++row) {
    TWOTOWER_ASSIGN(const std::vector<double> vector,
                    vector_of(training.column, row, *this, training.name));
    dim = vector.size();
  }
  if (dim == 0 && missing != MissingVector::kMark) {
    return wrong_vector(training.name, VectorsAllMissing(training.name));
  }
  return std::unique_ptr<FittedFeature>(std::make_unique<FittedVector>(dim, *this));
}

Result<std::unique_ptr<FittedFeature>> VectorOptions::load(const FeatureState& state) const {
  constexpr std::int64_t kMaxDim = 1 << 20;
  const auto entry = state.find("dim");
  const auto* dim =
      entry == state.end() ? nullptr : std::get_if<Array<std::int64_t>>(&entry->second.values);
  if (dim == nullptr || dim->size() != 1 || dim->front() < 0 || dim->front() > kMaxDim) {
    return Error{ErrorCode::kBundleCorrupt, "dim", FeatureLengthMissing(kMaxDim)};
  }
  return std::unique_ptr<FittedFeature>(
      std::make_unique<FittedVector>(static_cast<std::size_t>(dim->front()), *this));
}

}  // namespace twotower
