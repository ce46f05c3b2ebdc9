#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/stopwatch.h"
#include "http/error_answer.h"
#include "http/http_api.h"
#include "http/query.h"
#include "serve/request_error.h"
#include "serve/request_forms.h"

// The calls of HttpApi that change something: they answer once it is durable.
namespace twotower {
namespace {

HttpAnswer with_tag(HttpAnswer answer, const std::string& tag) {
  if (tag.empty()) return answer;
  answer.fields.emplace_back("ETag", tag);
  return answer;
}

Error unknown_id(const char* what, const Id& id) {
  return {ErrorCode::kRequestUnknownId, "id", fmt::format("there is no {} {}", what, id_text(id))};
}

}  // namespace

void HttpApi::events(const Call& call, const Respond& respond) {
  auto events = events_request(call.body);
  if (!events.ok()) return respond(events.error());
  const auto checked = check_events(events.value().size());
  if (!checked.ok()) return respond(checked.error());
  const Stopwatch watch;
  const auto taken = recommender_.add_events(
      std::move(events).value(), [this, call = call.without_body(), respond,
                                  watch](const Result<std::vector<EventOutcome>>& outcomes) {
        metrics_.add_stage(RequestStage::kCommit, watch.seconds());
        if (!outcomes.ok()) return respond(outcomes.error());
        Value::List results;
        for (const EventOutcome& outcome : outcomes.value()) {
          metrics_.add_event(outcome);
          results.push_back(to_value(outcome));
        }
        respond(answer_with(Value(Value::Map{{"results", Value(std::move(results))}}), call));
      });
  if (!taken.ok()) respond(taken.error());
}

void HttpApi::merge(const Call& call, const Respond& respond) {
  auto from = merge_request(call.body);
  if (!from.ok()) return respond(from.error());
  auto into = id_in(call);
  if (!into.ok()) return respond(into.error());
  const auto taken = recommender_.merge_users(
      std::move(from).value(), std::move(into).value(), call.request_id,
      [this, call = call.without_body(), respond](const Result<void>& merged) {
        if (!merged.ok()) return respond(merged.error());
        respond(answer_with(Value(Value::Map{}), call));
      });
  if (!taken.ok()) respond(taken.error());
}

HttpApi::Answered HttpApi::get_item(const Call& call) {
  TWOTOWER_ASSIGN(const Id id, id_in(call));
  TWOTOWER_ASSIGN(const auto item, recommender_.item(id));
  if (!item.has_value()) return unknown_id("item", id);
  return with_tag(answer_with(to_value(*item), call), tag_of(*item));
}

void HttpApi::put_item(const Call& call, const Respond& respond) {
  auto id = id_in(call);
  if (!id.ok()) return respond(id.error());
  auto item = put_item_request(std::move(id).value(), call.body);
  write_item(std::move(item), call, respond);
}

void HttpApi::remove_item(const Call& call, const Respond& respond) {
  auto id = id_in(call);
  if (!id.ok()) return respond(id.error());
  auto item = remove_item_request(std::move(id).value(), call.body);
  write_item(std::move(item), call, respond);
}

void HttpApi::write_item(Result<ItemRequest> item, const Call& call, const Respond& respond) {
  if (!item.ok()) return respond(item.error());
  ItemRequest request = std::move(item).value();
  request.condition.if_match = tags_of(call.request, "If-Match");
  request.condition.if_none_match = tags_of(call.request, "If-None-Match");
  request.request_id = call.request_id;
  const auto taken = recommender_.write_items(
      {std::move(request)}, [this, call = call.without_body(),
                             respond](const Result<std::vector<WriteOutcome>>& outcomes) {
        if (!outcomes.ok()) return respond(outcomes.error());
        const WriteOutcome& outcome = outcomes.value().front();
        metrics_.add_item(outcome);
        if (outcome.error.has_value()) return respond(*outcome.error);
        respond(with_tag(answer_with(to_value(outcome), call), outcome.tag));
      });
  if (!taken.ok()) respond(taken.error());
}

void HttpApi::write_items(const Call& call, const Respond& respond) {
  auto items = items_request(call.body);
  if (!items.ok()) return respond(items.error());
  std::vector<ItemRequest> requests = std::move(items).value();
  const auto checked = check_items(requests.size());
  if (!checked.ok()) return respond(checked.error());
  for (ItemRequest& request : requests) request.request_id = call.request_id;
  const auto taken = recommender_.write_items(
      std::move(requests), [this, call = call.without_body(),
                            respond](const Result<std::vector<WriteOutcome>>& outcomes) {
        if (!outcomes.ok()) return respond(outcomes.error());
        Value::List results;
        for (const WriteOutcome& outcome : outcomes.value()) {
          metrics_.add_item(outcome);
          results.push_back(to_value(outcome));
        }
        respond(answer_with(Value(Value::Map{{"results", Value(std::move(results))}}), call));
      });
  if (!taken.ok()) respond(taken.error());
}

HttpApi::Answered HttpApi::get_user(const Call& call) {
  TWOTOWER_ASSIGN(const Id id, id_in(call));
  TWOTOWER_ASSIGN(const auto user, recommender_.user(id));
  if (!user.has_value()) return unknown_id("user", id);
  return with_tag(answer_with(to_value(*user), call), tag_of(*user));
}

void HttpApi::put_user(const Call& call, const Respond& respond) {
  auto id = id_in(call);
  if (!id.ok()) return respond(id.error());
  auto user = put_user_request(std::move(id).value(), call.body);
  if (!user.ok()) return respond(user.error());
  UserRequest request = std::move(user).value();
  request.condition.if_match = tags_of(call.request, "If-Match");
  request.condition.if_none_match = tags_of(call.request, "If-None-Match");
  request.request_id = call.request_id;
  const auto taken = recommender_.put_user(
      std::move(request),
      [this, call = call.without_body(), respond](const Result<WriteOutcome>& outcome) {
        if (!outcome.ok()) return respond(outcome.error());
        respond(with_tag(answer_with(to_value(outcome.value()), call), outcome.value().tag));
      });
  if (!taken.ok()) respond(taken.error());
}

void HttpApi::erase_user(const Call& call, const Respond& respond) {
  auto id = id_in(call);
  if (!id.ok()) return respond(id.error());
  const auto taken = recommender_.erase_user(
      id.value(), call.request_id, [this, call = call.without_body(), respond](const auto& erased) {
        if (!erased.ok()) return respond(erased.error());
        respond(answer_with(to_value(erased.value()), call));
      });
  if (!taken.ok()) respond(taken.error());
}

HttpApi::Answered HttpApi::get_rules(const Call& call) {
  return answer_with(to_value(*recommender_.rules()), call);
}

void HttpApi::put_rules(const Call& call, const Respond& respond) {
  auto list = rules_request(call.body);
  if (!list.ok()) return respond(list.error());
  for (const ServeRule& rule : list.value()) {
    for (const Condition* condition : {&rule.when, &rule.items}) {
      const auto checked = check_filter(*condition);
      if (!checked.ok()) return respond(checked.error());
    }
  }
  auto rules = ServeRules::told(std::move(list).value());
  if (!rules.ok()) return respond(rules.error());
  replace_rules(std::make_shared<const ServeRules>(std::move(rules).value()), call, respond);
}

void HttpApi::remove_rules(const Call& call, const Respond& respond) {
  replace_rules(nullptr, call, respond);
}

void HttpApi::replace_rules(std::shared_ptr<const ServeRules> rules, const Call& call,
                            const Respond& respond) {
  const auto taken =
      recommender_.put_rules(std::move(rules), call.request_id,
                             [this, call = call.without_body(), respond](const auto& replaced) {
                               if (!replaced.ok()) return respond(replaced.error());
                               respond(answer_with(to_value(*replaced.value()), call));
                             });
  if (!taken.ok()) respond(taken.error());
}

}  // namespace twotower
