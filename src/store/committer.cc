#include "store/committer.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "base/messages/store_errors.h"
#include "base/timestamp.h"
#include "messages/said.h"

namespace twotower {
namespace {

using Clock = std::chrono::steady_clock;

// Gives an event its time: its own, up to the clock's.
KeptEvent settle(UserEvent& event, std::int64_t now, std::int64_t keep) {
  KeptEvent kept;
  kept.has_arrival_time = !event.event.time.has_value() || *event.event.time > now;
  if (kept.has_arrival_time) event.event.time = now;
  kept.time = *event.event.time;
  kept.is_late = kept.time < now - keep;
  return kept;
}

}  // namespace

Committer::Committer(Backend& backend, CommitterOptions options, Kept kept)
    : backend_(backend),
      options_(options),
      kept_(std::move(kept)),
      noted_(backend.last_position()),
      acknowledged_(noted_),
      thread_([this] { run(); }) {}

Committer::~Committer() {
  {
    const std::scoped_lock lock(mutex_);
    is_ending_ = true;
  }
  has_calls_.notify_one();
  thread_.join();
}

Result<void> Committer::push(std::vector<UserEvent> events, Done done) {
  return enqueue({.events = std::move(events), .done = std::move(done)});
}

Result<void> Committer::push_change(Change change, Changed done) {
  return enqueue({.change = std::move(change), .changed = std::move(done)});
}

// A change counts as one event.
Result<void> Committer::enqueue(Call call) {
  {
    const std::scoped_lock lock(mutex_);
    const std::size_t count = num_waiting_ + size_of(call);
    if (!calls_.empty() && count > options_.max_waiting) {
      return Error{ErrorCode::kServeBusy, "", WritesWait(num_waiting_.load())};
    }
    num_waiting_ = count;
    calls_.push_back(std::move(call));
  }
  has_calls_.notify_one();
  return {};
}

void Committer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto has_to_do = [this] { return !calls_.empty() || is_ending_; };
    if (acknowledged_ == noted_) {
      has_calls_.wait(lock, has_to_do);
    } else {
      has_calls_.wait_until(lock, noted_at_ + options_.note_time, has_to_do);
    }
    const bool ends = calls_.empty() && is_ending_;
    std::vector<Call> calls = take();
    lock.unlock();
    if (!calls.empty()) commit(std::move(calls));
    if (ends || Clock::now() >= noted_at_ + options_.note_time) note();
    if (ends) return;
    lock.lock();
  }
}

std::size_t Committer::size_of(const Call& call) {
  return call.change ? 1 : call.events.size();
}

// Calls as they came, up to so many events, one whole at least; a change alone.
std::vector<Committer::Call> Committer::take() {
  std::vector<Call> taken;
  std::size_t count = 0;
  while (!calls_.empty()) {
    const Call& next = calls_.front();
    const bool is_alone = next.change || (!taken.empty() && taken.front().change);
    const bool is_too_much = count + size_of(next) > options_.max_together;
    if (!taken.empty() && (is_alone || is_too_much)) break;
    count += size_of(next);
    taken.push_back(std::move(calls_.front()));
    calls_.pop_front();
  }
  num_waiting_ -= count;
  return taken;
}

void Committer::commit(std::vector<Call> calls) {
  Call& first = calls.front();
  if (!first.change) return commit_events(std::move(calls));
  auto changed = first.change(backend_);
  if (changed.ok()) acknowledged_ = backend_.last_position();
  first.changed(std::move(changed));
}

void Committer::commit_events(std::vector<Call> calls) {
  const std::int64_t now = current_time().microseconds;
  std::vector<UserEvent> events;
  std::vector<KeptEvent> kept;
  std::vector<std::size_t> counts;
  for (Call& call : calls) {
    counts.push_back(call.events.size());
    std::ranges::move(call.events, std::back_inserter(events));
  }
  for (UserEvent& event : events) kept.push_back(settle(event, now, options_.keep));
  const auto added = backend_.add_events(events, now);
  ++num_commits_;
  if (!added.ok()) {
    for (const Call& call : calls) call.done(added.error());
    return;
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    kept[i].position = added.value()[i].position;
    kept[i].is_duplicate = added.value()[i].is_duplicate;
  }
  kept_(events);
  acknowledged_ = backend_.last_position();
  auto begin = kept.begin();
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto end = begin + static_cast<std::ptrdiff_t>(counts[i]);
    calls[i].done(std::vector<KeptEvent>(begin, end));
    begin = end;
  }
}

// A lower bound of what clients were told: it may come later than they are.
void Committer::note() {
  if (acknowledged_ == noted_) return;
  noted_at_ = Clock::now();
  const auto written = backend_.note_acknowledged(acknowledged_);
  if (written.ok()) {
    noted_ = acknowledged_;
  } else if (!is_note_failing_) {
    log_error("{}", english(written.error().message));
  }
  is_note_failing_ = !written.ok();
}

Result<void> wait_for(const std::function<Result<void>(Committer::Changed done)>& begin) {
  std::promise<Result<void>> promise;
  auto changed = promise.get_future();
  TWOTOWER_TRY(begin([&](Result<void> done) { promise.set_value(std::move(done)); }));
  return changed.get();
}

}  // namespace twotower
