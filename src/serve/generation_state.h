#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "bundle/serve_options.h"
#include "kernels/exec.h"
#include "serve/cursor.h"
#include "serve/item_filters.h"
#include "serve/match.h"
#include "serve/recommendations.h"
#include "serve/request_scratch.h"
#include "serve/rules.h"
#include "serve/user_state.h"

// What the sources of Generation share; nobody else includes it.
namespace twotower {

// How one item's score stands among those of the catalog. Scores that are not a number count
// nowhere.
struct ItemRank {
  double score = 0.0;
  std::size_t above = 0, equal = 0, below = 0;  // other items
  std::size_t allowed_before = 0;  // of those above and equal, how many may be answered

  std::size_t rank() const { return 1 + above + equal; }
};

// What is computed once of the items that generations share: of all, before any changed.
struct SharedItems {
  explicit SharedItems(const Bundle& bundle);

  // All of them, the most popular first; of equal ones the lower slot. Made where somebody asks.
  const std::vector<std::uint32_t>& by_popularity() const;

  std::shared_ptr<const ItemRows> rows;
  std::vector<float> inv_norms;  // [rows] of vectors, for kDot only: others need none

 private:
  mutable std::once_flag is_ordered_;
  mutable std::vector<std::uint32_t> by_popularity_;
};

// Fails with kServeDeadline where a request's deadline is over.
Result<void> check_deadline(const RecommendRequest& request);

struct GenerationState {
  // Takes what it can from the generation before, which may be null.
  // `told` are the rules, or null: the bundle's.
  GenerationState(std::shared_ptr<const Bundle> opened, const GenerationState* before,
                  std::shared_ptr<const ServeRules> told);

  // Removed items have slots, too.
  std::size_t num_slots() const { return bundle.catalog.size(); }
  std::size_t num_items() const { return bundle.index->num_present(); }

  // Fills scratch.user, scratch.rules and scratch.shown, and scratch.query unless nothing is known
  // of the user. Fails with kRequestWrongFeature, with kRequestOutOfRange for a ready vector that
  // does not fit, with kServeDeadline, and as ServeRules::active() does.
  Result<void> set_query(const RecommendRequest& request, const StoredUser& stored,
                         RequestScratch& scratch) const;
  // What every answer says, and what one to a user says.
  AnswerOrigin origin() const;
  AnswerOrigin origin_of(const UserState& user) const;
  // The vector of a user state, [dim].
  void embed(const UserState& user, RequestScratch& scratch, std::span<float> query) const;
  // What the cursor of a request says of the pages before; nothing where it has none. Fails as
  // CursorKey::open() does.
  Result<std::vector<std::uint32_t>> given_to(const RecommendRequest& request) const;
  CursorKey::SlotNames slot_names() const {
    return [this](std::uint32_t slot) { return bundle.catalog.id(slot); };
  }
  // The cursor behind what was found; empty where the list ends.
  std::string cursor_after(const RecommendRequest& request, const RequestScratch& scratch) const;
  // Fills what the scratch has of items that may be answered: those that pass the filter and the
  // rules, and are neither excluded nor seen, nor shown, nor given. Fails as ItemFilters::passing()
  // does.
  Result<void> set_allowed(const Condition& filter, std::span<const Id> exclude,
                           std::span<const std::uint32_t> seen, RequestScratch& scratch) const;
  // What the repeat rule leaves out for a user, or a dislike.
  std::span<const std::uint32_t> seen_by(const UserState& user) const;
  // How many items that left out.
  Shortfall left_out(const RequestScratch& scratch) const;
  std::size_t num_allowed(const RequestScratch& scratch) const;
  // How many of a set are there; of all items, where it is null.
  std::size_t num_present(const SlotSet* set) const;
  // Leaves the best allowed slots in scratch.best: for scratch.query, or the most popular ones
  // where nothing is known of the user. With caps, of those alone for which there is room behind
  // the pages before and those that are better. Fails as CapCounter::make() does, and with
  // kServeDeadline. Costs with caps: a search for each value, at most, that has many of the best,
  // and a look at each row of every capped column.
  Result<void> search(const RecommendRequest& request, std::size_t k,
                      RequestScratch& scratch) const;
  // The same without caps for several requests at once: the i-th wants counts[i] items;
  // 0: it is passed over.
  void search_each(std::span<AskedState> asked, std::span<const std::size_t> counts,
                   Exec& exec) const;
  // As search() where all scores are there, in scratch.scores.
  void search_scores(std::size_t k, RequestScratch& scratch) const;
  // What `match` compares with; made where somebody asks for it.
  const MatchRivals& rivals() const;
  // Leaves scores of the rivals in scratch.scores: of scratch.query, or their popularity where
  // nothing is known of the user.
  void score_rivals(RequestScratch& scratch) const;
  // How often an item was taken: the score where nothing is known of the user; NaN of a removed
  // one.
  float popularity(std::uint32_t slot) const;
  // Turns dot products of all items with that of a slot into cosines, where the model's scores are
  // dot products.
  void divide_by_lengths(std::uint32_t slot, std::span<float> scores) const;
  const Caps& caps_of(const RecommendRequest& request) const {
    return request.caps.has_value() ? *request.caps : bundle.serve.caps;
  }
  // The score of one item: of `query` and what the item gains, or its popularity where nothing is
  // known of the user.
  double score_of(std::uint32_t slot, std::span<const float> query, RequestScratch& scratch) const;
  // The rank of a slot for scratch.query (or by popularity), with `score` in place of its own where
  // that is given. Scores the whole catalog, in blocks.
  ItemRank rank_of(std::uint32_t slot, std::optional<float> score, RequestScratch& scratch) const;
  // Of scores of all slots in scratch.scores, leaves those of the rivals.
  void keep_rivals(RequestScratch& scratch) const;
  // scratch.best as items, after either of these.
  std::vector<RecommendedItem> items_of(RequestScratch& scratch, bool has_show = true) const;
  // The slot of an item that was asked for. Fails with kRequestUnknownId, naming the id that may be
  // meant unless none is near, or the catalog too large to look.
  Result<std::uint32_t> slot_of_item(const Id& id) const;
  // What set_query() fills by the rule of the bundle.
  void set_shown(const StoredUser& stored, RequestScratch& scratch) const;

  // What search() does, and how it fails.
  void search_within(const SearchOptions& options, std::size_t k, RequestScratch& scratch) const;
  void search_popular(const SearchOptions& options, std::size_t k, AskedState& asked) const;
  Result<void> search_capped(const RecommendRequest& request, std::size_t k,
                             RequestScratch& scratch) const;

  std::shared_ptr<const Bundle> shared;
  const Bundle& bundle;
  std::shared_ptr<const ServeRules> rules;  // never null
  UserStateMaker maker;
  std::shared_ptr<const SharedItems> shared_items;
  ItemFilters filters;
  mutable std::once_flag has_rivals;
  mutable std::optional<MatchRivals> match_rivals;
  std::shared_ptr<ScratchPool> scratch_pool;
  std::shared_ptr<const CursorKey> cursors;  // of all generations whose slots are the same
};

// Takes scratch for as long as a request lasts. Every thread that answers has its own.
class Borrowed {
 public:
  explicit Borrowed(const GenerationState& state)
      : pool_(*state.scratch_pool), scratch_(pool_.take()) {
    scratch_->fit(*state.bundle.index);
  }
  ~Borrowed() { pool_.give_back(std::move(scratch_)); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  RequestScratch& operator*() { return *scratch_; }

 private:
  ScratchPool& pool_;  // lives as long as the generation that is asked
  std::unique_ptr<RequestScratch> scratch_;
};

}  // namespace twotower
