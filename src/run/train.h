#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/cancel_token.h"
#include "base/messages/message.h"
#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "config/config.h"
#include "run/data_summary.h"
#include "run/report_texts.h"
#include "run/run_folder.h"
#include "run/test_result.h"

namespace twotower {

// A model before its first step.
struct NewModelSummary {
  Message user_tower;  // "history (newest 50) attention 64 + region category 8 -> 128 -> 64"
  Message item_tower;
  std::size_t memory_bytes = 0;  // planned for training: the bound besides the data
  std::size_t weight_bytes = 0;  // of layers and tables
  std::int64_t epochs = 0;       // at most
};

struct EpochResult {
  std::int64_t epoch = 0;        // 1-based
  double loss = 0.0;             // mean over its examples
  std::optional<double> metric;  // on the validation part, if there is one
};

// What scores gain from how often a user took an item, see RepeatTerm.
struct RepeatsResult {
  double weight = 0.0;     // 0: nothing
  double half_life = 0.0;  // in rows; 0: rows do not age
  std::string metric;      // that chose them on the validation part; empty: nobody chose
  double with = 0.0;       // its value with them; with weight 0, the best one that was given up
  double without = 0.0;
};

// What a run is about to cost.
struct RunCost {
  double seconds = 0.0;  // of the whole run, from its start, if no epoch is spared; 0: not known
  std::size_t peak_memory_bytes = 0;
  std::size_t memory_bytes = 0;  // of the training besides the data
  std::size_t weight_bytes = 0;  // of layers and tables
};

// Told on the way, on the thread that trains; any of them may be empty.
struct RunEvents {
  // What begins now and may take a while, where no other event tells how far it is.
  std::function<void(const Message& what)> on_stage;
  std::function<void(const DataSummary&)> on_data;
  // While trials choose what no rule tells, of each ("attention over 50"): examples done and in
  // all, after every step, and what the trial reached on the validation part.
  std::function<void(const Message& tried, std::size_t done, std::size_t total)> on_trial;
  std::function<void(double metric)> on_trial_end;
  // What trials chose: it takes the place of the decision of that key.
  std::function<void(const Decision&)> on_decision;
  // When the best epoch is known, where scores gain from repeats, or were tried with it.
  std::function<void(const RepeatsResult&)> on_repeats;
  // Before the best epoch is known, of the training and validation rows apart; then, with
  // train.refit, of both for so many epochs.
  std::function<void(std::int64_t epochs)> on_refit;
  // After the test, with train.fit all: the weights to deploy, of every row, for so many epochs.
  std::function<void(std::int64_t epochs)> on_all_rows;
  std::function<void(const NewModelSummary&)> on_model;
  // After the first steps of the first model, its first epoch at the latest: steps are told from
  // then on.
  std::function<void(const RunCost&)> on_cost;
  // After every step: epoch (1-based), examples done and in all of the epoch, mean loss so far.
  std::function<void(std::int64_t epoch, std::size_t done, std::size_t total, double loss)> on_step;
  std::function<void(const EpochResult&, bool is_best)> on_epoch;
};

// Seconds of wall clock of the parts of a run.
struct RunSeconds {
  double read = 0.0;
  double encode = 0.0;    // of the last fit
  double train = 0.0;     // with validation
  double evaluate = 0.0;  // of the test
};

// Seconds spent in the stages of steps, summed.
struct StepSeconds {
  double assemble = 0.0;
  double gather = 0.0;
  double forward = 0.0;
  double loss = 0.0;
  double backward = 0.0;
  double update = 0.0;
};

// A finished run: what was read, what was fitted, what it reaches.
struct RunResult {
  std::string folder;
  std::string bundle;
  DataSummary data;
  TestResult test;
  std::optional<TestResult> cold_items;        // with split.cold_items: among all items
  std::optional<TestResult> cold_items_alone;  // and among cold items alone
  RunSeconds seconds;
  StepSeconds steps;
  std::int64_t epochs = 0;  // of the model that is kept
  std::vector<EpochResult> curve;
  std::optional<RepeatsResult> repeats;  // where they were fitted, or given
  double examples_per_second = 0.0;
  std::size_t training_memory_bytes = 0;
  std::size_t peak_memory_bytes = 0;  // of the process
  std::string example_id;  // of a user, or of an item where there are no users: to try with
  bool has_users = true;
};

struct TrainRequest {
  Config config;
  RunFolder folder;      // see make_run_folder(), newest_run_folder()
  double minutes = 0.0;  // above 0: as many epochs as fit into so many, reading and test included
  CancelToken cancel;    // to stop by
  RunEvents events;
  // What report.html says in words; empty: no report.html.
  std::function<ReportTexts(const RunResult&)> report_texts;
};

// Reads, splits, fits (twice with train.refit), tests against baselines fitted on the same rows,
// fits once more with train.fit all, and keeps what stays of a run in its folder: config.yaml
// before the first step, then report.json, report.html, the ranks of the test and `bundle`; then
// `latest` points at the run, unless a newer one is finished. A folder in which nothing began is
// removed. Fails with the codes of look_at_data(), with kTrainInterrupted after a cancel, which
// leaves a checkpoint to go on from, kTrainDiverged and kFileUnwritable. Several may run at once,
// with pools of their own or one; on equal seeds and data each gives the same bits as alone.
Result<RunResult> train(ThreadPool& pool, const TrainRequest& request);

// {run, data, split, test, verdict, warnings, seconds, epochs, ...} as scripts read it.
Value to_value(const RunResult& run);

}  // namespace twotower
