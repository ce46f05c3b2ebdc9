// Writes or checks the sample file of tensor_file_test.py.
// Usage: tensor_file_program write|check FILE
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/tensor_file.h"
#include "base/tensor_file_writer.h"
#include "messages/said.h"

namespace twotower {
namespace {

const TensorMetadata kMetadata = {{"layer", "model"}, {"quote", "\"\n"}};

// Calls body(name, shape, elements) for each tensor of the sample.
void for_each_tensor(auto&& body) {
  body("text", TensorShape{6}, std::vector<std::uint8_t>{0xe6, 0xaf, 0x94, 0xe8, 0x90, 0xa8});
  body("weights", TensorShape{2, 3}, std::vector<float>{0, 0.125F, 0.25F, 0.375F, 0.5F, 0.625F});
  body("ids", TensorShape{2}, std::vector<std::int64_t>{-1, std::int64_t{1} << 60});
  body("rows", TensorShape{2}, std::vector<std::uint32_t>{7, 0xffffffff});
  body("keys", TensorShape{1}, std::vector<std::uint64_t>{~std::uint64_t{0}});
  body("none", TensorShape{0, 4}, std::vector<double>{});
}

Result<void> write(const std::string& path) {
  std::vector<TensorInfo> tensors;
  for_each_tensor(
      [&]<typename T>(const char* name, const TensorShape& shape, const std::vector<T>&) {
        tensors.push_back(tensor_info<T>(name, shape));
      });
  TWOTOWER_ASSIGN(TensorFileWriter file, TensorFileWriter::create(path, tensors, kMetadata));
  Result<void> written;
  for_each_tensor(
      [&]<typename T>(const char* name, const TensorShape&, const std::vector<T>& elements) {
        if (written.ok()) written = file.append(name, std::span<const T>(elements));
      });
  TWOTOWER_TRY(written);
  return file.finish();
}

Result<bool> holds_sample(const std::string& path) {
  TWOTOWER_ASSIGN(const TensorFile file, TensorFile::open(path));
  bool is_equal = file.metadata() == kMetadata;
  for_each_tensor(
      [&]<typename T>(const char* name, const TensorShape& shape, const std::vector<T>& elements) {
        const auto read = file.tensor<T>(name, shape);
        is_equal = is_equal && read.ok() && std::ranges::equal(read.value(), elements);
      });
  return is_equal;
}

int run(std::string_view command, const std::string& path) {
  if (command == "write") return write(path).ok() ? 0 : 1;
  const auto checked = holds_sample(path);
  if (!checked.ok()) std::fprintf(stderr, "%s\n", english(checked.error().message).c_str());
  return checked.ok() && checked.value() ? 0 : 1;
}

}  // namespace
}  // namespace twotower

int main(int argc, char** argv) {
  return argc == 3 ? twotower::run(argv[1], argv[2]) : 2;
}
