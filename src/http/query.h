#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "http/http_message.h"

namespace twotower {

// Adds what stands in the query of a target to a map: "?version=7&mode=upsert" gives an integer and
// a text. Fails with kHttpBadRequest for what is not a query, and for a key that the map already
// has. Thread-safe.
Result<void> add_query(std::string_view target, Value& map);

// What If-Match or If-None-Match lists (RFC 9110, section 13.1): entity tags in their quotes, or *.
// Thread-safe.
std::vector<std::string> tags_of(const HttpRequest& request, std::string_view field);

}  // namespace twotower
