#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "features/raw_column.h"

namespace twotower {

// What the outside world calls a user, an item or a category: an integer or a UTF-8 text.
using Id = std::variant<std::int64_t, std::string>;
using IdView = std::variant<std::int64_t, std::string_view>;

// "17" for both 17 and "17".
std::string to_string(const IdView& id);

// Outside ids and the slots 0, 1, 2, ... that stand for them inside, in the order added. All ids of
// one map are integers or all are texts; integers stay integers, so they are printed as they came.
// Reading is thread-safe while nobody adds. Movable, not copyable. About 20 bytes an integer id.
class IdMap {
 public:
  enum class Type { kInt64, kString };

  explicit IdMap(Type type);
  IdMap(IdMap&&) noexcept;
  IdMap& operator=(IdMap&&) noexcept;
  ~IdMap();

  Type type() const;
  std::size_t size() const;

  // The slot of `id`, a new one if it is not known. `id` must be of this map's type.
  std::uint32_t add(const IdView& id);

  // The slot of `id`, if it is known. A text that is the decimal form of an integer finds that
  // integer, and an integer finds its decimal form: requests do not know the type.
  std::optional<std::uint32_t> find(const IdView& id) const;

  // The id of a slot; a text lives as long as this map and until the next add.
  IdView id(std::uint32_t slot) const;

  // All ids by slot.
  RawColumn ids() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace twotower
