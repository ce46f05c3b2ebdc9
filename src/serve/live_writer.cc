#include "serve/live_writer.h"

#include <algorithm>
#include <future>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "base/messages/error_messages.h"
#include "base/messages/serve_errors.h"
#include "base/stopwatch.h"
#include "serve/recommendations.h"
#include "serve/request_forms.h"

namespace twotower {
namespace {

constexpr std::size_t kMostTogether = 1024;     // items that one write takes, one call whole
constexpr std::size_t kMostWaiting = 1U << 16;  // items

Result<void> put_stored(std::span<const StoredItem> items, LiveGeneration& into) {
  return into.change(items.size(), [&](const Bundle& newest) -> Result<std::optional<ItemChange>> {
    ItemChanges changes(newest, *into.newest()->rules());
    replay_into(changes, items);
    return std::move(changes).take();
  });
}

}  // namespace

// What becomes of the items of some calls, and what is to be written for it.
class LiveWriter::Plan {
 public:
  Plan(const Bundle& bundle, const ServeRules& rules, const Store& store)
      : changes_(bundle, rules), store_(store) {}

  // Items by their order; of one id the first is seen by the next.
  Result<void> add(const std::vector<ItemRequest>& items) {
    std::size_t begin = 0;
    while (begin < items.size()) {
      std::set<std::string> ids;
      std::size_t end = begin;
      while (end < items.size() && ids.insert(id_text(items[end].id)).second) ++end;
      TWOTOWER_TRY(add_distinct(std::span(items).subspan(begin, end - begin)));
      begin = end;
    }
    return {};
  }

  std::vector<WriteOutcome> take_outcomes() { return std::exchange(outcomes_, {}); }
  std::vector<ItemWrite> take_writes() { return std::exchange(writes_, {}); }
  ItemChanges take_changes() { return std::move(changes_); }

 private:
  Result<void> add_distinct(std::span<const ItemRequest> items) {
    std::vector<WriteOutcome> outcomes(items.size());
    std::vector<std::optional<StoredItem>> next(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
      TWOTOWER_ASSIGN(next[i], judge(items[i], outcomes[i]));
    }
    put(next, outcomes);
    std::vector<Id> removed;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!next[i].has_value()) continue;
      StoredItem& item = *next[i];
      if (item.is_removed) removed.push_back(item.id);
      if (!item.is_removed) {
        outcomes[i].unread = changes_.unread(item.features);
        outcomes[i].not_given = changes_.not_given(item.features);
        outcomes[i].tag = entity_tag(item.features, item.version);
      }
      outcomes[i].version = item.version;
      written_.insert_or_assign(id_text(item.id), item);
      writes_.push_back({.item = std::move(item), .request_id = items[i].request_id});
    }
    changes_.remove(removed);
    std::ranges::move(outcomes, std::back_inserter(outcomes_));
    return {};
  }

  // What is to be written, or nothing.
  Result<std::optional<StoredItem>> judge(const ItemRequest& request, WriteOutcome& outcome) const {
    TWOTOWER_ASSIGN(const Present present, find(request));
    const auto judged = judge_write(request.condition, present);
    outcome.version = present.version;
    if (!judged.ok()) outcome.error = judged.error();
    outcome.status = judged.ok() ? judged.value() : WriteStatus::kRefused;
    if (outcome.status != WriteStatus::kStored) return std::optional<StoredItem>();
    const bool has_version = request.condition.version.has_value();
    if (request.is_removal && !present.is_there && !has_version) {
      outcome.status = WriteStatus::kMissing;
      return std::optional<StoredItem>();
    }
    if (request.is_removal) outcome.status = WriteStatus::kRemoved;
    return std::optional(
        StoredItem{.id = request.id,
                   .features = request.features,
                   .version = has_version ? request.condition.version : present.version,
                   .is_removed = request.is_removal});
  }

  Result<Present> find(const ItemRequest& request) const {
    const auto before = written_.find(id_text(request.id));
    TWOTOWER_ASSIGN(const auto stored, before != written_.end() ? std::optional(before->second)
                                                                : store_.item(request.id));
    if (stored.has_value()) {
      return Present{.is_there = !stored->is_removed,
                     .features = stored->features,
                     .version = stored->version};
    }
    const auto slot = find_item(changes_.bundle(), request.id);
    if (!slot.has_value()) return Present();
    Present present = {.is_there = true};
    // Nobody else asks.
    if (!request.condition.if_match.empty() || !request.condition.if_none_match.empty()) {
      present.features = features_of(changes_.bundle(), *slot);
    }
    return present;
  }

  // Those that the generation cannot read are no more to be written.
  void put(std::vector<std::optional<StoredItem>>& items, std::vector<WriteOutcome>& outcomes) {
    std::vector<const StoredItem*> added;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!items[i].has_value() || items[i]->is_removed) continue;
      added.push_back(&*items[i]);
      places.push_back(i);
    }
    std::vector<std::optional<Error>> errors(added.size());
    changes_.put(added, errors);
    for (std::size_t j = 0; j < places.size(); ++j) {
      if (!errors[j].has_value()) continue;
      outcomes[places[j]].status = WriteStatus::kRefused;
      outcomes[places[j]].error = std::move(errors[j]);
      items[places[j]].reset();
    }
  }

  ItemChanges changes_;
  const Store& store_;
  std::map<std::string, StoredItem> written_;  // by id, of this plan
  std::vector<WriteOutcome> outcomes_;
  std::vector<ItemWrite> writes_;
};

LiveWriter::LiveWriter(LiveGeneration& live, Store& store)
    : live_(live), store_(store), thread_([this] { run(); }) {}

LiveWriter::~LiveWriter() {
  {
    const std::scoped_lock lock(mutex_);
    is_ending_ = true;
  }
  has_calls_.notify_one();
  thread_.join();
}

Result<LogPosition> LiveWriter::replay(LiveGeneration& into) const {
  const LogPosition position = store_.last_position();
  TWOTOWER_TRY(replay_rules(into));
  TWOTOWER_TRY(replay_items(into));
  return position;
}

Result<void> LiveWriter::replay_rules(LiveGeneration& next) const {
  TWOTOWER_ASSIGN(const Value kept, store_.document(Document::kRules));
  if (kept.is_null()) {
    next.set_rules(nullptr);
    return {};
  }
  TWOTOWER_ASSIGN(std::vector<ServeRule> list, rules_request(kept));
  TWOTOWER_ASSIGN(ServeRules told, ServeRules::told(std::move(list)));
  auto rules = std::make_shared<const ServeRules>(std::move(told));
  const auto checked = next.newest()->check_rules(*rules);
  if (!checked.ok()) {
    Error error = checked.error();
    error.code = ErrorCode::kGenerationRefused;
    error.message = RulesDoNotFit(std::move(error.message));
    return error;
  }
  next.set_rules(std::move(rules));
  return {};
}

Result<void> LiveWriter::replay_items(LiveGeneration& next) const {
  constexpr std::size_t kChunk = 1U << 16;
  LogPosition last = 0;
  while (true) {
    TWOTOWER_ASSIGN(const std::vector<StoredItem> items, store_.items_above(last, kChunk));
    if (items.empty()) return {};
    last = items.back().place;
    TWOTOWER_TRY(put_stored(items, next));
  }
}

// What was written of items above a position, each as it is now.
Result<void> LiveWriter::replay_changes(LiveGeneration& next, LogPosition position) const {
  constexpr std::size_t kChunk = 4096;
  while (true) {
    TWOTOWER_ASSIGN(const std::vector<Change> changes, store_.changes_above(position, kChunk));
    if (changes.empty()) return {};
    position = changes.back().position;
    std::set<std::string> known;
    std::vector<StoredItem> items;
    for (const Change& change : changes) {
      if (!change.item_id.has_value() || !known.insert(id_text(*change.item_id)).second) continue;
      TWOTOWER_ASSIGN(auto item, store_.item(*change.item_id));
      if (item.has_value()) items.push_back(std::move(*item));
    }
    if (!items.empty()) TWOTOWER_TRY(put_stored(items, next));
  }
}

Result<double> LiveWriter::switch_to(LiveGeneration& next, LogPosition position,
                                     std::chrono::microseconds hold,
                                     std::function<Result<void>()> commit) {
  next.wait_for_merge();
  std::promise<Result<double>> promise;
  auto switched = promise.get_future();
  const auto run = [&]() -> Result<double> {
    const Stopwatch watch;
    TWOTOWER_TRY(replay_rules(next));
    TWOTOWER_TRY(replay_changes(next, position));
    next.wait_for_merge();
    TWOTOWER_TRY(commit());
    live_.take_over(next, hold);
    return watch.seconds();
  };
  TWOTOWER_TRY(enqueue({.task = [&] { promise.set_value(run()); }}));
  return switched.get();
}

Result<void> LiveWriter::push(std::vector<ItemRequest> items, ItemsDone done) {
  return enqueue({.items = std::move(items), .done = std::move(done)});
}

Result<void> LiveWriter::push_rules(std::shared_ptr<const ServeRules> rules, std::string request_id,
                                    RulesDone done) {
  return enqueue({.task = [this, rules = std::move(rules), request_id = std::move(request_id),
                           done = std::move(done)] { done(replace_rules(rules, request_id)); }});
}

// What is not an item counts as one.
std::size_t LiveWriter::size_of(const Call& call) {
  return call.task ? 1 : call.items.size();
}

Result<void> LiveWriter::enqueue(Call call) {
  {
    const std::scoped_lock lock(mutex_);
    if (!calls_.empty() && num_waiting_ + size_of(call) > kMostWaiting) {
      return Error{ErrorCode::kServeBusy, "", ItemsWait(num_waiting_)};
    }
    num_waiting_ += size_of(call);
    calls_.push_back(std::move(call));
  }
  has_calls_.notify_one();
  return {};
}

Result<std::shared_ptr<const ServeRules>> LiveWriter::replace_rules(
    std::shared_ptr<const ServeRules> rules, const std::string& request_id) {
  if (rules != nullptr) TWOTOWER_TRY(live_.newest()->check_rules(*rules));
  TWOTOWER_TRY(commit_rules(rules.get(), request_id));
  live_.set_rules(std::move(rules));
  return live_.newest()->rules();
}

Result<std::optional<KnownItem>> LiveWriter::item(const Id& id) const {
  TWOTOWER_ASSIGN(auto stored, store_.item(id));
  if (stored.has_value() && stored->is_removed) return std::optional<KnownItem>();
  if (stored.has_value()) {
    return std::optional(KnownItem{stored->id, std::move(stored->features), stored->version});
  }
  return item_of(*live_.newest()->bundle(), id);
}

void LiveWriter::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    has_calls_.wait(lock, [this] { return !calls_.empty() || is_ending_; });
    if (calls_.empty()) return;
    std::vector<Call> calls = take();
    lock.unlock();
    write(std::move(calls));
    lock.lock();
  }
}

std::vector<LiveWriter::Call> LiveWriter::take() {
  std::vector<Call> taken;
  std::size_t count = 0;
  while (!calls_.empty()) {
    const Call& next = calls_.front();
    const bool is_alone = next.task || (!taken.empty() && taken.front().task);
    if (!taken.empty() && (is_alone || count + size_of(next) > kMostTogether)) break;
    count += size_of(next);
    taken.push_back(std::move(calls_.front()));
    calls_.pop_front();
  }
  num_waiting_ -= count;
  return taken;
}

// The next generation is made before the items are written, so that nothing can fail behind it, and
// answers when they are durable.
void LiveWriter::write(std::vector<Call> calls) {
  if (calls.front().task) return calls.front().task();
  std::size_t count = 0;
  for (const Call& call : calls) count += call.items.size();
  std::vector<std::vector<WriteOutcome>> outcomes;
  const auto changed =
      live_.change(count, [&](const Bundle& newest) -> Result<std::optional<ItemChange>> {
        Plan plan(newest, *live_.newest()->rules(), store_);
        for (const Call& call : calls) {
          TWOTOWER_TRY(plan.add(call.items));
          outcomes.push_back(plan.take_outcomes());
        }
        TWOTOWER_TRY(commit_items(plan.take_writes()));
        return plan.take_changes().take();
      });
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (changed.ok()) {
      calls[i].done(std::move(outcomes[i]));
    } else {
      calls[i].done(changed.error());
    }
  }
}

Result<void> LiveWriter::commit_items(std::vector<ItemWrite> writes) {
  if (writes.empty()) return {};
  return wait_for([&](auto done) { return store_.put_items(std::move(writes), std::move(done)); });
}

Result<void> LiveWriter::commit_rules(const ServeRules* rules, const std::string& request_id) {
  Value kept;
  Change change = {.kind = Change::Kind::kRulesRemoved, .origin = {.request_id = request_id}};
  if (rules != nullptr) {
    const Value whole = to_value(*rules);
    kept = Value(Value::Map{{"rules", *whole.find("rules")}});
    change.kind = Change::Kind::kRulesPut;
  }
  return wait_for([&](auto done) {
    return store_.put_document(Document::kRules, std::move(kept), std::move(change),
                               std::move(done));
  });
}

}  // namespace twotower
