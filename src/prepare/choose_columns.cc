#include "prepare/choose_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/messages/data_errors.h"
#include "base/messages/decision.h"
#include "base/messages/decision_messages.h"
#include "base/messages/model_errors.h"
#include "base/shell_word.h"
#include "data/column_profile.h"
#include "data/files/table_form.h"
#include "data/key_columns.h"
#include "data/sniff_roles.h"
#include "prepare/choose_dislikes.h"
#include "prepare/choose_label.h"
#include "prepare/column_kinds.h"
#include "prepare/later_events.h"
#include "prepare/off_features.h"
#include "prepare/prepared_data.h"
#include "prepare/wrong_table.h"

namespace twotower {
namespace {

constexpr double kConstant = 0.999;
constexpr std::uint64_t kMinRows = 100;  // of keys that come again, to tell what is constant
constexpr double kTellsItem = 0.5;       // see Constancy::told

// The side that a column belongs to, or why to none.
struct Place {
  std::optional<Described> described;
  std::uint64_t num_described = 0;
  WhyLeftOut why = WhyLeftOut::kOneValue;
};

// The start of the users or items table.
struct SideTable {
  TableForm form;
  TableProfile profile;
};

class ColumnChooser {
 public:
  ColumnChooser(Config& config, std::vector<Decision>& decisions)
      : config_(config), decisions_(decisions) {}

  Result<ProposedFeatures> run() {
    const bool is_item_open = !config_.features.item.has_value();
    const bool is_user_open = !config_.features.user.has_value();
    InteractionOptions& options = config_.data.interactions;
    const bool has_sequences = options.user || options.session;
    const bool has_roles = options.item && options.time && has_sequences;
    TWOTOWER_ASSIGN(items_, look_at_table(config_.data.items, "data.items"));
    if (has_roles && !is_item_open && !is_user_open) {
      TWOTOWER_TRY(take_items_table(is_item_open));
      return std::move(proposed_);
    }
    TWOTOWER_ASSIGN(users_, look_at_table(config_.data.users, "data.users"));
    TWOTOWER_ASSIGN(const TableForm form, find_form(options, "data.interactions"));
    TWOTOWER_ASSIGN(profile_, profile_table(options, form, "data.interactions"));
    const LogTables tables = {.users = users_ ? &users_->profile : nullptr,
                              .items = items_ ? &items_->profile : nullptr};
    auto roles = sniff_roles(options, profile_, group_of(config_), tables);
    if (!roles.ok()) return garbled_or(swapped(roles.error()), form);
    roles_ = std::move(roles).value();
    write_roles();
    choose_dislikes(profile_, roles_.columns, config_.data.interactions, decisions_);
    if (is_user_open) TWOTOWER_TRY(take_users_table());
    TWOTOWER_TRY(take_items_table(is_item_open));
    for (const ColumnProfile& column : profile_.columns) {
      if (!has_role(column.name)) take_column(column, is_item_open, is_user_open);
    }
    for (const std::string& name : profile_.unreadable) leave_out(name, WhyLeftOut::kObjects);
    tell_left_out();
    TWOTOWER_TRY(take_off(is_item_open, is_user_open));
    return std::move(proposed_);
  }

 private:
  // What is wrong with the columns of the log, or that it is none.
  Error swapped(Error why) const {
    if (items_) why = swapped_tables(std::move(why), Entity::kItem, profile_, items_->profile);
    if (users_) why = swapped_tables(std::move(why), Entity::kUser, profile_, users_->profile);
    return why;
  }

  bool has_role(const std::string& name) const {
    return roles_.columns.has(name) ||
           std::ranges::find(roles_.others, name) != roles_.others.end();
  }

  void write_roles() {
    InteractionOptions& options = config_.data.interactions;
    const InteractionColumns& columns = roles_.columns;
    options.item = columns.item;
    options.user = columns.user;
    options.time = columns.time;
    if (!columns.order.empty()) options.order = columns.order;
    if (!columns.session.empty()) options.session = columns.session;
    if (!columns.type.empty()) {
      if (!options.type) options.type.emplace();
      options.type->column = columns.type;
    }
    for (const RoleFinding& finding : roles_.findings) {
      decisions_.push_back(
          {.key = option_of(finding.role), .message = finding.message, .flag = flag_of(finding)});
    }
    for (const std::string& name : roles_.others) {
      const bool is_session =
          name_rank(ColumnRole::kSession, name).has_value() || is_visit_name(name);
      leave_out(name, is_session ? WhyLeftOut::kSession : WhyLeftOut::kMoment);
      look_at(*profile_.find(name), {}, Described::kMoment);
      if (is_session && proposed_.sessions.empty()) proposed_.sessions = name;
    }
  }

  // What makes impressions of rows is undone rather than sought elsewhere.
  static std::string flag_of(const RoleFinding& finding) {
    if (finding.role == ColumnRole::kOrder) return "";  // --set
    if (finding.message.key() == ColumnOfClicks::kKey) {
      return "--set " + shell_word(option_of(finding.role) + "=\"\"");
    }
    return fmt::format("--{} COLUMN", role_name(finding.role));
  }

  void leave_out(const std::string& name, WhyLeftOut why) {
    names_left_out_.push_back(name);
    left_out_.push_back(ColumnLeftOut(name, message_of(why)));
  }

  // Has the checks read a column that is left out.
  void look_at(const ColumnProfile& column, const KindChoice& kind, Described described) {
    const bool is_finite = std::isfinite(column.min) && std::isfinite(column.max);
    if (column.distinct <= 1 || !is_finite) return;
    if (is_private(kind) || kind.why == WhyLeftOut::kPages) return;
    FeatureColumns& columns = proposed_.left_out;
    if (described == Described::kUser) columns.user.push_back(column.name);
    if (described == Described::kItem) columns.item.push_back(column.name);
    if (described == Described::kMoment) columns.context.push_back(column.name);
  }

  void tell_left_out() {
    if (left_out_.empty()) return;
    decisions_.push_back({"features", ColumnsLeftOut(std::move(left_out_)), ""});
  }

  // What is switched off of the sides that are open.
  Result<void> take_off(bool is_item_open, bool is_user_open) {
    OffFeatures off(proposed_, names_left_out_);
    const FeaturesOff& names = config_.features.off;
    if (is_user_open) TWOTOWER_TRY(off.take("user", names.user));
    if (is_item_open) TWOTOWER_TRY(off.take("item", names.item));
    const bool is_context_open = is_user_open && !config_.features.context.has_value();
    if (is_context_open) TWOTOWER_TRY(off.take("context", names.context));
    if (!off.taken().empty()) {
      decisions_.push_back({"features.switched_off", FeaturesSwitchedOff(off.taken()), ""});
    }
    return check_left(is_item_open, is_user_open);
  }

  // Whether towers can be built of what is left on.
  Result<void> check_left(bool is_item_open, bool is_user_open) const {
    const FeaturesOff& off = config_.features.off;
    const auto is_off = [](const std::vector<std::string>& names, std::string_view name) {
      return std::ranges::find(names, name) != names.end();
    };
    const bool has_history = is_user_open && !is_off(off.user, kHistoryFeature);
    const bool has_context = config_.features.context.has_value()
                                 ? !config_.features.context->empty()
                                 : !proposed_.context.empty();
    if (is_user_open && !has_history && proposed_.user.empty() && !has_context) {
      return Error{ErrorCode::kConfigConflict, "features.user", NoUserFeature()};
    }
    if (!is_item_open || !is_off(off.item, kItemIdFeature)) return {};
    if (proposed_.item.empty()) {
      return Error{ErrorCode::kConfigConflict, "features.item", NoItemFeature()};
    }
    if (!has_history) return {};
    const std::string path = fmt::format("features.user.{}", kHistoryFeature);
    return Error{ErrorCode::kConfigConflict, path, HistoryWithoutIds(path)};
  }

  ColumnFeatures& side_of(Described described) {
    if (described == Described::kUser) return proposed_.user;
    return described == Described::kItem ? proposed_.item : proposed_.context;
  }

  // The names of what auto_config() adds are taken.
  void propose(const ColumnProfile& column, std::uint64_t num_described, Described described) {
    KindChoice choice = choose_kind(column, num_described, described);
    if (!choice.options) {
      look_at(column, choice, described);
      return leave_out(column.name, choice.why);
    }
    constexpr std::string_view kTaken[] = {kHistoryFeature, "user_id", kItemIdFeature};
    const bool is_taken = std::ranges::find(kTaken, column.name) != std::end(kTaken);
    if (is_taken) {
      std::visit([&](auto& options) { options.column = column.name; }, *choice.options);
    }
    side_of(described).emplace_back(is_taken ? column.name + "_column" : column.name,
                                    std::move(*choice.options));
  }

  // The start of a table, where there is one.
  template <typename Options>
  static Result<std::optional<SideTable>> look_at_table(const std::optional<Options>& options,
                                                        std::string_view option) {
    if (!options) return std::optional<SideTable>();
    SideTable table;
    TWOTOWER_ASSIGN(table.form, find_form(*options, option));
    TWOTOWER_ASSIGN(table.profile, profile_table(*options, table.form, option));
    return std::optional(std::move(table));
  }

  // Finds the column of a table's ids, by name or by the values of the interactions, and leaves the
  // others. Written into the options where the name alone would not find it again.
  template <typename Options>
  Result<void> take_id(Entity entity, Options& options, SideTable& table) {
    const bool is_user = entity == Entity::kUser;
    const InteractionOptions& log = config_.data.interactions;
    const std::string id_there = (is_user ? log.user : log.item).value_or("");
    if (!options.id) {
      if (auto wrong = wrong_table(entity, profile_, roles_.columns, table.profile)) return *wrong;
    }
    auto id = find_id_column(entity, options.id, id_there, options.path, table.form);
    const RawColumn* values = profile_.read.table.find(id_there);
    if (!options.id && values != nullptr) {
      const auto named = id.ok() ? std::optional(id.value()) : std::nullopt;
      options.id = column_of_ids(*values, table.profile, named, id_there);
      if (options.id) {
        id = *options.id;
        decisions_.push_back({is_user ? "data.users.id" : "data.items.id",
                              IdsOfInteractions(*options.id, id_there),
                              is_user ? "--users-id COLUMN" : "--items-id COLUMN"});
      }
    }
    if (!id.ok()) return garbled_or(id.error(), table.form);
    in_tables_.push_back({entity, id.value()});
    std::erase_if(table.profile.columns,
                  [&](const ColumnProfile& column) { return column.name == id.value(); });
    return {};
  }

  void propose_all(const TableProfile& table, Entity entity) {
    for (const ColumnProfile& column : table.columns) {
      in_tables_.push_back({entity, column.name});
      propose(column, table.rows(), entity == Entity::kUser ? Described::kUser : Described::kItem);
    }
    for (const std::string& name : table.unreadable) leave_out(name, WhyLeftOut::kObjects);
  }

  Result<void> take_users_table() {
    if (!users_) return {};
    TWOTOWER_TRY(take_id(Entity::kUser, *config_.data.users, *users_));
    propose_all(users_->profile, Entity::kUser);
    return {};
  }

  Result<void> take_items_table(bool is_open) {
    if (!items_) return {};
    TWOTOWER_TRY(take_id(Entity::kItem, *config_.data.items, *items_));
    const TableProfile& table = items_->profile;
    for (const ColumnProfile& column : table.columns) {
      const bool is_kept = is_kept_as_it_came(column, table.rows());
      (is_kept ? proposed_.item_columns : proposed_.unkept_item_columns).push_back(column.name);
    }
    choose_shown(table, *config_.data.items);
    if (is_open) propose_all(table, Entity::kItem);
    return {};
  }

  void choose_shown(const TableProfile& table, ItemTableOptions& options) {
    if (options.show) return;
    options.show.emplace();
    const std::optional<std::string> label = choose_label(table);
    if (!label) return;
    options.show->push_back(*label);
    decisions_.push_back(
        {"data.items.show", LabelOfItems(*label), "--set " + shell_word("data.items.show=[]")});
  }

  void take_column(const ColumnProfile& column, bool is_item_open, bool is_user_open) {
    if (column.distinct <= 1) {
      return leave_out(column.name,
                       column.distinct == 0 ? WhyLeftOut::kNoValue : WhyLeftOut::kOneValue);
    }
    const Place place = place_of(column);
    if (!place.described) {
      const KindChoice kind = choose_kind(column, profile_.rows(), Described::kMoment);
      if (is_user_open) look_at(column, kind, Described::kMoment);
      return leave_out(column.name, place.why);
    }
    const bool is_item = *place.described == Described::kItem;
    if (is_item ? !is_item_open : !is_user_open) return;
    const bool is_moment = *place.described == Described::kMoment;
    if (is_moment && config_.features.context.has_value()) {
      return look_at(column, {}, Described::kMoment);
    }
    const Entity entity = is_item ? Entity::kItem : Entity::kUser;
    const bool is_in_table =
        *place.described != Described::kMoment &&
        std::ranges::find(in_tables_, std::pair(entity, column.name)) != in_tables_.end();
    if (!is_in_table) propose(column, place.num_described, *place.described);
  }

  Place place_of(const ColumnProfile& column) const {
    const Table& table = profile_.read.table;
    const RawColumn& values = *table.find(column.name);
    const Constancy of_item = constancy_of(*table.find(roles_.columns.item), values);
    if (of_item.rows < kMinRows) return {std::nullopt, 0, WhyLeftOut::kTooSeldom};
    if (of_item.constant_share >= kConstant) return at(Described::kItem, roles_.columns.item);
    Constancy of_user;
    if (!roles_.columns.user.empty()) {
      of_user = constancy_of(*table.find(roles_.columns.user), values);
      const bool is_of_user = of_user.rows >= kMinRows && of_user.constant_share >= kConstant;
      if (is_of_user) return at(Described::kUser, roles_.columns.user);
    }
    if (name_rank(ColumnRole::kType, column.name)) {
      return {std::nullopt, 0, WhyLeftOut::kUnknownTypes};
    }
    if (is_outcome(column)) return {std::nullopt, 0, WhyLeftOut::kOutcome};
    const RawColumn* types = table.find(roles_.columns.type);
    if (types != nullptr && column.missing > 0 &&
        is_of_later_events(*types, values, given_weights())) {
      return {std::nullopt, 0, WhyLeftOut::kLaterEvent};
    }
    // A place tells items that are of one place, but it is the user's; the checks look closer.
    if (of_item.told >= kTellsItem && of_user.told < kTellsItem) {
      return {std::nullopt, 0, WhyLeftOut::kGivesItem};
    }
    return {Described::kMoment, profile_.rows()};
  }

  bool is_outcome(const ColumnProfile& column) const {
    const auto& rows = config_.data.interactions.dislikes.rows;
    const bool tells_dislikes =
        rows.has_value() && std::ranges::count(fields_of(*rows), column.name) > 0;
    return tells_dislikes || is_outcome_name(column.name) || is_rating_name(column.name) ||
           is_choice_name(column.name, column.type == "text");
  }

  std::optional<std::map<std::string, double>> given_weights() const {
    const auto& type = config_.data.interactions.type;
    return type.has_value() ? type->weights : std::nullopt;
  }

  Place at(Described described, const std::string& key) const {
    return {described, profile_.find(key)->distinct};
  }

  Config& config_;
  std::vector<Decision>& decisions_;
  TableProfile profile_;  // of the interactions
  std::optional<SideTable> users_, items_;
  SniffedRoles roles_;
  std::vector<std::pair<Entity, std::string>> in_tables_;
  ProposedFeatures proposed_;
  std::vector<Message> left_out_;
  std::vector<std::string> names_left_out_;
};

}  // namespace

Result<ProposedFeatures> choose_columns(Config& config, std::vector<Decision>& decisions) {
  return ColumnChooser(config, decisions).run();
}

}  // namespace twotower
