#include "http/request_log.h"

#include <algorithm>
#include <chrono>

#include "base/json.h"
#include "base/timestamp.h"
#include "http/request_guard.h"

namespace twotower {
namespace {

Value text_value(std::string_view words) {
  return Value(std::string(words));
}

bool is_hex(std::string_view digits) {
  return std::ranges::all_of(
      digits, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// One that we know: others are the client's own words.
std::string_view known_method(std::string_view method) {
  for (const std::string_view known :
       {"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    if (method == known) return known;
  }
  return method.empty() ? "" : "other";
}

}  // namespace

std::string_view trace_id_of(const HttpRequest& request) {
  // 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01; later versions may have more behind.
  constexpr std::size_t kTraceAt = 3, kTraceSize = 32, kSpanAt = 36, kSpanSize = 16, kSize = 55;
  const std::string_view parent = field_of(request, "traceparent").value_or("");
  if (parent.size() < kSize || parent[2] != '-' || parent[kSpanAt - 1] != '-' ||
      parent[kSpanAt + kSpanSize] != '-') {
    return {};
  }
  const std::string_view trace = parent.substr(kTraceAt, kTraceSize);
  const bool is_valid = is_hex(parent.substr(0, 2)) && !parent.starts_with("ff") && is_hex(trace) &&
                        is_hex(parent.substr(kSpanAt, kSpanSize)) &&
                        trace.find_first_not_of('0') != std::string_view::npos;
  return is_valid ? trace : std::string_view();
}

bool RequestLog::is_logged(int status) {
  if (logged_ != LoggedRequests::kErrors) return logged_ == LoggedRequests::kAll;
  if (status < 400) return false;
  const auto now = std::chrono::steady_clock::now();
  if (now - second_ >= std::chrono::seconds(1)) {
    second_ = now;
    num_errors_ = 0;
  }
  return ++num_errors_ <= kMaxErrors;
}

void RequestLog::write(std::string_view call, const HttpRequest& request, const HttpAnswer& answer,
                       double seconds) {
  if (!is_logged(answer.status)) return;
  Value::Map line{{"time", text_value(to_string(current_time()))},
                  {"event", text_value("request")},
                  {"method", text_value(known_method(request.method))},
                  {"call", text_value(call)},
                  {"status", Value(std::int64_t{answer.status})}};
  if (answer.error.has_value())
    line.push_back({"code", text_value(forms_of(answer.error->code).name)});
  line.push_back({"seconds", Value(seconds)});
  line.push_back({"queue_seconds", Value(request.queue_seconds)});
  line.push_back({"bytes", Value(static_cast<std::int64_t>(answer.body.size()))});
  if (!answer.request_id.empty()) line.push_back({"request_id", text_value(answer.request_id)});
  const std::string_view trace = trace_id_of(request);
  if (!trace.empty()) line.push_back({"trace_id", text_value(trace)});
  lines_.write(to_json(Value(std::move(line)), JsonLayout::kOneLine));
}

}  // namespace twotower
