#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "features/feature_set.h"
#include "serve/event_outcome.h"

#include "serve/generation.h"
#include "serve/generation_switch.h"

#include "serve/item_write.h"
#include "serve/recommendations.h"
#include "serve/rules.h"
#include "serve/user_write.h"
#include "store/store.h"

namespace twotower {

// Answers requests from the newest generation, and takes new items meanwhile. Everything is
// thread-safe: a request keeps the generation that it began with, and never waits for a change of
// items to be made; an old generation is freed with its last request.
class Recommender {
 public:
  // Keeps nothing of what happens.
  explicit Recommender(Bundle bundle);
  // What happens is kept in a store: every answer for a known user counts what it has after the
  // bundle's position of this log, or after its history_until, and items are as they were last
  // written into it, whatever the bundle says of them. Fails with kStoreCorrupt.
  static Result<Recommender> with_store(Bundle bundle, std::unique_ptr<Store> store);
  // The same, of the generation that served last, or if the source has another bundle since, of
  // that; later ones take its place while it answers. Fails as GenerationSwitch::start(), too.
  static Result<Recommender> with_generations(GenerationSource source,
                                              std::unique_ptr<Store> store);
  ~Recommender();
  Recommender(Recommender&&) noexcept;

  // What the newest generation answers from, for as long as it is held.
  std::shared_ptr<const Bundle> bundle() const;

  // How many items the newest generation may answer.
  std::size_t num_items() const;
  // Whether it has an item of this id.
  bool has_item(const Id& id) const;

  // As those of Generation, which say how they fail; with a store, as Store::user() too. A list of
  // a generation before is read on in that, while it is held.
  Result<Recommendations> recommend(const RecommendRequest& request) const;
  // With a store, one by one.
  void recommend_each(std::span<const RecommendRequest> requests,
                      const Generation::TakeAnswer& take) const;
  // Counts nothing of what a store has.
  Result<std::optional<double>> offer(const RecommendRequest& user, const Id& item_id) const;
  Result<Explanation> why(const RecommendRequest& user, const Id& item_id) const;
  Result<Recommendations> similar(const SimilarRequest& request) const;
  Result<Scores> score(const RecommendRequest& user, std::span<const Id> items) const;

  // Keeps what users did or were shown, and calls `done` once, soon, on another thread, when it is
  // durable: from then on every answer counts it. An event more than five minutes ahead of the
  // clock, or before the year 1, is refused, and all others are kept. Fails, and calls nothing,
  // with kServeNoState without a store and as Store::add_events() does.
  Result<void> add_events(std::vector<UserEvent> events, EventsDone done);
  // Has an id stand for another user from then on: what came and comes for it is that user's.
  // `done` is called once that is durable, with kRequestConflict where the id stands for a third
  // one. Fails as add_events() does. What the bundle knows of `from` stays there.
  Result<void> merge_users(Id from, Id into, std::string request_id, Committer::Changed done);

  // Replaces what is stored of a user's features; every answer for the user counts them from then
  // on, in place of the bundle's. Fails as add_events() does, and with kRequestWrongFeature where
  // the generation cannot read them; `done` with kRequestPrecondition.
  Result<void> put_user(UserRequest request, UserWritten done);
  // None of whom nothing is known. Fails with kServeNoState and kStoreCorrupt.
  Result<std::optional<KnownUser>> user(const Id& id) const;
  // Forgets a user: from then on no answer counts anything that was known, of the bundle neither.
  // What files hold goes soon after: the same again says whether it has. Fails as add_events()
  // does.
  Result<void> erase_user(const Id& id, std::string request_id, UserErased done);

  // What every answer holds to now; never null.
  std::shared_ptr<const ServeRules> rules() const;
  // Puts others in their place; null: those of the bundle. As LiveWriter::push_rules(); fails with
  // kServeNoState, too.
  Result<void> put_rules(std::shared_ptr<const ServeRules> rules, std::string request_id,
                         RulesDone done);

  // Writes items: `done` is called once they are durable, and every answer has them from then on.
  // Each has an outcome of its own. Fails as add_events() does.
  Result<void> write_items(std::vector<ItemRequest> items, ItemsDone done);
  // An item as it is there, or none. Fails with kStoreCorrupt.
  Result<std::optional<KnownItem>> item(const Id& id) const;

  // Keeps an answer as what its user was shown, soon, or not at all: nobody waits for the disk.
  // Fails with kServeNoState, and with kRequestOutOfRange for nobody's answer.
  Result<void> log_shown(const RecommendRequest& request, const Recommendations& answer,
                         const std::string& request_id);
  // Generations that are kept, to go back to. Fails with kServeNoState.
  Result<std::vector<ListedGeneration>> generations() const;
  // Has one of them serve, as GenerationSwitch::push(); fails with kServeNoState, too.
  Result<void> activate(std::string id, std::string request_id, ActivationDone done);
  // Writes a copy of all that is kept, as GenerationSwitch::push_backup(); fails with
  // kServeNoState, too.
  Result<void> back_up(BackupDone done);
  // Has activations and backups that wait, and follow, fail with kServeBusy: the server stops.
  void stop_switching();
  // None without generations.
  std::optional<SwitchCounts> switch_counts() const;

  // Items of such answers that are not kept: too many events waited, or the disk took none.
  std::size_t num_shown_dropped() const;
  // Null: there is none.
  const Store* store() const;

  // The following two change items of this process alone, and keep nothing of it.
  // Adds items, or replaces those whose ids are there: every request from then on finds them. One
  // change at a time; a failed one changes nothing. What with_items() says holds here: costs and
  // failures too, so many items in one call are much cheaper than one by one. Thousands of changes
  // are merged into one piece on a thread of their own, which changes no answer; it needs memory
  // for a second catalog and index meanwhile, and a change waits for it only where DeltaIndex has
  // no room left.
  Result<void> add_items(const ColumnSource& items);
  // Removes items: no request finds them from then on, but histories that hold them still say what
  // they said, and reasons name them. Gives how many there were. One of the same id may be added
  // again.
  std::size_t remove_items(std::span<const Id> ids);
  // Returns once no merge is under way.
  void wait_for_merge() const;

 private:
  class Live;
  explicit Recommender(std::unique_ptr<Live> live);
  Result<void> check_store() const;
  Result<void> check_generations() const;

  std::unique_ptr<Live> live_;
};

// About how many bytes are resident while so many threads ask one bundle, the program and the
// bundle's files included, and what is kept of filters left out: docs/operations.md has the
// formula, which a test holds it to within 5 %.
std::size_t expected_bytes(const Bundle& bundle, bool has_store, std::size_t num_threads);
// The same without a store, of a bundle that is planned: of so many bytes of files, items and
// elements of a vector.
std::size_t expected_bytes(std::size_t file_bytes, std::size_t num_items, std::size_t dim,
                           std::size_t num_threads);

}  // namespace twotower
