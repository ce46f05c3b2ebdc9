#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"
#include "serve/event_outcome.h"
#include "serve/explanation.h"
#include "serve/recommendations.h"
#include "serve/rules.h"
#include "store/stored_user.h"
#include "store/user_cache.h"

namespace twotower {

struct GenerationState;

// Answers requests from one bundle: user state -> user tower -> search among what is allowed ->
// diversity. Any number of threads may ask at once; each takes memory of its own (a user tower for
// one row, the table rows of a request, a bit an item and 8,192 scores, or one an item for
// similar()), which is kept for the next request, so there is as much of it as the most threads
// that ever asked at once. `stored` is what the caller knows of the user that the bundle does not.
class Generation {
 public:
  // Shares with the generation before, if there is one, what both have of their items.
  // `rules` are in place of the bundle's; null: these.
  explicit Generation(std::shared_ptr<const Bundle> bundle, const Generation* before = nullptr,
                      std::shared_ptr<const ServeRules> rules = nullptr);
  ~Generation();

  const std::shared_ptr<const Bundle>& bundle() const;
  // What every answer holds to; never null.
  const std::shared_ptr<const ServeRules>& rules() const;
  // Whether these could be in their place. Fails with kConfigUnknownName for a field that there is
  // not, and with kConfigWrongType where a column of items cannot be compared.
  Result<void> check_rules(const ServeRules& rules) const;

  // The k best items for a user; fewer, and `shortfall` says why, where fewer are allowed. Under
  // the repeat rule `exclude` nothing is answered that the user had. `match` is exact in catalogs
  // of up to 4,096 items, beyond it is measured on 1,024 of them: see MatchRivals. With diversity
  // the list is re-ranked by diversify(), and the scores stay the model's. With caps an item is
  // left out where as many better ones have a value of it. Fails as check_caps() does, with
  // kRequestWrongFeature, and with kRequestOutOfRange for k = 0, a diversity outside 0..1 or for
  // more than kMaxDiversePlaces items, and a ready vector of another length than the towers' or
  // with an element that is not a number.
  Result<Recommendations> recommend(const RecommendRequest& request,
                                    const StoredUser& stored = {}) const;

  // The answers to several requests, as recommend() gives each, to the bit: what index and item
  // vectors cost is shared. `take` is called once for each, in their order, on the calling thread;
  // memory for one answer at a time, and for what is found for up to 64 as Index::search_each()
  // says. For users of whom nothing is stored.
  using TakeAnswer = std::function<void(std::size_t request, Result<Recommendations> answer)>;
  void recommend_each(std::span<const RecommendRequest> requests, const TakeAnswer& take) const;

  // The score of an item for a user, as recommend() has it. Nothing where no list of that user
  // would have the item, however long, and where the model knows nothing of the user: popularity
  // is no score to compare users by. k, diversity, caps and `why` are not looked at. Fails as
  // recommend() does, and with kRequestUnknownId as similar() does.
  Result<std::optional<double>> offer(const RecommendRequest& user, const Id& item_id) const;

  // Why an item is where it is for a user, or is not there. k, diversity, caps and `why` are not
  // looked at. Fails with kRequestUnknownId as similar() does, and as recommend() does.
  // Cost: a scan of the catalog for each feature of the model and for kMaxHistoryEffects items of
  // the history, in blocks of 8,192 scores, and a user tower pass for each item of the history that
  // the tower reads.
  Result<Explanation> why(const RecommendRequest& user, const Id& item_id,
                          const StoredUser& stored = {}) const;

  // The k items that are most like one: by the cosine of their vectors where the model compares by
  // cosine or dot product (by the dot product, popular items would be like everything), else by the
  // model's own distance. Rules hold here, the repeat rule does not. Fails with kRequestUnknownId,
  // naming the nearest one in catalogs of up to 65,536 items, and with kRequestOutOfRange.
  Result<Recommendations> similar(const SimilarRequest& request) const;

  // The scores of given items for a user (pre-ranking): those that recommend() would give. k,
  // exclude and the repeat rule are not looked at. Fails as recommend() does.
  Result<Scores> score(const RecommendRequest& user, std::span<const Id> items,
                       const StoredUser& stored = {}) const;

  // Columns of the users table that are to be stored, of which this model has no use. Fails with
  // kRequestWrongFeature for what it cannot read of the others.
  Result<std::vector<std::string>> check_user_features(const Value& features) const;

  // What of an event says nothing to this model, or not yet.
  std::vector<EventNote> notes_of(const Event& event, const UserCut& cut) const;

 private:
  std::unique_ptr<GenerationState> state_;
};

}  // namespace twotower
