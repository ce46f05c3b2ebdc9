#include "features/kinds/category.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "base/messages/features_errors.h"
#include "features/vocabulary.h"

namespace twotower {
namespace {

Result<void> check_no_list(const RawColumn& raw, const std::string& name) {
  if (raw.list_offsets.empty()) return {};
  return Error{ErrorCode::kRequestWrongFeature, name, CategoryIsList(name)};
}

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
    TWOTOWER_TRY(check_no_list(raw, name));
    RowColumn column;
    column.rows.reserve(raw.num_rows());
    for (std::size_t i = 0; i < raw.num_rows(); ++i) {
      column.rows.push_back(vocabulary_.row_of(raw, i));
    }
    return EncodedColumn(std::move(column));
  }

  bool is_unknown(const EncodedColumn& row) const override { return Vocabulary::has_unknown(row); }
  bool is_all_unknown(const EncodedColumn& row) const override {
    return Vocabulary::has_unknown_alone(row);
  }
  bool knows_texts() const override { return vocabulary_.knows_texts(); }

  FeatureState state() const override { return {{"known", vocabulary_.known()}}; }

 private:
  Vocabulary vocabulary_;
  std::size_t dim_;
};

bool has_paths(const RawColumn& column, const std::string& separator) {
  const auto* texts = std::get_if<StringColumn>(&column.values);
  return texts != nullptr && !separator.empty() &&
         texts->bytes().find(separator) != std::string_view::npos;
}

// Calls body(path) for every level of a path, the widest first: "a", "a/b", "a/b/c".
template <typename Body>
void for_each_level(std::string_view text, std::string_view separator, Body&& body) {
  std::string path;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    const std::string_view level = without_blanks(text.substr(begin, end - begin));
    begin = end + separator.size();
    if (level.empty()) continue;
    if (!path.empty()) path += separator;
    path += level;
    body(std::string_view(path));
  }
}

// A column of lists with the levels of every row, for the vocabulary.
RawColumn levels_of(const RawColumn& raw, const std::string& separator) {
  StringColumn levels;
  RawColumn lists{.list_offsets = {0}};
  for (std::size_t row = 0; row < raw.num_rows(); ++row) {
    for_each_level(text_of(raw, row), separator,
                   [&](std::string_view path) { levels.push_back(path); });
    lists.list_offsets.push_back(levels.size());
  }
  lists.values = std::move(levels);
  return lists;
}

constexpr const char* kSeparatorKey = "separator";  // only a hierarchy's state has it

class FittedHierarchy : public FittedFeature {
 public:
  FittedHierarchy(Vocabulary vocabulary, CategoryOptions options)
      : vocabulary_(std::move(vocabulary)), options_(std::move(options)) {}

  ColumnForm form() const override {
    return {.layout = ColumnForm::Layout::kBag,
            .table_rows = vocabulary_.num_rows(),
            .table_dim = static_cast<std::size_t>(options_.dim)};
  }

  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& name) const override {
    TWOTOWER_TRY(check_no_list(raw, name));
    BagColumn bags;
    for (std::size_t row = 0; row < raw.num_rows(); ++row) {
      add_bag(text_of(raw, row), bags.rows.edit());
      bags.offsets.push_back(bags.rows.size());
    }
    return EncodedColumn(std::move(bags));
  }

  bool is_unknown(const EncodedColumn& row) const override { return Vocabulary::has_unknown(row); }
  bool is_all_unknown(const EncodedColumn& row) const override {
    return Vocabulary::has_unknown_alone(row);
  }
  bool knows_texts() const override { return vocabulary_.knows_texts(); }

  FeatureState state() const override {
    StringColumn separator;
    separator.push_back(options_.separator);
    return {{"known", vocabulary_.known()}, {kSeparatorKey, {.values = std::move(separator)}}};
  }

 private:
  void add_bag(std::string_view text, std::vector<std::uint32_t>& rows) const {
    const std::size_t begin = rows.size();
    bool has_level = false;
    for_each_level(text, options_.separator, [&](std::string_view path) {
      has_level = true;
      const std::uint32_t row = vocabulary_.row_of(IdView(path));
      if (row != Vocabulary::kUnknownRow) rows.push_back(row);
    });
    if (rows.size() > begin) return;
    rows.push_back(has_level ? Vocabulary::kUnknownRow : Vocabulary::kMissingRow);
  }

  Vocabulary vocabulary_;
  CategoryOptions options_;
};

Result<std::unique_ptr<FittedFeature>> fit_category(const FeatureTraining& training,
                                                    const VocabularyOptions& options) {
  TWOTOWER_TRY(check_no_list(training.column, training.name));
  return std::unique_ptr<FittedFeature>(std::make_unique<FittedCategory>(
      Vocabulary::fit(training.column, training.row_counts, options.min_count), options.dim));
}

Result<Vocabulary> load_vocabulary(const FeatureState& state) {
  const auto known = state.find("known");
  if (known == state.end()) {
    return Error{ErrorCode::kBundleCorrupt, "known", FeatureVocabularyMissing()};
  }
  return Vocabulary::from_known(known->second);
}

Result<std::unique_ptr<FittedFeature>> load_category(const FeatureState& state,
                                                     const VocabularyOptions& options) {
  TWOTOWER_ASSIGN(Vocabulary vocabulary, load_vocabulary(state));
  return std::unique_ptr<FittedFeature>(
      std::make_unique<FittedCategory>(std::move(vocabulary), options.dim));
}

}  // namespace

Result<std::unique_ptr<FittedFeature>> CategoryOptions::fit(const FeatureTraining& training) const {
  if (!has_paths(training.column, separator)) return fit_category(training, *this);
  TWOTOWER_TRY(check_no_list(training.column, training.name));
  return std::unique_ptr<FittedFeature>(std::make_unique<FittedHierarchy>(
      Vocabulary::fit(levels_of(training.column, separator), training.row_counts, min_count),
      *this));
}

Result<std::unique_ptr<FittedFeature>> CategoryOptions::load(const FeatureState& state) const {
  const auto cut_at = state.find(kSeparatorKey);
  if (cut_at == state.end()) return load_category(state, *this);
  const auto* texts = std::get_if<StringColumn>(&cut_at->second.values);
  if (texts == nullptr || texts->size() != 1 || (*texts)[0] != separator || separator.empty()) {
    return Error{ErrorCode::kBundleCorrupt, kSeparatorKey, FeatureSeparatorOther()};
  }
  TWOTOWER_ASSIGN(Vocabulary vocabulary, load_vocabulary(state));
  return std::unique_ptr<FittedFeature>(
      std::make_unique<FittedHierarchy>(std::move(vocabulary), *this));
}

Result<std::unique_ptr<FittedFeature>> IdOptions::fit(const FeatureTraining& training) const {
  return fit_category(training, *this);
}

Result<std::unique_ptr<FittedFeature>> IdOptions::load(const FeatureState& state) const {
  return load_category(state, *this);
}

}  // namespace twotower
