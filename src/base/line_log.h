#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace twotower {

// Lines on standard error, written by a thread of its own: whoever logs never waits for whoever
// reads. kMaxWaiting lines may wait; then the oldest are dropped, and so is what comes while nobody
// reads, and a line of more than 4,095 bytes. Thread-safe. Where standard error may be a pipe whose
// reader ends, SIGPIPE must be ignored. What waits is written before it ends.
class LineLog {
 public:
  static constexpr std::size_t kMaxWaiting = 8192;

  LineLog();
  ~LineLog();
  LineLog(const LineLog&) = delete;
  LineLog& operator=(const LineLog&) = delete;

  // Without its end.
  void write(const std::string& line);
  // Lines that were dropped since it was made.
  std::size_t num_dropped() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twotower
