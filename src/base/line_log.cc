#include "base/line_log.h"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace twotower {

class LineLog::Impl {
 public:
  Impl()
      : pool_(std::make_shared<spdlog::details::thread_pool>(kMaxWaiting, 1)),
        logger_(std::make_shared<spdlog::async_logger>(
            "", std::make_shared<spdlog::sinks::stderr_sink_mt>(), pool_,
            spdlog::async_overflow_policy::overrun_oldest)) {
    logger_->set_pattern("%v");
  }

  std::shared_ptr<spdlog::details::thread_pool> pool_;
  std::shared_ptr<spdlog::async_logger> logger_;  // what is queued shares it
};

LineLog::LineLog() : impl_(std::make_unique<Impl>()) {}
LineLog::~LineLog() = default;

void LineLog::write(const std::string& line) {
  impl_->logger_->log(spdlog::level::info, spdlog::string_view_t(line));
}

std::size_t LineLog::num_dropped() const {
  return impl_->pool_->overrun_counter();
}

}  // namespace twotower
