#include "store/store.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "base/check.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "features/id_map.h"
#include "messages/said.h"

namespace twotower {
namespace {

std::string key_of(const Id& user_id) {
  return to_string(to_view(user_id));
}

std::int64_t time_of(const LoggedEvent& logged) {
  return logged.event.event.time.value_or(logged.arrived);
}

std::vector<Event> events_of(std::vector<LoggedEvent> logged) {
  std::vector<Event> events;
  events.reserve(logged.size());
  for (LoggedEvent& one : logged) events.push_back(std::move(one.event.event));
  return events;
}

// Of a change that is made now.
ChangeOrigin origin_of(const std::string& request_id) {
  return {.arrived = current_time().microseconds, .request_id = request_id};
}

}  // namespace

Store::Store(std::unique_ptr<Backend> backend, const StoreOptions& options,
             std::unique_ptr<AuditLog> audit)
    : options_(options),
      disk_(options.disk),
      backend_(std::move(backend)),
      cache_(options.cache_bytes),
      audit_(std::move(audit)),
      eraser_([this](const std::stop_token& stop) { purge_erased(stop); }),
      committer_(*backend_, {.keep = options.keep}, [this](std::span<const UserEvent> events) {
        for (const UserEvent& event : events) forget(event.user_id);
      }) {
  // The audit has what a process before left out; nothing waits, so it is taken.
  const auto taken = push_audited([](Backend& /*backend*/) { return Result<void>(); },
                                  [](const Result<void>& /*done*/) {});
  TWOTOWER_CHECK(taken.ok());
}

Store::~Store() {
  eraser_.request_stop();
  backend_->end_purge();
}

Result<void> Store::add_events(std::vector<UserEvent> events, Done done) {
  TWOTOWER_TRY(disk_.check());
  return committer_.push(std::move(events), std::move(done));
}

// A change is made whether it can be written down now or later.
Result<void> Store::push_audited(Committer::Change change, Committer::Changed done) {
  return committer_.push_change(
      [this, change = std::move(change)](Backend& backend) {
        auto changed = change(backend);
        write_audit();
        return changed;
      },
      std::move(done));
}

// What a change gives, besides that it was made, goes from it to `done`.
template <typename Outcome>
Result<void> Store::push_change(std::function<Result<Outcome>(Backend& backend)> change,
                                std::function<void(Result<Outcome>)> done) {
  auto outcome = std::make_shared<std::optional<Outcome>>();
  return push_audited(
      [change = std::move(change), outcome](Backend& backend) -> Result<void> {
        TWOTOWER_ASSIGN(*outcome, change(backend));
        return {};
      },
      [done = std::move(done), outcome](const Result<void>& changed) {
        if (!changed.ok()) return done(changed.error());
        done(std::move(**outcome));
      });
}

Result<void> Store::merge_users(Id from, Id into, std::string request_id, Committer::Changed done) {
  TWOTOWER_TRY(disk_.check());
  return push_audited(
      [this, from = std::move(from), into = std::move(into),
       request_id = std::move(request_id)](Backend& backend) {
        auto merged = backend.merge_users(from, into, origin_of(request_id));
        cache_.forget(key_of(from));
        forget(into);
        return merged;
      },
      std::move(done));
}

Result<void> Store::put_features(Id user_id, Value features, WriteCondition condition,
                                 std::string request_id, FeaturesWritten done) {
  TWOTOWER_TRY(disk_.check());
  return push_change<Written>(
      [this, user_id = std::move(user_id), features = std::move(features),
       condition = std::move(condition),
       request_id = std::move(request_id)](Backend& backend) -> Result<Written> {
        TWOTOWER_ASSIGN(const Id known, backend.canonical(user_id));
        TWOTOWER_ASSIGN(const StoredFeatures before, backend.features_of(known));
        const Present present = {.is_there = !before.features.is_null(),
                                 .features = before.features,
                                 .version = before.version};
        TWOTOWER_ASSIGN(const WriteStatus status, judge_write(condition, present));
        if (status != WriteStatus::kStored) return Written{status, before.version};
        const StoredFeatures next = {
            .features = features,
            .version = condition.version.has_value() ? condition.version : before.version};
        TWOTOWER_TRY(backend.put_features(known, next, origin_of(request_id)));
        forget(known);
        return Written{status, next.version};
      },
      std::move(done));
}

Result<void> Store::erase_user(Id user_id, const OtherKnowledge& others, std::string request_id,
                               Erased done) {
  return push_change<Erasure>(
      [this, user_id = std::move(user_id), others,
       request_id = std::move(request_id)](Backend& backend) -> Result<Erasure> {
        TWOTOWER_ASSIGN(const Erasure erasure,
                        backend.erase_user(user_id, others, origin_of(request_id)));
        cache_.forget_all();
        {
          const std::scoped_lock lock(mutex_);  // the eraser waits, or has yet to look
        }
        has_erased_.notify_one();
        return erasure;
      },
      std::move(done));
}

Result<void> Store::put_items(std::vector<ItemWrite> writes, Committer::Changed done) {
  TWOTOWER_TRY(disk_.check());
  return push_audited(
      [writes = std::move(writes)](Backend& backend) {
        return backend.put_items(writes, current_time().microseconds);
      },
      std::move(done));
}

Result<void> Store::put_document(Document which, Value document, Change change,
                                 Committer::Changed done) {
  // Generations must be able to go back.
  if (which == Document::kRules) TWOTOWER_TRY(disk_.check());
  return push_audited(
      [which, document = std::move(document), change = std::move(change)](Backend& backend) {
        Change dated = change;
        dated.origin = origin_of(change.origin.request_id);
        return backend.put_document(which, document, dated);
      },
      std::move(done));
}

void Store::write_audit() {
  if (audit_ == nullptr) return;
  const auto written = audit_->follow(*backend_);
  if (!written.ok() && !is_audit_failing_) log_error("{}", english(written.error().message));
  is_audit_failing_ = !written.ok();
}

// On a thread of its own. What came meanwhile goes together with the next.
void Store::purge_erased(const std::stop_token& stop) {
  constexpr std::chrono::seconds kRetry(60);
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    has_erased_.wait(lock, stop, [&] { return backend_->has_erasures(); });
    if (stop.stop_requested()) return;
    lock.unlock();
    const auto purged = backend_->purge_erased();
    lock.lock();
    if (purged.ok() || stop.stop_requested()) continue;
    log_error("{}", english(purged.error().message));
    has_erased_.wait_for(lock, stop, kRetry, [] { return false; });
  }
}

// Whoever the id stands for. A user who cannot be looked up is not in the cache either.
void Store::forget(const Id& user_id) const {
  const auto known = backend_->canonical(user_id);
  cache_.forget(key_of(known.ok() ? known.value() : user_id));
}

Result<std::shared_ptr<const StoredUser>> Store::user(const Id& user_id, const UserCut& cut) const {
  TWOTOWER_ASSIGN(const Id known, backend_->canonical(user_id));
  const std::string key = key_of(known);
  if (auto kept = cache_.find(key, cut)) return kept;
  const std::uint64_t num_forgotten = cache_.num_forgotten(key);
  TWOTOWER_ASSIGN(StoredUser read, read_user(known, cut));
  auto user = std::make_shared<const StoredUser>(std::move(read));
  cache_.insert(key, cut, user, num_forgotten);
  return user;
}

Result<StoredUser> Store::read_user(const Id& user_id, const UserCut& cut) const {
  StoredUser user{.user_id = user_id};
  TWOTOWER_ASSIGN(StoredFeatures given, backend_->features_of(user_id));
  user.features = std::move(given.features);
  TWOTOWER_ASSIGN(const auto erasure, backend_->erasure_of(user_id));
  user.is_erased = erasure.has_value() && (cut.above.has_value() ? *cut.above < erasure->position
                                                                 : cut.made < erasure->time);
  TWOTOWER_ASSIGN(std::vector<LoggedEvent> done,
                  read_events(user_id, UserEvents::kDone, cut.above.value_or(0)));
  std::erase_if(done, [&](const LoggedEvent& logged) { return time_of(logged) <= cut.later_than; });
  std::ranges::reverse(done);  // by position
  std::ranges::stable_sort(done, {}, time_of);
  user.events = events_of(std::move(done));
  if (cut.shown_within > 0) {
    const std::int64_t oldest = current_time().microseconds - cut.shown_within;
    TWOTOWER_ASSIGN(std::vector<LoggedEvent> shown, read_events(user_id, UserEvents::kShown, 0));
    std::erase_if(shown, [&](const LoggedEvent& logged) { return time_of(logged) < oldest; });
    user.shown = events_of(std::move(shown));
  }
  return user;
}

// Without those that were late when they came.
Result<std::vector<LoggedEvent>> Store::read_events(const Id& user_id, UserEvents which,
                                                    LogPosition above) const {
  TWOTOWER_ASSIGN(std::vector<LoggedEvent> events,
                  backend_->events_of(user_id, which, above, options_.max_history));
  std::erase_if(events, [&](const LoggedEvent& logged) {
    return time_of(logged) < logged.arrived - options_.keep;
  });
  return events;
}

Result<StoredFeatures> Store::features_of(const Id& user_id) const {
  TWOTOWER_ASSIGN(const Id known, backend_->canonical(user_id));
  return backend_->features_of(known);
}

Result<std::optional<Erasure>> Store::erasure_of(const Id& user_id) const {
  return backend_->erasure_of(user_id);
}

Result<std::optional<StoredItem>> Store::item(const Id& item_id) const {
  return backend_->item(item_id);
}

Result<Value> Store::document(Document which) const {
  return backend_->document(which);
}

Result<std::vector<Change>> Store::changes_above(LogPosition above, std::size_t max_count) const {
  return backend_->changes_above(above, max_count);
}

Result<std::vector<StoredItem>> Store::items_above(LogPosition place, std::size_t max_count) const {
  return backend_->items_above(place, max_count);
}

}  // namespace twotower
