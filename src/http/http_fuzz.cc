#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/result.h"
#include "http/answer_language.h"
#include "http/error_answer.h"
#include "http/http_api.h"
#include "http/request_reader.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

// What a client may be told: an answer, or an error that is its own, in JSON, or that its time is
// up. Without what belongs to one answer.
std::string checked(const HttpAnswer& answer) {
  if (answer.content_type != "application/json") return "";
  auto body = parse_json(answer.body, "answer");
  if (!body.ok()) std::abort();
  const Value* error = body.value().find("error");
  const Value* code = error == nullptr ? nullptr : error->find("code");
  const bool is_refused =
      code != nullptr && (answer.status == 503 || (answer.status >= 400 && answer.status < 500));
  if (answer.status != 200 && !is_refused) std::abort();
  Value value = std::move(body).value();
  std::erase_if(std::get<Value::Map>(value.data()), [](const Value::Entry& entry) {
    return entry.key == "time" || entry.key == "request_id";
  });
  return to_json(value);
}

// All that a connection on which these bytes come, `portion` at once, is told.
std::string told(HttpApi& api, std::string_view bytes, std::size_t portion) {
  const GuardOptions guard;
  RequestReader reader({.max_header_bytes = 512, .max_header_lines = 16, .max_body_bytes = 2048},
                       guard);
  std::string told;
  const auto tell = [&](const HttpAnswer& answer) { told += checked(answer); };
  while (!bytes.empty()) {
    const auto room = reader.room();
    const std::size_t count = std::min({portion, bytes.size(), room.size()});
    std::ranges::copy(bytes.substr(0, count), room.begin());
    bytes.remove_prefix(count);
    reader.add(count);
    do {
      const auto progress = reader.read();
      if (!progress.ok()) {
        tell(answer_of(progress.error(), language_of(reader.request())));
        return told;
      }
      if (progress.value() != RequestReader::Progress::kRequest) break;
      api.answer(reader.request(), [&](const HttpAnswer& answer) {
        if (answer.after) answer.after();
        tell(answer);
      });
      if (!reader.keeps_alive()) return told;
      reader.begin_request();
    } while (reader.has_bytes());
  }
  return told;
}

}  // namespace
}  // namespace twotower

// Any bytes as what a client sends: in whatever portions they come, the same is answered. The first
// byte is the size of these.
// The name is libFuzzer's. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace twotower;  // NOLINT(google-build-using-namespace)
  static Recommender recommender = test_recommender();
  static HttpApi api(recommender, {.canary = 0.1});
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = told(api, bytes, bytes.size());
  if (told(api, bytes, 1 + std::size_t{data[0]}) != whole) std::abort();
  return 0;
}
