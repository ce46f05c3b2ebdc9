#include "data/files/find_encoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/messages/data_errors.h"
#include "data/files/encoding.h"
#include "data/files/table_keys.h"

namespace twotower {
namespace {

bool is_beyond_ascii(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool most(std::size_t part, std::size_t all) {
  return all > 0 && part * 10 >= all * 9;
}

// A character may be cut at the end.
bool starts_utf8(std::string_view start) {
  constexpr std::size_t kMaxCharacter = 4;
  for (std::size_t cut = 0; cut < kMaxCharacter && cut <= start.size(); ++cut) {
    if (is_utf8(start.substr(0, start.size() - cut))) return true;
  }
  return false;
}

bool is_mostly_utf8(std::string_view start) {
  if (starts_utf8(start)) return true;
  const std::string text = Decoder(Encoding::kUtf8).decode(start, false);
  const auto unreadable = static_cast<std::size_t>(std::ranges::count(text, kUnreadable));
  const auto starts = static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0xC0; }));
  return most(starts - unreadable, starts);
}

// The rows of GB 2312 that hold punctuation, and the Chinese characters of its first level: those
// that are common, in rows 16 to 55.
bool is_common_chinese(unsigned char lead, unsigned char trail) {
  const bool is_row = (lead >= 0xA1 && lead <= 0xA3) || (lead >= 0xB0 && lead <= 0xD7);
  return is_row && trail >= 0xA1;
}

// The rows of GB 2312 that hold punctuation and Chinese characters, common or not.
bool is_simplified_chinese(unsigned char lead, unsigned char trail) {
  const bool is_row = (lead >= 0xA1 && lead <= 0xA3) || (lead >= 0xB0 && lead <= 0xF7);
  return is_row && trail >= 0xA1 && trail <= 0xFE;
}

// Letters of encodings of one byte a character (latin-1, windows-1251) begin here.
constexpr unsigned char kFirstLetter = 0xC0;

// Characters beyond ASCII, as gb18030 has them.
struct ChineseCounts {
  std::size_t all = 0, common = 0, simplified = 0;
  std::size_t no_letters = 0;  // of those with a byte that is no letter elsewhere
};

ChineseCounts count_chinese(std::string_view start) {
  ChineseCounts counts;
  for (std::size_t i = 0; i + 1 < start.size(); ++i) {
    if (!is_beyond_ascii(start[i])) continue;
    const auto lead = static_cast<unsigned char>(start[i]);
    const auto trail = static_cast<unsigned char>(start[++i]);
    ++counts.all;
    counts.common += is_common_chinese(lead, trail) ? 1 : 0;
    counts.simplified += is_simplified_chinese(lead, trail) ? 1 : 0;
    counts.no_letters += std::min(lead, trail) < kFirstLetter ? 1 : 0;
    if (trail >= '0' && trail <= '9') i += 2;  // a character of four bytes
  }
  return counts;
}

bool reads_as(const Encoding& encoding, std::string_view start) {
  return Decoder(encoding).decode(start, false).find(kUnreadable) == std::string::npos;
}

// A few words may have more of the seldom characters than the language has; then none may be
// outside GB 2312, and some must have a byte that is no letter in encodings of one byte.
bool looks_like_gb18030(std::string_view start) {
  if (!reads_as(Encoding::kGb18030, start)) return false;
  const ChineseCounts counts = count_chinese(start);
  const bool are_words = counts.all > 0 && counts.simplified == counts.all;
  const bool are_no_letters = 10 * counts.no_letters >= counts.all;
  return most(counts.common, counts.all) || (are_words && are_no_letters);
}

// Of Windows-1252: no sign such as `\xA1\xA2`, which are a comma of lists in Chinese.
bool is_western_letter(char c) {
  constexpr std::string_view kBelowC0 = "\x8A\x8C\x8E\x9A\x9C\x9E\x9F";
  return static_cast<unsigned char>(c) >= 0xC0 || kBelowC0.find(c) != std::string_view::npos;
}

bool looks_like_latin1(std::string_view start) {
  std::size_t groups = 0, likely = 0;
  for (std::size_t i = 0; i < start.size();) {
    const std::size_t begin = i;
    while (i < start.size() && is_beyond_ascii(start[i])) ++i;
    const std::size_t length = i - begin;
    if (length == 0) {
      ++i;
      continue;
    }
    const bool is_in_word =
        ((begin > 0 && is_letter(start[begin - 1])) || (i < start.size() && is_letter(start[i]))) &&
        std::ranges::all_of(start.substr(begin, length), is_western_letter);
    ++groups;
    likely += length == 1 || (length <= 3 && is_in_word) ? 1 : 0;
  }
  return most(likely, groups);
}

Encoding named(const char* name) {
  Encoding encoding(Encoding::kOther);
  encoding.other = name;
  return encoding;
}

// Most of the characters in the rows of punctuation and of the common Chinese characters.
bool looks_like_big5(std::string_view start) {
  if (!reads_as(named("big5"), start)) return false;
  std::size_t all = 0, common = 0;
  for (std::size_t i = 0; i + 1 < start.size(); ++i) {
    if (!is_beyond_ascii(start[i])) continue;
    const auto lead = static_cast<unsigned char>(start[i++]);
    ++all;
    common += lead >= 0xA1 && lead <= 0xC6 ? 1 : 0;
  }
  return most(common, all);
}

// The lines that tell an encoding, as many as ICU's detector looks at.
std::string lines_beyond_ascii(std::string_view start) {
  constexpr std::size_t kBytes = 8192;
  std::string lines;
  while (!start.empty() && lines.size() < kBytes) {
    const std::string_view line = start.substr(0, start.find('\n') + 1);
    const std::string_view whole = line.empty() ? start : line;
    if (std::ranges::any_of(whole, is_beyond_ascii)) lines += whole;
    start.remove_prefix(whole.size());
  }
  return lines;
}

// How sure ICU is of an encoding, by the frequencies of letters: 0 to 100.
class Detected {
 public:
  explicit Detected(std::string_view start) : lines_(lines_beyond_ascii(start)) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                              ucsdet_close);
    ucsdet_setText(detector.get(), lines_.data(), static_cast<std::int32_t>(lines_.size()),
                   &status);
    std::int32_t count = 0;
    const UCharsetMatch** const matches = ucsdet_detectAll(detector.get(), &count, &status);
    for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
      const char* const name = ucsdet_getName(matches[i], &status);
      found_.emplace_back(name, ucsdet_getConfidence(matches[i], &status));
    }
  }

  std::int32_t confidence(const Encoding& encoding) const {
    std::int32_t best = 0;
    for (const auto& [name, confidence] : found_) {
      const bool is_it = ucnv_compareNames(name.c_str(), icu_name(encoding).c_str()) == 0 ||
                         (encoding == Encoding::kLatin1 && name == "ISO-8859-1");
      if (is_it) best = std::max(best, confidence);
    }
    return best;
  }

 private:
  std::string lines_;
  std::vector<std::pair<std::string, std::int32_t>> found_;
};

std::string setting_field(std::string_view option) {
  return fmt::format("{}.encoding", settings_key(option));
}

Error no_text(std::string_view option, Message why) {
  return {ErrorCode::kDataWrongFormat, setting_field(option), std::move(why)};
}

// Lines beyond ASCII, counted from 1: the first that is UTF-8, and the first that is not; 0: none.
struct LinesByUtf8 {
  std::size_t first = 0, first_other = 0;
  std::string others;  // of the start
};

LinesByUtf8 lines_by_utf8(std::string_view start) {
  LinesByUtf8 lines;
  for (std::size_t number = 1; !start.empty(); ++number) {
    const std::string_view line = start.substr(0, start.find('\n'));
    start.remove_prefix(std::min(start.size(), line.size() + 1));
    if (std::ranges::none_of(line, is_beyond_ascii)) continue;
    const bool is_text = is_utf8(line);
    std::size_t& first = is_text ? lines.first : lines.first_other;
    if (first == 0) first = number;
    if (!is_text) lines.others.append(line).append("\n");
  }
  return lines;
}

std::string setting_of(std::string_view option, std::string_view encoding) {
  return fmt::format("{}.encoding={}", settings_key(option), encoding);
}

Result<Encoding> encoding_of_bytes(std::string_view start, const std::string& path,
                                   std::string_view option) {
  const bool is_chinese = looks_like_gb18030(start);
  const bool is_western = looks_like_latin1(start);
  if (is_chinese != is_western)
    return Encoding(is_chinese ? Encoding::kGb18030 : Encoding::kLatin1);
  const std::vector<std::string> fitting = fitting_encodings(start);
  const std::string first = setting_of(option, fitting[0]);
  if (const LinesByUtf8 lines = lines_by_utf8(start); lines.first > 0) {
    return Error{ErrorCode::kDataAmbiguousEncoding, setting_field(option),
                 EncodingsMixed(path_key(option), path, lines.first, lines.first_other,
                                fitting_encodings(lines.others)[0])};
  }
  const std::vector<std::string> two = {"gb18030", "latin-1"};
  return Error{ErrorCode::kDataAmbiguousEncoding, setting_field(option),
               is_chinese ? Message(EncodingAmbiguous(path_key(option), path, two,
                                                      setting_of(option, two[0]),
                                                      setting_of(option, two[1])))
                          : Message(EncodingUnknown(path_key(option), path, first, fitting))};
}

}  // namespace

std::vector<std::string> fitting_encodings(std::string_view start) {
  const Encoding known[] = {Encoding::kUtf8,   Encoding::kGb18030,   named("big5"),
                            named("euc-kr"),   named("shift_jis"),   named("euc-jp"),
                            Encoding::kLatin1, named("windows-1251")};
  const Detected detected(start);
  constexpr std::int32_t kSure = 100;  // ICU's best: it has no better grounds than we
  std::vector<std::pair<std::int32_t, std::string>> fitting;
  for (const Encoding& encoding : known) {
    if (!reads_as(encoding, start)) continue;
    const bool is_likely = (encoding == Encoding::kGb18030 && looks_like_gb18030(start)) ||
                           (encoding.name() == "big5" && looks_like_big5(start)) ||
                           (encoding == Encoding::kLatin1 && looks_like_latin1(start));
    fitting.emplace_back(is_likely ? kSure : detected.confidence(encoding), encoding.name());
  }
  std::ranges::stable_sort(fitting, std::ranges::greater(),
                           &std::pair<std::int32_t, std::string>::first);
  constexpr std::size_t kNamed = 4;  // the others fit by chance
  std::vector<std::string> names;
  for (auto& [confidence, name] : fitting) {
    if (names.size() < kNamed) names.push_back(std::move(name));
  }
  return names;
}

Message with_other_encodings(Message problem, const Encoding& read_as, std::string_view start,
                             std::string_view option) {
  const bool is_a_slip = read_as == Encoding::kUtf8 && is_mostly_utf8(start);
  std::vector<std::string> others = fitting_encodings(start);
  std::erase(others, read_as.name());
  if (is_a_slip || others.empty()) return problem;
  const std::string first = setting_of(option, others[0]);
  return OfOtherEncoding(std::move(problem), std::move(others), first);
}

std::optional<Encoding> doubted_for(const Encoding& given, std::string_view start) {
  if (given == Encoding::kAuto || std::ranges::none_of(start, is_beyond_ascii)) return std::nullopt;
  if (given == Encoding::kUtf8 || given == Encoding::kUtf16) return std::nullopt;
  if (starts_utf8(start)) return Encoding(Encoding::kUtf8);
  const bool is_chinese =
      given != Encoding::kGb18030 && looks_like_gb18030(start) && !looks_like_latin1(start);
  if (!is_chinese) return std::nullopt;
  const Detected detected(start);
  constexpr std::int32_t kUnsure = 25;  // ICU of the letters of a few words, whatever they are
  const std::int32_t sure = detected.confidence(given);
  const bool agrees = sure < kUnsure || sure <= detected.confidence(Encoding::kGb18030);
  return agrees ? std::optional<Encoding>(Encoding::kGb18030) : std::nullopt;
}

Result<Encoding> find_encoding(const Encoding& given, std::string_view start,
                               const std::string& path, std::string_view option) {
  const std::string table = path_key(option);
  const bool has_utf16_mark = start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF");
  if (given == Encoding::kUtf16 && !has_utf16_mark) {
    return no_text(option,
                   TableNotUtf16(table, path, setting_of(option, fitting_encodings(start)[0])));
  }
  if (start.starts_with("PK\x03\x04") || start.starts_with("\xD0\xCF\x11\xE0")) {
    return no_text(option, TableIsArchive(table, path));
  }
  if (given != Encoding::kAuto) return given;
  if (has_utf16_mark) return Encoding(Encoding::kUtf16);
  if (static_cast<std::size_t>(std::ranges::count(start, '\0')) * 10 > start.size()) {
    return no_text(option, TableIsBinary(table, path));
  }
  if (start.starts_with(kUtf8Mark) || is_mostly_utf8(start)) return Encoding(Encoding::kUtf8);
  return encoding_of_bytes(start, path, option);
}

}  // namespace twotower
