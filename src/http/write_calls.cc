#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/http_errors.h"
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

Error unknown_id(Message message) {
  return {ErrorCode::kRequestUnknownId, "id", std::move(message)};
}

// What a request says of the item or user that it writes, outside its body.
template <typename Request>
Request with_header(Request request, const HttpRequest& header, const std::string& request_id) {
  request.condition.if_match = tags_of(header, "If-Match");
  request.condition.if_none_match = tags_of(header, "If-None-Match");
  request.request_id = request_id;
  return request;
}

// {results: [...]}, one an outcome.
template <typename Outcome>
Value results_of(std::span<const Outcome> outcomes, Language language) {
  Value::List results;
  for (const Outcome& outcome : outcomes) results.push_back(to_value(outcome, language));
  return Value(Value::Map{{"results", Value(std::move(results))}});
}

}  // namespace

Result<void> HttpApi::events(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(std::vector<UserEvent> events, events_request(call.body));
  TWOTOWER_TRY(check_events(events.size()));
  const Stopwatch watch;
  return recommender_.add_events(
      std::move(events), [this, call = call.without_body(), respond,
                          watch](const Result<std::vector<EventOutcome>>& outcomes) {
        metrics_.add_stage(RequestStage::kCommit, watch.seconds());
        if (!outcomes.ok()) return respond(outcomes.error());
        for (const EventOutcome& outcome : outcomes.value()) metrics_.add_event(outcome);
        respond(in_language(
            answer_with(results_of(std::span(outcomes.value()), call.language), call), call));
      });
}

Result<void> HttpApi::merge(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(Id from, merge_request(call.body));
  TWOTOWER_ASSIGN(Id into, id_in(call));
  return recommender_.merge_users(
      std::move(from), std::move(into), call.request_id,
      [this, call = call.without_body(), respond](const Result<void>& merged) {
        if (!merged.ok()) return respond(merged.error());
        respond(answer_with(Value(Value::Map{}), call));
      });
}

HttpApi::Answered HttpApi::get_item(const Call& call) {
  TWOTOWER_ASSIGN(const Id id, id_in(call));
  TWOTOWER_ASSIGN(const auto item, recommender_.item(id));
  if (!item.has_value()) return unknown_id(HttpItemUnknown(id_text(id)));
  return with_tag(answer_with(to_value(*item), call), tag_of(*item));
}

Result<void> HttpApi::put_item(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(Id id, id_in(call));
  TWOTOWER_ASSIGN(ItemRequest item, put_item_request(std::move(id), call.body));
  return write_item(std::move(item), call, respond);
}

Result<void> HttpApi::remove_item(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(Id id, id_in(call));
  TWOTOWER_ASSIGN(ItemRequest item, remove_item_request(std::move(id), call.body));
  return write_item(std::move(item), call, respond);
}

Result<void> HttpApi::write_item(ItemRequest item, const Call& call, const Respond& respond) {
  return recommender_.write_items(
      {with_header(std::move(item), call.request, call.request_id)},
      [this, call = call.without_body(),
       respond](const Result<std::vector<WriteOutcome>>& outcomes) {
        if (!outcomes.ok()) return respond(outcomes.error());
        const WriteOutcome& outcome = outcomes.value().front();
        metrics_.add_item(outcome);
        if (outcome.error.has_value()) return respond(*outcome.error);
        respond(with_tag(answer_with(to_value(outcome, call.language), call), outcome.tag));
      });
}

Result<void> HttpApi::write_items(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(std::vector<ItemRequest> items, items_request(call.body));
  TWOTOWER_TRY(check_items(items.size()));
  for (ItemRequest& item : items) item.request_id = call.request_id;
  return recommender_.write_items(
      std::move(items), [this, call = call.without_body(),
                         respond](const Result<std::vector<WriteOutcome>>& outcomes) {
        if (!outcomes.ok()) return respond(outcomes.error());
        for (const WriteOutcome& outcome : outcomes.value()) metrics_.add_item(outcome);
        respond(in_language(
            answer_with(results_of(std::span(outcomes.value()), call.language), call), call));
      });
}

HttpApi::Answered HttpApi::get_user(const Call& call) {
  TWOTOWER_ASSIGN(const Id id, id_in(call));
  TWOTOWER_ASSIGN(const auto user, recommender_.user(id));
  if (!user.has_value()) return unknown_id(HttpUserUnknown(id_text(id)));
  return with_tag(answer_with(to_value(*user), call), tag_of(*user));
}

Result<void> HttpApi::put_user(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(Id id, id_in(call));
  TWOTOWER_ASSIGN(UserRequest user, put_user_request(std::move(id), call.body));
  return recommender_.put_user(
      with_header(std::move(user), call.request, call.request_id),
      [this, call = call.without_body(), respond](const Result<WriteOutcome>& outcome) {
        if (!outcome.ok()) return respond(outcome.error());
        respond(with_tag(answer_with(to_value(outcome.value(), call.language), call),
                         outcome.value().tag));
      });
}

Result<void> HttpApi::erase_user(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(const Id id, id_in(call));
  return recommender_.erase_user(id, call.request_id,
                                 [this, call = call.without_body(), respond](const auto& erased) {
                                   if (!erased.ok()) return respond(erased.error());
                                   respond(answer_with(to_value(erased.value()), call));
                                 });
}

HttpApi::Answered HttpApi::get_rules(const Call& call) {
  return answer_with(to_value(*recommender_.rules()), call);
}

Result<void> HttpApi::put_rules(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(std::vector<ServeRule> list, rules_request(call.body));
  for (const ServeRule& rule : list) {
    TWOTOWER_TRY(check_filter(rule.when));
    TWOTOWER_TRY(check_filter(rule.items));
  }
  TWOTOWER_ASSIGN(ServeRules rules, ServeRules::told(std::move(list)));
  return replace_rules(std::make_shared<const ServeRules>(std::move(rules)), call, respond);
}

Result<void> HttpApi::remove_rules(const Call& call, const Respond& respond) {
  return replace_rules(nullptr, call, respond);
}

Result<void> HttpApi::replace_rules(std::shared_ptr<const ServeRules> rules, const Call& call,
                                    const Respond& respond) {
  return recommender_.put_rules(std::move(rules), call.request_id,
                                [this, call = call.without_body(), respond](const auto& replaced) {
                                  if (!replaced.ok()) return respond(replaced.error());
                                  respond(answer_with(to_value(*replaced.value()), call));
                                });
}

HttpApi::Answered HttpApi::get_generations(const Call& call) {
  TWOTOWER_ASSIGN(const std::vector<ListedGeneration> listed, recommender_.generations());
  Value::List generations;
  for (const ListedGeneration& one : listed) generations.push_back(to_value(one));
  return answer_with(Value(Value::Map{{"generations", Value(std::move(generations))}}), call);
}

Result<void> HttpApi::activate(const Call& call, const Respond& respond) {
  TWOTOWER_ASSIGN(const Id id, id_in(call));
  return recommender_.activate(id_text(id), call.request_id,
                               [this, call = call.without_body(), respond](const auto& activated) {
                                 if (!activated.ok()) return respond(activated.error());
                                 respond(answer_with(to_value(activated.value()), call));
                               });
}

Result<void> HttpApi::back_up(const Call& call, const Respond& respond) {
  return recommender_.back_up([this, call = call.without_body(), respond](const auto& backup) {
    if (!backup.ok()) return respond(backup.error());
    respond(answer_with(to_value(backup.value()), call));
  });
}

}  // namespace twotower
