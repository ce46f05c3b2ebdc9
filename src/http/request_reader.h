#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/result.h"
#include "http/http_message.h"
#include "http/request_guard.h"

namespace twotower {

// What one request may take. Beyond it: http.too_large.
struct ReadLimits {
  std::size_t max_header_bytes = 16 << 10;  // also of the lines between and behind chunks
  std::size_t max_header_lines = 128;
  std::size_t max_body_bytes = 1 << 20;
};

// One request after the other from the bytes of a connection, which it is given in any portions;
// no sockets here. What follows a request stays until the next one is begun. Memory: twice the
// bytes of the limits, and a hundred a header line. Of one thread at a time.
class RequestReader {
 public:
  enum class Progress { kHeader, kBody, kRequest };

  // The guard's options must outlive it.
  RequestReader(const ReadLimits& limits, const GuardOptions& guard);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Room for bytes, and how many of them came. Room is invalid after any other call.
  std::span<char> room();
  void add(std::size_t num_bytes);
  // Whether there are bytes that belong to no request yet.
  bool has_bytes() const;

  // Reads what there is, up to the end of one request: kHeader or kBody where more of it must
  // come. Fails with http.too_large, with http.bad_request for what is no HTTP/1.1, and, before a
  // byte of the body is read, as check_header() does; where the request ends is not known then,
  // and nothing more can be read.
  Result<Progress> read();

  // From kBody on; the body from kRequest on; of what was refused as far as it was read. Valid
  // until the next request is begun. Fields behind a body (trailers) are not among its fields.
  const HttpRequest& request() const;
  // From kBody on: whether the client may send another request on this connection.
  bool keeps_alive() const;
  // In kBody: whether the client waits for "100 Continue" before it sends the body.
  bool expects_continue() const;

  void begin_request();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twotower
