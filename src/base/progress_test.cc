#include "base/progress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "messages/said.h"

namespace twotower {
namespace {

// What `use` prints in `form`, without waiting between two prints.
std::string printed(ProgressForm form, std::uint64_t total,
                    const std::function<void(Progress&)>& use,
                    std::chrono::milliseconds interval = {}) {
  std::FILE* stream = std::tmpfile();
  {
    Progress progress("epoch 2", total,
                      {.form = form,
                       .stream = stream,
                       .bar_interval = interval,
                       .line_interval = interval,
                       .say = [](const Message& time) { return english(time); }});
    use(progress);
  }
  std::string text(10'000, '\0');
  EXPECT_EQ(std::fseek(stream, 0, SEEK_SET), 0);
  text.resize(std::fread(text.data(), 1, text.size(), stream));
  std::fclose(stream);
  return text;
}

std::ptrdiff_t count(const std::string& text, char letter) {
  return std::ranges::count(text, letter);
}

void run_to_the_end(Progress& progress) {
  for (std::uint64_t done = 0; done <= 10; ++done) progress.update(done, "loss 3.21");
  progress.finish("loss 3.0");
}

TEST(ProgressTest, MovesABarOnOneLine) {
  const std::string text = printed(ProgressForm::kBar, 10, run_to_the_end);
  EXPECT_EQ(count(text, '\r'), 12);
  EXPECT_EQ(count(text, '\n'), 1);
  EXPECT_NE(text.find(" 50 % 0 s left loss 3.21"), std::string::npos) << text;
  EXPECT_NE(text.find("[" + std::string(30, '=') + "] 100 %"), std::string::npos) << text;
}

TEST(ProgressTest, WritesOverALongerLine) {
  const std::string text = printed(ProgressForm::kBar, 0, [](Progress& progress) {
    progress.update(1, "a long text");
    progress.update(2, "b");
  });
  EXPECT_TRUE(text.ends_with("epoch 2 2 b          \n")) << text;
}

TEST(ProgressTest, PrintsLinesWhereThereIsNoTerminal) {
  const std::string text = printed(ProgressForm::kAutomatic, 10, run_to_the_end);
  EXPECT_EQ(count(text, '\r'), 0);
  EXPECT_EQ(count(text, '\n'), 12);
  EXPECT_NE(text.find("epoch 2 100 %"), std::string::npos) << text;
  EXPECT_NE(text.find("loss 3.21\n"), std::string::npos) << text;
}

TEST(ProgressTest, PrintsOnceAnIntervalAndAtTheEnd) {
  const std::string text = printed(ProgressForm::kLines, 10, run_to_the_end, std::chrono::hours(1));
  EXPECT_EQ(count(text, '\n'), 1) << text;
}

TEST(ProgressTest, IsSilentIfAsked) {
  EXPECT_EQ(printed(ProgressForm::kSilent, 10, run_to_the_end), "");
}

}  // namespace
}  // namespace twotower
