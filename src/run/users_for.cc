#include "run/users_for.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "base/count_value.h"
#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "data/files/table_writer.h"
#include "run/internal/list_rows.h"
#include "run/internal/listed_users.h"

namespace twotower {
namespace {

constexpr std::size_t kUsersASlice = 256;

struct Offer {
  double score;
  std::size_t user;
};

bool is_better_offer(const Offer& a, const Offer& b) {
  return a.score != b.score ? a.score > b.score : a.user < b.user;
}

// What a part of the users gave, or the first error.
struct Offers {
  std::vector<Offer> found;
  std::optional<Error> error;
};

Offers offers_of(const Recommender& recommender, const UsersForRequest& request,
                 const ListedUsers& users, RowRange part) {
  Offers offers;
  for (std::size_t user = part.first; user < part.first + part.count; ++user) {
    RecommendRequest asked = request.each;
    users.ask(user, asked);
    const auto score = recommender.offer(asked, request.item);
    if (!score.ok()) {
      offers.error = score.error();
      return offers;
    }
    if (score.value().has_value()) offers.found.push_back({*score.value(), user});
  }
  return offers;
}

// Of all users, those that may have the item; the k best of them first.
Result<std::vector<Offer>> best_offers(ThreadPool& pool, const Recommender& recommender,
                                       const UsersForRequest& request, const ListedUsers& users) {
  std::vector<Offers> parts((users.size() + kUsersASlice - 1) / kUsersASlice);
  pool.parallel_for(parts.size(), [&](std::size_t part, std::size_t) {
    const std::size_t first = part * kUsersASlice;
    parts[part] = offers_of(recommender, request, users,
                            {first, std::min(kUsersASlice, users.size() - first)});
  });
  std::vector<Offer> all;
  for (const Offers& part : parts) {
    if (part.error.has_value()) return *part.error;
    all.insert(all.end(), part.found.begin(), part.found.end());
  }
  const std::size_t count = std::min(request.k, all.size());
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(count), is_better_offer);
  return all;
}

}  // namespace

Result<OfferedUsers> users_for(ThreadPool& pool, const Recommender& recommender,
                               const UsersForRequest& request) {
  if (!request.out.empty()) TWOTOWER_TRY(check_output(request.out));
  const std::shared_ptr<const Bundle> bundle = recommender.bundle();
  // Asked of nobody, so that an item that is not there is told even where there are no users.
  TWOTOWER_TRY(recommender.offer(request.each, request.item));
  const std::uint32_t slot = *find_item(*bundle, request.item);
  ListedUsers users = ListedUsers::of_bundle(bundle);
  if (request.users.has_value()) {
    TWOTOWER_ASSIGN(users, ListedUsers::of_table(recommender, *request.users));
  }
  TWOTOWER_ASSIGN(const std::vector<Offer> offers, best_offers(pool, recommender, request, users));
  OfferedUsers offered = {.item = to_id(bundle->catalog.id(slot)),
                          .show = bundle->catalog.shown_of(slot),
                          .k = request.k,
                          .asked = users.size(),
                          .barred = users.size() - offers.size(),
                          .programs = users.num_programs(),
                          .generation = bundle->manifest.generation};
  for (std::size_t i = 0; i < std::min(request.k, offers.size()); ++i) {
    offered.users.push_back({users.id(offers[i].user), offers[i].score});
  }
  return offered;
}

Result<void> write_users(const OfferedUsers& offered, const std::string& out) {
  const auto type_of = [](const Id& id) {
    const bool is_text = std::holds_alternative<std::string>(id);
    return is_text ? IdMap::Type::kString : IdMap::Type::kInt64;
  };
  IdColumn items(type_of(offered.item));
  IdColumn users(offered.users.empty() ? IdMap::Type::kInt64 : type_of(offered.users[0].id));
  std::vector<std::int64_t> places;
  std::vector<double> scores;
  for (const OfferedUser& user : offered.users) {
    items.add(offered.item);
    users.add(user.id);
    places.push_back(static_cast<std::int64_t>(places.size()) + 1);
    scores.push_back(user.score);
  }
  return write_table({.names = {"item", "place", "user", "score"},
                      .columns = {items.take(),
                                  {.values = std::move(places)},
                                  users.take(),
                                  {.values = std::move(scores)}}},
                     out);
}

Value to_value(const OfferedUsers& offered) {
  Value::List users;
  for (const OfferedUser& user : offered.users) {
    users.push_back(Value(Value::Map{{"id", id_value(user.id)}, {"score", Value(user.score)}}));
  }
  return Value(
      Value::Map{{"item", id_value(offered.item)},
                 {"show", offered.show},
                 {"users", Value(std::move(users))},
                 {"asked", count_value(offered.asked)},
                 {"left_out", Value(Value::Map{{"barred", count_value(offered.barred)},
                                               {"programs", count_value(offered.programs)}})},
                 {"generation", Value(offered.generation)}});
}

}  // namespace twotower
