#include "base/atomic_directory.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/atomic_file.h"
#include "messages/said.h"
#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;
using testkit::read_bytes;
using testkit::write_bytes;

std::size_t num_entries(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

// Writes two files of the same text as folder `path`.
Result<void> replace_folder(const std::string& path, const std::string& text) {
  TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(path));
  TWOTOWER_TRY(write_file(folder.path_of("a"), text));
  fs::create_directory(folder.path_of("deep"));
  TWOTOWER_TRY(write_file(folder.path_of("deep/b"), text));
  return folder.commit();
}

// Kills, at a random moment, a child that calls `write(round)` for ever.
template <typename Write>
void run_and_kill(const Write& write, int delay_us) {
  const pid_t child = ::fork();
  if (child == 0) {
    for (int round = 0;; ++round) {
      if (!write(std::to_string(round)).ok()) ::_exit(1);
    }
  }
  std::this_thread::sleep_for(std::chrono::microseconds(delay_us));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the child failed on its own";
}

// A file system of 64 KiB, for as long as it lives.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& folder) : folder_(folder) {
    is_mounted_ = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=65536") == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (is_mounted_) ::umount(folder_.c_str());
  }
  bool is_mounted() const { return is_mounted_; }

 private:
  std::string folder_;
  bool is_mounted_;
};

TEST(AtomicFileTest, AppearsOnCommitAndReplacesWhatWasThere) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("a");
  for (const std::string text : {"old", "new"}) {
    const std::string before = read_bytes(path);
    auto file = AtomicFile::create(path).value();
    ASSERT_TRUE(file.output().append(std::as_bytes(std::span(text))).ok());
    EXPECT_EQ(read_bytes(path), before);
    ASSERT_TRUE(file.commit().ok());
    EXPECT_EQ(read_bytes(path), text);
  }
  EXPECT_EQ(num_entries(folder.path()), 1U);
}

TEST(AtomicFileTest, LeavesNothingWithoutCommit) {
  const testkit::TemporaryFolder folder;
  {
    auto file = AtomicFile::create(folder.path_of("a")).value();
    const AtomicFile moved = std::move(file);
    EXPECT_EQ(num_entries(folder.path()), 1U);
  }
  EXPECT_EQ(num_entries(folder.path()), 0U);
}

TEST(AtomicFileTest, NamesThePathThatCannotBeWritten) {
  const testkit::TemporaryFolder folder;
  const auto refused = write_file(folder.path_of("none/a"), "text");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kFileUnwritable);
  fs::create_directory(folder.path_of("taken"));
  const auto taken = write_file(folder.path_of("taken"), "text");
  EXPECT_EQ(taken.error().field, folder.path_of("taken"));
  EXPECT_EQ(num_entries(folder.path()), 1U);
}

TEST(AtomicFileTest, KeepsOldOrNewUnderKill) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("a");
  const std::string padding(20'000, '.');
  ASSERT_TRUE(write_file(path, "0" + padding).ok());
  for (int kill = 0; kill < 30; ++kill) {
    run_and_kill([&](const std::string& text) { return write_file(path, text + padding); },
                 kill * 317);
    const std::string text = read_bytes(path);
    ASSERT_GT(text.size(), padding.size());
    EXPECT_TRUE(text.ends_with(padding));
  }
}

TEST(AtomicDirectoryTest, AppearsOnCommitAndReplacesWhatWasThere) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("runs/one");
  for (const std::string text : {"old", "new"}) {
    ASSERT_TRUE(replace_folder(path + "/", text).ok());
    EXPECT_EQ(read_bytes(path + "/a"), text);
    EXPECT_EQ(read_bytes(path + "/deep/b"), text);
    EXPECT_EQ(num_entries(folder.path_of("runs")), 1U);
  }
}

TEST(AtomicDirectoryTest, LeavesWhatWasThereWithoutCommit) {
  const testkit::TemporaryFolder folder;
  ASSERT_TRUE(replace_folder(folder.path_of("a"), "old").ok());
  {
    auto unfinished = AtomicDirectory::create(folder.path_of("a")).value();
    const AtomicDirectory moved = std::move(unfinished);
    write_bytes(moved.path_of("a"), "new");
    EXPECT_EQ(num_entries(folder.path()), 2U);
  }
  EXPECT_EQ(num_entries(folder.path()), 1U);
  EXPECT_EQ(read_bytes(folder.path_of("a/a")), "old");
}

TEST(AtomicDirectoryTest, NamesThePathThatCannotBeWritten) {
  const testkit::TemporaryFolder folder;
  write_bytes(folder.path_of("file"), "text");
  const auto below = AtomicDirectory::create(folder.path_of("file/a"));
  EXPECT_EQ(below.error().code, ErrorCode::kFileUnwritable);
  EXPECT_EQ(below.error().field, folder.path_of("file/a"));
  const auto taken = replace_folder(folder.path_of("file"), "text");
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().code, ErrorCode::kFileUnwritable);
  EXPECT_EQ(num_entries(folder.path()), 1U);
  EXPECT_EQ(read_bytes(folder.path_of("file")), "text");
}

TEST(AtomicDirectoryTest, KeepsOldOrNewUnderKill) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("a");
  ASSERT_TRUE(replace_folder(path, "0").ok());
  for (int kill = 0; kill < 30; ++kill) {
    run_and_kill([&](const std::string& text) { return replace_folder(path, text); }, kill * 317);
    const std::string text = read_bytes(path + "/a");
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(read_bytes(path + "/deep/b"), text);
  }
}

// A child that is killed while it writes `path` with `begin`, so that it leaves something beside.
template <typename Begin>
void leave_behind(const Begin& begin) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto unfinished = begin();
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
}

TEST(PartialPathTest, WhatKilledWritersLeftIsRemovedByTheNextOfThatName) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("a");
  leave_behind([&] { return AtomicDirectory::create(path); });
  leave_behind([&] { return AtomicFile::create(path); });
  leave_behind([&] { return AtomicFile::create(folder.path_of("a.b")); });
  for (const std::string other :
       {".a.x.partial", ".a.partial", "a.12.partial", ".b.1-2-3.partial"}) {
    write_bytes(folder.path_of(other), "of somebody else");
  }
  const auto writing = AtomicFile::create(path);  // removes the first two
  ASSERT_EQ(num_entries(folder.path()), 1U + 4U + 1U);
  ASSERT_TRUE(replace_folder(path, "text").ok());  // while the other one writes
  EXPECT_EQ(num_entries(folder.path()), 1U + 4U + 1U + 1U);
}

TEST(PartialPathTest, ManyWritersOfOneNameDisturbNobody) {
  const testkit::TemporaryFolder folder;
  const std::string path = folder.path_of("a");
  std::vector<std::thread> writers;
  for (const std::string text : {"1", "2", "3", "4"}) {
    writers.emplace_back([&path, text] {
      for (int round = 0; round < 30; ++round) {
        const auto replaced = replace_folder(path, text);
        EXPECT_TRUE(replaced.ok()) << english(replaced.error().message);
        EXPECT_TRUE(write_file(path + ".file", text).ok());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(read_bytes(path + "/a"), read_bytes(path + "/deep/b"));
  EXPECT_EQ(num_entries(folder.path()), 2U);
}

TEST(AtomicDirectoryTest, GoesToAFreePlaceOnly) {
  const testkit::TemporaryFolder folder;
  ASSERT_TRUE(replace_folder(folder.path_of("a.2"), "old").ok());
  auto next = AtomicDirectory::create(folder.path_of("a")).value();
  write_bytes(next.path_of("a"), "new");
  EXPECT_FALSE(next.commit_to_free(folder.path_of("a.2")).value());
  EXPECT_TRUE(next.commit_to_free(folder.path_of("a.3")).value());
  EXPECT_EQ(read_bytes(folder.path_of("a.2/a")), "old");
  EXPECT_EQ(read_bytes(folder.path_of("a.3/a")), "new");
  EXPECT_EQ(num_entries(folder.path()), 2U);
}

TEST(AtomicDirectoryTest, LeavesTheOldOneOnAFullDisk) {
  const testkit::TemporaryFolder folder;
  const SmallDisk disk(folder.path());
  if (!disk.is_mounted()) GTEST_SKIP() << "a small file system can be mounted by root only";
  ASSERT_TRUE(replace_folder(folder.path_of("a"), "old").ok());
  const auto full = replace_folder(folder.path_of("a"), std::string(100'000, 'x'));
  ASSERT_FALSE(full.ok());
  EXPECT_EQ(full.error().code, ErrorCode::kFileUnwritable);
  EXPECT_EQ(read_bytes(folder.path_of("a/a")), "old");
  EXPECT_EQ(num_entries(folder.path()), 1U);
  EXPECT_TRUE(replace_folder(folder.path_of("a"), "new").ok());  // the space is free again
}

}  // namespace
}  // namespace twotower
