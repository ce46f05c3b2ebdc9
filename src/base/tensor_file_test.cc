#include "base/tensor_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/tensor_file_writer.h"
#include "base/tensor_header.h"
#include "messages/said.h"
#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

constexpr std::size_t kAny = TensorFile::kAnySize;

// A small file of several types, written in parts and in turns.
void write_sample(const std::string& path) {
  auto writer = TensorFileWriter::create(
      path,
      {tensor_info<std::uint8_t>("text", {3}), tensor_info<float>("users.weights", {2, 3}),
       tensor_info<std::int64_t>("ids", {2}), tensor_info<std::uint32_t>("none", {0, 4})},
      {{"layer", "model"}, {"quote", "\"\n"}});
  ASSERT_TRUE(writer.ok()) << english(writer.error().message);
  TensorFileWriter file = std::move(writer).value();
  const std::vector<float> weights = {1, 2, 3, 4, 5, 0.1F};
  const std::vector<std::uint8_t> text = {'a', 'b', 'c'};
  const std::vector<std::int64_t> ids = {-1, std::int64_t{1} << 60};
  ASSERT_TRUE(file.append("users.weights", std::span(weights).first(4)).ok());
  ASSERT_TRUE(file.append("text", std::span<const std::uint8_t>(text)).ok());
  ASSERT_TRUE(file.append("users.weights", std::span(weights).subspan(4)).ok());
  ASSERT_TRUE(file.append("ids", std::span<const std::int64_t>(ids)).ok());
  ASSERT_TRUE(file.finish().ok());
}

std::string sample_bytes() {
  const testkit::TemporaryFolder folder;
  write_sample(folder.path_of("sample"));
  return testkit::read_bytes(folder.path_of("sample"));
}

Result<TensorHeader> header_of(const std::string& bytes) {
  return read_tensor_header(std::as_bytes(std::span(bytes)), "sample");
}

// A file with this header and `data_bytes` zeros behind it, aligned to 8.
std::string file_with(std::string header, std::size_t data_bytes) {
  header.append((8 - header.size() % 8) % 8, ' ');
  const std::uint64_t length = header.size();
  std::string file(sizeof(length), '\0');
  std::memcpy(file.data(), &length, sizeof(length));
  return file + header + std::string(data_bytes, '\0');
}

// What the contract of read_tensor_header() promises of a header it gives.
bool is_consistent(const TensorHeader& header, std::size_t file_bytes) {
  std::size_t end = header.tensors.empty() ? file_bytes : header.tensors[0].begin;
  for (const PlacedTensor& tensor : header.tensors) {
    if (tensor.begin != end || bytes_of(tensor.info) != tensor.end - tensor.begin) return false;
    if (tensor.begin % bytes_of(tensor.info.dtype) != 0) return false;
    end = tensor.end;
  }
  return end == file_bytes;
}

TEST(TensorFileTest, ReadsBackWhatWasWritten) {
  const testkit::TemporaryFolder folder;
  write_sample(folder.path_of("sample"));
  auto opened = TensorFile::open(folder.path_of("sample"));
  ASSERT_TRUE(opened.ok()) << english(opened.error().message);
  const TensorFile file = std::move(opened).value();
  const auto weights = file.tensor<float>("users.weights", {kAny, 3});
  ASSERT_TRUE(weights.ok()) << english(weights.error().message);
  EXPECT_EQ(std::vector(weights.value().begin(), weights.value().end()),
            (std::vector<float>{1, 2, 3, 4, 5, 0.1F}));
  EXPECT_EQ(file.tensor<std::int64_t>("ids", {2}).value()[1], std::int64_t{1} << 60);
  EXPECT_EQ(file.tensor<std::uint8_t>("text", {3}).value()[2], 'c');
  EXPECT_EQ(file.tensor<std::uint32_t>("none", {0, 4}).value().size(), 0U);
  EXPECT_EQ(file.metadata(), (TensorMetadata{{"layer", "model"}, {"quote", "\"\n"}}));
  EXPECT_EQ(file.tensors().front(), tensor_info<std::int64_t>("ids", {2}));  // the widest first
  EXPECT_EQ(file.find("users.weights")->shape, (TensorShape{2, 3}));
  EXPECT_EQ(file.find("user"), nullptr);
  const auto* first = file.tensor<std::int64_t>("ids", {2}).value().data();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first) % 64, 0U);
}

TEST(TensorFileTest, HoldsNoTensorAtAll) {
  const testkit::TemporaryFolder folder;
  auto writer = TensorFileWriter::create(folder.path_of("empty"), {});
  ASSERT_TRUE(writer.ok());
  ASSERT_TRUE(std::move(writer).value().finish().ok());
  EXPECT_TRUE(TensorFile::open(folder.path_of("empty")).value().tensors().empty());
}

TEST(TensorFileTest, RefusesAnotherNameTypeOrShape) {
  const testkit::TemporaryFolder folder;
  write_sample(folder.path_of("sample"));
  const TensorFile file = TensorFile::open(folder.path_of("sample")).value();
  for (const auto& refused :
       {file.tensor<float>("weights", {2, 3}), file.tensor<float>("users.weights", {3, 2}),
        file.tensor<float>("users.weights", {6}), file.tensor<float>("ids", {2})}) {
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kBundleCorrupt);
    EXPECT_EQ(refused.error().field, folder.path_of("sample"));
  }
}

TEST(TensorFileTest, RefusesAFileThatIsNotThere) {
  const testkit::TemporaryFolder folder;
  EXPECT_EQ(TensorFile::open(folder.path_of("none")).error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(TensorFile::open(folder.path()).error().code, ErrorCode::kFileUnreadable);
  testkit::write_bytes(folder.path_of("empty"), "");
  EXPECT_EQ(TensorFile::open(folder.path_of("empty")).error().code, ErrorCode::kBundleCorrupt);
}

TEST(TensorFileWriterTest, FailsWhereNothingCanBeWritten) {
  const testkit::TemporaryFolder folder;
  EXPECT_EQ(TensorFileWriter::create(folder.path_of("no/folder"), {}).error().code,
            ErrorCode::kFileUnwritable);
  EXPECT_EQ(TensorFileWriter::create(folder.path_of("a"), {},
                                     {{"long", std::string(kMaxTensorHeaderBytes, 'x')}})
                .error()
                .code,
            ErrorCode::kFileUnwritable);
}

TEST(TensorFileWriterDeathTest, HoldsItsCallerToWhatWasDeclared) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("a");
  const std::vector<float> three(3);
  auto declare = [&] {
    return TensorFileWriter::create(path, {tensor_info<float>("a", {2})}).value();
  };
  EXPECT_DEATH((void)declare().append("a", std::span<const float>(three)), "promise");
  EXPECT_DEATH((void)declare().append("b", std::span<const float>(three).first(1)), "promise");
  EXPECT_DEATH((void)declare().finish(), "promise");
  const auto twice = tensor_info<float>("a", {1});
  EXPECT_DEATH((void)TensorFileWriter::create(path, {twice, twice}), "promise");
}

TEST(TensorHeaderTest, TakesTheFormThatPythonWrites) {
  const auto header = header_of(file_with(
      R"({"__metadata__":{"a":"b"},"x":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}})", 2));
  ASSERT_TRUE(header.ok()) << english(header.error().message);
  EXPECT_EQ(header.value().tensors[0].info, (TensorInfo{"x", Dtype::kBF16, {}}));
}

TEST(TensorHeaderTest, RefusesWhatIsNotItsForm) {
  const auto tensor = [](const std::string& shape, const std::string& offsets,
                         const std::string& dtype = "F32") {
    return R"("a":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets +
           "}";
  };
  const std::string good = tensor("[2]", "[0,8]");
  ASSERT_TRUE(header_of(file_with("{" + good + "}", 8)).ok());
  for (const std::string& entries :
       {good + "," + good,  // twice
        tensor("[2]", "[0,4]"),
        tensor("[2]", "[8,0]"),  // not its shape
        tensor("[2]", "[0,8,8]"),
        tensor("[2]", "[0]"),
        tensor("[2]", "[-8,0]"),
        tensor("[-2]", "[0,8]"),
        tensor("[2.0]", "[0,8]"),
        tensor("2", "[0,8]"),
        tensor("[2]", "[0,8]", "F31"),
        tensor("[2]", "[0,8]", ""),
        tensor("[4]", "[0,16]"),
        tensor("[1]", "[4,8]"),
        tensor("[1]", "[0,4]"),                      // not the file
        tensor("[4611686018427387904,2]", "[0,0]"),  // more than 64 bits
        tensor("[4294967296,4294967296]", "[0,0]"),
        tensor("[2]", "[9223372036854775800,9223372036854775807]"),
        good + R"(,"__metadata__":[])",
        good + R"(,"__metadata__":{"a":1})",
        good + R"(,"__metadata__":{"a":"1","a":"2"})",
        good + R"(,"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})",  // overlap
        good + R"(,"b":[])",
        std::string(R"("a":{"shape":[2],"data_offsets":[0,8]})"),
        std::string(R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1})")}) {
    const auto refused = header_of(file_with("{" + entries + "}", 8));
    ASSERT_FALSE(refused.ok()) << entries;
    EXPECT_EQ(refused.error().code, ErrorCode::kBundleCorrupt);
  }
  EXPECT_FALSE(header_of(file_with("[]", 0)).ok());
  EXPECT_FALSE(header_of(file_with("", 0)).ok());
  const std::string unaligned =
      R"("u":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)" + tensor("[1]", "[1,5]");
  EXPECT_FALSE(header_of(file_with("{" + unaligned + "}", 5)).ok());
}

TEST(TensorHeaderTest, RefusesALengthBeyondTheFileOrTheBound) {
  std::string file = sample_bytes();
  for (const std::uint64_t length : {std::uint64_t{file.size()}, ~std::uint64_t{0}}) {
    std::memcpy(file.data(), &length, sizeof(length));
    EXPECT_FALSE(header_of(file).ok());
  }
  EXPECT_FALSE(header_of(file_with(std::string(kMaxTensorHeaderBytes + 8, ' '), 0)).ok());
}

TEST(TensorHeaderTest, RefusesEveryTruncationAndExtension) {
  const std::string file = sample_bytes();
  ASSERT_TRUE(header_of(file).ok());
  for (std::size_t size = 0; size < file.size(); ++size) {
    EXPECT_FALSE(header_of(file.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(header_of(file + '\0').ok());
}

TEST(TensorHeaderTest, StaysConsistentUnderEveryFlippedBit) {
  const std::string file = sample_bytes();
  std::size_t num_refused = 0;
  for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string flipped = file;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    const auto header = header_of(flipped);
    if (header.ok()) {
      EXPECT_TRUE(is_consistent(header.value(), file.size())) << bit;
    } else {
      EXPECT_EQ(header.error().code, ErrorCode::kBundleCorrupt);
      ++num_refused;
    }
  }
  EXPECT_GT(num_refused, file.size());  // not everything passes
}

RC_GTEST_PROP(TensorHeaderProperty, StaysConsistentUnderRandomChanges, ()) {
  static const std::string kFile = sample_bytes();
  std::string changed = kFile;
  const auto edits = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, kFile.size()), rc::gen::arbitrary<char>()));
  for (const auto& [place, byte] : edits) changed[place] = byte;
  const auto header = header_of(changed);
  if (header.ok()) RC_ASSERT(is_consistent(header.value(), kFile.size()));
}

RC_GTEST_PROP(TensorFileProperty, ReadsBackAnySizes, ()) {
  const testkit::TemporaryFolder folder;
  std::vector<TensorInfo> tensors;
  std::map<std::string, std::vector<std::uint16_t>> values;
  for (const std::uint8_t size : *rc::gen::arbitrary<std::vector<std::uint8_t>>()) {
    const std::string name = "\u6bd4\"" + std::to_string(tensors.size());
    tensors.push_back(tensor_info<std::uint16_t>(name, {size}));
    auto& elements = values[name];
    for (std::uint8_t i = 0; i < size; ++i) {
      elements.push_back(static_cast<std::uint16_t>(256 * tensors.size() + i));  // no duplicates
    }
  }
  auto writer = TensorFileWriter::create(folder.path_of("a"), tensors).value();
  for (const auto& [name, elements] : values) {
    RC_ASSERT(writer.append(name, std::span<const std::uint16_t>(elements)).ok());
  }
  RC_ASSERT(writer.finish().ok());
  const TensorFile file = TensorFile::open(folder.path_of("a")).value();
  for (const auto& [name, elements] : values) {
    const auto read = file.tensor<std::uint16_t>(name, {elements.size()});
    RC_ASSERT(read.ok());
    RC_ASSERT(std::vector(read.value().begin(), read.value().end()) == elements);
  }
}

}  // namespace
}  // namespace twotower
