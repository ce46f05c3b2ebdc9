#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "base/line_log.h"
#include "http/http_message.h"

namespace twotower {

enum class LoggedRequests { kNone, kErrors, kAll };
constexpr auto option_names(LoggedRequests) {
  return std::array<std::string_view, 3>{"none", "errors", "all"};
}

// A JSON document a line for each request that is to be logged: {time, event: request, method,
// call, status, code?, seconds, queue_seconds, bytes, request_id?, trace_id?}. `call` is one of our
// paths, and nothing of the body is there: no ids of users. Of errors, where only they are logged,
// kMaxErrors a second are: more would tell nothing, and cost those who are answered. Of one thread
// at a time.
class RequestLog {
 public:
  static constexpr int kMaxErrors = 100;

  explicit RequestLog(LoggedRequests logged) : logged_(logged) {}

  void write(std::string_view call, const HttpRequest& request, const HttpAnswer& answer,
             double seconds);

  // Lines that were left out since nobody read in time. Thread-safe.
  std::size_t num_dropped() const { return lines_.num_dropped(); }

 private:
  bool is_logged(int status);

  LoggedRequests logged_;
  std::chrono::steady_clock::time_point second_;  // that num_errors_ counts
  int num_errors_ = 0;
  LineLog lines_;
};

// Of a traceparent (W3C Trace Context, level 1), the 32 digits of the trace; empty where a request
// has none, or one that is not of this form.
std::string_view trace_id_of(const HttpRequest& request);

}  // namespace twotower
