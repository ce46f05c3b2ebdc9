#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "base/checksum.h"
#include "bundle/bundle.h"
#include "bundle/test_bundle.h"
#include "messages/said.h"
#include "testkit/file_bytes.h"
#include "testkit/memory_limit.h"
#include "testkit/temporary_folder.h"

// A bundle that is damaged, cut, swapped, or none at all: refused when it is opened, so before
// anything is served from it, with the file's name and without a large allocation.
namespace twotower {
namespace {

namespace fs = std::filesystem;
using test_bundle::Example;
using testkit::read_bytes;
using testkit::write_bytes;

// Under a sanitizer, where opening is slow and access to memory is looked at, one bit a byte.
constexpr bool kEveryBit = testkit::MemoryLimit::kLimits;
constexpr std::size_t kMemoryBytes = std::size_t{16} << 20;  // most bundles here have some 12 KB

class DamageTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(Example(1).write(path_).ok()); }

  // Without the columns of users and contexts.
  void write_smaller() {
    const Example example(1, Similarity::kCosine, Example::Knows::kHistory);
    ASSERT_TRUE(example.write(path_).ok());
  }
  // Nothing of it was lost by the test itself.
  void TearDown() override {
    const auto opened = open_bundle(path_);
    EXPECT_TRUE(opened.ok()) << english(opened.error().message);
  }

  std::string path_of(std::string_view file) const { return path_ + "/" + std::string(file); }
  std::string manifest() const { return path_of(Manifest::kFileName); }
  std::vector<std::string> files() const {
    std::vector<std::string> paths = {manifest()};
    const Manifest parts = read_manifest(path_).value();
    for (const auto& [name, file] : parts.files) {
      paths.push_back(path_of(name));
    }
    return paths;
  }

  // Refused, and the message names `file`. A flipped bit may turn the format into another one.
  void expect_refused(const std::string& path, const std::string& file,
                      ErrorCode code = ErrorCode::kBundleCorrupt) const {
    const auto opened = open_bundle(path);
    ASSERT_FALSE(opened.ok()) << file;
    const ErrorCode found = opened.error().code;
    const bool is_other = found == ErrorCode::kBundleNewer || found == ErrorCode::kBundleOlder;
    EXPECT_TRUE(found == code || (is_other && file == manifest()))
        << english(opened.error().message);
    EXPECT_NE(english(opened.error().message).find(file), std::string::npos)
        << english(opened.error().message);
  }

  testkit::TemporaryFolder folder_;
  const std::string path_ = folder_.path_of("bundle");
  std::optional<testkit::MemoryLimit> limit_{kMemoryBytes};
};

TEST_F(DamageTest, EveryFlippedBitIsRefused) {
  write_smaller();
  for (const std::string& path : files()) {
    const std::string bytes = read_bytes(path);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto put = [&](std::size_t i, int byte) {
      file.seekp(static_cast<std::streamoff>(i)).put(static_cast<char>(byte)).flush();
    };
    for (std::size_t i = 0; i < bytes.size() && !HasFailure(); ++i) {
      for (int bit = kEveryBit ? 0 : static_cast<int>(i % 8); bit < 8; bit += kEveryBit ? 1 : 8) {
        put(i, bytes[i] ^ (1 << bit));
        expect_refused(path_, path);
      }
      put(i, bytes[i]);
    }
  }
}

TEST_F(DamageTest, EveryTruncationIsRefused) {
  for (const std::string& path : files()) {
    const std::string bytes = read_bytes(path);
    for (std::size_t length = bytes.size(); length-- > 0 && !HasFailure();) {
      fs::resize_file(path, length);
      expect_refused(path_, path);
    }
    write_bytes(path, bytes + '\0');
    expect_refused(path_, path);
    write_bytes(path, bytes);
  }
}

// Large parts have a checksum a block; the reason says which one.
TEST_F(DamageTest, LargePartsAreCheckedAtEveryBlock) {
  Example example(1);
  auto& titles = std::get<StringColumn>(example.raw[0].column.values);
  titles = StringColumn();
  for (std::size_t i = 0; i < test_bundle::kNumItems; ++i) {
    titles.push_back(std::string(600'000, static_cast<char>('a' + i)));
  }
  const std::string path = folder_.path_of("large");
  limit_.reset();  // bounds the opening of bundles, not their writing
  const auto written = example.write(path);
  ASSERT_TRUE(written.ok()) << english(written.error().message);
  limit_.emplace(kMemoryBytes);
  const std::string catalog = path + "/" + std::string(kCatalogFile);
  const std::size_t size = fs::file_size(catalog);
  ASSERT_GT(size, 4 * kChecksumBlockBytes);
  std::fstream file(catalog, std::ios::in | std::ios::out | std::ios::binary);
  for (std::size_t block = 0; block * kChecksumBlockBytes < size; ++block) {
    const std::size_t begin = block * kChecksumBlockBytes;
    for (const std::size_t at : {begin, std::min(begin + kChecksumBlockBytes, size) - 1}) {
      file.seekg(static_cast<std::streamoff>(at));
      const int byte = file.get();
      file.seekp(static_cast<std::streamoff>(at)).put(static_cast<char>(byte ^ 1)).flush();
      expect_refused(path, catalog);
      file.seekp(static_cast<std::streamoff>(at)).put(static_cast<char>(byte)).flush();
    }
  }
  for (std::size_t length = 0; length < size; length += kChecksumBlockBytes / 4) {
    const auto cut = folder_.path_of("cut");
    fs::remove_all(cut);
    fs::copy(path, cut);
    fs::resize_file(cut + "/" + std::string(kCatalogFile), length);
    expect_refused(cut, cut + "/" + std::string(kCatalogFile));
  }
  EXPECT_TRUE(open_bundle(path).ok());
}

TEST_F(DamageTest, PartsThatAreMissingOrNoFilesAreRefused) {
  for (const std::string& path : files()) {
    const std::string bytes = read_bytes(path);
    // A folder without a manifest is named itself: nothing says that a file is missing.
    const std::string named = path == manifest() ? "manifest.json" : path;
    fs::remove(path);
    expect_refused(path_, named);
    fs::create_directory(path);
    expect_refused(path_, named);
    fs::remove(path);
    fs::create_symlink(path, path);
    expect_refused(path_, named);
    fs::remove(path);
    fs::create_symlink("/dev/zero", path);
    expect_refused(path_, named);
    fs::remove(path);
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    expect_refused(path_, named);
    fs::remove(path);
    write_bytes(path, bytes);
  }
}

TEST_F(DamageTest, PartsOfAnotherBundleAreRefused) {
  const std::string other = folder_.path_of("other");
  ASSERT_TRUE(Example(2).write(other).ok());
  for (const std::string& path : files()) {
    const std::string bytes = read_bytes(path);
    const std::string foreign = read_bytes(other + path.substr(path_.size()));
    if (bytes == foreign) continue;  // the weights differ, what they were fitted on does not
    write_bytes(path, foreign);
    const auto opened = open_bundle(path_);
    ASSERT_FALSE(opened.ok()) << path;
    EXPECT_EQ(opened.error().code, ErrorCode::kBundleCorrupt);
    write_bytes(path, bytes);
  }
  for (const std::string_view name : {kModelFile, kCatalogFile}) {  // and of this one
    const std::string path = path_of(name), bytes = read_bytes(path);
    write_bytes(path, read_bytes(path_of(kUsersFile)));
    expect_refused(path_, path);
    write_bytes(path, bytes);
  }
}

TEST_F(DamageTest, WhatIsNoBundleIsRefused) {
  const std::string none = folder_.path_of("none");
  expect_refused(none, none, ErrorCode::kFileUnreadable);
  write_bytes(none, "text");
  expect_refused(none, none);
  fs::remove(none);
  fs::create_symlink(none, none);
  expect_refused(none, none, ErrorCode::kFileUnreadable);
  fs::remove(none);
  fs::create_directory(none);
  expect_refused(none, "manifest.json");
  const std::string manifest = none + "/manifest.json";
  for (const std::string text :
       {"", "{", "[]", "{}", "PAR1", "\x1f\x8b\x08", "{\"name\": \"a web page\"}"}) {
    write_bytes(manifest, text);
    expect_refused(none, manifest);
  }
  write_bytes(manifest, "{\"format_version\": 3, \"unknown\": []}");
  expect_refused(none, manifest, ErrorCode::kBundleNewer);
}

TEST_F(DamageTest, AManifestBeyondItsBoundIsNotRead) {
  const std::string none = folder_.path_of("none"), manifest = none + "/manifest.json";
  fs::create_directory(none);
  write_bytes(manifest, "[");
  fs::resize_file(manifest, Manifest::kMaxBytes + 1);  // of nothing: it has no blocks on the disk
  expect_refused(none, manifest);
  write_bytes(manifest, std::string(100'000, '['));
  expect_refused(none, manifest);  // nor does it nest without end
}

TEST_F(DamageTest, OtherFilesBesideThePartsAreLeftAlone) {
  write_bytes(path_of("notes.txt"), "of somebody");
  fs::create_directory(path_of("model.safetensors.old"));
  EXPECT_TRUE(open_bundle(path_).ok());
}

TEST(MemoryLimitTest, EndsWhatTakesMore) {
  if (!testkit::MemoryLimit::kLimits) GTEST_SKIP() << "a sanitizer has its own address space";
  const testkit::MemoryLimit limit(kMemoryBytes);
  EXPECT_THROW(std::vector<char>(2 * kMemoryBytes), std::bad_alloc);
}

}  // namespace
}  // namespace twotower
