#include "cli/demo_command.h"

#include <string>
#include <utility>

#include "base/num_threads.h"
#include "cli/demo_server.h"
#include "cli/report_words.h"
#include "cli/run_display.h"
#include "demo/measure_story.h"
#include "demo/pizza_shop.h"
#include "demo/sparse_chapter.h"
#include "demo/tell_chapters.h"
#include "demo/tell_story.h"
#include "demo/why_chapter.h"
#include "messages/said.h"

namespace twotower {
namespace {

Result<RunResult> train_in(ThreadPool& pool, const std::string& runs_folder, Config config,
                           Language language) {
  TWOTOWER_ASSIGN(RunFolder folder, make_run_folder(runs_folder, config.name));
  RunDisplay display(pool.num_threads(), language);
  const auto report_texts = [language](const RunResult& run) {
    ReportTexts texts = report_words(language)(run);
    texts.name_of = [language](const std::string& name) { return word_in(language, name); };
    return texts;
  };
  return train(pool, {.config = std::move(config),
                      .folder = std::move(folder),
                      .events = display.events(),
                      .report_texts = report_texts});
}

}  // namespace

std::string DemoCommand::world_folder(const std::string& name) const {
  return runs_folder + "/" + name + (seed == 1 ? "" : "-" + std::to_string(seed));
}

Result<std::string> DemoCommand::run() const {
  if (chapter == "sparse") return run_sparse();
  TWOTOWER_ASSIGN(const PizzaShop shop,
                  open_pizza_shop(story_shop(seed), world_folder("pizza-world")));
  TWOTOWER_ASSIGN(Config config, pizza_config(shop));
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(RunResult run, train_in(pool, runs_folder, std::move(config), language));
  TWOTOWER_ASSIGN(const TrainedShop trained, read_trained_shop(std::move(run)));
  const StorySource source = {.world = shop.world, .shop = trained, .newcomers = shop.newcomers};
  const std::string opening = tell_opening(shop.world.options(), language);
  if (chapter == "why") {
    TWOTOWER_ASSIGN(const WhyChapter why, measure_why(pool, source));
    return opening + tell_why(why, shop.world.options(), language);
  }
  TWOTOWER_ASSIGN(PizzaStory story, measure_story(source));
  TWOTOWER_TRY(ask_server(user_id_of(story.customer), pizza_id_of(story.new_order.ordered), story));
  return opening + tell_story(story, shop.world, language);
}

Result<std::string> DemoCommand::run_sparse() const {
  TWOTOWER_ASSIGN(const PizzaShop shop,
                  open_pizza_shop(sparse_shop(seed), world_folder("pizza-sparse-world")));
  ThreadPool pool(threads_or_all(num_threads));
  const auto train = [&](Config config) {
    return train_in(pool, runs_folder, std::move(config), language);
  };
  TWOTOWER_ASSIGN(const SparseChapter sparse, measure_sparse(shop, train));
  return tell_sparse(sparse, language);
}

}  // namespace twotower
