#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// Any number of values for each row: a text with a separator, a list that was written as a text
// (see read_written_list()), or a column of lists. Encoded as the
// bag of their rows; a row without tags is missing. A tag that is repeated counts once.
struct TagsOptions {
  static constexpr std::string_view kKind = "tags";
  std::string column;
  std::int64_t dim = 16;
  std::int64_t min_count = 1;
  std::string separator = "|";

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("dim", self.dim, "Dimension of the embeddings, which are averaged.", between(1, 4096));
    visit("min_count", self.min_count,
          "Tags that occur fewer times in training use the embedding of unknown tags.",
          at_least(1));
    visit("separator", self.separator, "Separates the tags of a text; not used for lists.");
  }

  // fit() never fails; load() does with kBundleCorrupt where the state has no vocabulary.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

// A column of lists with the tags of every row: itself if it is one, else the elements of lists
// that were written as texts, and other texts cut at the separator, each a tag where that is empty.
// Blanks around a tag are no part of it, empty tags are none.
RawColumn tag_lists(const RawColumn& raw, std::string_view separator);

// A column of lists as texts with the separator between the tags: a row without tags is missing.
RawColumn joined_tags(const RawColumn& lists, std::string_view separator);

}  // namespace twotower
