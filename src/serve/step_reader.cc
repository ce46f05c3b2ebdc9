#include "serve/step_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/messages/error_messages.h"
#include "base/messages/serve_errors.h"
#include "features/condition_rows.h"
#include "features/vocabulary.h"
#include "serve/raw_value.h"

namespace twotower {
namespace {

std::string type_column_of(const Manifest& manifest) {
  const Value* column = option_at(manifest, {"data", "interactions", "type", "column"});
  const auto* name = column == nullptr ? nullptr : column->as<std::string>();
  return name == nullptr ? "" : *name;
}

// As split.targets_of has them; empty: every type.
std::vector<std::string> target_types_of(const Manifest& manifest) {
  const Value* types = option_at(manifest, {"split", "targets_of"});
  if (types == nullptr) return {};
  if (const auto* one = types->as<std::string>()) return {*one};
  std::vector<std::string> names;
  const auto* list = types->as<Value::List>();
  for (const Value& type : list == nullptr ? Value::List() : *list) {
    if (const auto* name = type.as<std::string>()) names.push_back(*name);
  }
  return names;
}

// The values of a field of the events, a row an event.
Result<RawColumn> column_of(std::span<const Event> events, const std::string& name,
                            const std::string& field) {
  Value::List values;
  for (const Event& event : events) {
    const Value* value = event.context.find(name);
    values.push_back(value == nullptr ? Value() : *value);
  }
  TWOTOWER_ASSIGN(RawColumn column, raw_column_of(Value(std::move(values)), field));
  column.list_offsets.clear();
  return column;
}

RawColumn types_of(std::span<const Event> events) {
  StringColumn texts;
  std::vector<std::uint8_t> is_missing;
  for (const Event& event : events) {
    texts.push_back(event.type.value_or(""));
    is_missing.push_back(event.type.has_value() ? 0 : 1);
  }
  return {.values = std::move(texts), .is_missing = std::move(is_missing)};
}

// A condition that cannot be compared with what a request gives is that request's error.
Error of_request(const Error& error, const std::string& field) {
  return {ErrorCode::kRequestWrongFeature, field, ErrorAt(field, error.message)};
}

}  // namespace

StepReader::StepReader(const Bundle& bundle, const EventWeights& weights)
    : bundle_(bundle), weights_(weights), type_column_(type_column_of(bundle.manifest)) {
  target_types_ = target_types_of(bundle.manifest);
  for (const SequenceFeature& sequence : bundle.features.sequences) {
    if (!sequence.options.where.has_value()) continue;
    has_conditions_ = true;
    for (std::string& name : fields_of(*sequence.options.where)) {
      if (name == type_column_) {
        if (needs_type_.empty()) needs_type_ = sequence.name;
      } else if (std::ranges::count(columns_, name) == 0) {
        columns_.push_back(std::move(name));
      }
    }
  }
}

Result<void> StepReader::check_types(std::span<const Event> events,
                                     const std::string& field) const {
  if (needs_type_.empty()) return {};
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].type.has_value()) continue;
    const std::string at = fmt::format("{}[{}].type", field, i);
    return Error{ErrorCode::kRequestWrongFeature, at,
                 EventTypeMissing(at, needs_type_, "{\"item_id\": ..., \"type\": ...}")};
  }
  return {};
}

Result<std::vector<std::uint8_t>> StepReader::steps_of(std::span<const Event> events,
                                                       const std::string& field) const {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string at = fmt::format("{}[{}]", field, i);
    TWOTOWER_TRY(check_names(events[i].context, columns_, at + ".context"));
    if (has_conditions_ && type_column_.empty() && events[i].type.has_value()) {
      return Error{ErrorCode::kRequestWrongFeature, at + ".type", EventTypeUnread(at, columns_)};
    }
  }
  return passing_steps(events, field);
}

// By halves, so that few events which cannot be read cost little among many.
std::vector<std::uint8_t> StepReader::steps_of_kept(std::span<const Event> events) const {
  auto steps = passing_steps(events, "kept");
  if (steps.ok()) return std::move(steps).value();
  if (events.size() == 1) return {0};
  const std::size_t half = events.size() / 2;
  std::vector<std::uint8_t> all = steps_of_kept(events.first(half));
  const std::vector<std::uint8_t> rest = steps_of_kept(events.subspan(half));
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

Result<std::vector<std::uint8_t>> StepReader::passing_steps(std::span<const Event> events,
                                                            const std::string& field) const {
  constexpr std::uint8_t kAll = 0xFF;
  if (!has_conditions_ || events.empty()) return std::vector<std::uint8_t>(events.size(), kAll);
  TWOTOWER_TRY(check_types(events, field));
  std::map<std::string, RawColumn> columns;
  if (!type_column_.empty()) columns.emplace(type_column_, types_of(events));
  for (const std::string& name : columns_) {
    TWOTOWER_ASSIGN(RawColumn column,
                    column_of(events, name, fmt::format("{}.context.{}", field, name)));
    columns.emplace(name, std::move(column));
  }
  ConditionFields fields = {.num_rows = events.size()};
  for (const auto& [name, column] : columns) fields.names.push_back(name);
  fields.find = [&](const std::string& name) {
    const auto column = columns.find(name);
    return column == columns.end() ? nullptr : &column->second;
  };
  std::vector<std::uint8_t> steps(events.size(), 0);
  for (std::size_t i = 0; i < bundle_.features.sequences.size(); ++i) {
    const SequenceFeature& sequence = bundle_.features.sequences[i];
    const auto bit = static_cast<std::uint8_t>(1U << i);
    const Condition where = sequence.options.where.value_or(Condition());
    const auto passing = passing_rows(where, fields, {sequence.name + ".where", ""});
    if (!passing.ok()) return of_request(passing.error(), field);
    for (std::size_t row = 0; row < steps.size(); ++row) {
      if (passing.value()[row] != 0) steps[row] |= bit;
    }
  }
  return steps;
}

bool StepReader::is_taking(const Event& event) const {
  const bool is_tested = target_types_.empty() || !event.type.has_value() ||
                         std::ranges::count(target_types_, *event.type) > 0;
  return is_tested && weights_.of(event) > 0.0F;
}

std::uint32_t StepReader::type_row_of(const Event& event) const {
  if (bundle_.features.event_types == nullptr) return 0;
  if (!event.type.has_value()) return Vocabulary::kMissingRow;
  return bundle_.features.event_types->row_of(IdView(*event.type));
}

}  // namespace twotower
