#include "cli/demo_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/json.h"
#include "base/stopwatch.h"
#include "http/http_api.h"
#include "http/http_client.h"
#include "http/http_server.h"
#include "http/server_config.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

constexpr int kNumRequests = 200;

// The names in a list of items.
std::vector<std::string> names_of(const Value& answer) {
  std::vector<std::string> names;
  const Value* items = answer.find("items");
  for (const Value& item : *items->as<Value::List>()) {
    names.push_back(*item.find("show")->find("name")->as<std::string>());
  }
  return names;
}

}  // namespace

Result<ServedList> ask_server(const std::string& run_folder, const std::string& user_id) {
  TWOTOWER_ASSIGN(const ServerSetup setup, set_up({.listen = "127.0.0.1:0", .threads = 1}));
  TWOTOWER_ASSIGN(Recommender recommender, open_recommender_to_serve(run_folder));
  HttpApi api(recommender, setup.api);
  TWOTOWER_ASSIGN(const auto server, HttpServer::start(api, setup.server));
  TWOTOWER_ASSIGN(HttpClient client, HttpClient::connect(server->port()));
  ServedList served = {.path = "/v1/recommend",
                       .body = fmt::format(R"({{"user_id": "{}", "k": 3}})", user_id),
                       .num_requests = kNumRequests};
  std::vector<double> seconds;
  for (int i = 0; i < kNumRequests; ++i) {
    const Stopwatch watch;
    TWOTOWER_ASSIGN(const std::string answer, client.post(served.path, served.body));
    seconds.push_back(watch.seconds());
    if (i > 0) continue;
    TWOTOWER_ASSIGN(const Value read, parse_json(answer, "answer"));
    served.pizzas = names_of(read);
  }
  std::ranges::nth_element(seconds, seconds.begin() + kNumRequests / 2);
  served.milliseconds = 1e3 * seconds[kNumRequests / 2];
  return served;
}

}  // namespace twotower
