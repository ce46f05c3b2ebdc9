#include "data/column_profile.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/messages/data_errors.h"
#include "base/parse_number.h"
#include "base/time_forms.h"
#include "data/id_column.h"
#include "data/interactions.h"
#include "data/moment_range.h"
#include "data/time_column.h"
#include "features/kinds/text.h"
#include "features/written_list.h"

namespace twotower {
namespace {

constexpr std::size_t kLookedAt = 10'000;
constexpr std::uint32_t kNoCode = std::numeric_limits<std::uint32_t>::max();
constexpr std::array<std::string_view, 10> kSeparators = {"|", ";",  ",",  "/",  ">",
                                                          " ", "、", "，", "；", "／"};
constexpr std::uint64_t kOften = 5;  // times that a part comes

// The values of rows as numbers from 0 on, equal ones alike; kNoCode for a missing one.
struct Codes {
  std::vector<std::uint32_t> of_row;
  std::uint32_t count = 0;
};

template <typename Key, typename KeyOf>
Codes number_rows(const RawColumn& column, KeyOf&& key_of) {
  absl::flat_hash_map<Key, std::uint32_t> known;
  Codes codes;
  codes.of_row.reserve(column.num_rows());
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    if (column.missing_row(row)) {
      codes.of_row.push_back(kNoCode);
      continue;
    }
    const auto next = static_cast<std::uint32_t>(known.size());
    codes.of_row.push_back(known.try_emplace(key_of(row), next).first->second);
  }
  codes.count = static_cast<std::uint32_t>(known.size());
  return codes;
}

Codes codes_of(const RawColumn& column) {
  if (!column.list_offsets.empty()) {
    return number_rows<std::string>(column, [&](std::size_t row) {
      const auto [first, end] = column.values_of(row);
      std::string list;
      for (std::size_t i = first; i < end; ++i) list += text_of(column, i) + '\x1f';
      return list;
    });
  }
  return std::visit(
      [&]<typename Values>(const Values& values) {
        using Key = std::decay_t<decltype(values[0])>;
        return number_rows<Key>(column, [&](std::size_t row) { return values[row]; });
      },
      column.values);
}

// NaN is a missing value, as it is wherever columns are read for more than a look.
void make_nan_missing(RawColumn& column) {
  const auto* numbers = std::get_if<Array<double>>(&column.values);
  for (std::size_t i = 0; numbers != nullptr && i < numbers->size(); ++i) {
    if (!std::isnan((*numbers)[i])) continue;
    column.is_missing.resize(numbers->size(), 0);
    column.is_missing.edit()[i] = 1;
  }
}

// Rows of `column` that have a value, from all over it.
std::vector<std::uint64_t> rows_to_look_at(const RawColumn& column) {
  const std::size_t step = std::max<std::size_t>(1, column.num_rows() / kLookedAt);
  std::vector<std::uint64_t> rows;
  for (std::size_t row = 0; row < column.num_rows() && rows.size() < kLookedAt; row += step) {
    if (!column.missing_row(row)) rows.push_back(row);
  }
  return rows;
}

bool is_number(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return parse_number(text, NumberRange::kInfinite).has_value();
}

bool is_mail(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find(' ') == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos;
}

// +86 138 0013 8000, (030) 123-4567, 13800138000: eight digits or more with signs of a phone
// number between, or eleven as Chinese mobile numbers have.
bool is_phone(std::string_view text) {
  std::size_t digits = 0, signs = 0;
  for (const char c : text) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    const bool is_sign = c == '+' || c == '-' || c == ' ' || c == '(' || c == ')';
    if (!is_digit && !is_sign) return false;
    ++(is_digit ? digits : signs);
  }
  if (signs == 0) return digits == 11 && text[0] == '1' && text[1] >= '3';
  return digits >= 9 && digits <= 15;
}

bool is_url(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.");
}

std::size_t count_words(std::string_view text) {
  const bool is_code = std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && std::isspace(static_cast<unsigned char>(c)) == 0;
  });
  if (is_code) return 1;
  const auto words = words_of(text);
  return words.ok() ? words.value().size() : 1;
}

double share(std::size_t count, std::size_t all) {
  return all == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(all);
}

using Texts = std::vector<std::string>;

std::vector<std::string_view> cut(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    std::string_view part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

// Where equal parts of texts stand, and how often.
class PlacesOfParts {
 public:
  // The parts of one text.
  void add(const std::vector<std::string_view>& parts) {
    for (std::size_t place = 0; place < parts.size(); ++place) {
      std::vector<std::uint64_t>& counts = counts_[parts[place]];
      if (counts.size() <= place) counts.resize(place + 1, 0);
      ++counts[place];
    }
    auto sorted = parts;
    std::ranges::sort(sorted);
    twice_ += std::ranges::adjacent_find(sorted) == sorted.end() ? 0 : 1;
  }

  void tell(PartsProfile& profile) const {
    std::uint64_t placed = 0, seldom = 0;
    for (const auto& [part, counts] : counts_) {
      placed += *std::ranges::max_element(counts);
      seldom += std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) < kOften ? 1 : 0;
    }
    profile.distinct_parts = counts_.size();
    profile.placed_share = share(placed, profile.parts);
    profile.seldom_share = share(seldom, counts_.size());
    profile.twice = twice_;
  }

 private:
  absl::flat_hash_map<std::string_view, std::vector<std::uint64_t>> counts_;  // by place
  std::uint64_t twice_ = 0;
};

using Parts = std::vector<std::string_view>;

// `parts_of` each text.
PartsProfile profile_parts(const Texts& texts, std::string_view separator, auto&& parts_of) {
  PartsProfile profile{.separator = std::string(separator)};
  absl::flat_hash_set<std::string_view> firsts;
  PlacesOfParts places;
  std::size_t num_cut = 0, num_numbers = 0, num_integers = 0, num_words = 0;
  profile.min_parts = texts.empty() ? 0 : std::numeric_limits<std::uint64_t>::max();
  for (const std::string& text : texts) {
    num_cut += text.find(separator) != std::string::npos ? 1 : 0;
    const Parts& parts = parts_of(text);
    profile.min_parts = std::min<std::uint64_t>(profile.min_parts, parts.size());
    profile.max_parts = std::max<std::uint64_t>(profile.max_parts, parts.size());
    profile.parts += parts.size();
    if (!parts.empty()) firsts.insert(parts[0]);
    places.add(parts);
    for (const std::string_view part : parts) {
      const bool is_one = is_number(part);
      num_numbers += is_one ? 1 : 0;
      num_integers += is_one && part.find_first_of(".eE") == std::string_view::npos ? 1 : 0;
      num_words += static_cast<std::size_t>(std::ranges::count(part, ' ')) + 1;
    }
  }
  profile.cut_share = share(num_cut, texts.size());
  places.tell(profile);
  profile.distinct_firsts = firsts.size();
  profile.number_share = share(num_numbers, profile.parts);
  profile.integer_share = share(num_integers, profile.parts);
  profile.words_per_part = share(num_words, profile.parts);
  return profile;
}

// Nothing where some are no lists.
std::optional<PartsProfile> profile_written_lists(const Texts& texts) {
  std::vector<std::vector<std::string>> lists;
  for (const std::string& text : texts) {
    const bool is_missing = is_missing_word(text);
    auto list = is_missing ? std::optional(std::vector<std::string>()) : read_written_list(text);
    if (!list.has_value()) return std::nullopt;
    lists.push_back(*std::move(list));
  }
  if (std::ranges::all_of(lists, [](const auto& list) { return list.empty(); })) {
    return std::nullopt;
  }
  std::size_t next = 0;
  PartsProfile profile = profile_parts(texts, kWrittenLists, [&](const std::string& /*text*/) {
    const auto& list = lists[next++];
    return Parts(list.begin(), list.end());
  });
  profile.cut_share = 1.0;
  return profile;
}

void profile_texts(const Texts& texts, ColumnProfile& profile) {
  std::size_t num_mails = 0, num_phones = 0, num_urls = 0, num_words = 0, num_times = 0;
  const AllowedTimes allowed;
  for (const std::string& text : texts) {
    num_mails += is_mail(text) ? 1 : 0;
    num_phones += is_phone(text) ? 1 : 0;
    num_urls += is_url(text) ? 1 : 0;
    num_words += count_words(text);
    num_times += has_form_of_time(text) || is_spreadsheet_time(text, allowed) ? 1 : 0;
  }
  profile.mail_share = share(num_mails, texts.size());
  profile.phone_share = share(num_phones, texts.size());
  profile.url_share = share(num_urls, texts.size());
  profile.words = share(num_words, texts.size());
  if (profile.is_list) return;
  profile.time_form_share = share(num_times, texts.size());
  if (profile.type != "text") return;
  if (auto lists = profile_written_lists(texts)) {
    profile.parts.push_back(*std::move(lists));
    return;
  }
  for (const std::string_view separator : kSeparators) {
    profile.parts.push_back(profile_parts(
        texts, separator, [&](const std::string& text) { return cut(text, separator); }));
  }
}

void profile_times(const RawColumn& values, ColumnProfile& profile) {
  if (profile.is_timestamp) {
    profile.time_share = 1.0;
    profile.time_unit = TimeUnit::kMicroseconds;
    return;
  }
  BadRows bad(SkipOptions{.max = static_cast<std::int64_t>(values.num_rows())}, "");
  UsableRows usable(bad, values.num_rows());
  const ColumnPlace place{"", "", profile.name};
  auto times = to_times(values, {}, place, usable);
  // Which order they have is a matter of all rows.
  if (!times.ok() && times.error().message.key() == DateOrderUnknown::kKey) {
    times = to_times(values, {.order = DateOrder::kDayFirst}, place, usable);
  }
  if (!times.ok()) return;
  // Those left out may be among those missing.
  std::size_t num_times = 0;
  for (const std::int64_t time : times.value().times) num_times += time != kMissingTime ? 1 : 0;
  profile.time_share = share(num_times, num_times + bad.count());
  profile.time_unit = times.value().unit;
  profile.time_pattern = times.value().pattern;
}

void profile_range(const RawColumn& column, ColumnProfile& profile) {
  bool is_first = true;
  const auto add = [&](double value) {
    profile.min = is_first ? value : std::min(profile.min, value);
    profile.max = is_first ? value : std::max(profile.max, value);
    is_first = false;
  };
  for (std::size_t i = 0; i < column.num_values(); ++i) {
    if (column.missing(i)) continue;
    if (const auto* integers = std::get_if<0>(&column.values)) {
      add(static_cast<double>((*integers)[i]));
    } else if (const auto* numbers = std::get_if<1>(&column.values)) {
      add((*numbers)[i]);
    }
  }
}

void profile_lists(const RawColumn& column, ColumnProfile& profile) {
  profile.min_length = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const auto [first, end] = column.values_of(row);
    if (first == end) continue;
    profile.min_length = std::min<std::uint64_t>(profile.min_length, end - first);
    profile.max_length = std::max<std::uint64_t>(profile.max_length, end - first);
  }
  if (profile.max_length == 0) profile.min_length = 0;
}

ColumnProfile profile_column(const std::string& name, const RawColumn& column, bool is_timestamp) {
  ColumnProfile profile{.name = name,
                        .type = column.type_name(),
                        .is_list = !column.list_offsets.empty(),
                        .is_timestamp = is_timestamp,
                        .rows = column.num_rows()};
  const Codes codes = codes_of(column);
  profile.distinct = codes.count;
  profile.missing = static_cast<std::uint64_t>(std::ranges::count(codes.of_row, kNoCode));
  profile.is_whole = are_whole_numbers(column);
  profile.numbers = numbers_written_in(column);
  profile_range(column, profile);
  if (profile.is_list) profile_lists(column, profile);
  const RawColumn looked_at = column.take(rows_to_look_at(column));
  Texts texts;
  for (std::size_t i = 0; i < std::min(looked_at.num_values(), kLookedAt); ++i) {
    if (!looked_at.missing(i)) texts.push_back(text_of(looked_at, i));
  }
  if (!profile.is_list) profile_times(looked_at, profile);
  profile_texts(texts, profile);
  return profile;
}

std::vector<WantedColumn> wanted_of(const std::vector<std::string>& names) {
  std::vector<WantedColumn> wanted;
  for (const std::string& name : names) wanted.push_back({name});
  return wanted;
}

// All of these columns together; if that cannot be, those that can be read alone.
Result<TableProfile> read_profiled(const TableOptions& options, const TableForm& form,
                                   const std::vector<std::string>& names, std::string_view option,
                                   std::uint64_t max_rows) {
  TableProfile profile{.path = options.path};
  auto all = read_table(options, form, wanted_of(names), option, max_rows);
  if (all.ok()) {
    profile.read = std::move(all).value();
    return profile;
  }
  std::vector<std::string> readable;
  for (const std::string& name : names) {
    const auto alone = read_table(options, form, {{.name = name}}, option, max_rows);
    const bool is_said_wrongly = !alone.ok() && options.encoding != Encoding::kAuto &&
                                 alone.error().field.ends_with(".encoding");
    if (is_said_wrongly) return alone.error();
    (alone.ok() ? readable : profile.unreadable).push_back(name);
  }
  if (readable.empty()) return all.error();
  TWOTOWER_ASSIGN(profile.read, read_table(options, form, wanted_of(readable), option, max_rows));
  return profile;
}

}  // namespace

double ColumnProfile::missing_share() const {
  return share(missing, rows);
}

const PartsProfile* ColumnProfile::find_parts(std::string_view separator) const {
  const auto found = std::ranges::find(parts, separator, &PartsProfile::separator);
  return found == parts.end() ? nullptr : &*found;
}

std::optional<std::string> vector_separator(const ColumnProfile& column, std::uint64_t min_length) {
  constexpr double kNearlyAll = 0.99;
  for (const std::string_view separator : {kWrittenLists, {","}, {";"}, {"|"}, {" "}}) {
    const PartsProfile* parts = column.find_parts(separator);
    if (parts == nullptr || parts->min_parts != parts->max_parts) continue;
    if (parts->max_parts >= min_length && parts->number_share >= kNearlyAll) {
      return std::string(separator == kWrittenLists ? "," : separator);
    }
  }
  return std::nullopt;
}

const ColumnProfile* TableProfile::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &ColumnProfile::name);
  return found == columns.end() ? nullptr : &*found;
}

Result<TableProfile> profile_table(const TableOptions& options, const TableForm& form,
                                   std::string_view option, std::uint64_t max_rows,
                                   const std::vector<std::string>& except) {
  std::vector<std::string> names = form.names;
  std::erase_if(names,
                [&](const std::string& name) { return std::ranges::count(except, name) > 0; });
  TWOTOWER_ASSIGN(TableProfile profile, read_profiled(options, form, names, option, max_rows));
  Table& table = profile.read.table;
  for (RawColumn& column : table.columns) make_nan_missing(column);
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    profile.columns.push_back(
        profile_column(table.names[c], table.columns[c], profile.read.is_timestamp[c] != 0));
  }
  return profile;
}

Constancy constancy_of(const RawColumn& keys, const RawColumn& values) {
  const Codes key_codes = codes_of(keys);
  const Codes value_codes = codes_of(values);
  std::vector<std::uint64_t> pairs;  // key, then value
  std::vector<double> counts(value_codes.count, 0.0);
  for (std::size_t row = 0; row < key_codes.of_row.size(); ++row) {
    const std::uint32_t key = key_codes.of_row[row], value = value_codes.of_row[row];
    if (key == kNoCode || value == kNoCode) continue;
    pairs.push_back(std::uint64_t{key} << 32 | value);
    ++counts[value];
  }
  std::ranges::sort(pairs);
  Constancy constancy;
  double rows = 0, modes = 0, equal = 0, all = 0;  // the last two of pairs of rows of one key
  for (std::size_t first = 0, end = 0; first < pairs.size(); first = end) {
    double most = 0, equal_here = 0;
    for (std::size_t i = first; i < pairs.size() && pairs[i] >> 32 == pairs[first] >> 32; i = end) {
      while (end < pairs.size() && pairs[end] == pairs[i]) ++end;
      const auto count = static_cast<double>(end - i);
      most = std::max(most, count);
      equal_here += count * (count - 1);
    }
    const auto count = static_cast<double>(end - first);
    if (count < 2) continue;
    rows += count;
    modes += most;
    equal += equal_here;
    all += count * (count - 1);
  }
  if (rows == 0) return constancy;
  constancy.rows = static_cast<std::uint64_t>(rows);
  constancy.constant_share = modes / rows;
  const auto total = static_cast<double>(pairs.size());
  double chance = 0;
  for (const double count : counts) chance += count * (count - 1) / (total * (total - 1));
  constancy.told = chance >= 1.0 ? 0.0 : std::max(0.0, (equal / all - chance) / (1.0 - chance));
  return constancy;
}

}  // namespace twotower
