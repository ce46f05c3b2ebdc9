#include "features/written_list.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/blanks.h"
#include "base/parse_number.h"

namespace twotower {
namespace {

using Words = std::vector<std::string>;

constexpr std::string_view kBlanks = " \t\r\n";

bool is_quote(char c) {
  return c == '\'' || c == '"';
}

// nan among them, which is_nothing() knows.
bool is_number(std::string_view word) {
  return parse_number(word, NumberRange::kInfinite).has_value();
}

bool is_nothing(std::string_view word) {
  return word == "None" || word == "null" || word == "nan" || word == "NaN";
}

void append_character(char32_t code, std::string& text) {
  const auto more = [&](unsigned shift) {
    text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
  };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    more(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | (code >> 12U));
    more(6);
    more(0);
  } else {
    text += static_cast<char>(0xF0U | (code >> 18U));
    more(12);
    more(6);
    more(0);
  }
}

// Reads what is within the brackets.
class ListReader {
 public:
  explicit ListReader(std::string_view text) : text_(text) {}

  // `may_be_bare`: elements need no quotes.
  std::optional<Words> read(bool may_be_bare) {
    while (skip_blanks()) {
      const bool is_read = is_quoted()       ? read_quoted(words_.emplace_back())
                           : text_[0] == '{' ? read_object()
                                             : read_bare(may_be_bare);
      if (!is_read || !read_comma()) return std::nullopt;
    }
    return std::move(words_);
  }

 private:
  // False at the end.
  bool skip_blanks() {
    text_.remove_prefix(std::min(text_.size(), text_.find_first_not_of(kBlanks)));
    return !text_.empty();
  }

  // Also as Python wrote texts once: u'tea'.
  bool is_quoted() {
    const bool has_prefix = text_.size() > 1 && (text_[0] == 'u' || text_[0] == 'b');
    if (has_prefix && is_quote(text_[1])) text_.remove_prefix(1);
    return is_quote(text_[0]);
  }

  bool read_quoted(std::string& word) {
    const char quote = text_[0];
    text_.remove_prefix(1);
    while (!text_.empty() && text_[0] != quote) {
      if (text_[0] == '\\' && text_.size() > 1) {
        if (!read_escape(word)) return false;
        continue;
      }
      word += text_[0];
      text_.remove_prefix(1);
    }
    if (text_.empty()) return false;
    text_.remove_prefix(1);
    word = without_blanks(word);
    return true;
  }

  bool read_escape(std::string& word) {
    const char what = text_[1];
    text_.remove_prefix(2);
    if (what == 'u') return read_code(word);
    word += what == 'n' || what == 't' || what == 'r' ? ' ' : what;
    return true;
  }

  std::optional<char32_t> take_hex() {
    constexpr std::size_t kDigits = 4;
    std::uint32_t code = 0;
    const std::string_view digits = text_.substr(0, kDigits);
    const auto [rest, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (error != std::errc() || rest != text_.data() + kDigits) return std::nullopt;
    text_.remove_prefix(kDigits);
    return static_cast<char32_t>(code);
  }

  // \u8336, or the two halves of a character beyond 16 bits.
  bool read_code(std::string& word) {
    auto code = take_hex();
    const auto is_half = [&](char32_t first) {
      return code.has_value() && *code >= first && *code < first + 0x400;
    };
    if (is_half(0xD800)) {
      if (!text_.starts_with("\\u")) return false;
      text_.remove_prefix(2);
      const char32_t high = *code - 0xD800;
      code = take_hex();
      if (!is_half(0xDC00)) return false;
      code = 0x10000 + (high << 10U) + (*code - 0xDC00);
    } else if (is_half(0xDC00)) {
      return false;
    }
    if (code.has_value()) append_character(*code, word);
    return code.has_value();
  }

  bool read_bare(bool may_be_bare) {
    const std::size_t end = std::min(text_.find(','), text_.size());
    std::string_view word = without_blanks(text_.substr(0, end));
    if (word.empty() || word.find_first_of("[]{}()'\"") != std::string_view::npos) return false;
    text_.remove_prefix(end);
    while (!word.empty()) {  // numbers need no comma
      const std::string_view first = word.substr(0, word.find_first_of(kBlanks));
      const std::string_view taken = is_number(first) ? first : word;
      if (!may_be_bare && !is_number(taken) && !is_nothing(taken)) return false;
      if (!is_nothing(taken)) words_.emplace_back(taken);
      word = without_blanks(word.substr(taken.size()));
    }
    return true;
  }

  // One of quoted keys and single values, of which `name` is taken.
  bool read_object() {
    text_.remove_prefix(1);
    bool has_name = false;
    while (skip_blanks() && text_[0] != '}') {
      std::string key, value;
      if (!is_quoted() || !read_quoted(key) || !skip_blanks() || text_[0] != ':') return false;
      text_.remove_prefix(1);
      if (!skip_blanks() || !read_value(value) || !skip_blanks()) return false;
      if (key == "name") {
        words_.push_back(value);
        has_name = true;
      }
      if (text_[0] == ',') text_.remove_prefix(1);
    }
    if (text_.empty() || !has_name) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool read_value(std::string& value) {
    if (is_quoted()) return read_quoted(value);
    const std::size_t end = std::min(text_.find_first_of(",}[{"), text_.size());
    value = without_blanks(text_.substr(0, end));
    text_.remove_prefix(end);
    return !value.empty() && !text_.empty() && text_[0] != '[' && text_[0] != '{';
  }

  // NumPy has blanks alone between quoted elements.
  bool read_comma() {
    const bool has_blank = !text_.empty() && kBlanks.find(text_[0]) != std::string_view::npos;
    if (!skip_blanks()) return true;
    if (text_[0] != ',') return has_blank && is_quote(text_[0]);
    text_.remove_prefix(1);
    return true;
  }

  std::string_view text_;
  Words words_;
};

}  // namespace

std::optional<Words> read_written_list(std::string_view text) {
  text = without_blanks(text);
  constexpr std::string_view kOpening = "[({", kClosing = "])}";
  if (text.size() < 2) return std::nullopt;
  const std::size_t kind = kOpening.find(text.front());
  if (kind == std::string_view::npos || text.back() != kClosing[kind]) return std::nullopt;
  text.remove_prefix(1);
  text.remove_suffix(1);
  return ListReader(text).read(kind == 0);
}

}  // namespace twotower
