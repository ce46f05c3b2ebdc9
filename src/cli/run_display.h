#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/progress.h"
#include "base/result.h"
#include "train/run_training.h"

namespace twotower {

// Shows a run on stderr while it goes on, and writes its config before the first step, so that
// --resume can start from it. Must outlive the events.
class RunDisplay {
 public:
  explicit RunDisplay(const RunFolder& folder) : folder_(folder) {}

  RunEvents events();

  // Whether the config could be written.
  const Result<void>& written() const { return written_; }

 private:
  void show_data(const PreparedData& data);
  void show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss);
  void show_epoch(const EpochReport& report, bool is_best);

  const RunFolder& folder_;
  std::optional<Progress> progress_;
  Result<void> written_;
};

}  // namespace twotower
