#pragma once

#include <atomic>
#include <functional>

#include "base/result.h"
#include "http/http_message.h"
#include "http/server_metrics.h"

namespace twotower {

// What a server asks to answer its requests. Thread-safe, with on_answer() called by one thread at
// a time.
class HttpService {
 public:
  HttpService() = default;
  virtual ~HttpService() = default;
  HttpService(const HttpService&) = delete;
  HttpService& operator=(const HttpService&) = delete;

  // Whether a request may be read to its end, by its header. Of the thread for sockets, so quick.
  // Fails with what the client is told.
  virtual Result<void> check(const HttpRequest& header) const = 0;
  // Whether a request is answered by the thread for sockets at once, however many wait.
  virtual bool is_quick(const HttpRequest& request) const = 0;
  // Gives the answer to `reply`, once, at once or later from any thread; until then the request
  // lives. Of all workers at once.
  using Reply = std::function<void(HttpAnswer)>;
  virtual void answer(const HttpRequest& request, Reply reply) = 0;
  // That an answer, or a refusal of the server itself, is to be sent; fields may be added. Of a
  // request that was not read so far, method and target are empty. Of the thread for sockets, so
  // quick.
  virtual void on_answer(const HttpRequest& request, HttpAnswer& answer) = 0;

  ServerCounts counts;  // which the server keeps
  // Set by it once nobody waits for answers any more: what takes long may end without one.
  std::atomic<bool> gives_up = false;
};

}  // namespace twotower
