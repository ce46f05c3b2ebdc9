#include "features/id_map.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "base/check.h"

namespace twotower {
namespace {

using Slot = std::uint32_t;

class IntegerIds {
 public:
  Slot add(std::int64_t id) {
    const auto [entry, is_new] = slots_.try_emplace(id, static_cast<Slot>(ids_.size()));
    if (is_new) ids_.push_back(id);
    return entry->second;
  }
  std::optional<Slot> find(std::int64_t id) const {
    const auto entry = slots_.find(id);
    return entry == slots_.end() ? std::nullopt : std::optional(entry->second);
  }
  // Only the form that the integer is printed in: "007" is another id than 7.
  std::optional<Slot> find(std::string_view text) const {
    std::int64_t id = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, id);
    if (error != std::errc() || rest != end || fmt::format("{}", id) != text) return std::nullopt;
    return find(id);
  }
  std::int64_t operator[](Slot slot) const { return ids_[slot]; }
  const std::vector<std::int64_t>& all() const { return ids_; }

 private:
  absl::flat_hash_map<std::int64_t, Slot> slots_;
  std::vector<std::int64_t> ids_;
};

// The set holds slots and compares texts by them, so that a text is kept once. Movable only as the
// target of a pointer: hash and equality point at texts_.
class TextIds {
 public:
  TextIds() : slots_(0, TextHash{&texts_}, TextEqual{&texts_}) {}
  TextIds(const TextIds&) = delete;
  TextIds& operator=(const TextIds&) = delete;

  Slot add(std::string_view id) {
    if (const auto found = find(id)) return *found;
    const auto slot = static_cast<Slot>(texts_.size());
    texts_.push_back(id);
    slots_.insert(slot);
    return slot;
  }
  std::optional<Slot> find(std::string_view id) const {
    const auto entry = slots_.find(id);
    return entry == slots_.end() ? std::nullopt : std::optional(*entry);
  }
  std::optional<Slot> find(std::int64_t id) const { return find(fmt::format("{}", id)); }
  std::string_view operator[](Slot slot) const { return texts_[slot]; }
  const StringColumn& all() const { return texts_; }

 private:
  struct TextHash {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): absl's name
    const StringColumn* texts;
    std::size_t operator()(std::string_view text) const {
      return absl::Hash<std::string_view>()(text);
    }
    std::size_t operator()(Slot slot) const { return operator()((*texts)[slot]); }
  };
  struct TextEqual {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): absl's name
    const StringColumn* texts;
    std::string_view text(std::string_view text) const { return text; }
    std::string_view text(Slot slot) const { return (*texts)[slot]; }
    bool operator()(const auto& a, const auto& b) const { return text(a) == text(b); }
  };

  StringColumn texts_;
  absl::flat_hash_set<Slot, TextHash, TextEqual> slots_;
};

}  // namespace

struct IdMap::State {
  std::variant<IntegerIds, TextIds> ids;
};

std::string to_string(const IdView& id) {
  return std::visit([](const auto& value) { return fmt::format("{}", value); }, id);
}

IdMap::IdMap(Type type) : state_(std::make_unique<State>()) {
  if (type == Type::kString) state_->ids.emplace<TextIds>();
}
IdMap::IdMap(IdMap&&) noexcept = default;
IdMap& IdMap::operator=(IdMap&&) noexcept = default;
IdMap::~IdMap() = default;

IdMap::Type IdMap::type() const {
  return state_->ids.index() == 0 ? Type::kInt64 : Type::kString;
}

std::size_t IdMap::size() const {
  return std::visit([](const auto& ids) { return ids.all().size(); }, state_->ids);
}

std::uint32_t IdMap::add(const IdView& id) {
  TWOTOWER_CHECK(id.index() == state_->ids.index());
  if (auto* integers = std::get_if<IntegerIds>(&state_->ids)) {
    return integers->add(std::get<std::int64_t>(id));
  }
  return std::get<TextIds>(state_->ids).add(std::get<std::string_view>(id));
}

std::optional<std::uint32_t> IdMap::find(const IdView& id) const {
  return std::visit([](const auto& ids, const auto& value) { return ids.find(value); }, state_->ids,
                    id);
}

IdView IdMap::id(std::uint32_t slot) const {
  return std::visit([&](const auto& ids) -> IdView { return ids[slot]; }, state_->ids);
}

RawColumn IdMap::ids() const {
  return std::visit([](const auto& ids) { return RawColumn{.values = ids.all()}; }, state_->ids);
}

}  // namespace twotower
