#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/http_service.h"
#include "http/request_guard.h"
#include "http/request_reader.h"

namespace twotower {

// Where a server listens, and what a client may take of it. Every limit bounds memory or time.
struct ServerOptions {
  std::string address = "127.0.0.1";  // of this machine, in numbers
  std::uint16_t port = 8080;          // 0: a free one
  std::string path;                   // of a socket in the file system, in place of both
  std::size_t num_workers = 1;        // threads that answer
  GuardOptions guard;
  ReadLimits limits;

  std::size_t max_connections = 1024;
  std::size_t max_unsent_bytes = 256 << 20;  // of answers whose clients are slow to read them
  std::size_t max_queue = 1024;              // requests that wait for a worker
  std::size_t max_requests_per_connection = 10'000;
  std::chrono::milliseconds max_wait{20};        // to be expected of the last: see WorkQueue
  std::chrono::milliseconds refusal_time{33};    // until a 503 is sent: 30 a second and connection
  std::chrono::milliseconds header_time{5'000};  // from the first byte of a request
  std::chrono::milliseconds request_time{30'000};  // the same to its last byte; to write an answer
  std::chrono::milliseconds idle_time{60'000};     // between requests
  std::chrono::milliseconds connection_age{600'000};
  std::chrono::milliseconds stop_time{10'000};  // for requests under way, when it stops
};

// Serves HTTP/1.1: one thread for sockets, num_workers for answers. One request of a
// connection at a time; the next one waits in its socket. Where a limit on all is reached, the
// connection whose client is the longest to ask, or to read, is closed. Memory is bounded by
// max_connections times twice a request's bytes and by max_unsent_bytes, besides what workers use.
class HttpServer {
 public:
  // Listens once it returns. The service must outlive it. Fails with kUsageWrong for an address
  // that is none or threads that there cannot be, and with kServeAddress where it cannot listen
  // there. A socket that a killed
  // server left at the path is replaced.
  static Result<std::unique_ptr<HttpServer>> start(HttpService& service, ServerOptions options);
  // stop(), if nobody did.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;
  // Accepts nobody more, closes idle connections, lets requests under way be answered for
  // stop_time, and returns when nothing is left. Of one thread at a time.
  void stop();

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace twotower
