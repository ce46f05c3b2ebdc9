#include "http/path_id.h"

#include <unicode/unistr.h>

#include <boost/url/pct_string_view.hpp>
#include <optional>
#include <string>

#include "base/blanks.h"
#include "base/messages/http_errors.h"

namespace twotower {
namespace {

constexpr std::string_view kId = "{id}";

// What stands in the place of {id}; it is not empty, and no more than one part of the path.
std::optional<std::string_view> encoded_id(std::string_view path, std::string_view form) {
  const std::size_t place = form.find(kId);
  if (place == std::string_view::npos) return std::nullopt;
  const std::string_view before = form.substr(0, place), after = form.substr(place + kId.size());
  if (path.size() <= before.size() + after.size()) return std::nullopt;
  if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
  const auto id = path.substr(place, path.size() - before.size() - after.size());
  return id.find('/') == std::string_view::npos ? std::optional(id) : std::nullopt;
}

bool is_utf8(const std::string& text) {
  std::string again;
  icu::UnicodeString::fromUTF8(text).toUTF8String(again);
  return again == text;
}

}  // namespace

bool has_form(std::string_view path, std::string_view form) {
  return path == form || encoded_id(path, form).has_value();
}

Result<Id> id_in_path(std::string_view path, std::string_view form) {
  const auto encoded = boost::urls::make_pct_string_view(encoded_id(path, form).value_or(""));
  if (encoded.has_value()) {
    const std::string text = encoded.value().decode();
    const std::string_view id = without_blanks(text);
    if (!id.empty() && is_utf8(text)) return Id(std::string(id));
  }
  return Error{ErrorCode::kHttpBadRequest, "path", HttpPathIdMalformed()};
}

}  // namespace twotower
