// A server with a handler of its own, asked by plain sockets.
#include "http/http_server.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/request_guard.h"
#include "http/test_client.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using std::chrono::milliseconds;

int listening_at(const std::string& path) {
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const sockaddr_un address = address_of(path);
  EXPECT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(::listen(listener, 1), 0);
  return listener;
}

// Answers with what was asked; refuses headers that say Secret.
class Echo final : public HttpService {
 public:
  using Answer = std::function<HttpAnswer(const HttpRequest&)>;
  explicit Echo(Answer answer = {}) : answer_(std::move(answer)) {}

  Result<void> check(const HttpRequest& header) const override {
    if (!field_of(header, "Secret").has_value()) return {};
    return Error{ErrorCode::kHttpUnauthorized, "Secret", Message("Secret is wrong", {})};
  }
  void answer(const HttpRequest& request, Reply reply) override { reply(answer_(request)); }
  bool is_quick(const HttpRequest& request) const override { return request.target == "/quick"; }
  void on_answer(const HttpRequest& request, HttpAnswer& answer) override {
    const std::scoped_lock lock(mutex_);
    answered_.push_back(std::string(request.target) + " " + std::to_string(answer.status));
  }
  std::vector<std::string> answered() {
    const std::scoped_lock lock(mutex_);
    return answered_;
  }

 private:
  Answer answer_;
  std::mutex mutex_;
  std::vector<std::string> answered_;
};

class HttpServerTest : public testing::Test {
 protected:
  void start(ServerOptions options = {}) {
    options.port = 0;
    // Nobody is refused for what other processes take of the machine.
    if (options.max_wait == ServerOptions().max_wait) options.max_wait = std::chrono::minutes(1);
    server_ = HttpServer::start(service_, options).value();
  }
  HttpAnswer echo(const HttpRequest& request) {
    std::unique_lock lock(mutex_);
    ++num_asked_;
    asked_.notify_all();
    asked_.wait(lock, [&] { return !is_held_ || (is_free_ && request.target == "/quick"); });
    return {.body = std::string(request.method) + " " + std::string(request.target) + " " +
                    std::string(request.body)};
  }
  void hold(bool is_held) {
    const std::scoped_lock lock(mutex_);
    is_held_ = is_held;
    asked_.notify_all();
  }
  void wait_for_asked(int count) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(
        asked_.wait_for(lock, std::chrono::seconds(20), [&] { return num_asked_ >= count; }));
  }

  std::mutex mutex_;
  std::condition_variable asked_;
  bool is_held_ = false;
  std::atomic<bool> is_free_ = false;  // for what is quick
  int num_asked_ = 0;
  Echo service_{[this](const HttpRequest& request) { return echo(request); }};
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, AnswersRequestsOfAConnectionOneAfterTheOther) {
  start();
  Client client(server_->port());
  for (int i = 0; i < 3; ++i) {
    client.say(post("{" + std::to_string(i) + "}"));
    const std::string answer = client.hear();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
    EXPECT_TRUE(answer.ends_with("POST /echo {" + std::to_string(i) + "}")) << answer;
    EXPECT_NE(answer.find("Content-Type: application/json\r\n"), std::string::npos);
  }
  client.say(post("1") + post("22") + post("333"));  // all at once
  for (const char* body : {"1", "22", "333"}) EXPECT_TRUE(client.hear().ends_with(body));
  client.say(std::string(kChunked) + "2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nTrailer: 1\r\n\r\n" +
             post("4"));
  EXPECT_TRUE(client.hear().ends_with("POST /echo abcde"));
  EXPECT_TRUE(client.hear().ends_with("POST /echo 4"));
}

TEST_F(HttpServerTest, TheAnswerOfHeadHasNoBody) {
  start();
  Client client(server_->port());
  client.say("HEAD /echo HTTP/1.1\r\nHost: localhost\r\n\r\n" + post("next"));
  const std::string answer = client.hear();  // as if so many bytes of a body came
  EXPECT_NE(answer.find("Content-Length: 11\r\n"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\nHTTP/1.1 20")) << answer;
  Client refused(server_->port());
  refused.say("HEAD /echo HTTP/1.1\r\nHost: localhost\r\nSecret: 1\r\n\r\n");
  EXPECT_TRUE(refused.hear().ends_with("\r\n\r\n"));
}

TEST_F(HttpServerTest, ReadsARequestThatComesByteByByte) {
  start();
  Client client(server_->port());
  for (const char c : post("slow")) client.say({&c, 1});
  EXPECT_TRUE(client.hear().ends_with("POST /echo slow"));
}

TEST_F(HttpServerTest, TellsAClientThatWaitsToSendItsBody) {
  start();
  const std::string header =
      std::string(kChunked.substr(0, kChunked.size() - 2)) + "Expect: 100-continue\r\n\r\n";
  Client waits(server_->port());
  waits.say(header);
  EXPECT_EQ(waits.hear(), "HTTP/1.1 100 Continue\r\n\r\n");
  waits.say("2\r\nab\r\n0\r\n\r\n" + post("next"));
  EXPECT_TRUE(waits.hear().ends_with("POST /echo ab"));
  EXPECT_TRUE(waits.hear().ends_with("POST /echo next"));
  Client sends(server_->port());
  sends.say(header + "2\r\nab\r\n0\r\n\r\n");
  EXPECT_TRUE(sends.hear().ends_with("POST /echo ab"));
  Client refused(server_->port());  // the header is judged before the body comes
  refused.say(
      "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.hear_status(), 413);
  EXPECT_TRUE(refused.hears_the_end());
}

TEST_F(HttpServerTest, ClosesWhereTheClientAsksFor) {
  start();
  Client client(server_->port());
  client.say(post("1", "Connection: close\r\n"));
  EXPECT_TRUE(client.hear().ends_with("1"));
  EXPECT_TRUE(client.hears_the_end());
  Client old(server_->port());
  old.say("GET /x HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(old.hear().ends_with("GET /x "));
  EXPECT_TRUE(old.hears_the_end());
}

// What cannot be understood is answered once, and nothing behind it is read as a request.
TEST_F(HttpServerTest, WhatIsNotOneRequestEndsTheConnection) {
  start();
  const std::string host = "Host: localhost\r\n", json = "Content-Type: application/json\r\n";
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\n" + host + "\r\n";
  for (const std::string& bytes : std::vector<std::string>{
           "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n" + host + "\r\n", "GET / HTTP/1.1\r\n\r\n",
           "GET / HTTP/1.1\r\n" + host + host + "\r\n", "GET /%00 HTTP/1.1\r\n" + host + "\r\n",
           "POST / HTTP/1.1\r\n" + host + json +
               "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\n" + host + json + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\n" + host + json +
               "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.0\r\n" + host + json + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\n" + host + json + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
           "POST / HTTP/1.1\r\n" + host + json + "Content-Length: 0x2\r\n\r\nab",
           "POST / HTTP/1.1\r\n" + host + json + "Content-Length : 2\r\n\r\nab",
           "POST / HTTP/1.1\r\n" + host + json + "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n",
           std::string(kChunked) + "zz\r\nab\r\n0\r\n\r\n",
           std::string(kChunked) + "2\r\nabcd\r\n0\r\n\r\n",
           std::string(kChunked) + "-1\r\nab\r\n0\r\n\r\n",
           std::string(kChunked) + "ffffffffffffffffff\r\nab\r\n0\r\n\r\n"}) {
    Client client(server_->port());
    client.say(bytes + smuggled);
    EXPECT_EQ(client.hear_status(), 400) << bytes;
    EXPECT_TRUE(client.hears_the_end()) << bytes;
  }
  EXPECT_EQ(num_asked_, 0);
}

TEST_F(HttpServerTest, LimitsBoundWhatIsRead) {
  start({.limits = {.max_header_bytes = 1000, .max_body_bytes = 2000}});
  Client large(server_->port());
  large.say(post(std::string(2001, 'x')));
  EXPECT_EQ(large.hear_status(), 413);
  EXPECT_TRUE(large.hears_the_end());
  Client chunks(server_->port());
  chunks.say(std::string(kChunked) + "7d1\r\n" + std::string(2001, 'x') + "\r\n0\r\n\r\n");
  EXPECT_EQ(chunks.hear_status(), 413);
  Client extensions(server_->port());  // few bytes in many
  extensions.say(kChunked);
  for (int i = 0; i < 40; ++i) extensions.say("1;" + std::string(500, 'e') + "\r\nx\r\n");
  EXPECT_EQ(extensions.hear_status(), 413);
  Client header(server_->port());
  header.say("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(1000, 'x') + "\r\n\r\n");
  EXPECT_EQ(header.hear_status(), 413);
  Client endless(server_->port());
  endless.say("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(1000, 'x'));
  EXPECT_EQ(endless.hear_status(), 413);
  Client fits(server_->port());
  fits.say(post(std::string(2000, 'x')));
  EXPECT_EQ(fits.hear_status(), 200);
}

TEST_F(HttpServerTest, SlowRequestsAndIdleConnectionsEnd) {
  start({.header_time = milliseconds(100),
         .request_time = milliseconds(200),
         .idle_time = milliseconds(300)});
  Client header(server_->port()), body(server_->port()), idle(server_->port());
  header.say("GET / HT");
  body.say(post("12345678").substr(0, post("12345678").size() - 2));
  EXPECT_EQ(header.hear_status(), 408);
  EXPECT_EQ(body.hear_status(), 408);
  EXPECT_TRUE(idle.hears_the_end());
}

TEST_F(HttpServerTest, MoreThanItsQueueHoldsIsRefused) {
  start({.num_workers = 1, .max_queue = 2, .max_wait = milliseconds(10'000)});
  hold(true);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<Client>(server_->port()));
    clients.back()->say(post("x"));
    if (i == 0) wait_for_asked(1);  // one is answered, two wait
  }
  const std::string busy = clients[3]->hear();
  EXPECT_TRUE(busy.starts_with("HTTP/1.1 503 ")) << busy;
  EXPECT_NE(busy.find("Retry-After: 1\r\n"), std::string::npos);
  EXPECT_NE(busy.find("serve.busy"), std::string::npos);
  hold(false);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(clients[static_cast<std::size_t>(i)]->hear_status(), 200);
  clients[3]->say(post("x"));  // the connection stays
  EXPECT_EQ(clients[3]->hear_status(), 200);
}

TEST_F(HttpServerTest, RefusalsAreHeldBackInOrder) {
  start({.num_workers = 1,
         .max_queue = 2,
         .max_wait = milliseconds(10'000),
         .refusal_time = milliseconds(150)});
  hold(true);
  std::vector<std::unique_ptr<Client>> clients;
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(server_->port()));
    clients.back()->say(post("x"));
    if (i == 0) wait_for_asked(1);  // one is answered, two wait, three are refused
  }
  for (std::size_t i = 3; i < 6; ++i) EXPECT_EQ(clients[i]->hear_status(), 503);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(150));
  hold(false);
}

TEST_F(HttpServerTest, AStopAnswersHeldRefusalsAtOnce) {
  start({.num_workers = 1,
         .max_queue = 1,
         .max_wait = milliseconds(10'000),
         .refusal_time = std::chrono::hours(1)});
  hold(true);
  Client answered(server_->port()), first(server_->port()), second(server_->port());
  answered.say(post("x"));
  wait_for_asked(1);
  first.say(post("x"));  // one of the two waits
  second.say(post("x"));
  std::this_thread::sleep_for(milliseconds(50));
  hold(false);
  server_->stop();
  const std::set statuses{first.hear_status(), second.hear_status()};
  EXPECT_EQ(statuses, (std::set{200, 503}));
}

TEST_F(HttpServerTest, WhereTheOldestWaitsTooLongMoreAreRefused) {
  start({.num_workers = 1, .max_wait = milliseconds(21)});
  Client answered(server_->port()), first(server_->port()), second(server_->port());
  Client late(server_->port());
  for (int i = 0; i < 5; ++i) {  // how long they take is known then
    answered.say(post("x"));
    EXPECT_EQ(answered.hear_status(), 200);
  }
  hold(true);
  answered.say(post("x"));
  wait_for_asked(6);
  first.say(post("x"));
  second.say(post("x"));
  std::this_thread::sleep_for(milliseconds(100));
  late.say(post("x"));
  EXPECT_EQ(late.hear_status(), 503);
  hold(false);
  EXPECT_EQ(answered.hear_status(), 200);
  EXPECT_EQ(first.hear_status(), 200);
  EXPECT_EQ(second.hear_status(), 200);
}

TEST_F(HttpServerTest, WhatIsQuickWaitsForNobody) {
  start({.num_workers = 1});
  hold(true);
  Client asking(server_->port()), quick(server_->port());
  asking.say(post("x"));
  wait_for_asked(1);
  is_free_ = true;
  quick.say("GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(quick.hear_status(), 200);
  hold(false);
  EXPECT_EQ(asking.hear_status(), 200);
}

TEST_F(HttpServerTest, WhoAsksWhileItStopsIsAnswered) {
  start();
  Client client(server_->port());
  client.say(post("1"));
  EXPECT_EQ(client.hear_status(), 200);
  std::jthread stopping([&] { server_->stop(); });
  std::this_thread::sleep_for(milliseconds(50));
  client.say(post("2"));  // as of a proxy that does not know yet
  const std::string answer = client.hear();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
}

TEST_F(HttpServerTest, AStopAnswersWhatIsUnderWay) {
  start();
  Client idle(server_->port()), asking(server_->port());
  hold(true);
  asking.say(post("x"));
  wait_for_asked(1);
  const std::uint16_t port = server_->port();
  std::jthread stopping([&] { server_->stop(); });
  EXPECT_TRUE(idle.hears_the_end());
  hold(false);
  const std::string answer = asking.hear();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 ")) << answer;
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
  stopping.join();
  EXPECT_FALSE(Client(port).is_connected());
}

TEST_F(HttpServerTest, ConnectionsBeyondTheLimitTakeThePlacesOfIdleOnes) {
  start({.max_connections = 4});
  std::vector<std::unique_ptr<Client>> idle;
  for (int i = 0; i < 20; ++i) idle.push_back(std::make_unique<Client>(server_->port()));
  Client client(server_->port());
  client.say(post("x"));
  EXPECT_EQ(client.hear_status(), 200);
}

TEST_F(HttpServerTest, AsksTheServiceBeforeItReadsABodyAndTellsItOfEveryAnswer) {
  start();
  Client client(server_->port());
  client.say(
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nSecret: x\r\n"
      "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
  EXPECT_EQ(client.hear_status(), 401);
  EXPECT_TRUE(client.hears_the_end());
  Client other(server_->port());
  other.say(post("x"));
  EXPECT_EQ(other.hear_status(), 200);
  Client unclear(server_->port());
  unclear.say("no request\r\n\r\n");
  EXPECT_EQ(unclear.hear_status(), 400);
  EXPECT_EQ(service_.answered(), (std::vector<std::string>{"/echo 401", "/echo 200", " 400"}));
  EXPECT_EQ(num_asked_, 1);
}

// Whatever refuses: the service, the parser, the guard, a limit.
TEST_F(HttpServerTest, RefusesInTheLanguageOfTheHeaderAsFarAsItWasRead) {
  start({.limits = {.max_body_bytes = 100}});
  const std::string header = "POST /echo HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-CN\r\n";
  const std::string json = "Content-Type: application/json\r\n";
  for (const std::string& request :
       {header + "Secret: x\r\n\r\n", header + json + "Content-Length: many\r\n\r\n",
        header + "Content-Length: 3\r\n\r\nabc", header + json + "Content-Length: 101\r\n\r\n"}) {
    Client client(server_->port());
    client.say(request);
    const std::string answer = client.hear();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 4")) << answer;
    EXPECT_NE(answer.find("\r\nContent-Language: zh\r\n"), std::string::npos) << answer;
    EXPECT_NE(answer.find("\r\nVary: Accept-Language\r\n"), std::string::npos) << answer;
  }
  Client unread(server_->port());
  unread.say(header + " folded\r\n\r\n");
  EXPECT_NE(unread.hear().find("\r\nContent-Language: en\r\n"), std::string::npos);
}

TEST(HttpServerStartTest, ListensAtAPathAndTakesOneOverThatNobodyListensAt) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("socket");
  Echo service([](const HttpRequest&) { return HttpAnswer(); });
  {
    const auto server = HttpServer::start(service, {.path = path});
    ASSERT_TRUE(server.ok());
    EXPECT_EQ(HttpServer::start(service, {.path = path}).error().code, ErrorCode::kServeAddress);
    Client client(path);
    client.say("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(client.hear_status(), 200);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  ::close(listening_at(path));  // as one that was killed leaves it
  ASSERT_TRUE(std::filesystem::exists(path));
  EXPECT_TRUE(HttpServer::start(service, {.path = path}).ok());
  EXPECT_EQ(HttpServer::start(service, {.path = std::string(200, 'x')}).error().code,
            ErrorCode::kUsageWrong);
}

// Each new one takes the place of the slowest; the good one asks, so it is never that.
TEST_F(HttpServerTest, ClientsThatSendByteByByteGiveWay) {
  start({.max_connections = 4});
  std::vector<std::unique_ptr<Client>> slow;
  const auto come = [&](std::string_view bytes) {
    slow.push_back(std::make_unique<Client>(server_->port()));
    slow.back()->say(bytes);
  };
  for (int i = 0; i < 6; ++i) come("GET / HT");
  Client good(server_->port());
  for (int i = 0; i < 6; ++i) {
    good.say(post("x"));
    EXPECT_EQ(good.hear_status(), 200);
    come(post("1234").substr(0, post("1234").size() - 1));
  }
  EXPECT_TRUE(slow.front()->hears_the_end());
}

// Two answers fit: the third takes the place of the one that waits to be read the longest.
TEST_F(HttpServerTest, AnswersThatNobodyReadsGiveWay) {
  constexpr std::size_t kBytes = 16 << 20;  // more than sockets take
  Echo service([](const HttpRequest& request) {
    return HttpAnswer{.body = std::string(request.target == "/large" ? kBytes : 1, 'x')};
  });
  const auto server =
      HttpServer::start(service, {.port = 0, .max_unsent_bytes = 2 * kBytes + 100}).value();
  std::vector<std::unique_ptr<Client>> clients;
  const auto ask = [&](std::string_view target) {
    clients.push_back(std::make_unique<Client>(server->port()));
    clients.back()->say("GET " + std::string(target) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    std::this_thread::sleep_for(milliseconds(200));
  };
  for (int i = 0; i < 3; ++i) ask("/large");
  ask("/small");
  EXPECT_EQ(clients[3]->hear_status(), 200);
  EXPECT_LT(clients[0]->hear().size(), kBytes);
  EXPECT_GT(clients[1]->hear().size(), kBytes);
  EXPECT_GT(clients[2]->hear().size(), kBytes);
}

TEST_F(HttpServerTest, AsManyConnectionsAsItMayHaveStay) {
  for (const std::size_t limit : {1, 3}) {
    start({.max_connections = limit});
    std::vector<std::unique_ptr<Client>> clients;
    for (std::size_t i = 0; i < limit; ++i) {
      clients.push_back(std::make_unique<Client>(server_->port()));
      clients.back()->say(post("x"));
      EXPECT_EQ(clients.back()->hear_status(), 200);
    }
    std::this_thread::sleep_for(milliseconds(50));
    for (const auto& client : clients) {
      client->say(post("y"));
      EXPECT_EQ(client->hear_status(), 200);
    }
    Client next(server_->port());
    next.say(post("z"));
    EXPECT_EQ(next.hear_status(), 200);
    EXPECT_TRUE(clients.front()->hears_the_end());
    EXPECT_EQ(service_.counts.closed_evicted, static_cast<std::int64_t>(limit == 1 ? 1 : 2));
  }
}

TEST_F(HttpServerTest, ConnectionsOfOldClientsEndWithTheirAnswer) {
  start();
  Client client(server_->port());
  client.say("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.hear_status(), 200);
  EXPECT_TRUE(client.hears_the_end());
}

TEST_F(HttpServerTest, AStopWaitsForNothingThatNobodyWaitsFor) {
  start({.num_workers = 1, .stop_time = milliseconds(300)});
  hold(true);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<Client>(server_->port()));
    clients.back()->say(post("x"));
  }
  wait_for_asked(1);
  std::jthread stopping([&] { server_->stop(); });
  for (const auto& client : clients) EXPECT_TRUE(client->hears_the_end());
  EXPECT_TRUE(service_.gives_up);
  hold(false);
  stopping.join();
  EXPECT_EQ(num_asked_, 1);
}

TEST(HttpServerStartTest, AStopLeavesThePathToItsSuccessor) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("socket");
  std::atomic<bool> is_held = true;
  Echo service([&](const HttpRequest&) {
    while (is_held) std::this_thread::sleep_for(milliseconds(1));
    return HttpAnswer();
  });
  const auto server =
      HttpServer::start(service, {.path = path, .max_wait = std::chrono::minutes(1)});
  Client client(path);
  client.say("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::this_thread::sleep_for(milliseconds(50));
  std::jthread stopping([&] { server.value()->stop(); });
  while (std::filesystem::exists(path)) std::this_thread::sleep_for(milliseconds(1));
  Echo quick([](const HttpRequest&) { return HttpAnswer(); });
  const auto successor = HttpServer::start(quick, {.path = path});
  ASSERT_TRUE(successor.ok());
  is_held = false;
  stopping.join();
  Client other(path);
  other.say("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(other.hear_status(), 200);
}

TEST(HttpServerStartTest, RefusesAddressesThatItCannotHave) {
  Echo handler;
  EXPECT_EQ(HttpServer::start(handler, {.address = "localhost", .port = 0}).error().code,
            ErrorCode::kUsageWrong);
  const auto server = HttpServer::start(handler, {.port = 0});
  ASSERT_TRUE(server.ok());
  EXPECT_EQ(HttpServer::start(handler, {.port = server.value()->port()}).error().code,
            ErrorCode::kServeAddress);
}

}  // namespace
}  // namespace twotower
