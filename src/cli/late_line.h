#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

namespace twotower {

// Tells on stderr of work that is not over after two seconds, so that nobody waits without a word.
// Nothing for work that is over sooner. Not thread-safe.
class LateLine {
 public:
  explicit LateLine(std::string text);
  LateLine(const LateLine&) = delete;
  LateLine& operator=(const LateLine&) = delete;
  ~LateLine() = default;  // the work is over

 private:
  void wait(const std::stop_token& is_over);

  std::string text_;
  std::mutex mutex_;
  std::condition_variable_any over_;
  std::jthread thread_;  // last: it reads the others
};

}  // namespace twotower
