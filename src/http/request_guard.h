#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/http_message.h"

namespace twotower {

// What a server takes of a header, besides what its parser refuses: names by which it is known.
struct GuardOptions {
  std::vector<std::string> hosts = {"localhost", "127.0.0.1", "[::1]"};  // without ports
  bool checks_hosts = true;  // false: behind a proxy that does
};

// Refuses a header whose body two programs could read differently (request smuggling), or that a
// web page in somebody's browser could have sent (DNS rebinding, cross-site requests):
//   http.bad_request  a version other than 1.0 and 1.1; a target that does not begin with '/', or
//                     has a control character, a NUL or %00; in 1.1 not exactly one Host;
//                     Transfer-Encoding beside Content-Length, in 1.0, more than once, or other
//                     than exactly `chunked`; Content-Length more than once, or no plain number
//   http.forbidden    a Host that is not among `hosts`; an Origin of another
//   http.wrong_type   a body that is not application/json
// Seen before a byte of the body is. Thread-safe.
Result<void> check_header(const HttpRequest& header, const GuardOptions& options);

// As HTTP compares names: without regard to the case of ASCII letters.
bool are_equal_names(std::string_view a, std::string_view b);

// The value of a field, the first one if it repeats; nothing where there is none. Names are
// compared as HTTP does, without regard to case.
std::optional<std::string_view> field_of(const HttpRequest& request, std::string_view name);
std::size_t count_of(const HttpRequest& request, std::string_view name);

}  // namespace twotower
