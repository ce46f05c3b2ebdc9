#include "serve/golden_users.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "base/input_file.h"
#include "base/json.h"
#include "base/messages/error_messages.h"
#include "base/messages/serve_errors.h"
#include "base/options.h"
#include "serve/request_forms.h"
#include "serve/user_cut.h"

namespace twotower {
namespace {

// An element of the file.
struct GoldenForm {
  std::string name;
  ColumnsForm request;  // read as those of clients are
  std::vector<IdForm> items;

  static void visit_options(auto& self, auto&& visit) {
    visit("name", self.name, "");
    visit("request", self.request, "");
    visit("items", self.items, "");
  }
};

std::vector<Id> ids_of(const std::vector<RecommendedItem>& items) {
  std::vector<Id> ids;
  for (const RecommendedItem& item : items) ids.push_back(item.id);
  return ids;
}

Result<std::vector<Id>> answered_by(const Generation& generation, const RecommendRequest& request,
                                    const Store* store) {
  TWOTOWER_ASSIGN(const auto stored, stored_user(store, request, *generation.bundle()));
  TWOTOWER_ASSIGN(const Recommendations answer, generation.recommend(request, *stored));
  return ids_of(answer.items);
}

// As people read it: two digits.
double rounded(double share) {
  return std::round(100.0 * share) / 100.0;
}

// Ids are alike as they are to a bundle.
double overlap_of(const std::vector<Id>& wanted, const std::vector<Id>& answered) {
  const auto is_there = [&](const Id& id) {
    return std::ranges::find(answered, id_text(id), id_text) != answered.end();
  };
  return static_cast<double>(std::ranges::count_if(wanted, is_there)) /
         static_cast<double>(wanted.size());
}

Error in_file(Error error, const std::string& path, std::size_t place) {
  error.message = ErrorAt(fmt::format("{}: [{}]", path, place), std::move(error.message));
  return error;
}

}  // namespace

Result<GoldenUsers> GoldenUsers::read(const std::string& path) {
  GoldenUsers golden;
  if (path.empty()) return golden;
  TWOTOWER_ASSIGN(const std::string text, read_file(path));
  TWOTOWER_ASSIGN(const Value value, parse_json(text, path));
  const auto* list = value.as<Value::List>();
  if (list == nullptr) {
    return Error{ErrorCode::kConfigWrongType, path,
                 GoldenNotList(path, "[{name?, request: {user_id: 17}, items?: [1, 2]}, ...]")};
  }
  for (const Value& element : *list) {
    const std::size_t place = golden.users_.size();
    auto user = golden_user(element);
    if (!user.ok()) return in_file(user.error(), path, place);
    golden.users_.push_back(std::move(user).value());
    std::string& name = golden.users_.back().name;
    if (name.empty()) name = fmt::format("golden {}", place + 1);
  }
  return golden;
}

Result<GoldenUsers::Golden> GoldenUsers::golden_user(const Value& element) {
  TWOTOWER_ASSIGN(GoldenForm form, read_options<GoldenForm>(element, "golden"));
  const Value& request = form.request.columns;
  TWOTOWER_ASSIGN(RecommendRequest asked,
                  recommend_request(request.is_null() ? Value(Value::Map{}) : request,
                                    std::chrono::steady_clock::now()));
  asked.deadline.reset();
  if (!form.items.empty() && request.find("k") == nullptr) asked.k = form.items.size();
  Golden user = {.name = std::move(form.name), .request = std::move(asked)};
  for (IdForm& item : form.items) user.items.push_back(std::move(item.id));
  return user;
}

Result<void> GoldenUsers::check(const Generation& next, const Generation* now, const Store* store,
                                double min_overlap) const {
  std::vector<Message> refused;
  for (const Golden& user : users_) {
    std::vector<Id> wanted = user.items;
    if (wanted.empty() && now != nullptr) {
      // What the one before cannot answer, for a feature that is new, must be answered at all.
      const auto before = answered_by(*now, user.request, store);
      if (before.ok()) wanted = before.value();
    }
    const auto answered = answered_by(next, user.request, store);
    if (!answered.ok()) {
      refused.push_back(GoldenUnanswered(user.name, answered.error().message));
      continue;
    }
    if (wanted.empty()) continue;
    const double overlap = overlap_of(wanted, answered.value());
    if (overlap < min_overlap) refused.push_back(GoldenMissed(user.name, rounded(overlap)));
  }
  if (refused.empty()) return {};
  const std::size_t num_refused = refused.size();
  return Error{ErrorCode::kGenerationRefused, "generations.golden",
               GoldenRefused(num_refused, users_.size(), min_overlap, std::move(refused))};
}

}  // namespace twotower
