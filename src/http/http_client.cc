#include "http/http_client.h"

#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <utility>

#include "base/messages/http_errors.h"

namespace twotower {
namespace {

Error lost(const std::string& why) {
  return {ErrorCode::kServeAddress, "", ServerSilent(why)};
}

}  // namespace

class HttpClient::Connection {
 public:
  Result<void> connect(std::uint16_t port) {
    boost::system::error_code code;
    if (socket_.connect({boost::asio::ip::address_v4::loopback(), port}, code)) {
      return lost(code.message());
    }
    if (socket_.set_option(boost::asio::ip::tcp::no_delay(true), code)) return lost(code.message());
    return {};
  }

  Result<std::string> ask(std::string_view method, std::string_view path, std::string_view body) {
    namespace http = boost::beast::http;
    http::request<http::string_body> request;
    request.method_string({method.data(), method.size()});
    request.target({path.data(), path.size()});
    request.body() = body;
    request.set(http::field::host, "localhost");
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    boost::system::error_code code;
    http::write(socket_, request, code);
    http::response<http::string_body> response;
    if (!code) http::read(socket_, buffer_, response, code);
    if (code) return lost(code.message());
    if (response.result() == http::status::ok) return std::move(response.body());
    return lost(fmt::format("{} {}", response.result_int(), response.body()));
  }

 private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  boost::beast::flat_buffer buffer_;
};

HttpClient::HttpClient(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::connect(std::uint16_t port) {
  auto connection = std::make_unique<Connection>();
  TWOTOWER_TRY(connection->connect(port));
  return HttpClient(std::move(connection));
}

Result<std::string> HttpClient::ask(std::string_view method, std::string_view path,
                                    std::string_view body) {
  return connection_->ask(method, path, body);
}

}  // namespace twotower
