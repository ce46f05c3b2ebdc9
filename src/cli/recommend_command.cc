#include "cli/recommend_command.h"

#include <fmt/format.h>

#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/thread_pool.h"
#include "cli/answer_wording.h"
#include "cli/id_list.h"
#include "cli/open_recommender.h"
#include "cli/threads.h"
#include "data/files/table.h"
#include "messages/say.h"

namespace twotower {
namespace {

Result<std::size_t> checked_k(std::int64_t k) {
  if (k >= 1) return static_cast<std::size_t>(k);
  return Error{ErrorCode::kRequestOutOfRange, "k",
               fmt::format("-k is {}; ask for at least one item", k)};
}

std::string printed(const Recommendations& answer, bool as_json, Language language) {
  return as_json ? to_json(to_value(answer)) + "\n" : items_table(answer, language);
}

// A column of ids, all of one type.
class IdColumn {
 public:
  explicit IdColumn(IdMap::Type type) {
    if (type == IdMap::Type::kString) column_.values = StringColumn();
  }
  void add(const Id& id) {
    if (auto* texts = std::get_if<StringColumn>(&column_.values)) {
      texts->push_back(std::get<std::string>(id));
    } else {
      std::get<std::vector<std::int64_t>>(column_.values).push_back(std::get<std::int64_t>(id));
    }
  }
  RawColumn take() { return std::move(column_); }

 private:
  RawColumn column_;
};

// The answers of all users, one below the other.
Table answers_table(const Bundle& bundle, const std::vector<Recommendations>& answers,
                    bool with_reasons) {
  IdColumn users(bundle.users->ids.type()), items(bundle.catalog.ids.type());
  std::vector<std::int64_t> places;
  std::vector<double> scores, matches;
  StringColumn reasons;
  for (std::uint32_t user = 0; user < answers.size(); ++user) {
    std::int64_t place = 0;
    for (const RecommendedItem& item : answers[user].items) {
      users.add(to_id(bundle.users->ids.id(user)));
      items.add(item.id);
      places.push_back(++place);
      scores.push_back(item.score);
      matches.push_back(item.match);
      if (item.reason.has_value()) reasons.push_back(item.reason->text);
    }
  }
  Table table = {.names = {"user", "place", "item", "score", "match"},
                 .columns = {users.take(),
                             {.values = std::move(places)},
                             items.take(),
                             {.values = std::move(scores)},
                             {.values = std::move(matches)}}};
  if (!with_reasons) return table;
  table.names.emplace_back("reason");
  table.columns.push_back({.values = std::move(reasons)});
  return table;
}

}  // namespace

Result<std::string> RecommendCommand::run() const {
  if (for_all_users) return run_for_all();
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(RecommendRequest request, who.request(recommender.bundle()->catalog.ids));
  TWOTOWER_ASSIGN(request.k, checked_k(k));
  request.diversity = diversity;
  request.why = why;
  TWOTOWER_ASSIGN(const Recommendations answer, recommender.recommend(request));
  return printed(answer, as_json, language);
}

Result<std::string> RecommendCommand::run_for_all() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(RecommendRequest shared, who.request(recommender.bundle()->catalog.ids));
  TWOTOWER_ASSIGN(shared.k, checked_k(k));
  shared.diversity = diversity;
  shared.why = why;
  const IdMap& users = recommender.bundle()->users->ids;
  std::vector<Recommendations> answers(users.size());
  std::vector<std::optional<Error>> errors(users.size());
  ThreadPool pool(threads_or_all(num_threads));
  pool.parallel_for(users.size(), [&](std::size_t user_slot, std::size_t) {
    RecommendRequest request = shared;
    request.user_id = to_id(users.id(static_cast<std::uint32_t>(user_slot)));
    auto answer = recommender.recommend(request);
    if (answer.ok()) {
      answers[user_slot] = std::move(answer).value();
    } else {
      errors[user_slot] = answer.error();
    }
  });
  for (const auto& error : errors) {
    if (error.has_value()) return *error;
  }
  TWOTOWER_TRY(write_table(answers_table(*recommender.bundle(), answers, why), out));
  if (!as_json) return say(answer_wording(language).wrote, out, k, users.size());
  return to_json(
             Value(Value::Map{{"out", Value(out)},
                              {"users", Value(static_cast<std::int64_t>(users.size()))},
                              {"generation", Value(recommender.bundle()->manifest.generation)}})) +
         "\n";
}

Result<std::string> SimilarCommand::run() const {
  TWOTOWER_ASSIGN(const std::size_t wanted, checked_k(k));
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const Recommendations answer, recommender.similar(Id(item), wanted));
  return printed(answer, as_json, language);
}

Result<std::string> ScoreCommand::run() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const std::vector<Id> ids,
                  read_id_list("--items", items, recommender.bundle()->catalog.ids));
  TWOTOWER_ASSIGN(const Scores scores, recommender.score({.user_id = Id(user)}, ids));
  if (as_json) return to_json(to_value(scores)) + "\n";
  const AnswerWording& words = answer_wording(language);
  std::string text;
  for (const ScoredItem& item : scores.items) {
    const std::string id = id_text(item.id);
    text += item.score.has_value() ? fmt::format("{}  {:.4f}\n", id, *item.score)
                                   : say(words.not_in_catalog, id);
  }
  if (scores.degraded) text += words.counts;
  return text;
}

}  // namespace twotower
