#include "serve/recommender.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/messages/serve_errors.h"
#include "base/timestamp.h"
#include "bundle/with_items.h"
#include "serve/live_generation.h"
#include "serve/live_writer.h"
#include "serve/request_error.h"
#include "serve/user_cut.h"

namespace twotower {
namespace {

constexpr const char* kShownType = "shown";

// Before it is kept: refused, or with what the generation does not read of it.
EventOutcome expected_outcome(const Event& event, std::size_t place, const Generation& generation,
                              const UserCut& cut) {
  constexpr std::int64_t kMostAhead = 300'000'000;
  constexpr std::int64_t kYearOne = -62'135'596'800'000'000;
  const std::int64_t now = current_time().microseconds;
  const std::int64_t time = event.time.value_or(now);
  if (time >= kYearOne && time <= now + kMostAhead)
    return {.notes = generation.notes_of(event, cut)};
  const std::string field = fmt::format("[{}].time", place);
  return {.status = EventOutcome::Status::kRefused,
          .error = out_of_range(field, EventTimeOutOfRange(field, to_string(Timestamp{time}),
                                                           to_string(Timestamp{now})))};
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

// A generation that changes, what happens, and who writes items into both.
class Recommender::Live {
 public:
  Live(Bundle bundle, std::unique_ptr<Store> store)
      : generation_(std::move(bundle)), store_(std::move(store)) {
    if (store_ != nullptr) writer_.emplace(generation_, *store_);
  }

  ~Live() {
    if (switch_.has_value()) switch_->end();
  }
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  LiveGeneration& generation() { return generation_; }
  std::shared_ptr<const Generation> newest() const { return generation_.newest(); }
  Store* store() const { return store_.get(); }
  // None without a store.
  std::optional<LiveWriter>& writer() { return writer_; }

  // None without generations.
  std::optional<GenerationSwitch>& generations() { return switch_; }

  Result<void> start(GenerationSource source, GenerationRecord record, std::string folder) {
    switch_.emplace(generation_, *writer_, *store_, std::move(source), std::move(record),
                    std::move(folder));
    return switch_->start();
  }

  // When the newest bundle that is kept was made.
  std::int64_t newest_made() const {
    const std::int64_t served = made_of(newest()->bundle()->manifest);
    return switch_.has_value() ? std::max(served, switch_->newest_made()) : served;
  }

  // Those whose bundles know one of these users.
  std::vector<std::string> generations_that_know(std::span<const Id> users) const {
    if (switch_.has_value()) return switch_->that_know(users);
    const auto bundle = newest()->bundle();
    const bool knows = std::ranges::any_of(
        users, [&](const Id& user) { return bundle->users->ids.find(to_view(user)).has_value(); });
    if (!knows) return {};
    return {written_generation(bundle->manifest)};
  }

  // Whether a bundle that serves or may come to serve knows a user who is not erased from it.
  bool may_show(const Id& user, bool is_erased, const std::optional<Erasure>& erasure) const {
    if (switch_.has_value()) return switch_->may_show(user, erasure);
    return !is_erased && !generations_that_know(std::span(&user, 1)).empty();
  }

  // What is known of the user of a request beside what the generation knows.
  Result<std::shared_ptr<const StoredUser>> stored(const RecommendRequest& request,
                                                   const Generation& generation) const {
    return stored_user(store_.get(), request, *generation.bundle());
  }
  Result<Recommendations> recommend(const RecommendRequest& request,
                                    const Generation& generation) const {
    TWOTOWER_ASSIGN(const auto kept, stored(request, generation));
    return generation.recommend(request, *kept);
  }

  // What somebody waits for goes first: they are dropped where many events wait.
  void keep_shown(std::vector<UserEvent> events) {
    constexpr std::size_t kMostWaiting = 1U << 14;
    const std::size_t count = events.size();
    if (count == 0) return;
    const auto done = [this, count](const auto& kept) {
      if (!kept.ok()) num_shown_dropped_ += count;
    };
    const bool is_taken =
        store_->num_waiting() < kMostWaiting && store_->add_events(std::move(events), done).ok();
    if (!is_taken) num_shown_dropped_ += count;
  }
  std::size_t num_shown_dropped() const { return num_shown_dropped_; }

 private:
  // Callbacks of the store may ask it to the end; its thread ends first of all.
  std::optional<GenerationSwitch> switch_;
  std::atomic<std::size_t> num_shown_dropped_ = 0;
  LiveGeneration generation_;
  std::unique_ptr<Store> store_;
  std::optional<LiveWriter> writer_;  // it ends before what it writes into
};

Recommender::Recommender(Bundle bundle)
    : live_(std::make_unique<Live>(std::move(bundle), nullptr)) {}

Result<Recommender> Recommender::with_store(Bundle bundle, std::unique_ptr<Store> store) {
  Recommender recommender(std::make_unique<Live>(std::move(bundle), std::move(store)));
  TWOTOWER_TRY(recommender.live_->writer()->replay(recommender.live_->generation()));
  return recommender;
}

Result<Recommender> Recommender::with_generations(GenerationSource source,
                                                  std::unique_ptr<Store> store) {
  TWOTOWER_ASSIGN(GenerationRecord record, read_record(*store));
  TWOTOWER_ASSIGN(auto first, first_generation(source, record));
  if (source.check_memory != nullptr) TWOTOWER_TRY(source.check_memory(first.bundle));
  TWOTOWER_ASSIGN(Recommender recommender, with_store(std::move(first.bundle), std::move(store)));
  TWOTOWER_TRY(
      recommender.live_->start(std::move(source), std::move(record), std::move(first.folder)));
  return recommender;
}

Recommender::Recommender(std::unique_ptr<Live> live) : live_(std::move(live)) {}
Recommender::~Recommender() = default;
Recommender::Recommender(Recommender&&) noexcept = default;

std::shared_ptr<const Bundle> Recommender::bundle() const {
  return live_->newest()->bundle();
}

std::size_t Recommender::num_items() const {
  return bundle()->index->num_present();
}

bool Recommender::has_item(const Id& id) const {
  return find_item(*bundle(), id).has_value();
}

Result<Recommendations> Recommender::recommend(const RecommendRequest& request) const {
  auto answer = live_->recommend(request, *live_->newest());
  const auto is_of_another = [&] {
    return !answer.ok() && answer.error().code == ErrorCode::kCursorExpired;
  };
  if (!is_of_another()) return answer;
  for (const auto& held : live_->generation().held()) {
    answer = live_->recommend(request, *held);
    if (!is_of_another()) return answer;
  }
  return answer;
}

void Recommender::recommend_each(std::span<const RecommendRequest> requests,
                                 const Generation::TakeAnswer& take) const {
  if (store() == nullptr) return live_->newest()->recommend_each(requests, take);
  for (std::size_t i = 0; i < requests.size(); ++i) take(i, recommend(requests[i]));
}

Result<std::optional<double>> Recommender::offer(const RecommendRequest& user,
                                                 const Id& item_id) const {
  return live_->newest()->offer(user, item_id);
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

Result<void> Recommender::merge_users(Id from, Id into, std::string request_id,
                                      Committer::Changed done) {
  TWOTOWER_TRY(check_store());
  return live_->store()->merge_users(std::move(from), std::move(into), std::move(request_id),
                                     std::move(done));
}

Result<void> Recommender::put_user(UserRequest request, UserWritten done) {
  TWOTOWER_TRY(check_store());
  TWOTOWER_ASSIGN(auto unread, live_->newest()->check_user_features(request.features));
  return live_->store()->put_features(std::move(request.id), request.features,
                                      std::move(request.condition), std::move(request.request_id),
                                      [features = request.features, unread = std::move(unread),
                                       done = std::move(done)](const Result<Written>& written) {
                                        if (!written.ok()) return done(written.error());
                                        WriteOutcome outcome = {.status = written.value().status,
                                                                .version = written.value().version};
                                        if (outcome.status == WriteStatus::kStored) {
                                          outcome.unread = unread;
                                          outcome.tag = entity_tag(features, outcome.version);
                                        }
                                        done(std::move(outcome));
                                      });
}

Result<std::optional<KnownUser>> Recommender::user(const Id& id) const {
  TWOTOWER_TRY(check_store());
  const Store& store = *live_->store();
  const auto bundle = this->bundle();
  TWOTOWER_ASSIGN(StoredFeatures given, store.features_of(id));
  TWOTOWER_ASSIGN(const auto kept, store.user(id, cut_of(*bundle, store.log_id())));
  KnownUser user = {.id = kept->user_id.value_or(id),
                    .features = std::move(given.features),
                    .version = given.version,
                    .num_events = kept->events.size()};
  user.is_in_bundle = !kept->is_erased && bundle->users->ids.find(to_view(user.id)).has_value();
  const bool is_there = !user.features.is_null() || user.num_events > 0 || user.is_in_bundle;
  return is_there ? std::optional(std::move(user)) : std::nullopt;
}

Result<void> Recommender::erase_user(const Id& id, std::string request_id, UserErased done) {
  TWOTOWER_TRY(check_store());
  TWOTOWER_ASSIGN(const auto kept,
                  live_->store()->user(id, cut_of(*bundle(), live_->store()->log_id())));
  const Id known = kept->user_id.value_or(id);
  TWOTOWER_ASSIGN(const auto erasure, live_->store()->erasure_of(known));
  const OtherKnowledge others = {.is_known = live_->may_show(known, kept->is_erased, erasure),
                                 .made = live_->newest_made()};
  return live_->store()->erase_user(
      id, others, std::move(request_id),
      [live = live_.get(), id, known, done = std::move(done)](const Result<Erasure>& erased) {
        if (!erased.ok()) return done(erased.error());
        std::vector<Id> ids = erased.value().merged;
        ids.insert(ids.end(), {id, known});
        done(
            ErasedUser{.erasure = erased.value(), .generations = live->generations_that_know(ids)});
      });
}

std::shared_ptr<const ServeRules> Recommender::rules() const {
  return live_->newest()->rules();
}

Result<void> Recommender::put_rules(std::shared_ptr<const ServeRules> rules, std::string request_id,
                                    RulesDone done) {
  TWOTOWER_TRY(check_store());
  return live_->writer()->push_rules(std::move(rules), std::move(request_id), std::move(done));
}

Result<void> Recommender::write_items(std::vector<ItemRequest> items, ItemsDone done) {
  TWOTOWER_TRY(check_store());
  return live_->writer()->push(std::move(items), std::move(done));
}

Result<std::optional<KnownItem>> Recommender::item(const Id& id) const {
  if (live_->writer().has_value()) return live_->writer()->item(id);
  return item_of(*bundle(), id);
}

Result<void> Recommender::log_shown(const RecommendRequest& request, const Recommendations& answer,
                                    const std::string& request_id) {
  TWOTOWER_TRY(check_store());
  if (!request.user_id.has_value()) return out_of_range("log_shown", ShownToNobody());
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

Result<void> Recommender::check_generations() const {
  if (live_->generations().has_value()) return {};
  return Error{ErrorCode::kServeNoState, "", ServerKeepsNoGenerations()};
}

Result<void> Recommender::check_store() const {
  if (live_->store() != nullptr) return {};
  return Error{ErrorCode::kServeNoState, "", ServerKeepsNothing()};
}

Result<void> Recommender::add_events(std::vector<UserEvent> events, EventsDone done) {
  TWOTOWER_TRY(check_store());
  const auto newest = live_->newest();
  const UserCut cut = cut_of(*newest->bundle(), live_->store()->log_id());
  std::vector<EventOutcome> outcomes;
  for (std::size_t i = 0; i < events.size(); ++i) {
    outcomes.push_back(expected_outcome(events[i].event, i, *newest, cut));
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

Result<std::vector<ListedGeneration>> Recommender::generations() const {
  TWOTOWER_TRY(check_generations());
  return live_->generations()->list();
}

Result<void> Recommender::activate(std::string id, std::string request_id, ActivationDone done) {
  TWOTOWER_TRY(check_generations());
  return live_->generations()->push(std::move(id), std::move(request_id), std::move(done));
}

void Recommender::stop_switching() {
  if (live_->generations().has_value()) live_->generations()->stop();
}

Result<void> Recommender::back_up(BackupDone done) {
  TWOTOWER_TRY(check_generations());
  return live_->generations()->push_backup(std::move(done));
}

std::optional<SwitchCounts> Recommender::switch_counts() const {
  if (!live_->generations().has_value()) return std::nullopt;
  return live_->generations()->counts();
}

std::size_t Recommender::num_shown_dropped() const {
  return live_->num_shown_dropped();
}

const Store* Recommender::store() const {
  return live_->store();
}

Result<void> Recommender::add_items(const ColumnSource& items) {
  return live_->generation().change(num_rows(items),
                                    [&](const Bundle& newest) -> Result<std::optional<ItemChange>> {
                                      TWOTOWER_ASSIGN(ItemChange change, with_items(newest, items));
                                      return std::optional(std::move(change));
                                    });
}

std::size_t Recommender::remove_items(std::span<const Id> ids) {
  std::size_t count = 0;
  const auto removed = live_->generation().change(
      ids.size(), [&](const Bundle& newest) -> Result<std::optional<ItemChange>> {
        ItemChange change = without_items(newest, ids);
        count = newest.index->num_present() - change.bundle.index->num_present();
        return count > 0 ? std::optional(std::move(change)) : std::nullopt;
      });
  TWOTOWER_CHECK(removed.ok());
  return count;
}

void Recommender::wait_for_merge() const {
  live_->generation().wait_for_merge();
}

std::size_t expected_bytes(std::size_t file_bytes, std::size_t num_slots, std::size_t dim,
                           std::size_t num_threads) {
  constexpr std::size_t kOfProgram = 48 << 20, kOfThread = 2 << 20, kOfItem = 12, kOfScore = 4;
  return kOfProgram + file_bytes + num_slots * (dim + kOfItem) +
         num_threads * (kOfThread + num_slots * kOfScore);
}

std::size_t expected_bytes(const Bundle& bundle, bool has_store, std::size_t num_threads) {
  constexpr std::size_t kOfStore = 96 << 20;
  std::size_t files = 0;
  for (const auto& [name, part] : bundle.manifest.files) files += part.bytes;
  return expected_bytes(files, bundle.index->num_slots(), bundle.index->dim(), num_threads) +
         (has_store ? kOfStore : 0);
}

}  // namespace twotower
