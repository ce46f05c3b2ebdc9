#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "cli/data_summary.h"
#include "cli/late_line.h"
#include "messages/language.h"
#include "run/resumed_config.h"
#include "run/train.h"

namespace twotower {

// "45 s", "12 min".
Message duration_of(double seconds);

// What is told of scores that gain from repeats.
Message message_of(const RepeatsResult& repeats);

// Shows a run on stderr while it goes on. Must outlive the events, which come from one
// thread.
class RunDisplay {
 public:
  RunDisplay(std::size_t num_threads, Language language)
      : num_threads_(num_threads), language_(language) {}

  RunEvents events();
  // What of the config of a run that goes on is not as it began, or is not as its file says now.
  void show_resumed(const ResumedConfig& resumed);

 private:
  void show(const std::vector<SummaryLine>& lines);
  void show_model(const NewModelSummary& model);
  void show_cost(const RunCost& cost);
  void start_progress(const Message& label, std::size_t total);
  void end_progress(const std::string& text);
  void show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss);
  void show_epoch(const EpochResult& report, bool is_best);

  std::size_t num_threads_;
  Language language_;
  std::optional<LateLine> late_;  // of what goes on and tells nothing
  std::optional<Progress> progress_;
};

}  // namespace twotower
