#include "base/shell_word.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

TEST(ShellWordTest, QuotesWhatAShellWouldRead) {
  EXPECT_EQ(shell_word("runs/a_b-1/latest"), "runs/a_b-1/latest");
  EXPECT_EQ(shell_word("train.epochs=20"), "train.epochs=20");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("dt=*/a b.csv"), "'dt=*/a b.csv'");
  EXPECT_EQ(shell_word("it's $HOME"), "'it'\\''s $HOME'");
  EXPECT_EQ(shell_word("用户"), "'用户'");
}

}  // namespace
}  // namespace twotower
