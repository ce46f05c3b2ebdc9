#include "features/kinds/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/checksum.h"
#include "base/log.h"
#include "base/messages/features_errors.h"

namespace twotower {
namespace {

constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20;
constexpr std::uint32_t kMissingRow = 0;
constexpr std::uint32_t kFirstBucketRow = 1;
constexpr const char* kIcuKey = "icu";

// Cuts texts into words. ICU's iterator has a state: each of one thread.
class WordCutter {
 public:
  static Result<WordCutter> make() {
    WordCutter cutter;
    UErrorCode status = U_ZERO_ERROR;
    cutter.normalizer_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    cutter.boundaries_.reset(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_SUCCESS(status)) return cutter;
    return Error{ErrorCode::kFileUnreadable, "ICU", IcuUnreadable(u_errorName(status))};
  }

  WordCutter clone() const {
    WordCutter cutter;
    cutter.normalizer_ = normalizer_;
    cutter.boundaries_.reset(boundaries_->clone());
    return cutter;
  }

  // Calls body(word) with every word in UTF-8. Appends nothing where normalising fails, which only
  // lack of memory makes it do.
  template <typename Body>
  void for_each_word(std::string_view text, Body&& body) {
    text = text.substr(0, kMaxTextBytes);
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString normal = normalizer_->normalize(
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}),
        status);
    if (U_FAILURE(status)) return;
    boundaries_->setText(normal);
    std::int32_t begin = boundaries_->first();
    for (std::int32_t end = boundaries_->next(); end != icu::BreakIterator::DONE;
         begin = std::exchange(end, boundaries_->next())) {
      if (!is_word(normal.char32At(begin))) continue;
      word_.clear();
      normal.tempSubStringBetween(begin, end).toUTF8String(word_);
      body(std::string_view(word_));
    }
  }

 private:
  // Whether what begins so and ends at the iterator's place is a word.
  bool is_word(UChar32 first) const {
    return boundaries_->getRuleStatus() >= UBRK_WORD_NONE_LIMIT ||
           u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC) != 0 ||
           u_hasBinaryProperty(first, UCHAR_REGIONAL_INDICATOR) != 0;
  }

  const icu::Normalizer2* normalizer_ = nullptr;  // ICU's own, lives as long as the program
  std::unique_ptr<icu::BreakIterator> boundaries_;
  std::string word_;
};

class FittedText : public FittedFeature {
 public:
  FittedText(WordCutter cutter, const TextOptions& options)
      : cutter_(std::move(cutter)), options_(options) {}

  ColumnForm form() const override {
    return {.layout = ColumnForm::Layout::kBag,
            .table_rows = kFirstBucketRow + static_cast<std::size_t>(options_.buckets),
            .table_dim = static_cast<std::size_t>(options_.dim)};
  }

  Result<EncodedColumn> encode(const RawColumn& raw, const std::string& /*name*/) const override {
    WordCutter cutter = cutter_.clone();
    BagColumn bags;
    for (std::size_t row = 0; row < raw.num_rows(); ++row) {
      const auto [begin, end] = raw.values_of(row);
      for (std::size_t i = begin; i < end; ++i) add_text(cutter, text_of(raw, i), bags.rows.edit());
      if (bags.rows.size() == bags.offsets.back()) bags.rows.push_back(kMissingRow);
      bags.offsets.push_back(bags.rows.size());
    }
    return EncodedColumn(std::move(bags));
  }

  FeatureState state() const override {
    return {{kIcuKey, {.values = std::vector<std::int64_t>{U_ICU_VERSION_MAJOR_NUM}}}};
  }

 private:
  // Adds the rows of all n-grams that end at each word: its own, that of the two, ...
  void add_text(WordCutter& cutter, std::string_view text, std::vector<std::uint32_t>& rows) const {
    std::string newest;               // up to `ngrams` words, blanks between
    std::vector<std::size_t> begins;  // of the words in `newest`
    cutter.for_each_word(text, [&](std::string_view word) {
      if (begins.size() == static_cast<std::size_t>(options_.ngrams)) drop_first(newest, begins);
      if (!begins.empty()) newest += ' ';
      begins.push_back(newest.size());
      newest += word;
      for (std::size_t i = begins.size(); i-- > 0;) {
        rows.push_back(row_of(std::string_view(newest).substr(begins[i])));
      }
    });
  }

  static void drop_first(std::string& words, std::vector<std::size_t>& begins) {
    const std::size_t length = begins.size() > 1 ? begins[1] : words.size();
    words.erase(0, length);
    begins.erase(begins.begin());
    for (std::size_t& begin : begins) begin -= length;
  }

  std::uint32_t row_of(std::string_view words) const {
    const std::uint64_t hash = checksum_of(std::as_bytes(std::span(words)));
    return kFirstBucketRow +
           static_cast<std::uint32_t>(hash % static_cast<std::uint64_t>(options_.buckets));
  }

  const WordCutter cutter_;
  const TextOptions options_;
};

Result<std::unique_ptr<FittedFeature>> make_text(const TextOptions& options) {
  TWOTOWER_ASSIGN(WordCutter cutter, WordCutter::make());
  return std::unique_ptr<FittedFeature>(std::make_unique<FittedText>(std::move(cutter), options));
}

}  // namespace

Result<std::unique_ptr<FittedFeature>> TextOptions::fit(const FeatureTraining&) const {
  return make_text(*this);
}

Result<std::unique_ptr<FittedFeature>> TextOptions::load(const FeatureState& state) const {
  const auto entry = state.find(kIcuKey);
  const auto* version =
      entry == state.end() ? nullptr : std::get_if<Array<std::int64_t>>(&entry->second.values);
  if (version == nullptr || version->size() != 1) {
    return Error{ErrorCode::kBundleCorrupt, kIcuKey, FeatureIcuMissing()};
  }
  if (version->front() != U_ICU_VERSION_MAJOR_NUM) {
    log_warning(
        "a text feature was trained with ICU {}, this program has ICU {}: some words may be cut "
        "otherwise than in training; train again to be exact",
        version->front(), U_ICU_VERSION_MAJOR_NUM);
  }
  return make_text(*this);
}

Result<std::vector<std::string>> words_of(std::string_view text) {
  TWOTOWER_ASSIGN(WordCutter cutter, WordCutter::make());
  std::vector<std::string> words;
  cutter.for_each_word(text, [&](std::string_view word) { words.emplace_back(word); });
  return words;
}

}  // namespace twotower
