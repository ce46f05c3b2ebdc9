#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "base/stopwatch.h"
#include "bundle/bundle.h"
#include "bundle/test_bundle.h"
#include "bundle/write_bundle.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

// A save that is killed, or refused by the system, at each of its calls that change the disk. The
// linker sends those calls here first (--wrap, in CMakeLists.txt).
namespace {

enum class End { kNever, kKill, kFullDisk };
End end = End::kNever;
int calls_until_end = 0;

// What a call returns that the system refuses, or 0 where it shall go on.
int refusal() {
  if (end == End::kNever || calls_until_end-- > 0) return 0;
  if (end == End::kKill) ::raise(SIGKILL);
  errno = ENOSPC;
  return -1;
}

}  // namespace

// The names are the linker's.
// NOLINTBEGIN(readability-identifier-naming, bugprone-reserved-identifier)
extern "C" {
int __real_open(const char* path, int flags, ...);
ssize_t __real_pwrite(int file, const void* bytes, size_t size, off_t offset);
int __real_fsync(int file);
int __real_rename(const char* from, const char* to);
int __real_renameat2(int from_folder, const char* from, int to_folder, const char* to,
                     unsigned flags);

int __wrap_open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  const bool writes = (flags & (O_WRONLY | O_RDWR)) != 0;
  return writes && refusal() != 0 ? -1 : __real_open(path, flags, mode);
}
// Half of the bytes get there.
ssize_t __wrap_pwrite(int file, const void* bytes, size_t size, off_t offset) {
  if (end != End::kNever && calls_until_end == 0) __real_pwrite(file, bytes, size / 2, offset);
  return refusal() != 0 ? -1 : __real_pwrite(file, bytes, size, offset);
}
int __wrap_fsync(int file) {
  return refusal() != 0 ? -1 : __real_fsync(file);
}
int __wrap_rename(const char* from, const char* to) {
  return refusal() != 0 ? -1 : __real_rename(from, to);
}
int __wrap_renameat2(int from_folder, const char* from, int to_folder, const char* to,
                     unsigned flags) {
  return refusal() != 0 ? -1 : __real_renameat2(from_folder, from, to_folder, to, flags);
}
}
// NOLINTEND(readability-identifier-naming, bugprone-reserved-identifier)

namespace twotower {
namespace {

namespace fs = std::filesystem;
using test_bundle::Example;

constexpr int kMaxCalls = 1000;  // far above those of a save

class SaveTest : public testing::Test {
 protected:
  // Runs `save` in a child that is killed at its call number `call`; false if it ended before.
  template <typename Save>
  static bool is_killed_at(int call, const Save& save) {
    const pid_t child = ::fork();
    if (child == 0) {
      end = End::kKill;
      calls_until_end = call;
      ::_exit(save() ? 0 : 1);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
  }
  std::string generation() const {
    const auto bundle = open_bundle(path_);
    EXPECT_TRUE(bundle.ok()) << english(bundle.error().message);
    return bundle.ok() ? bundle.value().manifest.generation : "";
  }
  std::size_t num_entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
  }

  testkit::TemporaryFolder folder_;
  const std::string path_ = folder_.path_of("bundle");
  const Example old_{1}, next_{2};
};

TEST_F(SaveTest, AKillAtAnyCallLeavesTheOldOrTheNewOne) {
  ASSERT_TRUE(next_.write(path_).ok());
  const std::string next = generation();
  ASSERT_TRUE(old_.write(path_).ok());
  const std::string old = generation();
  int call = 0, num_new = 0;
  for (; call < kMaxCalls && is_killed_at(call, [&] { return next_.write(path_).ok(); }); ++call) {
    const std::string left = generation();
    ASSERT_TRUE(left == old || left == next) << "call " << call;
    ASSERT_LE(num_entries(), 2U) << "a save removes what the one before left";
    if (left == next) {
      ++num_new;
      ASSERT_TRUE(old_.write(path_).ok());
    }
  }
  EXPECT_GT(call, 20);  // a create, writes and a sync of six files, syncs of the folder
  EXPECT_LT(call, kMaxCalls);
  EXPECT_EQ(num_new, 1);  // between the move and its sync
  EXPECT_EQ(generation(), next);
  EXPECT_EQ(num_entries(), 1U);
}

TEST_F(SaveTest, AKillOfTheFirstSaveLeavesNothingOrAllOfIt) {
  int call = 0;
  for (; call < kMaxCalls && is_killed_at(call, [&] { return old_.write(path_).ok(); }); ++call) {
    EXPECT_TRUE(!fs::exists(path_) || !generation().empty());
    fs::remove_all(path_);
  }
  EXPECT_GT(call, 20);
}

TEST_F(SaveTest, AKillWhileOneIsWrittenBesideLeavesBoth) {
  ASSERT_TRUE(old_.write(path_).ok());
  const std::string old = generation();
  const Bundle bundle = open_bundle(path_).value();
  const auto beside = [&] { return write_bundle_beside(path_, contents_of(bundle)).ok(); };
  for (int call = 0; call < kMaxCalls && is_killed_at(call, beside); ++call) {
    ASSERT_EQ(generation(), old);
    ASSERT_TRUE(!fs::exists(path_ + ".2") || open_bundle(path_ + ".2").ok()) << "call " << call;
    fs::remove_all(path_ + ".2");
  }
  ASSERT_TRUE(open_bundle(path_ + ".2").ok());
  EXPECT_EQ(write_bundle_beside(path_, contents_of(bundle)).value(), path_ + ".3");
  EXPECT_EQ(num_entries(), 3U);
}

TEST_F(SaveTest, BesideOneThatWasWrittenBesideIsTheNextNumber) {
  ASSERT_TRUE(old_.write(path_).ok());
  const Bundle bundle = open_bundle(path_).value();
  EXPECT_EQ(write_bundle_beside(path_, contents_of(bundle)).value(), path_ + ".2");
  EXPECT_EQ(write_bundle_beside(path_ + ".2", contents_of(bundle)).value(), path_ + ".3");
  const std::string apart = path_ + "-v1.5";  // no number of ours
  EXPECT_EQ(write_bundle_beside(apart, contents_of(bundle)).value(), apart + ".2");
}

TEST_F(SaveTest, ReplacingItWhileItIsOpenedDisturbsNobody) {
  ASSERT_TRUE(old_.write(path_).ok());
  const Stopwatch watch;
  ASSERT_FALSE(generation().empty());
  // Slower than it can be read: a sanitizer makes reading slow, and writing hardly.
  const std::chrono::duration<double> pause(2 * watch.seconds());
  std::atomic<bool> is_done = false;
  std::thread writer([&] {
    for (int round = 0; !is_done; ++round) {
      EXPECT_TRUE((round % 2 == 0 ? next_ : old_).write(path_).ok());
      std::this_thread::sleep_for(pause);
    }
  });
  for (int opened = 0; opened < 200; ++opened) EXPECT_FALSE(generation().empty());
  is_done = true;
  writer.join();
}

TEST_F(SaveTest, AFullDiskAtAnyCallIsAnErrorAndLosesNothing) {
  ASSERT_TRUE(old_.write(path_).ok());
  const std::string old = generation();
  int call = 0;
  for (; call < kMaxCalls; ++call) {
    end = End::kFullDisk;
    calls_until_end = call;
    const auto saved = next_.write(path_);
    end = End::kNever;
    if (saved.ok()) break;
    EXPECT_EQ(saved.error().code, ErrorCode::kFileUnwritable);
    EXPECT_NE(english(saved.error().message).find("No space left on device"), std::string::npos);
    ASSERT_FALSE(generation().empty());
    if (generation() != old) {  // the sync after the move failed
      ASSERT_TRUE(old_.write(path_).ok());
    }
    ASSERT_EQ(num_entries(), 1U);
  }
  EXPECT_GT(call, 20);
  EXPECT_NE(generation(), old);
}

}  // namespace
}  // namespace twotower
