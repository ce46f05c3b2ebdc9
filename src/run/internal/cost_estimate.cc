#include "run/internal/cost_estimate.h"

#include <algorithm>

#include "base/process_memory.h"
#include "run/internal/summarize.h"

namespace twotower {
namespace {

constexpr double kTrialSeconds = 2.0;

double rows_of(const FitInput& input, Part part) {
  return static_cast<double>(std::ranges::count(input.split.parts, part));
}

}  // namespace

double fitting_rounds(const FitInput& input) {
  const double train = rows_of(input, Part::kTrain);
  double fitted = train;
  if (input.config.train.refit) fitted += train + rows_of(input, Part::kValidation);
  if (input.config.train.fit == FitRule::kAll) {
    fitted += static_cast<double>(input.split.parts.size());
  }
  return fitted / train;
}

void CostEstimate::see_model(const NewModel& model) {
  if (is_told_) return;
  const NewModelSummary summary = summary_of(model);
  cost_ = {.memory_bytes = summary.memory_bytes, .weight_bytes = summary.weight_bytes};
  epochs_ = model.epochs;
  validation_seconds_ = model.validation_seconds;
  first_done_ = last_done_ = 0;
}

bool CostEstimate::see_step(std::size_t done, std::size_t total) {
  if (is_told_) return true;
  if (first_done_ == 0) {
    first_done_ = done;
    since_first_.restart();
  }
  const bool is_same_epoch = done >= last_done_;
  if (is_same_epoch) last_done_ = done, last_seconds_ = since_first_.seconds();
  if (is_same_epoch && last_seconds_ < kTrialSeconds && done < total) return false;
  is_told_ = true;
  if (last_done_ > first_done_) {
    const double examples = static_cast<double>(last_done_ - first_done_);
    cost_.seconds = total_seconds(last_seconds_ * static_cast<double>(total) / examples);
  }
  cost_.peak_memory_bytes = peak_memory_bytes();
  if (events_.on_cost) events_.on_cost(cost_);
  return true;
}

// The model's test takes a validation for each of its queries, and what a baseline took.
double CostEstimate::total_seconds(double epoch_seconds) const {
  const double epochs = static_cast<double>(epochs_);
  const double test_share =
      rows_of(input_, Part::kTest) / std::max(rows_of(input_, Part::kValidation), 1.0);
  const double test =
      validation_seconds_ * test_share +
      test_seconds_ / static_cast<double>(std::max<std::size_t>(test_.lines.size(), 1));
  return since_start_.seconds() + epochs * epoch_seconds * fitting_rounds(input_) +
         epochs * validation_seconds_ + test;
}

}  // namespace twotower
