#include "base/tensor_list.h"

namespace twotower {

Result<void> TensorList::write(const std::string& path, const TensorMetadata& metadata) const {
  TWOTOWER_ASSIGN(TensorFileWriter writer, TensorFileWriter::create(path, infos_, metadata));
  for (const auto& append : appenders_) TWOTOWER_TRY(append(writer));
  return writer.finish();
}

}  // namespace twotower
