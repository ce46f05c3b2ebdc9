#include "cli/run_display.h"

#include <cstdio>
#include <string>
#include <string_view>

#include "base/messages/run_words.h"
#include "cli/data_summary.h"
#include "messages/said.h"

namespace twotower {
namespace {

Message duration_of(double seconds) {
  constexpr double kMinute = 60.0;
  return seconds < 2.0 * kMinute ? Message(WholeSeconds(seconds)) : WholeMinutes(seconds / kMinute);
}

}  // namespace

Message message_of(const RepeatsResult& repeats) {
  const Message ageing =
      repeats.half_life > 0.0 ? Message(RowsAge(repeats.half_life)) : RowsDoNotAge();
  if (repeats.metric.empty()) return RepeatsGiven(repeats.weight, ageing);
  if (repeats.weight == 0.0) return RepeatsOff(repeats.metric, repeats.with, repeats.without);
  return RepeatsFitted(repeats.weight, ageing, repeats.metric, repeats.with, repeats.without);
}

RunEvents RunDisplay::events() {
  RunEvents events;
  events.on_data = [this](const DataSummary& data) {
    std::fputs(to_text(data_lines(data, language_)).c_str(), stderr);
  };
  events.on_trial = [this](const Message& tried, std::size_t done, std::size_t total) {
    if (!progress_.has_value()) start_progress(TrialOf(tried), total);
    progress_->update(done);
  };
  events.on_trial_end = [this](double metric) {
    end_progress(said(EpochValidation(metric, Message()), language_));
  };
  events.on_decision = [this](const Decision& decision) {
    std::fputs(to_text(decision_lines({&decision, 1}, language_)).c_str(), stderr);
  };
  events.on_repeats = [this](const RepeatsResult& repeats) {
    show(summary_line(LabelRepeats(), message_of(repeats), language_));
  };
  events.on_refit = [this](std::int64_t epochs) {
    show(summary_line(LabelRefit(), RefitEpochs(epochs), language_));
  };
  events.on_all_rows = [this](std::int64_t epochs) {
    show(summary_line(LabelAllRows(), AllRowsEpochs(epochs), language_));
  };
  events.on_model = [this](const NewModelSummary& model) { show_model(model); };
  events.on_step = [this](std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
    show_step(epoch, done, total, loss);
  };
  events.on_epoch = [this](const EpochResult& epoch, bool is_best) { show_epoch(epoch, is_best); };
  return events;
}

void RunDisplay::show_resumed(const ResumedConfig& resumed) {
  for (const ChangedKey& change : resumed.changes) {
    show(
        summary_line(LabelResumed(), ResumedWith(change.key, change.now, change.began), language_));
  }
  for (const ChangedKey& change : resumed.ignored) {
    show(summary_line(LabelResumed(), ResumedWithout(change.key, change.began, change.now),
                      language_));
  }
}

void RunDisplay::show(const SummaryLine& line) {
  std::fputs(to_text({&line, 1}).c_str(), stderr);
}

void RunDisplay::show_model(const NewModelSummary& model) {
  show(summary_line(LabelModel(), ModelTowers(model.user_tower, model.item_tower), language_));
  cost_ = MemoryCost{model.memory_bytes, model.weight_bytes};
  epochs_ = model.epochs;
  first_done_ = 0;
}

bool RunDisplay::show_cost(std::size_t done, std::size_t total) {
  if (!cost_.has_value()) return true;
  if (first_done_ == 0) {
    first_done_ = done;
    since_first_.restart();
  }
  constexpr double kTrialSeconds = 2.0;
  if (since_first_.seconds() < kTrialSeconds && done < total) return false;
  Message time;
  if (done > first_done_) {
    const double examples = static_cast<double>(total) * static_cast<double>(epochs_);
    const double seconds =
        since_first_.seconds() * examples / static_cast<double>(done - first_done_);
    time = TrainingTime(duration_of(seconds), num_threads_);
  }
  SummaryLine line =
      summary_line(LabelCost(), TrainingCost(cost_->memory, cost_->weights, time), language_);
  if (!time.key().empty()) line.aside = "--minutes M";
  show(line);
  cost_.reset();
  return true;
}

void RunDisplay::start_progress(const Message& label, std::size_t total) {
  progress_.emplace(said(label, language_), total,
                    ProgressOptions{.say = [language = language_](const Message& time) {
                      return said(time, language);
                    }});
}

void RunDisplay::end_progress(const std::string& text) {
  if (progress_.has_value()) progress_->finish(text);
  progress_.reset();
}

void RunDisplay::show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
  if (!show_cost(done, total)) return;
  if (!progress_.has_value()) start_progress(EpochNumber(epoch), total);
  progress_->update(done, said(EpochLoss(loss), language_));
}

void RunDisplay::show_epoch(const EpochResult& report, bool is_best) {
  std::string text = said(EpochLoss(report.loss), language_);
  if (report.metric.has_value()) {
    const Message best = is_best ? EpochIsBest() : Message();
    text += "  " + said(EpochValidation(*report.metric, best), language_);
  }
  end_progress(text);
}

}  // namespace twotower
