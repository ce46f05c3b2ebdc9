#include "http/http_api.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/checksum.h"
#include "base/json.h"
#include "base/messages/http_errors.h"
#include "base/messages/serve_errors.h"
#include "base/stopwatch.h"
#include "http/answer_language.h"
#include "http/error_answer.h"
#include "http/open_api.h"
#include "http/path_id.h"
#include "http/query.h"
#include "http/request_guard.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// What a client calls its request, if it may stand in our logs.
std::optional<std::string_view> given_id(const HttpRequest& request) {
  constexpr std::size_t kMaxSize = 64;
  const auto id = field_of(request, "X-Request-Id");
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("-_.:").find(c) != std::string_view::npos;
  };
  if (!id.has_value() || id->empty() || id->size() > kMaxSize) return std::nullopt;
  return std::ranges::all_of(*id, is_plain) ? id : std::nullopt;
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

std::string random_prefix() {
  TWOTOWER_CHECK(sodium_init() >= 0);
  std::uint64_t number = 0;
  randombytes_buf(&number, sizeof(number));
  return to_hex(number);
}

std::size_t num_of(const std::vector<RecommendedItem>& items, const Id& id) {
  return static_cast<std::size_t>(std::ranges::count(items, id, &RecommendedItem::id));
}

HttpAnswer plain_answer(std::string body, std::string content_type) {
  return {.body = std::move(body), .content_type = std::move(content_type)};
}

HttpAnswer json_answer(const Value& value) {
  return {.body = to_json(value, JsonLayout::kOneLine) + "\n"};
}

}  // namespace

// `role` is that of the key which it needs; none: nobody needs one.
struct HttpApi::Route {
  std::string_view path;
  std::string_view method;
  std::optional<KeyRole> role;
  Answered (HttpApi::*answer)(const Call& call);  // null: answer_later
  Value (*describe)(const DescribedServer& server);
  // Fails where it has not called `respond`, and never will.
  Result<void> (HttpApi::*answer_later)(const Call& call, const Respond& respond) = nullptr;
  bool takes_list = false;   // as its body, which is a map else
  bool takes_query = false;  // keys of the body may stand in the query, too
  bool needs_no_body = false;

  // RFC 9110, section 9.3.2: the server leaves the body out.
  bool takes(std::string_view asked) const {
    return asked == method || (asked == "HEAD" && method == "GET");
  }
  // Health: an overloaded server is alive.
  bool is_quick() const { return answer == &HttpApi::health; }
  bool has_body() const { return (method == "POST" && !needs_no_body) || method == "PUT"; }
  std::string_view allowed() const { return method == "GET" ? "GET, HEAD" : method; }
};

std::span<const HttpApi::Route> HttpApi::routes() {
  static constexpr auto kRead = KeyRole::kRead;
  static constexpr auto kWrite = KeyRole::kWrite;
  static constexpr auto kAdmin = KeyRole::kAdmin;
  static constexpr std::array kRoutes = {
      Route{"/v1/recommend", "POST", kRead, &HttpApi::recommend, recommend_operation},
      Route{"/v1/recommend:batch", "POST", kRead, &HttpApi::recommend_batch,
            recommend_batch_operation},
      Route{"/v1/similar", "POST", kRead, &HttpApi::similar, similar_operation},
      Route{"/v1/score", "POST", kRead, &HttpApi::score, score_operation},
      Route{"/v1/why", "POST", kRead, &HttpApi::why, why_operation},
      Route{"/v1/events", "POST", kWrite, nullptr, events_operation, &HttpApi::events, true},
      Route{"/v1/items/{id}", "GET", kRead, &HttpApi::get_item, get_item_operation},
      Route{"/v1/items/{id}", "PUT", kWrite, nullptr, put_item_operation, &HttpApi::put_item, false,
            true},
      Route{"/v1/items/{id}", "DELETE", kWrite, nullptr, remove_item_operation,
            &HttpApi::remove_item, false, true},
      Route{"/v1/items:batch", "POST", kWrite, nullptr, write_items_operation,
            &HttpApi::write_items, false, true},
      Route{"/v1/users/{id}:merge", "POST", kWrite, nullptr, merge_operation, &HttpApi::merge},
      Route{"/v1/users/{id}", "GET", kRead, &HttpApi::get_user, get_user_operation},
      Route{"/v1/users/{id}", "PUT", kWrite, nullptr, put_user_operation, &HttpApi::put_user, false,
            true},
      Route{"/v1/users/{id}", "DELETE", kWrite, nullptr, erase_user_operation,
            &HttpApi::erase_user},
      Route{"/v1/rules", "GET", kRead, &HttpApi::get_rules, get_rules_operation},
      Route{"/v1/rules", "PUT", kAdmin, nullptr, put_rules_operation, &HttpApi::put_rules},
      Route{"/v1/rules", "DELETE", kAdmin, nullptr, remove_rules_operation, &HttpApi::remove_rules},
      Route{"/v1/generations", "GET", kRead, &HttpApi::get_generations, get_generations_operation},
      Route{"/v1/generations/{id}:activate", "POST", kAdmin, nullptr, activate_operation,
            &HttpApi::activate, false, false, true},
      Route{"/v1/backups", "POST", kAdmin, nullptr, backup_operation, &HttpApi::back_up, false,
            false, true},
      Route{"/metrics", "GET", kRead, &HttpApi::metrics, metrics_operation},
      Route{"/openapi.json", "GET", std::nullopt, &HttpApi::open_api, open_api_operation},
      Route{"/livez", "GET", std::nullopt, &HttpApi::health, health_operation},
      Route{"/readyz", "GET", std::nullopt, &HttpApi::health, health_operation},
      Route{"/healthz", "GET", std::nullopt, &HttpApi::health, health_operation},
  };
  return kRoutes;
}

// Of those that have the path the one that takes the method, or the first: several calls may have
// one path, and a path two forms, since an id may end with ":merge".
const HttpApi::Route* HttpApi::find_route(const HttpRequest& request) {
  const std::string_view path = path_of(request.target);
  const Route* with_path = nullptr;
  for (const Route& route : routes()) {
    if (!has_form(path, route.path)) continue;
    if (route.takes(request.method)) return &route;
    if (with_path == nullptr) with_path = &route;
  }
  return with_path;
}

std::string HttpApi::describe(bool has_keys) const {
  std::vector<DescribedCall> calls;
  for (const Route& route : routes()) {
    calls.push_back({route.path, route.method, route.role.has_value(), route.describe});
  }
  const DescribedServer server = {.max_k = options_.max_k,
                                  .max_batch = options_.max_batch,
                                  .max_events = options_.max_events,
                                  .max_items = options_.max_items,
                                  .has_keys = has_keys};
  return to_json(open_api_document(calls, server), JsonLayout::kOneLine) + "\n";
}

HttpApi::HttpApi(Recommender& recommender, ApiOptions options)
    : recommender_(recommender),
      options_(std::move(options)),
      log_(options_.log),
      id_prefix_(random_prefix()) {
  set_keys(std::exchange(options_.keys, {}));
}

void HttpApi::set_keys(const KeyOptions& keys) {
  std::shared_ptr<const Access> made =
      std::make_shared<Access>(Access{ApiKeys(keys), describe(!keys.are_empty())});
  const std::scoped_lock lock(mutex_);
  access_.swap(made);
}

std::shared_ptr<const HttpApi::Access> HttpApi::access() const {
  const std::scoped_lock lock(mutex_);
  return access_;
}

Result<void> HttpApi::check(const HttpRequest& header) const {
  const Route* route = find_route(header);
  if (route == nullptr || !route->role.has_value()) return {};
  return access()->keys.check(header, *route->role);
}

bool HttpApi::is_quick(const HttpRequest& request) const {
  const Route* route = find_route(request);
  return route != nullptr && route->is_quick();
}

std::string HttpApi::id_of(const HttpRequest& request) {
  const auto id = given_id(request);
  return id.has_value() ? std::string(*id) : id_prefix_ + to_hex(++num_ids_);
}

void HttpApi::answer(const HttpRequest& request, Reply reply) {
  std::string request_id = id_of(request);
  const Route* route = find_route(request);
  const bool was_queued = route == nullptr || !route->is_quick();
  if (was_queued) metrics_.add_stage(RequestStage::kQueue, request.queue_seconds);
  const Language language = language_of(request);
  const Respond respond = [request_id, allowed = allowed_methods(request), language,
                           reply = std::move(reply)](Answered answered) {
    HttpAnswer answer =
        answered.ok() ? std::move(answered).value() : answer_of(answered.error(), language);
    if (answer.error.has_value() && answer.error->code == ErrorCode::kHttpWrongMethod) {
      answer.fields.emplace_back("Allow", fmt::format("{}", fmt::join(allowed, ", ")));
    }
    answer.request_id = request_id;
    reply(std::move(answer));
  };
  const auto checked = check_method(route, request);
  if (!checked.ok()) return respond(checked.error());
  auto body = body_of(*route, request);
  if (!body.ok()) return respond(body.error());
  const Call call = {.request = request,
                     .request_id = std::move(request_id),
                     .language = language,
                     .body = std::move(body).value()};
  if (route->answer_later == nullptr) return respond((this->*route->answer)(call));
  // Calls that wait for the disk hold their connections: the others are for who asks.
  const Respond respond_late = [this, respond](Answered answered) {
    --num_late_;
    respond(std::move(answered));
  };
  if (++num_late_ > options_.max_late) {
    return respond_late(Error{ErrorCode::kServeBusy, "", HttpDiskCallsWait(options_.max_late)});
  }
  const auto begun = (this->*route->answer_later)(call, respond_late);
  if (!begun.ok()) respond_late(begun.error());
}

void HttpApi::on_answer(const HttpRequest& request, HttpAnswer& answer) {
  if (answer.request_id.empty()) answer.request_id = id_of(request);
  answer.fields.emplace_back("X-Request-Id", answer.request_id);
  const Route* route = find_route(request);
  const std::string_view path = route == nullptr ? "other" : route->path;
  const double seconds = seconds_since(request.first_byte);
  metrics_.add_request(path, answer.status, seconds);
  if (answer.error.has_value()) metrics_.add_error(*answer.error);
  log_.write(path, request, answer, seconds);
}

Result<void> HttpApi::check_method(const Route* route, const HttpRequest& request) {
  if (route == nullptr) {
    return Error{ErrorCode::kHttpNotFound, "",
                 HttpPathUnknown(std::string(path_of(request.target)))};
  }
  if (route->takes(request.method)) return {};
  return Error{ErrorCode::kHttpWrongMethod, "",
               HttpMethodWrong(std::string(route->path), allowed_methods(request))};
}

std::vector<std::string> HttpApi::allowed_methods(const HttpRequest& request) {
  std::vector<std::string> allowed;
  const Route* found = find_route(request);
  for (const Route& route : routes()) {
    if (found != nullptr && route.path == found->path) allowed.emplace_back(route.allowed());
  }
  return allowed;
}

Result<Value> HttpApi::body_of(const Route& route, const HttpRequest& request) {
  Value body = route.takes_query ? Value(Value::Map{}) : Value();
  if (route.has_body() || (route.takes_query && !request.body.empty())) {
    TWOTOWER_ASSIGN(body, parse_json(request.body, "body"));
  }
  if (route.takes_query) TWOTOWER_TRY(add_query(request.target, body));
  if (body.is_null() && !route.has_body()) return body;
  const bool is_right =
      route.takes_list ? body.as<Value::List>() != nullptr : body.as<Value::Map>() != nullptr;
  if (is_right) return body;
  const Message message = route.takes_list ? Message(HttpBodyNotArray()) : HttpBodyNotObject();
  return Error{ErrorCode::kJsonSyntax, "body", message};
}

// Adds to the document what it says of its own making.
HttpAnswer HttpApi::answer_with(Value value, const Call& call) {
  const Stopwatch watch;
  if (auto* map = std::get_if<Value::Map>(&value.data())) {
    map->push_back({"time", Value(seconds_since(call.request.first_byte))});
    map->push_back({"request_id", Value(call.request_id)});
  }
  HttpAnswer answer = json_answer(value);
  metrics_.add_stage(RequestStage::kWrite, watch.seconds());
  return answer;
}

// Of answers that hold errors beside what was asked for.
HttpAnswer HttpApi::in_language(HttpAnswer answer, const Call& call) {
  name_language(call.language, answer);
  return answer;
}

void HttpApi::count(const AnswerOrigin& origin) {
  metrics_.add_stage(RequestStage::kTower, origin.tower_seconds);
  metrics_.add_stage(RequestStage::kSearch, origin.search_seconds);
  if (origin.is_degraded()) metrics_.add_degraded();
}

Result<void> HttpApi::check_k(std::size_t k) const {
  if (k <= options_.max_k) return {};
  return out_of_range("k", HttpListTooLong(k, options_.max_k));
}

Result<void> HttpApi::check_filter(const Condition& filter) const {
  const std::size_t count = num_nodes(filter);
  if (count <= options_.max_filter_nodes) return {};
  return out_of_range("filter", HttpFilterTooLarge(count, options_.max_filter_nodes));
}

Result<void> HttpApi::check_batch(const char* field, std::size_t size) const {
  if (size <= options_.max_batch) return {};
  return out_of_range(field, HttpBatchTooLarge(field, size, options_.max_batch));
}

Result<void> HttpApi::check_batch_items(std::size_t count) const {
  if (count <= options_.max_batch_items) return {};
  return out_of_range("requests", HttpBatchItemsTooMany(count, options_.max_batch_items));
}

Result<void> HttpApi::check_events(std::size_t count) const {
  if (count <= options_.max_events) return {};
  return out_of_range("events", HttpCallTooLarge("events", count, options_.max_events));
}

Result<void> HttpApi::check_items(std::size_t count) const {
  if (count <= options_.max_items) return {};
  return out_of_range("items", HttpCallTooLarge("items", count, options_.max_items));
}

Result<Id> HttpApi::id_in(const Call& call) {
  return id_in_path(path_of(call.request.target), find_route(call.request)->path);
}

Result<RecommendRequest> HttpApi::recommend_request_of(const Value& body,
                                                       const HttpRequest& request) const {
  TWOTOWER_ASSIGN(RecommendRequest asked, recommend_request(body, request.first_byte));
  TWOTOWER_TRY(check_k(asked.k));
  TWOTOWER_TRY(check_filter(asked.filter));
  asked.is_paged = true;
  return asked;
}

// To keep what was shown changes what is kept.
Result<Recommendations> HttpApi::recommended(const RecommendRequest& request, const Call& call) {
  if (request.log_shown) TWOTOWER_TRY(access()->keys.check(call.request, KeyRole::kWrite));
  TWOTOWER_ASSIGN(Recommendations made, recommender_.recommend(request));
  count(made.origin);
  if (request.log_shown) TWOTOWER_TRY(recommender_.log_shown(request, made, call.request_id));
  return made;
}

HttpApi::Answered HttpApi::recommend(const Call& call) {
  const Stopwatch watch;
  TWOTOWER_ASSIGN(RecommendRequest request, recommend_request_of(call.body, call.request));
  metrics_.add_stage(RequestStage::kParse, watch.seconds());
  TWOTOWER_ASSIGN(Recommendations made, recommended(request, call));
  HttpAnswer answer = answer_with(to_value(made), call);
  if (is_canary()) {
    answer.after = [this, request = std::move(request), made = std::move(made)]() mutable {
      compare_with_exact(std::move(request), made);
    };
  }
  return answer;
}

HttpApi::Answered HttpApi::recommend_batch(const Call& call) {
  const Value* requests = call.body.find("requests");
  const auto* list = requests == nullptr ? nullptr : requests->as<Value::List>();
  const std::string form = "{requests: [...]}";
  if (list == nullptr) return out_of_range("requests", BodyListMissing("requests", form));
  if (call.body.as<Value::Map>()->size() != 1) {
    return out_of_range("requests", HttpBodyKeysMore("requests", form));
  }
  TWOTOWER_TRY(check_batch("requests", list->size()));
  std::vector<Result<RecommendRequest>> requests_of;
  std::size_t num_items = 0;
  for (const Value& body : *list) {
    requests_of.push_back(recommend_request_of(body, call.request));
    if (requests_of.back().ok()) num_items += requests_of.back().value().k;
  }
  TWOTOWER_TRY(check_batch_items(num_items));
  Value::List answers;
  for (const auto& request : requests_of) {
    if (gives_up) return Error{ErrorCode::kServeBusy, "", ServerStops()};
    const auto made = request.ok() ? recommended(request.value(), call)
                                   : Result<Recommendations>(request.error());
    if (!made.ok()) metrics_.add_error(made.error());
    answers.push_back(made.ok() ? to_value(made.value())
                                : error_value(made.error(), call.language));
  }
  return in_language(answer_with(Value(Value::Map{{"answers", Value(std::move(answers))}}), call),
                     call);
}

HttpApi::Answered HttpApi::similar(const Call& call) {
  TWOTOWER_ASSIGN(const SimilarRequest request, similar_request(call.body));
  TWOTOWER_TRY(check_k(request.k));
  TWOTOWER_TRY(check_filter(request.filter));
  TWOTOWER_ASSIGN(const Recommendations made, recommender_.similar(request));
  return answer_with(to_value(made), call);
}

HttpApi::Answered HttpApi::score(const Call& call) {
  TWOTOWER_ASSIGN(const ScoreRequest request, score_request(call.body));
  TWOTOWER_TRY(check_batch("items", request.items.size()));
  TWOTOWER_ASSIGN(const Scores made, recommender_.score(request.whom, request.items));
  return answer_with(to_value(made), call);
}

HttpApi::Answered HttpApi::why(const Call& call) {
  TWOTOWER_ASSIGN(const WhyRequest request, why_request(call.body));
  TWOTOWER_TRY(check_filter(request.whom.filter));
  TWOTOWER_ASSIGN(const Explanation made, recommender_.why(request.whom, request.item_id));
  return answer_with(to_value(made), call);
}

HttpApi::Answered HttpApi::health(const Call& /*call*/) {
  const auto bundle = recommender_.bundle();
  return json_answer(Value(Value::Map{{"status", Value(std::string("ok"))},
                                      {"generation", Value(written_generation(bundle->manifest))},
                                      {"model", Value(bundle->manifest.model)}}));
}

HttpApi::Answered HttpApi::metrics(const Call& /*call*/) {
  const auto bundle = recommender_.bundle();
  std::optional<StoreInfo> store;
  if (const Store* kept = recommender_.store()) {
    store = {.position = static_cast<std::int64_t>(kept->last_position()),
             .waiting = static_cast<std::int64_t>(kept->num_waiting()),
             .commits = static_cast<std::int64_t>(kept->num_commits()),
             .shown_dropped = static_cast<std::int64_t>(recommender_.num_shown_dropped()),
             .disk = kept->disk_use()};
  }
  const GenerationInfo info = {.generation = written_generation(bundle->manifest),
                               .model = bundle->manifest.model,
                               .items = static_cast<std::int64_t>(recommender_.num_items()),
                               .log_lines_dropped = log_.num_dropped(),
                               .switches = recommender_.switch_counts()};
  return plain_answer(metrics_.text(counts, info, store),
                      "text/plain; version=0.0.4; charset=utf-8");
}

HttpApi::Answered HttpApi::open_api(const Call& /*call*/) {
  return plain_answer(access()->open_api, "application/json");
}

// One answer of 1 / canary, evenly.
bool HttpApi::is_canary() {
  const auto number = static_cast<double>(num_answers_++);
  return std::floor((number + 1) * options_.canary) > std::floor(number * options_.canary);
}

void HttpApi::compare_with_exact(RecommendRequest request, const Recommendations& answer) {
  request.deadline.reset();
  request.reads_all = true;
  const auto exact = recommender_.recommend(request);
  // Items may have changed meanwhile: then there is nothing to compare with.
  if (!exact.ok() || exact.value().items.empty()) return;
  if (exact.value().origin.generation != answer.origin.generation) return;
  std::size_t num_found = 0;
  for (const RecommendedItem& item : exact.value().items)
    num_found += num_of(answer.items, item.id);
  metrics_.add_canary(static_cast<double>(num_found) /
                      static_cast<double>(exact.value().items.size()));
}

}  // namespace twotower
