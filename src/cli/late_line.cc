#include "cli/late_line.h"

#include <chrono>
#include <cstdio>
#include <utility>

namespace twotower {

LateLine::LateLine(std::string text)
    : text_(std::move(text)), thread_([this](const std::stop_token& is_over) { wait(is_over); }) {}

void LateLine::wait(const std::stop_token& is_over) {
  constexpr std::chrono::seconds kPatience(2);
  std::unique_lock lock(mutex_);
  over_.wait_for(lock, is_over, kPatience, [] { return false; });
  if (!is_over.stop_requested()) std::fprintf(stderr, "%s\n", text_.c_str());
}

}  // namespace twotower
