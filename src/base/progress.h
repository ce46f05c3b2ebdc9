#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

#include "base/messages/message.h"
#include "base/stopwatch.h"

namespace twotower {

// kAutomatic: a bar that moves if the stream is a terminal, lines from time to time otherwise.
enum class ProgressForm { kAutomatic, kBar, kLines, kSilent };

struct ProgressOptions {
  ProgressForm form = ProgressForm::kAutomatic;
  std::FILE* stream = stderr;
  std::chrono::milliseconds bar_interval{100};
  std::chrono::milliseconds line_interval{5000};
  std::function<std::string(const Message&)> say;  // of times; without it none is shown
};

// How far a long task is, for a person who waits: "epoch 2 [=====>    ] 48 % 12 s left loss 3.21".
// Printed at most once an interval, a bar at once at the first update, and at the end; updates in
// between cost one reading of the clock. Not thread-safe. Log messages in between break the bar's
// line.
class Progress {
 public:
  // `total`: steps in all, 0 if that is not known.
  Progress(std::string label, std::uint64_t total, const ProgressOptions& options = {});
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // ends the line of a bar

  // `done`: steps so far. `text`: figures to show behind, "loss 3.21".
  void update(std::uint64_t done, std::string_view text = {});
  // Prints the last state, with the time it took.
  void finish(std::string_view text = {});

 private:
  std::string said(const Message& time) const { return options_.say ? options_.say(time) : ""; }
  void print(std::uint64_t done, std::string_view time, std::string_view text);

  std::string label_;
  std::uint64_t total_;
  ProgressOptions options_;
  std::uint64_t done_ = 0;
  Stopwatch since_start_;
  double next_print_s_ = 0.0;   // on since_start_
  std::size_t line_width_ = 0;  // of the bar's line that has not ended
};

}  // namespace twotower
