#include "cli/demo_command.h"

#include <utility>

#include "cli/demo/language.h"
#include "cli/demo/measure_story.h"
#include "cli/demo/pizza_shop.h"
#include "cli/demo/tell_story.h"
#include "cli/run_display.h"
#include "cli/run_folder.h"
#include "cli/threads.h"
#include "train/run_training.h"

namespace twotower {

Result<std::string> DemoCommand::run() const {
  const Language spoken = choose_language(language);
  TWOTOWER_ASSIGN(const PizzaShop shop, open_pizza_shop({}, runs_folder + "/pizza-world"));
  TWOTOWER_ASSIGN(Config config, pizza_config(shop));
  TWOTOWER_ASSIGN(const RunFolder folder, make_run_folder(runs_folder, config.name));
  ThreadPool pool(threads_or_all(num_threads));
  RunDisplay display(folder, pool.num_threads());
  TWOTOWER_ASSIGN(const TrainingRun run,
                  run_training(pool, std::move(config), folder, display.events()));
  TWOTOWER_TRY(display.written());
  TWOTOWER_TRY(keep_run(pool, run, folder));
  TWOTOWER_ASSIGN(const PizzaStory story, measure_story({.world = shop.world,
                                                         .run = run,
                                                         .newcomers = shop.newcomers,
                                                         .run_folder = folder.path}));
  return tell_opening(shop.world.options(), spoken) + tell_story(story, shop.world, spoken);
}

}  // namespace twotower
