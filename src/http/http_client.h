#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace twotower {

// Asks a server of this machine, over one connection. Of one thread at a time.
class HttpClient {
 public:
  // Fails with kServeAddress where nobody listens.
  static Result<HttpClient> connect(std::uint16_t port);
  HttpClient(HttpClient&&) noexcept;
  ~HttpClient();

  // The body of the answer to POST, PUT or DELETE of a JSON body, which may be empty. Fails with
  // kServeAddress where the connection ends, and for an answer other than 200, which the message
  // quotes.
  Result<std::string> ask(std::string_view method, std::string_view path, std::string_view body);

 private:
  class Connection;
  explicit HttpClient(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace twotower
