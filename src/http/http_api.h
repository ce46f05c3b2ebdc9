#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "http/api_keys.h"
#include "http/http_message.h"
#include "http/http_service.h"
#include "http/request_log.h"
#include "http/server_metrics.h"
#include "messages/language.h"
#include "serve/filter.h"
#include "serve/recommender.h"
#include "serve/request_forms.h"

namespace twotower {

struct ApiOptions {
  std::size_t max_k = 1000;
  std::size_t max_batch = 256;           // requests of a batch, items of a score
  std::size_t max_batch_items = 10'000;  // that the requests of a batch ask for
  std::size_t max_events = 1000;         // of a call
  std::size_t max_items = 1000;          // to be written, of a call
  std::size_t max_late = 512;            // calls that wait for the disk
  std::size_t max_filter_nodes = kMaxFilterNodes;
  double canary = 0.0;  // share of answers that are compared with exact ones
  LoggedRequests log = LoggedRequests::kNone;
  KeyOptions keys;
};

// Requests by HTTP, from bytes to bytes: no sockets here.
//   POST /v1/recommend, /v1/similar, /v1/score, /v1/why   what request_forms.h reads
//   POST /v1/events            [{user_id, item_id, ...}, ...]: {results: [...]}
//   POST /v1/users/{id}:merge  {from}: {}
//   PUT  /v1/items/{id}, /v1/users/{id}  {features, version?, mode?}: {status, ...}
//   GET, DELETE                the same paths
//   PUT  /v1/rules  {rules: [{name?, when?, items}]}; GET and DELETE alike: {rules, source}
//   POST /v1/items:batch       {items: [{id, features, version?, delete?}], mode?}: {results:
//   [...]} POST /v1/recommend:batch   {requests: [...]}: {answers: [...]}, each an answer or
//   {error} GET  /livez, /readyz, /healthz, /metrics, /openapi.json; HEAD is answered as GET is
//   GET  /v1/generations: {generations: [...]}; POST /v1/generations/{id}:activate; POST
//   /v1/backups: {backup, log_position}
// Anything else is 404, and a method that a path has not is 405. Answers of /v1 end with `time`,
// seconds since the first byte, and `request_id`: the client's X-Request-Id, or a new one. Errors
// are in the language that the client asks for: see language_of().
class HttpApi final : public HttpService {
 public:
  // The recommender must outlive it.
  HttpApi(Recommender& recommender, ApiOptions options);

  // Asks for a key where the path needs one.
  Result<void> check(const HttpRequest& header) const override;
  bool is_quick(const HttpRequest& request) const override;
  void answer(const HttpRequest& request, Reply reply) override;
  void on_answer(const HttpRequest& request, HttpAnswer& answer) override;

  // Those of the requests from then on. Thread-safe.
  void set_keys(const KeyOptions& keys);

 private:
  struct Route;
  // Who may ask, and what they are told of it.
  struct Access {
    ApiKeys keys;
    std::string open_api;
  };
  struct Call {
    const HttpRequest& request;
    std::string request_id;
    Language language = Language::kEnglish;  // of what people read of the answer
    Value body = {};                         // null for GET

    // What an answer needs of it.
    Call without_body() const {
      return {.request = request, .request_id = request_id, .language = language};
    }
  };
  using Answered = Result<HttpAnswer>;
  using Respond = std::function<void(Answered)>;

  static std::span<const Route> routes();
  static const Route* find_route(const HttpRequest& request);
  std::string id_of(const HttpRequest& request);
  std::shared_ptr<const Access> access() const;
  std::string describe(bool has_keys) const;  // as OpenAPI
  static Result<void> check_method(const Route* route, const HttpRequest& request);
  static std::vector<std::string> allowed_methods(const HttpRequest& request);
  static Result<Id> id_in(const Call& call);
  static Result<Value> body_of(const Route& route, const HttpRequest& request);
  Answered recommend(const Call& call);
  Answered recommend_batch(const Call& call);
  Answered similar(const Call& call);
  Answered score(const Call& call);
  Answered why(const Call& call);
  Result<void> events(const Call& call, const Respond& respond);
  Result<void> merge(const Call& call, const Respond& respond);
  Answered get_item(const Call& call);
  Result<void> put_item(const Call& call, const Respond& respond);
  Result<void> remove_item(const Call& call, const Respond& respond);
  Result<void> write_item(ItemRequest item, const Call& call, const Respond& respond);
  Result<void> write_items(const Call& call, const Respond& respond);
  Answered get_user(const Call& call);
  Result<void> put_user(const Call& call, const Respond& respond);
  Result<void> erase_user(const Call& call, const Respond& respond);
  Answered get_rules(const Call& call);
  Result<void> put_rules(const Call& call, const Respond& respond);
  Result<void> remove_rules(const Call& call, const Respond& respond);
  Result<void> replace_rules(std::shared_ptr<const ServeRules> rules, const Call& call,
                             const Respond& respond);
  Answered get_generations(const Call& call);
  Result<void> activate(const Call& call, const Respond& respond);
  Result<void> back_up(const Call& call, const Respond& respond);
  Answered health(const Call& call);
  Answered metrics(const Call& call);
  Answered open_api(const Call& call);

  Result<Recommendations> recommended(const RecommendRequest& request, const Call& call);
  Result<RecommendRequest> recommend_request_of(const Value& body,
                                                const HttpRequest& request) const;
  Result<void> check_k(std::size_t k) const;
  Result<void> check_filter(const Condition& filter) const;
  Result<void> check_batch(const char* field, std::size_t size) const;
  Result<void> check_batch_items(std::size_t count) const;
  Result<void> check_events(std::size_t count) const;
  Result<void> check_items(std::size_t count) const;
  void count(const AnswerOrigin& origin);
  bool is_canary();
  void compare_with_exact(RecommendRequest request, const Recommendations& answer);
  HttpAnswer answer_with(Value value, const Call& call);
  static HttpAnswer in_language(HttpAnswer answer, const Call& call);

  Recommender& recommender_;
  ApiOptions options_;
  ServerMetrics metrics_;
  RequestLog log_;
  mutable std::mutex mutex_;  // of access_
  std::shared_ptr<const Access> access_;
  std::atomic<std::uint64_t> num_answers_ = 0;
  std::atomic<std::size_t> num_late_ = 0;
  std::string id_prefix_;  // of this process
  std::atomic<std::uint64_t> num_ids_ = 0;
};

}  // namespace twotower
