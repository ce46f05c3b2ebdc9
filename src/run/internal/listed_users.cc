#include "run/internal/listed_users.h"

#include <algorithm>
#include <variant>

#include "config/config.h"
#include "run/internal/config_for_table.h"
#include "serve/rules.h"
#include "serve/user_state.h"

namespace twotower {
namespace {

// What the training called the id of users.
std::string id_column_of(const Config& config) {
  const auto& users = config.data.users;
  if (users.has_value() && users->id.has_value()) return *users->id;
  return config.data.interactions.user.value_or("user_id");
}

// What requests may say of users: what the model reads, and what rules ask for.
std::vector<std::string> user_columns(const Recommender& recommender) {
  std::vector<std::string> columns = recommender.rules()->user_columns();
  for (const auto& feature : recommender.bundle()->features.user.features()) {
    const std::string column(feature.column());
    if (!column.empty() && std::ranges::count(columns, column) == 0) columns.push_back(column);
  }
  return columns;
}

}  // namespace

ListedUsers ListedUsers::of_bundle(std::shared_ptr<const Bundle> bundle) {
  ListedUsers listed(std::move(bundle));
  const KnownUsers& users = *listed.bundle_->users;
  for (std::uint32_t slot = 0; slot < users.ids.size(); ++slot) {
    if (users.is_program(slot)) {
      ++listed.num_programs_;
    } else {
      listed.slots_.push_back(slot);
    }
  }
  return listed;
}

Result<ListedUsers> ListedUsers::of_table(const Recommender& recommender,
                                          const TableSource& source) {
  ListedUsers listed(recommender.bundle());
  const Bundle& bundle = *listed.bundle_;
  TWOTOWER_ASSIGN(const Config config,
                  config_for_table(bundle.manifest.config, Entity::kUser, source));
  const UserTableOptions& options = *config.data.users;
  const std::vector<std::string> columns = user_columns(recommender);
  const bool are_texts = bundle.users->ids.type() == IdMap::Type::kString;
  TWOTOWER_ASSIGN(listed.table_, read_entity_table(options, {.entity = Entity::kUser,
                                                             .id = options.id,
                                                             .id_there = id_column_of(config),
                                                             .columns_if_there = columns,
                                                             .checked_only = columns,
                                                             .id_type = are_texts ? IdType::kString
                                                                                  : IdType::kAuto,
                                                             .flag = "--users"}));
  return listed;
}

IdMap::Type ListedUsers::id_type() const {
  if (!table_.has_value()) return bundle_->users->ids.type();
  const bool are_texts = std::holds_alternative<StringColumn>(table_->ids.values);
  return are_texts ? IdMap::Type::kString : IdMap::Type::kInt64;
}

Id ListedUsers::id(std::size_t user) const {
  if (!table_.has_value()) return to_id(bundle_->users->ids.id(slots_[user]));
  if (const auto* integers = std::get_if<Array<std::int64_t>>(&table_->ids.values)) {
    return (*integers)[user];
  }
  return text_of(table_->ids, user);
}

void ListedUsers::ask(std::size_t user, RecommendRequest& request) const {
  request.user_id = id(user);
  if (!table_.has_value()) return;
  Value::Map features;
  for (std::size_t i = 0; i < table_->columns.names.size(); ++i) {
    const RawColumn& column = table_->columns.columns[i];
    if (column.missing_row(user)) continue;
    features.push_back({table_->columns.names[i], value_of_row(column, user)});
  }
  if (!features.empty()) request.features = Value(std::move(features));
}

std::size_t ListedUsers::num_new() const {
  std::size_t count = 0;
  for (std::size_t user = 0; table_.has_value() && user < size(); ++user) {
    count += bundle_->users->ids.find(to_view(id(user))).has_value() ? 0 : 1;
  }
  return count;
}

}  // namespace twotower
