#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

// What tests of the server ask it with: plain sockets.
namespace twotower {

inline sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

// A client that says what it is told to, byte for byte. Of one thread.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    be_patient();
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  explicit Client(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    be_patient();
    const sockaddr_un address = address_of(path);
    is_connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool is_connected() const { return is_connected_; }
  void say(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // One answer: header and body; what there is where the server closes before.
  std::string hear() {
    while (true) {
      const std::size_t end = heard_.find("\r\n\r\n");
      if (end != std::string::npos) {
        const std::size_t length = heard_.find("Content-Length: ");
        const std::size_t size =
            end + 4 + (length < end ? std::stoul(heard_.substr(length + 16, 12)) : 0);
        if (heard_.size() >= size) {
          std::string answer = heard_.substr(0, size);
          heard_.erase(0, size);
          return answer;
        }
      }
      if (!read()) return std::exchange(heard_, "");
    }
  }
  // Whether the server closes, and says nothing before.
  bool hears_the_end() { return heard_.empty() && !read(); }
  int hear_status() {
    const std::string answer = hear();
    return answer.size() < 12 ? 0 : std::stoi(answer.substr(9, 3));
  }

 private:
  void be_patient() const {
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  bool read() {
    char bytes[4096];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    heard_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  bool is_connected_ = false;
  std::string heard_;
};

inline std::string post(std::string_view body, std::string_view more = "") {
  return "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
         std::string(more) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

inline constexpr std::string_view kChunked =
    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    "Transfer-Encoding: chunked\r\n\r\n";

}  // namespace twotower
