#include "cli/recommend_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/messages/answer_words.h"
#include "base/messages/cli_errors.h"
#include "base/messages/command_words.h"
#include "base/num_threads.h"
#include "base/options.h"
#include "base/thread_pool.h"
#include "cli/flag_values.h"
#include "cli/items_table.h"
#include "cli/labelled_line.h"
#include "messages/said.h"
#include "run/open_bundle.h"
#include "run/users_for.h"
#include "run/write_lists.h"

namespace twotower {
namespace {

Result<std::size_t> checked_k(std::int64_t k) {
  if (k >= 1) return static_cast<std::size_t>(k);
  return Error{ErrorCode::kRequestOutOfRange, "k", TooFewItemsAsked(k)};
}

Result<std::optional<double>> checked_diversity(const std::optional<double>& diversity) {
  const bool is_allowed = !diversity.has_value() || (*diversity >= 0.0 && *diversity <= 1.0);
  if (is_allowed) return diversity;
  return Error{ErrorCode::kRequestOutOfRange, "--diversity",
               FlagOutOfRange("--diversity", fmt::format("{}", *diversity), "0", "1")};
}

std::string near_text(const RecommendRequest& request, const AnswerOrigin& origin,
                      const Recommender& items, Language language) {
  std::string text;
  for (const Message& message : near_values_of(request, origin, items)) {
    text += said(message, language) + "\n";
  }
  return text;
}

std::string printed(const Recommendations& answer, const RecommendRequest& request,
                    const Recommender& items, bool as_json, Language language) {
  if (as_json) return to_json(to_value(answer)) + "\n";
  return items_table(answer, language) + near_text(request, answer.origin, items, language);
}

// So that --caps reads as `caps` of a request does.
struct CapsFlag {
  Caps caps;
  static void visit_options(auto& self, auto&& visit) {
    visit("--caps", self.caps, "", at_least(1));
  }
};

Result<std::optional<Caps>> read_caps(const std::optional<std::string>& json,
                                      const Recommender& items) {
  if (!json.has_value()) return std::optional<Caps>();
  const Repair repair = [&](const std::optional<Value>& meant) {
    return caps_advice(meant, *items.bundle());
  };
  TWOTOWER_ASSIGN(const Value value, parse_json_flag("--caps", *json, repair));
  auto flag = read_options<CapsFlag>(Value(Value::Map{{"--caps", value}}), "");
  if (!flag.ok()) return advised(flag.error(), "--caps", repair(value));
  return std::optional(std::move(flag).value().caps);
}

// Nothing: all users.
std::optional<TableSource> table_of(const TableSource& users, bool are_all) {
  return are_all && users.path.empty() ? std::nullopt : std::optional(users);
}

std::string text_of(const WrittenLists& lists, Language language) {
  std::string text = labelled(LabelWrote(), WroteLists(lists.out, lists.k, lists.users), language);
  const auto add = [&](std::size_t count, const Message& message) {
    if (count > 0) text += warned(message, language);
  };
  add(lists.shorter, ShortLists(lists.shorter, lists.k, lists.empty));
  add(lists.popular, PopularLists(lists.popular));
  add(lists.fresh, UsersNew(lists.fresh));
  add(lists.programs, ProgramsLeftOut(lists.programs));
  for (const Message& doubt : lists.doubts) text += warned(doubt, language);
  return text;
}

std::string who_was_left_out(const OfferedUsers& offered, Language language) {
  std::string text;
  if (offered.barred > 0) text += warned(UsersBarred(offered.barred), language);
  if (offered.programs > 0) text += warned(ProgramsLeftOut(offered.programs), language);
  return text;
}

std::string text_of_written(const OfferedUsers& offered, const std::string& out,
                            Language language) {
  const std::string item = label_of(offered.item, offered.show);
  return labelled(LabelWrote(), WroteUsers(out, offered.users.size(), item), language) +
         who_was_left_out(offered, language);
}

std::string users_table(const OfferedUsers& offered, Language language) {
  const std::string item = label_of(offered.item, offered.show);
  std::size_t width = 4;
  for (const OfferedUser& user : offered.users) width = std::max(width, id_text(user.id).size());
  std::string text = said(OfferedTo(item, offered.users.size(), offered.asked), language) + "\n" +
                     fmt::format("{:>4}  {:<{}}  {:>9}\n", "", said(HeadUser(), language), width,
                                 said(HeadScore(), language));
  for (std::size_t i = 0; i < offered.users.size(); ++i) {
    text += fmt::format("{:>4}  {:<{}}  {:>9.4f}\n", i + 1, id_text(offered.users[i].id), width,
                        offered.users[i].score);
  }
  return text + who_was_left_out(offered, language);
}

}  // namespace

Result<RecommendRequest> RecommendCommand::request(const Recommender& items) const {
  TWOTOWER_ASSIGN(RecommendRequest request, who.request(items));
  TWOTOWER_ASSIGN(request.k, checked_k(k));
  TWOTOWER_ASSIGN(request.caps, read_caps(caps, items));
  TWOTOWER_ASSIGN(request.diversity, checked_diversity(diversity));
  request.why = why;
  return request;
}

Result<std::string> RecommendCommand::run() const {
  if (users_for.has_value()) return run_users_for();
  if (for_all_users || !out.empty()) return run_for_many();
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const RecommendRequest asked, request(recommender));
  const Result<Recommendations> answer = recommender.recommend(asked);
  if (!answer.ok()) return of_flags(answer.error(), asked, recommender);
  return printed(answer.value(), asked, recommender, as_json, language);
}

Result<std::string> RecommendCommand::run_for_many() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const RecommendRequest shared, request(recommender));
  ThreadPool pool(threads_or_all(num_threads));
  const auto lists =
      write_lists(pool, recommender,
                  {.each = shared,
                   .users = table_of(users, for_all_users),
                   .out = out,
                   .marks_encoding = for_spreadsheets,
                   .say = [this](const Message& reason) { return said(reason, language); }});
  if (!lists.ok()) return of_flags(lists.error(), shared, recommender);
  if (as_json) return to_json(to_value(lists.value())) + "\n";
  return text_of(lists.value(), language) + near_text(shared, {}, recommender, language);
}

Result<std::string> RecommendCommand::run_users_for() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const RecommendRequest shared, request(recommender));
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(const Id item, read_item_id("--users-for", *users_for, recommender));
  const auto found = twotower::users_for(
      pool, recommender,
      {.item = item, .k = shared.k, .each = shared, .users = table_of(users, true), .out = out});
  if (!found.ok()) return of_flags(found.error(), shared, recommender);
  const OfferedUsers& offered = found.value();
  if (!out.empty()) TWOTOWER_TRY(write_users(offered, out));
  if (as_json) return to_json(to_value(offered)) + "\n";
  return out.empty() ? users_table(offered, language) : text_of_written(offered, out, language);
}

Result<std::string> SimilarCommand::run() const {
  SimilarRequest request;
  TWOTOWER_ASSIGN(request.k, checked_k(k));
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(request.item_id, read_item_id("--item", item, recommender));
  TWOTOWER_ASSIGN(request.exclude, read_id_list("--exclude", exclude, recommender));
  TWOTOWER_ASSIGN(request.filter, read_where(where, recommender));
  const Result<Recommendations> answer = recommender.similar(request);
  const RecommendRequest limits = {.exclude = request.exclude, .filter = request.filter};
  if (!answer.ok()) return of_flags(answer.error(), limits, recommender);
  return printed(answer.value(), limits, recommender, as_json, language);
}

Result<std::string> ScoreCommand::run() const {
  TWOTOWER_ASSIGN(const Recommender recommender, open_recommender(bundle));
  TWOTOWER_ASSIGN(const std::vector<Id> ids, read_id_list("--items", items, recommender));
  TWOTOWER_ASSIGN(const Scores scores,
                  recommender.score({.user_id = read_user_id(user, recommender)}, ids));
  if (as_json) return to_json(to_value(scores)) + "\n";
  std::string text;
  for (const ScoredItem& item : scores.items) {
    const std::string id = id_text(item.id);
    text += fmt::format("{}  {}\n", id,
                        item.score.has_value() ? fmt::format("{:.4f}", *item.score)
                                               : said(NotInCatalog(), language));
  }
  if (scores.origin.is_degraded()) text += said(RowsOfEachItem(), language) + "\n";
  return text;
}

}  // namespace twotower
