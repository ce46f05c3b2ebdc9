// A clock that is wrong: preloaded (LD_PRELOAD) into a server, it adds to what the system says of
// the time what the file CLOCK_OFFSET says, eight bytes: seconds. The steady clock is left alone.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

std::int64_t offset() {
  static const volatile std::int64_t* const kOffset = []() -> const volatile std::int64_t* {
    static const std::int64_t kNone = 0;
    const char* path = std::getenv("CLOCK_OFFSET");
    const int file = path == nullptr ? -1 : ::open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return &kNone;
    void* page = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    return page == MAP_FAILED ? &kNone : static_cast<const std::int64_t*>(page);
  }
  ();
  return *kOffset;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) {
  const int status = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    time->tv_sec += offset();
  }
  return status;
}

int gettimeofday(timeval* time, void* /*zone*/) {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  *time = {.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* time) {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  if (time != nullptr) *time = now.tv_sec;
  return now.tv_sec;
}

// The system waits by its own clock. Times of the steady one are small.
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const timespec* end) {
  constexpr time_t kOfSystem = 300'000'000;  // 1979; ten years since it was started
  timespec shifted = *end;
  if (end->tv_sec > kOfSystem) shifted.tv_sec -= offset();
  using Wait = int (*)(pthread_cond_t*, pthread_mutex_t*, const timespec*);
  static const auto kWait =
      reinterpret_cast<Wait>(::dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2"));
  return kWait(condition, mutex, &shifted);
}

}  // extern "C"
