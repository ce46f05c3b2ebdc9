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

// A text lives as long as the id.
IdView to_view(const Id& id);

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
  // integer, 12432.0 too, and an integer finds its decimal form: requests do not know the type. A
  // text that is not known as it is may have blanks around.
  std::optional<std::uint32_t> find(const IdView& id) const;

  // The id of a slot; a text lives as long as this map and until the next add.
  IdView id(std::uint32_t slot) const;

  // All ids by slot.
  RawColumn ids() const;
  // The same with their index, for files: a table of a power of two of places, at least half as
  // many again as there are ids. An id stands at the place XXH3_64bits(its bytes) modulo the number
  // of places, or the first free one after it, round the end; a place holds slot + 1, or 0: free.
  // The bytes of an integer are its eight, lowest first, those of a text its UTF-8.
  RawColumn indexed_ids() const;

  // Of a column of distinct ids. With an index that has_id_index() holds for, nothing is copied or
  // hashed: ids and index are read in their place until something is added.
  static IdMap of(RawColumn ids);

 private:
  struct State;
  void add_all(const RawColumn& ids);

  std::unique_ptr<State> state_;
};

// Whether a column has an index that fits: as many places taken as there are ids, by slots that
// there are. (Whether each is where its id is looked for is the writer's matter.)
bool has_id_index(const RawColumn& ids);

}  // namespace twotower
