#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace twotower {

// A request as it came, its body complete. Views live as long as what it was read into.
struct HttpRequest {
  int version = 11;  // 10 or 11
  std::string_view method;
  std::string_view target;                                            // "/v1/recommend?x=1"
  std::vector<std::pair<std::string_view, std::string_view>> fields;  // names in any case
  std::string_view body;
  std::chrono::steady_clock::time_point first_byte;
  double queue_seconds = 0.0;  // that it waited for a thread
};

// What is sent back; the length is the body's, and the connection's fields are the server's.
struct HttpAnswer {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> fields = {};
  std::string content_type = "application/json";
  std::string request_id = {};       // empty: none was made yet
  std::optional<Error> error = {};   // what the body tells
  std::function<void()> after = {};  // for the thread that made it, once it is on its way
};

}  // namespace twotower
