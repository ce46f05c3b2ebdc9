#include "config/meant_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/nearest_name.h"
#include "base/option_docs.h"
#include "base/shell_word.h"
#include "config/config.h"

namespace twotower {
namespace {

using Meant = std::pair<std::string_view, std::string_view>;
constexpr std::array<Meant, 35> kMeant = {{{"lr", "train.optimizer.learning_rate"},
                                           {"learningrate", "train.optimizer.learning_rate"},
                                           {"e", "train.epochs"},
                                           {"epoch", "train.epochs"},
                                           {"numepochs", "train.epochs"},
                                           {"nepochs", "train.epochs"},
                                           {"maxepochs", "train.epochs"},
                                           {"b", "train.batch_size"},
                                           {"bs", "train.batch_size"},
                                           {"batch", "train.batch_size"},
                                           {"batchsz", "train.batch_size"},
                                           {"seed", "train.seed"},
                                           {"randomseed", "train.seed"},
                                           {"randomstate", "train.seed"},
                                           {"dim", "towers.dim"},
                                           {"embeddingdim", "towers.dim"},
                                           {"embeddingsize", "towers.dim"},
                                           {"embdim", "towers.dim"},
                                           {"embsize", "towers.dim"},
                                           {"embeddim", "towers.dim"},
                                           {"hiddensize", "towers.dim"},
                                           {"factors", "towers.dim"},
                                           {"optimizer", "train.optimizer.kind"},
                                           {"loss", "loss.kind"},
                                           {"split", "split.kind"},
                                           {"testsize", "split.test"},
                                           {"testratio", "split.test"},
                                           {"negatives", "negatives.uniform"},
                                           {"numnegatives", "negatives.uniform"},
                                           {"negsamples", "negatives.uniform"},
                                           {"encoding", "data.interactions.encoding"},
                                           {"separator", "data.interactions.separator"},
                                           {"sep", "data.interactions.separator"},
                                           {"format", "data.interactions.format"},
                                           {"header", "data.interactions.header"}}};

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('.') + 1);
}

}  // namespace

std::string meant_key(std::string_view name) {
  const std::string letters = folded_name(last_part(name));
  const auto meant = std::ranges::find(kMeant, letters, &Meant::first);
  if (meant != kMeant.end()) return std::string(meant->second);
  std::string best;
  for (const OptionHelp& option : option_helps(option_tree(Config()))) {
    const std::string path = option.path.substr(0, option.path.find(' '));
    if (folded_name(last_part(path)) != letters) continue;
    if (best.empty() || path.size() < best.size()) best = path;
  }
  return best;
}

std::string set_flag(std::string_view key, std::string_view value) {
  return "--set " + shell_word(fmt::format("{}={}", key, value));
}

}  // namespace twotower
