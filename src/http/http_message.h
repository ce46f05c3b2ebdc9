#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twotower {

// A request as it came, its body complete. Views live as long as what it was read into.
struct HttpRequest {
  int version = 11;  // 10 or 11
  std::string_view method;
  std::string_view target;                                            // "/v1/recommend?x=1"
  std::vector<std::pair<std::string_view, std::string_view>> fields;  // names in any case
  std::string_view body;
};

// What is sent back; the length is the body's, and the connection's fields are the server's.
struct HttpAnswer {
  int status = 200;
  std::string body;  // JSON
  std::vector<std::pair<std::string, std::string>> fields;
};

}  // namespace twotower
