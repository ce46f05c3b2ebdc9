#include "run/internal/cost_estimate.h"

#include <algorithm>

#include "base/process_memory.h"
#include "run/internal/summarize.h"

namespace twotower {
namespace {

constexpr double kTrialSeconds = 2.0;

}  // namespace

void CostEstimate::see_model(const NewModel& model) {
  if (is_told_) return;
  const NewModelSummary summary = summary_of(model);
  cost_ = {.memory_bytes = summary.memory_bytes, .weight_bytes = summary.weight_bytes};
  time_ = {.encoding = model.encoding_seconds,
           .validation = model.validation_seconds,
           .stage = model.stage,
           .epochs = model.epochs,
           .epochs_done = model.epochs_done};
  first_done_ = last_done_ = 0;
}

bool CostEstimate::see_step(std::size_t done, std::size_t total) {
  if (is_told_) return true;
  if (first_done_ == 0) {
    first_done_ = done;
    since_first_.restart();
  }
  last_done_ = done;
  total_ = total;
  last_seconds_ = since_first_.seconds();
  if (last_seconds_ < kTrialSeconds && done < total) return false;
  tell();
  return true;
}

void CostEstimate::see_epoch(const EpochReport& report) {
  if (is_told_) return;
  tell();
  if (events_.on_step) events_.on_step(report.epoch, last_done_, total_, report.loss);
}

void CostEstimate::tell() {
  is_told_ = true;
  if (last_done_ > first_done_) {
    const auto examples = static_cast<double>(last_done_ - first_done_);
    time_.before = since_start_.seconds();
    time_.steps = last_seconds_ * static_cast<double>(total_) / examples;
    time_.baseline =
        test_seconds_ / static_cast<double>(std::max<std::size_t>(test_.lines.size(), 1));
    cost_.seconds = run_seconds(input_, time_);
  }
  cost_.peak_memory_bytes = peak_memory_bytes();
  if (events_.on_cost) events_.on_cost(cost_);
}

}  // namespace twotower
