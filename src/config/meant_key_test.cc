#include "config/meant_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/option_docs.h"
#include "config/config.h"

namespace twotower {
namespace {

TEST(MeantKeyTest, KnowsWhatOtherProgramsCallKeys) {
  EXPECT_EQ(meant_key("--lr"), "train.optimizer.learning_rate");
  EXPECT_EQ(meant_key("train.lr"), "train.optimizer.learning_rate");
  for (const char* name : {"-e", "--epoch", "epochs", "--num_epochs", "maxEpochs"}) {
    EXPECT_EQ(meant_key(name), "train.epochs") << name;
  }
  EXPECT_EQ(meant_key("--seed"), "train.seed");
  EXPECT_EQ(meant_key("--embedding_dim"), "towers.dim");
  EXPECT_EQ(meant_key("data.encoding"), "data.interactions.encoding");
}

TEST(MeantKeyTest, FindsTheLastPartOfAKey) {
  EXPECT_EQ(meant_key("--batch-size"), "train.batch_size");
  EXPECT_EQ(meant_key("patience"), "train.early_stopping.patience");
  EXPECT_EQ(meant_key("frobnicate"), "");
}

TEST(MeantKeyTest, NamesKeysThatThereAre) {
  const auto helps = option_helps(option_tree(Config()));
  for (const char* name : {"lr", "e", "bs", "seed", "dim", "optimizer", "loss", "split", "testsize",
                           "negatives", "encoding", "sep", "format", "header"}) {
    const std::string key = meant_key(name);
    EXPECT_TRUE(std::ranges::any_of(helps, [&](const OptionHelp& option) {
      return option.path.substr(0, option.path.find(' ')) == key;
    })) << key;
  }
}

TEST(MeantKeyTest, WritesAFlagForAShell) {
  EXPECT_EQ(set_flag("train.epochs", "5"), "--set train.epochs=5");
  EXPECT_EQ(set_flag("data.items.show", "[a, b]"), "--set 'data.items.show=[a, b]'");
}

}  // namespace
}  // namespace twotower
