#include "base/input_file.h"

#include <array>
#include <cstddef>
#include <fstream>

namespace twotower {

// By read(), which turns what a disk refuses into a state of the stream; an iterator would throw.
Result<std::string> read_file(const std::string& path) {
  constexpr std::size_t kBlockBytes = 65536;
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  std::array<char, kBlockBytes> block;
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.eof() && !file.bad()) return bytes;
  return Error{ErrorCode::kFileUnreadable, path, path + " cannot be read"};
}

}  // namespace twotower
