#include "index/load_index.h"

#include <utility>

#include "index/flat_index.h"

namespace twotower {

Result<std::unique_ptr<Index>> load_index(const TensorFile& file, LoadFor use) {
  Exec exec(0);
  TWOTOWER_ASSIGN(FlatIndex index, FlatIndex::load(exec, file));
  if (use == LoadFor::kManySearches) index.make_codes();
  return std::unique_ptr<Index>(std::make_unique<FlatIndex>(std::move(index)));
}

}  // namespace twotower
