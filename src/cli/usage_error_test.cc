#include "cli/usage_error.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <optional>

#include "base/messages/cli_errors.h"
#include "messages/said.h"

namespace twotower {
namespace {

// Flags of every kind, and a command within another.
class UsageErrorTest : public ::testing::Test {
 protected:
  UsageErrorTest() {
    app_.require_subcommand(1);
    allow_names(*app_.add_option("--lang", language_), {"en", "zh"});
    CLI::App& train = *app_.add_subcommand("train");
    train.add_option("FILE", file_)->required();
    allow_whole_numbers(*train.add_option("--threads", threads_), 0, 1024);
    allow_numbers(*train.add_option("--minutes", minutes_), 0.0001, 1e5);
    train.add_option("-k", k_);
    train.add_option("--rate", rate_);
    train.add_flag("--json", json_);
    CLI::App& compare = *app_.add_subcommand("compare");
    compare.add_option("RUN", runs_)->required()->expected(2, 100);
    CLI::App& ask = *app_.add_subcommand("ask");
    CLI::App& whom = *ask.add_option_group("for whom");
    CLI::Option* user = whom.add_option("--user", user_);
    CLI::Option* all = whom.add_flag("--all", all_)->excludes(user);
    all->needs(ask.add_option("--out", out_));
    whom.require_option(1, 2);
    CLI::App& items = *app_.add_subcommand("items");
    items.require_subcommand(1);
    items.add_subcommand("add");
    items.add_subcommand("remove");
  }

  Error refused(const std::string& arguments) {
    try {
      app_.parse(arguments, false);
    } catch (const CLI::ParseError& error) {
      return usage_error(app_, error, CLI::detail::split(arguments, ' '));
    }
    ADD_FAILURE() << arguments;
    return {};
  }

  // The key of the problem, and all that is said.
  void expect(const std::string& arguments, std::string_view key, const std::string& text) {
    const Error error = refused(arguments);
    Message problem = error.message;
    if (problem.key() == "usage.wrong" || problem.key() == "usage.near") problem = within(problem);
    EXPECT_EQ(problem.key(), key) << arguments;
    EXPECT_EQ(english(error.message), text) << arguments;
  }

 private:
  static Message within(const Message& message) {
    for (const MessageArgument& argument : message.arguments()) {
      if (argument.name == "problem") return std::get<std::vector<Message>>(argument.value).front();
    }
    return {};
  }

  CLI::App app_{"", "twotower"};
  std::string language_, file_, user_, out_;
  int threads_ = 0;
  std::optional<double> minutes_;
  std::int64_t k_ = 0;
  double rate_ = 0.0;
  bool json_ = false, all_ = false;
  std::vector<std::string> runs_;
};

std::string usage(const std::string& command, const std::string& problem) {
  return "twotower " + command + ": " + problem + "; see twotower " + command + " --help";
}

TEST_F(UsageErrorTest, NamesTheNearestCommand) {
  expect("tain", "usage.unknown_command",
         "\"tain\" is not a command of twotower (all: train, compare, ask, items); did you mean "
         "train?");
  expect("frobnicate", "usage.unknown_command",
         "\"frobnicate\" is not a command of twotower (all: train, compare, ask, items)");
  expect("items ad", "usage.unknown_command",
         "\"ad\" is not a command of twotower items (all: add, remove); did you mean add?");
}

TEST_F(UsageErrorTest, NamesTheNearestFlag) {
  expect("ask --usre=3", "usage.unknown_flag",
         "\"--usre\" is not a flag of twotower ask (all: twotower ask --help); did you mean "
         "--user?");
  expect("train a.csv --frobnicate", "usage.unknown_flag",
         "\"--frobnicate\" is not a flag of twotower train (all: twotower train --help)");
}

TEST_F(UsageErrorTest, SaysFlagsOfOtherProgramsWithTheirValues) {
  const auto near = [](const std::string& call, const std::string& flag, const std::string& right) {
    return "\"" + flag + "\" is not a flag of twotower " + call + " (all: twotower " + call +
           " --help); did you mean " + right + "?";
  };
  expect("train a.csv --topk 5", "usage.unknown_flag", near("train", "--topk", "-k 5"));
  expect("train a.csv --top-k=5", "usage.unknown_flag", near("train", "--top-k", "-k 5"));
  expect("train --workers 3 a.csv", "usage.unknown_flag",
         near("train", "--workers", "--threads 3"));
  expect("train a.csv -j", "usage.unknown_flag", near("train", "-j", "--threads VALUE"));
  expect("ask --all -o l.csv", "usage.unknown_flag", near("ask", "-o", "--out l.csv"));
}

TEST_F(UsageErrorTest, SaysThatNoDeviceIsChosen) {
  for (const char* flag : {"--gpu", "--cuda", "--device"}) {
    const Error error = refused("train a.csv " + std::string(flag) + " 0");
    EXPECT_EQ(error.message.key(), NoDevice::kKey);
    EXPECT_NE(english(error.message).find("leave " + std::string(flag) + " out"),
              std::string::npos);
  }
}

TEST_F(UsageErrorTest, NamesWhatIsMissing) {
  expect("train", "usage.wrong.required", usage("train", "FILE is required"));
  expect("items", "usage.wrong.command_required",
         usage("items", "a command is required: add, remove"));
  expect("ask", "usage.wrong.one_required",
         usage("ask", "one of these is required: --user, --all"));
  expect("train a.csv --rate", "usage.wrong.without_value", usage("train", "--rate needs a value"));
  expect("compare a", "usage.wrong.too_few_values",
         usage("compare", "RUN has 1 value, needed: at least 2"));
}

TEST_F(UsageErrorTest, NamesWhatIsTooMuch) {
  expect("train a.csv -k 1 -k 2", "usage.wrong.too_many_values",
         usage("train", "-k has 2 values, allowed: at most 1"));
  expect("train a.csv b.csv", "usage.wrong.unexpected", usage("train", "not expected: b.csv"));
  expect("train a.csv --json=maybe", "usage.wrong.takes_no_value",
         usage("train", "--json is maybe, but takes no value; write --json alone"));
}

TEST_F(UsageErrorTest, NamesFlagsThatDependOnOthers) {
  expect("ask --all", "usage.wrong.needs", usage("ask", "--all also needs --out"));
  expect("ask --all --user 3 --out a.csv", "usage.wrong.excludes",
         usage("ask", "--user and --all exclude each other; leave one out"));
}

TEST_F(UsageErrorTest, NamesValuesThatAreAllowed) {
  expect("train a.csv --threads 1025", "usage.wrong.out_of_range",
         usage("train", "--threads is 1025, allowed: 0 to 1024"));
  expect("train a.csv --threads many", "usage.wrong.out_of_range",
         usage("train", "--threads is many, allowed: 0 to 1024"));
  expect("train a.csv --minutes 0", "usage.wrong.out_of_range",
         usage("train", "--minutes is 0, allowed: 0.0001 to 100000"));
  expect("--lang fr train a.csv", "usage.wrong.unknown_value",
         usage("train", "--lang is fr, allowed: en, zh"));
  expect("train a.csv -k ten", "usage.wrong.not_whole",
         usage("train", "-k is ten, allowed: a whole number of at most 18 digits"));
  expect("train a.csv --rate high", "usage.wrong.not_number",
         usage("train", "--rate is high, allowed: a number"));
}

TEST_F(UsageErrorTest, SaysWhatItIsAbout) {
  EXPECT_EQ(refused("train a.csv --threads 1025").field, "--threads");
  EXPECT_EQ(refused("train").field, "FILE");
  EXPECT_EQ(refused("ask --usre=3").field, "--usre");
}

TEST_F(UsageErrorTest, IsSaidInChinese) {
  EXPECT_EQ(said(refused("train a.csv --threads 1025").message, Language::kChinese),
            "twotower train：--threads 的值是 1025，允许：0 到 1024；写法见 twotower train --help");
  EXPECT_EQ(said(refused("tain").message, Language::kChinese),
            "twotower 没有命令“tain”（全部命令：train、compare、ask、items）；是否想写 train？");
}

}  // namespace
}  // namespace twotower
