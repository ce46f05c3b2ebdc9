#include "http/query.h"

#include <boost/url/parse.hpp>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/messages/http_errors.h"
#include "http/request_guard.h"

namespace twotower {
namespace {

Value value_of(std::string text) {
  std::int64_t integer = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, integer);
  if (!text.empty() && error == std::errc() && rest == end) return Value(integer);
  return Value(std::move(text));
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

Result<void> add_query(std::string_view target, Value& map) {
  const std::size_t mark = target.find('?');
  auto* entries = std::get_if<Value::Map>(&map.data());
  if (mark == std::string_view::npos || mark + 1 == target.size()) return {};
  const auto url = boost::urls::parse_origin_form(target);
  if (!url || entries == nullptr) {
    return Error{ErrorCode::kHttpBadRequest, "query", HttpQueryMalformed("?version=7&mode=upsert")};
  }
  for (const auto parameter : url->params()) {
    if (map.find(parameter.key) != nullptr) {
      return Error{ErrorCode::kHttpBadRequest, parameter.key, HttpQueryDuplicate(parameter.key)};
    }
    entries->push_back({parameter.key, value_of(parameter.value)});
  }
  return {};
}

std::vector<std::string> tags_of(const HttpRequest& request, std::string_view field) {
  std::vector<std::string> tags;
  for (const auto& [name, value] : request.fields) {
    if (!are_equal_names(name, field)) continue;
    std::string_view rest = value;
    while (true) {
      const std::size_t comma = rest.find(',');
      tags.emplace_back(trimmed(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return tags;
}

}  // namespace twotower
