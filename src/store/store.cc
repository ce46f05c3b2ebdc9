#include "store/store.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/timestamp.h"
#include "features/id_map.h"

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

}  // namespace

Store::Store(std::unique_ptr<Backend> backend, const StoreOptions& options)
    : options_(options),
      backend_(std::move(backend)),
      cache_(options.cache_bytes),
      committer_(*backend_, {.keep = options.keep}, [this](std::span<const UserEvent> events) {
        for (const UserEvent& event : events) forget(event.user_id);
      }) {}

Store::~Store() = default;

Result<void> Store::add_events(std::vector<UserEvent> events, Done done) {
  return committer_.push(std::move(events), std::move(done));
}

Result<void> Store::merge_users(Id from, Id into, Committer::Changed done) {
  return committer_.push_change(
      [this, from = std::move(from), into = std::move(into)](Backend& backend) {
        auto merged = backend.merge_users(from, into);
        forget(from);
        forget(into);
        return merged;
      },
      std::move(done));
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
  TWOTOWER_ASSIGN(std::vector<LoggedEvent> done,
                  read_events(user_id, UserEvents::kDone, cut.above));
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

}  // namespace twotower
