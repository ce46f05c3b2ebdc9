#include "base/scratch_folder.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "base/output_file.h"

namespace twotower {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() : path_((fs::temp_directory_path() / "twotower.XXXXXX").string()) {}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (is_made_) fs::remove_all(path_, ignored);
}

Result<std::string> ScratchFolder::make() {
  is_made_ = ::mkdtemp(path_.data()) != nullptr;
  if (!is_made_) return unwritable(path_, errno);
  return path_;
}

}  // namespace twotower
