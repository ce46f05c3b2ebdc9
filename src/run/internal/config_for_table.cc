#include "run/internal/config_for_table.h"

#include <filesystem>
#include <string>

#include "config/load_config.h"

namespace twotower {
namespace {

std::string ending_of(const Value* table) {
  const Value* path = table == nullptr ? nullptr : table->find("path");
  const auto* text = path == nullptr ? nullptr : path->as<std::string>();
  return text == nullptr ? "" : std::filesystem::path(*text).extension().string();
}

// What holds of a table whatever its file is like: new items have their ids where the others have
// them, while any list of users will do.
Value without_form(const Value* table, bool is_user) {
  const Value* id = table == nullptr || is_user ? nullptr : table->find("id");
  return Value(id == nullptr ? Value::Map() : Value::Map{{"id", *id}});
}

}  // namespace

Result<Config> config_for_table(const Value& trained, Entity entity, const TableSource& source) {
  const bool is_user = entity == Entity::kUser;
  ConfigSource config{.base = trained, .overrides = source.overrides};
  (is_user ? config.users : config.items) = source.path;
  (is_user ? config.users_id : config.items_id) = source.id;
  const Value* data = trained.find("data");
  const Value* table = data == nullptr ? nullptr : data->find(is_user ? "users" : "items");
  if (ending_of(table) != std::filesystem::path(source.path).extension()) {
    set_at_path(config.base, is_user ? "data.users" : "data.items", without_form(table, is_user));
  }
  return load_config(config);
}

}  // namespace twotower
