#pragma once

#include "http/http_message.h"
#include "serve/recommender.h"

namespace twotower {

// Requests by HTTP, from bytes to bytes: no sockets here. Everything is thread-safe, as the
// Recommender is.
//   POST /v1/recommend, /v1/similar, /v1/score, /v1/why   what request_forms.h reads
//   POST /v1/recommend:batch   {requests: [...]}: {answers: [...]}, each an answer or {error}
//   GET  /livez, /readyz, /healthz
// Anything else is 404, and a method that a path has not is 405.
class HttpApi {
 public:
  static constexpr std::size_t kMaxBatch = 256;  // requests of a batch

  // The recommender must outlive it.
  explicit HttpApi(const Recommender& recommender) : recommender_(recommender) {}

  HttpAnswer answer(const HttpRequest& request) const;

 private:
  const Recommender& recommender_;
};

}  // namespace twotower
