#include "run/write_lists.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "bundle/bundle.h"
#include "data/files/table.h"
#include "messages/said.h"

namespace twotower {
namespace {

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
      std::get<Array<std::int64_t>>(column_.values).push_back(std::get<std::int64_t>(id));
    }
  }
  RawColumn take() { return std::move(column_); }

 private:
  RawColumn column_;
};

// The answers of all users, one below the other.
Table answers_table(const Bundle& bundle, const std::vector<Recommendations>& answers,
                    bool with_reasons, const ListsForm& how) {
  const auto say = [&](const Message& reason) {
    return how.say == nullptr ? english(reason) : how.say(reason);
  };
  IdColumn users(bundle.users->ids.type()), items(bundle.catalog.rows().ids.type());
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
      if (item.reason.has_value()) reasons.push_back(say(item.reason->message));
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

Result<std::size_t> write_lists(ThreadPool& pool, const Recommender& recommender,
                                const RecommendRequest& request, const std::string& out,
                                const ListsForm& how) {
  const std::shared_ptr<const Bundle> bundle = recommender.bundle();
  const IdMap& users = bundle->users->ids;
  std::vector<Recommendations> answers(users.size());
  std::vector<std::optional<Error>> errors(users.size());
  pool.parallel_for(users.size(), [&](std::size_t user_slot, std::size_t) {
    RecommendRequest of_user = request;
    of_user.user_id = to_id(users.id(static_cast<std::uint32_t>(user_slot)));
    auto answer = recommender.recommend(of_user);
    if (answer.ok()) {
      answers[user_slot] = std::move(answer).value();
    } else {
      errors[user_slot] = answer.error();
    }
  });
  for (const auto& error : errors) {
    if (error.has_value()) return *error;
  }
  TWOTOWER_TRY(write_table(answers_table(*bundle, answers, request.why, how), out,
                           {.marks_encoding = how.marks_encoding}));
  return users.size();
}

}  // namespace twotower
