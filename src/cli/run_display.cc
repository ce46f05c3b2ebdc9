#include "cli/run_display.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "cli/data_summary.h"
#include "cli/run_folder.h"
#include "messages/say.h"
#include "model/tower_outline.h"

namespace twotower {
namespace {

std::string bytes_text(std::size_t bytes) {
  const double megabytes = static_cast<double>(bytes) / 1e6;
  return megabytes < 1000.0 ? fmt::format("{:.1f} MB", megabytes)
                            : fmt::format("{:.1f} GB", megabytes / 1e3);
}

std::string duration_text(double seconds, const RunWording& words) {
  constexpr double kMinute = 60.0;
  return seconds < 2.0 * kMinute ? say(words.seconds, seconds)
                                 : say(words.minutes, seconds / kMinute);
}

}  // namespace

RunEvents RunDisplay::events() {
  RunEvents events;
  events.on_data = [this](const PreparedData& data) { show_data(data); };
  events.on_stage = [this](const FitStage& stage) {
    if (stage.stage == 0) return;
    std::fputs(say(words_.refit, stage.epochs).c_str(), stderr);
  };
  events.training.on_model = [this](const NewModel& model) { show_model(model); };
  events.training.on_step = [this](std::int64_t epoch, std::size_t done, std::size_t total,
                                   double loss) { show_step(epoch, done, total, loss); };
  events.training.on_epoch = [this](const EpochReport& report, bool is_best) {
    show_epoch(report, is_best);
  };
  return events;
}

void RunDisplay::show_data(const PreparedData& data) {
  std::fputs(to_text(data_summary(data, language_)).c_str(), stderr);
  written_ = begin_run(folder_, data.config);
  epochs_ = *data.config.train.epochs;
}

void RunDisplay::show_model(const NewModel& model) {
  std::size_t weights = count_weights(model.model) * sizeof(float);
  for (const auto& [name, table] : model.model.tables()) weights += table.weights().size_bytes();
  std::fputs(say(words_.model, to_text(outline_user_tower(model.model, model.features)),
                 to_text(outline_item_tower(model.model, model.features)))
                 .c_str(),
             stderr);
  cost_ = say(words_.cost, bytes_text(model.memory_bytes), bytes_text(weights));
  first_done_ = 0;
}

bool RunDisplay::show_cost(std::size_t done, std::size_t total) {
  if (cost_.empty()) return true;
  if (first_done_ == 0) {
    first_done_ = done;
    since_first_.restart();
  }
  constexpr double kTrialSeconds = 2.0;
  if (since_first_.seconds() < kTrialSeconds && done < total) return false;
  if (done > first_done_) {
    const double examples = static_cast<double>(total) * static_cast<double>(epochs_);
    const double seconds =
        since_first_.seconds() * examples / static_cast<double>(done - first_done_);
    cost_ += say(words_.cost_time, duration_text(seconds, words_), num_threads_);
  }
  std::fputs((cost_ + "\n").c_str(), stderr);
  cost_.clear();
  return true;
}

void RunDisplay::show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
  if (!show_cost(done, total)) return;
  if (!progress_.has_value()) progress_.emplace(say(words_.epoch, epoch), total);
  progress_->update(done, say(words_.loss, loss));
}

void RunDisplay::show_epoch(const EpochReport& report, bool is_best) {
  std::string text = say(words_.loss, report.loss);
  if (report.metric.has_value()) {
    text += say(words_.validation, *report.metric);
    if (is_best) text += words_.best;
  }
  if (progress_.has_value()) progress_->finish(text);
  progress_.reset();
}

}  // namespace twotower
