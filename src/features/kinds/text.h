#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/option_tree.h"
#include "features/fitted_feature.h"

namespace twotower {

// A title or a description in any language. Encoded as the bag of its words and of what stands
// together, up to `ngrams` words; each is hashed into one of `buckets` rows, so that nothing is
// fitted and words that training did not see have rows, too. A text without words is missing, a row
// of its own. The texts of a list are one text whose n-grams do not cross from one to the next. Of
// a text the first MiB is read.
//
// Words are cut by another edition of Unicode's tables where the program is built with another ICU:
// then some words have other rows than training gave them, and load() logs a warning.
struct TextOptions {
  static constexpr std::string_view kKind = "text";
  std::string column;
  std::int64_t dim = 32;
  std::int64_t ngrams = 2;
  std::int64_t buckets = 65536;

  static void visit_options(auto& self, auto&& visit) {
    visit("column", self.column, "Column of the table; empty: the feature's name.");
    visit("dim", self.dim, "Dimension of the embeddings, which are averaged.", between(1, 4096));
    visit("ngrams", self.ngrams,
          "Longest n-gram of words with an embedding of its own; 1: single words only.",
          between(1, 5));
    visit("buckets", self.buckets,
          "Number of embeddings that words and n-grams are hashed to; more of them mean fewer "
          "collisions.",
          between(1, 1 << 26));
  }

  // Both fail with kFileUnreadable where ICU's tables are not installed, load() also with
  // kBundleCorrupt where the state names no version of ICU.
  Result<std::unique_ptr<FittedFeature>> fit(const FeatureTraining& training) const;
  Result<std::unique_ptr<FittedFeature>> load(const FeatureState& state) const;
};

// The words of a text, in order: after compatibility normalisation and case folding
// (NFKC_Casefold), by the word boundaries of Unicode (UAX 29), Chinese, Japanese and Thai by ICU's
// dictionaries; emoji are words, blanks and punctuation are none. Bytes that are not UTF-8 are none
// either. Thread-safe. Fails with kFileUnreadable where ICU's tables are not installed.
Result<std::vector<std::string>> words_of(std::string_view text);

}  // namespace twotower
