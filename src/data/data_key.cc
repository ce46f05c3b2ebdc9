#include "data/data_key.h"

#include <cerrno>
#include <fstream>
#include <span>

#include "base/checksum.h"
#include "base/file_descriptor.h"
#include "base/input_file.h"
#include "base/json.h"
#include "data/files/input_files.h"

namespace twotower {
namespace {

// Checksums of the file's blocks, as text. Not mapped: a log that its owner cuts short meanwhile
// must not end the process.
Result<std::string> block_checksums(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> block(kChecksumBlockBytes);
  std::string checksums;
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
    const auto size = static_cast<std::size_t>(file.gcount());
    checksums += to_hex(checksum_of(std::as_bytes(std::span(block).first(size))));
  }
  if (file.eof() && !file.bad()) return checksums;
  return unreadable(path, errno_message(errno));
}

}  // namespace

Result<std::string> data_key(const std::vector<std::string>& paths, const Value& options) {
  std::string everything = to_json(options);
  for (const std::string& path : paths) {
    TWOTOWER_ASSIGN(const auto files, find_files(path, "data"));
    if (files.size() > 1) everything += "\n" + std::to_string(files.size()) + " files";
    for (const InputFile& file : files) {
      TWOTOWER_ASSIGN(const std::string checksums, block_checksums(file.path));
      everything += '\n' + checksums;  // a line a file, so that files cannot run into each other
      for (const auto& [name, value] : file.partitions) {
        everything += '/' + name + '=' + value.value_or("(missing)");
      }
    }
  }
  return to_hex(checksum_of(std::as_bytes(std::span(everything))));
}

}  // namespace twotower
