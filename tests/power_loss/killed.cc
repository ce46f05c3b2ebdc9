// A kill at any moment: preloaded (LD_PRELOAD) into a program, it counts the calls that change
// files, of the whole process, from the first one on that makes a folder whose path has
// KILLED_FROM in it, and ends the process in place of number KILLED_AT.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdarg>
#include <cstdlib>
#include <cstring>

namespace {

std::atomic<bool> counts = false;
std::atomic<long> num_calls = 0;

void begin_at(const char* path) {
  const char* from = std::getenv("KILLED_FROM");
  if (from != nullptr && path != nullptr && std::strstr(path, from) != nullptr) counts = true;
}

void count() {
  static const long kLast = [] {
    const char* at = std::getenv("KILLED_AT");
    return at == nullptr ? 0 : std::atol(at);
  }();
  if (counts && ++num_calls == kLast) ::kill(::getpid(), SIGKILL);
}

template <typename Function, typename... Arguments>
auto counted(const char* name, Arguments... arguments) {
  count();
  const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
  return real(arguments...);
}

}  // namespace

extern "C" {

int mkdir(const char* path, mode_t mode) {
  begin_at(path);
  return counted<int (*)(const char*, mode_t)>("mkdir", path, mode);
}
int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return counted<int (*)(const char*, int, ...)>("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return counted<int (*)(const char*, int, ...)>("open64", path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return counted<int (*)(int, const char*, int, ...)>("openat", folder, path, flags, mode);
}
ssize_t write(int file, const void* bytes, size_t size) {
  return counted<ssize_t (*)(int, const void*, size_t)>("write", file, bytes, size);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t place) {
  return counted<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite", file, bytes, size, place);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t place) {
  return counted<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64", file, bytes, size,
                                                                 place);
}
ssize_t sendfile(int to, int from, off_t* place, size_t size) {
  return counted<ssize_t (*)(int, int, off_t*, size_t)>("sendfile", to, from, place, size);
}
ssize_t copy_file_range(int from, off64_t* from_place, int to, off64_t* to_place, size_t size,
                        unsigned flags) {
  return counted<ssize_t (*)(int, off64_t*, int, off64_t*, size_t, unsigned)>(
      "copy_file_range", from, from_place, to, to_place, size, flags);
}
int ftruncate(int file, off_t size) {
  return counted<int (*)(int, off_t)>("ftruncate", file, size);
}
int fsync(int file) {
  return counted<int (*)(int)>("fsync", file);
}
int fdatasync(int file) {
  return counted<int (*)(int)>("fdatasync", file);
}
int rename(const char* from, const char* to) {
  return counted<int (*)(const char*, const char*)>("rename", from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  return counted<int (*)(int, const char*, int, const char*, unsigned)>("renameat2", from_folder,
                                                                        from, to_folder, to, flags);
}
int unlink(const char* path) {
  return counted<int (*)(const char*)>("unlink", path);
}
int unlinkat(int folder, const char* path, int flags) {
  return counted<int (*)(int, const char*, int)>("unlinkat", folder, path, flags);
}
int rmdir(const char* path) {
  return counted<int (*)(const char*)>("rmdir", path);
}
int fchmod(int file, mode_t mode) {
  return counted<int (*)(int, mode_t)>("fchmod", file, mode);
}
int close(int file) {
  return counted<int (*)(int)>("close", file);
}

}  // extern "C"
