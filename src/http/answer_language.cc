#include "http/answer_language.h"

#include <algorithm>
#include <boost/beast/http/rfc7230.hpp>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request_guard.h"

namespace twotower {
namespace {

namespace http = boost::beast::http;

struct LanguageRange {
  std::string tag;      // "zh-CN", "*"
  double weight = 1.0;  // 0: not this one
};

// Of ";q=0.8"; nothing for what is not a weight.
std::optional<double> weight_of(const http::param_list& parameters) {
  double weight = 1.0;
  for (const auto& [name, value] : parameters) {
    if (!are_equal_names({name.data(), name.size()}, "q")) continue;
    const char* end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, weight);
    const bool is_weight =
        error == std::errc() && rest == end && weight >= 0.0 && weight <= 1.0;  // no NaN is
    if (!is_weight) return std::nullopt;
  }
  return weight;
}

// Several fields are one list.
std::vector<LanguageRange> asked_languages(const HttpRequest& request) {
  std::vector<LanguageRange> ranges;
  for (const auto& [name, value] : request.fields) {
    if (!are_equal_names(name, "Accept-Language")) continue;
    // Beast gives a last one without parameters those of the one before; a comma ends that.
    const std::string list = std::string(value) + ",";
    for (const auto& [tag, parameters] : http::ext_list(list)) {
      const auto weight = weight_of(parameters);
      if (weight.has_value()) ranges.push_back({std::string(tag), *weight});
    }
  }
  return ranges;
}

// "zh-CN" is of "zh", "zhx" is not.
bool is_of(std::string_view tag, std::string_view language) {
  return are_equal_names(tag.substr(0, tag.find('-')), language);
}

// The best of those that name a language, else of "*"; null where there is none.
const LanguageRange* best_for(std::string_view language, const std::vector<LanguageRange>& ranges) {
  const auto best_of = [&](std::string_view name) {
    const LanguageRange* best = nullptr;
    for (const LanguageRange& range : ranges) {
      if (!is_of(range.tag, name)) continue;
      if (best == nullptr || range.weight > best->weight) best = &range;
    }
    return best;
  };
  const LanguageRange* named = best_of(language);
  return named != nullptr ? named : best_of("*");
}

}  // namespace

Language language_of(const HttpRequest& request) {
  const std::vector<LanguageRange> ranges = asked_languages(request);
  const LanguageRange* chinese = best_for("zh", ranges);
  const LanguageRange* english = best_for("en", ranges);
  if (chinese == nullptr || chinese->weight == 0.0) return Language::kEnglish;
  if (english == nullptr || chinese->weight > english->weight) return Language::kChinese;
  const bool is_first = chinese->weight == english->weight && chinese < english;
  return is_first ? Language::kChinese : Language::kEnglish;
}

void name_language(Language language, HttpAnswer& answer) {
  answer.fields.emplace_back("Content-Language", language == Language::kChinese ? "zh" : "en");
  answer.fields.emplace_back("Vary", "Accept-Language");
}

}  // namespace twotower
