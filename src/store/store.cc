#include "store/store.h"

#include <algorithm>
#include <span>
#include <utility>

#include "features/id_map.h"

namespace twotower {
namespace {

std::string key_of(const Id& user_id) {
  return to_string(to_view(user_id));
}

}  // namespace

Store::Store(std::unique_ptr<Backend> backend, const StoreOptions& options)
    : options_(options),
      backend_(std::move(backend)),
      cache_(options.cache_bytes),
      committer_(*backend_, {.keep = options.keep}, [this](std::span<const UserEvent> events) {
        for (const UserEvent& event : events) cache_.forget(key_of(event.user_id));
      }) {}

Store::~Store() = default;

Result<void> Store::add_events(std::vector<UserEvent> events, Done done) {
  return committer_.push(std::move(events), std::move(done));
}

Result<std::shared_ptr<const StoredUser>> Store::user(const Id& user_id, const UserCut& cut) const {
  const std::string key = key_of(user_id);
  if (auto kept = cache_.find(key, cut)) return kept;
  const std::uint64_t num_forgotten = cache_.num_forgotten();
  TWOTOWER_ASSIGN(StoredUser read, read_user(user_id, cut));
  auto user = std::make_shared<const StoredUser>(std::move(read));
  cache_.insert(key, cut, user, num_forgotten);
  return user;
}

Result<StoredUser> Store::read_user(const Id& user_id, const UserCut& cut) const {
  TWOTOWER_ASSIGN(std::vector<LoggedEvent> events,
                  backend_->events_of(user_id, UserEvents::kDone, cut.above, options_.max_history));
  std::erase_if(events, [&](const LoggedEvent& logged) {
    const std::int64_t time = logged.event.event.time.value_or(logged.arrived);
    return time <= cut.later_than || time < logged.arrived - options_.keep;
  });
  std::ranges::reverse(events);  // by position
  std::ranges::stable_sort(events, {},
                           [](const LoggedEvent& logged) { return logged.event.event.time; });
  StoredUser user;
  user.events.reserve(events.size());
  for (LoggedEvent& logged : events) user.events.push_back(std::move(logged.event.event));
  return user;
}

}  // namespace twotower
