#include "cli/run_display.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "cli/run_folder.h"
#include "train/run_summary.h"

namespace twotower {

RunEvents RunDisplay::events() {
  RunEvents events;
  events.on_data = [this](const PreparedData& data) { show_data(data); };
  events.on_stage = [](const FitStage& stage) {
    if (stage.stage == 0) return;
    std::fputs(
        fmt::format("refit     {} epochs on training and validation rows\n", stage.epochs).c_str(),
        stderr);
  };
  events.training.on_step = [this](std::int64_t epoch, std::size_t done, std::size_t total,
                                   double loss) { show_step(epoch, done, total, loss); };
  events.training.on_epoch = [this](const EpochReport& report, bool is_best) {
    show_epoch(report, is_best);
  };
  return events;
}

void RunDisplay::show_data(const PreparedData& data) {
  std::fputs(data_summary(data).c_str(), stderr);
  written_ = write_config(folder_, data.config);
}

void RunDisplay::show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
  if (!progress_.has_value()) progress_.emplace(fmt::format("epoch {}", epoch), total);
  progress_->update(done, fmt::format("loss {:.4f}", loss));
}

void RunDisplay::show_epoch(const EpochReport& report, bool is_best) {
  std::string text = fmt::format("loss {:.4f}", report.loss);
  if (report.metric.has_value()) {
    text += fmt::format("  validation {:.4f}{}", *report.metric, is_best ? " (best)" : "");
  }
  if (progress_.has_value()) progress_->finish(text);
  progress_.reset();
}

}  // namespace twotower
