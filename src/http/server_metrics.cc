#include "http/server_metrics.h"

#include <prometheus/client_metric.h>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <array>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "base/process_memory.h"

namespace twotower {
namespace {

constexpr std::array<std::string_view, 6> kStages = {"queue",  "parse", "tower",
                                                     "search", "write", "commit"};

prometheus::Histogram::BucketBoundaries second_bounds() {
  return {5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, .01, .025, .05, .1, .25, .5, 1, 2.5, 10};
}

// "limits[3].k" -> "limits": a name of ours, not a client's.
std::string first_name(const std::string& field) {
  return field.substr(0, field.find_first_of(".["));
}

// What others keep, as it is now.
using Type = prometheus::MetricType;
struct Sample {
  std::vector<prometheus::ClientMetric::Label> labels;
  double value;
};
prometheus::MetricFamily family_of(Type type, const std::string& name, const std::string& help,
                                   const std::vector<Sample>& samples) {
  prometheus::MetricFamily family;
  family.name = name;
  family.help = help;
  family.type = type;
  for (const Sample& sample : samples) {
    prometheus::ClientMetric& metric = family.metric.emplace_back();
    metric.label = sample.labels;
    metric.gauge.value = metric.counter.value = sample.value;
  }
  return family;
}

double number(std::int64_t count) {
  return static_cast<double>(count);
}

void add_now(const ServerCounts& counts, const GenerationInfo& info,
             std::vector<prometheus::MetricFamily>& families) {
  const auto add = [&](Type type, const std::string& name, const std::string& help,
                       const std::vector<Sample>& samples) {
    families.push_back(family_of(type, name, help, samples));
  };
  add(Type::Gauge, "twotower_connections", "Open connections.", {{{}, number(counts.connections)}});
  add(Type::Gauge, "twotower_queue_requests", "Requests that wait for a thread.",
      {{{}, number(counts.waiting)}});
  add(Type::Counter, "twotower_connections_accepted_total", "Connections since the server started.",
      {{{}, number(counts.accepted)}});
  add(Type::Counter, "twotower_connections_closed_total", "Those that the server closed, and why.",
      {{{{"reason", "evicted"}}, number(counts.closed_evicted)},
       {{{"reason", "idle"}}, number(counts.closed_idle)},
       {{{"reason", "slow"}}, number(counts.closed_slow)},
       {{{"reason", "stop"}}, number(counts.closed_stop)}});
  add(Type::Counter, "twotower_log_lines_dropped_total",
      "Lines of the log that nobody read in time.",
      {{{}, static_cast<double>(info.log_lines_dropped)}});
  add(Type::Gauge, "twotower_items", "Items that may be answered.", {{{}, number(info.items)}});
  add(Type::Gauge, "twotower_generation_info", "The generation that answers, and its towers.",
      {{{{"generation", info.generation}, {"model", info.model}}, 1.0}});
  add(Type::Gauge, "process_resident_memory_bytes",
      "Physical memory of the process, mapped files included.",
      {{{}, static_cast<double>(resident_memory_bytes())}});
  add(Type::Counter, "process_cpu_seconds_total", "Time of processors that the process has taken.",
      {{{}, cpu_seconds()}});
}

void add_switches(const SwitchCounts& switches, std::vector<prometheus::MetricFamily>& families) {
  families.push_back(family_of(Type::Counter, "twotower_switches_total",
                               "Generations that were to serve, by what became of them.",
                               {{{{"result", "activated"}}, number(switches.activated)},
                                {{{"result", "refused"}}, number(switches.refused)},
                                {{{"result", "failed"}}, number(switches.failed)}}));
  families.push_back(family_of(Type::Gauge, "twotower_switch_hold_seconds",
                               "For which writes waited as the last generation began to serve.",
                               {{{}, switches.hold_seconds}}));
  families.push_back(family_of(Type::Gauge, "twotower_generations_held",
                               "Generations before, in which lists are read on.",
                               {{{}, number(switches.held)}}));
}

void add_store(const StoreInfo& store, std::vector<prometheus::MetricFamily>& families) {
  families.push_back(family_of(Type::Gauge, "twotower_log_position",
                               "Position of the newest event or change.",
                               {{{}, number(store.position)}}));
  families.push_back(family_of(Type::Gauge, "twotower_disk_used_share",
                               "Share of the disk of the state folder that is used, by anybody.",
                               {{{}, store.disk.share}}));
  families.push_back(family_of(Type::Gauge, "twotower_disk_full",
                               "1: nothing more is taken, see state.disk.",
                               {{{}, store.disk.is_full ? 1.0 : 0.0}}));
  families.push_back(family_of(Type::Gauge, "twotower_events_waiting",
                               "Events that wait to be written.", {{{}, number(store.waiting)}}));
  families.push_back(family_of(Type::Counter, "twotower_commits_total",
                               "Writes of events, each synced with the disk.",
                               {{{}, number(store.commits)}}));
  families.push_back(family_of(Type::Counter, "twotower_shown_dropped_total",
                               "Items that were to be kept as shown, and are not.",
                               {{{}, number(store.shown_dropped)}}));
}

}  // namespace

class ServerMetrics::Impl {
 public:
  Impl() {
    auto& stages = prometheus::BuildHistogram()
                       .Name("twotower_stage_seconds")
                       .Help("Where the time of requests goes.")
                       .Register(registry_);
    for (const std::string_view stage : kStages) {
      stages_.push_back(&stages.Add({{"stage", std::string(stage)}}, second_bounds()));
    }
    auto& events = prometheus::BuildCounter()
                       .Name("twotower_events_total")
                       .Help("Events, by what became of them.")
                       .Register(registry_);
    for (const std::string_view status : option_names(EventOutcome::Status())) {
      events_.push_back(&events.Add({{"status", std::string(status)}}));
    }
    auto& items = prometheus::BuildCounter()
                      .Name("twotower_item_writes_total")
                      .Help("Items that were to be written, by what became of them.")
                      .Register(registry_);
    for (const std::string_view status : option_names(WriteOutcome().status)) {
      items_.push_back(&items.Add({{"status", std::string(status)}}));
    }
  }

  void add_request(std::string_view call, int status, double seconds) {
    auto& histogram = seconds_of_[std::string(call)];
    if (histogram == nullptr)
      histogram = &seconds_.Add({{"call", std::string(call)}}, second_bounds());
    histogram->Observe(seconds);
    auto& counter = requests_of_[{std::string(call), status}];
    if (counter == nullptr) {
      counter = &requests_.Add({{"call", std::string(call)}, {"status", std::to_string(status)}});
    }
    counter->Increment();
  }

  void add_error(const Error& error) {
    const bool has_field =
        error.code == ErrorCode::kRequestOutOfRange || error.code == ErrorCode::kConfigOutOfRange;
    errors_
        .Add({{"code", std::string(forms_of(error.code).name)},
              {"field", has_field ? first_name(error.field) : ""}})
        .Increment();
  }

  void add_stage(RequestStage stage, double seconds) {
    stages_[static_cast<std::size_t>(stage)]->Observe(seconds);
  }

  void add_canary(double recall) {
    canaries_.Increment();
    canary_recall_.Increment(recall);
  }

  void add_event(const EventOutcome& outcome) {
    events_[static_cast<std::size_t>(outcome.status)]->Increment();
  }
  void add_item(const WriteOutcome& outcome) {
    items_[static_cast<std::size_t>(outcome.status)]->Increment();
  }

  std::string text(const ServerCounts& counts, const GenerationInfo& generation,
                   const std::optional<StoreInfo>& store) {
    std::vector<prometheus::MetricFamily> families = registry_.Collect();
    add_now(counts, generation, families);
    if (store.has_value()) add_store(*store, families);
    if (generation.switches.has_value()) add_switches(*generation.switches, families);

    std::ostringstream text;
    prometheus::TextSerializer().Serialize(text, families);
    return text.str();
  }

  prometheus::Counter& degraded() { return degraded_; }

 private:
  prometheus::Counter& counter(const std::string& name, const std::string& help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry_).Add({});
  }
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Histogram>& seconds_ =
      prometheus::BuildHistogram()
          .Name("twotower_request_seconds")
          .Help("From the first byte of a request to its answer.")
          .Register(registry_);
  prometheus::Family<prometheus::Counter>& requests_ = prometheus::BuildCounter()
                                                           .Name("twotower_requests_total")
                                                           .Help("Requests that were answered.")
                                                           .Register(registry_);
  prometheus::Family<prometheus::Counter>& errors_ =
      prometheus::BuildCounter()
          .Name("twotower_errors_total")
          .Help("Requests that were refused, by code and, for values out of range, by field.")
          .Register(registry_);
  prometheus::Counter& degraded_ =
      counter("twotower_degraded_total", "Answers that were not the model's.");
  prometheus::Counter& canaries_ =
      counter("twotower_canary_total", "Answers that were searched for once more, exactly.");
  prometheus::Counter& canary_recall_ = counter(
      "twotower_canary_recall_total",
      "Sum of the shares of the exact lists that those had; by canary_total it is the recall.");
  std::vector<prometheus::Histogram*> stages_;
  std::vector<prometheus::Counter*> events_;  // by status
  std::vector<prometheus::Counter*> items_;   // by status
  std::map<std::string, prometheus::Histogram*> seconds_of_;
  std::map<std::pair<std::string, int>, prometheus::Counter*> requests_of_;
};

ServerMetrics::ServerMetrics() : impl_(std::make_unique<Impl>()) {}
ServerMetrics::~ServerMetrics() = default;

void ServerMetrics::add_request(std::string_view call, int status, double seconds) {
  impl_->add_request(call, status, seconds);
}
void ServerMetrics::add_error(const Error& error) {
  impl_->add_error(error);
}
void ServerMetrics::add_stage(RequestStage stage, double seconds) {
  impl_->add_stage(stage, seconds);
}
void ServerMetrics::add_degraded() {
  impl_->degraded().Increment();
}
void ServerMetrics::add_canary(double recall) {
  impl_->add_canary(recall);
}
void ServerMetrics::add_event(const EventOutcome& outcome) {
  impl_->add_event(outcome);
}
void ServerMetrics::add_item(const WriteOutcome& outcome) {
  impl_->add_item(outcome);
}
std::string ServerMetrics::text(const ServerCounts& counts, const GenerationInfo& generation,
                                const std::optional<StoreInfo>& store) const {
  return impl_->text(counts, generation, store);
}

}  // namespace twotower
