#include "serve/recommender.h"

#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "base/timestamp.h"
#include "bundle/with_items.h"
#include "index/delta_index.h"
#include "serve/request_error.h"

namespace twotower {
namespace {

// Changes after which they are merged: far below the most that there may be, so that changes can go
// on meanwhile.
constexpr std::size_t kMergedChanges = DeltaIndex::kMaxChanges / 4;

constexpr const char* kShownType = "shown";

// What a bundle's users know is not counted twice.
UserCut cut_of(const Bundle& bundle) {
  const Manifest& manifest = bundle.manifest;
  UserCut cut;
  if (manifest.log_position.has_value()) {
    cut.above = static_cast<LogPosition>(*manifest.log_position);
  } else if (manifest.history_until.has_value()) {
    cut.later_than = *manifest.history_until;
  }
  if (bundle.serve.shown.has_value()) cut.shown_within = bundle.serve.shown->within.microseconds;
  return cut;
}

// Before it is kept: refused, or with what the generation does not read of it.
EventOutcome expected_outcome(const Event& event, std::size_t place, const Generation& generation) {
  constexpr std::int64_t kMostAhead = 300'000'000;
  constexpr std::int64_t kYearOne = -62'135'596'800'000'000;
  const std::int64_t now = current_time().microseconds;
  const std::int64_t time = event.time.value_or(now);
  if (time >= kYearOne && time <= now + kMostAhead) return {.notes = generation.notes_of(event)};
  return {.status = EventOutcome::Status::kRefused,
          .error = out_of_range(
              fmt::format("[{}].time", place),
              fmt::format("is {}, allowed: from the year 1 to five minutes after {}, the time of "
                          "this server; a number is seconds, milli-, micro- or nanoseconds since "
                          "1970",
                          to_string(Timestamp{time}), to_string(Timestamp{now})))};
}

// Fills the outcomes of those that were to be kept.
void settle(std::span<const KeptEvent> kept, std::vector<EventOutcome>& outcomes) {
  auto next = kept.begin();
  for (EventOutcome& outcome : outcomes) {
    if (outcome.status == EventOutcome::Status::kRefused) continue;
    const KeptEvent& event = *next++;
    outcome.position = event.position;
    outcome.time = event.time;
    if (event.is_late) outcome.status = EventOutcome::Status::kLate;
    if (event.is_duplicate) outcome.status = EventOutcome::Status::kDuplicate;
    if (event.has_arrival_time) {
      outcome.notes.insert(outcome.notes.begin(), EventNote::kArrivalTime);
    }
    if (event.is_duplicate) outcome.notes.clear();
  }
}

std::size_t num_rows(const ColumnSource& items) {
  const RawColumn* ids = items("");
  return ids == nullptr ? 0 : ids->num_rows();
}

}  // namespace

// A mutex held for the copy of a pointer, since std::atomic<std::shared_ptr> of g++ 12 unlocks its
// readers without ordering (a data race by the standard, and to the thread sanitizer).
class Recommender::Live {
 public:
  Live(Bundle bundle, std::unique_ptr<Store> store) : store_(std::move(store)) {
    publish(std::move(bundle), nullptr);
  }

  Store* store() const { return store_.get(); }

  // What is known of the user of a request beside what the generation knows.
  Result<std::shared_ptr<const StoredUser>> stored(const RecommendRequest& request,
                                                   const Generation& generation) const {
    static const auto kNothing = std::make_shared<const StoredUser>();
    if (store_ == nullptr || !request.user_id.has_value()) return kNothing;
    return store_->user(*request.user_id, cut_of(*generation.bundle()));
  }

  // What somebody waits for goes first: they are dropped where many events wait.
  void keep_shown(std::vector<UserEvent> events) {
    constexpr std::size_t kMostWaiting = 1U << 14;
    const std::size_t count = events.size();
    if (count == 0) return;
    const bool is_taken =
        store_->num_waiting() < kMostWaiting && store_
                                                    ->add_events(
                                                        std::move(events),
                                                        [this, count](const auto& kept) {
                                                          if (!kept.ok())
                                                            num_shown_dropped_ += count;
                                                        })
                                                    .ok();
    if (!is_taken) num_shown_dropped_ += count;
  }
  std::size_t num_shown_dropped() const { return num_shown_dropped_; }

  std::shared_ptr<const Generation> newest() const {
    const std::scoped_lock lock(mutex_);
    return newest_;
  }

  Result<void> add(const ColumnSource& items) {
    std::unique_lock lock(changing_);
    wait_for_room(lock, num_rows(items));
    TWOTOWER_ASSIGN(ItemChange change, with_items(*newest()->bundle(), items));
    take(std::move(change));
    return {};
  }

  std::size_t remove(std::span<const Id> ids) {
    std::unique_lock lock(changing_);
    wait_for_room(lock, ids.size());
    const std::shared_ptr<const Bundle> before = newest()->bundle();
    ItemChange change = without_items(*before, ids);
    const std::size_t count = before->index->num_present() - change.bundle.index->num_present();
    if (count > 0) take(std::move(change));
    return count;
  }

  void wait_for_merge() const {
    std::unique_lock lock(changing_);
    merged_.wait(lock, [&] { return !is_merging_; });
  }

 private:
  void publish(Bundle bundle, const Generation* before) {
    auto next = std::make_shared<const Generation>(
        std::make_shared<const Bundle>(std::move(bundle)), before);
    const std::scoped_lock lock(mutex_);
    newest_.swap(next);
  }

  // A change that finds no room beside those before it would merge all itself: the merge that is
  // under way is done sooner.
  void wait_for_room(std::unique_lock<std::mutex>& lock, std::size_t num_changes) {
    merged_.wait(lock, [&] {
      return !is_merging_ ||
             twotower::num_changes(*newest()->bundle()) + num_changes <= DeltaIndex::kMaxChanges;
    });
  }

  void take(ItemChange change) {
    publish(std::move(change.bundle), newest().get());
    if (is_merging_) {
      changed_meanwhile_.insert(changed_meanwhile_.end(), change.slots.begin(), change.slots.end());
      return;
    }
    const std::shared_ptr<const Generation> whole = newest();
    if (twotower::num_changes(*whole->bundle()) < kMergedChanges) return;
    is_merging_ = true;
    changed_meanwhile_.clear();
    merger_ = std::jthread([this, whole] { merge(*whole); });
  }

  // On a thread of its own; what changed meanwhile is put over the merged generation.
  void merge(const Generation& generation) {
    const Generation whole(std::make_shared<const Bundle>(merged(*generation.bundle())),
                           &generation);
    const std::scoped_lock lock(changing_);
    const std::shared_ptr<const Bundle> now = newest()->bundle();
    // A change that merged all itself has other shared rows.
    if (now->catalog.shared_rows() == generation.bundle()->catalog.shared_rows()) {
      publish(over_merged(*now, *whole.bundle(), changed_meanwhile_), &whole);
    }
    is_merging_ = false;
    merged_.notify_all();
  }

  std::atomic<std::size_t> num_shown_dropped_ = 0;
  std::unique_ptr<Store> store_;
  mutable std::mutex mutex_;  // of newest_
  std::shared_ptr<const Generation> newest_;
  mutable std::mutex changing_;  // one change at a time, so that none is lost; of what follows
  mutable std::condition_variable merged_;
  bool is_merging_ = false;
  std::vector<std::uint32_t> changed_meanwhile_;  // slots, since the merge began
  std::jthread merger_;                           // the last member: it ends before the others do
};

Recommender::Recommender(Bundle bundle, std::unique_ptr<Store> store)
    : live_(std::make_unique<Live>(std::move(bundle), std::move(store))) {}
Recommender::~Recommender() = default;
Recommender::Recommender(Recommender&&) noexcept = default;

std::shared_ptr<const Bundle> Recommender::bundle() const {
  return live_->newest()->bundle();
}

std::size_t Recommender::expected_bytes(std::size_t num_threads) const {
  constexpr std::size_t kOfProgram = 48 << 20, kOfThread = 2 << 20, kOfItem = 12, kOfScore = 4;
  constexpr std::size_t kOfStore = 96 << 20;
  const std::shared_ptr<const Bundle> now = bundle();
  std::size_t bytes = kOfProgram;
  for (const auto& [name, part] : now->manifest.files) bytes += part.bytes;
  const std::size_t num_slots = now->index->num_slots();
  if (store() != nullptr) bytes += kOfStore;
  return bytes + num_slots * (now->index->dim() + kOfItem) +
         num_threads * (kOfThread + num_slots * kOfScore);
}

std::size_t Recommender::num_items() const {
  return bundle()->index->num_present();
}

bool Recommender::has_item(const Id& id) const {
  return find_item(*bundle(), id).has_value();
}

Result<Recommendations> Recommender::recommend(const RecommendRequest& request) const {
  const auto newest = live_->newest();
  TWOTOWER_ASSIGN(const auto stored, live_->stored(request, *newest));
  return newest->recommend(request, *stored);
}

Result<Explanation> Recommender::why(const RecommendRequest& user, const Id& item_id) const {
  const auto newest = live_->newest();
  TWOTOWER_ASSIGN(const auto stored, live_->stored(user, *newest));
  return newest->why(user, item_id, *stored);
}

Result<Recommendations> Recommender::similar(const SimilarRequest& request) const {
  return live_->newest()->similar(request);
}

Result<Scores> Recommender::score(const RecommendRequest& user, std::span<const Id> items) const {
  const auto newest = live_->newest();
  TWOTOWER_ASSIGN(const auto stored, live_->stored(user, *newest));
  return newest->score(user, items, *stored);
}

Result<void> Recommender::merge_users(Id from, Id into, Committer::Changed done) {
  TWOTOWER_TRY(check_store());
  return live_->store()->merge_users(std::move(from), std::move(into), std::move(done));
}

Result<void> Recommender::log_shown(const RecommendRequest& request, const Recommendations& answer,
                                    const std::string& request_id) {
  TWOTOWER_TRY(check_store());
  if (!request.user_id.has_value()) return out_of_range("log_shown", "needs a user_id");
  std::vector<UserEvent> events;
  for (const RecommendedItem& item : answer.items) {
    UserEvent shown;
    shown.user_id = *request.user_id;
    shown.event = Event(item.id);
    shown.event.type = kShownType;
    shown.request_id = request_id;
    shown.position = static_cast<std::int64_t>(events.size()) + 1;
    events.push_back(std::move(shown));
  }
  live_->keep_shown(std::move(events));
  return {};
}

Result<void> Recommender::check_store() const {
  if (live_->store() != nullptr) return {};
  return Error{ErrorCode::kServeNoState, "",
               "this server keeps nothing of what happens; start it with --state FOLDER"};
}

Result<void> Recommender::add_events(std::vector<UserEvent> events, EventsDone done) {
  TWOTOWER_TRY(check_store());
  const auto newest = live_->newest();
  std::vector<EventOutcome> outcomes;
  for (std::size_t i = 0; i < events.size(); ++i) {
    outcomes.push_back(expected_outcome(events[i].event, i, *newest));
  }
  std::size_t place = 0;
  std::erase_if(events, [&](const UserEvent&) {
    return outcomes[place++].status == EventOutcome::Status::kRefused;
  });
  if (events.empty()) {
    done(std::move(outcomes));
    return {};
  }
  return live_->store()->add_events(
      std::move(events),
      [outcomes = std::move(outcomes), done = std::move(done)](const auto& kept) mutable {
        if (!kept.ok()) return done(kept.error());
        settle(kept.value(), outcomes);
        done(std::move(outcomes));
      });
}

std::size_t Recommender::num_shown_dropped() const {
  return live_->num_shown_dropped();
}

const Store* Recommender::store() const {
  return live_->store();
}

Result<void> Recommender::add_items(const ColumnSource& items) {
  return live_->add(items);
}

std::size_t Recommender::remove_items(std::span<const Id> ids) {
  return live_->remove(ids);
}

void Recommender::wait_for_merge() const {
  live_->wait_for_merge();
}

}  // namespace twotower
