#include "cli/run_display.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "cli/data_summary.h"
#include "messages/said.h"
#include "messages/words.h"

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
  events.on_data = [this](const DataSummary& data) {
    std::fputs(to_text(data_lines(data, language_)).c_str(), stderr);
    epochs_ = *data.config.train.epochs;
  };
  events.on_refit = [this](std::int64_t epochs) {
    std::fputs(say(words_.refit, epochs).c_str(), stderr);
  };
  events.on_model = [this](const NewModelSummary& model) { show_model(model); };
  events.on_step = [this](std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
    show_step(epoch, done, total, loss);
  };
  events.on_epoch = [this](const EpochResult& epoch, bool is_best) { show_epoch(epoch, is_best); };
  return events;
}

void RunDisplay::show_model(const NewModelSummary& model) {
  std::fputs(say(words_.model, model.user_tower, model.item_tower).c_str(), stderr);
  cost_ = say(words_.cost, bytes_text(model.memory_bytes), bytes_text(model.weight_bytes));
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
  if (!progress_.has_value()) {
    progress_.emplace(say(words_.epoch, epoch), total,
                      ProgressOptions{.say = [language = language_](const Message& time) {
                        return said(time, language);
                      }});
  }
  progress_->update(done, say(words_.loss, loss));
}

void RunDisplay::show_epoch(const EpochResult& report, bool is_best) {
  std::string text = say(words_.loss, report.loss);
  if (report.metric.has_value()) {
    text += say(words_.validation, *report.metric);
    if (is_best) text += words_.best;
  }
  if (progress_.has_value()) progress_->finish(text);
  progress_.reset();
}

}  // namespace twotower
