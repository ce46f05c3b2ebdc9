#include "base/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/messages/progress_messages.h"

namespace twotower {
namespace {

constexpr std::size_t kBarWidth = 30;

std::string bar(double share) {
  const auto filled = static_cast<std::size_t>(share * kBarWidth);
  const std::string tip = filled < kBarWidth ? ">" : "";
  const std::string done = std::string(filled, '=') + tip;
  return "[" + done + std::string(kBarWidth - done.size(), ' ') + "] ";
}

// "45 s", "12 min", "3.5 h".
Message time_of(double seconds) {
  if (seconds < 100) return ProgressSeconds(seconds);
  if (seconds < 100 * 60) return ProgressMinutes(seconds / 60);
  return ProgressHours(seconds / 3600);
}

ProgressForm chosen_form(const ProgressOptions& options) {
  if (options.form != ProgressForm::kAutomatic) return options.form;
  const bool is_terminal = ::isatty(::fileno(options.stream)) == 1;
  return is_terminal ? ProgressForm::kBar : ProgressForm::kLines;
}

}  // namespace

Progress::Progress(std::string label, std::uint64_t total, const ProgressOptions& options)
    : label_(std::move(label)), total_(total), options_(options) {
  options_.form = chosen_form(options);
  const std::chrono::duration<double> first = options_.line_interval;
  if (options_.form == ProgressForm::kLines) next_print_s_ = first.count();
}

Progress::~Progress() {
  if (line_width_ > 0) std::fputc('\n', options_.stream);
}

void Progress::update(std::uint64_t done, std::string_view text) {
  done_ = done;
  if (options_.form == ProgressForm::kSilent) return;
  const double now_s = since_start_.seconds();
  if (now_s < next_print_s_) return;
  const auto interval =
      options_.form == ProgressForm::kBar ? options_.bar_interval : options_.line_interval;
  next_print_s_ = now_s + std::chrono::duration<double>(interval).count();
  const bool can_tell = done > 0 && done < total_;
  const double rest = can_tell ? static_cast<double>(total_ - done) / static_cast<double>(done) : 0;
  print(done, can_tell ? said(ProgressLeft(time_of(now_s * rest))) : "", text);
}

void Progress::finish(std::string_view text) {
  if (options_.form == ProgressForm::kSilent) return;
  print(done_, said(time_of(since_start_.seconds())), text);
  if (line_width_ > 0) std::fputc('\n', options_.stream);
  line_width_ = 0;
}

// A bar's line is written over the one before, blanks behind it wipe what that had more.
void Progress::print(std::uint64_t done, std::string_view time, std::string_view text) {
  std::string line = label_ + " ";
  if (total_ > 0) {
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total_));
    if (options_.form == ProgressForm::kBar) line += bar(share);
    line += fmt::format("{:.0f} %", 100 * share);
  } else {
    line += fmt::format("{}", done);
  }
  for (const std::string_view part : {time, text}) {
    if (!part.empty()) line += fmt::format(" {}", part);
  }
  const bool is_bar = options_.form == ProgressForm::kBar;
  const std::size_t width = is_bar ? std::max(line.size(), line_width_) : line.size();
  fmt::print(options_.stream, "{}{:<{}}{}", is_bar ? "\r" : "", line, width, is_bar ? "" : "\n");
  std::fflush(options_.stream);
  if (is_bar) line_width_ = line.size();
}

}  // namespace twotower
