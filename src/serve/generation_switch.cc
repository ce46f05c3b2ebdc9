#include "serve/generation_switch.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

#include "base/atomic_directory.h"
#include "base/log.h"
#include "base/messages/serve_errors.h"
#include "base/options.h"
#include "base/output_file.h"
#include "base/timestamp.h"
#include "bundle/manifest.h"
#include "bundle/with_items.h"
#include "messages/said.h"
#include "serve/recommendations.h"
#include "serve/user_cut.h"

namespace twotower {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostWaitingCalls = 16;

Value time_value(std::int64_t microseconds) {
  return Value(to_string(Timestamp{microseconds}));
}

std::string id_of(const Bundle& bundle) {
  return written_generation(bundle.manifest);
}

Error unknown_generation(const std::string& id) {
  return {ErrorCode::kRequestUnknownId, "id", GenerationUnknown(id)};
}

Error stopping() {
  return {ErrorCode::kServeBusy, "", ServerStops()};
}

}  // namespace

// As a refusal: it is not to be copied and tried again and again.
Result<void> check_memory(const GenerationSource& source, const Bundle& bundle) {
  if (source.check_memory == nullptr) return {};
  auto checked = source.check_memory(bundle);
  if (checked.ok()) return {};
  Error error = checked.error();
  error.code = ErrorCode::kGenerationRefused;
  return error;
}

Value to_value(const Activated& activated) {
  return Value(Value::Map{{"generation", Value(activated.id)},
                          {"model", Value(activated.model)},
                          {"hold_seconds", Value(activated.hold_seconds)}});
}

Value to_value(const Backup& backup) {
  return Value(
      Value::Map{{"backup", Value(backup.path)}, {"log_position", Value(backup.position)}});
}

Result<void> copy_state(const Store& store, const GenerationShelf& shelf,
                        std::span<const std::string> folders, const std::string& path) {
  TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(path));
  // It has ids of users, as the folder that it is of.
  std::error_code error;
  std::filesystem::permissions(folder.path_of(""), std::filesystem::perms::owner_all, error);
  if (error) return unwritable(path, error.value());
  TWOTOWER_TRY(store.copy_to(folder.path_of("")));
  TWOTOWER_TRY(shelf.copy_to(folder.path_of(kGenerationsFolder), folders));
  return folder.commit();
}

Value to_value(const ListedGeneration& generation) {
  const KeptGeneration& kept = generation.kept;
  Value::Map map{{"id", Value(kept.id)},
                 {"model", Value(generation.model)},
                 {"created", Value(generation.created)},
                 {"added", time_value(kept.added)},
                 {"active", Value(generation.is_active)}};
  if (kept.activated != 0) map.push_back({"activated", time_value(kept.activated)});
  if (!kept.refused.empty()) map.push_back({"refused", Value(kept.refused)});
  return Value(std::move(map));
}

Result<GenerationShelf::Added> first_generation(GenerationSource& source,
                                                const GenerationRecord& record) {
  std::vector<KeptGeneration> served = record.generations;
  std::erase_if(served, [](const KeptGeneration& one) { return one.activated == 0; });
  std::ranges::stable_sort(served, {}, [&](const KeptGeneration& one) {
    return std::pair(one.id != record.active, -one.activated);
  });
  for (const KeptGeneration& one : served) {
    auto bundle = source.shelf.open_generation(one.folder);
    if (bundle.ok()) return GenerationShelf::Added{std::move(bundle).value(), one.folder};
    log_error("generation {} cannot be read, and another one serves: {}", one.id,
              english(bundle.error().message));
  }
  return source.shelf.add(source.find_bundle());
}

GenerationSwitch::GenerationSwitch(LiveGeneration& live, LiveWriter& writer, Store& store,
                                   GenerationSource source, GenerationRecord record,
                                   std::string folder)
    : live_(live),
      writer_(writer),
      store_(store),
      source_(std::move(source)),
      first_folder_(std::move(folder)),
      record_(std::move(record)) {}

GenerationSwitch::~GenerationSwitch() {
  end();
}

void GenerationSwitch::end() {
  stop();
  if (thread_.joinable()) thread_.join();
}

void GenerationSwitch::stop() {
  std::deque<Call> calls;
  {
    const std::scoped_lock lock(mutex_);
    is_ending_ = true;
    calls.swap(calls_);
  }
  has_calls_.notify_one();
  for (Call& call : calls) call(stopping());
}

Result<void> GenerationSwitch::start() {
  TWOTOWER_TRY(GoldenUsers::read(source_.options.golden));
  TWOTOWER_TRY(note_first());
  remove_pruned();
  look();
  if (counts().activated == 0) {
    warn_of_other_logs(live_.newest()->bundle()->manifest);
    say_what_is_passed_over();
  }
  thread_ = std::thread([this] { run(); });
  return {};
}

// What answers as the server starts: that of the record, or another one that is kept, where that is
// damaged, or the first of all, from the source.
Result<void> GenerationSwitch::note_first() {
  const std::shared_ptr<const Generation> now = live_.newest();
  const std::string id = id_of(*now->bundle());
  GenerationRecord next = record();
  if (id == next.active) return {};
  const bool was_known = next.find(id) != nullptr;
  if (!was_known) TWOTOWER_TRY(check(*now, nullptr));
  // What was damaged is taken from the source again, if it is there.
  next.offered = was_known ? "" : checksum_in(first_folder_);
  KeptGeneration& kept = next.add(id, current_time().microseconds);
  kept.folder = first_folder_;
  kept.activated = current_time().microseconds;
  next.active = id;
  return write(std::move(next), {.kind = Change::Kind::kGenerationActivated, .generation = id});
}

// At the source may lie what was rolled back, or refused.
void GenerationSwitch::say_what_is_passed_over() const {
  const auto offer = find_offer();
  const auto manifest = read_manifest(source_.find_bundle());
  if (!offer.ok() || offer.value().has_value() || !manifest.ok()) return;
  const GenerationRecord kept = record();
  const std::string& passed_over = manifest.value().generation;
  if (passed_over == kept.active || kept.find(passed_over) == nullptr) return;
  log_info(
      "generation {} serves, which was activated last; {}, which lies at the source, was taken or "
      "refused before: POST /v1/generations/{}:activate has it serve",
      kept.active, passed_over, passed_over);
}

// Events of several servers are in the bundle: what users do at another one is not seen here before
// the next training.
void GenerationSwitch::warn_of_other_logs(const Manifest& manifest) const {
  for (const auto& [log, position] : manifest.log_positions) {
    if (log == store_.log_id()) {
      if (position <= static_cast<std::int64_t>(store_.last_position())) continue;
      log_warning(
          "generation {} was trained on events up to position {}, and this state folder ends with "
          "{}: an older copy lies there, and events up to that position will not count",
          manifest.generation, position, store_.last_position());
      continue;
    }
    log_warning(
        "{}: generation {} was trained on events of log {}, and this state folder has log {}: what "
        "users do there counts here after a training alone; send a user's events and requests to "
        "one server (a folder that was restored from a backup of that one has another log, too: "
        "train "
        "again soon)",
        forms_of(ErrorCode::kServeSingleState).name, manifest.generation, log, store_.log_id());
  }
}

Result<void> GenerationSwitch::push(std::string id, std::string request_id, ActivationDone done) {
  {
    const std::scoped_lock lock(mutex_);
    if (record_.find(id) == nullptr) return unknown_generation(id);
  }
  return enqueue([this, id = std::move(id), request_id = std::move(request_id),
                  done = std::move(done)](const Result<void>& goes_on) {
    done(goes_on.ok() ? activate(id, request_id) : goes_on.error());
  });
}

Result<void> GenerationSwitch::push_backup(BackupDone done) {
  return enqueue([this, done = std::move(done)](const Result<void>& goes_on) {
    done(goes_on.ok() ? back_up() : goes_on.error());
  });
}

Result<void> GenerationSwitch::enqueue(Call call) {
  {
    const std::scoped_lock lock(mutex_);
    if (is_ending_) return stopping();
    if (calls_.size() >= kMostWaitingCalls) {
      return Error{ErrorCode::kServeBusy, "", ActivationsWait(calls_.size())};
    }
    calls_.push_back(std::move(call));
  }
  has_calls_.notify_one();
  return {};
}

// The position first: the copy may have more.
Result<Backup> GenerationSwitch::back_up() const {
  const auto position = static_cast<std::int64_t>(store_.last_position());
  std::string name = to_string(current_time());
  std::erase(name, ':');
  const std::string path = (std::filesystem::path(source_.backups) / name).string();
  TWOTOWER_TRY(copy_state(store_, source_.shelf, record().folders(), path));
  return Backup{.path = path, .position = position};
}

std::vector<ListedGeneration> GenerationSwitch::list() const {
  GenerationRecord kept = record();
  kept.prune(kept.generations.size());
  std::vector<ListedGeneration> listed;
  for (KeptGeneration& one : kept.generations) {
    const auto manifest = source_.shelf.manifest_of(one.folder);
    ListedGeneration& generation = listed.emplace_back();
    generation.is_active = one.id == kept.active;
    if (manifest.ok()) {
      generation.model = manifest.value().model;
      generation.created = manifest.value().created;
    } else {
      one.refused = english(manifest.error().message);
    }
    generation.kept = std::move(one);
  }
  return listed;
}

SwitchCounts GenerationSwitch::counts() const {
  const auto num_held = static_cast<std::int64_t>(live_.held().size());
  const std::scoped_lock lock(mutex_);
  SwitchCounts counts = counts_;
  counts.held = num_held;
  return counts;
}

std::int64_t GenerationSwitch::newest_made() const {
  std::int64_t newest = std::numeric_limits<std::int64_t>::min();
  for (const std::string& folder : record().folders()) {
    const auto manifest = source_.shelf.manifest_of(folder);
    if (manifest.ok()) newest = std::max(newest, made_of(manifest.value()));
  }
  const auto offer = find_offer();
  if (!offer.ok() || !offer.value().has_value()) return newest;
  const auto manifest = offer.value()->manifest();
  return manifest.ok() ? std::max(newest, made_of(manifest.value())) : newest;
}

bool GenerationSwitch::may_show(const Id& user, const std::optional<Erasure>& erasure) const {
  const std::string log_id = store_.log_id();
  // What cannot be read cannot serve: it keeps no erasure from its end.
  const auto hides = [&](const Result<Manifest>& manifest) {
    return erasure.has_value() && (!manifest.ok() || is_hidden(manifest.value(), log_id, *erasure));
  };
  for (const KeptGeneration& one : record().generations) {
    if (hides(source_.shelf.manifest_of(one.folder))) continue;
    const auto knows = source_.shelf.knows_any(one.folder, std::span(&user, 1));
    if (knows.ok() ? knows.value() : !erasure.has_value()) return true;
  }
  const auto offer = find_offer();
  return offer.ok() && offer.value().has_value() && !hides(offer.value()->manifest());
}

std::vector<std::string> GenerationSwitch::that_know(std::span<const Id> users) const {
  std::vector<std::string> known;
  for (const KeptGeneration& one : record().generations) {
    const auto knows = source_.shelf.knows_any(one.folder, users);
    if (!knows.ok() || knows.value()) known.push_back(one.id);
  }
  return known;
}

void GenerationSwitch::run() {
  constexpr std::chrono::seconds kPoll(1);
  std::unique_lock lock(mutex_);
  while (true) {
    has_calls_.wait_for(lock, kPoll, [this] { return !calls_.empty() || is_ending_; });
    if (is_ending_) return;
    std::optional<Call> call;
    if (!calls_.empty()) {
      call = std::move(calls_.front());
      calls_.pop_front();
    }
    lock.unlock();
    if (call.has_value()) (*call)({});
    live_.release_held();
    if (!call.has_value() && source_.options.watch) look();
    lock.lock();
  }
}

// Once a second, after a failure a minute later.
void GenerationSwitch::look() {
  constexpr std::chrono::minutes kRetry(1);
  if (Clock::now() < next_look_) return;
  const auto offer = find_offer();
  if (offer.ok() && !offer.value().has_value()) return;
  const auto taken = offer.ok() ? take(*offer.value()) : Result<Activated>(offer.error());
  if (!offer.ok()) count_failed();
  if (taken.ok()) {
    last_error_.clear();
    return log_info("generation {} serves", taken.value().id);
  }
  const Error& error = taken.error();
  next_look_ = Clock::now() + kRetry;
  const std::string problem = english(error.message);
  if (std::exchange(last_error_, problem) == problem) return;
  log_error("no new generation: {}; generation {} serves on", problem, record().active);
}

// None where it was taken or refused already.
Result<std::optional<GenerationSwitch::Offer>> GenerationSwitch::find_offer() const {
  Offer offer = {.path = source_.find_bundle()};
  TWOTOWER_ASSIGN(offer.checksum, checksum_of_manifest(offer.path));
  if (offer.checksum == record().offered) return std::optional<Offer>();
  return std::optional(std::move(offer));
}

Result<Activated> GenerationSwitch::take(const Offer& offer) {
  auto added = source_.shelf.add(offer.path);
  if (!added.ok()) {
    count_failed();
    return added.error();
  }
  GenerationRecord next = record();
  next.offered = offer.checksum;
  const auto is_of_the_same = check_is_of_the_same(added.value().bundle);
  if (!is_of_the_same.ok()) {
    note_refused(id_of(added.value().bundle), added.value().folder, next.offered,
                 is_of_the_same.error());
    return is_of_the_same.error();
  }
  return switch_to(std::move(added).value(), std::move(next), "");
}

Result<Activated> GenerationSwitch::activate(const std::string& id, const std::string& request_id) {
  GenerationRecord next = record();
  if (id == next.active)
    return Activated{.id = id, .model = live_.newest()->bundle()->manifest.model};
  const KeptGeneration* kept = next.find(id);
  if (kept == nullptr) return unknown_generation(id);
  const std::string folder = kept->folder;
  auto bundle = source_.shelf.open_generation(folder);
  if (!bundle.ok()) {
    count_failed();
    return bundle.error();
  }
  return switch_to({std::move(bundle).value(), folder}, std::move(next), request_id);
}

Result<Activated> GenerationSwitch::switch_to(GenerationShelf::Added added, GenerationRecord next,
                                              const std::string& request_id) {
  Activated activated = {.id = id_of(added.bundle), .model = added.bundle.manifest.model};
  const std::int64_t now = current_time().microseconds;
  KeptGeneration& kept = next.add(activated.id, now);
  kept.folder = added.folder;
  kept.activated = now;
  kept.refused.clear();
  next.active = activated.id;
  next.prune(static_cast<std::size_t>(source_.options.keep));
  LiveGeneration prepared(std::move(added.bundle));
  const auto replaced = replace_by(prepared, next, request_id);
  if (!replaced.ok()) {
    if (replaced.error().code == ErrorCode::kGenerationRefused) {
      note_refused(activated.id, added.folder, next.offered, replaced.error());
    } else {
      count_failed();
    }
    return replaced.error();
  }
  warn_of_other_logs(live_.newest()->bundle()->manifest);
  remove_pruned();
  activated.hold_seconds = replaced.value();
  const std::scoped_lock lock(mutex_);
  ++counts_.activated;
  counts_.hold_seconds = activated.hold_seconds;
  return activated;
}

void GenerationSwitch::count_failed() {
  const std::scoped_lock lock(mutex_);
  ++counts_.failed;
}

Result<double> GenerationSwitch::replace_by(LiveGeneration& next, const GenerationRecord& record,
                                            const std::string& request_id) {
  TWOTOWER_TRY(check_memory(source_, *next.newest()->bundle()));
  TWOTOWER_TRY(check_goes_on());
  TWOTOWER_ASSIGN(const LogPosition position, writer_.replay(next));
  TWOTOWER_TRY(check(*next.newest(), live_.newest().get()));
  TWOTOWER_TRY(check_goes_on());
  const auto hold = std::chrono::microseconds(source_.options.hold.microseconds);
  return writer_.switch_to(next, position, hold, [&] {
    return write(record, {.kind = Change::Kind::kGenerationActivated,
                          .origin = {.request_id = request_id},
                          .generation = record.active});
  });
}

Result<void> GenerationSwitch::check(const Generation& next, const Generation* now) const {
  TWOTOWER_ASSIGN(const GoldenUsers golden, GoldenUsers::read(source_.options.golden));
  return golden.check(next, now, &store_, source_.options.min_overlap);
}

// A bundle of another shop in its place is a mistake, unless somebody says otherwise.
Result<void> GenerationSwitch::check_is_of_the_same(const Bundle& next) const {
  const auto now = live_.newest()->bundle();
  const Catalog& items = now->catalog;
  std::uint32_t slot = 0;
  while (slot < items.size() && !next.catalog.find(items.id(slot)).has_value()) ++slot;
  if (slot < items.size() || items.size() == 0) return {};
  return Error{ErrorCode::kGenerationRefused, "item_id",
               GenerationOfOtherData(items.size(), id_of(next))};
}

// It stays, to be looked at, and for golden users that want something else; but not in the place of
// another bundle of the same parts.
void GenerationSwitch::note_refused(const std::string& id, const std::string& folder,
                                    const std::string& offered, const Error& error) {
  GenerationRecord next = record();
  next.offered = offered;
  const KeptGeneration* known = next.find(id);
  if (known == nullptr || known->folder == folder) {
    KeptGeneration& kept = next.add(id, current_time().microseconds);
    kept.folder = folder;
    kept.refused = english(error.message);
  }
  next.prune(static_cast<std::size_t>(source_.options.keep));
  const auto written =
      write(std::move(next), {.kind = Change::Kind::kGenerationRefused, .generation = id});
  if (!written.ok()) log_error("{}", english(written.error().message));
  remove_pruned();
  const std::scoped_lock lock(mutex_);
  ++counts_.refused;
}

Result<void> GenerationSwitch::write(GenerationRecord record, Change change) {
  TWOTOWER_TRY(wait_for([&](auto done) {
    return store_.put_document(Document::kGenerations, to_value(record), std::move(change),
                               std::move(done));
  }));
  const std::scoped_lock lock(mutex_);
  record_ = std::move(record);
  return {};
}

// And what a kill left. What stays for now goes another time.
void GenerationSwitch::remove_pruned() {
  const auto removed = source_.shelf.keep_only(record().folders());
  if (!removed.ok()) log_error("{}", english(removed.error().message));
}

GenerationRecord GenerationSwitch::record() const {
  const std::scoped_lock lock(mutex_);
  return record_;
}

Result<void> GenerationSwitch::check_goes_on() const {
  const std::scoped_lock lock(mutex_);
  if (is_ending_) return stopping();
  return {};
}

}  // namespace twotower
