#include "base/line_log.h"

#include <poll.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/base_sink.h>
#include <unistd.h>

#include <atomic>
#include <climits>

namespace twotower {
namespace {

// Writes where there is room: a reader that has stopped would else stop us, at our end too. A pipe
// that has room takes PIPE_BUF bytes at once, so no line is longer.
class StderrWhileRead final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  std::size_t num_dropped() const { return num_dropped_; }

 private:
  // The names are spdlog's.
  // NOLINTBEGIN(readability-identifier-naming)
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    is_stalled_ = !has_room();
    if (is_stalled_ || line.size() > PIPE_BUF ||
        ::write(STDERR_FILENO, line.data(), line.size()) < 0)
      ++num_dropped_;
  }
  void flush_() override {}
  // NOLINTEND(readability-identifier-naming)

  bool has_room() const {
    constexpr int kPatienceMs = 100;
    pollfd file{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    return ::poll(&file, 1, is_stalled_ ? 0 : kPatienceMs) > 0;
  }

  bool is_stalled_ = false;
  std::atomic<std::size_t> num_dropped_ = 0;
};

}  // namespace

class LineLog::Impl {
 public:
  Impl() {
    logger_ = std::make_shared<spdlog::async_logger>("", sink_, pool_,
                                                     spdlog::async_overflow_policy::overrun_oldest);
    logger_->set_pattern("%v");
  }

  std::shared_ptr<StderrWhileRead> sink_ = std::make_shared<StderrWhileRead>();
  // The pool goes first, so that its thread, which ends with it, never holds the last of the
  // logger.
  std::shared_ptr<spdlog::async_logger> logger_;
  std::shared_ptr<spdlog::details::thread_pool> pool_ =
      std::make_shared<spdlog::details::thread_pool>(kMaxWaiting, 1);
};

LineLog::LineLog() : impl_(std::make_unique<Impl>()) {}
LineLog::~LineLog() = default;

void LineLog::write(const std::string& line) {
  impl_->logger_->log(spdlog::level::info, spdlog::string_view_t(line));
}

std::size_t LineLog::num_dropped() const {
  return impl_->pool_->overrun_counter() + impl_->sink_->num_dropped();
}

}  // namespace twotower
