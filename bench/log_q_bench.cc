// What the log q correction is worth: how far from the truth a model ends that learns a toy log of
// known distribution, by form of the loss and batch size. Run by `make bench-log-q`, a minute or
// two on one core; [rows] and [learning rate] may follow the name. Fails where the default loss is
// not within .012 of the truth at every batch size, or without correction is within .1 at 8 and 64.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "synth/toy_log.h"
#include "tests/toy_log_fit.h"

namespace {

using twotower::SoftmaxForm;

struct LossForm {
  std::string name;
  twotower::SoftmaxLossOptions loss;
};

constexpr int kNumSeeds = 3;

double mean_distance(const twotower::ToyLog& log, const LossForm& form, std::int64_t batch_size,
                     double learning_rate) {
  double sum = 0.0;
  for (int seed = 1; seed <= kNumSeeds; ++seed) {
    sum += distance_from_truth(log, {.loss = form.loss,
                                     .batch_size = batch_size,
                                     .seed = seed,
                                     .learning_rate = learning_rate});
  }
  return sum / kNumSeeds;
}

}  // namespace

int main(int argc, char** argv) {
  // 2 M rows know the truth to about .003.
  const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 2'000'000;
  const double learning_rate = argc > 2 ? std::atof(argv[2]) : 0.01;
  const twotower::ToyLog log = twotower::make_toy_log({.rows = rows});
  const std::vector<LossForm> forms = {
      {"inclusion", {.log_q = true, .form = SoftmaxForm::kInclusion}},
      {"masked", {.log_q = true, .form = SoftmaxForm::kMasked}},
      {"refined", {.log_q = true, .form = SoftmaxForm::kRefined}},
      {"none", {.log_q = false, .form = SoftmaxForm::kInclusion}}};
  fmt::print("total variation from the truth, {} rows, mean of {} seeds\n", rows, kNumSeeds);
  fmt::print("{:>6}", "batch");
  for (const LossForm& form : forms) fmt::print(" {:>10}", form.name);
  fmt::print("\n");
  bool is_ok = true;
  for (const std::int64_t batch_size : {8, 64, 512}) {
    std::vector<double> distances;
    for (const LossForm& form : forms) {
      distances.push_back(mean_distance(log, form, batch_size, learning_rate));
    }
    fmt::print("{:>6}", batch_size);
    for (const double distance : distances) fmt::print(" {:>10.4f}", distance);
    fmt::print("\n");
    std::fflush(stdout);
    is_ok = is_ok && distances[0] <= 0.012 && (batch_size > 64 || distances.back() > 0.1);
  }
  return is_ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
