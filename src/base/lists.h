#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twotower {

// Lists of numbers one after the other: list i is values[offsets[i]] .. values[offsets[i + 1] - 1].
template <typename T>
struct Lists {
  std::vector<std::uint64_t> offsets = {0};
  std::vector<T> values;

  std::size_t size() const { return offsets.size() - 1; }
  std::span<const T> operator[](std::size_t i) const {
    return std::span(values).subspan(offsets[i], offsets[i + 1] - offsets[i]);
  }
  void close_list() { offsets.push_back(values.size()); }
};

}  // namespace twotower
