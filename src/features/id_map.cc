#include "features/id_map.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <span>
#include <utility>

#include "base/blanks.h"
#include "base/check.h"
#include "base/checksum.h"

namespace twotower {
namespace {

using Slot = std::uint32_t;

// Only in the form that the integer is printed in: "007" is another id than 7.
std::optional<std::int64_t> integer_in(std::string_view text) {
  std::int64_t id = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, id);
  if (error != std::errc() || rest != end || fmt::format("{}", id) != text) return std::nullopt;
  return id;
}

// 12432.0, as a table writes integers among which some are missing, is 12432.
std::string_view without_zeros(std::string_view number) {
  const std::size_t point = number.find('.');
  const bool is_whole = point != std::string_view::npos && point + 1 < number.size() &&
                        number.find_first_not_of('0', point + 1) == std::string_view::npos;
  return is_whole ? number.substr(0, point) : number;
}

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
  std::optional<Slot> find(std::string_view text) const {
    const std::optional<std::int64_t> id = integer_in(text);
    return id.has_value() ? find(*id) : std::nullopt;
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

std::uint64_t hash_of(std::int64_t id) {
  std::array<std::byte, sizeof(id)> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(static_cast<std::uint64_t>(id) >> (8 * i));
  }
  return checksum_of(bytes);
}
std::uint64_t hash_of(std::string_view id) {
  return checksum_of(std::as_bytes(std::span(id)));
}

// Calls body(place) for the places where an id may stand, until it says that this is the one.
template <typename Body>
void probe(std::uint64_t hash, std::size_t num_places, Body&& body) {
  const std::size_t mask = num_places - 1;
  for (std::size_t i = 0; i < num_places; ++i) {
    if (body((hash + i) & mask)) return;
  }
}

template <typename Ids>
Array<std::uint32_t> index_of(const Ids& ids) {
  const std::size_t count = ids.size();
  std::vector<std::uint32_t> places(std::bit_ceil(count + count / 2 + 1), 0);
  for (Slot slot = 0; slot < count; ++slot) {
    probe(hash_of(ids[slot]), places.size(), [&](std::size_t place) {
      const bool is_free = places[place] == 0;
      if (is_free) places[place] = slot + 1;
      return is_free;
    });
  }
  return places;
}

// Ids that are found by the index beside them.
class IndexedIds {
 public:
  explicit IndexedIds(RawColumn ids) : ids_(std::move(ids)) {}

  std::optional<Slot> find(const IdView& id) const {
    const auto* integers = std::get_if<Array<std::int64_t>>(&ids_.values);
    if (integers == nullptr) return find_in(std::get<StringColumn>(ids_.values), to_string(id));
    if (const auto* integer = std::get_if<std::int64_t>(&id)) return find_in(*integers, *integer);
    const auto integer = integer_in(std::get<std::string_view>(id));
    return integer.has_value() ? find_in(*integers, *integer) : std::nullopt;
  }
  const RawColumn& all() const { return ids_; }

 private:
  template <typename Ids, typename OneId>
  std::optional<Slot> find_in(const Ids& ids, const OneId& id) const {
    std::optional<Slot> found;
    probe(hash_of(id), ids_.id_index.size(), [&](std::size_t place) {
      const Slot next = ids_.id_index[place];
      if (next != 0 && ids[next - 1] == id) found = next - 1;
      return next == 0 || found.has_value();
    });
    return found;
  }

  RawColumn ids_;
};

}  // namespace

struct IdMap::State {
  std::variant<IntegerIds, TextIds> ids;
  std::optional<IndexedIds> indexed;  // in place of ids, until something is added
};

IdView to_view(const Id& id) {
  return std::visit([](const auto& value) { return IdView(value); }, id);
}

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
  if (state_->indexed.has_value()) return state_->indexed->all().num_values();
  return std::visit([](const auto& ids) { return ids.all().size(); }, state_->ids);
}

std::uint32_t IdMap::add(const IdView& id) {
  TWOTOWER_CHECK(id.index() == state_->ids.index());
  if (state_->indexed.has_value()) {
    const IndexedIds indexed = *std::exchange(state_->indexed, std::nullopt);
    add_all(indexed.all());
  }
  if (auto* integers = std::get_if<IntegerIds>(&state_->ids)) {
    return integers->add(std::get<std::int64_t>(id));
  }
  return std::get<TextIds>(state_->ids).add(std::get<std::string_view>(id));
}

void IdMap::add_all(const RawColumn& ids) {
  const auto* integers = std::get_if<Array<std::int64_t>>(&ids.values);
  for (std::size_t i = 0; i < ids.num_values(); ++i) {
    add(integers != nullptr ? IdView((*integers)[i])
                            : IdView(std::get<StringColumn>(ids.values)[i]));
  }
}

IdMap IdMap::of(RawColumn ids) {
  const bool is_text = std::holds_alternative<StringColumn>(ids.values);
  IdMap map(is_text ? Type::kString : Type::kInt64);
  if (ids.id_index.empty()) {
    map.add_all(ids);
  } else {
    map.state_->indexed.emplace(std::move(ids));
  }
  return map;
}

std::optional<std::uint32_t> IdMap::find(const IdView& id) const {
  const auto find_exactly = [&](const IdView& form) -> std::optional<std::uint32_t> {
    if (state_->indexed.has_value()) return state_->indexed->find(form);
    return std::visit([](const auto& ids, const auto& value) { return ids.find(value); },
                      state_->ids, form);
  };
  const auto found = find_exactly(id);
  const auto* text = std::get_if<std::string_view>(&id);
  if (found.has_value() || text == nullptr) return found;
  std::string_view read = without_blanks(*text);
  if (type() == Type::kInt64) read = without_zeros(read);
  return read == *text ? std::nullopt : find_exactly(read);
}

IdView IdMap::id(std::uint32_t slot) const {
  if (state_->indexed.has_value()) {
    const RawColumn& ids = state_->indexed->all();
    const auto* integers = std::get_if<Array<std::int64_t>>(&ids.values);
    if (integers != nullptr) return (*integers)[slot];
    return std::get<StringColumn>(ids.values)[slot];
  }
  return std::visit([&](const auto& ids) -> IdView { return ids[slot]; }, state_->ids);
}

RawColumn IdMap::ids() const {
  if (state_->indexed.has_value()) {
    RawColumn ids = state_->indexed->all();
    ids.id_index.clear();
    return ids;
  }
  return std::visit([](const auto& ids) { return RawColumn{.values = ids.all()}; }, state_->ids);
}

RawColumn IdMap::indexed_ids() const {
  if (state_->indexed.has_value()) return state_->indexed->all();
  RawColumn ids = this->ids();
  std::visit([&](const auto& all) { ids.id_index = index_of(all.all()); }, state_->ids);
  return ids;
}

bool has_id_index(const RawColumn& ids) {
  const std::size_t count = ids.num_values(), places = ids.id_index.size();
  if (!std::has_single_bit(places) || places <= count || ids.values.index() == 1) return false;
  const auto is_slot = [&](std::uint32_t place) { return place <= count; };
  const auto num_free = static_cast<std::size_t>(std::ranges::count(ids.id_index, 0U));
  return std::ranges::all_of(ids.id_index, is_slot) && places - num_free == count;
}

}  // namespace twotower
