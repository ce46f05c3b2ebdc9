#include "features/condition_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages/base_errors.h"
#include "base/messages/features_errors.h"
#include "base/option_name.h"
#include "base/parse_number.h"

namespace twotower {
namespace {

// What may follow a level of a category path: "clothes/tops", "clothes > tops".
constexpr std::array<std::string_view, 4> kPathSeparators = {" /", " >", "/", ">"};

using Mask = std::vector<std::uint8_t>;

// Exact for every integer and every double: 64 bits of mantissa or more.
using Number = long double;

// The whole of `text` as a finite number.
std::optional<Number> number_in(std::string_view text) {
  std::int64_t integer = 0;
  const char* end = text.data() + text.size();
  if (const auto [rest, error] = std::from_chars(text.data(), end, integer);
      error == std::errc() && rest == end) {
    return static_cast<Number>(integer);
  }
  const auto number = parse_number(text);
  return number.has_value() ? std::optional(static_cast<Number>(*number)) : std::nullopt;
}

std::optional<Number> number_of(const Value& value) {
  if (const auto* flag = value.as<bool>()) return *flag ? 1 : 0;
  if (const auto* integer = value.as<std::int64_t>()) return static_cast<Number>(*integer);
  if (const auto* number = value.as<double>()) return static_cast<Number>(*number);
  return number_in(*value.as<std::string>());
}

std::string text_of(const Value& value) {
  if (const auto* flag = value.as<bool>()) return *flag ? "true" : "false";
  if (const auto* integer = value.as<std::int64_t>()) return fmt::format("{}", *integer);
  if (const auto* number = value.as<double>()) return fmt::format("{}", *number);
  return *value.as<std::string>();
}

Message what_holds(const std::string& field, const RawColumn& column) {
  if (!column.list_offsets.empty()) return FieldHoldsLists(field);
  if (std::holds_alternative<StringColumn>(column.values)) return FieldHoldsTexts(field);
  if (std::holds_alternative<Array<double>>(column.values)) return FieldHoldsNumbers(field);
  return FieldHoldsIntegers(field);
}

struct Place {
  double latitude;
  double longitude;
};

// Haversine on a sphere of the earth's mean radius.
double km_between(const Place& a, const Place& b) {
  constexpr double kRadiusKm = 6371.0088;
  constexpr double kRadians = std::numbers::pi / 180.0;
  const double north = std::sin((b.latitude - a.latitude) * kRadians / 2.0);
  const double east = std::sin((b.longitude - a.longitude) * kRadians / 2.0);
  const double square = north * north + std::cos(a.latitude * kRadians) *
                                            std::cos(b.latitude * kRadians) * east * east;
  return 2.0 * kRadiusKm * std::asin(std::min(1.0, std::sqrt(square)));
}

// Takes the rows out of `mask` of which no value that is there passes; with `turned`, those of
// which one does.
void keep_rows(const RawColumn& column, bool turned, Mask& mask, auto&& passes) {
  for (std::size_t row = 0; row < mask.size(); ++row) {
    const auto [begin, end] = column.values_of(row);
    bool is_passed = false;
    for (std::size_t i = begin; i < end && !is_passed; ++i) {
      is_passed = !column.missing_or_nan(i) && passes(i);
    }
    if (is_passed == turned) mask[row] = 0;
  }
}

Number number_at(const RawColumn& column, std::size_t i) {
  if (const auto* integers = std::get_if<0>(&column.values)) {
    return static_cast<Number>((*integers)[i]);
  }
  return static_cast<Number>(std::get<1>(column.values)[i]);
}

bool holds(ConditionTest test, const auto& value, const auto& bound) {
  switch (test) {
    case ConditionTest::kMin: return value >= bound;
    case ConditionTest::kMax: return value <= bound;
    case ConditionTest::kAbove: return value > bound;
    case ConditionTest::kBelow: return value < bound;
    default: return false;
  }
}

// One test of a column, applied to all rows.
class ColumnTest {
 public:
  ColumnTest(const FieldTest& test, const RawColumn& column, const ConditionFields& fields,
             const ValuePlace& place)
      : test_(test),
        column_(column),
        sorted_(fields.sorted ? fields.sorted(test.field) : nullptr),
        fields_(fields),
        place_(place) {}

  Result<void> apply(Mask& mask) const {
    if (!has_value()) {  // so nothing says what its type is
      const bool passes = test_.test == ConditionTest::kNone ||
                          (test_.test == ConditionTest::kExists && !std::get<bool>(test_.operand));
      keep_rows(column_, passes, mask, [](std::size_t) { return true; });
      return {};
    }
    switch (test_.test) {
      case ConditionTest::kIs:
      case ConditionTest::kAny: return keep_equal(false, mask);
      case ConditionTest::kNone: return keep_equal(true, mask);
      case ConditionTest::kMin:
      case ConditionTest::kMax:
      case ConditionTest::kAbove:
      case ConditionTest::kBelow: return keep_bounded(mask);
      case ConditionTest::kUnder: return keep_under(mask);
      case ConditionTest::kExists:
        keep_rows(column_, !std::get<bool>(test_.operand), mask, [](std::size_t) { return true; });
        return {};
      case ConditionTest::kWithin:
        return std::holds_alternative<Duration>(test_.operand) ? keep_recent(mask)
                                                               : keep_near(mask);
    }
    return {};
  }

 private:
  bool has_value() const {
    if (sorted_ != nullptr) return !sorted_->values.empty();
    for (std::size_t i = 0; i < column_.num_values(); ++i) {
      if (!column_.missing_or_nan(i)) return true;
    }
    return false;
  }
  const std::vector<Value>& values() const { return std::get<std::vector<Value>>(test_.operand); }
  const StringColumn* texts() const { return std::get_if<StringColumn>(&column_.values); }

  Error wrong_operand(const Value& operand) const {
    const auto name = option_name(test_.test);
    return value_error(ErrorCode::kConfigWrongType, Value(operand.data(), test_.line),
                       {fmt::format("{}.{}.{}", place_.path, test_.field, name), place_.source},
                       what_holds(test_.field, column_));
  }

  // Places of the order at which values begin that are not before `bound`, or that are behind it.
  template <typename At, typename Bound>
  std::size_t first_not_before(const At& at, const Bound& bound) const {
    return place_of(std::ranges::lower_bound(sorted_->values, bound, {}, at));
  }
  template <typename At, typename Bound>
  std::size_t first_behind(const At& at, const Bound& bound) const {
    return place_of(std::ranges::upper_bound(sorted_->values, bound, {}, at));
  }
  std::size_t place_of(const std::uint32_t* found) const {
    return static_cast<std::size_t>(found - sorted_->values.begin());
  }

  struct Places {
    std::size_t first, end;
  };
  template <typename At, typename Bound>
  Places bounded(const At& at, const Bound& bound) const {
    const std::size_t size = sorted_->values.size();
    switch (test_.test) {
      case ConditionTest::kMin: return {first_not_before(at, bound), size};
      case ConditionTest::kAbove: return {first_behind(at, bound), size};
      case ConditionTest::kMax: return {0, first_behind(at, bound)};
      case ConditionTest::kBelow: return {0, first_not_before(at, bound)};
      default: return {0, 0};
    }
  }

  // As keep_rows(), of the values at some places of the order.
  void keep_places(std::span<const Places> ranges, bool turned, Mask& mask) const {
    Mask passing(mask.size(), turned ? 1 : 0);
    for (const auto& [first, end] : ranges) {
      for (std::size_t place = first; place < end; ++place) {
        const std::uint32_t row =
            sorted_->rows.empty() ? sorted_->values[place] : sorted_->rows[place];
        passing[row] = turned ? 0 : 1;
      }
    }
    for (std::size_t row = 0; row < mask.size(); ++row) mask[row] &= passing[row];
  }

  auto text_at() const {
    return [column = texts()](std::uint32_t i) { return (*column)[i]; };
  }
  auto sorted_number_at() const {
    return [this](std::uint32_t i) { return number_at(column_, i); };
  }

  template <typename At, typename Values>
  void keep_equal_places(const At& at, const Values& known, bool turned, Mask& mask) const {
    std::vector<Places> ranges;
    for (const auto& value : known) {
      ranges.push_back({first_not_before(at, value), first_behind(at, value)});
    }
    keep_places(ranges, turned, mask);
  }

  Result<void> keep_equal(bool turned, Mask& mask) const {
    if (const StringColumn* column = texts()) {
      std::set<std::string, std::less<>> known;
      for (const Value& value : values()) known.insert(text_of(value));
      if (sorted_ != nullptr) {
        keep_equal_places(text_at(), known, turned, mask);
        return {};
      }
      keep_rows(column_, turned, mask, [&](std::size_t i) { return known.contains((*column)[i]); });
      return {};
    }
    std::vector<Number> known;
    for (const Value& value : values()) {
      const auto number = number_of(value);
      if (!number.has_value()) return wrong_operand(value);
      known.push_back(*number);
    }
    if (sorted_ != nullptr) {
      keep_equal_places(sorted_number_at(), known, turned, mask);
      return {};
    }
    std::ranges::sort(known);
    keep_rows(column_, turned, mask, [&](std::size_t i) {
      return std::ranges::binary_search(known, number_at(column_, i));
    });
    return {};
  }

  Result<void> keep_bounded(Mask& mask) const {
    const Value& bound = values()[0];
    const auto* text = bound.as<std::string>();
    if (const StringColumn* column = texts()) {
      if (text == nullptr) return wrong_operand(bound);
      if (sorted_ != nullptr) {
        const Places range = bounded(text_at(), std::string_view(*text));
        keep_places({&range, 1}, false, mask);
        return {};
      }
      keep_rows(column_, false, mask, [&](std::size_t i) {
        return holds(test_.test, (*column)[i], std::string_view(*text));
      });
      return {};
    }
    if (const auto number = number_of(bound)) {
      if (sorted_ != nullptr) {
        const Places range = bounded(sorted_number_at(), *number);
        keep_places({&range, 1}, false, mask);
        return {};
      }
      keep_rows(column_, false, mask,
                [&](std::size_t i) { return holds(test_.test, number_at(column_, i), *number); });
      return {};
    }
    const auto time = parse_timestamp(*text);
    if (!time.has_value()) return wrong_operand(bound);
    keep_rows(column_, false, mask, [&](std::size_t i) {
      return holds(test_.test, microseconds_by_size(number_at(column_, i)),
                   static_cast<Number>(time->microseconds));
    });
    return {};
  }

  Result<void> keep_under(Mask& mask) const {
    const StringColumn* column = texts();
    if (column == nullptr) return wrong_operand(values()[0]);
    const std::string& path = *values()[0].as<std::string>();
    if (sorted_ != nullptr) {
      const auto at = text_at();
      std::vector<Places> ranges = {{first_not_before(at, path), first_behind(at, path)}};
      for (const std::string_view separator : kPathSeparators) {
        const std::string first = path + std::string(separator);
        std::string behind = first;
        ++behind.back();
        ranges.push_back({first_not_before(at, first), first_not_before(at, behind)});
      }
      keep_places(ranges, false, mask);
      return {};
    }
    keep_rows(column_, false, mask, [&](std::size_t i) {
      const std::string_view text = (*column)[i];
      if (!text.starts_with(path)) return false;
      const std::string_view rest = text.substr(path.size());
      return rest.empty() || std::ranges::any_of(kPathSeparators, [&](std::string_view separator) {
               return rest.starts_with(separator);
             });
    });
    return {};
  }

  std::optional<Number> time_at(std::size_t i) const {
    const StringColumn* column = texts();
    if (column == nullptr) return microseconds_by_size(number_at(column_, i));
    const auto time = parse_timestamp((*column)[i]);
    if (!time.has_value()) return std::nullopt;
    return static_cast<Number>(time->microseconds);
  }

  Result<void> keep_recent(Mask& mask) const {
    const auto now = static_cast<Number>(fields_.now.microseconds);
    const auto duration = static_cast<Number>(std::get<Duration>(test_.operand).microseconds);
    keep_rows(column_, false, mask, [&](std::size_t i) {
      const auto time = time_at(i);
      return time.has_value() && *time <= now && now - *time <= duration;
    });
    return {};
  }

  // The place of a row; absent where a part is missing or the text is not a place.
  std::optional<Place> place_at(std::size_t row) const {
    const auto [begin, end] = column_.values_of(row);
    if (const StringColumn* column = texts()) {
      if (end - begin != 1 || column_.missing_or_nan(begin)) return std::nullopt;
      const std::string_view text = (*column)[begin];
      const std::size_t comma = text.find(',');
      if (comma == std::string_view::npos) return std::nullopt;
      const auto latitude = number_in(text.substr(0, comma));
      const auto longitude = number_in(text.substr(comma + 1));
      if (!latitude.has_value() || !longitude.has_value()) return std::nullopt;
      return Place{static_cast<double>(*latitude), static_cast<double>(*longitude)};
    }
    if (end - begin != 2 || column_.missing_or_nan(begin) || column_.missing_or_nan(begin + 1)) {
      return std::nullopt;
    }
    return Place{static_cast<double>(number_at(column_, begin)),
                 static_cast<double>(number_at(column_, begin + 1))};
  }

  Result<void> keep_near(Mask& mask) const {
    const Circle& circle = std::get<Circle>(test_.operand);
    if (texts() == nullptr && column_.list_offsets.empty()) return wrong_operand(Value(circle.km));
    for (std::size_t row = 0; row < mask.size(); ++row) {
      const auto place = place_at(row);
      const bool is_near =
          place.has_value() && km_between(*place, {circle.latitude, circle.longitude}) <= circle.km;
      if (!is_near) mask[row] = 0;
    }
    return {};
  }

  const FieldTest& test_;
  const RawColumn& column_;
  const SortedValues* sorted_;  // null: no order
  const ConditionFields& fields_;
  const ValuePlace& place_;
};

Error unknown_field(const FieldTest& test, const std::vector<std::string>& names,
                    const ValuePlace& place) {
  return value_error(ErrorCode::kConfigUnknownName, Value(test.field, test.line),
                     {fmt::format("{}.{}", place.path, test.field), place.source},
                     NoSuchName(suggestion(test.field, names)));
}

Result<Mask> mask_of(const Condition& condition, const ConditionFields& fields,
                     const ValuePlace& place) {
  Mask mask(fields.num_rows, 1);
  for (const FieldTest& test : condition.tests) {
    const RawColumn* column = fields.find(test.field);
    if (column == nullptr) return unknown_field(test, fields.names, place);
    TWOTOWER_TRY(ColumnTest(test, *column, fields, place).apply(mask));
  }
  Mask any(condition.any_of.empty() ? 0 : mask.size(), 0);
  for (const Condition& part : condition.any_of) {
    TWOTOWER_ASSIGN(const Mask passing, mask_of(part, fields, place));
    for (std::size_t row = 0; row < any.size(); ++row) any[row] |= passing[row];
  }
  for (std::size_t row = 0; row < any.size(); ++row) mask[row] &= any[row];
  for (const Condition& part : condition.negated) {
    TWOTOWER_ASSIGN(const Mask passing, mask_of(part, fields, place));
    for (std::size_t row = 0; row < mask.size(); ++row) {
      if (passing[row] != 0) mask[row] = 0;
    }
  }
  return mask;
}

}  // namespace

Result<std::vector<std::uint8_t>> passing_rows(const Condition& condition,
                                               const ConditionFields& fields,
                                               const ValuePlace& place) {
  return mask_of(condition, fields, place);
}

Result<void> check_conditions(std::span<const Condition> conditions, const ConditionFields& fields,
                              const std::string& path) {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const auto passing = passing_rows(conditions[i], fields, {fmt::format("{}[{}]", path, i), ""});
    if (!passing.ok()) return passing.error();
  }
  return {};
}

Result<void> check_fields(const Condition& condition, const std::vector<std::string>& names,
                          const ValuePlace& place) {
  for (const FieldTest& test : condition.tests) {
    if (std::ranges::find(names, test.field) == names.end()) {
      return unknown_field(test, names, place);
    }
  }
  for (const auto* parts : {&condition.any_of, &condition.negated}) {
    for (const Condition& part : *parts) TWOTOWER_TRY(check_fields(part, names, place));
  }
  return {};
}

}  // namespace twotower
