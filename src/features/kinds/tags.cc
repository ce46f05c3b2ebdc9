#include "features/kinds/tags.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/blanks.h"
#include "base/messages/features_errors.h"
#include "features/vocabulary.h"
#include "features/written_list.h"

namespace twotower {
namespace {

class FittedTags : public FittedFeature {
 public:
  FittedTags(Vocabulary vocabulary, const TagsOptions& options)
      : vocabulary_(std::move(vocabulary)), options_(options) {}

  ColumnForm form() const override {
    return {.layout = ColumnForm::Layout::kBag,
            .table_rows = vocabulary_.num_rows(),
            .table_dim = static_cast<std::size_t>(options_.dim)};
  }

  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& /*name*/) const override {
    const RawColumn lists = tag_lists(raw, options_.separator);
    BagColumn bags;
    std::vector<std::uint32_t> bag;
    for (std::size_t row = 0; row < lists.num_rows(); ++row) {
      bag.clear();
      for (std::uint64_t i = lists.list_offsets[row]; i < lists.list_offsets[row + 1]; ++i) {
        bag.push_back(vocabulary_.row_of(lists, i));
      }
      if (bag.empty()) bag.push_back(Vocabulary::kMissingRow);
      std::ranges::sort(bag);
      bag.erase(std::unique(bag.begin(), bag.end()), bag.end());
      bags.rows.append(bag.begin(), bag.end());
      bags.offsets.push_back(bags.rows.size());
    }
    return EncodedColumn(std::move(bags));
  }

  bool is_unknown(const EncodedColumn& row) const override { return Vocabulary::has_unknown(row); }
  bool is_all_unknown(const EncodedColumn& row) const override {
    return Vocabulary::has_unknown_alone(row);
  }
  bool knows_texts() const override { return vocabulary_.knows_texts(); }

  FeatureState state() const override { return {{"known", vocabulary_.known()}}; }

 private:
  Vocabulary vocabulary_;
  TagsOptions options_;
};

void add_tag(std::string_view tag, StringColumn& tags) {
  tag = without_blanks(tag);
  if (!tag.empty()) tags.push_back(tag);
}

void add_parts(std::string_view text, std::string_view separator, StringColumn& tags) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end =
        separator.empty() ? text.size() : std::min(text.find(separator, begin), text.size());
    add_tag(text.substr(begin, end - begin), tags);
    begin = end + std::max<std::size_t>(separator.size(), 1);
  }
}

}  // namespace

Result<std::unique_ptr<FittedFeature>> TagsOptions::fit(const FeatureTraining& training) const {
  return std::unique_ptr<FittedFeature>(std::make_unique<FittedTags>(
      Vocabulary::fit(tag_lists(training.column, separator), training.row_counts, min_count),
      *this));
}

Result<std::unique_ptr<FittedFeature>> TagsOptions::load(const FeatureState& state) const {
  const auto known = state.find("known");
  if (known == state.end()) {
    return Error{ErrorCode::kBundleCorrupt, "known", FeatureVocabularyMissing()};
  }
  return std::unique_ptr<FittedFeature>(
      std::make_unique<FittedTags>(Vocabulary::from_known(known->second), *this));
}

RawColumn tag_lists(const RawColumn& raw, std::string_view separator) {
  if (!raw.list_offsets.empty()) return raw;
  StringColumn tags;
  RawColumn lists{.list_offsets = {0}};
  for (std::size_t row = 0; row < raw.num_rows(); ++row) {
    const std::string text = text_of(raw, row);
    if (const auto list = read_written_list(text)) {
      for (const std::string& tag : *list) add_tag(tag, tags);
    } else {
      add_parts(text, separator, tags);
    }
    lists.list_offsets.push_back(tags.size());
  }
  lists.values = std::move(tags);
  return lists;
}

RawColumn joined_tags(const RawColumn& lists, std::string_view separator) {
  RawColumn texts;
  auto& values = texts.values.emplace<StringColumn>();
  for (std::size_t row = 0; row < lists.num_rows(); ++row) {
    std::string text;
    const auto [begin, end] = lists.values_of(row);
    for (std::size_t i = begin; i < end; ++i) {
      if (lists.missing(i)) continue;
      if (!text.empty()) text += separator;
      text += text_of(lists, i);
    }
    texts.is_missing.push_back(text.empty() ? 1 : 0);
    values.push_back(text);
  }
  return texts;
}

}  // namespace twotower
