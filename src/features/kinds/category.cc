#include "features/kinds/category.h"

#include <utility>

#include "features/vocabulary.h"

namespace twotower {
namespace {

class FittedCategory : public FittedFeature {
 public:
  FittedCategory(Vocabulary vocabulary, std::int64_t dim)
      : vocabulary_(std::move(vocabulary)), dim_(static_cast<std::size_t>(dim)) {}

  ColumnForm form() const override {
    return {.layout = ColumnForm::Layout::kRow,
            .table_rows = vocabulary_.num_rows(),
            .table_dim = dim_};
  }

  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& name) const override {
    if (!raw.list_offsets.empty()) {
      return Error{ErrorCode::kRequestWrongFeature, name,
                   name + " is a list, a category is one value; lists are of kind tags"};
    }
    RowColumn column;
    column.rows.reserve(raw.num_rows());
    for (std::size_t i = 0; i < raw.num_rows(); ++i) {
      column.rows.push_back(vocabulary_.row_of(raw, i));
    }
    return EncodedColumn(std::move(column));
  }

  FeatureState state() const override { return {{"known", vocabulary_.known()}}; }

 private:
  Vocabulary vocabulary_;
  std::size_t dim_;
};

}  // namespace

Result<std::unique_ptr<FittedFeature>> CategoryOptions::fit(const FeatureTraining& training) const {
  if (!training.column.list_offsets.empty()) {
    return Error{
        ErrorCode::kRequestWrongFeature, training.name,
        training.name + " is a column of lists, a category is one value; lists are of kind tags"};
  }
  return std::unique_ptr<FittedFeature>(std::make_unique<FittedCategory>(
      Vocabulary::fit(training.column, training.row_counts, min_count), dim));
}

Result<std::unique_ptr<FittedFeature>> CategoryOptions::load(const FeatureState& state) const {
  const auto known = state.find("known");
  if (known == state.end()) return Error{ErrorCode::kBundleCorrupt, "known", "no vocabulary"};
  return std::unique_ptr<FittedFeature>(
      std::make_unique<FittedCategory>(Vocabulary::from_known(known->second), dim));
}

}  // namespace twotower
