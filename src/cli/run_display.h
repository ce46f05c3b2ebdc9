#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/progress.h"
#include "base/stopwatch.h"
#include "cli/data_summary.h"
#include "messages/language.h"
#include "run/resumed_config.h"
#include "run/train.h"

namespace twotower {

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
  struct MemoryCost {
    std::size_t memory = 0;  // bytes, besides the data
    std::size_t weights = 0;
  };

  static void show(const SummaryLine& line);
  void show_model(const NewModelSummary& model);
  // Once it is known how long a step takes; false before.
  bool show_cost(std::size_t done, std::size_t total);
  void start_progress(const Message& label, std::size_t total);
  void end_progress(const std::string& text);
  void show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss);
  void show_epoch(const EpochResult& report, bool is_best);

  std::size_t num_threads_;
  Language language_;
  std::int64_t epochs_ = 0;
  std::optional<MemoryCost> cost_;  // until it is shown
  std::size_t first_done_ = 0;      // examples at the first step that was seen
  Stopwatch since_first_;
  std::optional<Progress> progress_;
};

}  // namespace twotower
