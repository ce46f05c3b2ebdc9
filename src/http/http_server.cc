#include "http/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/messages/http_errors.h"
#include "http/answer_language.h"
#include "http/error_answer.h"
#include "http/work_queue.h"

namespace twotower {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Socket = asio::generic::stream_protocol::socket;  // of TCP, or of a path
using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;
using Endpoint = asio::generic::stream_protocol::endpoint;
using boost::system::error_code;

constexpr std::chrono::milliseconds kStopGrace{250}, kRetryTime{10};

// Asio's functions give once more the code that they fill.
void fills(const error_code& /*code*/) {}

// Whether somebody may listen at a path. What a server left that was killed refuses whoever comes.
bool is_listened_at(const std::string& path) {
  asio::io_context io;
  asio::local::stream_protocol::socket socket(io);
  error_code code;
  fills(socket.connect(asio::local::stream_protocol::endpoint(path), code));
  return code != asio::error::connection_refused;
}

Result<Endpoint> endpoint_of_path(const std::string& path) {
  constexpr std::size_t kMaxPath = 107;  // of the system
  if (path.size() > kMaxPath) {
    return Error{ErrorCode::kUsageWrong, "listen",
                 ListenPathTooLong("unix:" + path, path.size(), kMaxPath)};
  }
  std::error_code ignored;
  if (std::filesystem::is_socket(path, ignored)) {
    if (is_listened_at(path)) {
      return Error{ErrorCode::kServeAddress, "listen", ListenPathTaken("unix:" + path)};
    }
    std::filesystem::remove(path, ignored);
  }
  return Endpoint(asio::local::stream_protocol::endpoint(path));
}

Result<Endpoint> endpoint_of(const ServerOptions& options) {
  if (!options.path.empty()) return endpoint_of_path(options.path);
  error_code code;
  const auto address = asio::ip::make_address(options.address, code);
  if (!code) return Endpoint(asio::ip::tcp::endpoint(address, options.port));
  return Error{ErrorCode::kUsageWrong, "listen", ListenAddressMalformed(options.address)};
}

Error cannot_listen(const ServerOptions& options, const error_code& code) {
  if (!options.path.empty()) {
    return {ErrorCode::kServeAddress, "listen",
            ListenPathFailed("unix:" + options.path, code.message())};
  }
  return {ErrorCode::kServeAddress, "listen",
          ListenPortFailed(fmt::format("{}:{}", options.address, options.port), code.message())};
}

std::uint16_t port_of(const Endpoint& endpoint) {
  asio::ip::tcp::endpoint tcp;
  tcp.resize(endpoint.size());
  std::memcpy(tcp.data(), endpoint.data(), endpoint.size());
  return tcp.port();
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(HttpService& service, ServerOptions options)
      : service_(service),
        options_(std::move(options)),
        queue_(options_.num_workers, options_.max_queue, options_.max_wait,
               service_.counts.waiting),
        acceptor_(io_),
        again_(io_),
        ending_(io_) {}

  Result<void> listen();
  Result<void> run();
  void stop();
  std::uint16_t port() const { return port_; }

 private:
  class Session;

  void accept();
  void take(Socket socket);
  void end_workers();
  void await_reply();
  void end_reply();
  void wait_for_replies();
  void end_idle();
  void end_all();
  bool close_slowest(bool (Session::*may_go)() const);
  void make_room_for(std::size_t answer_bytes);

  HttpService& service_;
  ServerOptions options_;
  WorkQueue queue_;
  asio::io_context io_{1};
  Acceptor acceptor_;
  asio::steady_timer again_;  // to accept
  asio::steady_timer ending_;
  std::mutex replies_mutex_;  // of what follows
  std::condition_variable replied_;
  std::size_t num_replies_ = 0;  // that the service owes
  std::uint16_t port_ = 0;
  // Of the io thread.
  std::set<std::shared_ptr<Session>> sessions_;
  std::size_t unsent_bytes_ = 0;
  bool is_stopping_ = false;

  std::thread io_thread_;
  std::vector<std::thread> workers_;
};

// One connection. Everything but the answer itself is of the io thread.
class HttpServer::Impl::Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Impl& server, Socket socket)
      : server_(server),
        socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        born_(Clock::now()),
        reader_(server.options_.limits, server.options_.guard) {}

  void begin() {
    watch();
    begin_request();
  }
  bool is_idle() const { return state_ == State::kIdle; }
  // Whether the next move is the client's, to ask or to take an answer, and since when.
  bool awaits_client() const {
    return state_ != State::kAnswering && state_ != State::kRefused && state_ != State::kClosed;
  }
  Clock::time_point awaits_since() const { return awaits_since_; }
  bool is_writing() const { return state_ == State::kWriting; }
  // What is held back.
  void refuse_now() {
    if (state_ == State::kRefused) write(busy(), may_go_on());
  }
  void close() {
    if (state_ == State::kClosed) return;
    state_ = State::kClosed;
    server_.unsent_bytes_ -= unsent_bytes();
    error_code ignored;
    timer_.cancel();
    fills(socket_.close(ignored));
    server_.sessions_.erase(shared_from_this());
    server_.service_.counts.connections = static_cast<std::int64_t>(server_.sessions_.size());
    if (server_.is_stopping_ && server_.sessions_.empty()) server_.ending_.cancel();
  }

 private:
  enum class State { kIdle, kHeader, kBody, kAnswering, kRefused, kWriting, kDraining, kClosed };
  using Progress = RequestReader::Progress;
  using Response = http::response<http::string_body>;

  const ServerOptions& options() const { return server_.options_; }

  bool is_asked() const {
    return state_ == State::kIdle || state_ == State::kHeader || state_ == State::kBody;
  }

  // Everything has a time limit but the work of our own threads.
  void set_deadline(Clock::duration time) { deadline_ = Clock::now() + time; }
  void watch() {
    const Clock::time_point next = Clock::now() + std::chrono::seconds(1);
    timer_.expires_at(has_deadline() ? std::min(deadline_, next) : next);
    timer_.async_wait([self = shared_from_this()](const error_code& code) {
      if (code || self->state_ == State::kClosed) return;
      if (self->has_deadline() && Clock::now() >= self->deadline_) {
        self->on_deadline();
        if (self->state_ == State::kClosed) return;
      }
      self->watch();
    });
  }
  bool has_deadline() const { return state_ != State::kAnswering; }
  void on_deadline() {
    ServerCounts& counts = server_.service_.counts;
    if (state_ == State::kRefused) return refuse_now();
    if (state_ == State::kIdle) ++counts.closed_idle;
    if (state_ == State::kWriting) ++counts.closed_slow;
    if (state_ != State::kHeader && state_ != State::kBody) return close();
    error_code ignored;
    fills(socket_.cancel(ignored));  // of what is read
    refuse({ErrorCode::kHttpTimeout, "", HttpRequestLate()});
  }

  void begin_request() {
    reader_.begin_request();
    request_ = {};
    release_answer();
    state_ = State::kIdle;
    awaits_since_ = Clock::now();
    set_deadline(server_.is_stopping_ ? Clock::duration(kStopGrace) : options().idle_time);
    if (!reader_.has_bytes()) return receive();
    read();
  }

  void receive() {
    const std::span<char> room = reader_.room();
    socket_.async_read_some(asio::buffer(room.data(), room.size()),
                            [self = shared_from_this()](const error_code& code, std::size_t count) {
                              if (!self->is_asked()) return;  // refused or closed meanwhile
                              if (code) return self->close();
                              self->reader_.add(count);
                              self->read();
                            });
  }

  // What was received, up to the end of one request.
  void read() {
    if (state_ == State::kIdle) {
      state_ = State::kHeader;
      first_byte_ = awaits_since_ = Clock::now();
      set_deadline(options().header_time);
    }
    const auto progress = reader_.read();
    if (!progress.ok()) return refuse(progress.error());
    if (state_ == State::kHeader && progress.value() != Progress::kHeader) {
      const auto checked = server_.service_.check(reader_.request());
      if (!checked.ok()) return refuse(checked.error());
      state_ = State::kBody;
      deadline_ = first_byte_ + options().request_time;
      if (progress.value() == Progress::kBody && reader_.expects_continue()) return say_continue();
    }
    if (progress.value() == Progress::kRequest) return dispatch();
    receive();
  }

  // RFC 9110, section 10.1.1: the header is taken, and without this the client may send nothing.
  void say_continue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(kContinue),
                      [self = shared_from_this()](const error_code& code, std::size_t) {
                        if (!self->is_asked()) return;
                        if (code) return self->close();
                        self->receive();
                      });
  }

  void dispatch() {
    state_ = State::kAnswering;
    request_ = reader_.request();
    request_.first_byte = first_byte_;
    if (server_.service_.is_quick(request_)) return server_.service_.answer(request_, reply());
    const bool is_queued =
        server_.queue_.push([self = shared_from_this()](Clock::duration waited, bool is_late) {
          self->request_.queue_seconds = std::chrono::duration<double>(waited).count();
          if (is_late) return self->reply()(self->busy());
          self->server_.service_.answer(self->request_, self->reply());
        });
    if (!is_queued) refuse_later();
  }

  // A client that is refused and asks again at once costs more than it gets: an answer that waits a
  // little bounds how often each connection can ask.
  void refuse_later() {
    state_ = State::kRefused;
    if (server_.is_stopping_) return refuse_now();
    set_deadline(options().refusal_time);
    watch();
  }

  // Takes the answer, on whatever thread it comes. No copy of it holds the session longer than
  // that: sessions end before the server does.
  HttpService::Reply reply() {
    server_.await_reply();
    auto held = std::make_shared<std::shared_ptr<Session>>(shared_from_this());
    return [&server = server_, held = std::move(held)](HttpAnswer answer) {
      const std::function<void()> after = std::exchange(answer.after, {});
      asio::post(server.io_,
                 [self = std::exchange(*held, nullptr), answer = std::move(answer)]() mutable {
                   self->write(std::move(answer), self->may_go_on());
                 });
      if (after) after();
      server.end_reply();
    };
  }
  HttpAnswer busy() const {
    return answer_of({ErrorCode::kServeBusy, "", HttpRequestsWait()}, language_of(request_));
  }

  bool may_go_on() const {
    // Of 1.0 every connection ends: what it would have to be told else is not worth a rule.
    return reader_.keeps_alive() && request_.version > 10 && !server_.is_stopping_ &&
           num_requests_ + 1 < options().max_requests_per_connection &&
           Clock::now() - born_ < options().connection_age;
  }

  // Of a request that was not read to its end, so what follows cannot be understood.
  void refuse(const Error& error) {
    request_ = reader_.request();
    request_.first_byte = first_byte_;
    write(answer_of(error, language_of(request_)), false);
  }

  void write(HttpAnswer answer, bool goes_on) {
    if (state_ == State::kClosed) return;
    server_.make_room_for(answer.body.capacity());
    state_ = State::kWriting;
    awaits_since_ = Clock::now();
    set_deadline(options().request_time);
    ++num_requests_;
    server_.service_.on_answer(request_, answer);
    response_.emplace(static_cast<http::status>(answer.status), 11, std::move(answer.body));
    response_->set(http::field::content_type, answer.content_type);
    response_->set("X-Content-Type-Options", "nosniff");
    for (const auto& [name, value] : answer.fields) response_->insert(name, value);
    response_->keep_alive(goes_on);
    response_->prepare_payload();
    // RFC 9110, section 9.3.2: the length is that of GET, and what follows is the next answer.
    if (request_.method == "HEAD") response_->body().clear();
    server_.unsent_bytes_ += unsent_bytes();
    http::async_write(socket_, *response_,
                      [self = shared_from_this(), goes_on](const error_code& code, std::size_t) {
                        if (self->state_ == State::kClosed) return;
                        if (code) return self->close();
                        if (goes_on) return self->begin_request();
                        self->drain();
                      });
  }

  std::size_t unsent_bytes() const { return response_ ? response_->body().capacity() : 0; }
  void release_answer() {
    server_.unsent_bytes_ -= unsent_bytes();
    response_.reset();
  }

  // What a client still sends is read for a moment: to close over it would reset the connection
  // before the client has read its answer.
  void drain() {
    release_answer();
    state_ = State::kDraining;
    set_deadline(std::chrono::seconds(1));
    error_code ignored;
    fills(socket_.shutdown(Socket::shutdown_send, ignored));
    drain_on(0);
  }
  void drain_on(std::size_t num_drained) {
    constexpr std::size_t kMaxDrained = 1 << 20;
    if (num_drained > kMaxDrained) return close();
    socket_.async_read_some(asio::buffer(drained_), [self = shared_from_this(), num_drained](
                                                        const error_code& code, std::size_t count) {
      if (self->state_ == State::kClosed) return;
      if (code) return self->close();
      self->drain_on(num_drained + count);
    });
  }

  Impl& server_;
  Socket socket_;
  asio::steady_timer timer_;
  Clock::time_point born_, awaits_since_, first_byte_, deadline_;
  State state_ = State::kIdle;
  RequestReader reader_;
  HttpRequest request_;  // what was read of it
  std::optional<Response> response_;
  std::array<char, 4096> drained_;
  std::size_t num_requests_ = 0;
};

Result<void> HttpServer::Impl::listen() {
  TWOTOWER_ASSIGN(const Endpoint endpoint, endpoint_of(options_));
  error_code code;
  fills(acceptor_.open(endpoint.protocol(), code));
  if (!code && options_.path.empty()) {
    fills(acceptor_.set_option(asio::socket_base::reuse_address(true), code));
  }
  if (!code) fills(acceptor_.bind(endpoint, code));
  if (!code) fills(acceptor_.listen(asio::socket_base::max_listen_connections, code));
  if (code) return cannot_listen(options_, code);
  if (options_.path.empty()) port_ = port_of(acceptor_.local_endpoint());
  return {};
}

Result<void> HttpServer::Impl::run() {
  try {
    for (std::size_t i = 0; i < options_.num_workers; ++i) {
      workers_.emplace_back([this] { queue_.work(); });
    }
    accept();
    io_thread_ = std::thread([this] { io_.run(); });
  } catch (const std::system_error& error) {
    end_workers();
    return Error{ErrorCode::kUsageWrong, "threads",
                 ServerThreadsFailed(options_.num_workers, error.code().message())};
  }
  return {};
}

void HttpServer::Impl::end_workers() {
  queue_.close();
  for (std::thread& worker : workers_) worker.join();
  workers_.clear();
}

// Where the machine has no descriptor left, a new one takes the place of the slowest; where none is
// slow, all being answered, it is let in a little later.
void HttpServer::Impl::accept() {
  if (is_stopping_) return;
  acceptor_.async_accept([this](const error_code& code, Socket socket) {
    if (code == asio::error::operation_aborted || is_stopping_) return;
    if (!code) return take(std::move(socket));
    if (close_slowest(&Session::awaits_client)) return accept();
    again_.expires_after(kRetryTime);
    again_.async_wait([this](const error_code& cancelled) {
      if (!cancelled) accept();
    });
  });
}

// The same where all connections are taken.
void HttpServer::Impl::take(Socket socket) {
  const bool is_full = sessions_.size() >= options_.max_connections;
  if (is_full && !close_slowest(&Session::awaits_client)) {
    again_.expires_after(kRetryTime);
    again_.async_wait([this, waits = std::move(socket)](const error_code& cancelled) mutable {
      if (!cancelled && !is_stopping_) take(std::move(waits));
    });
    return;
  }
  error_code ignored;
  fills(socket.set_option(asio::ip::tcp::no_delay(true), ignored));
  const auto session = std::make_shared<Session>(*this, std::move(socket));
  sessions_.insert(session);
  ++service_.counts.accepted;
  service_.counts.connections = static_cast<std::int64_t>(sessions_.size());
  session->begin();
  accept();
}

// The one whose client is the longest to make its move: what comes byte by byte, or is not read,
// holds no place that somebody else waits for. False where none may go.
bool HttpServer::Impl::close_slowest(bool (Session::*may_go)() const) {
  std::shared_ptr<Session> slowest;
  for (const auto& session : sessions_) {
    if (!std::invoke(may_go, *session)) continue;
    const bool is_slower = !slowest || session->awaits_since() < slowest->awaits_since();
    if (is_slower) slowest = session;
  }
  if (slowest == nullptr) return false;
  slowest->close();
  ++service_.counts.closed_evicted;
  return true;
}

void HttpServer::Impl::make_room_for(std::size_t answer_bytes) {
  while (unsent_bytes_ + answer_bytes > options_.max_unsent_bytes) {
    if (!close_slowest(&Session::is_writing)) return;
  }
}

void HttpServer::Impl::await_reply() {
  const std::scoped_lock lock(replies_mutex_);
  ++num_replies_;
}

void HttpServer::Impl::end_reply() {
  const std::scoped_lock lock(replies_mutex_);
  --num_replies_;
  replied_.notify_all();
}

void HttpServer::Impl::wait_for_replies() {
  std::unique_lock lock(replies_mutex_);
  replied_.wait(lock, [&] { return num_replies_ == 0; });
}

// A request may be on its way to a connection that looks idle, above all of a proxy: those that
// come for a moment yet are answered, and told that the connection ends.
void HttpServer::Impl::end_idle() {
  ending_.expires_after(std::min(kStopGrace, options_.stop_time));
  ending_.async_wait([this](const error_code& code) {
    if (code) return;
    const std::set<std::shared_ptr<Session>> all = sessions_;
    for (const auto& session : all) {
      if (session->is_idle()) session->close();
    }
    if (!sessions_.empty()) end_all();
  });
}

void HttpServer::Impl::end_all() {
  ending_.expires_after(options_.stop_time);
  ending_.async_wait([this](const error_code& code) {
    if (code) return;
    service_.gives_up = true;
    queue_.close();
    service_.counts.closed_stop += static_cast<std::int64_t>(sessions_.size());
    const std::set<std::shared_ptr<Session>> left = sessions_;
    for (const auto& session : left) session->close();
  });
}

void HttpServer::Impl::stop() {
  if (!io_thread_.joinable()) return;
  asio::post(io_, [this] {
    is_stopping_ = true;
    error_code ignored;
    std::error_code not_there;
    // Before another server can take it.
    if (!options_.path.empty()) std::filesystem::remove(options_.path, not_there);
    fills(acceptor_.close(ignored));
    again_.cancel();
    const std::set<std::shared_ptr<Session>> all = sessions_;
    for (const auto& session : all) session->refuse_now();
    if (!sessions_.empty()) end_idle();
  });
  // It ends when no connection and no timer is left. What waits for a worker then, nobody waits
  // for.
  io_thread_.join();
  end_workers();
  wait_for_replies();
  // Answers that came after it hold connections, which must end before what they stand on.
  io_.restart();
  io_.poll();
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

// NOLINTNEXTLINE(bugprone-exception-escape): if there is no thread to join, it cannot be fixed
HttpServer::~HttpServer() {
  stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpService& service, ServerOptions options) {
  auto impl = std::make_unique<Impl>(service, std::move(options));
  TWOTOWER_TRY(impl->listen());
  TWOTOWER_TRY(impl->run());
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

std::uint16_t HttpServer::port() const {
  return impl_->port();
}

void HttpServer::stop() {
  impl_->stop();
}

}  // namespace twotower
