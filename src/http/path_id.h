#pragma once

#include <string_view>

#include "base/result.h"
#include "features/id_map.h"

namespace twotower {

// Whether a path has a form: "/v1/users/u7:merge" has "/v1/users/{id}:merge"; one without {id} has
// itself alone. Thread-safe.
bool has_form(std::string_view path, std::string_view form);

// The id in a path of that form, a text: "%2F" in it is "/". Fails with kHttpBadRequest where it is
// no text in percent-encoding (RFC 3986, section 2.1). Thread-safe.
Result<Id> id_in_path(std::string_view path, std::string_view form);

}  // namespace twotower
