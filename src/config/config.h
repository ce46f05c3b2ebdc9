#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/options.h"
#include "bundle/serve_options.h"
#include "config/train_options.h"
#include "data/data_options.h"
#include "data/split_options.h"
#include "features/feature_options.h"
#include "model/loss_options.h"
#include "model/tower_options.h"

namespace twotower {

struct EvaluationOptions {
  std::vector<std::string> metrics = {"recall@10", "ndcg@10", "mrr@10",
                                      "recall@20", "ndcg@20", "recall@50"};

  static void visit_options(auto& self, auto&& visit) {
    visit("metrics", self.metrics,
          "recall, ndcg, mrr or row_recall at k: recall@10. All items are ranked.");
  }
};

// A whole config: each layer's options under the layer's own key. What is absent is chosen by
// auto_config().
struct Config {
  std::string name = "run";
  DataOptions data;
  SplitOptions split;
  FeaturesOptions features;
  TowerOptions towers;
  LossOptions loss;
  std::optional<NegativesOptions> negatives;
  TrainOptions train;
  EvaluationOptions evaluation;
  ServeOptions serve;

  static void visit_options(auto& self, auto&& visit) {
    visit("name", self.name, "Folder of the runs: runs/<name>/001, 002, ...");
    visit("data", self.data, "The tables.");
    visit("split", self.split, "How interactions are split into training, validation and test.");
    visit("features", self.features, "What the towers read.");
    visit("towers", self.towers, "Both towers.");
    visit("loss", self.loss, "Loss that training minimises.");
    visit("negatives", self.negatives,
          "Negatives: what the item of an interaction is compared with.");
    visit("train", self.train, "How the towers are trained.");
    visit("evaluation", self.evaluation, "What is measured.");
    visit("serve", self.serve, "What the bundle recommends.");
  }
};

// These are large: compiled once, in config.cc.
extern template Value to_value(const Config& field);
extern template Value to_value(const DataOptions& field);
extern template Value to_value(const SplitOptions& field);
extern template Value to_value(const FeaturesOptions& field);
extern template OptionNode option_tree(const Config& defaults);
extern template Result<Config> read_options(const Value& value, std::string_view source);

}  // namespace twotower
