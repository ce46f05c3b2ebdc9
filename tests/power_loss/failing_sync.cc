// A disk that fails: preloaded (LD_PRELOAD) into a server, it has calls on files below the folder
// FAILING_FOLDER fail while there is a file FAILING_CONTROL:
//   CALLS ERROR [PART [SKIP [COUNT]]]
// CALLS is `sync` (fsync, fdatasync) or `write`; ERROR `EIO` or `ENOSPC`; PART what the path has in
// it, `/` for all; the first SKIP such calls succeed, and of those behind them COUNT fail, or all
// where it is not there. Calls are counted from the last change of the file on.
//
// While writes fail with ENOSPC, the disk says that it has no room. A write that fails has written
// half before. What was not synced when a sync fails is lost, as
// systems do that drop the pages: zeros stand there, and the next sync succeeds.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace {

using File = std::pair<dev_t, ino_t>;

struct Control {
  std::string text, calls, part = "/";
  int error = 0;
  long skip = 0, count = -1, num_calls = 0;
};

struct State {
  std::mutex mutex;
  Control control;
  std::map<File, off_t> synced;  // bytes of a file that the disk has
};

State& state() {
  static auto* const kState = new State;
  return *kState;
}

template <typename Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor) {
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t size = ::readlink(link.c_str(), path, sizeof(path));
  return size < 0 ? "" : std::string(path, static_cast<std::size_t>(size));
}

bool is_below(const std::string& path) {
  static const char* const kFolder = std::getenv("FAILING_FOLDER");
  return kFolder != nullptr && path.starts_with(std::string(kFolder) + "/");
}

std::string text_of_control() {
  static const char* const kPath = std::getenv("FAILING_CONTROL");
  const int file = kPath == nullptr ? -1 : ::open(kPath, O_RDONLY | O_CLOEXEC);
  if (file < 0) return "";
  char text[256];
  const ssize_t size = ::read(file, text, sizeof(text));
  ::close(file);
  return size < 0 ? "" : std::string(text, static_cast<std::size_t>(size));
}

// With the lock.
void read_control() {
  Control& control = state().control;
  std::string text = text_of_control();
  if (text == control.text) return;
  char calls[16] = "", error[16] = "", part[128] = "/";
  control = Control();
  control.text = text;
  std::sscanf(text.c_str(), "%15s %15s %127s %ld %ld", calls, error, part, &control.skip,
              &control.count);
  control.calls = calls;
  control.part = part;
  control.error = std::strcmp(error, "ENOSPC") == 0 ? ENOSPC : EIO;
}

// The error with which a call is to fail; 0: with none.
int failure_of(const char* calls, int descriptor) {
  const int before = errno;
  const std::string path = path_of(descriptor);
  errno = before;
  if (!is_below(path)) return 0;
  const std::lock_guard lock(state().mutex);
  read_control();
  errno = before;
  Control& control = state().control;
  if (control.calls != calls || path.find(control.part) == std::string::npos) return 0;
  const long number = control.num_calls++ - control.skip;
  return number >= 0 && (control.count < 0 || number < control.count) ? control.error : 0;
}

void take_room(struct statvfs* found) {
  const int before = errno;
  const std::lock_guard lock(state().mutex);
  read_control();
  errno = before;
  if (state().control.error == ENOSPC) found->f_bfree = found->f_bavail = 0;
}

int sync(const char* name, int descriptor) {
  const int error = failure_of("sync", descriptor);
  struct stat found = {};
  const bool is_file = ::fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode);
  const File file(found.st_dev, found.st_ino);
  if (error == 0) {
    const int status = real<int (*)(int)>(name)(descriptor);
    if (status == 0 && is_file && is_below(path_of(descriptor))) {
      const std::lock_guard lock(state().mutex);
      state().synced[file] = found.st_size;
    }
    return status;
  }
  if (is_file) {
    const std::lock_guard lock(state().mutex);
    const auto known = state().synced.find(file);
    const off_t from = known == state().synced.end() ? 0 : known->second;
    if (from < found.st_size) {
      // The file may be open for appending alone, or for reading.
      const int whole = ::open(path_of(descriptor).c_str(), O_WRONLY | O_CLOEXEC);
      ::fallocate(whole, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, from, found.st_size - from);
      ::close(whole);
    }
  }
  errno = error;
  return -1;
}

}  // namespace

extern "C" {

int fsync(int file) {
  return sync("fsync", file);
}
int fdatasync(int file) {
  return sync("fdatasync", file);
}

ssize_t write(int file, const void* bytes, size_t size) {
  const int error = failure_of("write", file);
  const auto call = real<ssize_t (*)(int, const void*, size_t)>("write");
  if (error == 0) return call(file, bytes, size);
  call(file, bytes, size / 2);
  errno = error;
  return -1;
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t place) {
  const int error = failure_of("write", file);
  const auto call = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  if (error == 0) return call(file, bytes, size, place);
  call(file, bytes, size / 2, place);
  errno = error;
  return -1;
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t place) {
  return pwrite(file, bytes, size, place);
}
ssize_t writev(int file, const iovec* parts, int count) {
  const int error = failure_of("write", file);
  if (error == 0) {
    return real<ssize_t (*)(int, const iovec*, int)>("writev")(file, parts, count);
  }
  errno = error;
  return -1;
}
ssize_t sendfile(int to, int from, off_t* place, size_t size) {
  const int error = failure_of("write", to);
  if (error == 0) {
    return real<ssize_t (*)(int, int, off_t*, size_t)>("sendfile")(to, from, place, size);
  }
  errno = error;
  return -1;
}
ssize_t copy_file_range(int from, off64_t* from_place, int to, off64_t* to_place, size_t size,
                        unsigned flags) {
  const int error = failure_of("write", to);
  if (error == 0) {
    return real<ssize_t (*)(int, off64_t*, int, off64_t*, size_t, unsigned)>("copy_file_range")(
        from, from_place, to, to_place, size, flags);
  }
  errno = error;
  return -1;
}

int statvfs(const char* path, struct statvfs* found) {
  const int status = real<int (*)(const char*, struct statvfs*)>("statvfs")(path, found);
  if (status == 0) take_room(found);
  return status;
}
int statvfs64(const char* path, struct statvfs64* found) {
  return statvfs(path, reinterpret_cast<struct statvfs*>(found));
}
int fstatvfs(int file, struct statvfs* found) {
  const int status = real<int (*)(int, struct statvfs*)>("fstatvfs")(file, found);
  if (status == 0) take_room(found);
  return status;
}
int fstatvfs64(int file, struct statvfs64* found) {
  return fstatvfs(file, reinterpret_cast<struct statvfs*>(found));
}

}  // extern "C"
