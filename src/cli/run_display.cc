#include "cli/run_display.h"

#include <cstdio>
#include <string>
#include <string_view>

#include "base/messages/run_words.h"
#include "cli/data_summary.h"
#include "messages/said.h"

namespace twotower {

Message duration_of(double seconds) {
  constexpr double kMinute = 60.0, kShort = 600.0;
  return seconds < kShort ? Message(WholeSeconds(seconds)) : WholeMinutes(seconds / kMinute);
}

Message message_of(const RepeatsResult& repeats) {
  const Message ageing =
      repeats.half_life > 0.0 ? Message(RowsAge(repeats.half_life)) : RowsDoNotAge();
  if (repeats.metric.empty()) return RepeatsGiven(repeats.weight, ageing);
  if (repeats.weight == 0.0) return RepeatsOff(repeats.metric, repeats.with, repeats.without);
  return RepeatsFitted(repeats.weight, ageing, repeats.metric, repeats.with, repeats.without);
}

RunEvents RunDisplay::events() {
  RunEvents events;
  events.on_data = [this](const DataSummary& data) { show(data_lines(data, language_)); };
  events.on_stage = [this](const Message& what) { late_.emplace(said(what, language_)); };
  events.on_trial = [this](const Message& tried, std::size_t done, std::size_t total) {
    if (!progress_.has_value()) start_progress(TrialOf(tried), total);
    progress_->update(done);
  };
  events.on_trial_end = [this](double metric) {
    end_progress(said(EpochValidation(metric, Message()), language_));
  };
  events.on_decision = [this](const Decision& decision) {
    show(decision_lines({&decision, 1}, language_));
  };
  events.on_repeats = [this](const RepeatsResult& repeats) {
    show({summary_line(LabelRepeats(), message_of(repeats), language_)});
  };
  events.on_refit = [this](std::int64_t epochs) {
    show({summary_line(LabelRefit(), RefitEpochs(epochs), language_)});
  };
  events.on_all_rows = [this](std::int64_t epochs) {
    show({summary_line(LabelAllRows(), AllRowsEpochs(epochs), language_)});
  };
  events.on_model = [this](const NewModelSummary& model) { show_model(model); };
  events.on_cost = [this](const RunCost& cost) { show_cost(cost); };
  events.on_step = [this](std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
    show_step(epoch, done, total, loss);
  };
  events.on_epoch = [this](const EpochResult& epoch, bool is_best) { show_epoch(epoch, is_best); };
  return events;
}

void RunDisplay::show_resumed(const ResumedConfig& resumed) {
  for (const ChangedKey& change : resumed.changes) {
    show({summary_line(LabelResumed(), ResumedWith(change.key, change.now, change.began),
                       language_)});
  }
  for (const ChangedKey& change : resumed.ignored) {
    show({summary_line(LabelResumed(), ResumedWithout(change.key, change.began, change.now),
                       language_)});
  }
}

void RunDisplay::show(const std::vector<SummaryLine>& lines) {
  late_.reset();
  std::fputs(to_text(lines).c_str(), stderr);
}

void RunDisplay::show_model(const NewModelSummary& model) {
  show({summary_line(LabelModel(), ModelTowers(model.user_tower, model.item_tower), language_)});
}

void RunDisplay::show_cost(const RunCost& cost) {
  const Message time = cost.seconds > 0.0
                           ? Message(TrainingTime(duration_of(cost.seconds), num_threads_))
                           : Message();
  SummaryLine line = summary_line(
      LabelCost(), TrainingCost(cost.peak_memory_bytes, cost.memory_bytes, cost.weight_bytes, time),
      language_);
  if (cost.seconds > 0.0) line.aside = "--minutes M";
  show({line});
}

void RunDisplay::start_progress(const Message& label, std::size_t total) {
  late_.reset();
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
