#include "cli/command_help.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>

#include "base/option_docs.h"
#include "base/options.h"
#include "cli/commands.h"
#include "config/config.h"
#include "http/server_config.h"
#include "messages/help.h"

namespace twotower {
namespace {

// U+4E00..U+9FFF are E4 B8 80 .. E9 BF BF in UTF-8.
bool has_chinese(std::string_view text) {
  for (const char byte : text) {
    const auto lead = static_cast<unsigned char>(byte);
    if (lead >= 0xe4 && lead <= 0xe9) return true;
  }
  return false;
}

class CommandHelpTest : public testing::Test {
 protected:
  CommandHelpTest() {
    program_.set_version_flag("--version", "", "Prints the version");
    add_commands(program_, commands_, {});
  }

  CLI::App program_{"", "twotower"};
  Commands commands_;
};

// What `help`, `serve --options` and --help of every command explain.
std::vector<OptionHelp> all_help(CLI::App& program) {
  std::vector<OptionHelp> all = option_helps(option_tree(Config()));
  for (OptionHelp& help : option_helps(option_tree(ServerConfig()))) all.push_back(std::move(help));
  for (HelpPlace& place : help_places(program)) all.push_back({place.path, place.english});
  std::erase_if(all, [](const OptionHelp& help) { return help.english.empty(); });
  return all;
}

TEST_F(CommandHelpTest, EverythingIsExplainedInChinese) {
  const std::vector<OptionHelp> all = all_help(program_);
  EXPECT_GT(all.size(), 400U);
  for (const OptionHelp& help : all) {
    EXPECT_TRUE(has_chinese(help_text(Language::kChinese, help.path, help.english))) << help.path;
    EXPECT_EQ(help_text(Language::kEnglish, help.path, help.english), help.english);
  }
}

TEST_F(CommandHelpTest, EveryChineseTextIsOfOneEnglishText) {
  std::map<const HelpText*, std::set<std::string>> english;
  for (const OptionHelp& help : all_help(program_)) {
    english[find_help(text_in_chinese().help, help.path)].insert(help.english);
  }
  for (const HelpText& text : text_in_chinese().help) {
    EXPECT_EQ(english[&text].size(), 1U) << text.path << " explains nothing, or different things";
  }
}

TEST_F(CommandHelpTest, SpeaksTheLanguage) {
  explain(program_, Language::kChinese);
  for (CLI::App* command : program_.get_subcommands({})) {
    const std::string help = command->help();
    EXPECT_TRUE(has_chinese(help.substr(0, help.find('\n')))) << help;
    for (const char* word : {"Usage", "Options", "TEXT", "INT", "required", "default"}) {
      EXPECT_EQ(help.find(word), std::string::npos) << help;
    }
  }
}

TEST_F(CommandHelpTest, SaysWhatAFlagTakes) {
  explain(program_, Language::kEnglish);
  const std::string help = program_.get_subcommand("recommend")->help();
  for (const char* part : {"[OPTIONS] BUNDLE", "-k INT ", "[0 to 1024]", "[one of en, zh]",
                           "[needs --out]", "[excludes --all,", "BUNDLE TEXT", "[required]",
                           "\nOptions, at least one of which is required:\n  --user TEXT"}) {
    EXPECT_NE(help.find(part), std::string::npos) << part << "\n" << help;
  }
  for (const char* flag : {"\n  --json ", "\n  --why ", "--help "}) {
    const std::size_t at = help.find(flag);
    ASSERT_NE(at, std::string::npos) << flag << "\n" << help;
    EXPECT_EQ(help[at + std::string_view(flag).size()], ' ') << "takes no value: " << flag;
  }
  EXPECT_NE(program_.help().find("twotower [OPTIONS] COMMAND\n"), std::string::npos);
  EXPECT_NE(program_.get_subcommand("compare")->help().find("[2 or more]"), std::string::npos);
}

TEST(FindHelpTest, FillsAStarWithoutADot) {
  constexpr HelpText kTexts[] = {
      {"a.*.c", "1"}, {"*x --json", "2"}, {"a (*adam)", "3"}, {"a", "4"}};
  const auto text_of = [&](std::string_view path) {
    const HelpText* found = find_help(kTexts, path);
    return found == nullptr ? std::string_view() : found->text;
  };
  EXPECT_EQ(text_of("a.b.c"), "1");
  EXPECT_EQ(text_of("a.b.b.c"), "");
  EXPECT_EQ(text_of("index x --json"), "2");
  EXPECT_EQ(text_of("a (lazy_adam)"), "3");
  EXPECT_EQ(text_of("a"), "4");
  EXPECT_EQ(text_of("ab"), "");
}

TEST(AskedLanguageTest, IsThatOfTheLastFlag) {
  const auto asked = [](std::vector<const char*> arguments) { return asked_language(arguments); };
  EXPECT_EQ(asked({"twotower", "--lang", "zh", "train", "--help"}), Language::kChinese);
  EXPECT_EQ(asked({"twotower", "train", "--help", "--lang=zh"}), Language::kChinese);
  EXPECT_EQ(asked({"twotower", "--lang", "zh", "train", "--lang", "en"}), Language::kEnglish);
}

}  // namespace
}  // namespace twotower
