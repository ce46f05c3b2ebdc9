#include "cli/demo_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/scratch_folder.h"
#include "base/stopwatch.h"
#include "demo/joining_pizza.h"
#include "http/http_api.h"
#include "http/http_client.h"
#include "http/http_server.h"
#include "http/server_config.h"
#include "run/open_bundle.h"

namespace twotower {
namespace {

constexpr int kNumRequests = 200;
constexpr const char* kListPath = "/v1/recommend";
constexpr const char* kGuest = "guest";
constexpr std::size_t kLongList = 100;  // beyond the menu

// The names in a list of items.
std::vector<std::string> names_of(const Value& answer) {
  std::vector<std::string> names;
  const Value* items = answer.find("items");
  for (const Value& item : *items->as<Value::List>()) {
    names.push_back(*item.find("show")->find("name")->as<std::string>());
  }
  return names;
}

Result<std::vector<std::string>> ask(HttpClient& client, const std::string& path,
                                     const std::string& body) {
  TWOTOWER_ASSIGN(const std::string answer, client.ask("POST", path, body));
  TWOTOWER_ASSIGN(const Value read, parse_json(answer, path));
  return names_of(read);
}

std::string list_request(const std::string& user_id, std::size_t k = 3) {
  return fmt::format(R"({{"user_id": "{}", "k": {}}})", user_id, k);
}

Result<ServedList> ask_for_list(HttpClient& client, const std::string& user_id) {
  ServedList served = {
      .path = kListPath, .body = list_request(user_id), .num_requests = kNumRequests};
  std::vector<double> seconds;
  for (int i = 0; i < kNumRequests; ++i) {
    const Stopwatch watch;
    const auto answer = client.ask("POST", served.path, served.body);
    if (!answer.ok()) return answer.error();
    seconds.push_back(watch.seconds());
  }
  std::ranges::nth_element(seconds, seconds.begin() + kNumRequests / 2);
  served.milliseconds = 1e3 * seconds[kNumRequests / 2];
  TWOTOWER_ASSIGN(served.pizzas, ask(client, served.path, served.body));
  return served;
}

Result<ServedEvent> tell_event(HttpClient& client, const std::string& pizza_id) {
  const std::string request = list_request(kGuest);
  ServedEvent event = {
      .path = "/v1/events",
      .body = fmt::format(R"([{{"user_id": "{}", "item_id": "{}"}}])", kGuest, pizza_id)};
  TWOTOWER_ASSIGN(event.before, ask(client, kListPath, request));
  const Stopwatch watch;
  TWOTOWER_TRY(client.ask("POST", event.path, event.body));
  event.milliseconds = 1e3 * watch.seconds();
  TWOTOWER_ASSIGN(event.after, ask(client, kListPath, request));
  return event;
}

// Its place in the list of somebody, 0 where it is not there.
Result<std::size_t> place_of(HttpClient& client, const std::string& user_id,
                             std::string_view pizza) {
  TWOTOWER_ASSIGN(const std::vector<std::string> names,
                  ask(client, kListPath, list_request(user_id, kLongList)));
  const auto found = std::ranges::find(names, pizza);
  return found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin()) + 1;
}

Result<ServedItem> put_and_remove_item(HttpClient& client) {
  const Value features(Value::Map{{"name", Value(std::string(JoiningPizza::kName))},
                                  {"category", Value(std::string(JoiningPizza::kCategory))},
                                  {"price", Value(JoiningPizza::kPrice)},
                                  {"tags", Value(std::string(JoiningPizza::kTags))}});
  ServedItem item = {
      .path = fmt::format("/v1/items/{}", JoiningPizza::kId),
      .body = to_json(Value(Value::Map{{"features", features}}), JsonLayout::kOneLine)};
  const Stopwatch watch;
  TWOTOWER_TRY(client.ask("PUT", item.path, item.body));
  item.milliseconds = 1e3 * watch.seconds();
  TWOTOWER_ASSIGN(item.place, place_of(client, kGuest, JoiningPizza::kName));
  TWOTOWER_TRY(client.ask("DELETE", item.path, ""));
  TWOTOWER_ASSIGN(item.place_after, place_of(client, kGuest, JoiningPizza::kName));
  return item;
}

}  // namespace

Result<void> ask_server(const std::string& user_id, const std::string& pizza_id,
                        PizzaStory& story) {
  ScratchFolder state;
  TWOTOWER_ASSIGN(const std::string folder, state.make());
  TWOTOWER_ASSIGN(const ServerSetup setup, set_up({.listen = "127.0.0.1:0", .threads = 1}));
  TWOTOWER_ASSIGN(Recommender recommender,
                  open_recommender_to_serve(story.run_folder, {.path = folder}, {}, nullptr));
  HttpApi api(recommender, setup.api);
  TWOTOWER_ASSIGN(const auto server, HttpServer::start(api, setup.server));
  TWOTOWER_ASSIGN(HttpClient client, HttpClient::connect(server->port()));
  TWOTOWER_ASSIGN(story.served, ask_for_list(client, user_id));
  TWOTOWER_ASSIGN(story.event, tell_event(client, pizza_id));
  TWOTOWER_ASSIGN(story.item, put_and_remove_item(client));
  return {};
}

}  // namespace twotower
