#include "prepare/column_kinds.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/messages/decision_messages.h"
#include "data/column_names.h"

namespace twotower {
namespace {

constexpr double kNearlyAll = 0.99;
constexpr std::uint64_t kMinVectorLength = 4;  // shorter ones are dates and versions
constexpr double kMaxWordsOfTag = 3.0;
constexpr double kTextWords = 4.0;   // also where texts come again
constexpr double kTitleWords = 2.0;  // where they do not
constexpr double kMinCutByPath = 0.5;
constexpr double kMinCutByTags = 0.05;
constexpr double kMinPlaced =
    0.9;  // of a path's parts, which have their levels; tags stand anywhere
constexpr std::uint64_t kManyTimes = 5;  // that a text comes, to be one of few
constexpr std::uint64_t kMaxFew = 1000;
// Tags between blanks: texts have words that come once, and some that come twice in one text.
constexpr double kMinCutByBlanks = 0.5;
constexpr double kMaxSeldom = 0.1;
constexpr std::uint64_t kMinTimesOfTag = 10;

KindChoice left_out(WhyLeftOut why) {
  return {std::nullopt, why};
}

// Wide enough to tell the values apart, far below what an id gets.
std::int64_t dim_for(std::uint64_t distinct) {
  if (distinct <= 4) return 4;
  if (distinct <= 32) return 8;
  return distinct <= 1000 ? 16 : 32;
}

bool is_code(const ColumnProfile& column, std::uint64_t num_described) {
  return 2 * column.distinct > num_described;
}

std::optional<WhyLeftOut> unwanted_reason(const ColumnProfile& column, Described described) {
  const NamedPerson person =
      described == Described::kItem ? NamedPerson::kNobody : NamedPerson::kUser;
  if (is_private_name(column.name, person)) return WhyLeftOut::kPrivateName;
  constexpr double kMost = 0.5;
  if (column.mail_share >= kMost) return WhyLeftOut::kMails;
  const bool is_time = column.time_share >= kNearlyAll || column.time_form_share >= kNearlyAll;
  if (column.phone_share >= kMost && !is_time) return WhyLeftOut::kPhones;
  return column.url_share >= kMost ? std::optional(WhyLeftOut::kPages) : std::nullopt;
}

CategoryOptions category(const ColumnProfile& column, std::string separator) {
  CategoryOptions options;
  options.dim = dim_for(column.distinct);
  options.separator = std::move(separator);
  return options;
}

KindChoice choose_list(const ColumnProfile& column) {
  const bool is_even = column.min_length == column.max_length;
  if (column.type == "number") {
    if (is_even && column.max_length > 1) return {VectorOptions()};
    return left_out(WhyLeftOut::kUnevenLists);
  }
  TagsOptions tags;
  tags.dim = dim_for(column.distinct);
  return {tags};
}

KindChoice choose_integer(const ColumnProfile& column, std::uint64_t num_described) {
  const bool is_time = column.time_share >= kNearlyAll;
  if (is_time || column.distinct <= 2 || is_quantity_name(column.name)) {
    return {NumberOptions()};
  }
  if (is_code(column, num_described)) return left_out(WhyLeftOut::kCode);
  return {category(column, "")};
}

bool is_path(const PartsProfile& parts, const ColumnProfile& column) {
  const bool may_be_tags = parts.separator != ">";
  return parts.cut_share >= kMinCutByPath && 2 * parts.distinct_firsts <= column.distinct &&
         parts.number_share < 0.5 && (!may_be_tags || parts.placed_share >= kMinPlaced);
}

bool are_few(const ColumnProfile& column) {
  return column.distinct <= kMaxFew && kManyTimes * column.distinct <= column.rows - column.missing;
}

// Words of which each comes again and again, in other company and at other places: no names of two
// words.
bool are_tags_between_blanks(const PartsProfile& parts, const ColumnProfile& column) {
  return 2 * parts.distinct_parts <= column.distinct && parts.placed_share < kMinPlaced &&
         parts.cut_share >= kMinCutByBlanks && parts.number_share < 0.5 && parts.twice == 0 &&
         parts.seldom_share <= kMaxSeldom && kMinTimesOfTag * parts.distinct_parts <= parts.parts;
}

bool are_tags(const PartsProfile& parts) {
  return parts.cut_share >= kMinCutByTags && 2 * parts.distinct_parts <= parts.parts &&
         parts.words_per_part <= kMaxWordsOfTag;
}

TagsOptions tags_of(const PartsProfile& parts) {
  TagsOptions tags;
  tags.separator = parts.separator;
  tags.dim = dim_for(parts.distinct_parts);
  return tags;
}

// Lists of numbers with a fraction are vectors, others are tags.
KindChoice choose_written_list(const PartsProfile& parts) {
  const bool are_numbers = parts.number_share >= kNearlyAll;
  if (are_numbers && parts.integer_share < kNearlyAll) {
    const bool is_even = parts.min_parts == parts.max_parts && parts.max_parts > 1;
    return is_even ? KindChoice{VectorOptions()} : left_out(WhyLeftOut::kUnevenLists);
  }
  TagsOptions tags;
  tags.dim = dim_for(parts.distinct_parts);
  return {tags};
}

// A column of numbers as people write them. Nothing for others.
std::optional<KindChoice> choose_written_number(const ColumnProfile& column) {
  NumberOptions number;
  switch (column.numbers.writing) {
    case NumberWriting::kNone: return std::nullopt;
    case NumberWriting::kAmbiguous: return left_out(WhyLeftOut::kAmbiguousNumbers);
    case NumberWriting::kMixed: return left_out(WhyLeftOut::kMixedNumbers);
    case NumberWriting::kPoint: return {{number}};
    case NumberWriting::kComma: number.decimal = DecimalMark::kComma;
  }
  if (column.numbers.may_be_lists && !is_quantity_name(column.name)) return std::nullopt;
  return {{number}};
}

std::optional<ColumnFeatureOptions> choose_parts(const ColumnProfile& column) {
  if (auto separator = vector_separator(column, kMinVectorLength)) {
    VectorOptions vector;
    vector.separator = std::move(*separator);
    return vector;
  }
  for (const std::string_view separator : {"/", ">", "／"}) {
    if (is_path(*column.find_parts(separator), column)) {
      return category(column, std::string(separator));
    }
  }
  const PartsProfile* best = nullptr;
  for (const std::string_view separator : {"|", ";", ",", "、", "，", "；", "/", "／"}) {
    const PartsProfile& parts = *column.find_parts(separator);
    const bool is_better = best == nullptr || parts.cut_share > best->cut_share;
    if (are_tags(parts) && is_better) best = &parts;
  }
  if (best == nullptr) return std::nullopt;
  return tags_of(*best);
}

KindChoice choose_text(const ColumnProfile& column, std::uint64_t num_described) {
  if (auto number = choose_written_number(column)) return *std::move(number);
  if (const PartsProfile* lists = column.find_parts(kWrittenLists)) {
    return choose_written_list(*lists);
  }
  if (auto parts = choose_parts(column)) return {std::move(parts)};
  const PartsProfile* words = column.find_parts(" ");
  if (words != nullptr && are_tags_between_blanks(*words, column)) return {tags_of(*words)};
  if (are_few(column)) return {category(column, "")};
  const bool comes_seldom_again = is_code(column, num_described);
  if (column.words >= (comes_seldom_again ? kTitleWords : kTextWords)) return {TextOptions()};
  if (comes_seldom_again) return left_out(WhyLeftOut::kCode);
  return {category(column, "")};
}

TagsOptions tags_at(std::string separator, std::uint64_t distinct) {
  TagsOptions tags;
  tags.separator = std::move(separator);
  tags.dim = dim_for(distinct);
  return tags;
}

// As the header says it (tags:token_seq), which a list or a text of numbers cannot gainsay.
std::optional<KindChoice> choose_typed(const ColumnProfile& column, std::uint64_t num_described) {
  const FieldType type = field_type_of(column.name);
  const PartsProfile* words = column.find_parts(" ");
  if (type == FieldType::kToken && !column.is_list) {
    if (is_code(column, num_described)) return left_out(WhyLeftOut::kCode);
    return KindChoice{category(column, "")};
  }
  if (type == FieldType::kTokens && !column.is_list) {
    return KindChoice{tags_at(" ", words == nullptr ? column.distinct : words->distinct_parts)};
  }
  if (type == FieldType::kNumber && column.type == "integer" && !column.is_list) {
    return KindChoice{NumberOptions()};
  }
  if (type != FieldType::kNumbers || words == nullptr) return std::nullopt;
  if (words->min_parts != words->max_parts) return left_out(WhyLeftOut::kUnevenLists);
  VectorOptions vector;
  vector.separator = " ";
  return KindChoice{vector};
}

}  // namespace

Message message_of(WhyLeftOut why) {
  switch (why) {
    case WhyLeftOut::kOneValue: return HasOneValue();
    case WhyLeftOut::kNoValue: return HasNoValue();
    case WhyLeftOut::kAmbiguousNumbers: return AmbiguousNumbers();
    case WhyLeftOut::kMixedNumbers: return MixedNumbers();
    case WhyLeftOut::kMoment: return IsMoment();
    case WhyLeftOut::kSession: return IsSession();
    case WhyLeftOut::kObjects: return HoldsObjects();
    case WhyLeftOut::kCode: return IsCode();
    case WhyLeftOut::kPrivateName: return HasPrivateName();
    case WhyLeftOut::kMails: return LooksLikeMails();
    case WhyLeftOut::kPhones: return LooksLikePhones();
    case WhyLeftOut::kPages: return LooksLikePages();
    case WhyLeftOut::kUnevenLists: return UnevenLists();
    case WhyLeftOut::kTooSeldom: return ItemsTooSeldom();
    case WhyLeftOut::kUnknownTypes: return UnknownTypes();
    case WhyLeftOut::kOutcome: return IsOutcome();
    case WhyLeftOut::kLaterEvent: return IsOfLaterEvents();
    case WhyLeftOut::kGivesItem: return GivesItemAway();
  }
  return {};
}

KindChoice choose_kind(const ColumnProfile& column, std::uint64_t num_described,
                       Described described) {
  if (const auto why = unwanted_reason(column, described)) return left_out(*why);
  if (column.distinct == 0) return left_out(WhyLeftOut::kNoValue);
  if (column.distinct == 1) return left_out(WhyLeftOut::kOneValue);
  const bool is_iso = column.time_unit == TimeUnit::kIso && column.time_share >= kNearlyAll;
  const bool has_form = column.time_form_share >= kNearlyAll;
  if (column.is_timestamp || is_iso || has_form) return left_out(WhyLeftOut::kMoment);
  if (auto typed = choose_typed(column, num_described)) return *std::move(typed);
  if (column.is_list) return choose_list(column);
  if (column.type == "number") return {NumberOptions()};
  if (column.type == "integer") return choose_integer(column, num_described);
  return choose_text(column, num_described);
}

bool is_kept_as_it_came(const ColumnProfile& column, std::uint64_t num_items) {
  const KindChoice kind = choose_kind(column, num_items, Described::kItem);
  const bool is_place = column.is_list && column.max_length <= 2;
  const bool is_vector = kind.options && std::holds_alternative<VectorOptions>(*kind.options);
  return !is_private(kind) && (!is_vector || is_place);
}

bool is_private(const KindChoice& choice) {
  const WhyLeftOut why = choice.why;
  return !choice.options.has_value() && (why == WhyLeftOut::kPrivateName ||
                                         why == WhyLeftOut::kMails || why == WhyLeftOut::kPhones);
}

}  // namespace twotower
