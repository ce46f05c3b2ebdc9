#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "serve/generation_options.h"
#include "serve/generation_record.h"
#include "serve/generation_shelf.h"
#include "serve/golden_users.h"
#include "serve/live_generation.h"
#include "serve/live_writer.h"
#include "store/store.h"

namespace twotower {

// Where generations come from and where they are kept.
struct GenerationSource {
  GenerationShelf shelf;
  GenerationOptions options;
  std::function<std::string()> find_bundle;  // the newest there is: a path
  // Whether there is memory for a bundle; fails with kServeMemory. May be null: there is.
  std::function<Result<void>(const Bundle& bundle)> check_memory;
  std::string backups;  // folder of copies
};

// A generation that serves from now on.
struct Activated {
  std::string id, model;
  double hold_seconds = 0.0;  // for which writes waited
};
Value to_value(const Activated& activated);
using ActivationDone = std::function<void(Result<Activated>)>;

// A copy of all that a server keeps.
struct Backup {
  std::string path;
  std::int64_t position = 0;  // of the newest event or change that is in it, at least
};
Value to_value(const Backup& backup);
using BackupDone = std::function<void(Result<Backup>)>;

// One that is kept.
struct ListedGeneration {
  KeptGeneration kept;
  std::string model, created;
  bool is_active = false;
};
Value to_value(const ListedGeneration& generation);

struct SwitchCounts {
  std::int64_t activated = 0, refused = 0, failed = 0;  // since the server started
  std::int64_t held = 0;                                // now
  double hold_seconds = 0.0;                            // of the last one that was activated
};

// Brings a server from one generation to the next, on a thread of its own: a bundle is copied,
// checked, given all that was written of items and rules, asked for golden users, and answers from
// one moment on; whatever fails, the one before answers. Thread-safe.
class GenerationSwitch {
 public:
  // Their references must outlive it. `record` is what the store has, `folder` where in the shelf
  // what answers lies.
  GenerationSwitch(LiveGeneration& live, LiveWriter& writer, Store& store, GenerationSource source,
                   GenerationRecord record, std::string folder);
  // As end().
  ~GenerationSwitch();
  GenerationSwitch(const GenerationSwitch&) = delete;
  GenerationSwitch& operator=(const GenerationSwitch&) = delete;

  // Once, before anybody asks: notes what answers, then takes what is at the source, if it is
  // another bundle than the last one that was; where that fails, it says so in the log, and what
  // served before does. Fails as
  // the store does, and with kGenerationRefused where nothing ever served.
  Result<void> start();

  // Writes a copy of all that the server keeps, as BACKUPS/TIME: the store as it is at a moment,
  // and the generations. Calls `done` once, on the thread. Fails with kServeBusy where many wait.
  Result<void> push_backup(BackupDone done);

  // Tells those that wait that the server stops, and has what is under way end soon.
  void stop();
  // As stop(), and once that has ended: what it refers to may go then.
  void end();

  // Has a generation that is kept serve. Calls `done` once, on the thread, with kRequestUnknownId
  // where it has gone meanwhile. Fails so, and with kServeBusy where many wait.
  Result<void> push(std::string id, std::string request_id, ActivationDone done);

  // That which serves first, then the newest.
  std::vector<ListedGeneration> list() const;
  SwitchCounts counts() const;
  // When the newest of their bundles was made, or that at the source, which may come to serve: see
  // made_of().
  std::int64_t newest_made() const;
  // Those of them whose bundles know one of these users; those that cannot be read may.
  std::vector<std::string> that_know(std::span<const Id> users) const;
  // Whether one of their bundles knows a user of whom `erasure` does not hide what it knows; that
  // at the source may.
  bool may_show(const Id& user, const std::optional<Erasure>& erasure) const;

 private:
  using Call = std::function<void(Result<void> goes_on)>;
  // What a bundle at the source is told by.
  struct Offer {
    std::string path, checksum;
    Result<Manifest> manifest() const { return read_manifest(path); }
  };

  Result<void> enqueue(Call call);
  void run();
  void look();
  void warn_of_other_logs(const Manifest& manifest) const;
  void say_what_is_passed_over() const;
  Result<Backup> back_up() const;
  Result<std::optional<Offer>> find_offer() const;
  Result<Activated> take(const Offer& offer);
  Result<Activated> activate(const std::string& id, const std::string& request_id);
  Result<Activated> switch_to(GenerationShelf::Added added, GenerationRecord next,
                              const std::string& request_id);
  Result<double> replace_by(LiveGeneration& next, const GenerationRecord& record,
                            const std::string& request_id);
  Result<void> note_first();
  void note_refused(const std::string& id, const std::string& folder, const std::string& offered,
                    const Error& error);
  void count_failed();
  Result<void> check(const Generation& next, const Generation* now) const;
  Result<void> check_is_of_the_same(const Bundle& next) const;
  Result<void> write(GenerationRecord record, Change change);
  void remove_pruned();
  GenerationRecord record() const;
  Result<void> check_goes_on() const;

  LiveGeneration& live_;
  LiveWriter& writer_;
  Store& store_;
  GenerationSource source_;
  std::string first_folder_;
  std::string last_error_;  // of an offer: said once
  std::chrono::steady_clock::time_point next_look_;
  mutable std::mutex mutex_;  // of what follows
  std::condition_variable has_calls_;
  std::deque<Call> calls_;
  GenerationRecord record_;
  SwitchCounts counts_;
  bool is_ending_ = false;
  std::thread thread_;
};

// Where a state folder has its generations.
inline constexpr const char* kGenerationsFolder = "generations";

// Writes what a store and a shelf have as a new folder, which a server can be started on once it is
// restored. Fails as Store::copy_to() and AtomicDirectory do.
Result<void> copy_state(const Store& store, const GenerationShelf& shelf,
                        std::span<const std::string> folders, const std::string& path);

// The generation to begin with: that which served last, or if it is damaged another one that did,
// which is said in the log; where none ever served, that at the source. Fails as
// GenerationShelf::add() does.
Result<GenerationShelf::Added> first_generation(GenerationSource& source,
                                                const GenerationRecord& record);

}  // namespace twotower
