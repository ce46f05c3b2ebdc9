// An open-loop load generator: it sends requests at the times of a plan, whatever the answers do,
// and counts latency from the planned time on. A request that finds all connections busy waits
// here, and its wait counts: a slow server cannot make its own load smaller. With --drop it goes
// instead, unanswered: far above what a server holds, whatever waits in a line would be late, and
// the figures would be those of the line. Prints one JSON
// document. One thread that spends as little as it can, since it shares the server's processors:
// requests are bytes made beforehand, of an answer the status, its length and whether the
// connection ends are read.
#include <fmt/format.h>
#include <sys/socket.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "bench/load_plan.h"
#include "bench/load_record.h"

namespace twotower::bench {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Endpoint = asio::generic::stream_protocol::endpoint;
using Socket = asio::generic::stream_protocol::socket;

struct LoadOptions {
  // 127.0.0.1:8080, or paths of Unix sockets. Several share the connections evenly.
  std::vector<std::string> targets;
  std::string path = "/v1/recommend";
  std::string bodies;               // a JSON document a line
  std::vector<std::string> phases;  // SECONDS:RATE
  std::size_t num_connections = 64;
  std::string arrivals = "poisson";
  std::uint64_t seed = 1;
  double good_ms = 100.0;
  double patience_s = 1.0;
  bool drops_at_once = false;  // what finds no free connection
};

// What the head of an answer says.
struct AnswerHead {
  unsigned status = 0;
  std::size_t num_bytes = 0;  // of head and body
  bool ends_connection = false;
};

bool is_equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

// None before the head is whole. Fails, by status 0, where it is no HTTP or has no length.
std::optional<AnswerHead> head_of(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return {};
  AnswerHead head;
  std::string_view lines = bytes.substr(0, end + 2);
  if (!lines.starts_with("HTTP/1.1 ") || lines.size() < 14) return head;
  std::from_chars(lines.data() + 9, lines.data() + 12, head.status);
  bool has_length = false;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\r'));
    lines.remove_prefix(line.size() + 2);
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, colon), value = line.substr(colon + 2);
    if (is_equal_ignoring_case(name, "content-length")) {
      const char* last = value.data() + value.size();
      has_length = std::from_chars(value.data(), last, head.num_bytes).ptr == last;
    } else if (is_equal_ignoring_case(name, "connection")) {
      head.ends_connection = is_equal_ignoring_case(value, "close");
    }
  }
  if (!has_length) head.status = 0;
  head.num_bytes += end + 4;
  return head;
}

Arrivals arrivals_of(const LoadOptions& options) {
  return options.arrivals == "poisson" ? Arrivals::kPoisson : Arrivals::kFixed;
}

class Generator;

// One keep-alive connection, and the request that it carries. It is opened again whenever the
// server ends it, as servers do after some time or some requests.
class Connection {
 public:
  Connection(Generator& generator, asio::io_context& io, Endpoint endpoint)
      : generator_(generator), endpoint_(std::move(endpoint)), socket_(io) {}

  bool open();  // false where nobody listens
  void send(const Planned& planned);

 private:
  void read();
  void on_bytes(const error_code& code, std::size_t count);
  void write();
  void finish(Outcome outcome);
  void reopen();

  Generator& generator_;
  Endpoint endpoint_;
  Socket socket_;
  std::vector<char> buffer_ = std::vector<char>(64 << 10);
  std::size_t num_read_ = 0;
  std::optional<Planned> request_;
  LoadClock::time_point sent_;
  bool is_retried_ = false;
};

class Generator {
 public:
  Generator(const LoadOptions& options, std::vector<LoadPhase> phases,
            std::vector<std::string> requests, std::vector<Endpoint> endpoints)
      : options_(options),
        requests_(std::move(requests)),
        endpoints_(std::move(endpoints)),
        timer_(io_),
        start_(LoadClock::now() + std::chrono::milliseconds(200)),
        plan_(arrivals_of(options), options.seed, phases, start_),
        record_(start_, std::move(phases), load_seconds(1e-3 * options.good_ms)) {}

  bool open_connections();
  void run();
  Value to_value() const;

  const std::string& request_bytes(const Planned& planned) const {
    return requests_[planned.number % requests_.size()];
  }
  void record(Outcome outcome, const Planned& planned, LoadClock::time_point sent,
              LoadClock::time_point now) {
    record_.add(outcome, planned.phase, planned.time, sent, now);
  }
  void count_reopened() { ++num_reopened_; }
  void on_free(Connection& connection);

 private:
  bool is_due(LoadClock::time_point now) const {
    return !plan_.is_over() && plan_.next().time <= now;
  }
  void drop_due();
  void send_due();
  void await_next();
  void expire();
  void end_if_done();

  const LoadOptions& options_;
  std::vector<std::string> requests_;
  std::vector<Endpoint> endpoints_;
  asio::io_context io_{1};
  asio::steady_timer timer_;
  LoadClock::time_point start_;
  LoadPlan plan_;
  LoadRecord record_;
  std::vector<std::unique_ptr<Connection>> connections_;
  // In turns: all of them stay in use, none is idle until the server closes it.
  std::deque<Connection*> free_;
  std::deque<Planned> waiting_;
  std::uint64_t num_reopened_ = 0;
  bool is_timed_ = false;  // the next is sent by the clock
};

bool Connection::open() {
  error_code code;
  socket_.open(endpoint_.protocol(), code);
  if (!code) socket_.connect(endpoint_, code);
  if (code) return false;
  const bool is_tcp = endpoint_.protocol().family() != AF_UNIX;
  if (is_tcp) socket_.set_option(asio::ip::tcp::no_delay(true), code);
  socket_.non_blocking(true, code);
  num_read_ = 0;
  read();
  return true;
}

void Connection::reopen() {
  error_code ignored;
  socket_.close(ignored);
  generator_.count_reopened();
  if (open()) return;
  std::fputs("the server does not listen any more\n", stderr);
  std::exit(EXIT_FAILURE);
}

void Connection::send(const Planned& planned) {
  request_ = planned;
  is_retried_ = false;
  write();
}

// At once: the last request was answered, so the kernel's buffer is empty and holds one more.
void Connection::write() {
  const std::string& bytes = generator_.request_bytes(*request_);
  error_code code;
  sent_ = LoadClock::now();
  const std::size_t count = socket_.write_some(asio::buffer(bytes), code);
  if (!code && count == bytes.size()) return;
  // Where the server closed the connection before it saw the request, read() learns of it.
  if (code && code != asio::error::would_block) return;
  reopen();
  finish(Outcome::kBroken);
}

void Connection::read() {
  socket_.async_read_some(
      asio::buffer(buffer_.data() + num_read_, buffer_.size() - num_read_),
      [this](const error_code& code, std::size_t count) { on_bytes(code, count); });
}

void Connection::on_bytes(const error_code& code, std::size_t count) {
  if (code == asio::error::operation_aborted) return;
  if (code) {
    // What was sent into a connection that the server had just ended is sent once more, as every
    // client does; what breaks off in an answer is an error.
    const bool is_lost = request_ && (num_read_ > 0 || is_retried_);
    reopen();
    if (!request_) return;
    if (is_lost) return finish(Outcome::kBroken);
    is_retried_ = true;
    return write();
  }
  num_read_ += count;
  const auto head = head_of({buffer_.data(), num_read_});
  if (!head || (head->status != 0 && num_read_ < head->num_bytes)) {
    if (num_read_ == buffer_.size()) buffer_.resize(2 * buffer_.size());
    return read();
  }
  num_read_ = 0;
  if (head->ends_connection || head->status == 0) {
    reopen();
  } else {
    read();
  }
  if (!request_) return;
  if (head->status / 100 == 2) return finish(Outcome::kAnswered);
  if (head->status == 503) return finish(Outcome::kBusy);
  finish(head->status == 0 ? Outcome::kBroken : Outcome::kOtherStatus);
}

void Connection::finish(Outcome outcome) {
  generator_.record(outcome, *request_, sent_, LoadClock::now());
  request_.reset();
  generator_.on_free(*this);
}

bool Generator::open_connections() {
  for (std::size_t i = 0; i < options_.num_connections; ++i) {
    connections_.push_back(
        std::make_unique<Connection>(*this, io_, endpoints_[i % endpoints_.size()]));
    if (!connections_.back()->open()) return false;
    free_.push_back(connections_.back().get());
  }
  return true;
}

void Generator::run() {
  send_due();
  io_.run();
}

void Generator::on_free(Connection& connection) {
  if (options_.drops_at_once && free_.empty()) drop_due();
  expire();
  if (waiting_.empty()) {
    free_.push_back(&connection);
    if (!is_timed_) await_next();
    return end_if_done();
  }
  const Planned planned = waiting_.front();
  waiting_.pop_front();
  connection.send(planned);
}

// Who asked has gone by now.
void Generator::expire() {
  const LoadClock::time_point now = LoadClock::now();
  while (!waiting_.empty() && now - waiting_.front().time > load_seconds(options_.patience_s)) {
    record(Outcome::kExpired, waiting_.front(), waiting_.front().time, now);
    waiting_.pop_front();
  }
}

// What found no free connection.
void Generator::drop_due() {
  for (const LoadClock::time_point now = LoadClock::now(); is_due(now); plan_.advance()) {
    record(Outcome::kExpired, plan_.next(), plan_.next().time, now);
  }
}

void Generator::send_due() {
  is_timed_ = false;
  while (is_due(LoadClock::now())) {
    if (options_.drops_at_once && free_.empty()) return;  // on_free() looks again
    waiting_.push_back(plan_.next());
    plan_.advance();
    if (free_.empty()) continue;
    Connection* const connection = free_.front();
    free_.pop_front();
    on_free(*connection);
  }
  await_next();
}

void Generator::await_next() {
  if (plan_.is_over()) return end_if_done();
  is_timed_ = true;
  timer_.expires_at(plan_.next().time);
  timer_.async_wait([this](const error_code& cancelled) {
    if (!cancelled) send_due();
  });
}

void Generator::end_if_done() {
  const bool is_done = plan_.is_over() && waiting_.empty() && free_.size() == connections_.size();
  if (is_done) io_.stop();
}

Value integer(std::uint64_t value) {
  return Value(Value::Data(static_cast<std::int64_t>(value)));
}

Value Generator::to_value() const {
  Value value = record_.to_value();
  auto& map = std::get<Value::Map>(value.data());
  map.push_back({"arrivals", Value(Value::Data(options_.arrivals))});
  map.push_back({"seed", integer(options_.seed)});
  map.push_back({"connections", integer(options_.num_connections)});
  map.push_back({"reopened", integer(num_reopened_)});
  map.push_back({"generator_cpu_seconds",
                 Value(Value::Data(static_cast<double>(std::clock()) / CLOCKS_PER_SEC))});
  return value;
}

int fail(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  return EXIT_FAILURE;
}

std::optional<Endpoint> endpoint_of(const std::string& target) {
  if (target.find('/') != std::string::npos) {
    return Endpoint(asio::local::stream_protocol::endpoint(target));
  }
  const std::size_t colon = target.rfind(':');
  if (colon == std::string::npos) return {};
  error_code code;
  const auto address = asio::ip::make_address(target.substr(0, colon), code);
  const int port = std::atoi(target.c_str() + colon + 1);
  if (code || port <= 0 || port > 65535) return {};
  return Endpoint(asio::ip::tcp::endpoint(address, static_cast<std::uint16_t>(port)));
}

std::vector<std::string> requests_of(const LoadOptions& options) {
  std::ifstream file(options.bodies);
  std::vector<std::string> requests;
  for (std::string body; std::getline(file, body);) {
    if (body.empty()) continue;
    requests.push_back(
        fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    "Content-Length: {}\r\n\r\n{}",
                    options.path, body.size(), body));
  }
  return requests;
}

int run(const LoadOptions& options) {
  std::vector<LoadPhase> phases;
  for (const std::string& text : options.phases) {
    const auto phase = load_phase_of(text);
    if (!phase) return fail(fmt::format("--phase is {}; write SECONDS:RATE", text));
    phases.push_back(*phase);
  }
  auto requests = requests_of(options);
  if (requests.empty()) return fail(fmt::format("{} holds no bodies", options.bodies));
  std::vector<Endpoint> endpoints;
  for (const std::string& target : options.targets) {
    auto endpoint = endpoint_of(target);
    if (!endpoint) return fail(fmt::format("{} is no ADDRESS:PORT", target));
    endpoints.push_back(*std::move(endpoint));
  }
  Generator generator(options, std::move(phases), std::move(requests), std::move(endpoints));
  if (!generator.open_connections()) return fail("nobody listens there");
  generator.run();
  std::puts(to_json(generator.to_value()).c_str());
  return EXIT_SUCCESS;
}

int main_of(int argc, char** argv) {
  CLI::App app("Sends requests at planned times and counts latency from those on.");
  LoadOptions options;
  app.add_option("--target", options.targets, "ADDRESS:PORT, or the path of a Unix socket")
      ->allow_extra_args(false)
      ->required();
  app.add_option("bodies", options.bodies, "File of request bodies, one a line")->required();
  app.add_option("--phase", options.phases, "SECONDS:RATE; several follow one another")
      ->allow_extra_args(false)
      ->required();
  app.add_option("--path", options.path, "What the bodies are posted to");
  app.add_option("--connections", options.num_connections)->check(CLI::Range(1, 60000));
  app.add_option("--arrivals", options.arrivals)->check(CLI::IsMember({"poisson", "fixed"}));
  app.add_option("--seed", options.seed, "Of Poisson arrivals");
  app.add_option("--good-ms", options.good_ms, "A later answer is not counted as good");
  app.add_option("--patience", options.patience_s, "Seconds after which what waits here is dropped")
      ->check(CLI::PositiveNumber);
  app.add_flag("--drop", options.drops_at_once, "Drop at once what finds no free connection");
  CLI11_PARSE(app, argc, argv);
  return run(options);
}

}  // namespace
}  // namespace twotower::bench

int main(int argc, char** argv) {
  return twotower::bench::main_of(argc, argv);
}
