#include "http/http_api.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/json.h"
#include "http/error_answer.h"
#include "serve/request_forms.h"

namespace twotower {
namespace {

using Answered = Result<Value>;

template <typename Answer>
Answered value_of(const Result<Answer>& answer) {
  if (!answer.ok()) return answer.error();
  return to_value(answer.value());
}

Answered recommend(const Recommender& recommender, const Value& body) {
  TWOTOWER_ASSIGN(const RecommendRequest request, recommend_request(body));
  return value_of(recommender.recommend(request));
}

Answered recommend_batch(const Recommender& recommender, const Value& body) {
  const Value* requests = body.find("requests");
  const auto* list = requests == nullptr ? nullptr : requests->as<Value::List>();
  if (list == nullptr || body.as<Value::Map>()->size() != 1) {
    return Error{ErrorCode::kRequestOutOfRange, "requests", "the body is {requests: [...]}"};
  }
  if (list->size() > HttpApi::kMaxBatch) {
    return Error{
        ErrorCode::kRequestOutOfRange, "requests",
        fmt::format("requests has {} elements, allowed: {}", list->size(), HttpApi::kMaxBatch)};
  }
  Value::List answers;
  for (const Value& request : *list) {
    const Answered answer = recommend(recommender, request);
    answers.push_back(answer.ok() ? answer.value() : error_value(answer.error()));
  }
  return Value(Value::Map{{"answers", Value(std::move(answers))}});
}

Answered similar(const Recommender& recommender, const Value& body) {
  TWOTOWER_ASSIGN(const SimilarRequest request, similar_request(body));
  return value_of(recommender.similar(request));
}

Answered score(const Recommender& recommender, const Value& body) {
  TWOTOWER_ASSIGN(const ScoreRequest request, score_request(body));
  return value_of(recommender.score(request.whom, request.items));
}

Answered why(const Recommender& recommender, const Value& body) {
  TWOTOWER_ASSIGN(const WhyRequest request, why_request(body));
  return value_of(recommender.why(request.whom, request.item_id));
}

Answered health(const Recommender& recommender, const Value& /*body*/) {
  const auto bundle = recommender.bundle();
  return Value(Value::Map{{"status", Value(std::string("ok"))},
                          {"generation", Value(bundle->manifest.generation)},
                          {"model", Value(bundle->manifest.model)}});
}

struct Route {
  std::string_view path;
  std::string_view method;
  Answered (*answer)(const Recommender&, const Value& body);
};
constexpr std::array kRoutes = {
    Route{"/v1/recommend", "POST", recommend},
    Route{"/v1/recommend:batch", "POST", recommend_batch},
    Route{"/v1/similar", "POST", similar},
    Route{"/v1/score", "POST", score},
    Route{"/v1/why", "POST", why},
    Route{"/livez", "GET", health},
    Route{"/readyz", "GET", health},
    Route{"/healthz", "GET", health},
};

HttpAnswer not_found(std::string_view path) {
  return answer_of({ErrorCode::kHttpNotFound, "", fmt::format("there is nothing at {}", path)});
}

}  // namespace

HttpAnswer HttpApi::answer(const HttpRequest& request) const {
  const std::string_view path = request.target.substr(0, request.target.find('?'));
  const auto route = std::ranges::find(kRoutes, path, &Route::path);
  if (route == kRoutes.end()) return not_found(path);
  if (request.method != route->method) {
    HttpAnswer refused = answer_of(
        {ErrorCode::kHttpWrongMethod, "", fmt::format("{} takes {}", path, route->method)});
    refused.fields.emplace_back("Allow", route->method);
    return refused;
  }
  Value body;
  if (route->method == "POST") {
    auto parsed = parse_json(request.body, "body");
    if (!parsed.ok()) return answer_of(parsed.error());
    body = std::move(parsed).value();
    if (body.as<Value::Map>() == nullptr) {
      return answer_of({ErrorCode::kJsonSyntax, "body", "the body is no JSON object"});
    }
  }
  const Answered answered = route->answer(recommender_, body);
  if (!answered.ok()) return answer_of(answered.error());
  return {.status = 200, .body = to_json(answered.value()) + "\n", .fields = {}};
}

}  // namespace twotower
