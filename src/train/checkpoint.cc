#include "train/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <utility>

#include "base/atomic_directory.h"
#include "base/atomic_file.h"
#include "base/checksum.h"
#include "base/json.h"
#include "base/mapped_file.h"
#include "base/messages/train_errors.h"
#include "base/tensor_file.h"
#include "base/tensor_file_writer.h"
#include "base/value.h"

namespace twotower {
namespace {

constexpr std::string_view kStateFile = "state.safetensors";
constexpr std::string_view kChecksumFile = "state.checksum";  // of all bytes of the state
constexpr std::string_view kProgressKey = "place";

std::string floats_name(std::size_t i) {
  return fmt::format("floats.{}", i);
}
std::string counts_name(std::size_t i) {
  return fmt::format("counts.{}", i);
}

// Writes the checksum of a state beside it.
Result<void> write_checksum(const AtomicDirectory& directory) {
  TWOTOWER_ASSIGN(const MappedFile state,
                  MappedFile::open(directory.path_of(std::string(kStateFile))));
  return write_file(directory.path_of(std::string(kChecksumFile)),
                    to_hex(checksum_of(state.bytes())) + "\n");
}

// Writes `folder`/state.safetensors and its checksum so that both appear at once.
Result<void> write_state(const std::string& folder, const Trainer::State& state,
                         const TensorMetadata& metadata) {
  std::vector<TensorInfo> infos;
  for (std::size_t i = 0; i < state.floats.size(); ++i) {
    infos.push_back(tensor_info<float>(floats_name(i), {state.floats[i].size()}));
  }
  for (std::size_t i = 0; i < state.counts.size(); ++i) {
    infos.push_back(tensor_info<std::uint32_t>(counts_name(i), {state.counts[i].size()}));
  }
  infos.push_back(tensor_info<std::uint64_t>("numbers", {state.numbers.size()}));
  TWOTOWER_ASSIGN(AtomicDirectory directory, AtomicDirectory::create(folder));
  TWOTOWER_ASSIGN(TensorFileWriter writer,
                  TensorFileWriter::create(directory.path_of(std::string(kStateFile)),
                                           std::move(infos), metadata));
  for (std::size_t i = 0; i < state.floats.size(); ++i) {
    TWOTOWER_TRY(writer.append(floats_name(i), std::span<const float>(state.floats[i])));
  }
  for (std::size_t i = 0; i < state.counts.size(); ++i) {
    TWOTOWER_TRY(writer.append(counts_name(i), std::span<const std::uint32_t>(state.counts[i])));
  }
  TWOTOWER_TRY(writer.append("numbers", std::span<const std::uint64_t>(state.numbers)));
  TWOTOWER_TRY(writer.finish());
  TWOTOWER_TRY(write_checksum(directory));
  return directory.commit();
}

// Opens a state whose every byte is as it was written.
Result<TensorFile> open_state(const std::string& folder) {
  const std::string path = fmt::format("{}/{}", folder, kStateFile);
  TWOTOWER_ASSIGN(TensorFile file, TensorFile::open(path));
  TWOTOWER_ASSIGN(const MappedFile checksum,
                  MappedFile::open(fmt::format("{}/{}", folder, kChecksumFile)));
  const std::string_view text(reinterpret_cast<const char*>(checksum.bytes().data()),
                              checksum.bytes().size());
  if (text != to_hex(checksum_of(file.bytes())) + "\n") {
    return Error{ErrorCode::kBundleCorrupt, path, CheckpointChanged(path)};
  }
  return file;
}

template <typename T>
Result<void> read_into(const TensorFile& file, const std::string& name, std::span<T> target) {
  auto values = file.tensor<T>(name, {TensorFile::kAnySize});
  if (!values.ok()) return values.error();
  if (values.value().size() != target.size()) {
    return Error{ErrorCode::kBundleMismatch, file.path(),
                 CheckpointOfOther(file.path(), values.value().size(), name, target.size())};
  }
  std::ranges::copy(values.value(), target.begin());
  return {};
}

Result<void> read_state(const TensorFile& file, const Trainer::State& state) {
  for (std::size_t i = 0; i < state.floats.size(); ++i) {
    TWOTOWER_TRY(read_into(file, floats_name(i), state.floats[i]));
  }
  for (std::size_t i = 0; i < state.counts.size(); ++i) {
    TWOTOWER_TRY(read_into(file, counts_name(i), state.counts[i]));
  }
  return {};
}

Trainer::State weights_of(TwoTowerModel& model) {
  Trainer::State state;
  state.floats.push_back(model.parameters().all_values());
  for (auto& [name, table] : model.tables()) state.floats.push_back(table.weights());
  return state;
}

Value to_value(const EpochReport& report) {
  return Value(Value::Map{{"epoch", Value(report.epoch)},
                          {"loss", Value(report.loss)},
                          {"metric", report.metric ? Value(*report.metric) : Value()},
                          {"seconds", Value(report.seconds)}});
}

Value to_value(const std::vector<EpochReport>& reports) {
  Value::List list;
  for (const EpochReport& report : reports) list.push_back(to_value(report));
  return Value(std::move(list));
}

Value to_value(const FittedRepeats& repeats) {
  return Value(Value::Map{{"weight", Value(repeats.term.weight)},
                          {"half_life", Value(repeats.term.half_life)},
                          {"metric", Value(repeats.metric)},
                          {"with", Value(repeats.with)},
                          {"without", Value(repeats.without)}});
}

Value to_value(const TrainingProgress& progress) {
  return Value(Value::Map{{"stage", Value(progress.stage)},
                          {"epochs", Value(progress.epochs)},
                          {"epoch", Value(progress.epoch)},
                          {"steps", Value(progress.steps)},
                          {"loss_sum", Value(progress.loss_sum)},
                          {"examples", Value(progress.examples)},
                          {"best_epoch", Value(progress.best_epoch)},
                          {"reports", to_value(progress.reports)},
                          {"tested", to_value(progress.tested)},
                          {"repeats", to_value(progress.repeats)}});
}

// Reads named numbers of a map; anything that is not there or not a number makes it not ok.
class ProgressReader {
 public:
  explicit ProgressReader(const Value& map) : map_(map) {}
  std::int64_t integer(std::string_view key) {
    const Value* value = map_.find(key);
    const auto* number = value == nullptr ? nullptr : value->as<std::int64_t>();
    is_ok_ = is_ok_ && number != nullptr;
    return number == nullptr ? 0 : *number;
  }
  double number(std::string_view key) {
    const Value* value = map_.find(key);
    const bool is_number = value != nullptr && value->is_number();
    is_ok_ = is_ok_ && is_number;
    return is_number ? value->to_number() : 0.0;
  }
  bool is_ok() const { return is_ok_; }

 private:
  const Value& map_;
  bool is_ok_ = true;
};

bool read_report(const Value& value, EpochReport& report) {
  ProgressReader reader(value);
  report.epoch = reader.integer("epoch");
  report.loss = reader.number("loss");
  report.seconds = reader.number("seconds");
  const Value* metric = value.find("metric");
  if (metric != nullptr && metric->is_number()) report.metric = metric->to_number();
  return reader.is_ok();
}

bool read_reports(const Value* value, std::vector<EpochReport>& reports) {
  const auto* list = value == nullptr ? nullptr : value->as<Value::List>();
  return list != nullptr && std::ranges::all_of(*list, [&](const Value& report) {
           return read_report(report, reports.emplace_back());
         });
}

// Checkpoints of earlier versions have none.
bool read_repeats(const Value* value, FittedRepeats& repeats) {
  if (value == nullptr) return true;
  ProgressReader reader(*value);
  repeats.term = {reader.number("weight"), reader.number("half_life")};
  repeats.with = reader.number("with");
  repeats.without = reader.number("without");
  const Value* metric = value->find("metric");
  const auto* name = metric == nullptr ? nullptr : metric->as<std::string>();
  if (name != nullptr) repeats.metric = *name;
  return reader.is_ok() && name != nullptr;
}

bool read_progress(const Value& value, TrainingProgress& progress) {
  ProgressReader reader(value);
  progress.stage = reader.integer("stage");
  progress.epochs = reader.integer("epochs");
  progress.epoch = reader.integer("epoch");
  progress.steps = reader.integer("steps");
  progress.loss_sum = reader.number("loss_sum");
  progress.examples = reader.integer("examples");
  progress.best_epoch = reader.integer("best_epoch");
  return reader.is_ok() && read_reports(value.find("reports"), progress.reports) &&
         read_reports(value.find("tested"), progress.tested) &&
         read_repeats(value.find("repeats"), progress.repeats);
}

}  // namespace

bool Checkpoint::exists() const {
  return std::filesystem::exists(fmt::format("{}/checkpoint/{}", folder_, kStateFile));
}

Result<void> Checkpoint::save(Trainer& trainer, const TrainingProgress& progress) const {
  return write_state(folder_ + "/checkpoint", trainer.state(),
                     {{std::string(kProgressKey), to_json(to_value(progress))}});
}

Result<TrainingProgress> Checkpoint::load_progress() const {
  TWOTOWER_ASSIGN(const TensorFile file, open_state(folder_ + "/checkpoint"));
  const auto text = file.metadata().find(std::string(kProgressKey));
  TrainingProgress progress;
  if (text != file.metadata().end()) {
    auto value = parse_json(text->second, file.path());
    if (value.ok() && read_progress(value.value(), progress)) return progress;
  }
  return Error{ErrorCode::kBundleCorrupt, file.path(), CheckpointWithoutPlace(file.path())};
}

Result<void> Checkpoint::load_state(Trainer& trainer) const {
  TWOTOWER_ASSIGN(const TensorFile file, open_state(folder_ + "/checkpoint"));
  Trainer::State state = trainer.state();
  TWOTOWER_TRY(read_state(file, state));
  TWOTOWER_TRY(read_into(file, "numbers", std::span(state.numbers)));
  trainer.set_numbers(state.numbers);
  return {};
}

Result<void> Checkpoint::save_best(TwoTowerModel& model) const {
  return write_state(folder_ + "/best", weights_of(model), {});
}

Result<void> Checkpoint::load_best(TwoTowerModel& model) const {
  TWOTOWER_ASSIGN(const TensorFile file, open_state(folder_ + "/best"));
  return read_state(file, weights_of(model));
}

}  // namespace twotower
