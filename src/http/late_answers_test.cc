// A service whose answers come when it likes.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/http_server.h"
#include "http/test_client.h"

namespace twotower {
namespace {

// Keeps replies until it is told to give them.
class LateService final : public HttpService {
 public:
  Result<void> check(const HttpRequest& /*header*/) const override { return {}; }
  bool is_quick(const HttpRequest& /*request*/) const override { return false; }
  void answer(const HttpRequest& /*request*/, Reply reply) override {
    const std::scoped_lock lock(mutex_);
    replies_.push_back(std::move(reply));
    came_.notify_all();
  }
  void on_answer(const HttpRequest& /*request*/, HttpAnswer& /*answer*/) override {}

  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(
        came_.wait_for(lock, std::chrono::seconds(20), [&] { return replies_.size() >= count; }));
  }
  void give(std::string_view body) {
    const std::scoped_lock lock(mutex_);
    for (auto& reply : replies_) reply({.body = std::string(body)});
    replies_.clear();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<HttpService::Reply> replies_;
};

std::unique_ptr<HttpServer> start(HttpService& service, ServerOptions options) {
  options.port = 0;
  options.max_wait = std::chrono::minutes(1);
  return HttpServer::start(service, std::move(options)).value();
}

TEST(LateAnswersTest, AnswersMayComeLaterAndHoldNoWorker) {
  LateService service;
  const auto server = start(service, {.num_workers = 1});
  std::deque<Client> clients;
  for (int i = 0; i < 5; ++i) {
    clients.emplace_back(server->port());
    clients.back().say(post("x"));
  }
  service.wait_for(5);  // by one worker
  service.give("late");
  for (Client& client : clients) EXPECT_TRUE(client.hear().ends_with("late"));
}

TEST(LateAnswersTest, ALateAnswerMayFindNobody) {
  LateService service;
  const auto server = start(service, {});
  {
    Client(server->port()).say(post("x"));
  }
  service.wait_for(1);
  service.give("late");
  Client client(server->port());
  client.say(post("y"));
  service.wait_for(1);
  service.give("later");
  EXPECT_TRUE(client.hear().ends_with("later"));
}

TEST(LateAnswersTest, AStopWaitsForAnswersThatTheServiceOwes) {
  LateService service;
  const auto server = start(service, {.stop_time = std::chrono::milliseconds(10)});
  Client client(server->port());
  client.say(post("x"));
  service.wait_for(1);
  std::atomic<bool> has_stopped = false;
  std::thread stop([&] {
    server->stop();
    has_stopped = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  EXPECT_FALSE(has_stopped);  // the connection is closed by now, the service has not answered
  service.give("late");
  stop.join();
}

}  // namespace
}  // namespace twotower
